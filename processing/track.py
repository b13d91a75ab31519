"""The ticks of one person as arrays, and the runs in them: what process measures are made from.

A second is valid when its zone is known and its inputs are there: held zones do not count.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from safehold.core.settings import EngineSettings
from safehold.core.types import FloatArray, SubZone, Tick, ZoneName

Span = tuple[float, float]
"""From and to, session time s; the second ``t`` belongs to it when ``from <= t < to``."""
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Track:
    """Ticks of one person as arrays of shape ``(n,)``: one cell per second, from ``first`` on."""

    first: int
    """Session time of the first cell, s."""
    valid: Flags
    high: Flags
    low: Flags
    comfort: Flags
    challenge: Flags
    """Growth edge or near the upper threshold."""
    a: FloatArray
    """Arousal, z; NaN where not known."""
    v: FloatArray
    threshold: FloatArray
    """Threshold of |a| in force, z."""
    provisional: Flags
    hr_only: Flags
    baseline: NDArray[np.int64]
    """Number of the baseline that a and v refer to; -1 for none."""

    @property
    def x(self) -> FloatArray:
        """Coordinate ``(a - v) / 2`` on valid seconds; NaN elsewhere."""
        return np.where(self.valid, (self.a - self.v) / 2, np.nan)

    @property
    def axes(self) -> tuple[tuple[str, FloatArray], ...]:
        """Both axes by name, z, on valid seconds; NaN elsewhere."""
        return tuple(
            (name, np.where(self.valid, axis, np.nan))
            for name, axis in (("a", self.a), ("v", self.v))
        )

    def within(self, spans: Iterable[Span]) -> Flags:
        """Return which cells begin within spans."""
        seconds = self.first + np.arange(self.valid.size)
        inside = np.zeros(seconds.size, dtype=bool)
        for t0, t1 in spans:
            inside |= (seconds >= t0) & (seconds < t1)
        return inside

    def cut(self, span: Span) -> Track:
        """Return the cells of a span."""
        last = self.first + self.valid.size
        lo = min(max(math.ceil(span[0]), self.first), last)
        hi = min(max(math.ceil(span[1]), lo), last)
        rows = slice(lo - self.first, hi - self.first)
        return Track(
            lo, self.valid[rows], self.high[rows], self.low[rows], self.comfort[rows],
            self.challenge[rows], self.a[rows], self.v[rows], self.threshold[rows],
            self.provisional[rows], self.hr_only[rows], self.baseline[rows],
        )  # fmt: skip


def _number(value: float | None) -> float:
    return math.nan if value is None or not math.isfinite(value) else value


def make_track(
    ticks: Iterable[Tick],
    settings: EngineSettings,
    parameters: Mapping[str, EngineSettings] | None = None,
) -> Track:
    """Return one person's ticks, in any order, as arrays; seconds without a tick are not valid.

    Of two ticks of the same second the one of the later run counts. The threshold is that of the
    tick's own parameters, looked up by their hash in ``parameters``; else that of ``settings``.

    Raises
    ------
    ValueError
        When the ticks are of more than one person.
    """
    ordered = sorted(ticks, key=lambda tick: tick.run)
    if len({tick.person for tick in ordered}) > 1:
        raise ValueError("the ticks of a track must be those of one person")
    by_time = {tick.t: tick for tick in ordered}
    first = min(by_time, default=0)
    n = max(by_time) - first + 1 if by_time else 0
    flags = np.zeros((7, n), dtype=bool)
    numbers = np.full((3, n), np.nan)
    baseline = np.full(n, -1, dtype=np.int64)
    names: dict[str, int] = {}
    for t in sorted(by_time):
        zone, k = by_time[t].zone, t - first
        zones = (parameters or {}).get(zone.params_hash, settings).zones
        flags[:, k] = (
            zone.state is not ZoneName.UNKNOWN and not zone.held,
            zone.state is ZoneName.HIGH,
            zone.state is ZoneName.LOW,
            zone.substate is SubZone.COMFORT,
            zone.substate in (SubZone.GROWTH_EDGE, SubZone.NEAR_UPPER),
            zone.provisional,
            zone.hr_only,
        )
        numbers[:, k] = (
            _number(zone.a), _number(zone.v), zones.th_hr_only if zone.hr_only else zones.th,
        )  # fmt: skip
        if zone.baseline_id:
            baseline[k] = names.setdefault(zone.baseline_id, len(names))
    valid, high, low, comfort, challenge, provisional, hr_only = flags
    return Track(
        first, valid, high & valid, low & valid, comfort & valid, challenge & valid, numbers[0],
        numbers[1], numbers[2], provisional, hr_only, baseline,
    )  # fmt: skip


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the union of spans: ascending, without overlap; empty ones are left out."""
    found: list[Span] = []
    for t0, t1 in sorted(span for span in spans if span[0] < span[1]):
        if found and t0 <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], t1))
        else:
            found.append((t0, t1))
    return tuple(found)


def seconds_in(spans: Iterable[Span]) -> int:
    """Return the number of whole seconds in spans that do not overlap."""
    return sum(math.ceil(t1) - math.ceil(t0) for t0, t1 in spans)


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive valid cells ``first..last`` on which something holds."""

    first: int
    last: int
    left_censored: bool
    """The begin was not seen: the span begins, or unknown time ends, here."""
    right_censored: bool

    @property
    def duration(self) -> int:
        """Length in seconds, bridged unknown time included."""
        return self.last - self.first + 1

    @property
    def censored(self) -> bool:
        """True when the run is cut off on either side."""
        return self.left_censored or self.right_censored


def runs(holds: Flags, valid: Flags, bridge_s: int) -> list[Run]:
    """Return the maximal runs of valid cells on which something holds.

    Cells that are not valid are bridged when there are at most ``bridge_s`` of them between two
    valid ones; more of them split a run and censor it on that side, as the limits do.
    """
    known = np.flatnonzero(valid)
    if not known.size:
        return []
    split = np.diff(known) - 1 > bridge_s
    starts = np.flatnonzero(np.concatenate(([True], split | (np.diff(holds[known]) != 0))))
    ends = np.append(starts[1:] - 1, known.size - 1)
    cut = np.concatenate(([True], split, [True]))
    return [
        Run(int(known[i]), int(known[j]), bool(cut[i]), bool(cut[j + 1]))
        for i, j in zip(starts, ends, strict=True)
        if holds[known[i]]
    ]
