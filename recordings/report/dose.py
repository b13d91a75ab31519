"""One page on dose: how much supportive and change-oriented work, when, and what the body did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recordings.report.document import Block, Heading, NewPage, Paragraph, Picture
from recordings.report.dose_figure import dose_figure
from recordings.report.names import code_name
from recordings.report.words import number, percent, table_of
from safehold.core.around import Around, AroundRow, Estimate
from safehold.core.results import SessionResults

FUNCTIONS = ("fs.survival", "fs.restoration", "fs.exploration", "fs.risk", "fs.integration")
"""Functions of safety (Podolan and Gelo 2023, table 1)."""
KINDS = ("int.support", "int.mixed", "int.change")
"""Kinds of intervention."""
COLUMNS = (
    "person", "around", "n", "before", "during", "after", "heart rate, against matched",
    "p adjusted", "vagal index, against matched", "p adjusted",
)  # fmt: skip


def dose_blocks(results: SessionResults) -> Iterator[Block]:
    """Give the page, where a function of safety or a kind of intervention was coded."""
    by_code = {one.name.removeprefix("code:"): one for one in results.around}
    chosen = [
        (code_name(code, results.codebook), by_code[code])
        for code in (*FUNCTIONS, *KINDS) if code in by_code
    ]  # fmt: skip
    if not chosen:
        return
    people = [
        p.label for p in results.participants
        if any(b.person == p.label for b in results.baselines)
    ]  # fmt: skip
    yield NewPage()
    yield Heading("Supportive and change-oriented work: how much, when, and what the body did")
    yield Picture(
        dose_figure(results, chosen, people),
        "Left: when, over the zones of the first person (hatched: outside the own range). "
        "Middle: heart rate before (60 s), during and after (60 s), against the own baseline; "
        "means over the events. It falls after high "
        "and rises after low by itself. So right: the change 10 to 60 s after the onset minus "
        "that of matched moments, which began at the same level and followed no such event, with "
        "its interval of 95 %. Hollow, dotted: fewer than 5 events, no test. Star: p at most .05, "
        "adjusted for all codes, people and both axes of the session.",
    )
    rows = [row for name, one in chosen for row in _rows(name, one, people)]
    yield table_of(
        COLUMNS, rows,
        "Heart rate in spreads of the own baseline; change in brackets: 95 %. 'Against matched' "
        "and p are those of 'Change around events'. p: share of rotations of the events that give "
        "as much, adjusted (Holm) for all codes.",
    )  # fmt: skip
    yield from _timing(results, chosen)
    yield Paragraph(
        "Whether a dose was right this page cannot say. It says how much was coded, in which zone "
        "of the rule it began, and whether heart rate and vagal index went on otherwise than "
        "after moments of the same level. Codes that are set in answer to what a body shows make "
        "the one follow from the other; talk, movement and posture come with interventions. One "
        "session is one session.",
        "small",
    )


def _rows(name: str, one: Around, people: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for person in people:
        a, v = one.row(person, "a"), one.row(person, "v")
        if a is None:
            continue
        yield (
            person, name, f"{a.n}/{one.n_events}", number(a.before, 2), number(a.during, 2),
            number(a.after, 2), _change(a), number(a.p_adjusted, 3), _change(v),
            number(None if v is None else v.p_adjusted, 3),
        )  # fmt: skip


def _change(row: AroundRow | None) -> str:
    return "" if row is None or row.adjusted is None else estimate_words(row.adjusted)


def estimate_words(estimate: Estimate) -> str:
    """Return a change with its interval, where there is one."""
    words = f"{estimate.value:+.2f}"
    if estimate.low is None or estimate.high is None:
        return words
    return f"{words} [{estimate.low:+.2f}, {estimate.high:+.2f}]"


def _timing(results: SessionResults, chosen: Sequence[tuple[str, Around]]) -> Iterator[Block]:
    """Say in which zone of each person the events began."""
    length = max(results.t_end - results.t_start, 1e-9)
    people = [p.label for p in results.participants]
    rows = [
        (
            name, str(one.n_events), number(one.seconds / 60, 1) if one.seconds else "",
            percent(one.seconds / length) if one.seconds else "",
            *(_zones(one, person) for person in people),
        )
        for name, one in chosen
    ]  # fmt: skip
    yield table_of(
        ("what", "events", "minutes", "of the session",
         *(f"{person}: began in high / within / low / unknown" for person in people)),
        rows,
        "Dose and timing. Zones as they were shown at the onset; they lag behind the body.",
    )  # fmt: skip


def _zones(one: Around, person: str) -> str:
    counts = one.began.get(person, {})
    return " / ".join(str(counts.get(z, 0)) for z in ("high", "within", "low", "unknown"))
