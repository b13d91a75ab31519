"""How two people go together, as a report says it: the whole family of tests."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from recordings.report import pair_figures
from recordings.report.document import Block, Heading, Paragraph, Picture, ReportTable
from recordings.report.names import SERIES, STATISTICS, SURROGATES, span_words
from recordings.report.words import number, reasons_text, table_of
from safehold.core.pair_map import PairMap
from safehold.core.results import DyadMeasure, SessionResults

COLUMNS = (
    "people", "span", "measure", "statistic", "value", "effect", "p adjusted", "p alone",
    "segments",
)  # fmt: skip


def two_people_blocks(results: SessionResults) -> Iterator[Block]:
    """Give every test of a session, and why spans have none."""
    if not (results.dyads or results.pair_maps):
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
    for one in results.pair_maps:
        yield from _course(results, one)


def _course(results: SessionResults, one: PairMap) -> Iterator[Block]:
    """Draw when two people go together, and say how much of it is beyond chance."""
    if one.limit is None:
        return
    first, second = one.people
    recipe, held = one.recipe, int(one.beyond.any(axis=1).sum())
    compared = int(np.isfinite(one.z).any(axis=1).sum())
    out = " and without what speech foretells" if one.speech_out else ""
    yield Heading(f"When {first} and {second} go together", 3)
    yield Picture(
        pair_figures.course_of_two(results, one),
        f"Heart rates of {first} and {second}, without what their own past foretells{out}: "
        f"windows of {recipe.window_s} s every {recipe.step_s} s, at their middle, by lag. "
        f"Encircled is what is beyond chance: |z| above {one.limit:.2f}, which the largest value "
        f"of the whole map exceeds in 5 % of {one.n_surrogates} surrogates "
        f"({SURROGATES[one.surrogate]}, seed {one.seed}). So one map in twenty without any link "
        f"has such a place; {held or 'none'} of {compared} windows here hold one. Dots: the peak "
        "nearest to lag 0 (Boker et al. 2002). Who follows comes later, which does not mean that "
        f"they answer. Neither colour is good or bad.{_reservation(one)}",
    )


def _reservation(one: PairMap) -> str:
    return f" Note: {reasons_text(one.reasons)}." if one.reasons else ""


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
