"""How often the joint test of a multiverse is wrong on null studies, and finds an effect.

``python bench/multiverse.py [--studies N] [--out FILE]``: simulated studies of 8 dyads by 8
sessions with 24 specifications that are noisy readings of one thing; dyads differ, and there is a
trend in both, so that whoever ignores them finds something that is not there.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from safehold.desk.studies.curve import specification_curve  # noqa: E402

RESULT = ROOT / "bench" / "results" / "multiverse.json"
DYADS, SESSIONS, WAYS, EXCHANGES = 8, 8, 24, 499
EFFECTS = {"none": 0.0, "r 0.3": 0.33, "r 0.5": 0.62}
SHAPES = ("normal", "skewed", "missing a fifth")


def study(seed: int, effect: float, shape: str) -> tuple[list[np.ndarray], ...]:
    """Return predictors, outcome, dyad and number of a simulated study."""
    rng = np.random.default_rng(seed)
    dyad = np.repeat(np.arange(DYADS), SESSIONS)
    number = np.tile(np.arange(1.0, SESSIONS + 1), DYADS)

    def noise() -> np.ndarray:
        drawn = (
            rng.exponential(size=dyad.size) if shape == "skewed" else rng.normal(size=dyad.size)
        )
        return (drawn - drawn.mean()) / drawn.std()

    truth = noise()
    outcome = effect * truth + noise() + 3 * rng.normal(size=DYADS)[dyad] - 0.4 * number
    seen = truth + 2 * rng.normal(size=DYADS)[dyad] - 0.3 * number
    ways = [seen + 0.5 * noise() for _ in range(WAYS)]
    if shape == "missing a fifth":
        for values in (*ways, outcome):
            values[rng.random(dyad.size) < 0.2] = np.nan
    return ways, outcome, dyad, number


def main() -> None:
    """Simulate, test, and write the rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=1000)
    parser.add_argument("--out", type=Path, default=RESULT)
    options = parser.parse_args()
    rates: dict[str, dict[str, dict[str, float]]] = {}
    for shape in SHAPES:
        for name, effect in EFFECTS.items():
            p: dict[str, list[float]] = {}
            shares = []
            for seed in range(options.studies):
                found = specification_curve(
                    *study(seed, effect, shape), permutations=EXCHANGES, seed=seed
                )
                shares.append(found.share or 0.0)
                for test in found.tests:
                    p.setdefault(test.name, []).append(test.p)
            rates.setdefault(shape, {})[name] = {
                **{test: float(np.mean(np.array(values) <= 0.05)) for test, values in p.items()},
                "mean share that holds": float(np.mean(shares)),
            }
    told = {
        "studies": options.studies, "dyads": DYADS, "sessions": SESSIONS, "specifications": WAYS,
        "exchanges": EXCHANGES, "rejected at .05": rates,
    }  # fmt: skip
    options.out.write_text(json.dumps(told, indent=1) + "\n")
    print(json.dumps(rates, indent=1))


if __name__ == "__main__":
    main()
