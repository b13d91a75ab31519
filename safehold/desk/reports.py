"""The session report: gathers what it tells."""

from __future__ import annotations

import dataclasses
import datetime
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np

from processing.indices.summary import person_records, summarise_windows
from processing.measures.baseline_doubt import BaselineDoubt, baseline_doubt
from processing.measures.event_course import event_course
from processing.measures.outcomes import outcomes
from processing.measures.sensitivity import ZoneShares, zone_sensitivity
from processing.zones.zones import usable
from recordings.folder.session import SessionFolder
from safehold.checks.validation import end_baseline_spans
from safehold.core.garbage import seldom_collected
from safehold.core.messages import Message
from safehold.core.recipe import Recipe
from safehold.core.results import EventCourse, SessionResults, WindowSummary
from safehold.desk.studies.lock import session_lock_words
from safehold.files.date_shift import with_shifted_dates
from safehold.files.engine_run import software
from safehold.files.known_session import known_info
from safehold.files.receipt import check_session, refuse_changed
from safehold.offline.analysis import analyse
from safehold.offline.axes_map import session_maps
from safehold.offline.whole_record import COMPARED, Difference, offline

Progress = Callable[[float, Message], None]
FIVE_MINUTES_S = 300.0


@seldom_collected()
def report_session(
    folder: SessionFolder,
    *,
    out: Path | None = None,
    blind: bool = False,
    progress: Progress | None = None,
    results: SessionResults | None = None,
    changed: bool = False,
    dates: str = "removed",
    recipe: Recipe | None = None,
) -> Path:
    """Compute a session and write its report; return the folder made.

    Parameters
    ----------
    folder : SessionFolder
        The session.
    out : Path, optional
        Folder of the exports; by default ``exports/`` of the session.
    blind : bool
        Leave out every physiological value.
    progress : callable, optional
        Called with the share done and what is being done; may raise to cancel.
    results : SessionResults, optional
        The session as computed before, with its samples; where dates are to be shifted, they are.
    changed : bool
        Write it although the session is not what was recorded; the report says so.
    recipe : Recipe, optional
        Other parameters and rest values than those of the session; not together with `results`.
    dates : str
        ``removed``, ``shifted`` or ``as recorded``: whether the report says when it was.

    Raises
    ------
    RecordingError
        When the session cannot be replayed.
    ChangedSessionError
        When the session is not what was recorded, and this is not allowed.
    ExportError
        When the report cannot be written.
    """
    from recordings.report.content import ReportInput  # matplotlib: only a report waits for it
    from recordings.report.export import write_report

    tell = progress or (lambda _share, _what: None)
    tell(0.0, Message("Checking the recording"))
    check = check_session(folder)
    refuse_changed(check, allowed=changed)
    if results is None:
        results = analyse(
            folder, lambda share, what: tell(0.6 * share, what), recipe=recipe, samples=True
        )
        if dates == "shifted":
            results = with_shifted_dates(results, folder.path.parent)
    results = dataclasses.replace(results, recorded=check.recorded)
    lock, departures = session_lock_words(
        folder.path, known_info(folder).info,
        {person.label: results.settings_of(person.label) for person in results.participants},
    )  # fmt: skip
    given = ReportInput(
        results=results,
        software=software(),
        parts=check.parts,
        blind=blind,
        lock=lock,
        departures=departures,
        date=date_words(results, dates),
    )
    if not blind:  # none of this is in a blinded report
        whole = offline(results)
        given = dataclasses.replace(
            given,
            upside_down=whole.upside_down,
            five_minutes=_five_minutes(results),
            baseline_doubts=baseline_doubts(results),
            courses=event_courses(results),
            held=outcomes(results),
            maps=session_maps(results),
            sensitivity=tuple(_row(row) for row in sensitivity(results)),
            comparisons=tuple(_comparison(d) for d in whole.differences),
        )
    return write_report(
        given,
        out or folder.exports_dir,
        progress=lambda share, what: tell(0.7 + 0.3 * share, what),
    )


def date_words(results: SessionResults, dates: str) -> str:
    """Return when a session was, as its report begins; empty where it is not to be said."""
    utc = results.clock.utc_at_zero
    if dates == "removed" or utc is None:
        return ""
    when = datetime.datetime.fromtimestamp(utc, datetime.UTC)
    shifted = " (date shifted)" if dates == "shifted" else ""
    return f"{when:%Y-%m-%d %H:%M} UTC{shifted}: "


