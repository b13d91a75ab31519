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
from _own_network import tell
from _recordings import GARCIA_HZ, MIT_HZ, garcia, mit_bih_100, mit_bih_208, noise_stress

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
    mit = mit_bih_100(folder, 60 * MINUTES)
    results = {"mitdb100": compare(mit.ecg, MIT_HZ, mit.beats)}
    for level in NOISE_MV:
        noise = np.random.default_rng(7).normal(scale=level, size=len(mit.ecg))
        noise[: len(noise) // 2] = 0.0
        results[f"mitdb100, noise {level} mV"] = compare(mit.ecg + noise, MIT_HZ, mit.beats)
    silver = garcia(folder)
    results["garcia"] = compare(silver.ecg, GARCIA_HZ, silver.beats)
    results["mitdb208"] = compare(mit_bih_208(folder), MIT_HZ, None)
    stressed = noise_stress(folder)
    results["118e24"] = compare(stressed.ecg, MIT_HZ, stressed.beats)
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
