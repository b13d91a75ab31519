"""Rows of an exported table as events and beats again."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from safehold.core.afterwards import (
    AFTERWARDS,
    CODER_FROM,
    EDITED,
    EDITED_BY,
    EDITED_UTC,
    ORIGINAL,
)
from safehold.core.errors import RecordingCorruptError
from safehold.core.markers import ONSET_UNCERTAINTY, STAMP, STAMP_CLOCK
from safehold.core.messages import Message
from safehold.core.reasons import Reason
from safehold.core.types import Beat, BeatStatus, Event, EventKind

Row = Mapping[str, str | float | int | None]
"""Cells by column; a missing one is None."""

T = TypeVar("T")
_SOURCES = {"device_rr": "rr"}


@dataclass(frozen=True, slots=True)
class Imported:
    """Events and beats of an export, in the order of its tables."""

    events: tuple[Event, ...]
    """Times to the microsecond; without what was withheld (notes, names of devices)."""
    beats: tuple[Beat, ...]


def events_of(rows: Iterable[Row], path: Path) -> tuple[Event, ...]:
    """Return the events of rows with the columns of the Tidy table.

    Raises
    ------
    RecordingCorruptError
        When a cell is missing or not what its column holds.
    """
    return _made(_event, rows, path)


def beats_of(rows: Iterable[Row], path: Path) -> tuple[Beat, ...]:
    """Return the beats of rows with the columns of the Tidy table.

    Raises
    ------
    RecordingCorruptError
        When a cell is missing or not what its column holds.
    """
    return _made(_beat, rows, path)


def _made(make: Callable[[Row], T], rows: Iterable[Row], path: Path) -> tuple[T, ...]:
    made = []
    for number, row in enumerate(rows, start=1):
        try:
            made.append(make(row))
        except ValueError as error:
            raise RecordingCorruptError(
                Message(
                    "Row {number} of {path} cannot be read: {error}.",
                    number=number,
                    path=path,
                    error=error,
                ),
                remedy=Message("Was the table edited? Export the session again."),
            ) from error
    return tuple(made)


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)


def _number(row: Row, name: str) -> float | None:
    value = row.get(name)
    return None if value is None or value == "" else float(value)


def _needed(row: Row, name: str) -> float:
    value = _number(row, name)
    if value is None:
        raise ValueError(f"{name} is empty")
    return value


def _event(row: Row) -> Event:
    edited = _text(row, "edited")
    attributes = {"subtype": _text(row, "subtype"), "confidence": _text(row, "confidence")}
    attributes |= {
        ONSET_UNCERTAINTY: _text(row, "onset_uncertainty_s"),
        STAMP_CLOCK: _text(row, "stamp_clock"),
        STAMP: _text(row, "stamp_raw"),
    }
    if edited not in ("", "0"):
        original = _number(row, "t_original_s")
        attributes |= {EDITED: edited, ORIGINAL: "" if original is None else repr(original)}
        attributes |= {EDITED_BY: _text(row, "edited_by")}
        if (utc := _text(row, "entered_utc")) != "":
            attributes[EDITED_UTC] = f"{datetime.datetime.fromisoformat(utc).timestamp():.3f}"
    if _text(row, "afterwards") not in ("", "0"):
        attributes |= {AFTERWARDS: "1", CODER_FROM: _text(row, "coder_from")}
    return Event(
        event_id=_text(row, "event_id"),
        code=_text(row, "code"),
        onset=_needed(row, "t_s"),
        duration=_number(row, "duration_s"),
        kind=EventKind(_text(row, "kind")),
        target=_text(row, "target"),
        actor=_text(row, "actor"),
        coder=_text(row, "coder"),
        source=_text(row, "source"),
        value=_text(row, "value"),
        note=_text(row, "note"),
        t_entered=_number(row, "t_entered_s"),
        attributes={key: value for key, value in attributes.items() if value},
    )


def _beat(row: Row) -> Beat:
    reasons = _text(row, "flag_reason")
    source = _text(row, "source")
    return Beat(
        person=_text(row, "participant"),
        time=_needed(row, "t_s"),
        rr_ms=_number(row, "rr_ms"),
        status=BeatStatus(_text(row, "status")),
        reasons=tuple(Reason(word) for word in reasons.split(";")) if reasons else (),
        source=_SOURCES.get(source, source),
        height=_number(row, "height"),
    )
