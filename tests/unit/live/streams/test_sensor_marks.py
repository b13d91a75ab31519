"""Movement of an accelerometer becomes a confound of the person who wears it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from acquisition.inlet import ClockMeasurement, RawChunk
from processing.zones.pipeline import Pipeline
from safehold.core.codebook import load_codebook
from safehold.core.reasons import Reason
from safehold.core.settings import DEMO
from safehold.core.types import Boundary, Mark, Role, StreamSpec, Tick
from safehold.files.engine_run import EngineRun
from safehold.files.journal import Journal
from safehold.files.journal_reading import read_runs
from safehold.live.engine import LiveEngine
from safehold.live.mark_writer import MarkWriter
from safehold.live.streams.sensor_marks import CODER, SensorMarks
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel
from tests.unit.processing.signals.test_movement import TIMES, sitting, walking

SPEC = StreamSpec(
    "client-acc", "H10", "Accelerometer", "x", Role.ACCELEROMETER, "client", "mg", 50.0
)


def test_it_becomes_an_interval_of_its_person_that_says_a_sensor_said_so():
    book = EventBook(load_codebook())
    marks = [
        mark
        for at, text in SensorMarks().take(SPEC, TIMES, walking(sitting(), 42, 68))
        for mark in book.marker(text, at=at, stream=SPEC.stream_id, arrived=at + 5, conducts=True)
    ]
    assert [mark.boundary for mark in marks] == [Boundary.START, Boundary.STOP]
    (event,) = book.events()
    assert (event.code, event.target, event.coder) == ("cf.movement", "client", CODER)
    assert (event.onset, event.duration) == (40.0, 30.0)
    assert event.source == "lsl:client-acc"


@pytest.mark.parametrize(
    ("unit", "factor", "n_found"),
    [("mg", 1.0, 2), ("g", 1e-3, 2), ("m/s^2", 9.80665e-3, 2), ("", 1.0, 0), ("counts", 1.0, 0)],
)
def test_units_are_converted_and_an_unknown_one_tells_nothing(unit, factor, n_found):
    values = walking(sitting(), 42, 68) * factor
    found = list(SensorMarks().take(replace(SPEC, unit=unit), TIMES, values))
    assert len(found) == n_found


def test_a_sensor_that_nobody_wears_is_not_watched():
    moved = walking(sitting(), 42, 68)
    assert list(SensorMarks().take(replace(SPEC, person=None), TIMES, moved)) == []


def test_of_a_stream_with_other_channels_its_own_three_are_used():
    moved = walking(sitting(), 42, 68)
    mixed = np.column_stack((np.full((TIMES.size, 2), 5000.0) * TIMES[:, None], moved))
    found = list(SensorMarks().take(replace(SPEC, channel=2), TIMES, mixed))
    assert [at for at, _ in found] == [40.0, 70.0]


class Kept:
    """Keeps what the engine publishes."""

    def __init__(self) -> None:
        self.ticks: list[Tick] = []

    def tick(self, tick: Tick) -> None:
        self.ticks.append(tick)

    def mark(self, mark: Mark) -> None: ...


@pytest.mark.parametrize("dies_at", [105, 55], ids=["it goes on", "it drops out"])
def test_live_it_takes_the_numbers_away_while_it_lasts(tmp_path: Path, dies_at: int):
    strap = StreamSpec("client-rr", "H10", "RR", "r", Role.RR, "client", "ms", 0.0, uid="rr")
    worn = replace(SPEC, uid="acc")
    streams = [strap, worn]
    journal, kept = Journal(tmp_path / "engine.jsonl"), Kept()
    journal.start(EngineRun(1, 0.0, 1, DEMO, tuple(streams), ("client",), {}, (0.0, 0.0)))
    clock = {"now": 0.0}
    model = SessionModel(("client",), streams, DEMO)
    engine = LiveEngine(
        Pipeline(streams, DEMO, session_zero=0.0), streams=streams,
        marks=MarkWriter(EventBook(load_codebook()), journal, model, kept), journal=journal,
        model=model, publisher=kept,
        clock=lambda: clock["now"], utc=lambda: 1.8e9,
    )  # fmt: skip
    for uid in ("rr", "acc"):
        engine.measured(uid, ClockMeasurement(0.0, 0.0, 0.001))
    beats = np.cumsum(0.85 + 0.02 * np.random.default_rng(2).normal(size=130))
    moved = walking(sitting(), 42, 68)
    for second in range(1, 105):
        clock["now"] = float(second)
        rr = (beats > second - 1) & (beats <= second)
        engine.samples("rr", RawChunk(beats[rr], 1000 * np.diff(beats, prepend=0)[rr][:, None]))
        acc = (second - 1 < TIMES) & (second >= TIMES)
        if second < dies_at:
            engine.samples("acc", RawChunk(TIMES[acc], moved[acc]))
        engine.check_stalls()
    journal.close()
    hr = {tick.t: tick.index("hr") for tick in kept.ticks}
    away = [t for t, v in hr.items() if v.value is None and Reason.MOVEMENT in v.reasons]
    assert away == list(range(away[0], away[-1] + 1))
    assert 40 <= away[0] <= 46
    over = min(76, dies_at + 12)  # and until it fills less than a fifth of the 30 s of a window
    assert min(64, dies_at) <= away[-1] <= over + 24
    assert hr[30].value is not None
    assert hr[max(hr)].value is not None
    (run,) = read_runs(tmp_path / "engine.jsonl")
    assert [mark.event.code for mark in run.marks] == ["cf.movement"] * 2
    assert set(run.marks[0].act_from) == {"client"}


VOICE = StreamSpec(
    "client-speech", "speech-client", "Speech", "s", Role.SPEECH, "client", "1", 31.25
)


def spoken(*spans: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    """Return frames of a minute in which somebody speaks in some spans, s."""
    times = 0.032 * np.arange(1875)
    inside = np.zeros(times.size)
    for t0, t1 in spans:
        inside[(times >= t0) & (times < t1)] = 1.0
    return times, np.column_stack((inside, inside, np.full(times.size, -30.0))).astype(np.float32)


def test_turns_of_speech_are_the_confound_that_a_coder_would_have_set():
    book = EventBook(load_codebook())
    for at, text in SensorMarks().take(VOICE, *spoken((10.0, 14.0), (20.0, 21.0))):
        book.marker(text, at=at, stream=VOICE.stream_id, arrived=at + 2, conducts=True)
    events = book.events()
    assert [(e.code, e.target, e.coder) for e in events] == [
        ("cf.speech_client", "client", CODER)
    ] * 2
    assert [e.onset for e in events] == pytest.approx([10.0, 20.0], abs=0.04)
    assert [e.duration for e in events] == pytest.approx([4.0, 1.0], abs=0.04)
    assert {e.source for e in events} == {"lsl:client-speech"}


@pytest.mark.parametrize("person", [None, "other2"])
def test_speech_of_somebody_without_a_code_is_recorded_and_marks_nothing(person: str | None):
    frames = spoken((10.0, 14.0))
    assert list(SensorMarks().take(replace(VOICE, person=person), *frames)) == []


def test_a_turn_ends_when_the_microphone_falls_silent():
    marks = SensorMarks()
    times, values = spoken((50.0, 60.0))
    (begun,) = marks.take(VOICE, times, values)
    assert "start" in begun[1]
    assert list(marks.unseen(61.0)) == [], "its frames may be on their way"
    ((spec, at, text),) = marks.unseen(64.0)
    assert (spec, text.partition(";")[0]) == (VOICE, "cf.speech_client")
    assert at == pytest.approx(60.0, abs=0.04)


def test_what_was_said_before_the_session_is_no_event_of_it(tmp_path: Path):
    strap = StreamSpec("client-rr", "H10", "RR", "r", Role.RR, "client", "ms", 0.0, uid="rr")
    heard = replace(VOICE, uid="mic")
    streams, kept = [strap, heard], Kept()
    journal = Journal(tmp_path / "engine.jsonl")
    journal.start(EngineRun(1, 100.0, 1, DEMO, tuple(streams), ("client",), {}, (0.0, 0.0)))
    model, book = SessionModel(("client",), streams, DEMO), EventBook(load_codebook())
    clock = {"now": 100.0}
    engine = LiveEngine(
        Pipeline(streams, DEMO, session_zero=100.0), streams=streams,
        marks=MarkWriter(book, journal, model, kept), journal=journal, model=model,
        publisher=kept, clock=lambda: clock["now"], utc=lambda: 1.8e9, not_before=100.0,
    )  # fmt: skip
    engine.measured("mic", ClockMeasurement(0.0, 0.0, 0.001))
    times, values = spoken((2.0, 4.0), (8.0, 12.0))
    for k in range(0, 600, 50):  # the microphone was heard from 10 s before on
        clock["now"] = 90.0 + float(times[k + 49]) + 0.1
        engine.samples("mic", RawChunk(90.0 + times[k : k + 50], values[k : k + 50]))
    journal.close()
    (event,) = book.events()
    assert event.onset == pytest.approx(0.0, abs=0.04)
    assert event.duration == pytest.approx(2.0, abs=0.04)
