"""The report of a study: each client's sessions side by side, what is missing, what to review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from recordings.report.document import Block, Document, Heading, Items, Paragraph, Picture, said
from recordings.report.locked import lock_blocks
from recordings.report.study_figures import CHANCE, ZONES, Line, Panel, client_figure
from recordings.report.study_texts import CANNOT_MEAN, FOOTER, METHODS, READING
from recordings.report.texts import cited
from recordings.report.words import number, percent, reasons_text, table_of
from recordings.tidy.study_long import StudyValue
from safehold.core.measures import MEASURES
from safehold.core.reasons import EXPLANATIONS, Reason

OUTSIDE, RETURN, TOGETHER, FELT = (
    "share_outside", "return_latency", "hr_mean_z_effect", "rated_safety",
)  # fmt: skip
MOST_SCORES = 4
"""Scores that are drawn for a client; the tables have all."""
MOST_NAMED = 12
OWN_REASONS = {
    "not_answered": "not answered",
    "no_answer": "nobody answered in the session",
}
SHOWN_MISSING = (
    "share_high", OUTSIDE, RETURN, "restoration_half_life", "mean_a", "mean_v", TOGETHER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session of a client, there or not."""

    session_id: str
    number: int | None
    client: str
    therapist: str
    state: str
    """``done``, ``failed`` or ``not recorded``."""
    reason: str
    minutes: float | None
    to_review: int
    valid: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """Share of valid seconds by role and index."""

    @property
    def label(self) -> str:
        """What stands below its place."""
        return str(self.number) if self.number is not None else self.session_id or "?"


@dataclass(frozen=True, slots=True)
class StudyReport:
    """Everything that the report of a study tells."""

    name: str
    params_hash: str
    own: tuple[str, ...]
    """Labels of people with parameters of their own."""
    software: Mapping[str, str]
    sessions: tuple[SessionLine, ...]
    values: tuple[StudyValue, ...]
    review: tuple[tuple[str, str], ...]
    """Session and what to look at."""
    felt: tuple[float, float] | None = None
    """Ends of the scale of felt safety."""
    lock: str = ""
    """What was locked before the data, and when."""
    departures: tuple[str, ...] = ()
    """In what the study differs from it now."""
    unjoined: tuple[tuple[str, ...], ...] = ()
    """Scores of no session: file, line, participant, session, measure, reason."""


def study_document(given: StudyReport) -> Document:
    """Return the report of a study."""
    title = f"Study {given.name}".rstrip() if given.name else "Study without a name"
    known: dict[str, list[SessionLine]] = {}
    for session in given.sessions:
        known.setdefault(session.client, []).append(session)
    blocks: list[Block] = [Heading(title, 1), *_opening(given), *_overview(known)]
    blocks += [Heading("Each client's sessions side by side"), Paragraph(READING)]
    by_session: dict[tuple[str, int | None, str], list[StudyValue]] = {}
    for value in given.values:
        key = (value.session_id, value.session_number, value.client)
        by_session.setdefault(key, []).append(value)
    for client, sessions in known.items():
        if client:
            blocks += _client(given, client, sessions, by_session)
    blocks += [*_together(given), *_missing(given), *_review(given), *_unjoined(given)]
    blocks += _methods(given)
    blocks += [Heading("References"), Items(cited(said(blocks)))]
    return Document(title, tuple(blocks), FOOTER)


def _opening(given: StudyReport) -> Iterator[Block]:
    done = [one for one in given.sessions if one.state == "done"]
    clients = {one.client for one in done}
    hours = sum(one.minutes or 0.0 for one in done) / 60
    yield Paragraph(
        f"{len(done)} of {len(given.sessions)} sessions have numbers: {len(clients)} clients, "
        f"{hours:.1f} hours. All were computed with one set of parameters, {given.params_hash}"
        + (f" ({', '.join(given.own)}: own ones, in study.toml)." if given.own else ".")
    )
    yield from lock_blocks(given.lock, given.departures)
    if len(done) < len(given.sessions):
        yield Paragraph(
            f"{len(given.sessions) - len(done)} sessions have none: see Missing data. What is "
            "missing is rarely missing by chance.", "banner",
        )  # fmt: skip
    left = len({name for name, _ in given.review})
    if left:
        yield Paragraph(
            f"{left} sessions or groups of sessions should be looked at before their numbers are "
            "used: see To review.", "banner",
        )  # fmt: skip


