"""The resting baseline: collected from the live indices, judged, never guessed (methods 4.3).

Statistics come from the 1-Hz series of the same windows that are used live. Only windows that
lie wholly inside the used span enter. What does not meet the acceptance rules is provisional and
says why; what is too little for anything is no baseline at all.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from processing.indices.indices import BREATHED
from processing.zones.zones import usable
from safehold.core.reasons import Reason
from safehold.core.settings import BaselineSettings, EngineSettings
from safehold.core.types import Baseline, IndexValue

MIN_VALUES = 3
"""Fewer values on an axis than this give no centre and spread."""
MIN_SPAN_S = 20.0
"""Less valid time than this is too little for anything, s."""
DRIFT_SEGMENT_S = 60.0
"""Length at either end that the drift rule compares; a third of a shorter span."""
MAD_TO_SD = 1.4826
NO_VAGAL_SOURCE = frozenset({Reason.NO_STREAM, Reason.LOW_RATE})
"""Reasons that say that the source itself cannot give a vagal index."""
NOT_CONFOUNDING = ("medication",)
"""Confound codes that describe the person, not the moment: no ground to doubt a baseline."""


@dataclass(frozen=True, slots=True)
class BaselineSpan:
    """The used span of a baseline, session time in s."""

    t0: float
    t1: float

    @property
    def duration(self) -> float:
        """Length, s; 0 for an empty span."""
        return max(0.0, self.t1 - self.t0)

    def holds(self, window: IndexValue) -> bool:
        """Return True if a window lies wholly inside."""
        return self.t0 <= window.t0 and window.t1 <= self.t1


@dataclass(frozen=True, slots=True)
class Record:
    """What one tick contributes."""

    t: int
    indices: Mapping[str, IndexValue]
    confounds: tuple[str, ...]


def choose_baseline(current: Baseline | None, new: Baseline) -> Baseline:
    """Return the baseline in force: the newest one, but never a provisional for an accepted."""
    if current is not None and new.provisional and not current.provisional:
        return current
    return new


def robust_sd(values: Sequence[float]) -> float:
    """Return 1.4826 times the median absolute deviation."""
    data = np.asarray(values, dtype=np.float64)
    return float(MAD_TO_SD * np.median(np.abs(data - np.median(data))))


def covered_seconds(windows: Sequence[IndexValue]) -> float:
    """Return the seconds covered by at least one of the windows (in order of their start)."""
    total, end = 0.0, -math.inf
    for window in windows:
        total += max(0.0, window.t1 - max(end, window.t0))
        end = max(end, window.t1)
    return total


class BaselineCollector:
    """Collects one person's baseline while its phase lasts.

    Parameters
    ----------
    person : str
        Participant label; the identifiers are ``<person>-b1``, ``<person>-b2``, ...
    settings : EngineSettings
        Windows, acceptance rules and floors.
    taken : int
        Baselines already taken in this session (after a restart of the workbench).
    """

    def __init__(self, person: str, settings: EngineSettings, *, taken: int = 0) -> None:
        self._person = person
        self._settings = settings
        self._taken = taken
        self._span: BaselineSpan | None = None
        self._records: list[Record] = []
        self._last_failure: tuple[Reason, ...] = ()

    @property
    def taken(self) -> int:
        """The highest number given to a baseline of this person so far."""
        return self._taken

    def use(self, settings: EngineSettings) -> None:
        """Judge by other settings from now on; a span under way keeps its limits."""
        self._settings = settings

    def refloored(self, baseline: Baseline) -> Baseline:
        """Return a baseline in force with the floors in force.

        Under a number of its own where that changes its spreads; else itself.
        """
        again = with_floors(baseline, self._settings.baseline, self._taken + 1)
        if replace(again, baseline_id=baseline.baseline_id) == baseline:
            return baseline
        self._taken += 1
        return again

    def forget_breathing(self) -> None:
        """Take back what is being learnt of breathing from a belt that was the wrong way up."""
        self._records = [
            replace(record, indices={k: v for k, v in record.indices.items() if k not in BREATHED})
            for record in self._records
        ]

    @property
    def span(self) -> BaselineSpan | None:
        """The used span while a baseline is being taken, else None."""
        return self._span

    @property
    def last_failure(self) -> tuple[Reason, ...]:
        """Why the last attempt gave no baseline at all; empty after a start or a success."""
        return self._last_failure

    def start(self, onset: float) -> None:
        """Begin a baseline phase; one that is under way starts over.

        Parameters
        ----------
        onset : float
            Session time of the start of the phase, s. Settling time is not used.
        """
        t0 = onset + self._settings.baseline.settling_s
        self._span = BaselineSpan(t0, t0 + self._settings.baseline.used_s)
        self._records = []
        self._last_failure = ()

    def stop(self, onset: float) -> None:
        """End the phase at a session time in s; without effect when none is under way."""
        if self._span is not None:
            self._span = BaselineSpan(self._span.t0, min(self._span.t1, onset))

    def cancel(self) -> None:
        """Drop the phase under way, as if it had not been started."""
        self._span = None
        self._records = []

    def update(
        self, t: int, indices: Mapping[str, IndexValue], confounds: tuple[str, ...]
    ) -> Baseline | None:
        """Take in one tick; return the baseline at the tick that completes it, once.

        Parameters
        ----------
        t : int
            Session time of the tick, s.
        indices : mapping of str to IndexValue
            The indices of this tick by name.
        confounds : tuple of str
            Codes of confound events in force at this tick.

        Returns
        -------
        Baseline or None
            None while collecting, and when the phase gave too little (see ``last_failure``).
        """
        if self._span is None:
            return None
        span = self._span
        if span.t0 <= t <= span.t1:
            self._records.append(Record(t, dict(indices), confounds))
        if t < span.t1:
            return None
        records = [record for record in self._records if record.t <= span.t1]
        self.cancel()
        baseline, self._last_failure = take_baseline(
            records, span, self._settings, person=self._person, number=self._taken + 1
        )
        if baseline is not None:
            self._taken += 1
        return baseline


def take_baseline(
    records: Sequence[Record],
    span: BaselineSpan,
    settings: EngineSettings,
    *,
    person: str,
    number: int,
) -> tuple[Baseline | None, tuple[Reason, ...]]:
    """Return the baseline of a used span, or None with the reasons why there is none.

    Parameters
    ----------
    records : sequence
        One per tick in the span, in order.
    span : BaselineSpan
        The used span.
    settings : EngineSettings
        Acceptance rules and floors.
    person : str
        Participant label.
    number : int
        Number in the identifier.
    """

    def windows(name: str) -> list[IndexValue]:
        found = (record.indices.get(name) for record in records)
        return [value for value in found if value is not None and span.holds(value)]

    hr = windows("hr")
    hr_valid = [window for window in hr if usable(window) is not None]
    hr_seconds = covered_seconds(hr_valid)
    expects_vagal = _expects_vagal(records)
    fits = not expects_vagal or span.duration >= settings.windows.vagal_s
    if len(hr_valid) < MIN_VALUES or hr_seconds < MIN_SPAN_S or not fits:
        return None, _failure(hr)
    vagal_index, vagal_valid = _vagal_axis(windows, settings.baseline.vagal_axis)
    vagal_seconds = covered_seconds(vagal_valid)
    valid_s = min(hr_seconds, vagal_seconds) if expects_vagal else hr_seconds
    reasons = _doubts(records, span, settings, hr=hr, valid_s=valid_s)
    hr_values = _numbers(hr_valid)
    vagal_values = _numbers(vagal_valid)
    vagal_sd = robust_sd(vagal_values) if vagal_index else None
    hr_sd, rules = robust_sd(hr_values), settings.baseline
    baseline = Baseline(
        baseline_id=f"{person}-b{number}",
        person=person,
        t0=span.t0,
        t1=span.t1,
        hr=float(np.median(hr_values)),
        hr_spread=max(hr_sd, settings.baseline.hr_floor_bpm),
        vagal=float(np.median(vagal_values)) if vagal_index else None,
        vagal_spread=None if vagal_sd is None else max(vagal_sd, rules.ln_rmssd_floor),
        vagal_index=vagal_index,
        vagal_sd=vagal_sd,
        hr_sd=hr_sd,
        n_hr=hr_seconds / settings.windows.hr_s,
        n_vagal=vagal_seconds / settings.windows.vagal_s,
        provisional=bool(reasons),
        reasons=reasons if vagal_index else (*reasons, Reason.HR_ONLY),
        resp_rate=_median(windows("resp_rate")),
        resp_amplitude=_median(windows("resp_amplitude")),
    )
    return baseline, ()


def with_floors(baseline: Baseline, rules: BaselineSettings, number: int) -> Baseline:
    """Return a baseline with the spreads that other floors give it, under a new number.

    Where an older journal does not hold the spread without the floor, it can only grow.
    """
    sd = baseline.hr_spread if baseline.hr_sd is None else baseline.hr_sd
    vagal_sd, vagal_spread = baseline.vagal_sd, baseline.vagal_spread
    if vagal_sd is not None:
        vagal_spread = max(vagal_sd, rules.ln_rmssd_floor)
    return replace(
        baseline,
        baseline_id=f"{baseline.person}-b{number}",
        hr_spread=max(sd, rules.hr_floor_bpm),
        vagal_spread=vagal_spread,
    )


def baseline_number(baseline: Baseline | None) -> int:
    """Return the number in a baseline's identifier; 0 for none."""
    return int(baseline.baseline_id.rpartition("-b")[2]) if baseline else 0


