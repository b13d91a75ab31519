"""What was exported comes back: events to the microsecond, beats bit for bit."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recordings.bids import export_bids
from recordings.importers import read_bids, read_tidy
from recordings.tidy import TidyOptions, export_tidy
from safehold.core.errors import RecordingCorruptError, RecordingError
from safehold.core.results import SessionResults
from safehold.core.types import Beat, BeatStatus, Event, EventKind


def at_table_times(event: Event) -> Event:
    """The event as the tables state it: whole microseconds."""
    onset = round(event.onset * 1e6) / 1e6
    if event.duration is None:
        return dataclasses.replace(event, onset=onset)
    end = round((event.onset + event.duration) * 1e6) / 1e6
    return dataclasses.replace(event, onset=onset, duration=end - onset)


def rich_events() -> tuple[Event, ...]:
    return (
        Event("e1", "ph.baseline", 0.1, 45.0, EventKind.CONDITION, "dyad", "O", "k1", "hotkey",
              t_entered=45.5),
        Event("e2", "ev.challenge", 1 / 3, None, EventKind.INTERVAL, "client", "T",
              source="hotkey", attributes={"subtype": "exposure", "confidence": "0.75"}),
        Event("e3", "int.support", 50.1, value="=1+1;x=2", source="lsl:client-ecg",
              attributes={"edited": "1", "t_original": "49.5"}),
        Event("e4", "int.support", 50.1, 0.0, EventKind.POINT),
    )  # fmt: skip


def sorted_beats(session: SessionResults) -> list[Beat]:
    return sorted(session.beats, key=lambda b: (b.time, b.person))


@pytest.mark.parametrize("formats", [("parquet",), ("csv",), ("csv", "parquet")])
def test_a_tidy_export_gives_back_its_events(
    session: SessionResults, tmp_path: Path, formats: tuple[str, ...]
):
    results = dataclasses.replace(session, events=rich_events())
    folder = export_tidy(results, tmp_path, options=TidyOptions(formats=formats))
    assert read_tidy(folder).events == tuple(
        sorted(map(at_table_times, rich_events()), key=lambda e: (e.onset, e.event_id))
    )


def test_a_tidy_export_gives_back_its_beats_bit_for_bit(session: SessionResults, tmp_path: Path):
    assert list(read_tidy(export_tidy(session, tmp_path)).beats) == sorted_beats(session)


def test_csv_beats_are_those_of_the_session_to_the_microsecond(
    session: SessionResults, tmp_path: Path
):
    folder = export_tidy(session, tmp_path, options=TidyOptions(formats=("csv",)))
    for read, beat in zip(read_tidy(folder).beats, sorted_beats(session), strict=True):
        assert read.time == pytest.approx(beat.time, abs=5.1e-7)
        assert read.rr_ms == pytest.approx(beat.rr_ms, abs=5.1e-4)
        assert (read.person, read.status, read.reasons) == (
            beat.person, beat.status, beat.reasons,
        )  # fmt: skip


def test_a_bids_export_gives_back_its_events_and_its_beats_bit_for_bit(
    session: SessionResults, tmp_path: Path
):
    results = dataclasses.replace(session, events=rich_events())
    imported = read_bids(export_bids(results, tmp_path))
    assert imported.events == tuple(
        sorted(map(at_table_times, rich_events()), key=lambda e: (e.onset, e.event_id))
    )
    assert list(imported.beats) == sorted_beats(session)


def test_beats_of_a_strap_keep_their_source(session: SessionResults, tmp_path: Path):
    strap = tuple(dataclasses.replace(beat, source="rr") for beat in session.beats)
    results = dataclasses.replace(session, beats=strap)
    assert {b.source for b in read_tidy(export_tidy(results, tmp_path)).beats} == {"rr"}
    assert {b.source for b in read_bids(export_bids(results, tmp_path)).beats} == {"rr"}


@pytest.mark.slow
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    times=st.lists(
        st.floats(0, 1e5, allow_subnormal=False).filter(math.isfinite),
        min_size=1,
        max_size=8,
        unique=True,
    ),
    rr=st.floats(200, 3000),
)
def test_any_beat_comes_back_from_both_profiles(
    session: SessionResults, tmp_path: Path, times: list[float], rr: float
):
    beats = tuple(Beat("client", t, rr, BeatStatus.OK, (), "ecg") for t in sorted(times))
    bare = dataclasses.replace(
        session, beats=beats, ticks=(), breaths=(), windows=(), respiration={}, events=(),
        t_end=10.0,
    )  # fmt: skip
    tidy = export_tidy(bare, tmp_path, options=TidyOptions(formats=("parquet",)))
    assert read_tidy(tidy).beats == beats
    assert read_bids(export_bids(bare, tmp_path)).beats == beats


@pytest.mark.parametrize("read", [read_tidy, read_bids])
def test_a_folder_without_tables_is_refused(read, tmp_path: Path):
    with pytest.raises(RecordingError):
        read(tmp_path)


def test_a_table_that_was_edited_is_refused_by_row(session: SessionResults, tmp_path: Path):
    folder = export_tidy(session, tmp_path, options=TidyOptions(formats=("csv",)))
    path = folder / "events.csv"
    path.write_text(path.read_text().replace("50.250000", "soon", 1))
    with pytest.raises(RecordingCorruptError, match="Row 2"):
        read_tidy(folder)
