"""The epochs tables of the Tidy export."""

from __future__ import annotations

import dataclasses

import pytest

from recordings.tidy.epochs import epochs_table, grand_averages_table
from recordings.tidy.table import Table
from safehold.core.results import SessionResults
from safehold.core.types import Event
from safehold.offline.measures import session_epochs


def rows(table: Table) -> list[dict[str, object]]:
    names = [field.name for field in table.fields]
    return [dict(zip(names, row, strict=True)) for row in zip(*table.columns, strict=True)]


@pytest.fixture(scope="module")
def results(session: SessionResults) -> SessionResults:
    return dataclasses.replace(session, epochs=session_epochs(session))


def test_every_event_that_happened_to_somebody_has_epochs_of_both(results: SessionResults):
    found = {(r["event_id"], r["participant"], r["phase"]) for r in rows(epochs_table(results))}
    for person in ("client", "therapist"):
        assert {("e0002", person, "pre"), ("e0002", person, "post")} <= found
        assert ("e0003", person, "during") in found
    assert not any(event_id == "e0001" for event_id, _, _ in found), "a phase happens to nobody"


def test_changes_are_the_value_minus_that_before_the_event(results: SessionResults):
    made = rows(epochs_table(results))
    before = {(r["event_id"], r["participant"]): r for r in made if r["phase"] == "pre"}
    compared = 0
    for row in made:
        usual = before[row["event_id"], row["participant"]]
        for name in ("hr_mean_bpm", "rmssd_ms", "a_z"):
            if row["phase"] == "pre" or row[name] is None or usual[name] is None:
                assert row[f"d_{name}"] is None
            else:
                assert row[f"d_{name}"] == row[name] - usual[name]
                compared += 1
    assert compared > 5


def test_windows_cut_by_the_recording_do_not_enter_the_means(results: SessionResults):
    made = rows(epochs_table(results))
    for mean in rows(grand_averages_table(results)):
        own = [
            r[mean["measure"]]
            for r in made
            if (r["code"], r["participant"], r["phase"], r["truncated"])
            == (mean["code"], mean["participant"], mean["phase"], False)
        ]
        known = [value for value in own if value is not None]
        assert mean["n_events"] == len(known)
        assert mean["mean"] == (pytest.approx(sum(known) / len(known)) if known else None)
        assert (mean["sd"] is None) == (len(known) < 2)


def test_no_event_gives_empty_tables_with_all_columns(session: SessionResults):
    empty = dataclasses.replace(session, events=(), epochs=())
    assert epochs_table(empty).rows == grand_averages_table(empty).rows == 0
    assert len(epochs_table(empty).fields) > 25


def test_events_at_the_edges_of_the_recording_are_kept(session: SessionResults):
    edges = (
        Event("e1", "ev.challenge", session.t_start),
        Event("e2", "ev.challenge", session.t_end),
    )
    at_edges = dataclasses.replace(session, events=edges)
    made = rows(epochs_table(dataclasses.replace(session, epochs=session_epochs(at_edges))))
    assert {(r["event_id"], r["phase"]) for r in made} == {("e1", "post"), ("e2", "pre")}
