"""The scene of the fire drill in which the thread that computes dies in a running session."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from recordings.folder.session import SessionFolder
from safehold.checks.drill_judge import Result
from safehold.checks.drill_windows import wait_for
from safehold.core.codebook import load_codebook
from safehold.core.errors import SafeholdError
from safehold.core.messages import Message
from safehold.core.settings import DEMO
from safehold.core.study import Study
from safehold.files.journal_reading import read_runs
from safehold.live.parts import LiveOptions
from safehold.live.preparing import prepare
from safehold.live.session import LiveSession
from safehold.session.status import EngineState

TEST: Final = "engine thread killed"
EXPECTED: Final = "said within 1 s, codes go on, one key restarts it"
SAID_S, TICKS_S, BACK_S = 1.0, 60.0, 40.0


class DrillError(Exception):
    """What the drill kills a thread with."""


def _die() -> None:
    raise DrillError("killed by the fire drill")


def kill_engine(session: LiveSession) -> None:
    """Have the thread that computes fail at its next step; returns at once."""
    for worker in session.workers:
        if worker.name == "process":
            worker.fault = _die


def kill_the_engine(root: Path, people: Sequence[str], say: Callable[[Message], object]) -> Result:
    """Run a session of the drill's people, kill its engine, code, restart it.

    Parameters
    ----------
    root : Path
        Folder of the drill, in whose network the people stream.
    people : sequence of str
        Participant labels.
    say : callable
        Gets a line of progress.
    """
    everybody = tuple(replace(p, settings=DEMO) for p in Study().people if p.label in people)
    study = Study(people=everybody, settings=DEMO)
    options = LiveOptions(root, "engine", study, load_codebook(), record=False, wait_s=20.0)
    try:
        with prepare(options, progress=lambda _: None) as prepared:
            session = prepared.begin()
    except SafeholdError as error:
        return Result(TEST, EXPECTED, f"not tried: {error.message}", None)
    try:
        say(Message("A session is computing; now its engine is killed."))
        if not wait_for(lambda: _newest(session) > 0, TICKS_S):
            return Result(TEST, EXPECTED, "not tried: no tick came", None)
        return _judge(session)
    finally:
        session.stop()


def _judge(session: LiveSession) -> Result:
    coding, conduct = session.coding, session.conduct
    kill_engine(session)
    began = time.monotonic()
    said = wait_for(lambda: session.model.engine is EngineState.STOPPED, 10 * SAID_S)
    took = time.monotonic() - began
    coding.press_code("int.support", at=session.clock())
    runs = read_runs(SessionFolder.open(session.folder.path).engine_log_path)
    kept = [mark.event.code for mark in runs[-1].marks] == ["int.support"]
    before = _newest(session)
    conduct.restart_engine()
    back = wait_for(lambda: _newest(session) > before + 1, BACK_S)
    found = [
        f"said after {took:.1f} s" if said else "NOT said",
        "the code is kept" if kept else "the code is LOST",
        "computes again" if back else "does NOT compute again",
    ]
    passed = said and took <= SAID_S and kept and back
    return Result(TEST, EXPECTED, ", ".join(found), passed)


def _newest(session: LiveSession) -> int:
    ticks = [view.last_tick.t for view in session.model.people.values() if view.last_tick]
    return min(ticks, default=-1)
