"""How often two people without a link are called linked, by this installation."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from processing.measures.coregulation import measure_pair
from processing.measures.pair_series import PairSeries, without_trend
from safehold.checks.verify_row import Row
from safehold.checks.verify_truth import Case, two_hearts
from safehold.core.results import DyadMeasure
from safehold.core.types import FloatArray

PAIRS = 400
SECONDS = 300
LEVEL = 0.05
TOLERANCE = 0.03
"""Nearly three standard errors of a share of .05 among 400."""
LAG_S = 4
LINKED = 12
STATISTICS = ("mean_z", "mean_abs_z", "lead", "index")
UNLINKED = Case(
    "dyads", f"Two people: {PAIRS} pairs of 5 min without a link, and {LINKED} of 10 min with one",
    (), (),
)  # fmt: skip


class _Test(NamedTuple):
    p: float
    adjusted: float


def chance_rows() -> list[Row]:
    """Compare pairs of people of whom it is known whether they are linked."""
    pairs = [_tests(measured(two_hearts(SECONDS, seed))) for seed in range(PAIRS)]
    rows = []
    for name in STATISTICS:
        tests = [pair[name] for pair in pairs if name in pair]
        rows.append(_share(f"{name}, p ≤ .05", "the level of the test", [t.p for t in tests]))
    smallest = [min(test.adjusted for test in pair.values()) for pair in pairs if pair]
    rows.append(_share("any of the four, adjusted", "the level of the family", smallest))
    return [*rows, _lag()]


def measured(both: FloatArray) -> list[DyadMeasure]:
    """Return what the engine says of two heart rates, shape ``(2, n)``."""
    one, two = (without_trend(x) for x in both)
    series = PairSeries(np.arange(1.0, one.size + 1), one, two)
    return measure_pair(("a", "b"), "session", series, (0.0, float(one.size)))


def _tests(rows: list[DyadMeasure]) -> dict[str, _Test]:
    return {
        row.statistic: _Test(row.p_shuffled, row.p_adjusted)
        for row in rows
        if row.p_shuffled is not None and row.p_adjusted is not None
    }


def _share(index: str, how: str, p: list[float]) -> Row:
    value = float(np.mean(np.array(p) <= LEVEL)) if p else None
    error = None if value is None else value - LEVEL
    passed = error is not None and abs(error) <= TOLERANCE and len(p) == PAIRS
    return Row(
        UNLINKED.key, UNLINKED.title, index, "", LEVEL, how, value, len(p), PAIRS, None, error,
        TOLERANCE, passed,
    )  # fmt: skip


def _lag() -> Row:
    """Find by how much the second person follows the first."""
    profiles = [
        {row.lag_s: row.value for row in measured(two_hearts(600, seed, 0.8, LAG_S))
         if row.lag_s is not None and row.value is not None}
        for seed in range(1000, 1000 + LINKED)
    ]  # fmt: skip
    known = [profile for profile in profiles if profile]
    value = None
    if known:
        mean = {lag: sum(profile[lag] for profile in known) for lag in known[0]}
        value = float(max(mean, key=lambda lag: mean[lag]))
    error = None if value is None else value - LAG_S
    return Row(
        UNLINKED.key, UNLINKED.title, "lag of the largest z", "s", float(LAG_S), "as put in",
        value, len(known), LINKED, None, error, 0.0, error == 0,
    )  # fmt: skip
