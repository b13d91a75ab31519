"""What stands behind the small windows beside the main one: answers, requests, pacer, flashes.

They run in processes of their own, on a second screen or on another computer; LSL is all that
connects them with the workbench and the recorder.
"""

from __future__ import annotations

import logging
import math
import secrets
import threading
from collections.abc import Sequence
from queue import Empty, SimpleQueue

from acquisition.discovery import FoundStream, StreamWatcher
from acquisition.inlet import RawInlet
from acquisition.lsl import local_clock
from acquisition.outlets import Outlet
from acquisition.side_outlets import (
    REQUESTS_TYPE,
    CameraOutlet,
    DrawnPacerOutlet,
    RatingOutlet,
)
from processing.signals.sync_code import Word, draw_word
from safehold.core.camera_mark import CAMERA_MARK, CameraMark
from safehold.core.errors import StreamError
from safehold.core.event_clock import PROMPT_S
from safehold.core.markers import decode_marker
from safehold.core.study import Scale
from safehold.session.pacing import Pace, Pacing, read_pace
from safehold.session.ratings import Ask, fitting, read_ask

logger = logging.getLogger("safehold.desk.side_sources")

POLL_S = 0.1
SETTLE_S = 5.0
"""Recorder and workbench find a new stream within this time, one before the other: the first
answers wait so long, for both to get them. Their stamps are those of the gestures."""
OPEN_TIMEOUT_S = 3.0
LAST_WORDS = 12
"""A new camera mark is unlike so many before it; more would make it hard to find one."""


class RequestListener:
    """Hears what any workbench on the network asks for; its own thread looks and reads.

    A workbench that is started later, or again, is found as well.
    """

    def __init__(self) -> None:
        self._texts: SimpleQueue[str] = SimpleQueue()
        self._inlets: dict[str, RawInlet] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="safehold-requests", daemon=True)
        self._thread.start()

    def poll(self) -> list[str]:
        """Return the requests that came since the last call, as marker text."""
        found: list[str] = []
        while True:
            try:
                found.append(self._texts.get_nowait())
            except Empty:
                return found

    @property
    def heard(self) -> bool:
        """True while a workbench is there."""
        return bool(self._inlets)

    def close(self) -> None:
        """Stop to listen."""
        self._stop.set()
        self._thread.join(OPEN_TIMEOUT_S)

    def _run(self) -> None:
        watcher = StreamWatcher()
        while not self._stop.wait(POLL_S):
            try:
                present = {
                    found.description.uid: found
                    for found in watcher.streams()
                    if found.description.type == REQUESTS_TYPE
                }
                self._follow(present)
            except StreamError as error:
                logger.warning("requests: %s", error.message)
        for inlet in self._inlets.values():
            inlet.close()

    def _follow(self, present: dict[str, FoundStream]) -> None:
        for uid in [uid for uid in self._inlets if uid not in present]:
            self._inlets.pop(uid).close()
        for uid, found in present.items():
            if uid not in self._inlets:
                inlet = RawInlet(found)
                inlet.open(OPEN_TIMEOUT_S)
                self._inlets[uid] = inlet
        for inlet in self._inlets.values():
            chunk = inlet.pull()
            for (text,) in chunk.values if chunk is not None else ():
                self._texts.put(bytes(text).decode("utf-8", errors="replace"))


class _Readers:
    """Whether somebody has been reading a stream long enough for all to have found it."""

    def __init__(self, outlet: Outlet) -> None:
        self._outlet = outlet
        self._since: float | None = None

    def settled(self, now: float) -> bool:
        """Tell so at LSL time ``now``."""
        if not self._outlet.has_consumers():
            self._since = None
        elif self._since is None:
            self._since = now
        return self._since is not None and now - self._since >= SETTLE_S


class RatingSource:
    """Takes answers and publishes them; hears when one is asked.

    An answer that nobody reads yet is kept and sent, with its own time, as soon as somebody does.

    Parameters
    ----------
    person : str
        Label of the one who rates.
    scales : sequence of Scale
        What the window shows.
    """

    def __init__(self, person: str, scales: Sequence[Scale]) -> None:
        self.person = person
        self.scales = tuple(scales)
        self._by_name = {scale.name: scale for scale in scales}
        self._outlet = RatingOutlet(person, scales)
        self._waiting: list[tuple[str, float, float]] = []
        self._readers = _Readers(self._outlet)
        self._requests = RequestListener()

    def clock(self) -> float:
        """Return the LSL time, s: call it first thing in the handler of a gesture."""
        return local_clock()

    def answer(self, scale: str, value: float, *, at: float) -> None:
        """Publish an answer given at LSL time ``at``; the nearest possible value is taken."""
        self._waiting.append((scale, fitting(self._by_name[scale], value), at))
        self.deliver()

    def deliver(self) -> None:
        """Send what waits, if somebody reads."""
        if self.connected:
            self._send()

    def _send(self) -> None:
        waiting, self._waiting = self._waiting, []
        for scale, value, at in waiting:
            self._outlet.send(scale, value, at)

    def asked(self) -> list[Ask]:
        """Return the requests to this person that came since the last call."""
        asks = [read_ask(text) for text in self._requests.poll()]
        return [ask for ask in asks if ask is not None and ask.target == self.person]

    @property
    def connected(self) -> bool:
        """True while somebody (recorder or workbench) has been reading for a while."""
        return self._readers.settled(self.clock())

    @property
    def waiting(self) -> int:
        """Answers that nobody has read yet."""
        return len(self._waiting)

    def close(self) -> None:
        """Take the stream off the network."""
        self._requests.close()
        if self._outlet.has_consumers():
            self._send()
        self._outlet.close()


