"""What the rule that flags RR intervals does, before and after it learnt to know swings.

``before`` is the rule of methods 3.2, written down here; ``after`` is the installed one. Clean
simulated RSA, MIT-BIH 100 with its annotations, the silver beats of a person with very large RSA,
artefacts and ectopic beats put in at known places, and what the engine then shows.

Run ``python bench/flag_rule.py --data DIR`` (the folder with ``single/``); results go to
``bench/results/``. Seeded; about two minutes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias
from unittest import mock

import numpy as np
import wfdb
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from processing.signals import intervals
from processing.signals.flags import LAG, LEFT, Judge, flag_intervals
from processing.zones.person import PersonEngine
from safehold.core.settings import STANDARD
from safehold.core.types import Chunk, FloatArray, Role, Status, StreamSpec, Tick

Flags: TypeAlias = NDArray[np.bool_]
Rule: TypeAlias = Callable[[FloatArray], Flags]
PHASES = np.arange(8) * np.pi / 4
RATES = (0.01, 0.02, 0.05, 0.10)
WINDOW_S = 60.0


def _context(values: FloatArray, left: int) -> FloatArray:
    padded = np.concatenate((np.full(left, np.nan), values, np.full(3, np.nan)))
    return sliding_window_view(padded, left + 4)


def _spread(windows: FloatArray) -> FloatArray:
    low, high = np.nanpercentile(windows, (25, 75), axis=1)
    return np.asarray(5.2 * (high - low) / 2)


def rule_of_methods(rr: FloatArray, cap_high: float = 0.30) -> Flags:
    """Return the flags of methods 3.2 as it was, shape (n,); no gaps, good beats."""
    d = np.append(np.nan, np.diff(rr))
    after = np.append(d[1:], np.nan)
    m = np.nanmedian(_context(rr, 5), axis=1)
    with np.errstate(all="ignore"):
        th1 = np.fmax(_spread(_context(np.abs(d), 44)), 60)
    th2 = np.clip(_spread(_context(rr, 45)), 0.15 * m, cap_high * m)
    off = np.abs(rr - m)
    alternating = (np.abs(d) > th1) & (np.abs(after) > th1) & (d * after < 0) & (off > 0.1 * m)
    return np.asarray((rr < 300) | (rr > 2000) | (off > th2) | alternating)


def rule_installed(rr: FloatArray) -> Flags:
    """Return the flags of the installed rule, shape (n,)."""
    n = len(rr)
    return flag_intervals(rr, joined=np.arange(n) > 0, beats_ok=np.ones(n, bool)).any(axis=1)


def rule_high_rsa(rr: FloatArray) -> Flags:
    """Return the flags of the option that methods 3.2 names: a cap of .40."""
    return rule_of_methods(rr, cap_high=0.40)


RULES: dict[str, Rule] = {
    "before": rule_of_methods,
    "cap_0.40": rule_high_rsa,
    "after": rule_installed,
}


def beats_g(amplitude: float, f: float, phase: float, duration: float) -> FloatArray:
    """Return the beats of generator G (methods 7), mean interval .85 s."""
    times = [0.3]
    while times[-1] < duration:
        angle = 2 * np.pi * f * (times[-1] + 0.425) + phase
        times.append(times[-1] + 0.85 + amplitude * float(np.sin(angle)))
    return np.array(times)


def put_in(
    beats: FloatArray, rate: float, rng: np.random.Generator, *, ectopic: bool
) -> FloatArray:
    """Return the beats with artefacts, or ectopic beats with a full pause, at random places."""
    lengths = np.diff(beats)
    times, lost, extra = beats.copy(), np.zeros(len(beats), bool), []
    for k in np.flatnonzero(rng.random(len(beats) - 3) < rate) + 1:
        kind = 2 if ectopic else rng.integers(4)
        if kind == 0:
            lost[k] = True
        elif kind == 1:
            extra.append(beats[k] + lengths[k] * rng.uniform(0.3, 0.7))
        elif kind == 2:
            times[k] -= rng.uniform(0.2, 0.4) * lengths[k - 1]
        else:
            times[k] += rng.uniform(-0.25, 0.25) * lengths[k]
    return np.sort(np.concatenate((times[~lost], extra)))


def rmssd(rr: FloatArray, ok: Flags) -> float:
    """Return RMSSD over pairs of usable intervals, ms."""
    pairs = ok[:-1] & ok[1:]
    return float(np.sqrt(np.mean(np.diff(rr)[pairs] ** 2))) if pairs.any() else np.nan


def errors(
    rule: Rule, clean: FloatArray, normal: Flags, spoilt: FloatArray
) -> tuple[list[float], int]:
    """Return relative errors of RMSSD of the minutes shown, and how many minutes there are."""
    rr, truth_rr = 1000 * np.diff(spoilt), 1000 * np.diff(clean)
    flagged = rule(rr)
    found, count = [], 0
    for t0 in np.arange(WINDOW_S, clean[-1] - WINDOW_S, WINDOW_S):
        chosen = (spoilt[:-1] >= t0) & (spoilt[1:] <= t0 + WINDOW_S)
        true = (clean[:-1] >= t0) & (clean[1:] <= t0 + WINDOW_S)
        ok = ~flagged[chosen]
        count += 1
        coverage = rr[chosen][ok].sum() / 1000 / WINDOW_S
        if (ok[:-1] & ok[1:]).sum() < 30 or coverage < 0.8 or np.mean(~ok) > 0.10:
            continue
        truth = rmssd(truth_rr[true], normal[true])
        found.append(abs(rmssd(rr[chosen], ok) / truth - 1))
    return found, count


def summary(found: Sequence[float], count: int) -> dict[str, Any]:
    """Return shown share and the errors in per cent."""
    if not found:
        return {"minutes": count, "shown": 0.0}
    p50, p95 = np.percentile(found, (50, 95)) * 100
    return {
        "minutes": count,
        "shown": round(len(found) / count, 3),
        "median_error_pct": round(float(p50), 2),
        "p95_error_pct": round(float(p95), 1),
        "within_10_pct": round(float(np.mean(np.array(found) <= 0.10)), 3),
    }


def clean_rsa(rule: Rule) -> dict[str, float]:
    """Return the share of flagged intervals of clean RSA, per cent, by amplitude (ms) and f."""
    return {
        f"A={1000 * a:.0f} f={f}": round(
            100 * float(np.mean([rule(1000 * np.diff(beats_g(a, f, p, 600))).mean()
                                 for p in PHASES])), 2)
        for a in (0.02, 0.05, 0.1, 0.15, 0.2)
        for f in (0.1, 0.15, 0.2, 0.25, 0.3)
    }  # fmt: skip


def simulated(rule: Rule, amplitude: float, rate: float) -> dict[str, Any]:
    """Return errors for mixed artefacts in simulated RSA with 8 ms of noise."""
    rng = np.random.default_rng(7)
    found, count = [], 0
    for _ in range(24):
        f = float(rng.choice([0.1, 0.15, 0.2, 0.25, 0.3]))
        beats = beats_g(amplitude, f, rng.uniform(0, 6.28), 600)
        lengths = np.diff(beats) + rng.normal(0, 0.008, len(beats) - 1)
        beats = np.append(beats[0], beats[0] + np.cumsum(lengths))
        spoilt = put_in(beats, rate, rng, ectopic=False)
        some, n = errors(rule, beats, np.ones(len(lengths), bool), spoilt)
        found += some
        count += n
    return summary(found, count)


def put_into(
    rule: Rule, beats: FloatArray, normal: Flags, rate: float, *, ectopic: bool
) -> dict[str, Any]:
    """Return errors for artefacts or ectopic beats put into real beats."""
    rng = np.random.default_rng(11)
    found, count = [], 0
    for _ in range(20 if len(beats) < 1000 else 4):
        some, n = errors(rule, beats, normal, put_in(beats, rate, rng, ectopic=ectopic))
        found += some
        count += n
    return summary(found, count)


def mit100(folder: Path) -> tuple[FloatArray, Flags]:
    """Return beat times of MIT-BIH 100, s, and which intervals lie between normal beats."""
    annotation = wfdb.rdann(str(folder / "mitdb_100" / "100"), "atr")
    chosen = [i for i, symbol in enumerate(annotation.symbol) if symbol in "NAV"]
    normal = np.array([annotation.symbol[i] == "N" for i in chosen])
    return annotation.sample[chosen] / 360.0, normal[:-1] & normal[1:]


def engine_ticks(ecg: FloatArray, rate: float) -> list[Tick]:
    """Return the ticks from 60 s on that the engine makes of an ECG."""
    stream = StreamSpec("client-ecg", "ECG", "ECG", "bench", Role.ECG, "client", "mV", rate)
    engine = PersonEngine("client", [stream], STANDARD, session_zero=0.0)
    out = engine.feed(Chunk("client-ecg", 0, np.arange(len(ecg)) / rate, ecg))
    return [tick for tick in out if isinstance(tick, Tick) and tick.t >= 60]


def shown(ecg: FloatArray, rate: float, truth: Callable[[float], float] | None) -> dict[str, Any]:
    """Return what the engine shows of RMSSD, and its error where the truth is known."""
    ticks = engine_ticks(ecg, rate)
    values = [(tick.t, tick.index("rmssd")) for tick in ticks]
    given = [(t, v.value, v.status) for t, v in values if v.value is not None]
    result: dict[str, Any] = {
        "ticks": len(ticks),
        "shown": round(len(given) / len(ticks), 3),
        "ok": round(sum(s is Status.OK for _, _, s in given) / len(ticks), 3),
        "median_ms": round(float(np.median([v for _, v, _ in given])), 1) if given else None,
        "reasons": sorted({r.value for _, v in values for r in v.reasons}),
    }
    if truth is not None and given:
        off = np.array([abs(v / truth(t) - 1) for t, v, _ in given])
        result["max_error_pct"] = round(100 * float(off.max()), 1)
        result["within_10_pct"] = round(float(np.mean(off <= 0.10)), 3)
    return result


def truth_of(beats: FloatArray, normal: Flags) -> Callable[[float], float]:
    """Return the RMSSD of the 60 s before a time, from reference beats."""
    rr = 1000 * np.diff(beats)

    def at(t: float) -> float:
        inside = (beats[:-1] >= t - 60) & (beats[1:] <= t)
        return rmssd(rr[inside], normal[inside])

    return at


class OldJudge(Judge):
    """Stands in for the installed rule in the engine: the old one, without gaps."""

    def __call__(self, k: int) -> tuple[bool, bool, bool, bool, bool, bool]:
        """Return what is wrong with interval ``k``."""
        start = max(0, k - LEFT - 1)
        deviant = rule_of_methods(np.array(self._rr[start : k + LAG + 1]))[k - start]
        return False, bool(deviant), False, False, False, False


def engines(folder: Path, garcia: FloatArray) -> dict[str, Any]:
    """Return what the engine shows on four real recordings."""
    with np.load(folder / "garcia_ecg1_resp1.npz") as file:
        large = file["ecg_V"].astype(float)
    with np.load(folder / "mitdb208_excerpt_360hz.npz") as file:
        ectopic = file["ecg_mV"].astype(float)
    noisy = np.loadtxt(folder / "heartpy" / "118e24.csv", delimiter=",")
    signal = wfdb.rdrecord(str(folder / "mitdb_100" / "100"), channels=[0]).p_signal[:, 0]
    beats, normal = mit100(folder)
    return {
        "garcia": shown(large, 1000, truth_of(garcia, np.ones(len(garcia) - 1, bool))),
        "mitdb100": shown(signal, 360, truth_of(beats, normal)),
        "mitdb208": shown(ectopic, 360, None),
        "118e24": shown(noisy, 360, None),
    }


def measure(folder: Path) -> dict[str, Any]:
    """Return all tables, by rule."""
    beats, normal = mit100(folder)
    garcia = np.loadtxt(folder / "garcia_ecg1_rpeaks_silver.csv", delimiter=",", skiprows=1)[:, 2]
    every = np.ones(len(garcia) - 1, bool)
    result: dict[str, Any] = {}
    for name, rule in RULES.items():
        flags = rule(1000 * np.diff(beats))
        result[name] = {
            "clean_rsa_flagged_pct": clean_rsa(rule),
            "mitdb100": {
                "abnormal_flagged": int(flags[~normal].sum()),
                "abnormal": int((~normal).sum()),
                "normal_flagged": int(flags[normal].sum()),
                "normal": int(normal.sum()),
            },
            "garcia_flagged": int(rule(1000 * np.diff(garcia)).sum()),
            "mixed_artefacts": {
                f"A={1000 * a:.0f} {r:.0%}": simulated(rule, a, r)
                for a in (0.02, 0.05, 0.1, 0.2) for r in RATES
            },
            "mixed_artefacts_in_garcia": {
                f"{r:.0%}": put_into(rule, garcia, every, r, ectopic=False) for r in RATES
            },
            "ectopic_in_garcia": {
                f"{r:.0%}": put_into(rule, garcia, every, r, ectopic=True) for r in RATES
            },
            "ectopic_in_mitdb100": {
                f"{r:.0%}": put_into(rule, beats, normal, r, ectopic=True) for r in RATES
            },
        }  # fmt: skip
    with mock.patch.object(intervals, "Judge", OldJudge):
        result["before"]["engine"] = engines(folder, garcia)
    result["after"]["engine"] = engines(folder, garcia)
    return result


def main() -> None:
    """Measure and write the results."""
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=here.parents[1] / "shared" / "data")
    folder = parser.parse_args().data / "single"
    target = here / "results" / "flag_rule.json"
    target.write_text(json.dumps(measure(folder), indent=1) + "\n", encoding="utf-8")
    print(target)


if __name__ == "__main__":
    main()
