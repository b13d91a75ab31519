"""The figures that docs/numbers.md prints of the judgement of sides, against the results."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from processing.signals.ecg_polarity import MIN_SCORE
from processing.signals.polarity import BREATHS, LEAST_BREATHS, MIN_MEAN, MIN_SUM

ROOT = Path(__file__).parents[4]
RESULTS = json.loads((ROOT / "bench" / "results" / "polarity.json").read_text())
PAGE = (ROOT / "docs" / "numbers.md").read_text(encoding="utf-8")


def test_the_results_are_those_of_the_constants_in_force():
    made = RESULTS["constants"]
    assert (made["breaths"], made["least_breaths"]) == (BREATHS, LEAST_BREATHS)
    assert (made["min_mean"], made["min_sum"], made["min_score"]) == (MIN_MEAN, MIN_SUM, MIN_SCORE)


@pytest.mark.oracle("O44")
def test_no_recording_that_is_left_out_is_judged_wrongly_as_the_page_says():
    rows = {row["recording"]: row for row in RESULTS["breathing"]["recordings"]}
    for left_out in RESULTS["breathing"]["left_out"]:
        assert (left_out["wrong"], left_out["chosen"]) == (0, MIN_MEAN)
        row = rows[left_out["recording"]]
        assert (
            f"| {left_out['chosen']} | {100 * left_out['right']:.0f} % | "
            f"{100 * left_out['unknown']:.0f} % | 0 % | "
            f"{row['mean_right']:.2f} / {row['mean_turned']:.2f} |"
        ) in PAGE


@pytest.mark.oracle("O44")
def test_whole_records_are_judged_rightly_either_way_up_and_dead_belts_not_at_all():
    for name, side in RESULTS["breathing"]["whole_record"].items():
        dead = name.startswith(("P12", "P22"))
        assert side == ("unknown" if dead else name.rpartition(", ")[2])


def test_an_airflow_that_points_down_gave_half_and_gives_nothing():
    rows = {(row["recording"], row["way"]): row for row in RESULTS["engine"]}
    turned, right = (rows["garcia 2, airflow", way] for way in ("turned", "right"))
    assert (turned["truth_ms"], turned["before_ms"], turned["before_valid"]) == (268.0, 126.1, 1.0)
    assert turned["after_valid"] == 0
    assert right["after_ms"] == pytest.approx(268, rel=0.02)
    assert all(row["after_valid"] == 0 for row in rows.values() if row["way"] == "turned")


@pytest.mark.oracle("O45")
def test_exchanged_electrodes_gave_nothing_and_give_the_truth_when_turned():
    rows = RESULTS["exchanged_electrodes"]
    assert rows["as it is"]["valid_ticks"] == 0
    assert "ecg_inverted" in rows["as it is"]["reasons"]
    turned = rows["turned at 10 s"]
    assert turned["hr"] == pytest.approx(turned["truth_here"]["hr"], rel=0.005)
    assert turned["rmssd"] == pytest.approx(turned["truth_here"]["rmssd"], rel=0.01)


@pytest.mark.oracle("O45")
def test_no_ecg_is_judged_wrongly():
    assert [row["wrong"] for row in RESULTS["ecg"]["ecgs"]] == [0] * 8
    assert {row["chosen"] for row in RESULTS["ecg"]["left_out"]} == {MIN_SCORE}
    assert {row["wrong"] for row in RESULTS["ecg"]["left_out"]} == {0}