class PacerSource:
    """Says what the pacer is to show now, and publishes what was drawn.

    Parameters
    ----------
    person : str
        Label of the one who breathes with it.
    pace : float or None
        Breaths per minute from the start on; None follows the paced phases of a workbench.
    seconds : float or None
        End of a pacer of its own, s; None until it is closed.
    """

    def __init__(
        self, person: str, *, pace: float | None = None, seconds: float | None = None
    ) -> None:
        self._outlet = DrawnPacerOutlet(person)
        self._pacing = Pacing(math.inf if pace is not None and seconds is None else seconds)
        self._requests = RequestListener() if pace is None else None
        self._rests = True
        if pace is not None:
            self._pacing.take(Pace(pace, since=0.0), local_clock())

    def clock(self) -> float:
        """Return the LSL time, s."""
        return local_clock()

    def now(self, at: float) -> tuple[float, float] | None:
        """Return the position (0-1) and the pace (1/min) at LSL time ``at``; None at rest."""
        for text in self._requests.poll() if self._requests is not None else ():
            order = read_pace(text)
            if order is not None:
                self._pacing.take(order, at)
        return self._pacing.position(at)

    def drew(self, shown: tuple[float, float] | None, *, at: float) -> None:
        """Publish what was painted at LSL time ``at``; of a rest only its beginning."""
        if shown is not None:
            self._outlet.send(*shown, at)
        elif not self._rests:
            self._outlet.send(math.nan, math.nan, at)
        self._rests = shown is None

    @property
    def connected(self) -> bool:
        """True while somebody records what is drawn."""
        return self._outlet.has_consumers()

    def close(self) -> None:
        """Take the stream off the network."""
        if self._requests is not None:
            self._requests.close()
        self._outlet.close()


class CameraSource:
    """Says when a camera mark is due, and publishes those that were shown.

    Parameters
    ----------
    every_s : float
        A mark so often while somebody records, s; ``math.inf``: only when one is asked for.
    """

    def __init__(self, *, every_s: float = math.inf) -> None:
        self._every_s = every_s
        self._outlet = CameraOutlet()
        self._requests = RequestListener()
        self._words: list[Word] = []
        self._readers = _Readers(self._outlet)
        self._next = -math.inf
        self._waiting: list[tuple[float, CameraMark]] = []

    def clock(self) -> float:
        """Return the LSL time, s."""
        return local_clock()

    def due(self, at: float) -> bool:
        """Tell whether a mark is to be shown at LSL time ``at``: asked for, or it is time."""
        asked = any(decode_marker(text)[0] == CAMERA_MARK for text in self._requests.poll())
        timed = self._every_s < math.inf and self.connected and at >= self._next
        if asked or timed:
            self._next = at + self._every_s
        return asked or timed

    def word(self) -> Word:
        """Return a word for the next mark, unlike those before."""
        self._words.append(draw_word(secrets.randbelow, self._words[-LAST_WORDS:]))
        return self._words[-1]

    def shown(self, mark: CameraMark, *, at: float) -> None:
        """Publish a mark whose flash began at LSL time ``at``."""
        self._waiting.append((at, mark))
        self.deliver()

    def deliver(self) -> None:
        """Send what waits, if somebody reads; what nobody read soon is no mark of a session."""
        now = self.clock()
        self._waiting = [row for row in self._waiting if now - row[0] < PROMPT_S]
        if self.connected:
            waiting, self._waiting = self._waiting, []
            for at, mark in waiting:
                self._outlet.send(mark, at)

    @property
    def connected(self) -> bool:
        """True while somebody (recorder or workbench) has been reading for a while."""
        return self._readers.settled(self.clock())

    def close(self) -> None:
        """Take the stream off the network."""
        self._requests.close()
        self._outlet.close()
