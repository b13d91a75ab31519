"""The tables of a recomputation: where two readings differ, and the session in both."""

from __future__ import annotations

from collections.abc import Iterable

from recordings.tidy.schema import PARTICIPANT, integer, number, text
from recordings.tidy.table import Table, joined
from safehold.core.differences import ZONE, Difference, Summary

DIFFERENCES = (
    PARTICIPANT,
    integer("t0_s", "first second that differs, from session zero"),
    integer("t1_s", "last second that differs"),
    integer("seconds", "how many seconds differ"),
    text("what", "zone; tick (only one reading has one); the name of an index; a or v, the axes "
         "of the zones"),
    text("zone_before", "as it was seen", missing="not a zone, or none was given"),
    text("zone_after", "as it was computed again", missing="not a zone, or none was given"),
    number("before", "see unit", "mean of the span as it was seen", decimals=6,
           missing="not a number, or missing: see reasons_before"),
    number("after", "see unit", "mean of the span as it was computed again", decimals=6,
           missing="not a number, or missing: see reasons_after"),
    text("unit", "unit of before and after", missing="not a number"),
    text("reasons_before", "why it was missing in the first second", missing="it was there"),
    text("reasons_after", "why it is missing in the first second", missing="it is there"),
    text("why", "what changed it: parameters with both values, other rest values, corrections, "
         "what the recording lacks; or that it is not explained"),
)  # fmt: skip
SUMMARY = (
    PARTICIPANT,
    text("what", "mean of an index over the session, or the name of a process measure"),
    number("before", "see unit", "as it was seen", decimals=6, missing="not valid"),
    number("after", "see unit", "as it was computed again", decimals=6, missing="not valid"),
    text("unit", "unit of both; 1 for counts and shares"),
    integer("seconds_before", "valid seconds that the value rests on"),
    integer("seconds_after", "valid seconds that the value rests on"),
)  # fmt: skip


def differences_table(found: Iterable[Difference]) -> Table:
    """Return where two readings differ, one row each, in the order given."""
    rows = [
        (
            d.person, d.t0, d.t1, d.seconds, d.what, *_sides(d), d.unit,
            joined(d.before_reasons), joined(d.after_reasons), "; ".join(d.why),
        )
        for d in found
    ]  # fmt: skip
    return Table.from_rows("differences", DIFFERENCES, rows)


def summary_table(found: Iterable[Summary]) -> Table:
    """Return the session in both readings, a row for each number."""
    rows = [(s.person, s.what, s.before, s.after, s.unit, s.n_before, s.n_after) for s in found]
    return Table.from_rows("recomputed", SUMMARY, rows)


def _sides(found: Difference) -> tuple[str, str, float | None, float | None]:
    sides = (found.before, found.after)
    zones = [side if isinstance(side, str) and found.what == ZONE else "" for side in sides]
    before, after = (side if isinstance(side, float) else None for side in sides)
    return zones[0], zones[1], before, after
