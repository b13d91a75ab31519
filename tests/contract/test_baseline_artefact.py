"""A baseline that is too high makes a quiet person low: shown on a real one, not hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from processing.measures.baseline_doubt import baseline_doubt
from processing.measures.sensitivity import baseline_over
from safehold.desk.reports import doubt_words
from tests.helpers import script


@pytest.mark.slow
def test_a_hard_task_lies_below_rest_by_the_whole_baseline_and_by_either_half(shared_data: Path):
    bench = script("bench/baseline_artefact.py")
    rows = {row["baseline"]: row for row in bench.rows(shared_data / "dyad", "P22", bench.EAR)}
    assert list(rows) == ["whole", "first half", "second half"]
    for row in rows.values():
        assert row["hr_bpm"] == pytest.approx(83.4, abs=1.0)
        assert row["mean_a"] == pytest.approx(-2.8, abs=0.3)
        assert row["a_below_minus_2"] > 0.8
        assert (row["high"], row["low"]) == (0.0, 0.0)


@pytest.mark.slow
def test_the_report_says_so_and_that_the_halves_could_not_show_it(shared_data: Path):
    bench = script("bench/baseline_artefact.py")
    ticks, rest_end, _ = bench.session(shared_data / "dyad", "P22", bench.EAR)
    whole = baseline_over(ticks, (11.0, rest_end), bench.SETTINGS, "client-b1")
    doubt = baseline_doubt(ticks, [whole], bench.SETTINGS)
    assert doubt is not None
    assert doubt.below > 0.8
    assert doubt.by_halves == pytest.approx((-2.9, -2.9), abs=0.3)
    words = doubt_words(doubt)
    assert words.startswith("client: the baseline (83 bpm) looks too high.")
    assert "halves show drift, not somebody who was tense throughout" in words
    assert "No end baseline was taken" in words


@pytest.mark.slow
def test_a_person_whose_rest_was_one_gets_no_such_sentence(shared_data: Path):
    bench = script("bench/baseline_artefact.py")
    for person in ("P11", "P12"):
        ticks, rest_end, _ = bench.session(shared_data / "dyad", person, bench.EAR)
        whole = baseline_over(ticks, (11.0, rest_end), bench.SETTINGS, "client-b1")
        assert baseline_doubt(ticks, [whole], bench.SETTINGS) is None
