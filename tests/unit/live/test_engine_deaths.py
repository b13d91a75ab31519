"""Whatever dies in the workbench: it is said within a second, and codes, notes, ratings go on."""

from __future__ import annotations

import json
import threading

import pytest

from recordings.disk import append_file
from safehold.core.alarms import AlarmKind
from safehold.core.messages import Message
from safehold.core.worker import HANGS_S
from safehold.files.journal_reading import read_runs
from safehold.live import session as live_session
from safehold.live.supervisor import LOOK_S
from safehold.offline.analysis import session_events
from safehold.session.status import EngineState, SessionState
from tests.helpers import wait_until
from tests.unit._live_session import Live

pytestmark = pytest.mark.slow  # they wait for what is told in seconds
SAID_S = 1.0
"""What stopped must be said within this time, s; the clock starts before the thread is dead."""
STOPS = {
    "acquire": "No samples are read",
    "process": "Nothing is computed",
    "markers": "Markers and ratings of other programs are not read",
    "offsets": "The clocks of the senders are not compared",
    "status": "The status line stands still",
    "journal": "The journal is not synced to the disk",
    "returning": "Restarted sensors are not offered",
    "ratings": "Rating windows opened now are not read",
}


def keyed(running: Live) -> list[str]:
    """Return the codes in the file that keys gave."""
    return [code for code in journal_codes(running) if code != "left"]


def journal_codes(running: Live) -> list[str]:
    """Return the codes of the marks in the file, as another program would read them."""
    text = running.session.folder.engine_log_path.read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    return [line["event"]["code"] for line in lines if line["kind"] == "mark"]


def press_everything(running: Live) -> None:
    """Press a key, write a note, and have a button of another program pressed."""
    session = running.session
    session.coding.press_code("int.support", at=session.clock())
    session.coding.add_note("she looks up", at=session.clock())
    running.inlets["b"].put(b"left")


@pytest.mark.parametrize("name", STOPS)
def test_a_thread_that_dies_is_told_in_a_second_and_keys_and_notes_go_on(running: Live, name: str):
    running.kill(name)
    took = wait_until(lambda: running.alarms(), 30, "the alarm")
    (what,) = running.alarms()
    assert what.startswith(STOPS[name])
    assert "killed by a test" in what
    assert took < SAID_S
    (alarm,) = [a for a in running.session.model.alarms() if a.active]
    assert alarm.kind is AlarmKind.ENGINE
    assert alarm.remedy.endswith("Restart the computing.")
    assert alarm.remedy.fields["how"].action == "restart_engine"
    press_everything(running)
    assert keyed(running)[-2:] == ["int.support", "note"], "at once, not when it lives"
    assert running.codes()[:2] == ["int.support", "note"]
    assert [code for code, *_ in running.outlets.events.sent] == ["int.support", "note"]
    if name != "markers":
        wait_until(lambda: "left" in journal_codes(running), 30, "a marker of another program")


@pytest.mark.parametrize("name", ["acquire", "process", "markers", "offsets", "status"])
def test_a_thread_that_hangs_is_told_in_a_second_and_no_longer_once_it_moves(
    running: Live, name: str
):
    assert HANGS_S + 2 * LOOK_S < SAID_S
    with running.frozen(name):
        wait_until(lambda: running.alarms(), SAID_S + 1.0, "the alarm")
        (what,) = running.alarms()
        assert what.startswith(STOPS[name])
        assert "it has not moved on" in what
        press_everything(running)
        assert keyed(running)[-2:] == ["int.support", "note"]
    wait_until(lambda: not running.alarms(), 30, "it is over")


@pytest.mark.parametrize("name", ["process", "acquire"])
def test_the_header_never_says_live_while_nothing_is_computed(running: Live, name: str):
    model = running.session.model
    assert model.engine is EngineState.RUNNING
    running.kill(name)
    wait_until(lambda: model.engine is EngineState.STOPPED, SAID_S, "it is not live")
    assert model.status.state is SessionState.LIVE, "the session is: window and recorder stay"


@pytest.mark.parametrize("names", [("process",), tuple(STOPS)], ids=["process", "all"])
def test_one_key_restarts_what_died_and_ticks_go_on_after_a_gap(
    running: Live, names: tuple[str, ...]
):
    session = running.session
    wait_until(running.ticks, 30, "the first tick")
    session.coding.press_code("cf.speech_client", at=session.clock())
    for name in names:
        running.kill(name)
    wait_until(lambda: running.alarms(), 30, "the alarm")
    before = running.ticks()
    session.conduct.restart_engine()
    wait_until(lambda: len(read_runs(session.folder.engine_log_path)) == 2, 30, "another run")
    wait_until(lambda: not running.alarms(), 30, "all is well again")
    wait_until(lambda: running.ticks()[len(before) :], 30, "ticks again")
    _, second = read_runs(session.folder.engine_log_path)
    fresh = [tick for tick, _ in running.outlets.ticks.sent if tick.run == 2]
    assert fresh[0].t == second.first_tick > before[-1] + 1, "a gap"
    assert [event.code for event in second.open] == ["cf.speech_client"], "what was open still is"
    assert fresh[0].zone.confounds == ("cf.speech_client",), "and holds for the numbers"
    assert any(n.code == "engine_restarted" for n in session.model.notices())
    running.inlets["b"].put(b"again")
    wait_until(lambda: "again" in running.codes(), 30, "markers are taken in")
    session.coding.press_code("cf.speech_client", at=session.clock())
    assert not session.model.open_codes()


