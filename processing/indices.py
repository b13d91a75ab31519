"""Indices at one tick: each a value with its validity, or missing with reasons (methods 1, 3).

Everything is computed anew over its window from the lists of beats and breaths: running sums
would drift, and live would no longer equal replay bit for bit.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from processing.flags import BoolArray
from processing.intervals import Intervals, make_intervals
from processing.order import median
from processing.respiration import BreathCycle
from safehold.core.reasons import Reason
from safehold.core.types import Beat, BeatStatus, FloatArray, IndexValue, Status

UNITS = {
    "hr": "bpm",
    "rmssd": "ms",
    "ln_rmssd": "ln ms",
    "p2t": "ms",
    "ln_p2t": "ln ms",
    "ln_p2t_adjusted": "ln ms",
    "resp_rate": "1/min",
    "resp_amplitude": "",
}
"""Indices of every tick, in order. The amplitude is in the unit of the belt."""
HEART_INDICES = ("hr", "rmssd", "ln_rmssd", "p2t", "ln_p2t", "ln_p2t_adjusted")
VAGAL_INDICES = ("rmssd", "ln_rmssd", "p2t", "ln_p2t", "ln_p2t_adjusted")
RESP_INDICES = ("resp_rate", "resp_amplitude")
BREATHED = ("p2t", "ln_p2t", "ln_p2t_adjusted", *RESP_INDICES)
"""Indices that are made of breaths."""

MIN_COVERAGE = 0.80
MIN_SHAPE_COVERAGE = 0.40
"""Least coverage by intervals between beats of the right shape for heart rate to use others."""
INTERVALS_PER_S = 0.5
"""Least ok intervals (HR) and pairs (RMSSD) per second of window: 15 in 30 s, 30 in 60 s."""
DEGRADED_FLAGGED, MAX_FLAGGED = 0.05, 0.10
GOOD_WAVEFORM = 0.05
"""With fewer failing beats than this, many flags mean the rhythm, not the signal."""
MIN_RMSSD_MS = 0.5
SE_PER_PAIR = 0.9
MIN_BREATHS = 3
MIN_VALID_BREATHS, SLOW_VALID_BREATHS, SLOW_RATE = 4, 3, 8.0
MIN_VALID_SHARE = 0.60
MAX_BREATH_CV, CV_BREATHS = 0.35, 5
MAX_DUTY = 0.55
"""With a larger median share of inspiration, the respiration signal is taken for upside down."""
MAX_FLOORED = 0.20
"""With a larger share of breaths without a positive difference there is no P2T to speak of."""


@dataclass(frozen=True, slots=True)
class ScoredBreath:
    """A breath with its RSA, frozen at the first tick after its end."""

    cycle: BreathCycle
    p2t_ms: float | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Where the indices of one tick look, and what holds for all of them."""

    t: int
    hr_s: float
    vagal_s: float
    heart: str
    """``ecg``, ``ppg``, ``rr``, or empty without a heart stream."""
    resp_unit: str | None
    """Unit of the belt; None without one."""


@dataclass(frozen=True, slots=True)
class Gates:
    """Reasons from outside the windows (signal quality, marks, settings) per kind of index.

    ``missing_*`` blank a value, ``degraded_*`` lower its status. ``poor`` says what is wrong
    with the heart signal: it explains a value that is missing for another cause.
    """

    missing: tuple[Reason, ...] = ()
    missing_vagal: tuple[Reason, ...] = ()
    missing_p2t: tuple[Reason, ...] = ()
    missing_resp: tuple[Reason, ...] = ()
    degraded: tuple[Reason, ...] = ()
    degraded_vagal: tuple[Reason, ...] = ()
    degraded_p2t: tuple[Reason, ...] = ()
    degraded_resp: tuple[Reason, ...] = ()
    poor: tuple[Reason, ...] = ()


class Adjusts(Protocol):
    """What adjusts RSA for breathing (:class:`processing.adjustment.Adjustment`)."""

    def holds(self, breath: ScoredBreath) -> bool:
        """Tell whether a breath is near enough to the calibrated ones."""
        ...

    def apply(self, breath: ScoredBreath) -> float:
        """Return ``ln(P2T + 1 ms)`` of a breath at the breathing of the calibration."""
        ...


def unique(*groups: Sequence[Reason]) -> tuple[Reason, ...]:
    """Return the reasons of all groups in order, each once."""
    return tuple(dict.fromkeys(reason for group in groups for reason in group))


def rmssd(rr: FloatArray, pairs: BoolArray) -> float:
    """Return the root mean square of successive differences, ms.

    Parameters
    ----------
    rr : ndarray, shape (n,)
        RR intervals, ms.
    pairs : ndarray of bool, shape (n - 1,)
        True where intervals k and k + 1 are both usable and adjoin.
    """
    d = np.diff(rr)[pairs]
    return float(np.sqrt(np.mean(d * d)))


