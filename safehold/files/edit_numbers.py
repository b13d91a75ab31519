"""The numbers of events and actions, where two who do not know of each other count on."""

from __future__ import annotations

from dataclasses import replace

from safehold.core.types import Boundary, Mark

_BEGINS = (Boundary.START, Boundary.POINT)


class Numbers:
    """Which numbers the marks of one writer get in a file that others write to as well.

    A window counts on from what it has read. What others wrote since, it does not know of: where
    its number is taken by theirs, its event or action gets the next free one in the file, always
    the same.
    """

    def __init__(self) -> None:
        self._taken_events: set[str] = set()
        self._taken_actions: set[int] = set()
        self._events: dict[str, str] = {}
        self._actions: dict[int, int] = {}

    def take(self, mark: Mark) -> None:
        """Take note of a mark of somebody else."""
        if mark.boundary in _BEGINS:
            self._taken_events.add(mark.event.event_id)
        if mark.boundary is not Boundary.UNDO:  # one that is taken back was there before
            self._taken_actions.add(mark.action)

    def in_file(self, mark: Mark) -> Mark:
        """Return a mark of one's own with the numbers that it has in the file."""
        event_id, action = mark.event.event_id, mark.action
        if event_id not in self._events and mark.boundary in _BEGINS:
            self._events[event_id] = self._free_event(event_id)
        if action and action not in self._actions:
            self._actions[action] = self._free_action(action)
        named = self._events.get(event_id, event_id)
        return replace(
            mark,
            event=replace(mark.event, event_id=named),
            action=self._actions.get(action, action),
        )

    def _free_event(self, own: str) -> str:
        if own in self._taken_events:
            own = f"e{1 + max(map(_number, self._taken_events)):04d}"
        self._taken_events.add(own)
        return own

    def _free_action(self, own: int) -> int:
        if own in self._taken_actions:
            own = 1 + max(self._taken_actions)
        self._taken_actions.add(own)
        return own


def _number(event_id: str) -> int:
    digits = event_id.removeprefix("e")
    return int(digits) if digits.isdigit() else 0
