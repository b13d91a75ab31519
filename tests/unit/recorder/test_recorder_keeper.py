"""A recorder that dies comes back by itself, unless a person stopped it or forbids it."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from safehold.core.errors import RecordingError
from safehold.core.messages import Message
from safehold.core.types import Level
from safehold.live.alarms import AlarmBook, conditions
from safehold.recorder.keeper import MOST, STEADY_S, TOLD_S, RecorderKeeper
from safehold.session.status import RecorderState, RecorderStatus, SessionState, SessionStatus

ALIVE = RecorderStatus(RecorderState.RECORDING, "s/recording.xdf")
DEAD = RecorderStatus(
    RecorderState.FAILED, "s/recording.xdf", message=Message("The recorder ended unexpectedly.")
)


class Recorder:
    """Counts its starts; each does what it was told."""

    def __init__(self):
        self.starts, self.stops = 0, 0
        self.error = None
        self.at_work = False
        self.gate = threading.Event()
        self.gate.set()

    def running(self):
        return self.at_work

    def start_again(self):
        self.gate.wait(60)
        self.starts += 1
        if self.error is not None:
            raise self.error

    def request_stop(self):
        self.stops += 1


@pytest.fixture
def recorder():
    return Recorder()


@pytest.fixture
def keeper(recorder):
    kept = RecorderKeeper(recorder)
    kept.look(ALIVE, 0.0)
    return kept


def settled(keeper):
    """Wait for a start that is under way."""
    if keeper._starting is not None:
        keeper._starting.join(60)


def causes(status):
    return [trouble.cause for trouble in status.troubles]


def test_a_dead_recorder_is_started_once_and_its_gap_is_told(keeper, recorder):
    assert causes(keeper.look(DEAD, 10.0)) == ["recorder_died"]
    settled(keeper)
    keeper.look(DEAD, 10.25)
    settled(keeper)
    assert recorder.starts == 1
    back = keeper.look(replace(ALIVE, path="s/recording-2.xdf"), 13.5)
    assert causes(back) == ["recorder_back"]
    assert "for 3.5 s" in back.troubles[0].what
    assert "recording-2.xdf" in back.troubles[0].what
    assert causes(keeper.look(ALIVE, 13.5 + TOLD_S)) == []


def test_looking_never_waits_for_the_start(keeper, recorder):
    recorder.gate.clear()
    for k in range(20):
        assert causes(keeper.look(DEAD, 10.0 + k / 4)) == ["recorder_died"]
    recorder.gate.set()
    settled(keeper)
    assert recorder.starts == 1


def test_both_the_death_and_the_return_are_alarms_that_stand_until_seen(keeper):
    book = AlarmBook()
    for now, status in ((10.0, DEAD), (11.0, ALIVE), (13.0, ALIVE), (40.0, ALIVE), (42.0, ALIVE)):
        told = keeper.look(status, now)
        session = SessionStatus("s", SessionState.LIVE, "", now, 60.0, told, (), ())
        book.update(conditions(session), now)
        settled(keeper)
    died, back = book.alarms()
    assert (died.cause, died.level, died.active) == ("recorder_died", Level.ERROR, False)
    assert (back.cause, back.level, back.active) == ("recorder_back", Level.WARNING, False)
    assert died.standing
    assert back.standing


@pytest.mark.parametrize("state", [RecorderState.STOPPED, RecorderState.FAILED, RecorderState.OFF])
def test_a_recorder_that_a_person_stopped_stays_off(keeper, recorder, state):
    keeper.stopped()
    assert "recorder_died" not in causes(keeper.look(replace(DEAD, state=state), 10.0))
    settled(keeper)
    assert recorder.starts == 0


def test_a_recorder_that_ended_in_order_stays_off_whoever_asked_it_to(keeper, recorder):
    keeper.look(replace(ALIVE, state=RecorderState.STOPPED), 10.0)
    keeper.look(DEAD, 11.0)
    settled(keeper)
    assert recorder.starts == 0


def test_one_that_never_recorded_is_not_brought_back(recorder):
    keeper = RecorderKeeper(recorder)
    assert keeper.look(DEAD, 10.0) is DEAD
    assert recorder.starts == 0


def test_a_person_can_forbid_it_and_allow_it_again(keeper, recorder):
    keeper.on = False
    status = keeper.look(DEAD, 10.0)
    assert "nothing is recorded now" in status.troubles[0].what
    assert status.troubles[0].remedy.fields["how"].action == "toggle_recording"
    settled(keeper)
    assert recorder.starts == 0
    keeper.on = True
    keeper.look(DEAD, 11.0)
    settled(keeper)
    assert recorder.starts == 1


def test_one_that_dies_again_and_again_is_given_up_and_told_how_often(keeper, recorder):
    now = 10.0
    for _ in range(MOST + 1):
        status = keeper.look(DEAD, now)
        settled(keeper)
        keeper.look(ALIVE, now + 2)
        now += 4
    assert recorder.starts == MOST
    assert causes(status) == ["recorder_given_up"]
    assert f"{MOST} times" in status.troubles[0].what
    keeper.started()  # by hand
    keeper.look(ALIVE, now)
    keeper.look(DEAD, now + 1)
    settled(keeper)
    assert recorder.starts == MOST + 1


def test_a_start_that_fails_is_tried_again_and_given_up_in_the_end(keeper, recorder):
    recorder.error = RecordingError(Message("no disk"))
    status = DEAD
    for k in range(10 * MOST):
        status = keeper.look(DEAD, 10.0 + k)
        settled(keeper)
    assert recorder.starts == MOST
    assert causes(status) == ["recorder_given_up"]


def test_one_that_was_steady_in_between_counts_as_well_again(keeper, recorder):
    now = 10.0
    for _ in range(3 * MOST):
        keeper.look(DEAD, now)
        settled(keeper)
        keeper.look(ALIVE, now + 1)
        keeper.look(ALIVE, now + 2 + STEADY_S)
        now += 100
    assert recorder.starts == 3 * MOST


def test_a_session_that_ends_during_the_start_leaves_no_recorder_behind(keeper, recorder):
    recorder.gate.clear()
    keeper.look(DEAD, 10.0)
    threading.Timer(0.05, recorder.gate.set).start()
    keeper.close()
    assert (recorder.starts, recorder.stops) == (1, 1)
