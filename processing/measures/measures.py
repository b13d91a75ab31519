"""Process measures of one person over a span: zones, excursions, swings, doses (methods 5.1).

Pure functions of the seconds that belong to the span. Every measure names its valid seconds and is
missing where less than 60 % of the span is valid.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from processing.measures.course import Course
from processing.measures.tick_series import Flags, Span, TickSeries, merged, runs, seconds_in
from safehold.core.measures import ProcessMeasure
from safehold.core.reasons import Reason
from safehold.core.settings import EngineSettings
from safehold.core.types import ZONE_CODES, Status, ZoneName

MIN_VALID_SHARE = 0.6
"""A measure of a span with less valid time is missing."""
MIN_EXCURSION_S = 10
RATE_PERIOD_S = 600
"""A rate from less valid time than this is degraded."""
FIT_UNTIL = 0.5
"""|a| below which a restoration is over, z."""
MIN_FIT_S = 30
MIN_R2 = 0.5
PLATEAU = 0.9
"""An excursion stays up until it was last at this share of its peak: its decay begins there."""
SWING_UP, SWING_DOWN = 0.75, 0.25
"""A swing begins with x rising above the one and ends with x falling below the other."""


@dataclass(frozen=True, slots=True)
class Excursion:
    """A run of at least 10 s outside ``within``."""

    t0: int
    """First second, session time s."""
    t1: int
    """Second after the last."""
    left_censored: bool
    right_censored: bool
    peak: float | None
    """Largest ``|a|``, z; None where a is not known."""
    t_peak: int | None
    area: float | None
    """Sum of ``|a|`` minus the threshold over its valid seconds, z*s; None with the peak."""
    half_life: float | None
    """Restoration half-life, s; None where no decay can be fitted."""

    @property
    def duration(self) -> int:
        """Length in seconds."""
        return self.t1 - self.t0

    @property
    def censored(self) -> bool:
        """True when begin or end were not seen."""
        return self.left_censored or self.right_censored


def excursions(track: TickSeries, settings: EngineSettings) -> list[Excursion]:
    """Return the excursions in a track, by time."""
    bridge = settings.zones.unknown_after_s
    found = []
    for run in runs(track.high | track.low, track.valid, bridge):
        if run.duration < MIN_EXCURSION_S:
            continue
        cells = slice(run.first, run.last + 1)
        a = np.where(track.valid[cells], np.abs(track.a[cells]), np.nan)
        at = run.first + int(np.nanargmax(a)) if np.isfinite(a).any() else None
        found.append(
            Excursion(
                t0=track.first + run.first,
                t1=track.first + run.last + 1,
                left_censored=run.left_censored,
                right_censored=run.right_censored,
                peak=None if at is None else float(abs(track.a[at])),
                t_peak=None if at is None else track.first + at,
                area=None if at is None else float(np.nansum(a - track.threshold[cells])),
                half_life=None if at is None else half_life(track, at, settings),
            )
        )
    return found


def half_life(track: TickSeries, peak: int, settings: EngineSettings) -> float | None:
    """Return ln 2 times the time constant of the decay of a after a peak, or None.

    ``ln|a| = c - t / tau`` from one heart-rate window after the end of the plateau (before that,
    the window still holds what came before) until ``|a|`` < 0.5, on at least 30 s with R^2 >= 0.5.
    The plateau ends where ``|a|`` is last at 90 % of the peak before it falls below half of it.

    Parameters
    ----------
    track : TickSeries
        Where the peak lies.
    peak : int
        Cell of the peak.
    settings : EngineSettings
        For the heart-rate window and the longest unknown time that is bridged.
    """
    top = abs(track.a[peak])
    size = np.where(track.valid, track.a * math.copysign(1.0, track.a[peak]), np.nan)[peak:]
    fallen = np.flatnonzero(size < top / 2)[:1]
    plateau = size[: fallen[0]] if fallen.size else size
    start = peak + int(np.flatnonzero(plateau >= PLATEAU * top)[-1])
    start += math.ceil(settings.windows.hr_s)
    a = track.a[start:] * math.copysign(1.0, track.a[peak])
    known = np.flatnonzero(track.valid[start:] & np.isfinite(a))
    ends = np.flatnonzero(a[known] < FIT_UNTIL)[:1]
    gaps = np.flatnonzero(np.diff(known, prepend=-1) - 1 > settings.zones.unknown_after_s)[:1]
    t = known[: min([known.size, *ends, *gaps])]
    if t.size < MIN_FIT_S:
        return None
    y = np.log(a[t])
    centred, deviation = t - t.mean(), y - y.mean()
    total = float(deviation @ deviation)
    slope = float(centred @ deviation) / float(centred @ centred)
    if slope >= 0 or total <= 0:
        return None
    residual = deviation - slope * centred
    if 1 - float(residual @ residual) / total < MIN_R2:
        return None
    return -math.log(2) / slope


@dataclass(frozen=True, slots=True)
class Swings:
    """Rises of x above 0.75 followed by a fall below 0.25."""

    amplitudes: tuple[float, ...]
    """Per swing: highest x minus the lowest x since the swing before, z."""
    censored: int
    """Swings of which begin or end was not seen."""


def swings(track: TickSeries, settings: EngineSettings) -> Swings:
    """Return the swings of x in a track; unknown for more than 15 s starts over."""
    x = track.x
    known = np.flatnonzero(np.isfinite(x))
    split = np.flatnonzero(np.diff(known) - 1 > settings.zones.unknown_after_s) + 1
    amplitudes: list[float] = []
    censored = 0
    for piece in np.split(x[known], split):
        found, cut = _swings_of(piece.tolist())
        amplitudes += found
        censored += cut
    return Swings(tuple(amplitudes), censored)


def _swings_of(x: Sequence[float]) -> tuple[list[float], int]:
    amplitudes: list[float] = []
    if not x:
        return amplitudes, 0
    up, seen, censored = x[0] >= SWING_UP, x[0] < SWING_UP, 0
    low = high = x[0]
    for value in x:
        high = max(high, value)
        if up and value < SWING_DOWN:
            if seen:
                amplitudes.append(high - low)
            else:
                censored += 1
            up, seen, low = False, True, value
        elif not up:
            low = min(low, value)
            if value >= SWING_UP:
                up, high = True, value
    return amplitudes, censored + up


class Report:
    """Makes the measures of one person and span.

    Parameters
    ----------
    person, label : str
        Whose, and the name of the span.
    limits : (float or None, float or None)
        Session time s; None for a span without seconds.
    period : int
        Seconds that would be valid in a recording without fault.
    standing : tuple of Reason
        Remarks on every measure.
    """

    def __init__(
        self,
        person: str,
        label: str,
        limits: tuple[float | None, float | None],
        period: int,
        standing: tuple[Reason, ...],
    ) -> None:
        self._place = (person, label, *limits)
        self._period = period
        self._standing = standing
        self.made: list[ProcessMeasure] = []

    def add(
        self,
        name: str,
        value: float | None,
        valid_s: int,
        n: int,
        *,
        censored: int = 0,
        missing: Reason = Reason.NONE_FOUND,
        remarks: tuple[Reason, ...] = (),
        se: float | None = None,
    ) -> None:
        """Add a measure; ``missing`` is why it has no value though enough of the span is valid."""
        unknown = 100 * (1 - valid_s / self._period) if self._period else None
        reasons: tuple[Reason, ...]
        if not self._period:
            value, reasons = None, (Reason.NO_TICKS, *self._standing)
        elif valid_s < MIN_VALID_SHARE * self._period:
            value, reasons = None, (Reason.MOSTLY_UNKNOWN, *self._standing)
        elif value is None:
            reasons = (missing, *self._standing)
        else:
            cut = (Reason.CENSORED,) if censored else ()
            reasons = (*cut, *remarks, *self._standing)
        status = Status.MISSING if value is None else Status.DEGRADED if reasons else Status.OK
        self.made.append(
            ProcessMeasure(
                *self._place,
                name,
                value,
                status,
                reasons,
                valid_s,
                unknown,
                n,
                censored,
                None if value is None else se,
            )
        )


def standing_remarks(
    track: TickSeries | Course, cells: Flags, settings: EngineSettings
) -> tuple[Reason, ...]:
    """Return the remarks that hold for every measure made from some cells of a track."""
    used = cells & (track.baseline >= 0)
    found = (
        (Reason.ULTRA_SHORT, settings.windows.ultra_short),
        (Reason.BASELINE_PROVISIONAL, bool(track.provisional[used].any())),
        (Reason.HR_ONLY, bool(track.hr_only[used].any())),
    )
    return tuple(reason for reason, holds in found if holds)


def measure_span(
    person: str, label: str, spans: Iterable[Span], track: TickSeries, settings: EngineSettings
) -> list[ProcessMeasure]:
    """Return every measure of a span that may have several pieces (the times a code holds).

    Parameters
    ----------
    person : str
        Whose track it is.
    label : str
        Name of the span in the results.
    spans : iterable of (float, float)
        Pieces, session time s; their union counts. Nothing is carried from piece to piece.
    track : TickSeries
        The seconds of those spans, from :meth:`processing.measures.course.Course.belonging`.
    settings : EngineSettings
        Thresholds, window of the heart rate, longest unknown time that is bridged.

    Returns
    -------
    list of ProcessMeasure
        Zones, excursions, swings, elevation, near baseline: always the same names and order.
    """
    spans = merged(spans)
    pieces = [track.cut(span) for span in spans]
    cells = track.within(spans)
    limits = (spans[0][0], spans[-1][1]) if spans else (None, None)
    standing = standing_remarks(track, cells, settings)
    report = Report(person, label, limits, seconds_in(spans), standing)
    valid_s = int((track.valid & cells).sum())
    _add_zones(report, track, cells, valid_s)
    _add_excursions(report, [e for p in pieces for e in excursions(p, settings)], valid_s)
    _add_position(report, track, cells, pieces, settings)
    return report.made


def share_error(track: TickSeries, chosen: Flags, zone: ZoneName) -> float | None:
    """Return the standard error of the share of seconds in a zone; None without a second.

    Half of what the share differs by when both axes lie a standard error farther from rest and
    nearer to it, in all seconds alike: most of the error is the baseline's, which they share.

    Parameters
    ----------
    track : TickSeries
        The person's.
    chosen : ndarray of bool
        The valid seconds that the share is of.
    zone : ZoneName
        Whose share.
    """
    if not chosen.any():
        return None
    code = ZONE_CODES[zone]
    far, near = (np.mean(codes[chosen] == code) for codes in (track.farther, track.nearer))
    return abs(float(far - near)) / 2


def measure_level(
    person: str,
    label: str,
    spans: Iterable[Span],
    track: TickSeries,
    course: Course,
    settings: EngineSettings,
) -> list[ProcessMeasure]:
    """Return the mean of both axes over a span, from the beats and breaths inside it.

    Parameters
    ----------
    person, label, spans, track, settings
        As for :func:`measure_span`.
    course : Course
        The person's, with the record of beats and breaths.
    """
    spans = merged(spans)
    limits = (spans[0][0], spans[-1][1]) if spans else (None, None)
    standing = standing_remarks(track, track.within(spans), settings)
    report = Report(person, label, limits, seconds_in(spans), standing)
    for axis, level in course.level(spans).items():
        valid_s = math.floor(level.valid_s + 0.5)
        report.add(f"mean_{axis}", level.value, valid_s, valid_s, se=level.se)
    return report.made


def _add_zones(report: Report, track: TickSeries, cells: Flags, valid_s: int) -> None:
    zones = {"high": track.high, "low": track.low}
    zones["within"] = track.valid & ~track.high & ~track.low
    seconds = {name: int((zone & cells).sum()) for name, zone in zones.items()}
    chosen = track.valid & cells
    errors = {name: share_error(track, chosen, ZoneName(name)) for name in zones}
    for name in ("high", "within", "low"):
        error = errors[name]
        se = None if error is None else error * valid_s
        report.add(f"time_{name}", float(seconds[name]), valid_s, valid_s, se=se)
    for name in ("high", "within", "low"):
        share = seconds[name] / valid_s if valid_s else None
        report.add(f"share_{name}", share, valid_s, valid_s, se=errors[name])


def _median(values: Sequence[float]) -> float | None:
    return float(np.median(values)) if values else None


def _rough(valid_s: int) -> tuple[Reason, ...]:
    return (Reason.SHORT_PERIOD,) if valid_s < RATE_PERIOD_S else ()


def _add_excursions(report: Report, found: Sequence[Excursion], valid_s: int) -> None:
    n, cut = len(found), sum(e.censored for e in found)
    report.add("excursions", float(n), valid_s, n, censored=cut)
    per_hour = 3600 * n / valid_s if valid_s else None
    report.add("excursions_per_hour", per_hour, valid_s, n, censored=cut, remarks=_rough(valid_s))
    durations = _median([e.duration for e in found])
    report.add("excursion_duration", durations, valid_s, n, censored=cut)
    peaks = [e.peak for e in found if e.peak is not None]
    report.add("excursion_peak", max(peaks, default=None), valid_s, n, censored=cut)
    areas = [e.area for e in found if e.area is not None]
    area = sum(areas) if len(areas) == n else None
    report.add("excursion_area", area, valid_s, n, censored=cut)
    latencies = [e.t1 - e.t_peak for e in found if e.t_peak is not None and not e.censored]
    why = Reason.CENSORED if found and cut == n else Reason.NONE_FOUND
    report.add("return_latency", _median(latencies), valid_s, len(latencies), missing=why)
    halves = [e.half_life for e in found if e.half_life is not None]
    why = Reason.POOR_FIT if found else Reason.NONE_FOUND
    report.add("restoration_half_life", _median(halves), valid_s, len(halves), missing=why)


def _add_position(
    report: Report,
    track: TickSeries,
    cells: Flags,
    pieces: Sequence[TickSeries],
    settings: EngineSettings,
) -> None:
    """Add what needs both axes; seconds without a vagal index are not valid here."""
    x = track.x
    known = np.isfinite(x) & cells
    valid_s = int(known.sum())
    parts = [swings(piece, settings) for piece in pieces]
    amplitudes = [amplitude for part in parts for amplitude in part.amplitudes]
    n, cut = len(amplitudes), sum(part.censored for part in parts)
    rate = 600 * n / valid_s if valid_s else None
    report.add("oscillations_per_10min", rate, valid_s, n, censored=cut, remarks=_rough(valid_s))
    report.add("oscillation_amplitude", _median(amplitudes), valid_s, n)
    above = np.where(known, np.maximum(x - settings.zones.near_baseline_below, 0), 0)
    within = float(above[track.elevated].sum() - track.rest[known].sum()) / 60
    report.add(
        "elevation_within", within if math.isfinite(within) else None, valid_s,
        int((track.elevated & known).sum()), missing=Reason.NO_BASELINE,
    )  # fmt: skip
    seconds = int((track.high & known).sum())
    report.add("elevation_high", float(above[track.high].sum()) / 60, valid_s, seconds)
    share = int((track.near_baseline & known).sum()) / valid_s if valid_s else None
    report.add("near_baseline_share", share, valid_s, valid_s)
    bridge = settings.zones.unknown_after_s
    longest = max(
        (run for p in pieces for run in runs(p.near_baseline, np.isfinite(p.x), bridge)),
        key=lambda run: run.duration,
        default=None,
    )
    report.add(
        "near_baseline_longest",
        float(longest.duration) if longest else 0.0,
        valid_s,
        int(longest is not None),
        censored=int(longest is not None and longest.censored),
    )
