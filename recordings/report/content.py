"""What stands in a session report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
    ReportTable,
    cleaned,
)
from recordings.report.felt import felt_blocks
from recordings.report.sides import side_sentences
from recordings.report.two_people import two_people_blocks
from recordings.report.words import clock, number, percent, reasons_text, table_of
from recordings.tidy.edits import edited_shares
from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.recorded import RecordedWords
from safehold.core.afterwards import EDITED_BY, came_afterwards, edited_afterwards
from safehold.core.codebook import CONFOUND_PREFIX, RATING_PREFIX
from safehold.core.measures import MEASURES, ProcessMeasure
from safehold.core.results import EventCourse, SessionResults, WindowSummary
from safehold.core.types import Event, Status, Tick
from safehold.core.wording import disclaimer

SHOWN_INDICES = (
    ("hr", "heart rate"), ("rmssd", "RMSSD"), ("p2t", "RSA, peak to trough"),
    ("resp_rate", "respiration rate"), ("ln_hf", "ln HF power"), ("ln_pb", "ln Porges-Bohrer"),
    ("sdnn", "SDNN over 5 min"),
)  # fmt: skip
SHARES = ("share_high", "share_within", "share_low")
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
    blind: bool = False
    """Without any physiological value: recording quality, events and methods only."""


def make_document(given: ReportInput) -> Document:
    """Return the report of a session."""
    results = given.results
    title = f"Session {results.session_id}" + (f", {results.part}" if results.part else "")
    blocks: list[Block] = [Heading(title, 1), *_opening(given), *_recording(given)]
    if not given.blind:
        blocks += (Paragraph(words, "banner") for words in given.baseline_doubts)
        blocks += _validity(results, given.upside_down)
        for place, participant in enumerate(results.participants):
            blocks += _person(given, participant.label, figures.person_ink(place))
        blocks += _sensitivity(given)
        blocks += _comparisons(given)
    blocks += [*_events(results), *_confounds(results)]
    if not given.blind:
        blocks += _event_changes(results)
        blocks += _courses(given)
        blocks += two_people_blocks(results)
        blocks += felt_blocks(results)
    blocks += _methods(given)
    clean = Scrubber(results.streams).clean
    whole = Document(title, tuple(blocks), disclaimer(results.settings.lag_s))
    return cleaned(whole, clean)


def _opening(given: ReportInput) -> Iterator[Block]:
    results = given.results
    said = RecordedWords(results)
    if said.recorded is not None and not said.recorded.whole:
        yield Paragraph(said.headline(), "banner")
    if results.settings.marks:
        words = " and ".join(mark.replace("_", "-") for mark in results.settings.marks)
        yield Paragraph(
            f"All numbers of this session are {words}: they are not results.", "banner"
        )
    if given.blind:
        yield Paragraph(
            "Blinded: this report holds no physiological value. Everything was recorded.", "banner"
        )
    yield ReportTable(
        ("person", "study code", "role"),
        tuple((p.label, p.code, p.role) for p in results.participants),
    )
    length = results.t_end - results.t_start
    yield Paragraph(
        f"Recorded: {clock(length)} (h:mm:ss). Times are session time; zero is the whole second "
        "in which Start was pressed."
    )
    if results.warnings:
        yield Items(results.warnings)


def _recording(given: ReportInput) -> Iterator[Block]:
    results = given.results
    yield Heading("What was recorded, and how well")
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
        "the recording computer.",
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
        figures.river(results, person, ink=ink),
        f"{person}: activation relative to this person's own baseline with its standard error, "
        "zones as colour and pattern, heart rate with the baseline's spread, RSA and RMSSD, and "
        f"the events. A zone lags by about {results.settings.lag_s:.0f} s.",
    )
    yield from _five_minutes(given, person)
    yield from _measures(results, person)
    plane = figures.plane(results, person, ink=ink)
    if plane is not None:
        yield Picture(
            plane,
            f"{person}: arousal by vagal axis, both relative to the own baseline (0, 0). Grey: "
            "seconds; line: path, circle: begin, square: end. Hatched: where the two-axis rule "
            "sees high or low activation. A position is not an emotion.",
        )


def _baselines(results: SessionResults, person: str) -> Iterator[Block]:
    rows = [
        (
            b.baseline_id, f"{clock(b.t0)}-{clock(b.t1)}", number(b.hr, 1), number(b.hr_spread, 1),
            b.vagal_index or "none", number(b.vagal, 2), number(b.vagal_spread, 2),
            "provisional" if b.provisional else "accepted", reasons_text(b.reasons),
        )
        for b in results.baselines
        if b.person == person
    ]  # fmt: skip
    if not rows:
        yield Paragraph("No baseline was taken: there are no zones and no process measures.")
        return
    yield table_of(
        ("baseline", "from-to", "HR bpm", "spread", "vagal index", "centre", "spread", "verdict",
         "reasons"), rows, "Baselines.",
    )  # fmt: skip


def _five_minutes(given: ReportInput, person: str) -> Iterator[Block]:
    rows = [
        (
            f"{clock(w.t0)}-{clock(w.t1)}", number(w.hr_mean_bpm, 1), number(w.rmssd_ms, 1),
            number(w.neurokit.get("rmssd_ms"), 1), number(w.sdnn_ms, 1),
            number(w.neurokit.get("sdnn_ms"), 1), number(w.rsa_p2t_ms, 1),
            number(w.rsa_hf_ln_ms2, 2), number(w.neurokit.get("hf_ln_ms2"), 2),
            number(w.resp_rate_bpm, 1), number(w.pct_valid, 0), w.exclude_reason,
            ";".join(w.reservations),
        )
        for w in given.five_minutes
        if w.person == person
    ]  # fmt: skip
    if rows:
        yield table_of(
            ("window", "HR bpm", "RMSSD ms", "NeuroKit2", "SDNN ms", "NeuroKit2", "RSA ms",
             "ln HF", "NeuroKit2", "resp /min", "valid %", "why missing", "reservations"), rows,
            "Five-minute windows, the standard length. NeuroKit2's values are of the same usable "
            "intervals; its spectral recipe differs, so HF differs by up to a fifth.",
        )  # fmt: skip


def _measures(results: SessionResults, person: str) -> Iterator[Block]:
    chosen = [
        m for m in results.measures
        if m.person == person and not m.span.startswith("code:")
        and not m.name.startswith("event_change")
    ]  # fmt: skip
    spans = list(dict.fromkeys(m.span for m in chosen if m.value is not None))
    names = list(dict.fromkeys(m.name for m in chosen if m.span in spans))
    by_key = {(m.span, m.name): m for m in chosen}
    if spans:
        rows = [
            (name, MEASURES[name].unit, *(_measure(by_key.get((span, name))) for span in spans))
            for name in names
        ]
        yield table_of(
            ("measure", "unit", *spans), rows,
            "Process measures: what the zones and axes add up to, with the reason where one is "
            "missing. (n cut off) counts excursions cut by the span or by unknown time.",
        )  # fmt: skip
    for span in dict.fromkeys(m.span for m in chosen if m.span not in spans):
        why = Counter(reason for m in chosen if m.span == span for reason in m.reasons)
        words = reasons_text(reason for reason, _ in why.most_common(3))
        yield Paragraph(f"Process measures of {span}: missing ({words}).")


def _measure(measure: ProcessMeasure | None) -> str:
    if measure is None:
        return ""
    if measure.value is None:
        return f"missing: {reasons_text(measure.reasons)}"
    words = number(measure.value, 3 if measure.name in SHARES else 2)
    return f"{words} ({measure.censored} cut off)" if measure.censored else words


def _sensitivity(given: ReportInput) -> Iterator[Block]:
    if given.sensitivity:
        yield Heading("How much depends on thresholds and baseline")
        yield table_of(
            ("person", "choice", "valid s", "high", "within", "low (ambiguous)"),
            given.sensitivity,
            "Shares of valid time when the zone rule is run again with other choices. Where they "
            "differ much, the zones of this session say more about the choice than about the "
            "person. Baselines before a session tend to be higher than after it.",
        )


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
    names = {c.code: c.label for c in results.codebook.codes} if results.codebook else {}
    rows = [
        (
            clock(e.onset), "" if not e.duration else clock(e.duration),
            names.get(e.code, e.code), e.code, e.actor, e.value if _is_rating(e) else "", e.source,
            e.coder, _afterwards(e),
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
        ("code", "time s", "of the session"),
        [(code, number(s, 0), percent(s / length)) for code, s in sorted(marked.items())],
        "Their seconds carry a reason in every table; movement is missing, speech is degraded.",
    )


def _event_changes(results: SessionResults) -> Iterator[Block]:
    chosen = [m for m in results.measures if m.name.startswith("event_change") and m.n]
    if not chosen:
        return
    keys = list(dict.fromkeys((m.person, m.span) for m in chosen))
    by_key = {(m.person, m.span, m.name): m for m in chosen}
    columns = [f"event_change_{axis}{end}" for axis in "av" for end in ("_adjusted", "", "_p")]
    rows = [
        (person, span.removeprefix("code:"),
         str(max(m.n for m in chosen if (m.person, m.span) == (person, span))),
         *(_measure(by_key.get((person, span, name))) for name in columns))
        for person, span in keys
    ]  # fmt: skip
    yield Heading("Change around events")
    yield table_of(
        ("person", "code", "n", "a adjusted", "a raw", "a p", "v adjusted", "v raw", "v p"), rows,
        "10 to 60 s after minus 60 to 10 s before, z. Raw changes fall after high and rise after "
        "low values by themselves (regression to the mean): read the adjusted change, which is "
        "against matched moments. p: share of circular shifts of the event train.",
    )  # fmt: skip


COURSE_LABELS = {"hr": "HR, bpm", "ln_rmssd": "ln RMSSD, ln ms", "resp_rate": "breaths/min"}


def _courses(given: ReportInput) -> Iterator[Block]:
    """Show the grand averages; the codes with most events first, the others are in the tables."""
    codes = Counter({course.code: course.n for course in given.courses})
    book = given.results.codebook
    labels = {code.code: code.label for code in book.codes} if book else {}
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
        yield Picture(
            figures.grand_average(chosen[0].lags, panels),
            f"{labels.get(code, code)}: mean course of each person around the onsets of {n} "
            "events, with its standard error over them; nothing where fewer than three have a "
            f"value. A value stands at the middle of its window (heart rate {windows.hr_s:.0f} s, "
            f"the others {windows.vagal_s:.0f} s): it is smoothed over that, and begins to change "
            "half of it before the body does. Courses of events "
            "that follow one another overlap, and values fall by themselves after high and rise "
            "after low ones: this describes, it does not test.",
        )


def _methods(given: ReportInput) -> Iterator[Block]:
    yield Heading("Methods, ready to paste")
    for text in texts.methods_text(given.results, dict(given.software)):
        yield Paragraph(text)
    versions = ", ".join(f"{name} {version}" for name, version in given.software.items())
    yield Paragraph(f"Software: {versions}.", "small")
    yield Heading("What these numbers cannot mean")
    yield Items(texts.CRITIQUES)
    yield Heading("References")
    yield Items(texts.REFERENCES)


__all__ = ["ReportInput", "make_document"]
