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

from gui.actions.table import key_of
from gui.look.style import DARK, LIGHT, Theme, style_sheet
from gui.look.translation import say_message
from gui.panels.alarm_bar import unwatched
from gui.panels.status_line import LINE_PX
from gui.plots.time_window import ReplayWindow, TimeWindow
from gui.qt.failures import failures
from gui.qt.key_button import ActionButton
from gui.qt.questions import DialogQuestions, LeavesRecorder, OnClose, Questions
from gui.qt.refusal_line import RefusalLine, key_words
from gui.qt.side_window import SideWindow
from gui.session.actions import Actions
from gui.session.after_coding import AfterCoding
from gui.session.arrangement import Arrangement
from gui.session.beside_windows import BesideWindows
from gui.session.keys import Keys
from gui.session.parts import make_parts
from safehold.core.messages import Message
from safehold.core.types import Event
from safehold.session.ports import View
from safehold.session.status import RecorderState, SessionState, SessionStatus

FRAME_MS = 33
LAYOUT_ROUNDS = 5
"""A dock that grows makes the others ask for a layout, and so on: so often at most."""
LEAP_S = 5.0
"""Somebody who goes further than this in a replay sees all of it at once."""
JOBS_S = 0.002
"""Time in a frame after which what changes once a second waits for the next frame."""


