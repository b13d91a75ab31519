"""Senders whose clocks run at another pace: are their times right after synchronisation?

``python bench/recorder_drift.py --library libfaketime.so.1 [--minutes 10] [--out FILE]`` records
senders whose clocks run 20, 200 and 1000 ppm too fast (libfaketime), each sending the true time as
its value. The recording is loaded with pyxdf's default synchronisation; printed is how far its
times are off the true ones, beside the raw ones.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyxdf
from _own_network import own_network, tell

from recordings.folder.session import SessionFolder
from safehold.recorder.client import RecorderClient
from safehold.recorder.process import RecorderOptions

SENDER = """
import ctypes, sys, time, pylsl
libc = ctypes.CDLL(None)
class Time(ctypes.Structure):
    _fields_ = [("s", ctypes.c_long), ("ns", ctypes.c_long)]
now = Time()
def true_time():
    libc.syscall(228, 1, ctypes.byref(now))  # clock_gettime itself, which libfaketime leaves alone
    return now.s + now.ns * 1e-9
name = f"ppm{sys.argv[1]}"
out = pylsl.StreamOutlet(pylsl.StreamInfo(name, "Drift", 1, 50, "double64", f"drift-{name}"))
while True:
    before, stamp, after = true_time(), pylsl.local_clock(), true_time()
    if after - before > 50e-6:
        continue  # somebody else had the processor: the two clocks were not read together
    out.push_sample([(before + after) / 2], stamp)
    time.sleep(0.02)
"""
PPM = (20, 200, 1000)


def start_sender(ppm: int, library: Path) -> subprocess.Popen[bytes]:
    fake = {"LD_PRELOAD": str(library), "FAKETIME": f"+0 x{1 + ppm * 1e-6:.6f}"}
    return subprocess.Popen([sys.executable, "-c", SENDER, str(ppm)], env={**os.environ, **fake})


def judge(path: Path) -> dict[str, dict[str, float]]:
    streams, _ = pyxdf.load_xdf(str(path))
    raw, _ = pyxdf.load_xdf(str(path), synchronize_clocks=False, dejitter_timestamps=False)
    raw_stamps = {s["info"]["name"][0]: s["time_stamps"] for s in raw}
    found = {}
    for stream in streams:
        name = stream["info"]["name"][0]
        if stream["info"]["type"][0] != "Drift":
            continue
        truth = stream["time_series"][:, 0]
        error = np.abs(stream["time_stamps"] - truth)
        drifted = raw_stamps[name] - truth
        drift = np.polyfit(truth - truth[0], raw_stamps[name] - raw_stamps[name][0], 1)[0] - 1
        found[name] = {
            "measured_ppm": round(1e6 * float(drift), 1),
            "raw_drift_ms": round(1e3 * float(np.abs(drifted - drifted[0]).max()), 3),
            "median_ms": round(1e3 * float(np.median(error)), 4),
            "p99_ms": round(1e3 * float(np.quantile(error, 0.99)), 4),
            "max_ms": round(1e3 * float(error.max()), 4),
            "n_offsets": len(stream["clock_times"]),
        }
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    with own_network("drift") as root:
        senders = [start_sender(ppm, args.library) for ppm in PPM]
        session = SessionFolder.create(root, "drift", {})
        client = RecorderClient(session.path)
        client.start(RecorderOptions(session.path, min_streams=len(PPM)))
        time.sleep(60 * args.minutes)
        client.request_stop()
        client.wait_stopped(20)
        for sender in senders:
            sender.kill()
        result = {
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "minutes": args.minutes,
            "after_pyxdf_synchronisation": judge(session.recording_path),
        }
    tell(result, args.out)


if __name__ == "__main__":
    main()
