"""RR text: the intervals as measured, one per line, per person and condition."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recordings.exports.rr_text import export_rr
from safehold.core.results import SessionResults
from safehold.core.types import BeatStatus, Event, EventKind
from safehold.offline.selection import select


def lines(path: Path) -> list[float]:
    return [float(line) for line in path.read_text("ascii").splitlines()]


def rr_of(session: SessionResults, person: str, *, ok_only: bool = False) -> list[float]:
    return [
        b.rr_ms
        for b in sorted(session.beats, key=lambda b: b.time)
        if b.person == person and b.rr_ms is not None
        and (not ok_only or b.status is BeatStatus.OK)
    ]  # fmt: skip


def test_every_interval_stands_in_one_file_and_only_unflagged_ones_in_the_other(
    session: SessionResults, tmp_path: Path
):
    folder = export_rr(session, tmp_path)
    for person in ("client", "therapist"):
        whole = lines(folder / f"{person}_session_rr_ms.txt")
        np.testing.assert_allclose(whole, rr_of(session, person), atol=5e-4)
        good = lines(folder / f"{person}_session_rr_ms_without_flagged.txt")
        np.testing.assert_allclose(good, rr_of(session, person, ok_only=True), atol=5e-4)
        assert len(whole) == len(good) + 1


def test_a_phase_has_the_intervals_that_lie_inside_of_it(session: SessionResults, tmp_path: Path):
    phase = Event("e1", "ph.baseline", 10.5, 30.0, EventKind.CONDITION)
    folder = export_rr(dataclasses.replace(session, events=(phase,)), tmp_path)
    beats = [b for b in session.beats if b.person == "client" and b.rr_ms is not None]
    touching = [b for b in beats if b.time >= 10.5 and b.time - b.rr_ms / 1000 <= 40.5]
    assert len(touching) > 30
    np.testing.assert_allclose(
        lines(folder / "client_baseline_rr_ms.txt"),
        [b.rr_ms for b in touching[1:-1]],  # the first and the last reach over the limits
        atol=5e-4,
    )


def test_the_list_of_files_counts_intervals_flags_and_breaks(
    session: SessionResults, tmp_path: Path
):
    folder = export_rr(session, tmp_path)
    listed = pd.read_csv(folder / "rr_files.csv").set_index("file")
    assert set(listed.index) == {path.name for path in folder.glob("*_rr_ms*.txt")}
    for name, row in listed.iterrows():
        values = lines(folder / name)
        assert len(values) == row["n_intervals"]
        assert sum(values) / 1000 == pytest.approx(row["sum_s"], abs=1e-3)
    whole = listed.loc["client_session_rr_ms.txt"]
    assert (whole["n_flagged"], whole["n_breaks"]) == (1, 1)  # the sensor was off once
    rest = listed.loc["client_session_rr_ms_without_flagged.txt"]
    assert (rest["n_flagged"], rest["n_breaks"]) == (0, 2)


def test_a_part_gives_one_condition_under_its_own_name(session: SessionResults, tmp_path: Path):
    folder = export_rr(select(session, 0, 45, name="baseline"), tmp_path)
    assert folder.name == "d1-s01_baseline_rr"
    assert {p.name for p in folder.glob("client_*")} == {
        "client_baseline_rr_ms.txt", "client_baseline_rr_ms_without_flagged.txt",
    }  # fmt: skip


def test_a_phase_that_comes_twice_has_two_files(session: SessionResults, tmp_path: Path):
    again = Event("e9", "ph.baseline", 80.0, 20.0, EventKind.CONDITION)
    folder = export_rr(dataclasses.replace(session, events=(*session.events, again)), tmp_path)
    assert (folder / "client_baseline-2_rr_ms.txt").exists()


def test_a_person_without_beats_has_empty_files_that_are_listed(
    session: SessionResults, tmp_path: Path
):
    none = dataclasses.replace(
        session, beats=tuple(b for b in session.beats if b.person == "client"), events=()
    )
    folder = export_rr(none, tmp_path)
    assert lines(folder / "therapist_session_rr_ms.txt") == []
    listed = pd.read_csv(folder / "rr_files.csv").set_index("file")
    assert listed.loc["therapist_session_rr_ms.txt", "n_intervals"] == 0


def test_no_word_of_a_header_leaves(
    session: SessionResults, tmp_path: Path, secrets_of_headers: tuple[str, ...]
):
    folder = export_rr(session, tmp_path)
    text = "".join(p.read_text() for p in folder.iterdir() if p.name != "manifest.json")
    for word in (*secrets_of_headers, "Anna", "2026-09"):
        assert word not in text
