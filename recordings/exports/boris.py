"""Codes for BORIS: a project with one observation, whose ethogram is the codebook.

Written in BORIS's own project format (7.0, JSON): states are a start and a stop of the same
behaviour, subject and modifiers. The coder and whether an event came after the session are
modifiers, for BORIS has no column of its own for them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recordings.disk.atomic_export import Progress, check_length, export_name, silent, write_export
from recordings.exports.companions import write_companions
from recordings.tidy import TidyOptions
from recordings.tidy.join import check_events
from recordings.tidy.name_search import NameSearch
from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.tables import events_table
from recordings.tidy.writing import write_text
from safehold.core.messages import Message
from safehold.core.results import SessionResults
from safehold.core.types import EventKind

FORMAT = "7.0"
CODER, EDITED, OVERLAP = "coder", "edited", "overlap"
"""Names of the sets of modifiers."""
NOT_SAID = "None"
"""What BORIS writes where no modifier of a set was chosen."""
TO_SAY = (
    "Coder and what came after the session are modifiers in BORIS, notes are comments.",
    "Times count from session time 0; events that never ended stop where the recording ends.",
)


@dataclass(frozen=True, slots=True)
class _Coded:
    code: str
    subject: str
    onset: float
    end: float
    coder: str
    edited: bool
    note: str
    lane: int = 1


def export_boris(
    results: SessionResults,
    out_root: Path,
    *,
    options: TidyOptions | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write ``<session>.boris`` with ``events.csv`` and ``manifest.json`` beside.

    Raises
    ------
    ExportError
        When the folder cannot be written.
    """
    options, report = options or TidyOptions(), progress or silent
    check_events(results.events)
    check_length(results)

    def fill(folder: Path) -> None:
        report(0.0, Message("codes"))
        text = json.dumps(project(results, options), indent=1, ensure_ascii=False)
        write_text(text + "\n", folder / f"{export_name(results, 'codes')}.boris")
        write_companions(results, folder, options, profile="boris", limits=TO_SAY)
        report(1.0, Message("done"))

    search = NameSearch.of(results, options)
    return write_export(out_root, export_name(results, "boris"), fill, check=search.check)


def project(results: SessionResults, options: TidyOptions) -> dict[str, Any]:
    """Return a session's events as a BORIS project."""
    coded = list(_in_lanes(sorted(_coded(results, options), key=lambda one: one.onset)))
    states = {e.code for e in results.events if e.kind is not EventKind.POINT}
    states |= {
        entry.code
        for entry in (results.codebook.codes if results.codebook else ())
        if entry.kind is EventKind.INTERVAL or entry.either
    }
    date = "1970-01-01T00:00:00"
    observation = {
        "file": [], "type": "LIVE", "date": date, "description": "", "time offset": 0.0,
        "events": [mark for _, mark in sorted(_marks(coded, states), key=lambda pair: pair[0])],
        "independent_variables": {}, "visualize_spectrogram": False,
        "close_behaviors_between_videos": False, "scan_sampling_time": 0,
        "media_info": {"offset": {}},
    }  # fmt: skip
    subjects = sorted({one.subject for one in coded} - {""})
    return {
        "time_format": "hh:mm:ss", "project_name": results.session_id, "project_date": date,
        "project_description": "", "project_format_version": FORMAT,
        "subjects_conf": {
            str(k): {"key": "", "name": name, "description": ""}
            for k, name in enumerate(subjects)
        },
        "behaviors_conf": {
            str(k): behaviour for k, behaviour in enumerate(_ethogram(results, coded, states))
        },
        "behavioral_categories": _categories(results),
        "observations": {results.session_id: observation},
        "independent_variables": {}, "coding_map": {}, "behaviors_coding_map": [],
        "converters": {},
    }  # fmt: skip


def _coded(results: SessionResults, options: TidyOptions) -> Iterator[_Coded]:
    """Yield the events as the table ``events`` has them, with what it withholds withheld."""
    scrubber = Scrubber(results.streams)
    table = events_table(results, scrubber, notes=options.notes, dates=False)
    columns = dict(zip((f.name for f in table.fields), table.columns, strict=True))
    notes = columns.get("note", [""] * table.rows)
    named = ("code", "target", "t_s", "end_s", "coder", "edited")
    cells = (columns[name] for name in named)
    for code, target, onset, end, coder, edited, note in zip(*cells, notes, strict=True):
        last = max(results.t_end, onset) if end is None else end
        yield _Coded(str(code), target or "", onset, last, coder or "", bool(edited), note or "")


def _in_lanes(coded: Sequence[_Coded]) -> Iterator[_Coded]:
    """Keep events of one behaviour, subject and coder apart that overlap."""
    free_from: dict[tuple[object, ...], float] = {}
    for one in coded:
        lane = 1
        while free_from.get((key := (one.code, one.subject, one.coder, one.edited, lane)),
                            float("-inf")) > one.onset:  # fmt: skip
            lane += 1
        free_from[key] = one.end
        yield _Coded(one.code, one.subject, one.onset, one.end, one.coder, one.edited, one.note,
                     lane)  # fmt: skip


def _marks(coded: Sequence[_Coded], states: set[str]) -> Iterator[tuple[float, list[object]]]:
    """Yield BORIS's events: time, subject, behaviour, modifiers, comment; two for a state."""
    for one in coded:
        words = [one.coder or NOT_SAID, EDITED if one.edited else NOT_SAID]
        words += [str(one.lane) if one.lane > 1 else NOT_SAID]
        modifiers = "|".join(words)
        edges = [(one.onset, one.note)]
        edges += [(one.end, "")] if one.code in states else []
        for at, note in edges:
            time = round(at, 3)
            yield time, [time, one.subject, one.code, modifiers, note]


def _ethogram(
    results: SessionResults, coded: Sequence[_Coded], states: set[str]
) -> Iterator[dict[str, Any]]:
    """Yield every code of the codebook and of the session as a behaviour."""
    book = results.codebook
    entries = {entry.code: entry for entry in book.codes} if book else {}
    coders = sorted({one.coder for one in coded} - {""})
    lanes = [str(k) for k in range(2, 1 + max((one.lane for one in coded), default=1))]
    for code in [*entries, *sorted({one.code for one in coded} - set(entries))]:
        entry = entries.get(code)
        rivals = book.rivals(code) if book else ()
        yield {
            "type": "State event" if code in states else "Point event",
            "key": entry.key if entry and len(entry.key) == 1 else "",
            "code": code,
            "description": entry.label if entry else "",
            "category": entry.group if entry else "",
            "modifiers": {
                str(k): {"name": name, "type": 0, "values": values}
                for k, (name, values) in enumerate(
                    ((CODER, coders), (EDITED, [EDITED]), (OVERLAP, lanes))
                )
            },
            "excluded": ",".join(rivals),
            "coding map": "",
        }


def _categories(results: SessionResults) -> list[str]:
    codes = results.codebook.codes if results.codebook else ()
    return sorted({entry.group for entry in codes if entry.group})