def _overview(known: Mapping[str, Sequence[SessionLine]]) -> Iterator[Block]:
    rows = []
    for client, sessions in known.items():
        done = [one for one in sessions if one.state == "done"]
        therapists = dict.fromkeys(one.therapist for one in sessions if one.therapist)
        rows.append(
            (
                client or "not known", ", ".join(therapists), f"{len(done)} of {len(sessions)}",
                number(sum(one.minutes or 0 for one in done), 0),
                *(_middle(done, role, index) for role in ("client", "therapist")
                  for index in ("hr", "ln_rmssd")),
                str(sum(one.to_review for one in done)),
            )
        )  # fmt: skip
    yield Heading("Clients")
    yield table_of(
        ("client", "therapist", "sessions", "minutes", "client: HR valid", "RMSSD valid",
         "therapist: HR valid", "RMSSD valid", "to review"), rows,
        "Valid: median over the sessions of the share of seconds with a valid value.",
    )  # fmt: skip


def _middle(sessions: Sequence[SessionLine], role: str, index: str) -> str:
    found = [one.valid[role, index] for one in sessions if (role, index) in one.valid]
    return percent(median(found)) if found else ""


class _Course:
    """Values of a client's sessions, in their order."""

    def __init__(self, sessions: Sequence[SessionLine], found: Sequence[list[StudyValue]]) -> None:
        self._of = [
            {(v.role, v.measure): v for v in values} for values in found
        ]  # fmt: skip
        self.sessions = sessions

    def values(self, role: str, measure: str) -> tuple[float | None, ...]:
        return tuple(
            None if (one := own.get((role, measure))) is None else one.value for own in self._of
        )

    def line(self, label: str, role: str, measure: str, person: int = 0) -> Line:
        errors = tuple(
            None if (one := own.get((role, measure))) is None else one.se for own in self._of
        )
        se = errors if any(error is not None for error in errors) else ()
        return Line(label, self.values(role, measure), person, se)

    def cell(self, at: int, role: str, measure: str, decimals: int) -> str:
        one = self._of[at].get((role, measure))
        if one is None or one.value is None:
            return ""
        counted = f" (n\u00a0{one.n})" if measure == RETURN and one.n is not None else ""
        return number(one.value, decimals) + counted

    def scores(self) -> list[str]:
        return sorted({
            measure for own in self._of for (role, measure), v in own.items()
            if v.source == "questionnaire" and role == "client"
        })  # fmt: skip

    def asked(self, role: str, measure: str) -> bool:
        return any((role, measure) in own for own in self._of)


def _client(
    given: StudyReport,
    client: str,
    sessions: Sequence[SessionLine],
    by_session: Mapping[tuple[str, int | None, str], list[StudyValue]],
) -> Iterator[Block]:
    found = [by_session.get((s.session_id, s.number, client), []) for s in sessions]
    found = [
        values or by_session.get(("", one.number, client), [])
        for values, one in zip(found, sessions, strict=True)
    ]
    course = _Course(sessions, found)
    yield Heading(f"Client {client}", 3)
    shares = [course.values("client", measure) for measure, _, _ in ZONES]
    panels, scores = list(_panels(given, course)), course.scores()
    more = f" Of {len(scores)} scores the first {MOST_SCORES}." * (len(scores) > MOST_SCORES)
    yield Picture(
        client_figure([one.label for one in sessions], shares, panels),
        f"Client {client}, session by session. Bars: shares of valid time by zone, each against "
        "the rest of that very session. Below: "
        + "; ".join(panel.label.replace("\n", " ") for panel in panels)
        + ". A cross marks a missing value, vertical lines standard errors where there are any. "
        "Grey band: what 95 % of random orders of segments give." + more,
    )  # fmt: skip
    yield table_of(
        ("session", "min", "high", "within", "low", "outside", "return s", "together", "felt safe",
         *scores, "HR valid", "RMSSD valid", "to review", "why missing"),
        [_row(course, k, scores) for k in range(len(sessions))],
        "Of the client; together: of both, in standard deviations of chance; return: median over "
        "n excursions seen whole, missing where there was none.",
    )  # fmt: skip


def _panels(given: StudyReport, course: _Course) -> Iterator[Panel]:
    yield Panel(
        "outside\nown range", (course.line("client", "client", OUTSIDE),
                               course.line("therapist", "therapist", OUTSIDE, 1)), 0, 1,
    )  # fmt: skip
    yield Panel("return,\ns", (course.line("client", "client", RETURN),), 0)
    yield Panel(
        "together,\nsd of chance", (course.line("both", "dyad", TOGETHER, 2),), chance=True
    )
    if course.asked("client", FELT):
        low, high = given.felt or (None, None)
        yield Panel("felt safety", (course.line("client", "client", FELT),), low, high)
    for score in course.scores()[:MOST_SCORES]:
        yield Panel(score.removeprefix("q_"), (course.line("client", "client", score),))
    valid = tuple(one.valid.get(("client", "ln_rmssd")) for one in course.sessions)
    heart = tuple(one.valid.get(("client", "hr")) for one in course.sessions)
    yield Panel("valid", (Line("heart rate", heart, 0), Line("RMSSD", valid, 2)), 0, 1)


