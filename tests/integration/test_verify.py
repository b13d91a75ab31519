"""``safehold verify`` end to end: it passes here, and fails when the engine is broken."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from processing.indices import indices, summary
from processing.indices.window import ConditionLog, Gates, TickWindow
from processing.signals import neurokit
from safehold.checks import verify_cases, verify_truth
from safehold.checks.verify import verify
from safehold.checks.verify_cases import breathing_case, constant_case, gap_case
from safehold.checks.verify_report import as_html, as_json, verdict
from safehold.checks.verify_truth import Heart, pb_gain
from safehold.cli.commands import verify as command
from safehold.cli.main import main


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path]:
    folder = tmp_path_factory.mktemp("verify")
    code = main(["verify", "--json", str(folder / "v.json"), "--html", str(folder / "v.html")])
    return code, folder


def test_this_installation_passes(reports: tuple[int, Path]) -> None:
    code, folder = reports
    report = json.loads((folder / "v.json").read_text())
    assert [row for row in report["rows"] if not row["passed"]] == []
    assert code == 0
    assert report["passes"] is True
    assert set(report["software"]) >= {"safehold", "neurokit2", "numpy", "scipy", "Python"}


def test_every_index_has_a_known_truth(reports: tuple[int, Path]) -> None:
    rows = json.loads((reports[1] / "v.json").read_text())["rows"]
    judged = {row["index"] for row in rows if row["truth"] is not None}
    assert judged >= {"hr", "rmssd", "p2t", "resp_rate", "ln_hf", "ln_hf_tracked", "ln_pb",
                      "ln_pb_corrected", "sdnn", "resp_rate_ecg"}  # fmt: skip
    compared = {row["index"] for row in rows if row["neurokit"] is not None}
    assert compared >= {"hr", "rmssd", "sdnn", "p2t", "ln_hf", "ln_pb", "resp_rate"}


def test_the_page_stands_alone(reports: tuple[int, Path]) -> None:
    page = (reports[1] / "v.html").read_text(encoding="utf-8")
    assert "VERIFIED: all" in page
    assert not re.search(r"(src|href)=|@import|url\(|http", page)
    assert page.count("<table>") == page.count("</table>") == len(verify_cases.all_cases()) + 1


def test_the_truth_imports_nothing_of_the_engine() -> None:
    code = (
        "import sys, safehold.checks.verify_truth, safehold.checks.verify_cases;"
        "print([m for m in sys.modules if m.split('.')[0] in ('processing', 'scipy')])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


def test_closed_forms_agree_with_the_beats_they_describe() -> None:
    heart = Heart(0.85, 0.05, 0.25)
    rr = 1000 * np.diff(heart.beats(4000))
    assert np.sqrt(np.mean(np.diff(rr) ** 2)) == pytest.approx(heart.rmssd_ms, rel=0.005)
    assert np.std(rr) == pytest.approx(heart.sdnn_ms, rel=0.005)
    assert pb_gain(0.20) == pytest.approx(1.227, abs=5e-4)
    assert heart.ln_pb == pytest.approx(math.log(1.1215**2 * 1250), abs=1e-3)


def test_a_wrong_number_fails(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    right = indices.rmssd
    monkeypatch.setattr(indices, "rmssd", lambda rr, pairs: 1.05 * right(rr, pairs))
    monkeypatch.setattr(
        command, "verify", lambda on_case: verify([breathing_case("x", "X", HEART)], on_case)
    )
    assert main(["verify"]) == 1
    shown = capsys.readouterr().out
    assert re.search(r"FAIL rmssd", shown)
    assert re.search(r"FAIL ln_cvsd", shown), "made of RMSSD"
    assert "NOT VERIFIED: 2 of" in shown


HEART = Heart(0.75, 0.03, 0.30)


def test_a_number_where_none_can_be_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("processing.indices.report_indices.FLOOR_LN_MS2", -math.inf)
    found = verify([constant_case()])
    assert {row.index for row in found.rows if not row.passed} >= {"ln_hf"}
    assert "NOT VERIFIED" in as_html(found)
    assert json.loads(as_json(found))["passes"] is False


def test_a_missing_number_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indices, "MIN_COVERAGE", 0.95)
    found = verify([gap_case()])
    assert [row.index for row in found.rows if not row.passed] == ["rmssd"]


def test_tables_with_a_rule_of_their_own_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def half(log: ConditionLog, *_: object) -> tuple[TickWindow, Gates]:
        return right(log, *_)[0], Gates()

    right = summary.look
    monkeypatch.setattr(summary, "look", half)
    found = verify([gap_case()])
    assert [row.index for row in found.rows if not row.passed] == ["tables unlike live"]


def test_a_dead_detector_fails_and_does_not_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(signals: list, *_: object, **__: object) -> list[neurokit.Peaks]:
        return [neurokit.Peaks(np.empty(0), np.empty(0, dtype=np.intp))] * len(signals)

    monkeypatch.setattr(neurokit, "ecg_blocks", dead)
    found = verify([breathing_case("x", "X", HEART)])
    assert not found.passes
    assert "NOT VERIFIED" in verdict(found)


def test_a_report_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path) -> None:
    assert main(["verify", "--html", str(tmp_path / "no" / "v.html")]) == 2


def test_the_packaged_truth_is_the_same_every_time() -> None:
    first, second = (verify_truth.ecg(HEART.beats(20), 20).values for _ in range(2))
    assert np.array_equal(first, second)
