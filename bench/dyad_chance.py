"""How often two people without a link are called linked, and how often two with one are found.

Pairs of heart rates (1 Hz: slow wandering, a wave of about 0.1 Hz, noise) are drawn and go through
the comparison of the workbench. ``before`` is methods 6.2 as it was first built: the series minus
their moving median against derangements of the segments; ``after`` is the installed one. What the
pairs share without any link: nothing; a trend; steps at the same moments, of the same size; a
spread that triples in the second half; or the smoothness of 30-s windows.

Run ``python bench/dyad_chance.py --out bench/results/dyad_chance.json``; seeded, about ten
minutes of a core.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter
from scipy.signal import lfilter

from processing.measures import coregulation
from processing.measures.chance import SHUFFLES
from processing.measures.coregulation import Compared, compare_pair, measure_pair, one_family
from processing.measures.pair_series import (
    HEART_RATE,
    LN_P2T,
    LN_RMSSD,
    TREND_S,
    PairSeries,
    without_trend,
)
from safehold.core.types import FloatArray

MINUTES = (5, 10, 30, 50)
STATISTICS = ("mean_z", "mean_abs_z", "lead", "index")
PEOPLE = ("one", "two")
SMOOTH_S = 30
Pair = tuple[FloatArray, FloatArray]


def heart(rng: np.random.Generator, n: int) -> FloatArray:
    """Return a heart rate without its mean, bpm."""
    slow = lfilter([1], [1, -0.97], rng.normal(size=n + 400))[400:] * np.sqrt(1 - 0.97**2)
    wave = lfilter([1], [1, -1.8 * np.cos(0.2 * np.pi), 0.81], rng.normal(size=n + 400))[400:]
    return np.asarray(2 * slow + wave / wave.std() + 0.5 * rng.normal(size=n), dtype=np.float64)


def unlinked(kind: str, rng: np.random.Generator, n: int) -> Pair:
    """Return two people without a link."""
    if kind == "smoothed":
        more = [heart(rng, n + SMOOTH_S - 1) for _ in PEOPLE]
        one, two = (np.convolve(x, np.full(SMOOTH_S, 1 / SMOOTH_S), "valid") for x in more)
        return one, two
    one, two = heart(rng, n), heart(rng, n)
    t = np.arange(n)
    if kind == "trended":
        shared = 6 * np.exp(-t / 900)
        return one + shared, two + shared
    if kind == "stepped":
        moments = rng.uniform(0, n, max(1, n // 300))
        shared = 3 * (rng.normal(size=moments.size) * (t[:, None] > moments)).sum(axis=1)
        return one + shared, two + shared
    if kind == "heteroscedastic":
        return one * (1 + 2 * (t > n / 2)), two * (1 + 2 * (t > n / 2))
    return one, two


def linked(kind: str, rng: np.random.Generator, n: int) -> Pair:
    """Return two people of whom the second follows the first."""
    one, two = heart(rng, n), heart(rng, n)
    if kind == "follows by 4 s, g .4":
        two[4:] += 0.4 * one[:-4]
    elif kind == "against, g .4":
        two -= 0.4 * one
    elif kind == "follows over 20 s, g 1":
        two += lfilter([0.05], [1, -0.95], one)
    return one, two


def trendless(values: FloatArray) -> FloatArray:
    """Return what ``without_trend`` does, faster where the whole window is there."""
    half = TREND_S // 2
    if values.size < 3 * TREND_S:
        return without_trend(values)
    middle = values - median_filter(values, TREND_S, mode="nearest")
    begin, end = without_trend(values[: 2 * TREND_S]), without_trend(values[-2 * TREND_S :])
    return np.concatenate((begin[:half], middle[half:-half], end[-half:]))


def derangements(n: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return the former orders, in which nothing kept its place."""
    found: list[NDArray[np.int64]] = []
    while sum(map(len, found)) < SHUFFLES:
        orders = rng.permuted(np.tile(np.arange(n), (SHUFFLES, 1)), axis=1)
        found.append(orders[(orders != np.arange(n)).all(axis=1)])
    return np.concatenate(found)[:SHUFFLES]


def before(
    one: FloatArray, two: FloatArray, length: int, orders: NDArray[np.int64]
) -> list[float]:
    """Return the former p of each statistic."""
    n = one.size // length
    a, b = (x[: n * length].reshape(n, length) for x in (one, two))
    z = np.arctanh(np.clip(coregulation.lagged_correlations(a, b), -0.999, 0.999))
    own = np.arange(n)
    found = []
    tables = coregulation.statistics_of(z)
    for name in STATISTICS[:3]:
        found.append((tables[name][own, own].mean(), tables[name][own, orders].mean(axis=1)))
    above, below = coregulation.running_concordance(a, b)
    found.append((
        np.log(above[own, own].sum() / below[own, own].sum()),
        np.log(above[own, orders].sum(axis=1) / below[own, orders].sum(axis=1)),
    ))  # fmt: skip
    return [
        (1 + int((np.abs(x - x.mean()) >= abs(value - x.mean())).sum())) / (1 + SHUFFLES)
        for value, x in found
    ]