@pytest.mark.parametrize("name", [name for name in STOPS if name != "process"])
def test_what_needs_no_fresh_engine_is_restarted_without_a_gap(running: Live, name: str):
    session = running.session
    running.kill(name)
    wait_until(lambda: running.alarms(), 30, "the alarm")
    session.conduct.restart_engine()
    wait_until(lambda: not running.alarms(), 30, "all is well again")
    wait_until(lambda: running.worker(name).beats > 1, 30, "it moves")
    running.inlets["b"].put(b"again")
    wait_until(lambda: "again" in running.codes(), 30, "markers are taken in")
    assert len(read_runs(session.folder.engine_log_path)) == 1, "the engine went on"


def test_a_thread_that_wakes_up_after_the_restart_changes_nothing(running: Live):
    session = running.session
    wait_until(running.ticks, 30, "the first tick")
    with running.frozen("process"):
        old = running.worker("process")
        wait_until(lambda: running.alarms(), 30, "the alarm")
        session.conduct.restart_engine()
        wait_until(lambda: len(read_runs(session.folder.engine_log_path)) == 2, 30, "another run")
        n_old = sum(tick.run == 1 for tick, _ in running.outlets.ticks.sent)
    wait_until(lambda: not old.alive, 30, "the old thread has ended")
    wait_until(lambda: any(t.run == 2 for t, _ in running.outlets.ticks.sent), 30, "new ticks")
    assert sum(tick.run == 1 for tick, _ in running.outlets.ticks.sent) == n_old


def test_a_mark_that_no_engine_took_is_an_event_and_acts_on_no_tick_that_was_shown(
    running: Live,
):
    session = running.session
    wait_until(lambda: len(running.ticks()) > 2, 30, "ticks")
    running.kill("process")
    shown = running.ticks()[-1]
    session.coding.press_code("cf.speech_client", at=1.0)
    session.stop()
    (run,) = read_runs(session.folder.engine_log_path)
    assert [mark.act_from for mark in run.marks] == [{"client": shown + 1}]
    assert run.used is None, "this run did not end properly"
    assert [event.code for event in session_events(session.folder, [run])] == ["cf.speech_client"]


def test_keys_outlast_a_full_disk_and_are_in_the_file_once_there_is_space(
    running: Live, monkeypatch: pytest.MonkeyPatch
):
    full = threading.Event()
    full.set()
    write = append_file.os.write
    path = running.session.folder.engine_log_path

    def on_a_full_disk(fd: int, data: bytes) -> int:
        if full.is_set() and fd == running.session._engines.journal._lines._writer._file._fd:
            raise OSError(28, "No space left on device")
        return write(fd, data)

    monkeypatch.setattr(append_file.os, "write", on_a_full_disk)
    press_everything(running)
    assert wait_until(lambda: running.alarms(), 30, "the alarm") < SAID_S
    (what,) = running.alarms()
    assert what.startswith("The journal of this session cannot be written")
    assert "No space left" in what
    assert [code for code, *_ in running.outlets.events.sent] == ["int.support", "note"]
    wait_until(lambda: len(running.codes()) == 3, 30, "shown, and the engine lives")
    assert running.session.model.engine is EngineState.RUNNING
    assert "int.support" not in path.read_text()
    full.clear()
    wait_until(lambda: not running.alarms(), 30, "all is well again")
    assert journal_codes(running) == ["int.support", "note", "left"]
    read_runs(path)


@pytest.mark.parametrize(
    "what", ["events", pytest.param("ticks", marks=pytest.mark.slow), "journal"]
)
def test_an_outlet_that_fails_stops_nothing(running: Live, what: str):
    outlet = getattr(running.outlets, what)
    outlet.trouble = RuntimeError("the outlet is gone")
    press_everything(running)
    wait_until(lambda: running.alarms(), 15.0, "the alarm")
    (told,) = running.alarms()
    assert outlet.info.name in told
    assert "the outlet is gone" in told
    assert keyed(running)[-2:] == ["int.support", "note"]
    assert running.session.model.engine is EngineState.RUNNING
    outlet.trouble = None
    running.session.coding.press_code("int.challenge", at=running.session.clock())
    wait_until(lambda: not running.alarms(), 15.0, "it is over")


def test_an_inlet_that_fails_ends_its_own_stream_only(running: Live):
    def odd() -> None:
        raise UnicodeError("odd bytes")

    running.inlets["rr"].trouble = odd
    wait_until(
        lambda: any("UnicodeError" in n.message for n in running.session.model.notices()),
        30,
        "told",
    )
    running.inlets["b"].put(b"left")
    wait_until(lambda: "left" in running.codes(), 30, "the other one goes on")
    assert running.session.model.engine is EngineState.RUNNING


def test_a_failure_of_the_window_is_an_alarm_for_everybody(running: Live):
    running.session.report_failure(Message("ValueError: a panel"))
    assert wait_until(lambda: running.alarms(), 30, "the alarm") < SAID_S
    assert running.alarms() == ["A part of the window failed. Cause: ValueError: a panel."]


def test_the_last_status_says_that_the_session_has_ended_and_what_was_wrong(
    running: Live, monkeypatch: pytest.MonkeyPatch
):
    def fails() -> None:
        raise RuntimeError("an inlet that cannot be closed")

    monkeypatch.setattr(running.inlets["rr"], "close", fails)
    monkeypatch.setattr(live_session, "LOOKED_S", 0.0)
    running.session.stop()
    status = running.session.model.status
    assert status.state is SessionState.ENDED
    assert "an inlet that cannot be closed" in status.message


def test_the_session_ends_in_order_whatever_is_dead(running: Live):
    for name in STOPS:
        running.kill(name)
    running.session.stop()
    assert running.session.model.status.state is SessionState.ENDED
    assert running.session.model.alarms()
