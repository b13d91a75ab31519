"""Indices at one tick: each a value with its validity, or missing with reasons (methods 1, 3).

Everything is computed again over its window from the lists of beats and breaths: running sums
would drift, and live would no longer equal replay bit for bit.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Mapping, Sequence

import numpy as np

from processing.clock.order import mean
from processing.indices.breathed import Adjusts, Breathed, adjusted_rsa
from processing.indices.counted import Counted
from processing.indices.unended import pauses
from processing.indices.window import Gates, TickWindow, unique
from processing.signals.flags import BoolArray
from processing.signals.intervals import Intervals, Row, make_intervals
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
LN_RMSSD = ("ln_rmssd", "ln_cvsd")
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
PAUSE_IN_S = 30.0
"""A pause degrades vagal indices where it makes the heart rate of so many seconds too high."""


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


class _Span(Counted):
    """The intervals of one window, and the indices that are made of them."""

    def __init__(self, intervals: Intervals, window: TickWindow, length_s: float) -> None:
        super().__init__(intervals, window.t, length_s)
        self._heart = window.heart

    def valued(
        self, name: str, value: float, degraded: tuple[Reason, ...], se: float | None = None,
        *, n_breaths: int = 0,
    ) -> IndexValue:  # fmt: skip
        """Return an index over the window with its value; degraded when there are reasons."""
        status = Status.DEGRADED if degraded else Status.OK
        return self._index(name, value, status, degraded, n_breaths, se)

    def without(
        self, name: str, reasons: Sequence[Reason], at_most: float | None = None,
        *, n_breaths: int = 0,
    ) -> IndexValue:  # fmt: skip
        """Return an index over the window as missing."""
        return self._index(name, None, Status.MISSING, unique(reasons), n_breaths, None, at_most)

    def _index(
        self,
        name: str,
        value: float | None,
        status: Status,
        reasons: tuple[Reason, ...],
        n_breaths: int,
        se: float | None,
        at_most: float | None = None,
    ) -> IndexValue:
        return IndexValue(
            name, value, UNITS[name], status, reasons, self.t0, self.t1, self._heart,
            self.n_beats, self.n_pairs, n_breaths, self.flagged, self.coverage, se, at_most,
        )  # fmt: skip


class _Tick:
    """The indices of one tick. Lives for one call of :func:`compute_indices`."""

    def __init__(
        self, window: TickWindow, intervals: Intervals, breathed: Breathed, gates: Gates
    ) -> None:
        self._window, self._gates, self._breathed = window, gates, breathed
        self._hr = _Span(intervals, window, window.hr_s)
        self._vagal = _Span(intervals, window, window.vagal_s)
        self._beyond = self._vagal.beyond(window.heart)

    def hr(self) -> IndexValue:
        window, gates, span = self._window, self._gates, self._hr
        if not window.heart:
            return span.without("hr", (Reason.NO_STREAM,))
        if span.beyond(window.heart):
            return span.without("hr", (*gates.missing, Reason.BEYOND_RANGE))
        degraded, why = gates.degraded_hr, [*gates.missing, *gates.missing_hr]
        ok, used, covered = span.ok, span.usable, span.coverage >= MIN_COVERAGE
        if not covered and self._rhythm_holds():
            ok, covered = ok | span.intervals.shape_only, True
            used, degraded = span.rr[ok], unique(degraded, (Reason.POOR_SIGNAL,))
        if window.hr_s < MIN_HR_S:
            why.append(Reason.ULTRA_SHORT)
        if len(used) < INTERVALS_PER_S * window.hr_s:
            why.append(Reason.TOO_FEW_INTERVALS)
        if not covered:
            why.append(Reason.LOW_COVERAGE)
        left_out = len(used) < len(ok) or window.open_rr_s
        if left_out and pauses(span.intervals, ok, window.open_rr_s, window.unseen):
            why.append(Reason.LONG_INTERVAL)
        if why:
            at_most = 60 / window.open_rr_s if window.open_rr_s else None
            return span.without("hr", (*why, *gates.poor_hr), at_most)
        return span.valued("hr", 60000 / mean(used), degraded)

    def _rhythm_holds(self) -> bool:
        """Tell whether heart rate may use beats whose shape failed, but whose intervals did not.

        Finger and ear of one person then differ by .6 bpm (median; p95 1.2, most 2.1). Noise
        does not get here: its intervals are flagged, and none of its beats look alike.
        """
        if self._hr.coverage < MIN_SHAPE_COVERAGE:
            return False
        hr = self._hr.intervals
        usable = float(hr.rr[hr.ok | hr.shape_only].sum()) / 1000 / self._window.hr_s
        deviant = float(np.mean(hr.flagged & ~hr.shape_only)) if len(hr) else 1.0
        return usable >= MIN_COVERAGE and deviant <= MAX_FLAGGED

    def _flag_reasons(self) -> tuple[Reason, ...]:
        """Return why the flagged intervals forbid a vagal index; empty if they do not."""
        if self._vagal.flagged <= MAX_FLAGGED:
            return ()
        waveform = self._window.heart in ("ecg", "ppg")
        if waveform and float(np.mean(self._vagal.intervals.beat_failed)) <= GOOD_WAVEFORM:
            return (Reason.FLAGGED_INTERVALS, Reason.ARRHYTHMIA)
        return (Reason.FLAGGED_INTERVALS,)

    @functools.cached_property
    def _vagal_degraded(self) -> tuple[Reason, ...]:
        gates = self._gates
        many = self._vagal.flagged > DEGRADED_FLAGGED
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
        open_s, end = window.open_rr_s, vagal.t1
        while True:
            part = vagal.intervals.between(max(end - PAUSE_IN_S, vagal.t0), end)
            if pauses(part, part.ok, open_s, window.unseen):
                return True
            open_s, end = 0.0, end - PAUSE_IN_S / 2
            if end - PAUSE_IN_S < vagal.t0:
                return False

    def rmssd(self) -> tuple[IndexValue, ...]:
        """Return RMSSD, its logarithm, and the logarithm of its ratio to the mean RR (CVSD)."""
        span, found = self._vagal, self._no_rmssd()
        if found:
            return tuple(span.without(name, found) for name in ("rmssd", *LN_RMSSD))
        number, degraded = rmssd(span.rr, span.pairs), self._vagal_degraded
        se = SE_PER_PAIR / math.sqrt(span.n_pairs)
        value = span.valued("rmssd", number, degraded, se * number)
        if number < MIN_RMSSD_MS:
            return value, *(span.without(name, (Reason.BELOW_FLOOR,)) for name in LN_RMSSD)
        return (
            value,
            span.valued("ln_rmssd", math.log(number), degraded, se),
            span.valued("ln_cvsd", math.log(number / mean(span.usable)), degraded, se),
        )

    def _no_rmssd(self) -> tuple[Reason, ...]:
        """Return why there is no RMSSD; empty where there is one."""
        window, gates, span = self._window, self._gates, self._vagal
        if not window.heart:
            return (Reason.NO_STREAM,)
        if self._beyond:
            return (*gates.missing, Reason.BEYOND_RANGE)
        found = [*gates.missing, *gates.missing_vagal]
        if window.vagal_s < MIN_VAGAL_S:
            found.append(Reason.ULTRA_SHORT)
        if span.n_pairs < INTERVALS_PER_S * window.vagal_s:
            found.append(Reason.TOO_FEW_PAIRS)
        if span.coverage < MIN_COVERAGE:
            found.append(Reason.LOW_COVERAGE)
        found += self._flag_reasons()
        return (*found, *gates.poor) if found else ()

    def _resp_reasons(self) -> list[Reason]:
        if self._window.resp_unit is None:
            return [Reason.NO_STREAM]
        return [*self._gates.missing, *self._gates.missing_resp]

    def p2t(self) -> tuple[IndexValue, IndexValue]:
        gates, span, breathed = self._gates, self._vagal, self._breathed
        n, found = len(breathed.p2t), self._no_p2t()
        if found:
            why = unique(found, () if Reason.NO_STREAM in found else gates.poor)
            return (
                span.without("p2t", why, n_breaths=n),
                span.without("ln_p2t", why, n_breaths=n),
            )
        degraded = unique(
            self._vagal_degraded, gates.degraded_p2t, gates.degraded_resp, breathed.irregular
        )
        rsa = breathed.rsa
        return (
            span.valued("p2t", rsa.centre, degraded, rsa.se, n_breaths=n),
            span.valued("ln_p2t", rsa.ln_centre, degraded, rsa.ln_se, n_breaths=n),
        )

    def _no_p2t(self) -> list[Reason]:
        """Return why there is no RSA, but for the heart signal; empty where there is one."""
        window, gates, found = self._window, self._gates, self._resp_reasons()
        if not window.heart:
            return [Reason.NO_STREAM]
        if self._beyond:
            return [*found, Reason.BEYOND_RANGE]
        if Reason.NO_STREAM in found:
            return found
        if window.heart == "rr":
            return [*found, Reason.RR_TIME_UNCERTAIN]
        found += gates.missing_vagal + gates.missing_p2t
        if window.vagal_s < MIN_VAGAL_S:
            found.append(Reason.ULTRA_SHORT)
        if self._vagal.coverage < MIN_COVERAGE:
            found.append(Reason.LOW_COVERAGE)
        found += self._flag_reasons()
        found += self._breath_reasons(len(self._breathed.p2t))
        return found

    def adjusted(self, ln_p2t: IndexValue, adjust: Adjusts | None) -> IndexValue:
        """Return ln P2T at the breathing of the person's calibration (methods 1.6)."""
        name, span = "ln_p2t_adjusted", self._vagal
        if ln_p2t.value is None or adjust is None:
            none = ln_p2t.reasons if ln_p2t.value is None else (Reason.NOT_CALIBRATED,)
            return span.without(name, none, n_breaths=ln_p2t.n_breaths)
        n, found = adjusted_rsa(self._breathed, adjust)
        why = self._breath_reasons(n)
        if why or found is None:
            return span.without(name, (Reason.RESP_OUT_OF_BAND, *why), n_breaths=n)
        return span.valued(name, found[0], ln_p2t.reasons, found[1], n_breaths=n)

    def _breath_reasons(self, n_valid: int) -> list[Reason]:
        """Return why the breaths of the window give no P2T; the commonest cause stands with it."""
        n = len(self._breathed)
        if n == 0:
            return [Reason.TOO_FEW_BREATHS]
        least = SLOW_VALID_BREATHS if 60 / self._breathed.total < SLOW_RATE else MIN_VALID_BREATHS
        # scaled for ultra-short windows, but a median always needs three
        least = max(3, math.ceil(least * min(1.0, self._window.vagal_s / 60)))
        if n_valid >= least and n_valid >= MIN_VALID_SHARE * n:
            return []
        causes = [reason for b in self._breathed.breaths for reason in b.reasons]
        common = sorted(set(causes), key=lambda r: (-causes.count(r), r.value))
        return [Reason.TOO_FEW_VALID_BREATHS, *common]

    def respiration(self) -> tuple[IndexValue, IndexValue]:
        window, gates, breathed = self._window, self._gates, self._breathed
        good, held = breathed.good, breathed.held
        why = self._resp_reasons()
        if Reason.NO_STREAM not in why and len(good) < MIN_BREATHS:
            why.append(Reason.TOO_FEW_BREATHS)
        if held and not any(b.t_insp >= held[-1].t_end for b in good):
            why.append(Reason.BREATH_TOO_LONG)  # what was before says nothing of now
        degraded = unique(
            gates.degraded,
            gates.degraded_resp,
            breathed.irregular,
            (Reason.BREATH_TOO_LONG,) if held else (),
            (Reason.ULTRA_SHORT,) if window.vagal_s < 60 else (),
        )
        rate = amplitude = at_most = None
        if not why:
            rate, amplitude = 60 / breathed.length, breathed.depth
        elif Reason.OPEN_BREATH in why:
            at_most = 60 / window.open_breath_s
        reasons = unique(why) or degraded
        status = Status.MISSING if why else Status.DEGRADED if degraded else Status.OK
        return (
            IndexValue(
                "resp_rate", rate, UNITS["resp_rate"], status, reasons, self._vagal.t0,
                self._vagal.t1, "respiration", n_breaths=len(good), at_most=at_most,
            ),
            IndexValue(
                "resp_amplitude", amplitude, window.resp_unit or "", status, reasons,
                self._vagal.t0, self._vagal.t1, "respiration", n_breaths=len(good),
            ),
        )  # fmt: skip


def compute_indices(
    window: TickWindow,
    intervals: Intervals,
    breathed: Breathed,
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
    breathed : Breathed
        The breaths of the vagal window.
    gates : Gates
        What forbids or degrades values from outside.
    adjust : Adjusts, optional
        The person's calibration for breathing; None without one.
    """
    tick = _Tick(window, intervals, breathed, gates)
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