def compared(pair: Pair, measure: str, span: tuple[float, float] | None = None) -> list[Compared]:
    """Return what the workbench makes of two series."""
    times = np.arange(1.0, pair[0].size + 1)
    series = PairSeries(times, pair[0], pair[1], measure)
    return compare_pair(PEOPLE, "session", series, span or (0.0, times[-1]))


def shares(
    kind: str, minutes: int, pairs: int, seed: int, make: Callable[..., Pair], n_before: int
) -> dict[str, Any]:
    """Return the share of pairs with p <= .05, by statistic; None where the test is missing."""
    measure = LN_RMSSD if kind == "smoothed" else HEART_RATE
    n = 60 * minutes
    length = 30 if n < 600 and measure == HEART_RATE else 60
    orders = derangements(max(n // length, 2), np.random.default_rng(seed))
    now, former = [], []
    for k in range(pairs):
        rng = np.random.default_rng([seed, minutes, k])
        one, two = map(trendless, make(kind, rng, n))
        p = {c.row.statistic: c.row.p_shuffled for c in compared((one, two), measure)}
        now.append([p.get(name) for name in STATISTICS])
        if k < n_before:
            former.append(before(one, two, length, orders))
    found: dict[str, Any] = {"pairs": pairs, "pairs_before": len(former)}
    for j, name in enumerate(STATISTICS):
        values = [row[j] for row in now]
        found[name] = {
            "after": None if None in values else round(float(np.mean(np.array(values) <= 0.05)), 4)
        }
        if former and None not in values:
            found[name]["before"] = round(float(np.mean([row[j] <= 0.05 for row in former])), 4)
    return found


def families(sessions: int, seed: int) -> dict[str, float]:
    """Return what sessions of 45 min hold without any link: three measures, four spans."""
    n = 2700
    spans = ((0.0, 2700.0), (0.0, 900.0), (900.0, 1800.0), (1800.0, 2700.0))
    tests, raw, adjusted, found = 0, 0, 0, 0
    for k in range(sessions):
        rng = np.random.default_rng([seed, 45, k])
        made: list[Compared] = []
        for measure in (HEART_RATE, LN_RMSSD, LN_P2T):
            kind = "independent" if measure == HEART_RATE else "smoothed"
            one, two = map(trendless, unlinked(kind, rng, n))
            for span in spans:
                made += compared((one, two), measure, span)
        rows = [row for row in one_family(made) if row.p_shuffled is not None]
        tests = len(rows)
        found += sum(row.p_shuffled <= 0.05 for row in rows)  # type: ignore[operator]
        raw += any(row.p_shuffled <= 0.05 for row in rows)  # type: ignore[operator]
        adjusted += any(row.p_adjusted <= 0.05 for row in rows)  # type: ignore[operator]
    return {
        "sessions": sessions,
        "tests": tests,
        "tests_at_or_below_05": round(found / sessions / tests, 4),
        "sessions_with_p": round(raw / sessions, 4),
        "sessions_with_p_adjusted": round(adjusted / sessions, 4),
    }


def seconds(minutes: int) -> float:
    """Return how long a comparison of heart rates takes, CPU seconds, median of nine."""
    rng = np.random.default_rng(1)
    one, two = map(trendless, unlinked("independent", rng, 60 * minutes))
    series = PairSeries(np.arange(1.0, one.size + 1), one, two)
    taken = []
    for _ in range(9):
        start = time.process_time()
        measure_pair(PEOPLE, "session", series, (0.0, float(one.size)))
        taken.append(time.process_time() - start)
    return round(float(np.median(taken)), 3)


def main() -> None:
    """Measure and write the results, after each part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=800)
    parser.add_argument("--before", type=int, default=150)
    parser.add_argument("--linked", type=int, default=200)
    parser.add_argument("--sessions", type=int, default=250)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=36)
    given = parser.parse_args()
    result: dict[str, Any] = {"seed": given.seed, "nominal": 0.05, "unlinked": {}, "linked": {}}

    def keep() -> None:
        given.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")

    kinds = ("independent", "stepped", "trended", "heteroscedastic", "smoothed")
    jobs = [
        *((False, kind, minutes) for kind in kinds for minutes in MINUTES),
        *((True, "follows by 4 s, g .4", minutes) for minutes in MINUTES),
        (True, "against, g .4", 30),
        (True, "follows over 20 s, g 1", 30),
    ]
    with ProcessPoolExecutor(given.workers) as pool:
        family = pool.submit(families, given.sessions, given.seed)
        waiting = {
            job: pool.submit(
                shares, job[1], job[2], given.linked if job[0] else given.pairs, given.seed,
                linked if job[0] else unlinked, given.linked if job[0] else given.before,
            )
            for job in jobs
        }  # fmt: skip
        result["family"] = family.result()
        for (link, kind, minutes), made in waiting.items():
            found = result["linked" if link else "unlinked"]
            found.setdefault(kind, {})[str(minutes)] = made.result()
            keep()
    result["cpu_s_of_50_minutes"] = seconds(50)
    keep()
    print(given.out)


if __name__ == "__main__":
    main()
