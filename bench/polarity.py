"""Which way up sensors are: real recordings both ways up, simulations, one left out at a time.

``python bench/polarity.py [--data FOLDER] [--cases FOLDER] [--out FILE]``, seeded:

1. Belts and airflows. Votes of whole recordings, read rightly and turned, judged over every run of
   the last 8 to 30 breaths; three dead belts; simulated breathing of four rates and three forms,
   with and without RSA.
2. The threshold that the other people's recordings and the simulations would choose, held against
   the recording that was left out.
3. P2T of the engine, rightly and turned, before (limits of duty and of breaths without a positive
   difference) and after, against beats and cycles found by others.
4. ECGs, in pieces of 10 s: the same, and what the engine gives of one with exchanged electrodes.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from _recordings import (
    DS210_HZ,
    GARCIA_BELT_HZ,
    GARCIA_HZ,
    MIT_HZ,
    PEAKDET_HZ,
    evenly,
    exchanged_ecg,
    garcia,
    garcia_belt,
    mit_bih_100,
    mit_bih_208,
    noise_stress,
    pair,
    peakdet,
    scanner,
    turned_flow,
)

from processing.clock.grid import GridRun, grid_values, heart_grid_rate
from processing.measures.whole_record import whole_beats, whole_breaths
from processing.signals import polarity
from processing.signals.ecg_polarity import MIN_SCORE, ecg_score, judge_ecg
from processing.signals.polarity import (
    BREATHS,
    LEAST_BREATHS,
    MIN_MEAN,
    MIN_SUM,
    REASONS,
    Polarity,
    judge,
)
from processing.zones.person import PersonEngine
from safehold.core.settings import STANDARD
from safehold.core.types import (
    Beat,
    BeatStatus,
    Breath,
    Chunk,
    FloatArray,
    IndexValue,
    Role,
    StreamSpec,
    Tick,
    Turn,
)

RESULTS = Path(__file__).parent / "results" / "polarity.json"
DURATION_S = 300.0
OLD_DUTY, OLD_FLOORED = 0.55, 0.20
"""The two limits of before, for comparison."""
MEANS = tuple(round(0.1 * k, 1) for k in range(2, 16))
SCORES = tuple(round(0.05 * k, 2) for k in range(1, 21))
MAX_WRONG = 0.001
"""A threshold is chosen as the smallest that is wrong no more often than this."""
Shares = dict[str, float]


@dataclass(frozen=True)
class Recording:
    """Breathing the right way up, and the heart beside it."""

    name: str
    person: str
    belt: StreamSpec
    times: FloatArray
    values: FloatArray
    heart: StreamSpec | None = None
    heart_times: FloatArray | None = None
    heart_values: FloatArray | None = None
    dead: bool = False


def spec(role: Role, rate: float, name: str = "") -> StreamSpec:
    """Return a stream of the one person."""
    return StreamSpec(role.value, name or role.value, role.value, "x", role, "p", "a.u.", rate)


def recordings(data: Path, cases: Path) -> Iterator[Recording]:
    """Yield all recordings of breathing, each the right way up."""
    for name in (f"{p}_{t}" for p in ("P11", "P21", "P12", "P22") for t in ("baseline", "C_Hard")):
        one = pair(data / "dyad" / f"{name}.npz")
        rate = (len(one.times) - 1) / float(one.times[-1])
        yield Recording(
            name, name[:3], spec(Role.RESPIRATION, rate), one.times, one.belt,
            spec(Role.PPG, rate), one.times, one.ear, dead=name[:3] in ("P12", "P22"),
        )  # fmt: skip
    nose, single = "airflow", data / "single"
    first, second = garcia(single), turned_flow(cases)
    times, flow = evenly(-first.flow, GARCIA_HZ)
    yield Recording(
        "garcia 1, airflow", "garcia 1", spec(Role.RESPIRATION, GARCIA_HZ, nose), times, flow,
        spec(Role.ECG, GARCIA_HZ), times, first.ecg,
    )  # fmt: skip
    yield Recording(
        "garcia 2, airflow", "garcia 2", spec(Role.RESPIRATION, 250, nose), second.times,
        -second.flow, spec(Role.ECG, 250), second.times, second.ecg,
    )  # fmt: skip
    yield Recording(
        "garcia 3, belt", "garcia 3", spec(Role.RESPIRATION, GARCIA_BELT_HZ),
        *evenly(garcia_belt(single), GARCIA_BELT_HZ),
    )  # fmt: skip
    pulse, belt = scanner(single)
    times, chest = evenly(belt, DS210_HZ)
    yield Recording(
        "ds210", "ds210", spec(Role.RESPIRATION, DS210_HZ), times, chest,
        spec(Role.PPG, DS210_HZ), times, pulse,
    )  # fmt: skip


def beats_of(recording: Recording) -> list[Beat]:
    """Return the beats of a recording; none without a heart."""
    if recording.heart is None or recording.heart_times is None or recording.heart_values is None:
        return []
    return whole_beats(recording.heart, recording.heart_times, recording.heart_values, mains_hz=50)


def votes_of(
    belt: StreamSpec, times: FloatArray, values: FloatArray, beats: list[Beat]
) -> list[float]:
    """Return the votes of all valid breaths."""
    pulse = bool(beats) and beats[0].source == Role.PPG
    delay = STANDARD.ppg_delay_s if pulse else 0.0
    breaths = whole_breaths(belt, times, values, beats, delay_s=delay)
    return [breath.vote for breath in breaths if breath.status == "ok"]


def simulated(
    dice: np.random.Generator,
) -> Iterator[tuple[str, StreamSpec, FloatArray, FloatArray, list[Beat]]]:
    """Yield name, stream, times, values and beats of simulated breathing, the right way up."""
    forms = {"quick": (0.35, 0.1), "nearly even": (0.45, 0.0), "even": (0.5, 0.0)}
    for rate, (form, (share, pause)), rsa, flow in itertools.product(
        (6, 10, 15, 22), forms.items(), (0.0, 40.0, 120.0), (False, True)
    ):
        onsets = [0.0]
        while onsets[-1] < DURATION_S + 30:
            onsets.append(onsets[-1] + 60 / rate * float(np.exp(dice.normal(0, 0.1))))
        times = np.arange(0, DURATION_S, 0.04)

        def volume(t: FloatArray, at: FloatArray, share: float, pause: float) -> FloatArray:
            k = np.clip(np.searchsorted(at, t, side="right") - 1, 0, len(at) - 2)
            phase = (t - at[k]) / (at[k + 1] - at[k])
            out = np.clip((phase - share) / (1 - share - pause), 0, 1)
            rising = 0.5 - 0.5 * np.cos(np.pi * phase / share)
            found: FloatArray = np.where(phase < share, rising, 0.5 + 0.5 * np.cos(np.pi * out))
            return found

        at = np.array(onsets)
        values = volume(times, at, share, pause)
        values = np.gradient(values, times) if flow else values
        values = values + dice.normal(0, 0.01 * float(np.ptp(values)), len(times))
        beats, t, offset = [Beat("p", 0.3, None, BeatStatus.FIRST, (), "ecg")], 0.3, dice.random(2)
        while t < DURATION_S:
            slow = 20 * np.sin(2 * np.pi * (0.012 * t + offset[0]))
            slow += 14 * np.sin(2 * np.pi * (0.1 * t + offset[1]))
            swing = float(volume(np.array([t + 0.15]), at, share, pause)[0]) - 0.5
            rr = float(max(300.0, 880 - rsa * swing + slow + dice.normal(0, 8)))
            t += rr / 1000
            beats.append(Beat("p", t, rr, BeatStatus.OK, (), "ecg"))
        kind = "airflow" if flow else "belt"
        name = f"{rate}/min, {form}, RSA {rsa:.0f} ms, {kind}"
        yield name, spec(Role.RESPIRATION, 25, kind), times, values, beats


def runs(votes: Sequence[float]) -> list[tuple[int, float]]:
    """Return number and mean of the last 8-30 votes after every breath."""
    found = []
    for end in range(LEAST_BREATHS, len(votes) + 1):
        asked = votes[max(0, end - BREATHS) : end]
        found.append((len(asked), float(np.mean(asked))))
    return found


def shares(asked: Sequence[tuple[int, float]], least: float) -> Shares:
    """Return how often runs that are the right way up are judged right, unknown, and wrong."""
    limits = np.array([max(least, MIN_SUM / np.sqrt(n)) for n, _ in asked])
    means = np.array([mean for _, mean in asked])
    return told(means, limits)


def told(values: FloatArray, limits: FloatArray | float) -> Shares:
    """Return the shares of values beyond, within and beyond the other limit."""
    right, wrong = float(np.mean(values >= limits)), float(np.mean(values <= -np.asarray(limits)))
    return {"right": round(right, 4), "unknown": round(1 - right - wrong, 4),
            "wrong": round(wrong, 4)}  # fmt: skip


def both_ways(upright: Sequence[float], turned: Sequence[float]) -> list[tuple[int, float]]:
    """Return the runs of either way up, both as if the right way were up."""
    return [*runs(upright), *((n, -mean) for n, mean in runs(turned))]


def of_breathing(found: Sequence[Recording], seed: int) -> dict[str, Any]:
    """Return how recordings and simulations are judged, and the thresholds of those left out."""
    asked: dict[str, list[tuple[int, float]]] = {}
    rows = []
    for recording in found:
        beats = beats_of(recording)
        ways = [
            votes_of(recording.belt, recording.times, way * recording.values, beats)
            for way in (1, -1)
        ]
        asked[recording.name] = both_ways(*ways)
        rows.append({
            "recording": recording.name, "breaths": len(ways[0]),
            "mean_right": round(float(np.mean(ways[0])), 2),
            "mean_turned": round(float(np.mean(ways[1])), 2),
            **shares(asked[recording.name], MIN_MEAN),
        })  # fmt: skip
    simulations = []
    for name, belt, times, values, beats in simulated(np.random.default_rng(seed)):
        ways = [votes_of(belt, times, way * values, beats) for way in (1, -1)]
        asked[name] = both_ways(*ways)
        simulations.append({"simulation": name, **shares(asked[name], MIN_MEAN)})
    left_out = []
    for recording in found:
        if recording.dead:
            continue
        mine = {other.name for other in found if other.person == recording.person}
        others = [run for name, part in asked.items() if name not in mine for run in part]
        least = next(m for m in MEANS if shares(others, m)["wrong"] <= MAX_WRONG)
        left_out.append({"recording": recording.name, "chosen": least,
                         **shares(asked[recording.name], least)})  # fmt: skip
    whole = {
        f"{recording.name}, {word}": judge(
            votes_of(recording.belt, recording.times, way * recording.values, beats_of(recording))
        ).value
        for recording in found
        for way, word in ((1, "right"), (-1, "turned"))
    }
    return {"recordings": rows, "simulations": simulations, "left_out": left_out,
            "whole_record": whole}  # fmt: skip


def old_rule(breaths: Sequence[Breath], t: int) -> float | None:
    """Return P2T of the minute before a tick by the limits of before, ms; None where missing."""
    ended = [b for b in breaths if t - 60 <= b.t_end <= t and b.status == "ok"]
    values = [b.p2t_ms for b in ended if b.p2t_ms is not None]
    if len(values) < 3 or len(values) < 0.6 * len(ended):
        return None
    duty = np.median([(b.t_exp - b.t_insp) / (b.t_end - b.t_insp) for b in ended])
    floored = float(np.mean([value <= 0 for value in values]))
    return None if duty > OLD_DUTY or floored > OLD_FLOORED else float(np.median(values))


def _forbidden(tick: Tick) -> bool:
    """Tell whether P2T is missing for another cause than its side."""
    p2t = tick.index("p2t")
    return p2t.value is None and bool({*p2t.reasons} - set(itertools.chain(*REASONS.values())))


def of_engine(found: Sequence[Recording], truths: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return P2T of the engine before and after, either way up."""
    rows = []
    for recording in found:
        if recording.heart is None or recording.dead:
            continue
        for way in (1, -1):
            engine = PersonEngine("p", [recording.heart, recording.belt], STANDARD,
                                  session_zero=0.0)  # fmt: skip
            assert recording.heart_times is not None
            assert recording.heart_values is not None
            engine.feed(Chunk(recording.heart.stream_id, 0, recording.heart_times,
                              recording.heart_values))  # fmt: skip
            outputs = engine.feed(
                Chunk(recording.belt.stream_id, 0, recording.times, way * recording.values)
            )
            breaths = [o for o in outputs if isinstance(o, Breath)]
            ticks = [o for o in outputs if isinstance(o, Tick) and o.t > 60]
            before = [
                v
                for tick in ticks
                if not _forbidden(tick) and (v := old_rule(breaths, tick.t)) is not None
            ]
            after = [v for tick in ticks if (v := tick.index("p2t").value) is not None]
            rows.append({
                "recording": recording.name, "way": "right" if way > 0 else "turned",
                "truth_ms": truths.get(recording.name),
                "before_valid": round(len(before) / len(ticks), 3),
                "before_ms": round(float(np.median(before)), 1) if before else None,
                "after_valid": round(len(after) / len(ticks), 3),
                "after_ms": round(float(np.median(after)), 1) if after else None,
            })  # fmt: skip
    return rows


