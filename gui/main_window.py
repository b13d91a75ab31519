"""The main window: puts the parts together, polls the model, turns keys into calls."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from gui.code_panel import CodePanel
from gui.event_list import EventList
from gui.header import Header
from gui.key_help import KeyHelp
from gui.notice_panel import NoticePanel
from gui.overview_strip import OverviewStrip
from gui.person_panel import PersonPanel
from gui.questions import DialogQuestions, LeavesRecorder, OnClose, Questions
from gui.ribbon_plot import RibbonPlot
from gui.session_panel import SessionPanel
from gui.streams_panel import StreamsPanel
from gui.style import DARK, LIGHT, Theme, style_sheet
from gui.time_window import TimeWindow
from gui.zone_legend import ZoneLegend
from safehold.app.model import Controller, SessionStatus

FRAME_MS = 33
GUARD_S = 0.2
"""A second press of the same code within this time is a slip of the finger."""
SPEEDS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)


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
    """

    closed = Signal()

    def __init__(
        self,
        controller: Controller,
        *,
        theme: Theme = DARK,
        questions: Questions | None = None,
        wall: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._controller, self._wall = controller, wall
        self._questions = questions or DialogQuestions(self)
        self._pressed: dict[str, float] = {}
        self._note_at = 0.0
        self._second = -1
        self._seen: object = None
        self._finished = False
        self._leave = False
        self.window_time = TimeWindow(180 if controller.model.settings.marks else 300, self)
        self.setWindowTitle("safehold")
        self.setMinimumSize(1180, 700)
        self._build(theme)
        self.window_time.changed.connect(self._on_time_window)
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._on_frame)

    # -- parts ---------------------------------------------------------------------------------

    def _build(self, theme: Theme) -> None:
        self._theme = theme
        controller, model = self._controller, self._controller.model
        self.setStyleSheet(style_sheet(theme))
        self.header = Header(theme)
        self.session = SessionPanel(theme, model)
        self.streams = StreamsPanel(theme, model)
        self.notices = NoticePanel()
        self.keys = KeyHelp()
        self.people = [
            PersonPanel(theme, model, person, controller.codebook, self.window_time)
            for person in model.people
        ]
        self.ribbon = RibbonPlot(theme, controller.codebook, self.window_time)
        self.legend = ZoneLegend(theme)
        self.codes = CodePanel(theme, controller.codebook)
        self.events = EventList(theme, controller.codebook)
        self.overview = OverviewStrip(theme, model, self.window_time)
        self._connect()
        self._arrange()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()

    def _connect(self) -> None:
        self.codes.code_pressed.connect(self._on_code)
        self.events.undo_pressed.connect(self._on_undo)
        self.events.note_pressed.connect(self._on_note)
        self.events.note_entered.connect(self._on_note_entered)
        self.events.note_dropped.connect(self._on_note_dropped)
        self.session.baseline_pressed.connect(self._on_baseline)
        self.session.record_pressed.connect(self._on_record)
        self.session.pause_pressed.connect(self._on_pause)
        self.session.slower_pressed.connect(self._on_slower)
        self.session.faster_pressed.connect(self._on_faster)

    def _arrange(self) -> None:
        left, middle, right = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for widget, stretch in (
            (self.session, 0),
            (self.streams, 0),
            (self.notices, 1),
            (self.keys, 0),
        ):
            left.addWidget(widget, stretch)
        for panel in self.people:
            middle.addWidget(panel, 1)
        band = QGridLayout()
        band.setContentsMargins(11, 0, 9, 0)
        band.setHorizontalSpacing(10)
        self.ribbon.setFixedHeight(92)
        band.addWidget(self.ribbon, 0, 0)
        band.addWidget(self.legend, 0, 1)
        band.setColumnStretch(0, 63)
        band.setColumnStretch(1, 37)
        middle.addLayout(band)
        right.addWidget(self.codes)
        right.addWidget(self.events, 1)
        body = QHBoxLayout()
        body.setContentsMargins(8, 8, 8, 0)
        body.setSpacing(8)
        for column, width in ((left, 204), (right, 206)):
            column.setSpacing(8)
            holder = QWidget()
            holder.setLayout(column)
            column.setContentsMargins(0, 0, 0, 0)
            holder.setFixedWidth(width)
            body.addWidget(holder)
        middle.setSpacing(8)
        body.insertLayout(1, middle, 1)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(8, 4, 8, 6)
        bottom.addWidget(self.overview)
        centre = QWidget()
        centre.setObjectName("centre")
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addLayout(body, 1)
        layout.addLayout(bottom)
        self.setCentralWidget(centre)

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
    def _on_frame(self) -> None:
        now = self._now()
        for panel in self.people:
            panel.refresh_fast(now)
        status = self._controller.model.status
        seen = (self._controller.model.events(), status and (status.phase, status.paused,
                status.speed, status.recorder.state))  # fmt: skip
        if math.floor(now) != self._second or seen != self._seen:
            self._second, self._seen = math.floor(now), seen
            self._refresh(now)
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
        self._refresh(now)
        for panel in self.people:
            panel.refresh_fast(now)

    def _refresh(self, now: float) -> None:
        """Show what changes once a second."""
        self.window_time.advance(now)

    @Slot()
    def _on_time_window(self) -> None:
        now = self.window_time.now
        model = self._controller.model
        status, events = model.status, model.events()
        self.header.show_status(status, now)
        self.header.show_looking_back(not self.window_time.following)
        if status is not None:
            self.session.show_status(status)
            self.streams.show_status(status)
        self.notices.show_notices(model.notices())
        self.codes.show_open(self._controller.open_codes(), now)
        self.events.show_events(events)
        for panel in self.people:
            panel.refresh_slow(events, now)
        self.ribbon.show_events(events)
        self.overview.refresh(events)

    # -- keys ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn a key into a call; the stamp is taken before anything else."""
        at = self._controller.clock()
        if event.isAutoRepeat():
            return
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        code = self._controller.codebook.by_key(event.text()) if plain and event.text() else None
        if code is not None:
            self._press_code(code.code, at)
            return
        handler = self._handler(event)
        if handler is None:
            super().keyPressEvent(event)
            return
        handler(at)

    def _handler(self, event: QKeyEvent) -> Callable[[float], None] | None:
        """Return what a key does besides codes."""
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control:
            return {
                Qt.Key.Key_Z: lambda _: self._undo(),
                Qt.Key.Key_Q: lambda _: self._quit(),
            }.get(Qt.Key(key))
        window = self.window_time
        return {
            Qt.Key.Key_N: self._ask_note,
            Qt.Key.Key_Return: self._ask_note,
            Qt.Key.Key_Enter: self._ask_note,
            Qt.Key.Key_Backspace: lambda _: self._undo(),
            Qt.Key.Key_B: self._toggle_baseline,
            Qt.Key.Key_F5: self._toggle_baseline,
            Qt.Key.Key_F6: lambda _: self._change_theme(),
            Qt.Key.Key_F9: lambda _: self._toggle_recording(),
            Qt.Key.Key_F11: lambda _: self._toggle_fullscreen(),
            Qt.Key.Key_Space: lambda _: self._on_pause(),
            Qt.Key.Key_Comma: lambda _: self._on_slower(),
            Qt.Key.Key_Period: lambda _: self._on_faster(),
            Qt.Key.Key_PageUp: lambda _: window.shift(-0.5),
            Qt.Key.Key_PageDown: lambda _: window.shift(0.5),
            Qt.Key.Key_End: lambda _: window.follow(),
            Qt.Key.Key_Plus: lambda _: window.zoom(-1),
            Qt.Key.Key_Minus: lambda _: window.zoom(1),
        }.get(Qt.Key(key))  # fmt: skip

    # -- what keys and buttons do --------------------------------------------------------------

    def _live(self) -> bool:
        status = self._controller.model.status
        return status is not None and status.mode != "replay"

    def _press_code(self, code: str, at: float) -> None:
        wall = self._wall()
        if wall - self._pressed.get(code, -math.inf) < GUARD_S:
            return
        self._pressed[code] = wall
        self._controller.press_code(code, at=at)

    def _undo(self) -> None:
        self._controller.undo()

    def _ask_note(self, at: float) -> None:
        self._note_at = at
        self.events.ask_note()

    def _toggle_baseline(self, at: float) -> None:
        status = self._controller.model.status
        if status is None or not self._live():
            return
        if status.phase == "baseline":
            self._controller.stop_baseline(at=at)
        else:
            self._controller.start_baseline(at=at)

    def _toggle_recording(self) -> None:
        status = self._controller.model.status
        if status is None or not self._live():
            return
        if status.recorder.state == "recording":
            if self._questions.stop_recording():
                self._controller.stop_recording()
        elif status.recorder.state not in ("starting", "stopping"):
            self._controller.start_recording()

    def _change_speed(self, steps: int) -> None:
        status = self._controller.model.status
        if status is None or self._live():
            return
        nearest = min(range(len(SPEEDS)), key=lambda i: abs(SPEEDS[i] - status.speed))
        self._controller.set_speed(SPEEDS[min(max(nearest + steps, 0), len(SPEEDS) - 1)])

    def _change_theme(self) -> None:
        self._build(LIGHT if self._theme.name == "dark" else DARK)
        self.refresh()

    def _toggle_fullscreen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _quit(self) -> None:
        self.close()

    @Slot(str)
    def _on_code(self, code: str) -> None:
        self._press_code(code, self._controller.clock())

    @Slot()
    def _on_undo(self) -> None:
        self._undo()

    @Slot()
    def _on_note(self) -> None:
        self._ask_note(self._controller.clock())

    @Slot(str)
    def _on_note_entered(self, text: str) -> None:
        self._controller.add_note(text, at=self._note_at)
        self.setFocus()

    @Slot()
    def _on_note_dropped(self) -> None:
        self.setFocus()

    @Slot()
    def _on_baseline(self) -> None:
        self._toggle_baseline(self._controller.clock())

    @Slot()
    def _on_record(self) -> None:
        self._toggle_recording()

    @Slot()
    def _on_pause(self) -> None:
        status = self._controller.model.status
        if status is not None and not self._live():
            self._controller.pause(paused=not status.paused)

    @Slot()
    def _on_slower(self) -> None:
        self._change_speed(-1)

    @Slot()
    def _on_faster(self) -> None:
        self._change_speed(1)

    # -- the end -------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first while a recording runs; whoever opened the window then ends the session."""
        status = self._controller.model.status
        recording = status is not None and status.recorder.state in ("starting", "recording")
        if recording and self._live() and not self._finished:
            can_leave = isinstance(self._controller, LeavesRecorder)
            answer = self._questions.close_while_recording(can_leave=can_leave)
            if answer is OnClose.CANCEL:
                event.ignore()
                return
            self._leave = answer is OnClose.LEAVE
        self._timer.stop()
        event.accept()
        self.closed.emit()
