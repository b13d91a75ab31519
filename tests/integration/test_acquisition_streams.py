"""Simulated people, recordings and safehold's own streams over real liblsl."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import textwrap
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from acquisition.discovery import StreamWatcher, propose
from acquisition.inlet import RawInlet
from acquisition.outlets import (
    EventOutlet,
    IndexOutlet,
    JournalOutlet,
    Outlet,
    TickOutlet,
    ZoneOutlet,
)
from acquisition.player import PlayedSignal, play
from acquisition.simulator import SCRIPTS, simulate, stream_simulation
from acquisition.simulator.script import Script, ScriptPhase
from acquisition.simulator.stream import make_sources
from safehold.core.canonical import canonical_json
from safehold.core.markers import decode_marker
from safehold.core.reasons import Reason
from safehold.core.types import (
    IndexValue,
    Role,
    Status,
    SubZone,
    Tick,
    ZoneName,
    ZoneState,
)
from tests.recorded import native_signals

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.integration.conftest import LslNetwork

pytestmark = pytest.mark.lsl


class Reader(threading.Thread):
    """Reads every stream with a tag in its source id until told to stop."""

    def __init__(self, tag: str, n_streams: int) -> None:
        super().__init__(name="reader")
        self.tag, self.n_streams = tag, n_streams
        self.stamps: dict[str, list[np.ndarray]] = {}
        self.values: dict[str, list[object]] = {}
        self.done = threading.Event()

    def run(self) -> None:
        watcher, inlets = StreamWatcher(), {}
        while len(inlets) < self.n_streams and not self.done.wait(0.02):
            for found in watcher.streams():
                name = found.description.name
                if self.tag in found.description.source_id and name not in inlets:
                    inlets[name] = RawInlet(found)
                    inlets[name].open(5)
        while True:
            last = self.done.wait(0.02)
            for name, inlet in inlets.items():
                while (chunk := inlet.pull()) is not None:
                    self.stamps.setdefault(name, []).append(chunk.stamps)
                    self.values.setdefault(name, []).append(chunk.values)
            if last:
                return

    def __enter__(self) -> Reader:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.join(20)
        assert not self.is_alive()

    def stream(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        values = self.values[name]
        if isinstance(values[0], list):
            rows = [row for chunk in values for row in chunk]  # type: ignore[attr-defined]
            return np.concatenate(self.stamps[name]), np.array(rows, dtype=object)
        return np.concatenate(self.stamps[name]), np.concatenate(values)  # type: ignore[arg-type]


def short_script() -> Script:
    phase = SCRIPTS["demo"].phases[1]
    events = tuple(e for e in SCRIPTS["demo"].events if e.time < 6)
    return Script("short", (ScriptPhase("rest", 6.0, phase.client, phase.therapist),), events)


def test_a_simulated_dyad_arrives_whole_with_every_sample_at_its_own_stamp(
    lsl_network: LslNetwork,
) -> None:
    tag = lsl_network.source_id("sim")
    simulation = simulate(short_script(), seed=9)
    signals = ("ecg", "respiration", "rr")
    with Reader(tag, 7) as reader:
        starts: list[float] = []
        t0 = stream_simulation(
            simulation, signals=signals, tag=tag, speed=3.0, consumers_timeout_s=20,
            on_start=starts.append,
        )  # fmt: skip
    assert starts == [t0]
    for source in make_sources(simulation, signals=signals, tag=tag):
        times, values = source.take(math.inf)
        stamps, got = reader.stream(source.info.name)
        assert stamps.tobytes() == (t0 + times).tobytes()
        if source.info.format == "string":
            assert [[cell.decode() for cell in row] for row in got] == values
        else:
            assert got.tobytes() == values.tobytes()
    ecg = reader.stream("simulated-client-ecg")[0]
    assert np.array_equal(ecg, t0 + np.arange(1500) / 250)
    texts = reader.stream("simulated-events")[1]
    assert decode_marker(texts[0, 0].decode())[0] == "ph.baseline_start"


def test_a_stream_can_be_stopped_early(lsl_network: LslNetwork) -> None:
    stop = threading.Event()
    reached: list[float] = []

    def progress(time: float) -> None:
        reached.append(time)
        if time > 0.3:
            stop.set()

    stream_simulation(
        simulate(SCRIPTS["demo"], ("client",)), tag=lsl_network.source_id("stop"), stop=stop,
        on_progress=progress,
    )  # fmt: skip
    assert 0.3 < reached[-1] < 3


def test_time_runs_only_once_it_is_told_to_begin(lsl_network: LslNetwork) -> None:
    asked: list[bool] = []

    def begin() -> bool:
        asked.append(True)
        return len(asked) > 3

    stop = threading.Event()
    stream_simulation(
        simulate(short_script(), ("client",)), tag=lsl_network.source_id("begin"), begin=begin,
        stop=stop, on_progress=lambda _: stop.set(),
    )  # fmt: skip
    assert len(asked) == 4


def test_a_recording_is_played_at_its_own_stamps_with_its_missing_values(
    lsl_network: LslNetwork,
) -> None:
    tag = lsl_network.source_id("play")
    rng = np.random.default_rng(3)
    times = np.cumsum(rng.uniform(0.003, 0.005, 500))
    ppg = rng.normal(2000, 50, 500).astype(np.float32)
    ppg[100:110] = np.nan
    signals = [PlayedSignal("client", "ppg", times, ppg.astype(np.float64), "counts", 250.0)]
    with Reader(tag, 2) as reader:
        t0 = play(
            signals,
            tag=tag,
            speed=2.0,
            consumers_timeout_s=20,
            markers=[(0.5, "ph.baseline_start")],
        )
    stamps, values = reader.stream("played-client-ppg")
    assert stamps.tobytes() == (t0 + (times - times[0])).tobytes()
    assert np.array_equal(values[:, 0], ppg, equal_nan=True)
    assert reader.stream("played-events")[0].tolist() == [t0 + 0.5]


def test_the_real_pair_arrives_over_lsl_as_two_people(
    lsl_network: LslNetwork, shared_data: Path
) -> None:
    tag = lsl_network.source_id("pair")
    signals = [
        signal
        for person, name in (("client", "P11"), ("therapist", "P12"))
        for signal in native_signals(shared_data / f"dyad/{name}_baseline.npz", person)
    ]
    stop = threading.Event()
    with Reader(tag, 4) as reader:
        t0 = play(
            signals, tag=tag, speed=10.0, consumers_timeout_s=20, stop=stop,
            on_progress=lambda t: stop.set() if t > 20 else None,
        )  # fmt: skip
    for signal in signals:
        name = f"{signal.person}-{signal.signal}"
        stamps, values = reader.stream(f"played-{name}")
        n = len(stamps)
        assert n > 5000
        assert np.array_equal(stamps, t0 + signal.times[:n])
        assert np.array_equal(values[:, 0], signal.values[:n])


def value(name: str, number: float | None) -> IndexValue:
    status = Status.OK if number is not None else Status.MISSING
    reasons = () if number is not None else (Reason.GAP,)
    return IndexValue(name, number, "", status, reasons, 0, 30)


def make_tick(held: bool = False) -> Tick:
    zone = ZoneState(
        ZoneName.HIGH, SubZone.NONE, ZoneName.HIGH, 3, held, 2.5, -1.5, 0.1, 0.2,
        (), (), "client-b1", False, False, "abc",
    )  # fmt: skip
    return Tick("client", 12, 1, (value("hr", 71.5), value("rmssd", None)), zone)


class TestOwnStreams:
    def round_trip(
        self, network: LslNetwork, out: Outlet, send: Callable[[], object]
    ) -> tuple[RawInlet, np.ndarray, object]:
        watcher = StreamWatcher()
        network.wait_until(
            lambda: any(f.description.source_id == out.info.source_id for f in watcher.streams())
        )
        found = next(f for f in watcher.streams() if f.description.source_id == out.info.source_id)
        inlet = RawInlet(found)
        inlet.open(5)
        assert out.wait_for_consumers(5)
        send()
        got: list[object] = []
        network.wait_until(lambda: got.append(inlet.pull()) or got[-1] is not None)
        out.close()
        assert propose(inlet.spec_info)[0].role is Role.DERIVED
        chunk = got[-1]
        return inlet, chunk.stamps, chunk.values  # type: ignore[attr-defined]

    def test_an_event_travels_as_marker_text(self, lsl_network: LslNetwork) -> None:
        out = EventOutlet(lsl_network.source_id("s"))
        attributes = {"boundary": "start", "id": "e1", "note": "a;b=c"}
        inlet, stamps, values = self.round_trip(
            lsl_network, out, lambda: out.send("al.repair", attributes, 812.4)
        )
        assert stamps.tolist() == [812.4]
        assert decode_marker(values[0][0].decode()) == ("al.repair", attributes)
        assert inlet.spec_info.type == "Markers"

    def test_a_tick_travels_as_canonical_json(self, lsl_network: LslNetwork) -> None:
        out = TickOutlet(lsl_network.source_id("s"))
        _, stamps, values = self.round_trip(lsl_network, out, lambda: out.send(make_tick(), 99.0))
        assert stamps.tolist() == [99.0]
        assert values[0][0].decode() == canonical_json(make_tick())
        assert json.loads(values[0][0])["person"] == "client"

    def test_missing_indices_travel_as_nan_under_named_channels(
        self, lsl_network: LslNetwork
    ) -> None:
        out = IndexOutlet(lsl_network.source_id("s"), "client")
        inlet, _, values = self.round_trip(lsl_network, out, lambda: out.send(make_tick(), 99.0))
        assert inlet.spec_info.labels[:2] == ("hr", "rmssd")
        assert inlet.spec_info.units[:2] == ("bpm", "ms")
        assert inlet.spec_info.person == "client"
        assert values[0, 0] == 71.5
        assert np.isnan(values[0, 1:]).all()

    @pytest.mark.parametrize(("held", "code"), [(False, 2), (True, 0)])
    def test_a_zone_travels_as_its_code_and_a_held_one_as_unknown(
        self, lsl_network: LslNetwork, held: bool, code: int
    ) -> None:
        out = ZoneOutlet(lsl_network.source_id("s"), "client")
        inlet, _, values = self.round_trip(
            lsl_network, out, lambda: out.send(make_tick(held), 99.0)
        )
        assert values[0, :4].tolist() == [code, 2.5, -1.5, 2.0]
        assert np.isnan(values[0, 4]), "change is not known"
        assert "2 = high activation" in inlet.spec_info.xml
        assert inlet.spec_info.units == ("code", "z", "z", "z", "z")
        assert "<manufacturer>safehold</manufacturer>" in inlet.spec_info.xml

    def test_the_engine_log_travels_line_by_line(self, lsl_network: LslNetwork) -> None:
        out = JournalOutlet(lsl_network.source_id("s"))
        _, _, values = self.round_trip(lsl_network, out, lambda: out.send('{"seq":1}', 99.0))
        assert values == [[b'{"seq":1}']]


OTHER_PROGRAM = textwrap.dedent("""
    import sys, pylsl
    outlet = pylsl.StreamOutlet(pylsl.StreamInfo("other", "ECG", 1, 250, "float32", sys.argv[1]))
    print("up", flush=True)
    sys.stdin.readline()
""")
LOOK = textwrap.dedent("""
    import sys
    from acquisition import lsl
    from acquisition.discovery import StreamWatcher
    import time
    lsl.configure("loopback")
    watcher = StreamWatcher()
    deadline = time.monotonic() + 8
    while time.monotonic() < deadline:
        if any(f.description.source_id == sys.argv[1] for f in watcher.streams()):
            print("seen"); break
        time.sleep(0.05)
    else:
        print("not seen")
""")


def test_the_loopback_network_sees_a_program_with_liblsls_own_configuration(
    lsl_network: LslNetwork,
) -> None:
    env = {k: v for k, v in lsl_network.env.items() if k != "SAFEHOLD_LSL_CONFIG"}
    source_id = lsl_network.source_id("other")
    with subprocess.Popen(
        [sys.executable, "-c", OTHER_PROGRAM, source_id],
        env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        try:
            assert other.stdout is not None
            assert other.stdout.readline().strip() == "up"
            look = subprocess.run(
                [sys.executable, "-c", LOOK, source_id], env=env, capture_output=True, text=True,
                timeout=60, check=True,
            )  # fmt: skip
            assert look.stdout.strip() == "seen"
        finally:
            other.kill()
