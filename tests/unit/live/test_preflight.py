"""The check list before Start: every trouble is named, with the person and what to do."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from acquisition.inlet import ClockMeasurement, RawChunk
from safehold.core.findings import Verdict
from safehold.core.messages import Message
from safehold.core.types import Role, StreamSpec
from safehold.live.host_findings import recorder_finding
from safehold.live.preflight import (
    ChannelLook,
    Looks,
    stream_findings,
    upside_down,
)
from safehold.session.status import RecorderState, RecorderStatus
from tests.fakes import FakeInlet

OFFSET = ClockMeasurement(0.0, 0.0, 0.0002)
ECG = StreamSpec("c-ecg", "H10", "ECG", "p1", Role.ECG, "client", "mV", 250.0, uid="u1")
BELT = StreamSpec("c-belt", "belt", "RESP", "b1", Role.RESPIRATION, "client", "", 50.0, uid="u2")
RR = StreamSpec("c-rr", "RR", "RR", "r1", Role.RR, "client", "ms", 0.0, uid="u3")


def heart(seconds: float = 45.0, rate: float = 250.0, **changes) -> ChannelLook:
    stamps = 500.0 + np.arange(0, seconds, 1 / rate)
    noise = 0.01 * np.random.default_rng(1).standard_normal(stamps.size)
    values = np.exp(-((((stamps % 0.8) - 0.4) / 0.012) ** 2)) + noise
    look = ChannelLook(ECG, OFFSET, seconds, float(stamps[-1]), stamps, values)
    return replace(look, **changes)


def belt(share: float = 0.38, seconds: float = 45.0, **changes) -> ChannelLook:
    stamps = 500.0 + np.arange(0, seconds, 1 / 50)
    values = breaths(stamps - 500.0, share)
    return replace(
        ChannelLook(BELT, OFFSET, seconds, float(stamps[-1]), stamps, values), **changes
    )


def breaths(times, share: float, period: float = 4.0):
    """Return a belt that rises for a share of each breath and rests for its last fifth.

    Above a half of it the way it is when the sensor is upside down.
    """
    if share > 0.5:
        return -breaths(times, 1 - share, period)
    phase = (times % period) / period
    falls = np.clip((phase - share) / (0.8 - share), 0, 1)
    out = 0.05 + 0.95 * np.cos(np.pi * falls) - 0.1 * np.clip((phase - 0.8) / 0.2, 0, 1)
    return np.where(phase < share, np.cos(np.pi * (1 - phase / share)), out)


def bad(looks, people=("client",), now=545.0):
    """Return what is not in order, as (verdict, what)."""
    found = stream_findings(people, looks, now=now)
    assert all(f.remedy for f in found if f.verdict is not Verdict.OK)
    return [(f.verdict, f.what) for f in found if f.verdict is not Verdict.OK]


def test_good_sensors_pass():
    assert bad([heart(), belt()]) == []


def test_a_person_without_a_heart_signal_fails_and_without_a_belt_is_warned():
    assert bad([heart()]) == [(Verdict.WARN, "client: respiration")]
    assert bad([belt()]) == [(Verdict.FAIL, "client: heart")]
    assert [v for v, _ in bad([heart(), belt()], people=("client", "therapist"))] == [
        Verdict.FAIL, Verdict.WARN,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("look", "verdict", "what"),
    [
        (heart(newest=float("nan"), stamps=np.empty(0), values=np.empty(0)), "FAIL", "(H10)"),
        (heart(newest=540.0), "FAIL", "(H10)"),
        (heart(offset=None), "FAIL", "clock"),
        (heart(offset=ClockMeasurement(0.0, 0.0, 0.05)), "warn", "clock"),
        (heart(offset=ClockMeasurement(0.0, -1.7e9, 0.0002)), "warn", "clock"),
        (heart(rate=240.0), "warn", "rate"),
        (heart(rate=200.0), "FAIL", "rate"),
        (heart(values=np.zeros(11250)), "FAIL", "signal"),
        (heart(values=1000 * heart().values), "warn", "unit"),
    ],
)
def test_each_trouble_of_a_heart_signal_is_named(look, verdict, what):
    ((found, name),) = bad([look, belt()])
    assert found == Verdict(verdict)
    assert name.startswith("client: ECG (H10)")
    assert name.endswith(what)


def test_an_upside_down_belt_fails_and_a_short_look_does_not_judge_it():
    assert bad([heart(), belt(0.64)]) == [(Verdict.FAIL, "client: belt (belt) polarity")]
    assert bad([heart(), belt(0.64, seconds=6.0, newest=544.9)]) == []
    turned = belt(0.64, spec=replace(BELT, inverted=True))
    assert bad([heart(), turned]) == []


def test_the_streams_that_one_key_would_turn_are_the_ones_that_are_upside_down():
    def turns(*looks: ChannelLook) -> list[str]:
        return upside_down(stream_findings(("client",), looks, now=545.0))

    assert turns(heart(), belt(0.64)) == [BELT.stream_id]
    assert turns(heart(values=np.zeros(11250)), belt()) == []


def test_an_ecg_that_is_upside_down_or_gives_no_beats_is_not_well():
    turned = heart(values=-heart().values)
    assert bad([turned, belt()]) == [(Verdict.FAIL, "client: ECG (H10) polarity")]
    assert upside_down(stream_findings(("client",), [turned], now=545.0)) == [ECG.stream_id]
    assert bad([replace(turned, spec=replace(ECG, inverted=True)), belt()]) == []
    noise = np.random.default_rng(2).standard_normal(heart().stamps.size)
    assert bad([heart(values=noise), belt()]) == [(Verdict.FAIL, "client: ECG (H10) beats")]


def test_slow_breathing_is_judged_by_as_many_breaths():
    for seconds, found in ((60.0, [(Verdict.WARN, "client: belt (belt) polarity")]), (110.0, [])):
        slow = belt(seconds=seconds)
        slow = replace(slow, values=breaths(slow.stamps - 500.0, 0.38, period=10.0))
        assert bad([heart(seconds), slow], now=500.0 + seconds) == found


def test_a_strap_may_be_silent_for_some_seconds():
    quiet = ChannelLook(RR, OFFSET, 3.0)
    assert bad([quiet, belt()]) == [(Verdict.WARN, "client: RR (RR) signal")]
    assert bad([replace(quiet, seconds=6.0), belt()]) == [(Verdict.FAIL, "client: RR (RR)")]


@pytest.mark.parametrize("median", [560.0, 1120.0])
def test_beats_are_told_without_a_number_from_which_a_heart_rate_could_be_read(median):
    stamps = np.arange(535.0, 545.0, median / 1000)
    intervals = median + np.arange(stamps.size) % 5
    strap = ChannelLook(RR, OFFSET, 10.0, 545.0, stamps, intervals)
    found = stream_findings(("client",), [strap, belt()], now=545.0)
    (signal,) = (f for f in found if f.what.endswith("(RR) signal"))
    assert signal.verdict is Verdict.OK
    assert not re.search(r"\d", signal.found)


def test_intervals_in_another_unit_are_told():
    stamps = np.arange(535.0, 545.0, 0.8)
    intervals = 0.8 + 0.001 * (np.arange(stamps.size) % 5)
    odd = ChannelLook(RR, OFFSET, 10.0, 545.0, stamps, intervals)
    assert bad([odd, belt()]) == [(Verdict.FAIL, "client: RR (RR) signal")]
    (signal,) = (f for f in stream_findings(("client",), [odd], now=545.0) if "signal" in f.what)
    assert "fit the time in s" in signal.found
    seconds = replace(odd, spec=replace(RR, unit="s"))
    assert bad([seconds, belt()]) == []


BEATS = 490.0 + np.cumsum(0.8 + 0.05 * np.sin(np.arange(45)))
INTERVALS = 1000 * np.diff(BEATS)
HELD = np.arange(500.0, 525.0, 0.25)


@pytest.mark.parametrize(
    ("stamps", "values", "rate", "verdict", "found"),
    [
        (HELD, INTERVALS[np.searchsorted(BEATS[1:], HELD) - 1], 4.0, Verdict.WARN, "repeats each"),
        (HELD, np.interp(HELD, BEATS[1:], INTERVALS), 4.0, Verdict.FAIL, "follow a clock"),
        (HELD[-8:], np.full(8, 800.0), 4.0, Verdict.WARN, "declared regular"),
        (BEATS[1:], INTERVALS, 4.0, Verdict.OK, "beats arrive"),
        (BEATS[1::2], INTERVALS[::2], 0.0, Verdict.FAIL, "less than the time"),
        (BEATS[1:], 60000 / INTERVALS, 0.0, Verdict.FAIL, "look like a heart rate"),
        (BEATS[1:], INTERVALS / 1000, 0.0, Verdict.FAIL, "fit the time in s"),
        (490 + 0.36 * (BEATS[1:] - 490), 0.36 * INTERVALS, 0.0, Verdict.FAIL, "beyond the range"),
    ],
    ids=["held", "resampled", "too soon", "fine", "lost", "rate", "seconds", "fast"],
)  # fmt: skip
def test_what_an_rr_stream_is_stands_in_the_preflight(stamps, values, rate, verdict, found):
    stream = replace(RR, nominal_rate=rate)
    look = ChannelLook(stream, OFFSET, 30.0, float(stamps[-1]), stamps, values)
    told = stream_findings(("client",), [look], now=float(stamps[-1]))
    (signal,) = (f for f in told if f.what.endswith("(RR) signal"))
    assert (signal.verdict, found in signal.found) == (verdict, True)
    assert bool(signal.remedy) is (verdict is not Verdict.OK)


def test_a_sensor_of_nobody_is_told():
    stray = heart(spec=replace(ECG, person=None, stream_id="x", name="stray"))
    assert bad([heart(), belt(), stray]) == [(Verdict.WARN, "ecg 'stray'")]


def test_findings_name_person_and_stream_for_the_window():
    found = stream_findings(("client",), [heart(), belt(0.64)], now=545.0)
    assert {f.person for f in found} == {"client"}
    assert {f.stream_id for f in found} == {None, "c-ecg", "c-belt"}


def test_looks_keep_the_last_three_minutes_and_leave_markers_alone():
    first = RawChunk(np.arange(0, 210, 0.1), np.arange(2100.0)[:, None])
    events = StreamSpec("ev", "markers", "Markers", "m", Role.EVENTS, None, "", 0.0, uid="u9")
    marker = FakeInlet(RawChunk(np.array([1.0]), [[b"hello"]]))
    looks = Looks(
        [ECG, events], {"u1": FakeInlet(first), "u9": marker}, {"u1": OFFSET}, lambda: 210.0
    )
    ecg, _ = looks.look(0.0)
    assert (ecg.stamps[0], ecg.stamps[-1]) == (pytest.approx(30, abs=0.15), pytest.approx(209.9))
    assert ecg.values[-1] == 2099.0
    assert ecg.newest == pytest.approx(209.9), "they had waited"
    assert len(marker.line) == 1


def test_a_corrected_specification_keeps_what_was_seen_of_its_channel():
    chunk = RawChunk(np.arange(10.0), np.arange(20.0).reshape(10, 2))
    looks = Looks([ECG], {"u1": FakeInlet(chunk)}, {"u1": OFFSET}, lambda: 10.0)
    looks.look(0.0)
    looks.respecify([replace(ECG, unit="uV"), replace(ECG, stream_id="y", channel=1)])
    same, other = looks.look(0.0)
    assert (same.spec.unit, same.stamps.size, same.offset) == ("uV", 10, OFFSET)
    assert (other.stamps.size, other.offset) == (0, OFFSET)


@pytest.mark.parametrize(
    ("status", "wanted", "verdict"),
    [
        (RecorderStatus(RecorderState.RECORDING, "a/recording.xdf"), True, Verdict.OK),
        (RecorderStatus(RecorderState.FAILED, message=Message("no space")), True, Verdict.FAIL),
        (RecorderStatus(), True, Verdict.FAIL),
        (RecorderStatus(), False, Verdict.WARN),
    ],
)
def test_a_recorder_that_does_not_record_is_told(status, wanted, verdict):
    assert recorder_finding(status, wanted=wanted).verdict is verdict
