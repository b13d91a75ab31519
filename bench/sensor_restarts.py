"""Sensors restarted with every window open: is each of them back within 10 s, every time?

``python bench/sensor_restarts.py [--restarts 10] [--seed 1] [--former] [--out FILE]``

Two people with six sensors each, sent by a process a person. A live session and its recorder take
them in, and four side windows are open (``rate`` and ``pace`` for both people). Then, again and
again, both senders are killed, stay away for 1 to 20 s and are started anew. Timed is, from the
moment at which the new outlets stand, when the recorder writes each of the new runs, and when the
workbench has samples of each stream it uses. Counted is how much of the UDP port range is taken
meanwhile. The network has the shape of ``--network loopback``, on ports of its own.

``--former`` does the same with the settings before the range was widened: 64 ports, liblsl's own
times for answers, no search outside the range.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from _own_network import tell

from acquisition import lsl
from acquisition.own_network import joined, own_network
from acquisition.ports import PortRange, port_range, port_use
from safehold.core.codebook import load_codebook
from safehold.core.settings import DEMO
from safehold.core.study import Study
from safehold.live.parts import LiveOptions
from safehold.live.preparing import prepare
from safehold.live.session import LiveSession
from safehold.recorder.recorded_stream import RecordedState

PEOPLE = ("client", "therapist")
SENSORS = (
    ("ecg", "ECG", 250.0, "mV"),
    ("ppg", "PPG", 64.0, "a.u."),
    ("respiration", "Respiration", 50.0, "a.u."),
    ("rr", "RR", 0.0, "ms"),
    ("eda", "EDA", 8.0, "microsiemens"),
    ("acc", "Accelerometer", 50.0, "g"),
)
IN_TIME_S = 10.0
GIVE_UP_S = 60.0
SENDER = """
import json, sys, time
import pylsl
from acquisition import lsl
lsl.configure()
person, tag, sensors = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
outs = []
for name, kind, rate, unit in sensors:
    source = f"bench-{person}-{name}-{tag}"
    info = pylsl.StreamInfo(f"{person}-{name}", kind, 1, rate, "float32", source)
    channel = info.desc().append_child("channels").append_child("channel")
    channel.append_child_value("label", name.upper())
    channel.append_child_value("unit", unit)
    outs.append(pylsl.StreamOutlet(info))
begin, sent = pylsl.local_clock(), [0] * len(outs)
print(json.dumps([out.get_info().uid() for out in outs]), flush=True)
while True:
    for k, (out, sensor) in enumerate(zip(outs, sensors)):
        rate = sensor[2] or 1.25
        while sent[k] / rate <= pylsl.local_clock() - begin:
            out.push_sample([800.0 + sent[k] % 50], begin + sent[k] / rate)
            sent[k] += 1
    time.sleep(0.005)
"""


@contextmanager
def network(former: bool) -> Iterator[tuple[Path, PortRange]]:
    """Give a folder and a network shaped like loopback's, for this process and its children."""
    with (
        tempfile.TemporaryDirectory() as folder,
        own_network(Path(folder), "restarts", small=False) as path,
        joined(path),
    ):
        text = path.read_text()
        if former:
            lines = [line for line in text.splitlines() if "MaxRTT" not in line]
            lines = [line for line in lines if not line.startswith("AddressesOverride")]
            text = "\n".join(lines).replace(f"PortRange={lsl.PORT_RANGE}", "PortRange=64") + "\n"
            path.write_text(text)
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield Path(folder), port_range(text)


class Ports(threading.Thread):
    """Watches how many UDP ports of the range are taken."""

    def __init__(self, ports: PortRange) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self._ports, self._done = ports, threading.Event()

    def run(self) -> None:
        while not self._done.wait(0.1):
            self.most = max(self.most, self.now())

    def now(self) -> int:
        return self._ports.count - port_use(self._ports).udp_free

    def stop(self) -> None:
        self._done.set()


class Sensors:
    """The senders: one process a person."""

    def __init__(self, tag: str) -> None:
        self._tag = tag
        self._running: list[subprocess.Popen[str]] = []

    def start(self) -> set[str]:
        """Start them; return the uids of their outlets once all stand."""
        for person in PEOPLE:
            command = [sys.executable, "-c", SENDER, person, self._tag, json.dumps(SENSORS)]
            self._running.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        uids: set[str] = set()
        for sender in self._running:
            assert sender.stdout is not None
            uids |= set(json.loads(sender.stdout.readline()))
        return uids

    def kill(self) -> None:
        """Kill them."""
        for sender in self._running:
            sender.kill()
            sender.wait()
        self._running = []


