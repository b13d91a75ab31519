"""What people edited is in every export: line by line, beat by beat, and as a share."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pandas as pd
import pytest

from recordings.report.texts import methods_text
from recordings.tidy import TidyOptions, export_tidy
from safehold.core.correction import Corrected, Correction, CorrectionKind
from safehold.core.edits import Edit, Seen, Undone
from safehold.core.reasons import Reason
from safehold.core.results import SessionResults
from safehold.core.types import Turn

AT = "2026-03-04T10:11:12.000Z"
WHY = "Anna moved"


@pytest.fixture
def edited(session: SessionResults) -> SessionResults:
    """The small session, in which two of the client's beats were edited by RA1."""
    mine = [beat for beat in session.beats if beat.person == "client"]
    changed = {mine[3]: Reason.EDITED, mine[5]: Reason.REJECTED}
    beats = tuple(
        dataclasses.replace(beat, reasons=(*beat.reasons, changed[beat]))
        if beat in changed
        else beat
        for beat in session.beats
    )
    gone = Correction("c0001", "client", Corrected.BEAT, CorrectionKind.DELETE, 3.0, by="RA1")
    moved = Correction("c0002", "client", Corrected.BEAT, CorrectionKind.MOVE, 4.0, 4.1, by="RA1")
    turned = Turn(session.streams[0].spec.stream_id, True)
    whats = (gone, moved, Seen("client", 1.0, 9.0), turned, Undone(("c0001",)))
    ids = ("c0001", "c0002", "s0001", "t0001", "u0001")
    edits = tuple(
        Edit(name, what, "RA1", AT, WHY, in_force=name != "c0001")
        for name, what in zip(ids, whats, strict=True)
    )
    return dataclasses.replace(session, beats=beats, edits=edits)


def test_the_table_of_edits_says_what_was_done(edited: SessionResults, tmp_path: Path) -> None:
    folder = export_tidy(edited, tmp_path)
    table = pd.read_csv(folder / "edits.csv").set_index("edit_id")
    assert list(table.kind) == ["delete", "move", "seen", "turn", "undone"]
    assert table.loc["c0002", ["t_s", "t_to_s"]].tolist() == [4.0, 4.1]
    assert table.in_force.tolist() == [0, 1, 1, 1, 1]
    assert table.loc["u0001", "undoes"] == "c0001"
    assert table.loc["t0001", "signal"] == edited.streams[0].spec.stream_id
    assert set(table.by) == {"RA1"}
    beats = pd.read_csv(folder / "beats.csv")
    assert beats[beats.participant == "client"].edited.sum() == 2


def test_share_and_editors_stand_in_manifest_and_methods(
    edited: SessionResults, tmp_path: Path
) -> None:
    said = json.loads((export_tidy(edited, tmp_path) / "manifest.json").read_text("utf-8"))
    (share,) = [one for one in said["edited"] if one["person"] == "client"]
    assert (share["beats_edited"], share["by"]) == (2, ["RA1"])
    assert any("2 of" in text and "by RA1" in text for text in said["warnings"])
    text = " ".join(methods_text(edited, {}))
    assert "reviewed by hand" in text
    assert "by RA1" in text


@pytest.mark.parametrize("dates", ["removed", "shifted", "as recorded"])
@pytest.mark.parametrize("notes", [True, False])
def test_reasons_are_notes_and_a_real_date_never_leaves_with_shifted_ones(
    edited: SessionResults, tmp_path: Path, dates: str, notes: bool
) -> None:
    folder = export_tidy(edited, tmp_path, options=TidyOptions(dates=dates, notes=notes))
    text = (folder / "edits.csv").read_text("utf-8")
    assert (WHY in text) is notes
    assert (AT in text) is (dates == "as recorded")


def test_a_session_without_edits_says_nothing_of_them(
    session: SessionResults, tmp_path: Path
) -> None:
    folder = export_tidy(session, tmp_path)
    assert not (folder / "edits.csv").exists()
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["edited"] == []
    assert "by hand" not in " ".join(methods_text(session, {}))
