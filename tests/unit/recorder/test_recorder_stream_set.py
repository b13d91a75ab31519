"""What comes after a recovery is held back until it is known from whom it is."""

from __future__ import annotations

from dataclasses import replace
from queue import SimpleQueue
from types import SimpleNamespace

import numpy as np
import pytest

from acquisition.description import ChannelInfo, StreamDescription
from acquisition.discovery import FoundStream
from acquisition.inlet import RawChunk
from safehold.core.errors import StreamLostError
from safehold.core.messages import Message
from safehold.recorder.recorded_stream import (
    Answered,
    News,
    RecordedState,
    StreamWorker,
)
from safehold.recorder.stream_set import StreamSet
from tests.fakes import FakeInlet
from tests.unit.recorder._recorded import recorded

BELT = StreamDescription("belt", "RESP", "b-1", "uid-1", "lab", "ours", 50.0, "float32", 1)


class File:
    """Remembers what it was given."""

    def __init__(self):
        self.written, self.notes = [], []
        self.sync = SimpleNamespace(written=lambda _: None)

    def write(self, stream, chunk):
        self.written += chunk.stamps.tolist()

    def note(self, code, stream=None, **fields):
        self.notes.append((code, fields))

    def watch_disk(self):
        pass


def chunk(*stamps):
    return RawChunk(np.array(stamps), np.zeros((len(stamps), 1), np.float32))


@pytest.fixture
def recovered():
    """An stream_set and its stream at the moment of a recovery, asked for once."""
    file = File()
    stream_set = StreamSet(SimpleNamespace(streams=list), (), file)
    stream = recorded(BELT, FakeInlet(chunk(1.0, 2.0), restarted_at=1), stream_id=1)
    stream_set.streams.append(stream)
    stream_set.pull(10.0)
    stream_set.flush()
    assert file.written == []
    return stream_set, stream, file


def answer(stream_set, stream, **change):
    run = FoundStream(replace(BELT, uid="uid-2", **change), None)
    stream_set._news.put(Answered(stream, [run]))
    stream_set.take_news()
    stream_set.flush()


def test_what_came_before_the_return_is_the_former_senders():
    file = File()
    stream_set = StreamSet(SimpleNamespace(streams=list), (), file)
    stream = recorded(
        BELT, FakeInlet(chunk(1.0), chunk(2.0), chunk(3.0), restarted_at=2), stream_id=1
    )
    stream_set.streams.append(stream)
    for now in (10.0, 10.1, 10.2):  # all before anything is flushed
        stream_set.pull(now)
    assert file.written == [1.0]
    stream_set.flush()
    assert file.written == [1.0], "the new sender's samples wait until it is known who it is"
    assert [chunk.stamps.tolist() for chunk in stream.pending] == [[2.0], [3.0]]


def test_the_same_sender_goes_on_with_what_was_held(recovered):
    stream_set, stream, file = recovered
    answer(stream_set, stream)
    assert file.written == [1.0, 2.0]
    assert file.notes == [("rec.restart", {"uid": "uid-2"})]
    assert (stream.n_restarts, stream.description.uid) == (1, "uid-2")


def test_a_sender_of_another_session_is_refused_with_all_it_sent(recovered):
    stream_set, stream, file = recovered
    answer(stream_set, stream, session_id="theirs")
    assert file.written == []
    assert file.notes[0] == ("rec.refused", {"session": "theirs", "n": "2"})
    assert stream.state is RecordedState.LOST


def test_what_liblsl_took_from_a_twin_is_not_recorded_twice(recovered):
    stream_set, stream, file = recovered
    twin = recorded(replace(BELT, uid="uid-2"), FakeInlet(), stream_id=2)
    stream_set.streams.append(twin)
    answer(stream_set, stream)
    assert file.written == []
    assert (stream.state, twin.state) == ("lost", "live")


def test_nobody_who_answers_means_going_on(recovered):
    stream_set, stream, file = recovered
    stream_set._news.put(Answered(stream, []))
    stream_set.take_news()
    stream_set.flush()
    assert file.written == [1.0, 2.0]
    assert file.notes == [("rec.restart", {})]


