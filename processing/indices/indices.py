"""Indices at one tick: each a value with its validity, or missing with reasons (methods 1, 3).

Everything is computed again over its window from the lists of beats and breaths: running sums
would drift, and live would no longer equal replay bit for bit.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from processing.clock.order import mean, median, spread
from processing.indices.unended import held_breaths, pauses
from processing.indices.window import Gates, ScoredBreath, TickWindow, ended_in, unique
from processing.signals.flags import BoolArray
from processing.signals.intervals import Intervals, Row, beyond_range, make_intervals
from processing.signals.respiration import breath_cv
from safehold.core.reasons import Reason
from safehold.core.types import Beat, BeatStatus, FloatArray, IndexValue, Status

UNITS = {
    "hr": "bpm",
    "rmssd": "ms",
    "ln_rmssd": "ln ms",
    "ln_cvsd": "ln",
    "p2t": "ms",
    "ln_p2t": "ln ms",
    "ln_p2t_adjusted": "ln ms",
    "resp_rate": "1/min",
    "resp_amplitude": "",
}
"""Indices of every tick, in order. The amplitude is in the unit of the belt."""
HEART_INDICES = ("hr", "rmssd", "ln_rmssd", "ln_cvsd", "p2t", "ln_p2t", "ln_p2t_adjusted")
VAGAL_INDICES = ("rmssd", "ln_rmssd", "ln_cvsd", "p2t", "ln_p2t", "ln_p2t_adjusted")
RESP_INDICES = ("resp_rate", "resp_amplitude")
BREATHED = ("p2t", "ln_p2t", "ln_p2t_adjusted", *RESP_INDICES)
"""Indices that are made of breaths."""

SHAPE_ONLY = frozenset({Reason.BEAT_QUALITY, Reason.EDITED})
"""Reasons of an interval that is flagged for nothing but the shape of a beat."""
MIN_COVERAGE = 0.80
MIN_SHAPE_COVERAGE = 0.40
"""Least coverage by intervals between beats of the right shape for heart rate to use others."""
INTERVALS_PER_S = 0.5
"""Least ok intervals (HR) and pairs (RMSSD) per second of window: 15 in 30 s, 30 in 60 s."""
DEGRADED_FLAGGED, MAX_FLAGGED = 0.05, 0.10
GOOD_WAVEFORM = 0.05
"""With fewer failing beats than this, many flags mean the rhythm, not the signal."""
MIN_HR_S, MIN_VAGAL_S = 15.0, 30.0
"""The shortest windows of heart rate and of a vagal index (methods 1.1)."""
MIN_RMSSD_MS = 0.5
SE_PER_PAIR = 0.9
MIN_BREATHS = 3
MIN_VALID_BREATHS, SLOW_VALID_BREATHS, SLOW_RATE = 4, 3, 8.0
MIN_VALID_SHARE = 0.60
MAX_BREATH_CV = 0.35
PAUSE_IN_S = 30.0
"""A pause degrades vagal indices where it makes the heart rate of so many seconds too high."""
MAX_SLOPES_ERROR = 0.20
"""Adjusted RSA is missing where the errors of the slopes alone give it a larger one, ln units."""


class Adjusts(Protocol):
    """What adjusts RSA for breathing (:class:`processing.indices.adjustment.Adjustment`)."""

    def holds(self, breath: ScoredBreath) -> bool:
        """Tell whether a breath is near enough to the calibrated ones."""
        ...

    def apply(self, breath: ScoredBreath) -> float:
        """Return ``ln(P2T + 1 ms)`` of a breath at the breathing of the calibration."""
        ...

    def slopes_error(self, breaths: Sequence[ScoredBreath]) -> float:
        """Return what the errors of the slopes add to the standard error of a mean of breaths."""
        ...


def rmssd(rr: FloatArray, pairs: BoolArray) -> float:
    """Return the root mean square of successive differences, ms.

    Parameters
    ----------
    rr : ndarray, shape (n,)
        RR intervals, ms.
    pairs : ndarray of bool, shape (n - 1,)
        True where intervals k and k + 1 are both usable and adjoin.
    """
    d = (rr[1:] - rr[:-1])[pairs]
    return math.sqrt(mean(d * d))


def beat_intervals(beats: Sequence[Beat]) -> Intervals:
    """Return the RR intervals of one person's final beats, in order of time."""
    rows = [interval_between(before, beat) for before, beat in itertools.pairwise(beats)]
    return make_intervals([row for row in rows if row is not None])


