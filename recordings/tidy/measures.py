"""The tables of process measures, and of what each of them is and cannot mean."""

from __future__ import annotations

from collections.abc import Iterable

from recordings.tidy.schema import PARTICIPANT, REASONS, integer, number, seconds, text
from recordings.tidy.table import Table, joined
from safehold.core.measures import MEASURES, ProcessMeasure

MEASURE_COLUMNS = (
    PARTICIPANT,
    text("span", "what was measured: session; phase:<name>, each occurrence by itself; "
         "code:<code>, all the time it holds; part:<name> of an export of a part",
         allowed="session;part:*;phase:*;code:*;span:*"),
    seconds("t_s", "start of the span; of a code: of its first occurrence", decimals=3,
            missing="no occurrence has a known end", bids="onset"),
    seconds("end_s", "end of the span; of a code: of its last occurrence (its onset, for "
            "event_change_*)", decimals=3, missing="no occurrence has a known end"),
    text("measure", "name of the measure; what each is and cannot mean stands in measure_types",
         allowed=";".join(MEASURES)),
    number("value", "see unit", "the outcome of rules on heart rate and RSA against the person's "
           "own resting baseline, from windows inside the span: not a measurement of safety, "
           "emotion, dissociation or vagal tone, nothing on causes, nothing to compare people by",
           decimals=6, missing="not valid: see reasons", how="methods 5.1"),
    text("unit", "unit of the value; 1 for counts and shares"),
    text("status", "degraded: usable with the reservations in reasons",
         allowed="ok;degraded;missing"),
    REASONS,
    integer("valid_seconds", "seconds with a known zone and present inputs (for swings, elevation "
            "and near baseline: with both axes; for event_change_*: of the axis in the windows)"),
    number("pct_unknown", "%", "seconds of the span that are not valid, 0-100; below 60 % valid "
           "the value is missing", decimals=2, missing="the span holds no second"),
    integer("n", "what the value rests on: excursions, swings, runs, events; for times, shares "
            "and elevation seconds"),
    integer("censored", "excursions, swings or runs cut off by unknown time or by the limits of "
            "the span: lengths and peaks are lower bounds then"),
    number("se", "see unit", "standard error of the value: of means and changes that of their "
           "windows, of times and shares half of what they differ by when both axes lie a "
           "standard error farther from rest and nearer to it; where codes follow the signal, "
           "event_change_v scatters 1.3 times as much", decimals=6,
           missing="the method gives none"),
)  # fmt: skip

MEASURE_TYPES = (
    text("measure", "name of the measure"),
    text("unit", "its unit; 1 for counts and shares"),
    text("meaning", "what it is"),
    text("cannot_mean", "what it must not be taken for"),
)


def measures_table(measures: Iterable[ProcessMeasure]) -> Table:
    """Return process measures, one row each, in the order given."""
    rows = [
        (
            m.person, m.span, m.t0, m.t1, m.name, m.value, m.unit, m.status, joined(m.reasons),
            m.valid_s, m.pct_unknown, m.n, m.censored, m.se,
        )
        for m in measures
    ]  # fmt: skip
    return Table.from_rows("measures", MEASURE_COLUMNS, rows)


def measure_types_table(measures: Iterable[ProcessMeasure]) -> Table:
    """Return what every measure that was made is, and what it cannot mean."""
    made = {measure.name for measure in measures}
    rows = [
        (name, m.unit, m.meaning, m.cannot_mean) for name, m in MEASURES.items() if name in made
    ]
    return Table.from_rows("measure_types", MEASURE_TYPES, rows)
