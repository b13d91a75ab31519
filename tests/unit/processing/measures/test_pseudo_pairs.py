"""Real pairs against pairs of people from different sessions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import lfilter

from processing.measures.coregulation import MAX_LAG_S, lagged_correlations, segment_z
from processing.measures.pair_series import PairSeries
from processing.measures.pseudo_pairs import pseudo_pairs, pseudo_speech
from safehold.core.types import FloatArray


def series(rng: np.random.Generator, n: int = 1800) -> FloatArray:
    return np.asarray(lfilter([1], [1, -0.9], rng.normal(size=n)), dtype=np.float64)


def sessions(rng: np.random.Generator, n: int, coupling: float) -> list[PairSeries]:
    made = []
    for _ in range(n):
        one, noise = series(rng), series(rng)
        two = noise + coupling * np.roll(one, 3)
        made.append(PairSeries(np.arange(1.0, one.size + 1), one, two))
    return made


def by_name(found):
    return {row.statistic: row for row in found}


def test_z_of_own_segments_is_the_diagonal_of_all():
    rng = np.random.default_rng(1)
    one, two = rng.normal(size=(2, 12, 60))
    every = np.arctanh(np.clip(lagged_correlations(one, two), -0.999, 0.999))
    np.testing.assert_allclose(segment_z(one, two), every[np.arange(12), np.arange(12)])
    assert segment_z(one, two).shape == (12, 2 * MAX_LAG_S + 1)


def test_coupled_pairs_stand_out_and_who_follows_is_seen():
    found = by_name(pseudo_pairs(sessions(np.random.default_rng(2), 8, 0.8)))
    assert (found["mean_z"].n_pairs, found["mean_z"].n_pseudo) == (8, 56)
    assert found["mean_z"].p < 0.01
    assert found["mean_z"].value > found["mean_z"].pseudo + 0.02
    assert found["lead"].effect > 3, "the second person follows the first"


def test_a_course_that_all_sessions_share_is_no_link():
    rng = np.random.default_rng(3)
    course = 2 * np.sin(np.arange(1800) / 7)  # the same tasks at the same minutes
    made = [
        PairSeries(np.arange(1.0, 1801), series(rng) + course, series(rng) + course)
        for _ in range(8)
    ]
    found = by_name(pseudo_pairs(made))
    assert abs(found["mean_abs_z"].pseudo) > 0.2
    assert found["mean_z"].p > 0.05
    assert found["mean_abs_z"].value == pytest.approx(found["mean_abs_z"].pseudo, rel=0.05)


@pytest.mark.slow
def test_independent_pairs_are_rarely_called_linked():
    rng = np.random.default_rng(4)
    called = sum(
        by_name(pseudo_pairs(sessions(rng, 6, 0.0)))["mean_z"].p < 0.05 for _ in range(40)
    )
    assert called <= 6  # of 40 at 5 %: more than 6 in under 2 % of such runs


@pytest.mark.parametrize("n", [0, 1, 4])
def test_fewer_than_twenty_pseudo_pairs_are_no_null(n: int):
    found = pseudo_pairs(sessions(np.random.default_rng(5), n, 0.5))
    assert {(row.value, row.p) for row in found} == {(None, None)}
    assert all(row.reasons for row in found)


def test_sessions_without_enough_of_both_are_left_out():
    made = sessions(np.random.default_rng(6), 6, 0.5)
    short = PairSeries(made[0].times[:500], made[0].one[:500], made[0].two[:500])
    gone = PairSeries(made[0].times, made[0].one, np.full(1800, np.nan))
    assert by_name(pseudo_pairs([*made, short, gone]))["mean_z"].n_pairs == 6


def test_turns_of_pseudo_pairs_are_those_of_people_who_never_met():
    met = [([(0.0, 8.0)], [(10.0, 20.0)], 100.0)] * 4
    early = ([(0.0, 10.0)], [(5.0, 15.0)], 100.0)  # this therapist talks over every client
    found = by_name(pseudo_speech([early, *met]))
    overlap, latency = found["overlap_share"], found["latency_median_s"]
    assert (overlap.n_pairs, overlap.n_pseudo) == (5, 20)
    assert overlap.value == pytest.approx((1 / 3) / 5)
    assert overlap.pseudo == pytest.approx(4 * (3 / 15) / 20)
    assert latency.value == pytest.approx((-5 + 4 * 2) / 5)
    assert found["passed_per_min"].value == pytest.approx(0.6)
    assert by_name(pseudo_speech(met))["overlap_share"].value is None