def interval_between(before: Beat, beat: Beat) -> Row | None:
    """Return the interval that a beat ends; None where it ends none."""
    if beat.rr_ms is None:
        return None
    poor = Reason.BEAT_QUALITY in beat.reasons
    return (
        before.time, beat.time, beat.rr_ms, before.rr_ms is not None,
        beat.status is BeatStatus.FLAGGED,
        poor and Reason.ECTOPIC_BEAT not in beat.reasons,
        poor and SHAPE_ONLY.issuperset(beat.reasons),
    )  # fmt: skip


def valid_pairs(intervals: Intervals) -> BoolArray:
    """Return, shape (n - 1,), where an interval and the next are usable and adjoin."""
    ok = intervals.ok
    return ok[:-1] & ok[1:] & intervals.joined[1:]


def missing(
    name: str, unit: str, t0: float, t1: float, *, reasons: Sequence[Reason], source: str
) -> IndexValue:
    """Return a missing index."""
    return IndexValue(name, None, unit, Status.MISSING, unique(reasons), t0, t1, source)


def valued(
    base: IndexValue, value: float, degraded: Sequence[Reason], se: float | None = None
) -> IndexValue:
    """Return an index with its value; degraded when there are reasons."""
    reasons = unique(degraded) if degraded else ()
    return _said(base, float(value), Status.DEGRADED if reasons else Status.OK, reasons, se)


def without(
    base: IndexValue, reasons: Sequence[Reason], at_most: float | None = None
) -> IndexValue:
    """Return an index as missing, its counts kept."""
    return _said(base, None, Status.MISSING, unique(reasons), None, at_most)


def _said(
    base: IndexValue,
    value: float | None,
    status: Status,
    reasons: tuple[Reason, ...],
    se: float | None,
    at_most: float | None = None,
) -> IndexValue:
    """Return an index with another verdict (``dataclasses.replace`` takes ten times as long)."""
    return IndexValue(
        base.name, value, base.unit, status, reasons, base.t0, base.t1, base.source, base.n_beats,
        base.n_pairs, base.n_breaths, base.pct_flagged, base.coverage, se, at_most,
    )  # fmt: skip


class _Span:
    """The intervals of one window, counted once."""

    def __init__(self, intervals: Intervals, t1: float, length_s: float) -> None:
        self.intervals = inside = intervals.between(t1 - length_s, t1)
        self.t0, self.t1 = t1 - length_s, float(t1)
        self.rr, self.ok = inside.rr, inside.ok
        self.usable = self.rr[self.ok]
        self.pairs = self.ok[:-1] & self.ok[1:] & inside.joined[1:]
        n = len(self.rr)
        self.n_beats = n + 1 if n else 0
        self.all_ok = len(self.usable) == n
        self.n_pairs = int(np.count_nonzero(self.pairs))
        self.flagged = (n - len(self.usable)) / n if n else 0.0
        self.coverage = float(np.add.reduce(self.usable)) / 1000 / length_s

    def index(self, name: str, source: str, n_breaths: int = 0) -> IndexValue:
        """Return an index over the window without a value yet."""
        return IndexValue(
            name, None, UNITS[name], Status.MISSING, (), self.t0, self.t1, source, self.n_beats,
            self.n_pairs, n_breaths, self.flagged, self.coverage,
        )  # fmt: skip


