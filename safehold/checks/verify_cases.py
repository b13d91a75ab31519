"""The cases of ``safehold verify``: what is played to the engine, and what it must say."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from safehold.checks.verify_truth import (
    BELT_HZ,
    ECG_SHAPE,
    PULSE_SHAPE,
    Case,
    Expected,
    Heart,
    Samples,
    belt,
    ecg,
    noise,
    wave,
)
from safehold.core.types import FloatArray, Role

SHORT_S = 150.0
EVERY_INDEX = (
    "hr", "rmssd", "ln_rmssd", "ln_cvsd", "p2t", "ln_p2t", "ln_hf", "ln_hf_tracked", "ln_pb",
)  # fmt: skip


def known(
    index: str, truth: float, tolerance: float, unit: str, how: str, ticks: tuple[int, int],
    *, relative: bool = True, each: bool = False,
) -> Expected:  # fmt: skip
    """Return an expected value."""
    return Expected(index, truth, tolerance, unit, how, ticks, relative, each)


def absent(index: str, why: str, ticks: tuple[int, int]) -> Expected:
    """Return an expected absence."""
    return Expected(index, None, 0.0, "", why, ticks)


def of_heart(heart: Heart, ticks: tuple[int, int], *, in_band: bool = True) -> list[Expected]:
    """Return what the closed forms say of a heart with a belt."""
    found = [
        known("hr", 60 / heart.m, 0.01, "bpm", "60 / m", ticks),
        known("rmssd", heart.rmssd_ms, 0.02, "ms", "√2·A·|sin πfm|", ticks),
        known(
            "ln_cvsd",
            math.log(heart.rmssd_ms / (1000 * heart.m)),
            0.02,
            "ln",
            "ln(√2·A·|sin πfm| / m)",
            ticks,
            relative=False,
        ),
        known("p2t", heart.p2t_ms, 0.05, "ms", "2A·sin(πfm)/πfm", ticks),
        known("resp_rate", 60 * heart.f, 0.01, "1/min", "60·f", ticks),
        known("ln_hf_tracked", heart.ln_power, 0.08, "ln ms²", "ln(A²/2)", ticks, relative=False),
    ]
    if not in_band:
        why = "breathing outside 0.15-0.40 Hz"
        return [*found, absent("ln_hf", why, ticks), absent("ln_pb", why, ticks)]
    pb = "ln(g²·A²/2)"
    return [
        *found,
        known("ln_hf", heart.ln_power, 0.08, "ln ms²", "ln(A²/2)", ticks, relative=False),
        known("ln_pb", heart.ln_pb, 0.20, "ln ms²", pb, ticks, relative=False),
        known("ln_pb_corrected", heart.ln_power, 0.20, "ln ms²", "ln(A²/2)", ticks,
              relative=False),
    ]  # fmt: skip


def breathing_case(
    key: str, title: str, heart: Heart, *, duration: float = SHORT_S, in_band: bool = True,
    first: int = 70,
) -> Case:  # fmt: skip
    """Return a heart that follows the breath, with its belt; judged from a tick on."""
    beats = heart.beats(duration)
    ticks = (first, int(duration) - 10)
    expected = of_heart(heart, ticks, in_band=in_band)
    if duration > 330:
        expected.append(
            known("sdnn", heart.sdnn_ms, 0.02, "ms", "A/√2", (310, int(duration) - 10))
        )
    return Case(key, title, (ecg(beats, duration), belt(heart, duration)), tuple(expected), beats)


def turned_belt_case(key: str, heart: Heart) -> Case:
    """Return a belt that is upside down: its phases are swapped, so there is no RSA by breath."""
    beats = heart.beats(SHORT_S)
    worn = belt(heart, SHORT_S)
    turned = Samples(worn.role, worn.unit, worn.rate, worn.times, 4000 - worn.values)
    ticks = (70, 140)
    return Case(
        key, f"A belt that is upside down, {60 * heart.f:.0f} breaths/min",
        (ecg(beats, SHORT_S), turned),
        (
            known("hr", 60 / heart.m, 0.01, "bpm", "60 / m", ticks),
            known("rmssd", heart.rmssd_ms, 0.02, "ms", "√2·A·|sin πfm|", ticks),
            known("resp_rate", 60 * heart.f, 0.01, "1/min", "60·f", ticks),
            absent("p2t", "inspiration and expiration are swapped", ticks),
        ),
    )  # fmt: skip


def spline_case(bpm: int, per_min: int) -> Case:
    """Return a heart that samples the breath coarsely: Porges-Bohrer loses what is between."""
    heart, ticks = Heart(60 / bpm, 0.03, per_min / 60), (70, 140)
    return Case(
        f"pb-{bpm}-{per_min}", f"Porges-Bohrer at {bpm} bpm and {per_min} breaths/min",
        (ecg(heart.beats(SHORT_S), SHORT_S), belt(heart, SHORT_S)),
        (
            known("ln_pb", heart.ln_pb, 0.20, "ln ms²", "ln(g²·A²/2)", ticks, relative=False),
            known("ln_pb_corrected", heart.ln_power, 0.12, "ln ms²", "ln(A²/2)", ticks,
                  relative=False),
        ),
    )  # fmt: skip


def sideless_case() -> Case:
    """Return breathing in which nothing tells the side: as long in as out, and no RSA."""
    times = np.arange(round(SHORT_S * BELT_HZ)) / BELT_HZ
    even = 2000 + 100 * np.sin(2 * np.pi * 0.25 * times) + noise(len(times), 1.0, 11)
    rr = 0.85 + noise(200, 0.02, 12)
    beats = 0.3 + np.concatenate(([0.0], np.cumsum(rr)))
    ticks = (70, 140)
    return Case(
        "side-unknown", "Even breathing without RSA: nobody can tell which way up the belt is",
        (
            ecg(beats[beats < SHORT_S], SHORT_S),
            Samples(Role.RESPIRATION, "a.u.", BELT_HZ, times, even),
        ),
        (
            known("resp_rate", 15.0, 0.01, "1/min", "60·f", ticks),
            absent("p2t", "inspiration cannot be told from expiration", ticks),
        ),
    )  # fmt: skip


def exchanged_case() -> Case:
    """Return an ECG with exchanged electrodes, without a wave that goes the other way."""
    heart = Heart(0.85, 0.03, 0.25)
    times = np.arange(round(SHORT_S * 250)) / 250
    shape = tuple(part for part in ECG_SHAPE if part[1] > 0)
    values = -wave(heart.beats(SHORT_S), times, shape) + noise(len(times), 0.01, 13)
    why = "upside down: no guess"
    return Case(
        "ecg-exchanged", "An ECG with exchanged electrodes",
        (Samples(Role.ECG, "mV", 250, times, values),),
        tuple(absent(index, why, (70, 140)) for index in EVERY_INDEX),
    )  # fmt: skip


def rate_case(rate: float) -> Case:
    """Return a heart of low variability at a sampling rate: beats must be sub-sample."""
    heart = Heart(0.85, 0.012, 0.25)
    beats = heart.beats(SHORT_S)
    expected = known("rmssd", heart.rmssd_ms, 0.03, "ms", "√2·A·|sin πfm|", (70, 140))
    return Case(
        f"ecg-{rate:g}hz", f"Low variability, ECG at {rate:g} Hz",
        (ecg(beats, SHORT_S, rate),), (expected,), beats,
    )  # fmt: skip


def constant_case() -> Case:
    """Return a heart without any variation."""
    beats = np.arange(0.3, SHORT_S, 0.8)
    ticks, why = (70, 140), "no variation: below the floor"
    return Case(
        "constant", "A heart without variation",
        (ecg(beats, SHORT_S),),
        (
            known("hr", 75.0, 0.001, "bpm", "60 / m", ticks),
            known("rmssd", 0.0, 1.0, "ms", "0", ticks, relative=False, each=True),
            absent("ln_hf", why, ticks),
            absent("ln_pb", why, ticks),
        ),
    )  # fmt: skip


def ectopic_case() -> Case:
    """Return premature beats, each with a compensatory pause, at known places."""
    heart, duration = Heart(0.85, 0.03, 0.25), 210.0
    clean = heart.beats(duration)
    beats = clean.copy()
    for at in (35.0, 68.0, 104.0, 139.0, 172.0):
        k = int(np.searchsorted(beats, at))
        beats[k] -= 0.35 * (beats[k] - beats[k - 1])
    ticks = (70, 200)
    return Case(
        "ectopic", "Five premature beats at known places",
        (ecg(beats, duration), belt(heart, duration)),
        (
            known("rmssd", heart.rmssd_ms, 0.10, "ms", "as without them", ticks, each=True),
            known("hr", 60 / heart.m, 0.02, "bpm", "60 / m", ticks, each=True),
        ),
    )  # fmt: skip


def gap_case() -> Case:
    """Return eight seconds without samples: nothing crosses them."""
    heart, duration = Heart(0.85, 0.05, 0.25), 200.0
    whole = ecg(heart.beats(duration), duration)
    kept = (whole.times < 100) | (whole.times >= 108)
    torn = Samples(whole.role, whole.unit, whole.rate, whole.times[kept], whole.values[kept])
    return Case(
        "gap", "Eight seconds of the ECG are missing",
        (torn, belt(heart, duration)),
        (
            known("rmssd", heart.rmssd_ms, 0.03, "ms", "as without it", (112, 155), each=True),
            absent("ln_hf", "no spline over the hole", (110, 159)),
            absent("ln_pb", "no spline over the hole", (110, 159)),
        ),
    )  # fmt: skip


def breath_in_ecg_case() -> Case:
    """Return an ECG without a belt whose waves breathing makes taller and smaller."""
    heart = Heart(0.85, 0.05, 0.25)
    seen = ecg(heart.beats(SHORT_S), SHORT_S)
    f = 0.20  # not the rhythm's .25: only the height may be used
    taller = seen.values * (1 + 0.05 * np.sin(2 * np.pi * f * seen.times))
    return Case(
        "breath-in-ecg", "Breathing in the height of the R waves, no belt",
        (Samples(seen.role, seen.unit, seen.rate, seen.times, taller),),
        (
            known("resp_rate_ecg", 60 * f, 0.04, "1/min", "60·f", (70, 140), each=True),
            absent("resp_rate", "no respiration sensor", (70, 140)),
            absent("p2t", "the ECG does not tell inspiration", (70, 140)),
        ),
    )  # fmt: skip


def breathless_case() -> Case:
    """Return an ECG whose waves are all of one height: its rhythm alone is no breath."""
    heart = Heart(0.85, 0.05, 0.25)
    return Case(
        "no-breath-in-ecg", "RSA, but waves of one height, no belt",
        (ecg(heart.beats(SHORT_S), SHORT_S),),
        (absent("resp_rate_ecg", "no breathing in the height", (70, 140)),),
    )  # fmt: skip


def pulse_case() -> Case:
    """Return a pulse wave."""
    heart = Heart(0.85, 0.05, 0.25)
    beats = heart.beats(SHORT_S)
    times = np.arange(round(SHORT_S * 250)) / 250
    values = wave(beats, times, PULSE_SHAPE) + noise(len(times), 0.002, 3)
    return Case(
        "ppg", "A clean pulse wave",
        (Samples(Role.PPG, "a.u.", 250, times, values),),
        (
            known("hr", 60 / heart.m, 0.01, "bpm", "60 / m", (70, 140)),
            known("rmssd", heart.rmssd_ms, 0.05, "ms", "√2·A·|sin πfm|", (70, 140)),
        ),
    )  # fmt: skip


def strap_case() -> Case:
    """Return RR intervals of a strap, which carry no beat times, with a belt."""
    heart = Heart(0.85, 0.05, 0.25)
    beats = heart.beats(SHORT_S)
    rr = Samples(Role.RR, "ms", 0, beats[1:] + 0.3, 1000 * np.diff(beats))
    return Case(
        "rr", "RR intervals of a strap, and a belt",
        (rr, belt(heart, SHORT_S)),
        (
            absent("p2t", "nobody knows when its beats were", (70, 140)),
            known("hr", 60 / heart.m, 0.01, "bpm", "60 / m", (70, 140)),
            known("rmssd", heart.rmssd_ms, 0.01, "ms", "√2·A·|sin πfm|", (70, 140)),
        ),
    )  # fmt: skip


def hopeless_case(key: str, title: str, make: Callable[[FloatArray], FloatArray]) -> Case:
    """Return an "ECG" that holds no heart beat, and a belt stuck at its limit."""
    times = np.arange(110 * 250) / 250
    slow = np.arange(110 * BELT_HZ) / BELT_HZ
    stuck = np.minimum(4050 + noise(len(slow), 20.0, 5), 4056.0).round()
    ticks, why = (70, 100), "nothing to measure"
    return Case(
        key, title,
        (
            Samples(Role.ECG, "mV", 250, times, make(times)),
            Samples(Role.RESPIRATION, "counts", BELT_HZ, slow, stuck),
        ),
        tuple(absent(index, why, ticks) for index in (*EVERY_INDEX, "resp_rate")),
    )  # fmt: skip


def all_cases() -> list[Case]:
    """Return every case, in the order of the report."""
    return [
        breathing_case("rest", "Rest: 15 breaths/min, RSA of 100 ms peak to peak",
                       Heart(0.85, 0.05, 0.25), duration=380.0),
        breathing_case("fast", "Faster heart and breath: 18 breaths/min",
                       Heart(0.75, 0.03, 0.30)),
        breathing_case("12", "12 breaths/min, where Porges-Bohrer exaggerates",
                       Heart(0.90, 0.04, 0.20)),
        *(spline_case(*each) for each in ((55, 13), (60, 18), (85, 21))),
        breathing_case("slow", "Slow breathing: 6 breaths/min, outside the HF band",
                       Heart(0.90, 0.05, 0.10), duration=230.0, in_band=False, first=110),
        turned_belt_case("belt-turned", Heart(0.85, 0.05, 0.25)),
        turned_belt_case("belt-turned-slow", Heart(0.90, 0.05, 0.10)),
        sideless_case(),
        exchanged_case(),
        *(rate_case(rate) for rate in (130, 250, 1000)),
        constant_case(),
        ectopic_case(),
        gap_case(),
        breath_in_ecg_case(),
        breathless_case(),
        pulse_case(),
        strap_case(),
        hopeless_case("flat", "A flat line and a stuck belt", lambda t: np.full(len(t), 0.2)),
        hopeless_case("white", "White noise and a stuck belt", lambda t: noise(len(t), 1.0, 7)),
        hopeless_case("hum", "50 Hz hum and a stuck belt",
                      lambda t: np.sin(2 * np.pi * 50 * t) + noise(len(t), 0.05, 8)),
        hopeless_case("nan", "An ECG without numbers", lambda t: np.full(len(t), np.nan)),
    ]  # fmt: skip
