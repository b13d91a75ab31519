"""Whose samples come: senders that return, are doubled, or are others than before.

liblsl finds a restarted sender again by name, type and source id, and asks nothing else. So what
comes from it is held back until it is known who it is (:mod:`acquisition.senders`): one with other
channels, units, rate or person ends the stream. Where a sender has no source id, only a person can
say that it is the same sensor on the same body: such a stream is offered; taken up, it goes on in
the same stream of the session with a gap, in the same recording.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence

from acquisition.description import StreamDescription
from acquisition.discovery import FoundStream, StreamWatcher, runs_of
from acquisition.inlet import OPEN_S, RawInlet
from acquisition.sender_alive import SenderAlive
from acquisition.senders import Kinship, differences, doubles, kinship, reconnected
from safehold.core.errors import StreamError
from safehold.core.messages import NOTHING, Message, joined
from safehold.core.types import Level, StreamSpec
from safehold.core.worker import Service, Worker, in_background
from safehold.live.threads import Runner
from safehold.session.model import SessionModel
from safehold.session.status import StreamState, StreamStatus

logger = logging.getLogger("safehold.live.returning")

LOOK_S = 0.5
LOOKING_S = 30.0
"""One round may take this long where the network is slow, s."""
LONG_SILENT_S = 6.0
"""liblsl has had its time to find a sender with a source id again, s."""
SEEN_S = 3.0
"""A stream is offered when it has been there for this long: the recorder has opened it by then."""
GLANCE_S = 5.0
GLANCE_EVERY_S = 15.0
"""While nothing is missing the network is looked at so long and so often: it costs packets, s."""
OFFERED = (Kinship.RETURNED, Kinship.HEIR)
ASKED = 3
"""Times that a returned sender is asked who it is, up to ``OPEN_S`` each."""


def is_missing(stream: StreamStatus) -> bool:
    """Tell whether a stream will hardly come back by itself."""
    age = stream.last_sample_age_s
    silent = stream.state is StreamState.SILENT and (age or 0.0) > LONG_SILENT_S
    return stream.state is StreamState.ENDED or silent


def offers(
    missing: Mapping[str, StreamDescription], present: Sequence[StreamDescription]
) -> dict[str, StreamDescription]:
    """Map each missing stream to the one run that could replace it.

    Where several may be it, none is offered: they cannot be told apart.

    Parameters
    ----------
    missing : mapping of str to StreamDescription
        What each missing stream was connected to, by stream id.
    present : sequence of StreamDescription
        The runs that are there and free.
    """
    found: dict[str, StreamDescription] = {}
    for stream_id, had in missing.items():
        alike = [new for new in present if kinship(had, new) in OFFERED]
        if len(alike) == 1:
            found[stream_id] = alike[0]
    return found


class Returning:
    """Looks for missing streams while there are any, and takes up what the user accepts.

    Parameters
    ----------
    model : SessionModel
        Its status says what is missing; it takes the notices of what goes wrong.
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
        self._connections: dict[str, SenderAlive] = {}
        """Of senders that may be silent for long without anything being wrong."""
        for key, found in opened.items():
            self._connected(key, found)
        self._told: tuple[dict[str, str], set[str], set[str]] = ({}, set(), set())
        """Which streams are offered, doubled, gone."""
        self._found: dict[str, FoundStream] = {}
        self._since: dict[str, float] = {}
        """When each stream was first seen, by uid (monotonic clock)."""
        self._opened: list[RawInlet] = []
        self.service = Service("returning", self._run, hangs_s=LOOKING_S)
        """Looks at the network; stop it before the runner."""

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

    def _strange(self, key: str) -> Message:
        """Return why an inlet's new sender cannot take the place of the old one, or nothing."""
        old = self._senders.get(key)
        if old is None:
            return NOTHING  # our own rating windows
        taken = {sender.uid for other, sender in [*self._senders.items()] if other != key}
        judged = reconnected(old, self._answers(old), taken=taken)
        if judged is None:
            return Message(
                "{name!r} came back, but does not say what it is. Its samples are "
                "recorded, but not used until you use it again.",
                name=old.name,
            )
        kin, run = judged
        if kin is Kinship.TAKEN:
            return Message(
                "{name!r} has ended, and the other stream of that name continues. "
                "Start its program again, with a source id of its own.",
                name=old.name,
            )
        if kin in (Kinship.FOREIGN, Kinship.CHANGED):
            return Message(
                "{name!r} came back as another stream ({changed}). It is recorded, but "
                "not used. Give it back its settings, or start the session again under "
                "the same id: the recording continues.",
                name=old.name,
                changed=joined("; ", differences(old, run.description)),
            )
        if kin is Kinship.RETURNED:
            self._connected(key, run)
        return NOTHING

    def _connected(self, key: str, found: FoundStream) -> None:
        """Take note of whom an inlet is connected to now."""
        self._senders[key] = sender = found.description
        if not sender.nominal_rate and sender.source_id:
            self._connections[key] = SenderAlive(found)

    def _answers(self, old: StreamDescription) -> list[FoundStream]:
        """Return the runs that liblsl may have taken for a sender; blocks.

        None where one of them does not give its full header: nobody knows what it sends.
        """
        for _ in range(ASKED):
            try:
                found = runs_of(old, OPEN_S)
            except (StreamError, ValueError) as error:
                logger.warning("asking for %r: %s", old.name, error)
                continue
            if found and all(run.description.channels for run in found):
                return found
        return []

    def _run(self, worker: Worker) -> None:
        watcher: StreamWatcher | None = None
        began = time.monotonic()
        while not worker.wait(LOOK_S):
            status = self._model.status
            missing = [s.spec for s in (status.streams if status else ()) if is_missing(s)]
            gone = {
                key for key, connection in [*self._connections.items()] if not connection.holds()
            }
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
        had = {
            spec.stream_id: self._senders[spec.uid]
            for spec in missing
            if spec.uid in self._senders
        }
        offered = {key: s.uid for key, s in offers(had, free).items()}
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
            self._model.refuse(
                Message("No stream is offered for it any more: nothing was changed.")
            )
            return
        spec = specs[0]
        old = self._senders.get(spec.uid)
        inlet = RawInlet(found)
        try:
            header = inlet.open()
            offset = inlet.measure_offset(OPEN_S)
        except StreamError as error:
            inlet.close()
            self._model.notify(Level.ERROR, "take_up", error.message, stream_id=stream_id)
            return
        changed = differences(old, header) if old is not None else ()
        if offset is None or changed:
            inlet.close()
            why = (
                Message(
                    "its clock cannot be compared with this computer's",
                    code="clock_not_comparable",
                )
                if offset is None
                else Message(
                    "its header has changed ({changed}), so it is another stream; start "
                    "the session again under the same id to use it (the recording "
                    "continues)",
                    changed=joined("; ", changed),
                )
            )
            text = Message("{name!r} is not used again: {why}.", name=spec.name, why=why)
            self._model.notify(Level.ERROR, "take_up", text, stream_id=stream_id)
            return
        self._opened.append(inlet)
        # first, so that the end of the offer, which a look finds, is heard after it
        self._runner.take_up(spec.uid, header.uid, inlet, offset)
        self._senders.pop(spec.uid, None)
        self._connections.pop(spec.uid, None)
        self._connected(header.uid, inlet.found)
