"""Which stream may be a missing one that is there again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from acquisition.description import StreamDescription
from safehold.app.alarms import AlarmBook, conditions
from safehold.app.model import SessionStatus, StreamState, StreamStatus
from safehold.app.returning import is_missing, offers
from safehold.app.status import RecorderStatus
from safehold.core.alarms import AlarmStep
from safehold.core.types import Role, StreamSpec

SPEC = StreamSpec(
    "c-ecg", "H10", "ECG", "", Role.ECG, "client", "mV", 130.0, uid="old", hostname="lab"
)
AGAIN = StreamDescription("H10", "ECG", "", "new", "lab", "s", 130.0, "float32", 1)


def status(state: StreamState, age: float = 1.0, offer: str = "") -> StreamStatus:
    return StreamStatus(SPEC, False, age, None, "", state, offer)


def test_another_run_of_the_same_program_is_offered():
    assert offers([SPEC], [AGAIN]) == {"c-ecg": AGAIN}


@pytest.mark.parametrize(
    "other",
    [
        replace(AGAIN, uid="old"),
        replace(AGAIN, hostname="elsewhere"),
        replace(AGAIN, name="H10-2"),
        replace(AGAIN, type="PPG"),
        replace(AGAIN, source_id="x"),
    ],
)
def test_another_stream_is_not_offered(other):
    assert offers([SPEC], [other]) == {}


def test_where_two_may_be_it_none_is_offered():
    assert offers([SPEC], [AGAIN, replace(AGAIN, uid="new-2")]) == {}


def test_a_stream_is_missing_when_it_ended_or_has_long_been_silent():
    assert is_missing(status(StreamState.ENDED))
    assert is_missing(status(StreamState.SILENT, 6.5))
    assert not is_missing(status(StreamState.SILENT, 3.0))
    assert not is_missing(status(StreamState.LIVE, 9.0))


def test_an_offer_raises_the_alarm_again_and_is_in_it():
    book = AlarmBook()

    def update(stream: StreamStatus, at: float):
        whole = SessionStatus("s", "live", "live", "", at, 60.0, RecorderStatus(), (stream,), ())
        return book.update(conditions(whole), at)

    (raised,) = update(status(StreamState.ENDED), 1.0)
    book.acknowledge(raised.alarm.alarm_id, 2.0)
    (again,) = update(status(StreamState.ENDED, offer="new"), 3.0)
    assert again.step is AlarmStep.REOPENED
    assert (again.alarm.offer, again.alarm.audible) == ("new", True)
    assert update(status(StreamState.ENDED, offer="new"), 4.0) == []
