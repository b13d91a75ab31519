"""Corrections by hand of the breaths that were found: before RSA is taken from them.

Breathing is a chain of turning points: inspiration begins, expiration begins, and so on in turn. A
point means the turning point that stands there. What would break the chain is refused.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from processing.clock.grid import RESP_GRID_HZ
from processing.indices.window import unique
from processing.signals.respiration import BreathCycle, make_cycle
from processing.zones.beat_corrections import BEYOND, NEAR_S, UNCOVERED
from processing.zones.found import BeltSecond, Second, Span
from safehold.core.correction import Correction, CorrectionKind
from safehold.core.messages import NOTHING, Message
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray

NO_TURN = Message("breathing does not turn there")
NOT_IN_TURN = Message("inspiration and expiration would not take turns")
NO_RISE = Message("the signal does not rise from the inspiration's beginning to its end")
BASELINE_S = 30.0
"""An airflow is taken about its median over so long before and after, s."""


class Breaths:
    """The breaths of one run, as far as they are corrected.

    Parameters
    ----------
    seconds : sequence of Second
        What was found.
    airflow : bool
        The signal is a flow; otherwise it rises with the volume of the chest.
    """

    def __init__(self, seconds: Sequence[Second], *, airflow: bool) -> None:
        self._seconds = seconds
        self._airflow = airflow
        self._chains: list[list[float]] = []
        """Turning points in order; each chain begins and ends with an inspiration's beginning."""
        self._known: dict[tuple[float, float, float], tuple[int, BreathCycle]] = {}
        """Breaths that were found, with the tick at which they became known."""
        self._made: set[float] = set()
        """Turning points made by hand."""
        self._rejected: list[Span] = []
        self._first, self._grid = _grid_of(seconds)
        for second in seconds:
            for cycle in second.belt.cycles if second.belt else ():
                self._known[cycle.times] = second.t, cycle
                if self._chains and self._chains[-1][-1] == cycle.t_insp:
                    self._chains[-1] += cycle.times[1:]
                else:
                    self._chains.append(list(cycle.times))
        self._onsets = {t for chain in self._chains for t in chain[::2]}

    def correct(self, item: Correction) -> Message:
        """Do what a correction says; return why it cannot be done, or nothing."""
        t1 = item.t0 if item.t1 is None else item.t1
        if item.kind is CorrectionKind.REJECT:
            ticks = [second.t for second in self._seconds if second.belt is not None]
            if not ticks or t1 < ticks[0] - 1 or item.t0 > ticks[-1]:
                return BEYOND
            self._rejected.append((item.t0, t1))
            return NOTHING
        if item.kind is CorrectionKind.ADD:
            return self._add(item.t0, t1)
        place = self._at(item.t0)
        if place is None:
            return NO_TURN
        if item.kind is CorrectionKind.DELETE:
            return self._delete(*place)
        return self._move(*place, t1)

    # ---- one correction

    def _at(self, t: float) -> tuple[int, int] | None:
        near = [
            (abs(at - t), n, k)
            for n, chain in enumerate(self._chains)
            if chain[0] - NEAR_S <= t <= chain[-1] + NEAR_S
            for k, at in enumerate(chain)
        ]
        off, n, k = min(near, default=(math.inf, 0, 0))
        return (n, k) if off <= NEAR_S else None

    def _add(self, onset: float, turn: float) -> Message:
        """Add where an inspiration and where an expiration begins, in whichever order."""
        first, last = min(onset, turn), max(onset, turn)
        within = [n for n, c in enumerate(self._chains) if c[0] < first and last < c[-1]]
        after = [n for n, c in enumerate(self._chains) if c[-1] < first]
        before = [n for n, c in enumerate(self._chains) if last < c[0]]
        nearest = before[:1] if onset < turn else after[-1:]
        for n in within or nearest:
            chain = self._chains[n]
            place = bisect_left(chain, first)
            pair = [first, last]
            in_turn = (place % 2 == 0) == (onset < turn)
            if bisect_left(chain, last) == place and in_turn and last not in chain:
                return self._put(n, [*chain[:place], *pair, *chain[place:]], made=pair)
        return NOT_IN_TURN

    def _delete(self, n: int, k: int) -> Message:
        """Take out a turning point, and the lesser one beside it: the chain goes on in turn."""
        chain = self._chains[n]
        if k == 0:
            gone = {0, 1}
        elif k == len(chain) - 1:
            gone = {k, k - 1}
        else:
            rises = self._rise(chain[k - 1], chain[k + 1])
            higher_goes = k % 2 == 1  # of two beginnings of an inspiration the lower stays
            gone = {k, k + 1 if (rises > 0) == higher_goes else k - 1}
        left = [t for at, t in enumerate(chain) if at not in gone]
        return self._put(n, left, made=())

    def _move(self, n: int, k: int, t: float) -> Message:
        chain = self._chains[n]
        low = chain[k - 1] if k else (self._chains[n - 1][-1] if n else -math.inf)
        high = math.inf
        if k + 1 < len(chain):
            high = chain[k + 1]
        elif n + 1 < len(self._chains):
            high = self._chains[n + 1][0]
        if not low < t < high:
            return NOT_IN_TURN
        if not math.isfinite(self._rise(*sorted((chain[k], t)))):
            return UNCOVERED
        return self._put(n, [*chain[:k], t, *chain[k + 1 :]], made=[t])

    def _put(self, n: int, chain: list[float], *, made: Sequence[float]) -> Message:
        """Let a chain stand in the place of another, where the signal bears it out."""
        known = set(pairwise(self._chains[n]))
        for k, pair in enumerate(pairwise(chain)):
            if pair in known:
                continue
            rise = self._rise(*pair)
            if not math.isfinite(rise):
                return UNCOVERED
            if rise <= 0 and k % 2 == 0:
                return NO_RISE
        self._made |= set(made)
        self._chains[n : n + 1] = [chain] if len(chain) >= 3 else []
        return NOTHING

    def _rise(self, t0: float, t1: float) -> float:
        """Return by how much the chest is wider at ``t1`` than at ``t0``; NaN across a gap.

        In the belt's unit; of an airflow the volume, its unit times s.
        """
        a, b = (t * RESP_GRID_HZ - self._first for t in (t0, t1))
        low, high = math.floor(a), min(math.ceil(b), len(self._grid) - 1)
        if low < 0 or b > high + 1 or np.isnan(self._grid[low : high + 1]).any():
            return math.nan
        if self._airflow:
            about = int(BASELINE_S * RESP_GRID_HZ)
            level = np.nanmedian(self._grid[max(0, low - about) : high + about])
            return float((self._grid[round(a) : round(b)] - level).sum()) / RESP_GRID_HZ
        at = np.arange(low, high + 1)
        begin, end = np.interp([a, b], at, self._grid[low : high + 1])
        return float(end - begin)

    # ---- what is left

    def result(self) -> list[Second]:
        """Return the seconds with the breaths as they are now."""
        ticks = [second.t for second in self._seconds if second.belt is not None]
        by_tick: dict[int, list[BreathCycle]] = {}
        known = -math.inf
        for chain in self._chains:
            for times in zip(chain[:-1:2], chain[1::2], chain[2::2], strict=True):
                at, cycle = self._known.get(times) or self._new(times, ticks)
                known = max(known, at)
                if any(cycle.t_insp < t1 and cycle.t_end > t0 for t0, t1 in self._rejected):
                    why = unique(cycle.reasons, (Reason.REJECTED,))
                    cycle = replace(cycle, reasons=why, vote=0.0)
                by_tick.setdefault(int(known), []).append(cycle)
        onsets = sorted(t for chain in self._chains for t in chain[::2])
        out = []
        for second in self._seconds:
            belt = second.belt and self._second(second.t, second.belt, by_tick, onsets)
            same = belt is None or second.belt is None or belt.same_as(second.belt)
            out.append(second if same else replace(second, belt=belt))
        return out

    def _new(
        self, times: tuple[float, float, float], ticks: Sequence[int]
    ) -> tuple[int, BreathCycle]:
        """Return a breath made by hand, and the first tick after its end."""
        cycle = make_cycle(*times, self._rise(*times[:2]))
        place = min(bisect_left(ticks, times[2]), len(ticks) - 1)
        return ticks[place], replace(cycle, edited=True)

    def _second(
        self,
        t: int,
        belt: BeltSecond,
        by_tick: dict[int, list[BreathCycle]],
        onsets: Sequence[float],
    ) -> BeltSecond:
        since = belt.open_since
        if since is not None:
            last = onsets[bisect_right(onsets, t) - 1] if onsets and onsets[0] <= t else None
            made = last is not None and last > since and last in self._made
            gone = since in self._onsets and since not in onsets
            since = last if made or gone else since
        return replace(belt, cycles=tuple(by_tick.get(t, ())), open_since=since)


def _grid_of(seconds: Sequence[Second]) -> tuple[int, FloatArray]:
    """Return the number of the first grid point, and the signal from there on."""
    grids = dict(grid for s in seconds if s.belt is not None for grid in s.belt.grids)
    if not grids:
        return 0, np.empty(0)
    first, last = min(grids), max(grids)
    whole = np.full((last + 1 - first, RESP_GRID_HZ), np.nan)
    for second, values in grids.items():
        whole[second - first] = values
    return first * RESP_GRID_HZ, whole.ravel()
