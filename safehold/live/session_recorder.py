"""The recorder as a live session sees it: when it starts, who may stop it, and how it is doing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from acquisition.outlets import Outlet
from safehold.core.errors import SafeholdError
from safehold.core.messages import Message, said_by
from safehold.core.types import Level, StreamSpec
from safehold.core.worker import in_background
from safehold.recorder.client import RecorderClient
from safehold.recorder.keeper import RecorderKeeper
from safehold.session.model import SessionModel
from safehold.session.status import RecorderStatus

READY_S = 10.0
STOP_S = 15.0


class SessionRecorder:
    """Starts and stops the recorder of a session; says in the model what it refuses.

    Parameters
    ----------
    client : RecorderClient
        The recorder of the session's folder.
    keeper : RecorderKeeper
        Brings it back when it dies.
    model : SessionModel
        Gets refusals and notices.
    """

    def __init__(
        self, client: RecorderClient, keeper: RecorderKeeper, model: SessionModel
    ) -> None:
        self._client, self._keeper, self._model = client, keeper, model
        self._ready = False
        self.started = False
        """Whether the recorder was started here; else it ran before, or none runs."""

    def begin(
        self,
        specs: Iterable[StreamSpec],
        outlets: Iterable[Outlet],
        say: Callable[[Message], object],
    ) -> None:
        """Have it open our products and every stream the engine will use; once.

        From then on the file holds each sample that the engine sees.

        Raises
        ------
        RecordingError
            When it does not record every stream in time.
        """
        if self._ready:
            return
        if self._client.running():
            say(Message("The recorder is already running; continuing with it."))
        else:
            say(Message("Starting the recorder ..."))
            self._client.start()
            self.started = True
        outlets = list(outlets)
        wanted = {(spec.name, spec.source_id) for spec in specs}
        wanted |= {(outlet.info.name, outlet.info.source_id) for outlet in outlets}
        self._client.wait_for(wanted, READY_S)
        for outlet in outlets:
            outlet.wait_for_consumers(5.0)
        self._ready = True

    def start(self) -> None:
        """Start the recorder process, in a new part of the recording; returns at once."""
        self._keeper.started()

        def start() -> None:
            try:
                if self._client.running():
                    self._model.refuse(Message("The recorder is already running."))
                else:
                    self._client.start()
            except SafeholdError as error:
                self._model.notify(Level.ERROR, "recorder", said_by(error))

        in_background(start, "start-recorder")

    def stop(self) -> None:
        """Ask the recorder to stop, as a person wants it; the session goes on."""
        self._keeper.stopped()
        if self._client.running():
            self._client.request_stop()
        else:
            self._model.refuse(Message("No recorder is running: there is nothing to stop."))

    def keep_or_not(self) -> None:
        """Let a recorder that dies come back by itself, or no longer."""
        self._keeper.on = not self._keeper.on
        text = (
            Message("A recorder that dies is started again.")
            if self._keeper.on
            else Message("A recorder that dies stays off until somebody starts it.")
        )
        self._model.notify(Level.INFO, "recorder", text)

    def status(self) -> RecorderStatus:
        """Return how it is doing, and bring it back where it has died."""
        return self._keeper.look(self._client.status(), time.monotonic())

    def now(self) -> RecorderStatus:
        """Return how it is doing; nothing is done about it."""
        return self._client.status()

    def leave(self) -> None:
        """Do not bring it back any more: the session ends."""
        self._keeper.close()

    def end(self) -> bool:
        """Stop it at the end of the session; False where it has not confirmed that in time."""
        if not self._client.running():
            return True
        self._client.request_stop()
        return self._client.wait_stopped(STOP_S)
