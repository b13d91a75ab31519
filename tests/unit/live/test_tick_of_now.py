"""No view shows a number of a while ago as the present one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safehold.cli.text_view import OLD_WORDS, RESTARTS, _EngineKeeper, _plain_line
from safehold.core.settings import PIPELINE_DELAY_S, STANDARD
from safehold.core.types import SubZone, Tick, ZoneName, ZoneState
from safehold.session.model import STALE_AFTER_S, SessionModel
from safehold.session.status import EngineState, RecorderStatus, SessionState, SessionStatus

NOW = 100.0
STATUS = SessionStatus("s", SessionState.LIVE, "", NOW, 47.0, RecorderStatus(), (), ())


def model_with(t: int) -> SessionModel:
    model = SessionModel(("client",), (), STANDARD)
    within = ZoneState(
        ZoneName.WITHIN, next(iter(SubZone)), ZoneName.WITHIN, 0, False,
        *[None] * 4, (), (), "b1", False, False, "",
    )  # fmt: skip
    model.apply([Tick("client", t, 1, (), within)])
    model.set_status(STATUS)
    return model


@pytest.mark.parametrize(("age", "shown"), [(7.0, True), (21.0, True), (23.0, False)])
def test_a_tick_is_of_now_until_it_is_long_overdue(age: float, shown: bool):
    assert PIPELINE_DELAY_S + STALE_AFTER_S == 22.0
    model = model_with(90)
    assert (model.tick_of_now("client", 90 + age) is not None) is shown


def test_numbers_of_an_engine_that_stopped_are_old_at_once():
    model = model_with(93)
    assert model.tick_of_now("client", NOW) is not None
    model.set_engine(EngineState.PARTLY, 0.0)
    assert model.tick_of_now("client", NOW) is not None, "something else has failed"
    model.set_engine(EngineState.STOPPED, 0.0)
    assert model.tick_of_now("client", NOW) is None


def test_the_text_view_repeats_no_zone_of_before():
    model = model_with(93)
    assert OLD_WORDS not in _plain_line(model)
    model.set_status(replace(STATUS, now=200.0))
    assert OLD_WORDS in _plain_line(model)
    assert "within" not in _plain_line(model)


class Restarted:
    def __init__(self, model: SessionModel) -> None:
        self.model, self.n, self.conduct = model, 0, self

    def restart_engine(self) -> None:
        self.n += 1


@pytest.mark.parametrize("state", [EngineState.STOPPED, EngineState.PARTLY])
def test_the_text_view_restarts_what_failed_three_times_at_most(state: EngineState):
    session = Restarted(model_with(93))
    keeper = _EngineKeeper(session)
    for now in range(100):
        keeper.look(float(now))
    assert session.n == 0, "nothing has failed"
    session.model.set_engine(state, 0.0)
    for now in range(100, 102):
        keeper.look(float(now))
    assert session.n == 0, "not at once"
    for now in range(102, 200):
        keeper.look(float(now))
    assert session.n == RESTARTS