def test_at_the_end_nothing_is_held_back_any_more(recovered):
    stream_set, _, file = recovered
    stream_set.release()
    stream_set.flush()
    assert file.written == [1.0, 2.0]


def test_another_rate_goes_on_in_a_new_stream_without_a_seam(recovered, monkeypatch):
    stream_set, stream, file = recovered
    new = replace(BELT, uid="uid-2", nominal_rate=100.0)
    heir = recorded(new, FakeInlet(chunk(2.0, 3.0)), stream_id=2)
    monkeypatch.setattr("safehold.recorder.stream_set.start_stream", lambda *_: heir)
    answer(stream_set, stream, nominal_rate=100.0)
    assert "rec.changed" in [code for code, _ in file.notes]
    for now in (11.0, 12.0):
        stream_set.pull(now)
        stream_set.flush()
    assert stream.state is RecordedState.LOST
    assert file.written == [1.0, 2.0, 3.0]  # each once


def changed(recovered):
    """The sender is back with another rate; its new inlet is not open yet."""
    stream_set, stream, file = recovered
    new = replace(BELT, uid="uid-2", nominal_rate=100.0)
    heir = recorded(new, FakeInlet(), RecordedState.CONNECTING, stream_id=2)
    stream_set.streams.append(heir)
    stream_set._seen.add("uid-2")
    answer(stream_set, stream, nominal_rate=100.0)
    assert (file.written, stream.state) == ([], "live"), "held, and pulled on"
    return stream_set, stream, heir, file


def test_what_was_under_way_when_a_sender_went_is_not_the_changed_ones(recovered, monkeypatch):
    stream_set, stream, file = recovered
    monkeypatch.setattr(stream_set, "start", lambda *_, **__: None)
    run = FoundStream(
        replace(BELT, uid="uid-2", nominal_rate=100.0), SimpleNamespace(created_at=lambda: 1.5)
    )
    stream_set._news.put(Answered(stream, [run]))
    stream_set.take_news()
    assert file.written == [1.0], "stamped before the new outlet was made"
    assert [chunk.stamps.tolist() for chunk in stream.pending] == [[2.0]]


def test_a_changed_sender_loses_nothing_while_its_new_inlet_opens(recovered):
    stream_set, stream, heir, file = changed(recovered)
    stream.inlet = FakeInlet(chunk(3.0, 4.0))
    stream_set.pull(11.0)
    stream_set.flush()
    heir.life.advance(RecordedState.LIVE)
    heir.inlet, stream.inlet = FakeInlet(chunk(6.0, 7.0)), FakeInlet()
    stream_set.pull(12.0)  # the new inlet has its first samples; 5.0 came in between
    stream_set.flush()
    stream.inlet, heir.inlet = FakeInlet(chunk(5.0, 6.0, 7.0)), FakeInlet(chunk(8.0))
    stream_set.pull(13.0)
    stream_set.flush()
    assert file.written == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
    assert (stream.state, heir.held) == ("lost", False)


@pytest.mark.parametrize("how", ["the recording ends", "the old inlet is lost"])
def test_a_changed_senders_first_samples_are_written_however_it_ends(recovered, how: str):
    stream_set, stream, heir, file = changed(recovered)
    heir.life.advance(RecordedState.LIVE)
    heir.inlet = FakeInlet(chunk(6.0))
    if how == "the recording ends":
        stream_set.pull(11.0)
        stream_set.release()
    else:

        def lost():
            raise StreamLostError(Message("gone"))

        stream.inlet = SimpleNamespace(pull=lost)
        stream_set.pull(11.0)
    stream_set.flush()
    assert file.written == [1.0, 2.0, 6.0]
    assert stream.state is RecordedState.LOST


