"""Other programs start, stop and name the recording: only as allowed, and never by accident."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.codebook import load_codebook
from safehold.core.errors import ConfigError
from safehold.core.study import Person, Remote, Study
from safehold.core.study_file import parse_study
from safehold.live.marker_conduct import MarkerConduct
from safehold.live.remote import RefusedError, RemoteControl, Steered, session_name
from safehold.live.remote_socket import MAX_CLIENTS, MAX_LINE, RemoteSocket
from safehold.live.session_remote import SessionRemote
from safehold.live.watch import LiveWatch
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel
from tests.unit._live_session import BUTTONS, live, prepared, wait_until


class Recorder:
    """What a session does with its recorder, and what it told."""

    def __init__(self, control: RemoteControl | None = None) -> None:
        self.state, self.told = "off", list[str]()
        self.control = control or RemoteControl()
        self.control.attach(Steered(lambda: self.state, self.start, self.stop, self.told.append))

    def start(self) -> None:
        self.state = "recording"

    def stop(self) -> None:
        self.state = "stopped"

    def ask(self, line: bytes) -> str:
        return self.control.answer(line, "A test")


def free_port() -> int:
    """Return a port of this computer that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_a_recording_is_started_and_stopped_once_and_told():
    recorder = Recorder()
    assert recorder.ask(b"start") == "OK"
    assert recorder.ask(b"start\r") == "ERROR the recorder is recording: it cannot be started"
    assert recorder.ask(b"status") == "recording"
    assert recorder.ask(b"stop") == "OK"
    assert recorder.ask(b"stop") == "ERROR the recorder is stopped: there is nothing to stop"
    assert recorder.told == ["A test started the recording.", "A test stopped the recording."]


def test_a_person_forbids_it_at_any_time():
    recorder = Recorder()
    recorder.ask(b"start")
    recorder.control.allow_or_not()
    assert recorder.ask(b"stop").startswith("ERROR a person")
    assert recorder.state == "recording"
    recorder.control.allow_or_not()
    assert recorder.ask(b"stop") == "OK"


@given(st.one_of(st.binary(max_size=80), st.text(max_size=40).map(lambda t: t.encode())))
def test_no_other_bytes_do_anything(line: bytes):
    recorder = Recorder()
    reply = recorder.ask(line)
    assert "\n" not in reply
    if line.strip() not in (b"start", b"stop"):
        assert recorder.state == "off"
        assert not recorder.told
    else:
        assert recorder.told or reply.startswith("ERROR")


@given(st.binary(max_size=60))
def test_no_name_leaves_the_folder_of_the_study(value: bytes):
    control = RemoteControl(waits=True)
    control.answer(b"filename {participant:" + value + b"}", "A test")
    assert "/" not in control.name
    assert "." not in control.name
    assert "\\" not in control.name


def test_a_session_that_waits_is_named_and_started_once():
    control = RemoteControl(exists=lambda name: name == "p01-1", waits=True)
    assert control.state() == "waiting"
    line = b"filename {root:C:\\x} {template:a.xdf} {participant:P01} {session:%d}"
    assert control.answer(line % 1, "A test").startswith("ERROR there is a session p01-1 already")
    assert control.answer(line % 2, "A test") == "OK"
    assert (control.name, control.started.is_set()) == ("p01-2", False)
    assert control.answer(b"stop", "A test") == "ERROR nothing is recorded yet"
    assert control.answer(b"start", "A test") == "OK"
    assert control.started.is_set()
    assert control.answer(b"start", "A test").startswith("ERROR the session is just")
    assert control.answer(b"filename {session:3}", "A test").startswith("ERROR the session has")
    assert control.state() == "starting"


@pytest.mark.parametrize(
    "text", ["", "x", "{participant:..}", "{participant:a/b}", "{task:x}{task:y}", "{size:1}",
             "{participant:M\xfcller}", "{participant:" + 70 * "a" + "}", "{root:/tmp}"],
)  # fmt: skip
def test_what_can_be_no_session_is_refused(text: str):
    with pytest.raises(RefusedError):
        session_name(text)


# -- the socket


@pytest.fixture
def door() -> Iterator[tuple[RemoteSocket, Recorder]]:
    recorder = Recorder()
    made = RemoteSocket(0, recorder.control.answer)
    made.start()
    yield made, recorder
    made.close()


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def test_lines_are_answered_in_order_however_they_are_cut(door):
    made, recorder = door
    with connected(made.port) as client, client.makefile("r") as replies:
        for piece in (b"sel", b"ect all\nst", b"art\nstart\nstatus\n"):
            client.sendall(piece)
        assert replies.readline() == "OK\n"
        assert replies.readline() == "OK\n"
        assert replies.readline().startswith("ERROR")
        assert replies.readline() == "recording\n"
    assert recorder.state == "recording"
    assert recorder.told[0].startswith("A program at 127.0.0.1:")


