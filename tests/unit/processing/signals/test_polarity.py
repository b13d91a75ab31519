"""Which way up a sensor is, from breaths with a known side and from ECGs."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from processing.signals.ecg_polarity import ecg_score, judge_ecg
from processing.signals.intervals import Intervals, make_intervals
from processing.signals.polarity import (
    BREATHS,
    LEAST_BREATHS,
    LOOK_ON,
    Polarity,
    flow_sign,
    flow_votes,
    heart_sign,
    judge,
    sided,
)
from safehold.core.reasons import Reason
from safehold.core.types import Breath
from tests.unit.processing._synthetic import beats_g, ecg

HZ = 25


def votes_of(times: list, signal: np.ndarray, *, airflow: bool = False) -> list[float]:
    (found,) = flow_votes([(times, signal, 0)], airflow=airflow)
    return found


def breathing(share: float, pause: float, period: float = 4.0, n: int = 12):
    """Return times of breaths and a belt: this share of a breath in, and a pause after out."""
    begins = 2.0 + period * np.arange(n)
    t = np.arange(0, begins[-1] + period + 2, 1 / HZ)
    phase = ((t - 2.0) % period) / period
    out = np.clip((phase - share) / (1 - share - pause), 0, 1)
    belt = np.where(
        phase < share, np.sin(np.pi / 2 * phase / share) ** 2, np.cos(np.pi / 2 * out) ** 2
    )
    return [(a, a + share * period, a + period) for a in begins], belt


def votes(share: float, pause: float, way: int, *, airflow: bool = False) -> set[float]:
    times, belt = breathing(share, pause)
    if way < 0:  # its expiration is taken for inspiration
        times = [(p, c, p + c - a) for a, p, c in times[:-1]]
    signal = np.gradient(belt) * HZ if airflow else belt
    return set(votes_of(times, way * signal, airflow=airflow))


@pytest.mark.parametrize("airflow", [False, True])
@pytest.mark.parametrize("way", [1, -1])
def test_a_quick_inspiration_and_a_pause_after_expiration_vote_for_the_side(way, airflow):
    assert votes(0.35, 0.2, way, airflow=airflow) == {2.0 * way}


def test_what_takes_as_long_in_as_out_without_a_pause_does_not_vote():
    times, belt = breathing(0.5, 0.0)
    assert abs(np.mean(votes_of(times, belt))) < 0.6
    assert votes_of(times, np.zeros_like(belt)) == [0.0] * len(times)
    assert votes_of([(-3.0, 0.0, 1.0)], belt) == [0.0]


def heart(period: float, lag_s: float = 0.0, rsa_s: float = 0.05) -> Intervals:
    """Return intervals that are shortest ``lag_s`` after the middle of a breath that lasts so."""
    beats = beats_g(0.85, rsa_s, 1 / period, np.pi / 2 - 2 * np.pi * lag_s / period, duration=130)
    pairs = list(itertools.pairwise(beats))
    return make_intervals(
        [(a, b, 1000 * (b - a), k > 0, False, False, False) for k, (a, b) in enumerate(pairs)]
    )


@pytest.mark.parametrize("after", [0, 200, LOOK_ON, LOOK_ON + 60, 3 * LOOK_ON])
def test_a_pause_after_a_breath_counts_however_long_it_lasts(after: int):
    held = LOOK_ON + 50
    moving = np.sin(np.linspace(0, np.pi, 22))[1:-1]
    breath = np.concatenate((moving, np.zeros(held), -moving))
    flow = np.concatenate((breath, np.zeros(after), np.ones(5000)))
    longer = 1.0 if after > held else -1.0
    assert flow_sign(flow, 0, len(moving) + held // 2, len(breath), airflow=True) == longer


@pytest.mark.parametrize("period", [3.0, 4.0, 6.0, 10.0])
@pytest.mark.parametrize("lag", [-0.1, 0.0, 0.1])
def test_the_heart_tells_the_side_at_any_rate_of_breathing(period: float, lag: float):
    intervals = heart(period, lag * period)
    begins = period * np.arange(2, 12)
    half = period / 2
    right = [heart_sign((a, a + half, a + period), intervals) for a in begins]
    turned = [heart_sign((a + half, a + period, a + 1.5 * period), intervals) for a in begins]
    assert np.mean(right) > 0.6
    assert np.mean(turned) < -0.6


def test_a_breath_with_a_flagged_interval_or_few_beats_says_nothing_by_the_heart():
    intervals = heart(4.0)
    flagged = make_intervals(
        [(a, b, 1000 * (b - a), k > 0, True, False, False)
         for k, (a, b) in enumerate(zip(intervals.start, intervals.end, strict=True))]
    )  # fmt: skip
    assert heart_sign((20.0, 22.0, 24.0), intervals) != 0.0
    assert heart_sign((20.0, 22.0, 24.0), flagged) == 0.0
    assert heart_sign((20.0, 20.8, 21.5), intervals) == 0.0


def test_few_breaths_must_be_clearer_and_too_few_are_never_enough():
    assert judge([3.0] * (LEAST_BREATHS - 1)) is Polarity.UNKNOWN
    assert judge([1.0] * LEAST_BREATHS) is Polarity.RIGHT
    assert judge([-1.0] * LEAST_BREATHS) is Polarity.TURNED
    assert judge([0.7] * LEAST_BREATHS) is Polarity.UNKNOWN
    assert judge([0.7] * BREATHS) is Polarity.RIGHT
    assert judge([0.5] * BREATHS) is Polarity.UNKNOWN
    assert judge([3.0] * 500 + [-1.0] * BREATHS) is Polarity.TURNED


def test_breaths_of_a_belt_that_is_put_on_again_the_other_way_up_lose_their_rsa():
    sides = [2.0] * 60 + [-2.0] * 60
    breaths = [
        Breath("p", 4.0 * k, 4.0 * k + 1.5, 4.0 * k + 4, 1.0, 50.0, "ok", vote=vote)
        for k, vote in enumerate(sides)
    ]
    found = sided(breaths)
    assert [b.p2t_ms for b in found[:45]] == [50.0] * 45
    assert all(b.reasons == (Reason.RESP_INVERTED,) and b.p2t_ms is None for b in found[75:])
    assert all(b.p2t_ms is None for b in found[60:75])
    few = sided(breaths[: LEAST_BREATHS - 1])
    assert {b.reasons for b in few} == {(Reason.RESP_SIDE_UNKNOWN,)}


@pytest.mark.parametrize("sfreq", [250, 500])
def test_an_ecg_and_its_mirror_are_told_apart_and_noise_is_not_judged(sfreq: int):
    times = np.arange(0, 15, 1 / sfreq)
    wave = ecg(beats_g(0.85, 0.03, 0.25, 0.0, duration=15), times)
    assert judge_ecg(ecg_score(wave, sfreq, mains_hz=50)) is Polarity.RIGHT
    assert judge_ecg(ecg_score(-wave, sfreq, mains_hz=50)) is Polarity.TURNED
    for nothing in (np.zeros_like(times), times):
        assert judge_ecg(ecg_score(nothing, sfreq, mains_hz=50)) is Polarity.UNKNOWN
    dice = np.random.default_rng(3)
    said = [
        judge_ecg(ecg_score(dice.normal(size=len(times)), sfreq, mains_hz=50)) for _ in range(6)
    ]
    assert set(said) == {Polarity.UNKNOWN}
