"""Stamps to session time: jitter, losses, wandering rates, nonsense (methods 2.1.1, C2, 3.1)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.clock.line import fit_line, fit_lines
from processing.clock.timeline import Timeline
from safehold.core.types import Chunk, ClockOffset, FloatArray, Role
from tests.unit.processing._synthetic import BELT_SPEC, ECG_SPEC, ZERO, cut, spec, whole

STRAP = spec("strap", Role.ECG, rate=130)


def mapped(
    times: FloatArray,
    *,
    stream=ECG_SPEC,
    values: FloatArray | None = None,
    offsets: tuple[ClockOffset, ...] = (),
    **options: object,
) -> tuple[FloatArray, FloatArray, Timeline]:
    """Return session times and values of a stream that comes in one chunk."""
    timeline = Timeline(stream, session_zero=ZERO, **options)
    for offset in offsets:
        timeline.set_offset(offset)
    values = np.arange(len(times), dtype=float) if values is None else values
    timeline.push(whole(stream, times, values))
    second = timeline.first_second or -100
    while timeline.close(second + 1):
        second += 1
    return *timeline.samples(-np.inf, np.inf), timeline


def packets(duration: float, *, seed: int, size: int = 73, sd: float = 0.030) -> FloatArray:
    """Return stamps of a strap: packets stamped at a jittery arrival, deduced backwards."""
    n = int(duration * 130)
    true = 0.2 + np.arange(n) / 130
    jitter = np.random.default_rng(seed).normal(0, sd, n // size + 1)
    return true + np.repeat(jitter, size)[:n]


def test_exact_stamps_stay_what_they_are() -> None:
    true = 0.2 + np.arange(5000) / 250
    times, values, timeline = mapped(true)
    assert np.abs(times - true[: len(times)]).max() < 1e-9
    assert timeline.notices() == []
    assert values[0] == 0


def test_a_second_closes_when_a_sample_of_the_next_arrives() -> None:
    timeline = Timeline(ECG_SPEC, session_zero=ZERO)
    true = np.arange(1, 751) / 250
    timeline.push(whole(ECG_SPEC, true[:249], true[:249]))
    assert not timeline.close(1)
    timeline.push(Chunk(ECG_SPEC.stream_id, 249, true[249:250] + ZERO, true[249:250]))
    assert timeline.close(1)
    assert timeline.closed == 1
    assert not timeline.close(2)


@pytest.mark.parametrize("seed", range(6))
def test_packet_jitter_gives_no_gap_and_smooth_times(seed: int) -> None:
    stamps = packets(120, seed=seed)
    times, _, timeline = mapped(stamps, stream=STRAP)
    assert [n for n in timeline.notices() if n.code == "gap"] == []
    assert len(times) > 118 * 130
    late = times > 40  # thirty seconds of stamps are there
    # neighbours: what an RR interval sees
    assert np.abs(np.diff(times[late]) * 130 - 1).max() < 0.02
    true = 0.2 + np.arange(len(times)) / 130
    assert np.abs(times - true)[late].max() < 0.030
    assert (np.diff(times) > 0).all()


def test_a_lost_packet_is_a_gap_and_later_times_are_right() -> None:
    stamps = packets(90, seed=3)
    kept = np.ones(len(stamps), bool)
    kept[80 * 73 : 81 * 73] = False
    times, _, timeline = mapped(stamps[kept], stream=STRAP)
    gaps = [n for n in timeline.notices() if n.code == "gap"]
    assert len(gaps) == 1
    assert gaps[0].duration == pytest.approx(73 / 130, abs=0.1)
    assert gaps[0].t == pytest.approx(stamps[80 * 73], abs=0.1)
    true = (0.2 + np.arange(len(stamps)) / 130)[kept][: len(times)]
    assert np.abs(times - true)[times > 10].max() < 0.05


def test_a_small_loss_of_exact_samples_is_found_within_its_block() -> None:
    true = 0.2 + np.arange(250 * 40) / 250
    kept = np.ones(len(true), bool)
    kept[5100:5115] = False  # 60 ms
    times, _, timeline = mapped(true[kept])
    gaps = [n for n in timeline.notices() if n.code == "gap"]
    assert len(gaps) == 1
    assert gaps[0].duration == pytest.approx(0.06, abs=0.005)
    assert np.abs(times - true[kept][: len(times)]).max() < 0.002


def test_a_late_packet_is_not_a_loss() -> None:
    true = 0.2 + np.arange(250 * 60) / 250
    stamps = true.copy()
    stamps[8000:8060] += 0.3  # stamped on arrival, after a hiccup; nothing is lost
    times, _, timeline = mapped(stamps)
    assert [n for n in timeline.notices() if n.code in ("gap", "late_data")] == []
    assert np.abs(times - true[: len(times)]).max() < 0.005


def test_a_belt_forgives_a_loss_below_two_seconds() -> None:
    true = 0.2 + np.arange(25 * 60) / 25
    for lost, n_gaps in ((30, 0), (75, 1)):
        kept = np.ones(len(true), bool)
        kept[700 : 700 + lost] = False
        times, _, timeline = mapped(true[kept], stream=BELT_SPEC, max_gap_s=2.0)
        assert len([n for n in timeline.notices() if n.code == "gap"]) == n_gaps
        assert np.abs(times - true[kept][: len(times)]).max() < 0.02


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 0.0, 1e300])
def test_one_bad_stamp_is_dropped_and_poisons_nothing(bad: float) -> None:
    true = 0.2 + np.arange(5000) / 250
    chunk = whole(ECG_SPEC, true, true)
    chunk.stamps[1000] = bad
    timeline = Timeline(ECG_SPEC, session_zero=ZERO)
    timeline.push(chunk)
    assert timeline.close(19)
    times, values = timeline.samples(-np.inf, np.inf)
    assert np.abs(times - values).max() < 1e-9
    assert len(times) == np.searchsorted(true, timeline.closed) - 1
    assert [n.code for n in timeline.notices()] == ["bad_stamps"]


def test_samples_far_behind_are_late_and_not_used() -> None:
    true = 0.2 + np.arange(5000) / 250
    again = np.concatenate([true[:3000], true[1500:1600], true[3000:]])
    times, values, timeline = mapped(again, values=again)
    assert [n.code for n in timeline.notices()] == ["late_data"]
    assert np.abs(times - values).max() < 1e-9


def test_values_that_are_no_number_are_no_samples() -> None:
    true = 0.2 + np.arange(1000) / 250
    values = true.copy()
    values[300:310] = np.nan
    times, found, _ = mapped(true, values=values)
    assert np.isfinite(found).all()
    assert np.abs(times - found).max() < 1e-9


def test_a_clock_offset_holds_from_the_second_after_its_sample() -> None:
    true = 0.2 + np.arange(5000) / 250
    offsets = (
        ClockOffset("client-ecg", 0, 2.0, 1e-4),
        ClockOffset("client-ecg", 1000, 2.01, 1e-4),
    )
    times, values, _ = mapped(true - 2.0, values=true, offsets=offsets)
    shift = times - values
    assert np.abs(shift[values < 4]).max() < 1e-6
    assert np.abs(shift[values > 6] - 0.01).max() < 1e-3
    assert (np.diff(times) > 0).all()


def test_a_new_clock_offset_is_not_smeared_over_the_line_of_a_jittery_stream() -> None:
    stamps = packets(80, seed=5)
    plain = (ClockOffset("strap", 0, 0.0, 1e-4),)
    moved = (*plain, ClockOffset("strap", 40 * 130, 0.02, 1e-4))
    before, after = (mapped(stamps, stream=STRAP, offsets=offsets) for offsets in (plain, moved))
    n = min(len(before[0]), len(after[0]))
    times, shift = before[0][:n], after[0][:n] - before[0][:n]
    assert np.abs(shift[times < 40]).max() < 1e-9
    assert shift[times > 42.5] == pytest.approx(0.02, abs=0.004)


def test_a_sender_that_restarts_on_another_clock_is_followed() -> None:
    true = 0.2 + np.arange(5000) / 250
    stamps = true.copy()
    stamps[2500:] -= 4000
    offsets = (ClockOffset("client-ecg", 0, 0.0, 1e-4), ClockOffset("client-ecg", 2500, 4000.0, 0))
    times, values, timeline = mapped(stamps, values=true, offsets=offsets)
    assert np.abs(times - values).max() < 1e-3
    assert timeline.closed == 20


def test_a_wrong_nominal_rate_is_told_and_not_used() -> None:
    true = 0.2 + np.arange(275 * 50) / 275.16
    times, values, timeline = mapped(true, values=true)
    assert np.abs(times - values).max() < 1e-6
    notices = [n for n in timeline.notices() if n.code == "rate_mismatch"]
    assert len(notices) == 1
    assert "275.16" in notices[0].message
    assert timeline.rate == pytest.approx(275.16, abs=0.01)


@pytest.mark.parametrize("name", ["P11_baseline", "P12_baseline", "P22_C_Hard"])
def test_wandering_real_rates_are_followed(shared_data: Path, name: str) -> None:
    stamps = np.load(shared_data / "dyad" / f"{name}.npz")["native_ts_ms"] / 1000.0
    timeline = Timeline(ECG_SPEC, session_zero=0.0)
    timeline.push(Chunk(ECG_SPEC.stream_id, 0, stamps, stamps))
    timeline.close(np.floor(stamps[-1]))
    times, values = timeline.samples(-np.inf, np.inf)
    error = np.abs(times - values)
    assert [n.code for n in timeline.notices()] == ["rate_mismatch"]
    assert np.percentile(error, 99) < 0.006
    assert error.max() < 0.030  # where the rate breaks in for a second (P12)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 900), max_size=40), st.integers(0, 3))
def test_times_do_not_depend_on_chunks(sizes: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    stamps = packets(40, seed=seed)
    stamps[rng.integers(0, len(stamps), 20)] = np.nan
    stamps = np.delete(stamps, slice(1500, 1500 + 60 * seed))
    one, _, timeline = mapped(stamps, stream=STRAP)
    pieces = Timeline(STRAP, session_zero=ZERO)
    for chunk in cut(whole(STRAP, stamps, np.arange(len(stamps), dtype=float)), sizes):
        pieces.push(chunk)
        pieces.close(pieces.closed + 1)
    pieces.close(timeline.closed)
    found, _ = pieces.samples(-np.inf, np.inf)
    assert np.array_equal(found, one)
    assert pieces.notices() == timeline.notices()


def test_a_time_line_runs_ahead_only_while_its_stamps_are_calm() -> None:
    """A jump of the stamps may move samples: nothing after it is closed before that is decided."""
    times = np.arange(0, 60, 1 / 250)
    jumped = times + 0.3 * (times >= 30.5)
    line = Timeline(ECG_SPEC, session_zero=ZERO)
    line.push(whole(ECG_SPEC, jumped, times))
    assert line.close(5)
    assert line.run_ahead(50) == 31
    assert line.close(20)
    assert line.run_ahead(50) == 31, "not needed yet"
    assert line.close(33)
    assert line.run_ahead(50) == 50
    one_by_one = Timeline(ECG_SPEC, session_zero=ZERO)
    one_by_one.push(whole(ECG_SPEC, jumped, times))
    for second in range(5, 51):
        assert one_by_one.close(second)
    np.testing.assert_array_equal(line.samples(0, 50), one_by_one.samples(0, 50))


def test_what_is_known_by_a_second_does_not_depend_on_how_far_ahead_the_line_is() -> None:
    rng = np.random.default_rng(1)
    times = np.arange(0, 60, 1 / 250) + 0.002 * rng.standard_normal(15000)
    times[5000:5500] += 5  # a gap of 2 s and its end
    ahead, slow = (Timeline(ECG_SPEC, session_zero=ZERO, max_gap_s=0.5) for _ in range(2))
    for line in (ahead, slow):
        line.push(whole(ECG_SPEC, np.sort(times), np.arange(15000.0)))
    assert ahead.close(2)
    ahead.run_ahead(55)
    told = []
    for second in range(2, 50):
        assert slow.close(second)
        assert ahead.close(second)
        ahead.run_ahead(55)
        told += slow.notices()
        assert ahead.rate_by(second) == slow.best_rate
        assert ahead.gaps(second) == slow.gaps()
        np.testing.assert_array_equal(
            ahead.samples(second - 9, second, second), slow.samples(second - 9, second)
        )
        assert [n.t for n in ahead.notices(second)] == [n.t for n in told]
        told = []


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 999),
    jitter_s=st.sampled_from([0.0, 1e-4, 0.002, 0.03]),
    lost=st.lists(st.tuples(st.integers(300, 6000), st.integers(1, 700)), max_size=2),
    bad=st.lists(st.tuples(st.integers(0, 6000), st.sampled_from([np.nan, 0.0, 9e9])), max_size=2),
    offsets=st.lists(
        st.tuples(st.integers(0, 6000), st.sampled_from([0.0, 1e-3, -2e-3, 0.3])), max_size=4
    ),
    holes=st.sampled_from([0.0, 0.3]),
    rate=st.sampled_from([250.0, 244.0]),
)
def test_seconds_closed_at_once_are_what_they_are_one_by_one(
    seed: int,
    jitter_s: float,
    lost: list[tuple[int, int]],
    bad: list[tuple[int, float]],
    offsets: list[tuple[int, float]],
    holes: float,
    rate: float,
) -> None:
    """Samples without a value, and a rate that is told as soon as it is known, included."""
    rng = np.random.default_rng(seed)
    stamps = 5 + np.arange(8500) / rate + jitter_s * rng.standard_normal(8500)
    for at, n in lost:
        stamps = np.delete(stamps, slice(at, at + n))
    for at, stamp in bad:
        stamps[min(at, len(stamps) - 1)] = stamp
    values = np.where(rng.random(len(stamps)) < holes, np.nan, np.arange(float(len(stamps))))
    once, single = (Timeline(ECG_SPEC, session_zero=ZERO, max_gap_s=0.5) for _ in range(2))
    for line in (once, single):
        for index, offset in offsets:
            line.set_offset(ClockOffset(ECG_SPEC.stream_id, index, offset, 1e-4))
        line.push(whole(ECG_SPEC, stamps, values))
    assert once.close(5.0) == single.close(5.0)
    once.close(np.inf)
    while single.close(single.closed + 1):
        pass
    np.testing.assert_array_equal(once.samples(0, np.inf), single.samples(0, np.inf))
    assert once.closed == single.closed
    assert once.notices() == single.notices()
    assert once.gaps() == single.gaps()
    assert once.rate == single.rate
    assert [once.rate_by(t) for t in range(40)] == [single.rate_by(t) for t in range(40)]
    assert [once.known(t) for t in range(40)] == [single.known(t) for t in range(40)]


@settings(max_examples=25, deadline=None)
@given(n=st.integers(6, 160), outliers=st.integers(0, 3), seed=st.integers(0, 999))
def test_lines_fitted_at_once_are_those_fitted_one_by_one(
    n: int, outliers: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    index = 5.0 * np.arange(n) + rng.integers(0, 9, (4, 1)) * 1000
    stamp = index / 250.3 + 1e-4 * rng.standard_normal((4, n))
    stamp[1, rng.integers(0, n, outliers)] += 0.2
    found = fit_lines(np.stack((index, stamp), axis=-1))
    alone = [fit_line(index[k], stamp[k]) for k in range(4)]
    np.testing.assert_array_equal(found, alone)
