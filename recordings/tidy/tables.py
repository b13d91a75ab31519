"""The tables about the session, its beats and its breaths."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from recordings.tidy import schema, schema_physiology
from recordings.tidy.edits import is_edited
from recordings.tidy.event_columns import column_stems, told_text
from recordings.tidy.join import by_onset
from recordings.tidy.native import native_path
from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.table import Table, joined, micros
from safehold.core.afterwards import (
    EDITED_BY,
    EDITED_UTC,
    ORIGINAL,
    came_afterwards,
    coder_from,
    edited_afterwards,
)
from safehold.core.codebook import DISPLAY, Code
from safehold.core.markers import ONSET_UNCERTAINTY, STAMP, STAMP_CLOCK
from safehold.core.results import SessionResults, StreamReport
from safehold.core.types import Beat, Breath, Event, EventKind

SOURCES = {"rr": "device_rr"}
"""Names of signal sources in the tables where they differ from the engine's."""


def utc_text(results: SessionResults, t: float) -> str:
    """Return a session time in UTC with milliseconds; empty without an anchor."""
    if results.clock.utc_at_zero is None:
        return ""
    return _utc_words(results.clock.utc_at_zero + t)


def entered_utc(results: SessionResults, event: Event) -> str:
    """Return when an event was entered or last changed, in UTC; empty where that is not known."""
    if edited_afterwards(event):
        known = _attribute_time(event, EDITED_UTC)
        return "" if known is None else _utc_words(known)
    return "" if event.t_entered is None else utc_text(results, event.t_entered)


