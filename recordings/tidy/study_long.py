"""Every measure of every session and person of a study in one table, long and wide.

The wide one is the long one again with a column for each measure, as models of sessions in dyads
want it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recordings.tidy.schema import integer, number, text
from recordings.tidy.table import Table
from safehold.core.measures import MEASURES

WHO = (
    text("session_id", "name of the session", missing="there is no session of this number"),
    integer("session_number", "number among the sessions of the same client, from 1",
            missing="not known"),
    text("dyad", "study codes of all who took part, joined by '+': sessions are nested in it",
         missing="not known"),
    text("client", "study code of the client; of several joined by '+'", missing="not known"),
    text("therapist", "study code of the therapist; of several joined by '+': dyads may share it",
         missing="not known, or nobody"),
    text("study_code", "whose the value is", missing="the dyad's"),
    text("role", "role of that person; dyad: it is of two people",
         allowed="client;therapist;other;dyad", missing="not known"),
)  # fmt: skip
LONG = (
    *WHO,
    text("source", "measure: process measure of the whole session; together: how the two go "
         "together; rating: answered in the session; questionnaire: from outside",
         allowed="measure;together;rating;questionnaire"),
    text("measure", "process measures as in measure_types; <series>_<statistic>_effect "
         "of together: in standard deviations of 999 random orders of one person's segments; "
         "rated_<scale>: mean of the answers; q_<name>: as the file names it"),
    number("value", "see unit", "the value; nothing is filled in", decimals=6,
           missing="see status and reasons"),
    text("unit", "unit of the value; 1 for counts, shares and effects", missing="not stated"),
    text("status", "degraded: usable with the reservations in reasons",
         allowed="ok;degraded;missing"),
    text("reasons", "reason codes, most important first, joined by ';'",
         missing="nothing to remark"),
    integer("valid_seconds", "seconds that it rests on", missing="it does not rest on seconds"),
    integer("n", "what it rests on: excursions, segments, answers", missing="not counted"),
    number("se", "see unit", "standard error of the value", decimals=6,
           missing="the method gives none"),
)  # fmt: skip
UNJOINED = (
    text("file", "name of the file"),
    integer("line", "line of it, the header being 1"),
    text("participant", "study code that stands there"),
    text("session", "number or name of the session that stands there"),
    text("measure", "what was asked"),
    text("reason", "why it belongs to no session"),
)


@dataclass(frozen=True, slots=True)
class StudyValue:
    """A value of a session, a person or a dyad."""

    session_id: str
    session_number: int | None
    dyad: str
    client: str
    therapist: str
    study_code: str
    role: str
    source: str
    measure: str
    value: float | None
    unit: str = ""
    status: str = "ok"
    reasons: str = ""
    valid_seconds: int | None = None
    n: int | None = None
    se: float | None = None

    @property
    def where(self) -> tuple[str, int | None, str, str, str]:
        """The session."""
        return self.session_id, self.session_number, self.dyad, self.client, self.therapist


def long_table(values: Iterable[StudyValue]) -> Table:
    """Return the long table, by client, session and person."""
    rows = [
        (v.session_id, v.session_number, v.dyad, v.client, v.therapist, v.study_code, v.role,
         v.source, v.measure, v.value, v.unit, v.status, v.reasons, v.valid_seconds, v.n, v.se)
        for v in _sorted(values)
    ]  # fmt: skip
    return Table.from_rows("study_long", LONG, rows)


def _sorted(values: Iterable[StudyValue]) -> list[StudyValue]:
    def key(v: StudyValue) -> tuple[object, ...]:
        number = 10**6 if v.session_number is None else v.session_number
        return v.client, number, v.session_id, v.role == "dyad", v.role, v.study_code

    return sorted(values, key=key)  # stable: measures stay in their order


def wide_table(values: Sequence[StudyValue]) -> Table:
    """Return a row per person and session with a column per measure.

    What is of two people stands in the rows of both. A value that is not valid is missing; one
    with reservations is there: the long table names them.
    """
    names = list(dict.fromkeys(v.measure for v in sorted(values, key=_order)))
    people: dict[tuple[object, ...], dict[str, float | None]] = {}
    shared: dict[tuple[object, ...], dict[str, float | None]] = {}
    for v in _sorted(values):
        if v.role == "dyad":
            shared.setdefault(v.where, {})[v.measure] = v.value
        else:
            people.setdefault((*v.where, v.study_code, v.role), {})[v.measure] = v.value
    rows = []
    for who, own in people.items():
        both = shared.get(who[:5], {}) | own
        rows.append((*who, *(both.get(name) for name in names)))
    units = {v.measure: v.unit for v in values if v.unit}
    fields = [
        number(name, units.get(name, ""), _about(name), decimals=6, missing="not valid, not asked "
               "or not answered: see study_long")
        for name in names
    ]  # fmt: skip
    return Table.from_rows("study_wide", (*WHO, *fields), rows)


def _order(v: StudyValue) -> tuple[int, int, str]:
    sources = ("measure", "together", "rating", "questionnaire")
    known = list(MEASURES)
    place = known.index(v.measure) if v.measure in MEASURES else len(known)
    return sources.index(v.source), place, v.measure


def _about(name: str) -> str:
    if name in MEASURES:
        return f"{MEASURES[name].meaning}. Cannot mean: {MEASURES[name].cannot_mean}"
    return "see measure in study_long"
