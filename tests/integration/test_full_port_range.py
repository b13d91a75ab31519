"""Sensors that start again while no port of liblsl's range is left; what a search takes of it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from acquisition.lsl import CONFIG_VARIABLE
from acquisition.own_network import own_network
from acquisition.ports import PortRange, port_range, port_use
from tests.helpers import wait_until
from tests.integration._sender_process import SenderProcess
from tests.integration._session import (
    ROOT,
    Network,
    end,
    journal_lines,
    recorder_report,
)

pytestmark = pytest.mark.lsl

SIGNALS = ("ecg", "respiration")
BACK_S = 10.0
WATCH = """
import sys
from acquisition import discovery, inlet, lsl
lsl.configure()
watcher = discovery.StreamWatcher()
if sys.argv[1] == "read":
    (found,) = discovery.discover(10.0, min_streams=1)
    opened = inlet.RawInlet(found)
    opened.open(10.0)
print("there", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    """A network that is searched just like ``--network loopback``, on ports of its own."""
    with own_network(tmp_path, "full", small=False) as path:
        yield Network({**os.environ, CONFIG_VARIABLE: str(path), "QT_QPA_PLATFORM": "offscreen"})


def range_of(network: Network) -> PortRange:
    return port_range(Path(network.environment[CONFIG_VARIABLE]).read_text())


class Taken:
    """UDP ports of a range that other programs would hold."""

    def __init__(self, ports: PortRange) -> None:
        self._ports = ports
        self._held: list[socket.socket] = []

    def take(self) -> None:
        """Take every port that is free."""
        for number in range(self._ports.base, self._ports.last + 1):
            one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            try:
                one.bind(("", number))
                self._held.append(one)
            except OSError:
                one.close()

    def release(self) -> None:
        """Give all back."""
        for one in self._held:
            one.close()


def steps(session: Path) -> list[tuple[str, str]]:
    """Return the stream and the step of every alarm about missing samples."""
    return [
        (line["alarm"]["stream_id"], line["step"])
        for line in journal_lines(session)
        if line["kind"] == "alarm" and line["alarm"]["kind"] == "dropout"
    ]


def restarts(session: Path) -> set[str]:
    """Return the names of the sensors that the recorder has found again."""
    streams = recorder_report(session).get("streams", [])
    return {s["name"] for s in streams if s["n_restarts"] and s["state"] == "live"}


def test_sensors_come_back_although_no_port_of_the_range_is_left(
    network: Network, tmp_path: Path
) -> None:
    session, log = tmp_path / "study" / "full", tmp_path / "log.txt"
    taken = Taken(range_of(network))
    sensors = ("simulate", "--people", "client", "--signals", ",".join(SIGNALS))
    running = [network.start(*sensors, log=log)]
    try:
        running.append(
            network.start(
                "live", "--headless", "--study", str(session.parent), "--session", session.name,
                "--people", "client", "--wait", "60", "--preflight", "0", log=log,
            )
        )  # fmt: skip
        wait_until(lambda: recorder_report(session).get("state") == "recording", 30, "recorder")
        wait_until(lambda: len(journal_lines(session)) > 5, 30, "engine")
        running[0].kill()
        running[0].wait()
        taken.take()
        gone = {(f"client-{signal}", "raised") for signal in SIGNALS}
        wait_until(lambda: gone <= set(steps(session)), 20, "both are missed")
        taken.take()  # what searches have given back
        running[0] = network.start(*sensors, log=log)
        names = {f"simulated-client-{signal}" for signal in SIGNALS}
        wait_until(lambda: names <= restarts(session), BACK_S, "the recorder has both")
        back = {(f"client-{signal}", "cleared") for signal in SIGNALS}
        wait_until(lambda: back <= set(steps(session)), BACK_S, "the workbench has both")
    finally:
        taken.release()
        for process in reversed(running):
            end(process)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere their outlets are in other groups")
def test_another_programs_sensor_outside_the_range_is_found(network: Network) -> None:
    ours = Path(network.environment[CONFIG_VARIABLE])
    ports, theirs = range_of(network), ours.with_name("theirs.cfg")
    kept = ("[ports]", "BasePort", "MulticastPort", "[lab]", "SessionID", "[log]", "level")
    theirs.write_text("".join(x for x in ours.read_text().splitlines(True) if x.startswith(kept)))
    taken = Taken(ports)
    taken.take()
    specs = [
        {"name": name, "type": "ECG", "rate": 100.0, "source_id": f"{name}-{os.getpid()}"}
        for name in ("own", "first", "second", "third")
    ]
    senders = [
        SenderProcess(network.environment, specs[0]),
        SenderProcess(network.environment | {CONFIG_VARIABLE: str(theirs)}, *specs[1:]),
    ]
    try:
        for sender in senders:
            sender.ready()
        found = network.run("streams", "--for", "5")
    finally:
        taken.release()
        for sender in senders:
            sender.kill()
    assert [spec["name"] for spec in specs if str(spec["name"]) not in found.stdout] == []


@pytest.mark.parametrize(("what", "sensors"), [("watch", 0), ("read", 1)])
def test_a_search_takes_no_more_ports_than_are_reckoned_with(
    network: Network, what: str, sensors: int
) -> None:
    ports = range_of(network)

    def taken() -> int:
        return ports.count - port_use(ports).udp_free

    before = taken()
    spec = {"name": "ecg", "type": "ECG", "rate": 100.0, "source_id": f"e{os.getpid()}"}
    sender = SenderProcess(network.environment, *([spec] * sensors))
    sender.ready()
    with subprocess.Popen(
        [sys.executable, "-c", WATCH, what],
        env=network.environment, cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as search:  # fmt: skip
        assert search.stdout is not None
        assert search.stdout.readline() == "there\n"
        sender.kill()
        most, deadline = 0, time.monotonic() + 8.0  # several searches, each of 1.25 to 1.75 s
        while time.monotonic() < deadline:
            most = max(most, taken())
        search.kill()
    assert 0 < most - before <= ports.per_watcher + sensors * ports.per_return
