"""What is done by a key, a button or a menu: the ``what`` of the table of actions."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import partial
from operator import attrgetter

from PySide6.QtCore import QObject, Signal, Slot

from gui.actions.table import action
from gui.panels.alarm_bar import AlarmSound, most_urgent
from gui.panels.coding import SURE, NextPress, said_confidence, said_modifiers
from gui.panels.guide import next_step, to_repeat
from gui.plots.time_window import TimeWindow
from gui.qt.questions import Questions
from gui.session.availability import SPEEDS, Availability
from gui.session.end_mark import EndMark
from gui.session.event_editing import EventEditing
from gui.session.key_stamp import KeyStamps
from safehold.core.codebook import Coding
from safehold.core.messages import verbatim
from safehold.session.ports import Playback, Reading, Step, View
from safehold.session.status import RecorderState, SessionStatus

GUARD_S = 0.2
"""A second press of the same code within this time is a slip of the finger."""
LOOK = 0.5
"""Share of the time in view by which a key looks back."""


class Actions(QObject):
    """Turns presses into calls of the session's ports; knows no widget.

    What only the window can do is asked for by signal. Every method without arguments is the
    ``what`` of a row of the table: it is called by :meth:`perform` once its ``when`` allows it.

    Parameters
    ----------
    session : View
        Asked through the ports it has.
    questions : Questions
        Who is asked before a recording is stopped.
    window_time : TimeWindow
        The stretch of time in view.
    wall : callable
        Monotonic seconds for the double-press guard.
    """

    note_asked = Signal()
    theme_asked = Signal()
    large_asked = Signal()
    layout_asked = Signal()
    map_asked = Signal()
    therapist_asked = Signal()
    review_asked = Signal()
    measures_asked = Signal()
    """Of the time in view."""
    media_asked = Signal()
    add_media_asked = Signal()
    recall_asked = Signal()
    recompute_asked = Signal()
    around_asked = Signal()
    signals_asked = Signal()
    fullscreen_asked = Signal()
    close_asked = Signal()
    meaning_asked = Signal()
    keys_asked = Signal()

    def __init__(
        self,
        session: View,
        questions: Questions,
        window_time: TimeWindow,
        *,
        wall: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._questions, self._wall = session, questions, wall
        self.window_time = window_time
        self.stamps = KeyStamps(wall)
        self.pending = NextPress(self)
        self.available = Availability(session, self.pending, self)
        self.sound = AlarmSound(wall)
        self.end_mark = EndMark(session, questions, self)
        self.editing = self.available.editing = EventEditing(session, questions, self)
        self._pressed: dict[str, float] = {}
        self._at = self._note_at = 0.0
        self.back_5, self.forth_5 = partial(self._jump, -5.0), partial(self._jump, 5.0)
        self.back_1, self.forth_1 = partial(self._jump, -1.0), partial(self._jump, 1.0)
        self.to_begin = partial(self._jump, -math.inf)
        self.event_before, self.event_after = self._steps(Step.EVENT)
        self.excursion_before, self.excursion_after = self._steps(Step.EXCURSION)
        self.beat_before, self.beat_after = self._steps(Step.BEAT)
        self.breath_before, self.breath_after = self._steps(Step.BREATH)
        self.parted_before, self.parted_after = self._steps(Step.PARTED)
        self.difference_before, self.difference_after = self._steps(Step.DIFFERENCE)
        window_time.refused.connect(self.refuse)

    @Slot(str, int)
    def perform(self, action_id: str, number: int = 0, *, at: float | None = None) -> None:
        """Do an action of the table, or say why not.

        Parameters
        ----------
        action_id : str
            Of the table.
        number : int
            Which of its keys, from 0, for one with a list.
        at : float or None
            Session time of the press, s; None for now.
        """
        self._at = self.clock() if at is None else at
        if why := self.available.why_not(action_id, number):
            self.refuse(why)
            return
        row = action(action_id)
        what = attrgetter(row.what or row.id)(self)
        what(number) if row.numbered else what()

    @Slot(str)
    def refuse(self, why: str) -> None:
        """Say why a press did nothing."""
        self._view.model.refuse(verbatim(why))

    def clock(self) -> float:
        """Return the session time of the press that is being handled, s.

        The first thing a key handler asks for; without a press it is the time now.
        """
        age, at = self.stamps.take_age(), self._view.clock()
        status = self._status
        return at if status is None or status.paused else at - age * status.speed

    def code_of_key(self, text: str) -> str | None:
        """Return the code on a key of the codebook."""
        code = self._view.codebook.by_key(text) if text else None
        return None if code is None else code.code

    def starts_two_keys(self, text: str) -> bool:
        """Tell whether codes wait for a second key after this one."""
        return bool(text) and self._view.codebook.group_by_key(text) is not None

    @property
    def _status(self) -> SessionStatus | None:
        return self._view.model.status

    # -- codes ---------------------------------------------------------------------------------

    def press_code(self, code: str, at: float) -> None:
        """Stamp a code, unless the press is a slip."""
        wall = self._wall()
        if wall - self._pressed.get(code, -math.inf) < GUARD_S:
            told = self.tr("{0}: a second press within {1} s is taken for a slip.")
            self.refuse(told.format(code, GUARD_S))
            return
        self._pressed[code] = wall
        if (coding := self._view.coding) is None:
            self.refuse(self.available.why_not_code())
        elif self.editing.signed():
            entry = self._view.codebook.find(code)
            how = self.pending.take(entry, at, self._view.model.events())
            coding.press_code(code, at=at, how=how)

    @Slot(str)
    def press_code_now(self, code: str) -> None:
        """Stamp a code at this moment."""
        self.press_code(code, self.clock())

    def ago_5(self) -> None:
        """Let the next code be 5 s ago, or no longer."""
        self.pending.arm("ago5")

    def ago_10(self) -> None:
        """Let the next code be 10 s ago, or no longer."""
        self.pending.arm("ago10")

    def since_last(self) -> None:
        """Let the next code begin where the last event began or ended, or no longer."""
        self.pending.arm("last")

    def undo(self) -> None:
        """Take the last event back."""
        if (coding := self._view.coding) is not None:
            coding.undo()
            self.editing.changed.emit()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if (coding := self._view.coding) is not None:
            coding.redo()
            self.editing.changed.emit()

    def say_subtype(self, place: int) -> None:
        """Give the last event its subtype at this place of the codebook's list."""
        _, code = self.available.last_coded()
        if code is not None:
            self._amend(Coding(subtype=code.subtypes[place]))

    def say_modifier(self, place: int) -> None:
        """Give the last event one more modifier."""
        event, code = self.available.last_coded()
        if event is not None and code is not None:
            words = dict.fromkeys([*said_modifiers(event), code.modifiers[place]])
            self._amend(Coding(modifiers=tuple(words)))

    def say_confidence(self) -> None:
        """Say how sure the last event is; again for the next step."""
        event, _ = self.available.last_coded()
        if event is not None:
            step = SURE[SURE.index(said_confidence(event)) + 1 :] or SURE[1:]
            self._amend(Coding(confidence=step[0]))

    def _amend(self, how: Coding) -> None:
        event, _ = self.available.last_coded()
        if (coding := self._view.coding) is not None and event is not None:
            coding.amend_event(event.event_id, at=self._view.clock(), how=how)

    def ask_note(self) -> None:
        """Open the field for a note that carries this moment."""
        self._note_at = self._at
        self.note_asked.emit()

    @Slot(str)
    def add_note(self, text: str) -> None:
        """Keep the note at the moment it was asked for."""
        if (coding := self._view.coding) is not None and self.editing.signed():
            coding.add_note(text, at=self._note_at)

    # -- session -------------------------------------------------------------------------------

    def toggle_baseline(self) -> None:
        """Start the baseline, or end it."""
        conduct, status = self._view.conduct, self._status
        if conduct is None or status is None:
            return
        if status.phase == "baseline":
            conduct.stop_baseline(at=self._at)
        else:
            conduct.start_baseline(at=self._at)

    def next_step(self) -> None:
        """Go on to the next step of the protocol; after the last one, ask to close."""
        conduct = self._view.conduct
        if conduct is None:
            return
        step = next_step(self._view.protocol())
        if step.action == "start" and step.phase is not None:
            conduct.start_phase(step.phase.name, at=self._at)
        elif step.action == "stop":
            conduct.stop_phase(at=self._at)
        else:
            self.close_asked.emit()

    def repeat_baseline(self) -> None:
        """Take a baseline again that will not do."""
        phase = to_repeat(self._view.protocol())
        if (conduct := self._view.conduct) is not None and phase is not None:
            conduct.start_phase(phase.name, at=self._at)

    def toggle_recording(self) -> None:
        """Start the recorder, or ask and stop it."""
        conduct, status = self._view.conduct, self._status
        if conduct is None or status is None:
            return
        if status.recorder.state is not RecorderState.RECORDING:
            conduct.start_recording()
        elif not self.end_mark.before(self.toggle_recording) and self._questions.stop_recording():
            conduct.stop_recording()

    def keep_recorder(self) -> None:
        """Let a recorder that dies come back by itself, or no longer."""
        if (conduct := self._view.conduct) is not None:
            conduct.keep_recorder()

    def allow_remote(self) -> None:
        """Let other programs start and stop the recording, or no longer."""
        if (conduct := self._view.conduct) is not None:
            conduct.allow_remote()

    def restart_engine(self) -> None:
        """Start what computes again, where a part of it has failed."""
        if (conduct := self._view.conduct) is not None:
            conduct.restart_engine()

    def turn_sensor(self) -> None:
        """Ask which sensor is upside down, and read it the other way up from now on."""
        spec = self._questions.turn_sensor(self.available.turnable())
        if (conduct := self._view.conduct) is not None and spec is not None:
            conduct.turn_sensor(spec.stream_id)

    def ask_client(self) -> None:
        """Ask the client's rating window for an answer now."""
        if (conduct := self._view.conduct) is not None:
            conduct.ask_rating("client")

    def open_pacer(self) -> None:
        """Open the pacer of the first person: the client, where there is one."""
        people = list(self._view.model.people)
        if (conduct := self._view.conduct) is not None and people:
            conduct.open_pacer("client" if "client" in people else people[0])

    def mark_camera(self) -> None:
        """Ask for a camera mark now."""
        if (conduct := self._view.conduct) is not None:
            conduct.mark_camera()

    def ask_therapist(self) -> None:
        """Ask the therapist's rating window for an answer now."""
        if (conduct := self._view.conduct) is not None:
            conduct.ask_rating("therapist")

    # -- alarms --------------------------------------------------------------------------------

    def acknowledge(self) -> None:
        """Say that the alarm on show has been seen."""
        alarm = most_urgent(self._view.model.alarms())
        if (conduct := self._view.conduct) is not None and alarm is not None:
            conduct.acknowledge(alarm.alarm_id, at=self._view.clock())

    def take_up(self) -> None:
        """Use the stream again that an alarm offers for a missing one."""
        offered = self.available.offered()
        if (conduct := self._view.conduct) is not None and offered is not None:
            conduct.take_up(offered)

    def toggle_sound(self) -> None:
        """Switch the sound of alarms on or off."""
        self.sound.on = not self.sound.on

    # -- replay --------------------------------------------------------------------------------

    @property
    def playback(self) -> Playback | None:
        """Steers the replay; None where this is none."""
        return self._view.playback

    def toggle_pause(self) -> None:
        """Halt the replay, or go on."""
        playback, status = self._view.playback, self._status
        if playback is not None and status is not None:
            playback.pause(paused=not status.paused)

    def slower(self) -> None:
        """Take the next lower speed of the replay."""
        self._change_speed(-1)

    def faster(self) -> None:
        """Take the next higher speed of the replay."""
        self._change_speed(1)

    def _change_speed(self, steps: int) -> None:
        playback, status = self._view.playback, self._status
        if playback is None or status is None:
            return
        nearest = min(range(len(SPEEDS)), key=lambda i: abs(SPEEDS[i] - status.speed))
        playback.set_speed(SPEEDS[min(max(nearest + steps, 0), len(SPEEDS) - 1)])

    def _jump(self, seconds: float) -> None:
        if (playback := self._view.playback) is not None:
            playback.seek(self._at + seconds)

    def _steps(self, what: Step) -> tuple[Callable[[], None], Callable[[], None]]:
        """Return what goes to the one before, and to the next."""
        return partial(self._step, what, forth=False), partial(self._step, what, forth=True)

    def _step(self, what: Step, *, forth: bool) -> None:
        if (playback := self._view.playback) is not None:
            playback.step(what, forth=forth)

    def reading(self) -> None:
        """Show the next reading: as seen, both, as recomputed."""
        if (playback := self._view.playback) is not None:
            places = list(Reading)
            now = places.index(playback.recomputing.reading)
            playback.recomputing.show(places[(now + 1) % len(places)])

    def loop(self) -> None:
        """Play a span again and again, or no longer."""
        if (playback := self._view.playback) is None:
            return
        span = None if playback.looped else self.available.loopable()
        playback.loop(span)
        if span is None:
            self.available.drawn = None  # the next loop may be another one

    # -- time in view --------------------------------------------------------------------------

    def look_back(self) -> None:
        """Show an earlier stretch of time."""
        self.window_time.shift(-LOOK)

    def look_forth(self) -> None:
        """Show a later stretch of time."""
        self.window_time.shift(LOOK)

    def shorter(self) -> None:
        """Show less time."""
        self.window_time.zoom(-1)

    def longer(self) -> None:
        """Show more time."""
        self.window_time.zoom(1)

    def waves_shorter(self) -> None:
        """Show less of the waves."""
        self.window_time.zoom_waves(-1)

    def waves_longer(self) -> None:
        """Show more of the waves."""
        self.window_time.zoom_waves(1)
