"""Codes as a BORIS project: read back, every event is the same; its ethogram is the codebook."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recordings.exports.boris import export_boris, project
from recordings.exports.elan import export_elan
from recordings.importers.coded import CodedRow, read_coded
from recordings.tidy import TidyOptions
from safehold.core.afterwards import EDITED
from safehold.core.codebook import load_codebook
from safehold.core.results import SessionResults
from safehold.core.types import Event, EventKind
from safehold.offline.analysis import analyse
from safehold.offline.code_import import plan_import
from tests.unit._folder import make_session

CODES = load_codebook()
BOTH = [code.code for code in CODES.codes if code.kind is EventKind.INTERVAL or code.either]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> SessionResults:
    folder, _ = make_session(tmp_path_factory.mktemp("b"), signals=("rr",), people=("client",))
    return analyse(folder)


def with_events(plain: SessionResults, events: list[Event]) -> SessionResults:
    return dataclasses.replace(plain, events=tuple(events))


def event(k: int, code: str, onset: float, length: float, coder: str, **more) -> Event:
    kind = EventKind.INTERVAL if length else EventKind.POINT
    return Event(f"e{k:04d}", code, onset, length, kind, coder=coder, source="hotkey", **more)


def came_back(rows: list[CodedRow]) -> Counter:
    return Counter((r.text, round(r.onset, 3), round(r.duration, 3), r.coder) for r in rows)


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(BOTH), st.integers(0, 100_000), st.integers(0, 30_000),
        st.sampled_from(["", "A1", "B2"]), st.booleans(),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(EVENTS)
def test_every_event_comes_back_from_boris(plain, tmp_path_factory, drawn) -> None:
    events = [
        event(k, code, onset / 1000, length / 1000, coder,
              attributes={EDITED: "1"} if edited else {})
        for k, (code, onset, length, coder, edited) in enumerate(drawn)
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("boris") / "x.boris"
    made = project(with_events(plain, events), TidyOptions())
    path.write_text(json.dumps(made), encoding="utf-8")
    found = read_coded(path)
    assert not found.problems
    assert came_back(found.rows) == Counter(
        (e.code, round(e.onset, 3), round(e.duration, 3), e.coder) for e in events
    )


def test_the_project_says_codebook_keys_coder_and_what_came_afterwards(plain, tmp_path) -> None:
    events = [
        event(1, "ev.challenge", 10.0, 5.0, "A1", note="Anna again"),
        event(2, "ev.challenge", 12.0, 9.0, "B2", attributes={EDITED: "1"}),
        event(3, "int.support", 30.0, 0.0, "A1", target="therapist"),
    ]
    folder = export_boris(with_events(plain, events), tmp_path)
    made = json.loads(next(folder.glob("*.boris")).read_text(encoding="utf-8"))
    behaviours = {one["code"]: one for one in made["behaviors_conf"].values()}
    for code in CODES.codes:
        assert behaviours[code.code]["key"] == (code.key if len(code.key) == 1 else "")
    assert behaviours["ev.challenge"]["type"] == "State event"
    (observation,) = made["observations"].values()
    modifiers = {mark[3] for mark in observation["events"] if mark[2] == "ev.challenge"}
    assert modifiers == {"A1|None|None", "B2|edited|None"}
    assert [mark[0] for mark in observation["events"]] == sorted(
        mark[0] for mark in observation["events"]
    )
    assert "Anna" not in json.dumps(made), "notes stay at home unless asked for"
    assert {one["name"] for one in made["subjects_conf"].values()} == {"therapist"}
    assert (folder / "events.csv").exists()


def test_both_ways_lead_back_into_a_session(plain, tmp_path: Path) -> None:
    events = [
        event(1, "ev.challenge", 10.0, 5.0, "A1", note="looks up"),
        event(2, "int.support", 30.0, 0.0, "B2", attributes={EDITED: "1"}),
    ]
    results, options = with_events(plain, events), TidyOptions(notes=True)
    for folder in (
        export_boris(results, tmp_path / "boris", options=options),
        export_elan(results, tmp_path / "elan", options=options),
    ):
        (path,) = [p for p in folder.iterdir() if p.suffix in (".boris", ".eaf")]
        plan = plan_import(read_coded(path).rows, (), CODES, name=path.name, span=(0.0, 120.0))
        assert not plan.unknown
        assert [(e.code, e.onset, e.duration, e.coder) for e in plan.events] == [
            ("ev.challenge", 10.0, 5.0, "A1"), ("int.support", 30.0, 0.0, "B2"),
        ]  # fmt: skip
        assert {e.attributes["coder_from"] for e in plan.events} == {"file"}
