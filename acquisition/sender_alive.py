"""Whether a sender's program still runs: a connection that breaks at once when it ends."""

from __future__ import annotations

import logging
from typing import Any

import pylsl

from acquisition.description import FoundStream
from acquisition.lsl import lsl_errors
from safehold.core.errors import StreamError, StreamLostError
from safehold.core.messages import Message

logger = logging.getLogger("safehold.acquisition.sender_alive")

OPEN_S = 1.0


class SenderAlive:
    """A second connection to a sender, of which no sample is used.

    An inlet that is to find its sender again hides that the sender has gone, and a stream of
    events may be silent for an hour without anything being wrong. This connection may not find
    it again, so liblsl reports its end: within milliseconds where the program ended, by itself
    or killed. A program that hangs and a network that is cut keep it open.

    Parameters
    ----------
    found : FoundStream
        The run of the sender that is in use.
    """

    def __init__(self, found: FoundStream) -> None:
        self._found = found
        self._inlet: Any = None

    def holds(self) -> bool:
        """Tell whether the program is there, as far as one can know; may block for 1 s.

        A connection that broke is tried once more: where the program is still there, it holds.
        """
        try:
            with lsl_errors(
                Message("Stream {name!r}", code="stream_named", name=self._found.description.name)
            ):
                if self._inlet is None:
                    self._inlet = self._opened()
                try:
                    self._inlet.pull_chunk(timeout=0.0)
                except pylsl.util.LostError:
                    self._inlet = None
                    self._inlet = self._opened()
        except StreamLostError:
            return False
        except StreamError as error:
            logger.debug("sender alive: %s", error.message)  # hangs: its clock's silence tells
        return True

    def _opened(self) -> Any:
        inlet = pylsl.StreamInlet(self._found.handle, max_buflen=1, recover=False)
        inlet.open_stream(timeout=OPEN_S)
        return inlet
