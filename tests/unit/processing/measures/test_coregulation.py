"""How two heart rates go together, against independent truth (methods O37 to O39, 6.3)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from scipy.signal import lfilter
from scipy.stats import pearsonr

from processing.measures.coregulation import (
    MAX_LAG_S,
    concordance_index,
    lagged_correlations,
    measure_pair,
)
from processing.measures.pair_series import (
    LN_P2T,
    LN_RMSSD,
    PairSeries,
    heart_rate_series,
    ln_p2t_series,
    ln_rmssd_series,
    pair_series,
    without_trend,
)
from safehold.core.reasons import Reason
from safehold.core.results import DyadMeasure
from safehold.core.types import Beat, BeatStatus, Breath, FloatArray

PEOPLE = ("client", "therapist")


def beats(rr_ms: Sequence[float], *, flagged: Sequence[int] = ()) -> list[Beat]:
    times = np.concatenate(([0.0], np.cumsum(rr_ms) / 1000))
    made = [Beat("client", 0.0, None, BeatStatus.FIRST, (), "ecg")]
    for k, rr in enumerate(rr_ms):
        bad = k in flagged
        made.append(
            Beat("client", float(times[k + 1]), rr,
                 BeatStatus.FLAGGED if bad else BeatStatus.OK,
                 (Reason.DEVIANT_RR,) if bad else (), "ecg")
        )  # fmt: skip
    return made


def compare(one: FloatArray, two: FloatArray, **more: object) -> dict[str, DyadMeasure]:
    """Return the statistics over all lags of two ready series."""
    times = np.arange(1.0, one.size + 1)
    rows = measure_pair(PEOPLE, "session", PairSeries(times, one, two), (0.0, one.size), **more)
    return {r.statistic: r for r in rows if r.lag_s is None}


def heart(rng: np.random.Generator, n: int) -> FloatArray:
    """Return a series like a heart rate: slow wandering and a wave of about 0.1 Hz."""
    return np.asarray(lfilter([1], [1, -0.97], rng.normal(size=n)), dtype=np.float64) + np.sin(
        2 * np.pi * np.cumsum(0.1 + 0.01 * rng.normal(size=n))
    )


@pytest.mark.oracle("O37")
def test_o37_a_delayed_wave_is_found_at_its_lag():
    t = np.arange(1200.0)
    one, two = np.sin(2 * np.pi * t / 40), np.sin(2 * np.pi * (t - 5) / 40)
    r = lagged_correlations(one.reshape(20, 60), two.reshape(20, 60))
    own = r[np.arange(20), np.arange(20)].mean(axis=0)
    assert int(own.argmax()) - MAX_LAG_S == 5
    assert own.max() == pytest.approx(1.0, abs=1e-12)


def test_every_lag_equals_a_correlation_of_the_overlap():
    rng = np.random.default_rng(2)
    one, two = rng.normal(size=(2, 3, 60))
    r = lagged_correlations(one, two)
    assert r[1, 2, MAX_LAG_S + 7] == pytest.approx(pearsonr(one[1, :-7], two[2, 7:]).statistic)
    assert r[0, 1, MAX_LAG_S - 4] == pytest.approx(pearsonr(one[0, 4:], two[1, :-4]).statistic)


@pytest.mark.slow
@pytest.mark.oracle("O38")
def test_o38_independent_pairs_are_seldom_found_though_pearson_finds_them():
    rng = np.random.default_rng(7)
    found, naive = [], []
    for _ in range(60):
        one, two = heart(rng, 1800), heart(rng, 1800)
        naive.append(pearsonr(one, two).pvalue < 0.05)
        rows = compare(without_trend(one), without_trend(two))
        found.append([rows[k].p_shuffled < 0.05 for k in ("mean_z", "mean_abs_z", "lead")])
    assert (np.mean(found, axis=0) <= 0.10).all()
    assert np.mean(naive) >= 0.3, "the trap that the shuffling is there for"


def test_a_follower_is_found_and_led_by_the_first():
    rng = np.random.default_rng(3)
    one = heart(rng, 3000)
    two = heart(rng, 3000)
    two[4:] += 0.8 * one[:-4]
    rows = compare(without_trend(one), without_trend(two))
    assert rows["mean_z"].effect > 3
    assert rows["mean_z"].p_shuffled < 0.01
    assert rows["lead"].value > 0
    turned = compare(without_trend(two), without_trend(one))
    assert turned["lead"].value == pytest.approx(-rows["lead"].value)
    assert rows == compare(without_trend(one), without_trend(two)), "the seed is fixed"


@pytest.mark.oracle("O39")
def test_o39_a_series_with_itself_has_no_concordance_value():
    x = heart(np.random.default_rng(5), 900)
    assert concordance_index(x, x) == math.inf
    assert concordance_index(x, -x) == -math.inf
    row = compare(x, x)["index"]
    assert row.value is None
    assert row.reasons == (Reason.DEGENERATE,)


def test_concordance_comes_with_its_null():
    rng = np.random.default_rng(6)
    row = compare(heart(rng, 1800), heart(rng, 1800))["index"]
    assert row.value is not None
    assert abs(row.effect) < 4
    assert 0 < row.p_shuffled <= 1


@pytest.mark.parametrize("seconds", [10, 299, 599])
def test_below_ten_segments_everything_is_missing(seconds: int):
    rng = np.random.default_rng(8)
    one = heart(rng, seconds)
    if seconds == 599:
        one[100:420] = np.nan
    for row in compare(one, heart(rng, seconds)).values():
        assert (row.value, row.effect, row.p_shuffled) == (None, None, None)
        assert row.reasons == (Reason.TOO_FEW_SEGMENTS,)
        assert row.n_segments < 10


def test_gaps_flat_stretches_and_speech_take_their_segments_away():
    rng = np.random.default_rng(9)
    one, two = heart(rng, 1200), heart(rng, 1200)
    one[61] = np.nan
    two[120:180] = 4.0
    assert compare(one, two)["mean_z"].n_segments == 18
    assert compare(one, two, left_out=[(240.0, 300.0)])["mean_z"].n_segments == 17
    assert compare(one, two, left_out=[(239.9, 300.1)])["mean_z"].n_segments == 15


def test_seconds_hold_the_mean_of_the_usable_intervals_that_cover_them():
    made = heart_rate_series(beats([1000, 500, 500, 800, 1200]), np.arange(1.0, 5.0))
    # the third second: 0.8 s of 800 ms and 0.2 s of 1200 ms
    assert made == pytest.approx([60, 120, 60 / 0.88, 50])


def test_at_most_three_seconds_are_bridged():
    rr = [1000] * 20
    short = heart_rate_series(beats(rr, flagged=(5, 6, 7)), np.arange(1.0, 21.0))
    long = heart_rate_series(beats(rr, flagged=(5, 6, 7, 8)), np.arange(1.0, 21.0))
    assert np.isfinite(short).all()
    assert np.flatnonzero(np.isnan(long)).tolist() == [5, 6, 7, 8]
    assert np.isnan(heart_rate_series(beats(rr), np.arange(1.0, 31.0))[20:]).all()


def test_the_trend_is_the_median_around_each_second():
    x = np.random.default_rng(1).normal(size=700)
    x[300:320] = np.nan
    expected = [x[k] - np.nanmedian(x[max(0, k - 150) : k + 151]) for k in range(700)]
    assert without_trend(x) == pytest.approx(np.array(expected), nan_ok=True)


def test_a_person_without_beats_is_missing_and_stops_nothing():
    series = pair_series(beats([800] * 1000), [], limits=(0.0, 800.0))
    rows = measure_pair(PEOPLE, "session", series, (0.0, 800.0))
    assert {row.value for row in rows} == {None}


def test_ln_rmssd_of_thirty_seconds_is_that_of_its_pairs():
    rr = 800 + 40 * np.random.default_rng(3).normal(size=200)
    found = ln_rmssd_series(beats(rr), np.array([60.0, 90.0]))
    times = np.concatenate(([0.0], np.cumsum(rr) / 1000))
    for t, value in zip((60.0, 90.0), found, strict=True):
        inside = (times[:-1] >= t - 30) & (times[1:] <= t)
        expected = math.log(math.sqrt(np.mean(np.diff(rr[inside]) ** 2)))
        assert value == pytest.approx(expected, abs=1e-9)


def test_a_flagged_interval_costs_its_pairs_and_too_few_leave_nothing():
    rr = [800.0, 840.0] * 60
    whole = ln_rmssd_series(beats(rr), np.array([40.0]))[0]
    assert whole == pytest.approx(math.log(40.0))
    bad = list(range(15, 48, 3))
    assert math.isnan(ln_rmssd_series(beats(rr, flagged=bad), np.array([40.0]))[0])
    assert math.isnan(ln_rmssd_series(beats([800.0] * 60), np.array([40.0]))[0])  # nothing varies
    assert math.isnan(ln_rmssd_series([], np.array([40.0]))[0])


def test_ln_p2t_needs_three_breaths_inside_its_window():
    def breath(t: float, p2t: float | None, status: str = "ok") -> Breath:
        return Breath("client", t, t + 1.5, t + 4.0, 1.0, p2t, status, ())

    some = [breath(20, 50.0), breath(24, 90.0), breath(28, 70.0)]
    assert ln_p2t_series(some, np.array([32.0]))[0] == pytest.approx(math.log(71.0))
    assert math.isnan(ln_p2t_series(some, np.array([31.9]))[0])  # the third has not ended
    assert math.isnan(ln_p2t_series(some, np.array([51.0]))[0])  # the first began too early
    worse = [*some[:2], breath(28, None), breath(32, 60.0, "invalid")]
    assert math.isnan(ln_p2t_series(worse, np.array([40.0]))[0])


def test_vagal_series_are_compared_in_long_segments_and_by_no_slopes():
    rng = np.random.default_rng(5)
    times = np.arange(1.0, 1501)
    for measure in (LN_RMSSD, LN_P2T):
        series = PairSeries(times, heart(rng, 1500), heart(rng, 1500), measure)
        rows = measure_pair(PEOPLE, "phase:x", series, (0.0, 500.0))
        assert {(r.measure, r.segment_s, r.n_segments) for r in rows} == {(measure, 60, 8)}
        assert {r.statistic for r in rows} == {"mean_z", "mean_abs_z", "lead"}
        rows = measure_pair(PEOPLE, "session", series, (0.0, 1500.0))
        assert {r.method for r in rows} == {"wcc_segshuffle"}
