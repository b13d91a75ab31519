"""How the next press is meant, and which event was pressed last: no widget, no clock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from safehold.core.codebook import AUTO_PREFIX, PHASE_PREFIX, Code, Coding
from safehold.core.types import Event

AGO_S = {"ago5": 5.0, "ago10": 10.0}
SINCE_LAST = "last"
ACTORS = ("", "C", "T", "O")
"""In the order of the key: as the codebook says, client, therapist, observer."""
SURE = (None, 3, 2, 1)
"""Confidence in the order of the key: not said, sure, rather sure, not sure."""


def last_pressed(events: Sequence[Event]) -> Event | None:
    """Return the event that was entered last by key, or None."""
    pressed = [e for e in events if e.source == "hotkey" and not e.code.startswith(PHASE_PREFIX)]
    return max(pressed, key=lambda e: (e.t_entered or e.onset, e.event_id), default=None)


def last_change(events: Sequence[Event], at: float) -> float | None:
    """Return when the newest coded event before ``at`` began or ended, s; None for none."""
    edges = [
        edge
        for event in events
        if not event.code.startswith((PHASE_PREFIX, AUTO_PREFIX))
        for edge in (event.onset, event.onset + (event.duration or 0.0))
        if edge <= at
    ]
    return max(edges, default=None)


def said_modifiers(event: Event) -> tuple[str, ...]:
    """Return the modifiers that an event has."""
    return tuple(word for word in event.attributes.get("modifiers", "").split("|") if word)


def said_confidence(event: Event) -> int | None:
    """Return how sure the coder was, 1 to 3; None where nobody said."""
    text = event.attributes.get("confidence", "")
    return int(text) if text else None


class NextPress(QObject):
    """What is set for the next code: its time, its actor, its shape.

    All of it holds for one code. The actor can be locked: then it stays until it is released.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.time = ""
        """``ago5``, ``ago10``, ``last``, or empty for the moment of the press."""
        self.actor = ""
        self.locked = False
        """Whether the actor stays after the next code."""
        self.other_shape = False
        self.first_key = ""
        """First of two keys, while the second is waited for."""

    def arm(self, time: str) -> None:
        """Arm a time, or disarm it when it is armed."""
        self.time = "" if self.time == time else time
        self.changed.emit()

    def next_actor(self) -> None:
        """Lock the actor that holds for one code; from a locked one, go to the next actor."""
        if self.actor and not self.locked:
            self.locked = True
        else:
            self.actor = ACTORS[(ACTORS.index(self.actor) + 1) % len(ACTORS)]
            self.locked = False
        self.changed.emit()

    def toggle_shape(self) -> None:
        """Take the other shape for the next press, where a code has two."""
        self.other_shape = not self.other_shape
        self.changed.emit()

    def wait_for_second(self, key: str) -> None:
        """Remember the first of two keys."""
        self.first_key = key
        self.changed.emit()

    @property
    def armed(self) -> bool:
        """True while something holds for the next code only."""
        once = bool(self.actor) and not self.locked
        return bool(self.time or self.other_shape or self.first_key) or once

    def why_not_escape(self) -> str:
        """Tell that nothing is there to be taken back."""
        if self.armed or self.locked:
            return ""
        return self.tr("Nothing is set for the next code.")

    def escape(self) -> None:
        """Take back what holds for the next code; where nothing does, release the actor."""
        if not self.armed:
            self.actor, self.locked = "", False
        self.disarm()

    def disarm(self) -> None:
        """Take back all that holds for the next code only."""
        self.time, self.other_shape, self.first_key = "", False, ""
        if not self.locked:
            self.actor = ""
        self.changed.emit()

    def take(self, code: Code | None, at: float, events: Sequence[Event]) -> Coding:
        """Return how a press at ``at`` is meant, and disarm."""
        onset: float | None = None
        if self.time in AGO_S:
            onset = max(0.0, at - AGO_S[self.time])
        elif self.time == SINCE_LAST:
            onset = last_change(events, at)
        interval = None
        if self.other_shape and code is not None and code.either:
            interval = code.kind.value != "interval"
        how = Coding(onset=onset, actor=self.actor, interval=interval)
        if self.armed:
            self.disarm()
        return how
