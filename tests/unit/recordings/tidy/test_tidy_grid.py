"""Signals on the grid: what is in the band stays, the rest goes, gaps stay empty."""

from __future__ import annotations

import numpy as np
import pytest

from recordings.tidy.grid import (
    breath_phase,
    heart_rate,
    make_grid,
    sample_period,
    sample_runs,
    waveform,
)
from safehold.core.results import Signal


def sine(times: np.ndarray, hz: float) -> np.ndarray:
    return np.sin(2 * np.pi * hz * times + 0.3)


@pytest.mark.parametrize("rate", [1, 2, 4, 10, 25, 50])
@pytest.mark.parametrize("sampled_at", [25.0, 100.0, 255.3])
def test_breathing_at_a_quarter_hertz_keeps_amplitude_and_phase(
    rate: int, sampled_at: float
) -> None:
    times = np.arange(0, 240, 1 / sampled_at)
    grid = make_grid(rate, 0.0, 240.0).times
    values = waveform(grid, Signal(times, sine(times, 0.25), "a.u."), rate)
    inner = (grid > 20) & (grid < 220)
    basis = np.exp(-2j * np.pi * 0.25 * grid[inner])
    got, expected = values[inner] @ basis, sine(grid[inner], 0.25) @ basis
    assert abs(got) == pytest.approx(abs(expected), rel=0.01)
    assert abs(np.angle(got / expected)) < 0.01


@pytest.mark.parametrize("rate", [1, 2, 4, 10, 25, 50])
def test_mains_hum_does_not_fold_into_the_grid(rate: int) -> None:
    times = np.arange(0, 120, 1 / 250)
    grid = make_grid(rate, 0.0, 120.0).times
    values = waveform(grid, Signal(times, sine(times, 50.2), "a.u."), rate)
    inner = (grid > 10) & (grid < 110)
    assert np.nanmax(np.abs(values[inner])) < 0.005
    assert np.nanmax(np.abs(values)) < 0.25, "at the edges, where half of the hum is unseen"


def test_a_gap_of_a_waveform_is_empty_from_the_last_good_sample_on() -> None:
    times = np.arange(0, 60, 1 / 25)
    values = sine(times, 0.25)
    values[(times >= 20) & (times < 30)] = np.nan
    removed = (times < 40) | (times >= 40.2)  # five sample periods without samples
    grid = make_grid(50, 0.0, 60.0).times
    on_grid = waveform(grid, Signal(times[removed], values[removed], "a.u."), 50)
    empty = np.isnan(on_grid)
    assert empty[(grid > 19.97) & (grid < 29.99)].all()
    assert empty[(grid > 39.97) & (grid < 40.19)].all()
    assert not empty[(grid < 19.95)].any()
    assert not empty[(grid > 30.01) & (grid < 39.95)].any()


def test_packets_with_late_stamps_and_a_wrong_nominal_rate_give_no_gap() -> None:
    rng = np.random.default_rng(5)
    true = np.arange(0, 60, 1 / 130)
    packet = np.arange(true.size) // 73
    late = rng.uniform(0, 0.02, packet.max() + 1)[packet]
    end_of_packet = np.minimum((packet + 1) * 73, true.size) - 1
    # the sender spaces the samples of a packet by 1/140 s, ending at the packet's own stamp
    stamps = true[end_of_packet] + late - (end_of_packet - np.arange(true.size)) / 140
    forward = np.concatenate(([True], np.diff(np.maximum.accumulate(stamps)) > 0))
    lost = (true > 40) & (true < 40.1)  # thirteen samples
    kept = forward & ~lost
    signal = Signal(stamps[kept], sine(true[kept], 0.25), "a.u.")
    assert (np.diff(signal.times) > 3 / 130).sum() > 50, "steps that are no gaps"
    grid = make_grid(10, 0.0, 60.0).times
    values = waveform(grid, signal, 10)
    inner = (grid > 1) & (grid < 59)
    empty = grid[inner & np.isnan(values)]
    assert empty.size <= 8
    assert (np.abs(empty - 40) < 1).all(), "only beside the real loss"
    good = inner & np.isfinite(values)
    assert np.abs(values[good] - sine(grid[good], 0.25)).max() < 0.1
    cuts = [run.start for run in sample_runs(signal.times, sample_period(signal.times))][1:]
    assert np.abs(signal.times[cuts] - 40.1).min() < 0.05, "and there"


