"""What an export says about itself: manifest, data dictionary, README."""

from __future__ import annotations

import platform
import textwrap
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import Any

from recordings.tidy import schema
from recordings.tidy.edits import edited_shares
from recordings.tidy.grid import Grid
from recordings.tidy.join import EventsOnGrid
from recordings.tidy.options import TidyOptions
from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.recorded import RecordedWords
from recordings.tidy.table import Table
from recordings.tidy.tables import utc_text
from recordings.tidy.writing import FORMULA_SIGNS
from safehold import __version__
from safehold.core.afterwards import edited_afterwards
from safehold.core.canonical import plain
from safehold.core.messages import Message, beside
from safehold.core.results import SessionResults
from safehold.core.types import EventKind
from safehold.core.wording import disclaimer

FORMAT_VERSION = "1.0.0"

REMARK_TEXTS = {
    "ultra_short": "The vagal windows are shorter than 60 s (ultra_short): their values scatter "
    "more and are not comparable with 60-s values.",
    "provisional": "The numbers are provisional: the settings or the baseline do not meet the "
    "rules for results. Do not report them as results.",
}


def dictionary_table(tables: Sequence[Table]) -> Table:
    """Return the data dictionary: one row per column of every table, its own included."""
    listed = [(table.name, table.fields) for table in tables]
    listed.append(("data_dictionary", schema.DICTIONARY))
    rows = [
        (
            name, f.name, f.type, f.unit, f.description, f.allowed, f.missing, f.how, f.neurokit,
            f.bids,
        )
        for name, fields in listed
        for f in fields
    ]  # fmt: skip
    return Table.from_rows("data_dictionary", schema.DICTIONARY, rows)


def remarks_in_force(results: SessionResults) -> tuple[str, ...]:
    """Return the standing remarks that some number of the session carries."""
    found = dict.fromkeys(results.settings.marks)
    for tick in results.ticks:
        found |= dict.fromkeys(tick.marks)
        if tick.zone.provisional:
            found["provisional"] = None
    if any(window.t1 - window.t0 < 60 for window in results.windows):
        found["ultra_short"] = None
    if any(baseline.provisional for baseline in results.baselines):
        found["provisional"] = None
    return tuple(found)


def warnings(results: SessionResults, outside: Sequence[str], scrubber: Scrubber) -> list[str]:
    """Return what a reader of the tables must know, in sentences; messages where they are some.

    ``outside`` are the ids of the events that begin outside of the recording.
    """
    words = RecordedWords(results)
    said: list[str] = []
    if words.recorded is not None and not words.recorded.whole:
        said.append(words.headline())
    said += [REMARK_TEXTS.get(remark, remark) for remark in remarks_in_force(results)]
    if results.part:
        said.append(
            f"Only a part of the session was exported: {results.part}, from "
            f"{results.t_start:g} to {results.t_end:g} s."
        )
    said += [scrubber.clean_message(warning) for warning in results.warnings]
    said += [scrubber.clean(share.words()) for share in edited_shares(results) if share.any]
    unclosed = [
        event.event_id
        for event in results.events
        if event.duration is None and event.kind is not EventKind.POINT
    ]
    if unclosed:
        said.append(
            f"Interval events that were never closed ({_some(unclosed)}): their columns of the "
            "aligned table are empty after the onset."
        )
    if outside:
        said.append(
            f"Events that begin outside of the {'exported part' if results.part else 'recording'} "
            f"({_some(outside)}): they "
            "stand in events but not in ev_onset_ids."
        )
    unsynced = [r.spec.stream_id for r in results.streams if not r.synced]
    if unsynced:
        said.append(
            f"No clock offset was recorded for {', '.join(unsynced)}: their times may be shifted."
        )
    if results.media:
        said.append(
            f"Videos or sounds of the laboratory lay beside this session ({len(results.media)}): "
            "manifest.json says where in its time. No export holds or names them."
        )
    labels = {participant.label for participant in results.participants}
    strangers = sorted({tick.person for tick in results.ticks} - labels)
    strangers += sorted({beat.person for beat in results.beats} - labels - set(strangers))
    if strangers:
        said.append(
            f"Rows of {', '.join(strangers)} stand in the long tables although no participant "
            "carries this label; the aligned table does not show them."
        )
    return said


