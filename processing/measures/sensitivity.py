"""How much the zones of a session owe to their thresholds and to the choice of baseline.

The zone rule is run again over final ticks, once per choice. Nothing of it was shown live: it is a
sensitivity analysis for reports (methods 4.3, 4.6.5).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from processing.zones.baseline import BaselineSpan, Record, robust_sd, take_baseline
from processing.zones.zones import ZoneTracker, usable
from safehold.core.reasons import Reason
from safehold.core.settings import VAGAL_AXES, EngineSettings
from safehold.core.types import Baseline, IndexValue, Tick, ZoneName

THRESHOLDS = (1.5, 2.0, 2.5)
IN_FORCE = "as it was in force"
MIN_VALUES = 30
"""A pooled baseline needs so many seconds on each axis."""


@dataclass(frozen=True, slots=True)
class ZoneShares:
    """Shares of valid time in each zone under one choice."""

    person: str
    choice: str
    """What was chosen, in words."""
    threshold: float
    """Heart-rate threshold, z."""
    baseline: str
    """Identifier of the baseline, ``pooled``, or `IN_FORCE`."""
    valid_s: int
    """Seconds with a known zone."""
    high: float | None
    """0-1; None without valid time."""
    within: float | None
    low: float | None


def zone_sensitivity(
    ticks: Sequence[Tick],
    baselines: Sequence[Baseline],
    settings: EngineSettings,
    end_spans: Sequence[tuple[float, float]] = (),
) -> tuple[ZoneShares, ...]:
    """Return one person's zone shares under other thresholds and other baselines.

    Parameters
    ----------
    ticks : sequence of Tick
        One person's ticks by time, one per second at most.
    baselines : sequence of Baseline
        The baselines that were taken of this person.
    settings : EngineSettings
        Those of the session.
    end_spans : sequence of (float, float)
        When end baselines were taken, session time s: the last one stands beside the others.

    Returns
    -------
    tuple of ZoneShares
        The baseline as it was in force under each threshold of `THRESHOLDS`; then, under the
        session's own threshold, each baseline over the whole session, the one with the lower
        heart rate named so, both halves of the first one, the first one on each other vagal axis,
        and all pooled where there are two.
    """
    if not ticks:
        return ()
    by_id = {baseline.baseline_id: baseline for baseline in baselines}
    own = settings.zones.th
    in_force = [by_id.get(tick.zone.baseline_id) for tick in ticks]
    rows = [
        zone_shares(
            ticks, in_force, _with_threshold(settings, th), f"threshold {th:g} z", IN_FORCE
        )
        for th in sorted({*THRESHOLDS, own})
    ]
    end = baseline_over(ticks, end_spans[-1], settings, "end baseline") if end_spans else None
    baselines = [*baselines, *([] if end is None else [end])]
    lowest = min(baselines, key=lambda b: b.hr, default=None)
    for baseline in baselines:
        low = len(baselines) > 1 and baseline is lowest
        words = f"baseline {baseline.baseline_id}{', the lower one' if low else ''}, throughout"
        rows.append(
            zone_shares(ticks, [baseline] * len(ticks), settings, words, baseline.baseline_id)
        )
    others = (*halves(ticks, baselines, settings), *other_axes(ticks, baselines, settings))
    for other, name in others:
        words = f"{name}, throughout"
        rows.append(zone_shares(ticks, [other] * len(ticks), settings, words, name))
    pool = pooled_baseline(ticks, baselines, settings) if len(baselines) > 1 else None
    if pool is not None:
        words = "all baselines pooled, throughout"
        rows.append(zone_shares(ticks, [pool] * len(ticks), settings, words, pool.baseline_id))
    return tuple(rows)


def baseline_over(
    ticks: Sequence[Tick], span: tuple[float, float], settings: EngineSettings, name: str
) -> Baseline | None:
    """Return the baseline that a span gives by the rules of the live one; None where it does not.

    Parameters
    ----------
    ticks : sequence of Tick
        One person's.
    span : (float, float)
        The used span, session time s.
    settings : EngineSettings
        Rules, floors, windows.
    name : str
        Its identifier.
    """
    found, _ = rest_over(ticks, span, settings)
    return None if found is None else dataclasses.replace(found, baseline_id=name)


def rest_over(
    ticks: Sequence[Tick], span: tuple[float, float], settings: EngineSettings, number: int = 0
) -> tuple[Baseline | None, tuple[Reason, ...]]:
    """Return the baseline that a span gives by the rules of the live one, or why it gives none.

    Parameters
    ----------
    ticks : sequence of Tick
        One person's.
    span : (float, float)
        The used span, session time s.
    settings : EngineSettings
        Rules, floors, windows.
    number : int
        Number in its identifier.
    """
    records = [
        Record(tick.t, {value.name: value for value in tick.indices}, tick.zone.confounds)
        for tick in ticks
        if span[0] <= tick.t <= span[1]
    ]
    person = ticks[0].person if ticks else ""
    return take_baseline(records, BaselineSpan(*span), settings, person=person, number=number)


def halves(
    ticks: Sequence[Tick], baselines: Sequence[Baseline], settings: EngineSettings
) -> list[tuple[Baseline, str]]:
    """Return the first and second half of the first baseline, where each gives one."""
    if not baselines:
        return []
    first = baselines[0]
    middle = (first.t0 + first.t1) / 2
    found = []
    for span, word in (((first.t0, middle), "first"), ((middle, first.t1), "second")):
        name = f"{word} half of {first.baseline_id}"
        half = baseline_over(ticks, span, settings, name)
        if half is not None:
            found.append((half, name))
    return found


def other_axes(
    ticks: Sequence[Tick], baselines: Sequence[Baseline], settings: EngineSettings
) -> list[tuple[Baseline, str]]:
    """Return the first baseline on each vagal axis that it was not taken on."""
    if not baselines:
        return []
    first, found = baselines[0], []
    for axis in VAGAL_AXES:
        rules = dataclasses.replace(settings.baseline, vagal_axis=axis)
        name = f"{first.baseline_id} on {axis}"
        other = None
        if axis != first.vagal_index:
            chosen = dataclasses.replace(settings, baseline=rules)
            other = baseline_over(ticks, (first.t0, first.t1), chosen, name)
        if other is not None and other.vagal_index:
            found.append((other, name))
    return found


def pooled_baseline(
    ticks: Sequence[Tick], baselines: Sequence[Baseline], settings: EngineSettings
) -> Baseline | None:
    """Return the baseline over the windows of all baselines; None where they have no axis alike.

    Medians and robust spreads of the values of both, with the floors of the settings.
    """
    first = baselines[0]
    if any(baseline.vagal_index != first.vagal_index for baseline in baselines):
        return None

    def values(name: str) -> list[float]:
        found = (tick.index(name) for tick in ticks)
        inside = (value for value in found if value is not None and _in_one(value, baselines))
        return [number for value in inside if (number := usable(value)) is not None]

    hr = values("hr")
    vagal = values(first.vagal_index) if first.vagal_index else []
    if len(hr) < MIN_VALUES or (first.vagal_index and len(vagal) < MIN_VALUES):
        return None
    rules = settings.baseline
    sd = robust_sd(vagal) if vagal else None
    return dataclasses.replace(
        first,
        baseline_id="pooled",
        hr=float(np.median(hr)),
        hr_spread=max(robust_sd(hr), rules.hr_floor_bpm),
        vagal=float(np.median(vagal)) if vagal else None,
        vagal_sd=sd,
        vagal_spread=None if sd is None else max(sd, rules.ln_rmssd_floor),
        n_hr=sum(baseline.n_hr for baseline in baselines),
        n_vagal=sum(baseline.n_vagal for baseline in baselines),
    )


def _in_one(value: IndexValue, baselines: Sequence[Baseline]) -> bool:
    return any(b.t0 <= value.t0 and value.t1 <= b.t1 for b in baselines)


def _with_threshold(settings: EngineSettings, th: float) -> EngineSettings:
    return dataclasses.replace(settings, zones=dataclasses.replace(settings.zones, th=th))


def zone_shares(
    ticks: Sequence[Tick],
    baselines: Sequence[Baseline | None],
    settings: EngineSettings,
    choice: str,
    name: str,
) -> ZoneShares:
    """Return the zone shares over ticks, each judged against the baseline beside it."""
    tracker = ZoneTracker(settings)
    seconds = dict.fromkeys((ZoneName.HIGH, ZoneName.WITHIN, ZoneName.LOW), 0)
    last = None
    for tick, baseline in zip(ticks, baselines, strict=True):
        if last is not None and tick.t <= last:
            continue  # a second that two runs of the engine have in common
        last = tick.t
        indices = {value.name: value for value in tick.indices}
        zone = tracker.update(tick.t, indices, baseline, tick.zone.confounds)
        if zone.state in seconds and not zone.held:
            seconds[zone.state] += 1
    valid = sum(seconds.values())
    high, within, low = (count / valid if valid else None for count in seconds.values())
    return ZoneShares(ticks[0].person, choice, settings.zones.th, name, valid, high, within, low)
