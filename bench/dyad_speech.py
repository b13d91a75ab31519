"""Two people whose heart rates answer to speech: how often that alone is called a link.

Turns pass between two people (lengths log-normal, median 6 s; silences of .6 s in the median, one
in six of up to 20 s). Each heart rate (:func:`dyad_chance.heart`) rises with the own speech by 4
bpm and falls with the other's by 1.5 bpm, over some five seconds, by each person's own measure.
*Smoothed* are means over 30 s, as the vagal series are. The marks are *exact*; *heard*, with one
turn in a hundred missed and edges off by .1 s; or *coarse*, with one in twenty missed and edges
off by .5 s, all of them a second late. ``no link`` is that alone; with ``link`` the second person
follows the first by 4 s, by .4.

Run ``python bench/dyad_speech.py --out bench/results/dyad_speech.json``; seeded.
"""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from dyad_chance import PEOPLE, SMOOTH_S, STATISTICS, heart, trendless

from processing.measures.coregulation import compare_pair
from processing.measures.pair_series import HEART_RATE, LN_RMSSD, PairSeries
from processing.measures.speech_parted import in_silence, speech_shares, while_speaking
from safehold.core.types import FloatArray

MINUTES = (10, 30, 50)
MARKS = {"exact": (0.0, 0.0, 0.0), "heard": (0.01, 0.1, 0.0), "coarse": (0.05, 0.5, 1.0)}
"""Share of turns that are missed, spread and mean of the error of their edges, s."""
Turns = list[list[tuple[float, float]]]


def conversation(rng: np.random.Generator, seconds: float) -> Turns:
    """Return the turns of two people, s."""
    turns: Turns = [[], []]
    t, who = 2.0, 0
    while t < seconds:
        length = float(np.clip(rng.lognormal(np.log(6), 0.9), 0.5, 60))
        turns[who].append((t, min(t + length, seconds)))
        pause = 20 * rng.uniform() if rng.uniform() < 1 / 6 else rng.lognormal(np.log(0.6), 0.6)
        t += length + float(pause)
        who = 1 - who if rng.uniform() < 0.8 else who
    return turns


def marked(rng: np.random.Generator, turns: Turns, how: str) -> Turns:
    """Return turns as they are found."""
    missed, off, late = MARKS[how]
    found: Turns = []
    for mine in turns:
        kept = [span for span in mine if rng.uniform() >= missed]
        edges = np.array(kept).ravel() + late + off * rng.normal(size=2 * len(kept))
        edges = np.maximum.accumulate(edges)
        found.append([(a, b) for a, b in edges.reshape(-1, 2).tolist() if b > a])
    return found


def answer(rng: np.random.Generator, speech: FloatArray, size: float) -> FloatArray:
    """Return how a heart rate follows speech, bpm."""
    t = np.arange(0.5, 40)
    slow = rng.uniform(1.2, 2.2)
    shape = t * np.exp(-t / slow)
    return np.asarray(
        size * rng.lognormal(0, 0.3) * np.convolve(speech, shape / shape.sum())[: speech.size]
    )


def pair(
    rng: np.random.Generator, n: int, how: str, *, link: bool
) -> tuple[list[FloatArray], FloatArray]:
    """Return two heart rates and the speech that was marked, shape ``(2, n)``."""
    times = np.arange(1.0, n + 1)
    turns = conversation(rng, n)
    true = np.stack([speech_shares(mine, times) for mine in turns])
    hearts = [heart(rng, n) for _ in PEOPLE]
    if link:
        hearts[1][4:] += 0.4 * hearts[0][:-4]
    made = [
        x + answer(rng, true[k], 4.0) - answer(rng, true[1 - k], 1.5) for k, x in enumerate(hearts)
    ]
    return made, np.stack([speech_shares(mine, times) for mine in marked(rng, turns, how)])


def shares(
    kind: str, how: str, minutes: int, pairs: int, seed: int, *, link: bool
) -> dict[str, dict[str, float | None]]:
    """Return the share of pairs with p <= .05, by span and statistic."""
    measure = LN_RMSSD if kind == "smoothed" else HEART_RATE
    n = 60 * minutes + (SMOOTH_S - 1 if kind == "smoothed" else 0)
    found: dict[str, dict[str, list[float | None]]] = {}
    for k in range(pairs):
        rng = np.random.default_rng([seed, minutes, k])
        both, speech = pair(rng, n, how, link=link)
        if kind == "smoothed":
            both = [np.convolve(x, np.full(SMOOTH_S, 1 / SMOOTH_S), "valid") for x in both]
            speech = speech[:, SMOOTH_S - 1 :]
        one, two = map(trendless, both)
        times = np.arange(1.0, one.size + 1)
        series = PairSeries(times, one, two, measure)
        limits = (0.0, float(times[-1]))
        spans: dict[str, dict[str, Any]] = {
            "speech included": {},
            "speech_partialled": {"speech": speech},
            "silence": {"speech": speech, "only": in_silence(speech)},
            "one_speaks": {"speech": speech, "only": while_speaking(speech, 0)},
            "two_speaks": {"speech": speech, "only": while_speaking(speech, 1)},
        }
        for name, given in spans.items():
            rows = compare_pair(PEOPLE, name, series, limits, **given)
            p = {c.row.statistic: c.row.p_shuffled for c in rows}
            for statistic in STATISTICS:
                found.setdefault(name, {}).setdefault(statistic, []).append(p.get(statistic))
    return {
        name: {s: _share(values) for s, values in rows.items()} for name, rows in found.items()
    }


def _share(values: list[float | None]) -> float | None:
    """Return the share of p at or below .05 among those there are; None of less than half."""
    known = [v for v in values if v is not None]
    return (
        round(float(np.mean(np.array(known) <= 0.05)), 4) if 2 * len(known) > len(values) else None
    )


JOBS = (
    *((False, "heart rate", "exact", minutes) for minutes in MINUTES),
    *((False, "heart rate", "heard", minutes) for minutes in MINUTES),
    *((False, "smoothed", "heard", minutes) for minutes in (10, 30)),
    (False, "heart rate", "coarse", 30),
    (True, "heart rate", "heard", 30),
)
"""Link, series, marks, minutes."""


def main() -> None:
    """Measure and write the results, after each part; goes on where it was stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=240)
    parser.add_argument("--fewer", type=int, default=100, help="of the last three")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=60)
    given = parser.parse_args()
    result: dict[str, Any] = {"seed": given.seed, "nominal": 0.05, "rows": []}
    if given.out.exists():
        before = json.loads(given.out.read_text(encoding="utf-8"))
        result = before if before["seed"] == given.seed else result
    with ProcessPoolExecutor(given.workers) as pool:
        waiting = []
        for place, (link, series, marks, minutes) in enumerate(JOBS):
            about = {"link": link, "series": series, "marks": marks, "minutes": minutes}
            if any(about.items() <= row.items() for row in result["rows"]):
                continue
            pairs = given.pairs if place < len(JOBS) - 3 else given.fewer
            made = pool.submit(shares, series, marks, minutes, pairs, given.seed, link=link)
            waiting.append(({**about, "pairs": pairs}, made))
        for about, made in waiting:
            result["rows"].append({**about, "spans": made.result()})
            given.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
            print(result["rows"][-1], flush=True)


if __name__ == "__main__":
    main()
