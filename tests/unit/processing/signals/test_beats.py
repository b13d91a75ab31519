"""Sub-sample peaks, blocks of waves, beats rebuilt from RR packets (methods 1.2, 2.1.2)."""

from __future__ import annotations

import numpy as np
import pytest

from processing.clock.timeline import Timeline
from processing.signals.beats import WaveBeats, refine_peak
from processing.signals.rr_beats import RrBeats
from safehold.core.types import FloatArray, StreamSpec
from tests.unit.processing._synthetic import ECG_SPEC, RR_SPEC, ZERO, beats_g, ecg, wave, whole


def detected(stream: StreamSpec, times: FloatArray, values: FloatArray) -> list:
    """Return the detected beats of a whole stream, block by block."""
    regular = stream.nominal_rate > 0
    timeline = Timeline(stream, session_zero=ZERO, regular=regular)
    timeline.push(whole(stream, times, values))
    finder = WaveBeats(stream, timeline, mains_hz=50) if regular else RrBeats(stream, timeline)
    beats, i = [], 0
    while timeline.close(i + 3):
        beats += finder.blocks(i, i + 1)[0].beats
        i += 1
    return beats


@pytest.mark.parametrize("shift", [-0.45, -0.2, 0.0, 0.3, 0.49])
def test_a_parabola_finds_its_own_vertex(shift: float) -> None:
    y = 3 - (np.arange(9.0) - 4 - shift) ** 2
    assert refine_peak(y, 4) == pytest.approx(4 + shift)


def test_an_edge_or_a_plateau_is_left_where_it_is() -> None:
    assert refine_peak(np.array([3.0, 2.0, 1.0]), 0) == 0
    assert refine_peak(np.ones(5), 2) == 2


@pytest.mark.oracle("O15")
def test_o15_sub_sample_peaks_keep_rmssd_at_100_hz() -> None:
    true = beats_g(0.85, 0.016, 0.25, 0.0, duration=400)
    peaks, rounded = [], []
    for beat in true:
        first = np.floor(beat * 100) - 5
        grid = (first + np.arange(11)) / 100
        y = wave(np.array([beat]), grid, ((0.0, 1.0, 0.012),))
        peaks.append((first + refine_peak(y, int(np.argmax(y)))) / 100)
        rounded.append(grid[np.argmax(y)])

    def rmssd(times: FloatArray) -> float:
        return float(np.sqrt(np.mean(np.diff(times, 2) ** 2)))

    assert rmssd(np.array(peaks)) == pytest.approx(rmssd(true), rel=0.005)
    assert rmssd(np.array(rounded)) > 1.05 * rmssd(true)


def test_every_beat_is_found_once_over_the_edges_of_blocks() -> None:
    true = np.arange(1.0, 40, 0.5)  # every other beat on the edge of a block
    times = np.arange(0.2, 44, 1 / 250)
    beats = detected(ECG_SPEC, times, ecg(true, times))
    found = np.array([b.time for b in beats])
    assert len(found) == len(true)
    assert np.abs(found - true).max() < 0.001
    assert all(b.beat_ok for b in beats[:-2])


def test_intervals_are_differences_of_beat_times() -> None:
    true = beats_g(0.8, 0.05, 0.25, 0.0, duration=40)
    times = np.arange(0.2, 40, 1 / 250)
    beats = detected(ECG_SPEC, times, ecg(true, times))
    assert beats[0].rr_ms is None
    found = np.array([b.time for b in beats])
    assert [b.rr_ms for b in beats[1:]] == pytest.approx(1000 * np.diff(found))


def test_a_beat_unlike_the_others_fails() -> None:
    true = np.arange(0.5, 40, 0.8)
    times = np.arange(0.2, 40, 1 / 250)
    ectopic = np.array([20.1])
    values = ecg(true, times) + wave(ectopic, times, ((0, 1.5, 0.04), (0.13, -1.2, 0.06)))
    beats = detected(ECG_SPEC, times, values)
    failed = [b.time for b in beats if not b.beat_ok]
    assert failed
    assert all(19 < time < 21 for time in failed)


def test_an_electrode_that_changes_for_good_is_learned_anew() -> None:
    true = np.arange(0.5, 90, 0.8)
    times = np.arange(0.2, 90, 1 / 250)
    values = ecg(true, times)
    late = times > 40
    broad = ((0.0, 1.0, 0.03), (0.12, -0.7, 0.03), (0.3, -0.4, 0.05))
    values[late] = wave(true, times, broad)[late]
    beats = detected(ECG_SPEC, times, values)
    assert not all(b.beat_ok for b in beats if 41 < b.time < 46)
    assert all(b.beat_ok for b in beats if 60 < b.time < 85)


def test_rr_intervals_keep_their_values_and_their_sum() -> None:
    true = beats_g(0.8, 0.05, 0.25, 0.0, duration=100)
    rr = 1000 * np.diff(true)
    beats = detected(RR_SPEC, true[1:] + 0.25, rr)
    assert beats[0].rr_ms is None
    found = [b.rr_ms for b in beats[1:]]
    assert found == pytest.approx(list(rr[: len(found)]))
    times = np.array([b.time for b in beats])
    assert times - true[: len(times)] == pytest.approx(0.25)


def test_intervals_of_one_packet_share_an_arrival_and_are_all_used() -> None:
    true = np.arange(0.3, 60, 0.4)
    arrival = np.ceil(true[1:] / 1.0)  # two or three intervals a second
    beats = detected(RR_SPEC, arrival, np.full(len(true) - 1, 400.0))
    assert np.diff([b.time for b in beats]) == pytest.approx(0.4)
    assert sum(b.rr_ms is None for b in beats) == 1


def test_a_late_packet_is_no_gap() -> None:
    true = np.arange(0.3, 60, 0.8)
    arrival = true[1:] + 0.1
    arrival[30] += 0.7
    beats = detected(RR_SPEC, np.maximum.accumulate(arrival), np.full(len(true) - 1, 800.0))
    assert sum(b.reanchored for b in beats) == 0


def test_a_lost_packet_is_a_gap_that_no_interval_spans() -> None:
    true = np.arange(0.3, 80, 0.8)
    keep = np.ones(len(true) - 1, bool)
    keep[40:43] = False
    beats = detected(RR_SPEC, true[1:][keep] + 0.1, np.full(len(true) - 1, 800.0)[keep])
    (again,) = [i for i, b in enumerate(beats) if b.reanchored]
    assert beats[again].rr_ms is None
    assert beats[again].time - beats[again - 1].time > 1.5
    times = np.array([b.time for b in beats])
    assert np.abs((times - true[0] - 0.1) / 0.8 % 1 - 0).min() < 1e-6
    assert times[again + 1 :] == pytest.approx(true[44 : 44 + len(times) - again - 1] + 0.1)


def test_a_repeated_packet_does_not_turn_time_back() -> None:
    true = np.arange(0.3, 60, 0.8)
    arrival = np.concatenate([true[1:41] + 0.1, np.full(5, true[40] + 0.2), true[41:] + 0.1])
    beats = detected(RR_SPEC, arrival, np.full(len(arrival), 800.0))
    assert (np.diff([b.time for b in beats]) > 0.2).all()


def test_zero_and_missing_intervals_are_no_beats() -> None:
    true = np.arange(0.3, 60, 0.8)
    rr = np.full(len(true) - 1, 800.0)
    rr[20] = np.nan
    beats = detected(RR_SPEC, np.append(true[1:], 59.9) + 0.1, np.append(rr, 0.0))
    assert all(b.rr_ms in (None, 800.0) for b in beats)
