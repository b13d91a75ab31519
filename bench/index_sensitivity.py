"""How the indices err with sampling rate, noise, artefacts, breathing rate and window length.

``python bench/index_sensitivity.py [--out FILE] [--table]`` plays signals whose truth is known in
closed form (``safehold.checks.verify_truth``) through the engine and prints, index by index, the
mean error over the ticks that are valid and the share of ticks that are. ``--table`` prints the
tables of docs/sensitivity.md from the committed results. Seeded: the same numbers on every run.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import argparse
import itertools
import json
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from processing.indices.summary import PersonRecord, summarise_windows
from safehold.checks.verify import play
from safehold.checks.verify_truth import Case, Heart, Samples, belt, ecg, noise
from safehold.core.types import Beat, BeatStatus, FloatArray, Role, Tick

RESULTS = Path(__file__).parent / "results" / "index_sensitivity.json"
DURATION, FROM = 200.0, 130
SEEDS = (0, 1, 2)
INDICES = ("rmssd", "p2t", "ln_hf", "ln_pb")
HEART = Heart(0.86, 0.03, 0.23)
"""70 bpm, RSA of 60 ms from crest to trough, 13.8 breaths/min."""
LOW = Heart(0.86, 0.006, 0.23)
"""The same with a fifth of the RSA: where sampling and noise matter most."""


def truth(heart: Heart) -> dict[str, float]:
    return {
        "rmssd": heart.rmssd_ms, "p2t": heart.p2t_ms, "ln_hf": heart.ln_power,
        "ln_pb": heart.ln_pb,
    }  # fmt: skip


def errors(heart: Heart, streams: Iterator[tuple[Samples, ...]]) -> dict[str, dict[str, float]]:
    """Return, per index, mean error and share of valid ticks over all seeds.

    Errors of RMSSD and P2T are shares of the truth, those of HF and PB are in ln ms^2.
    """
    found: dict[str, list[float]] = {name: [] for name in INDICES}
    ticks = 0
    for parts in streams:
        made = [o for o in play(Case("s", "s", parts, ())) if isinstance(o, Tick) and o.t >= FROM]
        ticks += len(made)
        for tick in made:
            for name in INDICES:
                value = tick.index(name)
                if value is not None and value.value is not None:
                    found[name].append(value.value)
    known, result = truth(heart), {}
    for name, values in found.items():
        relative = name in ("rmssd", "p2t")
        scale = known[name] if relative else 1.0
        off = (np.array(values) - known[name]) / scale
        every = ticks if relative else ticks / 10  # spectral indices come every 10 s
        result[name] = {
            "error": float(off.mean()) if len(off) else math.nan,
            "worst": float(np.abs(off).max()) if len(off) else math.nan,
            "valid": min(1.0, len(values) / every),
        }  # fmt: skip
    return result


def clean(heart: Heart, rate: float = 250.0) -> Iterator[tuple[Samples, ...]]:
    for seed in SEEDS:
        beats = heart.beats(DURATION, first=0.3 + 0.11 * seed)
        yield ecg(beats, DURATION, rate, seed), belt(heart, DURATION)


def noisy(heart: Heart, sd_mv: float) -> Iterator[tuple[Samples, ...]]:
    for seed in SEEDS:
        heart_wave, chest = next(clean(heart)) if seed == 0 else (
            ecg(heart.beats(DURATION, first=0.3 + 0.11 * seed), DURATION, 250.0, seed),
            belt(heart, DURATION),
        )  # fmt: skip
        rough = heart_wave.values + noise(len(heart_wave.values), sd_mv, 100 + seed)
        yield Samples(Role.ECG, "mV", 250.0, heart_wave.times, rough), chest


def damaged(heart: Heart, share: float) -> Iterator[tuple[Samples, ...]]:
    """Leave out, add and displace beats, a third each, before the ECG is made."""
    for seed in SEEDS:
        rng = np.random.default_rng(200 + seed)
        beats = heart.beats(DURATION, first=0.3 + 0.11 * seed)
        chosen = np.flatnonzero(rng.random(len(beats)) < share)
        kinds = rng.integers(0, 3, len(chosen))
        moved = beats.copy()
        moved[chosen[kinds == 0]] -= 0.2  # too early
        extra = beats[chosen[kinds == 1]] + 0.4
        kept = np.delete(moved, chosen[kinds == 2])
        yield ecg(np.sort(np.append(kept, extra)), DURATION, 250.0, seed), belt(heart, DURATION)


def windows(length_s: float) -> dict[str, float]:
    """Return the scatter of values from windows of a length, over an hour of steady rest.

    RSA amplitude and breath length vary from breath to breath, as in people.
    """
    rng = np.random.default_rng(7)
    times, phase, amplitude, f = [0.5], 0.0, 0.03, 0.23
    while times[-1] < 3600:
        if phase >= 1:
            phase -= 1
            amplitude = 0.03 * math.exp(rng.normal(0, 0.35))
            f = 0.23 * math.exp(rng.normal(0, 0.15))
        step = 0.86 + amplitude * math.sin(2 * math.pi * phase) + rng.normal(0, 0.008)
        phase += f * step
        times.append(times[-1] + step)
    beats = [Beat("p", times[0], None, BeatStatus.FIRST, (), "ecg")]
    beats += [
        Beat("p", t, 1000 * (t - before), BeatStatus.OK, (), "ecg")
        for before, t in itertools.pairwise(times)
    ]
    made = summarise_windows(
        PersonRecord("p", beats, [], ()),
        t_start=0,
        t_end=3600,
        length_s=length_s,
        step_s=length_s,
    )

    def scatter(values: list[float | None], *, log: bool) -> float:
        known: FloatArray = np.array([v for v in values if v is not None])
        if len(known) < 3:
            return math.nan
        return float(np.std(np.log(known) if log else known, ddof=1))

    return {
        "sd_ln_rmssd": scatter([w.rmssd_ms for w in made], log=True),
        "sd_ln_sdnn": scatter([w.sdnn_ms for w in made], log=True),
        "sd_ln_hf": scatter([w.rsa_hf_ln_ms2 for w in made], log=False),
    }


def measure() -> dict[str, object]:
    return {
        "sampling_rate_hz": {
            f"{rate}": errors(LOW, clean(LOW, rate)) for rate in (100, 130, 250, 500, 1000)
        },
        "noise_mv": {f"{sd:g}": errors(LOW, noisy(LOW, sd)) for sd in (0.0, 0.02, 0.05, 0.1, 0.2)},
        "artefact_share": {
            f"{share:g}": errors(HEART, damaged(HEART, share))
            for share in (0.0, 0.01, 0.02, 0.05, 0.1)
        },
        "breaths_per_min": {
            f"{rate:g}": errors(h, clean(h))
            for rate in (6.3, 9.3, 11.7, 13.8, 17.1, 21.3, 24.9)
            for h in (Heart(0.86, 0.03, rate / 60),)
        },
        "window_s": {f"{length}": windows(length) for length in (15, 30, 60, 120, 300)},
    }


UNIT = {"rmssd": "%", "p2t": "%", "ln_hf": "ln", "ln_pb": "ln"}


def cell(name: str, found: dict[str, float]) -> str:
    if found["valid"] == 0 or found["error"] is None:
        return "missing"
    scale, decimals = (100, 1) if UNIT[name] == "%" else (1, 2)
    text = f"{scale * found['error']:+.{decimals}f} {UNIT[name]}"
    return text if found["valid"] > 0.98 else f"{text} ({100 * found['valid']:.0f} % valid)"


def tables(results: dict[str, dict[str, dict[str, dict[str, float]]]]) -> Iterator[str]:
    titles = {
        "sampling_rate_hz": "ECG sampling rate, Hz", "noise_mv": "white noise, mV (QRS of 1 mV)",
        "artefact_share": "share of wrong beats", "breaths_per_min": "breaths/min",
    }  # fmt: skip
    for key, title in titles.items():
        yield f"\n| {title} | RMSSD | P2T | ln HF | ln PB |\n|---|---|---|---|---|"
        for level, found in results[key].items():
            cells = " | ".join(cell(name, found[name]) for name in INDICES)
            yield f"| {level} | {cells} |"
    yield "\n| window, s | SD ln RMSSD | SD ln SDNN | SD ln HF |\n|---|---|---|---|"
    for level, scatter in results["window_s"].items():
        numbers = (scatter[k] for k in ("sd_ln_rmssd", "sd_ln_sdnn", "sd_ln_hf"))
        texts = ("missing" if n is None else f"{n:.3f}" for n in numbers)
        yield f"| {level} | {' | '.join(texts)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--table", action="store_true", help="print the committed results")
    options = parser.parse_args()
    if options.table:
        print("\n".join(tables(json.loads(RESULTS.read_text()))))
        return
    found = measure()
    text = json.dumps(found, indent=1).replace("NaN", "null")
    options.out.write_text(text + "\n")
    print(text)


if __name__ == "__main__":
    main()
