"""Before the session and in it, what is said of a sensor is said of now, not of the last minute.

Dead or flat is named within 3 s, what is over is gone within 5 s, ages count from the last sample.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from acquisition.inlet import ClockMeasurement, RawChunk
from processing.signals.signal_check import after_last_break, signal_now
from safehold.core.findings import Finding, Verdict
from safehold.core.reasons import EXPLANATIONS, Reason
from safehold.core.settings import STANDARD
from safehold.core.types import FloatArray, Role, StreamSpec
from safehold.live.preflight import ChannelLook, Looks, stream_findings
from safehold.live.streams.status import status_of
from safehold.live.streams.stream import LiveStream
from safehold.session.model import SessionModel

OFFSET = ClockMeasurement(0.0, 0.0, 0.0002)
ECG = StreamSpec("c-ecg", "H10", "ECG", "p1", Role.ECG, "client", "mV", 250.0, uid="u1")
BELT = StreamSpec("c-belt", "belt", "RESP", "b1", Role.RESPIRATION, "client", "", 50.0, uid="u2")
SAID_S, GONE_S, STEP_S = 3.0, 5.0, 0.65
"""The two bounds, and the longest time between two looks of the window."""


def beats(stamps: FloatArray) -> FloatArray:
    noise = 0.01 * np.random.default_rng(1).standard_normal(stamps.size)
    return np.exp(-((((stamps % 0.8) - 0.4) / 0.012) ** 2)) + noise


def breaths(stamps: FloatArray) -> FloatArray:
    phase = (stamps % 4.0) / 4.0
    falls = np.clip((phase - 0.38) / 0.42, 0, 1)
    rests = 0.1 * np.clip((phase - 0.8) / 0.2, 0, 1)
    return np.where(
        phase < 0.38, -np.cos(np.pi * phase / 0.38), 0.05 + 0.95 * np.cos(np.pi * falls) - rests
    )


class Sensor:
    """An inlet of one channel that gives what its sensor made until now."""

    def __init__(self, spec: StreamSpec, wave: Callable[[FloatArray], FloatArray]) -> None:
        self.spec, self.wave, self.now, self.sent = spec, wave, 0.0, 0.0
        self.measured: ClockMeasurement | None = None
        self.off: tuple[float, float] = (np.inf, np.inf)
        self.flat: tuple[float, float] = (np.inf, np.inf)
        self.loses: tuple[float, float] = (np.inf, np.inf)

    def measure_offset(self, timeout: float) -> ClockMeasurement | None:
        assert timeout <= 0.05, "the list follows the hands"
        return self.measured

    def pull(self) -> RawChunk | None:
        stamps = (
            np.arange(
                round(self.sent * self.spec.nominal_rate), round(self.now * self.spec.nominal_rate)
            )
            / self.spec.nominal_rate
        )
        self.sent = self.now
        values = self.wave(stamps)
        values[(stamps >= self.flat[0]) & (stamps < self.flat[1])] = 0.2
        lost = (stamps >= self.off[0]) & (stamps < self.off[1])
        lost |= (stamps >= self.loses[0]) & (stamps < self.loses[1]) & (stamps % 1.0 < 0.3)
        kept = ~lost
        return RawChunk(stamps[kept], values[kept, None]) if kept.any() else None


class Bench:
    """Two sensors looked at again and again; the time is its own."""

    def __init__(self) -> None:
        self.now = 0.0
        self.ecg, self.belt = Sensor(ECG, beats), Sensor(BELT, breaths)
        self.looks = Looks(
            [ECG, BELT], {"u1": self.ecg, "u2": self.belt}, {"u1": OFFSET, "u2": OFFSET},
            lambda: self.now,
        )  # fmt: skip

    def look(self, until: float) -> list[Finding]:
        """Look every so often up to a time; return the last findings that are not in order."""
        found: list[Finding] = []
        while self.now < until:
            self.now = min(self.now + STEP_S, until)
            self.ecg.now = self.belt.now = self.now
            found = stream_findings(("client",), self.looks.look(0.0), now=self.now)
        return [finding for finding in found if finding.verdict is not Verdict.OK]


def of(findings: list[Finding], name: str) -> list[str]:
    return [f.found for f in findings if f"({name})" in f.what]


@pytest.mark.parametrize("sensor", ["ecg", "belt"])
@pytest.mark.parametrize("trouble", ["off", "flat"])
def test_a_sensor_that_dies_is_named_within_3_s_and_gone_within_5(sensor: str, trouble: str):
    bench = Bench()
    name = ECG.name if sensor == "ecg" else BELT.name
    assert of(bench.look(40.0), name) == []
    setattr(getattr(bench, sensor), trouble, (40.0, 70.0))
    (said,) = of(bench.look(40.0 + SAID_S), name)
    assert ("no data for" if trouble == "off" else EXPLANATIONS[Reason.FLAT]) in said
    assert of(bench.look(70.0), name) != []
    assert [f for f in bench.look(70.0 + GONE_S) if f.verdict is Verdict.FAIL] == []


def test_the_age_of_a_silence_counts_from_the_last_sample():
    bench = Bench()
    bench.look(30.0)
    bench.ecg.off = (30.0, np.inf)
    assert of(bench.look(37.0), ECG.name) == ["no data for 7 s"]


def test_samples_that_waited_in_the_inlet_are_as_old_as_they_are():
    bench = Bench()
    bench.ecg.off = (6.0, np.inf)
    bench.ecg.now = bench.belt.now = bench.now = 20.0
    found = stream_findings(("client",), bench.looks.look(0.0), now=20.0)
    assert of(found, ECG.name) == ["no data for 14 s"]


def test_a_sensor_that_never_sent_is_not_given_an_age():
    bench = Bench()
    bench.ecg.off = (0.0, np.inf)
    assert of(bench.look(12.0), ECG.name) == ["no data yet, after 12 s"]


def test_the_time_between_two_looks_counts():
    bench = Bench()
    bench.look(1.0)
    bench.now = bench.ecg.now = bench.belt.now = 25.0
    ecg, _ = bench.looks.look(0.0)
    assert ecg.seconds == 25.0


@pytest.mark.parametrize("trouble", ["loses", "off"])
def test_samples_that_were_lost_stop_counting_against_the_rate_within_5_s(trouble: str):
    bench = Bench()
    bench.look(20.0)
    setattr(bench.ecg, trouble, (20.0, 26.0))
    assert of(bench.look(26.0), ECG.name) != []
    assert of(bench.look(26.0 + GONE_S), ECG.name) == []


def test_a_clock_that_can_be_compared_again_is_no_trouble_any_more():
    bench = Bench()
    bench.ecg.measured = ClockMeasurement(0.0, 0.0, 0.05)
    assert of(bench.look(10.0), ECG.name) == ["offset +0.00 ms, known to 50.00 ms"]
    bench.ecg.measured = OFFSET
    assert of(bench.look(10.0 + GONE_S), ECG.name) == []
    without = Looks([ECG], {"u1": bench.ecg}, {}, lambda: bench.now)
    (look,) = without.look(0.0)
    assert look.offset == OFFSET


def test_a_belt_that_was_turned_is_judged_by_the_breaths_since():
    def look(since: float) -> ChannelLook:
        stamps = np.arange(0.0, 60.0, 0.02)
        values = np.where(stamps < since, -1, 1) * breaths(stamps)
        return ChannelLook(BELT, OFFSET, 60.0, 60.0, stamps, values)

    heart = replace(look(0.0), spec=replace(ECG, nominal_rate=50.0))
    assert of(stream_findings(("client",), [heart, look(60.0)], now=60.0), BELT.name)
    turned = stream_findings(("client",), [heart, look(14.0)], now=60.0)
    assert [f.verdict for f in turned if f.what.endswith("polarity")] == [Verdict.OK]


def test_a_pause_is_a_break_and_the_steps_of_a_slow_stream_are_none():
    slow = np.arange(0.0, 30.0, 1.0)
    assert after_last_break(slow).size == 30
    assert after_last_break(slow[:1]).size == 1
    fast = np.concatenate([np.arange(0, 5, 0.01), np.arange(9, 10, 0.01)])
    assert after_last_break(fast)[0] == 9.0


def test_a_wave_that_pauses_for_a_second_is_not_flat():
    stamps = np.arange(0.0, 20.0, 0.02)
    wave = breaths(stamps)
    wave[(stamps % 4.0) > 2.8] = -0.5
    assert signal_now(stamps, wave) == ()


class Live:
    """The status of one stream of a running session, as the window reads it."""

    def __init__(self, spec: StreamSpec, wave: Callable[[FloatArray], FloatArray]) -> None:
        self.model = SessionModel(("client",), [spec], STANDARD)
        self.stream = LiveStream(spec, offset=0.0, placed=True)
        self.sensor = Sensor(spec, wave)

    def remark(self, until: float) -> str:
        while self.sensor.now < until:
            self.sensor.now = min(self.sensor.now + 0.25, until)
            chunk = self.sensor.pull()
            if chunk is not None:
                self.stream.last_arrival = self.sensor.now
                self.model.waveform(
                    self.stream.spec.stream_id, chunk.stamps, np.asarray(chunk.values)[:, 0]
                )
        return status_of(self.stream, self.model, now=until, began=0.0).remark


@pytest.mark.parametrize("trouble", ["off", "flat"])
def test_the_status_of_a_running_session_speaks_of_now_too(trouble: str):
    live = Live(ECG, beats)
    assert live.remark(30.0) == ""
    setattr(live.sensor, trouble, (30.0, 50.0))
    said = live.remark(30.0 + SAID_S)
    assert said == ("no data for 3 s" if trouble == "off" else EXPLANATIONS[Reason.FLAT])
    assert live.remark(50.0) != ""
    assert live.remark(50.0 + GONE_S) == ""


@pytest.mark.parametrize("reason", [Reason.FLAT, Reason.GAP, Reason.CLIPPED])
def test_what_an_older_tick_says_of_a_signal_is_not_repeated_when_it_is_over(
    reason: Reason, monkeypatch: pytest.MonkeyPatch
):
    live = Live(ECG, beats)
    monkeypatch.setattr(live.model, "signal_reasons", lambda _: (reason, Reason.POOR_SIGNAL))
    assert live.remark(30.0) == EXPLANATIONS[Reason.POOR_SIGNAL]
