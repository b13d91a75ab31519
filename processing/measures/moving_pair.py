"""How two people have gone together in the last five minutes, every ten seconds (methods 6.4).

The number is that of the tables (:mod:`processing.measures.coregulation`) over a span that moves:
where the mean Fisher z of the two heart rates lies among shuffled segments. By itself it is
outside the band of chance in one moment of twenty, so a view shows it only where it has stayed
outside, on one side, for a minute. Which side is not a verdict.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from processing.measures.coregulation import WCC, compare_pair
from processing.measures.pair_series import pair_series
from safehold.core.types import Beat, EngineOutput, Tick

EVERY_S = 10
SPAN_S = 300
BEFORE_S = 10
"""Beats so long before the five minutes are kept: an interval reaches into them."""
HOLD_S = 60
"""A value that has been outside the band for this long, on one side, stands, s."""
BAND = 1.96
"""Chance alone stays within this in 95 % of the moments, standard deviations."""
STATISTIC = "mean_z"


Effects: TypeAlias = dict[int, tuple[list[list[Beat]], float | None]]
"""By their moments, s: what effects were made from, and the effects."""


@dataclass(frozen=True, slots=True)
class PairMoment:
    """How two people have gone together by a moment."""

    t: int
    """End of the five minutes, session time, s."""
    effect: float | None
    """In standard deviations of the shuffled segments; None where a segment has no value."""
    outside_s: int = 0
    """For how long it has been outside the band on this side, s."""

    @property
    def stands(self) -> bool:
        """Whether it has been outside for long enough to be shown as more than chance."""
        return self.outside_s >= HOLD_S


class MovingPair:
    """Follows two people through what the engine says of them.

    A moment depends on the beats up to it alone, so it is the same live, in a replay and in any
    chunking.

    Parameters
    ----------
    people : sequence of str
        Labels of everybody; the first two are followed. With fewer there is nothing to tell.
    known : dict, optional
        Effects of the time before, for whoever goes through a session more than once; one whose
        beats are the same is not made again. Gets those that are made now.
    """

    def __init__(self, people: Sequence[str], known: Effects | None = None) -> None:
        self._people = tuple(people[:2])
        self._beats: dict[str, list[Beat]] = {person: [] for person in self._people}
        self._ticks = dict.fromkeys(self._people, 0)
        self._next: int | None = None
        self._known = known
        self._before = PairMoment(0, None)

    def take(self, outputs: Iterable[EngineOutput]) -> list[PairMoment]:
        """Take in what the engine said; return the moments that can be told by it, in order."""
        for output in outputs:
            if isinstance(output, Beat) and output.person in self._beats:
                insort(self._beats[output.person], output, key=_time)
            elif isinstance(output, Tick) and output.person in self._ticks:
                self._ticks[output.person] = output.t
                if self._next is None:
                    self._next = -(-(output.t - 1 + SPAN_S) // EVERY_S) * EVERY_S
        made: list[PairMoment] = []
        if len(self._people) < 2:
            return made
        while self._next is not None and self._next <= min(self._ticks.values()):
            made.append(self._moment(self._next))
            self._next += EVERY_S
        return made

    def _moment(self, t: int) -> PairMoment:
        for beats in self._beats.values():
            del beats[: bisect_right(beats, float(t - SPAN_S - BEFORE_S), key=_time)]
        inside = [mine[: bisect_right(mine, float(t), key=_time)] for mine in self._beats.values()]
        effect = self._effect(inside, t)
        self._before = PairMoment(t, effect, self._outside(effect))
        return self._before

    def _effect(self, beats: list[list[Beat]], t: int) -> float | None:
        known = None if self._known is None else self._known.get(t)
        if known is not None and known[0] == beats:
            return known[1]
        effect = _effect(beats, (float(t - SPAN_S), float(t)))
        if self._known is not None:
            self._known[t] = beats, effect
        return effect

    def _outside(self, effect: float | None) -> int:
        if effect is None or abs(effect) <= BAND:
            return 0
        earlier = self._before.effect
        same = earlier is not None and abs(earlier) > BAND and (earlier > 0) == (effect > 0)
        return self._before.outside_s + EVERY_S if same else 0


def _time(beat: Beat) -> float:
    return beat.time


def _effect(beats: Sequence[Sequence[Beat]], limits: tuple[float, float]) -> float | None:
    one, two = beats
    if not (one and two):
        return None
    series = pair_series(one, two, limits=limits)
    for compared in compare_pair(("", ""), "", series, limits):
        if (compared.row.method, compared.row.statistic) == (WCC, STATISTIC):
            return compared.row.effect
    return None
