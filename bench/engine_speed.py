"""The engine against the NeuroKit2 pipeline a user would write, in one run.

``python bench/engine_speed.py [--quick] [--out FILE]``; one BLAS thread on both sides. CPU time of
the process, not wall time: other work on the machine hardly moves it.

1. One live update, every second, of 1, 2 and 4 people at 250, 500 and 1000 Hz: safehold takes in
   25 chunks of 40 ms and computes a tick; NeuroKit2 cleans, finds peaks and breaths and computes
   its indices over the last 60 s. The two alternate.
2. A recorded hour of one person through the whole engine, and where its time goes; against
   NeuroKit2's one pass over the whole record, which gives one number for each index.
3. Every-second indices: the engine's, given beats and breaths, against looping NeuroKit2's
   ``hrv_time``, ``hrv_frequency`` and ``hrv_rsa`` over signals that are already processed.
4. Growth of time and memory from 1 h to 4 h, each in a process of its own.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import argparse
import cProfile
import itertools
import json
import math
import platform
import pstats
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from importlib import metadata
from pathlib import Path

import neurokit2 as nk
import numpy as np

from processing.indices.breathed import BreathLog, ScoredBreath
from processing.indices.indices import beat_intervals, compute_indices
from processing.indices.registry import Material, compute, registry
from processing.indices.window import Gates, TickWindow
from processing.signals import neurokit
from processing.signals.respiration import make_cycle
from processing.zones.person import PersonEngine
from safehold.checks.verify_truth import Heart, ecg, noise
from safehold.core.settings import STANDARD
from safehold.core.types import Beat, Breath, Chunk, Role, StreamSpec, Tick

RESULTS = Path(__file__).parent / "results" / "engine_speed.json"
PUSHES = 25
WINDOW_S = 60


def spec(role: Role, rate: float) -> StreamSpec:
    return StreamSpec(f"p-{role.value}", role.value, role.value, "bench", role, "p", "mV", rate)


class Session:
    """One person's ECG and belt, endlessly: a rendered stretch again and again."""

    LOOP_S = 120

    def __init__(self, rate: int, seed: int) -> None:
        heart = Heart(0.8, 0.04, 0.25)
        beats = 0.4 + 0.8 * np.arange(-2, 155)  # 150 beats and 30 breaths in a loop
        beats += 0.03 * np.sin(2 * np.pi * 0.25 * beats)
        self.rate, self.belt_rate = rate, 50
        self.ecg = ecg(beats, self.LOOP_S, rate, seed).values
        slow = np.arange(self.LOOP_S * self.belt_rate) / self.belt_rate
        self.belt = heart.belt(slow, seed) + noise(len(slow), 0.5, seed)

    def second(self, n: int) -> tuple[np.ndarray, np.ndarray]:
        at = n % self.LOOP_S
        return (
            self.ecg[at * self.rate : (at + 1) * self.rate],
            self.belt[at * self.belt_rate : (at + 1) * self.belt_rate],
        )

    def chunks(self, n: int, pushes: int) -> Iterator[Chunk]:
        for role, rate, values in zip(
            ("ecg", "respiration"), (self.rate, self.belt_rate), self.second(n), strict=True
        ):
            edges = np.linspace(0, rate, pushes + 1).astype(int)
            for first, stop in itertools.pairwise(edges):
                if stop > first:
                    index = n * rate + first
                    stamps = (index + np.arange(stop - first)) / rate
                    yield Chunk(f"p-{role}", int(index), stamps, values[first:stop])

    def minute(self, n: int) -> Iterator[Chunk]:
        """Yield what a recording has of minute ``n``, as replay and exports feed it."""
        seconds = [self.second(k) for k in range(60 * n, 60 * (n + 1))]
        for role, rate, part in (("ecg", self.rate, 0), ("respiration", self.belt_rate, 1)):
            values = np.concatenate([second[part] for second in seconds])
            stamps = 60 * n + np.arange(len(values)) / rate
            yield Chunk(f"p-{role}", 60 * n * rate, stamps, values)

    def last_minute(self, n: int) -> tuple[np.ndarray, np.ndarray]:
        seconds = [self.second(k) for k in range(n - WINDOW_S, n)]
        heart = np.concatenate([s[0] for s in seconds])
        belt = np.concatenate([s[1] for s in seconds])
        at = np.arange(len(heart)) / self.rate
        return heart, np.interp(at, np.arange(len(belt)) / self.belt_rate, belt)


def engine_for(session: Session) -> PersonEngine:
    streams = [spec(Role.ECG, session.rate), spec(Role.RESPIRATION, session.belt_rate)]
    return PersonEngine("p", streams, STANDARD, session_zero=0.0)


