"""An hour at the load of a dyad: does the recorder's memory, or anything else of it, grow?

``python bench/recorder_soak.py [--minutes 60] [--every 10] [--out FILE]`` streams a client and a
therapist (ECG 250 Hz, respiration 50 Hz, RR intervals, markers) over loopback, looks at the
recorder once in a while, and prints one JSON object: resident memory, open files, threads and file
size at the quarters of the time, their slopes over the last three quarters, CPU, what was lost.
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
from _own_network import own_network, tell

from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_reader import read_xdf
from safehold.recorder.client import RecorderClient
from safehold.recorder.process import RecorderOptions

SENDER = """
import os, sys, time, numpy as np, pylsl
seconds = float(sys.argv[1])
sent = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT)
def outlet(name, kind, rate, fmt):
    return pylsl.StreamOutlet(pylsl.StreamInfo(name, kind, 1, rate, fmt, f"soak-{name}"))
waves = [(outlet(f"{p}-{k}", k, r, "float32"), r) for p in "ct" for k, r in (("ECG", 250),
         ("RESP", 50))]
beats = [outlet(f"{p}-RR", "RR", 0, "float32") for p in "ct"]
marks = outlet("marks", "Markers", 0, "string")
print("ready", flush=True)
sys.stdin.readline()
rng, t0, k = np.random.default_rng(1), pylsl.local_clock(), 0
while k < seconds * 10:
    time.sleep(max(0.0, t0 + (k + 1) / 10 - pylsl.local_clock()))
    end = t0 + (k + 1) / 10
    for out, rate in waves:
        n = rate // 10
        out.push_chunk(rng.standard_normal((n, 1), dtype=np.float32), end - 1 / rate)
    if k % 8 == 0:
        for out in beats:
            out.push_sample([800.0 + k % 50], end)
    if k % 100 == 0:
        marks.push_sample([f"mark {k}"], end)
    k += 1
    os.pwrite(sent, b"%10d" % k, 0)
print(k, flush=True)
sys.stdin.readline()
"""


def look(pid: int, recording: Path, sent: Path) -> tuple[float, float, int, int, int, float]:
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    values = dict(line.split(":", 1) for line in status if ":" in line)
    stat = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    cpu = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
    memory = int(values["VmRSS"].split()[0]) / 1024
    n_files = len(os.listdir(f"/proc/{pid}/fd"))
    sent_s = int(sent.read_text() or 0) / 10
    return memory, cpu, n_files, int(values["Threads"]), recording.stat().st_size, sent_s


def record(minutes: float, every_s: float, root: Path) -> dict[str, object]:
    seconds = minutes * 60
    sent = root / "sent"
    sender = subprocess.Popen(
        [sys.executable, "-c", SENDER, str(seconds), str(sent)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert sender.stdin is not None
    assert sender.stdout is not None
    sender.stdout.readline()
    session = SessionFolder.create(root, "soak", {})
    client = RecorderClient(session.path)
    client.start(RecorderOptions(session.path, min_streams=7))
    pid = client.report()["pid"]
    sender.stdin.write("go\n")
    sender.stdin.flush()
    begin, rows = time.monotonic(), []
    while (now := time.monotonic() - begin) < seconds - every_s:
        rows.append((now, *look(pid, session.recording_path, sent)))
        time.sleep(every_s)
    ticks = int(sender.stdout.readline())
    time.sleep(0.2)
    client.request_stop()
    assert client.wait_stopped(30)
    sender.kill()
    report = client.report()
    return {**summary(np.array(rows)), **judge(session.recording_path, ticks), "minutes": minutes,
            "n_syncs": report["n_syncs"], "n_late_syncs": report["n_late_syncs"],
            "max_unsynced_age_s": report["max_unsynced_age_s"],
            "exit_code": report["exit_code"]}  # fmt: skip


def summary(rows: np.ndarray) -> dict[str, object]:
    """Return quarters and slopes; columns: time, memory, CPU time, files, threads, size, sent.

    The size is held against what was sent by then, s of samples: a sender may be late.
    """
    at = [0, *(min(len(rows) - 1, round(q * (len(rows) - 1))) for q in (0.25, 0.5, 0.75, 1))]
    steady = rows[len(rows) // 4 :]
    hours = steady[:, 0] / 3600

    def slope(column: int) -> float:
        return float(np.polyfit(hours, steady[:, column], 1)[0])

    size, sent_s = steady[:, 5], steady[:, 6]
    line = np.polyfit(sent_s, size, 1)
    return {
        "memory_mb": [round(rows[k, 1], 1) for k in at],
        "memory_mb_per_hour": round(slope(1), 3),
        "open_files": [int(rows[k, 3]) for k in at],
        "threads": [int(rows[k, 4]) for k in at],
        "bytes_per_second": round(float(line[0]), 1),
        "bytes_off_a_straight_line": round(float(np.abs(size - np.polyval(line, sent_s)).max())),
        "cpu_percent": round(100 * (rows[-1, 2] - rows[0, 2]) / (rows[-1, 0] - rows[0, 0]), 2),
    }


def judge(path: Path, ticks: int) -> dict[str, object]:
    found = read_xdf(path)
    sent = {
        "ECG": ticks * 25,
        "RESP": ticks * 5,
        "RR": -(-ticks // 8),
        "Markers": -(-ticks // 100),
    }
    streams = [s for s in found.streams if s.header.source_id.startswith("soak-")]
    lost = sum(sent[s.header.type] - len(s.stamps) for s in streams)
    return {"streams": len(streams), "lost": lost, "complete": found.complete}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--every", type=float, default=10.0, help="look so often, s")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    with own_network("soak") as root:
        result = {
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            **record(args.minutes, args.every, root),
        }
    tell(result, args.out)


if __name__ == "__main__":
    main()
