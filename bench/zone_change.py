"""What the zone rule and the display of change find, and how often they are wrong.

Simulated people rest, or are activated for two minutes every 400 s; the SD of their resting rate
is 2 (quiet), 4 or 6 bpm (talking). The baseline is that of the first five minutes. The zone
rule stands there with the thresholds of earlier versions (2 and 1 spreads) too.

Run ``python bench/zone_change.py``; results go to ``bench/results/``.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from _hearts import Heart, Seconds, seconds_of, simulate
from numpy.typing import NDArray

from processing.zones.baseline import robust_sd
from processing.zones.change import ChangeTracker
from processing.zones.zones import ZoneTracker
from safehold.core.settings import STANDARD, ZoneSettings
from safehold.core.types import Baseline, Change, IndexValue, Status, ZoneName

REST_S, SECONDS, JUDGED_S = 300, 2400, 400
ONSETS, LENGTH_S = range(600, SECONDS - 250, 400), 120
SPREADS = (2.0, 4.0, 6.0)
STEPS = ((15.0, 0.45), (9.0, 0.60), (6.0, 0.75))
"""Rate, bpm, and share of the RSA that is left."""
RULES = {
    "zone rule": STANDARD,
    "zone rule at 2.0, 1.0": replace(STANDARD, zones=ZoneSettings(th=2.0, tv=1.0, tl=-1.0)),
}
Flags = NDArray[np.bool_]


def heart(sd: float, step: tuple[float, float] | None) -> Heart:
    """Return a person at rest, or one who is activated again and again."""
    if step is None:
        return Heart(sd=sd, wander=0.05 * sd)
    bpm, left = step

    def rate(t: float) -> float:
        begun = [t - onset for onset in ONSETS if onset <= t < onset + 2 * LENGTH_S]
        if not begun:
            return 0.0
        up = 1 - np.exp(-min(begun[0], LENGTH_S) / 8)
        return float(bpm * up * np.exp(-max(0.0, begun[0] - LENGTH_S) / 8))

    def rsa(t: float) -> float:
        return left if any(onset <= t < onset + LENGTH_S for onset in ONSETS) else 1.0

    return Heart(sd=sd, wander=0.05 * sd, rate=rate, rsa=rsa)


def rest_of(made: Seconds) -> Baseline:
    """Return the baseline of the first five minutes."""
    hr, vagal = made.hr[89:REST_S], made.ln_rmssd[119:REST_S]
    spread = max(robust_sd(vagal), 0.20)
    return Baseline(
        "simulated-b1", "simulated", 60.0, float(REST_S), hr=float(np.median(hr)),
        hr_spread=max(robust_sd(hr), 3.0), vagal=float(np.median(vagal)), vagal_spread=spread,
        vagal_index="ln_rmssd", vagal_sd=spread, n_hr=8.0, n_vagal=4.0, provisional=False,
        reasons=(),
    )  # fmt: skip


def said(made: Seconds) -> dict[str, Flags]:
    """Return per rule the seconds 1..SECONDS of which it says activation."""
    baseline = rest_of(made)
    trackers = {name: ZoneTracker(settings) for name, settings in RULES.items()}
    change = ChangeTracker()
    found = {name: np.zeros(SECONDS, bool) for name in (*RULES, "change")}
    for t in range(1, SECONDS + 1):
        indices = {
            name: IndexValue(
                name, value, "", Status.OK, (), t - length, float(t), "ecg",
                n_pairs=int(made.pairs[t - 1]), coverage=1.0,
            )
            for name, value, length in (
                ("hr", float(made.hr[t - 1]), 30.0),
                ("ln_rmssd", float(made.ln_rmssd[t - 1]), 60.0),
            )
            if np.isfinite(value)
        }  # fmt: skip
        in_force = baseline if t >= REST_S else None
        for name, zones in trackers.items():
            state = zones.update(t, indices, in_force, ()).state
            found[name][t - 1] = state is ZoneName.HIGH
        found["change"][t - 1] = change.update(t, indices, in_force).word is Change.RISEN
    return found


def episodes(flags: Flags) -> int:
    """Return how often it is said anew."""
    return int(np.count_nonzero(np.diff(np.concatenate(([False], flags)).astype(int)) == 1))


def rows(runs: int) -> list[dict[str, object]]:
    """Return, per spread and rule, false alarms in rest, and detection, delay and flicker."""
    table: list[dict[str, object]] = []
    for sd in SPREADS:
        rest = [_of(sd, None, seed) for seed in range(runs)]
        active = {step: [_of(sd, step, seed) for seed in range(runs)] for step in STEPS}
        for rule in rest[0]:
            false = [flags[rule][JUDGED_S:] for flags in rest]
            hours = runs * (SECONDS - JUDGED_S) / 3600
            row: dict[str, object] = {
                "sd_bpm": sd, "rule": rule,
                "false_percent": round(100 * float(np.mean(np.concatenate(false))), 2),
                "false_per_hour": round(sum(map(episodes, false)) / hours, 1),
            }  # fmt: skip
            for step, hearts in active.items():
                seen = [f[rule][onset + 10 : onset + 150] for f in hearts for onset in ONSETS]
                hits = [window for window in seen if window.any()]
                row[f"+{step[0]:g} bpm, RSA x {step[1]:g}"] = {
                    "found": round(len(hits) / len(seen), 2),
                    "after_s": float(np.median([10 + int(np.argmax(w)) for w in hits])),
                    "times_said": round(float(np.mean([episodes(w) for w in hits])), 2),
                }
            table.append(row)
    return table


def _of(sd: float, step: tuple[float, float] | None, seed: int) -> dict[str, Flags]:
    return said(seconds_of(simulate(heart(sd, step), 100 + seed, SECONDS + 3).beats, SECONDS))


def main() -> None:
    """Run every row and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=12)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results")
    arguments = parser.parse_args()
    started = time.perf_counter()
    results = {"runs": arguments.runs, "rows": rows(arguments.runs)}
    arguments.out.mkdir(parents=True, exist_ok=True)
    path = arguments.out / "zone_change.json"
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(results, indent=1))
    print(f"written to {path} in {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
