"""Which of a person's streams give the numbers: one heart, one belt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from safehold.core.types import HEART_ROLES, Role, StreamSpec


class StreamChoice(NamedTuple):
    """The streams of one person that beats and breaths come from."""

    heart: StreamSpec | None
    belt: StreamSpec | None

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the streams that are there."""
        return tuple(spec.stream_id for spec in self if spec is not None)


def choose_streams(mine: Iterable[StreamSpec]) -> StreamChoice:
    """Return one person's stream of the best heart role (ECG, RR, PPG), and the first belt.

    Of several streams with the same role the first is taken; all others are recorded only.
    """
    mine = tuple(mine)

    def first(*roles: Role) -> StreamSpec | None:
        return next((spec for role in roles for spec in mine if spec.role is role), None)

    return StreamChoice(first(*HEART_ROLES), first(Role.RESPIRATION))
