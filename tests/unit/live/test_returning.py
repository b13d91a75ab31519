"""Which stream may be a missing one that is there again."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from acquisition.description import ChannelInfo, FoundStream, StreamDescription
from safehold.core.alarms import AlarmStep
from safehold.core.messages import Message
from safehold.core.types import Role, StreamSpec
from safehold.live import returning
from safehold.live.alarms import AlarmBook, conditions
from safehold.live.returning import Returning, is_missing, offers
from safehold.session.status import (
    RecorderStatus,
    SessionState,
    SessionStatus,
    StreamState,
    StreamStatus,
)

SPEC = StreamSpec(
    "c-ecg", "H10", "ECG", "", Role.ECG, "client", "mV", 130.0, uid="old", hostname="lab"
)
HAD = StreamDescription("H10", "ECG", "", "old", "lab", "s", 130.0, "float32", 1)
AGAIN = StreamDescription("H10", "ECG", "", "new", "lab", "s", 130.0, "float32", 1)


def status(state: StreamState, age: float = 1.0, offer: str = "") -> StreamStatus:
    return StreamStatus(SPEC, False, age, None, Message(""), state, offer)


def test_another_run_of_the_same_program_is_offered():
    assert offers({"c-ecg": HAD}, [AGAIN]) == {"c-ecg": AGAIN}


@pytest.mark.parametrize(
    "other",
    [
        replace(AGAIN, uid="old"),
        replace(AGAIN, hostname="elsewhere"),
        replace(AGAIN, name="H10-2"),
        replace(AGAIN, type="PPG"),
        replace(AGAIN, source_id="x"),
        replace(AGAIN, nominal_rate=250.0),
    ],
)
def test_another_stream_is_not_offered(other):
    assert offers({"c-ecg": HAD}, [other]) == {}


def test_where_two_may_be_it_none_is_offered():
    assert offers({"c-ecg": HAD}, [AGAIN, replace(AGAIN, uid="new-2")]) == {}


def test_a_stream_is_missing_when_it_ended_or_has_long_been_silent():
    assert is_missing(status(StreamState.ENDED))
    assert is_missing(status(StreamState.SILENT, 6.5))
    assert not is_missing(status(StreamState.SILENT, 3.0))
    assert not is_missing(status(StreamState.LIVE, 9.0))


def test_an_offer_raises_the_alarm_again_and_is_in_it():
    book = AlarmBook()

    def update(stream: StreamStatus, at: float):
        whole = SessionStatus(
            "s", SessionState.LIVE, "", at, 60.0, RecorderStatus(), (stream,), ()
        )
        return book.update(conditions(whole), at)

    (raised,) = update(status(StreamState.ENDED), 1.0)
    book.acknowledge(raised.alarm.alarm_id, 2.0)
    (again,) = update(status(StreamState.ENDED, offer="new"), 3.0)
    assert again.step is AlarmStep.REOPENED
    assert (again.alarm.offer, again.alarm.audible) == ("new", True)
    assert update(status(StreamState.ENDED, offer="new"), 4.0) == []


FULL = replace(
    AGAIN,
    source_id="h10",
    uid="old",
    channels=(ChannelInfo("ECG", "ECG", "mV"),),
    nominal_rate=130.0,
)
BACK = replace(FULL, uid="new")
VOLTS = replace(BACK, channels=(ChannelInfo("ECG", "ECG", "V"),))


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ([BACK], ""),
        ([FULL], ""),
        ([VOLTS], "channel units: V instead of mV"),
        ([VOLTS, FULL], "channel units: V instead of mV"),  # the old run too is no sign of it
        ([replace(BACK, session_id="t")], "it is in LSL session 't'"),
        ([replace(BACK, uid="twin")], "has ended, and the other stream of that name continues"),
        ([], "does not say what it is"),
        ([replace(BACK, channels=())], "does not say what it is"),  # a short header
    ],
)
def test_whoever_comes_back_is_used_only_where_it_says_the_same(monkeypatch, answers, why):
    runs = [FoundStream(one, None) for one in answers]
    monkeypatch.setattr(returning, "runs_of", lambda *_: runs)
    opened = {"k": FoundStream(FULL, None), "l": FoundStream(replace(FULL, uid="twin"), None)}
    found = Returning(SimpleNamespace(), SimpleNamespace(), opened)
    said = found._strange("k")
    assert why in said
    assert bool(said) == bool(why)
    connected = found._senders["k"].uid
    assert connected == ("new" if answers == [BACK] else "old")


def test_a_rating_window_of_ours_is_never_a_stranger():
    assert Returning(SimpleNamespace(), SimpleNamespace(), {})._strange("window") == ""
