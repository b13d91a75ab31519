"""Markers from any program become events, and an odd one cannot stop the engine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from acquisition.inlet import ClockMeasurement, RawChunk
from safehold.core.codebook import load_codebook
from safehold.core.settings import STANDARD
from safehold.core.types import Role, StreamSpec
from safehold.files.journal import Journal
from safehold.live.inlet_streams import InletStreams
from safehold.live.mark_writer import MarkWriter
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel
from tests.fakes import Nowhere

EVENTS = StreamSpec("ev", "PsychoPy", "Markers", "psy", Role.EVENTS, None, "", 0.0, uid="u")


def streams_of(spec: StreamSpec, folder: Path) -> InletStreams:
    journal = Journal(folder / "engine.jsonl")
    model = SessionModel((), [spec], STANDARD)
    return InletStreams(
        [spec],
        session_zero=1000.0,
        marks=MarkWriter(EventBook(load_codebook()), journal, model, Nowhere()),
        journal=journal,
        model=model,
        clock=lambda: 1010.0,
        utc=lambda: 1.8e9,
    )


@pytest.fixture
def engine(tmp_path: Path) -> InletStreams:
    engine = streams_of(EVENTS, tmp_path)
    engine.measured("u", ClockMeasurement(0.0, 0.5, 0.001))
    return engine


def onsets(engine: InletStreams) -> list[tuple[str, float]]:
    return [(event.value, event.onset) for event in engine._model.events()]


def test_a_number_is_a_marker_at_its_own_time(engine: InletStreams):
    engine.samples("u", RawChunk(np.array([1004.0, 1006.0]), np.array([[11], [12]], np.int32)))
    assert onsets(engine) == [("11", 4.5), ("12", 6.5)]


def test_a_rating_stream_of_texts_gives_no_answer_and_stops_nothing(tmp_path: Path):
    spec = StreamSpec("r", "odd", "Rating", "o", Role.RATING, "client", "", 0.0, uid="u")
    engine = streams_of(spec, tmp_path)
    engine.measured("u", ClockMeasurement(0.0, 0.5, 0.001))
    engine.samples("u", RawChunk(np.array([1004.0]), [[b"fairly safe"]]))
    assert onsets(engine) == []


@pytest.mark.parametrize("stamp", [np.nan, np.inf, -np.inf])
def test_a_marker_without_a_usable_stamp_happened_when_it_came(engine: InletStreams, stamp: float):
    engine.samples("u", RawChunk(np.array([1004.0]), [[b"first"]]))
    engine.samples("u", RawChunk(np.array([stamp]), [[b"second"]]))
    assert onsets(engine) == [("first", 4.5), ("second", 10.0)]
