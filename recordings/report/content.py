"""What stands in a session report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from recordings.report import figures, texts
from recordings.report.account import account_blocks
from recordings.report.document import (
    Block,
    Document,
    Heading,
    Items,
    Paragraph,
    Picture,
    cleaned,
    said,
)
from recordings.report.dose import dose_blocks
from recordings.report.felt import felt_blocks
from recordings.report.first_page import first_page
from recordings.report.locked import lock_blocks
from recordings.report.map_svg import NOTE, SHADES
from recordings.report.names import INDICES, Footnotes, code_name
from recordings.report.process import event_change_blocks, measure_blocks
from recordings.report.repairs import repair_blocks
from recordings.report.sides import side_sentences
from recordings.report.speech import speech_blocks
from recordings.report.two_people import two_people_blocks
from recordings.report.words import clock, number, percent, reasons_text, table_of
from recordings.tidy.edits import edited_shares
from recordings.tidy.pseudonyms import Scrubber
from safehold.core.afterwards import EDITED_BY, came_afterwards, edited_afterwards
from safehold.core.axes_map import AxesMap
from safehold.core.codebook import CONFOUND_PREFIX, RATING_PREFIX
from safehold.core.outcomes import Outcomes
from safehold.core.reasons import Reason
from safehold.core.results import EventCourse, SessionResults, WindowSummary
from safehold.core.types import Event, Status, Tick
from safehold.core.wording import disclaimer

SHOWN_INDICES = (
    ("hr", "heart rate"), ("rmssd", "RMSSD"), ("p2t", "RSA, peak to trough"),
    ("resp_rate", "respiration rate"), ("ln_hf", "ln HF power"), ("ln_pb", "ln Porges-Bohrer"),
    ("sdnn", "SDNN over 5 min"),
)  # fmt: skip
MOST_COURSES = 6
"""Grand averages that are drawn; the table of the export has all of them."""


@dataclass(frozen=True, slots=True)
class ReportInput:
    """Everything that a report tells."""

    results: SessionResults
    software: Mapping[str, str]
    """Versions that the numbers depend on."""
    parts: tuple[Mapping[str, Any], ...] = ()
    """Receipts of the parts of the recording, made from the files."""
    five_minutes: tuple[WindowSummary, ...] = ()
    """Indices over 5-min windows, the standard length."""
    baseline_doubts: tuple[str, ...] = ()
    """What speaks for baselines that were taken too high; empty where nothing does."""
    upside_down: tuple[str, ...] = ()
    """People whose ECG is upside down over the whole record."""
    courses: tuple[EventCourse, ...] = ()
    """Mean courses of heart rate around the events of each code."""
    sensitivity: tuple[tuple[str, ...], ...] = ()
    """Rows: person, choice, valid time, shares of high, within, low."""
    comparisons: tuple[tuple[str, ...], ...] = field(default=())
    """Rows on live and other computations: what, and how far they differ."""
    held: Outcomes = field(default_factory=lambda: Outcomes(0, ()))
    """Tests of the session, and which of them hold."""
    maps: tuple[AxesMap, ...] = ()
    """Map of every person, as the window draws it."""
    date: str = ""
    """When the session was, in words; empty where dates are not kept."""
    lock: str = ""
    """What of the study was locked before the data; empty where nothing was."""
    departures: tuple[str, ...] = ()
    """In what the session differs from it."""
    blind: bool = False
    """Without any physiological value: recording quality, events and methods only."""


def make_document(given: ReportInput) -> Document:
    """Return the report of a session."""
    results = given.results
    title = f"Session {results.session_id}" + (f", {results.part}" if results.part else "")
    blocks: list[Block] = [
        Heading(title, 1),
        *first_page(
            results, given.held, given.baseline_doubts, blind=given.blind, date=given.date
        ),
        *lock_blocks(given.lock, given.departures),
        *_recording(given),
    ]
    if not given.blind:
        blocks += _validity(results, given.upside_down)
        for place, participant in enumerate(results.participants):
            blocks += _person(given, participant.label, figures.person_ink(place))
        blocks += _maps(given)
        blocks += _sensitivity(given)
        blocks += _comparisons(given)
    blocks += [*_events(results), *_confounds(results)]
    if not given.blind:
        blocks += dose_blocks(results)
        blocks += event_change_blocks(results)
        blocks += repair_blocks(results)
        blocks += _courses(given)
        blocks += speech_blocks(results)
        blocks += two_people_blocks(results)
        blocks += felt_blocks(results)
    blocks += _methods(given)
    blocks += [Heading("References"), Items(texts.cited(said(blocks)))]
    clean = Scrubber(results.streams).clean
    whole = Document(title, tuple(blocks), disclaimer(results.settings.lag_s))
    return cleaned(whole, clean)


def _recording(given: ReportInput) -> Iterator[Block]:
    results = given.results
    yield Heading("What was recorded, and how well")
    yield Paragraph(
        "Times are session time, h:mm:ss; zero is "
        + (
            "the earliest sample."
            if results.imported
            else "the whole second in which Start was pressed."
        )
    )
    if results.warnings:
        yield Items(results.warnings)
    yield from account_blocks(results)
    rows = [
        (
            _stream_name(stream, results), str(stream["n_samples"]),
            number(stream["nominal_rate"], 1), number(stream["mean_rate"], 3),
            number(_ms(stream["jitter_s"]), 2),
            str(stream["n_gaps"]), number(stream["max_gap_s"] if stream["n_gaps"] else None, 2),
            str(stream["n_offsets"]), _range(stream), str(stream.get("n_late", "")),
        )
        for part in given.parts
        for stream in part["streams"]
    ]  # fmt: skip
    yield table_of(
        ("stream", "samples", "stated Hz", "measured Hz", "jitter ms", "gaps", "longest s",
         "clock offsets", "offset ms", "late"),
        rows, "Every stream of the recording. Offset: smallest to largest, against the clock of "
        "the recording computer. Late: came more than 1 s after their stamps, as all numbers do "
        "that safehold computes itself.",
    )  # fmt: skip
    files = ", ".join(f"{f.path} ({f.sha256[:16]})" for f in given.results.input_files)
    yield Paragraph(f"Files this report was made from (SHA-256, shortened): {files}.", "small")


def _stream_name(stream: Mapping[str, Any], results: SessionResults) -> str:
    """Return the session's id of a stream: names of devices hold serials."""
    for report in results.streams:
        if (report.spec.name, report.spec.type) == (stream["name"], stream["type"]):
            return report.spec.stream_id
    own = str(stream["name"]).startswith("safehold-")
    return str(stream["name"]) if own else f"other stream {stream['stream_id']}"


