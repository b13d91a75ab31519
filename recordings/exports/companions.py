"""What stands beside the files of every profile: the authoritative events and a manifest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from recordings.disk.atomic_export import now_utc, output_entry
from recordings.tidy.manifest import provenance, warnings
from recordings.tidy.options import TidyOptions
from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.quality import quality_table
from recordings.tidy.tables import events_table
from recordings.tidy.writing import write_csv, write_text
from safehold.core.results import SessionResults


def write_companions(
    results: SessionResults,
    folder: Path,
    options: TidyOptions,
    *,
    profile: str,
    limits: Sequence[str],
    events: bool = True,
    manifest: str = "manifest.json",
) -> None:
    """Write ``events.csv`` and the manifest beside the files made; ``limits`` join its warnings.

    The manifest lists every file of the folder with its hash.
    """
    scrubber = Scrubber(results.streams)
    if events:
        table = events_table(results, scrubber, notes=options.notes, dates=options.dated)
        write_csv(table, folder / "events.csv")
    said = [*warnings(results, outside_events(results), scrubber), *limits]
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    content = provenance(
        results,
        options,
        profile=profile,
        outputs=[output_entry(path, folder) for path in files],
        said=said,
        created_utc=now_utc(),
    )
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    write_text(text + "\n", folder / manifest)


def outside_events(results: SessionResults) -> list[str]:
    """Return the ids of the events that begin outside of the recording (or the part)."""
    return [
        event.event_id
        for event in results.events
        if not results.t_start <= event.onset <= results.t_end
    ]


def doubtful_spans(results: SessionResults, stream_id: str) -> list[tuple[float, float, str]]:
    """Return time, duration and reason of a stream's spans in the quality table but its gaps.

    Gaps are seen in the samples themselves.
    """
    table = quality_table(results)
    columns = {f.name: cells for f, cells in zip(table.fields, table.columns, strict=True)}
    rows = zip(
        columns["stream_id"], columns["t_s"], columns["duration_s"], columns["reason"], strict=True
    )
    return [
        (t, duration, reason)
        for stream, t, duration, reason in rows
        if stream == stream_id and reason != "gap"
    ]
