"""Process measures and changes around events, as a report says them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recordings.report.document import Block, Heading, Items, Paragraph
from recordings.report.names import (
    MEASURE_NAMES,
    Footnotes,
    code_name,
    measure_words,
    span_name,
)
from recordings.report.words import number, reasons_text, table_of
from safehold.core.measures import ProcessMeasure
from safehold.core.results import SessionResults

REPAIR = "rupture-repair"


def measure_blocks(results: SessionResults, person: str) -> Iterator[Block]:
    """Give one person's measures: a column for the session and each phase, then the repairs."""
    mine = [m for m in results.measures if m.person == person and m.name in MEASURE_NAMES]
    chosen = [m for m in mine if not m.span.startswith("code:") and m.span != REPAIR]
    spans = list(dict.fromkeys(m.span for m in chosen))
    told = [span for span in spans if any(m.value is not None for m in chosen if m.span == span)]
    if told:
        yield _table(chosen, told, results)
    rested = any(baseline.person == person for baseline in results.baselines)
    for span in spans if told or rested else ():  # without a baseline the report has said why
        if span not in told:
            why = next((m.reasons for m in chosen if m.span == span), ())
            yield Paragraph(
                f"Process measures of {span_name(span)}: missing ({reasons_text(why)}).", "small"
            )
    yield from _repairs([m for m in mine if m.span == REPAIR])


def _table(
    chosen: Sequence[ProcessMeasure], spans: Sequence[str], results: SessionResults
) -> Block:
    by_key = {(m.span, m.name): m for m in chosen}
    names = [name for name in MEASURE_NAMES if any((span, name) in by_key for span in spans)]
    notes = Footnotes()
    rows = []
    for name in names:
        words, unit = MEASURE_NAMES[name]
        cells = [_cell(by_key.get((span, name)), notes) for span in spans]
        rows.append((f"{words}, {unit}" if unit else words, *cells))
    heads = (span_name(span, results.codebook) for span in spans)
    return table_of(
        ("measure", *heads), rows,
        "Process measures: what the zones and axes add up to, in shares of the valid time and in "
        "spreads of the own baseline; ± standard error. Cut off: by the span or by unknown time."
        + notes.words(),
    )  # fmt: skip


def _cell(measure: ProcessMeasure | None, notes: Footnotes) -> str:
    if measure is None:
        return ""
    if measure.value is None:
        return notes.mark(reasons_text(measure.reasons))
    return measure_words(measure)


def _repairs(found: Sequence[ProcessMeasure]) -> Iterator[Block]:
    """Say what was coded of ruptures, and what can be said of their repair."""
    if not any(m.name == "ruptures" and m.value for m in found):
        return
    told: list[str] = []
    missing: dict[str, list[str]] = {}
    for m in found:
        words, unit = MEASURE_NAMES[m.name]
        if m.value is None:
            missing.setdefault(reasons_text(m.reasons), []).append(words)
        else:
            told.append(f"{words}: {measure_words(m)}{f' {unit}' if unit else ''}")
    lines = [f"{', '.join(names)}: missing ({why})." for why, names in missing.items()]
    yield Items((f"{'; '.join(told)}.", *lines))


def event_change_blocks(results: SessionResults) -> Iterator[Block]:
    """Give the change around the events of every code, beside that of matched moments."""
    chosen = [m for m in results.measures if m.name.startswith("event_change") and m.n]
    if not chosen:
        return
    keys = list(dict.fromkeys((m.person, m.span) for m in chosen))
    by_key = {(m.person, m.span, m.name): m for m in chosen}
    adjusted = {
        (row.person, one.name, f"event_change_{row.quantity}"): row.p_adjusted
        for one in results.around
        for row in one.rows
    }
    notes = Footnotes()
    rows = [
        (person, code_name(span.removeprefix("code:"), results.codebook),
         str(max(m.n for m in chosen if (m.person, m.span) == (person, span))),
         *(cell for axis in "av" for cell in (
             *(_change(by_key.get((person, span, f"event_change_{axis}{end}")), notes)
               for end in ("_adjusted", "", "_p")),
             number(adjusted.get((person, span, f"event_change_{axis}")), 3))))
        for person, span in keys
    ]  # fmt: skip
    yield Heading("Change around events")
    yield table_of(
        ("person", "after", "events", "heart rate, adjusted", "raw", "p", "p adjusted",
         "vagal index, adjusted", "raw", "p", "p adjusted"), rows,
        "10 to 60 s after minus 60 to 10 s before, in spreads of the own baseline; ± standard "
        "error. Raw changes fall after high and rise after low values by themselves (regression "
        "to the mean): read the adjusted change, which is against matched moments. p: share of "
        "circular shifts of the events, of this row alone: among many rows some are small by "
        "chance. p adjusted (Holm): for all of this table, the one to report; the first page "
        f"counts the other tests of the session too.{notes.words()}",
    )  # fmt: skip


def _change(measure: ProcessMeasure | None, notes: Footnotes) -> str:
    if measure is None:
        return ""
    if measure.value is None:
        return notes.mark(reasons_text(measure.reasons))
    if measure.name.endswith("_p"):
        return number(measure.value, 3)
    error = f" ± {number(measure.se, 2)}" if measure.se is not None else ""
    return f"{measure.value:+.2f}{error}"
