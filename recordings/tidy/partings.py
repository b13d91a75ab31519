"""The table of where felt and measured part ways, and where two people's ratings do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recordings.tidy.schema import REASONS, integer, number, seconds, text
from recordings.tidy.table import Table, joined
from safehold.core.results import Parting, SessionResults

_WHOLE = "rows of a span"
_SPAN = "the row of the whole comparison"

PARTINGS = (
    text("participant_1", "label of the person who rated"),
    text("participant_2", "label of the second rater; empty where a rating is compared with what "
         "was measured of the same person"),
    text("first", "scale of the first course: the last word of the last take, mean of each "
         "second"),
    text("second", "scale of the second course, or the axis: x is (a - v) / 2, a is arousal alone "
         "where there is no vagal index. Felt is not measured: neither is the truth of the other"),
    text("second_turned", "yes: the second course was turned over, so that both rise with the "
         "same thing", allowed="yes;no"),
    text("row", "whole: the comparison; span: a stretch in which the courses part",
         allowed="whole;span"),
    seconds("t0_s", "start of the span, on the clock of the second course", decimals=0,
            missing=_SPAN),
    seconds("t1_s", "end of the span", decimals=0, missing=_SPAN),
    integer("n_s", "seconds in which both are known, of the whole comparison; at least 600"),
    number("lag_s", "s", "by how much the first follows the second: the lag within 30 s at which "
           "r is largest; negative: the index looks back longer than the rater", decimals=0,
           missing="see reasons"),
    number("r", "1", "Pearson's r at this lag; a common drift over the session counts too",
           decimals=4, missing="see reasons"),
    number("r_chance", "1", "what 95 % of circular shifts of the first course stay below, each at "
           "its best lag", decimals=4, missing="see reasons"),
    number("p_shifted", "1", "whole: share of shifts that reach r; span: share of shifts with "
           "a stretch as large anywhere; the observed one counted", decimals=4,
           missing="see reasons"),
    number("parted_share", "1", "share of the known time in which they part", decimals=4,
           missing=f"{_WHOLE}; see reasons"),
    number("parted_share_chance", "1", "the same in half of the shifts: without any link",
           decimals=4, missing=f"{_WHOLE}; see reasons"),
    number("first_z", "1", "mean of the first course in the span, in its own standard deviations",
           decimals=3, missing=_SPAN),
    number("second_z", "1", "the same of the second", decimals=3, missing=_SPAN),
    text("codes", "codes that hold in the span", missing=_SPAN),
    REASONS,
)  # fmt: skip


def partings_table(results: SessionResults) -> Table:
    """Return every comparison, each followed by the spans in which its courses part."""
    rows = [row for found in results.partings for row in _rows(found)]
    return Table.from_rows("partings", PARTINGS, rows)


def _rows(found: Parting) -> Iterator[tuple[Any, ...]]:
    second = found.people[1] if len(found.people) > 1 else ""
    head = (found.people[0], second, found.first, found.second, "yes" if found.turned else "no")
    told = (found.lag_s, found.r, found.r_chance)
    yield (
        *head, "whole", None, None, found.n_s, *told, found.p, found.share, found.share_chance,
        None, None, None, joined(found.reasons),
    )  # fmt: skip
    for span in found.spans:
        yield (
            *head, "span", span.t0, span.t1, found.n_s, *told, span.p, None, None, span.first_z,
            span.second_z, ";".join(span.codes), "",
        )  # fmt: skip
