"""A live session ends, whatever step of its end fails or hangs; and begins whole or not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from safehold.core.codebook import load_codebook
from safehold.core.errors import RecordingError
from safehold.core.life_cycle import Step, TransitionError
from safehold.core.messages import Message
from safehold.core.study import Person, Study
from safehold.live import preparing
from safehold.live.parts import LiveOptions
from safehold.live.session import LiveSession
from safehold.session.status import SessionState
from tests.unit._live_session import Live, live, prepared

STEPS = (
    "The display", "The remote control", "The searches", "The search for ratings",
    "The search for streams", "The restart", "The engine", "The watch", "The journal",
    "The keeper of the recorder", "The recorder", "The pacers", "The outlets", "The inlet rr",
    "The inlet b",
    "The inlets of ratings", "The inlets of returned streams",
)  # fmt: skip


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    with live(tmp_path, monkeypatch) as found:
        yield found


def sabotage(
    running: Live, patch: pytest.MonkeyPatch, name: str, fault: Callable[[], object]
) -> list[str]:
    """Have a step end in a fault; return where the names of the others that ran are kept."""
    ran: list[str] = []
    own = running.session._steps

    def noted(step: Step) -> Callable[[], object]:
        def work() -> None:
            step.work()
            ran.append(step.name)

        return work

    def spoilt(step: Step) -> Step:
        running.kept_from_ending.append(step.work)
        return replace(step, work=fault, seconds=0.05)

    def steps(*, stop_recorder: bool) -> tuple[Step, ...]:
        return tuple(
            spoilt(step) if step.name == name else replace(step, work=noted(step))
            for step in own(stop_recorder=stop_recorder)
        )

    patch.setattr(running.session, "_steps", steps)
    return ran


@pytest.mark.parametrize("hangs", [False, True], ids=["fails", "hangs"])
@pytest.mark.parametrize("name", STEPS)
def test_a_step_that_fails_or_hangs_is_told_and_all_others_are_done(
    running: Live, monkeypatch: pytest.MonkeyPatch, name: str, hangs: bool
):
    session, go_on = running.session, threading.Event()

    def fault() -> None:
        if hangs:
            go_on.wait(60)
        raise OSError("a fault in it")

    ran = sabotage(running, monkeypatch, name, fault)
    session.stop()
    go_on.set()
    status = session.model.status
    assert status.state is SessionState.ENDED
    said = "within 0.05 s." if hangs else "properly: OSError: a fault in it."
    assert f"{name} did not end {said}" in status.message
    assert ran == [step for step in STEPS if step != name]


def test_leaving_does_all_but_the_stop_of_the_recorder(
    running: Live, monkeypatch: pytest.MonkeyPatch
):
    ran = sabotage(running, monkeypatch, "none", lambda: None)
    running.session.leave()
    assert ran == [step for step in STEPS if step != "The recorder"]
    running.session.stop()
    assert ran.count("The engine") == 1, "it ends once"


def test_a_run_whose_engine_did_not_end_is_not_written_as_ended(
    running: Live, monkeypatch: pytest.MonkeyPatch
):
    stopped: list[bool] = []
    end = running.session._engines.end
    monkeypatch.setattr(
        running.session._engines, "end",
        lambda *, in_order: (stopped.append(in_order), end(in_order=in_order)),
    )  # fmt: skip
    hang = threading.Event()
    sabotage(running, monkeypatch, "The engine", lambda: hang.wait(60))
    running.session.stop()
    hang.set()
    assert stopped == [False]


def test_what_was_prepared_begins_once_and_its_own_stop_is_over_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    first, _ = prepared(tmp_path, monkeypatch)
    session = first.begin()
    try:
        with pytest.raises(TransitionError, match="beginning cannot follow live"):
            first.begin()
        first.stop()
        assert session.model.status.state is SessionState.LIVE
    finally:
        session.stop()


def test_what_was_prepared_and_ended_cannot_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    first, inlets = prepared(tmp_path, monkeypatch)
    closed: list[str] = []
    for uid, inlet in inlets.items():
        monkeypatch.setattr(inlet, "close", lambda uid=uid: closed.append(uid))
    first.stop()
    first.stop()
    assert closed == list(inlets)
    with pytest.raises(TransitionError, match="beginning cannot follow ended"):
        first.begin()


def test_a_recorder_that_does_not_start_leaves_a_session_that_can_begin_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    first, _ = prepared(tmp_path, monkeypatch)

    def refuses() -> None:
        raise RecordingError(Message("no such disk"))

    with monkeypatch.context() as patch:
        patch.setattr(first, "_record", refuses)
        with pytest.raises(RecordingError, match="no such disk"):
            first.begin()
    session = first.begin()
    session.stop()
    assert session.model.status.state is SessionState.ENDED


def test_an_engine_that_does_not_start_leaves_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    first, inlets = prepared(tmp_path, monkeypatch)
    closed: list[str] = []
    for uid, inlet in inlets.items():
        monkeypatch.setattr(inlet, "close", lambda uid=uid: closed.append(uid))
    before = {thread.name for thread in threading.enumerate()}

    def no_thread(_session: LiveSession) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("safehold.live.watch.LiveWatch.start", no_thread)
    with pytest.raises(RuntimeError, match="can't start new thread"):
        first.begin()
    assert closed == list(inlets)
    left = {thread.name for thread in threading.enumerate()} - before
    assert not {name for name in left if "process" in name or "acquire" in name}


def test_streams_are_closed_again_where_the_folder_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    _, inlets = prepared(tmp_path, monkeypatch)
    closed: list[str] = []
    for uid, inlet in inlets.items():
        monkeypatch.setattr(inlet, "close", lambda uid=uid: closed.append(uid))

    def refuses(*_: object) -> None:
        raise RecordingError(Message("read-only"))

    monkeypatch.setattr(preparing, "open_folder", refuses)
    study = Study(people=(Person("client", "C01", "client"),))
    with pytest.raises(RecordingError, match="read-only"):
        preparing.prepare(LiveOptions(tmp_path, "s-02", study, load_codebook(), record=False))
    assert closed == list(inlets)


class Client:
    """A recorder's client that records what is asked of it."""

    def __init__(self, *, runs: bool) -> None:
        self.runs, self.stops = runs, 0

    def running(self) -> bool:
        return self.runs

    def start(self) -> None:
        self.runs = True

    def wait_for(self, *_: object) -> None: ...

    def request_stop(self) -> None:
        self.stops += 1

    def wait_stopped(self, _seconds: float) -> bool:
        return True


@pytest.mark.parametrize("runs", [False, True])
def test_going_back_stops_a_recorder_that_was_started_for_it_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runs: bool
):
    first, _ = prepared(tmp_path, monkeypatch)
    client = Client(runs=runs)
    monkeypatch.setattr(first._parts.recorder, "_client", client)
    first._parts.recorder.begin((), (), lambda _: None)
    first.stop()
    assert client.stops == (0 if runs else 1)
