"""What comes after a recovery is held back until it is known from whom it is."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from acquisition.description import StreamDescription
from acquisition.discovery import FoundStream
from acquisition.inlet import RawChunk
from safehold.app.recorder_intake import Intake
from safehold.app.recorder_streams import Message, Track

BELT = StreamDescription("belt", "RESP", "b-1", "uid-1", "lab", "ours", 50.0, "float32", 1)


class File:
    """Remembers what it was given."""

    def __init__(self):
        self.written, self.notes = [], []
        self.sync = SimpleNamespace(written=lambda _: None)

    def write(self, track, chunk):
        self.written += chunk.stamps.tolist()

    def note(self, code, track=None, **fields):
        self.notes.append((code, fields))

    def watch_disk(self):
        pass


class Inlet:
    """Gives one chunk, from a sender that liblsl has just found again."""

    overruns = zero_stamps_lost = 0
    reset = True

    def pull(self):
        return RawChunk(np.array([1.0, 2.0]), np.zeros((2, 1), np.float32)) if self.reset else None

    def was_clock_reset(self):
        was, self.reset = self.reset, False
        return was


@pytest.fixture
def recovered():
    """An intake and its stream at the moment of a recovery, asked for once."""
    file = File()
    intake = Intake(SimpleNamespace(streams=list), (), file)
    track = Track(Inlet(), BELT, state="live", stream_id=1)
    intake.tracks.append(track)
    intake.pull(10.0)
    intake.flush()
    assert file.written == []
    return intake, track, file


def answer(intake, track, **change):
    run = FoundStream(replace(BELT, uid="uid-2", **change), None)
    intake._messages.put(Message(track, answers=[run]))
    intake.take_messages()
    intake.flush()


def test_the_same_sender_goes_on_with_what_was_held(recovered):
    intake, track, file = recovered
    answer(intake, track)
    assert file.written == [1.0, 2.0]
    assert file.notes == [("rec.restart", {"uid": "uid-2"})]
    assert (track.n_restarts, track.description.uid) == (1, "uid-2")


def test_a_sender_of_another_session_is_refused_with_all_it_sent(recovered):
    intake, track, file = recovered
    answer(intake, track, session_id="theirs")
    assert file.written == []
    assert file.notes[0] == ("rec.refused", {"session": "theirs", "n": "2"})
    assert track.state == "lost"


def test_what_liblsl_took_from_a_twin_is_not_recorded_twice(recovered):
    intake, track, file = recovered
    twin = Track(Inlet(), replace(BELT, uid="uid-2"), state="live", stream_id=2)
    intake.tracks.append(twin)
    answer(intake, track)
    assert file.written == []
    assert (track.state, twin.state) == ("lost", "live")


def test_nobody_who_answers_means_going_on(recovered):
    intake, track, file = recovered
    intake._messages.put(Message(track, answers=[]))
    intake.take_messages()
    intake.flush()
    assert file.written == [1.0, 2.0]
    assert file.notes == [("rec.restart", {})]


def test_at_the_end_nothing_is_held_back_any_more(recovered):
    intake, _, file = recovered
    intake.release()
    intake.flush()
    assert file.written == [1.0, 2.0]


def test_another_rate_goes_on_in_a_new_stream_without_a_seam(recovered, monkeypatch):
    intake, track, file = recovered
    heir = Track(Inlet(), replace(BELT, uid="uid-2", nominal_rate=100.0), state="live")
    monkeypatch.setattr("safehold.app.recorder_intake.start_track", lambda *_: heir)
    answer(intake, track, nominal_rate=100.0)
    assert track.state == "lost"
    assert "rec.changed" in [code for code, _ in file.notes]
    heir.stream_id = 2
    heir.pending = [RawChunk(np.array([2.0, 3.0]), np.zeros((2, 1), np.float32))]
    intake.flush()
    assert file.written == [1.0, 2.0, 3.0]  # each once
