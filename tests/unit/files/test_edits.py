"""Edits are lines that are only added: what is in force follows from all of them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recordings.folder.journal_file import read_journal
from safehold.core.codebook import Codebook, Coding
from safehold.core.correction import Corrected, Correction, CorrectionKind
from safehold.core.edits import Edit, Seen, Undone
from safehold.core.messages import Message
from safehold.core.types import Event, Mark, Turn
from safehold.files.edits import Edits, _judged
from safehold.session.event_book import EventBook
from safehold.session.event_edits import Rewrite


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


STEPS = ["code", "code", "undo", "redo", "move"]


class Coder:
    """A window that codes: a book of its own, and what it takes for coded."""

    def __init__(self, path: Path, letter: str) -> None:
        self.edits, self.book, self.letter = Edits(path), EventBook(Codebook("", "", ())), letter
        self.book.replay(self.edits.marks())
        self.foreign = {e.event_id for e in self.book.events()}
        self.recorded = self.book.last_action

    def do(self, step: str, at: float) -> None:
        if step == "code":
            how = Coding(note=self.letter)
            marks = self.book.press("note", at=at, how=how)
        elif step == "undo":
            marks = self.book.undo(at=at, after=self.recorded)
        elif step == "redo":
            marks = self.book.redo(at=at)
        else:
            own = [e for e in self.book.events() if e.event_id not in self.foreign]
            moved = [replace(e, onset=e.onset + 1000.0) for e in own[-1:]]
            marks = self.book.rewrite(Rewrite(changed=tuple(moved)), at=at) if moved else []
        self.edits.append(*marks)

    def coded(self) -> list[tuple[str, float]]:
        own = (e for e in self.book.events() if e.event_id not in self.foreign)
        return sorted((e.note, e.onset) for e in own)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(["code", "code", "undo", "redo", "move"]))
    )
)
def test_what_windows_code_at_the_same_time_is_all_kept(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str]]
) -> None:
    """Two windows are open from the start, one is opened while they code."""
    path = tmp_path_factory.mktemp("edits") / "edits.jsonl"
    coders = [Coder(path, letter) for letter in "AB"]
    for at, (who, step) in enumerate(steps):
        if who == len(coders):
            coders.append(Coder(path, "C"))
        coders[who].do(step, float(at))
    read = EventBook(Codebook("", "", ()))
    said: list[Message] = []
    read.replay(Edits(path).marks(said))
    kept = sorted((e.note, e.onset) for e in read.events())
    assert kept == sorted(one for coder in coders for one in coder.coded())
    assert not said
    for coder in coders:
        coder.edits.close()


WRITER = """
import sys
from pathlib import Path
from safehold.core.codebook import Codebook, Coding
from safehold.core.edits import Seen
from safehold.files.edits import Edits
from safehold.session.event_book import EventBook

path, n = Path(sys.argv[1]), int(sys.argv[2])
edits, book = Edits(path), EventBook(Codebook("", "", ()))
book.replay(edits.marks())
print("open", flush=True)
sys.stdin.readline()
for at in range(n):
    edits.append(*book.press("note", at=float(at)))
    edits.write([Seen("client", at, at + 1.0)])
edits.close()
"""


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path, n = tmp_path / "edits.jsonl", 60
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(n)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        assert writer.wait(60) == 0
        writer.stdin.close()
        writer.stdout.close()
    edits = Edits(path)
    said: list[Message] = []
    assert len({mark.event.event_id for mark in edits.marks(said)}) == 2 * n
    assert len({edit.edit_id for edit in edits.edits(said)}) == 2 * n
    assert not said
    assert [line["seq"] for line in read_journal(path)] == list(range(1, 4 * n + 1))


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
