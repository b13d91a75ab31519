"""States follow each other as their table says, and an end goes through all its steps."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest

from safehold.core.life_cycle import LifeCycle, Step, TransitionError, go_through
from safehold.recorder.recorded_stream import RECORDED_TABLE, RecordedState
from safehold.session.status import (
    LIVE_TABLE,
    RECORDER_TABLE,
    REPLAY_TABLE,
    RecorderState,
    SessionState,
)

TABLES: dict[str, Mapping[Any, Any]] = {
    "live": LIVE_TABLE,
    "replay": REPLAY_TABLE,
    "recorder": RECORDER_TABLE,
    "stream": RECORDED_TABLE,
}
ENDS = {
    "live": {SessionState.ENDED},
    "replay": {SessionState.ENDED, SessionState.FAILED},
    "recorder": {RecorderState.STOPPED, RecorderState.FAILED},
    "stream": {RecordedState.LOST, RecordedState.FAILED},
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_allows_what_it_has_and_refuses_all_else(name: str):
    table = TABLES[name]
    states: type[StrEnum] = type(next(iter(table)))
    for before in states:
        for after in states:
            life, allowed = LifeCycle(name, before, table), after in table.get(before, ())
            assert life.enter(after) is allowed
            assert life.state is (after if allowed else before)


@pytest.mark.parametrize("name", TABLES)
def test_from_every_state_of_a_table_an_end_can_be_reached(name: str):
    table = TABLES[name]
    for before in table:
        reached, todo = set(), [before]
        while todo:
            state = todo.pop()
            if state not in reached:
                reached.add(state)
                todo += table.get(state, ())
        assert reached & ENDS[name]
    assert not ENDS[name] & set(table)


def test_a_transition_that_the_table_lacks_is_raised_in_tests_and_logged_elsewhere(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    life = LifeCycle("a session", SessionState.ENDED, LIVE_TABLE)
    with pytest.raises(TransitionError, match="a session: live cannot follow ended"):
        life.advance(SessionState.LIVE)
    monkeypatch.setattr(LifeCycle, "strict", False)
    with caplog.at_level(logging.ERROR):
        life.advance(SessionState.LIVE)
    assert "live cannot follow ended" in caplog.text
    assert life.state is SessionState.ENDED


def test_of_many_threads_that_want_a_transition_one_gets_it():
    life = LifeCycle("a session", SessionState.LIVE, LIVE_TABLE)
    start, got = threading.Barrier(8), []

    def want() -> None:
        start.wait(20)
        got.append(life.enter(SessionState.STOPPING))

    threads = [threading.Thread(target=want) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(got) == [False] * 7 + [True]


def test_a_step_that_fails_or_hangs_is_told_and_the_next_one_runs():
    done, for_ever = [], threading.Event()

    def fails() -> None:
        raise OSError("no such disk")

    told = go_through(
        [
            Step("The first", lambda: done.append("first")),
            Step("The journal", fails),
            Step("The engine", lambda: for_ever.wait(60), seconds=0.05),
            Step("The last", lambda: done.append("last")),
        ]
    )
    for_ever.set()
    assert done == ["first", "last"]
    assert told == (
        "The journal did not end properly: OSError: no such disk.",
        "The engine did not end within 0.05 s.",
    )
