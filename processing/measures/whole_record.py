"""Beats and breaths of a whole record at once: the product ``offline`` (methods C7).

The live engine sees blocks with a few seconds of what follows; this sees everything. It is another
product with another name: its numbers never replace those that were shown, they stand beside them,
and how far the two differ says how much the live numbers owe to being live.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import numpy as np

from processing.clock.grid import (
    HEART_GAP_S,
    RESP_GAP_S,
    RESP_GRID_HZ,
    GridRun,
    grid_values,
    heart_grid_rate,
    respiration_values,
    split_runs,
)
from processing.indices.indices import beat_intervals
from processing.signals import neurokit
from processing.signals.beats import LIMITS_MS, REFRACTORY_S, refine_peak
from processing.signals.breath_turns import find_onsets, turning_points
from processing.signals.ecg_polarity import ecg_score, judge_ecg
from processing.signals.intervals import BeatSeries
from processing.signals.polarity import Polarity, heart_sign, sided
from processing.signals.quality import BeatTemplate, shapes_of
from processing.signals.respiration import (
    MIN_RUN_S,
    BreathCycle,
    is_airflow,
    make_cycle,
    peak_to_trough,
    with_votes,
)
from processing.signals.second_detector import agrees, qrs_samples
from safehold.core.types import Beat, BeatStatus, Breath, FloatArray, Role, StreamSpec

ALGORITHM = "offline-5"
"""Name of this product; it changes whenever its numbers can."""
PIECE_S = 1800.0
OVERLAP_S = 10.0
"""Detectors work through long records in pieces, so that memory stays bounded; a beat is taken
from the piece in whose middle it lies."""

JUDGED_S, JUDGED_EVERY_S = 10.0, 60.0
"""Which way up an ECG is, is judged by so many seconds of every minute."""


def whole_beats(
    spec: StreamSpec, times: FloatArray, values: FloatArray, *, mains_hz: int
) -> list[Beat]:
    """Return all beats of an ECG or pulse wave, their intervals judged with all that follows.

    Parameters
    ----------
    spec : StreamSpec
        An ECG or PPG stream.
    times, values : ndarray, shape (n,)
        Session times, s, ascending, and samples; not finite = no sample.
    mains_hz : int
        Mains frequency for the ECG cleaner.
    """
    known = np.isfinite(values) & np.isfinite(times)
    sfreq, ecg = heart_grid_rate(spec.nominal_rate), spec.role is Role.ECG
    series = BeatSeries(LIMITS_MS[spec.role])
    template = BeatTemplate(0.66) if ecg else BeatTemplate(0.86, min_height_share=0.1)
    last: float | None = None
    for run in split_runs(times[known], values[known], (), max_gap_s=HEART_GAP_S):
        if len(run.times) < 3:
            continue
        begin = float(run.times[0])
        for first, grid, peaks, inside in _detected(run, sfreq, ecg=ecg, mains_hz=mains_hz):
            others = qrs_samples(grid, sfreq) if ecg else peaks.samples
            samples = peaks.samples.tolist()
            found = shapes_of([(peaks.cleaned, sample) for sample in samples], sfreq)
            shapes = dict(zip(samples, found, strict=True))
            around = list(shapes.values()) if template.learning else []
            for sample in inside:
                time = (first + refine_peak(peaks.cleaned, sample)) / sfreq
                if last is not None and time < last + REFRACTORY_S:
                    continue
                joined = last is not None and last >= begin
                rr = 1000 * (time - last) if joined and last is not None else None
                like_others = template.judge(shapes[sample], around)
                series.append(
                    time, rr, beat_ok=like_others and agrees(sample, others, sfreq),
                    height=shapes[sample].height or None,
                )  # fmt: skip
                last = time
    return [
        Beat(
            person=spec.person or "",
            time=beat.time,
            rr_ms=beat.rr_ms,
            status=_status(beat.rr_ms, flagged=bool(why)),
            reasons=why,
            source=spec.role.value,
            height=beat.height,
        )
        for beat, why in series.finalise(math.inf)
    ]


def whole_polarity(
    spec: StreamSpec, times: FloatArray, values: FloatArray, *, mains_hz: int
) -> Polarity:
    """Return which way up an ECG is, by ten seconds of every minute of the record.

    Parameters
    ----------
    spec, times, values, mains_hz
        As for :func:`whole_beats`, of an ECG.
    """
    known = np.isfinite(values) & np.isfinite(times)
    sfreq, scores = heart_grid_rate(spec.nominal_rate), []
    for run in split_runs(times[known], values[known], (), max_gap_s=HEART_GAP_S):
        begin, end = float(run.times[0]), float(run.times[-1])
        for t0 in np.arange(begin, end - JUDGED_S, JUDGED_EVERY_S).tolist():
            first, stop = math.ceil(t0 * sfreq), math.floor((t0 + JUDGED_S) * sfreq)
            piece = grid_values(run, sfreq, first, stop)
            score = ecg_score(piece, sfreq, mains_hz=mains_hz)
            scores += [] if score is None else [score]
    return judge_ecg(float(np.median(scores)) if scores else None)


def _status(rr_ms: float | None, *, flagged: bool) -> BeatStatus:
    if rr_ms is None:
        return BeatStatus.FIRST
    return BeatStatus.FLAGGED if flagged else BeatStatus.OK


def _detected(
    run: GridRun, sfreq: int, *, ecg: bool, mains_hz: int
) -> Iterator[tuple[int, FloatArray, neurokit.Peaks, list[int]]]:
    """Yield, piece by piece, the first grid point, the values, the peaks, and which to take."""
    start, end = float(run.times[0]), float(run.times[-1])
    edges = [start, *np.arange(start + PIECE_S, end - PIECE_S / 2, PIECE_S), end + 1]
    for t0, t1 in itertools.pairwise(edges):
        first = math.ceil(max(start, t0 - OVERLAP_S) * sfreq)
        stop = math.floor(min(end, t1 + OVERLAP_S) * sfreq) + 1
        grid = grid_values(run, sfreq, first, stop)
        peaks = (
            neurokit.ecg_peaks(grid, sfreq, mains_hz=mains_hz)
            if ecg
            else neurokit.ppg_peaks(grid, sfreq)
        )
        yield (
            first,
            grid,
            peaks,
            [int(s) for s in peaks.samples if t0 * sfreq <= first + s < t1 * sfreq],
        )


def whole_breaths(
    spec: StreamSpec,
    times: FloatArray,
    values: FloatArray,
    beats: list[Beat],
    *,
    delay_s: float = 0.0,
) -> list[Breath]:
    """Return all breaths of a respiration signal, with their RSA from the given beats.

    P2T is missing where the breaths around do not show that the signal is the right way up. The
    other signal-quality gates of the live engine do not apply: a belt that is dead there has no
    valid index there, and windows are compared only where both products have a value.

    Parameters
    ----------
    spec : StreamSpec
        A respiration stream.
    times, values : ndarray, shape (n,)
        Session times, s, ascending, and samples.
    beats : list of Beat
        The person's beats.
    delay_s : float
        Pulse arrival after the R peak, s.
    """
    known = np.isfinite(values) & np.isfinite(times)
    intervals = beat_intervals(beats)
    timed = all(beat.source != Role.RR for beat in beats[:1])
    found = []
    for run in split_runs(times[known], values[known], (), max_gap_s=RESP_GAP_S):
        for cycle in _cycles(run, airflow=is_airflow(spec)):
            p2t, why = peak_to_trough(cycle, intervals, delay_s=delay_s)
            vote = cycle.vote
            if timed:
                vote += heart_sign(cycle.times, intervals, delay_s=delay_s)
            found.append(
                Breath(
                    person=spec.person or "",
                    t_insp=cycle.t_insp,
                    t_exp=cycle.t_exp,
                    t_end=cycle.t_end,
                    amplitude=cycle.amplitude,
                    p2t_ms=p2t,
                    status="invalid" if cycle.reasons else "ok",
                    reasons=why,
                    vote=0.0 if cycle.reasons else vote,
                )
            )
    return sided(found)


def _cycles(run: GridRun, *, airflow: bool) -> Iterator[BreathCycle]:
    if len(run.times) < 3 or run.times[-1] - run.times[0] < MIN_RUN_S:
        return
    first = math.ceil(float(run.times[0]) * RESP_GRID_HZ)
    stop = math.floor(float(run.times[-1]) * RESP_GRID_HZ) + 1
    grid = respiration_values(run, first, stop)
    turns = find_onsets(grid) if airflow else turning_points(grid)
    (cycles,) = with_votes([(list(_paired(turns, first)), grid, first)], airflow=airflow)
    yield from cycles


def _paired(turns: Sequence[tuple[int, bool, int, float]], first: int) -> Iterator[BreathCycle]:
    """Yield the breaths that turns make, the grid's first sample being number ``first``."""
    at = [((first + sample) / RESP_GRID_HZ, peak, level) for sample, peak, _, level in turns]
    for trough, peak, end in zip(at, at[1:], at[2:], strict=False):
        if not trough[1]:
            yield make_cycle(trough[0], peak[0], end[0], peak[2] - trough[2])