def test_a_changed_sender_is_held_back_no_longer_when_its_old_run_is_seen_to_be_gone(recovered):
    """Both runs overlap for one pull; just then the search finds the old one gone for good."""
    stream_set, stream, heir, file = changed(recovered)
    heir.life.advance(RecordedState.LIVE)
    heir.inlet, heir.started, stream.inlet = FakeInlet(chunk(6.0)), 10.5, FakeInlet()
    stream_set.pull(11.0)
    stream_set.flush()
    assert heir.held
    for now in (11.5, 11.6):
        stream_set.search(now)
    assert stream.state is RecordedState.LOST
    heir.inlet = FakeInlet(chunk(7.0))
    stream_set.pull(12.0)
    stream_set.flush()
    assert file.written == [1.0, 2.0, 6.0, 7.0]


def test_what_a_changed_sender_sent_before_it_died_is_written_at_the_end(recovered):
    stream_set, stream, heir, file = changed(recovered)
    heir.life.advance(RecordedState.LIVE)
    stream.inlet = FakeInlet(chunk(3.0))
    stream_set.pull(11.0)
    stream_set.flush()
    stream_set.release()
    stream_set.flush()
    assert file.written == [1.0, 2.0, 3.0]
    assert (stream.state, heir.inherited) == ("lost", [])


@pytest.mark.parametrize("error", [ValueError("quotes"), RuntimeError("liblsl"), OSError("net")])
def test_a_question_that_fails_is_answered_all_the_same(monkeypatch, error: Exception):
    def fails(*_):
        raise error

    monkeypatch.setattr("safehold.recorder.recorded_stream.runs_of", fails)
    news: SimpleQueue[News] = SimpleQueue()
    StreamWorker(news).identify(recorded(BELT))
    assert news.get(timeout=60).runs == []


FULL = replace(BELT, channels=(ChannelInfo("chest", "RESP", "mV"),))


def test_another_unit_under_the_same_identity_is_another_stream(recovered, monkeypatch):
    stream_set, stream, file = recovered
    stream.description = FULL
    other = (ChannelInfo("chest", "RESP", "V"),)
    heir = recorded(replace(FULL, uid="uid-2", channels=other), FakeInlet(chunk(3.0)), stream_id=2)
    monkeypatch.setattr("safehold.recorder.stream_set.start_stream", lambda *_: heir)
    answer(stream_set, stream, channels=other)
    ((code, fields), *_) = file.notes
    assert (code, fields["what"]) == ("rec.changed", "channel units: V instead of mV")
    for now in (11.0, 12.0):
        stream_set.pull(now)
        stream_set.flush()
    assert stream.state is RecordedState.LOST
    assert file.written == [1.0, 2.0, 3.0]


def test_a_return_is_judged_once_where_it_is_asked_about_while_the_search_sees_it(recovered):
    stream_set, stream, file = recovered
    back = FoundStream(replace(BELT, uid="uid-2"), None)
    stream_set._watcher.streams = lambda: [back]
    for now in (9.0, 10.5):  # seen before its first samples came, and after
        stream_set.search(now)
    assert file.notes == []
    answer(stream_set, stream)
    stream_set.search(11.0)
    assert file.notes == [("rec.restart", {"uid": "uid-2"})]
    assert stream.n_restarts == 1


@pytest.mark.parametrize(
    ("source_id", "rate", "started", "gone_s", "heir"),
    [
        ("b-2", 50.0, 5.0, 1000.0, False),  # a second sensor, there all the time
        ("b-2", 50.0, 20.0, 30.0, False),  # it may be one: the first may still come back
        ("b-2", 50.0, 20.0, 400.0, True),
        ("b-1", 100.0, 20.0, 6.0, True),  # the same sender at another rate
        ("b-1", 100.0, 5.0, 6.0, False),
    ],
)
def test_a_stream_is_given_up_only_when_its_place_is_taken(source_id, rate, started, gone_s, heir):
    stream_set = StreamSet(SimpleNamespace(), (), SimpleNamespace())
    other = replace(BELT, uid="uid-2", source_id=source_id, nominal_rate=rate)
    first = recorded(BELT, state=RecordedState.SILENT, last_arrival=10.0)
    second = recorded(other, started=started)
    stream_set.streams += [first, second]
    assert stream_set._has_heir(first, gone_s) is heir
    assert not stream_set._has_heir(second, 0.0)
