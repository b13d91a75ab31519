"""A baseline that is too high makes a quiet person low: shown on a real one, not hidden."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "baseline_artefact.py"


def load_bench() -> ModuleType:
    found = importlib.util.spec_from_file_location("baseline_artefact", BENCH)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_a_hard_task_lies_below_rest_by_the_whole_baseline_and_by_either_half(shared_data: Path):
    bench = load_bench()
    rows = {row["baseline"]: row for row in bench.rows(shared_data / "dyad", "P22", bench.EAR)}
    assert list(rows) == ["whole", "first half", "second half"]
    for row in rows.values():
        assert row["hr_bpm"] == pytest.approx(83.4, abs=1.0)
        assert row["mean_a"] == pytest.approx(-2.8, abs=0.3)
        assert row["a_below_minus_2"] > 0.8
        assert (row["high"], row["low"]) == (0.0, 0.0)
