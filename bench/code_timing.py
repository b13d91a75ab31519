"""How true are numbers by code, and changes around events, when the body changes exactly then?

Simulated hearts whose rate and RSA change with the codes and at no other time. *Before*: the
values of the ticks within the code, each of a window that looks back. *After*: windows that belong
to the code, as measures, epochs and maps have them. Everything is seeded.

    python bench/code_timing.py --out bench/results/code_timing.json
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from _hearts import Heart, seconds_of, simulate

from processing.indices.summary import PersonRecord
from processing.measures.course import Course
from processing.measures.event_change import FAR_S, MIN_EVENTS, NEAR_S, event_change
from processing.zones.zones import ZoneTracker
from safehold.core.settings import STANDARD
from safehold.core.types import (
    Baseline,
    Beat,
    BeatStatus,
    FloatArray,
    IndexValue,
    Status,
    ZoneName,
)

REST_S = (60.0, 300.0)
AT_REST = Heart(sd=1.5, wander=0.05, breath_cv=0.15)
RISE_S = 6.0
"""Time constant with which the heart rate follows, s."""
UP_BPM, DOWN = 15.0, 0.45
"""Activation: heart rate by so much up, RSA times so much."""
LENGTHS = (30, 60, 120, 300)
SEEDS = 3
EVENT_SEEDS, RISE_SEEDS = 60, 120
STEP_BPM, STEP_DOWN, STEP_S = 6.0, 0.6, 75.0

Effect = Callable[[float], float]


def rise(t: float, onsets: Sequence[float], length: float) -> float:
    """Return how far the heart rate has followed at a time, 0-1."""
    x = 0.0
    for onset in onsets:
        if t >= onset:
            gone = max(0.0, t - onset - length)
            x += (1 - math.exp(-min(t - onset, length) / RISE_S)) * math.exp(-gone / RISE_S)
    return x


def heart(
    seed: int, duration: float, faster: Effect, less: Effect
) -> tuple[FloatArray, FloatArray]:
    """Return beat times, s, and the rate meant at each, bpm."""
    made = simulate(replace(AT_REST, rate=faster, rsa=less), seed, duration)
    return made.beats, made.rates


def steady_change(faster: float, less: float) -> float:
    """Return by how much ln RMSSD (60 s) of a heart changes that stays so.

    A faster heart has a lower RMSSD at the same swing, so it is not ``ln(less)``.
    """
    both = []
    for up, k in ((0.0, 1.0), (faster, less)):
        values = [
            seconds_of(heart(seed, 1800, lambda _, u=up: u, lambda _, x=k: x)[0], 1800).ln_rmssd
            for seed in range(500, 508)
        ]
        both.append(float(np.nanmean(values)))
    return both[1] - both[0]


def course_of(beats: FloatArray, until: int) -> tuple[Course, list[ZoneName]]:
    """Return a person's course against the own rest, and the zones as ticks say them."""
    made = seconds_of(beats, until)
    hr, ln, pairs = made.hr, made.ln_rmssd, made.pairs
    rest = slice(int(REST_S[0]) + 60, int(REST_S[1]))
    windows, rules = STANDARD.windows, STANDARD.baseline

    def spread(x: FloatArray, floor: float) -> float:
        return max(1.4826 * float(np.median(np.abs(x - np.median(x)))), floor)

    base = Baseline(
        "p-b1", "p", *REST_S, float(np.median(hr[rest])), spread(hr[rest], rules.hr_floor_bpm),
        float(np.median(ln[rest])), spread(ln[rest], rules.ln_rmssd_floor), "ln_rmssd", 0.1,
        240 / windows.hr_s, 240 / windows.vagal_s, False, (),
    )  # fmt: skip
    tracker, zones, numbers = ZoneTracker(STANDARD), [], np.full((4, until), np.nan)
    for k in range(until):
        values = {
            name: IndexValue(
                name, float(x), "", Status.OK, (), 0.0, 0.0, "rr", n_pairs=int(pairs[k]),
            )
            for name, x in (("hr", hr[k]), ("ln_rmssd", ln[k]))
            if math.isfinite(x)
        }  # fmt: skip
        zone = tracker.update(k + 1, values, base if k + 1 > REST_S[1] else None, ())
        zones.append(zone.state)
        numbers[:, k] = [math.nan if x is None else x for x in (zone.a, zone.sa, zone.v, zone.sv)]
    rows = [
        Beat("p", float(at), float(1000 * (at - before)), BeatStatus.OK, (), "rr")
        for before, at in itertools.pairwise(beats)
    ]
    a, sa, v, sv = numbers
    none = np.zeros(until, dtype=bool)
    number = np.where(np.arange(1, until + 1) > REST_S[1], 0, -1)
    record = PersonRecord("p", [Beat("p", 0.0, None, BeatStatus.FIRST, (), "rr"), *rows], (), ())
    course = Course(
        1, a, sa, v, sv, [STANDARD.zones] * until, none, none, number, windows.hr_s,
        windows.vagal_s, {0: base}, record,
    )  # fmt: skip
    return course, zones


