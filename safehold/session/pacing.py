"""What a breathing pacer shows at a moment: orders of the workbench, or one of its own."""

from __future__ import annotations

import math
from dataclasses import dataclass

from safehold.core.markers import decode_marker
from safehold.core.protocol import pacer_position

PACE = "pace"
"""Code of an order; repeated while the paced phase lasts, so that a late window follows too."""
SILENCE_S = 1.5
"""Without an order for this long the pacer rests: the phase is over."""
STEP_S = 0.5
"""An order that is further off than this starts over; less is the network's delay."""


@dataclass(frozen=True, slots=True)
class Pace:
    """An order to pace."""

    breaths_per_min: float
    since: float
    """Seconds since the phase began, when the order was given."""

    @property
    def attributes(self) -> dict[str, str]:
        """What the order says besides its code."""
        return {"breaths_per_min": f"{self.breaths_per_min:g}", "since": f"{self.since:.3f}"}


def read_pace(text: str) -> Pace | None:
    """Return the order in a marker text, or None where it is none that can be meant."""
    code, attributes = decode_marker(text)
    if code != PACE:
        return None
    try:
        order = Pace(float(attributes["breaths_per_min"]), float(attributes["since"]))
    except (KeyError, ValueError):
        return None
    possible = 1.0 <= order.breaths_per_min <= 60.0 and math.isfinite(order.since)
    return order if possible else None


class Pacing:
    """Where the pacer stands; time is given.

    Parameters
    ----------
    seconds : float or None
        With a length, one order is enough, and the pacer ends by itself; ``math.inf`` never.
        None rests when orders stop.
    """

    def __init__(self, seconds: float | None = None) -> None:
        self._seconds = seconds
        self._pace = 0.0
        self._onset = math.nan
        self._heard = -math.inf

    def take(self, order: Pace, at: float) -> None:
        """Take an order in that arrived at time ``at``."""
        onset = at - order.since
        same = order.breaths_per_min == self._pace and abs(onset - self._onset) <= STEP_S
        if not same:  # a small difference is delay: the circle must not jump
            self._pace, self._onset = order.breaths_per_min, onset
        self._heard = at

    def position(self, at: float) -> tuple[float, float] | None:
        """Return position (0-1) and pace (1/min) at a time; None at rest."""
        if self._pace == 0.0:
            return None
        since = at - self._onset
        over = at - self._heard > SILENCE_S if self._seconds is None else since >= self._seconds
        if over:
            self._pace = 0.0
            return None
        return pacer_position(max(since, 0.0), self._pace), self._pace
