"""How long an hour of two people takes to export, profile by profile.

``python bench/export_speed.py [--minutes 60] [--events 200] [--out FILE]`` makes a simulated
recording (ECG 250 Hz and belt of each person, coded events), computes it once and writes every
profile and the report, each timed by itself, as ``safehold export`` does. CPU time, which other
work on the machine moves less than wall time: of this process, and of those that compute further
people beside it. Imports are those of this script too. And the largest resident memory so far.
At last, from the recording again, the tables alone and everything at once, in wall time.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from _own_network import tell

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from acquisition.simulator.script import (
    CLIENT_REST,
    THERAPIST_REST,
    Script,
    ScriptEvent,
    ScriptPhase,
)
from recordings.folder.session import SessionFolder
from safehold.desk.exports import PROFILES, ExportWish, export
from safehold.offline.analysis import analyse
from safehold.offline.kept import Shelf
from tests.unit._folder import make_session

IMPORTS_S = time.process_time()
CODES = ("int.support", "int.change", "ev.challenge", "fs.exploration", "al.repair")


def main() -> None:
    """Make a session, export it, tell the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--events", type=int, default=200)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="export-speed-"))
    try:
        tell(measure(place, 60 * options.minutes, options.events), options.out)
    finally:
        shutil.rmtree(place)


def in_others() -> float:
    """Return the CPU time of processes that were started and are over, s."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(place: Path, seconds: float, n_events: int) -> dict[str, Any]:
    """Return seconds by profile."""
    step = seconds / (n_events + 1)
    script = Script(
        "hour", (ScriptPhase("rest", seconds, CLIENT_REST, THERAPIST_REST),),
        tuple(ScriptEvent((k + 1) * step, CODES[k % len(CODES)], actor="T")
              for k in range(n_events)),
    )  # fmt: skip
    folder, _ = make_session(place / "study", session_id="hour", script=script)
    began, beside, wall = time.process_time(), in_others(), time.perf_counter()
    results = analyse(folder, lambda _share, _what: None, samples=True)
    computed, wall = time.process_time() - began, time.perf_counter() - wall
    beside = in_others() - beside
    took = {}
    for name in (*PROFILES, "report"):
        report = name == "report"
        wish = ExportWish(profiles=() if report else (name,), report=report, out=place / "out")
        began = time.process_time()
        export(folder, wish, lambda _share, _what: None, results=results)
        took[name] = round(time.process_time() - began, 2)
    everything = ExportWish(profiles=tuple(PROFILES), report=True, out=place / "out")
    tables = ExportWish(profiles=("tidy",), out=place / "out")
    most = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return {
        "minutes": seconds / 60,
        "people": len(results.participants),
        "events": len(results.events),
        "imports_s": round(IMPORTS_S, 2),
        "computing_s": round(computed, 2),
        "computing_beside_s": round(beside, 2),
        "computing_wall_s": round(wall, 2),
        "writing_s": took,
        "tidy_in_all_s": round(computed + took["tidy"], 2),
        "everything_in_all_s": round(computed + sum(took.values()), 2),
        "tidy_wall_s": anew(folder, tables),
        "everything_wall_s": anew(folder, everything),
        "most_memory_mb": most,
    }


def anew(folder: SessionFolder, wish: ExportWish) -> float:
    """Return the wall time of an export of which nothing is known from before, s."""
    Shelf.forget()
    shutil.rmtree(folder.derived_dir)
    began = time.perf_counter()
    export(folder, wish, lambda _share, _what: None)
    return round(time.perf_counter() - began, 2)


if __name__ == "__main__":
    main()