@pytest.mark.slow
def test_half_lines_floods_and_many_connections_hold_up_nobody(door):
    made, recorder = door
    half = connected(made.port)
    half.sendall(b"sto")
    flood = connected(made.port)
    with pytest.raises(OSError):
        flood.sendall(b"x" * (100_000 * MAX_LINE))
    many = [connected(made.port) for _ in range(100)]
    shut = 0
    for client in many[MAX_CLIENTS:]:
        shut += client.recv(1) == b""
    assert shut == len(many) - MAX_CLIENTS
    for client in many:
        client.close()

    def answered() -> bool:
        try:
            with connected(made.port) as client:
                client.sendall(b"start\n")
                return client.recv(100) != b""
        except OSError:
            return False

    wait_until(answered, what="a good client is answered")
    assert recorder.state == "recording"
    half.sendall(b"p\n")
    assert half.recv(100) == b"OK\n"
    half.close()
    flood.close()


def test_only_this_computer_is_heard_and_a_port_in_use_is_told(door):
    made, _ = door
    assert made._server.getsockname()[0] == "127.0.0.1"
    with pytest.raises(ConfigError, match="cannot be opened"):
        RemoteSocket(made.port, lambda *_: "")
    study, model = Remote(port=made.port), SessionModel((), (), Study().settings)
    SessionRemote(study, model, None).close()
    assert "cannot be opened" in model.notices()[-1].message


# -- markers and the session


def test_a_marker_acts_only_where_the_study_says_so():
    model = SessionModel((), (), Study().settings)
    remote = SessionRemote(Remote(start="rec_on", stop="rec_off"), model, None)
    recorder = Recorder(remote.control)
    for text in ("rec_on ", "start", "", "rec_off"):
        remote.marker("Task", text)
    assert recorder.state == "off"
    assert model.notices()[-1].message.startswith("'Task' asked to stop the recording, but")
    remote.marker("Task", "rec_on")
    assert recorder.told == ["'Task' started the recording."]
    SessionRemote(Remote(), model, recorder.control).marker("Task", "")
    assert recorder.state == "recording"


def test_only_the_stream_that_conducts_passes_its_markers_on():
    got: list[tuple[str, str]] = []
    book = EventBook(load_codebook())
    for name in ("Buttons", "Other", ""):
        conduct = MarkerConduct(
            name, book.codebook, lambda *_: None, lambda stream, text: got.append((stream, text))
        )
        conduct.look(BUTTONS, "rec_on", book.marker("rec_on", at=1.0, stream="buttons"))
    assert got == [("Buttons", "rec_on")]


def test_a_running_session_tells_in_window_and_journal_who_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    port = free_port()
    study = Study(people=(Person("client", "C01", "client"),), remote=Remote(port))
    with live(tmp_path, monkeypatch, study) as running:
        started: list[str] = []
        session = running.session
        monkeypatch.setattr(session._recorder, "start", lambda: started.append("x"))
        with connected(port) as client, client.makefile("r") as replies:
            client.sendall(b"start\n")
            assert replies.readline() == "OK\n"
            session.conduct.allow_remote()
            client.sendall(b"start\n")
            assert replies.readline().startswith("ERROR a person")
        assert started == ["x"]
        told = [n.message for n in session.model.notices() if n.code == "remote"]
        assert told[0].endswith("started the recording.")
        assert "may not start or stop" in told[1]
        (event,) = [e for e in session.model.events() if e.source == "lsl:remote"]
        assert event.value == told[0]
        journal = session.folder.engine_log_path
    assert "started the recording" in journal.read_text()
    with pytest.raises(OSError, match="refused"):
        connected(port)


def test_a_session_that_does_not_start_gives_its_port_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    port = free_port()
    study = Study(people=(Person("client", "C01", "client"),), remote=Remote(port))
    first, _ = prepared(tmp_path, monkeypatch, study)

    def no_thread(_watch: LiveWatch) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(LiveWatch, "start", no_thread)
    with pytest.raises(RuntimeError, match="new thread"):
        first.begin()
    RemoteSocket(port, lambda _line, _who: "OK").close()


# -- the study


def test_the_study_file_says_what_may_start_and_stop():
    text = 'schema = 1\nconduct = "Task"\n[remote]\nport = 22345\nstart = "on"\nstop = "off"\n'
    assert parse_study(text, source="study.toml").remote == Remote(22345, "on", "off")
    assert parse_study("schema = 1\n", source="study.toml").remote == Remote()


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("port = 80", "belongs to the system"),
        ('start = "on"', "no program conducts"),
        ("host = 1", "host"),
    ],
)
def test_what_the_study_cannot_mean_is_refused_with_its_line(lines: str, why: str):
    with pytest.raises(ConfigError, match=why):
        parse_study(f"schema = 1\n[remote]\n{lines}\n", source="study.toml")
