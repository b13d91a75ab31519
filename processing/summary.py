"""Indices over whole windows of final beats and breaths, beside NeuroKit2's own values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from processing import neurokit
from processing.indices import (
    INTERVALS_PER_S,
    MAX_FLAGGED,
    MIN_BREATHS,
    MIN_COVERAGE,
    MIN_VALID_BREATHS,
    MIN_VALID_SHARE,
    SLOW_RATE,
    SLOW_VALID_BREATHS,
    beat_intervals,
    rmssd,
    valid_pairs,
)
from processing.intervals import Intervals
from processing.registry import Material, compute
from processing.report_indices import LN_HF, MIN_IN_BAND, SPECTRAL_S, breathing
from processing.spectral import HF_BAND_HZ
from safehold.core.reasons import Reason
from safehold.core.results import WindowSummary
from safehold.core.types import Beat, Breath, FloatArray, IndexValue

MIN_SDNN_INTERVALS = 2


def summarise_windows(
    person: str,
    beats: Sequence[Beat],
    breaths: Sequence[Breath],
    *,
    t_start: float,
    t_end: float,
    length_s: float = 60.0,
    step_s: float = 60.0,
) -> list[WindowSummary]:
    """Return indices over windows [t_start + k step, + length] that end by ``t_end``.

    Parameters
    ----------
    person : str
        Whose; beats and breaths of others are left out.
    beats, breaths : sequence
        Final beats and breaths in order of time.
    t_start, t_end : float
        Limits, session time s.
    length_s, step_s : float
        Length of a window and distance of their starts, s.

    Returns
    -------
    list of WindowSummary
        Values by the validity rules of methods 1.1 and 3.2; None where one is not met, and
        ``exclude_reason`` names the rules. NeuroKit2's values are of the same usable intervals.

    Raises
    ------
    ValueError
        When a length or step is not positive.
    """
    if length_s <= 0 or step_s <= 0:
        raise ValueError(f"length_s = {length_s} and step_s = {step_s} must be positive")
    intervals = beat_intervals([beat for beat in beats if beat.person == person])
    mine = [breath for breath in breaths if breath.person == person]
    count = int(np.floor((t_end - t_start - length_s) / step_s + 1e-9)) + 1
    starts = [t_start + k * step_s for k in range(max(count, 0))]
    heart = next((beat.source for beat in beats if beat.person == person), "")
    return [_summarise(person, heart, intervals, mine, t0, t0 + length_s) for t0 in starts]


def summarise_span(
    person: str,
    heart: str,
    intervals: Intervals,
    breaths: Sequence[Breath],
    t0: float,
    t1: float,
) -> WindowSummary:
    """Return the indices over one span; without NeuroKit2's values, which take ten times as long.

    Parameters
    ----------
    person : str
        Whose.
    heart : str
        ``ecg``, ``ppg``, ``rr``, or empty.
    intervals : Intervals
        The person's RR intervals, in order.
    breaths : sequence of Breath
        The person's breaths, in order.
    t0, t1 : float
        Limits, session time s.
    """
    return _summarise(person, heart, intervals, breaths, t0, t1, compare=False)


def _summarise(
    person: str,
    heart: str,
    intervals: Intervals,
    breaths: Sequence[Breath],
    t0: float,
    t1: float,
    *,
    compare: bool = True,
) -> WindowSummary:
    inside, length = intervals.between(t0, t1), t1 - t0
    ok = inside.ok
    rr = inside.rr[ok]
    pairs = valid_pairs(inside) if len(inside) > 1 else np.empty(0, dtype=bool)
    coverage = float(rr.sum()) / 1000 / length
    why = []
    if coverage < MIN_COVERAGE:
        why.append(Reason.LOW_COVERAGE)
    few = len(rr) < INTERVALS_PER_S * length or len(rr) < MIN_SDNN_INTERVALS
    if few:
        why.append(Reason.TOO_FEW_INTERVALS)
    usable = not why
    if pairs.sum() < INTERVALS_PER_S * length:
        why.append(Reason.TOO_FEW_PAIRS)
    if len(inside) and float(np.mean(inside.flagged)) > MAX_FLAGGED:
        why.append(Reason.FLAGGED_INTERVALS)
    vagal = not why
    ended = [breath for breath in breaths if t0 <= breath.t_end <= t1]
    rate = _resp_rate(ended)
    p2t = _p2t(ended, length) if vagal else None
    if ended and rate is None:
        why.append(Reason.TOO_FEW_BREATHS)
    if ended and vagal and p2t is None:
        why.append(Reason.TOO_FEW_VALID_BREATHS)
    hf, in_band = _hf(Material(t1, intervals, ended, heart), length)
    return WindowSummary(
        person=person,
        t0=t0,
        t1=t1,
        n_beats=len(inside) + 1 if len(inside) else 0,
        pct_valid=float(np.clip(100 * coverage, 0, 100)),
        hr_mean_bpm=60000 / float(np.mean(rr)) if usable else None,
        rr_mean_ms=float(np.mean(rr)) if usable else None,
        rmssd_ms=rmssd(inside.rr, pairs) if vagal else None,
        sdnn_ms=float(np.std(rr, ddof=1)) if vagal else None,
        rsa_p2t_ms=p2t,
        resp_rate_bpm=rate,
        neurokit=_neurokits(rr, inside.end[ok], length) if compare else {},
        exclude_reason=";".join(reason.value for reason in dict.fromkeys(why)),
        rsa_hf_ln_ms2=hf.value,
        hf_band_hz=HF_BAND_HZ,
        resp_in_band=in_band,
        hf_reasons=hf.reasons,
    )


def _neurokits(rr: FloatArray, ends: FloatArray, length: float) -> dict[str, float | None]:
    hf = neurokit.hrv_hf(rr, ends) if length >= SPECTRAL_S else None
    return {**neurokit.hrv_time(rr, ends), "hf_ln_ms2": hf}


def _hf(material: Material, length: float) -> tuple[IndexValue, bool | None]:
    """Return HF of a window as the live index computes it, and whether breathing lies in it."""
    found = breathing(material, length)
    in_band = found.share(*HF_BAND_HZ) >= MIN_IN_BAND if found.known else None
    return compute(LN_HF, material, length), in_band


def _resp_rate(ended: Sequence[Breath]) -> float | None:
    totals = [breath.t_end - breath.t_insp for breath in ended if breath.status == "ok"]
    return 60 / float(np.median(totals)) if len(totals) >= MIN_BREATHS else None


def _p2t(ended: Sequence[Breath], length: float) -> float | None:
    values = [breath.p2t_ms for breath in ended if breath.p2t_ms is not None]
    if not values:
        return None
    rate = 60 / float(np.median([breath.t_end - breath.t_insp for breath in ended]))
    least = SLOW_VALID_BREATHS if rate < SLOW_RATE else MIN_VALID_BREATHS
    least = max(3, int(np.ceil(least * min(1.0, length / 60))))
    if len(values) < least or len(values) < MIN_VALID_SHARE * len(ended):
        return None
    return float(np.median(values))
