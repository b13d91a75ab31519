"""Scores typed in by hand: what was in the file stays as it was, byte for byte."""

from __future__ import annotations

import codecs
import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.errors import ConfigError
from safehold.desk.studies import score_file
from safehold.desk.studies.outcomes import OUTCOMES_FILE, read_scores, scores_of
from safehold.desk.studies.score_file import (
    Entry,
    ScoreFile,
    measure_of,
    number_of,
    ranges,
    with_score,
)

PATH = Path(OUTCOMES_FILE)
DEPTH = Entry("P01", 2, "d1-s02", "", "depth", 5.5)


def entered(text: str, entry: Entry = DEPTH) -> str:
    return with_score(text.encode(), entry, PATH).decode()


def test_a_new_file_has_one_row_a_value(tmp_path: Path):
    scores = ScoreFile(tmp_path)
    assert scores.scores() == ()
    scores.enter(DEPTH)
    assert scores.path.read_text() == "participant,session_number,measure,value\nP01,2,depth,5.5\n"
    (one,) = read_scores(scores.path)
    assert (one.participant, one.number, one.measure, one.value) == ("P01", 2, "depth", 5.5)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("participant,session_number,measure,value\nP01,1,depth,5.20\n\n",
         "participant,session_number,measure,value\nP01,1,depth,5.20\nP01,2,depth,5.5\n\n"),
        ("sep=;\r\nParticipant;session_number;note;measure;value\r\nP01;1;\"a; b\";depth;5,20\r\n",
         "sep=;\r\nParticipant;session_number;note;measure;value\r\nP01;1;\"a; b\";depth;5,20\r\n"
         "P01;2;;depth;5,5\r\n"),
        ("participant;session_number;depth;oq45\nP01;1;5,2;60\nP01;2;;\n",
         "participant;session_number;depth;oq45\nP01;1;5,2;60\nP01;2;5,5;\n"),
        ("participant\tsession_number\toq45\nP01\t1\t60",
         "participant\tsession_number\toq45\tdepth\nP01\t1\t60\t\nP01\t2\t\t5.5"),
        ("participant,session_id,depth\nP01,d1-s01,5\n",
         "participant,session_id,depth\nP01,d1-s01,5\nP01,d1-s02,5.5\n"),
        ("participant,session_number,Depth!\nP01,2,4\nP01,3, 7 \n",
         "participant,session_number,Depth!\nP01,2,5.5\nP01,3, 7 \n"),
    ],
)  # fmt: skip
def test_a_score_goes_in_and_nothing_else_changes(before: str, after: str):
    assert entered(before) == after


def test_codes_of_digits_are_found_as_spreadsheets_write_them():
    text = "participant,session_number,measure,value\n7,2,depth,4\n"
    own = dataclasses.replace(DEPTH, participant="007")
    assert entered(text, own) == text.replace(",4\n", ",5.5\n")


def test_of_a_therapist_it_is_said_with_which_client():
    own = dataclasses.replace(DEPTH, participant="T01", client="P01")
    text = "participant,session_number,measure,value\nT01,2,depth,3\n"
    assert entered(text, own) == (
        "participant,session_number,measure,value,client\nT01,2,depth,3,\nT01,2,depth,5.5,P01\n"
    )


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_BE, "utf-16-be"),
     (codecs.BOM_UTF16_LE, "utf-16-le"), (b"", "cp1252")],
)  # fmt: skip
def test_encoding_and_mark_stay(mark: bytes, encoding: str):
    text = "participant;session_number;Gefühl\nP01;1;5\n"
    found = with_score(
        mark + text.encode(encoding), dataclasses.replace(DEPTH, measure="Gefühl"), PATH
    )
    assert found == mark + (text + "P01;2;5,5\n").encode(encoding)


def test_what_an_encoding_cannot_hold_is_refused():
    data = "participant;session_number;Gefühl\nP01;1;5\n".encode("cp1252")
    with pytest.raises(ConfigError, match="encoding"):
        with_score(data, dataclasses.replace(DEPTH, measure="depth 深"), PATH)


@pytest.mark.parametrize(
    "text",
    ["participant session_number depth\nP01 1 5\n", "participant,depth\nP01,5\n",
     "participant,session_number,depth\nP01,1,5\nP01,2\n",
     "participant,session_number,measure,value\nP01,2,depth,5\nP01,2,depth,6\n"],
)  # fmt: skip
def test_a_file_that_cannot_take_it_is_refused(text: str):
    with pytest.raises(ConfigError):
        entered(text)