def _utc_words(utc: float) -> str:
    moment = datetime.datetime.fromtimestamp(utc, datetime.UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _attribute_time(event: Event, name: str) -> float | None:
    try:
        return float(event.attributes[name])
    except (KeyError, ValueError):
        return None


def _codes(results: SessionResults) -> dict[str, Code]:
    return {c.code: c for c in results.codebook.codes} if results.codebook else {}


def events_table(
    results: SessionResults, scrubber: Scrubber, *, notes: bool, dates: bool
) -> Table:
    """Return the authoritative events, one row each.

    Without notes, the raw marker text of an event that carries one is withheld too: it may
    repeat the note.
    """
    codes = _codes(results)
    fields = tuple(f for f in schema.EVENTS if notes or f.name != "note")

    def cells(event: Event) -> Iterator[Any]:
        code = codes.get(event.code)
        onset = micros(event.onset) / 1e6
        end = None if event.duration is None else micros(event.onset + event.duration) / 1e6
        edited = edited_afterwards(event)
        yield from (event.event_id, event.code, code.label if code else event.code, event.kind)
        yield from (onset, None if end is None else end - onset, end)
        yield from (event.target, scrubber.source(event.source))
        note = event.note or event.attributes.get("note", "")
        yield told_text(event, scrubber, notes=notes)
        yield from (edited, _attribute_time(event, ORIGINAL) if edited else None)
        yield event.onset + results.clock.lsl_at_zero
        yield utc_text(results, event.onset) if dates else ""
        if notes:
            yield scrubber.clean(note)
        yield from (event.actor, event.attributes.get("subtype", ""))
        yield from (scrubber.clean(event.coder), event.attributes.get("confidence", ""))
        yield event.attributes.get(DISPLAY, "")
        yield event.t_entered
        yield _attribute_time(event, ONSET_UNCERTAINTY)
        yield event.attributes.get(STAMP_CLOCK, "")
        yield event.attributes.get(STAMP, "") if dates else ""  # Unix time is a date
        yield from (came_afterwards(event), scrubber.clean(coder_from(event)))
        yield scrubber.clean(event.attributes.get(EDITED_BY, "")) if edited else ""
        yield entered_utc(results, event) if dates else ""

    return Table.from_rows(
        "events", fields, [tuple(cells(event)) for event in by_onset(results.events)]
    )


def event_types_table(results: SessionResults) -> Table:
    """Return every code of the codebook and of the session."""
    codes, stems = _codes(results), column_stems(results)
    number = Counter(event.code for event in results.events)
    kinds: dict[str, set[EventKind]] = {}
    for event in results.events:
        kinds.setdefault(event.code, set()).add(event.kind)

    def cells(name: str) -> Iterator[Any]:
        code, seen = codes.get(name), kinds.get(name, set())
        yield from (name, code.label if code else name, code.group if code else "")
        yield code.kind if code else min(seen)
        yield from (code.actor, code.meaning, code.source) if code else ("", "", "")
        yield from (code is not None, number[name])
        yield stems[name] if seen - {EventKind.POINT} else ""
        yield f"{stems[name]}_n" if EventKind.POINT in seen else ""

    rows = [tuple(cells(name)) for name in sorted({*codes, *number})]
    return Table.from_rows("event_types", schema.EVENT_TYPES, rows)


def participants_table(results: SessionResults) -> Table:
    """Return the people of the session."""
    rows = [(p.label, p.code, p.role) for p in results.participants]
    return Table.from_rows("participants", schema.PARTICIPANTS, rows)


def streams_table(results: SessionResults, scrubber: Scrubber, *, native: bool = False) -> Table:
    """Return how each recorded stream did; nothing of its header that names a machine."""
    files = {s.spec.stream_id: native_path(s) for s in results.samples} if native else {}
    lags = {s.spec.stream_id: (s.lag_s, s.spread_s) for s in results.straps}
    rows = [
        (
            r.spec.stream_id, r.spec.person or "", r.spec.role, scrubber.clean(r.spec.unit),
            r.spec.nominal_rate, r.fs_effective, r.t_first, r.t_last, r.n_samples, r.n_gaps,
            r.longest_gap_s, r.n_clock_segments, r.clock_offset_sd_ms,
            *_accounted(results, r), r.synced,
            *lags.get(r.spec.stream_id, (None, None)),
            files.get(r.spec.stream_id, ""),
        )
        for r in results.streams
    ]  # fmt: skip
    return Table.from_rows("streams", schema.STREAMS, rows)


def _accounted(results: SessionResults, report: StreamReport) -> tuple[float | None, ...]:
    """Return the account of a stream over the whole session: `schema.STREAMS` has the columns."""
    found = None
    if results.recorded is not None:
        spec = report.spec
        found = results.recorded.account.stream(spec.name, spec.type, spec.source_id)
    if found is None:
        return (None,) * 6
    dropped = found.dropped_s if found.covers else None
    missing = (found.before_s, found.between_s, found.after_s)
    return (found.span_s, found.received_s, *missing, dropped)


def _numbered(people: Iterable[str], letter: str) -> Iterator[str]:
    """Give ids ``client-b000001`` per person, in the order of the rows."""
    count: Counter[str] = Counter()
    for person in people:
        count[person] += 1
        yield f"{person}-{letter}{count[person]:06d}"


def beats_table(results: SessionResults) -> Table:
    """Return the beats and the intervals they end, flagged, and edited where a person did it."""
    beats: list[Beat] = sorted(results.beats, key=lambda b: (b.time, b.person))
    ids = _numbered((b.person for b in beats), "b")
    rows = [
        (
            beat_id, b.person, b.time, b.rr_ms, joined(b.reasons),
            SOURCES.get(b.source, b.source), b.status, is_edited(b), b.height,
        )
        for beat_id, b in zip(ids, beats, strict=True)
    ]  # fmt: skip
    return Table.from_rows("beats", schema_physiology.BEATS, rows)


def breaths_table(results: SessionResults) -> Table:
    """Return the breaths."""
    breaths: list[Breath] = sorted(results.breaths, key=lambda b: (b.t_insp, b.person))
    ids = _numbered((b.person for b in breaths), "r")
    rows = [
        (
            breath_id, b.person, b.t_insp, b.t_exp, b.t_end, 1e3 * (b.t_exp - b.t_insp),
            1e3 * (b.t_end - b.t_exp), 1e3 * (b.t_end - b.t_insp), b.amplitude, b.status,
            b.p2t_ms, joined(b.reasons), is_edited(b),
        )
        for breath_id, b in zip(ids, breaths, strict=True)
    ]  # fmt: skip
    return Table.from_rows("breaths", schema_physiology.BREATHS, rows)