def neurokit_update(heart: np.ndarray, belt: np.ndarray, rate: int) -> None:
    """Compute what a NeuroKit2 user computes each second from the last minute."""
    cleaned = nk.ecg_clean(heart, sampling_rate=rate)
    signals, info = nk.ecg_peaks(cleaned, sampling_rate=rate, correct_artifacts=True)
    signals["ECG_Rate"] = nk.signal_rate(info, sampling_rate=rate, desired_length=len(heart))
    breath, _ = nk.rsp_process(belt, sampling_rate=rate)
    nk.hrv_rsa(signals, breath, sampling_rate=rate)
    nk.hrv_time(info, sampling_rate=rate)
    nk.hrv_frequency(info, sampling_rate=rate, normalize=False)


def cpu(run: Callable[[], object]) -> float:
    before = time.process_time()
    run()
    return time.process_time() - before


def feed_all(engines: list[PersonEngine], batches: list[list[Chunk]]) -> None:
    for engine, batch in zip(engines, batches, strict=True):
        for chunk in batch:
            engine.feed(chunk)


def update_all(minutes: list[tuple[np.ndarray, np.ndarray]], rate: int) -> None:
    for heart, belt in minutes:
        neurokit_update(heart, belt, rate)


def live(rate: int, people: int, updates: int) -> dict[str, float]:
    """Time updates of both, alternating, after 90 s of warming up."""
    sessions = [Session(rate, seed) for seed in range(people)]
    engines = [engine_for(session) for session in sessions]
    inside = 0.0  # share of cleaning and finding R peaks
    original = neurokit.ecg_blocks

    def timed(*args: object, **kwargs: object) -> object:
        nonlocal inside
        before = time.process_time()
        found = original(*args, **kwargs)  # type: ignore[arg-type]
        inside += time.process_time() - before
        return found

    neurokit.ecg_blocks = timed  # type: ignore[assignment]
    ours, theirs = [], []
    try:
        for n in range(90 + updates):
            if n == 90:
                inside = 0.0
            batches = [list(s.chunks(n, PUSHES)) for s in sessions]
            took = cpu(partial(feed_all, engines, batches))
            if n >= 90:
                ours.append(took)
                if n % 4 == 0:
                    minutes = [s.last_minute(n) for s in sessions]
                    theirs.append(cpu(partial(update_all, minutes, rate)))
    finally:
        neurokit.ecg_blocks = original
    mean, median = 1000 * float(np.mean(ours)), 1000 * float(np.median(ours))
    other = 1000 * float(np.median(theirs))
    return {
        "rate_hz": rate,
        "people": people,
        "safehold_ms_mean": mean,
        "safehold_ms_median": median,
        "safehold_ms_p95": 1000 * float(np.quantile(ours, 0.95)),
        "of_which_peaks_ms": 1000 * inside / updates,
        "neurokit2_ms_median": other,
        "ratio_of_means": 1000 * float(np.mean(theirs)) / mean,
    }


def whole_record(rate: int, times: int) -> dict[str, float]:
    """Time one hour from arrays in memory: all ticks and reports against NeuroKit2's one pass."""
    session = Session(rate, 0)
    minutes = [chunk for n in range(60) for chunk in session.minute(n)]
    heart, belt = (np.concatenate([chunk.values for chunk in minutes[part::2]]) for part in (0, 1))
    belt = np.interp(np.arange(len(heart)) / rate, np.arange(len(belt)) / session.belt_rate, belt)
    ours, theirs = [], []
    for _ in range(times):
        ours.append(cpu(partial(feed_all, [engine_for(session)], [minutes])))
        theirs.append(cpu(partial(neurokit_update, heart, belt, rate)))
    own, other = float(np.median(ours)), float(np.median(theirs))
    return {"rate_hz": rate, "safehold_s": own, "neurokit2_s": other, "times": own / other}


