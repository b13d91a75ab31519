"""Write a Tidy export."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from recordings.disk.atomic_export import (
    Progress,
    check_length,
    export_name,
    now_utc,
    output_entry,
    silent,
    write_export,
)
from recordings.tidy import tables, values
from recordings.tidy.actor_partner import actor_partner_table
from recordings.tidy.aligned import aligned_table
from recordings.tidy.around import around_table, repairs_table
from recordings.tidy.dyad_course import dyad_course_table
from recordings.tidy.dyads import dyad_windows_table
from recordings.tidy.edits import edits_table
from recordings.tidy.epochs import epochs_table, grand_averages_table
from recordings.tidy.grid import Grid, make_grid
from recordings.tidy.join import EventsOnGrid, check_events, join_events
from recordings.tidy.manifest import dictionary_table, manifest, read_me, warnings
from recordings.tidy.measures import measure_types_table, measures_table
from recordings.tidy.name_search import NameSearch
from recordings.tidy.native import native_tables
from recordings.tidy.options import TidyOptions
from recordings.tidy.partings import partings_table
from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.quality import quality_table
from recordings.tidy.ratings import ratings_table
from recordings.tidy.straps import strap_intervals_table
from recordings.tidy.table import Table
from recordings.tidy.turns import turn_taking_table
from recordings.tidy.writing import ENDINGS, WRITERS, write_csv, write_parquet, write_text
from safehold.core.messages import Message, verbatim
from safehold.core.results import SessionResults

_LOG = logging.getLogger("safehold.recordings")


def export_tidy(
    results: SessionResults,
    out_root: Path,
    *,
    options: TidyOptions | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write one session as tables with manifest, data dictionary and README.

    The files are written into a hidden folder beside the target, synced, and renamed at the
    end; on any failure, a cancel included, that folder is removed.

    Parameters
    ----------
    results : SessionResults
        What was recorded and computed; nothing is recomputed here.
    out_root : Path
        Folder that receives the export as ``<session-id>_tidy`` (``_tidy_v2``, ...).
    options : TidyOptions, optional
        Rate, formats, layout and privacy; by default those of :class:`TidyOptions`.
    progress : callable, optional
        Called with the share done (0-1) and a short text. What it raises ends the export.

    Returns
    -------
    Path
        The folder of the export.

    Raises
    ------
    ExportError
        When the folder cannot be written, the disk is full, or the events of the session cannot
        be held by a table without loss.
    """
    options = options or TidyOptions()
    report = progress or silent
    check_events(results.events)
    check_length(results)

    def fill(folder: Path) -> None:
        write_tables(results, folder, options, report)
        report(1.0, Message("done"))

    search = NameSearch.of(results, options)
    return write_export(out_root, export_name(results, "tidy"), fill, check=search.check)


def session_tables(
    results: SessionResults,
    options: TidyOptions,
    grid: Grid,
    events: EventsOnGrid,
    scrubber: Scrubber,
) -> Iterator[tuple[float, Table]]:
    """Yield every table of a session, one at a time, with the share of the work before it.

    Within :func:`tables_shared` those that were made last are yielded again where they are the
    same.
    """
    shared = _shared.get()
    if shared is not None and shared.results is results and shared.options == _decisive(options):
        yield from shared.made
        return
    made = []
    for item in _made(results, options, grid, events, scrubber):
        yield item
        if shared is not None:
            made.append(item)
    if shared is not None:
        shared.results, shared.options, shared.made = results, _decisive(options), made


@dataclass(slots=True)
class _Shared:
    """The tables that were made last."""

    results: SessionResults | None = None
    options: TidyOptions | None = None
    made: list[tuple[float, Table]] = field(default_factory=list)


_shared: ContextVar[_Shared | None] = ContextVar("tables", default=None)


@contextmanager
def tables_shared() -> Iterator[None]:
    """Let profiles that are written within share their tables, which stay in memory so long."""
    token = _shared.set(_Shared())
    try:
        yield
    finally:
        _shared.reset(token)


def _decisive(options: TidyOptions) -> TidyOptions:
    """Return options without what no table depends on."""
    return replace(options, formats=TidyOptions().formats, hed=False, names=False)


def _made(
    results: SessionResults,
    options: TidyOptions,
    grid: Grid,
    events: EventsOnGrid,
    scrubber: Scrubber,
) -> Iterator[tuple[float, Table]]:
    yield from summary_tables(results, options, scrubber)
    yield 0.35, values.ticks_table(results)
    yield 0.70, aligned_table(results, grid, events, layout=options.layout)


