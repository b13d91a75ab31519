"""What a second detector adds to the shape of a beat: false ones that pass, true ones that do not.

``python bench/second_detector.py --data DIR [--out FILE]`` (the folder with ``single/``): MIT-BIH
100 (ten minutes), clean and under noise that begins at half time, MIT-BIH 208, the noise-stress
excerpt and a person with very large RSA go through the engine, once with every beat confirmed
(before) and once as installed (after). False: more than 150 ms from every reference beat.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import wfdb
from _own_network import tell

from processing.signals import beats as beats_module
from processing.zones.person import PersonEngine
from safehold.core.reasons import Reason
from safehold.core.settings import STANDARD
from safehold.core.types import Beat, Chunk, FloatArray, Role, StreamSpec

TOLERANCE_S = 0.15
MINUTES = 10
NOISE_MV = (0.3, 0.6, 1.0)


def engine_beats(ecg: FloatArray, rate: float) -> list[Beat]:
    """Return the beats that the engine finds, s from the start."""
    stream = StreamSpec("client-ecg", "ECG", "ECG", "bench", Role.ECG, "client", "mV", rate)
    engine = PersonEngine("client", [stream], STANDARD, session_zero=0.0)
    out = engine.feed(Chunk("client-ecg", 0, np.arange(len(ecg)) / rate, ecg))
    return [item for item in out if isinstance(item, Beat)]


def row(beats: list[Beat], reference: FloatArray | None) -> dict[str, Any]:
    """Count beats that stand for certain, and those that do not."""
    certain = [Reason.BEAT_QUALITY not in beat.reasons for beat in beats]
    told: dict[str, Any] = {"beats": len(beats), "certain": sum(certain)}
    if reference is not None:
        true = [bool(np.abs(reference - beat.time).min() <= TOLERANCE_S) for beat in beats]
        pairs = list(zip(true, certain, strict=True))
        told["false"] = sum(not t for t in true)
        told["false_certain"] = sum(c and not t for t, c in pairs)
        told["true_uncertain"] = sum(t and not c for t, c in pairs)
    return told


def compare(ecg: FloatArray, rate: float, reference: FloatArray | None) -> dict[str, Any]:
    """Return both rows of a recording."""
    with mock.patch.object(beats_module, "agrees", return_value=True):
        before = engine_beats(ecg, rate)
    return {"before": row(before, reference), "after": row(engine_beats(ecg, rate), reference)}


def measure(folder: Path) -> dict[str, Any]:
    """Return the comparison for every recording."""
    record, n = str(folder / "mitdb_100" / "100"), MINUTES * 60 * 360
    signal = wfdb.rdrecord(record, channels=[0], sampto=n).p_signal[:, 0]
    labels = wfdb.rdann(record, "atr", sampto=n)
    reference = np.array([s for s, kind in zip(labels.sample, labels.symbol, strict=True)
                          if kind in "NAV"]) / 360  # fmt: skip
    results = {"mitdb100": compare(signal, 360, reference)}
    for level in NOISE_MV:
        noise = np.random.default_rng(7).normal(scale=level, size=n)
        noise[: n // 2] = 0.0
        results[f"mitdb100, noise {level} mV"] = compare(signal + noise, 360, reference)
    with np.load(folder / "garcia_ecg1_resp1.npz") as file:
        garcia = file["ecg_V"].astype(float)
    silver = np.genfromtxt(folder / "garcia_ecg1_rpeaks_silver.csv", delimiter=",", names=True)
    column = next(name for name in silver.dtype.names if name.endswith("_s") or "time" in name)
    results["garcia"] = compare(garcia, 1000, silver[column])
    with np.load(folder / "mitdb208_excerpt_360hz.npz") as file:
        results["mitdb208"] = compare(file["ecg_mV"].astype(float), 360, None)
    stressed = np.loadtxt(folder / "heartpy" / "118e24.csv", delimiter=",")
    stress = np.loadtxt(folder / "heartpy" / "118e24_ann.csv", delimiter=",").ravel() / 360
    results["118e24"] = compare(stressed, 360, stress)
    return results


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    tell(measure(options.data / "single"), options.out)


if __name__ == "__main__":
    main()