COURSES = ("hr", "ln_rmssd", "resp_rate")
"""Indices whose mean course around events the report draws."""


def event_courses(results: SessionResults) -> tuple[EventCourse, ...]:
    """Return the mean course of each person's indices around the events of each code.

    Each value stands at the middle of its window: as much of it is of before as of after.
    """
    codes = sorted({epoch.code for epoch in results.epochs})
    limits = (results.t_start, results.t_end)
    found = []
    for participant in results.participants:
        ticks = results.ticks_of(participant.label)
        windows = results.settings_of(participant.label).windows
        for index in COURSES:
            back = (windows.hr_s if index == "hr" else windows.vagal_s) / 2
            times = np.array([tick.t - back for tick in ticks], dtype=np.float64)
            known = [usable(tick.index(index)) for tick in ticks]
            values = np.array([math.nan if v is None else v for v in known], dtype=np.float64)
            for code in codes:
                onsets = [event.onset for event in results.events if event.code == code]
                found.append(
                    event_course(
                        participant.label, code, index, onsets, times, values, limits=limits
                    )
                )
    return tuple(course for course in found if course is not None)


def sensitivity(results: SessionResults) -> tuple[ZoneShares, ...]:
    """Return how the zone shares of every person depend on thresholds and baseline."""
    rows: list[ZoneShares] = []
    end_spans = end_baseline_spans(results)
    for participant in results.participants:
        baselines = [b for b in results.baselines if b.person == participant.label]
        if baselines or end_spans:
            rows += zone_sensitivity(
                results.ticks_of(participant.label), baselines,
                results.settings_of(participant.label), end_spans,
            )  # fmt: skip
    return tuple(rows)


def baseline_doubts(results: SessionResults) -> tuple[str, ...]:
    """Return what speaks for baselines that were too high or too low, in a few sentences each."""
    found = (
        baseline_doubt(
            results.ticks_of(person.label),
            [b for b in results.baselines if b.person == person.label],
            results.settings_of(person.label),
            end_baseline_spans(results),
        )
        for person in results.participants
    )
    return tuple(doubt_words(doubt) for doubt in found if doubt is not None)


def doubt_words(doubt: BaselineDoubt) -> str:
    """Return a doubt about a baseline in plain words."""
    low = doubt.too_low
    halves = [f"{z:+.1f}" for z in doubt.by_halves]
    end = (
        "No end baseline was taken that could tell."
        if doubt.end_hr is None
        else f"The end baseline was at {doubt.end_hr:.0f} bpm."
    )
    by_halves = (
        f" By either half of the same baseline it is {' and '.join(halves)}: halves show drift, "
        f"not somebody who was {'drowsy' if low else 'tense'} throughout."
        if len(halves) == 2
        else ""
    )
    looks, where, share = ("low", "above", doubt.above) if low else ("high", "below", doubt.below)
    zone = "High activation, elevated" if low else "Low activation, near baseline"
    return (
        f"{doubt.person}: the baseline ({doubt.hr:.0f} bpm) looks too {looks}. After it "
        f"the heart rate lay {doubt.threshold:g} spreads or more {where} it for "
        f"{100 * share:.0f} % of the valid time (median a {doubt.median:+.1f}).{by_halves} "
        f"{end} {zone} and every distance from this baseline say more "
        "about the baseline than about the person."
    )


def _row(row: ZoneShares) -> tuple[str, ...]:
    shares = (row.high, row.within, row.low)
    words = ("" if share is None else f"{100 * share:.1f} %" for share in shares)
    return (row.person, row.choice, str(row.valid_s), *words)


def _comparison(found: Difference) -> tuple[str, ...]:
    words, relative = COMPARED[found.index]
    both = (found.median, found.largest)
    texts = ("" if v is None else f"{100 * v:.1f} %" if relative else f"{v:.2f}" for v in both)
    return (found.person, words, f"{found.n} windows", *texts)


def _five_minutes(results: SessionResults) -> tuple[WindowSummary, ...]:
    people = [participant.label for participant in results.participants]
    records = person_records(people, results.beats, results.breaths, results.conditions)
    rows: list[WindowSummary] = []
    for record in records.values():
        rows += summarise_windows(
            record, t_start=max(results.t_start, 0.0), t_end=results.t_end,
            length_s=FIVE_MINUTES_S, step_s=FIVE_MINUTES_S,
        )  # fmt: skip
    return tuple(rows)
