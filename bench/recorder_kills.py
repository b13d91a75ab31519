"""Kill the recorder again and again under load: what does a kill -9 cost?

``python bench/recorder_kills.py [--kills 50] [--seed 1] [--out FILE]`` streams four amplifiers
(1 kHz x 8), an ECG (130 Hz), an RR strap (one beat every 0.8 s) and markers over loopback, kills
the recorder at random moments, and reads every file with plain pyxdf and with our own reader.
Prints one JSON object: the time lost per kind of stream (from the kill back to the last sample in
the file), beats and markers lost, files that pyxdf could not read, samples that were wrong.
"""

from __future__ import annotations

import argparse
import logging
import math
import os
import random
import signal
import struct
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyxdf
from _own_network import own_network, tell

from acquisition import lsl
from recordings.folder.session import SessionFolder
from recordings.xdf.repair import repair
from recordings.xdf.xdf_reader import read_xdf
from safehold.recorder.client import RecorderClient
from safehold.recorder.process import RecorderOptions

SENDER = """
import time, numpy as np, pylsl
def outlet(name, n, rate, fmt):
    return pylsl.StreamOutlet(pylsl.StreamInfo(name, "Bench", n, rate, fmt, f"kill-{name}"))
fast = [outlet(f"fast{k}", 8, 1000, "float32") for k in range(4)]
ecg, rr, marks = outlet("ecg", 1, 130, "float32"), outlet("rr", 1, 0, "double64"), outlet(
    "marks", 1, 0, "string")
t0 = pylsl.local_clock()
print(repr(t0), flush=True)
n, step, e, b, m = 0, 10, 0, 0, 0
while True:
    while pylsl.local_clock() < t0 + (n + step) / 1000:
        time.sleep(0.001)
    data = np.repeat(((n + np.arange(step)) % 2**24)[:, None], 8, 1).astype(np.float32)
    for out in fast:
        out.push_chunk(data, t0 + (n + step - 1) / 1000)
    n += step
    while e / 130 < n / 1000:
        ecg.push_sample([e % 2**24], t0 + e / 130)
        e += 1
    while b * 0.8 < n / 1000:
        rr.push_sample([b], t0 + b * 0.8)
        b += 1
    while m * 0.5 < n / 1000:
        marks.push_sample([str(m)], t0 + m * 0.5)
        m += 1
"""
N_STREAMS = 7
PERIODS = {"rr": 0.8, "marks": 0.5}


def one_kill(root: Path, number: int, t0: float, pause: float) -> dict[str, float]:
    session = SessionFolder.create(root, f"kill-{number:03d}", {})
    client = RecorderClient(session.path)
    client.start(RecorderOptions(session.path, min_streams=N_STREAMS))
    pid = client.report()["pid"]
    time.sleep(pause)
    killed = lsl.local_clock()
    os.kill(pid, signal.SIGKILL)
    client.wait_stopped(10)
    return judge(session.recording_path, t0, killed)


def judge(path: Path, t0: float, killed: float) -> dict[str, float]:
    found = read_xdf(path)
    result: dict[str, float] = {"wrong": 0, "unreadable": 0}
    for stream in found.streams:
        name = stream.header.name
        if name == "safehold-recorder":
            continue
        values = np.array([float(row[0]) for row in stream.values])
        period = PERIODS.get(name, 1 / (stream.header.nominal_rate or 1))
        expected = np.round((stream.stamps - t0) / period)
        result["wrong"] += int((values != expected % 2**24).sum())
        result["wrong"] += int((np.diff(expected) != 1).sum())
        if name in PERIODS:
            result[name] = math.floor((killed - t0) / period) - expected[-1]
        else:
            kind = "fast_s" if name.startswith("fast") else "ecg_s"
            result[kind] = max(result.get(kind, 0.0), killed - stream.stamps[-1])
    try:
        theirs, _ = pyxdf.load_xdf(str(path), synchronize_clocks=False, dejitter_timestamps=False)
        counts = {s["info"]["name"][0]: len(s["time_stamps"]) for s in theirs}
        same = all(counts[s.header.name] == len(s.stamps) for s in found.streams)
        result["unreadable"] = 0 if same else 1
    except (ValueError, LookupError, TypeError, struct.error, SyntaxError):  # ParseError is one
        result["unreadable"] = 1
    mended = repair(path)
    result["not_repaired"] = int(mended.repaired is None or not read_xdf(mended.repaired).complete)
    return result


def summary(kills: list[dict[str, float]]) -> dict[str, object]:
    def spread(key: str) -> dict[str, float]:
        values = np.array([kill[key] for kill in kills])
        return {
            "median": round(float(np.median(values)), 4),
            "max": round(float(values.max()), 4),
        }

    return {
        "kills": len(kills),
        "lost_1khz_s": spread("fast_s"),
        "lost_130hz_s": spread("ecg_s"),
        "lost_beats": spread("rr"),
        "lost_markers": spread("marks"),
        "unreadable_by_pyxdf": int(sum(kill["unreadable"] for kill in kills)),
        "wrong_samples": int(sum(kill["wrong"] for kill in kills)),
        "not_repaired": int(sum(kill["not_repaired"] for kill in kills)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    logging.getLogger("pyxdf").setLevel(logging.CRITICAL)
    rng = random.Random(args.seed)
    with own_network("kill") as root:
        lsl.configure()
        sender = subprocess.Popen(
            [sys.executable, "-c", SENDER], stdout=subprocess.PIPE, text=True
        )
        assert sender.stdout is not None
        t0 = float(sender.stdout.readline())
        try:
            kills = [one_kill(root, k, t0, rng.uniform(1.5, 5.0)) for k in range(args.kills)]
        finally:
            sender.kill()
    result = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": args.seed,
        "load_average": round(os.getloadavg()[1], 2),
        **summary(kills),
    }
    tell(result, args.out)


if __name__ == "__main__":
    main()
