"""How a player of a video or sound keeps step with the play head: what to ask of it, and when."""

from __future__ import annotations

import math
from dataclasses import dataclass

IN_STEP_S = 0.040
"""A medium is in step when what is on show at the speed of time is no farther off."""
SEEK_FROM_S = 0.2
"""Farther off the player jumps; nearer it runs a little faster or slower."""
PULL_FROM_S, PULL_TO_S, PULL = 0.012, 0.003, 0.02
"""From how far off it is pulled, until it is so near, and by what share of its speed."""
FAR_S, HARD_PULL = 0.06, 0.05
"""From here on it is pulled harder."""
SETTLE_S = 0.6
"""A jump is given so long before it is judged."""
LEAST_FASTEST = (0.25, 4.0)
"""Speeds at which a player runs; at others it shows picture after picture."""
PICTURES_EVERY_S = 0.15
LONGEST_LEAD_S = 2.0


@dataclass(frozen=True, slots=True)
class Order:
    """What a player is to do."""

    rate: float
    """Multiple of the speed of time at which it runs; 0: halted."""
    seek: float | None = None
    """Go to this moment of the file first, s."""


class Follower:
    """Tells a player what to do, from where it should be and where it is.

    Small differences are taken up by running a little faster or slower, so that picture and
    sound never stutter; large ones by a jump, ahead by as much as the last jump took.
    """

    def __init__(self) -> None:
        self._lead = 0.0
        self._sought = -math.inf
        self._judged = True
        self._pull = 0.0
        self._still: float | None = None

    @property
    def pulled(self) -> bool:
        """True while it takes up a difference."""
        return self._pull != 0.0

    def settled(self, wall: float) -> bool:
        """Tell whether the last jump is over."""
        return wall - self._sought > SETTLE_S

    def order(
        self, want: float, have: float | None, *, speed: float, running: bool, wall: float
    ) -> Order:
        """Return what the player is to do now.

        Parameters
        ----------
        want, have : float
            File time that should be on show, and the one that is, s; None where not known yet.
        speed : float
            Multiple of the speed of time.
        running : bool
            False while the head is halted.
        wall : float
            Monotonic seconds.
        """
        if not running or not LEAST_FASTEST[0] <= speed <= LEAST_FASTEST[1]:
            return self._picture(want, wall, 0.0 if not running else PICTURES_EVERY_S)
        if self._still is not None:  # it stood: begin where the head is
            self._still = None
            return self._jump(want, speed, wall)
        if have is None:
            late = self.settled(wall) and wall - self._sought > LONGEST_LEAD_S + SETTLE_S
            return self._jump(want, speed, wall) if late else Order(speed)
        off = have - want
        if self.settled(wall) and not self._judged:
            self._judged = True
            self._lead = min(max(self._lead - off / speed / 2, 0.0), LONGEST_LEAD_S)
        if abs(off) > SEEK_FROM_S * max(speed, 1.0):
            return self._jump(want, speed, wall) if self.settled(wall) else Order(speed)
        return Order(speed * (1.0 + self._pulled(off / speed)))

    def _pulled(self, off: float) -> float:
        if abs(off) > PULL_FROM_S:
            self._pull = -math.copysign(PULL if abs(off) < FAR_S else HARD_PULL, off)
        elif abs(off) < PULL_TO_S or off * self._pull > 0:
            self._pull = 0.0
        return self._pull

    def _jump(self, want: float, speed: float, wall: float) -> Order:
        self._sought, self._judged, self._pull = wall, False, 0.0
        return Order(speed, want + self._lead * speed)

    def _picture(self, want: float, wall: float, every_s: float) -> Order:
        """Show one picture, and the next one when it is due."""
        due = self._still is None or (want != self._still and wall - self._sought >= every_s)
        if not due:
            return Order(0.0)
        self._still, self._sought, self._pull = want, wall, 0.0
        return Order(0.0, want)
