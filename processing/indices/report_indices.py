"""The indices of the report: HF, respiration-tracked HF, Porges-Bohrer, SDNN (methods 1.1).

All are read beside the vagal axis, never on it. Validity is that of methods 1.1: more than time
domain indices need, because a spline through a hole invents power.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from processing.clock.order import mean, median, spread
from processing.indices.breathed import MAX_BREATH_CV
from processing.indices.indices import (
    DEGRADED_FLAGGED,
    MIN_BREATHS,
    valued,
    without,
)
from processing.indices.registry import Material, ReportIndex
from processing.indices.spectral import (
    HF_BAND_HZ,
    MAX_CYCLES_PER_BEAT,
    PB_GAIN_HZ,
    band_power,
    curve,
    porges_bohrer,
    porges_bohrer_gain,
    power_spectrum,
    spline_gain,
)
from processing.indices.window import Reasons, unique
from processing.signals.intervals import Intervals
from safehold.core.quick import changed
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray, IndexValue

SPECTRAL_S, SDNN_S = 60.0, 300.0
MIN_COVERAGE = 0.90
MAX_FLAGGED = 0.05
MAX_GAP_S = 3.0
MIN_IN_BAND = 0.80
SAFE_BAND_HZ = (0.17, 0.38)
"""Outside, less than 95 % of the power of a single frequency counts (methods 1.3)."""
TRACK_HALF_WIDTH_HZ = 0.06
TRACK_CENTRE_HZ = (0.07, 0.50)
NYQUIST_SHARE = 0.9
FLOOR_LN_MS2 = 0.0
"""Below 1 ms^2 there is nothing but the scatter of beat times."""


@dataclass(frozen=True, slots=True)
class Breathing:
    """How a person breathed in a window."""

    freqs: FloatArray
    """1 / T_tot of each breath, Hz; empty when respiration is not known."""
    cv: float
    """sd / mean of T_tot; NaN when not known."""
    centre: float
    """f_r = 1 / median T_tot, Hz; NaN when not known."""

    @property
    def known(self) -> bool:
        """True when there were enough breaths on a working belt."""
        return len(self.freqs) > 0

    def share(self, low: float, high: float) -> float:
        """Return the share of breaths with a frequency in [low, high]."""
        inside = (self.freqs >= low) & (self.freqs <= high)
        return int(np.count_nonzero(inside)) / len(inside)

    @property
    def irregular(self) -> tuple[Reason, ...]:
        """The remark for speech-like breathing."""
        return (Reason.RESP_IRREGULAR,) if self.cv > MAX_BREATH_CV else ()


@functools.lru_cache(maxsize=2)
def breathing(material: Material, length_s: float) -> Breathing:
    """Return how the person breathed in the last ``length_s``; not known below three breaths."""
    breaths = material.breaths_since(material.t1 - length_s)
    if material.gates.missing_resp or len(breaths) < MIN_BREATHS:
        return Breathing(np.empty(0), math.nan, math.nan)
    totals = np.array([breath.t_end - breath.t_insp for breath in breaths])
    freqs = 1 / totals
    return Breathing(freqs, spread(totals) / mean(totals), 1 / median(1 / freqs))


def longest_hole(intervals: Intervals, t0: float, t1: float) -> float:
    """Return the longest stretch of [t0, t1] without a usable interval, s."""
    ok = intervals.ok
    starts, ends = intervals.start[ok], intervals.end[ok]
    if len(starts) == 0:
        return t1 - t0
    between = float(np.maximum.reduce(starts[1:] - ends[:-1], initial=0.0))
    return max(float(starts[0]) - t0, between, t1 - float(ends[-1]))


class _Window:
    """Usable intervals of one spectral window, and what forbids or degrades it."""

    def __init__(self, material: Material, length_s: float) -> None:
        counted = material.counted(length_s)
        self.ends, self.rr = counted.intervals.end[counted.ok], counted.usable
        self._material, self._length_s = material, length_s
        self._beyond = counted.beyond(material.heart)
        self._hole = longest_hole(counted.intervals, counted.t0, counted.t1)
        self.breathing = breathing(material, length_s)

    def reasons(self, base: IndexValue) -> list[Reason]:
        """Return why no spectral index is valid here; empty when one may be."""
        gates = self._material.gates
        if not self._material.heart:
            return [Reason.NO_STREAM]
        if self._beyond:
            return list(unique(gates.missing, (Reason.BEYOND_RANGE,)))
        why = [*gates.missing, *gates.missing_vagal]
        if self._length_s < SPECTRAL_S:
            why.append(Reason.ULTRA_SHORT)
        if base.coverage < MIN_COVERAGE:
            why.append(Reason.LOW_COVERAGE)
        if base.pct_flagged > MAX_FLAGGED:
            why.append(Reason.FLAGGED_INTERVALS)
        if self._hole > MAX_GAP_S:
            why.append(Reason.GAP)
        return list(unique(why, gates.poor)) if why else []

    @functools.cached_property
    def degraded(self) -> Reasons:
        """The reservations that hold for every spectral index."""
        gates = self._material.gates
        return unique(
            gates.degraded,
            gates.degraded_vagal,
            gates.degraded_resp,
            (Reason.PPG_PRV,) if self._material.heart == "ppg" else (),
            self.breathing.irregular,
        )

    @functools.cached_property
    def _curve(self) -> FloatArray:
        return curve(self.ends, self.rr, t1=self._material.t1, length_s=self._length_s)

    @functools.cached_property
    def _spectrum(self) -> tuple[FloatArray, FloatArray]:
        return power_spectrum(self._curve)

    def hf(self, band_hz: tuple[float, float]) -> float:
        return _ln(band_power(*self._spectrum, band_hz))

    @functools.cached_property
    def pb(self) -> float:
        return porges_bohrer(self._curve)

    @functools.cached_property
    def cycles(self) -> float:
        """Breaths per beat: beats sample the breath, and near .5 a curve between them is low."""
        return self.breathing.centre * mean(self.rr) / 1000

    @functools.cached_property
    def fixed_band(self) -> tuple[Reasons, Reasons]:
        """What breathing forbids and degrades for the band .15-.40 Hz."""
        if not self.breathing.known or not len(self.rr):
            return (), (Reason.RESP_UNKNOWN,)
        if self.breathing.share(*HF_BAND_HZ) < MIN_IN_BAND:
            return (Reason.RESP_OUT_OF_BAND,), ()
        low, high = SAFE_BAND_HZ
        near = not low <= self.breathing.centre <= high or self.cycles > MAX_CYCLES_PER_BEAT
        return (), (Reason.RESP_NEAR_EDGE,) if near else ()


@functools.lru_cache(maxsize=2)
def _window(material: Material, length_s: float) -> _Window:
    """Return the window that the spectral indices of one moment share."""
    return _Window(material, length_s)


def _ln(power: float) -> float:
    return math.log(power) if power > 0 else -math.inf


def _floored(base: IndexValue, value: float, degraded: Sequence[Reason]) -> IndexValue:
    if value < FLOOR_LN_MS2:
        return without(base, (Reason.BELOW_FLOOR,))
    return valued(base, value, degraded)


def ln_hf(material: Material, length_s: float) -> IndexValue:
    """Return ln of the power of heart period in 0.15-0.40 Hz (methods 1.3)."""
    base, window = material.base("ln_hf", "ln ms^2", length_s), _window(material, length_s)
    why = window.reasons(base)
    forbidden, degraded = window.fixed_band
    if why or forbidden:
        return without(base, unique(why, forbidden if Reason.NO_STREAM not in why else ()))
    return _floored(base, window.hf(HF_BAND_HZ), unique(window.degraded, degraded))


def track_band(material: Material, length_s: float) -> tuple[float, float] | None:
    """Return the band of the tracked HF, Hz; None when respiration is not known."""
    found = breathing(material, length_s)
    if not found.known:
        return None
    return found.centre - TRACK_HALF_WIDTH_HZ, found.centre + TRACK_HALF_WIDTH_HZ


def ln_hf_tracked(material: Material, length_s: float) -> IndexValue:
    """Return ln of the power within .06 Hz of the person's own breathing frequency."""
    base = material.base("ln_hf_tracked", "ln ms^2", length_s)
    window, band = _window(material, length_s), track_band(material, length_s)
    why = window.reasons(base)
    if Reason.NO_STREAM in why:
        return without(base, why)
    if band is None:
        why.append(Reason.RESP_UNKNOWN)
    elif not why:
        nyquist = NYQUIST_SHARE * 1000 / mean(window.rr) / 2
        low, high = TRACK_CENTRE_HZ
        if not low <= window.breathing.centre <= high or band[1] >= nyquist:
            why.append(Reason.RESP_OUT_OF_BAND)
        elif window.breathing.share(*band) < MIN_IN_BAND:
            why.append(Reason.RESP_DISPERSED)
    if why or band is None:
        return without(base, unique(why, material.gates.missing_resp if band is None else ()))
    return _floored(base, window.hf(band), window.degraded)


