"""How well breaths are found: real breathing with references, and speech with a known truth.

``python -m bench.breath_detection [--data ../shared/data] [--seeds 20] [--out FILE]``. Breaths
come from the engine's own finder, second by second as live, once as it is and once as methods 1.7
have it (before), and from NeuroKit2's two methods on the whole record. A breath is found when its
inspiration begins within half a second of the true one.

Real: the nasal airflow of ``garcia_ecg1_resp1.npz`` against its silver cycles (another program's,
looked through by its authors); NeuroKit2's methods are for belts. Simulated, because no open belt
of somebody speaking has breaths marked by hand: quiet, slow and irregular breathing, and speech
(short inspirations, long expirations in phrases, uneven depths), with drift, heart movement and
noise.
"""

from __future__ import annotations

import argparse
import json
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import neurokit2 as nk
import numpy as np

from processing.clock.timeline import Timeline
from processing.signals import respiration
from processing.signals.breath_turns import FLOW_PROMINENCE, Part, Turn, find_extrema
from processing.signals.respiration import BreathFinder, is_airflow
from safehold.core.types import Chunk, ClockOffset, FloatArray, Role, StreamSpec

RATE = 50
SECONDS = 300
NEAR_S = 0.5
SETTLED_S = 20.0
"""Breaths of before are not counted: the finder needs some to know how deep they are, s."""


@dataclass(frozen=True)
class Style:
    """How somebody breathes: medians and spreads (of the logarithm) of each breath."""

    inspiration_s: tuple[float, float]
    expiration_s: tuple[float, float]
    depth: tuple[float, float]
    rest_level: float
    """Standard deviation of the level at which a breath ends, median depth 1."""
    phrases: bool
    """Whether expiration goes in steps."""


STYLES = {
    "quiet": Style((1.6, 0.1), (2.4, 0.15), (1.0, 0.15), 0.05, phrases=False),
    "slow": Style((4.0, 0.08), (6.0, 0.08), (1.0, 0.1), 0.05, phrases=False),
    "irregular": Style((1.4, 0.35), (2.2, 0.5), (1.0, 0.5), 0.15, phrases=False),
    "speech": Style((0.65, 0.25), (3.2, 0.5), (1.0, 0.35), 0.15, phrases=True),
}


