"""Other programs start, stop and name the recording, where the study lets them.

What they may ask for is decided in one place (:class:`RemoteControl`), whether it came as a line
over a socket (:mod:`safehold.live.remote_socket`) or as a marker. No path is ever theirs to
choose, and nothing that was recorded can be written over.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from recordings.folder.session import SESSION_ID
from safehold.core.messages import Message
from safehold.session.status import RecorderState

KEYS: Final = ("participant", "session", "task", "run")
"""What a name is made of, in this order."""
BUSY: Final = (RecorderState.RECORDING, RecorderState.STARTING, RecorderState.STOPPING)
WAITING: Final = "waiting"
"""A session that has not begun waits for its start."""
IGNORED: Final = frozenset({"root", "template", "acquisition", "modality"})
"""What LabRecorder takes besides: where and how files are laid out is safehold's."""
_PAIR = re.compile(r"\{\s*([a-z]+)\s*:([^{}]*)\}")
_DONE = ("update", "select all")
"""Commands of LabRecorder that ask for what safehold does anyway."""


EXAMPLE = "{participant:P01} {session:2} {task:x} {run:1}"
"""A session's name, as LabRecorder takes it."""


class RefusedError(Exception):
    """What was asked for is not done; ``why`` is said in one line."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Request:
    """What a program asks for."""

    what: str
    """``start``, ``stop``, ``status``, ``filename`` or ``nothing``."""
    name: str = ""
    """Of a session, for ``filename``."""


def read_request(line: bytes) -> Request:
    """Return what a line of LabRecorder's remote control asks for.

    Parameters
    ----------
    line : bytes
        Without its end; any bytes.

    Raises
    ------
    RefusedError
        When it is none of the commands, or names what cannot be a session.
    """
    try:
        text = line.decode("ascii").strip()
    except UnicodeDecodeError:
        raise RefusedError(Message("commands are plain ASCII")) from None
    word, _, rest = text.partition(" ")
    if text in ("start", "stop", "status"):
        return Request(text)
    if text in _DONE:
        return Request("nothing")
    if word == "select":
        raise RefusedError(Message("every stream is recorded: only 'select all' is possible"))
    if word == "filename":
        return Request("filename", session_name(rest))
    raise RefusedError(
        Message("unknown command; known are: start, stop, status, update, select all, filename")
    )


def session_name(text: str) -> str:
    """Return the session id that ``{participant:P01} {session:2} ...`` stands for.

    Raises
    ------
    RefusedError
        When it gives none, or one that no session can have.
    """
    if _PAIR.sub("", text).strip():
        raise RefusedError(
            Message(
                "a name is written as {example}",
                example=EXAMPLE,
            )
        )
    given: dict[str, str] = {}
    for key, value in _PAIR.findall(text):
        if key in given or key not in (*KEYS, *IGNORED):
            raise RefusedError(
                Message(("'{key}' appears twice, or cannot be part of a name"), key=key)
            )
        given[key] = value.strip()
    name = "-".join(given[key] for key in KEYS if given.get(key)).lower()
    if not SESSION_ID.fullmatch(name):
        raise RefusedError(
            Message("a session's name has 1 to 64 letters (a-z), digits, '-' and '_'")
        )
    return name


@dataclass(frozen=True, slots=True)
class Steered:
    """A session that runs, as far as other programs steer it."""

    state: Callable[[], str]
    """Returns the recorder's state; must not block."""
    start: Callable[[], object]
    """What a person's key does; must not block."""
    stop: Callable[[], object]
    tell: Callable[[Message], object]
    """Gets what was done and by whom, for the window and the journal."""


@dataclass
class RemoteControl:
    """What other programs may ask of one session; any thread asks.

    Before :meth:`attach`, ``start`` and ``filename`` are for a session that waits; after it,
    ``start`` and ``stop`` are what a person does with the recording.
    """

    exists: Callable[[str], bool] = lambda _name: False
    """Whether there is a session of this name already."""
    waits: bool = False
    """The session waits for a start."""
    possible: bool = False
    """The study lets other programs ask."""
    allowed: bool = True
    """A person may forbid it at any time."""
    name: str = ""
    """Of the session, as it was asked for; empty for the next free one."""
    end: Callable[[], object] | None = None
    """Ends a session that waited for its start; None where ``stop`` ends the recording only."""
    started: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _steered: Steered | None = None
    """None while no session runs yet."""

    def attach(self, session: Steered) -> None:
        """Steer a session that has begun."""
        with self._lock:
            self._steered = session

    def answer(self, line: bytes, who: str) -> str:
        """Do what a line asks for and return the reply: ``OK``, a state, or ``ERROR`` and why."""
        try:
            request = read_request(line)
            if request.what == "status":
                return self.state()
            self.do(request, who)
        except RefusedError as error:
            return f"ERROR {error}"
        return "OK"

    def state(self) -> str:
        """Return ``waiting``, ``starting`` or what the recorder is doing."""
        if self._steered is not None:
            return self._steered.state()
        return RecorderState.STARTING if self.started.is_set() or not self.waits else WAITING

    def do(self, request: Request, who: str) -> None:
        """Do what is asked for.

        Raises
        ------
        RefusedError
            When it is not, with the reason.
        """
        with self._lock:
            if request.what == "nothing":
                return
            if not self.allowed:
                raise RefusedError(Message("a person at the recording computer has forbidden it"))
            if request.what == "filename":
                self._name(request.name)
            elif request.what == "start":
                self._begin(who)
            else:
                self._end(who)

    def _name(self, name: str) -> None:
        if self._steered is not None or self.started.is_set() or not self.waits:
            raise RefusedError(Message("the session has its name already"))
        if self.exists(name):
            raise RefusedError(
                Message("there is a session {name} already; nothing is overwritten", name=name)
            )
        self.name = name

    def _begin(self, who: str) -> None:
        session = self._steered
        if session is None:
            if self.started.is_set() or not self.waits:
                raise RefusedError(Message("the session is just being started"))
            self.started.set()
            return
        state = session.state()
        if state in BUSY:
            raise RefusedError(
                Message("the recorder is {state}: it cannot be started", state=state)
            )
        session.tell(Message("{who} started the recording.", who=who))
        session.start()

    def _end(self, who: str) -> None:
        session = self._steered
        if session is None:
            raise RefusedError(Message("nothing is recorded yet"))
        state = session.state()
        if state != RecorderState.RECORDING:
            raise RefusedError(
                Message("the recorder is {state}: there is nothing to stop", state=state)
            )
        session.tell(Message("{who} stopped the recording.", who=who))
        (self.end or session.stop)()

    def allow_or_not(self) -> Message:
        """Let other programs start and stop, or no longer; return what holds now."""
        self.allowed = not self.allowed
        if self.allowed:
            return Message("Other programs may start and stop the recording again.")
        return Message(
            "Other programs may not start or stop the recording until you allow it again."
        )
