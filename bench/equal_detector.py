"""What a detector of our own would save that finds exactly NeuroKit2's beats.

``python -m bench.equal_detector [--minutes 60] [--data ../shared/data] [--out FILE]``. The same
rule as ``ecg_findpeaks`` (method "neurokit"), without what asks again for things that are known: a
filter's arguments, a derivative's axes, the one maximum of a QRS complex. Compared peak by peak on
clean, noisy and real ECG; then the engine runs a recorded hour with either, in turns. The engine
itself uses NeuroKit2's: a copy would have to follow it, for the gain printed here.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import argparse
import json
import time
import warnings
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from unittest import mock

import neurokit2 as nk
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d
from scipy.signal import find_peaks

from bench.engine_speed import Session, cpu, engine_for
from processing.signals import neurokit
from processing.signals.neurokit import EcgCleaner
from processing.zones.person import PersonEngine
from safehold.core.types import FloatArray

SMOOTH_S, AVERAGE_S, DELAY_S = 0.1, 0.75, 0.3
THRESHOLD, MIN_LENGTH = 1.5, 0.4
REAL = (("garcia_ecg1_resp1", "ecg_V", 1000), ("mitdb208_excerpt_360hz", "ecg_mV", 360))
RESULTS = Path(__file__).parent / "results" / "equal_detector.json"


def equal_peaks(cleaned: FloatArray, sfreq: int) -> NDArray[np.intp]:
    """Return the R peaks that NeuroKit2's own method finds."""
    slope = np.empty_like(cleaned)
    slope[1:-1] = (cleaned[2:] - cleaned[:-2]) / 2.0
    slope[0], slope[-1] = cleaned[1] - cleaned[0], cleaned[-1] - cleaned[-2]
    steep = uniform_filter1d(np.abs(slope), round(SMOOTH_S * sfreq), mode="nearest")
    usual = uniform_filter1d(steep, int(np.rint(AVERAGE_S * sfreq)), mode="nearest")
    inside = steep > THRESHOLD * usual
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    begins = edges[::2] if len(edges) and not inside[0] else edges[1::2]
    ends = edges[1::2] if len(edges) and not inside[0] else edges[2::2]
    n = min(len(begins), len(ends))
    if n == 0:
        return np.empty(0, dtype=np.intp)
    begins, ends = begins[:n], ends[:n]
    lengths = ends - begins
    long_enough = lengths >= np.mean(lengths) * MIN_LENGTH
    step = np.diff(cleaned)
    tops = np.flatnonzero((step[:-1] > 0) & (step[1:] < 0)) + 1
    level = np.concatenate(([0], np.cumsum(step == 0)))
    found, last, delay = [], 0, int(np.rint(sfreq * DELAY_S))
    for begin, end in zip(begins[long_enough].tolist(), ends[long_enough].tolist(), strict=True):
        peak = _most_prominent(cleaned, tops, level, begin, end)
        if peak is not None and peak - last > delay:
            found.append(peak)
            last = peak
    return np.array(found, dtype=np.intp)


def _most_prominent(
    cleaned: FloatArray, tops: NDArray[np.intp], level: NDArray[np.intp], begin: int, end: int
) -> int | None:
    """Return the maximum of a QRS complex; asked of scipy where it has several, or plateaus."""
    first, stop = np.searchsorted(tops, (begin + 1, end - 1)).tolist()
    if level[end - 1] == level[begin]:
        if stop - first == 0:
            return None
        if stop - first == 1:
            return int(tops[first])
    maxima, more = find_peaks(cleaned[begin:end], prominence=(None, None))
    return begin + int(maxima[np.argmax(more["prominences"])]) if maxima.size else None


def signals(data: Path) -> Iterator[tuple[str, FloatArray, int]]:
    """Yield name, ECG and rate of what both are asked about."""
    dice = np.random.default_rng(0)
    for rate in (130, 250, 500, 1000):
        ecg = Session(rate, rate).ecg
        yield f"clean {rate} Hz", ecg, rate
        yield f"noisy {rate} Hz", ecg + 0.3 * dice.standard_normal(ecg.size), rate
        yield f"white {rate} Hz", dice.standard_normal(ecg.size), rate
        yield f"stepped {rate} Hz", np.round(ecg, 1), rate
    for name, key, rate in REAL:
        path = data / "single" / f"{name}.npz"
        if path.exists():
            with np.load(path) as file:
                yield name, np.asarray(file[key], dtype=np.float64), rate


def compare(name: str, ecg: FloatArray, rate: int) -> dict[str, object]:
    """Ask both about every second of an ECG, 11 s at a time as the engine does."""
    clean, peaks, differ = EcgCleaner(rate, 50), 0, 0
    for at in range(11, len(ecg) // rate):
        cleaned = clean(ecg[(at - 11) * rate : at * rate])
        theirs = np.asarray(
            nk.ecg_findpeaks(cleaned, sampling_rate=rate, method="neurokit")["ECG_R_Peaks"],
            dtype=np.intp,
        )
        ours = equal_peaks(cleaned, rate)
        peaks += len(theirs)
        differ += not np.array_equal(ours, theirs)
    return {"signal": name, "peaks": peaks, "blocks_that_differ": differ}


def ours_for_neurokit(
    cleaned: FloatArray, sampling_rate: int, method: str
) -> dict[str, NDArray[np.intp]]:
    """Stand in for ``neurokit2.ecg_findpeaks``."""
    assert method == "neurokit"
    return {"ECG_R_Peaks": equal_peaks(np.asarray(cleaned), sampling_rate)}


def feed(engine: PersonEngine, session: Session, seconds: range) -> None:
    for n in seconds:
        for chunk in session.chunks(n, 1):
            engine.feed(chunk)


def speeds(rate: int, minutes: int) -> dict[str, float]:
    """Run a recording of one person through the engine with either detector, minute by minute."""
    session = Session(rate, 0)
    theirs, ours = engine_for(session), engine_for(session)
    took = {"neurokit2": 0.0, "equal": 0.0}
    patched = mock.patch.object(neurokit.load(), "ecg_findpeaks", ours_for_neurokit)
    for minute in range(minutes):
        seconds = range(60 * minute, 60 * (minute + 1))
        took["neurokit2"] += cpu(partial(feed, theirs, session, seconds))
        with patched:
            took["equal"] += cpu(partial(feed, ours, session, seconds))
    return {
        "rate_hz": rate,
        "minutes": minutes,
        "times_real_time_with_neurokit2": round(60 * minutes / took["neurokit2"], 1),
        "times_real_time_with_an_equal_one": round(60 * minutes / took["equal"], 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    begin = time.monotonic()
    found: dict[str, object] = {
        "equality": [compare(*signal) for signal in signals(options.data)],
        "speed": [speeds(rate, options.minutes) for rate in (250, 1000)],
    }
    found["minutes"] = round((time.monotonic() - begin) / 60, 1)
    options.out.write_text(json.dumps(found, indent=1) + "\n")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