def breathing(style: Style, seed: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return times (s), a belt (a.u.), and when inspirations begin (s)."""
    dice = np.random.default_rng(seed)

    def draw(of: tuple[float, float], low: float, high: float) -> float:
        return float(np.clip(of[0] * np.exp(dice.normal(0, of[1])), low, high))

    times = np.arange(SECONDS * RATE) / RATE
    volume = np.zeros(times.size)
    onsets, t, level = [], 1.0, 0.0
    while t < SECONDS:
        ti, te = draw(style.inspiration_s, 0.4, 8), draw(style.expiration_s, 0.7, 10)
        top = level + draw(style.depth, 0.25, 3)
        end = float(dice.normal(0, style.rest_level))
        end = min(end, top - 0.15)
        x = (times - t) / ti
        rise = (x >= 0) & (x < 1)
        volume[rise] = level + (top - level) * (1 - np.cos(np.pi * x[rise])) / 2
        fall = (times >= t + ti) & (times < t + ti + te)
        y = (times[fall] - t - ti) / te
        volume[fall] = top - (top - end) * _expired(y, te, style, dice)
        onsets.append(t)
        t, level = t + ti + te, end
    drift = 0.4 * np.sin(2 * np.pi * 0.008 * times + dice.uniform(0, 6))
    heart = 0.03 * np.sin(2 * np.pi * np.cumsum(1.2 + 0.05 * np.sin(0.3 * times)) / RATE)
    belt = volume + drift + heart + dice.normal(0, 0.02, times.size)
    return times, belt, np.array(onsets)


def _expired(y: FloatArray, te: float, style: Style, dice: np.random.Generator) -> FloatArray:
    """Return the share of a breath that is out, along an expiration (0-1)."""
    if not style.phrases:
        return np.asarray((1 - np.exp(-3 * y)) / (1 - np.exp(-3)))
    speeds = dice.uniform(0.05, 1.8, max(1, round(te / 0.8)))
    edges = np.linspace(0, 1, speeds.size + 1)
    return np.interp(y, edges, np.concatenate(([0], np.cumsum(speeds) / speeds.sum())))


def found_live(times: FloatArray, values: FloatArray, rate: float, *, flow: bool) -> FloatArray:
    """Return the inspiration onsets that the engine finds, second by second."""
    name = "airflow" if flow else "belt"
    spec = StreamSpec("x", name, "Respiration", "x", Role.RESPIRATION, "client", "a.u.", rate)
    timeline = Timeline(spec, session_zero=0.0, max_gap_s=2.0)
    timeline.set_offset(ClockOffset("x", 0, 0.0, 0.0))
    timeline.push(Chunk("x", 0, times, values))
    timeline.close(np.inf)
    finder = BreathFinder(timeline, airflow=is_airflow(spec))
    cycles = [c for block in finder.blocks(0, int(times[-1]) - 7) for c in block.cycles]
    return np.array([cycle.t_insp for cycle in cycles if not cycle.reasons])


def found_before(times: FloatArray, values: FloatArray, rate: float) -> FloatArray:
    """Return what the engine found when a turn was where the band-passed signal turns."""

    def turns(parts: list[Part]) -> list[list[Turn]]:
        found = []
        for grid, _, start, stop in parts:
            extrema = find_extrema(grid, FLOW_PROMINENCE)
            found.append([(n, p, n, float(grid[n])) for n, p in extrema if start <= n < stop])
        return found

    with mock.patch.object(respiration, "belt_turns", turns):
        return found_live(times, values, rate, flow=False)


def found_by_neurokit(method: str) -> Callable[[FloatArray, FloatArray, float], FloatArray]:
    """Return a finder that uses NeuroKit2 on the whole record."""

    def find(times: FloatArray, values: FloatArray, rate: float) -> FloatArray:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            cleaned = nk.rsp_clean(values, sampling_rate=rate, method=method)
            _, info = nk.rsp_peaks(cleaned, sampling_rate=rate, method=method)
        troughs = np.asarray(info["RSP_Troughs"], dtype=np.float64)
        return times[troughs[np.isfinite(troughs)].astype(int)]

    return find


def score(found: FloatArray, truth: FloatArray, last: float) -> dict[str, float]:
    """Return sensitivity, positive predictive value and onset errors (s)."""
    truth = truth[(truth > SETTLED_S) & (truth < last)]
    found = found[(found > SETTLED_S - NEAR_S) & (found < last + NEAR_S)]
    taken: set[int] = set()
    errors = []
    for onset in truth:
        k = int(np.argmin(np.abs(found - onset))) if found.size else -1
        if k >= 0 and k not in taken and abs(found[k] - onset) <= NEAR_S:
            taken.add(k)
            errors.append(float(found[k] - onset))
    own = found[(found > SETTLED_S) & (found < last)]
    wrong = sum(k not in taken for k in range(found.size) if SETTLED_S < found[k] < last)
    return {
        "n": truth.size,
        "sensitivity": len(errors) / truth.size,
        "ppv": 1 - wrong / own.size if own.size else 0.0,
        "onset_error_s": float(np.median(errors)) if errors else float("nan"),
        "onset_spread_s": float(np.percentile(np.abs(errors), 90)) if errors else float("nan"),
    }


def rows(data: Path, seeds: int) -> Iterator[dict[str, object]]:
    """Yield one row per signal and finder."""
    finders: dict[str, Callable[[FloatArray, FloatArray, float], FloatArray]] = {
        "safehold, live": lambda t, v, r: found_live(t, v, r, flow=False),
        "safehold before": found_before,
        "NeuroKit2 khodadad2018": found_by_neurokit("khodadad2018"),
        "NeuroKit2 biosppy": found_by_neurokit("biosppy"),
    }
    for name, style in STYLES.items():
        made = [breathing(style, seed) for seed in range(seeds)]
        for finder, find in finders.items():
            scores = [score(find(t, v, RATE), truth, SECONDS - 15.0) for t, v, truth in made]
            yield {"signal": f"{name} (simulated)", "finder": finder, **_mean(scores)}
    path = data / "single" / "garcia_ecg1_resp1.npz"
    if path.exists():
        yield from _garcia(path)


def _garcia(path: Path) -> Iterator[dict[str, object]]:
    with np.load(path) as file:
        values = -np.asarray(file["resp_airflow_au"], dtype=np.float64)[
            ::10
        ]  # this file has inspiration downwards
    silver = path.with_name("garcia_resp1_cycles_silver.csv")
    truth = np.genfromtxt(silver, delimiter=",", names=True)["inspi_time"]
    times = np.arange(values.size) / 100
    last = times[-1] - 15
    yield {"signal": "garcia airflow", "finder": "safehold, live", **score(
        found_live(times, values, 100, flow=True), truth, last)}  # fmt: skip


def _mean(scores: list[dict[str, float]]) -> dict[str, float]:
    means = {key: float(np.mean([s[key] for s in scores])) for key in scores[0]}
    return means | {"n": sum(s["n"] for s in scores)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    made = []
    for row in rows(options.data, options.seeds):
        made.append({k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()})
        print(" ".join(f"{k}={v}" for k, v in made[-1].items()), flush=True)
    if options.out:
        options.out.write_text(json.dumps(made, indent=1) + "\n")


if __name__ == "__main__":
    main()
