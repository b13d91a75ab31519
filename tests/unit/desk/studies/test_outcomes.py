"""Scores between sessions: joined to the right session, or listed with the reason."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from recordings.tidy.study_long import StudyValue, long_table, wide_table
from recordings.tidy.writing import write_csv
from safehold.core.errors import ConfigError
from safehold.desk.studies.numbers import Placed, Planned
from safehold.desk.studies.outcomes import (
    NO_SESSION,
    SEVERAL,
    UNKNOWN,
    column_name,
    join,
    read_scores,
)
from safehold.desk.studies.values import with_unanswered
from tests.helpers import ROOT

PAGE = ROOT / "docs" / "studies.md"


def placed(session_id: str, client: str, number: int | None, therapist: str = "T1") -> Placed:
    codes = {"client": client, "therapist": therapist}
    return Placed(session_id, codes, client, therapist, number, "order")


STUDY = [placed("a1", "P1", 1), placed("a2", "P1", 2), placed("b1", "007", 1)]
ROLES = {"P1": "client", "007": "client", "T1": "therapist"}


def joined(path: Path, text: str, planned: tuple[Planned, ...] = ()):
    path.write_text(text)
    values, left = join(read_scores(path), STUDY, ROLES, planned)
    found = {(v.study_code, v.session_id, v.session_number, v.measure): v.value for v in values}
    reasons = {(row[1], row[5]) for row in zip(*left.columns, strict=True)} if left.rows else set()
    return found, reasons


@pytest.mark.parametrize(
    "text",
    [
        "participant,session_number,measure,value\nP1,2,Depth,4.5\n007,1,Depth,3\nP1,1,Depth,\n",
        "Participant;Session_Number;Depth\nP1;2;4,5\n007;1;3\nP1;1;\n",
        "participant\tsession_id\tDepth\nP1\ta2\t4.5\n007\tb1\t3\nP1\ta1\tNA\n",
    ],
)
def test_long_wide_german_and_named_tables_give_the_same_values(tmp_path: Path, text: str):
    found, left = joined(tmp_path / "o.csv", text)
    assert found == {
        ("P1", "a2", 2, "q_depth"): 4.5, ("007", "b1", 1, "q_depth"): 3.0,
        ("P1", "a1", 1, "q_depth"): None,
    }  # fmt: skip
    assert not left


def test_a_code_of_digits_that_a_spreadsheet_took_for_a_number_is_known_again(tmp_path: Path):
    found, _ = joined(tmp_path / "o.csv", "participant,session_number,depth\n7,1,3\n7,1,3\n")
    assert set(found) == {("007", "b1", 1, "q_depth")}


def test_what_fits_no_session_or_several_is_listed_and_a_clients_score_is_kept(tmp_path: Path):
    text = (
        "participant,session_number,client,depth\n"
        "T1,1,,5\nT1,1,P1,6\nP9,1,,1\nP1,3,,2\nP5,1,,8\n"
    )  # fmt: skip
    found, left = joined(tmp_path / "o.csv", text, (Planned("", "P5", 1, "ill"),))
    assert left == {(2, SEVERAL), (4, UNKNOWN), (5, NO_SESSION), (6, NO_SESSION)}
    assert found == {
        ("T1", "a1", 1, "q_depth"): 6.0, ("P1", "", 3, "q_depth"): 2.0,
        ("P5", "", 1, "q_depth"): 8.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("code,depth\nP1,1\n", "participant"),
        ("participant,session_number,depth\nP1,1.5,1\nP2,2,1\n", "line 2, session_number"),
        ("participant,session_number,depth\nP1,1,2\nP1,2,much\n", "line 3, depth: 'much'"),
        ("", "empty"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused_with_its_line(
    tmp_path: Path, text: str, word: str
):
    (tmp_path / "o.csv").write_text(text)
    with pytest.raises(ConfigError, match=re.escape(word)):
        read_scores(tmp_path / "o.csv")


def test_names_of_measures_become_columns():
    assert column_name("OQ-45 total") == "q_oq_45_total"
    assert column_name("??") == "q_unnamed"


def value(session: int, code: str, role: str, measure: str, x: float | None, dyad: str = "d"):
    source = "questionnaire" if measure.startswith("q_") else "measure"
    if role == "dyad":
        source = "together"
    return StudyValue(
        f"{dyad}-{session}",
        session,
        dyad,
        f"{dyad}c",
        f"T{len(dyad)}",
        code,
        role,
        source,
        measure,
        x,
    )


def test_the_wide_table_has_a_persons_own_values_and_those_of_the_two():
    values = [
        value(1, "c", "client", "share_high", 0.2), value(1, "t", "therapist", "share_high", None),
        value(1, "", "dyad", "hr_mean_z_effect", 1.5), value(2, "c", "client", "q_depth", 4.0),
    ]  # fmt: skip
    table = wide_table(values)
    names = [field.name for field in table.fields]
    rows = [dict(zip(names, row, strict=True)) for row in zip(*table.columns, strict=True)]
    told = [(r["session_number"], r["role"], r["share_high"], r["hr_mean_z_effect"], r["q_depth"])
            for r in rows]  # fmt: skip
    assert told == [
        (1, "client", 0.2, 1.5, None), (1, "therapist", None, 1.5, None),
        (2, "client", None, None, 4.0),
    ]  # fmt: skip
    assert long_table(values).rows == 4


def test_a_scale_that_others_answered_is_missing_with_its_reason_where_nobody_did():
    asked = StudyValue("a1", 1, "P1+T1", "P1", "T1", "P1", "client", "rating", "rated_safety", 6.0)
    sessions = [(STUDY[0], {"P1": "client", "T1": "therapist"}), (STUDY[1], {"P1": "client"})]
    added = with_unanswered([asked], sessions)[1:]
    assert [(v.session_id, v.value, v.reasons) for v in added] == [("a2", None, "no_answer")]


WITHIN, BETWEEN, SLOPE = -2.0, 3.0, 0.05


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of 30 dyads by 16 sessions whose effects are known, as its tables are written."""
    rng = np.random.default_rng(7)
    values = []
    for d in range(30):
        level, mean = rng.normal(0, 0.5), rng.uniform(0.2, 0.5)
        x = mean + rng.normal(0, 0.1, 16)
        for k in range(16):
            own = WITHIN * (x[k] - x.mean()) + BETWEEN * x.mean() + SLOPE * (k + 1)
            y = 4 + own + level + rng.normal(0, 0.3)
            told = (("share_outside", x[k]), ("q_depth", y))
            values += [
                value(k + 1, "c", "client", name, float(one), f"d{d}") for name, one in told
            ]
            values.append(value(k + 1, "t", "therapist", "share_outside", 0.5, f"d{d}"))
    folder = tmp_path_factory.mktemp("known")
    write_csv(wide_table(values), folder / "study_wide.csv")
    return folder