def _ms(seconds: float | None) -> float | None:
    return None if seconds is None else 1000 * seconds


def _range(stream: Mapping[str, Any]) -> str:
    low, high = stream.get("offset_min_s"), stream.get("offset_max_s")
    return "" if low is None or high is None else f"{1000 * low:.2f} to {1000 * high:.2f}"


def _validity(results: SessionResults, upside_down: Sequence[str]) -> Iterator[Block]:
    yield Heading("How much of it is valid")
    rows = []
    for participant in results.participants:
        ticks = [tick for tick in results.ticks if tick.person == participant.label]
        for name, words in SHOWN_INDICES:
            rows += _validity_row(participant.label, words, name, ticks)
    yield table_of(
        ("person", "index", "median", "unit", "valid", "degraded", "commonest reasons"), rows,
        "Over all seconds of the session (spectral indices and SDNN: every ten seconds). Missing "
        "values are missing; nothing was filled in.",
    )  # fmt: skip
    edited = tuple(share.words() for share in edited_shares(results) if share.any)
    if edited:
        yield Items(edited)
    sides = side_sentences(results, upside_down)
    if sides:
        yield Items(sides)


def _validity_row(
    person: str, words: str, name: str, ticks: Sequence[Tick]
) -> list[tuple[str, ...]]:
    found = [value for tick in ticks if (value := tick.index(name)) is not None]
    if not found:
        return []
    valid = [v.value for v in found if v.value is not None]
    degraded = sum(v.status is Status.DEGRADED for v in found)
    why = Counter(reason for v in found for reason in v.reasons)
    middle = median(valid) if valid else None
    return [
        (
            person, words, number(middle, 1), found[0].unit, percent(len(valid) / len(found)),
            percent(degraded / len(found)), reasons_text(r for r, _ in why.most_common(2)),
        )
    ]  # fmt: skip


