"""Straps on a virtual air, the bridge, LSL, an inlet: what the strap said is what arrives."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest

pytest.importorskip("bleak", reason="the Bluetooth extra is not installed")
pytest.importorskip("bumble", reason="bumble (test extra) is not installed")

from acquisition.bluetooth import heart_rate
from acquisition.bluetooth.bridge import Wanted, run_bridge
from acquisition.bluetooth.polar import Measurement
from acquisition.bluetooth.radio import Seen
from acquisition.bluetooth.strap import LinkState, Patience, StrapStatus
from acquisition.roles import propose, propose_person
from safehold.core.types import Role
from tests.integration._virtual_strap import (
    Air,
    Listener,
    VirtualStrap,
    ecg_frame,
    heart_rate_frame,
    until,
)

if TYPE_CHECKING:
    from tests.integration.conftest import LslNetwork

pytestmark = pytest.mark.lsl

PATIENT = Patience(silence=30, poll=0.02, back_off=(0.05, 0.1))
LEAD = 1024
"""RR interval that fills the time until the inlet is there; it occurs nowhere else."""


def random_address() -> str:
    digits = random.SystemRandom()
    return "F0:" + ":".join(f"{digits.randrange(256):02X}" for _ in range(5))


class Bridge:
    """The bridge at work on one virtual strap, with a listener on its streams."""

    def __init__(self, features: bytes = b"", **options: object) -> None:
        self.address = random_address()
        self.features = features
        self.options = options
        self.lines: list[str] = []
        self.states: list[StrapStatus] = []

    async def play(self, scene: Callable[[Bridge], Awaitable[None]]) -> None:
        """Run a scene while the bridge works."""
        air = Air()
        await air.computer.power_on()
        self.strap = VirtualStrap(air, self.address, "Polar H10 0A1B", features=self.features)
        await self.strap.appear()
        over = False
        with Listener(self.address) as self.listener:
            bridge = asyncio.create_task(
                run_bridge(
                    air.radio(),
                    [Wanted(Seen(self.address, "Polar H10 0A1B", -50), "client")],
                    say=self.lines.append,
                    on_status=lambda states: self.states.__setitem__(slice(None), states),
                    stopped=lambda: over,
                    patience=PATIENT,
                    **self.options,  # type: ignore[arg-type]
                )
            )
            try:
                await until(lambda: bridge.done() or (self.states and self.status.connections))
                await scene(self)
            finally:
                over = True
                await bridge

    @property
    def status(self) -> StrapStatus:
        return self.states[0]

    async def lead_in(self, word: str = "rr", after: int = 0) -> None:
        """Send filler beats until the listener gets them."""

        async def come() -> bool:
            await self.strap.heart_frame(heart_rate_frame(60, [LEAD]))
            return len(self.listener.values(word)) > after

        while not await come():
            await asyncio.sleep(0.02)

    async def beats(self, rr: list[int], per_frame: int = 2) -> None:
        for i in range(0, len(rr), per_frame):
            await self.strap.heart_frame(heart_rate_frame(70, rr[i : i + per_frame]))

    def got(self) -> list[float]:
        """RR intervals that came, without the filler, in 1/1024 s."""
        return [v * 1.024 for v in self.listener.values("rr") if v != LEAD / 1.024]


def play(bridge: Bridge, scene: Callable[[Bridge], Awaitable[None]]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(60):
            await bridge.play(scene)

    asyncio.run(bounded())


def test_every_rr_interval_arrives_exactly_with_an_ascending_estimated_stamp(
    lsl_network: LslNetwork,
) -> None:
    rr = [int(value) for value in np.random.default_rng(1).integers(500, 1000, 41)]

    async def scene(bridge: Bridge) -> None:
        await bridge.lead_in()
        await bridge.lead_in("hr")
        await bridge.beats(rr)
        await until(lambda: len(bridge.got()) >= len(rr))

    bridge = Bridge()
    play(bridge, scene)
    assert bridge.got() == rr
    assert np.all(np.diff(bridge.listener.stamps("rr")) > 0)
    header = bridge.listener.header("rr")
    assert "<stamps>estimated from arrival</stamps>" in header.xml
    (proposal,) = propose(header)
    assert (proposal.role, proposal.unit) == (Role.RR, "ms")
    assert propose_person(header, ("client", "therapist")) == "client"
    assert [p.role for p in propose(bridge.listener.header("hr"))] == [Role.HEART_RATE]
    assert bridge.listener.rows("hr")[-1] == [70.0, 1.0]
    assert bridge.status.battery == 83


def test_the_raw_frames_are_streamed_as_they_came_and_are_nobodys_signal(
    lsl_network: LslNetwork,
) -> None:
    frame = heart_rate_frame(71, [700, 710, 720])

    async def scene(bridge: Bridge) -> None:
        await until(lambda: "bluetooth-" in "".join(bridge.listener.inlets))
        await bridge.strap.heart_frame(frame)
        await until(
            lambda: [s for s in bridge.listener.rows("frames") if frame.hex().encode() in s]
        )

    bridge = Bridge()
    play(bridge, scene)
    assert [heart_rate.MEASUREMENT.encode(), frame.hex().encode()] in bridge.listener.rows(
        "frames"
    )
    assert [p.role for p in propose(bridge.listener.header("frames"))] == [Role.DERIVED]


def test_damaged_frames_are_counted_and_told_and_the_others_still_arrive(
    lsl_network: LslNetwork,
) -> None:
    damaged = [b"\x16\x3c\x00", b"\x01\x50", b"\x00\x3c\x00\x04", b"\x16\x3c\x00\x04\xff", b"\x00"]

    async def scene(bridge: Bridge) -> None:
        await bridge.lead_in()
        for data in damaged:
            await bridge.beats([800])
            await bridge.strap.heart_frame(data)
        await until(lambda: len(bridge.got()) >= len(damaged))
        await until(lambda: sum(bridge.status.damaged.values()) >= len(damaged))

    bridge = Bridge()
    play(bridge, scene)
    assert bridge.got() == [800] * len(damaged)
    assert bridge.status.damaged == {
        "heart-rate frame cut inside an RR interval": 2,
        "heart-rate frame cut short": 2,
        "heart-rate frame longer than its flags say": 1,
    }
    assert sum("damaged frame was not used" in line for line in bridge.lines) == 3


def test_a_burst_of_late_frames_loses_nothing(lsl_network: LslNetwork) -> None:
    rr = [700 + i for i in range(60)]

    async def scene(bridge: Bridge) -> None:
        await bridge.lead_in()
        await asyncio.gather(
            *(
                bridge.strap.heart_frame(heart_rate_frame(70, rr[i : i + 3]))
                for i in range(0, 60, 3)
            )
        )
        await until(lambda: len(bridge.got()) >= len(rr))

    bridge = Bridge()
    play(bridge, scene)
    assert bridge.got() == rr
    assert np.all(np.diff(bridge.listener.stamps("rr")) > 0)


def test_a_strap_that_vanishes_and_returns_is_taken_up_again_in_the_same_streams(
    lsl_network: LslNetwork,
) -> None:
    async def scene(bridge: Bridge) -> None:
        await bridge.lead_in()
        for life in range(3):
            await bridge.beats([900 + life, 910 + life])
            await until(lambda n=2 * (life + 1): len(bridge.got()) >= n)
            if life < 2:
                await bridge.strap.vanish()
                await until(lambda: bridge.status.state is not LinkState.CONNECTED)
                assert bridge.status.heart_rate is None
                missed = sum("out of range" in line for line in bridge.lines)
                await until(
                    lambda n=missed: sum("out of range" in line for line in bridge.lines) > n
                )
                await bridge.strap.appear()
                await until(lambda n=life + 2: bridge.status.connections >= n)
                await until(lambda n=life + 2: sum("connected (" in x for x in bridge.lines) >= n)

    bridge = Bridge()
    play(bridge, scene)
    assert bridge.got() == [900, 910, 901, 911, 902, 912]
    assert len(bridge.listener.inlets) == 3
    links = [row[1] for row in bridge.listener.rows("frames") if row[0] == b"link"]
    assert links[links.index(b"down") :] == [b"down", b"up", b"down", b"up", b"down"]
    assert any("connection lost. Next attempt in 0.05 s." in line for line in bridge.lines)


def test_lost_contact_and_a_heart_rate_of_zero_are_not_shown_as_numbers(
    lsl_network: LslNetwork,
) -> None:
    async def scene(bridge: Bridge) -> None:
        await bridge.lead_in("hr")
        await bridge.strap.heart_frame(heart_rate_frame(0, [], contact=False))
        await until(lambda: bridge.listener.rows("hr")[-1][1] == 0)
        await bridge.strap.heart_frame(heart_rate_frame(64, []))
        await until(lambda: bridge.listener.rows("hr")[-1][1] == 1)

    bridge = Bridge()
    play(bridge, scene)
    off, on = bridge.listener.rows("hr")[-2:]
    assert np.isnan(off[0])
    assert on == [64, 1]
    assert any("no skin contact" in line for line in bridge.lines)
    assert any("skin contact again" in line for line in bridge.lines)


def test_the_ecg_of_a_polar_strap_arrives_exactly_and_lost_frames_are_counted(
    lsl_network: LslNetwork,
) -> None:
    n, second = 73, 1_000_000_000
    values = np.random.default_rng(2).integers(-5000, 5000, (14, n)).tolist()
    start = 700_000_000 * second

    async def scene(bridge: Bridge) -> None:
        await until(lambda: bridge.status.measurements)
        sent = -1
        while len(bridge.listener.values("ecg")) == 0:  # filler until the inlet is there
            sent += 1
            end = start + round(sent * n / 130 * second)
            await bridge.strap.polar_frame(ecg_frame(end, [9999] * n))
            await asyncio.sleep(n / 130)
        for i, frame in enumerate(values):
            if i in (5, 6):
                continue
            end = start + round((sent + 1 + i) * n / 130 * second)
            await bridge.strap.polar_frame(ecg_frame(end, frame))
        await bridge.strap.polar_frame(b"\x00" * 12)
        got = bridge.listener.values
        await until(lambda: len([v for v in got("ecg") if v != 9999]) >= 12 * n)
        await until(lambda: bridge.status.lost)

    bridge = Bridge(features=bytes.fromhex("0F 05 00"))
    play(bridge, scene)
    got = [v for v in bridge.listener.values("ecg") if v != 9999]
    assert got == [v for i, frame in enumerate(values) if i not in (5, 6) for v in frame]
    assert bridge.status.lost == 2 * n
    assert bridge.status.measurements == ("ECG", "ACC")
    assert bridge.strap.commands[-2:] == [
        bytes.fromhex("02 00 00 01 82 00 01 01 0E 00"),
        bytes.fromhex("02 02 00 01 32 00 01 01 10 00 02 01 08 00"),
    ]
    steps = np.diff(bridge.listener.stamps("ecg"))
    assert np.all(steps > 0)
    assert np.sum(steps > 1.0) == 1
    header = bridge.listener.header("ecg")
    (proposal,) = propose(header)
    assert (proposal.role, proposal.unit, header.nominal_rate) == (Role.ECG, "uV", 130.0)
    assert bridge.status.damaged == {"Polar frame cut inside a sample": 1}


def test_a_measurement_that_is_refused_is_told_and_the_rest_goes_on(
    lsl_network: LslNetwork,
) -> None:
    async def scene(bridge: Bridge) -> None:
        await bridge.lead_in()

    bridge = Bridge(features=bytes.fromhex("0F 06 00"), measurements=frozenset({Measurement.PPG}))

    async def refusing(bridge: Bridge) -> None:
        bridge.strap.refuse.add(Measurement.PPG)
        await bridge.strap.vanish()
        await until(lambda: bridge.status.state is not LinkState.CONNECTED)
        await bridge.strap.appear()
        await until(lambda: any("PPG left out" in line for line in bridge.lines))
        await scene(bridge)

    play(bridge, refusing)
    assert any("PPG left out: the sensor is on its charger." in line for line in bridge.lines)
    assert bridge.status.measurements == ()
    assert all(command[1] == Measurement.PPG for command in bridge.strap.commands)


def test_a_scan_lists_the_strap_by_name_and_service() -> None:
    address = random_address()

    async def scan() -> list[Seen]:
        air = Air()
        await air.computer.power_on()
        strap = VirtualStrap(air, address, "HRM-Dual:1")
        await strap.appear()
        seen: list[Seen] = []
        async with asyncio.timeout(20):
            while not seen:
                seen = await air.radio().scan(0.2)
        await strap.vanish()
        return seen

    (seen,) = asyncio.run(scan())
    assert (seen.address, seen.name, seen.rssi) == (address, "HRM-Dual:1", -50)
    assert seen.services == {heart_rate.SERVICE}
    assert seen.is_strap
