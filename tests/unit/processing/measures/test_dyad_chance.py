"""The published chance levels of two people: what the bench measured is what the docs say."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from processing.measures.coregulation import measure_pair
from processing.measures.pair_series import PairSeries, without_trend
from safehold.checks.verify_truth import two_hearts
from safehold.core.types import FloatArray

ROOT = Path(__file__).resolve().parents[4]
STATISTICS = ("mean_z", "mean_abs_z", "lead", "index")
MEASURED = json.loads((ROOT / "bench/results/dyad_chance.json").read_text(encoding="utf-8"))


def row_of(kind: str, minutes: str, cell: dict[str, dict[str, float]]) -> str:
    said = [
        "-" if cell[name]["after"] is None
        else f"{100 * cell[name]['before']:.0f} → {100 * cell[name]['after']:.1f}"
        for name in STATISTICS
    ]  # fmt: skip
    return f"| {kind}, {minutes} min | {' | '.join(said)} |"


def test_every_number_of_the_tables_is_the_measured_one():
    numbers = (ROOT / "docs/numbers.md").read_text(encoding="utf-8")
    said = [line for line in numbers.splitlines() if " → " in line and " min |" in line]
    said += [line for line in numbers.splitlines() if line.startswith("| smoothed, 5 min")]
    made = [
        row_of(kind, minutes, cell)
        for part in ("unlinked", "linked")
        for kind, cells in MEASURED[part].items()
        for minutes, cell in cells.items()
    ]
    assert sorted(said) == sorted(made)
    family = MEASURED["family"]
    assert f"{100 * family['sessions_with_p']:.0f} % hold a `p_surrogate`" in numbers
    assert f"and {100 * family['sessions_with_p_adjusted']:.1f} % a `p_adjusted`" in numbers
    assert f"take {MEASURED['cpu_s_of_50_minutes']} s of a core" in numbers


@pytest.mark.oracle("O52")
def test_o52_no_measured_level_lies_farther_from_five_per_cent_than_is_said():
    levels = np.array([
        cell[name]["after"]
        for cells in MEASURED["unlinked"].values()
        for cell in cells.values()
        for name in STATISTICS
        if cell[name]["after"] is not None
    ])  # fmt: skip
    near = np.abs(levels - 0.05) <= 0.015 + 1e-9
    numbers = (ROOT / "docs/numbers.md").read_text(encoding="utf-8")
    assert f"Of the {levels.size} shares {near.sum()} lie within 1.5 of the" in numbers
    assert f"the farthest is {100 * levels.max():.1f}" in numbers
    assert levels.mean() == pytest.approx(0.05, abs=0.005)


def stepped(both: FloatArray, rng: np.random.Generator) -> FloatArray:
    moments = rng.uniform(0, both.shape[1], 4)
    return both + 3 * (rng.normal(size=4) * (np.arange(both.shape[1])[:, None] > moments)).sum(1)


def test_o52_steps_that_both_take_at_once_are_no_link():
    rng = np.random.default_rng(6)
    called = []
    for seed in range(120):
        one, two = (without_trend(x) for x in stepped(two_hearts(900, seed), rng))
        rows = measure_pair(
            ("a", "b"), "session", PairSeries(np.arange(1.0, 901), one, two), (0.0, 900.0)
        )
        called.append([r.p_shuffled <= 0.05 for r in rows if r.lag_s is None])
    assert np.mean(called, axis=0).max() <= 0.11, "three standard errors of 120 pairs"
