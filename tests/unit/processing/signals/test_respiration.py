"""Breaths from belts (methods 1.7) and the gate before them (3.1)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import find_peaks

from processing.clock.grid import RESP_GRID_HZ
from processing.clock.timeline import Timeline
from processing.signals.breath_turns import (
    DISTANCE_S,
    find_extrema,
    prominent,
    turning_points,
    turning_samples,
)
from processing.signals.quality import belt_reasons
from processing.signals.respiration import BreathFinder, is_airflow, make_cycle
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray
from tests.unit.processing._synthetic import BELT_SPEC, ZERO, belt, noise, whole


def breaths_of(times: FloatArray, values: FloatArray, *, airflow: bool = False) -> list:
    timeline = Timeline(BELT_SPEC, session_zero=ZERO, max_gap_s=2.0)
    timeline.push(whole(BELT_SPEC, times, values))
    finder = BreathFinder(timeline, airflow=airflow)
    breaths, i = [], 0
    while timeline.close(i + 7):
        breaths += finder.blocks(i, i + 1)[0].cycles
        i += 1
    return breaths


TIMES = np.arange(0.1, 180, 1 / 25)


@pytest.mark.parametrize("f", [0.1, 0.2, 0.3, 0.5])
def test_breaths_of_a_sine_have_its_period_and_phase(f: float) -> None:
    breaths = [b for b in breaths_of(TIMES, belt(TIMES, f=f)) if b.t_insp > 30]
    assert 60 / np.median([b.total for b in breaths]) == pytest.approx(60 * f, rel=0.03)
    # the belt falls from phase 0: a trough at phase pi/2
    phase = (np.array([b.t_insp for b in breaths]) * f - 0.25 + 0.5) % 1 - 0.5
    assert np.abs(phase / f).max() < 0.25
    assert all(b.reasons == () for b in breaths)
    assert np.median([b.amplitude for b in breaths]) == pytest.approx(200, rel=0.15)


def test_breaths_follow_one_another() -> None:
    breaths = breaths_of(TIMES, belt(TIMES) + noise(len(TIMES), 20, 4))
    for before, after in itertools.pairwise(breaths):
        assert before.t_end == after.t_insp
        assert after.t_insp < after.t_exp < after.t_end


def test_drift_and_spikes_do_not_hide_breaths() -> None:
    values = belt(TIMES) + 5 * TIMES
    values[::97] += 3000
    breaths = [b for b in breaths_of(TIMES, values) if b.t_insp > 30]
    assert np.median([b.total for b in breaths]) == pytest.approx(4, rel=0.02)
    assert len(breaths) == pytest.approx((TIMES[-1] - 7 - 30) / 4, abs=2)


def test_an_airflow_turns_where_it_leaves_its_baseline() -> None:
    phase = TIMES % 6  # inspiration 0-1.8 s, expiration 2-4.5 s, then a pause
    flow = np.where(phase < 1.8, np.sin(np.pi * phase / 1.8), 0.0)
    flow -= np.where((phase > 2) & (phase < 4.5), 0.72 * np.sin(np.pi * (phase - 2) / 2.5), 0.0)
    values = 50 + flow + noise(len(TIMES), 0.005, 5)
    breaths = [b for b in breaths_of(TIMES, values, airflow=True) if b.t_insp > 30]
    assert len(breaths) >= 22
    onsets = np.array([b.t_insp for b in breaths])
    ends = np.array([b.t_exp for b in breaths])
    assert np.abs((onsets + 3) % 6 - 3).max() < 0.12
    assert np.abs(ends % 6 - 1.8).max() < 0.12
    volume = 1.8 * 2 / np.pi
    assert np.median([b.amplitude for b in breaths]) == pytest.approx(volume, rel=0.05)


@pytest.mark.oracle("O67")
def test_a_breath_that_is_let_go_ends_its_inspiration_near_its_top() -> None:
    phase, total, inspired = TIMES % 4, 4.0, 1.6
    volume = np.where(
        phase < inspired,
        np.sin(np.pi / 2 * phase / inspired),
        np.exp(-(phase - inspired) / (0.35 * (total - inspired))),
    )
    values = 100 * volume + np.random.default_rng(1).normal(0, 1, len(TIMES))
    breaths = [b for b in breaths_of(TIMES, values) if b.t_insp > 30]
    early = np.median([b.t_exp % total - inspired for b in breaths])
    assert -0.18 < early < 0


def test_a_stream_says_of_itself_that_it_is_an_airflow() -> None:
    assert not is_airflow(BELT_SPEC)
    assert is_airflow(replace(BELT_SPEC, type="Airflow"))
    assert is_airflow(replace(BELT_SPEC, labels=("ecg", "resp_airflow"), channel=1))
    assert not is_airflow(replace(BELT_SPEC, labels=("resp", "airflow"), channel=0))
    assert is_airflow(replace(BELT_SPEC, unit="L/s"))


def test_no_breath_crosses_a_gap() -> None:
    keep = (TIMES < 80) | (TIMES > 85)
    breaths = breaths_of(TIMES[keep], belt(TIMES)[keep])
    assert not any(b.t_insp < 82 < b.t_end for b in breaths)
    assert any(b.t_insp > 85 for b in breaths)
    assert max(b.total for b in breaths) < 6


@pytest.mark.parametrize(
    ("times", "reason"),
    [
        ((0, 2, 4), None),
        ((0, 0.5, 1.2), Reason.BREATH_TOO_SHORT),
        ((0, 0.3, 4), Reason.BREATH_TOO_SHORT),
        ((0, 3.8, 4), Reason.BREATH_TOO_SHORT),
        ((0, 6, 12.5), Reason.BREATH_TOO_LONG),
    ],
)
def test_implausible_breaths_are_invalid(times: tuple, reason: Reason | None) -> None:
    assert make_cycle(*times, 1.0).reasons == (() if reason is None else (reason,))


@pytest.mark.parametrize(
    ("segments", "low", "expected"),
    [
        ([()] * 12, False, ()),
        ([()] * 12, True, (Reason.LOW_BAND_RATIO,)),
        ([(Reason.CLIPPED,)] * 8 + [()] * 4, False, (Reason.RAILED,)),
        ([(Reason.CLIPPED,)] * 7 + [()] * 5, False, ()),
        ([(Reason.FLAT,)] * 3 + [()] * 9, False, (Reason.FLAT,)),
        ([()] * 2, None, (Reason.STARTING,)),
        ([(Reason.GAP,)] * 10 + [()] * 2, False, (Reason.GAP,)),
    ],
)
def test_a_belt_is_judged_by_its_last_minute(segments, low, expected) -> None:
    assert belt_reasons(segments, low) == expected


def spoken(inspiration_s: float, expiration_s: float, depths: Sequence[float]) -> FloatArray:
    """Return a belt of somebody speaking: in at once, out evenly; a breath begins at each step."""
    total = inspiration_s + expiration_s
    t = np.arange(round(total * len(depths) * RESP_GRID_HZ)) / RESP_GRID_HZ
    at = t % total
    depth = np.array(depths)[np.minimum((t // total).astype(int), len(depths) - 1)]
    rising = (1 - np.cos(np.pi * np.minimum(at / inspiration_s, 1))) / 2
    return depth * np.where(at < inspiration_s, rising, 1 - (at - inspiration_s) / expiration_s)


def test_a_short_inspiration_begins_where_the_belt_turns_not_where_its_filter_does():
    belt = spoken(0.7, 3.3, [1.0] * 15)
    onsets = 4.0 * np.arange(2, 13)

    def begins(turns: list[tuple[int, bool]]) -> FloatArray:
        at = np.array([n for n, peak in turns if not peak]) / RESP_GRID_HZ
        return at[np.abs(at[:, None] - onsets).argmin(axis=0)] - onsets

    filtered = begins(find_extrema(belt))
    assert np.median(filtered) < -0.1
    np.testing.assert_allclose(begins([turn[:2] for turn in turning_points(belt)]), 0, atol=0.09)


def test_a_shallow_breath_among_deep_ones_counts():
    depths = [1.0, 1.0, 1.0, 1.0, 0.45, 1.0, 1.0, 1.0, 0.45, 1.0, 1.0, 1.0]
    turns = turning_points(spoken(1.6, 2.4, depths))
    peaks = [n / RESP_GRID_HZ for n, peak, _, _ in turns if peak]
    np.testing.assert_allclose(peaks, 4.0 * np.arange(len(depths)) + 1.6, atol=0.3)


def test_turns_of_a_span_are_those_of_the_whole():
    belt = spoken(1.6, 2.4, [1.0] * 12)
    whole = turning_points(belt)
    parts = [turn for k in range(0, belt.size, 25) for turn in turning_points(belt, k, k + 25)]
    assert parts == whole
    assert {level < 0.1 for _, peak, _, level in whole if not peak} == {True}


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0, -1.0]), max_size=400), st.floats(0, 3))
def test_what_stands_out_are_the_peaks_of_scipy(steps: list[float], least: float) -> None:
    x = np.repeat(steps, 3) * np.linspace(1, 1.3, 3 * len(steps))
    peaks, _ = find_peaks(x, prominence=least, distance=DISTANCE_S * RESP_GRID_HZ)
    rows = np.stack((-x, x, x))
    row, at = turning_samples(rows)
    found = prominent(rows[row, at], row, at, np.array([np.inf, least, np.inf]))
    assert row[found].tolist() == [1] * len(peaks)
    assert at[found].tolist() == peaks.tolist()
