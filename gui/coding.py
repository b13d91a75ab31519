"""How the next press is meant, and which event was pressed last: no widget, no clock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from safehold.core.codebook import PHASE_PREFIX, Code, Coding
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
        if not event.code.startswith(PHASE_PREFIX)
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
    """What is armed for the next press.

    The time applies to one press; the actor stays until it is changed, and stands on the panel.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.time = ""
        """``ago5``, ``ago10``, ``last``, or empty for the moment of the press."""
        self.actor = ""
        self.other_shape = False
        self.first_key = ""
        """First of two keys, while the second is waited for."""

    def arm(self, time: str) -> None:
        """Arm a time, or disarm it when it is armed."""
        self.time = "" if self.time == time else time
        self.changed.emit()

    def next_actor(self) -> None:
        """Go to the next actor."""
        self.actor = ACTORS[(ACTORS.index(self.actor) + 1) % len(ACTORS)]
        self.changed.emit()

    def toggle_shape(self) -> None:
        """Take the other shape for the next press, where a code has two."""
        self.other_shape = not self.other_shape
        self.changed.emit()

    def wait_for_second(self, key: str) -> None:
        """Remember the first of two keys."""
        self.first_key = key
        self.changed.emit()

    def disarm(self) -> None:
        """Take back all but the actor."""
        self.time, self.other_shape, self.first_key = "", False, ""
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
        if self.time or self.other_shape or self.first_key:
            self.disarm()
        return how