def by_code(length: int, seeds: int) -> dict[str, float]:
    """Return what is said of codes of a length during which the body is high, and after them."""
    said: dict[str, list[float]] = {}

    def add(name: str, value: float) -> None:
        said.setdefault(name, []).append(value)

    fall = steady_change(UP_BPM, DOWN)
    for seed in range(seeds):
        until = 3000
        onsets = list(np.arange(560.25, until - length - 60, length + 300))
        beats, rates = heart(
            40 + seed, until + 5, lambda t, on=onsets: UP_BPM * rise(t, on, length),
            lambda t, on=onsets: DOWN if any(x <= t < x + length for x in on) else 1.0,
        )  # fmt: skip
        course, zones = course_of(beats, until)
        base = course.baselines[0]
        high = np.array([zone is ZoneName.HIGH for zone in zones])
        seconds = 1 + np.arange(until)

        def cells(spans: Sequence[tuple[float, float]], at: FloatArray = seconds) -> np.ndarray:
            return np.any([(at >= t0) & (at < t1) for t0, t1 in spans], axis=0)

        spans = {
            "within": [(x, x + length) for x in onsets],
            "after": [(x + length, x + length + 60) for x in onsets],
            "rest": [(x - 150, x - 30) for x in onsets],
        }
        for name, where in spans.items():
            series, inside = course.belonging(where), cells(where)
            add(f"share_high_{name}_ticks", float(high[inside].mean()))
            if series.valid.any():
                add(f"share_high_{name}", float(series.high.sum() / series.valid.sum()))
            add(f"valid_{name}", float(series.valid.sum() / inside.sum()))
        rest, codes = course.level(spans["rest"]), course.level(spans["within"])
        follows = 1 - RISE_S / length * (1 - math.exp(-length / RISE_S))
        truth = {"a": UP_BPM * follows / base.hr_spread, "v": fall / base.vagal_spread}
        inside, resting = cells(spans["within"]), cells(spans["rest"])
        for axis, values in (("a", course.a), ("v", course.v)):
            ticks = float(np.nanmean(values[inside]) - np.nanmean(values[resting]))
            add(f"{axis}_ticks", ticks / truth[axis])
            value, reference = codes[axis].value, rest[axis].value
            if value is not None and reference is not None:
                add(axis, (value - reference) / truth[axis])
        at_rest = float(rates[cells([REST_S], beats)].mean())
        for span in spans["within"]:
            meant = (float(rates[cells([span], beats)].mean()) - at_rest) / base.hr_spread
            for axis, level in course.level([span]).items():
                if level.value is not None and level.se is not None:
                    off = level.value - (meant if axis == "a" else truth["v"])
                    add(f"{axis}_covered", abs(off) <= 1.96 * level.se)
    return {k: round(float(np.mean(v)), 3) for k, v in said.items()}


def around_events(seeds: int, *, effect: bool, at_rises: bool) -> dict[str, float]:
    """Return changes around ten events a session, as shares of the truth or, without any, in z."""
    said: dict[str, list[float]] = {}
    fall = steady_change(STEP_BPM, STEP_DOWN) if effect else 0.0
    for seed in range(seeds):
        rng, until = np.random.default_rng(seed), 3400
        spread = np.sort(rng.choice(np.arange(400, 3200, 200), 10, replace=False))
        onsets = (spread + rng.integers(0, 40, 10)).tolist()
        if at_rises:
            beats, _ = heart(900 + seed, until + 5, lambda _: 0, lambda _: 1)
            course, _ = course_of(beats, until)
            above = course.a > 0.5
            rises = 2 + np.flatnonzero(above[1:] & ~above[:-1] & (np.arange(until - 1) > 400))
            chosen = rng.random(rises.size) < 0.5
            onsets = rises[chosen].tolist()
        else:
            beats, _ = heart(
                900 + seed, until + 5,
                lambda t, on=onsets: STEP_BPM * effect * rise(t, on, STEP_S),
                lambda t, on=onsets: (
                    STEP_DOWN if effect and any(x <= t < x + STEP_S for x in on) else 1.0
                ),
            )  # fmt: skip
            course, _ = course_of(beats, until)
        base = course.baselines[0]
        follows = 1 - RISE_S / (FAR_S - NEAR_S) * (
            math.exp(-NEAR_S / RISE_S) - math.exp(-FAR_S / RISE_S)
        )
        truth = {
            "a": STEP_BPM * follows / base.hr_spread, "v": fall / base.vagal_spread
        }  # fmt: skip
        for axis, values, window_s in course.axes:
            events = [int(x) - 1 for x in onsets]
            new = event_change(values, events, course.baseline, window_s)
            old = former(values, events)
            by = truth[axis] if effect else 1.0
            for name, value in (
                (f"{axis}_ticks", old), (f"{axis}", new.change),
                (f"{axis}_adjusted", new.adjusted),
            ):  # fmt: skip
                if value is not None and math.isfinite(value):
                    said.setdefault(name, []).append(value / by)
            if new.n >= MIN_EVENTS and new.adjusted is not None and new.se[2] is not None:
                off = abs(new.adjusted - (truth[axis] if effect else 0.0))
                said.setdefault(f"{axis}_covered", []).append(off <= 1.96 * new.se[2])
    kept = {k: v for k, v in said.items() if not (at_rises and k.endswith("_ticks"))}
    means = {k: round(float(np.mean(v)), 3) for k, v in kept.items()}
    return means | {"judged_sessions": len(said.get("v_covered", []))}


def former(values: FloatArray, events: Sequence[int]) -> float:
    """Return the change from the ticks 10 to 60 s after minus those 60 to 10 s before."""
    changes = [np.mean(values[k + 10 : k + 61]) - np.mean(values[k - 60 : k - 9]) for k in events]
    return float(np.nanmean(changes))


def main() -> None:
    """Run everything and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--event-seeds", type=int, default=EVENT_SEEDS)
    options = parser.parse_args()
    n = options.event_seeds
    found = {
        "seeds": options.seeds,
        "event_seeds": n,
        "codes": {str(length): by_code(length, options.seeds) for length in LENGTHS},
        "events": {
            "step": around_events(n, effect=True, at_rises=False),
            "none": around_events(n, effect=False, at_rises=False),
            "none_at_rises": around_events(RISE_SEEDS, effect=False, at_rises=True),
        },
    }
    text = json.dumps(found, indent=1) + "\n"
    print(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