def _person(given: ReportInput, person: str, ink: str) -> Iterator[Block]:
    results = given.results
    yield Heading(person.capitalize())
    if not any(tick.person == person for tick in results.ticks):
        yield Paragraph("No heart or respiration stream of this person was recorded.")
        return
    yield from _baselines(results, person)
    yield Picture(
        figures.course(results, person, ink=ink),
        f"{person}: zones, heart rate with the baseline and its spread in grey, RSA and RMSSD, "
        "and respiration rate. A gap is a missing value; what was never known has no panel.",
    )
    yield from _five_minutes(given, person)
    yield from measure_blocks(results, person)


def _maps(given: ReportInput) -> Iterator[Block]:
    made = [one for one in given.maps if one.whole.density is not None]
    if made:
        people = [p.label for p in given.results.participants]
        inks = [figures.person_ink(people.index(one.person)) for one in made]
        yield Heading("Maps of heart rate and vagal index")
        yield Picture(figures.planes(made, inks), f"{SHADES} {NOTE}")


def _baselines(results: SessionResults, person: str) -> Iterator[Block]:
    rows = [
        (
            b.baseline_id, f"{clock(b.t0)}-{clock(b.t1)}", number(b.hr, 1), number(b.hr_spread, 1),
            INDICES.get(b.vagal_index, b.vagal_index) or "none", number(b.vagal, 2),
            number(b.vagal_spread, 2), "provisional" if b.provisional else "accepted",
            reasons_text(b.reasons),
        )
        for b in results.baselines
        if b.person == person
    ]  # fmt: skip
    if not rows:
        yield Paragraph(
            "No baseline was taken: there are no zones and no process measures. Where the session "
            "has minutes of seated rest, they can be named afterwards: safehold report SESSION "
            "--baseline FROM-TO."
        )
        return
    yield table_of(
        ("baseline", "from-to", "HR bpm", "spread", "vagal index", "centre", "spread", "verdict",
         "reasons"), rows, "Baselines.",
    )  # fmt: skip


def _five_minutes(given: ReportInput, person: str) -> Iterator[Block]:
    notes = Footnotes()

    def letters(reasons: Iterable[str]) -> str:
        return ", ".join(notes.letter(reasons_text([Reason(reason)])) for reason in reasons)

    rows = [
        (
            f"{clock(w.t0)}-{clock(w.t1)}", number(w.hr_mean_bpm, 1), number(w.rmssd_ms, 1),
            number(w.neurokit.get("rmssd_ms"), 1), number(w.sdnn_ms, 1),
            number(w.neurokit.get("sdnn_ms"), 1), number(w.rsa_p2t_ms, 1),
            number(w.rsa_hf_ln_ms2, 2), number(w.neurokit.get("hf_ln_ms2"), 2),
            number(w.resp_rate_bpm, 1), number(w.pct_valid, 0),
            letters(filter(None, w.exclude_reason.split(";"))), letters(w.reservations),
        )
        for w in given.five_minutes
        if w.person == person
    ]  # fmt: skip
    if rows:
        yield table_of(
            ("window", "HR bpm", "RMSSD ms", "NeuroKit2", "SDNN ms", "NeuroKit2", "RSA ms",
             "ln HF", "NeuroKit2", "resp /min", "valid %", "why missing", "reservations"), rows,
            "Five-minute windows, the standard length. NeuroKit2's values are of the same usable "
            "intervals; its spectral recipe differs, so HF differs by up to a fifth."
            + notes.words("Letters"),
        )  # fmt: skip


def _sensitivity(given: ReportInput) -> Iterator[Block]:
    if given.sensitivity:
        yield Heading("How much depends on thresholds and baseline")
        yield table_of(
            ("person", "choice", "valid s", "high", "within", "low (ambiguous)"),
            [(row[0], _plain(row[1]), *row[2:]) for row in given.sensitivity],
            "Shares of valid time when the zone rule is run again with other choices. Where they "
            "differ much, the zones of this session say more about the choice than about the "
            "person. Baselines before a session tend to be higher than after it.",
        )


def _plain(choice: str) -> str:
    """Return a choice of thresholds or baseline with the plain name of its vagal index."""
    for name, words in INDICES.items():
        choice = choice.replace(name, words)
    return choice