def recording(session: LiveSession, uids: set[str]) -> set[str]:
    """Return which of these runs the recorder is writing."""
    try:
        report = json.loads((session.folder.path / "recorder.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    streams = report["streams"]
    return uids & {s["uid"] for s in streams if s["state"] == RecordedState.LIVE and s["rate"] > 0}


def arriving(session: LiveSession, since: float, names: set[str]) -> set[str]:
    """Return the ids of the session's sensor streams with a sample from after a moment."""
    status = session.model.status
    passed = time.monotonic() - since
    return {
        stream.spec.stream_id
        for stream in (status.streams if status else ())
        if stream.spec.stream_id in names
        and stream.alive
        and stream.last_sample_age_s is not None
        and stream.last_sample_age_s < passed
    }


def restart(
    session: LiveSession, sensors: Sensors, names: set[str], away: float
) -> dict[str, Any]:
    """Restart all sensors once; return when each was back, s."""
    sensors.kill()
    time.sleep(away)
    uids = sensors.start()
    began = time.monotonic()
    recorder: dict[str, float] = {}
    workbench: dict[str, float] = {}
    while (passed := time.monotonic() - began) < GIVE_UP_S:
        for uid in recording(session, uids):
            recorder.setdefault(uid, passed)
        for name in arriving(session, began, names):
            workbench.setdefault(name, passed)
        if len(recorder) == len(uids) and len(workbench) == len(names):
            break
        time.sleep(0.05)
    return {
        "away_s": round(away, 1),
        "recorder": f"{len(recorder)} of {len(uids)}",
        "workbench": f"{len(workbench)} of {len(names)}",
        "last_back_s": (
            round(max([*recorder.values(), *workbench.values()]), 2)
            if len(recorder) == len(uids) and len(workbench) == len(names)
            else None
        ),
    }


def campaign(folder: Path, ports: PortRange, restarts: int, seed: int) -> dict[str, Any]:
    """Run the session and restart its sensors; return what was found."""
    dice = random.Random(seed)
    sensors = Sensors(f"{os.getpid()}")
    people = tuple(replace(p, settings=DEMO) for p in Study().people if p.label in PEOPLE)
    study = Study(people=people, settings=DEMO)
    command = [sys.executable, "-m", "safehold.cli.main"]
    windows: list[subprocess.Popen[bytes]] = []
    sensors.start()
    options = LiveOptions(folder, "restarts", study, load_codebook(), wait_s=30, min_streams=12)
    with prepare(options) as prepared:
        session = prepared.begin()
    try:
        for person in PEOPLE:
            for window in (["rate", "--study", str(folder)], ["pace"]):
                own = [*command, *window, "--person", person]
                windows.append(subprocess.Popen(own, stderr=subprocess.DEVNULL))
        time.sleep(20)
        assert all(window.poll() is None for window in windows)
        watch = Ports(ports)
        steady = watch.now()
        sent = {f"{person}-{sensor[0]}" for person in PEOPLE for sensor in SENSORS}
        specs = [s.spec for s in session.model.status.streams]
        names = {spec.stream_id for spec in specs if spec.name in sent}
        watch.start()
        rows = []
        for _ in range(restarts):
            rows.append(restart(session, sensors, names, dice.uniform(1.0, 20.0)))
            print(json.dumps(rows[-1]), "most ports", watch.most, file=sys.stderr, flush=True)
            time.sleep(dice.uniform(3.0, 8.0))
        watch.stop()
    finally:
        for process in windows:
            process.terminate()
            process.wait(20)
        session.stop()
        sensors.kill()
    times = [row["last_back_s"] for row in rows]
    return {
        "people": len(PEOPLE),
        "sensors": len(SENSORS) * len(PEOPLE),
        "side_windows": len(windows),
        "port_range": ports.count,
        "udp_ports_before": steady,
        "udp_ports_most": watch.most,
        "all_back_in_time": sum(t is not None and t <= IN_TIME_S for t in times),
        "longest_s": max((t for t in times if t is not None), default=None),
        "restarts": rows,
    }


def main() -> None:
    """Restart the sensors of a session and tell what came back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--restarts", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--former", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with network(options.former) as (folder, ports):
        lsl.configure()
        found = campaign(folder, ports, options.restarts, options.seed)
    date = datetime.now(UTC).isoformat(timespec="seconds")
    tell({"date": date, "seed": options.seed, "former": options.former, **found}, options.out)


if __name__ == "__main__":
    main()
