"""Bring a recorder back that died, into a further part of the same recording."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from safehold.core.errors import SafeholdError
from safehold.core.messages import NOTHING, HowTo, Message, said_by
from safehold.core.types import Level
from safehold.session.status import RecorderState, RecorderStatus, Trouble

logger = logging.getLogger("safehold.recorder.keeper")

RECORD = HowTo("toggle_recording")
MOST = 5
"""A recorder that dies so often in a row is given up."""
STEADY_S = 60.0
"""One that has recorded for this long counts as well again."""
WAIT_S = 1.0
"""After a start that failed, before the next one."""
TOLD_S = 15.0
"""Say for this long that it is back, s; the alarm stands until somebody has seen it."""
CLOSE_S = 20.0
DOWN = (RecorderState.FAILED, RecorderState.OFF)


class Startable(Protocol):
    """What is needed of a :class:`~safehold.recorder.client.RecorderClient`."""

    def running(self) -> bool:
        """Tell whether a recorder is at work."""
        ...

    def start_again(self) -> None:
        """Start the recorder in a further part; blocks."""
        ...

    def request_stop(self) -> None:
        """Ask the recorder to stop."""
        ...


class RecorderKeeper:
    """Watches a recorder that was at work, and starts it again when it dies.

    A recorder that ended in order, by whomever it was asked to, stays off. One thread calls
    :meth:`look`; any thread may call the others.

    Parameters
    ----------
    client : Startable
        The recorder.
    on : bool
        False leaves a dead recorder dead, until :attr:`on` is set.
    """

    def __init__(self, client: Startable, *, on: bool = True) -> None:
        self.on = on
        """Whether a recorder that dies is started again."""
        self._client = client
        self._at_work = False
        self._wanted = True
        self._deaths = 0
        self._died: float | None = None
        self._back: tuple[float, float, str] | None = None
        self._since: float | None = None
        self._next = 0.0
        self._why = NOTHING
        self._starting: threading.Thread | None = None

    def stopped(self) -> None:
        """Say that a person wants the recorder to stop: it must not come back."""
        self._wanted = False

    def started(self) -> None:
        """Say that a person wants it to record."""
        self._wanted, self._deaths, self._why = True, 0, NOTHING

    def look(self, status: RecorderStatus, now: float) -> RecorderStatus:
        """Start a dead recorder again, and return the status with what to say.

        Never blocks.

        Parameters
        ----------
        status : RecorderStatus
            What the recorder says of itself.
        now : float
            ``time.monotonic()``.
        """
        if status.state is RecorderState.RECORDING:
            self._see_alive(status, now)
        elif status.state in DOWN and self._at_work and self._wanted:
            return self._see_dead(status, now)
        elif status.state is RecorderState.STOPPED:
            self._at_work, self._died = False, None
        if self._back is not None and now - self._back[0] < TOLD_S:
            _, gap, part = self._back
            told = Trouble(
                "recorder_back",
                Message(
                    "The recorder died and came back by itself. Nothing was recorded for "
                    "{gap:.1f} s; it continues in {part}.",
                    code="recorder_came_back",
                    gap=gap,
                    part=part,
                ),
                Message(
                    "Note the time. See recorder.log in the session's folder for the reason.",
                    code="note_time_see_log",
                ),
                Level.WARNING,
            )
            return replace(status, troubles=(*status.troubles, told))
        return status

    def close(self) -> None:
        """Start nothing any more; waits for a start that is under way."""
        self.stopped()
        thread = self._starting
        if thread is not None and thread is not threading.current_thread():
            thread.join(CLOSE_S)

    def _see_alive(self, status: RecorderStatus, now: float) -> None:
        if self._died is not None:
            self._back = (now, now - self._died, Path(status.path).name)
            self._died, self._since = None, now
        elif self._since is not None and now - self._since > STEADY_S:
            self._deaths, self._since = 0, None
        self._at_work = True

    def _see_dead(self, status: RecorderStatus, now: float) -> RecorderStatus:
        starting = self._starting is not None and self._starting.is_alive()
        if self._died is None:
            self._died, self._since = now, None
            self._deaths += 1
            self._next = now
        elif self._why and not starting and now >= self._next:
            self._deaths, self._why = self._deaths + 1, NOTHING  # a start that failed
        if not self.on:
            return _told(
                status,
                "recorder_died",
                Message(
                    "The recorder died, and nothing is recorded now.",
                    code="recorder_died",
                ),
                Message(
                    "Start the recording again{how}: it continues in a new part.",
                    code="start_recording_again_by_key",
                    how=RECORD,
                ),
            )
        if self._deaths > MOST:
            return _told(
                status,
                "recorder_given_up",
                Message(
                    "The recorder died {times} times in a row and is no longer restarted. "
                    "Nothing is recorded now.",
                    code="recorder_given_up",
                    times=MOST,
                ),
                Message(
                    "See recorder.log in the session's folder, then start the recording "
                    "again{how}.",
                    code="see_recorder_log",
                    how=RECORD,
                ),
            )
        if not starting and not self._why and now >= self._next:
            self._next = now + WAIT_S
            self._starting = threading.Thread(
                target=self._start, name="safehold-bring-back", daemon=True
            )
            self._starting.start()
        return _told(
            status,
            "recorder_died",
            Message(
                "The recorder died, and is being started again. Nothing is recorded until then.",
                code="recorder_is_restarted",
            ),
            Message(
                "Wait a few seconds; it continues in a new part of the recording.",
                code="wait_for_new_part",
            ),
        )

    def _start(self) -> None:
        try:
            if self._wanted and not self._client.running():
                self._client.start_again()
        except (SafeholdError, OSError) as error:
            logger.exception("the recorder did not come back")
            self._why = said_by(error)
        if not self._wanted:
            self._client.request_stop()


def _told(status: RecorderStatus, cause: str, what: Message, remedy: Message) -> RecorderStatus:
    trouble = Trouble(cause, what, remedy)
    return replace(status, state=RecorderState.FAILED, message=what, troubles=(trouble,))