def ecgs(data: Path, cases: Path) -> Iterator[tuple[str, float, FloatArray]]:
    """Yield name, rate and samples of ECGs, each the right way up, at most five minutes."""
    single = data / "single"
    yield "garcia 1", GARCIA_HZ, garcia(single).ecg
    yield "garcia 2", 250, turned_flow(cases).ecg
    yield "e0103", 250, -exchanged_ecg(cases)[1]
    yield "mitdb 100, MLII", MIT_HZ, mit_bih_100(single, 300).ecg
    yield "mitdb 100, V5", MIT_HZ, mit_bih_100(single, 300, lead=1).ecg
    yield "mitdb208_excerpt_360hz", MIT_HZ, mit_bih_208(single)
    yield "peakdet_ecg_1000hz", PEAKDET_HZ, peakdet(single)
    yield "118e24", MIT_HZ, noise_stress(single).ecg


def of_ecgs(data: Path, cases: Path, seed: int) -> dict[str, Any]:
    """Return how ECGs are judged in pieces of 10 s, either way up, and those left out."""
    scores: dict[str, FloatArray] = {}
    for name, rate, values in ecgs(data, cases):
        sfreq, times = heart_grid_rate(rate), np.arange(len(values)) / rate
        found = []
        for begin in range(0, int(times[-1]) - 10, 10):
            run = GridRun(times, values)
            grid = grid_values(run, sfreq, begin * sfreq, (begin + 10) * sfreq)
            for way in (1, -1):
                score = ecg_score(way * grid, sfreq, mains_hz=50)
                found.append(0.0 if score is None else way * score)
        scores[name] = np.array(found)
    rows = [
        {"ecg": name, "median": round(float(np.median(s)), 2), **told(s, MIN_SCORE)}
        for name, s in scores.items()
    ]
    dice = np.random.default_rng(seed)
    noise = [ecg_score(dice.normal(size=2500), 250, mains_hz=50) or 0.0 for _ in range(400)]
    left_out = []
    for name in scores:
        mine = name.split(",")[0]
        others = [s for n, s in scores.items() if n.split(",")[0] != mine]
        both = np.concatenate([*others, noise, np.negative(noise)])
        least = next(m for m in SCORES if told(both, m)["wrong"] <= MAX_WRONG)
        left_out.append({"ecg": name, "chosen": least, **told(scores[name], least)})
    judged = [judge_ecg(score) is not Polarity.UNKNOWN for score in noise]
    return {"ecgs": rows, "left_out": left_out, "noise_judged": round(float(np.mean(judged)), 4)}


