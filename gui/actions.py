"""What keys and buttons do: each of them one method, with the moment of the press."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from gui.alarm_bar import AlarmSound, most_urgent
from gui.coding import SURE, NextPress, last_pressed, said_confidence, said_modifiers
from gui.guide import next_step, to_repeat
from gui.key_stamp import KeyStamps
from gui.questions import Questions
from gui.time_window import TimeWindow
from safehold.app.model import Controller, SessionStatus
from safehold.core.codebook import Code, Coding
from safehold.core.types import Event

GUARD_S = 0.2
"""A second press of the same code within this time is a slip of the finger."""
SPEEDS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)


class Actions(QObject):
    """Turns presses into calls of the controller; knows no widget.

    What only the window can do is asked for by signal.

    Parameters
    ----------
    controller : Controller
        Asked through its methods.
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
    measures_asked = Signal()
    """Of the time in view."""
    fullscreen_asked = Signal()
    close_asked = Signal()
    help_asked = Signal(bool)
    """True for the keys, False for what a zone means."""

    def __init__(
        self,
        controller: Controller,
        questions: Questions,
        window_time: TimeWindow,
        *,
        wall: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._questions, self._wall = controller, questions, wall
        self.window_time = window_time
        self.stamps = KeyStamps(wall)
        self.pending = NextPress(self)
        self.sound = AlarmSound(wall)
        self._pressed: dict[str, float] = {}
        self._note_at = 0.0

    def clock(self) -> float:
        """Return the session time of the press that is being handled, s.

        The first thing a key handler asks for; without a press it is the time now.
        """
        age, at = self.stamps.take_age(), self._controller.clock()
        status = self._status
        return at if status is None or status.paused else at - age * status.speed

    def code_of_key(self, text: str) -> str | None:
        """Return the code on a key of the codebook."""
        code = self._controller.codebook.by_key(text) if text else None
        return None if code is None else code.code

    def starts_two_keys(self, text: str) -> bool:
        """Tell whether codes wait for a second key after this one."""
        return bool(text) and self._controller.codebook.group_by_key(text) is not None

    def is_live(self) -> bool:
        """Tell whether there is a session to act on, rather than a replay."""
        status = self._status
        return status is not None and status.mode != "replay"

    @property
    def _status(self) -> SessionStatus | None:
        return self._controller.model.status

    # -- events --------------------------------------------------------------------------------

    def press_code(self, code: str, at: float) -> None:
        """Stamp a code, unless the press is a slip."""
        wall = self._wall()
        if wall - self._pressed.get(code, -math.inf) < GUARD_S:
            return
        self._pressed[code] = wall
        controller = self._controller
        how = self.pending.take(controller.codebook.find(code), at, controller.model.events())
        controller.press_code(code, at=at, how=how)

    @Slot(str)
    def press_code_now(self, code: str) -> None:
        """Stamp a code at this moment."""
        self.press_code(code, self.clock())

    def ask_rating(self, role: str) -> None:
        """Ask the client's or the therapist's rating window for an answer now."""
        if self.is_live():
            self._controller.ask_rating(role)

    @Slot()
    def undo(self) -> None:
        """Take the last event back."""
        self._controller.undo()

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last."""
        self._controller.redo()

    @Slot(int)
    def say_subtype(self, place: int) -> None:
        """Give the last event its subtype at this place of the codebook's list."""
        self._say_more(place, lambda code, _: code.subtypes, lambda word, _: Coding(subtype=word))

    @Slot(int)
    def say_modifier(self, place: int) -> None:
        """Give the last event one more modifier."""
        self._say_more(
            place,
            lambda code, _: code.modifiers,
            lambda word, event: Coding(
                modifiers=tuple(dict.fromkeys([*said_modifiers(event), word]))
            ),
        )

    @Slot()
    def say_confidence(self) -> None:
        """Say how sure the last event is; again for the next step."""
        event = last_pressed(self._controller.model.events())
        if event is not None:
            step = SURE[SURE.index(said_confidence(event)) + 1 :] or SURE[1:]
            self._amend(event, Coding(confidence=step[0]))

    def _say_more(
        self,
        place: int,
        words_of: Callable[[Code, Event], tuple[str, ...]],
        coding: Callable[[str, Event], Coding],
    ) -> None:
        event = last_pressed(self._controller.model.events())
        entry = None if event is None else self._controller.codebook.find(event.code)
        if event is None or entry is None:
            return
        words = words_of(entry, event)
        if place < len(words):
            self._amend(event, coding(words[place], event))

    def _amend(self, event: Event, how: Coding) -> None:
        self._controller.amend_event(event.event_id, at=self._controller.clock(), how=how)

    def ask_note(self, at: float) -> None:
        """Open the field for a note that carries this moment."""
        self._note_at = at
        self.note_asked.emit()

    @Slot()
    def ask_note_now(self) -> None:
        """Open the field for a note that carries the present moment."""
        self.ask_note(self.clock())

    @Slot(str)
    def add_note(self, text: str) -> None:
        """Keep the note at the moment it was asked for."""
        self._controller.add_note(text, at=self._note_at)

    # -- session -------------------------------------------------------------------------------

    def toggle_baseline(self, at: float) -> None:
        """Start the baseline, or end it."""
        status = self._status
        if status is None or not self.is_live():
            return
        if status.phase == "baseline":
            self._controller.stop_baseline(at=at)
        else:
            self._controller.start_baseline(at=at)

    @Slot()
    def toggle_baseline_now(self) -> None:
        """Start the baseline at this moment, or end it."""
        self.toggle_baseline(self.clock())

    def next_step(self, at: float) -> None:
        """Go on to the next step of the protocol; after the last one, ask to close."""
        if not self.is_live():
            return
        step = next_step(self._controller.protocol())
        if step.action == "start" and step.phase is not None:
            self._controller.start_phase(step.phase.name, at=at)
        elif step.action == "stop":
            self._controller.stop_phase(at=at)
        else:
            self.close_asked.emit()

    @Slot()
    def next_step_now(self) -> None:
        """Go on to the next step at this moment."""
        self.next_step(self.clock())

    def repeat_baseline(self, at: float) -> None:
        """Take a baseline again that will not do."""
        phase = to_repeat(self._controller.protocol())
        if self.is_live() and phase is not None:
            self._controller.start_phase(phase.name, at=at)

    @Slot()
    def repeat_baseline_now(self) -> None:
        """Take the baseline again at this moment."""
        self.repeat_baseline(self.clock())

    @Slot()
    def toggle_recording(self) -> None:
        """Start the recorder, or ask and stop it."""
        status = self._status
        if status is None or not self.is_live():
            return
        if status.recorder.state == "recording":
            if self._questions.stop_recording():
                self._controller.stop_recording()
        elif status.recorder.state not in ("starting", "stopping"):
            self._controller.start_recording()

    # -- alarms --------------------------------------------------------------------------------

    @Slot()
    def acknowledge(self) -> None:
        """Say that the alarm on show has been seen."""
        alarm = most_urgent(self._controller.model.alarms())
        if alarm is not None and alarm.acknowledged is None:
            self._controller.acknowledge(alarm.alarm_id, at=self._controller.clock())

    @Slot()
    def take_up(self) -> None:
        """Use the stream again that an alarm offers for a missing one."""
        offering = [a for a in self._controller.model.alarms() if a.active and a.offer]
        alarm = most_urgent(offering)
        if alarm is not None and alarm.stream_id is not None:
            self._controller.take_up(alarm.stream_id)

    @Slot()
    def turn_belt(self) -> None:
        """Ask whose belt is upside down, and read it the other way up from now on."""
        people = self._controller.model.people
        belts = [label for label, view in people.items() if view.respiration is not None]
        person = self._questions.turn_belt(belts) if belts and self.is_live() else None
        if person is not None:
            self._controller.turn_belt(person)

    @Slot()
    def toggle_sound(self) -> None:
        """Switch the sound of alarms on or off."""
        self.sound.on = not self.sound.on

    # -- replay --------------------------------------------------------------------------------

    @Slot()
    def toggle_pause(self) -> None:
        """Halt the replay, or go on."""
        status = self._status
        if status is not None and not self.is_live():
            self._controller.pause(paused=not status.paused)

    @Slot()
    def slower(self) -> None:
        """Halve the speed of the replay."""
        self._change_speed(-1)

    @Slot()
    def faster(self) -> None:
        """Double the speed of the replay."""
        self._change_speed(1)

    def _change_speed(self, steps: int) -> None:
        status = self._status
        if status is None or self.is_live():
            return
        nearest = min(range(len(SPEEDS)), key=lambda i: abs(SPEEDS[i] - status.speed))
        self._controller.set_speed(SPEEDS[min(max(nearest + steps, 0), len(SPEEDS) - 1)])