def _numbers(windows: Sequence[IndexValue]) -> list[float]:
    return [number for window in windows if (number := usable(window)) is not None]


def _median(windows: Sequence[IndexValue]) -> float | None:
    numbers = _numbers(windows)
    return float(np.median(numbers)) if len(numbers) >= MIN_VALUES else None


def _failure(hr: Sequence[IndexValue]) -> tuple[Reason, ...]:
    """Return why nothing could be taken: too short, and the usual reasons for missing HR."""
    if not hr:
        return (Reason.BASELINE_SHORT,)
    counts = Counter(
        reason for window in hr if usable(window) is None for reason in window.reasons
    )
    return (Reason.BASELINE_SHORT, *(reason for reason, _ in counts.most_common()))


def _expects_vagal(records: Sequence[Record]) -> bool:
    """Return True unless the person's source can never give a vagal index.

    Only then is the HR-only mode a full answer; where a vagal index merely failed, the baseline
    counts as short and is provisional.
    """
    values = [v for record in records if (v := record.indices.get("ln_rmssd")) is not None]
    return any(not NO_VAGAL_SOURCE.intersection(value.reasons) for value in values)


def _vagal_axis(
    windows: Callable[[str], list[IndexValue]], axis: str
) -> tuple[str, list[IndexValue]]:
    """Return the index of the vagal axis and its valid windows; an empty name for HR only.

    The index that the study has chosen: one that is there whatever it measures. Peak-to-trough
    RSA is none, for a withdrawal and speech take it away
    (``docs/decisions/0037-the-vagal-axis.md``).
    """
    valid = [window for window in windows(axis) if usable(window) is not None]
    return (axis, valid) if _enough(valid) else ("", [])


