"""Every kind of sensor before a session: what is dead, flat or lossy is said, and gone when over.

In the time of the streams, looked at as often as the window does.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from acquisition.inlet import ClockMeasurement, RawChunk
from safehold.core.findings import Finding, Verdict
from safehold.core.types import FloatArray, Role, StreamSpec
from safehold.live.preflight import Looks, stream_findings, upside_down

pytestmark = pytest.mark.slow
OFFSET = ClockMeasurement(0.0, 0.0, 0.0002)
ECG = StreamSpec("c-ecg", "H10", "ECG", "p1", Role.ECG, "client", "mV", 250.0, uid="u1")
PPG = StreamSpec("c-ppg", "finger", "PPG", "p2", Role.PPG, "client", "a.u.", 100.0, uid="u2")
RR = StreamSpec("c-rr", "strap", "RR", "r1", Role.RR, "client", "ms", 0.0, uid="u3")
BELT = StreamSpec("c-belt", "belt", "RESP", "b1", Role.RESPIRATION, "client", "", 50.0, uid="u4")
SAID_S, GONE_S, STEP_S = 3.0, 5.0, 0.65
"""The two bounds, and the longest time between two looks of the window."""
STUCK_S = 5.5
"""Equal RR intervals are no fault by themselves: it takes more of them to tell a stuck program."""
BEGIN, END = 40.0, 62.0


def _beats() -> FloatArray:
    found, rng = [0.3], np.random.default_rng(2)
    while found[-1] < 300.0:
        swing = 0.05 * np.sin(2 * np.pi * found[-1] / 4.0)
        found.append(found[-1] + 0.85 + swing + 0.01 * rng.standard_normal())
    return np.array(found)


BEATS = _beats()


def since_beats(stamps: FloatArray) -> FloatArray:
    """Return the time since the last two beats, shape (2, n)."""
    newest = np.searchsorted(BEATS, stamps) - 1
    return stamps - BEATS[np.clip([newest, newest + 1], 0, BEATS.size - 1)]


def ecg(stamps: FloatArray) -> FloatArray:
    since = since_beats(stamps)
    waves = np.exp(-((since / 0.012) ** 2)) + 0.25 * np.exp(-(((since - 0.25) / 0.05) ** 2))
    return waves.sum(axis=0) + 0.01 * np.sin(300.0 * stamps)


def ppg(stamps: FloatArray) -> FloatArray:
    since = since_beats(stamps)
    waves = np.exp(-(((since - 0.3) / 0.1) ** 2)) + 0.35 * np.exp(-(((since - 0.55) / 0.12) ** 2))
    return waves.sum(axis=0) + 0.005 * np.sin(300.0 * stamps)


def belt(stamps: FloatArray, period: float = 4.0) -> FloatArray:
    phase = (stamps % period) / period
    out = 0.05 + 0.95 * np.cos(np.pi * np.clip((phase - 0.38) / 0.42, 0, 1))
    rests = 0.1 * np.clip((phase - 0.8) / 0.2, 0, 1)
    return np.where(phase < 0.38, -np.cos(np.pi * phase / 0.38), out - rests)


WAVES: dict[str, tuple[StreamSpec, Callable[[FloatArray], FloatArray]]] = {
    "ecg": (ECG, ecg), "ppg": (PPG, ppg), "belt": (BELT, belt),
}  # fmt: skip


class Sensor:
    """An inlet of one channel that gives what its sensor made until now, with one fault."""

    def __init__(self, name: str, fault: str = "", *, period: float = 4.0, over: int = 1) -> None:
        self.spec, self._wave = WAVES.get(name, (RR, None))
        if name == "belt":
            self._wave = lambda stamps: over * belt(stamps, period)
        self._fault, self.now, self._sent = fault, 0.0, 0.0

    def measure_offset(self, timeout: float) -> ClockMeasurement | None:
        return None

    def pull(self) -> RawChunk | None:
        begin, self._sent = self._sent, self.now
        if self._wave is None:
            stamps = BEATS[(begin <= BEATS) & (self.now > BEATS)]
            values = 1000 * np.diff(BEATS, prepend=BEATS[0] - 0.8)[np.isin(BEATS, stamps)]
        else:
            rate = self.spec.nominal_rate
            stamps = np.arange(round(begin * rate), round(self.now * rate)) / rate
            values = self._wave(stamps)
        faulty = (stamps >= BEGIN) & (stamps < END)
        if self._fault == "flat":
            values = np.where(faulty, 800.0, values)
        lost = faulty & ((self._fault == "off") | ((self._fault == "loses") & (stamps % 1 < 0.3)))
        return RawChunk(stamps[~lost], values[~lost, None]) if (~lost).any() else None


class Bench:
    """Sensors looked at again and again; the time is its own."""

    def __init__(self, *sensors: Sensor) -> None:
        self.now, self._sensors = 0.0, sensors
        self._looks = Looks(
            [sensor.spec for sensor in sensors],
            {sensor.spec.uid: sensor for sensor in sensors},
            {sensor.spec.uid: OFFSET for sensor in sensors},
            lambda: self.now,
        )

    def look(self) -> list[Finding]:
        self.now += STEP_S
        for sensor in self._sensors:
            sensor.now = self.now
        return stream_findings(("client",), self._looks.look(0.0), now=self.now)

    def troubles(self, spec: StreamSpec, until: float) -> list[float]:
        """Return at which times one sensor was not in order, but for a polarity not yet known."""
        found = []
        while self.now + STEP_S < until:
            bad = [f for f in self.look() if f.stream_id == spec.stream_id]
            if any(f.verdict is not Verdict.OK and f.code != "polarity" for f in bad):
                found.append(self.now)
        return found


FAULTS = [
    (name, fault, SAID_S)
    for name in ("ecg", "ppg", "belt")
    for fault in ("off", "flat", "loses")
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "fault", "said_s"), [*FAULTS, ("rr", "off", SAID_S), ("rr", "flat", STUCK_S)]
)
def test_what_is_wrong_is_said_within_3_s_and_gone_within_5(name, fault, said_s):
    sensor = Sensor(name, fault)
    others = [] if name in ("belt", "ppg") else [Sensor("belt")]
    troubles = Bench(sensor, *others).troubles(sensor.spec, END + 30.0)
    told = [at for at in troubles if at >= BEGIN]
    assert [at for at in troubles if 12.0 < at < BEGIN] == []
    assert told[0] <= BEGIN + said_s
    assert sum(at < END for at in told) > (END - BEGIN - said_s) / STEP_S - 2  # all the time
    assert told[-1] <= END + GONE_S - STEP_S  # the look after it is without


@pytest.mark.parametrize("breaths_a_minute", [5.0, 6.0, 15.0])
def test_a_belt_upside_down_is_named_for_slow_breathers_too_and_stays_named(breaths_a_minute):
    belt_sensor = Sensor("belt", period=60.0 / breaths_a_minute, over=-1)
    bench, turned = Bench(Sensor("ecg"), belt_sensor), []
    while bench.now < 240.0:
        if upside_down(bench.look()):
            turned.append(bench.now)
    assert turned[0] < max(25.0, 11 * 60.0 / breaths_a_minute)  # eight whole breaths and margins
    named = [at for at in turned if at > turned[0] + 25.0]
    assert len(named) >= (240.0 - turned[0] - 25.0) / STEP_S - 2


def test_a_belt_the_right_way_up_is_not_called_upside_down_at_5_breaths_a_minute():
    bench = Bench(Sensor("ecg"), Sensor("belt", period=12.0))
    while bench.now < 200.0:
        assert upside_down(bench.look()) == []
    (told,) = [f for f in bench.look() if f.code == "polarity" and f.stream_id == "c-belt"]
    assert told.verdict is Verdict.OK
