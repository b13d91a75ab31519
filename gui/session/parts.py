"""The parts of a session's window: made here, placed by the arrangement, filled by the window."""

from __future__ import annotations

from dataclasses import dataclass

from gui.look.style import Theme
from gui.panels.alarm_bar import AlarmBar
from gui.panels.code_panel import CodePanel
from gui.panels.coding_panel import CodingPanel
from gui.panels.event_list import EventList
from gui.panels.header import Header
from gui.panels.key_help import KeyHelp
from gui.panels.notes_panel import NotesPanel
from gui.panels.notice_panel import NoticePanel
from gui.panels.person_panel import PersonPanel
from gui.panels.reading_line import ReadingLine
from gui.panels.session_bar import SessionBar
from gui.panels.status_line import StatusLine
from gui.panels.streams_panel import StreamsPanel
from gui.panels.veiled_panel import VeiledPanel, person_panel
from gui.plots.coregulation_strip import CoregulationStrip
from gui.plots.overview_strip import OverviewStrip
from gui.plots.ribbon_plot import RibbonPlot
from gui.plots.zone_legend import ZoneLegend
from gui.session.actions import Actions
from gui.session.menus import SessionMenus
from safehold.core.study import Display
from safehold.session.ports import View


@dataclass(frozen=True, slots=True)
class Parts:
    """Every part of the window, by what it shows."""

    menus: SessionMenus
    header: Header
    reading: ReadingLine
    alarms: AlarmBar
    session: SessionBar
    streams: StreamsPanel
    notices: NoticePanel
    keys: KeyHelp
    people: list[PersonPanel | VeiledPanel]
    ribbon: RibbonPlot
    legend: ZoneLegend
    codes: CodePanel
    coding: CodingPanel
    events: EventList
    notes: NotesPanel
    coregulation: CoregulationStrip
    overview: OverviewStrip
    status: StatusLine


def make_parts(view: View, theme: Theme, actions: Actions) -> Parts:
    """Return the parts of a window over a session, in a theme."""
    codebook, model, time = view.codebook, view.model, actions.window_time
    replay = view.playback is not None
    legend = ZoneLegend(theme)
    if model.display is Display.BLIND:
        legend.hide()
    return Parts(
        menus=SessionMenus(actions, replay=replay),
        header=Header(theme, model.display, replay=replay),
        reading=ReadingLine(),
        alarms=AlarmBar(theme, replay=replay),
        session=SessionBar(theme, model.display, replay=replay),
        streams=StreamsPanel(theme, model),
        notices=NoticePanel(),
        keys=KeyHelp(replay=replay, large=theme.large),
        people=[person_panel(theme, model, person, codebook, time) for person in model.people],
        ribbon=RibbonPlot(theme, codebook, time),
        legend=legend,
        codes=CodePanel(theme, codebook, model.people),
        coding=CodingPanel(theme, codebook, actions.pending),
        events=EventList(theme, codebook),
        notes=NotesPanel(),
        coregulation=CoregulationStrip(theme, model, time),
        overview=OverviewStrip(theme, model, time),
        status=StatusLine(),
    )
