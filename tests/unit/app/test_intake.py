"""One stream on its way into the engine: foreign clocks, counts, silence."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from safehold.app.intake import ForeignClock, Intake
from safehold.app.model import StreamState
from safehold.core.types import Role, StreamSpec

ECG = StreamSpec("c-ecg", "H10", "ECG", "p1", Role.ECG, "client", "mV", 100.0)
RR = StreamSpec("c-rr", "RR", "RR", "r1", Role.RR, "client", "ms", 0.0)
EVENTS = StreamSpec("ev", "PsychoPy", "Markers", "psy", Role.EVENTS, None, "", 0.0)
UTC = 1.8e9


def watch(clock: ForeignClock, stamps, arrivals, **options):
    """Return the first rebase that comes out, and when."""
    for stamp, lsl in zip(stamps, arrivals, strict=True):
        found = clock.watch(stamp, lsl=lsl, utc=UTC + lsl, **options)
        if found is not None:
            return found, lsl
    return None, None


def test_unix_time_is_rebased_by_the_clocks_of_this_computer():
    arrivals = 5000.0 + np.arange(0, 5, 0.05)
    rebase, at = watch(ForeignClock(), UTC + arrivals - 0.03, arrivals)
    assert (rebase.clock, rebase.constant) == ("unix", -UTC)
    assert 1.0 <= at - 5000.0 < 1.2
    assert "Unix" in rebase.told


def test_another_machines_uptime_is_placed_by_the_shortest_way_to_arrival():
    rng = np.random.default_rng(2)
    arrivals = np.sort(5000.0 + np.arange(0, 5, 0.05) + rng.exponential(0.01, 100))
    stamps = 5000.0 + np.arange(0, 5, 0.05) + 3e5
    rebase, _ = watch(ForeignClock(), stamps, arrivals)
    assert rebase.clock == "other"
    assert rebase.constant == pytest.approx(-3e5, abs=0.005)


@pytest.mark.parametrize("stamps", [np.full(200, 7.0), np.arange(200) * 5.0, np.full(200, np.nan)])
def test_stamps_that_do_not_advance_with_time_are_never_placed(stamps):
    clock = ForeignClock()
    assert watch(clock, stamps, 5000.0 + np.arange(0, 10, 0.05)) == (None, None)
    assert clock.hopeless(5010.0) == bool(np.isfinite(stamps).any())


def test_a_rare_event_is_not_watched_first():
    rebase, _ = watch(ForeignClock(), [UTC + 4900.0], [5000.01], patient=False)
    assert (rebase.clock, rebase.constant) == ("unix", -UTC)  # though it waited in a buffer
    rebase, at = watch(ForeignClock(), [100.0, 190.0], [5000.0, 5080.0], patient=False)
    assert (rebase.clock, rebase.constant, at) == ("other", 4890.0, 5080.0)


def test_gaps_late_samples_and_delay_are_counted():
    intake = Intake(ECG, offset=10.0, placed=True)
    intake.received_at(np.arange(100) / 100, 11.05)
    intake.received_at(3.0 + np.arange(100) / 100, 14.05)
    intake.received_at(np.array([3.5, 4.0, 4.01]), 14.07)
    health = intake.health(np.arange(50) / 100)
    assert (health.n_samples, health.n_gaps, health.n_missing, health.n_late) == (203, 1, 200, 1)
    assert health.gap_s == pytest.approx(2.0)
    assert health.jitter_ms == pytest.approx(0.0, abs=1e-6)
    assert health.delay_ms == pytest.approx(60.0)
    assert (health.offset_s, health.rebase_s) == (10.0, 0.0)


def test_jitter_is_the_spread_of_the_steps_and_irregular_streams_have_none():
    times = np.arange(1000) / 100 + 0.001 * np.random.default_rng(1).standard_normal(1000)
    # the difference of two stamps spreads by the root of two
    assert Intake(ECG).health(times).jitter_ms == pytest.approx(math.sqrt(2), rel=0.1)
    irregular = Intake(RR)
    irregular.received_at(np.array([1.0, 5.0]), 6.0)
    assert irregular.health(times).jitter_ms is None
    assert irregular.n_gaps == 0


@pytest.mark.parametrize(
    ("intake", "now", "state"),
    [
        (Intake(ECG), 1.0, StreamState.NO_OFFSET),
        (Intake(ECG, offset=0.0), 1.0, StreamState.WAITING),
        (Intake(ECG, offset=0.0), 2.1, StreamState.SILENT),
        (Intake(ECG, offset=0.0, last_arrival=5.0), 6.9, StreamState.LIVE),
        (Intake(ECG, offset=0.0, last_arrival=5.0), 7.1, StreamState.SILENT),
        (Intake(RR, offset=0.0, last_arrival=5.0), 7.3, StreamState.LIVE),
        (Intake(RR, offset=0.0, last_arrival=5.0), 7.6, StreamState.SILENT),
        (Intake(EVENTS, offset=0.0), 99.0, StreamState.WAITING),
        (Intake(EVENTS, offset=0.0, last_answer=5.0), 14.9, StreamState.WAITING),
        (Intake(EVENTS, offset=0.0, last_answer=5.0), 15.1, StreamState.SILENT),
        (Intake(EVENTS, offset=0.0, last_answer=5.0, last_arrival=6.0), 15.9, StreamState.LIVE),
        (Intake(EVENTS, offset=0.0, last_answer=5.0, gone=True), 5.1, StreamState.SILENT),
        (Intake(ECG, offset=0.0, refused=True), 1.0, StreamState.FOREIGN_CLOCK),
        (Intake(ECG, offset=0.0, lost=True), 1.0, StreamState.ENDED),
    ],
)
def test_a_stream_is_silent_in_time_for_an_alarm_within_three_seconds(intake, now, state):
    assert intake.state(now, began=0.0) is state


def test_texts_and_numbers_are_markers_of_an_irregular_stream():
    intake = Intake(EVENTS)
    assert intake.marker_texts([[b"start"], [b"caf\xe9"], [b""]]) == [
        (0, "start"), (1, "caf\ufffd"), (2, ""),
    ]  # fmt: skip
    numbers = np.array([[7], [7], [0], [2**31 - 1]], dtype=np.int32)
    assert intake.marker_texts(numbers) == [(0, "7"), (1, "7"), (2, "0"), (3, "2147483647")]
    assert intake.marker_texts(np.array([[1.5], [np.nan]])) == [(0, "1.5")]


def test_a_trigger_channel_gives_a_marker_where_it_becomes_another_value():
    intake = Intake(replace(EVENTS, nominal_rate=1000.0, channel=1))
    rows = [[9, v] for v in (0, 0, 5, 5, 0, 5, 6, 0)]
    assert intake.marker_texts(np.array(rows)) == [(2, "5"), (5, "5"), (6, "6")]
    assert intake.marker_texts(np.array([[9, 3], [9, 3]])) == [(0, "3")]
    assert intake.marker_texts(np.array([[9, 3], [9, 0]])) == []  # held over the chunk's edge
