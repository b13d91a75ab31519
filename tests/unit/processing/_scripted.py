"""Ticks with scripted zones and axes, without any signal."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from safehold.core.types import SubZone, Tick, ZoneName, ZoneState

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
"""C comfort, E growth edge, N near the upper threshold; h: high, but held."""
BANDS = {"C": SubZone.COMFORT, "E": SubZone.GROWTH_EDGE, "N": SubZone.NEAR_UPPER}


def tick(
    t: int, sign: str, a: float | None = 0.0, v: float | None = 0.0, *, person: str = "client",
    baseline: str = "b1", provisional: bool = False, hr_only: bool = False, run: int = 1,
) -> Tick:  # fmt: skip
    zone = ZoneState(
        STATES[sign], BANDS.get(sign, SubZone.NONE), STATES[sign], t, sign == "h",
        None if sign in "Uh" else a, None if sign in "Uh" else v, 0.3, 0.3, 0.1, 0.1, 0.8, (), (),
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
