"""One person's axes, second by second, from windows that belong to a span.

A tick looks back: at the end of a minute-long window it says what was. To ask what a person was
like while something held, each second of the span gets the tick whose window is nearest to being
centred on it *and lies inside the span*. Where the span is shorter than the window, the window is
the span. So nothing of before or after enters, and nothing is counted late.

The vagal windows of a span begin 15 s after it. While heart rate follows a change, successive
intervals differ by the change itself, which is no variability: with +15 bpm at the begin of a span
of a minute, RMSSD is 14 % too large in it (``bench/code_timing.py``).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from processing.indices.summary import PersonRecord
from processing.measures.tick_series import Flags, Span, TickSeries, merged, rest_above
from processing.zones.afterwards import bands_of, zones_of
from processing.zones.zones import Axes, axes
from safehold.core.settings import EngineSettings, ZoneSettings
from safehold.core.types import (
    ZONE_CODES,
    Baseline,
    FloatArray,
    IndexValue,
    SubZone,
    Tick,
    ZoneName,
)

SETTLE_S = 15.0
"""So long a heart follows a change; see above."""
TILE_S = 60.0
"""A level is the mean of windows of so many seconds or, where they do not fit, up to twice as
many: the logarithm of a long window's RMSSD is not the mean of those of short ones."""


@dataclass(frozen=True, slots=True)
class Level:
    """Mean of one axis over a span, from the beats and breaths inside it."""

    value: float | None
    """z; None where nothing valid lies in the span, or its windows have other baselines."""
    se: float | None
    """Its standard error, that of the baseline included, z."""
    valid_s: float
    """Seconds that usable intervals cover."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where a person is in the seconds of a piece, shape ``(n,)`` each."""

    at: NDArray[np.int64]
    """The cell whose rules hold."""
    a: FloatArray
    v: FloatArray
    lost: Flags
    """Without a position: beyond the ticks, without a baseline, or with two of them."""
    places: list[Axes]
    rules: list[ZoneSettings]
    hr_only: list[bool]