def summary_tables(
    results: SessionResults, options: TidyOptions, scrubber: Scrubber
) -> Iterator[tuple[float, Table]]:
    """Yield all tables but those with a row per second or less, `ticks` and `aligned`."""
    yield 0.0, tables.participants_table(results)
    yield 0.01, tables.streams_table(results, scrubber, native=options.native)
    yield 0.02, tables.events_table(results, scrubber, notes=options.notes, dates=options.dated)
    yield 0.04, tables.event_types_table(results)
    yield 0.05, tables.beats_table(results)
    if results.edits:
        real = options.dates == "as recorded"
        yield 0.13, edits_table(results, scrubber, notes=options.notes, dates=real)
    if results.straps:
        yield 0.14, strap_intervals_table(results)
    yield 0.15, tables.breaths_table(results)
    yield 0.20, values.windows_table(results)
    yield 0.25, values.zones_table(results)
    if (ratings := ratings_table(results)).rows:
        yield 0.27, ratings
    yield 0.28, measures_table(results.measures)
    yield 0.29, measure_types_table(results.measures)
    yield 0.30, epochs_table(results)
    yield 0.31, grand_averages_table(results)
    if results.around:
        yield 0.312, around_table(results.around)
    if results.repairs:
        yield 0.313, repairs_table(results.repairs)
    yield 0.315, dyad_windows_table(results)
    if any(one.starts.size for one in results.pair_maps):
        yield 0.3155, dyad_course_table(results.pair_maps)
    if results.bins:
        yield 0.3158, actor_partner_table(results.bins)
    if results.turns:
        yield 0.316, turn_taking_table(results)
    if results.partings:
        yield 0.317, partings_table(results)
    yield 0.32, quality_table(results)


def write_tables(
    results: SessionResults, folder: Path, options: TidyOptions, report: Progress = silent
) -> None:
    """Write all tables with manifest, dictionary and README into an empty folder."""
    scrubber = Scrubber(results.streams)
    grid = make_grid(options.rate_hz, results.t_start, results.t_end)
    events = join_events(results.events, grid)
    said = warnings(results, events.outside, scrubber)

    tables = session_tables(results, options, grid, events, scrubber)
    written, outputs = write_each(tables, folder, options.formats, report)
    for place, table in native_tables(results, scrubber) if options.native else ():
        report(0.95, verbatim(table.name))
        path = folder / place
        path.parent.mkdir(exist_ok=True)
        write_parquet(table, path)
        outputs.append(_entry(path, folder, table))
        written.append(Table.from_rows(table.name, table.fields, []))
    outputs.append(write_dictionary(written, folder))
    path = folder / "README.txt"
    write_text(read_me(results, options, written, said), path)
    outputs.append(output_entry(path, folder))
    content = manifest(
        results, options, grid=grid, events=events, outputs=outputs, said=said,
        created_utc=now_utc(),
    )  # fmt: skip
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    write_text(text + "\n", folder / "manifest.json")
    _LOG.info("Tidy export of %s: %d files", results.session_id, len(outputs) + 1)


def write_each(
    tables: Iterable[tuple[float, Table]],
    folder: Path,
    formats: Iterable[str],
    report: Progress = silent,
) -> tuple[list[Table], list[dict[str, Any]]]:
    """Write tables as they come; return them without their rows, and an entry for each file."""
    written: list[Table] = []
    outputs: list[dict[str, Any]] = []
    for share, table in tables:
        report(share, verbatim(table.name))
        for kind in dict.fromkeys(formats):
            path = folder / f"{table.name}{ENDINGS[kind]}"
            WRITERS[kind](table, path)
            outputs.append(_entry(path, folder, table))
        # columns are let go of: only the fields are needed from here on
        written.append(Table.from_rows(table.name, table.fields, []))
    return written, outputs


def write_dictionary(tables: Sequence[Table], folder: Path) -> dict[str, Any]:
    """Write the data dictionary of tables; return its entry."""
    dictionary = dictionary_table(tables)
    path = folder / "data_dictionary.csv"
    write_csv(dictionary, path)
    return _entry(path, folder, dictionary)


def _entry(path: Path, folder: Path, table: Table) -> dict[str, Any]:
    return output_entry(path, folder, (table.rows, len(table.fields)))
