"""How often a map of two people without a link holds a place beyond chance, and finds one.

Pairs as in ``bench/dyad_chance.py`` (independent, trended, stepped) and ``bench/dyad_speech.py``
(turns of speech that pass, without and with speech taken out) go through the map of the
workbench. A map without a link should hold a place in 5 % of cases, and each statistic over all of
it a p of at most .05 in 5 %. Linked are pairs of whom the second follows the first by 4 s in one
fifth of the session and else goes alone: found is a place that lies in that fifth, at that lag.
Then 999 surrogates of 50 minutes in CPU time, beside the plain loop over surrogates, windows and
lags (of a few surrogates, and so many times as long for all).

Run ``python bench/dyad_map.py --pairs 200 --out bench/results/dyad_map.json``, then the same with
``--methods --pairs 60 --minutes 10`` for wavelets and recurrence; seeded, half an hour of a core.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from dyad_chance import PEOPLE, heart, trendless, unlinked
from dyad_speech import pair as spoken

from processing.measures.pair_map import pair_map, windowed_z
from processing.measures.pair_methods import RECURRENCE, WAVELET, compared
from processing.measures.pair_series import PairSeries
from processing.measures.surrogates import Surrogate, surrogates
from safehold.core.pair_map import RMEA, SAFEHOLD, SUSY, MapRecipe, PairMap
from safehold.core.types import FloatArray

KINDS = (Surrogate.SHIFT, Surrogate.SEGMENTS, Surrogate.PHASE)
FEW = 199
LEAST = 39
SEED = 68


def series(one: FloatArray, two: FloatArray) -> PairSeries:
    """Return two series as the workbench compares them."""
    return PairSeries(np.arange(1.0, one.size + 1), trendless(one), trendless(two))


def outcome(made: PairMap, found: Callable[[PairMap], bool]) -> list[bool]:
    """Return whether a map holds a place, and whether each statistic is below .05."""
    return [found(made), *(one.p is not None and one.p <= 0.05 for one in made.overall)]


def shares(rows: list[list[bool]]) -> dict[str, float]:
    """Return the share of pairs, by what was found."""
    names = ("map", "mean_z", "mean_abs_z", "lead")
    return {n: round(float(x), 4) for n, x in zip(names, np.mean(rows, axis=0), strict=True)}


def without(kind: str, minutes: int, pairs: int, recipe: MapRecipe) -> dict[str, Any]:
    """Return how often pairs without a link hold a place, by surrogate."""
    told: dict[str, Any] = {"pairs": pairs}
    for surrogate in KINDS if recipe is SAFEHOLD else KINDS[:1]:
        rows = []
        for k in range(pairs):
            rng = np.random.default_rng([SEED, minutes, k])
            pair = series(*unlinked(kind, rng, 60 * minutes))
            made = pair_map(PEOPLE, pair, recipe, surrogate=surrogate, n=FEW, seed=k)
            rows.append(outcome(made, lambda m: bool(m.beyond.any())))
        told[surrogate.value] = shares(rows)
    return told


def with_link(strength: float, minutes: int, pairs: int) -> dict[str, Any]:
    """Return how often a link in one fifth of the session is found where and as it is."""
    n = 60 * minutes
    begin, end = 2 * n // 5, 3 * n // 5
    rows = []
    for k in range(pairs):
        rng = np.random.default_rng([SEED + 1, minutes, k])
        one, two = heart(rng, n), heart(rng, n)
        two[begin:end] += strength * one[begin - 4 : end - 4]
        made = pair_map(PEOPLE, series(one, two), surrogate=Surrogate.SHIFT, n=FEW, seed=k)

        def there(made: PairMap) -> bool:
            windows, lags = np.nonzero(made.beyond)
            starts = made.starts[windows]
            inside = (starts + made.recipe.window_s > begin) & (starts < end)
            return bool((inside & (np.abs(made.lags[lags] - 4) <= 1)).any())

        rows.append(outcome(made, there))
    return {"pairs": pairs, **shares(rows)}


def with_speech(minutes: int, pairs: int) -> dict[str, Any]:
    """Return how often turns of speech without a link make a place, included and taken out."""
    included: list[list[bool]] = []
    out: list[list[bool]] = []
    for k in range(pairs):
        rng = np.random.default_rng([SEED + 2, minutes, k])
        both, speech = spoken(rng, 60 * minutes, "heard", link=False)
        pair = series(*both)
        for rows, known in ((included, None), (out, speech)):
            made = pair_map(PEOPLE, pair, surrogate=Surrogate.SHIFT, speech=known, n=FEW, seed=k)
            rows.append(outcome(made, lambda m: bool(m.beyond.any())))
    return {"pairs": pairs, "included": shares(included), "taken_out": shares(out)}


def by_method(method: str, kind: str, minutes: int, pairs: int) -> dict[str, Any]:
    """Return how often a statistic of wavelets or recurrence has p at or below .05."""
    n, found = 60 * minutes, []
    for k in range(pairs):
        rng = np.random.default_rng([SEED + 3, minutes, k])
        if kind == "linked fifth":
            one, two = heart(rng, n), heart(rng, n)
            begin, end = 2 * n // 5, 3 * n // 5
            two[begin:end] += one[begin - 4 : end - 4]
        else:
            one, two = unlinked(kind, rng, n)
        pair = series(one, two)
        drawn = surrogates(pair.two, Surrogate.SHIFT, n=LEAST, seed=k)
        made = compared(method, pair.one, pair.two, drawn)
        found.append({c.statistic: c.p is not None and c.p <= 0.05 for c in made})
    names = list(found[0])
    return {"pairs": pairs, **{n: round(float(np.mean([f[n] for f in found])), 3) for n in names}}


def plain_loop(one: FloatArray, two: FloatArray, recipe: MapRecipe) -> float:
    """Return the largest |z| by a loop over windows and lags, as one would write it."""
    most, largest = recipe.max_lag_s, 0.0
    for first in range(0, one.size - recipe.window_s - most + 1, recipe.step_s):
        for lag in range(-most, most + 1):
            a = one[first + max(-lag, 0) :][: recipe.window_s]
            b = two[first + max(lag, 0) :][: recipe.window_s]
            largest = max(largest, abs(math.atanh(np.corrcoef(a, b)[0, 1])))
    return largest


def cost() -> dict[str, Any]:
    """Return CPU time of 999 surrogates of fifty minutes, and of the plain loop."""
    rng = np.random.default_rng(SEED)
    pair = series(heart(rng, 3000), heart(rng, 3000))
    began = time.process_time()
    pair_map(PEOPLE, pair)
    ours = time.process_time() - began
    drawn = next(surrogates(pair.two, Surrogate.SHIFT))[:3]
    began = time.process_time()
    loop = [plain_loop(pair.one, two, SAFEHOLD) for two in drawn]
    each = (time.process_time() - began) / len(drawn)
    same = np.nanmax(np.abs(windowed_z(pair.one, drawn, SAFEHOLD)), axis=(1, 2))
    assert np.allclose(loop, same, atol=1e-9)
    return {
        "surrogates": 999, "minutes": 50, "cpu_s": round(ours, 2),
        "plain_loop_cpu_s": round(999 * each, 1), "times_faster": round(999 * each / ours),
    }  # fmt: skip


def main() -> None:
    """Run everything and write what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--minutes", type=int, nargs="+", default=[10, 30, 50])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--methods", action="store_true", help="only wavelets and recurrence")
    options = parser.parse_args()
    if options.methods:
        made = {
            method: {
                kind: {m: by_method(method, kind, m, options.pairs) for m in options.minutes}
                for kind in ("independent", "trended", "stepped", "linked fifth")
            }
            for method in (WAVELET, RECURRENCE)
        }
        if options.out:
            before = json.loads(options.out.read_text(encoding="utf-8"))
            text = json.dumps({**before, "methods": made}, indent=1) + "\n"
            options.out.write_text(text, encoding="utf-8")
        print(json.dumps(made, indent=1))
        return
    told: dict[str, Any] = {
        "seed": SEED, "surrogates_each": FEW, "nominal": 0.05, "cost": cost(), "unlinked": {},
        "presets": {}, "speech": {}, "linked_fifth": {},
    }  # fmt: skip
    for minutes in options.minutes:
        pairs = options.pairs if minutes < 50 else options.pairs // 2
        for kind in ("independent", "trended", "stepped"):
            told["unlinked"].setdefault(kind, {})[minutes] = without(
                kind, minutes, pairs, SAFEHOLD
            )
        for recipe in (SUSY, RMEA):
            told["presets"].setdefault(recipe.name, {})[minutes] = without(
                "independent", minutes, pairs, recipe
            )
        told["speech"][minutes] = with_speech(minutes, pairs // 2)
        for strength in (0.6, 1.0):
            told["linked_fifth"].setdefault(str(strength), {})[minutes] = with_link(
                strength, minutes, pairs // 2
            )
        if options.out:
            options.out.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
