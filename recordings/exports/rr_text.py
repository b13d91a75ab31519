"""RR intervals as text: one interval per line in ms, as Kubios and many others read it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from pathlib import Path

from recordings.disk.atomic_export import Progress, check_length, export_name, silent, write_export
from recordings.exports.companions import write_companions
from recordings.tidy import TidyOptions
from recordings.tidy.join import by_onset, check_events
from recordings.tidy.name_search import NameSearch
from recordings.tidy.schema import PARTICIPANT, integer, number, seconds, text
from recordings.tidy.table import Table
from recordings.tidy.writing import write_csv, write_text
from safehold.core.codebook import PHASE_PREFIX
from safehold.core.messages import Message
from safehold.core.plain_text import spelled_plain
from safehold.core.results import SessionResults
from safehold.core.types import Beat, BeatStatus

FIELDS = (
    text("file", "file of this row"),
    PARTICIPANT,
    text("condition", "phase, part or 'session'"),
    seconds("t_start_s", "start of the condition"),
    seconds("t_end_s", "end of the condition"),
    text("contents", "whether flagged intervals are in it", allowed="all;without_flagged"),
    integer("n_intervals", "intervals in the file"),
    integer("n_flagged", "flagged intervals in it"),
    integer("n_breaks", "places where two lines are no neighbours in time"),
    number("sum_s", "s", "sum of the intervals; less than the condition where data are missing"),
)  # fmt: skip

BREAK_S = 0.1
"""No interval is as short; the times of a strap's intervals differ by less from their sum."""

READ_ME = """\
RR intervals, one per line, in ms, without a header.

*_rr_ms.txt                  every interval as measured, flagged ones included
*_rr_ms_without_flagged.txt  the same without the flagged intervals
rr_files.csv                 which file holds what, and how many breaks it has

Nothing was corrected or interpolated. Where data are missing or an interval was left out, the
next line is simply the next interval that there is: a program that adds the lines up gets a time
that is too short from there on, and a difference over a break is no difference of neighbours.
n_breaks in rr_files.csv counts these places. For exact times use beats of the tidy export.
An interval belongs to a condition when it lies inside of it as a whole.
"""


def export_rr(
    results: SessionResults,
    out_root: Path,
    *,
    options: TidyOptions | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write two RR files per person and condition: all intervals, and without the flagged.

    Conditions are the whole session and every phase in it; of a part, the part alone.

    Raises
    ------
    ExportError
        When the folder cannot be written.
    """
    options, report = options or TidyOptions(), progress or silent
    check_events(results.events)
    check_length(results)

    def fill(folder: Path) -> None:
        report(0.0, Message("RR intervals"))
        rows = []
        for participant in results.participants:
            person = participant.label
            beats = sorted((b for b in results.beats if b.person == person), key=lambda b: b.time)
            for name, t0, t1 in conditions(results):
                for contents in ("all", "without_flagged"):
                    inside = intervals(beats, t0, t1, flagged=contents == "all")
                    ending = "" if contents == "all" else f"_{contents}"
                    file = f"{person}_{name}_rr_ms{ending}.txt"
                    write_text("".join(f"{rr:.3f}\n" for _, rr, _ in inside), folder / file)
                    rows.append((
                        file, person, name, t0, t1, contents, len(inside),
                        sum(is_flagged for *_, is_flagged in inside), _breaks(inside),
                        sum(rr for _, rr, _ in inside) / 1000,
                    ))  # fmt: skip
        write_csv(Table.from_rows("rr_files", FIELDS, rows), folder / "rr_files.csv")
        write_text(READ_ME, folder / "README.txt")
        write_companions(results, folder, options, profile="rr", limits=())
        report(1.0, Message("done"))

    search = NameSearch.of(results, options)
    return write_export(out_root, export_name(results, "rr"), fill, check=search.check)


def conditions(results: SessionResults) -> list[tuple[str, float, float]]:
    """Return name and limits of the whole and of every phase that was closed."""
    found = [(_safe(results.part) or "session", results.t_start, results.t_end)]
    if results.part:
        return found
    for event in by_onset(results.events):
        if event.code.startswith(PHASE_PREFIX) and event.duration:
            stem = _safe(event.code.removeprefix(PHASE_PREFIX))
            taken = {name for name, *_ in found}
            name, number = stem, 1
            while name in taken:
                number += 1
                name = f"{stem}-{number}"
            found.append((name, event.onset, event.onset + event.duration))
    return found


def _safe(name: str) -> str:
    return re.sub(r"[^a-z0-9_-]+", "-", spelled_plain(name).lower()).strip("-")


def intervals(
    beats: Sequence[Beat], t0: float, t1: float, *, flagged: bool
) -> list[tuple[float, float, bool]]:
    """Return closing beat (s), RR (ms) and whether flagged, of the intervals inside [t0, t1]."""
    return [
        (beat.time, beat.rr_ms, beat.status is BeatStatus.FLAGGED)
        for beat in beats
        if beat.rr_ms is not None
        and t0 <= beat.time - beat.rr_ms / 1000
        and beat.time <= t1
        and (flagged or beat.status is BeatStatus.OK)
    ]


def _breaks(inside: Sequence[tuple[float, float, bool]]) -> int:
    return sum(
        later - rr / 1000 - earlier > BREAK_S
        for (earlier, *_), (later, rr, _) in itertools.pairwise(inside)
    )
