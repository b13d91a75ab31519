"""The fault scenes of the tests, many times: does each come out the same every time?

``python bench/fault_campaign.py [--times 20] [--tests 20] [--seed 1] [--out FILE]`` plays the
dyad whose sensors fail in every way (``tests/integration/scenes/_sensor_faults.py``), each time
with other people, and then runs the tests of the recorder's faults, of namespaces and of two
hosts. Printed: how often a count differed from the truth, how long the user waited for a dropout's
alarm, and how many runs of the tests failed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from acquisition.simulator import parse_fault  # noqa: E402

TESTS = (
    "test_recorder_faults.py",
    "scenes/test_recorder_isolated.py",
    "scenes/test_two_hosts.py",
)


def scene(seed: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "tests.integration.scenes._sensor_faults", folder, str(seed)],
            cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
    if done.returncode:
        return {"seed": seed, "failure": done.stderr.splitlines()[-1]}
    return {"seed": seed, **judge(json.loads(done.stdout.splitlines()[-1]))}


def judge(facts: dict) -> dict[str, object]:
    streams = facts["streams"].values()
    waits, silent = [], set()
    for text in facts["faults"]:
        fault = parse_fault(text)
        name = f"{fault.person}-{fault.signal}"
        steps = [a for a in facts["alarms"] if a["stream"] == name and a["kind"] == "dropout"]
        if fault.kind == "dropout":
            after = [a["at"] - fault.start for a in steps if a["at"] >= fault.start]
            waits.append(round(after[0], 2) if after else None)
        if fault.kind in ("dropout", "burst"):
            silent.add(name)
    # the recorder is an independent witness: a sender without processor time is silent
    silent |= {
        name for name, s in facts["streams"].items() if "rec.silent" in s["told_by_recorder"]
    }
    # once the senders were ended, that they are gone is no false alarm
    alarmed = {
        a["stream"]
        for a in facts["alarms"]
        if a["kind"] == "dropout" and a["at"] <= facts["ended"]
    }
    false = {name for name in alarmed - silent if not name.endswith("-rr")}
    return {
        "lost_by_truth": sum(s["n_lost"] for s in streams),
        "counts_that_differ": sum(s["n_recorded"] != s["n_sent"] for s in streams),
        "wrong_samples": sum(s["n_wrong"] for s in streams),
        "alarmed_after_s": waits,
        "false_alarms": sorted(false),
        "receipt_wrong": facts["receipt_wrong"],
    }


def failed_tests() -> str:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
         *(f"tests/integration/{name}" for name in TESTS)],
        cwd=ROOT, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    return "" if not done.returncode else done.stdout[-2000:]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--tests", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    begin, scenes, failures = time.monotonic(), [], []
    for number in range(args.times + args.tests):
        if number < args.times:
            scenes.append(scene(args.seed + number))
        else:
            failures.append(failed_tests())
        print(number + 1, (scenes + failures)[-1], file=sys.stderr, flush=True)
        result = report(scenes, failures, args.seed, time.monotonic() - begin)
        if args.out:
            args.out.write_text(json.dumps(result, indent=1) + "\n")
    print(json.dumps(result, indent=1))


def report(scenes: list[dict], failures: list[str], seed: int, took: float) -> dict[str, object]:
    whole = [s for s in scenes if "failure" not in s]
    waits = [w for s in whole for w in s["alarmed_after_s"] if w is not None]
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": seed,
        "minutes": round(took / 60, 1),
        "load_average": round(os.getloadavg()[2], 1),
        "scenes": len(scenes),
        "scenes_that_failed": len(scenes) - len(whole),
        "samples_lost_by_truth": sum(s["lost_by_truth"] for s in whole),
        "counts_that_differ": sum(s["counts_that_differ"] for s in whole),
        "wrong_samples": sum(s["wrong_samples"] for s in whole),
        "dropouts_without_alarm": sum(None in s["alarmed_after_s"] for s in whole),
        "alarmed_after_s": {
            "median": round(float(np.median(waits)), 2) if waits else None,
            "max": max(waits, default=None),
        },
        "false_alarms": sum(len(s["false_alarms"]) for s in whole),
        "receipts_wrong": sum(bool(s["receipt_wrong"]) for s in whole),
        "runs_of_the_recorder_tests": len(failures),
        "runs_that_failed": sum(map(bool, failures)),
        "each": scenes,
    }


if __name__ == "__main__":
    main()
