"""One strap over a fake link: patience, back-off, silence, streams; and the choice of straps."""

from __future__ import annotations

import asyncio
import math
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from acquisition.bluetooth import heart_rate, polar
from acquisition.bluetooth.bridge import pick
from acquisition.bluetooth.heart_rate import HeartRateFrame
from acquisition.bluetooth.polar import Measurement, PolarFrame
from acquisition.bluetooth.radio import BleakRadio, Seen
from acquisition.bluetooth.strap import BACK_OFF_S, Patience, Strap, StrapStatus
from acquisition.bluetooth.streams import StrapStreams
from acquisition.description import ChannelInfo, StreamDescription
from acquisition.outlets import OutletInfo
from acquisition.roles import propose
from safehold.core.errors import ConfigError, StreamError, StreamNotFoundError
from safehold.core.messages import Message
from safehold.core.types import Role

ADDRESS = "F0:00:00:00:00:07"


class Tape:
    """An outlet that keeps what it is given."""

    def __init__(self, info: OutletInfo) -> None:
        self.info = info
        self.rows: list[Any] = []
        self.stamps: list[float] = []
        self.closed = False

    def push(self, values: Any, stamp: float) -> None:
        self.push_chunk([values], [stamp])

    def push_chunk(self, values: Any, stamps: Any) -> None:
        self.rows += [list(row) for row in values]
        self.stamps += [float(stamp) for stamp in stamps]

    def close(self) -> None:
        self.closed = True


class Tapes:
    def __init__(self, *, fail: str = "") -> None:
        self.tapes: list[Tape] = []
        self.fail = fail

    def __call__(self, info: OutletInfo) -> Tape:
        if self.fail and info.name.endswith(self.fail):
            raise StreamError(Message(f"Outlet {info.name!r}: liblsl reports: full."))
        self.tapes.append(Tape(info))
        return self.tapes[-1]

    def __getitem__(self, word: str) -> Tape:
        return next(t for t in reversed(self.tapes) if t.info.source_id.endswith(f"-{word}"))

    def __contains__(self, word: str) -> bool:
        return any(t.info.source_id.endswith(f"-{word}") for t in self.tapes)


class FakeLink:
    """A heart-rate strap that does as a script says once it is subscribed to."""

    def __init__(self, script: Callable[[FakeLink], None] | None) -> None:
        self.script = script
        self.lost: Callable[[], None] = lambda: None
        self.notify: Callable[[bytes], None] = lambda _: None
        self.disconnected = False

    async def connect(self, on_lost: Callable[[], None]) -> None:
        if self.script is None:
            raise StreamNotFoundError(Message(f"Device {ADDRESS} is out of range."))
        self.lost = on_lost

    async def disconnect(self) -> None:
        self.disconnected = True

    def offers(self, characteristic: str) -> bool:
        return characteristic == heart_rate.MEASUREMENT

    async def read(self, characteristic: str) -> bytes:
        raise StreamError(Message("no"))

    async def write(self, characteristic: str, data: bytes) -> None:
        raise StreamError(Message("no"))

    async def subscribe(self, characteristic: str, on_data: Callable[[bytes], None]) -> None:
        self.notify = on_data
        assert self.script is not None
        asyncio.get_running_loop().call_soon(self.script, self)


class FakeRadio:
    def __init__(self, *scripts: Callable[[FakeLink], None] | None) -> None:
        self.scripts = list(scripts)
        self.links: list[FakeLink] = []

    async def scan(self, seconds: float) -> list[Seen]:
        return []

    def link(self, address: str) -> FakeLink:
        assert address == ADDRESS
        self.links.append(FakeLink(self.scripts.pop(0)))
        return self.links[-1]


class Enough(Exception):  # noqa: N818 - ends a test's course, is no error
    """Raised by the fake wait when the scripts are used up."""


def run_strap(
    radio: FakeRadio, tapes: Tapes, patience: Patience | None = None
) -> tuple[Strap, list[float], list[str]]:
    """Run a strap through the radio's scripts; return it, its pauses and what it said."""
    pauses: list[float] = []
    lines: list[str] = []

    async def wait(seconds: float) -> None:
        pauses.append(seconds)
        if not radio.scripts:
            raise Enough

    async def course() -> Strap:
        strap = Strap(
            radio,
            StrapStreams("Strap", ADDRESS, person="client", open_outlet=tapes),
            StrapStatus("Strap", ADDRESS, "client"),
            say=lines.append,
            patience=patience or Patience(poll=0.005),
            wait=wait,
        )
        with pytest.raises(Enough):
            async with asyncio.timeout(20):
                await strap.run()
        return strap

    return asyncio.run(course()), pauses, lines


