"""Ticks with scripted zones and axes, without any signal."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from processing.indices.summary import PersonRecord
from processing.measures.course import Course, make_course
from processing.measures.tick_series import TickSeries, rest_above
from safehold.core.settings import STANDARD, EngineSettings
from safehold.core.types import ZONE_CODES, Baseline, SubZone, Tick, ZoneName, ZoneState

STATES = {
    "H": ZoneName.HIGH,
    "W": ZoneName.WITHIN,
    "C": ZoneName.WITHIN,
    "E": ZoneName.WITHIN,
    "N": ZoneName.WITHIN,
    "L": ZoneName.LOW,
    "U": ZoneName.UNKNOWN,
    "h": ZoneName.HIGH,
}
"""C near baseline, E elevated, N near the upper threshold; h: high, but held."""
BANDS = {"C": SubZone.NEAR_BASELINE, "E": SubZone.ELEVATED, "N": SubZone.NEAR_UPPER}


def tick(
    t: int, sign: str, a: float | None = 0.0, v: float | None = 0.0, *, person: str = "client",
    baseline: str = "b1", provisional: bool = False, hr_only: bool = False, run: int = 1,
) -> Tick:  # fmt: skip
    zone = ZoneState(
        STATES[sign], BANDS.get(sign, SubZone.NONE), STATES[sign], t, sign == "h",
        None if sign in "Uh" else a, None if sign in "Uh" else v, 0.3, 0.3, (), (),
        baseline, provisional, hr_only, "hash",
    )  # fmt: skip
    return Tick(person, t, run, (), zone)


def script(text: str) -> str:
    """Return ``2W 1H`` as ``WWH``."""
    return "".join(part[-1] * int(part[:-1]) for part in text.split())


def ticks(
    signs: Iterable[str], a: Sequence[float | None] | None = None,
    v: Sequence[float | None] | None = None, *, first: int = 0, **more: object,
) -> list[Tick]:  # fmt: skip
    values = zip(signs, a or itertools.repeat(0.0), v or itertools.repeat(0.0), strict=False)
    return [tick(first + k, s, x, y, **more) for k, (s, x, y) in enumerate(values)]  # type: ignore[arg-type]


def _number(value: float | None) -> float:
    return math.nan if value is None or not math.isfinite(value) else value


def make_track(
    ticks: Iterable[Tick],
    settings: EngineSettings,
    parameters: Mapping[str, EngineSettings] | None = None,
    baselines: Iterable[Baseline] = (),
) -> TickSeries:
    """Return scripted zones and axes of one person, in any order, as they stand.

    Of two ticks of the same second the one of the later run counts. The threshold is that of the
    tick's own parameters, looked up by their hash in ``parameters``; else that of ``settings``.

    Raises
    ------
    ValueError
        When the ticks are of more than one person.
    """
    ordered = sorted(ticks, key=lambda tick: tick.run)
    if len({tick.person for tick in ordered}) > 1:
        raise ValueError("the ticks of a track must be those of one person")
    by_time = {tick.t: tick for tick in ordered}
    first = min(by_time, default=0)
    n = max(by_time) - first + 1 if by_time else 0
    flags = np.zeros((7, n), dtype=bool)
    numbers = np.full((4, n), np.nan)
    rest = {b.baseline_id: rest_above(b, settings.zones.near_baseline_below) for b in baselines}
    baseline = np.full(n, -1, dtype=np.int64)
    names: dict[str, int] = {}
    for t in sorted(by_time):
        zone, k = by_time[t].zone, t - first
        zones = (parameters or {}).get(zone.params_hash, settings).zones
        flags[:, k] = (
            zone.state is not ZoneName.UNKNOWN and not zone.held,
            zone.state is ZoneName.HIGH,
            zone.state is ZoneName.LOW,
            zone.substate is SubZone.NEAR_BASELINE,
            zone.substate in (SubZone.ELEVATED, SubZone.NEAR_UPPER),
            zone.provisional,
            zone.hr_only,
        )
        numbers[:, k] = (
            _number(zone.a), _number(zone.v), zones.th_hr_only if zone.hr_only else zones.th,
            rest.get(zone.baseline_id, math.nan),
        )  # fmt: skip
        if zone.baseline_id:
            baseline[k] = names.setdefault(zone.baseline_id, len(names))
    valid, high, low, near_baseline, elevated, provisional, hr_only = flags
    unknown = np.full(n, ZONE_CODES[ZoneName.UNKNOWN])
    return TickSeries(
        first, valid, high & valid, low & valid, near_baseline & valid, elevated & valid,
        numbers[0], numbers[1], numbers[2], provisional, hr_only, baseline, unknown, unknown,
        numbers[3],
    )  # fmt: skip


def make_scripted_course(made: Iterable[Tick], record: PersonRecord | None = None) -> Course:
    """Return the course of scripted ticks: their axes are of their very second."""
    course = make_course(made, STANDARD, record=record)
    return replace(course, hr_s=0.0, vagal_s=0.0, settle_s=0.0)
