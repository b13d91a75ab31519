"""Times of samples against truth known from simulated links."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal

from acquisition.bluetooth.clocks import BeatClock, PlacedSamples, SensorClock
from acquisition.breathing import BreathingMovement


def packets(rng: np.random.Generator, n: int) -> list[tuple[float, float, list[float]]]:
    """(time of the last beat, delay, intervals) of packets with 0 to 3 beats."""
    made, time = [], 100.0
    for _ in range(n):
        rr = rng.uniform(500, 1200, rng.integers(0, 4)).round(3).tolist()
        time += sum(rr) / 1000
        made.append((time, rng.exponential(0.08) + 0.02, rr))
    return made


def test_beats_are_apart_by_their_intervals_and_never_later_than_their_arrival() -> None:
    clock, times, intervals, truth = BeatClock(), [], [], []
    arrived = 0.0
    for end, delay, rr in packets(np.random.default_rng(3), 200):
        arrived = max(arrived, end + delay)
        placed = clock.place(arrived, rr)
        assert np.all(placed <= arrived + 1e-9)
        times += placed.tolist()
        intervals += rr
        truth += (end - np.cumsum([0.0, *rr[:0:-1]])[::-1] / 1000).tolist() if rr else []
    late = np.array(times) - truth
    assert np.all(np.diff(times) > 0)
    assert np.all(late[50:] >= 0.0199)  # a delay that every packet has cannot be known
    assert late[50:].max() < 0.08
    apart = np.diff(times)[50:] - np.array(intervals[51:]) / 1000
    assert np.percentile(np.abs(apart), 90) < 0.01
    assert clock.reanchored == 0


def test_frames_that_come_late_in_a_burst_keep_their_intervals() -> None:
    clock = BeatClock()
    for second in range(1, 11):
        clock.place(float(second), [1000.0])
    burst = [clock.place(12.2, [1000.0])[0], clock.place(12.2, [1000.0])[0]]
    assert burst == pytest.approx([11.0, 12.0])
    assert clock.place(13.0, [1000.0]) == pytest.approx([13.0])
    assert clock.reanchored == 0


def test_a_long_burst_is_in_order_and_forgotten_when_the_link_is_live_again() -> None:
    clock, times = BeatClock(), []
    for second in range(1, 11):
        times += clock.place(float(second), [1000.0]).tolist()
    for _ in range(5):
        times += clock.place(15.3, [1000.0]).tolist()
    for second in range(16, 20):
        times += clock.place(float(second), [1000.0]).tolist()
    assert np.all(np.diff(times) > 0)
    assert times[-3:] == pytest.approx([17.0, 18.0, 19.0])


def test_lost_intervals_tie_the_beats_anew_to_their_arrival() -> None:
    clock = BeatClock()
    for second in range(1, 11):
        clock.place(second + 0.1, [1000.0])
    assert clock.place(15.1, [1000.0, 500.0]) == pytest.approx([14.6, 15.1])
    assert clock.reanchored == 1


def test_a_loss_too_short_to_be_told_from_delay_is_made_good_within_half_a_minute() -> None:
    clock, placed = BeatClock(), 0.0
    for second in range(1, 50):
        if second != 11:
            placed = float(clock.place(float(second), [1000.0])[-1])
    assert placed == pytest.approx(49.0)


def test_an_empty_packet_has_no_times() -> None:
    assert len(BeatClock().place(1.0, [])) == 0


def run_sensor(
    clock: SensorClock,
    *,
    true_rate: float = 130.0,
    n: int = 73,
    frames: int = 200,
    ppm: float = 0.0,
    lose: tuple[int, ...] = (),
    seed: int = 1,
) -> tuple[np.ndarray, np.ndarray]:
    """Feed frames with random delays; return the times given and the true ones."""
    rng = np.random.default_rng(seed)
    given_times, true_times, arrived = [], [], 0.0
    for frame in range(frames):
        sensor = (np.arange(n) + frame * n + 1) / true_rate
        true = 1000 + sensor * (1 + ppm * 1e-6)
        arrived = max(arrived, true[-1] + 0.03 + rng.exponential(0.04))
        if frame in lose:
            continue
        true_times.append(true)
        for placed in clock.place(arrived, 5e8 + sensor[-1], np.zeros((n, 1))):
            given_times.append(placed.times)
    return np.concatenate(given_times), np.concatenate(true_times)


@pytest.mark.parametrize("ppm", [-50.0, 0.0, 50.0])
def test_samples_get_their_time_within_some_ms_beyond_the_smallest_delay(ppm: float) -> None:
    times, truth = run_sensor(SensorClock(130.0), ppm=ppm)
    late = times - truth
    assert np.all(np.diff(times) > 0)
    assert late[2000:].min() > 0.025
    assert late[2000:].max() < 0.045
    assert np.std(late[2000:]) < 0.004


def test_samples_are_apart_by_the_sensors_own_rate_not_the_nominal_one() -> None:
    times, _ = run_sensor(SensorClock(130.0), true_rate=129.2)
    assert np.mean(np.diff(times[3000:])) == pytest.approx(1 / 129.2, rel=1e-3)
    assert np.diff(times[3000:]) == pytest.approx(1 / 129.2, rel=0.06)  # frame borders included


def test_lost_frames_are_a_gap_and_counted_exactly() -> None:
    clock = SensorClock(130.0)
    times, truth = run_sensor(clock, lose=(50, 51, 120))
    assert clock.lost == 3 * 73
    assert len(times) == len(truth)
    steps = np.diff(times)
    assert np.sum(steps > 0.4) == 2
    assert np.abs(np.diff(times - truth)).max() < 0.001


def test_late_frames_move_nothing() -> None:
    clock = SensorClock(100.0)
    smooth = [clock.place(i * 1.0 + 0.05, i * 1.0, np.zeros((100, 1))) for i in range(1, 20)]
    last = smooth[-1][0].times[-1]
    late = clock.place(25.0, 20.0, np.zeros((100, 1)))[0]
    assert late.times[-1] - last == pytest.approx(1.0, abs=0.001)


def test_the_first_second_is_held_back_and_starts_from_its_smallest_delay() -> None:
    clock = SensorClock(10.0)
    assert clock.place(100.9, 1.0, np.zeros((5, 1))) == []
    assert clock.place(101.0, 1.5, np.zeros((5, 1))) == []
    placed = clock.place(102.1, 2.0, np.ones((5, 1)))
    assert [part.times[-1] for part in placed] == pytest.approx([100.5, 101.0, 101.5])
    assert np.all(placed[-1].values == 1)


def test_what_is_held_back_comes_at_the_end_of_a_short_connection() -> None:
    clock = SensorClock(10.0)
    clock.place(100.0, 1.0, np.zeros((5, 1)))
    assert [len(part.times) for part in clock.flush()] == [5]
    assert clock.flush() == []


def test_a_sensor_whose_clock_is_set_begins_anew() -> None:
    clock = SensorClock(10.0)
    for i in range(1, 5):
        clock.place(100.0 + i, float(i), np.zeros((10, 1)))
    placed = clock.place(105.0, 7e8, np.zeros((10, 1)))
    assert placed[0].times[-1] == pytest.approx(105.0)
    assert clock.reanchored == 1
    assert clock.lost == 0


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 3), min_size=3, max_size=60), st.integers(1, 80))
def test_whatever_the_delays_times_ascend_and_no_sample_is_dropped(
    delays: list[float], n: int
) -> None:
    clock, arrived = SensorClock(100.0), 0.0
    parts: list[PlacedSamples] = []
    for i, delay in enumerate(delays, start=1):
        arrived = max(arrived, i * n / 100 + delay)
        parts += clock.place(arrived, i * n / 100, np.full((n, 1), i))
    parts += clock.flush()
    times = np.concatenate([part.times for part in parts])
    assert len(times) == n * len(delays)
    assert np.all(np.diff(times) > 0)


def chest(rate: float, seconds: float, hz: float, seed: int = 2) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    times = 50 + np.arange(round(rate * seconds)) / rate
    breath = 12 * np.sin(2 * np.pi * hz * times)
    axis = np.array([0.2, -0.3, 0.93])
    heart = 15 * np.sin(2 * np.pi * 11 * times)[:, None] * np.array([1.0, 0.2, 0.1])
    noise = rng.normal(0, 4, (len(times), 3))
    return times, np.array([30.0, -980, 90]) + breath[:, None] * axis + heart + noise


@pytest.mark.parametrize(("rate", "hz"), [(25.0, 0.15), (50.0, 0.25), (52.0, 0.3), (200.0, 0.4)])
def test_breathing_movement_has_the_breaths_at_their_times(rate: float, hz: float) -> None:
    movement = BreathingMovement(rate)
    times, values = chest(rate, 90, hz)
    at, wave = [], []
    for part in np.array_split(np.arange(len(times)), 97):
        new_at, new_wave = movement.feed(times[part], values[part])
        at.append(new_at)
        wave.append(new_wave)
    when, got = np.concatenate(at), np.concatenate(wave)
    low = signal.butter(2, 1.0, fs=movement.rate, output="sos")
    got, truth = (signal.sosfiltfilt(low, x) for x in (got, 12 * np.sin(2 * np.pi * hz * when)))
    assert when[0] >= times[0] + 29
    assert movement.share > 0.95
    assert abs(np.corrcoef(got, truth)[0, 1]) > 0.99
    assert np.std(got) == pytest.approx(np.std(truth), rel=0.05)
    assert np.diff(when) == pytest.approx(1 / movement.rate)


def test_there_is_no_breathing_movement_when_no_direction_stands_out() -> None:
    movement = BreathingMovement(50.0)
    rng = np.random.default_rng(5)
    for i in range(100):
        at, _ = movement.feed(i + np.arange(50) / 50, rng.normal(0, 50, (50, 3)))
        assert len(at) == 0
    assert movement.axis is None


def test_a_gap_in_the_acceleration_is_a_gap_in_the_breathing() -> None:
    movement = BreathingMovement(200.0)
    times, values = chest(200.0, 60, 0.25)
    movement.feed(times[:10003], values[:10003])
    at, _ = movement.feed(times[11003:], values[11003:])
    assert at[0] == pytest.approx(times[11003] + 3.5 / 200)
