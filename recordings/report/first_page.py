"""The first page of a report: what happened, what holds of it, and what must not be concluded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from recordings.report import figures
from recordings.report.document import Block, Heading, Items, NewPage, Paragraph, Picture
from recordings.report.names import (
    AXES,
    COURSES,
    SERIES,
    code_name,
    measure_words,
    span_words,
)
from recordings.report.words import clock, number, percent, reasons_text, table_of
from recordings.tidy.recorded import RecordedWords
from safehold.core.codebook import CONFOUND_PREFIX, RATING_PREFIX
from safehold.core.marker_reading import is_coded, is_foreign
from safehold.core.measures import ProcessMeasure
from safehold.core.outcomes import Outcome, Outcomes
from safehold.core.results import DyadMeasure, Participant, Parting, SessionResults
from safehold.core.types import Role, ZoneName

MOST = 3
"""Outcomes on the first page; the tables have all tests."""
NO_BREAK = "\u00a0"
SENSORS = (Role.ECG, Role.PPG, Role.RR, Role.RESPIRATION)
SHOWN = (("hr", "heart rate"), ("rmssd", "RMSSD"), ("p2t", "RSA"))


def first_page(
    results: SessionResults, held: Outcomes, doubts: tuple[str, ...], *, blind: bool, date: str
) -> Iterator[Block]:
    """Give the first page.

    Parameters
    ----------
    results : SessionResults
        The session.
    held : Outcomes
        Its tests, and which of them hold.
    doubts : tuple of str
        What speaks against its baselines.
    blind : bool
        Without any physiological value.
    date : str
        When it was, in words; empty where dates are not kept.
    """
    yield Paragraph(_told(results, date))
    yield from _banners(results, doubts, blind=blind)
    yield _people(results, blind=blind)
    if not blind:
        if any(tick.zone.x is not None for tick in results.ticks):
            yield Picture(
                figures.both(results),
                "Zones of everybody with the course of activation behind them (half of heart rate "
                "minus vagal index, in spreads of the own baseline, with its standard error), and "
                f"what was coded. A zone lags by about {results.settings.lag_s:.0f} s.",
            )
        yield Heading("What holds", 3)
        yield from _held(results, held)
    yield Heading("What must not be concluded", 3)
    yield Items(tuple(_not_concluded(results, held, blind=blind)))
    yield NewPage()


def _told(results: SessionResults, date: str) -> str:
    length = clock(results.t_end - results.t_start)
    people = " and ".join(
        p.label if p.code == p.label else f"{p.label} {p.code}" for p in results.participants
    )
    book = results.codebook
    codes = Counter(e.code for e in results.events if is_coded(e, book))
    foreign = sum(is_foreign(e, book) for e in results.events)
    ratings = sum(e.code.startswith(RATING_PREFIX) for e in results.events)
    names = [
        f"{code_name(code, book)}{f' ({n})' if n > 1 else ''}" for code, n in codes.most_common(8)
    ]
    more = f" and {len(codes) - 8} further codes" if len(codes) > 8 else ""
    coded = f"coded: {', '.join(names)}{more}" if names else "nothing coded"
    rated = f"; {ratings} answers to ratings" if ratings else ""
    sent = f"; markers of other programs: {foreign}" if foreign else ""
    return f"{date}{people}, {length} (h:mm:ss) recorded; {coded}{rated}{sent}."


def _banners(
    results: SessionResults, doubts: tuple[str, ...], *, blind: bool
) -> Iterator[Paragraph]:
    said = RecordedWords(results)
    if said.recorded is not None and not said.recorded.whole:
        yield Paragraph(said.headline(), "banner")
    if results.settings.marks:
        words = " and ".join(mark.replace("_", "-") for mark in results.settings.marks)
        yield Paragraph(
            f"All numbers of this session are {words}: they are not results.", "banner"
        )
    if blind:
        yield Paragraph(
            "Blinded: this report holds no physiological value. Everything was recorded.", "banner"
        )
    else:
        yield from (Paragraph(words, "banner") for words in doubts)


def _people(results: SessionResults, *, blind: bool) -> Block:
    """Return a row for each person: what was received, what of it is valid, and the zones."""
    received = {name: stream.received_text for name, stream in RecordedWords(results).rows()}
    rows = []
    for person in results.participants:
        name = person.label if person.code == person.label else f"{person.label} ({person.code})"
        row = [name, _sensors(results, person, received)]
        if not blind:
            row += [_valid(results, person.label), *_zones(results, person.label)]
        rows.append(row)
    columns = ["person", "received"]
    if not blind:
        columns += ["valid", "zone known", "high", "within own range", "low (ambiguous)"]
    caption = (
        "Zones in shares of the time in which they are known, ± standard error: the outcome of a "
        "rule, not an observed state."
    )
    return table_of(columns, rows, "" if blind else caption)


def _sensors(results: SessionResults, person: Participant, received: Mapping[str, str]) -> str:
    told = [
        f"{'ECG' if r.spec.role is Role.ECG else r.spec.role.value.replace('_', ' ')} "
        f"{received.get(r.spec.stream_id, '')}".strip()
        for r in results.streams
        if r.spec.person == person.label and r.spec.role in SENSORS
    ]
    return ", ".join(told) or "no heart or respiration stream"


def _valid(results: SessionResults, person: str) -> str:
    ticks = results.ticks_of(person)
    told = []
    for name, words in SHOWN:
        found = [value for tick in ticks if (value := tick.index(name)) is not None]
        if found:
            share = sum(value.value is not None for value in found) / len(found)
            told.append(f"{words} {percent(share).replace(' ', NO_BREAK)}")
    return ", ".join(told) or "nothing"


def _zones(results: SessionResults, person: str) -> tuple[str, ...]:
    span = f"part:{results.part}" if results.part else "session"
    mine = {m.name: m for m in results.measures if (m.person, m.span) == (person, span)}
    seconds = len(results.ticks_of(person))
    high = mine.get("share_high")
    if high is None or not seconds:
        return ("", "", "", "")
    share = percent(high.valid_s / seconds).replace(" ", NO_BREAK)
    known = f"{clock(high.valid_s)} ({share})"
    if not high.valid_s and not any(b.person == person for b in results.baselines):
        return (known, "missing: no baseline", "", "")
    shares = [mine.get(f"share_{zone}") for zone in ("high", "within", "low")]
    if high.value is None:
        return (known, f"missing: {reasons_text(high.reasons)}", "", "")
    told = ("" if m is None or m.value is None else measure_words(m) for m in shares)
    return (known, *(words.replace(" ", NO_BREAK) for words in told))


# -- what holds --------------------------------------------------------------------------------


def _held(results: SessionResults, found: Outcomes) -> Iterator[Block]:
    shown = found.held[:MOST]
    if shown:
        yield Items(tuple(_outcome(results, one) for one in shown))
    yield Paragraph(_how_many(results, found), "small")


def _how_many(results: SessionResults, found: Outcomes) -> str:
    if results.settings.marks:
        return "Nothing: numbers of this session are not results, so no test of it counts."
    if not found.n_tests:
        return (
            "Nothing could be tested: changes need five events of a code, two people ten minutes "
            "of both, felt against measured a continuous rating."
        )
    among = (
        f"of all {found.n_tests} tests of this session (changes around events, two people, "
        "continuous ratings), p adjusted for all of them"
    )
    if not found.held:
        return f"Nothing: not one {among}, is at most .05. That is no proof that nothing was."
    n = len(found.held)
    what = "one thing holds" if n == 1 else f"{n} things hold"
    more = f" The first {MOST} are shown." if n > MOST else ""
    return f"By their chance level {what} {among}.{more}"


def _outcome(results: SessionResults, one: Outcome) -> str:
    p = f"p {max(one.p, 0.001):.3f}, adjusted"
    match one.what:
        case ProcessMeasure() as change:
            axis = AXES[change.name.removeprefix("event_change_")[0]]
            name = code_name(change.span.removeprefix("code:"), results.codebook)
            low, high = one.interval or (0.0, 0.0)
            way = "rose" if (change.value or 0) > 0 else "fell"
            return (
                f"{change.person}: after {name} ({change.n} events) {axis} {way} by "
                f"{abs(change.value or 0):.1f} spreads against matched moments (95 % interval "
                f"{low:+.1f} to {high:+.1f}; {p})."
            )
        case DyadMeasure() as row:
            return (
                f"{_pair(row)} (effect {number(row.effect, 1)}, {row.n_segments} segments; {p})."
            )
        case Parting() as rating:
            other = COURSES.get(rating.second, rating.second)
            whose = f"{rating.people[1]}'s " if len(rating.people) > 1 else ""
            return (
                f"{rating.people[0]}: felt {rating.first.replace('_', ' ')} goes with "
                f"{whose}{'less ' * rating.turned}{other} (r {number(rating.r, 2)}, by chance up "
                f"to {number(rating.r_chance, 2)}; {p})."
            )


def _pair(row: DyadMeasure) -> str:
    first, second = row.people
    series = SERIES.get(row.measure, row.measure)
    span = span_words(row.span)
    up = (row.effect or 0) > 0
    match row.statistic:
        case "lead":
            leader, follower = (first, second) if up else (second, first)
            return f"{follower}'s {series} follows {leader}'s, {span}"
        case "mean_abs_z":
            return f"{first} and {second}: {series} linked one way or the other, {span}"
    return f"{first} and {second}: {series} goes {'together' if up else 'against'}, {span}"


def _not_concluded(results: SessionResults, held: Outcomes, *, blind: bool) -> Iterator[str]:
    yield (
        "What somebody felt. A zone says heart rate and vagal index against the own rest; it is "
        "no measure of safety, emotion or dissociation."
    )
    if len(results.participants) > 1 and not blind:
        yield (
            "Who was more activated. Each person is held against the own baseline; they are not "
            "held against each other or a norm."
        )
    if not blind and any(tick.zone.state is ZoneName.LOW for tick in results.ticks):
        yield "That low activation is shutdown: fatigue or a high baseline look the same."
    yield (
        "What caused what. Speech, breathing, posture and movement change these numbers "
        f"({_confounds(results)}), and what follows an event need not come of it."
    )
    if any(isinstance(one.what, DyadMeasure) for one in held.held[:MOST]) and not blind:
        yield "That going together is good, or going against is bad: shared turns of speech do it."


def _confounds(results: SessionResults) -> str:
    codes = dict.fromkeys(e.code for e in results.events if e.code.startswith(CONFOUND_PREFIX))
    names = ", ".join(code_name(code, results.codebook) for code in codes)
    return f"marked: {names}" if names else "none were marked"
