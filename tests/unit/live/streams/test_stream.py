"""One stream on its way into the engine: foreign clocks, counts, silence."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from safehold.core.codebook import load_codebook
from safehold.core.marker_reading import read_marker
from safehold.core.types import Role, StreamSpec
from safehold.live.streams.stream import ForeignClock, LiveStream
from safehold.session.status import StreamState

ECG = StreamSpec("c-ecg", "H10", "ECG", "p1", Role.ECG, "client", "mV", 100.0)
RR = StreamSpec("c-rr", "RR", "RR", "r1", Role.RR, "client", "ms", 0.0)
EVENTS = StreamSpec("ev", "PsychoPy", "Markers", "psy", Role.EVENTS, None, "", 0.0)
UTC = 1.8e9


def watch(clock: ForeignClock, stamps, arrivals):
    """Return the first rebase that comes out, and when."""
    for stamp, lsl in zip(stamps, arrivals, strict=True):
        found = clock.watch(stamp, lsl=lsl, utc=UTC + lsl)
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


def test_local_time_is_no_unix_time():
    arrivals = 5000.0 + np.arange(0, 5, 0.05)
    rebase, _ = watch(ForeignClock(), UTC + 3600.0 + arrivals - 0.03, arrivals)
    assert rebase.clock == "other"
    assert rebase.constant == pytest.approx(-UTC - 3600.0 + 0.03, abs=1e-5)


def test_gaps_late_samples_and_delay_are_counted():
    stream = LiveStream(ECG, offset=10.0, placed=True)
    stream.received_at(np.arange(100) / 100, 11.05)
    stream.received_at(3.0 + np.arange(100) / 100, 14.05)
    stream.received_at(np.array([3.5, 4.0, 4.01]), 14.07)
    health = stream.health(np.arange(50) / 100)
    assert (health.n_samples, health.n_gaps, health.n_missing, health.n_late) == (203, 1, 200, 1)
    assert health.gap_s == pytest.approx(2.0)
    assert health.jitter_ms == pytest.approx(0.0, abs=1e-6)
    assert health.delay_ms == pytest.approx(60.0)
    assert (health.offset_s, health.rebase_s) == (10.0, 0.0)


def test_jitter_is_the_spread_of_the_steps_and_irregular_streams_have_none():
    times = np.arange(1000) / 100 + 0.001 * np.random.default_rng(1).standard_normal(1000)
    # the difference of two stamps spreads by the root of two
    assert LiveStream(ECG).health(times).jitter_ms == pytest.approx(math.sqrt(2), rel=0.1)
    irregular = LiveStream(RR)
    irregular.received_at(np.array([1.0, 5.0]), 6.0)
    assert irregular.health(times).jitter_ms is None
    assert irregular.n_gaps == 0


@pytest.mark.parametrize(
    ("stream", "now", "state"),
    [
        (LiveStream(ECG), 1.0, StreamState.NO_OFFSET),
        (LiveStream(ECG, offset=0.0), 1.0, StreamState.WAITING),
        (LiveStream(ECG, offset=0.0), 2.1, StreamState.SILENT),
        (LiveStream(ECG, offset=0.0, last_arrival=5.0), 6.9, StreamState.LIVE),
        (LiveStream(ECG, offset=0.0, last_arrival=5.0), 7.1, StreamState.SILENT),
        (LiveStream(RR, offset=0.0, last_arrival=5.0), 7.3, StreamState.LIVE),
        (LiveStream(RR, offset=0.0, last_arrival=5.0), 7.6, StreamState.SILENT),
        (LiveStream(EVENTS, offset=0.0), 99.0, StreamState.WAITING),
        (LiveStream(EVENTS, offset=0.0, last_answer=5.0), 14.9, StreamState.WAITING),
        (LiveStream(EVENTS, offset=0.0, last_answer=5.0), 15.1, StreamState.SILENT),
        (
            LiveStream(EVENTS, offset=0.0, last_answer=5.0, last_arrival=6.0),
            15.9,
            StreamState.LIVE,
        ),
        (LiveStream(EVENTS, offset=0.0, last_answer=5.0, gone=True), 5.1, StreamState.SILENT),
        (LiveStream(ECG, offset=0.0, refused=True), 1.0, StreamState.FOREIGN_CLOCK),
        (LiveStream(ECG, offset=0.0, lost=True), 1.0, StreamState.ENDED),
    ],
)
def test_a_stream_is_silent_in_time_for_an_alarm_within_three_seconds(stream, now, state):
    assert stream.state(now, began=0.0) is state


@pytest.mark.parametrize("spec", [ECG, RR, EVENTS])
def test_a_program_hangs_when_neither_samples_nor_answers_come(spec):
    stream = LiveStream(spec, offset=0.0, last_answer=5.0, last_arrival=6.0)
    assert not stream.is_hanging(15.9)
    assert stream.is_hanging(16.1)
    stream.last_answer = 12.0  # it answers; only its sensor is silent
    assert not stream.is_hanging(16.1)
    assert not LiveStream(spec, offset=0.0).is_hanging(99.0)  # never asked: nobody knows


def test_texts_and_numbers_are_markers_of_an_irregular_stream():
    stream = LiveStream(EVENTS)
    assert stream.marker_texts([[b"start"], [b"caf\xe9"], [b""]]) == [
        (0, "start"), (1, "caf\ufffd"), (2, ""),
    ]  # fmt: skip
    numbers = np.array([[7], [7], [0], [2**31 - 1]], dtype=np.int32)
    assert stream.marker_texts(numbers) == [(0, "7"), (1, "7"), (2, "0"), (3, "2147483647")]
    assert stream.marker_texts(np.array([[1.5], [np.nan]])) == [(0, "1.5")]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (["stim", "left"], "stim;channel2=left"),
        (["stim;rt=1", "a;b=c"], "stim;rt=1;channel2=a%3Bb%3Dc"),
        (["stim", "", "red"], "stim;channel3=red"),
        (["S  5", "left"], "S  5,left"),
        (["", "left"], "left"),
        (["stim", ""], "stim"),
        (["", ""], ""),
    ],
)
def test_every_channel_of_a_marker_stream_is_in_its_text(row, text):
    cells = [[cell.encode() for cell in row]]
    assert LiveStream(EVENTS).marker_texts(cells) == [(0, text)]
    said = read_marker(text, load_codebook(), conducts=False)
    assert all(
        cell in {said.code, text, *said.attributes.values()} or cell in text for cell in row
    )


def test_the_channel_in_use_comes_first():
    stream = LiveStream(replace(EVENTS, channel=1))
    assert stream.marker_texts([[b"left", b"stim"]]) == [(0, "stim;channel1=left")]


def test_markers_that_are_whole_numbers_keep_their_digits():
    big = [2**53 + 1, 1764363600123456789, -5]
    found = LiveStream(EVENTS).marker_texts(np.array([[n] for n in big], dtype=np.int64))
    assert [text for _, text in found] == [str(n) for n in big]
    two = LiveStream(EVENTS).marker_texts(np.array([[2**53 + 1, 7]], dtype=np.int64))
    assert two == [(0, f"{2**53 + 1},7")]
    assert LiveStream(EVENTS).marker_texts(np.array([[np.nan, 2.5]])) == [(0, "2.5")]


def test_a_text_stream_that_states_a_rate_is_not_silent():
    stream = LiveStream(replace(EVENTS, nominal_rate=100.0, channel_format="string"), offset=0.0)
    assert stream.state(60.0, began=0.0) is StreamState.WAITING
    stream.received_at(np.array([1.0, 30.0]), 30.0)
    assert stream.n_gaps == 0


def test_a_trigger_channel_gives_a_marker_where_it_becomes_another_value():
    stream = LiveStream(replace(EVENTS, nominal_rate=1000.0, channel=1))
    rows = [[9, v] for v in (0, 0, 5, 5, 0, 5, 6, 0)]
    assert stream.marker_texts(np.array(rows)) == [(2, "5"), (5, "5"), (6, "6")]
    assert stream.marker_texts(np.array([[9, 3], [9, 3]])) == [(0, "3")]
    assert stream.marker_texts(np.array([[9, 3], [9, 0]])) == []  # held over the chunk's edge
