"""Codes that were given in other programs: ELAN, BORIS, The Observer, and tables.

=========  ==========================================================================
``.eaf``   ELAN: every aligned annotation; its value is the text, or its tier's name
``.boris`` BORIS project with one observation; states are paired start to stop
``.xlsx``  the first sheet of an Excel workbook, as a table
recording  of a format that holds events (EDF+, BrainVision, WFDB, XDF ...): its events
else       a table with a header: an onset, and an end or a duration or a kind (start,
           stop, point) where there is one; The Observer's and BORIS's exports are such
=========  ==========================================================================

What cannot be placed in time is told, never guessed.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np

from recordings.exports.boris import CODER as CODER_SET
from recordings.exports.boris import NOT_SAID
from recordings.exports.elan import AUTHOR, POINT_MS
from recordings.importers.formats.workbook import workbook_text
from recordings.importers.imported import HEAD_BYTES
from recordings.importers.registry import read_any, surest
from safehold.core.errors import ConfigError, RecordingError
from safehold.core.messages import Message
from safehold.core.text_bytes import TableError
from safehold.core.text_table import parse_table
from safehold.core.time_text import seconds_of

ONSET = ("onset", "onset_s", "t_s", "start (s)", "start", "begin", "begin time", "beginn",
         "anfang", "startzeit", "von", "time_relative_sf", "time_relative_hms", "time", "zeit",
         "zeitpunkt")  # fmt: skip
END = ("end", "end_s", "stop (s)", "stop", "end time", "ende", "endzeit", "bis")
DURATION = ("duration", "duration_s", "duration (s)", "duration_sf", "dauer")
TEXT = ("code", "kode", "behavior", "behaviour", "label", "annotation", "trial_type", "event",
        "value", "verhalten", "ereignis", "kategorie")  # fmt: skip
KIND = ("behavior type", "event_type", "status", "ereignistyp")
CODER = ("coder", "observer", "annotator", "rater", "beobachter", "kodierer", "kodiert von")
NOTE = ("comment", "note", "notes", "kommentar", "bemerkung", "notiz")
SUBJECT = ("subject", "actor", "event_log", "person")
"""Names of columns, in lower case; the first that is there is taken, a unit behind it or not."""
UNITS = {"s": 1.0, "ms": 0.001, "min": 60.0, "days": 86_400.0, "hh:mm": 1 / 60}
"""By what times are multiplied: seconds, also as ``mm:ss`` and ``hh:mm:ss``; Excel's times as
numbers are days; ``hh:mm`` are minutes and seconds that Excel took for hours and minutes."""
_UNIT = re.compile(r"\s*[\[(][^\])]*[\])]$")
_OWN_TIER = re.compile(r"([a-z][a-z0-9_.-]*) \(.+\)(?: \d+)?")
NO_CODES = (
    TableError, ElementTree.ParseError, ValueError, KeyError, TypeError, AttributeError,
    OverflowError, RecursionError,
)  # fmt: skip
"""What a file that holds no codes may raise while it is read."""
STARTS, STOPS = ("start", "state start", "beginn"), ("stop", "state stop", "ende")


@dataclass(frozen=True, slots=True)
class CodedRow:
    """One coded event of a file."""

    text: str
    """What was coded, in the file's words."""
    onset: float
    """Time on the file's clock, s."""
    duration: float
    """s; 0 for a point."""
    tier: str = ""
    """Tier or subject that it belongs to."""
    coder: str = ""
    note: str = ""


@dataclass(slots=True)
class CodedFile:
    """What a file of codes holds."""

    rows: list[CodedRow]
    problems: list[Message] = field(default_factory=list)
    """What could not be read, or not be placed in time."""
    unit: str = "s"
    """What its times seem to be, of :data:`UNITS`."""
    start: float | None = None
    """Unix time of the file's time 0, s; None where it does not say it."""
    local: bool = False
    """``start`` is a wall clock of an unknown zone, counted as if it were UTC."""