def _enough(windows: Sequence[IndexValue]) -> bool:
    return len(windows) >= MIN_VALUES and covered_seconds(windows) >= MIN_SPAN_S


def _doubts(
    records: Sequence[Record],
    span: BaselineSpan,
    settings: EngineSettings,
    *,
    hr: Sequence[IndexValue],
    valid_s: float,
) -> tuple[Reason, ...]:
    """Return the acceptance rules that are not met, in their order."""
    rules = settings.baseline
    tiles = tile(hr, settings.windows.hr_s)
    flagged = float(np.mean([window.pct_flagged for window in tiles]))
    coverage = float(np.mean([window.coverage for window in tiles]))
    drift = heart_rate_drift(hr, span, settings.windows.hr_s)
    confounds = {code for record in records for code in record.confounds}
    broken = {
        Reason.ULTRA_SHORT: settings.windows.ultra_short,
        Reason.BASELINE_SHORT: valid_s < rules.min_valid_s,
        Reason.BASELINE_FLAGGED: flagged > rules.max_flagged,
        Reason.BASELINE_COVERAGE: coverage < rules.min_coverage or drift is None,
        Reason.BASELINE_DRIFT: drift is not None and drift > rules.max_drift_bpm,
        Reason.BASELINE_CONFOUNDED: bool(confounds.difference(NOT_CONFOUNDING)),
    }
    return tuple(reason for reason, is_broken in broken.items() if is_broken)


def tile(windows: Sequence[IndexValue], length: float) -> list[IndexValue]:
    """Return windows that lie end to end, counted from the last; the first completes them.

    So every second of the span weighs the same, where a mean over sliding windows would hardly
    see its edges.
    """
    chosen: list[IndexValue] = []
    for window in reversed(windows):
        if not chosen or window.t1 <= chosen[-1].t1 - length:
            chosen.append(window)
    if windows and chosen[-1] is not windows[0]:
        chosen.append(windows[0])
    return chosen


def heart_rate_drift(
    windows: Sequence[IndexValue], span: BaselineSpan, window_s: float
) -> float | None:
    """Return |mean HR of the last 60 s - of the first 60 s| in bpm, or None if not known.

    A span below 180 s is compared by its thirds, but never by less than one window.
    """
    segment = max(window_s + 1, min(DRIFT_SEGMENT_S, span.duration / 3))
    first = _numbers([window for window in windows if window.t1 <= span.t0 + segment])
    last = _numbers([window for window in windows if window.t0 >= span.t1 - segment])
    if not first or not last:
        return None
    return abs(float(np.mean(last)) - float(np.mean(first)))
