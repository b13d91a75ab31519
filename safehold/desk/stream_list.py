"""The streams that are there now, what each is taken for, and why: kept up to date."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from acquisition.description import StreamDescription
from acquisition.discovery import FoundStream, StreamWatcher, read_headers
from acquisition.specs import Assignment, Correction, assign
from safehold.core.errors import ConfigError, StreamError
from safehold.core.messages import Message
from safehold.core.types import Role
from safehold.files.corrections import load_corrections

LOOK_S = 0.5
HEADER_S = 2.0
FORGET_S = 4.0
"""A stream that does not answer for this long is off the list, within 5 s with the look."""


@dataclass(frozen=True, slots=True)
class ListedStream:
    """One stream that is there now."""

    description: StreamDescription
    assignments: tuple[Assignment, ...]
    """What its channels are taken for, with reasons; corrections applied."""
    remarks: tuple[str, ...] = ()
    """What to know about it: a duplicate, a changed header, no source id."""

    @property
    def own(self) -> bool:
        """True for what safehold itself publishes."""
        return self.assignments[0].proposal.role is Role.DERIVED


Key = tuple[str, str, str]


def _key(stream: StreamDescription) -> Key:
    return stream.name, stream.type, stream.source_id


def _shape(stream: StreamDescription) -> Message:
    rate = (
        Message("{nominal_rate:g} Hz", code="rate_in_hz", nominal_rate=stream.nominal_rate)
        if stream.nominal_rate
        else Message("irregular")
    )
    return Message(
        "{channel_count} x {channel_format} at {rate}",
        channel_count=stream.channel_count,
        channel_format=stream.channel_format,
        rate=rate,
    )


def list_streams(
    present: Sequence[StreamDescription],
    people: Sequence[str],
    corrections: Sequence[Correction],
    before: dict[Key, StreamDescription],
) -> tuple[ListedStream, ...]:
    """Return what is there, with assignments and remarks.

    Parameters
    ----------
    present : sequence of StreamDescription
        With full headers.
    people : sequence of str
        Participant labels.
    corrections : sequence of Correction
        What the user has said.
    before : dict
        The header that a stream of the same identity had first; added to.
    """
    listed = []
    for stream in present:
        remarks = []
        same = [other for other in present if _key(other) == _key(stream)]
        if len(same) > 1:
            remarks.append(
                Message(
                    "{n_same} streams with this name, type and source id are there at "
                    "once: liblsl cannot tell them apart. Stop one of them",
                    n_same=len(same),
                )
            )
        first = before.setdefault(_key(stream), stream)
        if _shape(first) != _shape(stream):
            remarks.append(
                Message(
                    "changed: it was {shape}, now it is {shape_now}",
                    shape=_shape(first),
                    shape_now=_shape(stream),
                )
            )
        if not stream.source_id:
            remarks.append(
                Message("no source id: after a restart of its program it is not found again")
            )
        listed.append(ListedStream(stream, assign(stream, people, corrections), tuple(remarks)))
    return tuple(sorted(listed, key=lambda item: (item.description.name, item.description.uid)))


class StreamList:
    """Keeps the list of streams up to date in its own thread.

    Parameters
    ----------
    people : sequence of str
        Participant labels.
    study : Path
        Study folder with the corrections; read again at every look, so that a change shows.
    """

    def __init__(self, people: Sequence[str], study: Path) -> None:
        self._people, self._study = tuple(people), study
        self._stop = threading.Event()
        self._known: dict[str, FoundStream] = {}
        self._before: dict[Key, StreamDescription] = {}
        self._listed: tuple[ListedStream, ...] = ()
        self.trouble = ""
        """Why the list cannot be kept up to date, in plain words."""
        self._thread = threading.Thread(target=self._run, name="safehold-streams", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End. Safe to call twice."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(2 * HEADER_S)

    def streams(self) -> tuple[ListedStream, ...]:
        """Return what is there now; never blocks."""
        return self._listed

    def _run(self) -> None:
        watcher = StreamWatcher(FORGET_S)
        while not self._stop.wait(LOOK_S):
            try:
                self._look(watcher)
                self.trouble = ""
            except (StreamError, ConfigError) as error:
                self.trouble = error.message

    def _look(self, watcher: StreamWatcher) -> None:
        found = watcher.streams()
        new = [stream for stream in found if stream.description.uid not in self._known]
        read = {stream.description.uid: stream for stream in read_headers(new, timeout_s=HEADER_S)}
        present = [self._known.get(s.description.uid) or read[s.description.uid] for s in found]
        # a header that did not come is asked for again at the next look
        self._known = {s.description.uid: s for s in present if s.description.channels}
        self._listed = list_streams(
            [stream.description for stream in present],
            self._people,
            load_corrections(self._study),
            self._before,
        )


def find_listed(listed: Sequence[ListedStream], name: str) -> ListedStream:
    """Return the stream of a name or source id.

    Raises
    ------
    ConfigError
        When there is none, or more than one.
    """
    others = [item for item in listed if not item.own]
    for text in ("source_id", "name"):
        hits = [item for item in others if getattr(item.description, text) == name]
        if len({_key(item.description) for item in hits}) == 1:
            return hits[0]
        if hits:
            ids = ", ".join(repr(item.description.source_id) for item in hits)
            raise ConfigError(
                Message(
                    "Several streams have the {text} {name!r}.",
                    text=text.replace("_", " "),
                    name=name,
                ),
                remedy=Message("Name one by its source id: {ids}.", ids=ids),
            )
    names = ", ".join(repr(item.description.name) for item in others) or "none"
    raise ConfigError(
        Message("There is no stream {name!r} now.", name=name),
        remedy=Message("Start its program. There are: {names}.", names=names),
    )