def beat_and_drop(link: FakeLink) -> None:
    link.notify(b"\x10\x3c\x00\x04")
    link.lost()


def test_attempts_to_connect_come_ever_less_often_up_to_half_a_minute() -> None:
    _, pauses, lines = run_strap(FakeRadio(*[None] * 8), Tapes())
    assert pauses == [*BACK_OFF_S, 30.0, 30.0]
    assert all("out of range" in line for line in lines)


def test_after_a_connection_that_gave_data_attempts_start_soon_again() -> None:
    tapes = Tapes()
    strap, pauses, lines = run_strap(FakeRadio(None, None, beat_and_drop, None, None), tapes)
    assert pauses == [1.0, 2.0, 1.0, 2.0, 4.0]
    assert strap.status.connections == 1
    assert tapes["rr"].rows == [[1000.0]]
    assert any(line == "Strap: connection lost. Next attempt in 1 s." for line in lines)


def test_a_link_that_is_lost_at_once_counts_as_a_failure() -> None:
    _, pauses, _ = run_strap(FakeRadio(*[lambda link: link.lost()] * 3), Tapes())
    assert pauses == [1.0, 2.0, 4.0]


def test_a_connection_without_a_sound_is_made_anew() -> None:
    radio = FakeRadio(lambda _: None, beat_and_drop)
    strap, _, lines = run_strap(radio, Tapes(), Patience(silence=0.02, poll=0.005))
    assert any("connected but silent" in line for line in lines)
    assert radio.links[0].disconnected
    assert strap.status.connections == 2


def test_streams_stay_open_over_a_loss_of_the_link() -> None:
    tapes = Tapes()
    run_strap(FakeRadio(beat_and_drop, beat_and_drop), tapes)
    assert len([t for t in tapes.tapes if t.info.type == "RR"]) == 1
    assert len(tapes["rr"].rows) == 2
    assert not tapes["rr"].closed
    links = [row[1] for row in tapes["frames"].rows if row[0] == "link"]
    assert links == ["up", "down", "up", "down"]


def test_an_outlet_that_fails_is_told_and_tried_again() -> None:
    tapes = Tapes(fail=" RR")
    _, pauses, lines = run_strap(FakeRadio(beat_and_drop, beat_and_drop), tapes)
    assert sum("liblsl reports: full" in line for line in lines) == 2
    assert "rr" not in tapes
    assert len(pauses) == 2


def test_a_device_without_heart_rate_is_refused_in_words() -> None:
    class Other(FakeLink):
        def offers(self, characteristic: str) -> bool:
            return False

    radio = FakeRadio(beat_and_drop)
    radio.link = lambda _: Other(radio.scripts.pop(0))  # type: ignore[method-assign]
    _, _, lines = run_strap(radio, Tapes())
    assert "neither the heart-rate service nor Polar's" in lines[0]


def description(info: OutletInfo) -> StreamDescription:
    return StreamDescription(
        info.name, info.type, info.source_id, "", "", "", info.rate, info.format,
        len(info.channels), tuple(ChannelInfo(c.label, c.type, c.unit) for c in info.channels),
        info.person,
    )  # fmt: skip


def all_streams(*, breathing: bool) -> Tapes:
    tapes = Tapes()
    streams = StrapStreams("Bob's H10", ADDRESS, breathing=breathing, open_outlet=tapes)
    rates = {Measurement.ECG: 130.0, Measurement.PPG: 55.0, Measurement.ACC: 50.0}
    streams.link_up(rates, 1.0)
    streams.heart_rate(HeartRateFrame(60, None, None, (1000.0,)), 100.0)
    time = np.arange(0, 40, 1 / 50)
    breath = 20 * np.sin(2 * np.pi * 0.25 * time)
    acceleration = np.stack((np.zeros_like(time), breath / 3, 980 + breath), axis=1)
    for i in range(40):
        wave = acceleration[i * 50 : (i + 1) * 50]
        streams.wave(PolarFrame(Measurement.ACC, i + 1.0, wave), 100.0 + i)
        streams.wave(PolarFrame(Measurement.ECG, i + 1.0, np.ones((130, 1))), 100.0 + i)
        streams.wave(PolarFrame(Measurement.PPG, i + 1.0, np.ones((55, 4))), 100.0 + i)
    streams.link_down(140.0)
    return tapes


