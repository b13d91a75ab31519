"""Who spoke how much, as a report says it."""

from __future__ import annotations

from collections.abc import Iterator

from recordings.report.document import Block, Heading, Paragraph
from recordings.report.names import span_name
from recordings.report.words import number, percent, reasons_text, table_of
from safehold.core.results import SessionResults

COLUMNS = (
    "person", "span", "told by", "turns", "speech (s)", "of the time", "of all speech",
    "latency (s)", "gaps", "overlaps", "within", "pauses",
)  # fmt: skip


def speech_blocks(results: SessionResults) -> Iterator[Block]:
    """Give every person's speech, and why it is missing where it is."""
    if not results.turns:
        return
    yield Heading("Who spoke")
    rows = [
        (
            t.person, span_name(t.span), ", ".join(t.sources), _count(t.n_turns),
            number(t.speech_s, 0),
            percent(t.talk_share), percent(t.speech_share), number(t.latency_median_s, 2),
            _count(t.n_gaps), _count(t.n_overlaps), _count(t.n_within), _count(t.n_pauses),
        )
        for t in results.turns
    ]  # fmt: skip
    yield table_of(
        COLUMNS, rows,
        "Turns of speech, coded or heard. Latency: median time from the end of the other's turn "
        "to the beginning of this person's, negative where it began before. Gaps, overlaps: turns "
        "that passed by them; within: speech within the other's turn (Heldner and Edlund 2010). "
        "Neither much nor little of any is good or bad.",
    )  # fmt: skip
    for t in results.turns:
        if t.reasons:
            yield Paragraph(
                f"{t.person}, {span_name(t.span)}: {reasons_text(t.reasons)}.", "small"
            )


def _count(n: int | None) -> str:
    return "" if n is None else str(n)
