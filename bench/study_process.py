"""A study from its files: sessions per minute, one worker and two, again, and a loop by hand.

``python bench/study_process.py [--dyads 3] [--sessions 4] [--minutes 50] [--out FILE]`` simulates
a study (ECG at 250 Hz and a belt of each person, events, ratings, scores) and in one run

1. processes it with one worker and with two, nothing kept from before, and compares every byte;
2. processes it again with nothing changed, and with another threshold;
3. runs the loop that somebody would write: ``pyxdf`` reads, NeuroKit2 finds peaks and breaths and
   computes its indices over 60-s windows and over the session. It makes a table of windows per
   session: no ticks, zones, baselines, process measures, events, synchrony, checks, reasons.

Wall time depends on what else the machine does: CPU time of all processes stands beside it.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import argparse
import platform
import resource
import shutil
import tempfile
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from _own_network import tell

from safehold.desk.studies.found import FoundFolder, Frozen
from safehold.desk.studies.one import Outcome, State, process_session
from safehold.desk.studies.run import StudyWish, group, process_all
from safehold.desk.studies.simulated import write_study
from safehold.desk.studies.synthetic import StudyDesign

WINDOW_S = 60


def main() -> None:
    """Make the study, process it in every way, tell the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dyads", type=int, default=3)
    parser.add_argument("--sessions", type=int, default=4)
    parser.add_argument("--minutes", type=float, default=50.0)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="study-process-"))
    try:
        keep = partial(tell, out=options.out)  # what is known survives an end in between
        keep(measure(place, options.dyads, options.sessions, options.minutes, keep))
    finally:
        shutil.rmtree(place)


def measure(
    place: Path,
    dyads: int,
    sessions: int,
    minutes: float,
    keep: Callable[[dict[str, Any]], None],
) -> dict[str, Any]:
    study = place / "study"
    made = write_study(
        study, StudyDesign(dyads, sessions, minutes, ("ecg", "respiration")), seed=11
    )
    n = len(made)
    size = sum(file.stat().st_size for path in made for file in path.glob("*.xdf"))
    told: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, shared with other work; "
        "run once",
        "sessions": n,
        "minutes_each": minutes,
        "people_each": 2,
        "recordings_mb": round(size / 1e6),
    }
    for jobs in (1, 2):
        for path in made:
            shutil.rmtree(path / "derived", ignore_errors=True)
        memory = place / f"memory-{jobs}"
        memory.mkdir()
        wish = StudyWish(study, place / f"out-{jobs}")
        found = timed(partial(whole, wish, jobs, memory))
        told[f"workers_{jobs}"] = {
            **found, "sessions_per_minute": round(60 * n / found["wall_s"], 2),
            "cpu_s_per_session": round(found["cpu_s"] / n, 1), **peaks(memory),
        }  # fmt: skip
    one, two = told["workers_1"], told["workers_2"]
    keep(told)
    told["two_workers_are_faster_by"] = round(one["wall_s"] / two["wall_s"], 2)
    told["same_bytes"] = content(place / "out-1") == content(place / "out-2")
    told["output_mb"] = round(sum(map(len, content(place / "out-1").values())) / 1e6, 1)
    wish = StudyWish(study, place / "out-2")
    told["again_nothing_changed"] = timed(partial(whole, wish, 2, None))
    told["loop_pyxdf_neurokit2"] = loop = timed(lambda: [by_hand(p, place) for p in made])
    loop["sessions_per_minute"] = round(60 * n / loop["wall_s"], 2)
    loop["cpu_s_per_session"] = round(loop["cpu_s"] / n, 1)
    keep(told)
    (study / "study.toml").write_text('name = "Simulated"\n[zones]\nth = 2.5\n')
    told["again_another_threshold"] = timed(partial(whole, wish, 2, None))
    assert told["same_bytes"], "the number of workers shows in the output"
    return told


def timed(work: Callable[[], object]) -> dict[str, Any]:
    """Return wall and CPU time of a piece of work with all of its processes, s, and the load."""
    before, began, load = cpu(), time.perf_counter(), os.getloadavg()[0]
    work()
    wall = time.perf_counter() - began
    return {
        "wall_s": round(wall, 1),
        "cpu_s": round(cpu() - before, 1),
        "load_before_and_after": [round(load, 1), round(os.getloadavg()[0], 1)],
    }


def cpu() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def whole(wish: StudyWish, jobs: int, memory: Path | None) -> None:
    """Process a study as the command does."""
    work = process_session if memory is None else partial(remembered, memory)
    outcomes = process_all(wish, jobs, lambda *_: None, work=work)
    assert all(one.state is not State.FAILED for one in outcomes), outcomes
    group(wish)


def remembered(memory: Path, found: FoundFolder, out: Path, frozen: Frozen) -> Outcome:
    """Process a session, and note how much memory the process has had so far."""
    outcome = process_session(found, out, frozen)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with (memory / str(os.getpid())).open("a") as file:
        file.write(f"{most:.1f}\n")
    return outcome


def peaks(memory: Path) -> dict[str, Any]:
    """Return the largest resident memory of a worker after its first and its last session, MB."""
    found = [list(map(float, p.read_text().split())) for p in sorted(memory.iterdir())]
    return {
        "peak_mb_after_first_session": [round(one[0]) for one in found],
        "peak_mb_after_last_session": [round(one[-1]) for one in found],
        "sessions_of_each_worker": [len(one) for one in found],
    }


def content(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*") if path.is_file()
    }  # fmt: skip


def by_hand(path: Path, place: Path) -> None:
    """Compute one session as a loop over files would."""
    import neurokit2 as nk
    import pandas as pd
    import pyxdf

    warnings.simplefilter("ignore")
    streams, _ = pyxdf.load_xdf(str(path / "recording.xdf"))
    kinds: dict[str, dict[str, Any]] = {}
    for stream in streams:
        person = "client" if "client" in stream["info"]["name"][0] else "therapist"
        kinds.setdefault(person, {})[stream["info"]["type"][0]] = stream
    rows = []
    for person, own in kinds.items():
        heart, belt = own["ECG"], own["RESPIRATION"]
        rate = round(float(heart["info"]["nominal_srate"][0]))
        ecg = heart["time_series"][:, 0].astype(float)
        signals, info = nk.ecg_process(ecg, sampling_rate=rate)
        slow = nk.signal_resample(belt["time_series"][:, 0].astype(float), len(ecg))
        breath, _ = nk.rsp_process(slow, sampling_rate=rate)
        peaks = info["ECG_R_Peaks"]
        for start in range(0, len(ecg) - WINDOW_S * rate, WINDOW_S * rate):
            inside = peaks[(peaks >= start) & (peaks < start + WINDOW_S * rate)] - start
            span = slice(start, start + WINDOW_S * rate)
            row: dict[str, Any] = {"person": person, "start_s": start / rate}
            row |= nk.hrv_time(inside, sampling_rate=rate).iloc[0].to_dict()
            row |= nk.hrv_frequency(inside, sampling_rate=rate, normalize=False).iloc[0].to_dict()
            row |= nk.hrv_rsa(
                signals[span].reset_index(drop=True), breath[span].reset_index(drop=True),
                sampling_rate=rate,
            )  # fmt: skip
            rows.append(row)
        nk.hrv(peaks, sampling_rate=rate)
    pd.DataFrame(rows).to_csv(place / f"{path.name}.csv")


if __name__ == "__main__":
    main()