def test_every_stream_is_taken_for_what_it_is() -> None:
    tapes = all_streams(breathing=True)
    roles = {
        tape.info.source_id.rsplit("-", 1)[1]: propose(description(tape.info))[0]
        for tape in tapes.tapes
    }
    assert {word: proposal.role for word, proposal in roles.items()} == {
        "frames": Role.DERIVED,
        "hr": Role.HEART_RATE,
        "rr": Role.RR,
        "ecg": Role.ECG,
        "ppg": Role.PPG,
        "acc": Role.ACCELEROMETER,
        "respiration": Role.RESPIRATION,
    }
    assert (roles["ecg"].unit, roles["rr"].unit, roles["ppg"].channel) == ("uV", "ms", 0)
    assert len({tape.info.source_id for tape in tapes.tapes}) == 7
    assert all("'" not in tape.info.name for tape in tapes.tapes)


def test_respiration_says_what_it_is_derived_from_and_only_comes_when_asked_for() -> None:
    tape = all_streams(breathing=True)["respiration"]
    assert "derived from accelerometer" in tape.info.name
    remarks = dict(tape.info.remarks)
    assert "unknown" in remarks["polarity"]
    assert float(remarks["axis_share"]) > 0.99
    assert tape.info.rate == 25.0
    assert max(abs(row[0]) for row in tape.rows) == pytest.approx(20 * math.sqrt(10) / 3, rel=0.05)
    assert "respiration" not in all_streams(breathing=False)


def test_samples_of_a_measurement_that_was_not_started_are_left_out() -> None:
    tapes = Tapes()
    streams = StrapStreams("x", ADDRESS, open_outlet=tapes)
    streams.link_up({}, 1.0)
    streams.wave(PolarFrame(Measurement.ECG, 1.0, np.ones((3, 1))), 5.0)
    streams.link_down(9.0)
    assert "ecg" not in tapes


def test_a_frame_that_is_still_held_back_is_sent_when_the_link_goes_down() -> None:
    tapes = Tapes()
    streams = StrapStreams("x", ADDRESS, open_outlet=tapes)
    streams.link_up({Measurement.ECG: 130.0}, 1.0)
    streams.wave(PolarFrame(Measurement.ECG, 1.0, np.ones((3, 1))), 5.0)
    assert "ecg" not in tapes
    streams.link_down(9.0)
    assert tapes["ecg"].rows == [[1.0]] * 3
    assert tapes["ecg"].stamps[-1] == pytest.approx(5.0)


def test_a_strap_is_picked_by_address_or_part_of_its_name_and_never_guessed() -> None:
    seen = [
        Seen(ADDRESS, "Polar H10 1111", -60),
        Seen("F0:00:00:00:00:08", "Polar H10 2222", -50),
        Seen("F0:00:00:00:00:09", "", -40),
    ]
    assert pick(seen, ADDRESS.lower()) is seen[0]
    assert pick(seen, "2222") is seen[1]
    assert pick(seen, "polar h10 1111") is seen[0]
    with pytest.raises(ConfigError, match="several devices"):
        pick(seen, "polar")
    with pytest.raises(StreamNotFoundError, match="'Garmin'"):
        pick(seen, "Garmin")
    with pytest.raises(StreamNotFoundError):
        pick(seen, "")


def test_only_heart_sensors_are_straps() -> None:
    assert Seen("a", "HRM", -1, frozenset({heart_rate.SERVICE})).is_strap
    assert Seen("a", "Polar Sense 12", -1).is_strap
    assert Seen("a", "", -1, frozenset({polar.SERVICE})).is_strap
    assert not Seen("a", "Headphones", -1, frozenset({heart_rate.BATTERY_LEVEL})).is_strap


def test_without_bleak_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bleak", None)
    with pytest.raises(ConfigError, match=r"safehold\[bluetooth\]"):
        BleakRadio()