def _some(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - 20} more" if len(ids) > 20 else ""
    return ", ".join(ids[:20]) + more


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _inputs(results: SessionResults) -> list[dict[str, Any]]:
    hashed = {file.path: file for file in results.input_files}
    return [
        {
            # an absolute path would name a user or a machine
            "path": PurePath(path).name if PurePath(path).is_absolute() else path,
            "sha256": hashed[path].sha256 if path in hashed else None,
            "bytes": hashed[path].size_bytes if path in hashed else None,
        }
        for path in dict.fromkeys((*hashed, *results.inputs))
    ]


def provenance(
    results: SessionResults,
    options: TidyOptions,
    *,
    profile: str,
    outputs: Sequence[dict[str, Any]],
    said: Sequence[str],
    created_utc: str,
    **more: Any,
) -> dict[str, Any]:
    """Return the content of ``manifest.json`` of any profile; ``more`` stands after the time."""
    utc_known = results.clock.utc_at_zero is not None
    return {
        "export_format": f"safehold-{profile}",
        "export_format_version": FORMAT_VERSION,
        "profile": profile,
        "created_utc": created_utc,
        "session_id": results.session_id,
        "part": results.part or "whole session",
        "live_engine": results.live,
        "software": {
            "name": "safehold",
            "version": __version__,
            "commit": None,
            "python": platform.python_version(),
            **{p: _version(p) for p in ("numpy", "scipy", "neurokit2", "pyarrow")},
        },
        "time": {
            "zero": "session zero: the whole second of the host's LSL clock at Start"
            if results.live
            else "session zero: the whole second of the host's LSL clock at the recorder's start",
            "t_start_s": results.t_start,
            "t_end_s": results.t_end,
            "lsl_at_zero_s": results.clock.lsl_at_zero,
            "utc_at_zero": utc_text(results, 0.0) or None if options.dated else None,
            "utc_anchor": "clock pairs of the recording" if utc_known else "none",
            "utc_uncertainty_s": results.clock.uncertainty_s,
            "dates": options.dates,
        },
        "recording": RecordedWords(results).plain(),
        **more,
        "parameters": {
            "engine": plain(results.settings),
            "params_hash": results.settings.params_hash,
            "lag_s": results.settings.lag_s,
            "as_recorded": not results.recomputed,
            "recomputed": list(results.recomputed),
            "edits": sum(edited_afterwards(e) for e in results.events),
        },
        "media": [
            {
                "begins_at_s": place.offset_s,
                "drift_ppm": place.drift_ppm,
                "placed_by": place.how.value,
                "worst_mark_s": place.residual_s,
            }
            for place in results.media
        ],
        "edited": [plain(share) for share in edited_shares(results) if share.any],
        "baselines": [_finite(baseline) for baseline in results.baselines],
        "remarks": list(remarks_in_force(results)),
        "pseudonymised": not (options.notes or options.names or options.dates == "as recorded"),
        "inputs": _inputs(results),
        "outputs": list(outputs),
        "warnings": list(said),
        "said": beside([warning for warning in said if isinstance(warning, Message)]),
    }


def manifest(
    results: SessionResults,
    options: TidyOptions,
    *,
    grid: Grid,
    events: EventsOnGrid,
    outputs: Sequence[dict[str, Any]],
    said: Sequence[str],
    created_utc: str,
) -> dict[str, Any]:
    """Return the content of ``manifest.json`` of the Tidy profile."""
    return provenance(
        results,
        options,
        profile="tidy",
        outputs=outputs,
        said=said,
        created_utc=created_utc,
        grid={
            "rate_hz": grid.rate_hz,
            "cell": "[t_s, t_s + 1/rate)",
            "phase": "t_s = k / rate, k whole",
            "layout": options.layout,
        },
        text={
            "encoding": "UTF-8 without BOM",
            "decimal": ".",
            "delimiter": ",",
            "line_end": "LF",
            "missing": "empty cell (CSV), null (Parquet)",
            "formula_guard": "CSV text that starts with one of "
            + " ".join(repr(sign) for sign in FORMULA_SIGNS)
            + " carries an apostrophe before it; NUL is written as U+2400; Parquet has the text "
            "as it is",
        },
        checks={
            "events_in": len(results.events),
            "events_on_grid": len(results.events) - len(events.outside),
            "events_outside": list(events.outside),
            "grid_rows": grid.rows,
            "beats_by_status": dict(
                sorted(Counter(b.status.value for b in results.beats).items())
            ),
        },
    )


def _finite(value: Any) -> Any:
    try:
        return plain(value)
    except ValueError:
        return repr(value)


