"""What the zone rule does on simulated hearts: detection, delay, false alarms.

Beats are drawn from a seeded model of a resting person; heart rate and ln RMSSD are computed here
from the intervals by their definitions (methods 1.1), and baseline collector and zone tracker of
the workbench see them tick by tick. No signal, detector or flag takes part: this measures the
rule, not the whole pipeline.

Run ``python bench/zone_rest_simulation.py``; results go to ``bench/results/``.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from processing.zones.baseline import BaselineCollector
from processing.zones.zones import ZoneTracker
from safehold.core.reasons import Reason
from safehold.core.settings import (
    DEMO,
    PIPELINE_DELAY_S,
    STANDARD,
    BaselineSettings,
    EngineSettings,
)
from safehold.core.types import (
    Baseline,
    FloatArray,
    IndexValue,
    Status,
    SubZone,
    ZoneName,
    ZoneState,
)

RADIUS = 0.80
"""Pole radius of the two resonances: how regular they are."""


@dataclass(frozen=True)
class Excursion:
    """A step of the heart: rate up by ``bpm``, RMSSD times ``vagal``, from onset to offset (s).

    RMSSD steps at once; the rate follows with a time constant of ``rise`` seconds, as hearts do.
    (A jump within one beat would itself count as beat-to-beat variability for a whole window.)
    """

    bpm: float
    vagal: float
    onset: float
    offset: float
    rise: float = 5.0

    def active(self, t: float) -> bool:
        return self.onset <= t < self.offset

    def rate(self, t: float) -> float:
        """Return the change of rate at time t, bpm."""
        up = 1 - math.exp(-max(0.0, min(t, self.offset) - self.onset) / self.rise)
        return self.bpm * up * math.exp(-max(0.0, t - self.offset) / self.rise)


@dataclass(frozen=True)
class Heart:
    """A resting heart: means, and the sizes of its fluctuations.

    Set so that a 30-min rest has the SD of ln RMSSD in windows of 30 / 60 / 120 s that was
    measured on a real one (.15 / .12 / .09; methods 1.1) and a robust SD of HR in short spans of
    about 1-3 bpm (methods 4.3); not to any result below.
    """

    hr: float = 70.0
    slow_bpm: float = 2.0
    """SD of the slow wandering of the rate (time constant 60 s), bpm."""
    rmssd_ms: float = 35.0
    wander: float = 0.07
    """SD of the slow wandering of ln RMSSD (time constant 120 s)."""
    lf_share: float = 0.35
    white_share: float = 0.15


def _resonance(
    rng: np.random.Generator, n: int, cycles_per_beat: float, radius: float
) -> NDArray[np.float64]:
    """Return n samples of an AR(2) process around a frequency, with unit RMSSD."""
    poles = [1.0, -2 * radius * math.cos(2 * math.pi * cycles_per_beat), radius**2]
    series = np.asarray(lfilter([1.0], poles, rng.standard_normal(n + 500))[500:])
    return series / math.sqrt(float(np.mean(np.diff(series) ** 2)))


def simulate_beats(
    seed: int, duration: float, excursion: Excursion | None = None, heart: Heart | None = None
) -> FloatArray:
    """Return beat times in s from 0 to ``duration``.

    The beat-to-beat part (respiratory and low-frequency resonances and white noise) is drawn per
    beat, so that its RMSSD does not depend on the rate: ``vagal`` scales RMSSD and nothing else.
    """
    heart = heart or Heart()
    rng = np.random.default_rng(seed)
    n = int(duration * 2.5) + 10
    hf_share = 1.0 - heart.lf_share - heart.white_share
    fast = heart.rmssd_ms * (
        math.sqrt(hf_share) * _resonance(rng, n, 0.21, RADIUS)
        + math.sqrt(heart.lf_share) * _resonance(rng, n, 0.086, RADIUS)
        + math.sqrt(heart.white_share) * _resonance(rng, n, 0.25, 0.0)
    )
    kicks = rng.standard_normal((n, 2))
    slow = rng.standard_normal(2)
    t, times = 0.0, [0.0]
    for k in range(n):
        rate, gain = heart.hr + heart.slow_bpm * slow[0], math.exp(heart.wander * slow[1])
        if excursion is not None:
            rate += excursion.rate(t)
            gain *= excursion.vagal if excursion.active(t) else 1.0
        rr = max(0.35, 60.0 / rate + 1e-3 * gain * fast[k])
        decay = np.exp(-rr / np.array([60.0, 120.0]))
        slow = decay * slow + np.sqrt(1 - decay**2) * kicks[k]
        t += rr
        if t > duration:
            break
        times.append(t)
    return np.asarray(times)


def indices_at(
    times: FloatArray, t: int, settings: EngineSettings, usable: NDArray[np.bool_] | None = None
) -> dict[str, IndexValue]:
    """Return heart rate and ln RMSSD of the windows that end at ``t``.

    ``usable`` says of each interval whether it enters (all of them where it is not given).
    """

    def window(length: float) -> tuple[FloatArray, FloatArray]:
        """Return the usable intervals, and the differences of usable neighbours, in ms."""
        first, last = np.searchsorted(times, t - length), np.searchsorted(times, t, side="right")
        rr = 1000.0 * np.diff(times[first:last])
        ok = np.ones(len(rr), bool) if usable is None else usable[first : first + len(rr)]
        return rr[ok], np.diff(rr)[ok[1:] & ok[:-1]]

    def value(
        name: str,
        number: float | None,
        unit: str,
        length: float,
        rr: FloatArray,
        steps: FloatArray,
    ) -> IndexValue:
        missing = number is None
        return IndexValue(
            name=name,
            value=number,
            unit=unit,
            status=Status.MISSING if missing else Status.OK,
            reasons=(Reason.TOO_FEW_INTERVALS,) if missing else (),
            t0=t - length,
            t1=float(t),
            source="ecg",
            n_beats=len(rr) + 1,
            n_pairs=len(steps),
            coverage=float(np.sum(rr)) / (1000 * length),
        )

    hr_s, vagal_s = settings.windows.hr_s, settings.windows.vagal_s
    short, long = window(hr_s), window(vagal_s)
    hr = 60000.0 / float(np.mean(short[0])) if np.sum(short[0]) >= 800 * hr_s else None
    enough = np.sum(long[0]) >= 800 * vagal_s and len(long[1]) >= vagal_s / 2
    rmssd = math.log(math.sqrt(float(np.mean(long[1] ** 2)))) if enough else None
    return {
        "hr": value("hr", hr, "bpm", hr_s, *short),
        "ln_rmssd": value("ln_rmssd", rmssd, "ln ms", vagal_s, *long),
    }


def run(
    times: FloatArray,
    settings: EngineSettings,
    *,
    baseline_onset: float,
    until: int,
    baseline_stop: float | None = None,
    usable: NDArray[np.bool_] | None = None,
) -> Iterator[tuple[int, ZoneState, Baseline | None]]:
    """Yield tick, zone state and baseline in force for every second."""
    collector = BaselineCollector("client", settings)
    tracker = ZoneTracker(settings)
    collector.start(baseline_onset)
    if baseline_stop is not None:
        collector.stop(baseline_stop)
    baseline: Baseline | None = None
    for t in range(1, until + 1):
        indices = indices_at(times, t, settings, usable)
        baseline = collector.update(t, indices, ()) or baseline
        yield t, tracker.update(t, indices, baseline, ()), baseline


@dataclass(frozen=True)
class Outcome:
    """What one run showed. Delays in s of stream time (the pipeline adds 7 s)."""

    detected: bool
    onset_delay: float | None
    return_delay: float | None
    excursions: int
    false_seconds: int
    valid_seconds: int
    substates: frozenset[SubZone]
    """Bands shown while the excursion lasted and no zone was left."""


def judge(states: list[tuple[int, ZoneState]], excursion: Excursion | None) -> Outcome:
    """Return the outcome; what is outside `within` and not the excursion is a false alarm."""
    outside = [(t, s) for t, s in states if s.state in (ZoneName.HIGH, ZoneName.LOW)]
    starts = sorted({s.since for _, s in outside})
    entered = left = None
    if excursion is not None:
        high = [t for t, s in outside if s.state is ZoneName.HIGH and s.since >= excursion.onset]
        entered = next((t for t in high if t <= excursion.offset + 30), None)
        if entered is not None:
            left = next((t for t, s in states if t > entered and s.state is ZoneName.WITHIN), None)
    owned = range(entered or 0, left or (10**9 if entered else 0))
    return Outcome(
        detected=entered is not None,
        onset_delay=None if entered is None or excursion is None else entered - excursion.onset,
        return_delay=None if left is None or excursion is None else left - excursion.offset,
        excursions=len(starts),
        false_seconds=sum(t not in owned for t, _ in outside),
        valid_seconds=sum(s.state is not ZoneName.UNKNOWN for _, s in states),
        substates=frozenset(
            s.substate
            for t, s in states
            if excursion is not None and excursion.onset + 60 <= t < excursion.offset
        ),
    )


def excursion_row(
    bpm: float,
    vagal: float,
    *,
    settings: EngineSettings = STANDARD,
    runs: int = 30,
    rise: float = 5.0,
    heart: Heart | None = None,
) -> dict[str, object]:
    """Return detection and delays of a step of 120 s, two minutes after the baseline."""
    span = settings.baseline.settling_s + settings.baseline.used_s
    step = Excursion(bpm, vagal, onset=span + 120, offset=span + 240, rise=rise)
    outcomes = []
    for seed in range(runs):
        times = simulate_beats(seed, step.offset + 120, step, heart)
        ticks = run(times, settings, baseline_onset=0.0, until=int(step.offset) + 120)
        outcomes.append(judge([(t, s) for t, s, _ in ticks], step))
    return {
        "step": {"bpm": bpm, "vagal": vagal, "seconds": 120},
        "runs": runs,
        "detected": sum(o.detected for o in outcomes),
        "onset_s": _quartiles([o.onset_delay for o in outcomes]),
        "return_s": _quartiles([o.return_delay for o in outcomes]),
        "false_seconds": sum(o.false_seconds for o in outcomes),
        "vagal_kept_shown": sum(SubZone.ACTIVATED_VAGAL_KEPT in o.substates for o in outcomes),
    }


def condition_rows(runs: int) -> list[dict[str, object]]:
    """Return how the two smaller steps are found under other conditions of the simulation."""
    conditions: dict[str, tuple[float, Heart]] = {
        "as above": (5.0, Heart()),
        "rate jumps at once": (0.01, Heart()),
        "rate wanders by 1 bpm": (5.0, Heart(slow_bpm=1.0)),
        "rate wanders by 3 bpm": (5.0, Heart(slow_bpm=3.0)),
        "RMSSD does not wander": (5.0, Heart(wander=0.0)),
    }
    return [
        {
            "condition": name,
            "runs": runs,
            "detected": {
                f"+{bpm} bpm, x {vagal}": excursion_row(
                    bpm, vagal, runs=runs, rise=rise, heart=heart
                )["detected"]
                for bpm, vagal in STEPS[1:3]
            },
        }
        for name, (rise, heart) in conditions.items()
    ]


def rest_row(used_s: float, *, runs: int = 8, minutes: int = 30) -> dict[str, object]:
    """Return the share of valid time outside `within` in rest after a baseline of ``used_s``."""
    rules = BaselineSettings(used_s=used_s, min_valid_s=min(used_s, 120.0))
    settings = dataclasses.replace(STANDARD, baseline=rules)
    until = int(rules.settling_s + used_s) + 60 * minutes
    outside = valid = naive = scored = provisional = 0
    spreads: list[tuple[float, float]] = []
    for seed in range(runs):
        times = simulate_beats(1000 + seed, until)
        states: list[tuple[int, ZoneState]] = []
        baseline: Baseline | None = None
        for t, state, in_force in run(times, settings, baseline_onset=0.0, until=until):
            baseline = in_force
            states.append((t, state))
            if state.a is not None:
                naive += abs(state.a) > 2
                scored += 1
        outcome = judge(states, None)
        outside += outcome.false_seconds
        valid += outcome.valid_seconds
        if baseline is not None:
            provisional += baseline.provisional
            spreads.append((baseline.hr_spread, baseline.vagal_sd or math.nan))
    return {
        "baseline_s": used_s,
        "runs": runs,
        "minutes": minutes,
        "outside_percent": round(100 * outside / valid, 3),
        "heart_rate_alone_percent": round(100 * naive / scored, 3),
        "provisional_baselines": provisional,
        "median_hr_spread_bpm": round(float(np.median([s[0] for s in spreads])), 2),
        "median_ln_rmssd_sd": round(float(np.median([s[1] for s in spreads])), 3),
    }


def demo_row(
    *, settings: EngineSettings = DEMO, runs: int = 30, rise: float = 5.0
) -> dict[str, object]:
    """Return what the demo's session shows: baseline 5-45 s, activation 55-105 s, 150 s."""
    step = Excursion(15, 0.45, onset=55, offset=105, rise=rise)
    outcomes = []
    for seed in range(runs):
        times = simulate_beats(2000 + seed, 150, step)
        ticks = run(times, settings, baseline_onset=5.0, baseline_stop=45.0, until=150)
        outcomes.append(judge([(t, s) for t, s, _ in ticks], step))
    shown = [None if o.onset_delay is None else o.onset_delay + PIPELINE_DELAY_S for o in outcomes]
    return {
        "vagal_window_s": settings.windows.vagal_s,
        "dwell_s": settings.zones.dwell_in_s,
        "rise_s": rise,
        "runs": runs,
        "detected": sum(o.detected for o in outcomes),
        "shown_after_s": _quartiles(shown),
        "left_before_the_end": sum(o.return_delay is not None for o in outcomes),
        "false_seconds": sum(o.false_seconds for o in outcomes),
    }


