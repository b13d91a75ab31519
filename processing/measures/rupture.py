"""From rupture to repair: what a person's axes and own answers did in between (methods 5.1).

Codes say when; nothing here finds a rupture. Fewer than five episodes give counts only. There is
no control moment and no test: what was high when a rupture was coded falls by itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from processing.clock.order import median
from processing.measures.course import Course
from processing.measures.event_change import FAR_S, NEAR_S, far_s, window_means
from processing.measures.measures import Report, standing_remarks
from processing.measures.tick_series import TickSeries, merged, seconds_in
from safehold.core.measures import ProcessMeasure
from safehold.core.reasons import Reason
from safehold.core.settings import EngineSettings
from safehold.core.types import FloatArray

LABEL = "rupture-repair"
"""Name of the span in the results."""
MIN_EPISODES = 5
RATING_S = 300
"""An answer this near counts, s: as often as felt safety is asked by default."""

Rating = tuple[float, float]
"""Session time s, and what the person answered."""


@dataclass(frozen=True, slots=True)
class Episode:
    """From the onset of a rupture to the onset of its repair, session time s."""

    rupture: float
    repair: float | None
    """None where no repair was coded."""

    @property
    def end(self) -> float:
        """The repair, or where none was coded the rupture itself."""
        return self.rupture if self.repair is None else self.repair


def episodes(ruptures: Iterable[float], repairs: Iterable[float]) -> list[Episode]:
    """Return the episodes between onsets of ruptures and of repairs.

    A rupture that begins before the one before it was repaired belongs to its episode; a repair
    with no rupture before it to none.
    """
    marks = sorted([(t, 0) for t in ruptures] + [(t, 1) for t in repairs])
    found: list[Episode] = []
    began: float | None = None
    for t, repairs_it in marks:
        if not repairs_it:
            began = t if began is None else began
        elif began is not None:
            found.append(Episode(began, t))
            began = None
    return found if began is None else [*found, Episode(began, None)]


def axis_changes(
    values: FloatArray, window_s: float, course: Course, repaired: Sequence[Episode]
) -> list[float]:
    """Return the means 10 to 60 s after each repair minus those 10 to 60 s after its rupture.

    10 to 70 s with windows of 60 s (:func:`processing.measures.event_change.far_s`).

    Parameters
    ----------
    values : ndarray
        The axis, z, one per cell of the course; NaN where not known.
    window_s : float
        Length of the windows that the values are of, s.
    course : Course
        One person's seconds.
    repaired : sequence of Episode
        Episodes with a repair; left out are those of less than a minute, whose windows overlap,
        those with a window that is not 60 % valid, and those across a change of the baseline.
    """
    _, after, _ = window_means(values, window_s)
    found = []
    for episode in repaired:
        k, m = (math.floor(t) - course.first for t in (episode.rupture, episode.end))
        if k < 0 or m >= values.size or m - k < FAR_S:
            continue
        used = course.baseline[k : m + far_s(window_s) + 1]
        if np.unique(used[used >= 0]).size == 1 and np.isfinite(after[m] - after[k]):
            found.append(float(after[m] - after[k]))
    return found


def rating_changes(ratings: Sequence[Rating], repaired: Sequence[Episode]) -> list[float]:
    """Return the first answer within 300 s after each repair minus the last before its rupture.

    That one, too, at most 300 s before; an episode without both is left out.
    """
    found = []
    for episode in repaired:
        before = [r for r in ratings if episode.rupture - RATING_S <= r[0] <= episode.rupture]
        after = [r for r in ratings if episode.end <= r[0] <= episode.end + RATING_S]
        if before and after:
            found.append(min(after)[1] - max(before)[1])
    return found


def seconds_to_within(track: TickSeries, t: float, bridge_s: int) -> float | None:
    """Return how long after a session time the zone is first within the own range, s.

    0 where it is already; None where more than ``bridge_s`` unknown seconds, or the end, come
    first.
    """
    start = math.floor(t) - track.first
    if start < 0:
        return None
    unknown = 0
    for k in range(start, track.valid.size):
        unknown = 0 if track.valid[k] else unknown + 1
        if unknown > bridge_s:
            return None
        if track.valid[k] and not track.high[k] and not track.low[k]:
            return float(k - start)
    return None


def measure_ruptures(
    person: str,
    found: Sequence[Episode],
    ratings: Sequence[Rating],
    course: Course,
    series: TickSeries,
    settings: EngineSettings,
) -> list[ProcessMeasure]:
    """Return what one person's axes, answers and zone did from rupture to repair, as measures.

    Parameters
    ----------
    person : str
        Whose track it is.
    found : sequence of Episode
        From :func:`episodes`.
    ratings : sequence of (float, float)
        The person's own answers on felt safety.
    course : Course
        The person's.
    series : TickSeries
        The seconds of the whole of it, from :meth:`processing.measures.course.Course.belonging`.
    settings : EngineSettings
        For the longest unknown time that is bridged and the remark on ultra-short windows.

    Returns
    -------
    list of ProcessMeasure
        Medians over episodes, and their count; ``valid_s`` of the axes are the valid seconds of
        the windows, of the others those from rupture to repair.
    """
    if not found:
        return []
    repaired = [episode for episode in found if episode.repair is not None]
    spans = merged((e.rupture, e.end + 1) for e in found)
    limits = (found[0].rupture, max(e.end for e in found))
    cells = series.within(spans)
    standing = standing_remarks(series, cells, settings)
    period = seconds_in(spans)
    counted = Report(person, LABEL, limits, period, ())
    counted.add("ruptures", float(len(found)), period, len(found))
    counted.add("ruptures_repaired", float(len(repaired)), period, len(repaired))
    made = counted.made
    for axis, values, window_s in course.axes:
        known = np.isfinite(values)
        changes = axis_changes(values, window_s, course, repaired)
        windows = merged(
            (t + NEAR_S, t + far_s(window_s))
            for e in repaired for t in (math.floor(e.rupture), math.floor(e.end))
        )  # fmt: skip
        seconds = course.first + np.arange(values.size)
        inside = [(seconds > t0) & (seconds <= t1) for t0, t1 in windows]
        valid_s = int((known & np.logical_or.reduce(inside)).sum()) if inside else 0
        report = Report(person, LABEL, limits, seconds_in(windows) or period, standing)
        _add(report, f"repair_change_{axis}", changes, valid_s)
        made += report.made
    answers = Report(person, LABEL, limits, period, ())
    _add(answers, "repair_change_safety", rating_changes(ratings, repaired), period)
    bridge = settings.zones.unknown_after_s
    latencies = [seconds_to_within(series, e.end, bridge) for e in repaired]
    seen = [latency for latency in latencies if latency is not None]
    report = Report(person, LABEL, limits, period, standing)
    valid_s = int((series.valid & cells).sum())
    _add(report, "repair_to_within", seen, valid_s, cut=len(latencies) - len(seen))
    return made + answers.made + report.made


def _add(
    report: Report, name: str, values: Sequence[float], valid_s: int, *, cut: int = 0
) -> None:
    """Add the median over episodes; of fewer than five nothing but how many there are."""
    few = len(values) < MIN_EPISODES
    value = None if few else median(values)
    report.add(name, value, valid_s, len(values), censored=cut, missing=Reason.TOO_FEW_EPISODES)