def beat_intervals(beats: Sequence[Beat]) -> Intervals:
    """Return the RR intervals of one person's final beats, in order of time."""
    rows = [
        (before.time, beat.time, beat.rr_ms, before.rr_ms is not None,
         beat.status is BeatStatus.FLAGGED, Reason.BEAT_QUALITY in beat.reasons,
         beat.reasons == (Reason.BEAT_QUALITY,))
        for before, beat in itertools.pairwise(beats)
        if beat.rr_ms is not None
    ]  # fmt: skip
    return make_intervals(rows)


def valid_pairs(intervals: Intervals) -> BoolArray:
    """Return, shape (n - 1,), where an interval and the next are usable and adjoin."""
    ok = intervals.ok
    return ok[:-1] & ok[1:] & intervals.joined[1:]


def flagged_share(intervals: Intervals) -> float:
    """Return flagged / all intervals, 0-1; 0 without any."""
    return float(np.mean(intervals.flagged)) if len(intervals) else 0.0


def breath_cv(breaths: Sequence[ScoredBreath]) -> float | None:
    """Return sd / mean of T_tot; None below five breaths."""
    if len(breaths) < CV_BREATHS:
        return None
    totals = np.array([breath.cycle.total for breath in breaths])
    return float(np.std(totals, ddof=1) / np.mean(totals))


def missing(
    name: str, unit: str, t0: float, t1: float, *, reasons: Sequence[Reason], source: str
) -> IndexValue:
    """Return a missing index."""
    return IndexValue(name, None, unit, Status.MISSING, unique(reasons), t0, t1, source)


def valued(
    base: IndexValue, value: float, degraded: Sequence[Reason], se: float | None = None
) -> IndexValue:
    """Return an index with its value; degraded when there are reasons."""
    status = Status.DEGRADED if degraded else Status.OK
    return _said(base, float(value), status, unique(degraded), se)


def without(base: IndexValue, reasons: Sequence[Reason]) -> IndexValue:
    """Return an index as missing, its counts kept."""
    return _said(base, None, Status.MISSING, unique(reasons), None)


def _said(
    base: IndexValue,
    value: float | None,
    status: Status,
    reasons: tuple[Reason, ...],
    se: float | None,
) -> IndexValue:
    """Return an index with another verdict (``dataclasses.replace`` takes ten times as long)."""
    return IndexValue(
        base.name, value, base.unit, status, reasons, base.t0, base.t1, base.source, base.n_beats,
        base.n_pairs, base.n_breaths, base.pct_flagged, base.coverage, se,
    )  # fmt: skip


def _counts(intervals: Intervals) -> tuple[int, int, float, float]:
    """Return numbers of beats and of valid pairs, the flagged share, and usable seconds."""
    n = len(intervals)
    if n == 0:
        return 0, 0, 0.0, 0.0
    pairs = int(np.count_nonzero(valid_pairs(intervals)))
    return n + 1, pairs, flagged_share(intervals), float(intervals.rr[intervals.ok].sum()) / 1000