@functools.lru_cache(maxsize=2)
def ln_pb(material: Material, length_s: float) -> IndexValue:
    """Return Porges-Bohrer RSA on heart period in ms (methods 1.5)."""
    base, window = material.base("ln_pb", "ln ms^2", length_s), _window(material, length_s)
    why = window.reasons(base)
    forbidden, degraded = window.fixed_band
    if why or forbidden:
        return without(base, unique(why, forbidden if Reason.NO_STREAM not in why else ()))
    return _floored(base, window.pb, unique(window.degraded, degraded))


def ln_pb_corrected(material: Material, length_s: float) -> IndexValue:
    """Return Porges-Bohrer RSA without what its filter and its spline do at the breathing rate."""
    raw = ln_pb(material, length_s)
    base = changed(raw, name="ln_pb_corrected")
    if raw.value is None:
        return base
    found = breathing(material, length_s)
    if not found.known:
        return without(base, unique((Reason.RESP_UNKNOWN,), material.gates.missing_resp))
    low, high = PB_GAIN_HZ
    cycles = _window(material, length_s).cycles
    if not low <= found.centre <= high or cycles > MAX_CYCLES_PER_BEAT:
        return without(base, (Reason.RESP_OUT_OF_BAND,))
    value = raw.value - 2 * math.log(porges_bohrer_gain(found.centre) * spline_gain(cycles))
    return _floored(base, value, raw.reasons)


