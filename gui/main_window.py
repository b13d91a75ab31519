"""The main window: puts the parts together and polls the model."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from gui.actions import Actions
from gui.alarm_bar import AlarmBar
from gui.arrangement import Arrangement
from gui.code_panel import CodePanel
from gui.coding_panel import CodingPanel
from gui.coregulation_strip import CoregulationStrip
from gui.event_list import EventList
from gui.header import Header
from gui.key_help import KeyHelp
from gui.keys import Keys
from gui.map_window import MapWindow
from gui.menus import SessionMenus
from gui.notes_panel import NotesPanel
from gui.notice_panel import NoticePanel
from gui.overview_strip import OverviewStrip
from gui.questions import DialogQuestions, LeavesRecorder, OnClose, Questions
from gui.ribbon_plot import RibbonPlot
from gui.session_panel import SessionPanel
from gui.span_window import SpanWindow
from gui.streams_panel import StreamsPanel
from gui.style import DARK, LIGHT, Theme, style_sheet
from gui.therapist_window import TherapistWindow
from gui.time_window import TimeWindow
from gui.veiled_panel import person_panel
from gui.zone_legend import ZoneLegend
from safehold.app.model import Controller, SessionStatus
from safehold.core.study import Display

FRAME_MS = 33
LAYOUT_ROUNDS = 5
"""A dock that grows makes the others ask for a layout, and so on: so often at most."""
JOBS_S = 0.002
"""Time in a frame after which what changes once a second waits for the next frame."""


class MainWindow(QMainWindow):
    """One session, live or replayed.

    Parameters
    ----------
    controller : Controller
        Read through its model, asked through its methods.
    theme : Theme
        Look at the start; F6 changes it.
    questions : Questions or None
        Who is asked before a recording is stopped; None opens dialogs.
    wall : callable
        Monotonic seconds for the double-press guard.
    settings : QSettings or None
        Where this user's layout is kept; None keeps nothing.
    frame_ms : int
        Time between two frames of the waves.
    """

    closed = Signal()
    framed = Signal()
    """A frame was shown."""

    def __init__(
        self,
        controller: Controller,
        *,
        theme: Theme = DARK,
        questions: Questions | None = None,
        wall: Callable[[], float] = time.monotonic,
        settings: QSettings | None = None,
        frame_ms: int = FRAME_MS,
    ) -> None:
        super().__init__()
        self._controller = controller
        self._questions = questions or DialogQuestions(self)
        self._second = -1
        self._jobs: dict[str, Callable[[], None]] = {}
        self._seen: object = None
        self._finished = False
        self._map: MapWindow | None = None
        self._therapist: TherapistWindow | None = None
        self._spans: list[SpanWindow] = []
        self._leave = False
        self.window_time = TimeWindow(180 if controller.model.settings.marks else 300, self)
        self.acts = Actions(controller, self._questions, self.window_time, wall=wall, parent=self)
        self._bindings = Keys(self.acts)
        self.setWindowTitle("safehold")
        self.setMinimumSize(1180, 700)
        self.arrangement = Arrangement(self, settings)
        self._build(theme)
        self.arrangement.restore()
        self._connect_actions()
        self.window_time.changed.connect(self._on_time_window)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(frame_ms)
        self._timer.timeout.connect(self.frame)

    # -- parts ---------------------------------------------------------------------------------

    def _build(self, theme: Theme) -> None:
        self._theme = theme
        controller, model = self._controller, self._controller.model
        self.setStyleSheet(style_sheet(theme))
        status = model.status
        self.menus = SessionMenus(
            self.acts,
            live=status is None or status.mode != "replay",
            lag_s=model.settings.lag_s,
        )
        self.header = Header(theme, model.display)
        self.alarms = AlarmBar(theme)
        self.session = SessionPanel(theme, model)
        self.streams = StreamsPanel(theme, model)
        self.notices = NoticePanel()
        self.keys = KeyHelp(large=theme.large)
        self.people = [
            person_panel(theme, model, person, controller.codebook, self.window_time)
            for person in model.people
        ]
        self.ribbon = RibbonPlot(theme, controller.codebook, self.window_time)
        self.legend = ZoneLegend(theme)
        self.legend.setVisible(model.display is not Display.BLIND)
        self.codes = CodePanel(theme, controller.codebook)
        self.coding = CodingPanel(theme, controller.codebook, self.acts.pending)
        self.events = EventList(theme, controller.codebook)
        self.notes = NotesPanel()
        self.coregulation = CoregulationStrip(theme, len(model.people))
        self.overview = OverviewStrip(theme, model, self.window_time)
        self.overview.span_drawn.connect(self._on_span)
        self._connect()
        self.arrangement.place()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()

    def _connect(self) -> None:
        """Let the buttons of the parts do what the keys do."""
        actions = self.acts
        self.codes.code_pressed.connect(actions.press_code_now)
        self.coding.time_pressed.connect(actions.pending.arm)
        self.coding.actor_pressed.connect(actions.pending.next_actor)
        self.coding.shape_pressed.connect(actions.pending.toggle_shape)
        self.coding.subtype_pressed.connect(actions.say_subtype)
        self.coding.modifier_pressed.connect(actions.say_modifier)
        self.coding.confidence_pressed.connect(actions.say_confidence)
        self.events.undo_pressed.connect(actions.undo)
        self.events.redo_pressed.connect(actions.redo)
        self.alarms.acknowledge_pressed.connect(actions.acknowledge)
        self.alarms.sound_pressed.connect(actions.toggle_sound)
        self.events.note_pressed.connect(actions.ask_note_now)
        self.events.note_entered.connect(actions.add_note)
        self.events.note_closed.connect(self._on_note_closed)
        self.session.guide.step_pressed.connect(actions.next_step_now)
        self.session.guide.repeat_pressed.connect(actions.repeat_baseline_now)
        self.session.baseline_pressed.connect(actions.toggle_baseline_now)
        self.session.record_pressed.connect(actions.toggle_recording)
        self.session.pause_pressed.connect(actions.toggle_pause)
        self.session.slower_pressed.connect(actions.slower)
        self.session.faster_pressed.connect(actions.faster)

    def _connect_actions(self) -> None:
        """Do what only the window can do."""
        self.acts.note_asked.connect(self._on_note_asked)
        self.acts.theme_asked.connect(self._on_theme)
        self.acts.large_asked.connect(self._on_large)
        self.acts.layout_asked.connect(self._on_layout)
        self.acts.map_asked.connect(self._on_map)
        self.acts.therapist_asked.connect(self._on_therapist)
        self.acts.measures_asked.connect(self._on_measures)
        self.acts.fullscreen_asked.connect(self._on_fullscreen)
        self.acts.close_asked.connect(self.close)
        self.acts.help_asked.connect(self._on_help)

    # -- polling -------------------------------------------------------------------------------

    @property
    def leaves_recorder(self) -> bool:
        """True when the user closed the window and wants the recording to go on."""
        return self._leave

    def start(self) -> None:
        """Begin to poll the model."""
        self._timer.start()

    def prepare(self) -> None:
        """Lay everything out and fill it without showing a window on a screen."""
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.show()
        self.refresh()
        for _ in range(LAYOUT_ROUNDS):
            QApplication.processEvents()
        self.refresh()

    def _now(self) -> float:
        status = self._controller.model.status
        if status is None:
            return 0.0
        if status.paused or status.state in ("ended", "failed"):
            return status.now
        return self._controller.clock()

    @Slot()
    def frame(self) -> None:
        """Show the waves as they are this moment, and a part of what changes once a second."""
        now = self._now()
        for panel in self.people:
            panel.refresh_fast(now)
        status = self._controller.model.status
        seen = (self._controller.model.events(), status and (status.phase, status.paused,
                status.speed, status.recorder.state), self._controller.model.alarms(),
                self.acts.sound.on)  # fmt: skip
        if math.floor(now) != self._second or seen != self._seen:
            self._second, self._seen = math.floor(now), seen
            self.window_time.advance(now)
        self._run_jobs(JOBS_S)
        self.framed.emit()
        if status is not None and self._over(status):
            self.finish()

    def _over(self, status: SessionStatus) -> bool:
        """Tell whether to close; a replay that ended stays to be looked at."""
        if status.state == "failed":
            return True
        return status.state == "ended" and status.mode != "replay"

    def finish(self) -> None:
        """Close without a question: the session is over."""
        self._finished = True
        self.close()

    def refresh(self) -> None:
        """Show everything as it is now."""
        now = self._now()
        self.window_time.advance(now)
        self._run_jobs(math.inf)
        for panel in self.people:
            panel.refresh_fast(now)

    @property
    def pending(self) -> int:
        """Parts that later frames will bring up to date."""
        return len(self._jobs)

    @Slot()
    def _on_time_window(self) -> None:
        """Have every part shown anew, each in a frame of its own where one is not enough."""
        parts: dict[str, Callable[[], None]] = {"words": self._show_words}
        for i, person in enumerate(self._controller.model.people):
            parts[f"person {person}"] = partial(self._show_person, i)
        parts |= {"ribbon": self._show_ribbon, "overview": self._show_overview}
        for name, job in parts.items():
            self._jobs.setdefault(name, job)

    def _run_jobs(self, limit_s: float) -> None:
        """Do at least one job, and more while there is time: a frame must not wait for all."""
        start = time.perf_counter()
        while self._jobs:
            self._jobs.pop(next(iter(self._jobs)))()
            if time.perf_counter() - start > limit_s:
                return

    def _show_person(self, index: int) -> None:
        self.people[index].refresh_slow(self._controller.model.events(), self.window_time.now)

    def _show_ribbon(self) -> None:
        self.ribbon.show_events(self._controller.model.events())

    def _show_overview(self) -> None:
        self.overview.refresh(self._controller.model.events())

    def _show_words(self) -> None:
        now = self.window_time.now
        model = self._controller.model
        status, events = model.status, model.events()
        self.header.show_status(status, now)
        self.header.show_looking_back(not self.window_time.following)
        if status is not None:
            self.session.show_status(status)
            if self.acts.is_live():
                self.session.guide.show_state(self._controller.protocol())
            self.streams.show_status(status)
        self.alarms.show_alarms(model.alarms(), sound=self.acts.sound.on)
        self.acts.sound.attend(model.alarms())
        self.notices.show_notices(model.notices())
        self.codes.show_open(self._controller.open_codes(), now)
        self.events.show_events(events)
        self.events.show_steps(self._controller.undoable(), self._controller.redoable())
        self.coding.show_events(events)
        self.notes.show_events(events)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the parts find their sizes, and watch the native window for presses."""
        super().showEvent(event)
        self.arrangement.settle()
        if (native := self.windowHandle()) is not None:
            self.acts.stamps.watch(native)

    # -- keys ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn a key into a call; the stamp is taken before anything else."""
        at = self.acts.clock()
        if event.isAutoRepeat():
            return
        act = self._bindings.find(event)
        if act is None:
            super().keyPressEvent(event)
            return
        act(at)

    @Slot()
    def _on_note_asked(self) -> None:
        self.arrangement.raise_dock("events")
        self.events.ask_note()

    @Slot(bool)
    def _on_help(self, keys: bool) -> None:
        if keys:
            self.menus.show_keys()
        else:
            self.menus.show_meaning()

    @Slot()
    def _on_note_closed(self) -> None:
        self.setFocus()

    @Slot()
    def _on_theme(self) -> None:
        other = LIGHT if self._theme.name == "dark" else DARK
        self._build(replace(other, large=self._theme.large))
        self.refresh()

    @Slot()
    def _on_large(self) -> None:
        self._build(replace(self._theme, large=not self._theme.large))
        self.refresh()

    @Slot()
    def _on_layout(self) -> None:
        self.arrangement.open_menu()

    @Slot()
    def _on_map(self) -> None:
        """Show the map of enough safety in a window of its own."""
        if self._map is not None:
            self._map.close()
        self._map = MapWindow(self._controller, theme=self._theme)
        self._map.closed.connect(self._on_map_closed)
        self._map.start()
        self._map.show()

    @Slot()
    def _on_map_closed(self) -> None:
        if self._map is not None:
            self._map.deleteLater()
            self._map = None

    @Slot()
    def _on_therapist(self) -> None:
        """Show the therapist's display, on the second screen where there is one."""
        if self._therapist is not None:
            self._therapist.close()
        self._therapist = TherapistWindow(self._controller, theme=self._theme)
        self._therapist.closed.connect(self._on_therapist_closed)
        self._therapist.start()
        self._therapist.show()

    @Slot()
    def _on_therapist_closed(self) -> None:
        if self._therapist is not None:
            self._therapist.deleteLater()
            self._therapist = None

    @Slot()
    def _on_measures(self) -> None:
        self._on_span(*self.window_time.range)

    @Slot(float, float)
    def _on_span(self, t0: float, t1: float) -> None:
        """Show the measures of a span, where there are any: in replays."""
        measures = self._controller.measures_of(t0, t1)
        if measures:
            lag_s = self._controller.model.settings.lag_s
            span = SpanWindow(measures, (t0, t1), lag_s, theme=self._theme)
            self._spans = [*(old for old in self._spans if old.isVisible()), span]
            span.show()

    @Slot()
    def _on_fullscreen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    # -- the end -------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first while a recording runs; whoever opened the window then ends the session."""
        status = self._controller.model.status
        recording = status is not None and status.recorder.state in ("starting", "recording")
        if recording and self.acts.is_live() and not self._finished:
            can_leave = isinstance(self._controller, LeavesRecorder)
            answer = self._questions.close_while_recording(can_leave=can_leave)
            if answer is OnClose.CANCEL:
                event.ignore()
                return
            self._leave = answer is OnClose.LEAVE
        self._timer.stop()
        for other in (self._map, self._therapist, *self._spans):
            if other is not None:
                other.close()
        self.arrangement.save()
        event.accept()
        self.closed.emit()
