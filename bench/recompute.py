"""How long it takes to compute a recorded session again, beside pyxdf and NeuroKit2 on the file.

``python bench/recompute.py [--hours 1 3] [--out FILE]`` makes a simulated dyad with its published
ticks (ECG at 250 Hz and a belt of each person, 400 events) and, in one run, from the files:

- ``recompute``: both readings, with another heart-rate threshold, and where they differ and why
- ``again``: the same with a third threshold, as the next question of the same person
- ``neurokit``: pyxdf reads the files, and NeuroKit2 goes once over each person's whole record
  (peaks, breaths, time domain, RSA), which gives one number for each index and no zone

CPU time of the process and of those that it started; other work on the machine hardly moves it.
Wall time is told too, and what the window waits for.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import argparse
import json
import shutil
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import neurokit2 as nk
import numpy as np
import pyxdf
from _own_network import tell
from replay_transport import make

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from recordings.folder.session import SessionFolder
from safehold.core.recipe import EVERYBODY, Recipe
from safehold.offline.recompute.steps import recompute
from safehold.offline.recording import read_recording

RESULTS = Path(__file__).parent / "results" / "recompute.json"


def main() -> None:
    """Make sessions, compute each again, tell the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, nargs="+", default=[1.0, 3.0])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--say", action="store_true", help="print the sentence of docs/replay.md")
    options = parser.parse_args()
    if options.say:
        print(sentence(json.loads(RESULTS.read_text())))
        return
    warnings.filterwarnings("ignore")
    results = {}
    for hours in options.hours:
        place = Path(tempfile.mkdtemp(prefix="recompute-"))
        try:
            results[f"{hours:g}_h"] = measure(make(place, 3600 * hours))
        finally:
            shutil.rmtree(place)
    tell(results, options.out)


def measure(folder: SessionFolder) -> dict[str, Any]:
    """Return seconds of one session."""
    found = {}
    for name, threshold in (("recompute", 2.5), ("again", 2.0)):
        recipe = Recipe({EVERYBODY: {"zones.th": threshold}})
        found |= timed(name, lambda recipe=recipe: recompute(read_recording(folder), recipe))
    found |= timed("neurokit", lambda: neurokit(folder))
    return found | {
        "neurokit_per_recompute": round(found["neurokit_cpu_s"] / found["recompute_cpu_s"], 2),
        "neurokit_per_again": round(found["neurokit_cpu_s"] / found["again_cpu_s"], 2),
    }


def timed(name: str, run: Callable[[], object]) -> dict[str, float]:
    """Return CPU and wall time of something, s."""
    before, began = os.times(), time.perf_counter()
    run()
    after, took = os.times(), time.perf_counter() - began
    used = sum(after[:4]) - sum(before[:4])
    return {f"{name}_cpu_s": round(used, 2), f"{name}_wall_s": round(took, 2)}


def neurokit(folder: SessionFolder) -> None:
    """Read a session with pyxdf and go over each person once with NeuroKit2."""
    streams: dict[str, tuple[np.ndarray, int]] = {}
    for path in folder.recording_paths:
        for stream in pyxdf.load_xdf(str(path))[0]:
            if (rate := float(stream["info"]["nominal_srate"][0])) > 0:
                key = f"{stream['info']['name'][0]} {stream['info']['type'][0]}"
                values = np.asarray(stream["time_series"])[:, 0].astype(float)
                streams[key] = values, round(rate)
    for key, (heart, rate) in streams.items():
        if not key.endswith("ECG"):
            continue
        belt, belt_rate = streams[key.replace("ECG", "RESPIRATION")]
        belt = np.interp(np.arange(len(heart)) / rate, np.arange(len(belt)) / belt_rate, belt)
        signals, info = nk.ecg_peaks(nk.ecg_clean(heart, sampling_rate=rate), sampling_rate=rate)
        signals["ECG_Rate"] = nk.signal_rate(info, sampling_rate=rate, desired_length=len(heart))
        breaths, _ = nk.rsp_process(belt, sampling_rate=rate)
        nk.hrv_time(info, sampling_rate=rate)
        nk.hrv_rsa(signals, breaths, sampling_rate=rate)


def sentence(result: dict[str, Any]) -> str:
    """Return what the docs say of a result."""
    parts = [
        f"{name.removesuffix('_h')} h of two people {one['recompute_cpu_s']:.0f} s of CPU at "
        f"first and {one['again_cpu_s']:.0f} s for the next question; pyxdf and NeuroKit2's one "
        f"pass over the same files {one['neurokit_cpu_s']:.0f} s"
        for name, one in result.items()
    ]
    return "; ".join(parts) + "."


if __name__ == "__main__":
    main()