def read_coded(path: Path) -> CodedFile:
    """Return the coded events of a file, by onset.

    Raises
    ------
    ConfigError
        When it cannot be read, or is none of the kinds that are known.
    """
    odd: list[Message] = []
    book = path.suffix.lower() == ".xlsx"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(
            Message("{path} cannot be read: {error}.", path=path, error=error)
        ) from error
    recorded = _recorded(path, data)
    if recorded is not None:
        return recorded
    readers = {".eaf": _elan, ".boris": _boris}
    reader = readers.get(path.suffix.lower(), _table)
    try:
        found = reader(workbook_text(path, odd) if book else data)
    except NO_CODES as error:
        raise ConfigError(
            Message("{path} is not read as codes: {error}.", path=path, error=error),
            remedy=Message(
                "ELAN (.eaf), BORIS (.boris), or a table (also .xlsx) with a header: onset, code."
            ),
        ) from error
    found.problems[:0] = odd
    found.rows.sort(key=lambda row: row.onset)
    return found


def _recorded(path: Path, data: bytes) -> CodedFile | None:
    """Return the events of a recording; None where the file is none, or a table."""
    reader = surest(path, data[:HEAD_BYTES])
    if reader is None or reader.name == "table":
        return None
    try:
        recording = read_any(path, name=reader.name)
    except RecordingError as error:
        raise ConfigError(error.message, remedy=error.remedy) from error
    rows = [CodedRow(one.text, one.onset, one.duration) for one in recording.events]
    odd = [] if rows else [Message("{name} holds no event.", name=path.name)]
    return CodedFile(rows, odd, start=recording.start, local=recording.local)


def _elan(data: bytes) -> CodedFile:
    root = ElementTree.fromstring(data)
    own = root.get("AUTHOR") == AUTHOR
    slots = {slot.get("TIME_SLOT_ID"): slot.get("TIME_VALUE") for slot in root.iter("TIME_SLOT")}
    found = CodedFile([])
    for tier in root.iter("TIER"):
        name, lost = tier.get("TIER_ID", ""), 0
        for note in tier.iter("ALIGNABLE_ANNOTATION"):
            edges = [slots.get(note.get(f"TIME_SLOT_REF{k}")) for k in (1, 2)]
            if None in edges:
                lost += 1
                continue
            onset, end = (float(edge or 0) / 1000 for edge in edges)
            text = (note.findtext("ANNOTATION_VALUE") or "").strip()
            coder = tier.get("ANNOTATOR", "")
            length = max(end - onset, 0.0)
            if own and length <= POINT_MS / 1000 + 1e-6:
                length = 0.0  # ELAN has no points
            found.rows.append(CodedRow(text or name, onset, length, _plain_tier(name), coder))
        referring = sum(1 for _ in tier.iter("REF_ANNOTATION"))
        if lost:
            found.problems.append(
                Message("Tier {name}: {lost} without a time.", lost=lost, name=name)
            )
        if referring:
            found.problems.append(
                Message(
                    "Tier {name}: {referring} without a time of their own.",
                    referring=referring, name=name,
                )
            )  # fmt: skip
    return found


def _plain_tier(name: str) -> str:
    """Return the code of a tier of our own: ``al.repair (B2, edited) 2`` is ``al.repair``."""
    found = _OWN_TIER.fullmatch(name)
    return found[1] if found else name


def _boris(data: bytes) -> CodedFile:
    project = json.loads(data)
    observations: Mapping[str, Any] = project["observations"]
    if len(observations) != 1:
        raise ValueError(Message("it holds {n} observations, not one", n=len(observations)))
    (observation,) = observations.values()
    states = {
        one["code"] for one in project.get("behaviors_conf", {}).values()
        if "state" in str(one.get("type", "")).lower()
    }  # fmt: skip
    sets = {
        one["code"]: [str(one_set.get("name", "")) for _, one_set in sorted(kinds.items())]
        for one in project.get("behaviors_conf", {}).values()
        if isinstance(kinds := one.get("modifiers"), dict)
    }
    marks = []
    for at, subject, code, *rest in observation["events"]:
        modifiers, note = ([str(word) for word in rest] + ["", ""])[:2]
        said = dict(zip(sets.get(str(code), []), modifiers.split("|"), strict=False))
        coder = said.get(CODER_SET, "")
        coder = "" if coder == NOT_SAID else coder
        marks.append(_Edge(float(at), str(code), "", str(subject), coder, note, modifiers))
    return _paired(sorted(marks, key=lambda mark: mark.at), states)


@dataclass(frozen=True, slots=True)
class _Edge:
    at: float
    text: str
    kind: str
    subject: str
    coder: str
    note: str
    modifiers: str = ""