def blocks(language: str) -> list[str]:
    text = PAGE.read_text(encoding="utf-8")
    found = re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [block for block in found if "study_wide" in block]


def test_the_python_example_recovers_the_effects(known: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("statsmodels", reason="of the extra 'test'")
    monkeypatch.chdir(known)
    (block,) = blocks("python")
    names: dict = {}
    exec(compile(block, str(PAGE), "exec"), names)
    fit = names["fit"]
    for name, truth in (("within", WITHIN), ("between", BETWEEN), ("session_number", SLOPE)):
        assert abs(fit.params[name] - truth) < 3 * fit.bse[name], name
    assert fit.bse["within"] < 0.2  # so zero, and the effect between, lie far outside
    assert len(names["lagged"]) == 30 * 15
    follows = names["lagged"].iloc[5]
    clients = names["clients"].set_index(["dyad", "session_number"])
    before = clients.loc[(follows["dyad"], follows["session_number"] - 1)]
    assert follows["q_depth_before"] == before["q_depth"]


def test_the_r_example_gives_what_the_python_example_gives(
    known: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    pytest.importorskip("statsmodels", reason="of the extra 'test'")
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not installed")
    has = subprocess.run([program, "-e", "library(nlme); library(lme4)"], capture_output=True,
                         check=False)  # fmt: skip
    if has.returncode:
        pytest.skip("R has no nlme or lme4")
    script = tmp_path / "example.R"
    (block,) = blocks("r")
    more = "write.csv(cbind(fixef(fit), lme4::fixef(nested)), 'fixed.csv')\n"
    script.write_text(block + more)
    ran = subprocess.run([program, "--vanilla", str(script)], cwd=known, capture_output=True,
                         text=True, check=False)  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    rows = list(csv.reader(io.StringIO((known / "fixed.csv").read_text())))[1:]
    monkeypatch.chdir(known)
    names: dict = {}
    exec(compile(blocks("python")[0], str(PAGE), "exec"), names)
    for name, by_nlme, by_lme4 in rows:
        same = names["fit"].params["Intercept" if name == "(Intercept)" else name]
        assert float(by_nlme) == pytest.approx(same, abs=1e-3)
        assert float(by_lme4) == pytest.approx(same, abs=1e-2)
