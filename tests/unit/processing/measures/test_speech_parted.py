"""Speech taken out of two people's series: exactly where it is all there is, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from processing.measures.coregulation import (
    MAX_LAG_S,
    compare_pair,
    counted_correlations,
    lagged_correlations,
    running_concordance,
)
from processing.measures.pair_series import HEART_RATE, LN_RMSSD, PairSeries
from processing.measures.speech_parted import (
    in_silence,
    speech_shares,
    while_speaking,
    without_speech,
)

N = 1800
TIMES = np.arange(1.0, N + 1)


def turns(seed: int):
    """Return turns that pass between two people."""
    rng = np.random.default_rng(seed)
    found, t, who = ([], []), 2.0, 0
    while t < N - 30:
        length = rng.uniform(2, 14)
        found[who].append((t, t + length))
        t += length + rng.uniform(0.2, 8)
        who = 1 - who
    return found


def test_shares_of_seconds_are_exact():
    found = speech_shares([(1.25, 3.5), (3.75, 4.0)], np.arange(1.0, 7.0))
    assert found == pytest.approx([0, 0.75, 1, 0.75, 0, 0])


def test_what_only_speech_makes_is_taken_out_wholly():
    speech = np.stack([speech_shares(mine, TIMES) for mine in turns(1)])
    shape = np.interp(np.arange(31), (0, 2, 6, 30), (0, 1, -0.5, 0))  # straight between knots
    made = np.convolve(speech[0], shape)[:N] - 2 * np.roll(speech[1], -1)
    made[-1] = made[-2] = made[-3] = made[-4] = np.nan  # what comes after the end is not known
    made[300:310] = np.nan
    left = without_speech(made, speech, HEART_RATE)
    assert np.nanmax(np.abs(left)) < 1e-8
    assert np.isnan(left[300:310]).all()


def test_what_has_nothing_to_do_with_speech_stays_but_for_what_chance_fits():
    speech = np.stack([speech_shares(mine, TIMES) for mine in turns(1)])
    noise = np.random.default_rng(2).normal(size=N)
    left = without_speech(noise, speech, HEART_RATE)
    assert np.corrcoef(noise, left)[0, 1] ** 2 == pytest.approx(1 - 29 / N, abs=0.01)


def test_a_span_that_is_too_short_for_it_has_no_value():
    speech = np.stack([speech_shares(mine, TIMES) for mine in turns(1)])[:, :140]
    assert np.isnan(
        without_speech(np.random.default_rng(2).normal(size=140), speech, HEART_RATE)
    ).all()
    assert np.isnan(
        without_speech(np.random.default_rng(2).normal(size=140), speech, LN_RMSSD)
    ).all()


def test_seconds_are_of_nobody_of_one_or_of_both():
    speech = np.array([[0.0, 0.6, 0.6, 0.0, 0.4], [0.0, 0.0, 0.7, 1.0, 0.4]])
    assert in_silence(speech).tolist() == [True, False, False, False, True]
    assert while_speaking(speech, 0).tolist() == [False, True, False, False, False]
    assert while_speaking(speech, 1).tolist() == [False, False, False, True, False]


def test_counted_correlations_are_those_of_the_seconds_that_count():
    rng = np.random.default_rng(3)
    one, two = rng.normal(size=(2, 6, 40))
    counts = (rng.uniform(size=(6, 40)) < 0.6).astype(float)
    found = counted_correlations(one, two, counts)
    for i, j, lag in ((0, 0, 0), (1, 4, 3), (5, 2, -7), (3, 3, -MAX_LAG_S), (2, 2, MAX_LAG_S)):
        pairs = [
            (one[i, t], two[j, t + lag])
            for t in range(40)
            if 0 <= t + lag < 40 and (counts[i, t] if lag >= 0 else counts[j, t + lag])
        ]
        expected = np.corrcoef(np.array(pairs).T)[0, 1]
        assert found[i, j, MAX_LAG_S + lag] == pytest.approx(expected, abs=1e-9)


def test_where_every_second_counts_nothing_changes():
    one, two = np.random.default_rng(4).normal(size=(2, 5, 40))
    everything = np.ones((5, 40))
    assert counted_correlations(one, two, everything) == pytest.approx(
        lagged_correlations(one, two)
    )
    for given, plain in zip(
        running_concordance(one, two, everything), running_concordance(one, two), strict=True
    ):
        assert given == pytest.approx(plain)


def test_shared_turns_without_a_link_stand_out_and_no_more_once_they_are_taken_out():
    p = {"included": [], "partialled": []}
    for seed in range(12):
        rng = np.random.default_rng(seed)
        speech = np.stack([speech_shares(mine, TIMES) for mine in turns(seed)])
        shape = np.arange(20) * np.exp(-np.arange(20) / 2)
        wave = [2 * np.convolve(row, shape / shape.sum())[:N] for row in speech]
        slow = np.cumsum(rng.normal(size=(2, N)), axis=1) * 0.05 + 0.4 * rng.normal(size=(2, N))
        series = PairSeries(TIMES, slow[0] + wave[0], slow[1] - wave[0] + wave[1])
        for name, given in (("included", None), ("partialled", speech)):
            rows = compare_pair(("a", "b"), "", series, (0.0, float(N)), speech=given)
            p[name].append(next(r.row.p_shuffled for r in rows if r.row.statistic == "mean_z"))
    assert np.mean(np.array(p["included"]) <= 0.05) > 0.9
    assert np.mean(np.array(p["partialled"]) <= 0.05) <= 0.25
