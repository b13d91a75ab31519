"""What indices and measures say where the truth is known: before a correction and with it.

``python -m bench.index_bias [--only TOPIC] [--out FILE]``. Simulated, seeded; a minute or two:

- ``strap``: P2T of beats that stand late by a constant, as those of an RR stream do.
- ``porges_bohrer``: a heart that follows the breath; monotone spline (before), cubic one (raw),
  and what the spline loses taken out (corrected).
- ``adjusted``: RSA adjusted for breathing, calibrated by a pacer, applied to breaths of other
  depths; before: no check of depth and collinearity, error without that of the slopes.
- ``half_life``: an excursion with a plateau; before: the fit began at the peak.
- ``elevation``: the elevation inside the own range of a person at rest (truth: 0); before:
  nothing subtracted.
- ``slowing``: a heart that slows within three beats; before: the step was flagged.
- ``inspiration``: the end of inspiration of belts and airflows; before: decision 14's rule.
- ``talking``: what the zones say in half an hour of rest of people whose heart rate is quiet, or
  wanders as it does while one talks (SD of 4-6 bpm). Nothing happens: all of it is false.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import numpy as np
from scipy.interpolate import PchipInterpolator

from bench.zone_rest_simulation import Heart as RestingHeart
from bench.zone_rest_simulation import run, simulate_beats
from processing.indices import breathed, indices, spectral
from processing.indices.adjustment import Adjustment, fit_calibration
from processing.indices.breathed import ScoredBreath
from processing.indices.indices import beat_intervals
from processing.measures.baseline_doubt import baseline_doubt
from processing.measures.measures import half_life, measure_span
from processing.signals import breath_turns, flags
from processing.signals.respiration import make_cycle, peak_to_trough
from safehold.checks.verify_truth import Heart
from safehold.core.settings import STANDARD
from safehold.core.types import (
    Baseline,
    Beat,
    BeatStatus,
    FloatArray,
    IndexValue,
    Status,
    SubZone,
    Tick,
    ZoneName,
)
from safehold.core.types import ZoneState as Zone
from tests.unit.processing._scripted import make_track

RESULTS = Path(__file__).parent / "results" / "index_bias.json"
Rows = list[dict[str, object]]
GRID = breath_turns.RESP_GRID_HZ


def _intervals(beats: FloatArray) -> indices.Intervals:
    rows = [
        Beat("p", float(t), None if k == 0 else 1000 * float(t - beats[k - 1]),
             BeatStatus.FIRST if k == 0 else BeatStatus.OK, (), "ecg")
        for k, t in enumerate(beats)
    ]  # fmt: skip
    return beat_intervals(rows)


def strap() -> Rows:
    """Return P2T, as a share of the truth, of beats that are late by a constant."""
    rows: Rows = []
    for heart in (Heart(1.0, 0.05, 0.133), Heart(0.92, 0.05, 0.2), Heart(0.8, 0.05, 0.3)):
        beats = heart.beats(200.0)
        onsets = np.arange(np.ceil(10 * heart.f) + 0.25, 190 * heart.f - 1) / heart.f
        cycles = [make_cycle(t, t + 0.5 / heart.f, t + 1 / heart.f, 1.0) for t in onsets]

        def p2t(late: float, beats: FloatArray = beats, cycles: list = cycles) -> float:
            found = [peak_to_trough(cycle, _intervals(beats + late))[0] for cycle in cycles]
            return float(np.median([value for value in found if value is not None]))

        shares = {f"{late:g} s": round(p2t(late) / p2t(0.0), 2) for late in LATE_S}
        named = {"bpm": round(60 / heart.m), "per_min": round(60 * heart.f)}
        rows.append({**named, "before": shares, "after": None, "truth": 1.0})
    return rows


LATE_S = (0.25, 0.5, 0.75, 1.0, 1.25)


def _porges_bohrer(heart: Heart, first: float) -> tuple[float, float, float]:
    """Return the value before, raw and corrected, of one minute."""
    beats = heart.beats(125.0, first=first)
    chosen = beats[(beats >= 60.0) & (beats <= 120.0)]
    ends, rr = chosen[1:], 1000 * np.diff(chosen)
    with mock.patch.object(spectral, "spline", lambda x, y, at: PchipInterpolator(x, y)(at)):
        before = spectral.porges_bohrer(spectral.curve(ends, rr, t1=120.0, length_s=60.0))
    raw = spectral.porges_bohrer(spectral.curve(ends, rr, t1=120.0, length_s=60.0))
    return before, raw, raw - 2 * math.log(spectral.spline_gain(heart.f * heart.m))


def porges_bohrer(rates: tuple[int, ...] = (50, 60, 70, 90)) -> Rows:
    """Return errors against ln(g^2 A^2 / 2), ln ms^2, mean over eight phases."""
    rows: Rows = []
    for bpm in rates:
        for per_min in (9.5, 12.0, 14.0, 16.0, 20.0):
            heart = Heart(60 / bpm, 0.03, per_min / 60)
            values = [_porges_bohrer(heart, 0.2 + k / 8 / heart.f) for k in range(8)]
            before, raw, corrected = np.mean(values, axis=0) - heart.ln_pb
            shown = heart.f * heart.m <= spectral.MAX_CYCLES_PER_BEAT
            rows.append({
                "bpm": bpm, "per_min": per_min, "before": round(float(before), 2),
                "raw": round(float(raw), 2),
                "corrected": round(float(corrected), 2) if shown else None, "truth": 0.0,
            })  # fmt: skip
    return rows


def _breath(total: float, depth: float, ln_p2t: float) -> ScoredBreath:
    cycle = make_cycle(0.0, 0.4 * total, total, depth)
    return ScoredBreath(cycle, math.exp(ln_p2t) - 1, ())


def adjusted(runs: int = 200) -> Rows:
    """Return errors of adjusted ln RSA for breaths of the same RSA and other depths."""
    b1, b2 = 0.15, 0.3
    rows: Rows = []
    for scatter in (0.05, 0.10, 0.20, 0.35):
        before, after, scores, refused, asked = [], [], [], 0, 0
        for seed in range(runs):
            rng = np.random.default_rng(seed)
            paced = []
            for rate in (9.2, 12.0, 17.1):
                for _ in range(int(rate)):
                    total = 60 / rate * math.exp(rng.normal(0, 0.04))
                    depth = (total / 5) ** 0.9 * math.exp(rng.normal(0, scatter))
                    ln_p2t = 4 + b1 * (total - 5) + b2 * math.log(depth) + rng.normal(0, 0.3)
                    paced.append(_breath(total, depth, ln_p2t))
            with mock.patch("processing.indices.adjustment.MAX_COLLINEAR", 1.0):
                unchecked = fit_calibration(paced, person="p", stream_id="s", t=0)
            made = fit_calibration(paced, person="p", stream_id="s", t=0)
            refused += made is None
            if unchecked is None:
                continue
            fit = Adjustment(unchecked)
            truth = 4 + b1 * (unchecked.total_s - 5) + b2 * math.log(unchecked.amplitude)
            for depth in (0.35, 0.6, 0.8, 1.2):
                later = [
                    _breath(t, depth, 4 + b1 * (t - 5) + b2 * math.log(depth))
                    for t in np.linspace(3.5, 6.0, 12)
                ]
                error = float(np.median([fit.apply(b) for b in later])) - truth
                before.append(error)
                asked += 1
                own = fit.slopes_error(later)
                if made and all(map(fit.holds, later)) and own <= breathed.MAX_SLOPES_ERROR:
                    after.append(error)
                    scores.append(error / math.hypot(own, 0.3 / math.sqrt(len(paced))))
        rows.append({
            "depth_scatter": scatter, "refused": round(refused / runs, 2),
            "before_sd": round(float(np.std(before)), 2),
            "after_sd": round(float(np.std(after)), 2) if after else None,
            "shown": round(len(after) / asked, 2), "truth": 0.0,
            "error_over_se_sd": round(float(np.std(scores)), 2) if scores else None,
        })  # fmt: skip
    return rows


def _tick(t: int, a: float, state: ZoneName) -> Tick:
    zone = Zone(state, SubZone.NONE, state, t, False, a, 0.0, 0.3, 0.3, 0.1, 0.1, 0.8, (), (),
                "b1", False, False, "")  # fmt: skip
    return Tick("p", t, 1, (), zone)


def _excursion(tau: float, plateau: float, seed: int) -> FloatArray:
    """Return arousal by second: up to 5 z, a plateau, a decay; noise of .3 z, 30-s means."""
    rng, t = np.random.default_rng(seed), np.arange(-130.0, 600.0)
    body = 5 * (1 - np.exp(-np.maximum(t, 0) / 5)) * np.exp(-np.maximum(t - plateau, 0) / tau)
    slow, wander = 0.0, np.empty(len(t))
    for k, kick in enumerate(rng.standard_normal(len(t))):
        slow = slow * math.exp(-1 / 20) + math.sqrt(1 - math.exp(-1 / 10)) * kick
        wander[k] = 0.3 * slow
    return np.convolve(body + wander, np.full(30, 1 / 30), "valid")


def half_lives(runs: int = 40) -> Rows:
    """Return the median half-life of excursions with a plateau, s."""
    rows: Rows = []
    for tau in (30.0, 60.0, 120.0):
        for plateau in (10.0, 60.0, 180.0):
            found: dict[str, list[float]] = {"before": [], "after": []}
            for seed in range(runs):
                a = _excursion(tau, plateau, seed)
                ticks = [_tick(k, float(x), ZoneName.HIGH) for k, x in enumerate(a)]
                track, peak = make_track(ticks, STANDARD), int(np.argmax(a))
                for name, share in (("before", 1.0), ("after", 0.9)):
                    with mock.patch("processing.measures.measures.PLATEAU", share):
                        value = half_life(track, peak, STANDARD)
                    found[name] += [value] if value is not None else []
            medians = {name: round(float(np.median(v)), 1) for name, v in found.items()}
            truth = round(tau * math.log(2), 1)
            rows.append({"tau_s": tau, "plateau_s": plateau, **medians, "truth": truth})
    return rows


def elevation(people: int = 8, minutes: int = 30) -> Rows:
    """Return the elevation inside the own range of people at rest, z*min in half an hour."""
    rows: Rows = []
    for spread in (2.0, 4.0, 6.0):
        found: dict[str, list[float]] = {"before": [], "after": []}
        for seed in range(people):
            until = 300 + 60 * minutes
            beats = simulate_beats(500 + seed, until, None, RestingHeart(slow_bpm=spread))
            states, baseline = _ticks(beats, until)
            if baseline is None:
                continue
            for name, sd in (("before", 0.0), ("after", baseline.hr_sd)):
                vagal = 0.0 if name == "before" else baseline.vagal_sd
                own = _replaced(baseline, sd, vagal)
                track = make_track(states, STANDARD, baselines=[own])
                measures = measure_span("p", "rest", [(300, until)], track, STANDARD)
                value = next(m.value for m in measures if m.name == "elevation_within")
                found[name] += [value] if value is not None else []
        means = {name: round(float(np.mean(values)), 2) for name, values in found.items()}
        rows.append({"rest_sd_bpm": spread, "people": len(found["after"]), **means, "truth": 0.0})
    return rows


def _ticks(beats: FloatArray, until: int) -> tuple[list[Tick], Baseline | None]:
    ticks, baseline = [], None
    for t, state, in_force in run(beats, STANDARD, baseline_onset=0.0, until=until):
        baseline = in_force
        ticks.append(Tick("p", t, 1, (), state))
    return ticks, baseline


def _replaced(baseline: Baseline, hr_sd: float | None, vagal_sd: float | None) -> Baseline:
    return dataclasses.replace(baseline, hr_sd=hr_sd, vagal_sd=vagal_sd)


STEP_MS = (661.0, 666.0, 669.0, 822.0, 904.0, 926.0)
"""A real slowing."""


def slowing(runs: int = 40) -> Rows:
    """Return RMSSD of minutes with one slowing like ``STEP_MS``, as a share of the truth."""
    shares: dict[str, list[float]] = {"before": [], "after": []}
    flagged = {"before": 0, "after": 0}
    for seed in range(runs):
        rng = np.random.default_rng(seed)
        waves = [m + 12 * np.sin(1.4 * np.arange(n)) + rng.normal(0, 6, n)
                 for m, n in ((665.0, 45), (930.0, 30))]  # fmt: skip
        rr = np.concatenate((waves[0], STEP_MS, waves[1]))
        every = np.ones(len(rr), dtype=bool)
        truth = indices.rmssd(rr, every[1:])
        for name, rule in (("before", lambda _: False), ("after", flags.slows)):
            with mock.patch.object(flags, "slows", rule):
                bad = flags.flag_intervals(rr, joined=np.arange(len(rr)) > 0, beats_ok=every)
            ok = ~bad.any(axis=1)
            flagged[name] += int((~ok).sum())
            shares[name].append(indices.rmssd(rr, ok[1:] & ok[:-1]) / truth)
    return [
        {**{name: round(float(np.median(v)), 3) for name, v in shares.items()}, "truth": 1.0,
         "flagged_before": flagged["before"] / runs, "flagged_after": flagged["after"] / runs}
    ]  # fmt: skip


def _turns(rate: float, share: float, seed: int) -> tuple[FloatArray, FloatArray]:
    """Return onsets of inspiration (one more) and of expiration."""
    rng, onsets = np.random.default_rng(seed), [0.0]
    while onsets[-1] < 130.0:
        onsets.append(onsets[-1] + 60 / rate * math.exp(rng.normal(0, 0.1)))
    begins = np.array(onsets)
    return begins, begins[:-1] + share * np.diff(begins)


def _volume(t: FloatArray, begins: FloatArray, ends: FloatArray, *, let_go: bool) -> FloatArray:
    """Return a volume: raised cosines, or an expiration that is let go (exponential)."""
    k = np.clip(np.searchsorted(begins, t, side="right") - 1, 0, len(ends) - 1)
    a, p, c = begins[k], ends[k], begins[k + 1]
    up, down = (t - a) / (p - a), (t - p) / (c - p)
    if let_go:
        return np.where(t < p, np.sin(np.pi / 2 * up), np.exp(-np.maximum(down, 0) / 0.35))
    return np.where(t < p, 0.5 - 0.5 * np.cos(np.pi * up), 0.5 + 0.5 * np.cos(np.pi * down))


def _ends(finder: Callable, signal: FloatArray, truth: FloatArray) -> FloatArray:
    found = np.array([turn[0] / GRID for turn in finder(signal) if turn[1]])
    inside = truth[(truth > 10) & (truth < 110)]
    off = np.array([found[np.argmin(np.abs(found - t))] - t for t in inside])
    return off[np.abs(off) < 1.0]


def inspiration(runs: int = 4) -> Rows:
    """Return the median error of the end of inspiration, s."""
    rows: Rows = []
    for rate, share, let_go in (
        (15, 0.4, False),
        (6, 0.5, False),
        (15, 0.4, True),
        (6, 0.4, True),
    ):
        found: dict[str, list[FloatArray]] = {}
        for seed in range(runs):
            begins, ends = _turns(rate, share, seed)
            t, rng = np.arange(0, 120, 1 / GRID), np.random.default_rng(seed)
            volume = _volume(t, begins, ends, let_go=let_go)
            flow = np.gradient(volume, 1 / GRID) + rng.normal(0, 0.03, len(t))
            belt = volume + rng.normal(0, 0.01, len(t))
            with mock.patch.object(breath_turns, "TOP_HZ", breath_turns.CALM_HZ):
                before = _ends(breath_turns.turning_points, belt, ends)
            for name, off in (
                ("belt_before", before),
                ("belt_after", _ends(breath_turns.turning_points, belt, ends)),
                ("flow", _ends(breath_turns.find_onsets, flow, ends)),
            ):
                found.setdefault(name, []).append(off)
        medians = {n: round(float(np.median(np.concatenate(v))), 2) for n, v in found.items()}
        rows.append({"per_min": rate, "let_go": let_go, **medians, "truth": 0.0})
    return rows


def talking(people: int = 8, minutes: int = 30) -> Rows:
    """Return what the zones say, in per cent of the valid time, when nothing happens."""
    rows: Rows = []
    for spread, wander in ((2.0, 0.07), (4.0, 0.20), (6.0, 0.25)):
        high = low = valid = alone = runs_outside = provisional = with_baseline = 0
        for seed in range(people):
            until = 300 + 60 * minutes
            heart = RestingHeart(slow_bpm=spread, wander=wander)
            states, baseline = _ticks(simulate_beats(500 + seed, until, None, heart), until)
            if baseline is None:
                continue
            with_baseline += 1
            provisional += baseline.provisional
            zones = [tick.zone for tick in states if tick.t > 300]
            valid += sum(zone.state is not ZoneName.UNKNOWN for zone in zones)
            high += sum(zone.state is ZoneName.HIGH for zone in zones)
            low += sum(zone.state is ZoneName.LOW for zone in zones)
            alone += sum(zone.a is not None and abs(zone.a) > 2 for zone in zones)
            outside = (ZoneName.HIGH, ZoneName.LOW)
            runs_outside += len({zone.since for zone in zones if zone.state in outside})
        rows.append({
            "rest_sd_bpm": spread, "people": with_baseline, "provisional": provisional,
            "high_pct": round(100 * high / valid, 2), "low_pct": round(100 * low / valid, 2),
            "heart_rate_alone_pct": round(100 * alone / valid, 1),
            "false_per_hour": round(3600 * runs_outside / valid, 2), "truth": 0.0,
        })  # fmt: skip
    return rows


def too_low(people: int = 12, minutes: int = 35, bpm: float = 8.0) -> Rows:
    """Return of how many people at rest their own baseline, and a lower one, is called too low."""
    rows: Rows = []
    for spread, wander in ((2.0, 0.07), (4.0, 0.20), (6.0, 0.25)):
        counts = {"people": 0, "own": 0, "lower": 0}
        for seed in range(people):
            until = 300 + 60 * minutes
            heart = RestingHeart(slow_bpm=spread, wander=wander)
            states, own = _ticks(simulate_beats(700 + seed, until, None, heart), until)
            if own is None:
                continue
            ticks = [_with_rate(tick, own) for tick in states]
            counts["people"] += 1
            lower = dataclasses.replace(own, hr=own.hr - bpm)
            for name, baseline in (("own", own), ("lower", lower)):
                doubt = baseline_doubt(ticks, [baseline], STANDARD)
                counts[name] += doubt is not None and doubt.too_low
        rows.append({"rest_sd_bpm": spread, **counts})
    return rows


def _with_rate(tick: Tick, baseline: Baseline) -> Tick:
    """Return a tick with the heart rate that its place was made of."""
    a, t = tick.zone.a, float(tick.t)
    if a is None:
        return tick
    hr = baseline.hr + a * baseline.hr_spread
    window = IndexValue("hr", hr, "bpm", Status.OK, (), t - STANDARD.windows.hr_s, t)
    return dataclasses.replace(tick, indices=(window,))


TOPICS: dict[str, Callable[[], Rows]] = {
    "strap": strap,
    "porges_bohrer": porges_bohrer,
    "adjusted": adjusted,
    "half_life": half_lives,
    "elevation": elevation,
    "slowing": slowing,
    "inspiration": inspiration,
    "talking": talking,
    "too_low": too_low,
}


COLUMNS = {
    "strap": ("bpm", "per_min", *(f"before.{late:g} s" for late in LATE_S), "after", "truth"),
    "porges_bohrer": ("bpm", "per_min", "before", "raw", "corrected", "truth"),
    "adjusted": ("depth_scatter", "before_sd", "after_sd", "shown", "error_over_se_sd"),
    "half_life": ("tau_s", "plateau_s", "before", "after", "truth"),
    "elevation": ("rest_sd_bpm", "before", "after", "truth"),
    "slowing": ("before", "after", "truth"),
    "inspiration": ("per_min", "let_go", "belt_before", "belt_after", "flow", "truth"),
    "talking": ("rest_sd_bpm", "provisional", "high_pct", "low_pct", "false_per_hour",
                "heart_rate_alone_pct"),
    "too_low": ("rest_sd_bpm", "people", "own", "lower"),
}  # fmt: skip
"""Columns of the tables of docs/numbers.md."""


def table(topic: str, rows: Rows) -> list[str]:
    """Return the rows of a table of docs/numbers.md, as Markdown."""
    return ["| " + " | ".join(_cell(row, name) for name in COLUMNS[topic]) + " |" for row in rows]


def _cell(row: dict[str, object], name: str) -> str:
    value: object = row
    for part in name.split(".", 1):
        value = value[part]  # type: ignore[index]
    if value is None:
        return "missing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value + 0:g}"  # no -0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=TOPICS)
    parser.add_argument("--out", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    out = arguments.out
    results = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    for name, topic in TOPICS.items():
        if arguments.only in (None, name):
            results[name] = topic()
            print(name, *table(name, results[name]), sep="\n")
    out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
