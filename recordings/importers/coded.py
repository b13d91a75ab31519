"""Codes that were given in other programs: ELAN, BORIS, The Observer, and tables.

=========  ==========================================================================
``.eaf``   ELAN: every aligned annotation; its value is the text, or its tier's name
``.boris`` BORIS project with one observation; states are paired start to stop
else       a table with a header: an onset, and an end or a duration or a kind (start,
           stop, point) where there is one; The Observer's and BORIS's exports are such
=========  ==========================================================================

What cannot be placed in time is told, never guessed.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np

from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.text_table import TableError, parse_table

ONSET = ("onset", "onset_s", "t_s", "start (s)", "start", "begin", "begin time", "beginn",
         "time_relative_sf", "time_relative_hms", "time")  # fmt: skip
END = ("end", "end_s", "stop (s)", "stop", "end time", "ende")
DURATION = ("duration", "duration_s", "duration (s)", "duration_sf", "dauer")
TEXT = ("code", "behavior", "behaviour", "label", "annotation", "trial_type", "event", "value",
        "verhalten")  # fmt: skip
KIND = ("behavior type", "event_type", "status")
CODER = ("coder", "observer", "annotator", "rater")
NOTE = ("comment", "note", "notes", "kommentar")
SUBJECT = ("subject", "actor", "event_log")
"""Names of columns, in lower case; the first that is there is taken."""
NO_CODES = (
    TableError, ElementTree.ParseError, ValueError, KeyError, TypeError, AttributeError,
    OverflowError, RecursionError,
)  # fmt: skip
"""What a file that holds no codes may raise while it is read."""
STARTS, STOPS = ("start", "state start"), ("stop", "state stop")


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


def read_coded(path: Path) -> CodedFile:
    """Return the coded events of a file, by onset.

    Raises
    ------
    ConfigError
        When it cannot be read, or is none of the kinds that are known.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(
            Message("{path} cannot be read: {error}.", path=path, error=error)
        ) from error
    reader = {".eaf": _elan, ".boris": _boris}.get(path.suffix.lower(), _table)
    try:
        found = reader(data)
    except NO_CODES as error:
        raise ConfigError(
            Message("{path} is not read as codes: {error}.", path=path, error=error),
            remedy=Message("ELAN (.eaf), BORIS (.boris), or a table with a header: onset, code."),
        ) from error
    found.rows.sort(key=lambda row: row.onset)
    return found


def _elan(data: bytes) -> CodedFile:
    root = ElementTree.fromstring(data)
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
            found.rows.append(CodedRow(text or name, onset, max(end - onset, 0.0), name, coder))
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
    marks = [
        _Edge(float(at), str(code), "", str(subject), "", str(rest[1]) if len(rest) > 1 else "")
        for at, subject, code, *rest in observation["events"]
    ]
    return _paired(sorted(marks, key=lambda mark: mark.at), states)


@dataclass(frozen=True, slots=True)
class _Edge:
    at: float
    text: str
    kind: str
    subject: str
    coder: str
    note: str


def _table(data: bytes) -> CodedFile:
    table = parse_table(data)
    columns = {name.strip().lower(): values for name, values in table.columns.items()}

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
    if onsets.dtype.kind != "f":
        raise ValueError(Message("the onsets are no times"))
    n = onsets.size
    kinds, subjects, coders, notes = (
        _texts(column(names), n) for names in (KIND, SUBJECT, CODER, NOTE)
    )
    said = _texts(texts, n)
    if any(kind.lower() in (*STARTS, *STOPS) for kind in kinds):
        edges = [
            _Edge(float(at), *rest)
            for at, *rest in zip(onsets, said, kinds, subjects, coders, notes, strict=True)
        ]
        return _paired((edge for edge in edges if math.isfinite(edge.at)), set())
    ends, lengths = column(END), column(DURATION)
    found = CodedFile([])
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


def _length(onset: float, ends: np.ndarray | None, lengths: np.ndarray | None, k: int) -> float:
    for values, start in ((lengths, 0.0), (ends, onset)):
        if values is not None and values.dtype.kind == "f" and math.isfinite(values[k]):
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
    found, begun = CodedFile([]), dict[tuple[str, str], _Edge]()
    for edge in edges:
        key, kind = (edge.text, edge.subject), edge.kind.lower()
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
