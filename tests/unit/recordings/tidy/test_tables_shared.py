"""Profiles written together make each table once; what they hold is the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from recordings.exports.workbook import export_xlsx
from recordings.tidy import TidyOptions, export_tidy, values
from recordings.tidy.export import tables_shared
from safehold.core.results import SessionResults


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[SessionResults]:
    """Return the results of which ticks were made a table."""
    found: list[SessionResults] = []
    table = values.ticks_table

    def ticks_table(results: SessionResults):
        found.append(results)
        return table(results)

    monkeypatch.setattr(values, "ticks_table", ticks_table)
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != "manifest.json"}


def test_tables_shared_are_the_same_and_made_once(
    session: SessionResults, made: list[SessionResults], tmp_path: Path
):
    alone = [write(session, tmp_path / "alone") for write in (export_tidy, export_xlsx)]
    assert len(made) == 2
    with tables_shared():
        shared = [write(session, tmp_path / "shared") for write in (export_tidy, export_xlsx)]
    assert len(made) == 3
    assert [files(folder) for folder in shared] == [files(folder) for folder in alone]
    export_tidy(session, tmp_path / "shared")
    assert len(made) == 4, "nothing is kept for longer"


def test_other_results_or_options_have_tables_of_their_own(
    session: SessionResults, made: list[SessionResults], tmp_path: Path
):
    other = replace(session, ticks=session.ticks[:-1])
    with tables_shared():
        for results in (session, other):
            export_tidy(results, tmp_path)
        export_tidy(other, tmp_path, options=TidyOptions(formats=("csv",)))
        long = export_tidy(other, tmp_path, options=TidyOptions(layout="long"))
    assert made == [session, other, other]
    assert files(long) == files(
        export_tidy(other, tmp_path / "alone", options=TidyOptions(layout="long"))
    )
