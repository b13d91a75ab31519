"""Whose samples come: senders that return, are doubled, or are others than before.

liblsl finds a restarted sender again by name, type and source id, and asks nothing else. So what
comes from it is held back until its header was read: one with other channels, units, rate or
person ends the stream. Where a sender has no source id, only a person can say that it is the same
sensor on the same body: such a stream is offered; taken up, it goes on in the same stream of the
session with a gap, in the same recording.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping, Sequence

from acquisition.description import StreamDescription
from acquisition.discovery import FoundStream, StreamWatcher, find_source, read_headers
from acquisition.inlet import RawInlet
from acquisition.lifeline import Lifeline
from safehold.app.model import SessionModel, StreamState, StreamStatus
from safehold.app.runner import Runner, in_background
from safehold.app.senders import differences, doubles
from safehold.core.errors import StreamError
from safehold.core.types import Level, StreamSpec

logger = logging.getLogger("safehold.app.returning")

LOOK_S = 0.5
OPEN_S = 5.0
LONG_SILENT_S = 6.0
"""liblsl has had its time to find a sender with a source id again, s."""
SEEN_S = 3.0
"""A stream is offered when it has been there for this long: the recorder has opened it by then."""
GLANCE_S = 5.0
GLANCE_EVERY_S = 15.0
"""While nothing is missing the network is looked at so long and so often: it costs packets, s."""
ASKED = 3
"""Times that a returned sender is asked who it is, up to ``OPEN_S`` each."""


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
        Gets the offers, the inlets and what to do with what was held back.
    opened : mapping of str to FoundStream
        What each inlet was opened on, with full header, by the key the runner knows it by.
    """

    def __init__(
        self, model: SessionModel, runner: Runner, opened: Mapping[str, FoundStream]
    ) -> None:
        self._model, self._runner = model, runner
        self._senders: dict[str, StreamDescription] = {}
        """Full header of what each inlet is connected to now."""
        self._lifelines: dict[str, Lifeline] = {}
        """Of senders that may be silent for long without anything being wrong."""
        for key, found in opened.items():
            self._connected(key, found)
        self._told: tuple[dict[str, str], set[str], set[str]] = ({}, set(), set())
        """Which streams are offered, doubled, gone."""
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

    def identify(self, key: str) -> None:
        """Find out who an inlet was connected to again, and tell the runner; returns at once."""
        in_background(lambda: self._runner.release(key, self._strange(key)), "identify")

    def _strange(self, key: str) -> str:
        """Return why an inlet's new sender cannot take the place of the old one, or nothing."""
        old = self._senders.get(key)
        if old is None:
            return ""  # our own rating windows
        runs = self._runs_of(old)
        for run in runs:
            if run.description.uid == old.uid:
                return ""  # the network was away, not the sender
        if not runs:
            return (
                f"{old.name!r} came back, but does not say what it is. Its samples are recorded, "
                "but not used until you use it again."
            )
        for run in runs:
            if changed := differences(old, run.description):
                return (
                    f"{old.name!r} came back as another stream ({'; '.join(changed)}). It is "
                    "recorded, but not used. Give it back its settings, or start the session "
                    "again under the same id: the recording goes on."
                )
        self._connected(key, runs[0])
        return ""

    def _connected(self, key: str, found: FoundStream) -> None:
        """Take note of whom an inlet is connected to now."""
        self._senders[key] = sender = found.description
        if not sender.nominal_rate and sender.source_id:
            self._lifelines[key] = Lifeline(found)

    def _runs_of(self, old: StreamDescription) -> list[FoundStream]:
        """Return the runs that liblsl may have taken for a sender, with full headers; blocks."""
        for _ in range(ASKED):
            try:
                found = find_source(old.source_id, OPEN_S)
            except (StreamError, ValueError) as error:
                logger.warning("asking for %r: %s", old.name, error)
                continue
            same = [
                stream
                for stream in found
                if (stream.description.name, stream.description.type) == (old.name, old.type)
            ]
            read = read_headers(same)
            complete = [stream for stream in read if stream.description.channels]
            if complete and len(complete) == len(read):
                return complete
        return []

    def _run(self) -> None:
        watcher: StreamWatcher | None = None
        began = time.monotonic()
        while not self._stop.wait(LOOK_S):
            status = self._model.status
            missing = [s.spec for s in (status.streams if status else ()) if is_missing(s)]
            gone = {key for key, lifeline in [*self._lifelines.items()] if not lifeline.holds()}
            offered, doubled, _ = self._told
            self._tell(offered, doubled, gone)
            if not missing and (time.monotonic() - began) % GLANCE_EVERY_S > GLANCE_S:
                watcher, self._since = None, {}
                self._tell({}, doubled, gone)
                continue
            try:
                watcher = watcher or StreamWatcher()
                self._found = {s.description.uid: s for s in watcher.streams()}
            except StreamError as error:
                logger.warning("looking at the streams: %s", error.message)
                continue
            self._look(missing, doubled, gone)

    def _look(self, missing: Sequence[StreamSpec], doubled: set[str], gone: set[str]) -> None:
        now = time.monotonic()
        self._since = {uid: self._since.get(uid, now) for uid in self._found}
        settled = [
            stream.description
            for uid, stream in self._found.items()
            if now - self._since[uid] >= SEEN_S
        ]
        connected = {sender.uid for sender in self._senders.values()}
        free = [stream for stream in settled if stream.uid not in connected]
        offered = {key: s.uid for key, s in offers(missing, free).items()}
        self._tell(offered, doubles(self._senders, settled) if settled else doubled, gone)

    def _tell(self, offered: dict[str, str], doubled: set[str], gone: set[str]) -> None:
        if (offered, doubled, gone) != self._told:
            self._told = (offered, doubled, gone)
            self._runner.seen(offered, doubled, gone)

    def _take_up(self, stream_id: str) -> None:
        offered, _, _ = self._told
        found = self._found.get(offered.get(stream_id, ""))
        status = self._model.status
        specs = [
            s.spec for s in (status.streams if status else ()) if s.spec.stream_id == stream_id
        ]
        if found is None or not specs:
            return
        spec = specs[0]
        old = self._senders.get(spec.uid)
        inlet = RawInlet(found)
        try:
            header = inlet.open(OPEN_S)
            offset = inlet.measure_offset(OPEN_S)
        except StreamError as error:
            inlet.close()
            self._model.notify(Level.ERROR, "take_up", error.message, stream_id=stream_id)
            return
        changed = differences(old, header) if old is not None else ()
        if offset is None or changed:
            inlet.close()
            why = (
                "its clock cannot be compared with this computer's"
                if offset is None
                else f"its header has changed ({'; '.join(changed)}), so it is another stream; "
                "start the session again under the same id to use it (the recording goes on)"
            )
            text = f"{spec.name!r} is not taken up: {why}."
            self._model.notify(Level.ERROR, "take_up", text, stream_id=stream_id)
            return
        self._opened.append(inlet)
        self._senders.pop(spec.uid, None)
        self._lifelines.pop(spec.uid, None)
        self._connected(header.uid, inlet.found)
        self._runner.take_up(spec.uid, header.uid, inlet, offset)
