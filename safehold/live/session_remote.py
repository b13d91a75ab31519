"""The remote control of a live session: its socket, its markers, and what a person is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.study import Remote
from safehold.core.types import Level
from safehold.live.mark_writer import MarkWriter
from safehold.live.remote import RefusedError, RemoteControl, Request, Steered
from safehold.live.remote_socket import RemoteSocket
from safehold.live.session_recorder import SessionRecorder
from safehold.session.model import SessionModel

if TYPE_CHECKING:
    from safehold.live.conduct import LiveConduct


class SessionRemote:
    """Lets other programs steer the recording of one session, as its study says.

    Parameters
    ----------
    remote : Remote
        What the study allows.
    model : SessionModel
        Gets what was done and by whom, and what was refused.
    control : RemoteControl, optional
        One that has a socket already; a new one otherwise.
    """

    def __init__(self, remote: Remote, model: SessionModel, control: RemoteControl | None) -> None:
        self._study, self._model = remote, model
        self.control = control or RemoteControl()
        self.control.possible = bool(remote.port or remote.start or remote.stop)
        self._socket: RemoteSocket | None = None
        if remote.port and control is None:
            try:
                self._socket = RemoteSocket(remote.port, self.control.answer)
            except ConfigError as error:
                model.notify(Level.WARNING, "remote", error.message)

    def attach(
        self,
        conduct: LiveConduct,
        recorder: SessionRecorder,
        marks: MarkWriter,
        clock: Callable[[], float],
    ) -> None:
        """Begin to act: the session runs."""

        def tell(text: Message) -> None:
            self._model.notify(Level.INFO, "remote", text)
            marks.write(lambda book: book.marker(str(text), at=clock(), stream="remote"))

        self.control.attach(
            Steered(
                lambda: recorder.now().state, conduct.start_recording, conduct.stop_recording, tell
            )
        )
        if self._socket is not None:
            self._socket.start()

    def marker(self, stream: str, text: str) -> None:
        """Act on a marker of the stream that conducts, where the study says what it means."""
        what = {self._study.start: "start", self._study.stop: "stop"}.get(text) if text else None
        if what is None:
            return
        try:
            self.control.do(Request(what), repr(stream))
        except RefusedError as error:
            told = Message(
                "{name} asked to {what} the recording, but {why}.",
                name=repr(stream),
                what=what,
                why=error.why,
            )
            self._model.notify(Level.WARNING, "remote", told)

    def close(self) -> None:
        """Close the socket."""
        if self._socket is not None:
            self._socket.close()
