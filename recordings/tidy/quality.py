"""The spans of a session in which a signal is missing or not to be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from recordings.tidy import schema
from recordings.tidy.aligned import SIGNAL_REASONS
from recordings.tidy.table import Table, joined
from safehold.core.reasons import Reason
from safehold.core.results import SessionResults
from safehold.core.types import HEART_ROLES, Beat, BeatStatus, Role

_WORDS = {
    **{reason.value: word for reason, word in SIGNAL_REASONS.items()},
    "clock_jump": "clock_jump",
    "excluded": "excluded",
}
MIN_GAP_S = 2.0
"""Shortest gap of a respiration signal (methods 3.3)."""


@dataclass(frozen=True, slots=True)
class _Span:
    person: str
    stream_id: str
    reason: str
    t0: float
    t1: float
    detail: str


def _stream(results: SessionResults, person: str, *roles: Role) -> str:
    """Return the person's first stream of the best of these roles."""
    for role in roles:
        for report in results.streams:
            if report.spec.person == person and report.spec.role is role:
                return report.spec.stream_id
    return ""


def _from_notices(results: SessionResults) -> Iterator[_Span]:
    for notice in results.notices:
        word = _WORDS.get(notice.code, "")
        if word and notice.t is not None and notice.duration:
            end = notice.t + notice.duration
            where = (notice.person or "", notice.stream_id or "")
            yield _Span(*where, word, notice.t, end, notice.code)


def _from_ticks(results: SessionResults) -> Iterator[_Span]:
    for tick in results.ticks:
        for stream_id, _, reasons in tick.quality:
            for reason in reasons:
                word = SIGNAL_REASONS.get(reason)
                # a window that holds a gap says so long after it; gaps come from the samples
                if word and word != "gap":
                    t = float(tick.t)
                    yield _Span(tick.person, stream_id, word, t, t + 1, reason.value)


def _from_beats(results: SessionResults) -> Iterator[_Span]:
    people: dict[str, list[Beat]] = {}
    for beat in results.beats:
        people.setdefault(beat.person, []).append(beat)
    for person, beats in people.items():
        beats.sort(key=lambda beat: beat.time)
        for before, beat in pairwise(beats):
            if beat.status is BeatStatus.FIRST:
                role = Role(beat.source) if beat.source in list(Role) else Role.ECG
                stream = _stream(results, person, role, *HEART_ROLES)
                rejected = Reason.REJECTED in beat.reasons
                word, why = ("artifact", Reason.REJECTED) if rejected else ("gap", Reason.GAP)
                yield _Span(person, stream, word, before.time, beat.time, why.value)


def _from_respiration(results: SessionResults) -> Iterator[_Span]:
    for person, signal in results.respiration.items():
        times = signal.times[np.isfinite(signal.values)]
        stream = _stream(results, person, Role.RESPIRATION)
        for i in np.flatnonzero(np.diff(times) > MIN_GAP_S).tolist():
            t0, t1 = float(times[i]), float(times[i + 1])
            yield _Span(person, stream, "gap", t0, t1, Reason.GAP.value)


def _merged(spans: list[_Span]) -> Iterator[tuple[str, str, float, float, str, str, str]]:
    """Join spans of one stream and reason that overlap or touch."""
    spans.sort(key=lambda s: (s.person, s.stream_id, s.reason, s.t0, s.t1))
    i = 0
    while i < len(spans):
        first, end, details = spans[i], spans[i].t1, [spans[i].detail]
        key = (first.person, first.stream_id, first.reason)
        while i + 1 < len(spans):
            after = spans[i + 1]
            if (after.person, after.stream_id, after.reason) != key or after.t0 > end:
                break
            end = max(end, after.t1)
            details.append(after.detail)
            i += 1
        i += 1
        yield (
            first.person, first.stream_id, first.t0, end - first.t0, first.reason, "auto",
            joined(sorted(details)),
        )  # fmt: skip


def quality_table(results: SessionResults) -> Table:
    """Return the spans in which a signal is missing or not to be trusted, by time."""
    sources = (_from_notices, _from_ticks, _from_beats, _from_respiration)
    spans = [span for source in sources for span in source(results)]
    rows = sorted(_merged(spans), key=lambda row: (row[2], row[0], row[1], row[4]))
    return Table.from_rows("quality", schema.QUALITY, rows)
