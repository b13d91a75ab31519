"""How often the live strip of two people stands without a link, and with one; what a moment costs.

Pairs of heart rates of 50 minutes as in ``bench/dyad_chance.py``; every ten seconds the last five
minutes are compared as the strip does (:mod:`processing.measures.moving_pair`). ``outside`` is the
share of moments beyond the band of chance, ``stands`` the share shown as more than chance.

Run ``python bench/moving_pair.py --out bench/results/moving_pair.json``; seeded, about five
minutes of a core.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from dyad_chance import Pair, linked, unlinked

from processing.measures.coregulation import compare_pair
from processing.measures.moving_pair import BAND, EVERY_S, HOLD_S, SPAN_S, STATISTIC
from processing.measures.pair_series import PairSeries, without_trend

SEED, SESSIONS, LENGTH_S = 57, 20, 3000
KINDS: dict[str, Callable[[str, np.random.Generator, int], Pair]] = {
    "independent": unlinked,
    "trended": unlinked,
    "stepped": unlinked,
    "follows by 4 s, g .4": linked,
    "against, g .4": linked,
    "follows over 20 s, g 1": linked,
}


def effects(one: np.ndarray, two: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the comparison of every five minutes, and what one costs, ms of CPU."""
    found, began = [], time.process_time()
    for end in range(SPAN_S, LENGTH_S + 1, EVERY_S):
        inside = [without_trend(x[end - SPAN_S : end]) for x in (one, two)]
        series = PairSeries(np.arange(1.0, SPAN_S + 1), inside[0], inside[1])
        rows = [c.row for c in compare_pair(("one", "two"), "", series, (0.0, float(SPAN_S)))]
        (effect,) = (row.effect for row in rows if row.statistic == STATISTIC)
        found.append(np.nan if effect is None else effect)
    return np.array(found), 1000 * (time.process_time() - began) / len(found)


def standing(effect: np.ndarray) -> np.ndarray:
    """Return at which moments the strip stands."""
    side = np.where(np.abs(effect) > BAND, np.sign(effect), 0)
    n = HOLD_S // EVERY_S + 1
    runs = np.lib.stride_tricks.sliding_window_view(side, n)
    held = (runs[:, :1] != 0).ravel() & (runs == runs[:, :1]).all(axis=1)
    return np.concatenate((np.zeros(n - 1, dtype=bool), held))


def main() -> None:
    """Run all kinds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    result: dict[str, Any] = {"seed": SEED, "sessions": SESSIONS, "minutes": LENGTH_S // 60}
    costs = []
    for kind, make in KINDS.items():
        outside, stands = [], []
        for number in range(SESSIONS):
            effect, cost = effects(*make(kind, np.random.default_rng([SEED, number]), LENGTH_S))
            costs.append(cost)
            outside.append(float((np.abs(effect) > BAND).mean()))
            stands.append(float(standing(effect).mean()))
        result[kind] = {
            "outside": round(float(np.mean(outside)), 4),
            "stands": round(float(np.mean(stands)), 4),
            "sessions_in_which_it_stands": round(float(np.mean(np.array(stands) > 0)), 3),
        }
        print(kind, result[kind], flush=True)
    result["cpu_ms_a_moment"] = round(float(np.median(costs)), 1)
    if options.out:
        options.out.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