class _Tick:
    """The indices of one tick. Lives for one call of :func:`compute_indices`."""

    def __init__(
        self,
        window: TickWindow,
        intervals: Intervals,
        breaths: Sequence[ScoredBreath],
        gates: Gates,
    ) -> None:
        self._window, self._gates = window, gates
        self._since = window.t - window.vagal_s
        self._hr = _Span(intervals, window.t, window.hr_s)
        self._vagal = _Span(intervals, window.t, window.vagal_s)
        self._flagged = self._vagal.flagged
        self._beyond = beyond_range(self._vagal.intervals, window.heart)
        self._ended = ended_in(breaths, self._since, window.t)
        self._cycles = [breath.cycle for breath in self._ended]
        self._totals = [cycle.total for cycle in self._cycles]
        self._total = median(self._totals) if self._totals else math.nan

    def hr(self) -> IndexValue:
        window, gates = self._window, self._gates
        base = self._hr.index("hr", window.heart)
        if not window.heart:
            return without(base, (Reason.NO_STREAM,))
        if beyond_range(self._hr.intervals, window.heart):
            return without(base, unique(gates.missing, (Reason.BEYOND_RANGE,)))
        degraded, why = gates.degraded_hr, list(gates.missing + gates.missing_hr)
        ok, used, covered = self._hr.ok, self._hr.usable, base.coverage >= MIN_COVERAGE
        if not covered and self._rhythm_holds(base.coverage):
            ok, covered = ok | self._hr.intervals.shape_only, True
            used, degraded = self._hr.rr[ok], (*degraded, Reason.POOR_SIGNAL)
        if window.hr_s < MIN_HR_S:
            why.append(Reason.ULTRA_SHORT)
        if len(used) < INTERVALS_PER_S * window.hr_s:
            why.append(Reason.TOO_FEW_INTERVALS)
        if not covered:
            why.append(Reason.LOW_COVERAGE)
        left_out = len(used) < len(ok) or window.open_rr_s
        if left_out and pauses(self._hr.intervals, ok, window.open_rr_s, window.unseen):
            why.append(Reason.LONG_INTERVAL)
        if why:
            at_most = 60 / window.open_rr_s if window.open_rr_s else None
            return without(base, unique(why, gates.poor_hr), at_most)
        return valued(base, 60000 / mean(used), degraded)

    def _rhythm_holds(self, coverage: float) -> bool:
        """Tell whether heart rate may use beats whose shape failed, but whose intervals did not.

        Finger and ear of one person then differ by .6 bpm (median; p95 1.2, most 2.1). Noise
        does not get here: its intervals are flagged, and none of its beats look alike.
        """
        hr = self._hr.intervals
        usable = float(hr.rr[hr.ok | hr.shape_only].sum()) / 1000 / self._window.hr_s
        deviant = float(np.mean(hr.flagged & ~hr.shape_only)) if len(hr) else 1.0
        return coverage >= MIN_SHAPE_COVERAGE and usable >= MIN_COVERAGE and deviant <= MAX_FLAGGED

    def _flag_reasons(self) -> tuple[Reason, ...]:
        """Return why the flagged intervals forbid a vagal index; empty if they do not."""
        if self._flagged <= MAX_FLAGGED:
            return ()
        waveform = self._window.heart in ("ecg", "ppg")
        if waveform and float(np.mean(self._vagal.intervals.beat_failed)) <= GOOD_WAVEFORM:
            return (Reason.FLAGGED_INTERVALS, Reason.ARRHYTHMIA)
        return (Reason.FLAGGED_INTERVALS,)

    @functools.cached_property
    def _vagal_degraded(self) -> tuple[Reason, ...]:
        gates = self._gates
        many = self._flagged > DEGRADED_FLAGGED
        return unique(
            gates.degraded,
            gates.degraded_vagal,
            (Reason.FLAGGED_INTERVALS,) if many else (),
            (Reason.PPG_PRV,) if self._window.heart == "ppg" else (),
            (Reason.ULTRA_SHORT,) if self._window.vagal_s < 60 else (),
            (Reason.LONG_INTERVAL,) if self._paused() else (),
        )

    def _paused(self) -> bool:
        """Tell whether some 30 s of the window have a pause: a longer stretch would hide it."""
        window, vagal = self._window, self._vagal
        if vagal.all_ok and not window.open_rr_s:
            return False
        open_s, end = window.open_rr_s, float(window.t)
        while True:
            part = vagal.intervals.between(max(end - PAUSE_IN_S, self._since), end)
            if pauses(part, part.ok, open_s, window.unseen):
                return True
            open_s, end = 0.0, end - PAUSE_IN_S / 2
            if end - PAUSE_IN_S < self._since:
                return False

    def rmssd(self) -> tuple[IndexValue, IndexValue, IndexValue]:
        """Return RMSSD, its logarithm, and the logarithm of its ratio to the mean RR (CVSD)."""
        window, gates = self._window, self._gates
        base, ln_base, cv_base = (
            self._vagal.index(name, window.heart) for name in ("rmssd", "ln_rmssd", "ln_cvsd")
        )

        def none(why: Sequence[Reason]) -> tuple[IndexValue, IndexValue, IndexValue]:
            return without(base, why), without(ln_base, why), without(cv_base, why)

        if not window.heart:
            return none((Reason.NO_STREAM,))
        found = list(gates.missing + gates.missing_vagal)
        if self._beyond:
            return none(unique(gates.missing, (Reason.BEYOND_RANGE,)))
        if window.vagal_s < MIN_VAGAL_S:
            found.append(Reason.ULTRA_SHORT)
        if base.n_pairs < INTERVALS_PER_S * window.vagal_s:
            found.append(Reason.TOO_FEW_PAIRS)
        if base.coverage < MIN_COVERAGE:
            found.append(Reason.LOW_COVERAGE)
        found += self._flag_reasons()
        if found:
            return none(unique(found, gates.poor))
        number = rmssd(self._vagal.rr, self._vagal.pairs)
        degraded = self._vagal_degraded
        se = SE_PER_PAIR / math.sqrt(base.n_pairs)
        value = valued(base, number, degraded, se * number)
        if number < MIN_RMSSD_MS:
            return value, *none((Reason.BELOW_FLOOR,))[1:]
        return (
            value,
            valued(ln_base, math.log(number), degraded, se),
            valued(cv_base, math.log(number / mean(self._vagal.usable)), degraded, se),
        )

    def _resp_reasons(self) -> list[Reason]:
        if self._window.resp_unit is None:
            return [Reason.NO_STREAM]
        return list(self._gates.missing + self._gates.missing_resp)

    @functools.cached_property
    def _irregular(self) -> tuple[Reason, ...]:
        cv = breath_cv(self._totals)
        return (Reason.RESP_IRREGULAR,) if cv is not None and cv > MAX_BREATH_CV else ()

    def p2t(self) -> tuple[IndexValue, IndexValue]:
        window, gates = self._window, self._gates
        values = np.array([b.p2t_ms for b in self._ended if b.p2t_ms is not None])
        base, ln_base = (
            self._vagal.index(name, window.heart, len(values)) for name in ("p2t", "ln_p2t")
        )
        found = self._resp_reasons()
        if not window.heart:
            found = [Reason.NO_STREAM]
        elif self._beyond:
            found.append(Reason.BEYOND_RANGE)
        elif window.heart == "rr" and Reason.NO_STREAM not in found:
            found.append(Reason.RR_TIME_UNCERTAIN)
        elif Reason.NO_STREAM not in found:
            found += gates.missing_vagal + gates.missing_p2t
            if window.vagal_s < MIN_VAGAL_S:
                found.append(Reason.ULTRA_SHORT)
            if base.coverage < MIN_COVERAGE:
                found.append(Reason.LOW_COVERAGE)
            found += self._flag_reasons()
            found += self._breath_reasons(len(values))
        if found:
            why = unique(found, () if Reason.NO_STREAM in found else gates.poor)
            return without(base, why), without(ln_base, why)
        degraded = unique(
            self._vagal_degraded, gates.degraded_p2t, gates.degraded_resp,
            self._irregular,
        )  # fmt: skip
        centre = median(values)
        logs = np.log(values + 1.0)

        def se(sample: FloatArray) -> float:
            return 1.25 * spread(sample) / math.sqrt(len(sample))

        return (
            valued(base, centre, degraded, se(values)),
            valued(ln_base, math.log(centre + 1.0), degraded, se(logs)),
        )

    def adjusted(self, ln_p2t: IndexValue, adjust: Adjusts | None) -> IndexValue:
        """Return ln P2T at the breathing of the person's calibration (methods 1.6)."""
        heart = self._window.heart
        base = self._vagal.index("ln_p2t_adjusted", heart, ln_p2t.n_breaths)
        if ln_p2t.value is None:
            return without(base, ln_p2t.reasons)
        if adjust is None:
            return without(base, (Reason.NOT_CALIBRATED,))
        near = [b for b in self._ended if b.p2t_ms is not None and adjust.holds(b)]
        why = self._breath_reasons(len(near))
        base = self._vagal.index("ln_p2t_adjusted", heart, len(near))
        if why:
            return without(base, unique((Reason.RESP_OUT_OF_BAND,), why))
        values = np.array([adjust.apply(b) for b in near])
        slopes = adjust.slopes_error(near)
        if slopes > MAX_SLOPES_ERROR:
            return without(base, (Reason.RESP_OUT_OF_BAND,))
        se = math.hypot(1.25 * spread(values) / math.sqrt(len(values)), slopes)
        return valued(base, median(values), ln_p2t.reasons, se)

    def _breath_reasons(self, n_valid: int) -> list[Reason]:
        """Return why the breaths of the window give no P2T; the commonest cause stands with it."""
        n = len(self._ended)
        if n == 0:
            return [Reason.TOO_FEW_BREATHS]
        least = SLOW_VALID_BREATHS if 60 / self._total < SLOW_RATE else MIN_VALID_BREATHS
        # scaled for ultra-short windows, but a median always needs three
        least = max(3, math.ceil(least * min(1.0, self._window.vagal_s / 60)))
        if n_valid >= least and n_valid >= MIN_VALID_SHARE * n:
            return []
        causes = [reason for b in self._ended for reason in b.reasons]
        common = sorted(set(causes), key=lambda r: (-causes.count(r), r.value))
        return [Reason.TOO_FEW_VALID_BREATHS, *common]

    def respiration(self) -> tuple[IndexValue, IndexValue]:
        window, gates = self._window, self._gates
        good = [cycle for cycle in self._cycles if not cycle.reasons]
        held = held_breaths(self._cycles)
        rate, amplitude = (
            IndexValue(
                name, None, unit, Status.MISSING, (), self._since, float(window.t), "respiration",
                n_breaths=len(good),
            )
            for name, unit in (("resp_rate", "1/min"), ("resp_amplitude", window.resp_unit or ""))
        )  # fmt: skip
        why = self._resp_reasons()
        if Reason.NO_STREAM not in why and len(good) < MIN_BREATHS:
            why.append(Reason.TOO_FEW_BREATHS)
        if held and not any(b.t_insp >= held[-1].t_end for b in good):
            why.append(Reason.BREATH_TOO_LONG)  # what was before says nothing of now
        if why:
            at_most = 60 / window.open_breath_s if Reason.OPEN_BREATH in why else None
            return without(rate, why, at_most), without(amplitude, why)
        degraded = unique(
            gates.degraded,
            gates.degraded_resp,
            self._irregular,
            (Reason.BREATH_TOO_LONG,) if held else (),
            (Reason.ULTRA_SHORT,) if window.vagal_s < 60 else (),
        )
        whole = len(good) == len(self._cycles)
        total = self._total if whole else median([b.total for b in good])
        return (
            valued(rate, 60 / total, degraded),
            valued(amplitude, median([b.amplitude for b in good]), degraded),
        )


