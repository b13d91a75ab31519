"""Which way up an ECG is: the direction of its QRS complexes, and the way up that gives beats.

With electrodes exchanged, or a lead whose QRS complex points down, the detector marks P and T
waves, or the two sides of an S wave by turns: a clean ECG then gives no number at all. The second
detector goes by energy and finds the complexes either way up, so it says where to look.
"""

from __future__ import annotations

import math

import numpy as np

from processing.clock.grid import HEART_GAP_S, grid_values, heart_grid_rate, split_runs
from processing.clock.order import median
from processing.clock.timeline import Timeline
from processing.signals import neurokit
from processing.signals.polarity import Polarity
from processing.signals.second_detector import agrees, qrs_samples
from safehold.core.types import FloatArray, StreamSpec

PIECE_S = 10
"""What the engine judges at once, s."""
LEAST_BEATS = 5
"""Fewer QRS complexes say nothing."""
MIN_SCORE = 0.45
"""Least sum of the two signs, -2 to 2 (docs/numbers.md): below, the complexes go both ways, and
beats are found the one way up as well as the other."""
QRS_REACH_S, BASE_S = 0.06, 0.35
"""The complex, and what its baseline is the median of, on either side of its largest energy."""


def ecg_score(ecg: FloatArray, sfreq: int, *, mains_hz: int) -> float | None:
    """Return how clearly an ECG is the right way up (above 0) or turned (below), -2 to 2.

    Two signs of up to 1 each: how much further the QRS complexes go up than down from the
    baseline, as a share of both (median); and the share of them that the detector finds this way
    up, less the share that it finds the other way up.

    Parameters
    ----------
    ecg : ndarray, shape (n,)
        One run without gaps on a uniform grid, raw.
    sfreq : int
        Rate of the grid, Hz.
    mains_hz : int
        Mains frequency, 50 or 60.

    Returns
    -------
    float or None
        None with too few complexes to tell.
    """
    places = [int(sample) for sample in qrs_samples(ecg, sfreq)]
    upright = neurokit.ecg_peaks(ecg, sfreq, mains_hz=mains_hz)
    if len(places) < LEAST_BEATS or len(upright.cleaned) == 0:
        return None
    turned = neurokit.ecg_peaks(-ecg, sfreq, mains_hz=mains_hz)
    found, other = (
        float(np.mean([agrees(place, peaks.samples, sfreq) for place in places]))
        for peaks in (upright, turned)
    )
    return median([_direction(upright.cleaned, place, sfreq) for place in places]) + found - other


def _direction(cleaned: FloatArray, place: int, sfreq: int) -> float:
    """Return how much further a QRS complex goes up than down, -1 to 1."""
    base, reach = round(BASE_S * sfreq), round(QRS_REACH_S * sfreq)
    level = float(np.median(cleaned[max(0, place - base) : place + base + 1]))
    near = cleaned[max(0, place - reach) : place + reach + 1] - level
    up, down = max(float(near.max()), 0.0), max(float(-near.min()), 0.0)
    return (up - down) / (up + down) if up + down > 0 else 0.0


def judge_ecg(score: float | None) -> Polarity:
    """Return which way up an ECG is, by its score."""
    if score is None or abs(score) < MIN_SCORE:
        return Polarity.UNKNOWN
    return Polarity.RIGHT if score > 0 else Polarity.TURNED


def polarity_at(spec: StreamSpec, timeline: Timeline, end: int, *, mains_hz: int) -> Polarity:
    """Return which way up an ECG is by its last 10 s before session second ``end``."""
    times, values = timeline.samples(end - PIECE_S, end)
    runs = split_runs(times, values, timeline.gaps(), max_gap_s=HEART_GAP_S)
    if not runs or len(runs[-1].times) < 3:
        return Polarity.UNKNOWN
    sfreq, run = heart_grid_rate(spec.nominal_rate), runs[-1]
    first, stop = (math.ceil(float(run.times[k]) * sfreq) for k in (0, -1))
    return judge_ecg(ecg_score(grid_values(run, sfreq, first, stop), sfreq, mains_hz=mains_hz))