def _table(data: bytes) -> CodedFile:
    table = parse_table(data)
    columns = {name.strip().lower(): values for name, values in table.columns.items()}
    for name in list(columns):
        columns.setdefault(_UNIT.sub("", name), columns[name])

    def column(names: Sequence[str]) -> np.ndarray | None:
        return next((columns[name] for name in names if name in columns), None)

    onsets, texts = column(ONSET), column(TEXT)
    if not table.header or onsets is None or texts is None:
        raise ValueError(
            Message(
                "no column with an onset and one with a code ({names})",
                names=", ".join(columns) or Message("none"),
            )
        )
    onsets = _times(onsets)
    if onsets is None:
        raise ValueError(Message("the onsets are no times"))
    n = onsets.size
    unit = "days" if _look_like_days(onsets) else "s"
    kinds, subjects, coders, notes = (
        _texts(column(names), n) for names in (KIND, SUBJECT, CODER, NOTE)
    )
    said = _texts(texts, n)
    if any(kind.lower() in (*STARTS, *STOPS) for kind in kinds):
        edges = [
            _Edge(float(at), *rest)
            for at, *rest in zip(onsets, said, kinds, subjects, coders, notes, strict=True)
        ]
        paired = _paired((edge for edge in edges if math.isfinite(edge.at)), set())
        return replace(paired, unit=unit)
    ends, lengths = (
        None if values is None else _times(values) for values in (column(END), column(DURATION))
    )
    found = CodedFile([], unit=unit)
    for k in range(n):
        onset = float(onsets[k])
        length = _length(onset, ends, lengths, k)
        if not math.isfinite(onset) or not said[k]:
            found.problems.append(Message("Row {row} has no onset or no code.", row=k + 1))
        elif length < 0:
            found.problems.append(Message("Row {row} ends before it begins.", row=k + 1))
        else:
            found.rows.append(CodedRow(said[k], onset, length, subjects[k], coders[k], notes[k]))
    return found


def _times(values: np.ndarray) -> np.ndarray | None:
    """Return a column as seconds: numbers, or ``12:30``; None where it is neither."""
    if values.dtype.kind == "f":
        return values
    cells = [str(value).strip() for value in values]
    found = [math.nan if not cell else seconds_of(cell) for cell in cells]
    if any(value is None for value in found) or not any(cells):
        return None
    return np.array(found, dtype=np.float64)


def _look_like_days(onsets: np.ndarray) -> bool:
    """Tell whether onsets are small and finely divided: times that Excel wrote as numbers."""
    known = onsets[np.isfinite(onsets)]
    fine = np.abs(known * 1000 - np.round(known * 1000)) > 1e-6
    return bool(known.size > 1 and (known >= 0).all() and (known < 1).all() and fine.any())


def _length(onset: float, ends: np.ndarray | None, lengths: np.ndarray | None, k: int) -> float:
    for values, start in ((lengths, 0.0), (ends, onset)):
        if values is not None and math.isfinite(values[k]):
            return float(values[k]) - start
    return 0.0


def _texts(values: np.ndarray | None, n: int) -> list[str]:
    if values is None:
        return [""] * n
    if values.dtype.kind == "f":
        return ["" if math.isnan(value) else f"{value:g}" for value in values]
    return [str(value or "").strip() for value in values]


def _paired(edges: Iterable[_Edge], states: set[str]) -> CodedFile:
    """Return events of starts and stops; a state without a kind begins and ends in turn."""
    found, begun = CodedFile([]), dict[tuple[str, str, str], _Edge]()
    for edge in edges:
        key, kind = (edge.text, edge.subject, edge.modifiers), edge.kind.lower()
        if kind in STOPS or (not kind and edge.text in states and key in begun):
            if (start := begun.pop(key, None)) is None:
                found.problems.append(
                    Message("{text} ends at {t:.1f} s and never began.", text=edge.text, t=edge.at)
                )
            else:
                found.rows.append(_row(start, edge.at - start.at))
        elif kind in STARTS or (not kind and edge.text in states):
            begun[key] = edge
        else:
            found.rows.append(_row(edge, 0.0))
    found.problems += _unended(begun.values())
    return found


def _unended(edges: Iterable[_Edge]) -> Iterator[Message]:
    for edge in edges:
        yield Message("{text} begins at {at:.1f} s and never ends.", text=edge.text, at=edge.at)


def _row(edge: _Edge, duration: float) -> CodedRow:
    return CodedRow(edge.text, edge.at, duration, edge.subject, edge.coder, edge.note)
