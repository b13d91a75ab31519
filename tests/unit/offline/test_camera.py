"""From the camera marks of a recording and a film to a place, or to a refusal in words."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from processing.signals.sync_code import write_word
from processing.signals.sync_place import Placement, Refusal
from safehold.core.camera_mark import (
    CAMERA_MARK,
    CAMERA_STREAM,
    CameraMark,
    read_camera_mark,
)
from safehold.core.codebook import load_codebook
from safehold.core.film import FilmSignals
from safehold.core.marker_reading import read_marker
from safehold.core.markers import encode_marker
from safehold.core.media import PlacedBy
from safehold.core.types import Boundary
from safehold.offline.camera import align, media_place, recorded_marks
from tests.camera import Camera, Clock, Microphone, words

ZERO = 5000.0
AT = (20.0, 100.0)
CLOCK = Clock(8.25, 30.0)
SOUND_AFTER_S = 0.5
OTHER_CLOCK = 100e-6
"""By how much the computer that flashes is slower than the one that records."""


def recording(texts: list[str], stamps: list[float], name: str = CAMERA_STREAM) -> SimpleNamespace:
    header = SimpleNamespace(name=name, type="Markers", source_id="x", uid="u")
    stream = SimpleNamespace(
        header=header,
        stamps=np.array(stamps),
        values=[[text] for text in texts],
        clock_offsets=np.array([[ZERO, 2.0], [ZERO + 200.0, 2.0 + 200.0 * OTHER_CLOCK]]),
    )
    return SimpleNamespace(streams=(stream,), session_zero=ZERO)


def session(rng: np.random.Generator):
    """Return a session with two marks, and the film and sound of it."""
    drawn = words(2, rng)
    mark = [CameraMark(write_word(word), 0.01, SOUND_AFTER_S, 0.025) for word in drawn]
    texts = [encode_marker(CAMERA_MARK, m.attributes) for m in mark]
    made = recording(texts, [ZERO + (at - 2.0) / (1 + OTHER_CLOCK) for at in AT])
    times, light = Camera().film(CLOCK, 110.0, list(zip(drawn, AT, strict=True)), rng)
    ear = Microphone(rate=16_000.0)
    played = [(word, at + SOUND_AFTER_S + 0.06) for word, at in zip(drawn, AT, strict=True)]
    return made, FilmSignals(times, light, ear.sound(CLOCK, 110.0, played, rng), ear.rate)


def test_marks_of_a_recording_have_session_times_and_numbers() -> None:
    made, _ = session(np.random.default_rng(1))
    marks = recorded_marks(made)
    assert [mark.number for mark in marks] == [1, 2]
    assert [mark.session_s for mark in marks] == pytest.approx(AT)


def test_a_film_with_sound_is_placed_and_the_loudspeaker_measured() -> None:
    made, film = session(np.random.default_rng(1))
    found = align(recorded_marks(made), film)
    assert isinstance(found, Placement)
    assert len(found.seen) == 4
    assert found.offset_s == pytest.approx(CLOCK.offset_s, abs=0.02)
    assert found.drift_ppm is None or found.drift_ppm == pytest.approx(30.0, abs=100)
    assert found.sound_delay_s == pytest.approx(0.06, abs=0.02)
    place = media_place("../phone.mp4", found)
    assert place.how is PlacedBy.CAMERA
    assert place.session_time(film.times[0]) == pytest.approx(found.offset_s, abs=1e-3)
    assert len(place.marks) == 2


def test_marks_whose_clock_nobody_measured_are_not_used() -> None:
    made, _ = session(np.random.default_rng(1))
    made.streams[0].clock_offsets = np.zeros((0, 2))
    assert recorded_marks(made) == []


def test_a_mark_is_an_event_of_its_own_in_the_session() -> None:
    mark = CameraMark("b2d299", 0.01)
    text = encode_marker(CAMERA_MARK, mark.attributes)
    read = read_marker(text, load_codebook(), conducts=False)
    assert (read.code, read.boundary) == (CAMERA_MARK, Boundary.POINT)
    assert read_camera_mark(read.code, read.attributes) == mark


def test_what_is_no_mark_is_left_out() -> None:
    texts = ["sync", "hello", "sync;word=zzzzzz;flash_uncertainty=0.01"]
    assert recorded_marks(recording(texts, [1.0, 2.0, 3.0])) == []
    assert recorded_marks(recording(texts, [1.0, 2.0, 3.0], name="other")) == []


def test_a_session_without_marks_and_a_file_without_anything_are_refused_in_words() -> None:
    made, film = session(np.random.default_rng(1))
    found = align([], film)
    assert isinstance(found, Refusal)
    assert "no camera marks" in found.why
    empty = align(recorded_marks(made), FilmSignals())
    assert isinstance(empty, Refusal)
    assert "no picture and no sound" in empty.why


def test_the_film_of_another_session_is_refused() -> None:
    made, _ = session(np.random.default_rng(1))
    _, other = session(np.random.default_rng(2))
    found = align(recorded_marks(made), other)
    assert isinstance(found, Refusal)
    assert "None of the session's camera marks" in found.why
