"""Whether a session lies so far from its own baseline that the baseline is the likely reason.

A person who was tense throughout the rest has a baseline that is too high, and sits "below" it for
the rest of the session; one who was drowsy has one that is too low. Drift shows in the halves of a
baseline, these do not: both halves are as wrong. What can show them is the session itself, and a
second baseline (methods 4.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from processing.measures.sensitivity import baseline_over, halves
from processing.zones.zones import usable
from safehold.core.settings import EngineSettings
from safehold.core.types import Baseline, Tick

FAR_Z = 2.0
"""Below or above the baseline is what lies so many spreads from it by heart rate alone."""
BELOW_SHARE = 0.25
"""A session with more of its valid time below the baseline is doubted. In 16
simulated rests of 30 min it was 0.5 % on average and 7 % at most (``bench``'s rest simulation)."""
ABOVE_SHARE = 0.5
"""A session with more of it above is doubted: above is what zones are for, all the time above is
not. Of 36 simulated rests of 35 min it was so in none, of as many with a baseline 8 bpm too low in
23 (``bench/index_bias.py``)."""
MIN_SECONDS = 60


@dataclass(frozen=True, slots=True)
class BaselineDoubt:
    """What speaks for a first baseline that was taken too high, or too low."""

    person: str
    baseline_id: str
    hr: float
    """Heart rate of the baseline, bpm."""
    threshold: float
    """Spreads from the baseline that count as below or above."""
    below: float
    """Share of the valid seconds after the baseline that lie below it by heart rate alone, 0-1."""
    above: float
    """The same above it."""
    median: float
    """Median distance of the same seconds from the baseline, z."""
    by_halves: tuple[float, ...]
    """The median distance by each half of the baseline that gives one, z, the first half first."""
    end_hr: float | None
    """Heart rate of the end baseline, bpm; None where none was taken."""
    tolerance: float
    """Difference of two baselines that the acceptance rules allow within one, bpm."""

    @property
    def too_low(self) -> bool:
        """Tell whether it looks too low; else it looks too high."""
        if self.below > BELOW_SHARE or self.above > ABOVE_SHARE:
            return self.above > ABOVE_SHARE
        return self.higher_at_the_end

    @property
    def higher_at_the_end(self) -> bool:
        """Tell whether the end baseline is higher by more than a baseline may drift."""
        return self.end_hr is not None and self.end_hr - self.hr > self.tolerance

    @property
    def lower_at_the_end(self) -> bool:
        """Tell whether the end baseline is lower by more than a baseline may drift."""
        return self.end_hr is not None and self.hr - self.end_hr > self.tolerance


def baseline_doubt(
    ticks: Sequence[Tick],
    baselines: Sequence[Baseline],
    settings: EngineSettings,
    end_spans: Sequence[tuple[float, float]] = (),
) -> BaselineDoubt | None:
    """Return what speaks against a person's first baseline, or None where nothing does.

    Parameters
    ----------
    ticks : sequence of Tick
        One person's by time.
    baselines : sequence of Baseline
        Of the same person, in the order in which they were taken.
    settings : EngineSettings
        Floors, and the drift that a baseline may have.
    end_spans : sequence of (float, float)
        When end baselines were taken, session time s; the last one counts.
    """
    if not baselines:
        return None
    first = baselines[0]
    found = (tick.index("hr") for tick in ticks)
    values = [usable(value) for value in found if value is not None and value.t0 >= first.t1]
    hr = np.array([value for value in values if value is not None])
    end = baseline_over(ticks, end_spans[-1], settings, "end baseline") if end_spans else None
    if hr.size < MIN_SECONDS:
        return None

    def distance(baseline: Baseline) -> float:
        return float(np.median(hr) - baseline.hr) / baseline.hr_spread

    by_halves = tuple(distance(half) for half, _ in halves(ticks, [first], settings))
    a = (hr - first.hr) / first.hr_spread
    doubt = BaselineDoubt(
        person=first.person, baseline_id=first.baseline_id, hr=first.hr,
        threshold=FAR_Z, below=float(np.mean(a <= -FAR_Z)), above=float(np.mean(a >= FAR_Z)),
        median=float(np.median(a)), by_halves=by_halves,
        end_hr=None if end is None else end.hr, tolerance=settings.baseline.max_drift_bpm,
    )  # fmt: skip
    far = doubt.below > BELOW_SHARE or doubt.above > ABOVE_SHARE
    return doubt if far or doubt.lower_at_the_end or doubt.higher_at_the_end else None