def test_two_streams_of_different_rate_and_clock_align_within_a_sample() -> None:
    truth = np.random.default_rng(3).uniform(5, 115, 1)[0]
    grid = make_grid(10, 0.0, 120.0).times
    peaks = []
    for rate, clock in ((25.0, 0.0), (31.7, 386.08)):
        stamps = np.arange(0, 120, 1 / rate) + clock  # on the sender's clock
        session = stamps - clock  # after the measured offset
        bump = np.exp(-0.5 * ((session - truth) / 2.0) ** 2)
        peaks.append(grid[np.argmax(waveform(grid, Signal(session, bump, "a.u."), 10))])
    assert peaks[0] == pytest.approx(peaks[1], abs=0.1)
    assert peaks[0] == pytest.approx(truth, abs=0.1)


def test_a_signal_of_few_samples_or_none_gives_no_values() -> None:
    grid = make_grid(4, 0.0, 10.0).times
    for times in ([], [1.0], [1.0, 9.0], [3.0, 3.0]):
        signal = Signal(np.array(times), np.ones(len(times)), "a.u.")
        assert np.isfinite(waveform(grid, signal, 4)).sum() in (0, 33)


@pytest.mark.filterwarnings("error")
def test_no_stamps_or_samples_break_a_waveform_or_make_it_explode() -> None:
    rng = np.random.default_rng(0)
    for _ in range(400):
        sampled_at, n = rng.choice([5, 25, 130, 250, 1000.0]), int(rng.integers(0, 60))
        steps = rng.choice([1, 1, 1, 1, 7, 0, 300, 1e-9], n) / sampled_at
        times = rng.uniform(-50, 50) + np.cumsum(steps)
        samples = rng.standard_normal(n) * 10 ** rng.uniform(-3, 6)
        samples[rng.random(n) < 0.1] = np.nan
        rate = int(rng.choice([1, 2, 4, 10, 25, 50]))
        grid = make_grid(rate, -60.0, 120.0).times
        values = waveform(grid, Signal(times, samples, "a.u."), rate)
        if np.isfinite(values).any():
            assert np.nanmax(np.abs(values)) < 50 * np.nanmax(np.abs(samples))


def test_heart_rate_of_constant_intervals_is_that_rate() -> None:
    beats = np.arange(1, 60, 0.8)
    grid = make_grid(4, 0.0, 60.0).times
    values = heart_rate(grid, beats, np.full(beats.size, 800.0))
    inside = (grid >= beats[0]) & (grid <= beats[-1])
    assert values[inside] == pytest.approx(75.0)
    assert np.isnan(values[~inside]).all(), "never before the first or after the last beat"


def test_heart_rate_never_leaves_the_range_of_its_beats() -> None:
    rr = np.random.default_rng(1).choice([600.0, 1000.0], 200)
    beats = np.cumsum(rr) / 1000
    values = heart_rate(make_grid(25, 0.0, 200.0).times, beats, rr)
    assert np.nanmin(values) >= 60.0 - 1e-9
    assert np.nanmax(values) <= 100.0 + 1e-9


def test_heart_rate_bridges_three_seconds_and_no_more() -> None:
    beats = np.array([1.0, 2.0, 5.0, 6.0, 9.1, 10.0])
    grid = make_grid(10, 0.0, 11.0).times
    values = heart_rate(grid, beats, np.full(6, 1000.0))
    assert np.isfinite(values[(grid > 2.05) & (grid < 4.95)]).all()
    assert np.isnan(values[(grid > 6.05) & (grid < 9.05)]).all()


def test_no_beats_give_no_heart_rate() -> None:
    grid = make_grid(4, 0.0, 10.0).times
    assert np.isnan(heart_rate(grid, np.empty(0), np.empty(0))).all()
    assert np.isnan(heart_rate(grid, np.array([5.0]), np.array([800.0]))).all()


def test_breath_phase_is_half_at_the_onset_of_expiration_and_empty_between_breaths() -> None:
    grid = np.array([0.0, 0.8, 1.6, 2.8, 4.0, 5.0, 10.0])
    phase = breath_phase(grid, np.array([0.0, 10.0]), np.array([1.6, 11.0]), np.array([4.0, 14.0]))
    assert phase.tolist()[:4] == pytest.approx([0.0, 0.25, 0.5, 0.75])
    assert np.isnan(phase[4:6]).all()
    assert phase[6] == 0.0
