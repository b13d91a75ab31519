"""Where felt and measured part ways, as a report says it."""

from __future__ import annotations

from collections.abc import Iterator

from recordings.report.document import Block, Heading, Paragraph, ReportTable
from recordings.report.words import clock, number, percent, reasons_text, table_of
from safehold.core.results import Parting, SessionResults

WHOLE = ("compared", "seconds", "lag", "r", "chance", "p", "parted", "by chance")
SPANS = ("compared", "from", "to", "first", "second", "p", "codes that hold")
_SHOWN = 20
_CAPTION = (
    "Continuous ratings made while the session was seen again, against the person's own "
    "activation (x = (a - v) / 2, or a alone) or another person's rating, once a second, "
    "each standardised within the session, at the lag within 30 s at which they go together best "
    "(positive: the rating follows). Chance: what 95 % of circular shifts of the rating stay "
    "below. A common drift over the session counts as going together."
)
_SPAN_CAPTION = (
    "Stretches of at least 20 s in which the courses, smoothed over 31 s, lie a standard "
    "deviation or more apart; means in standard deviations. p: share of shifts with a "
    "stretch as large anywhere. Neither side is the truth of the other: felt is not measured."
)


def felt_blocks(results: SessionResults) -> Iterator[Block]:
    """Give every comparison of continuous ratings, and the stretches in which they part."""
    if not results.partings:
        return
    yield Heading("Where felt and measured part ways")
    told = [found for found in results.partings if not found.reasons]
    if told:
        yield table_of(WHOLE, [_whole(found) for found in told], _CAPTION)
        if spans := _spans(told):
            yield spans
    for found in results.partings:
        if found.reasons:
            yield Paragraph(f"{_name(found)}: missing ({reasons_text(found.reasons)}).", "small")


def _whole(found: Parting) -> tuple[str, ...]:
    return (
        _name(found), str(found.n_s), f"{found.lag_s:+d} s", number(found.r, 2),
        number(found.r_chance, 2), number(found.p, 3), percent(found.share),
        percent(found.share_chance),
    )  # fmt: skip


def _spans(told: list[Parting]) -> ReportTable | None:
    found = [(span.p, one, span) for one in told for span in one.spans]
    chosen = sorted(found, key=lambda row: row[0])[:_SHOWN]
    rows = [
        (
            _name(one), clock(span.t0), clock(span.t1), number(span.first_z, 1),
            number(span.second_z, 1), number(span.p, 3), ", ".join(span.codes),
        )
        for _, one, span in sorted(chosen, key=lambda row: row[2].t0)
    ]  # fmt: skip
    more = len(found) - len(chosen)
    rest = f" The {len(chosen)} largest of {len(found)}; the table partings has all." * bool(more)
    return table_of(SPANS, rows, _SPAN_CAPTION + rest) if rows else None


def _name(found: Parting) -> str:
    second = f"{found.people[1]} {found.second}" if len(found.people) > 1 else found.second
    turned = "-" if found.turned else ""
    return f"{found.people[0]} {found.first} against {turned}{second}"
