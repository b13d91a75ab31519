"""What taking in streams costs, and how long a sample is on its way to the pipeline.

``python bench/acquisition_cost.py [--seconds 10] [--out FILE]`` sends 1, 4, 16 and 32 streams at
100 and 1000 Hz from a process of its own, a chunk every 20 ms. Two readers take in the same
streams at the same time, each in a process of its own: safehold's acquisition threads (one pulls,
one measures clock offsets, one hands to the engine, here a counter), and mne-lsl's StreamLSL, one
per stream as it is made, that acquires as often. Printed per load: processor time per second of
data, and the delay from push to engine (safehold) or callback (mne-lsl) of the newest sample of
each chunk.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import time
import warnings
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from _own_network import own_network, tell

from acquisition import lsl

STREAMS, RATES = (1, 4, 16, 32), (100, 1000)
POLL_S = 0.01
SENDER = """
import sys, time, numpy as np, pylsl
n, rate, tag = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
outs = [pylsl.StreamOutlet(pylsl.StreamInfo(f"s{k:02d}", "ECG", 1, rate, "float32", f"{tag}-{k}"))
        for k in range(n)]
print("ready", flush=True)
step = rate // 50
data = np.zeros((step, 1), np.float32)
due = pylsl.local_clock()
while True:
    due += 0.02
    time.sleep(max(0.0, due - pylsl.local_clock()))
    for out in outs:
        out.push_chunk(data, pylsl.local_clock())
"""


class Counter:
    """Stands where the engine stands, and notes when samples reach it."""

    def __init__(self) -> None:
        self.delays: list[float] = []
        self.n = 0

    def samples(self, _: str, chunk: object) -> None:
        self.delays.append(lsl.local_clock() - chunk.stamps[-1])
        self.n += len(chunk.stamps)

    def arrived(self, _: str) -> None:
        pass

    def measured(self, *_: object) -> None:
        pass

    def answered(self, _: str) -> None:
        pass

    def seen(self, *_: object) -> None:
        pass

    def take_marks(self) -> None:
        pass

    def check_stalls(self) -> None:
        pass


def read_safehold(tag: str, n: int) -> None:
    from acquisition.discovery import discover
    from acquisition.inlet import RawInlet
    from safehold.core.types import Role, StreamSpec
    from safehold.live.threads import Runner

    lsl.configure()
    found = [f for f in discover(20, min_streams=n) if f.description.source_id.startswith(tag)]
    assert len(found) == n
    inlets = {stream.description.uid: RawInlet(stream) for stream in found}
    for inlet in inlets.values():
        inlet.open(10)
    engine = Counter()
    specs = [StreamSpec(uid, uid, "ECG", uid, Role.ECG, None, "", 0.0, uid=uid) for uid in inlets]
    runner = Runner(engine, engine, specs, inlets)
    runner.start()
    measure(engine)
    runner.stop()


def read_mne(tag: str, n: int) -> None:
    from mne_lsl.lsl import local_clock
    from mne_lsl.stream import StreamLSL

    seen = Counter()

    def note(data: np.ndarray, stamps: np.ndarray, _: object) -> tuple[np.ndarray, np.ndarray]:
        seen.delays.append(local_clock() - stamps[-1])
        seen.n += len(stamps)
        return data, stamps

    warnings.filterwarnings("ignore", "Something went wrong while reading the channel")
    streams = [StreamLSL(10, source_id=f"{tag}-{k}") for k in range(n)]
    for stream in streams:
        stream.connect(acquisition_delay=POLL_S, timeout=20)
        stream.add_callback(note)
    measure(seen)


def measure(seen: Counter) -> None:
    """Begin and end when a line arrives; print what happened in between."""
    print("ready", flush=True)
    sys.stdin.readline()
    seen.delays.clear()
    n, cpu, begin = seen.n, time.process_time(), time.monotonic()
    sys.stdin.readline()
    cpu, took = time.process_time() - cpu, time.monotonic() - begin
    delays = 1e3 * np.array(seen.delays)
    print(json.dumps({
        "cpu_ms_per_second": round(1e3 * cpu / took, 2), "n_samples": seen.n - n,
        "delay_ms_median": round(float(np.median(delays)), 2),
        "delay_ms_p99": round(float(np.quantile(delays, 0.99)), 2),
        "delay_ms_max": round(float(delays.max()), 2),
    }), flush=True)  # fmt: skip


def start(*command: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    while (line := process.stdout.readline()) != "ready\n":
        assert line, "it has ended"
    return process


def run(n: int, rate: int, seconds: float) -> dict[str, object]:
    tag = f"cost-{n}-{rate}-{random.SystemRandom().randrange(10**9)}"
    sender = start("-c", SENDER, str(n), str(rate), tag)
    readers = {}
    try:
        for who in ("safehold", "mne_lsl"):
            readers[who] = start(__file__, "--read", who, tag, str(n))
        time.sleep(2)
        for reader in readers.values():
            reader.stdin.write("\n")
            reader.stdin.flush()
        time.sleep(seconds)
        for reader in readers.values():
            reader.stdin.write("\n")
            reader.stdin.flush()
        found = {who: json.loads(reader.stdout.readline()) for who, reader in readers.items()}
    finally:
        for process in (*readers.values(), sender):
            process.kill()
            process.wait()
    ratio = found["safehold"]["cpu_ms_per_second"] / found["mne_lsl"]["cpu_ms_per_second"]
    return {"streams": n, "rate_hz": rate, **found, "cpu_ratio": round(ratio, 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--read", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.read:
        {"safehold": read_safehold, "mne_lsl": read_mne}[args.read[0]](
            args.read[1], int(args.read[2])
        )
        return
    with own_network("cost"):
        loads = []
        for n in STREAMS:
            for rate in RATES:
                loads.append(run(n, rate, args.seconds))
                print(json.dumps(loads[-1]), file=sys.stderr, flush=True)
    result = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, load {os.getloadavg()[0]:.1f}",
        "seconds": args.seconds,
        "loads": loads,
    }
    tell(result, args.out)


if __name__ == "__main__":
    main()
