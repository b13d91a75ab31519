"""Which streams a recorder is to take, and those that it begins with."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase

from acquisition.description import StreamDescription
from acquisition.discovery import FoundStream, StreamWatcher
from safehold.core.errors import StreamNotFoundError
from safehold.core.messages import Message

SETTLE_S = 1.2
"""The first streams are taken together when no further one has answered for this long."""


def selected(description: StreamDescription, patterns: Sequence[str]) -> bool:
    """Tell whether a stream's name, type or source id matches a pattern; without any, all do."""
    texts = [
        text.casefold() for text in (description.name, description.type, description.source_id)
    ]
    return not patterns or any(
        fnmatchcase(text, pattern.casefold()) for pattern in patterns for text in texts
    )


def first_streams(
    watcher: StreamWatcher,
    patterns: Sequence[str],
    *,
    wait_s: float,
    min_streams: int,
    stop_wanted: Callable[[float], bool],
) -> list[FoundStream]:
    """Wait until no further stream answers.

    Raises
    ------
    StreamNotFoundError
        When fewer than `min_streams` answer within `wait_s` seconds.
    """
    started = news = time.monotonic()
    found: list[FoundStream] = []
    while not stop_wanted(0.05):
        now = time.monotonic()
        present = [f for f in watcher.streams() if selected(f.description, patterns)]
        if {f.description.uid for f in present} != {f.description.uid for f in found}:
            found, news = present, now
        enough = len(found) >= min_streams
        if now - started > wait_s or (enough and now - news >= SETTLE_S):
            break
    if len(found) < min_streams:
        raise StreamNotFoundError(
            Message(
                "{n} of {min_streams} LSL streams answered in {wait_s:g} s (wanted: {wanted}).",
                code="lsl_streams_answered_s_wanted",
                n=len(found),
                min_streams=min_streams,
                wait_s=wait_s,
                wanted=", ".join(patterns) or "*",
            ),
            remedy=Message(
                "Start the sensors' programs and check that they stream.",
                code="start_sensors_programs_check_stream",
            ),
        )
    return found