_READ_ME = """\
{title}
{line}

Tables of one recorded session, written by safehold {version} ({format_version}).

WHAT IS HERE
{listing}
Every column is explained in data_dictionary: type, unit, how it is computed, and what an
empty cell means. manifest.json holds settings, versions, hashes and checks.

TIME
t_s is seconds from session zero, the same zero in every table and every export of this session.
aligned rows stand for the cell from t_s to t_s + 1/{rate} s.

HOW TO READ
{how}
An empty cell is a missing value; the status and reasons columns say why. It is never 0.

WHAT THE NUMBERS CANNOT MEAN
{disclaimer}

- Heart rate variability must be computed from beats (rows with status ok), never from the aligned
  table: its heart rate is interpolated, and successive differences on a grid are not HRV.
- Means over the aligned table are weighted by time, means over beats by beats; they differ.
- Beats are flagged and left out, never corrected by the program; edited = 1: a person did.
- RSA and RMSSD are vagally mediated but change with breathing, speech, posture and movement.
  Compare a person with the same person only.
- A zone is the result of a stated rule (manifest.json, parameters), not a measured state.

REMARKS ON THIS SESSION
{warnings}

PRIVACY
This export carries study codes only{privacy}. Yet heart and breath signals can identify a person.
Treat these files as personal data.
"""

_HOW = """R:       al <- read.csv("aligned_{rate}hz.csv", na.strings = "")
Python:  al = pandas.read_csv("aligned_{rate}hz.csv")"""

_CONTENTS = {
    "participants": "the people, by study code",
    "streams": "how each recorded stream did",
    "events": "every event (authoritative)",
    "event_types": "the codes and their meaning",
    "beats": "heart beats and RR intervals (authoritative for HRV)",
    "edits": "what people edited of beats and breaths: who, when, what, why",
    "strap_intervals": "RR intervals of a strap worn beside an ECG, raw, and their beats",
    "breaths": "breaths",
    "ticks": "every index once a second, with validity (authoritative)",
    "windows": "indices over 60-s windows, NeuroKit2's beside ours",
    "zones": "runs of one zone per person",
    "epochs": "each person before, during and after each event, with matched moments",
    "grand_averages": "means of the epochs per code, person and phase",
    "dyad_windows": "how two people go together, against shuffled segments",
    "actor_partner": "half minutes of two people, lagged, for actor-partner models",
    "around_codes": "what people did before, during and after the events of each code",
    "rupture_repair": "what each person did from each rupture to its repair",
    "dyad_course": "how two people go together from moment to moment",
    "turn_taking": "how much each person spoke, and how turns passed",
    "measures": "process measures of the session, its phases and codes, with valid time",
    "measure_types": "what each of them is, and what it cannot mean",
    "partings": "where felt and measured part ways, and where two people's ratings do",
    "ratings": "what people said themselves, live and in recall",
    "quality": "spans with missing or doubtful signal",
    "aligned": "both people and the events on one regular grid",
}


def _content(name: str) -> str:
    stem = name.partition("_")[0] if name.startswith("aligned") else name
    return "  native samples" if "/" in stem else _CONTENTS[stem]


def _privacy(options: TidyOptions) -> str:
    """Return what an export keeps that could tell who somebody is."""
    kept = [
        what
        for what, is_kept in (("notes", options.notes), ("dates", options.dates == "as recorded"))
        if is_kept
    ]
    said = f", but it was asked to keep {' and '.join(kept)}" if kept else ""
    shifted = "; dates are not the real ones, but shifted by whole weeks"
    return said + shifted * (options.dates == "shifted")


def read_me(
    results: SessionResults,
    options: TidyOptions,
    tables: Sequence[Table],
    said: Sequence[str],
    *,
    how: str = _HOW,
) -> str:
    """Return README.txt in plain words; ``how`` says how the tables are read."""
    title = f"Session {results.session_id}: aligned physiology and events"
    listing = "".join(f"  {table.name:<16} {_content(table.name)}\n" for table in tables)
    return _READ_ME.format(
        title=title,
        line="=" * len(title),
        version=__version__,
        format_version=f"export format {FORMAT_VERSION}",
        listing=listing,
        rate=options.rate_hz,
        how=how.format(rate=options.rate_hz),
        disclaimer=textwrap.fill(disclaimer(results.settings.lag_s), 96),
        warnings="\n".join(
            textwrap.fill(warning, 96, initial_indent="- ", subsequent_indent="  ")
            for warning in said or ["none"]
        ),
        privacy=_privacy(options),
    )
