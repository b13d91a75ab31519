"""The map of enough safety of a session, split by what was going on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from processing.safety_map import safety_map
from processing.track import Span, Track, make_track
from safehold.app.model import PersonView
from safehold.core.codebook import Codebook
from safehold.core.results import SessionResults
from safehold.core.safety_map import SafetyMap
from safehold.core.settings import EngineSettings
from safehold.core.types import ZONE_CODES, Baseline, Event, Tick, ZoneName

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


def map_of(
    ticks: Iterable[Tick],
    baselines: Iterable[Baseline],
    parts: Mapping[str, list[Span]],
    *,
    person: str,
    settings: EngineSettings,
    parameters: Mapping[str, EngineSettings] | None = None,
) -> SafetyMap:
    """Return the map of one person from final ticks."""
    mine = [tick for tick in ticks if tick.person == person]
    names = [b.vagal_index for b in baselines if b.person == person and b.vagal_index]
    return safety_map(
        make_track(mine, settings, parameters),
        settings.zones,
        parts,
        person=person,
        vagal_index=names[-1] if names else "",
    )


def session_maps(results: SessionResults) -> tuple[SafetyMap, ...]:
    """Return the map of every person of a session."""
    parts = split_spans(results.events, results.codebook, results.t_end)
    return tuple(
        map_of(
            results.ticks, results.baselines, parts, person=person.label,
            settings=results.settings_of(person.label), parameters=results.parameters,
        )
        for person in results.participants
    )  # fmt: skip


def live_map(view: PersonView, parts: Mapping[str, list[Span]]) -> SafetyMap:
    """Return the map of a person of the session model as it is now.

    The baseline in force counts for all of it: a session has one as a rule.
    """
    columns = {name: view.ticks.column(name) for name in ("t", "a", "v", "state", "held")}
    n = min(column.size for column in columns.values())
    t = columns["t"][:n].astype(np.int64)
    first = int(t[0]) if n else 0
    size = int(t[-1]) - first + 1 if n else 0
    a, v = np.full(size, np.nan), np.full(size, np.nan)
    state = np.zeros(size, dtype=np.int64)
    a[t - first], v[t - first] = columns["a"][:n], columns["v"][:n]
    state[t - first] = np.where(columns["held"][:n] > 0, 0, columns["state"][:n])
    baseline = view.baseline
    none = np.zeros(size, dtype=bool)
    track = Track(
        first=first,
        valid=state != ZONE_CODES[ZoneName.UNKNOWN],
        high=state == ZONE_CODES[ZoneName.HIGH],
        low=state == ZONE_CODES[ZoneName.LOW],
        comfort=none,
        challenge=none,
        a=a,
        v=v,
        threshold=np.full(size, view.settings.zones.th),
        provisional=np.full(size, baseline is not None and baseline.provisional),
        hr_only=none,
        baseline=np.zeros(size, dtype=np.int64),
    )
    index = baseline.vagal_index if baseline is not None else ""
    return safety_map(track, view.settings.zones, parts, person=view.label, vagal_index=index)
