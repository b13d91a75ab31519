"""Codes and texts of other programs: none shares a column, and no format loses the text."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import edfio
import mne
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.exports.edf import export_edf
from recordings.exports.mne_raw import export_fif, make_raw
from recordings.tidy import TidyOptions, export_tidy
from recordings.tidy.event_columns import LONGEST_NAME, unique_stems
from safehold.core.results import SessionResults
from safehold.core.types import Event, EventKind
from tests.unit.recordings._sampled import sampled

CODES = ("a.b", "a-b", "a_b", "stim-on", "stim_on", "int-support", "go", "go_n", "zone", "active")
TEXTS = ("1", "Stim_A", "BAD_gap", "ph.baseline;boundary=start", "a:b;c", "x" * 1000, "ä\n漢 \x07")


def with_markers(session: SessionResults, events: list[Event]) -> SessionResults:
    return dataclasses.replace(session, events=(*session.events, *events))


def test_codes_that_differ_by_a_sign_have_columns_of_their_own(
    session: SessionResults, tmp_path: Path
) -> None:
    events = [Event(f"f{k}", code, 10.0 + k, 0.0) for k, code in enumerate(CODES)]
    events += [
        Event("i1", "go", 30.0, 2.0, EventKind.INTERVAL),
        Event("i2", "go_n", 40.0, 3.0, EventKind.INTERVAL),
    ]
    options = TidyOptions(rate_hz=1, formats=("csv",))
    people = (dataclasses.replace(session.participants[0], label="ev"), session.participants[1])
    named = dataclasses.replace(with_markers(session, events), participants=people)
    folder = export_tidy(named, tmp_path, options=options)
    types = pd.read_csv(folder / "event_types.csv").set_index("code")
    aligned = pd.read_csv(folder / "aligned_1hz.csv")
    for k, code in enumerate(CODES):
        column = aligned[types.loc[code, "aligned_count"]]
        assert column.sum() == 1
        assert column[10 + k] == 1
    assert aligned[types.loc["go", "aligned_interval"]].sum() == 2
    assert aligned[types.loc["go_n", "aligned_interval"]].sum() == 3
    assert types.loc["int.support", "aligned_count"] == "ev_int_support_n"  # as in every session


@given(
    st.sets(st.from_regex(r"[ab][ab_.n-]{0,4}", fullmatch=True)),
    st.sets(st.from_regex(r"[ab][ab_.n-]{0,4}", fullmatch=True)),
)
def test_no_two_codes_share_a_column(ours: set[str], foreign: set[str]) -> None:
    stems = unique_stems(ours, foreign, {"ev_a", "ev_b_n"})
    columns = [name for stem in stems.values() for name in (stem, f"{stem}_n")]
    assert set(stems) == ours | foreign
    assert len({*columns, "ev_a", "ev_b_n"}) == len(columns) + 2
    assert all(re.fullmatch(r"ev_[a-z0-9_]+", name) for name in columns)


@pytest.fixture
def marked(session: SessionResults) -> SessionResults:
    events = [Event(f"f{k}", "marker", 5.0 + k, value=text) for k, text in enumerate(TEXTS)]
    return with_markers(sampled(session), events)


def names_of_texts(found: list[str], *, beyond_latin: str = "漢") -> None:
    assert {"marker/1", "marker/Stim_A", "marker/BAD_gap"} <= set(found)
    assert {
        "marker/ph.baseline;boundary=start",
        "marker/a:b;c",
        f"marker/ä {beyond_latin}",
    } <= set(found)
    (long,) = (text for text in found if text.startswith("marker/xxx"))
    assert len(long) == len("marker/") + LONGEST_NAME
    assert "ph.baseline" in found  # the code; the text that only looks like it is no code


def test_an_edf_annotation_holds_the_text_of_a_foreign_marker(
    marked: SessionResults, tmp_path: Path
) -> None:
    folder = export_edf(marked, tmp_path)
    names_of_texts([a.text for a in edfio.read_edf(folder / "client.edf").annotations])
    assert "x" * 1000 in set(pd.read_csv(folder / "events.csv")["value"].dropna())


def test_an_mne_annotation_holds_the_text_of_a_foreign_marker(
    marked: SessionResults, tmp_path: Path
) -> None:
    raw = make_raw(marked)
    names_of_texts(list(raw.annotations.description))
    _, ids = mne.events_from_annotations(raw, verbose="error")
    assert sum(name.split("/")[0] == "marker" for name in ids) == len(TEXTS) + 1
    (path,) = export_fif(marked, tmp_path).glob("*_raw.fif")
    back = mne.io.read_raw_fif(path, verbose="error").annotations
    # FIF has Latin-1 texts and writes other signs as references; the extras hold all as it came
    names_of_texts(list(back.description), beyond_latin="&#28450;")
    assert set(TEXTS) <= {extras.get("value") for extras in back.extras}


def test_a_text_that_may_repeat_a_note_is_in_no_annotation(session: SessionResults) -> None:
    private = Event("f1", "marker", 5.0, value="Anna cried", note="Anna cried")
    only = with_markers(sampled(session), [private])
    assert "marker" in make_raw(only).annotations.description
    assert not any("Anna" in text for text in make_raw(only).annotations.description)
    told = make_raw(only, TidyOptions(notes=True)).annotations.description
    assert "marker/Anna cried" in told