def _quartiles(delays: list[float | None]) -> dict[str, float] | None:
    known = [delay for delay in delays if delay is not None]
    if not known:
        return None
    low, median, high = np.percentile(known, [0, 50, 100])
    return {"min": float(low), "median": float(median), "max": float(high)}


STEPS = ((15, 0.45), (9, 0.60), (6, 0.75), (15, 1.0), (0, 0.45))
"""Rate (bpm) and RMSSD factor of the steps of the methods specification."""


def main() -> None:
    """Run every row and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--rest-runs", type=int, default=8)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results")
    arguments = parser.parse_args()
    started = time.perf_counter()
    zones = dataclasses.replace(DEMO.zones, dwell_in_s=10, dwell_out_s=10)
    slower_demo = dataclasses.replace(DEMO, zones=zones)
    unchanged_demo = dataclasses.replace(DEMO, windows=STANDARD.windows)
    results: dict[str, object] = {
        "excursions": [excursion_row(*step, runs=arguments.runs) for step in STEPS],
        "detection_conditions": condition_rows(4 * arguments.runs),
        "rest": [rest_row(used, runs=arguments.rest_runs) for used in (120, 180, 300)],
        "demo": [
            demo_row(settings=settings, runs=arguments.runs) for settings in (DEMO, unchanged_demo)
        ],
        "demo_delay": [
            demo_row(settings=settings, runs=arguments.runs, rise=rise)
            for settings in (DEMO, slower_demo)
            for rise in (5.0, 15.0, 20.0)
        ],
        "params_hash": STANDARD.params_hash,
    }
    arguments.out.mkdir(parents=True, exist_ok=True)
    path = arguments.out / "zone_rest_simulation.json"
    path.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(results, indent=2))
    print(f"written to {path} in {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
