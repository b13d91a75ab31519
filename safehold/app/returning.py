"""Streams that ended, or fell silent, and are there again: offered, never guessed.

liblsl finds a restarted sender again by its source id. Where a sender has none (or its header
changed, which liblsl does not survive), only a person can say that it is the same sensor on the
same body. So such a stream is offered; taken up, it goes on in the same stream of the session with
a gap, in the same recording.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping, Sequence

from acquisition.description import StreamDescription
from acquisition.discovery import FoundStream, StreamWatcher
from acquisition.inlet import RawInlet
from safehold.app.model import SessionModel, StreamState, StreamStatus
from safehold.app.runner import Runner, in_background
from safehold.core.errors import StreamError
from safehold.core.types import Level, StreamSpec

logger = logging.getLogger("safehold.app.returning")

LOOK_S = 0.5
OPEN_S = 5.0
LONG_SILENT_S = 6.0
"""liblsl has had its time to find a sender with a source id again, s."""
SEEN_S = 3.0
"""A stream is offered when it has been there for this long: the recorder has opened it by then."""


def is_missing(stream: StreamStatus) -> bool:
    """Tell whether a stream will hardly come back by itself."""
    age = stream.last_sample_age_s
    silent = stream.state is StreamState.SILENT and (age or 0.0) > LONG_SILENT_S
    return stream.state is StreamState.ENDED or silent


def offers(
    missing: Sequence[StreamSpec], present: Sequence[StreamDescription]
) -> dict[str, StreamDescription]:
    """Return per id of a missing stream the one that is there and may be it.

    The same name, type, source id and computer, another run of its program. Where several may be
    it, none is offered: they cannot be told apart.
    """
    found: dict[str, StreamDescription] = {}
    for spec in missing:
        same = [
            stream
            for stream in present
            if (stream.name, stream.type, stream.source_id, stream.hostname)
            == (spec.name, spec.type, spec.source_id, spec.hostname)
            and stream.uid != spec.uid
        ]
        if len(same) == 1:
            found[spec.stream_id] = same[0]
    return found


class Returning:
    """Looks for missing streams while there are any, and takes up what the user accepts.

    Parameters
    ----------
    model : SessionModel
        Its status says what is missing; it is told what goes wrong.
    runner : Runner
        Gets the offers and the inlets.
    """

    def __init__(self, model: SessionModel, runner: Runner) -> None:
        self._model, self._runner = model, runner
        self._offered: dict[str, str] = {}
        self._found: dict[str, FoundStream] = {}
        self._since: dict[str, float] = {}
        """When each stream was first seen, by uid (monotonic clock)."""
        self._opened: list[RawInlet] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="safehold-returning", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Stop to look; call it before the runner is stopped."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(2 * OPEN_S)

    def close(self) -> None:
        """Close what was opened here; call it after the runner was stopped."""
        for inlet in self._opened:
            inlet.close()

    def take_up(self, stream_id: str) -> None:
        """Go on with a stream that is offered; returns at once."""
        in_background(lambda: self._take_up(stream_id), "take-up")

    def _run(self) -> None:
        watcher: StreamWatcher | None = None  # it costs packets: only while something is missing
        while not self._stop.wait(LOOK_S):
            status = self._model.status
            missing = [s.spec for s in (status.streams if status else ()) if is_missing(s)]
            if not missing:
                watcher = None
                self._offer({})
                continue
            try:
                watcher = watcher or StreamWatcher()
                self._found = {s.description.uid: s for s in watcher.streams()}
            except StreamError as error:
                logger.warning("looking for missing streams: %s", error.message)
                continue
            now = time.monotonic()
            self._since = {uid: self._since.get(uid, now) for uid in self._found}
            present = [
                stream.description
                for uid, stream in self._found.items()
                if now - self._since[uid] >= SEEN_S
            ]
            self._offer({key: s.uid for key, s in offers(missing, present).items()})

    def _offer(self, found: Mapping[str, str]) -> None:
        if found != self._offered:
            self._offered = dict(found)
            self._runner.offer(self._offered)

    def _take_up(self, stream_id: str) -> None:
        found = self._found.get(self._offered.get(stream_id, ""))
        status = self._model.status
        specs = [
            s.spec for s in (status.streams if status else ()) if s.spec.stream_id == stream_id
        ]
        if found is None or not specs:
            return
        spec = specs[0]
        inlet = RawInlet(found)
        try:
            header = inlet.open(OPEN_S)
            offset = inlet.measure_offset(OPEN_S)
        except StreamError as error:
            inlet.close()
            self._model.notify(Level.ERROR, "take_up", error.message, stream_id=stream_id)
            return
        shape = header.channel_format, header.nominal_rate, header.labels
        if offset is None or shape != (spec.channel_format, spec.nominal_rate, spec.labels):
            inlet.close()
            why = (
                "its clock cannot be compared with this computer's"
                if offset is None
                else "its header has changed, so it is another stream; start the session again "
                "under the same id to use it (the recording goes on)"
            )
            text = f"{spec.name!r} is not taken up: {why}."
            self._model.notify(Level.ERROR, "take_up", text, stream_id=stream_id)
            return
        self._opened.append(inlet)
        self._runner.take_up(spec.uid, header.uid, inlet, offset)