def exchanged(cases: Path) -> dict[str, Any]:
    """Return heart rate and RMSSD of an ECG with exchanged electrodes, and after a turn."""
    times, ecg, truth = exchanged_ecg(cases)
    rows: dict[str, Any] = {"truth": _of_beats(truth, 90.0)}
    for word, turns in (("as it is", []), ("turned at 10 s", [Turn("ecg", True, act_from=10)])):
        engine = PersonEngine("p", [spec(Role.ECG, 250)], STANDARD, session_zero=0.0)
        for turn in turns:
            engine.feed(turn)
        outputs = engine.feed(Chunk("ecg", 0, times, ecg))
        ticks = [o for o in outputs if isinstance(o, Tick)]
        last = ticks[-1]
        rows[word] = {
            "valid_ticks": sum(tick.index("hr").value is not None for tick in ticks),
            "hr": last.index("hr").value, "rmssd": last.index("rmssd").value,
            "reasons": [reason.value for reason in last.index("rmssd").reasons],
            "truth_here": _of_beats(truth, float(last.t)),
        }  # fmt: skip
    return rows


def of_pulse(found: Sequence[Recording]) -> list[dict[str, Any]]:
    """Return what a pulse wave gives upside down beside what it gives the right way up."""
    rows = []
    for recording in found:
        if recording.heart is None or recording.heart.role is not Role.PPG:
            continue
        ticks = []
        for way in (1, -1):
            engine = PersonEngine("p", [recording.heart], STANDARD, session_zero=0.0)
            values = way * np.asarray(recording.heart_values)
            out = engine.feed(Chunk("ppg", 0, np.asarray(recording.heart_times), values))
            ticks.append([o for o in out if isinstance(o, Tick) and o.t >= 62])
        row: dict[str, Any] = {"recording": recording.name}
        for name in ("hr", "rmssd"):
            right, turned = (np.array([_number(t.index(name)) for t in side]) for side in ticks)
            both = np.isfinite(right) & np.isfinite(turned)
            off = np.abs(turned - right)[both] / (right[both] if name == "rmssd" else 1)
            row[name] = {
                "valid": round(float(np.isfinite(right).mean()), 2),
                "valid_turned": round(float(np.isfinite(turned).mean()), 2),
                "median_off": round(float(np.median(off)), 3) if both.any() else None,
                "p95_off": round(float(np.quantile(off, 0.95)), 3) if both.any() else None,
            }
        rows.append(row)
    return rows


