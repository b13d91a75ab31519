"""Work is done in a process beside this one, or here: the outcome is the same."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from safehold.offline import beside as module
from safehold.offline.beside import Beside, beside, in_one_process, send

PATIENCE_S = 60.0


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "cores", lambda: 3)
    with beside() as made:
        yield made


class OnlyReadHere:
    """Cannot be read in any process but ours, as what another version of a program sends."""

    def __reduce__(self):
        return only_here, (os.getpid(),)


def slow(folder: Path) -> None:
    """Stand for an export: makes something that it takes away when it is stopped."""
    (folder / "begun").write_text("")
    try:
        for _ in range(int(PATIENCE_S / 0.01)):  # a stop is heeded between two calls
            time.sleep(0.01)
    finally:
        (folder / "begun").rename(folder / "ended")


def is_loaded(name: str, ours: int) -> bool:
    """Tell whether a module is, in another process."""
    return name in sys.modules and os.getpid() != ours


def only_beside(ours: int) -> str:
    """Fail in our process."""
    if os.getpid() == ours:
        raise AssertionError("it was done here")
    return "beside"


def only_here(ours: int) -> str:
    """Fail in any process but ours."""
    if os.getpid() != ours:
        raise AssertionError("it was done beside")
    return "here"


def test_one_process_does_one_piece_of_work_after_another(other: Beside) -> None:
    first = other.do(os.getpid).result()
    assert first != os.getpid()
    assert other.do(os.getpid).result() == other.do_if_free(os.getpid).result() == first
    assert other.do(only_beside, os.getpid()).result() == "beside"


def test_a_process_made_ready_has_loaded_what_it_will_need(other: Beside) -> None:
    name = "safehold.core.codebook"
    assert not other.do(is_loaded, name, os.getpid()).result(), "nothing loads it by itself"
    other.end()
    other.ready(name)
    other.ready(name)
    assert other.do_if_free(is_loaded, name, os.getpid()).result()
    assert other.do(only_beside, os.getpid()).result() == "beside"


def test_a_process_that_loads_is_ended_at_once(monkeypatch) -> None:
    monkeypatch.setattr(module, "cores", lambda: 2)
    began = time.monotonic()
    with beside() as other:
        other.ready("safehold.offline.stages")
    assert time.monotonic() - began < module.END_S


def test_two_pieces_at_once_have_a_process_each(other: Beside) -> None:
    pending = [other.do(time.sleep, 0.3), other.do(os.getpid)]
    assert other.do_if_free(only_here, os.getpid()).result() == "here", "none is free"
    assert pending[0].result() is None
    assert pending[1].result() != os.getpid()


def test_nothing_is_started_where_it_is_not_worth_it_or_not_allowed(monkeypatch) -> None:
    monkeypatch.setattr(module, "cores", lambda: 2)
    monkeypatch.setattr(subprocess, "Popen", None)  # whoever calls it fails
    with beside() as other:
        assert other.do_if_free(os.getpid).result() == os.getpid()
    with in_one_process(), beside() as none:
        assert none.do(os.getpid).result() == os.getpid()
    monkeypatch.setattr(module, "cores", lambda: 1)
    with beside() as alone:
        assert alone.do(os.getpid).result() == os.getpid()


def test_what_fails_beside_is_done_here_and_fails_here(other: Beside) -> None:
    assert other.do(only_here, os.getpid()).result() == "here"
    with pytest.raises(ValueError, match="nonsense"):
        other.do(int, "nonsense").result()
    assert other.do(only_beside, os.getpid()).result() == "beside", "the process goes on"


def test_what_cannot_be_sent_is_done_here(other: Beside) -> None:
    assert other.do(lambda: 7).result() == 7
    assert other.do(only_beside, os.getpid()).result() == "beside", "another process does it"


def test_what_cannot_be_read_beside_is_done_here(other: Beside) -> None:
    assert other.do(type, OnlyReadHere()).result() is OnlyReadHere
    assert other.do(only_beside, os.getpid()).result() == "beside", "another process does it"


def test_what_is_done_here_instead_may_tell_how_far_it_is(other: Beside) -> None:
    assert other.do(only_here, os.getpid()).result(here=lambda: "told") == "told"


def test_there_are_no_more_processes_than_cores_besides_our_own(other: Beside) -> None:
    pending = [other.do(time.sleep, 0.2), other.do(time.sleep, 0.2)]
    assert other.do(only_here, os.getpid()).result() == "here"
    assert [one.result() for one in pending] == [None, None]


def test_what_is_printed_beside_does_not_disturb(other: Beside) -> None:
    assert other.do(print, "no").result() is None
    assert other.do(os.write, 1, b"Xlib: no").result() == len(b"Xlib: no")
    assert other.do(only_beside, os.getpid()).result() == "beside"


def test_whoever_no_longer_wants_it_ends_it_and_nothing_is_left(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(module, "cores", lambda: 2)

    class CancelledError(Exception):
        pass

    def look() -> None:
        if (tmp_path / "begun").exists():
            raise CancelledError

    began = time.monotonic()
    with pytest.raises(CancelledError), beside() as other:
        other.do(slow, tmp_path).result(look)
    assert [path.name for path in tmp_path.iterdir()] == ["ended"]
    assert time.monotonic() - began < PATIENCE_S / 2


def test_a_process_that_does_not_end_is_killed(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(module, "cores", lambda: 2)
    monkeypatch.setattr(module, "END_S", 0.1)
    monkeypatch.setattr(module._thread, "interrupt_main", None)
    begun = []
    popen = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda *args, **more: begun.append(popen(*args, **more)) or begun[-1]
    )
    with beside() as other:
        other.do(slow, tmp_path)
        while not (tmp_path / "begun").exists():
            time.sleep(0.01)
    assert begun[0].wait(20) is not None


def test_within_another_it_is_the_same(other: Beside) -> None:
    first = other.do(os.getpid).result()
    with beside() as again:
        assert again.do(os.getpid).result() == first
    assert other.do(os.getpid).result() == first, "it has not ended"


def test_what_goes_across_is_what_it_was() -> None:
    import pickle

    out = io.BytesIO()
    send({"a": [1, (2.5, None)]}, out)
    assert pickle.loads(out.getvalue()) == {"a": [1, (2.5, None)]}
