"""The zone rule over seconds that are all known: dwell decides what counts, not when it begins.

Live, a zone is said once it has held for its dwell time, and begins there. Afterwards, the seconds
in which it held are known, and count from the first of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from processing.zones.zones import Axes, next_band, next_zone
from safehold.core.settings import ZoneSettings
from safehold.core.types import SubZone, ZoneName

State = TypeVar("State", ZoneName, SubZone)


def zones_of(
    places: Sequence[Axes], rules: Sequence[ZoneSettings], *, hr_only: Sequence[bool]
) -> list[ZoneName]:
    """Return the zones of consecutive seconds.

    Parameters
    ----------
    places : sequence of Axes
        Position of each second.
    rules : sequence of ZoneSettings
        The thresholds that hold for each.
    hr_only : sequence of bool
        Whether its baseline has no vagal index.

    Returns
    -------
    list of ZoneName
        Unknown where an input is missing, and where none has held for its dwell time. The
        same thresholds, hysteresis and dwell times as live
        (:class:`processing.zones.zones.ZoneTracker`).
    """

    def zone(state: ZoneName, k: int) -> tuple[ZoneName, int] | None:
        rule = rules[k]
        candidate = next_zone(state, places[k], rule, hr_only=hr_only[k])
        if candidate is None:
            return None
        within = candidate is ZoneName.WITHIN
        return candidate, rule.dwell_out_s if within else rule.dwell_in_s

    return _held(len(places), zone, ZoneName.UNKNOWN, [rule.unknown_after_s for rule in rules])


def bands_of(
    places: Sequence[Axes], rules: Sequence[ZoneSettings], zones: Sequence[ZoneName]
) -> list[SubZone]:
    """Return the bands of consecutive seconds whose zones are known: none outside ``within``."""

    def band(state: SubZone, k: int) -> tuple[SubZone, int] | None:
        place, rule = places[k], rules[k]
        if place.a is None or place.v is None:
            return None
        return next_band(state, place.a, place.v, rule), rule.band_dwell_s

    bands = _held(len(places), band, SubZone.NONE, [rule.unknown_after_s for rule in rules])
    both = zip(bands, zones, strict=True)
    return [band if zone is ZoneName.WITHIN else SubZone.NONE for band, zone in both]


def _held(
    n: int,
    candidate_at: Callable[[State, int], tuple[State, int] | None],
    none: State,
    bridge: Sequence[int],
) -> list[State]:
    """Return the state of every second: a candidate that holds for its dwell, from its begin."""
    states = [none] * n
    state, candidate, since, known_since, missing = none, none, 0, 0, 0
    seen: list[bool] = []
    for k in range(n):
        now = candidate_at(state, k)
        seen.append(now is not None)
        if now is None:
            missing += 1
            candidate = none
            if missing > bridge[k]:
                state = none
            continue
        if state is none and (missing > bridge[k] or k == 0):
            known_since = k
        missing = 0
        if now[0] is not candidate:
            candidate, since = now[0], k
        if candidate is not state and k - since + 1 >= now[1]:
            begin = known_since if state is none else since
            state = candidate
            for j in range(begin, k):
                if seen[j]:
                    states[j] = state
        states[k] = state
    return states
