"""Process measures: what zones and axes add up to over a span of a session (methods 5.1)."""

from __future__ import annotations

from dataclasses import dataclass

from safehold.core.reasons import Reason
from safehold.core.types import Status


@dataclass(frozen=True, slots=True)
class MeasureType:
    """What a measure is, and what it cannot mean."""

    unit: str
    meaning: str
    cannot_mean: str


_RULE = "the outcome of a rule on windows of 30 and 60 s inside the span, not an observed state"
_TIME = f"{_RULE}; more or less of it is neither better nor worse"
_WITHIN = (
    f"{_RULE}; anything may lie behind it, dissociation with normal autonomic function included"
)
_LOW = f"{_RULE}; a baseline taken too high, habituation, fatigue or medication give the same"
_RUN = "speech, movement, posture and hard thinking give the same; what is shorter is not seen"
_RETURN = "windows of 30 and 60 s smooth it; says nothing about why it ended"
_ELEVATION = (
    "arithmetic on heart rate and RSA, not what the person took on; seconds that are not valid "
    "add nothing, so spans with other valid time do not compare"
)
_CONTROLLED = "moments that resemble each other in level may differ in all else"
_BEFORE_AFTER = (
    "falls by itself after high and rises after low values (regression to the mean): read it with "
    "the adjusted change only"
)
_SHIFTS = (
    "tells how often the timing of the codes alone gives as much; codes set in answer to the "
    "signal make it small without any other connection"
)
_CODED = "what a coder marked, not what happened between two people"
_REPAIR = (
    "no control and no test: what was high when a rupture was coded falls by itself; says nothing "
    "about what repaired it"
)


_MEAN = (
    "over the span: of windows of 60 to 120 s into which it is cut, or of the span as one window "
    "from 45 s on (a: 15 s), from the beats and breaths inside it (v: from 15 s after its begin)"
)
_LEVEL = (
    "heart rate and RSA against the own rest: speech, movement, posture and breathing move them"
)


def _events(axis: str, name: str) -> dict[str, MeasureType]:
    stem, far = f"event_change_{axis}", {"a": 60, "v": 70}[axis]
    return {
        stem: MeasureType(
            "z",
            f"mean {name} from 10 to {far} s after minus {far} to 10 s before an onset of the "
            "code, from windows inside these, mean over onsets; given only beside the adjusted "
            "change",
            _BEFORE_AFTER,
        ),
        f"{stem}_from_level": MeasureType(
            "z",
            f"mean {name} from 10 to {far} s after an onset minus the level of its last 3 s, mean "
            "over onsets; given only beside the adjusted change",
            _BEFORE_AFTER,
        ),
        f"{stem}_adjusted": MeasureType(
            "z",
            f"{stem}_from_level minus the mean of the same over at least 3 matched moments: the "
            "level of the last 3 s within 0.2 z of the event's, no onset of the code in the 70 s "
            "before; what onsets after a matched moment add to it is taken out",
            _CONTROLLED,
        ),
        f"{stem}_p": MeasureType(
            "1",
            "share of circular shifts of the onsets (by 60 s or more, 999, seeded) whose mean "
            f"{stem} is as large, in either direction, as the one found",
            _SHIFTS,
        ),
    }