def run_hours(hours: float, rate: int) -> dict[str, float]:
    """Feed a recording minute by minute, as replay and exports do; keep only counts."""
    session = Session(rate, 0)
    engine = engine_for(session)
    rss_before = peak_mb()
    neurokit.ecg_peaks(session.ecg[: 10 * rate], rate, mains_hz=50)  # the import
    registry()
    rss_imports = peak_mb()
    seconds, ticks = round(3600 * hours), 0
    start, wall = time.process_time(), time.perf_counter()
    for n in range(seconds // 60):
        for chunk in session.minute(n):
            ticks += sum(isinstance(o, Tick) for o in engine.feed(chunk))
    took = time.process_time() - start
    return {
        "hours": hours,
        "rate_hz": rate,
        "cpu_s": took,
        "wall_s": time.perf_counter() - wall,
        "times_real_time": seconds / took,
        "ticks": ticks,
        "rss_start_mb": rss_before,
        "rss_imports_mb": rss_imports,
        "rss_peak_mb": peak_mb(),
    }


def peak_mb() -> float:
    """Return the peak memory of this process (``ru_maxrss`` would count its parent's)."""
    status = Path("/proc/self/status").read_text()
    return next(int(x.split()[1]) / 1024 for x in status.splitlines() if x.startswith("VmHWM"))


def in_own_process(hours: float, rate: int) -> dict[str, float]:
    shown = subprocess.run(
        [sys.executable, __file__, "--hours", str(hours), "--rate", str(rate)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(shown.stdout)
    return found


def profile(rate: int, seconds: int) -> dict[str, float]:
    """Return shares of the engine's time: own time inside each file, NeuroKit2's calls whole."""
    session = Session(rate, 0)
    engine = engine_for(session)
    chunks = [c for n in range(seconds // 60) for c in session.minute(n)]
    profiler = cProfile.Profile()
    profiler.enable()
    for chunk in chunks:
        engine.feed(chunk)
    profiler.disable()
    stats = pstats.Stats(profiler)
    total = stats.total_tt  # type: ignore[attr-defined]
    wanted = {
        "ecg_blocks": "cleaning and QRS complexes", "judge": "beat shapes",
        "_seen_twice": "second detector",
        "finalise": "interval flags", "look": "what forbids or degrades",
        "compute_indices": "indices of every tick", "at": "indices of the report",
        "_of_run": "grids of heart and respiration", "extrema_of": "respiration extrema",
        "still_grids": "breath holds", "band_ratios": "band of breathing",
        "_last_ready": "time line", "reasons_of_segments": "signal quality",
    }  # fmt: skip
    shares = {}
    for (file, _, name), (_, _, _, cumulative, _) in stats.stats.items():  # type: ignore[attr-defined]
        if "processing" in file and name in wanted:
            shares[f"{wanted[name]} ({Path(file).stem}.{name})"] = round(cumulative / total, 4)
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def every_second(windows: int) -> dict[str, float]:
    """Time indices per window from beats and breaths that are known."""
    session = Session(250, 0)
    engine = engine_for(session)
    outputs = [o for n in range(400) for c in session.chunks(n, 1) for o in engine.feed(c)]
    beats = [o for o in outputs if isinstance(o, Beat)]
    breaths = [o for o in outputs if isinstance(o, Breath)]
    scored = BreathLog(
        ScoredBreath(make_cycle(b.t_insp, b.t_exp, b.t_end, b.amplitude), b.p2t_ms, b.reasons)
        for b in breaths
    )
    intervals = beat_intervals(beats)
    ticks = range(380 - windows, 380)

    def ours() -> None:
        for t in ticks:
            window = TickWindow(t, 30, 60, "ecg", "a.u.")
            breathed = scored.between(t - 60, t)
            compute_indices(window, intervals.between(t - 60, t), breathed, Gates())

    def spectral() -> None:
        for t in ticks:
            material = Material(float(t), intervals, breaths, "ecg")
            for index in registry().indices:
                compute(index, material, index.window_s)

    heart, belt = session.last_minute(120)
    signals, info = nk.ecg_process(heart, sampling_rate=250)
    breath, _ = nk.rsp_process(belt, sampling_rate=250)

    def theirs() -> None:
        for _ in range(max(windows // 4, 3)):
            nk.hrv_rsa(signals, breath, sampling_rate=250)
            nk.hrv_time(info, sampling_rate=250)
            nk.hrv_frequency(info, sampling_rate=250, normalize=False)

    own = 1000 * cpu(ours) / windows
    report = 1000 * cpu(spectral) / windows
    other = 1000 * cpu(theirs) / max(windows // 4, 3)
    return {
        "safehold_tick_indices_ms": own,
        "safehold_report_indices_ms": report,
        "safehold_ms_per_second": own + report / 10,
        "neurokit2_loop_ms": other,
        "ratio": other / (own + report / 10),
        "ratio_if_report_indices_came_every_second": other / (own + report),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer updates, 15 and 60 min")
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--hours", type=float, help=argparse.SUPPRESS)
    parser.add_argument("--rate", type=int, default=250, help=argparse.SUPPRESS)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    if options.hours:
        print(json.dumps(run_hours(options.hours, options.rate)))
        return
    updates = 20 if options.quick else 40
    versions = {n: metadata.version(n) for n in ("neurokit2", "numpy", "scipy")}
    found: dict[str, object] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, " + ", ".join(f"{n} {v}" for n, v in versions.items()),
        "blas_threads": 1,
        "live": [live(r, p, updates) for r in (250, 500, 1000) for p in (1, 2, 4)],
        "every_second": every_second(40),
        "whole_record": [whole_record(r, 1 if options.quick else 3) for r in (250, 1000)],
        "profile_250_hz": profile(250, 300),
    }
    short, long = (0.25, 1.0) if options.quick else (1.0, 4.0)
    runs = [in_own_process(h, 250) for h in (short, long)] + [in_own_process(short, 1000)]
    found["recordings"] = runs
    found["growth_exponent"] = math.log(runs[1]["cpu_s"] / runs[0]["cpu_s"]) / math.log(
        long / short
    )
    options.out.write_text(json.dumps(found, indent=1) + "\n")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