def _comparisons(given: ReportInput) -> Iterator[Block]:
    if given.comparisons:
        yield Heading("Live numbers and whole-record analysis")
        yield table_of(
            ("person", "index", "compared", "median difference", "largest difference"),
            given.comparisons,
            "The live numbers know nothing of what came later; the whole-record analysis "
            "(product 'offline') does. They are not the same product.",
        )


def _events(results: SessionResults) -> Iterator[Block]:
    yield Heading("Events and ratings")
    if not results.events:
        yield Paragraph("No event was recorded.")
        return
    rows = [
        (
            clock(e.onset), "" if not e.duration else clock(e.duration),
            code_name(e.code, results.codebook), e.code, e.actor,
            e.value if _is_rating(e) else "", e.source, e.coder, _afterwards(e),
        )
        for e in sorted(results.events, key=lambda event: event.onset)
    ]  # fmt: skip
    yield table_of(
        ("onset", "duration", "event", "code", "actor", "value", "source", "coder", "afterwards"),
        rows,
        "",
    )


def _afterwards(event: Event) -> str:
    """Return what came after the session: the event, or a change of it; empty for nothing."""
    if not edited_afterwards(event):
        return ""
    what = "coded" if came_afterwards(event) else "changed"
    by = event.attributes.get(EDITED_BY, "")
    return f"{what} by {by}" if by else what


def _is_rating(event: Event) -> bool:
    return event.code.startswith(RATING_PREFIX)


def _confounds(results: SessionResults) -> Iterator[Block]:
    marked: dict[str, float] = {}
    for event in results.events:
        if event.code.startswith(CONFOUND_PREFIX):
            end = results.t_end if event.duration is None else event.onset + event.duration
            marked[event.code] = marked.get(event.code, 0.0) + max(0.0, end - event.onset)
    yield Heading("Confounds that were marked")
    if not marked:
        yield Paragraph("None were marked. That does not mean that there were none.")
        return
    length = max(results.t_end - results.t_start, 1e-9)
    yield table_of(
        ("what", "time s", "of the session"),
        [
            (code_name(code, results.codebook), number(s, 0), percent(s / length))
            for code, s in sorted(marked.items())
        ],
        "Their seconds carry a reason in every table; movement is missing, speech is degraded.",
    )


COURSE_LABELS = {"hr": "HR, bpm", "ln_rmssd": "ln RMSSD, ln ms", "resp_rate": "breaths/min"}


def _courses(given: ReportInput) -> Iterator[Block]:
    """Show the grand averages; the codes with most events first, the others are in the tables."""
    codes = Counter({course.code: course.n for course in given.courses})
    if codes:
        yield Heading("Courses around events")
    windows = given.results.settings.windows
    for code, n in codes.most_common(MOST_COURSES):
        chosen = [course for course in given.courses if course.code == code]
        panels = {
            label: lines
            for index, label in COURSE_LABELS.items()
            if (lines := [(c.person, c.mean, c.se) for c in chosen if c.index == index])
        }
        name = code_name(code, given.results.codebook)
        yield Picture(figures.grand_average(chosen[0].lags, panels), f"{name}: {n} events")
    if codes:
        yield Paragraph(
            "Mean course of each person around the onsets, with its standard error over the "
            "events; nothing where fewer than three have a value. A value stands at the middle of "
            f"its window (heart rate {windows.hr_s:.0f} s, the others {windows.vagal_s:.0f} s): "
            "it is smoothed over that, and begins to change half of it before the body does. "
            "Courses of events that follow one another overlap, and values fall by themselves "
            "after high and rise after low ones: this describes, it does not test.",
            "small",
        )


def _methods(given: ReportInput) -> Iterator[Block]:
    yield Heading("Methods, ready to paste")
    for text in texts.methods_text(given.results, given.software):
        yield Paragraph(text)
    versions = ", ".join(f"{name} {version}" for name, version in given.software.items())
    params = given.results.settings.params_hash
    yield Paragraph(f"Software: {versions}. Parameter hash {params}.", "small")
    yield Heading("What these numbers cannot mean")
    yield Items(texts.CRITIQUES)


__all__ = ["ReportInput", "make_document"]
