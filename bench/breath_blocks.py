"""How many breaths of the whole record the live finder finds, before and after it was mended.

The whole record through the same detector is the reference: this measures what is lost by going
second by second with 6 s of future. Six respiration belts; ``before`` drops extrema that move over
the border of a block.

GridRun ``python bench/breath_blocks.py --data DIR``; results go to ``bench/results/``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from unittest import mock

import numpy as np

from processing.clock.grid import RESP_GRID_HZ, GridRun, respiration_values
from processing.clock.timeline import Timeline
from processing.signals import respiration
from processing.signals.breath_turns import turning_points
from processing.signals.respiration import BreathFinder
from safehold.core.types import Chunk, FloatArray, Role, StreamSpec

TOLERANCE_S = 0.5
FROM_S = 30.0


def belts(folder: Path) -> dict[str, FloatArray]:
    """Return the belts on the 25-Hz grid, from 0 s."""
    found: dict[str, tuple[FloatArray, FloatArray]] = {}
    for name in ("P11_baseline", "P11_C_Hard", "P21_baseline", "P21_C_Hard"):
        with np.load(folder / "dyad" / f"{name}.npz") as file:
            stamps = file["native_ts_ms"] / 1000.0
            found[name] = (stamps - stamps[0], file["native_counts"][:, 0].astype(float))
    with np.load(folder / "single" / "garcia_resp3_belt_100hz.npz") as file:
        belt = max((file[key] for key in file), key=np.size).astype(float).ravel()
    found["garcia_resp3"] = (np.arange(len(belt)) / 100, belt)
    table = np.loadtxt(next((folder / "single" / "ds210").rglob("*_physio.tsv.gz")))
    found["ds210"] = (np.arange(len(table)) / 50, table[:, 1])
    return {
        name: respiration_values(GridRun(t, x), 0, int(t[-1] * RESP_GRID_HZ) + 1)
        for name, (t, x) in found.items()
    }


def live(values: FloatArray) -> FloatArray:
    """Return the beginnings of inspiration that the block finder gives, s."""
    spec = StreamSpec("b", "B", "RESP", "bench", Role.RESPIRATION, "client", "a.u.", RESP_GRID_HZ)
    timeline = Timeline(spec, session_zero=0.0, max_gap_s=2.0)
    timeline.push(Chunk("b", 0, np.arange(len(values)) / RESP_GRID_HZ, values))
    finder, onsets, i = BreathFinder(timeline), [], 0
    while timeline.close(i + 7):
        onsets += [breath.t_insp for breath in finder.blocks(i, i + 1)[0].cycles]
        i += 1
    return np.array(onsets)


def agreement(values: FloatArray) -> dict[str, float]:
    """Return recall and positive predictive value of the live onsets."""
    found = live(values)
    known = np.array([n for n, peak, _, _ in turning_points(values) if not peak]) / RESP_GRID_HZ
    found = found[found > FROM_S]
    known = known[(known > FROM_S) & (known < found[-1] + 1)]
    off = np.abs(found[:, None] - known[None, :]) < TOLERANCE_S
    return {
        "breaths": len(known),
        "recall": round(float(off.any(axis=0).mean()), 3),
        "ppv": round(float(off.any(axis=1).mean()), 3),
    }


def main() -> None:
    """Measure and write the results."""
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=here.parents[1] / "shared" / "data")
    signals = belts(parser.parse_args().data)
    with mock.patch.object(respiration, "JITTER_S", 0.0):
        before = {name: agreement(values) for name, values in signals.items()}
    after = {name: agreement(values) for name, values in signals.items()}
    target = here / "results" / "breath_blocks.json"
    result = {"before": before, "after": after}
    target.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
