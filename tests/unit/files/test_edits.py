"""Edits are lines that are only added: what is in force follows from all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.correction import Corrected, Correction, CorrectionKind
from safehold.core.edits import Edit, Seen, Undone
from safehold.core.messages import Message
from safehold.core.types import Event, Mark, Turn
from safehold.files.edits import Edits, _judged


def deleted(t: float) -> Correction:
    return Correction("", "client", Corrected.BEAT, CorrectionKind.DELETE, t)


def test_each_line_says_who_when_and_why(tmp_path: Path) -> None:
    edits = Edits(tmp_path / "edits.jsonl", lambda: "2026-03-04T10:11:12.000Z")
    made = edits.write(
        [deleted(3.0), Turn("client-ecg", True), Seen("client", 1.0, 2.0)], by="RA1", why="noise"
    )
    edits.close()
    assert [edit.edit_id for edit in made] == ["c0001", "t0001", "s0001"]
    again = Edits(tmp_path / "edits.jsonl")
    assert again.edits() == made
    (correction,) = again.corrections()
    assert (correction.correction_id, correction.by, correction.why) == ("c0001", "RA1", "noise")
    assert correction.at == "2026-03-04T10:11:12.000Z"
    assert again.turns() == [Turn("client-ecg", True, None, "RA1")]


def test_what_is_taken_back_is_no_longer_in_force_and_comes_back_by_a_redo(tmp_path: Path) -> None:
    edits = Edits(tmp_path / "edits.jsonl")
    edits.write([deleted(3.0), deleted(4.0)])
    (undone,) = edits.write([Undone(("c0001",))])
    assert [c.t0 for c in edits.corrections()] == [4.0]
    edits.write([Undone((undone.edit_id,))])
    assert [c.t0 for c in edits.corrections()] == [3.0, 4.0]
    lines = (tmp_path / "edits.jsonl").read_text().splitlines()
    assert len(lines) == 4, "nothing is ever taken out of the file"


@given(st.lists(st.integers(0, 9), max_size=12))
def test_undoing_twice_is_doing(steps: list[int]) -> None:
    """Every line toggles an earlier one: in force as counted from the end by hand."""
    lines = [Edit("c0000", deleted(0.0), "", "", "")]
    for n, step in enumerate(steps, start=1):
        named = lines[step % len(lines)].edit_id
        lines.append(Edit(f"u{n:04d}", Undone((named,)), "", "", ""))

    def in_force(place: int) -> bool:
        later = range(place + 1, len(lines))
        return not any(lines[place].edit_id in lines[k].what.edits and in_force(k) for k in later)

    assert [edit.in_force for edit in _judged(lines)] == [
        in_force(place) for place in range(len(lines))
    ]


def test_a_window_and_a_command_write_to_the_same_file(tmp_path: Path) -> None:
    window, command = Edits(tmp_path / "edits.jsonl"), Edits(tmp_path / "edits.jsonl")
    mark = Mark(Event("e0001", "note", 1.0))
    window.write([deleted(1.0)])
    command.append(mark)
    window.write([deleted(2.0)])
    command.write([deleted(3.0)])
    window.append(mark)
    said: list[Message] = []
    assert [edit.edit_id for edit in window.edits(said)] == ["c0001", "c0002", "c0003"]
    assert len(command.marks(said)) == 2
    assert not said
    window.close()
    command.close()


@pytest.mark.parametrize(
    "line",
    [
        '{"seq":2,"kind":"correction","correction":{"t0":3}}',
        '{"seq":2,"kind":"undone","id":"u0001","undone":{"edits":5}}',
        '{"seq":2,"kind":"turn","id":7,"turn":{"stream_id":"x","inverted":true}}',
        '{"seq":2,"kind":"seen"}',
    ],
)
def test_a_damaged_line_is_told_and_left_out(tmp_path: Path, line: str) -> None:
    path = tmp_path / "edits.jsonl"
    edits = Edits(path)
    edits.write([deleted(1.0)])
    edits.close()
    path.write_text(path.read_text() + line + "\n")
    said: list[Message] = []
    assert [edit.edit_id for edit in Edits(path).edits(said)] == ["c0001"]
    assert len(said) == 1
    assert said[0].endswith("this edit is not used.")
    assert "line 2" in said[0]