def compute_indices(
    window: TickWindow,
    intervals: Intervals,
    breaths: Sequence[ScoredBreath],
    gates: Gates,
    adjust: Adjusts | None = None,
) -> tuple[IndexValue, ...]:
    """Return all indices of one tick, in the order of ``UNITS`` (methods 1.1).

    Parameters
    ----------
    window : TickWindow
        Tick, lengths and sources.
    intervals : Intervals
        RR intervals, in order, of at least the windows.
    breaths : sequence of ScoredBreath
        Breaths, in order.
    gates : Gates
        What forbids or degrades values from outside.
    adjust : Adjusts, optional
        The person's calibration for breathing; None without one.
    """
    tick = _Tick(window, intervals, breaths, gates)
    p2t, ln_p2t = tick.p2t()
    adjusted = tick.adjusted(ln_p2t, adjust)
    return (tick.hr(), *tick.rmssd(), p2t, ln_p2t, adjusted, *tick.respiration())


def missing_indices(window: TickWindow, reason: Reason) -> tuple[IndexValue, ...]:
    """Return every index as missing for one reason."""
    return tuple(
        missing(
            name,
            unit or (window.resp_unit or ""),
            window.t - (window.hr_s if name == "hr" else window.vagal_s),
            float(window.t),
            reasons=(reason,),
            source="respiration" if name in RESP_INDICES else window.heart,
        )
        for name, unit in UNITS.items()
    )


def by_name(values: Sequence[IndexValue]) -> Mapping[str, IndexValue]:
    """Return indices by their name."""
    return {value.name: value for value in values}
