"""Vagal axes on hearts of known RSA: what they see; the published tables are what was found.

The hearts are those of ``bench/zone_axes.py``, which has the whole campaign; here few of each.
"""

from __future__ import annotations

import importlib
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
AXES = ("ln_p2t, floor", "ln_p2t, zeros", "ln_rmssd", "ln_cvsd")


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "bench"))
        return importlib.import_module("zone_axes")


def withdrawn(bench: ModuleType, left: float, axis: str) -> dict[str, float]:
    heart = replace(
        bench.QUIET_BELT,
        rate=lambda t: bench._step(t, 15.0),
        rsa=lambda t: 1 - bench._step(t, 1 - left),
    )
    return bench.row(heart, axis, 1)


@pytest.mark.oracle("O71")
@pytest.mark.parametrize("axis", ["ln_rmssd", "ln_cvsd"])
def test_the_more_is_withdrawn_the_more_is_seen_and_nothing_goes_missing(
    bench: ModuleType, axis: str
) -> None:
    found = [withdrawn(bench, left, axis) for left in (1.0, 0.5, 0.2, 0.0)]
    assert [row["unknown"] for row in found] == [0.0] * 4
    high = [row["high"] for row in found]
    assert high == sorted(high)
    assert high[-1] == 1.0


def test_peak_to_trough_as_it_was_goes_missing_by_what_it_measures(bench: ModuleType) -> None:
    assert withdrawn(bench, 0.1, "ln_p2t, floor")["unknown"] > 0.8


@pytest.mark.oracle("O72")
def test_a_faster_heart_alone_moves_rmssd_and_not_its_ratio_to_the_heart_period(
    bench: ModuleType,
) -> None:
    faster = bench.Heart(rate=lambda t: bench._step(t, 25.0))
    assert bench.row(faster, "ln_rmssd", 2)["median_v"] < -0.9
    assert bench.row(faster, "ln_cvsd", 2)["median_v"] > -0.2
    assert bench.row(faster, "ln_cvsd", 2)["high"] == 0.0


def test_the_published_tables_are_what_was_found() -> None:
    found = json.loads((ROOT / "bench" / "results" / "zone_axes.json").read_text("utf-8"))
    page = (ROOT / "docs" / "numbers.md").read_text("utf-8")
    for row in found["withdrawals"]:
        cells = [f"{row[axis]['high']:.2f}; {row[axis]['unknown']:.2f}" for axis in AXES]
        assert f"| {row['rsa_left']:.1f} | {' | '.join(cells)} |" in page
    for row in found["rate_alone"]:
        cells = [f"{row[axis]['high']:.2f}; {row[axis]['median_v']:+.1f}" for axis in AXES[1:]]
        assert f"| {row['rsa_constant_in']} | +{row['bpm']} | {' | '.join(cells)} |" in page