class _Tick:
    """The indices of one tick. Lives for one call of :func:`compute_indices`."""

    def __init__(
        self,
        window: Window,
        intervals: Intervals,
        breaths: Sequence[ScoredBreath],
        gates: Gates,
    ) -> None:
        self._window, self._gates = window, gates
        self._since = window.t - window.vagal_s
        self._hr = intervals.between(window.t - window.hr_s, window.t)
        self._vagal = intervals.between(self._since, window.t)
        self._flagged = flagged_share(self._vagal)
        self._ended = [b for b in breaths if self._since <= b.cycle.t_end <= window.t]

    def _base(self, name: str, length: float) -> IndexValue:
        window = self._window
        resp = name in RESP_INDICES
        source = "respiration" if resp else window.heart
        unit = UNITS[name] or (window.resp_unit or "")
        return missing(name, unit, window.t - length, float(window.t), reasons=(), source=source)

    def _counted(self, name: str, length: float, intervals: Intervals) -> IndexValue:
        base = self._base(name, length)
        n_beats, n_pairs, flagged, coverage_s = _counts(intervals)
        return IndexValue(
            name, None, base.unit, base.status, (), base.t0, base.t1, base.source, n_beats,
            n_pairs, 0, flagged, coverage_s / length,
        )  # fmt: skip

    def hr(self) -> IndexValue:
        window, gates = self._window, self._gates
        base = self._counted("hr", window.hr_s, self._hr)
        if not window.heart:
            return without(base, (Reason.NO_STREAM,))
        ok, degraded, why = self._hr.ok, gates.degraded, list(gates.missing)
        covered = base.coverage >= MIN_COVERAGE
        if not covered and self._rhythm_holds(base.coverage):
            ok, degraded, covered = ok | self._hr.shape_only, (*degraded, Reason.POOR_SIGNAL), True
        if int(ok.sum()) < INTERVALS_PER_S * window.hr_s:
            why.append(Reason.TOO_FEW_INTERVALS)
        if not covered:
            why.append(Reason.LOW_COVERAGE)
        if why:
            return without(base, unique(why, gates.poor))
        return valued(base, 60000 / float(np.mean(self._hr.rr[ok])), degraded)

    def _rhythm_holds(self, coverage: float) -> bool:
        """Tell whether heart rate may use beats whose shape failed, but whose intervals did not.

        Finger and ear of one person then differ by .6 bpm (median; p95 1.2, most 2.1). Noise
        does not get here: its intervals are flagged, and none of its beats look alike.
        """
        hr = self._hr
        usable = float(hr.rr[hr.ok | hr.shape_only].sum()) / 1000 / self._window.hr_s
        deviant = float(np.mean(hr.flagged & ~hr.shape_only)) if len(hr) else 1.0
        return coverage >= MIN_SHAPE_COVERAGE and usable >= MIN_COVERAGE and deviant <= MAX_FLAGGED

    def _flag_reasons(self) -> tuple[Reason, ...]:
        """Return why the flagged intervals forbid a vagal index; empty if they do not."""
        if self._flagged <= MAX_FLAGGED:
            return ()
        waveform = self._window.heart in ("ecg", "ppg")
        if waveform and float(np.mean(self._vagal.beat_failed)) <= GOOD_WAVEFORM:
            return (Reason.FLAGGED_INTERVALS, Reason.ARRHYTHMIA)
        return (Reason.FLAGGED_INTERVALS,)

    def _vagal_degraded(self) -> tuple[Reason, ...]:
        gates = self._gates
        many = self._flagged > DEGRADED_FLAGGED
        return unique(
            gates.degraded,
            gates.degraded_vagal,
            (Reason.FLAGGED_INTERVALS,) if many else (),
            (Reason.PPG_PRV,) if self._window.heart == "ppg" else (),
            (Reason.ULTRA_SHORT,) if self._window.vagal_s < 60 else (),
        )

    def rmssd(self) -> tuple[IndexValue, IndexValue]:
        window, gates = self._window, self._gates
        base = self._counted("rmssd", window.vagal_s, self._vagal)
        ln_base = replace(base, name="ln_rmssd", unit=UNITS["ln_rmssd"])
        if not window.heart:
            why: tuple[Reason, ...] = (Reason.NO_STREAM,)
            return without(base, why), without(ln_base, why)
        found = list(gates.missing + gates.missing_vagal)
        if base.n_pairs < INTERVALS_PER_S * window.vagal_s:
            found.append(Reason.TOO_FEW_PAIRS)
        if base.coverage < MIN_COVERAGE:
            found.append(Reason.LOW_COVERAGE)
        found += self._flag_reasons()
        if found:
            why = unique(found, gates.poor)
            return without(base, why), without(ln_base, why)
        number = rmssd(self._vagal.rr, valid_pairs(self._vagal))
        degraded = self._vagal_degraded()
        se = SE_PER_PAIR / math.sqrt(base.n_pairs)
        value = valued(base, number, degraded, se * number)
        if number < MIN_RMSSD_MS:
            return value, without(ln_base, (Reason.BELOW_FLOOR,))
        return value, valued(ln_base, math.log(number), degraded, se)

    def _resp_reasons(self) -> list[Reason]:
        if self._window.resp_unit is None:
            return [Reason.NO_STREAM]
        return list(self._gates.missing + self._gates.missing_resp)

    def _irregular(self) -> tuple[Reason, ...]:
        cv = breath_cv(self._ended)
        return (Reason.RESP_IRREGULAR,) if cv is not None and cv > MAX_BREATH_CV else ()

    def p2t(self) -> tuple[IndexValue, IndexValue]:
        window, gates = self._window, self._gates
        scored = [(b.p2t_ms, b.cycle.total) for b in self._ended]
        values = np.array([p for p, _ in scored if p is not None])
        base = replace(self._counted("p2t", window.vagal_s, self._vagal), n_breaths=len(values))
        ln_base = replace(base, name="ln_p2t", unit=UNITS["ln_p2t"])
        found = self._resp_reasons()
        if not window.heart:
            found = [Reason.NO_STREAM]
        elif Reason.NO_STREAM not in found:
            found += gates.missing_vagal + gates.missing_p2t
            if base.coverage < MIN_COVERAGE:
                found.append(Reason.LOW_COVERAGE)
            found += self._flag_reasons()
            found += self._breath_reasons(len(values)) or self._phase_reasons(values)
        if found:
            poor = () if Reason.NO_STREAM in found else gates.poor
            return without(base, unique(found, poor)), without(ln_base, unique(found, poor))
        late = (Reason.RR_TIME_UNCERTAIN,) if window.heart == "rr" else ()
        degraded = unique(
            self._vagal_degraded(), late, gates.degraded_p2t, gates.degraded_resp,
            self._irregular(),
        )  # fmt: skip
        centre = median(values)
        logs = np.log(values + 1.0)

        def se(sample: FloatArray) -> float:
            return 1.25 * float(np.std(sample, ddof=1)) / math.sqrt(len(sample))

        return (
            valued(base, centre, degraded, se(values)),
            valued(ln_base, math.log(centre + 1.0), degraded, se(logs)),
        )

    def adjusted(self, ln_p2t: IndexValue, adjust: Adjusts | None) -> IndexValue:
        """Return ln P2T at the breathing of the person's calibration (methods 1.6)."""
        base = replace(ln_p2t, name="ln_p2t_adjusted", value=None, se=None)
        if ln_p2t.value is None:
            return without(base, ln_p2t.reasons)
        if adjust is None:
            return without(base, (Reason.NOT_CALIBRATED,))
        near = [b for b in self._ended if b.p2t_ms is not None and adjust.holds(b)]
        why = self._breath_reasons(len(near))
        base = replace(base, n_breaths=len(near))
        if why:
            return without(base, unique((Reason.RESP_OUT_OF_BAND,), why))
        values = np.array([adjust.apply(b) for b in near])
        se = 1.25 * float(np.std(values, ddof=1)) / math.sqrt(len(values))
        return valued(base, median(values), ln_p2t.reasons, se)

    def _breath_reasons(self, n_valid: int) -> list[Reason]:
        """Return why the breaths of the window give no P2T; the commonest cause stands with it."""
        n = len(self._ended)
        if n == 0:
            return [Reason.TOO_FEW_BREATHS]
        rate = 60 / median([b.cycle.total for b in self._ended])
        least = SLOW_VALID_BREATHS if rate < SLOW_RATE else MIN_VALID_BREATHS
        # scaled for ultra-short windows, but a median always needs three
        least = max(3, math.ceil(least * min(1.0, self._window.vagal_s / 60)))
        if n_valid >= least and n_valid >= MIN_VALID_SHARE * n:
            return []
        causes = [reason for b in self._ended for reason in b.reasons]
        common = sorted(set(causes), key=lambda r: (-causes.count(r), r.value))
        return [Reason.TOO_FEW_VALID_BREATHS, *common]

    def _phase_reasons(self, values: FloatArray) -> list[Reason]:
        """Return why inspiration and expiration may be confused, so that P2T means nothing.

        People breathe in for less than half of a breath (here: belts .26-.36; the same belts
        upside down .66-.72). With swapped phases, or none to speak of, many breaths give no
        positive difference (an airflow upside down: 17 of 29; rightly worn sensors: hardly one).
        """
        duty = median([b.cycle.duty for b in self._ended])
        if duty > MAX_DUTY:
            return [Reason.RESP_INVERTED]
        return [Reason.BELOW_FLOOR] if np.mean(values <= 0) > MAX_FLOORED else []

    def respiration(self) -> tuple[IndexValue, IndexValue]:
        window, gates = self._window, self._gates
        good = [b for b in self._ended if not b.cycle.reasons]
        rate = replace(self._base("resp_rate", window.vagal_s), n_breaths=len(good))
        amplitude = replace(self._base("resp_amplitude", window.vagal_s), n_breaths=len(good))
        why = self._resp_reasons()
        if Reason.NO_STREAM not in why and len(good) < MIN_BREATHS:
            why.append(Reason.TOO_FEW_BREATHS)
        if why:
            return without(rate, why), without(amplitude, why)
        degraded = unique(
            gates.degraded,
            gates.degraded_resp,
            self._irregular(),
            (Reason.ULTRA_SHORT,) if window.vagal_s < 60 else (),
        )
        return (
            valued(rate, 60 / median([b.cycle.total for b in good]), degraded),
            valued(amplitude, median([b.cycle.amplitude for b in good]), degraded),
        )


def compute_indices(
    window: Window,
    intervals: Intervals,
    breaths: Sequence[ScoredBreath],
    gates: Gates,
    adjust: Adjusts | None = None,
) -> tuple[IndexValue, ...]:
    """Return all indices of one tick, in the order of ``UNITS`` (methods 1.1).

    Parameters
    ----------
    window : Window
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


def missing_indices(window: Window, reason: Reason) -> tuple[IndexValue, ...]:
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