def _row(course: _Course, k: int, scores: Sequence[str]) -> tuple[str, ...]:
    session = course.sessions[k]
    shares = (course.values("client", measure)[k] for measure, _, _ in ZONES)
    return (
        session.label, number(session.minutes, 0), *(percent(share) for share in shares),
        percent(course.values("client", OUTSIDE)[k]), course.cell(k, "client", RETURN, 0),
        course.cell(k, "dyad", TOGETHER, 1), course.cell(k, "client", FELT, 1),
        *(course.cell(k, "client", score, 1) for score in scores),
        percent(session.valid.get(("client", "hr"))),
        percent(session.valid.get(("client", "ln_rmssd"))),
        str(session.to_review or ""), session.reason,
    )  # fmt: skip


def _together(given: StudyReport) -> Iterator[Block]:
    """Say how many sessions go beyond chance, beside how many do by chance."""
    tested = [v.value for v in given.values if v.measure == TOGETHER and v.value is not None]
    if tested:
        beyond = sum(abs(value) > CHANCE for value in tested)
        yield Paragraph(
            f"Of {len(tested)} sessions in which heart rates could be compared, {beyond} lie "
            f"beyond {CHANCE:g} standard deviations of chance; about {0.05 * len(tested):.1f} "
            "would where nobody is linked to anybody. Going together is not good, going against "
            "is not bad.",
        )  # fmt: skip


def _missing(given: StudyReport) -> Iterator[Block]:
    yield Heading("Missing data")
    gone = [one for one in given.sessions if one.state != "done"]
    if gone:
        yield table_of(
            ("session", "client", "number", "state", "reason"),
            [(one.session_id, one.client, "" if one.number is None else str(one.number), one.state,
              one.reason) for one in gone], "Sessions without numbers.",
        )  # fmt: skip
    scores = sorted({v.measure for v in given.values if v.source in ("questionnaire", "rating")})
    rows = []
    for role in ("client", "therapist", "dyad"):
        for measure in (*SHOWN_MISSING, *scores):
            found = [v for v in given.values if (v.role, v.measure) == (role, measure)]
            if found:
                rows.append(_missing_row(role, measure, found))
    if rows:
        yield table_of(
            ("whose", "measure", "sessions", "valid", "of these degraded", "missing",
             "commonest reasons of missing ones"), rows,
            "Over the sessions that were processed, or have a score. A value that is missing was "
            "not filled in; that it is missing says nothing about what it would have been.",
        )  # fmt: skip


def _missing_row(role: str, measure: str, found: Sequence[StudyValue]) -> tuple[str, ...]:
    gone = [v for v in found if v.value is None]
    degraded = sum(v.value is not None and v.status == "degraded" for v in found)
    why = Counter(v.reasons.split(";")[0] for v in gone if v.reasons)
    common = sorted(why, key=lambda code: (-why[code], code))[:2]
    words = "; ".join(f"{_explained(code)} ({why[code]})" for code in common)
    return (
        role, measure, str(len(found)), str(len(found) - len(gone)), str(degraded),
        str(len(gone)), words,
    )  # fmt: skip


def _explained(code: str) -> str:
    known = code in {str(reason) for reason in EXPLANATIONS}
    return reasons_text([Reason(code)]) if known else OWN_REASONS.get(code, code)


def _review(given: StudyReport) -> Iterator[Block]:
    yield Heading("To review")
    if not given.review:
        yield Paragraph("Nothing was found that a person should look at first.")
        return
    by_what: dict[str, list[str]] = {}
    for name, what in given.review:
        by_what.setdefault(what, []).append(name.replace(";", " and "))
    rows = [(what, str(len(names)), _named(names)) for what, names in by_what.items()]
    yield table_of(
        ("what, and why", "n", "sessions"), rows,
        "Before its numbers are used, 'safehold review SESSION' or a replay shows what is meant. "
        "Nothing was left out of the tables for any of this.",
    )  # fmt: skip


def _named(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more, in review.csv" if more > 0 else "")


def _unjoined(given: StudyReport) -> Iterator[Block]:
    if given.unjoined:
        yield Heading("Scores that belong to no session")
        yield table_of(
            ("file", "line", "participant", "session", "measure", "why"), given.unjoined, ""
        )


def _methods(given: StudyReport) -> Iterator[Block]:
    yield Heading("How it was made")
    yield Paragraph(METHODS.format(params=given.params_hash))
    names = [measure for measure in SHOWN_MISSING if measure in MEASURES]
    yield Items(
        tuple(
            f"{name}: {MEASURES[name].meaning}. Cannot mean: {MEASURES[name].cannot_mean}."
            for name in names
        )
    )
    versions = ", ".join(f"{name} {version}" for name, version in given.software.items())
    yield Paragraph(f"Software: {versions}.", "small")
    yield Heading("What these numbers cannot mean")
    yield Items(CANNOT_MEAN)
