"""What is about all sessions of a study: stacked, numbered, and what does not fit together."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from safehold.core.errors import ConfigError
from safehold.desk.purge.look import survey
from safehold.desk.purge.plan import make_plan
from safehold.desk.studies.numbers import Planned, place, read_planned
from safehold.desk.studies.run import StudyWish, group
from tests.unit.desk.studies.conftest import GOOD, Processed

PEOPLE = [{"label": "client", "code": "P1", "role": "client"},
          {"label": "therapist", "code": "T1", "role": "therapist"}]  # fmt: skip


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, keep_default_na=False, dtype=str)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["measures", "windows", "events", "dyad_windows", "zones"])
def test_a_stacked_table_is_the_sessions_tables_one_under_the_other(
    processed: Processed, name: str
):
    stacked = read(processed.out / "group" / f"{name}.csv")
    parts = [read(processed.out / "sessions" / one / f"{name}.csv") for one in GOOD]
    whose = ["session_id", "session_number", "dyad", "study_code"]
    own = pd.concat(parts, ignore_index=True)
    pd.testing.assert_frame_equal(stacked.drop(columns=whose), own)
    assert list(stacked["session_id"]) == [
        one for one, part in zip(GOOD, parts, strict=True) for _ in range(len(part))
    ]
    numbers = dict(zip(stacked["session_id"], stacked["session_number"], strict=True))
    assert numbers == {"d1-s01": "2", "d1-s02": "1", "d2-s01": "1", "d2-truncated": "2"}
    exact = pd.read_parquet(processed.out / "group" / f"{name}.parquet")
    again = pd.concat(
        [pd.read_parquet(processed.out / "sessions" / one / f"{name}.parquet") for one in GOOD],
        ignore_index=True,
    )
    pd.testing.assert_frame_equal(exact.drop(columns=whose), again)
    if "participant" in stacked:
        of_one = stacked[(stacked["session_id"] == "d2-s01") & (stacked["participant"] != "")]
        assert dict(zip(of_one["participant"], of_one["study_code"], strict=True)) == {
            "client": "P02", "therapist": "T01",
        }  # fmt: skip


@pytest.mark.slow
def test_every_column_of_the_group_is_explained(processed: Processed):
    group_of = processed.out / "group"
    explained = read(group_of / "data_dictionary.csv")
    known = set(zip(explained["table"], explained["column"], strict=True))
    for path in group_of.glob("*.csv"):
        assert {(path.stem, column) for column in read(path)} <= known, path.name


@pytest.mark.slow
def test_a_copy_under_another_name_and_two_of_one_number_are_found(processed: Processed):
    review = read(processed.out / "group" / "review.csv").set_index("code")
    assert review.loc["review_same_recording", "session_id"] == "d1-s01;d1-s02;d2-s01"
    assert "review_same_number" not in review.index


@pytest.mark.slow
def test_sessions_that_never_were_stand_in_the_list_with_their_reason(
    processed: Processed, tmp_path: Path
):
    shutil.copytree(processed.study, tmp_path / "study")
    shutil.copytree(processed.out, tmp_path / "out")
    (tmp_path / "study" / "sessions.csv").write_text(
        "participant,session_number,session_id,reason\n"
        "P01,1,d1-s01,\nP01,2,d1-s02,\nP01,3,,client was ill\n"
    )
    gathered, written = group(StudyWish(tmp_path / "study", tmp_path / "out"))
    assert written
    rows = read(tmp_path / "out" / "group" / "sessions.csv")
    of_one = rows[rows["client"] == "P01"]
    assert list(of_one["session_id"]) == ["d1-s01", "d1-s02", ""]
    assert list(of_one["numbered_by"]) == ["sessions.csv"] * 3
    assert of_one["reason"].iloc[2] == "client was ill"
    assert set(rows[rows["client"] == "P02"]["numbered_by"]) == {"order"}
    assert len(gathered.missing) == 1


@pytest.mark.slow
def test_who_withdraws_takes_the_tables_along(processed: Processed, tmp_path: Path):
    shutil.copytree(processed.study, tmp_path / "study")
    shutil.copytree(processed.out, tmp_path / "study" / "processed")
    (tmp_path / "study" / "outcomes.csv").write_text(
        "participant,session_number,measure,value\nP02,1,depth,5\nP01,1,depth,4\n"
    )
    plan = make_plan(survey(tmp_path / "study", "P02"))
    gone = {
        path.relative_to(tmp_path / "study" / "processed").parts[:2]
        for path in plan.deleted
        if path.is_relative_to(tmp_path / "study" / "processed")
    }
    assert {part for part in gone if part[0] == "sessions"} == {
        ("sessions", "d2-s01"), ("sessions", "d2-truncated"),
    }  # fmt: skip
    told = json.loads((processed.out / "group" / "status.json").read_text())
    assert {("group", output["path"]) for output in told["outputs"]} <= gone
    assert ("group", "status.json") in gone
    assert b"P02" not in plan.changes[tmp_path / "study" / "outcomes.csv"].data


def test_sessions_count_in_the_order_in_which_they_began_unless_one_is_unknown(tmp_path: Path):
    sessions = [(tmp_path / name, PEOPLE) for name in ("s3", "s1", "s2")]
    for path, utc in zip([path for path, _ in sessions], (10.0, 30.0, 20.0), strict=True):
        path.mkdir()
        line = {"seq": 1, "kind": "start", "utc_anchor": [0.0, utc]}
        (path / "engine.jsonl").write_text(json.dumps(line) + "\n")
    order = {name: one.number for name, one in place(sessions, ()).items()}
    assert order == {"s3": 1, "s2": 2, "s1": 3}
    (tmp_path / "s2" / "engine.jsonl").unlink()
    by_name = {name: one.number for name, one in place(sessions, ()).items()}
    assert by_name == {"s1": 1, "s2": 2, "s3": 3}
    listed = place(sessions, [Planned("s2", "", 7, "")])
    assert {name: one.number for name, one in listed.items()} == {"s1": None, "s2": 7, "s3": None}


def test_a_list_of_sessions_may_come_from_a_german_spreadsheet_and_names_wrong_lines(
    tmp_path: Path,
):
    (tmp_path / "sessions.csv").write_bytes(
        b"\xef\xbb\xbfParticipant;Session_number;Session_id;Reason\r\nP1;2;;krank\r\n"
    )
    assert read_planned(tmp_path) == (Planned("", "P1", 2, "krank"),)
    (tmp_path / "sessions.csv").write_text("participant,session_number\nP1,two\n")
    with pytest.raises(ConfigError, match="line 2"):
        read_planned(tmp_path)
