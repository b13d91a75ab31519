"""Which vagal axis sees a withdrawal, and which one takes a faster heart for one.

Simulated hearts with known RSA rest for five minutes (baseline), then change. The zone rule of the
workbench judges each against its own rest on several vagal axes:

* ``ln_p2t, floor``: peak-to-trough RSA, missing where over a fifth of the breaths give 0, as it
  was before
* ``ln_p2t, zeros``: the same with these breaths kept as 0
* ``ln_rmssd``; ``ln_cvsd``: RMSSD divided by the mean RR

Run ``python bench/zone_axes.py``; results go to ``bench/results/``.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from _hearts import Heart, Simulated, ln_p2t, seconds_of, simulate

from processing.zones.baseline import robust_sd
from processing.zones.zones import ZoneTracker
from safehold.core.reasons import Reason
from safehold.core.settings import STANDARD
from safehold.core.types import Baseline, FloatArray, IndexValue, Status, ZoneName

REST_S, ONSET_S, END_S = 300, 420, 720
JUDGED_S = 90
"""So long after the change the windows are full of it and the holding time is over, s."""
AXES = ("ln_p2t, floor", "ln_p2t, zeros", "ln_rmssd", "ln_cvsd")
FLOORS = {"ln_p2t": 0.30, "ln_rmssd": 0.20, "ln_cvsd": 0.20}
FLOOR_SHARE = 0.20
SE = {"ln_p2t": 0.12, "ln_rmssd": 0.11, "ln_cvsd": 0.11}
LEFT = (1.0, 0.8, 0.6, 0.4, 0.2, 0.1, 0.0)
"""Shares of the RSA that a withdrawal leaves."""
FASTER = (10, 15, 20, 25, 30)
"""Changes of heart rate alone, bpm."""
QUIET_BELT = Heart(hr=66, sd=1.5, rsa_ms=60, wave_ms=15, noise_ms=4)
"""Large breathing swings beside slow waves: the case that blanked ln P2T."""


def axis_values(name: str, made: Simulated) -> FloatArray:
    """Return the values of an axis at 1..END_S."""
    kind, _, rule = name.partition(", ")
    if kind == "ln_p2t":
        return ln_p2t(made, END_S, floor_share=FLOOR_SHARE if rule == "floor" else 1.0)
    values: FloatArray = getattr(seconds_of(made.beats, END_S), kind)
    return values


def zone_states(name: str, made: Simulated) -> tuple[list[ZoneName], FloatArray]:
    """Return the zone of every second 1..END_S, and the vagal axis in z."""
    kind = name.partition(", ")[0]
    hr, vagal = seconds_of(made.beats, END_S).hr, axis_values(name, made)
    rest_hr, rest_vagal = hr[89:REST_S], vagal[119:REST_S]
    spread = max(robust_sd(rest_vagal[np.isfinite(rest_vagal)]), FLOORS[kind])
    baseline = Baseline(
        "simulated-b1", "simulated", 60.0, float(REST_S), hr=float(np.median(rest_hr)),
        hr_spread=max(robust_sd(rest_hr), 3.0), vagal=float(np.nanmedian(rest_vagal)),
        vagal_spread=spread, vagal_index=kind, vagal_sd=spread, n_hr=8.0, n_vagal=4.0,
        provisional=False, reasons=(),
    )  # fmt: skip
    tracker = ZoneTracker(STANDARD)
    states = []
    for t in range(1, END_S + 1):
        indices = {
            "hr": _index("hr", hr[t - 1], t, 30.0, 0.5),
            kind: _index(kind, vagal[t - 1], t, 60.0, SE[kind]),
        }
        in_force = baseline if t >= REST_S else None
        states.append(tracker.update(t, indices, in_force, ()).state)
    return states, (vagal - (baseline.vagal or 0.0)) / spread


def _index(name: str, value: float, t: int, length: float, se: float) -> IndexValue:
    known = bool(np.isfinite(value))
    return IndexValue(
        name, float(value) if known else None, "", Status.OK if known else Status.MISSING,
        () if known else (Reason.BELOW_FLOOR,), t - length, float(t), "ecg", n_beats=60,
        n_pairs=60, n_breaths=14, coverage=1.0, se=se,
    )  # fmt: skip


def row(heart: Heart, axis: str, runs: int) -> dict[str, float]:
    """Return the shares of the judged time that are high and unknown, and the vagal axis in z."""
    high, unknown, v = [], [], []
    for seed in range(runs):
        states, axis_z = zone_states(axis, simulate(heart, seed, END_S + 5))
        judged = states[ONSET_S + JUDGED_S : END_S]
        high.append(np.mean([state is ZoneName.HIGH for state in judged]))
        unknown.append(np.mean([state is ZoneName.UNKNOWN for state in judged]))
        known = axis_z[ONSET_S + JUDGED_S : END_S]
        v.append(np.median(known[np.isfinite(known)]) if np.isfinite(known).any() else np.nan)
    return {
        "high": round(float(np.mean(high)), 2),
        "unknown": round(float(np.mean(unknown)), 2),
        "median_v": round(float(np.nanmedian(v)), 2),
    }


def _step(t: float, size: float) -> float:
    return size * min(1.0, max(0.0, (t - ONSET_S) / 10))


def withdrawals(runs: int) -> list[dict[str, object]]:
    """Return what each axis says of withdrawals of growing size: rate +15 bpm, RSA x left."""
    rows: list[dict[str, object]] = []
    for left in LEFT:
        heart = replace(
            QUIET_BELT,
            rate=lambda t: _step(t, 15.0),
            rsa=lambda t, left=left: 1 - _step(t, 1 - left),
        )
        rows.append({"rsa_left": left, **{axis: row(heart, axis, runs) for axis in AXES}})
    return rows


def rate_alone(runs: int) -> list[dict[str, object]]:
    """Return what each axis says when only the rate moves, under both assumptions of RSA."""
    rows: list[dict[str, object]] = []
    for by_fraction in (False, True):
        for bpm in FASTER:
            heart = Heart(rate=lambda t, bpm=bpm: _step(t, bpm), by_fraction=by_fraction)
            constant = "share of RR" if by_fraction else "ms"
            found = {axis: row(heart, axis, runs) for axis in AXES[1:]}
            rows.append({"bpm": bpm, "rsa_constant_in": constant, **found})
    return rows


def main() -> None:
    """Run every row and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results")
    arguments = parser.parse_args()
    started = time.perf_counter()
    results = {
        "runs": arguments.runs,
        "withdrawals": withdrawals(arguments.runs),
        "rate_alone": rate_alone(arguments.runs),
    }
    arguments.out.mkdir(parents=True, exist_ok=True)
    path = arguments.out / "zone_axes.json"
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(results, indent=1))
    print(f"written to {path} in {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
