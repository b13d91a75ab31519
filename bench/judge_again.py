"""An hour of one person judged again: other thresholds, a correction, its undoing, other windows.

``python bench/judge_again.py [--hours N] [--out FILE]``. CPU time of the process, the median of
some runs; the hour of :mod:`engine_speed` (ECG at 250 Hz, belt at 50 Hz) with a baseline. Every
reading is held against the same one made anew: equal, or the bench fails. The first stage and the
whole second stage are timed in the same run, for scale: a busy machine counts more for each.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import argparse
import json
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
from engine_speed import Session, spec

from safehold.core.correction import Corrected, Correction, CorrectionKind
from safehold.core.settings import STANDARD, EngineSettings, WindowSettings
from safehold.core.types import Beat, Boundary, EngineOutput, Event, EventKind, Mark, Role
from safehold.files.engine_run import EngineRun
from safehold.offline.inputs import RunInputs, UsedSamples
from safehold.offline.kept import Shelf, key_of
from safehold.offline.stages import find, judge, remembering

RESULTS = Path(__file__).parent / "results" / "judge_again.json"
TIMES = 5
T = TypeVar("T")


def recorded(hours: float) -> RunInputs:
    """Return what a run of so long was fed with."""
    session = Session(250, 0)
    seconds = [session.second(n) for n in range(round(3600 * hours))]
    rest = Mark(Event("e1", "ph.baseline", 60.0, None, EventKind.INTERVAL), Boundary.START)
    streams = (spec(Role.ECG, 250), spec(Role.RESPIRATION, session.belt_rate))
    run = EngineRun(1, 0.0, 1, STANDARD, streams, ("p",), {}, (0.0, 0.0), marks=[rest])
    used = []
    for stream, parts in zip(streams, zip(*seconds, strict=True), strict=True):
        values = np.concatenate(parts)
        index = np.arange(len(values))
        stamps = index / stream.nominal_rate + 0.001
        used.append(UsedSamples(stream, index, stamps, values, ()))
    return RunInputs(run, tuple(used))


def timed(work: Callable[[], T], times: int = TIMES) -> tuple[float, T]:
    """Return the median CPU time, s, and what the last run gave."""
    took = []
    for _ in range(times):
        before = time.process_time()
        found = work()
        took.append(time.process_time() - before)
    return round(statistics.median(took), 3), found


def under(inputs: RunInputs, settings: EngineSettings) -> RunInputs:
    return replace(inputs, run=replace(inputs.run, settings=settings))


def corrections(outputs: list[EngineOutput], n: int) -> tuple[Correction, ...]:
    """Return deletions of so many beats, evenly over the session."""
    beats = [output.time for output in outputs if isinstance(output, Beat)]
    return tuple(
        Correction(f"c{k + 1:04d}", "p", Corrected.BEAT, CorrectionKind.DELETE, t)
        for k, t in enumerate(beats[len(beats) // (2 * n) :: len(beats) // n][:n])
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hours", type=float, default=1.0)
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    inputs = recorded(options.hours)
    result: dict[str, object] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}",
        "hours": options.hours,
    }
    cpu: dict[str, float] = {}
    cpu["first stage"], found = timed(partial(find, inputs, "p"), 1)
    cpu["second stage, all of it"], plain = timed(partial(judge, inputs, "p", found), 2)
    (kept,) = remembering([inputs])
    judge(kept, "p", found)
    strict = replace(STANDARD, zones=replace(STANDARD.zones, th=2.0))
    loose = replace(STANDARD, zones=replace(STANDARD.zones, th=2.5))
    one, two = corrections(plain, 1), corrections(plain, 20)
    readings: dict[str, tuple[RunInputs, RunInputs]] = {
        "other thresholds": (under(kept, strict), under(kept, loose)),
        "a beat deleted": (replace(kept, corrections=one), kept),
        "20 beats deleted, one more than before": (
            replace(kept, corrections=two), replace(kept, corrections=two[:-1]),
        ),
    }  # fmt: skip
    for name, (now, before) in readings.items():
        took = []
        for _ in range(TIMES):
            judge(before, "p", found)
            once, again = timed(partial(judge, now, "p", found), 1)
            took.append(once)
        assert again == judge(replace(now, memory=None), "p", found), name
        cpu[name] = round(statistics.median(took), 3)
    windows = WindowSettings(hr_s=30, vagal_s=90)
    other = under(inputs, replace(STANDARD, windows=windows))
    cpu["other windows: all anew"], _ = timed(partial(judge, other, "p", found), 1)
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        cpu["to keep what was found"], _ = timed(partial(shelf.keep, inputs, found))
        (path,) = Path(folder).iterdir()
        result["kept_mb"] = round(path.stat().st_size / 1e6, 2)
        cpu["its key, from the samples"], key = timed(partial(key_of, inputs))
        cpu["to read it again"], _ = timed(partial(shelf._read, path, key))  # noqa: SLF001
    result["cpu_s"] = cpu
    print(json.dumps(result, indent=1))
    options.out.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
