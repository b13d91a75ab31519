"""Write a Tidy export: aside first, renamed when it is whole, never over an earlier one."""

from __future__ import annotations

import datetime
import errno
import hashlib
import json
import logging
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from recordings.tidy import tables, values
from recordings.tidy.aligned import aligned_table
from recordings.tidy.grid import make_grid
from recordings.tidy.join import check_events, join_events
from recordings.tidy.manifest import dictionary_table, manifest, read_me, warnings
from recordings.tidy.options import TidyOptions
from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.quality import quality_table
from recordings.tidy.table import Table
from recordings.tidy.writing import WRITERS, write_csv, write_text
from safehold.core.errors import ExportError
from safehold.core.results import SessionResults

_LOG = logging.getLogger("safehold.recordings")

MAX_SESSION_S = 48 * 3600.0
"""A longer span means broken time stamps; its grid would fill the memory."""

Progress = Callable[[float, str], None]
"""Called with the share done, 0-1, and what is being done. May raise to cancel."""

_REMEDIES = {
    errno.ENOSPC: "Free space on this disk or choose another folder, then export again.",
    errno.EDQUOT: "Free space in your quota or choose another folder, then export again.",
    errno.EACCES: "Choose a folder you may write to.",
    errno.EPERM: "Choose a folder you may write to.",
    errno.EROFS: "This disk is read-only: choose another folder.",
    errno.ENOTDIR: "A file stands where a folder is needed: choose another folder.",
    errno.EEXIST: "A file stands where a folder is needed: choose another folder.",
}


def _silent(_share: float, _text: str) -> None:
    pass


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
    report = progress or _silent
    _check(results)
    aside = out_root / f".tidy-{secrets.token_hex(6)}.partial"
    try:
        out_root.mkdir(parents=True, exist_ok=True)
        aside.mkdir()
        _write_all(results, aside, options, report)
        report(1.0, "done")
        return _into_place(aside, out_root, f"{_folder_name(results.session_id)}_tidy")
    except OSError as error:
        raise ExportError(
            f"The export could not be written to {out_root}: {error.strerror or error}.",
            remedy=_REMEDIES.get(error.errno or 0, "Check the folder and export again."),
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _check(results: SessionResults) -> None:
    """Refuse a session that no table can hold, before anything is written."""
    check_events(results.events)
    length = results.t_end - results.t_start
    if not length <= MAX_SESSION_S:  # also for NaN
        raise ExportError(
            f"The recording spans {length / 3600:.1f} h; at most {MAX_SESSION_S / 3600:.0f} h "
            "can be one session.",
            remedy="A stream's clock was probably reset: see the streams of the recording.",
        )


def _folder_name(session_id: str) -> str:
    return re.sub(r"[^a-z0-9_-]+", "-", session_id.lower()).strip("-") or "session"


def _into_place(aside: Path, out_root: Path, name: str) -> Path:
    """Rename to the first free name; a name taken in the meantime is not free either."""
    number = 1
    while True:
        target = out_root / (name if number == 1 else f"{name}_v{number}")
        number += 1
        if os.path.lexists(target):
            continue
        try:
            aside.rename(target)
        except OSError:
            if os.path.lexists(target):
                continue
            raise
        _sync_folder(out_root)
        return target


def _sync_folder(path: Path) -> None:
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_all(
    results: SessionResults, folder: Path, options: TidyOptions, report: Progress
) -> None:
    scrubber = Scrubber(results.streams)
    grid = make_grid(options.rate_hz, results.t_start, results.t_end)
    events = join_events(results.events, grid)
    said = warnings(results, events, scrubber)

    def every_table() -> Iterator[tuple[float, Table]]:
        dates = options.dates == "as recorded"
        yield 0.0, tables.participants_table(results)
        yield 0.01, tables.streams_table(results, scrubber)
        yield 0.02, tables.events_table(results, scrubber, notes=options.notes, dates=dates)
        yield 0.04, tables.event_types_table(results)
        yield 0.05, tables.beats_table(results)
        yield 0.15, tables.breaths_table(results)
        yield 0.20, values.windows_table(results)
        yield 0.25, values.zones_table(results)
        yield 0.30, quality_table(results)
        yield 0.35, values.ticks_table(results)
        yield 0.70, aligned_table(results, grid, events, layout=options.layout)

    written: list[Table] = []
    outputs: list[dict[str, Any]] = []
    for share, table in every_table():
        report(share, table.name)
        for ending in dict.fromkeys(options.formats):
            path = folder / f"{table.name}.{ending}"
            WRITERS[ending](table, path)
            outputs.append(_output(path, table))
        # columns are let go of: only the fields are needed from here on
        written.append(Table.from_rows(table.name, table.fields, []))
    dictionary = dictionary_table(written)
    path = folder / "data_dictionary.csv"
    write_csv(dictionary, path)
    outputs.append(_output(path, dictionary))
    path = folder / "README.txt"
    write_text(read_me(results, options, written, said), path)
    outputs.append(_output(path, None))
    content = manifest(
        results, options, grid=grid, events=events, outputs=outputs, said=said,
        created_utc=_now_utc(),
    )  # fmt: skip
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    write_text(text + "\n", folder / "manifest.json")
    _LOG.info("Tidy export of %s: %d files", results.session_id, len(outputs) + 1)


def _now_utc() -> str:
    now = datetime.datetime.now(datetime.UTC)
    return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _output(path: Path, table: Table | None) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "path": path.name,
        "sha256": digest,
        "rows": None if table is None else table.rows,
        "columns": None if table is None else len(table.fields),
    }
