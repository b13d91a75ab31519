"""A long recording is computed in a process per person, with the same outcome."""

from __future__ import annotations

import subprocess

import pytest

from safehold.core.canonical import digest
from safehold.core.types import Tick
from safehold.offline import beside, computing
from safehold.offline.computing import compute, in_time, of_person, time_of
from safehold.offline.inputs import RunInputs
from safehold.offline.recording import read_recording
from safehold.offline.stages import run_engine
from tests.unit._folder import make_session


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> RunInputs:
    folder, _ = make_session(tmp_path_factory.mktemp("computing"))
    (found,) = read_recording(folder).runs
    return found


@pytest.fixture(scope="module")
def together(inputs: RunInputs) -> dict[str, str]:
    """Return a digest of what one pipeline for all people says of each."""
    outputs = run_engine(inputs)
    return {
        person: digest([o for o in outputs if o.person == person])
        for person in ("client", "therapist")
    }


def by_person(outputs) -> dict[str, str]:
    return {
        person: digest([o for o in outputs if o.person == person])
        for person in ("client", "therapist")
    }


@pytest.mark.slow
@pytest.mark.parametrize("long_s", [0.0, 1e9])
def test_people_computed_apart_are_as_in_one_pipeline(inputs, together, monkeypatch, long_s):
    begun = []
    popen = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda *args, **more: begun.append(1) or popen(*args, **more)
    )
    found = compute(inputs, long_s=long_s)
    assert by_person(found) == together
    assert len(begun) == (1 if long_s == 0 else 0), "one process for the second person"


@pytest.mark.slow
@pytest.mark.parametrize("how", ["cannot start", "dies", "says nothing of sense"])
def test_a_process_that_fails_costs_time_only(inputs, together, monkeypatch, how: str):
    if how == "cannot start":
        monkeypatch.setattr(beside.sys, "executable", "/nowhere/python")
    else:
        code = "import os; os._exit(3)" if how == "dies" else "print('no')"
        popen = subprocess.Popen

        def other(command, **more):
            return popen([command[0], "-c", code], **more)

        monkeypatch.setattr(subprocess, "Popen", other)
    assert by_person(compute(inputs, long_s=0.0)) == together


def test_a_cancel_ends_the_process(inputs, monkeypatch):
    workers = []
    popen = subprocess.Popen

    def begin(*args, **more):
        workers.append(popen(*args, **more))
        return workers[-1]

    monkeypatch.setattr(subprocess, "Popen", begin)

    class CancelledError(Exception):
        pass

    def cancel(_: float) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        compute(inputs, cancel, long_s=0.0)
    assert workers[0].wait(20) is not None


def test_the_share_that_is_done_grows_to_all_of_it_and_a_cancel_is_heeded(inputs):
    shares: list[float] = []
    compute(inputs, shares.append)
    assert shares == sorted(shares)
    assert len(shares) > 2
    assert shares[-1] == 1.0

    class CancelledError(Exception):
        pass

    def cancel(share: float) -> None:
        heard.append(share)
        raise CancelledError

    heard: list[float] = []
    with pytest.raises(CancelledError):
        compute(inputs, cancel)
    assert heard == shares[:1]


@pytest.mark.slow
def test_outputs_come_by_time_and_a_persons_own_in_their_order(inputs):
    one = [o for o in in_time(compute(inputs)) if o.person == "client"]
    times = [time_of(output) for output in one]
    assert times == sorted(times)
    ticks = [o.t for o in one if isinstance(o, Tick)]
    assert ticks == list(range(1, len(ticks) + 1))


def test_a_persons_inputs_hold_nothing_of_others(inputs):
    part = of_person(inputs, "therapist")
    assert {s.spec.person for s in part.streams} == {"therapist"}
    assert {s.person for s in part.run.streams} == {"therapist"}


@pytest.mark.slow
def test_a_process_is_ready_for_a_large_recording_of_which_nothing_was_found(
    tmp_path, monkeypatch
):
    folder, _ = make_session(tmp_path)
    readied = []
    monkeypatch.setattr(beside.Beside, "ready", lambda _self, *what: readied.append(what))
    computing.expect(folder)
    assert not readied, "it is small"
    monkeypatch.setattr(computing, "LARGE_B", 1000)
    computing.expect(folder)
    assert readied == [("safehold.offline.stages",)]
    folder.derived_dir.mkdir()
    (folder.derived_dir / "found-0.npz").touch()
    computing.expect(folder)
    assert len(readied) == 1
