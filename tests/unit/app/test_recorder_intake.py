"""What comes after a recovery is held back until it is known from whom it is."""

from __future__ import annotations

from dataclasses import replace
from queue import SimpleQueue
from types import SimpleNamespace

import numpy as np
import pytest

from acquisition.description import StreamDescription
from acquisition.discovery import FoundStream
from acquisition.inlet import RawChunk
from safehold.app.recorder_intake import Intake
from safehold.app.recorder_streams import Message, StreamWorker, Track
from safehold.core.errors import StreamLostError

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


class Queue:
    """Gives what is put into it."""

    overruns = zero_stamps_lost = 0

    def __init__(self, *stamps):
        self.chunks = [list(stamps)] if stamps else []

    def pull(self):
        given = self.chunks.pop(0) if self.chunks else []
        return RawChunk(np.array(given), np.zeros((len(given), 1), np.float32)) if given else None

    def was_clock_reset(self):
        return False


def test_another_rate_goes_on_in_a_new_stream_without_a_seam(recovered, monkeypatch):
    intake, track, file = recovered
    new = replace(BELT, uid="uid-2", nominal_rate=100.0)
    heir = Track(Queue(2.0, 3.0), new, state="live", stream_id=2)
    monkeypatch.setattr("safehold.app.recorder_intake.start_track", lambda *_: heir)
    answer(intake, track, nominal_rate=100.0)
    assert "rec.changed" in [code for code, _ in file.notes]
    for now in (11.0, 12.0):
        intake.pull(now)
        intake.flush()
    assert track.state == "lost"
    assert file.written == [1.0, 2.0, 3.0]  # each once


def changed(recovered):
    """The sender is back with another rate; its new inlet is not open yet."""
    intake, track, file = recovered
    heir = Track(Queue(), replace(BELT, uid="uid-2", nominal_rate=100.0), stream_id=2)
    intake.tracks.append(heir)
    intake._seen.add("uid-2")
    answer(intake, track, nominal_rate=100.0)
    assert (file.written, track.state) == ([], "live"), "held, and pulled on"
    return intake, track, heir, file


def test_a_changed_sender_loses_nothing_while_its_new_inlet_opens(recovered):
    intake, track, heir, file = changed(recovered)
    track.inlet = Queue(3.0, 4.0)
    intake.pull(11.0)
    intake.flush()
    heir.state, heir.inlet, track.inlet = "live", Queue(6.0, 7.0), Queue()
    intake.pull(12.0)  # the new inlet has its first samples; 5.0 came in between
    intake.flush()
    track.inlet, heir.inlet = Queue(5.0, 6.0, 7.0), Queue(8.0)
    intake.pull(13.0)
    intake.flush()
    assert file.written == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
    assert (track.state, heir.held) == ("lost", False)


@pytest.mark.parametrize("how", ["the recording ends", "the old inlet is lost"])
def test_a_changed_senders_first_samples_are_written_however_it_ends(recovered, how: str):
    intake, track, heir, file = changed(recovered)
    heir.state, heir.inlet = "live", Queue(6.0)
    if how == "the recording ends":
        intake.pull(11.0)
        intake.release()
    else:

        def lost():
            raise StreamLostError("gone")

        track.inlet = SimpleNamespace(pull=lost)
        intake.pull(11.0)
    intake.flush()
    assert file.written == [1.0, 2.0, 6.0]
    assert track.state == "lost"


def test_a_changed_sender_is_held_back_no_longer_when_its_old_run_is_seen_to_be_gone(recovered):
    """Both runs overlap for one pull; just then the search finds the old one gone for good."""
    intake, track, heir, file = changed(recovered)
    heir.state, heir.inlet, heir.started, track.inlet = "live", Queue(6.0), 10.5, Queue()
    intake.pull(11.0)
    intake.flush()
    assert heir.held
    for now in (11.5, 11.6):
        intake.search(now)
    assert track.state == "lost"
    heir.inlet = Queue(7.0)
    intake.pull(12.0)
    intake.flush()
    assert file.written == [1.0, 2.0, 6.0, 7.0]


def test_what_a_changed_sender_sent_before_it_died_is_written_at_the_end(recovered):
    intake, track, heir, file = changed(recovered)
    heir.state, track.inlet = "live", Queue(3.0)
    intake.pull(11.0)
    intake.flush()
    intake.release()
    intake.flush()
    assert file.written == [1.0, 2.0, 3.0]
    assert (track.state, heir.inherited) == ("lost", [])


@pytest.mark.parametrize("error", [ValueError("quotes"), RuntimeError("liblsl"), OSError("net")])
def test_a_question_that_fails_is_answered_all_the_same(monkeypatch, error: Exception):
    def fails(*_):
        raise error

    monkeypatch.setattr("safehold.app.recorder_streams.find_source", fails)
    messages: SimpleQueue[Message] = SimpleQueue()
    worker = StreamWorker.__new__(StreamWorker)
    worker._track, worker._messages = Track(Inlet(), BELT), messages
    worker._identify()
    assert messages.get_nowait().answers == []