def _number(value: IndexValue | None) -> float:
    return math.nan if value is None or value.value is None else value.value


def _of_beats(beats: FloatArray, t: float) -> dict[str, float]:
    """Return heart rate of the 30 s and RMSSD of the 60 s before a time."""
    rr = 1000 * np.diff(beats[(beats >= t - 60) & (beats <= t)])
    near = 1000 * np.diff(beats[(beats >= t - 30) & (beats <= t)])
    return {"hr": round(60000 / float(near.mean()), 2),
            "rmssd": round(float(np.sqrt(np.mean(np.diff(rr) ** 2))), 2)}  # fmt: skip


def truths_of(data: Path, cases: Path) -> dict[str, float]:
    """Return median P2T by beats and cycles that others found, ms."""
    silver, first = garcia(data / "single"), []
    for a, p, c in silver.breaths:
        inspiration = silver.beats[(silver.beats >= a) & (silver.beats < p + 0.75)]
        expiration = silver.beats[(silver.beats >= p) & (silver.beats < c + 0.75)]
        first.append(1000 * float(np.diff(expiration).max() - np.diff(inspiration).min()))
    return {"garcia 1, airflow": round(float(np.median(first)), 1),
            "garcia 2, airflow": float(np.median(turned_flow(cases).p2t_ms))}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cases", type=Path, default=Path("../shared/cases"))
    parser.add_argument("--seed", type=int, default=19)
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    found = list(recordings(options.data, options.cases))
    results = {
        "constants": {"breaths": BREATHS, "least_breaths": LEAST_BREATHS, "min_mean": MIN_MEAN,
                      "min_sum": MIN_SUM, "shortest_rr": polarity.SHORTEST_RR,
                      "min_score": MIN_SCORE, "seed": options.seed},
        "breathing": of_breathing(found, options.seed),
        "ecg": of_ecgs(options.data, options.cases, options.seed),
        "exchanged_electrodes": exchanged(options.cases),
        "engine": of_engine(found, truths_of(options.data, options.cases)),
        "pulse": of_pulse(found),
    }  # fmt: skip
    options.out.write_text(json.dumps(results, indent=1) + "\n")
    for key in ("recordings", "left_out"):
        for row in results["breathing"][key]:
            print(row)
    for row in (*results["ecg"]["ecgs"], *results["ecg"]["left_out"], *results["engine"]):
        print(row)


if __name__ == "__main__":
    main()
