"""What is out there: streams on the configured LSL network."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pylsl

from acquisition.description import FoundStream, StreamDescription, describe
from acquisition.lsl import lsl_errors
from acquisition.roles import Proposal, propose, propose_person
from acquisition.specs import Correction, specs_for
from safehold.core.errors import StreamError
from safehold.core.messages import Message
from safehold.core.rr_values import rr_unit
from safehold.core.types import StreamSpec

__all__ = [
    "FoundStream",
    "Proposal",
    "StreamWatcher",
    "discover",
    "propose",
    "propose_person",
    "propose_specs",
    "read_headers",
    "rr_unit",
    "runs_of",
]

logger = logging.getLogger("safehold.acquisition.discovery")

_POLL_S = 0.05


class StreamWatcher:
    """The streams present now, kept up to date in the background by liblsl.

    Parameters
    ----------
    forget_after_s : float
        A stream that has not answered for this long is gone.
    """

    def __init__(self, forget_after_s: float = 5.0) -> None:
        with lsl_errors(Message("The search for streams", code="search_streams")):
            self._resolver = pylsl.ContinuousResolver(forget_after=forget_after_s)
        self._known: dict[str, FoundStream] = {}

    def streams(self) -> list[FoundStream]:
        """Return the streams present now, with short headers; the same object for the same run."""
        with lsl_errors(Message("The search for streams", code="search_streams")):
            infos = self._resolver.results()
        present: dict[str, FoundStream] = {}
        for info in infos:
            try:
                uid = info.uid()
                present[uid] = self._known.get(uid) or FoundStream(describe(info), info)
            except Exception:  # one stream's oddity must not hide the others
                logger.exception("a stream cannot be described, and is left out")
        self._known = present
        return sorted(present.values(), key=lambda f: (f.description.name, f.description.uid))


def read_headers(found: Sequence[FoundStream], *, timeout_s: float = 2.0) -> list[FoundStream]:
    """Return the streams with their full headers; one that does not answer stays short.

    All are asked at the same time; blocks up to ``timeout_s``.
    """

    def read(stream: FoundStream) -> FoundStream:
        what = Message("Stream {name!r}", code="stream_named", name=stream.description.name)
        try:
            with lsl_errors(what):
                inlet = pylsl.StreamInlet(stream.handle, max_buflen=1, recover=False)
                info = inlet.info(timeout=timeout_s)
        except StreamError as error:
            logger.warning("header not read: %s", error.message)
            return stream
        return replace(stream, description=describe(info, complete=True))

    if not found:
        return []
    with ThreadPoolExecutor(min(len(found), 32), thread_name_prefix="lsl-header") as pool:
        return list(pool.map(read, found))


def discover(timeout_s: float = 2.0, *, min_streams: int = 0) -> list[FoundStream]:
    """Return the streams on the network, with full headers.

    Parameters
    ----------
    timeout_s : float
        How long to listen, s.
    min_streams : int
        Stop listening as soon as so many have answered; 0 listens to the end. Fewer may be
        returned, none included: what that means is for the caller to say.
    """
    watcher = StreamWatcher()
    deadline = time.monotonic() + timeout_s
    found: list[FoundStream] = []
    while (left := deadline - time.monotonic()) > 0:
        time.sleep(min(_POLL_S, left))
        found = watcher.streams()
        if min_streams and len(found) >= min_streams:
            break
    return read_headers(found)


def runs_of(sender: StreamDescription, timeout_s: float = 1.0) -> list[FoundStream]:
    """Return the runs that liblsl may take for a sender, **of any LSL session**; blocks.

    liblsl finds a restarted sender again by name, type and source id and does not look at the
    session: who must know where a stream comes from now has to ask. With full headers, but of one
    that does not answer for 2 s.

    Raises
    ------
    ValueError
        For a source id that cannot stand in a query: empty, or with both kinds of quotes.
    """
    source_id = sender.source_id
    quote = '"' if "'" in source_id else "'"
    if not source_id or quote in source_id:
        raise ValueError(f"source id {source_id!r} cannot be asked for")
    same = f"source_id={quote}{source_id}{quote}"
    with lsl_errors(Message("The search for streams", code="search_streams")):
        # liblsl asks "session_id='...' and <predicate>"; the second half leaves that behind
        infos = pylsl.resolve_bypred(f"{same} or {same}", minimum=1, timeout=timeout_s)
    found = [FoundStream(describe(info), info) for info in infos]
    same_name = [
        run
        for run in found
        if (run.description.name, run.description.type) == (sender.name, sender.type)
    ]
    return read_headers(same_name)


def propose_specs(
    found: Sequence[FoundStream], people: Sequence[str], corrections: Sequence[Correction] = ()
) -> list[StreamSpec]:
    """Return proposed specifications of found streams (see :func:`acquisition.specs.specs_for`).

    One stream may give several, one per usable channel; ``uid`` says which stream each is of.
    """
    return specs_for([stream.description for stream in found], people, corrections)
