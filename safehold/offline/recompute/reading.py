"""One reading of a session as numbers: one person's ticks, as seen or as computed again."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from safehold.core.types import ZONE_CODES, FloatArray, Tick
from safehold.offline.check import TickKey
from safehold.offline.replay.as_seen import NOT_OURS, whole_tick

AXES = ("a", "v")
"""Places on the axes of the zones, z."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A person's ticks, one for each second.

    The numbers are exact (float64), so that equal ones are equal bit for bit.
    """

    person: str
    seconds: NDArray[np.int64]
    """Session seconds, ascending, shape ``(n,)``."""
    zones: NDArray[np.int64]
    """Number of the zone (:data:`safehold.core.types.ZONE_CODES`), shape ``(n,)``."""
    held: NDArray[np.bool_]
    """Whether it only stands because inputs are missing for a moment, shape ``(n,)``."""
    numbers: dict[str, FloatArray]
    """Every index and axis, NaN where it is missing, each of shape ``(n,)``."""
    units: dict[str, str]
    told: Sequence[str | bytes]
    """Each tick whole: its JSON, or as :func:`read_again` packed it."""

    def tick(self, place: int) -> Tick | None:
        """Return a tick whole; None where it cannot be read."""
        return whole_tick(self.told[place])


def read_seen(person: str, published: dict[TickKey, str]) -> Reading:
    """Return a person's ticks as they were published.

    Of a second that was published twice (the workbench was started again in it) the later run's
    counts.

    Parameters
    ----------
    person : str
        Whose.
    published : dict
        JSON by run, person and second (:func:`safehold.offline.check.published_ticks`).
    """
    last: dict[int, str] = {}
    for (_, whose, t), text in sorted(published.items()):
        if whose == person:
            last[t] = text
    rows, told = [], []
    for t in sorted(last):
        try:
            rows.append(_from_json(json.loads(last[t])))
        except NOT_OURS:
            continue
        told.append(last[t])
    return _reading(person, rows, told)


def read_again(person: str, ticks: Iterable[Tick]) -> Reading:
    """Return a person's ticks as they were computed; of a second that came twice the later one."""
    by_time = {tick.t: tick for tick in ticks if tick.person == person}
    kept = [by_time[t] for t in sorted(by_time)]
    return _reading(person, [_from_tick(tick) for tick in kept], [pickle.dumps(t) for t in kept])


@dataclass(slots=True)
class _Row:
    t: int
    zone: int
    held: bool
    numbers: dict[str, float | None]
    units: dict[str, str]


def _from_json(tick: dict[str, Any]) -> _Row:
    zone, indices = tick["zone"], tick["indices"]
    numbers = {item["name"]: item["value"] for item in indices}
    numbers |= {axis: zone[axis] for axis in AXES}
    units = {item["name"]: item["unit"] for item in indices}
    return _Row(tick["t"], ZONE_CODES[zone["state"]], zone["held"], numbers, units)


def _from_tick(tick: Tick) -> _Row:
    numbers = {item.name: item.value for item in tick.indices}
    numbers |= {axis: getattr(tick.zone, axis) for axis in AXES}
    units = {item.name: item.unit for item in tick.indices}
    return _Row(tick.t, ZONE_CODES[tick.zone.state], tick.zone.held, numbers, units)


def _reading(person: str, rows: Sequence[_Row], told: Sequence[str | bytes]) -> Reading:
    names = dict.fromkeys(name for row in rows for name in row.numbers)
    units = {name: unit for row in rows[-1:] for name, unit in row.units.items()}
    return Reading(
        person,
        np.array([row.t for row in rows], dtype=np.int64),
        np.array([row.zone for row in rows], dtype=np.int64),
        np.array([row.held for row in rows], dtype=np.bool_),
        {
            name: np.array([row.numbers.get(name) for row in rows], dtype=np.float64)
            for name in names
        },
        units | dict.fromkeys(AXES, "z"),
        told,
    )