CELL = st.sampled_from(["", "5", "5.25", "1e3", "n/a"])
ROWS = st.lists(
    st.tuples(st.sampled_from(["P01", "P02", "T01"]), st.integers(1, 4), CELL, CELL),
    max_size=6, unique_by=lambda row: row[:2],
)  # fmt: skip


def by_key(text: str) -> dict[tuple[str, int | None, str], float | None]:
    scores = scores_of(text.encode(), PATH)
    return {(one.participant, one.number, one.measure): one.value for one in scores}


@given(ROWS, st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"]), st.booleans(),
       st.integers(1, 4), st.sampled_from(["depth", "oq45", "srs"]))  # fmt: skip
def test_every_other_score_reads_as_before_and_other_lines_are_the_same(
    rows, sign: str, end: str, last: bool, number: int, measure: str
):
    rows = [("P09", 9, "1", "2"), *rows]
    lines = [["participant", "session_number", "depth", "oq45"], *rows]
    text = end.join(sign.join(map(str, line)) for line in lines) + (end if last else "")
    entry = Entry("P01", number, "", "", measure, -3.75)
    found = entered(text, entry)
    for line in text.split(end):
        whole = [one for one in found.split(end) if one.startswith(line)]
        assert whole or line.startswith(f"P01{sign}{number}{sign}")
    after = {
        (s.participant, s.number, s.measure): s.value for s in scores_of(found.encode(), PATH)
    }
    before = {
        (s.participant, s.number, s.measure): s.value for s in scores_of(text.encode(), PATH)
    }
    assert after["P01", number, measure] == -3.75
    assert {k: v for k, v in before.items() if k != ("P01", number, measure)}.items() <= (
        after.items()
    )


def test_undo_gives_the_bytes_of_before_step_by_step(tmp_path: Path):
    scores = ScoreFile(tmp_path)
    scores.enter(DEPTH)
    first = scores.path.read_bytes()
    scores.enter(dataclasses.replace(DEPTH, value=4.0))
    assert [one.value for one in scores.scores()] == [4.0]
    scores.undo()
    assert scores.path.read_bytes() == first
    scores.undo()
    assert not scores.path.exists()
    assert not scores.undoable


def test_what_another_program_wrote_since_is_not_taken_back(tmp_path: Path):
    scores = ScoreFile(tmp_path)
    scores.enter(DEPTH)
    scores.path.write_text(scores.path.read_text() + "P01,3,depth,1\n")
    with pytest.raises(ConfigError, match="another program"):
        scores.undo()
    assert len(scores.scores()) == 2


def test_scores_typed_in_windows_at_the_same_time_are_all_kept(tmp_path: Path):
    entries = [dataclasses.replace(DEPTH, participant=f"P{k:02d}") for k in range(16)]
    ready = threading.Barrier(len(entries))

    def enter(entry: Entry) -> None:
        ready.wait(30)
        ScoreFile(tmp_path).enter(entry)

    with ThreadPoolExecutor(len(entries)) as pool:
        list(pool.map(enter, entries))
    kept = {score.participant for score in ScoreFile(tmp_path).scores()}
    assert kept == {entry.participant for entry in entries}


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    scores = ScoreFile(tmp_path)
    scores.enter(DEPTH)
    before = scores.path.read_bytes()

    def full(*_: object) -> None:
        raise ConfigError("the disk is full")

    monkeypatch.setattr(score_file, "write_bytes", full)
    with pytest.raises(ConfigError):
        scores.enter(dataclasses.replace(DEPTH, value=1.0))
    assert scores.path.read_bytes() == before
    monkeypatch.undo()
    scores.undo()
    assert not scores.path.exists()


@pytest.mark.parametrize(
    ("text", "value"), [("5.2", 5.2), ("5,2", 5.2), (" -3 ", -3), (".5", 0.5)]
)
def test_values_are_typed_with_point_or_comma(text: str, value: float):
    assert number_of(text) == value


@pytest.mark.parametrize("text", ["", "5..2", "1.000,5", "abc", "nan", "inf", "5 2"])
def test_what_is_no_number_is_refused(text: str):
    with pytest.raises(ConfigError):
        number_of(text)


@pytest.mark.parametrize("text", ["", " ", "client", "Value", 'a"b', "x" * 65, "--"])
def test_what_cannot_name_a_measure_is_refused(text: str):
    with pytest.raises(ConfigError):
        measure_of(text)


def test_ranges_leave_out_what_was_not_answered():
    text = b"participant,session_number,depth,oq45\nP01,1,5,\nP01,2,3,\n"
    assert ranges(scores_of(text, PATH)) == {"q_depth": (3.0, 5.0)}
