"""Change against the person's own last five minutes: beside the zones, and never one.

A baseline is fixed, and a person who talks wanders away from it for reasons of no interest. What
happens within a minute or two stands out against the minutes before. The decision and its error
rates: ``docs/decisions/0039-a-display-of-change.md``.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from processing.clock.order import middle
from processing.zones.zones import missing_reasons, usable
from safehold.core.quick import quick
from safehold.core.reasons import Reason
from safehold.core.types import Baseline, Change, IndexValue

REFERENCE_S = 300
"""Length of the stretch before that counts as the person's own last minutes, s."""
GUARD_S = 30
"""It ends so long before the tick that its heart-rate windows do not reach into the present, s."""
LEAST_S = 150
"""So many seconds of it must be known."""
CHANGED, CHANGED_BACK = 1.5, 1.25
"""Change that counts as one, and that it stays one above, in spreads of the baseline."""
HOLD_S = 10
"""It must hold for so long, s."""


@quick
@dataclass(frozen=True, slots=True)
class Changed:
    """What is said of change at one tick."""

    amount: float | None
    """``(dHR / s_HR - dV / s_V) / 2`` against the medians of the reference; None: not known."""
    word: Change
    reasons: tuple[Reason, ...] = ()
    """Why it is not known."""


class ChangeTracker:
    """Change of one person from tick to tick; depends on the ticks and on nothing else."""

    def __init__(self) -> None:
        self._newest: deque[tuple[int, float, float]] = deque()
        """Tick, heart rate and vagal index of those that are too near to count."""
        self._past: deque[tuple[int, float, float]] = deque()
        """The same of the reference."""
        self._rates, self._vagal = list[float](), list[float]()
        """Its values in ascending order."""
        self._axis = ""
        self._word, self._candidate, self._since = Change.NONE, Change.NONE, 0

    def update(
        self, t: int, indices: Mapping[str, IndexValue], baseline: Baseline | None
    ) -> Changed:
        """Return the change at tick ``t``, s, larger than in the call before.

        Heart rate and the vagal index of the baseline's axis are held against their medians over
        the ticks from 330 to 31 s before, in the baseline's spreads. Unknown while either is
        missing, without a vagal axis, or with less than 150 s of that stretch known.
        """
        axis = "" if baseline is None else baseline.vagal_index
        if axis != self._axis:
            for held in (self._newest, self._past, self._rates, self._vagal):
                held.clear()
            self._axis = axis
        amount = self._amount(t, indices, baseline)
        self._word = self._held(t, amount)
        why: tuple[Reason, ...] = ()
        if amount is None:
            hr_only = baseline is not None and not baseline.vagal_index
            known = (Reason.HR_ONLY if hr_only else Reason.PAST_SHORT,)
            why = missing_reasons(indices, baseline) or known
        return Changed(amount, self._word, why)

    def _amount(
        self, t: int, indices: Mapping[str, IndexValue], baseline: Baseline | None
    ) -> float | None:
        if baseline is None or baseline.vagal_spread is None:
            return None
        hr, vagal = usable(indices.get("hr")), usable(indices.get(self._axis))
        self._go_on(t)
        if hr is None or vagal is None:
            return None
        self._newest.append((t, hr, vagal))
        if len(self._past) < LEAST_S:
            return None
        faster = (hr - middle(self._rates)) / baseline.hr_spread
        kept = (vagal - middle(self._vagal)) / baseline.vagal_spread
        return (faster - kept) / 2

    def _go_on(self, t: int) -> None:
        """Let the reference be that of tick ``t``."""
        while self._newest and self._newest[0][0] < t - GUARD_S:
            self._past.append(entry := self._newest.popleft())
            insort(self._rates, entry[1])
            insort(self._vagal, entry[2])
        while self._past and self._past[0][0] < t - GUARD_S - REFERENCE_S:
            _, rate, vagal = self._past.popleft()
            del self._rates[bisect_left(self._rates, rate)]
            del self._vagal[bisect_left(self._vagal, vagal)]

    def _held(self, t: int, amount: float | None) -> Change:
        if amount is None:
            self._candidate = Change.NONE
            return Change.NONE
        least = {
            word: CHANGED_BACK if self._word is word else CHANGED
            for word in (Change.RISEN, Change.FALLEN)
        }
        now = Change.STEADY
        if amount >= least[Change.RISEN]:
            now = Change.RISEN
        elif amount <= -least[Change.FALLEN]:
            now = Change.FALLEN
        if now is not self._candidate:
            self._candidate, self._since = now, t
        return now if t - self._since >= HOLD_S else self._word
