"""The table of what people said themselves: answers given live and continuous recall."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from recordings.tidy.schema import PARTICIPANT, flag, integer, number, seconds, text
from recordings.tidy.table import Table
from safehold.core.codebook import RATING_PREFIX
from safehold.core.results import SessionResults

RATING_COLUMNS = (
    PARTICIPANT,
    text("scale", "name of the scale; its ends and words stand in the study of session.json"),
    seconds("t_s", "live: moment of the gesture; recall: moment of the session that was looked "
            "at", decimals=3),
    number("value", "scale's own", "what the person answered; the middle of a scale has no "
           "meaning of its own, and scales of two people are not comparable", decimals=3,
           missing="recall before the first touch"),
    text("source", "live: answered in the session; recall-<n>: the n-th continuous rating made "
         "afterwards, 10 values a second", allowed="live;recall-*"),
    integer("pass", "recall: a new one begins with each jump back", missing="live"),
    flag("stands", "1: the last word on its moment in this take; 0: said again later, or said "
         "nothing"),
)  # fmt: skip


def ratings_table(results: SessionResults) -> Table:
    """Return the ratings of a session: live answers by time, then each take of recall."""
    return Table.from_rows("ratings", RATING_COLUMNS, [*_live(results), *_recall(results)])


def _live(results: SessionResults) -> Iterator[tuple[Any, ...]]:
    for event in sorted(results.events, key=lambda event: (event.onset, event.event_id)):
        if event.code.startswith(RATING_PREFIX):
            try:
                value = float(event.attributes.get("value", ""))
            except ValueError:
                continue
            scale = event.code.removeprefix(RATING_PREFIX)
            yield event.target, scale, event.onset, value, "live", None, 1


def _recall(results: SessionResults) -> Iterator[tuple[Any, ...]]:
    for take in results.recall:
        columns = (take.t, take.values, take.passes, take.stands)
        for t, value, pass_, stands in zip(*(c.tolist() for c in columns), strict=True):
            shown = None if math.isnan(value) else value
            yield take.person, take.scale, t, shown, f"recall-{take.take}", pass_, int(stands)