class MainWindow(QMainWindow):
    """One session, live or replayed.

    Parameters
    ----------
    session : View
        Read through its models, asked through the ports it has.
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
        session: View,
        *,
        theme: Theme = DARK,
        questions: Questions | None = None,
        wall: Callable[[], float] = time.monotonic,
        settings: QSettings | None = None,
        frame_ms: int = FRAME_MS,
    ) -> None:
        super().__init__()
        self._view = session
        self._questions = questions or DialogQuestions(self)
        self._second = -1
        self._jobs: dict[str, Callable[[], None]] = {}
        self._seen: object = None
        self._finished = False
        self._leave = False
        self.window_time = self._time_window()
        self.acts = Actions(session, self._questions, self.window_time, wall=wall, parent=self)
        self.after = AfterCoding(self, session, self.acts)
        self._bindings = Keys(self.acts)
        self.windows = BesideWindows(
            self, session, self.acts, theme=lambda: self._theme, hear=self.hear
        )
        self.setWindowTitle("safehold")
        self.setMinimumSize(1180, 680)
        self.arrangement = Arrangement(self, settings)
        self._build(replace(theme))
        self.arrangement.restore()
        self._share_out_signals()
        self._connect_actions()
        self.refusals = RefusalLine(self, edge_px=LINE_PX + 8)
        self._refused = session.model.refusal.number
        self.window_time.changed.connect(self._on_time_window)
        failures().told.connect(self._on_failure)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(frame_ms)
        self._timer.timeout.connect(self.frame)

    def _time_window(self) -> TimeWindow:
        span_s = 180 if self._view.model.settings.marks else 600
        playback = self._view.playback
        if playback is None:
            return TimeWindow(span_s, self)
        window = ReplayWindow(span_s, *playback.span, self)
        window.sought.connect(playback.seek)
        return window

    # -- parts ---------------------------------------------------------------------------------

    def _build(self, theme: Theme) -> None:
        self._theme = theme
        self.setStyleSheet(style_sheet(theme))
        self.parts = make_parts(self._view, theme, self.acts)
        self.parts.overview.span_drawn.connect(self.windows.show_drawn)
        self._connect()
        self.arrangement.place(self.parts)
        self._share_out_signals()
        self._connect_buttons()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()

    def _connect(self) -> None:
        """Let the buttons of the parts do what the keys do."""
        self.parts.codes.code_pressed.connect(self.acts.press_code_now)
        self.parts.events.note_entered.connect(self.acts.add_note)
        self.parts.events.note_closed.connect(self._on_note_closed)
        self.parts.status.panel_asked.connect(self.arrangement.toggle_dock)
        self.after.connect_parts(self.parts)

    def _connect_buttons(self) -> None:
        """Have each button do the action that it names."""
        for button in self.findChildren(ActionButton):
            button.asked.connect(self.acts.perform)

    def _connect_actions(self) -> None:
        """Do what only the window can do."""
        self.acts.note_asked.connect(self._on_note_asked)
        self.acts.theme_asked.connect(self._on_theme)
        self.acts.large_asked.connect(self._on_large)
        self.acts.layout_asked.connect(self._on_layout)
        self.acts.measures_asked.connect(self._on_measures)
        self.acts.signals_asked.connect(self._on_signals)
        self.acts.fullscreen_asked.connect(self._on_fullscreen)
        self.acts.close_asked.connect(self.close)

    # -- polling -------------------------------------------------------------------------------

    @property
    def beside(self) -> list[SideWindow]:
        """The windows that are shown beside this one."""
        return self.windows.shown

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
        status = self._view.model.status
        if status is None:
            return 0.0
        if status.paused or status.state.over:
            return status.now
        return self._view.clock()

    @Slot()
    def frame(self) -> None:
        """Show the waves as they are this moment, and a part of what changes once a second."""
        now = self._now()
        self._refresh_fast(now)
        model, playback = self._view.model, self._view.playback
        status, again = model.status, playback and playback.recomputing
        seen = (model.events(), status and (status.phase, status.paused, status.speed,
                status.recorder.state, status.paused and now), model.alarms(), model.engine,
                self.acts.sound.on, playback and playback.looped, again and (again.reading,
                again.found, round(100 * again.state.share)))  # fmt: skip
        leapt = playback is not None and abs(now - self.window_time.now) > LEAP_S
        if math.floor(now) != self._second or seen != self._seen:
            self._second, self._seen = math.floor(now), seen
            self.window_time.advance(now)
        self._run_jobs(math.inf if leapt else JOBS_S)
        self.show_refusal()
        self.framed.emit()
        if status is not None and self._over(status):
            self.finish()

    def show_refusal(self) -> None:
        """Say why something was not done, where nobody was told yet."""
        refusal = self._view.model.refusal
        if refusal.number != self._refused:
            self._refused = refusal.number
            active = [w.refusals for w in self.beside if w.isActiveWindow()]
            for line in (self.refusals, *active):
                line.say(say_message(refusal.message))

    def _refresh_fast(self, now: float) -> None:
        for panel in self.parts.people:
            failures().guard(partial(panel.refresh_fast, now))

    def _over(self, status: SessionStatus) -> bool:
        """Tell whether to close; a replay that ended stays to be looked at."""
        if status.state is SessionState.FAILED:
            return True
        return status.state is SessionState.ENDED and self._view.playback is None

    def finish(self) -> None:
        """Close without a question: the session is over."""
        self._finished = True
        self.close()

    def refresh(self) -> None:
        """Show everything as it is now."""
        now = self._now()
        self.window_time.advance(now)
        self._run_jobs(math.inf)
        self._refresh_fast(now)

    @property
    def pending(self) -> int:
        """Parts that later frames will bring up to date."""
        return len(self._jobs)

    @Slot()
    def _on_time_window(self) -> None:
        """Have every part shown again, each in a frame of its own where one is not enough."""
        parts: dict[str, Callable[[], None]] = {"words": self._show_words}
        for i, person in enumerate(self._view.model.people):
            parts[f"person {person}"] = partial(self._show_person, i)
        parts |= {"ribbon": self._show_ribbon, "overview": self._show_overview}
        for name, job in parts.items():
            self._jobs.setdefault(name, job)

    def _run_jobs(self, limit_s: float) -> None:
        """Do at least one job, and more while there is time: a frame must not wait for all."""
        start = time.perf_counter()
        while self._jobs:
            failures().guard(self._jobs.pop(next(iter(self._jobs))))
            if time.perf_counter() - start > limit_s:
                return

    def _drawn_events(self) -> tuple[Event, ...]:
        """Return the events to draw: a replay knows those too that come after this moment."""
        playback = self._view.playback
        return self._view.model.events() if playback is None else playback.events()

    def _show_person(self, index: int) -> None:
        self.parts.people[index].refresh_slow(self._drawn_events(), self.window_time.now)

    def _show_ribbon(self) -> None:
        self.parts.ribbon.show_events(self._drawn_events(), self._view.model.people.values())
        self.parts.coregulation.refresh(self._drawn_events())

    def _show_overview(self) -> None:
        playback = self._view.playback
        self.parts.overview.looped = None if playback is None else playback.looped
        self.parts.overview.refresh(self._drawn_events())

    def _show_words(self) -> None:
        now, model = self.window_time.now, self._view.model
        status, events = model.status, model.events()
        self.parts.header.show_status(status, now, model.engine)
        self.parts.header.show_looking_back(not self.window_time.following)
        if status is not None:
            if (playback := self._view.playback) is not None:
                self.parts.session.show_playback(playback, paused=status.paused)
                self.parts.reading.show_reading(playback.recomputing)
            else:
                self.parts.session.guide.show_state(self._view.protocol())
            self.parts.streams.show_status(status)
            self.parts.status.show_streams(self.parts.streams)
        if self._view.playback is None:
            alarms = (*model.alarms(), *unwatched(model, time.monotonic()))
            self.acts.sound.attend(alarms)
        else:  # they were seen, or not, when they were: what is over is over
            alarms = tuple(alarm for alarm in model.alarms() if alarm.active)
        self.parts.alarms.show_alarms(alarms, sound=self.acts.sound.on)
        self.parts.notices.show_notices(model.notices())
        self.parts.status.show_notices(model.notices())
        self.parts.codes.show_open(model.open_codes(), now)
        self.parts.events.show_events(events)
        if (coding := self._view.coding) is not None:
            self.parts.events.show_steps(coding.undoable(), coding.redoable())
        self._tell_signals()
        self.parts.coding.show_events(events)
        self.parts.notes.show_events(events)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the parts find their sizes, and watch the native window for presses."""
        super().showEvent(event)
        self.arrangement.settle()
        if (native := self.windowHandle()) is not None:
            self.acts.stamps.watch(native)

    # -- keys ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn a key into a call, or say that it has no meaning."""
        if not self.hear(event):
            if name := key_words(event):
                told = self.tr("{0} does nothing here. {1} lists the keys.")
                self.acts.refuse(told.format(name, key_of("keys")))
                self.show_refusal()
            super().keyPressEvent(event)

    def hear(self, event: QKeyEvent) -> bool:
        """Turn a key press here or in a window beside into a call; return False for no meaning.

        The stamp is taken before anything else.
        """
        at = self.acts.clock()
        if event.isAutoRepeat() and not self._bindings.repeats(event):
            return True
        act = self._bindings.find(event)
        if act is not None:
            failures().guard(partial(act, at))
            self.show_refusal()
        return act is not None

    @Slot(object)
    def _on_failure(self, text: Message) -> None:
        self._view.report_failure(text)

    @Slot()
    def _on_note_asked(self) -> None:
        self.arrangement.raise_dock("events")
        self.parts.events.ask_note()

    @Slot()
    def _on_note_closed(self) -> None:
        self.setFocus()

    @Slot()
    def _on_theme(self) -> None:
        self._theme.become(LIGHT if self._theme.name == "dark" else DARK)
        self.setStyleSheet(style_sheet(self._theme))
        for panel in (*self.parts.people, self.parts.ribbon):
            panel.recolour()
        self.refresh()

    @Slot()
    def _on_large(self) -> None:
        """Build the parts anew in the other type; layout and a note that is begun stay."""
        note = self.parts.events.edit.text() if self.parts.events.edit.isVisible() else None
        large = not self._theme.large
        if large:
            self.arrangement.set_aside()
        self._build(replace(self._theme, large=large))
        if large:
            self.arrangement.narrow()
        else:
            self.arrangement.bring_back()
        self.refresh()
        if note is not None:
            self._on_note_asked()
            self.parts.events.edit.setText(note)

    @Slot()
    def _on_layout(self) -> None:
        self.arrangement.open_menu()

    @Slot()
    def _on_signals(self) -> None:
        """Show trends and waves, or fold them away, for everybody."""
        if self._theme.large:
            self.acts.refuse(self.tr("Large type has no room for trends and waves."))
            return
        self.arrangement.signals = not self.acts.available.signals_shown
        self._share_out_signals()
        if self.arrangement.signals and not self.acts.available.signals_shown:
            self.acts.refuse(self.tr("The window is too low for trends and waves."))
        self.refresh()

    def _share_out_signals(self) -> None:
        for panel in self.parts.people:
            panel.show_signals(self.arrangement.signals)
        self._tell_signals()

    def _tell_signals(self) -> None:
        """Say whether trends and waves are on show: the height of the window decides it too."""
        shown = any(panel.signals_shown for panel in self.parts.people)
        self.acts.available.signals_shown = shown
        self.parts.session.show_signals(shown)

    @Slot()
    def _on_measures(self) -> None:
        self.windows.show_measures(*self.window_time.range)

    @Slot()
    def _on_fullscreen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # -- the end -------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first while a recording runs; whoever opened the window then ends the session."""
        status = self._view.model.status
        at_work = (RecorderState.STARTING, RecorderState.RECORDING)
        recording = status is not None and status.recorder.state in at_work
        if recording and self._view.conduct is not None and not self._finished:
            if self.acts.end_mark.before(self.close):
                event.ignore()
                return
            can_leave = isinstance(self._view, LeavesRecorder)
            answer = self._questions.close_while_recording(can_leave=can_leave)
            if answer is OnClose.CANCEL:
                event.ignore()
                return
            self._leave = answer is OnClose.LEAVE
        self._timer.stop()
        self.windows.close_all()
        self.arrangement.save()
        event.accept()
        self.closed.emit()
