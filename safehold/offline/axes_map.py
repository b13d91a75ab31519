"""The map of heart rate and vagal index of a session, split by what was going on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from processing.measures.axes_map import axes_map
from processing.measures.course import Course
from processing.measures.tick_series import Span
from safehold.core.axes_map import AxesMap
from safehold.core.codebook import Codebook
from safehold.core.results import SessionResults
from safehold.core.types import Event
from safehold.offline.measures import courses
from safehold.session.person_view import PersonView

SPLIT_CODES = (
    "int.support", "int.change", "fs.survival", "fs.restoration", "fs.exploration", "fs.risk",
    "fs.integration",
)  # fmt: skip
"""Supportive and change-oriented work, and the five functions of safety."""


def split_spans(
    events: Iterable[Event], codebook: Codebook | None, t_end: float
) -> dict[str, list[Span]]:
    """Return when each of :data:`SPLIT_CODES` held, by its label; points have no length.

    An interval that is still open holds until ``t_end``.
    """
    found: dict[str, list[Span]] = {}
    for event in sorted(events, key=lambda e: (e.onset, e.event_id)):
        if event.code not in SPLIT_CODES or event.duration == 0:
            continue
        end = t_end if event.duration is None else event.onset + event.duration
        found.setdefault(event.code, []).append((event.onset, end))
    labels: dict[str, list[Span]] = {}
    for code in SPLIT_CODES:
        if code in found:
            entry = codebook.find(code) if codebook is not None else None
            labels[entry.label if entry else code] = found[code]
    return labels


def session_maps(results: SessionResults) -> tuple[AxesMap, ...]:
    """Return the map of every person of a session."""
    parts = split_spans(results.events, results.codebook, results.t_end)
    found = courses(results)
    return tuple(
        axes_map(
            found[person.label],
            results.settings_of(person.label).zones,
            parts,
            person=person.label,
            vagal_index=_vagal_index(results, person.label),
        )
        for person in results.participants
    )


def _vagal_index(results: SessionResults, person: str) -> str:
    names = [b.vagal_index for b in results.baselines if b.person == person and b.vagal_index]
    return names[-1] if names else ""


def live_map(view: PersonView, parts: Mapping[str, list[Span]]) -> AxesMap:
    """Return the map of a person of the session model as it is now.

    The baseline in force counts for all of it: a session has one as a rule. A code enters once it
    held for as long as the windows and the 15 s before them: beats of before are not kept, so no
    shorter window can be made.
    """
    names = ("t", "a", "sa", "v", "sv")
    columns = [view.ticks.column(name) for name in names]
    n = min(column.size for column in columns)
    t = columns[0][:n].astype(np.int64)
    first = int(t[0]) if n else 0
    size = int(t[-1]) - first + 1 if n else 0
    numbers = np.full((4, size), np.nan)
    for row, column in zip(numbers, columns[1:], strict=True):
        row[t - first] = column[:n]
    baseline, windows = view.baseline, view.settings.windows
    course = Course(
        first=first,
        a=numbers[0],
        sa=numbers[1],
        v=numbers[2],
        sv=numbers[3],
        rules=[view.settings.zones] * size,
        provisional=np.full(size, baseline is not None and baseline.provisional),
        hr_only=np.zeros(size, dtype=bool),
        baseline=np.zeros(size, dtype=np.int64),
        hr_s=windows.hr_s,
        vagal_s=windows.vagal_s,
        baselines={},
        record=None,
    )
    index = baseline.vagal_index if baseline is not None else ""
    return axes_map(course, view.settings.zones, parts, person=view.label, vagal_index=index)