MEASURES: dict[str, MeasureType] = {
    "mean_a": MeasureType("z", f"mean arousal a {_MEAN}", _LEVEL),
    "mean_v": MeasureType("z", f"mean vagal axis v {_MEAN}", _LEVEL),
    "time_high": MeasureType("s", "valid time in high activation", _TIME),
    "time_within": MeasureType("s", "valid time within the own range", _WITHIN),
    "time_low": MeasureType("s", "valid time in low activation (ambiguous)", _LOW),
    "share_high": MeasureType("1", "time_high by valid time, 0-1", _TIME),
    "share_within": MeasureType("1", "time_within by valid time, 0-1", _WITHIN),
    "share_low": MeasureType("1", "time_low by valid time, 0-1", _LOW),
    "excursions": MeasureType(
        "1", "runs of 10 s or more outside the own range; unknown for more than 15 s splits", _RUN
    ),
    "excursions_per_hour": MeasureType("1/h", "excursions by hours of valid time", _RUN),
    "excursion_duration": MeasureType(
        "s", "median length of the excursions; with cut-off ones a lower bound", _RUN
    ),
    "excursion_peak": MeasureType("z", "largest |a| in an excursion", _RUN),
    "excursion_area": MeasureType(
        "z*s",
        "sum over the seconds of all excursions of |a| minus the threshold; seconds below it "
        "count negative",
        _RUN,
    ),
    "return_latency": MeasureType(
        "s", "median time from the peak of |a| to the end, of excursions seen whole", _RETURN
    ),
    "restoration_half_life": MeasureType(
        "s",
        "median over excursions of ln 2 times the time constant of ln|a|, fitted from one heart "
        "rate window after |a| was last at 90 % of its peak until |a| < 0.5, on at least 30 s, "
        "R^2 at least 0.5",
        _RETURN,
    ),
    "oscillations_per_10min": MeasureType(
        "1/(10 min)",
        "rises of x = (a - v)/2 above 0.75 that are followed by a fall below 0.25, by valid time",
        "swings of heart rate and RSA, whatever they go with; speech turns give the same",
    ),
    "oscillation_amplitude": MeasureType(
        "z",
        "median over those of the highest x minus the lowest x since the one before",
        "swings of heart rate and RSA, whatever they go with; speech turns give the same",
    ),
    "elevation_within": MeasureType(
        "z*min",
        "sum of x above 0.5 inside the own range (elevated, near the upper threshold), minus what "
        "the person's own rest adds in as long a time, from the spread of the baseline; about 0 "
        "at rest, and may be below it",
        _ELEVATION,
    ),
    "elevation_high": MeasureType("z*min", "sum of x above 0.5 over high activation", _ELEVATION),
    "near_baseline_share": MeasureType(
        "1",
        "share of valid time near the own baseline (x below 0.5), 0-1",
        "what was felt or asked for is not in it: people rate and code that",
    ),
    "near_baseline_longest": MeasureType(
        "s",
        "longest run near the own baseline; unknown for more than 15 s splits",
        "what was felt or asked for is not in it: people rate and code that",
    ),
    **_events("a", "arousal a"),
    **_events("v", "vagal axis v"),
    "ruptures": MeasureType(
        "1",
        "ruptures as coded; one that begins before the one before it was repaired is not counted",
        _CODED,
    ),
    "ruptures_repaired": MeasureType("1", "of those, how many have a coded repair", _CODED),
    "repair_change_a": MeasureType(
        "z",
        "median over episodes of the mean arousal a 10 to 60 s after the repair's onset minus "
        "that 10 to 60 s after the rupture's; from 5 episodes on",
        _REPAIR,
    ),
    "repair_change_v": MeasureType(
        "z", "the same of the vagal axis v, 10 to 70 s; from 5 episodes on", _REPAIR
    ),
    "repair_change_safety": MeasureType(
        "scale's own",
        "median over episodes of the own first answer on felt safety within 300 s after the "
        "repair's onset minus the last within 300 s before the rupture's; from 5 episodes on",
        _REPAIR,
    ),
    "repair_to_within": MeasureType(
        "s",
        "median time from the repair's onset to the first second within the own range, 0 where it "
        "is there already; from 5 episodes on",
        _RETURN,
    ),
}
"""Every measure by name."""


@dataclass(frozen=True, slots=True)
class ProcessMeasure:
    """One measure of one person over one span. ``value`` is None exactly when missing."""

    person: str
    span: str
    """``session``, ``phase:<name>``, ``code:<code>``, ``part:<name>``, ``span:<from>-<to>s`` or
    ``rupture-repair``."""
    t0: float | None
    """Start of the span, session time s; of a code: of its first occurrence; None without one."""
    t1: float | None
    """End of the span; of a code: of its last occurrence, of changes around events its onset."""
    name: str
    """One of :data:`MEASURES`."""
    value: float | None
    status: Status
    reasons: tuple[Reason, ...]
    valid_s: int
    """Seconds that entered."""
    pct_unknown: float | None
    """Share of the span's seconds that are not valid, 0-100; None for a span without seconds."""
    n: int
    """What the value rests on: excursions, swings, runs, events; for times and doses seconds."""
    censored: int = 0
    """How many of ``n`` are cut off by unknown time or by the limits of the span."""
    se: float | None = None
    """Standard error in ``unit``, where the method gives one."""

    @property
    def unit(self) -> str:
        """Unit of the value."""
        return MEASURES[self.name].unit
