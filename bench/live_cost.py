"""What a whole live session takes of the processor: LSL, engine, recorder and window together.

``python bench/live_cost.py [--seconds 120] [--out FILE]``: two simulated people with ECG at
1000 Hz, belt at 250 Hz and PPG, sent by a process of its own (not counted); ``safehold live`` with
its window (offscreen, 1600 x 900, 30 frames/s) and its recorder, as a laboratory starts them.
Measured once the baseline runs, from the processes' own counters, by thread: the workbench's main
thread paints, its other threads are LSL and the engine.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from _own_network import own_network, tell

PEOPLE = 2
RATES = {"ecg": 1000, "respiration": 250}
SIGNALS = "ecg,respiration,ppg"
SETTLE_S = 75.0
"""The plots are filled, and every index has had its first window, after so long."""
TICKS_PER_S = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Run a session and tell what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with own_network("cost") as folder:
        tell(measure(folder, options.seconds), options.out)


def measure(folder: Path, seconds: float) -> dict[str, Any]:
    """Return the share of one core that each part took over ``seconds``."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    people = ["client", "therapist"]
    program = [sys.executable, "-m", "safehold.cli.main"]
    rates = [part for name, rate in RATES.items() for part in ("--rate", f"{name}={rate}")]
    sender = subprocess.Popen(
        [*program, "simulate", "--script", "full", "--signals", SIGNALS, *rates],
        env=environment, stdout=subprocess.DEVNULL, stdin=subprocess.PIPE,
    )  # fmt: skip
    whole = SETTLE_S + seconds + 20
    bench = subprocess.Popen(
        [*program, "live", "--study", str(folder), "--session", "cost", "--people",
         ",".join(people), "--baseline", "--for", str(whole), "--wait", "20"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        session = folder / "cost"
        recorder = wait_for(lambda: recorder_pid(session), 60, "the recorder")
        wait_for(lambda: (session / "engine.jsonl").stat().st_size > 2000, 60, "the engine")
        time.sleep(SETTLE_S)
        before = {pid: used(pid) for pid in (bench.pid, recorder)}
        began = time.monotonic()
        time.sleep(seconds)
        wall = time.monotonic() - began
        after = {pid: used(pid) for pid in (bench.pid, recorder)}
        bench.wait(120)
    finally:
        for process in (bench, sender):
            process.kill()
            process.wait()
    took = {pid: shares(before[pid], after[pid], wall) for pid in before}
    window = took[bench.pid].pop(bench.pid)
    parts = {
        "window": window,
        "lsl_and_engine": sum(took[bench.pid].values()),
        "recorder": sum(took[recorder].values()),
    }
    return {
        "people": PEOPLE,
        "rates_hz": {**RATES, "ppg": 64},
        "seconds": round(wall, 1),
        "percent_of_one_core": {name: round(100 * part, 1) for name, part in parts.items()},
        "percent_in_all": round(100 * sum(parts.values()), 1),
    }


def wait_for(value: Callable[[], Any], timeout: float, what: str) -> Any:
    """Return the first value that is something."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        try:
            if found := value():
                return found
        except OSError:
            pass
        time.sleep(0.1)
    raise TimeoutError(f"{what} did not come within {timeout:g} s")


def recorder_pid(session: Path) -> int:
    """Return the process that records a session."""
    return int(json.loads((session / "recorder.json").read_text(encoding="utf-8"))["pid"])


def used(pid: int) -> dict[int, float]:
    """Return the processor time of each thread of a process, s."""
    times = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        fields = (task / "stat").read_text().rpartition(")")[2].split()
        times[int(task.name)] = (int(fields[11]) + int(fields[12])) / TICKS_PER_S
    return times


def shares(before: dict[int, float], after: dict[int, float], wall: float) -> dict[int, float]:
    """Return what each thread took, as a share of one core."""
    return {thread: (spent - before.get(thread, 0.0)) / wall for thread, spent in after.items()}


if __name__ == "__main__":
    main()