def sdnn(material: Material, length_s: float) -> IndexValue:
    """Return the standard deviation (n - 1) of the usable intervals over five minutes."""
    base = material.base("sdnn", "ms", length_s)
    if not material.heart:
        return without(base, (Reason.NO_STREAM,))
    gates = material.gates
    why = list(gates.missing + gates.missing_vagal)
    if base.coverage < MIN_COVERAGE:
        why.append(Reason.LOW_COVERAGE)
    usable = material.counted(length_s).usable
    if usable.size < 2:
        why.append(Reason.TOO_FEW_INTERVALS)
    if why:
        return without(base, unique(why, gates.poor))
    many = base.pct_flagged > DEGRADED_FLAGGED
    degraded = unique(
        gates.degraded,
        gates.degraded_vagal,
        (Reason.FLAGGED_INTERVALS,) if many else (),
        (Reason.PPG_PRV,) if material.heart == "ppg" else (),
    )
    return valued(base, spread(usable), degraded)


LN_HF = ReportIndex("ln_hf", "ln ms^2", SPECTRAL_S, ln_hf)
SDNN = ReportIndex("sdnn", "ms", SDNN_S, sdnn)
INDICES = (
    LN_HF,
    ReportIndex("ln_hf_tracked", "ln ms^2", SPECTRAL_S, ln_hf_tracked),
    ReportIndex("ln_pb", "ln ms^2", SPECTRAL_S, ln_pb),
    ReportIndex("ln_pb_corrected", "ln ms^2", SPECTRAL_S, ln_pb_corrected),
    SDNN,
)
