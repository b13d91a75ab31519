"""When the height of the R waves shows a breathing rate: simulated heights, and a real ECG.

``python -m bench.ecg_breathing [--windows 1500] [--data ../shared/data] [--out FILE]``. The index
itself (``processing/indices/ecg_respiration.py``) is asked about windows of a minute:

1. heights without breathing: white and red scatter. How often is a rate shown all the same?
2. heights that follow breaths of varying length, with white scatter. How often is one shown, and
   how far from 60 / median length of the breaths?
3. ``garcia_ecg1``: against its silver cycles; and how far the heights lag behind the chest, the
   integrated airflow (inspiration down in this file), the right way up and upside down.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.interpolate import PchipInterpolator

from processing.clock.grid import ZeroPhase
from processing.indices.ecg_respiration import INDICES
from processing.indices.indices import beat_intervals
from processing.indices.registry import Material, compute
from processing.zones.person import PersonEngine
from safehold.core.settings import STANDARD
from safehold.core.types import Beat, BeatStatus, Chunk, FloatArray, Role, StreamSpec, Tick

RESULTS = Path(__file__).parent / "results" / "ecg_breathing.json"
(RATE,) = INDICES
END_S = 61.0
LAG_HZ, FARTHEST_S = 25, 3.0


def beat_times(dice: np.random.Generator) -> FloatArray:
    """Return the beats of a bit more than a minute at 55-100 bpm, with a rhythm of their own."""
    rr = 60 / dice.uniform(55, 100) + 0.03 * dice.standard_normal(200)
    times = np.cumsum(rr + 0.04 * np.sin(0.9 * np.arange(200)))
    return times[times < END_S + 1]


def shown(times: FloatArray, heights: FloatArray) -> float | None:
    """Return the rate that the index shows of a window, or None."""
    rr: list[float | None] = [None, *(1000 * np.diff(times)).tolist()]
    beats = [
        Beat("p", t, ms, BeatStatus.OK if ms else BeatStatus.FIRST, (), "ecg", h)
        for t, ms, h in zip(times.tolist(), rr, heights.tolist(), strict=True)
    ]
    made = Material(END_S, beat_intervals(beats), (), "ecg", beats=beats)
    return compute(RATE, made, RATE.window_s).value


def scatter(n: int, red: float, dice: np.random.Generator) -> FloatArray:
    """Return scatter whose neighbours correlate by ``red``."""
    made = dice.standard_normal(n)
    for k in range(1, n):
        made[k] += red * made[k - 1]
    return made


def without_breathing(windows: int) -> Iterator[dict[str, float]]:
    """Yield how often a rate is shown that is none."""
    for red in (0.0, 0.3, 0.6, 0.9):
        dice = np.random.default_rng(round(100 * red))
        found = []
        for _ in range(windows):
            times = beat_times(dice)
            found.append(shown(times, 10 + scatter(times.size, red, dice)))
        rates = [rate for rate in found if rate is not None]
        yield {
            "autocorrelation": red,
            "shown": len(rates) / windows,
        } | ({"median_rate": float(np.median(rates))} if rates else {})


def with_breathing(windows: int) -> Iterator[dict[str, float]]:
    """Yield how often a rate is shown, and its error, 1/min."""
    for strength in (1, 2):
        for cv in (0.10, 0.25, 0.40):
            dice = np.random.default_rng(100 * strength + round(100 * cv))
            errors = []
            for _ in range(windows):
                times = beat_times(dice)
                usual = 1 / dice.uniform(0.1, 0.4)
                total = np.clip(usual * np.exp(cv * dice.standard_normal(200)), 1.5, 12)
                onsets = np.cumsum(total) - 5
                phase = 2 * np.pi * np.interp(times, onsets, np.arange(200.0))
                heights = strength * np.sqrt(2) * np.sin(phase) + scatter(times.size, 0, dice)
                rate = shown(times, 10 + heights)
                if rate is not None:
                    inside = (onsets[:-1] >= END_S - 60) & (onsets[1:] <= END_S)
                    errors.append(rate - 60 / np.median(total[1:][inside]))
            yield {
                "strength": strength,
                "cv_of_length": cv,
                "shown": len(errors) / windows,
                "error_p95": float(np.percentile(np.abs(errors), 95)),
            }


def garcia(path: Path) -> dict[str, float]:
    """Return what the engine shows of a real ECG, and how its heights follow the chest."""
    with np.load(path) as file:
        ecg, airflow = file["ecg_V"].astype(float), file["resp_airflow_au"].astype(float)
    silver = path.with_name("garcia_resp1_cycles_silver.csv")
    onsets = np.genfromtxt(silver, delimiter=",", names=True)["inspi_time"]
    spec = StreamSpec("ecg", "ecg", "ECG", "x", Role.ECG, "p", "V", 1000.0)
    engine = PersonEngine("p", [spec], STANDARD, session_zero=0.0)
    outputs = engine.feed(Chunk("ecg", 0, np.arange(ecg.size) / 1000, ecg))
    values = [v for o in outputs if isinstance(o, Tick) and (v := o.index(RATE.name))]
    whole = [v for v in values if v.t1 >= RATE.window_s]
    errors = [
        v.value - 60 / np.median(np.diff(onsets[(onsets >= v.t0) & (onsets <= v.t1)]))
        for v in whole
        if v.value is not None
    ]
    beats = [o for o in outputs if isinstance(o, Beat) and o.height is not None]
    return {
        "values": len(whole),
        "shown": len(errors),
        "error_median": float(np.median(np.abs(errors))),
        "error_largest": float(np.max(np.abs(errors))),
        **follows(beats, airflow),
    }


def follows(beats: list[Beat], airflow: FloatArray) -> dict[str, float]:
    """Return by how much the heights lag behind the chest, s, where they follow it best."""
    times, heights = np.array([(b.time, b.height) for b in beats]).T
    grid = np.arange(times[0], times[-1], 1 / LAG_HZ)
    volume = np.cumsum(np.median(airflow) - airflow) / 1000
    band = ZeroPhase(2, (0.08, 0.8), "bandpass", LAG_HZ)
    high = band(PchipInterpolator(times, heights)(grid))
    chest = band(np.interp(grid, np.arange(volume.size) / 1000, volume))
    edge = round(FARTHEST_S * LAG_HZ)
    found = {
        k / LAG_HZ: float(np.corrcoef(high[edge:-edge], np.roll(chest, k)[edge:-edge])[0, 1])
        for k in range(-edge, edge + 1)
    }
    upright, upside_down = max(found, key=found.__getitem__), min(found, key=found.__getitem__)
    return {
        "lag_upright_s": upright,
        "correlation_upright": found[upright],
        "lag_upside_down_s": upside_down,
        "correlation_upside_down": found[upside_down],
        "correlation_without_lag": found[0.0],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--windows", type=int, default=1500)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    made: dict[str, object] = {
        "windows": options.windows,
        "without_breathing": [rounded(row) for row in without_breathing(options.windows)],
        "with_breathing": [rounded(row) for row in with_breathing(options.windows)],
    }
    path = options.data / "single" / "garcia_ecg1_resp1.npz"
    if path.exists():
        made["garcia_ecg1"] = rounded(garcia(path))
    options.out.write_text(json.dumps(made, indent=1) + "\n")
    print(json.dumps(made, indent=1))


def rounded(row: dict[str, float]) -> dict[str, float]:
    return {key: round(value, 4) for key, value in row.items()}


if __name__ == "__main__":
    main()
