"""Errors with a known truth, as docs/numbers.md prints them (oracles O61-O68)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import index_bias as bench

PUBLISHED = json.loads(bench.RESULTS.read_text(encoding="utf-8"))
DOCS = (Path(__file__).parents[2] / "docs" / "numbers.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("topic", bench.TOPICS)
def test_the_tables_are_those_of_the_results(topic: str) -> None:
    assert "\n".join(bench.table(topic, PUBLISHED[topic])) in DOCS


@pytest.mark.slow
@pytest.mark.parametrize("topic", ["strap", "slowing", "too_low"])
def test_what_is_installed_gives_the_published_numbers(topic: str) -> None:
    assert bench.TOPICS[topic]() == PUBLISHED[topic]


@pytest.mark.oracle("O62")
def test_what_is_installed_gives_the_published_porges_bohrer_errors() -> None:
    published = [row for row in PUBLISHED["porges_bohrer"] if row["bpm"] == 60]
    for found, row in zip(bench.porges_bohrer((60,)), published, strict=True):
        assert found == pytest.approx(row, abs=0.011)


@pytest.mark.oracle("O67")
def test_what_is_installed_ends_inspirations_as_published() -> None:
    for found, row in zip(bench.inspiration(), PUBLISHED["inspiration"], strict=True):
        assert found == pytest.approx(row, abs=0.021)


def test_each_correction_is_nearer_to_the_truth() -> None:
    for row in PUBLISHED["porges_bohrer"]:
        assert row["corrected"] is None or abs(row["corrected"]) <= 0.1
        assert abs(row["raw"]) <= max(abs(row["before"]), 0.08)
    for row in PUBLISHED["adjusted"]:
        assert row["after_sd"] is None or row["after_sd"] < row["before_sd"]
        assert row["error_over_se_sd"] is None or row["error_over_se_sd"] <= 1.1
    for row in PUBLISHED["half_life"]:
        if row["plateau_s"] == 180:
            assert row["after"] - row["truth"] < 0.7 * (row["before"] - row["truth"])
    for row in PUBLISHED["elevation"]:
        assert abs(row["after"]) < 0.4 * row["before"]
    for row in PUBLISHED["inspiration"]:
        assert abs(row["belt_after"]) <= abs(row["belt_before"])
        assert abs(row["flow"]) <= 0.15
    for row in PUBLISHED["too_low"]:
        assert row["own"] == 0
        assert row["lower"] >= row["people"] / 2


@pytest.mark.oracle("O68")
def test_rest_of_somebody_who_talks_hardly_leaves_the_own_range() -> None:
    for row in PUBLISHED["talking"]:
        assert row["high_pct"] + row["low_pct"] <= 0.5
    assert PUBLISHED["talking"][-1]["heart_rate_alone_pct"] > 10, "the trap it avoids"
