"""How two people go together, as a report says it: the whole family of tests."""

from __future__ import annotations

from collections.abc import Iterator

from recordings.report.document import Block, Heading, Paragraph, ReportTable
from recordings.report.names import SERIES, STATISTICS, span_words
from recordings.report.words import number, reasons_text, table_of
from safehold.core.results import DyadMeasure, SessionResults

COLUMNS = (
    "people", "span", "measure", "statistic", "value", "effect", "p adjusted", "p alone",
    "segments",
)  # fmt: skip


def two_people_blocks(results: SessionResults) -> Iterator[Block]:
    """Give every test of a session, and why spans have none."""
    if not results.dyads:
        return
    yield Heading("How two people go together")
    tested = [row for row in results.dyads if row.p_adjusted is not None]
    if tested:
        yield _table(tested)
    spans = dict.fromkeys(
        (row.people, row.span, row.measure, row.reasons[:1])
        for row in results.dyads
        if row.value is None
    )
    by_reason: dict[str, list[str]] = {}
    for people, span, measure, reasons in spans:
        where = f"{_pair(people)}, {span_words(span)}, {_series(measure)}"
        by_reason.setdefault(reasons_text(reasons), []).append(where)
    for why, places in by_reason.items():
        yield Paragraph(f"Missing ({why}): {'; '.join(places)}.", "small")


def _table(tested: list[DyadMeasure]) -> ReportTable:
    n = tested[0].n_tests
    caption = (
        f"One family of {n} tests: every p of this session. 'p adjusted' is the one to report: "
        f"where no two people are linked, 5 % of sessions hold one of at most .05 among all {n}; "
        "of 'p alone' most sessions hold some. Effect: standard deviations of random orders of "
        "one person's segments. Going together (positive) is not good, going against (negative) "
        "is not bad, neither says a cause; shared turns of speech give both: where they are "
        "known, read the rows with speech taken out (speech_partialled; silence; one speaks)."
    )
    rows = [
        (
            _pair(row.people), span_words(row.span), _series(row.measure),
            STATISTICS.get(row.statistic, row.statistic), number(row.value, 3),
            number(row.effect, 2), number(row.p_adjusted, 3), number(row.p_shuffled, 3),
            str(row.n_segments),
        )
        for row in tested
    ]  # fmt: skip
    return table_of(COLUMNS, rows, caption)


def _pair(people: tuple[str, str]) -> str:
    return " - ".join(people)


def _series(measure: str) -> str:
    return SERIES.get(measure, measure)
