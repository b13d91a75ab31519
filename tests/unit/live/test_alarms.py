"""Alarms are raised once, stand until they are over and seen, and say what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safehold.core.alarms import AlarmKind, AlarmStep
from safehold.core.messages import NOTHING, Message, beside, from_json
from safehold.core.types import Level, Role, StreamSpec
from safehold.live.alarms import KEPT, AlarmBook, Condition, conditions
from safehold.session.status import (
    RecorderState,
    RecorderStatus,
    SessionState,
    SessionStatus,
    StreamHealth,
    StreamState,
    StreamStatus,
    Trouble,
)

ECG = StreamSpec("client-ecg", "Polar H10", "ECG", "p1", Role.ECG, "client", "uV", 130.0)
EVENTS = StreamSpec("events", "PsychoPy", "Markers", "psy", Role.EVENTS, None, "", 0.0)
RECORDING = RecorderStatus(RecorderState.RECORDING, "x.xdf", 1000, 0.1, 10.0, 10**12, 1e6)


def troubled(cause, level=Level.ERROR):
    trouble = Trouble(
        cause, Message(f"{cause} happened"), Message(f"do something about {cause}"), level
    )
    return replace(RECORDING, troubles=(trouble,))


GONE = Condition(
    AlarmKind.DROPOUT, Level.ERROR, Message("no data"), Message("check"), "client", "client-ecg"
)
BAD = Condition(
    AlarmKind.SIGNAL, Level.WARNING, Message("flat"), Message("check"), "client", "client-ecg"
)


def stream(state: StreamState = StreamState.LIVE, spec: StreamSpec = ECG, remark=NOTHING):
    return StreamStatus(spec, state is StreamState.LIVE, 0.1, 130.0, remark, state)


def status(*streams: StreamStatus, recorder: RecorderStatus = RECORDING) -> SessionStatus:
    return SessionStatus("s1", SessionState.LIVE, "", 10.0, 67.0, recorder, streams, ())


def steps(changes) -> list[AlarmStep]:
    return [change.step for change in changes]


def test_nothing_is_wrong_in_a_good_session():
    waiting = stream(StreamState.WAITING, EVENTS)
    assert conditions(status(stream(), waiting)) == ()


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (StreamState.SILENT, AlarmKind.DROPOUT),
        (StreamState.ENDED, AlarmKind.DROPOUT),
        (StreamState.FOREIGN_CLOCK, AlarmKind.CLOCK),
        (StreamState.NO_OFFSET, AlarmKind.CLOCK),
    ],
)
def test_a_stream_without_usable_samples_names_the_person_and_a_remedy(state, kind):
    (found,) = conditions(status(stream(state)))
    assert (found.kind, found.person, found.level) == (kind, "client", Level.ERROR)
    assert "client" in found.what
    assert found.remedy


def test_a_silent_sensor_and_a_program_that_hangs_have_their_own_words_and_remedies():
    silent = stream(StreamState.SILENT)
    book = AlarmBook()
    book.update(conditions(status(silent)), 1.0)
    hangs = conditions(status(replace(silent, hangs=True, remark="its program does not answer")))
    assert steps(book.update(hangs, 9.0)) == [AlarmStep.RAISED]
    sensor, program = book.alarms()
    assert "battery" in sensor.remedy
    assert "does not answer" in program.what
    assert "start it again" in program.remedy
    assert "battery" not in program.remedy
    assert steps(book.update(hangs, 11.0)) == [AlarmStep.CLEARED]  # the sensor was not the cause
    assert program.active


def test_a_bad_signal_is_a_warning_in_the_words_of_the_streams_panel():
    (found,) = conditions(status(stream(remark="the signal is flat")))
    assert (found.kind, found.level) == (AlarmKind.SIGNAL, Level.WARNING)
    assert "the signal is flat" in found.what


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("person", ["client", "therapist", None])
def test_whatever_is_wrong_with_a_stream_is_written_as_codes_and_fields(role, person):
    one = replace(stream(spec=replace(ECG, role=role, person=person)), doubled=True)
    rough = StreamHealth(10, 0, 0.0, 0, 0, 0, None, None, 0.0, 0.05)
    several = (
        *(replace(one, state=state) for state in StreamState),
        replace(one, state=StreamState.SILENT, hangs=True),
        replace(one, offer="uid-2", health=rough),
    )
    for found in conditions(status(*several)):
        for text, told in zip(
            (found.what, found.remedy), beside((found.what, found.remedy)), strict=True
        ):
            assert from_json(told, text).fields == text.fields


def test_a_clock_known_only_roughly_is_told():
    health = StreamHealth(10, 0, 0.0, 0, 0, 0, None, None, 0.0, 0.05)
    (found,) = conditions(status(replace(stream(), health=health)))
    assert found.kind is AlarmKind.CLOCK
    assert "50 ms" in found.what


@pytest.mark.parametrize(
    ("recorder", "kind", "level"),
    [
        (replace(RECORDING, state=RecorderState.FAILED), AlarmKind.RECORDER, Level.ERROR),
        (replace(RECORDING, state=RecorderState.STOPPED), AlarmKind.RECORDER, Level.WARNING),
        (troubled("no_answer"), AlarmKind.RECORDER, Level.ERROR),
        (troubled("file_deleted"), AlarmKind.RECORDER, Level.ERROR),
        (troubled("copy_failed", Level.WARNING), AlarmKind.RECORDER, Level.WARNING),
        (troubled("disk_full"), AlarmKind.DISK, Level.ERROR),
        (replace(RECORDING, disk_left_s=1800.0), AlarmKind.DISK, Level.WARNING),
        (replace(RECORDING, disk_left_s=300.0), AlarmKind.DISK, Level.ERROR),
    ],
)
def test_trouble_of_the_recorder_is_an_alarm_of_everybody(recorder, kind, level):
    (found,) = conditions(status(recorder=recorder))
    assert (found.kind, found.level, found.person) == (kind, level, None)


def test_two_troubles_of_one_disk_are_two_alarms_each_with_its_remedy():
    slow, moved = troubled("disk_slow").troubles[0], troubled("file_moved").troubles[0]
    book = AlarmBook()
    found = conditions(status(recorder=replace(RECORDING, troubles=(slow, moved))))
    assert steps(book.update(found, 1.0)) == [AlarmStep.RAISED, AlarmStep.RAISED]
    said = {alarm.cause: alarm.remedy for alarm in book.alarms()}
    assert said == {"disk_slow": "do something about disk_slow",
                    "file_moved": "do something about file_moved"}  # fmt: skip
    found = conditions(status(recorder=replace(RECORDING, troubles=(moved,))))
    book.update(found, 2.0)
    assert steps(book.update(found, 20.0)) == [AlarmStep.CLEARED]


def test_no_recorder_is_no_alarm_where_nothing_was_to_be_recorded():
    assert conditions(status(recorder=RecorderStatus())) == ()


def test_a_dropout_is_raised_at_once_and_only_once():
    book = AlarmBook()
    assert steps(book.update([GONE], 10.0)) == [AlarmStep.RAISED]
    assert book.update([GONE], 10.25) == []
    (alarm,) = book.alarms()
    assert alarm.since == 10.0
    assert alarm.audible


def test_an_alarm_stands_until_it_is_over_and_seen():
    book = AlarmBook()
    (raised,) = book.update([GONE], 10.0)
    assert book.update([], 10.5) == []
    assert steps(book.update([], 11.6)) == [AlarmStep.CLEARED]
    (alarm,) = book.alarms()
    assert (alarm.cleared, alarm.standing, alarm.audible) == (10.5, True, False)
    change = book.acknowledge(raised.alarm.alarm_id, 20.0)
    assert change is not None
    assert change.step is AlarmStep.ACKNOWLEDGED
    assert not book.alarms()[0].standing
    assert book.acknowledge(raised.alarm.alarm_id, 21.0) is None
    assert book.acknowledge("nothing", 21.0) is None


def test_trouble_that_comes_back_unseen_is_the_same_alarm_again():
    book = AlarmBook()
    for k in range(3):
        book.update([GONE], 10.0 * k)
        book.update([], 10.0 * k + 1)
        book.update([], 10.0 * k + 3)
    (alarm,) = book.alarms()
    assert (alarm.count, alarm.since, alarm.cleared) == (3, 20.0, 21.0)


def test_trouble_that_comes_back_after_it_was_seen_is_a_new_alarm():
    book = AlarmBook()
    (raised,) = book.update([GONE], 10.0)
    book.acknowledge(raised.alarm.alarm_id, 10.5)
    book.update([], 11.0)
    book.update([], 13.0)
    assert steps(book.update([GONE], 20.0)) == [AlarmStep.RAISED]
    assert len(book.alarms()) == 2


def test_a_signal_that_is_bad_for_a_moment_raises_nothing():
    book = AlarmBook()
    assert book.update([BAD], 10.0) == []
    assert book.update([], 12.0) == []
    assert book.update([BAD], 14.0) == []
    assert book.update([BAD], 18.0) == []
    assert steps(book.update([BAD], 19.0)) == [AlarmStep.RAISED]
    assert book.alarms()[0].since == 14.0


def test_an_alarm_that_becomes_worse_asks_to_be_seen_again():
    book = AlarmBook()
    low = Condition(
        AlarmKind.DISK, Level.WARNING, Message("full in 50 min"), Message("free space")
    )
    (raised,) = book.update([low], 0.0)
    book.acknowledge(raised.alarm.alarm_id, 1.0)
    worse = replace(low, level=Level.ERROR, what=Message("full in 5 min"))
    assert steps(book.update([worse], 2.0)) == [AlarmStep.REOPENED]
    (alarm,) = book.alarms()
    assert (alarm.audible, alarm.what) == (True, "full in 5 min")


def test_old_settled_alarms_are_forgotten_but_none_that_stands():
    book = AlarmBook()
    for k in range(KEPT + 20):
        t = 10.0 * k
        for change in book.update([GONE], t):
            if k > 5:
                book.acknowledge(change.alarm.alarm_id, t + 0.5)
        book.update([], t + 1)
        book.update([], t + 3)
        if k == 5:
            book.acknowledge(book.alarms()[0].alarm_id, t + 4)
    assert len(book.alarms()) == KEPT