@dataclass(frozen=True, slots=True)
class Course:
    """The ticks of one person as arrays of shape ``(n,)``, one cell a second from ``first`` on."""

    first: int
    """Session time of the first cell, s."""
    a: FloatArray
    """Arousal at the end of each window, z; NaN where not known."""
    sa: FloatArray
    v: FloatArray
    sv: FloatArray
    rules: Sequence[ZoneSettings]
    """Thresholds in force at each cell."""
    provisional: Flags
    hr_only: Flags
    baseline: NDArray[np.int64]
    """Number of the baseline that a and v refer to; -1 for none."""
    hr_s: float
    """Length of the windows behind ``a``, s."""
    vagal_s: float
    baselines: Mapping[int, Baseline]
    """Baselines by that number, where they are known."""
    record: PersonRecord | None
    """The person's beats and breaths; without them spans shorter than a window have no value."""
    settle_s: float = SETTLE_S
    """How long after the begin of a span its vagal windows begin, s."""
    _asked: dict[Span, Mapping[str, IndexValue]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Indices of windows: an event asks for its own with its level and with its seconds."""

    @property
    def last(self) -> int:
        """Session time of the last cell, s."""
        return self.first + self.a.size - 1

    @property
    def axes(self) -> tuple[tuple[str, FloatArray, float], ...]:
        """Name, values (z) and window (s) of both axes where the zone has all its inputs."""
        known = np.isfinite(self.a) & (np.isfinite(self.v) | self.hr_only)
        return (
            ("a", np.where(known, self.a, np.nan), self.hr_s),
            ("v", np.where(known, self.v, np.nan), self.vagal_s),
        )

    # ---- second by second

    def belonging(self, spans: Iterable[Span]) -> TickSeries:
        """Return the seconds of spans, each from windows inside the span that it lies in.

        Parameters
        ----------
        spans : iterable of (float, float)
            Session time s; their union counts, and each piece of it by itself.

        Returns
        -------
        TickSeries
            From the first second of all on; what lies outside the spans is not valid.
        """
        pieces = merged(spans)
        first = math.ceil(pieces[0][0]) if pieces else self.first
        n = math.ceil(pieces[-1][1]) - first if pieces else 0
        numbers = np.full((4, n), np.nan)
        flags = np.zeros((7, n), dtype=bool)
        whole = np.full((3, n), ZONE_CODES[ZoneName.UNKNOWN], dtype=np.int64)
        whole[0] = -1
        for t0, t1 in pieces:
            rows = slice(math.ceil(t0) - first, math.ceil(t1) - first)
            self._fill((t0, t1), numbers[:, rows], flags[:, rows], whole[:, rows])
        a, v, threshold, rest = numbers
        baseline, farther, nearer = whole
        valid, high, low, near_baseline, elevated, provisional, hr_only = flags
        return TickSeries(
            first, valid, high, low, near_baseline, elevated, a, v, threshold, provisional,
            hr_only, baseline, farther, nearer, rest,
        )  # fmt: skip

    def zones(self, t0: float, t1: float) -> list[ZoneName]:
        """Return the zone of each second of a span, unknown where it is not valid."""
        n = max(math.ceil(t1) - math.ceil(t0), 0)
        there = self._placed((t0, t1), n)
        if there is None:
            return [ZoneName.UNKNOWN] * n
        return zones_of(there.places, there.rules, hr_only=there.hr_only)

    def _fill(
        self, piece: Span, numbers: NDArray[np.float64], flags: Flags, whole: NDArray[np.int64]
    ) -> None:
        there = self._placed(piece, whole.shape[1])
        if there is None:
            return
        at, rules, places, only = there.at, there.rules, there.places, there.hr_only
        zones = zones_of(places, rules, hr_only=only)
        bands = bands_of(places, rules, zones)
        numbers[:] = (
            there.a, there.v,
            [r.th_hr_only if o else r.th for r, o in zip(rules, only, strict=True)],
            [self._rest(int(k), r) for k, r in zip(self.baseline[at], rules, strict=True)],
        )  # fmt: skip
        flags[:] = (
            [z is not ZoneName.UNKNOWN for z in zones],
            [z is ZoneName.HIGH for z in zones],
            [z is ZoneName.LOW for z in zones],
            [b is SubZone.NEAR_BASELINE for b in bands],
            [b in (SubZone.ELEVATED, SubZone.NEAR_UPPER) for b in bands],
            self.provisional[at],
            only,
        )  # fmt: skip
        flags[1:5] &= flags[0]
        whole[0] = np.where(there.lost, -1, self.baseline[at])
        for row, errors in ((whole[1], 1.0), (whole[2], -1.0)):
            moved = [place.from_rest(errors) for place in places]
            row[:] = [ZONE_CODES[z] for z in zones_of(moved, rules, hr_only=only)]

    def _placed(self, piece: Span, n: int) -> _Placed | None:
        """Return where a person is in each second of a piece; None without any."""
        hr = self._axis(piece, piece[0], self.hr_s, n)
        vagal = self._axis(piece, piece[0] + self.settle_s, self.vagal_s, n)
        if n == 0 or not self.a.size:
            return None
        short = self._whole(piece) if hr is None or vagal is None else Axes()
        at = hr if vagal is None else vagal
        end = min(max(math.floor(piece[1]), self.first), self.last) - self.first
        at = np.full(n, end) if at is None else at
        a, sa = self._taken(hr, self.a, self.sa, n, (short.a, short.sa))
        v, sv = self._taken(vagal, self.v, self.sv, n, (short.v, short.sv))
        other = np.zeros(n, dtype=bool) if hr is None else self.baseline[hr] != self.baseline[at]
        beyond = math.ceil(piece[0]) + np.arange(n) > self.last
        lost = other | beyond | (self.baseline[at] < 0)
        a[lost], v[lost] = np.nan, np.nan
        places = [
            Axes(*(None if math.isnan(x) else x for x in place))
            for place in zip(a.tolist(), v.tolist(), sa.tolist(), sv.tolist(), strict=True)
        ]
        rules = [self.rules[k] for k in at]
        return _Placed(at, a, v, lost, places, rules, self.hr_only[at].tolist())

    def _rest(self, number: int, rules: ZoneSettings) -> float:
        """Return what rest adds to x in a second; NaN where the baseline is not known."""
        known = self.baselines.get(number)
        return math.nan if known is None else rest_above(known, rules.near_baseline_below)

    def _axis(
        self, piece: Span, begin: float, window_s: float, n: int
    ) -> NDArray[np.int64] | None:
        """Return the cell whose window stands for each second; None where none fits."""
        least, most = math.ceil(begin + window_s), min(math.floor(piece[1]), self.last)
        least = max(least, self.first)
        if least > most:
            return None
        centred = math.ceil(piece[0]) + np.arange(n) + math.floor(window_s / 2)
        return np.clip(centred, least, most) - self.first

    @staticmethod
    def _taken(
        cells: NDArray[np.int64] | None, values: FloatArray, errors: FloatArray, n: int,
        whole: tuple[float | None, float | None],
    ) -> tuple[FloatArray, FloatArray]:  # fmt: skip
        if cells is not None:
            return values[cells].copy(), errors[cells].copy()
        value, error = (math.nan if x is None else x for x in whole)
        return np.full(n, value), np.full(n, error)

    # ---- as a whole

    def _whole(self, piece: Span) -> Axes:
        """Return the position over a piece as one window."""
        found = self.baseline_at(piece[1])
        if self.record is None or found is None:
            return Axes()
        a = axes(self._indices(self.record, *piece), found)
        settled = min(piece[0] + self.settle_s, piece[1] - 1.0)
        v = axes(self._indices(self.record, settled, piece[1]), found)
        return Axes(a.a, v.v, a.sa, v.sv)

    def _indices(self, record: PersonRecord, t0: float, t1: float) -> Mapping[str, IndexValue]:
        if (t0, t1) not in self._asked:
            self._asked[t0, t1] = record.of_ticks(t0, t1)
        return self._asked[t0, t1]

    def baseline_at(self, t: float) -> Baseline | None:
        """Return the baseline in force at a session time, as far as it is known."""
        if not self.a.size:
            return None
        cell = min(max(math.floor(t), self.first), self.last) - self.first
        return self.baselines.get(int(self.baseline[cell]))

    def level(self, spans: Iterable[Span]) -> dict[str, Level]:
        """Return the mean of both axes (``a``, ``v``) over spans.

        From the beats and breaths inside: the spans are cut into equal windows of 60 to 120 s,
        those below a minute are one window, and their values are averaged by the seconds that
        usable intervals cover. Those of the vagal axis begin 15 s after the span.
        """
        rows: dict[str, list[tuple[float, float, float, float]]] = {"a": [], "v": []}
        used = set()
        settled = [(t0 + self.settle_s, t1) for t0, t1 in merged(spans)]
        for axis, tiles in (("a", self._tiles(spans)), ("v", self._tiles(settled))):
            for t0, t1 in tiles:
                found = self.baseline_at(t1)
                if self.record is None or found is None:
                    continue
                indices = self._indices(self.record, t0, t1)
                place, seconds = axes(indices, found), t1 - t0
                covered = min(indices["hr"].coverage, 1.0) * seconds
                used.add(found.baseline_id)
                value, se, n = (
                    (place.a, place.sa, found.n_hr)
                    if axis == "a"
                    else (place.v, place.sv, found.n_vagal)
                )
                if value is not None and se is not None:
                    own = max(se**2 - 1 / n, 0.0) * (self.hr_s / seconds if axis == "a" else 1)
                    rows[axis].append((value, own, 1 / n, covered))
        return {axis: _pooled(found, len(used)) for axis, found in rows.items()}

    @staticmethod
    def _tiles(spans: Iterable[Span]) -> Iterable[Span]:
        for t0, t1 in merged(spans):
            n = max(1, math.floor((t1 - t0) / TILE_S))
            edges = np.linspace(t0, t1, n + 1).tolist()
            yield from itertools.pairwise(edges)


def _pooled(rows: Sequence[tuple[float, float, float, float]], n_baselines: int) -> Level:
    """Return the mean of windows: value, own variance, that of the baseline, seconds of each."""
    seconds = sum(row[3] for row in rows)
    if not rows or n_baselines != 1 or seconds <= 0:
        return Level(None, None, seconds)
    weights = [row[3] / seconds for row in rows]
    value = sum(w * row[0] for w, row in zip(weights, rows, strict=True))
    own = sum(w * w * row[1] for w, row in zip(weights, rows, strict=True))
    return Level(value, math.sqrt(own + rows[0][2]), seconds)


def make_course(
    ticks: Iterable[Tick],
    settings: EngineSettings,
    parameters: Mapping[str, EngineSettings] | None = None,
    *,
    baselines: Iterable[Baseline] = (),
    record: PersonRecord | None = None,
) -> Course:
    """Return one person's ticks, in any order, as a course.

    Of two ticks of the same second the one of the later run counts. Thresholds are those of the
    tick's own parameters, looked up by their hash in ``parameters``; else those of ``settings``.

    Parameters
    ----------
    ticks : iterable of Tick
        Final ones of one person.
    settings : EngineSettings
        The person's.
    parameters : mapping of str to EngineSettings, optional
        Every parameter hash in the ticks to its settings.
    baselines : iterable of Baseline
        The person's.
    record : PersonRecord, optional
        The person's beats and breaths, and what is to be known of them.

    Raises
    ------
    ValueError
        When the ticks are of more than one person.
    """
    ordered = sorted(ticks, key=lambda tick: tick.run)
    if len({tick.person for tick in ordered}) > 1:
        raise ValueError("the ticks of a course must be those of one person")
    by_time = {tick.t: tick for tick in ordered}
    first = min(by_time, default=0)
    n = max(by_time) - first + 1 if by_time else 0
    numbers = np.full((4, n), np.nan)
    flags = np.zeros((2, n), dtype=bool)
    baseline = np.full(n, -1, dtype=np.int64)
    rules = [settings.zones] * n
    names: dict[str, int] = {}
    for t in sorted(by_time):
        zone, k = by_time[t].zone, t - first
        rules[k] = (parameters or {}).get(zone.params_hash, settings).zones
        numbers[:, k] = [
            math.nan if x is None or not math.isfinite(x) else x
            for x in (zone.a, zone.sa, zone.v, zone.sv)
        ]
        flags[:, k] = zone.provisional, zone.hr_only
        if zone.baseline_id:
            baseline[k] = names.setdefault(zone.baseline_id, len(names))
    known = {names[b.baseline_id]: b for b in baselines if b.baseline_id in names}
    a, sa, v, sv = numbers
    return Course(
        first, a, sa, v, sv, rules, flags[0], flags[1], baseline, settings.windows.hr_s,
        settings.windows.vagal_s, known, record,
    )  # fmt: skip
