"""Recordings of one person with random troubles, each from a seed: what nobody foresees.

Heart (ECG, PPG, RR intervals or none) and belt of random rates, each with up to five troubles at
random places; offsets, turns, a stall and marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from safehold.core.settings import DEMO, STANDARD, EngineSettings
from safehold.core.types import (
    Boundary,
    Chunk,
    ClockOffset,
    EngineInput,
    Event,
    EventKind,
    FloatArray,
    Mark,
    MissingTicks,
    Role,
    StreamSpec,
    Turn,
)

LENGTHS_S = (0.1, 0.3, 1, 3, 6, 12, 40)
CONFOUNDS = ("cf.speech_client", "cf.movement", "cf.posture", "cf.paced")


@dataclass
class Samples:
    """Stamps and values of one sensor, and the stretch that the next trouble is about."""

    rng: np.random.Generator
    t: FloatArray
    v: FloatArray
    here: np.ndarray
    after: np.ndarray

    def choose(self, *among: float) -> float:
        return float(self.rng.choice(among))

    def missing(self) -> None:
        self.t, self.v = self.t[~self.here], self.v[~self.here]

    def missing_but_for_a_packet(self) -> None:
        gone = np.flatnonzero(self.here)
        kept = ~self.here
        kept[gone[gone.size // 2 :][: int(self.choose(1, 3, 10))]] = True
        self.t, self.v = self.t[kept], self.v[kept]

    def without_value(self) -> None:
        self.v = np.where(self.here, np.nan, self.v)

    def stuck(self) -> None:
        self.v = np.where(self.here, self.v[np.argmax(self.here)], self.v)

    def at_its_limit(self) -> None:
        self.v = np.where(self.here, np.nanmax(self.v), self.v)

    def clipped(self) -> None:
        self.v = np.minimum(self.v, np.nanquantile(self.v, 0.9))

    def noisy(self) -> None:
        noise = self.choose(0.1, 0.5, 3) * self.rng.standard_normal(self.v.size)
        self.v = self.v + self.here * noise

    def shaken(self) -> None:
        self.v = self.v + self.here * 5 * np.sin(2 * np.pi * 1.3 * self.t)

    def turned(self) -> None:
        self.v = np.where(self.after, -self.v, self.v)

    def of_another_gain(self) -> None:
        self.v = self.v * np.where(self.after, self.choose(0.01, 0.3, 10), 1)

    def of_another_level(self) -> None:
        self.v = self.v + self.choose(100, -3000)

    def jittering(self) -> None:
        self.t = self.t + self.choose(1e-4, 1e-3, 1e-2) * self.rng.standard_normal(self.t.size)

    def in_packets(self) -> None:
        n = int(self.choose(4, 12, 36))
        begins = self.t[::n]
        begins = begins + 0.01 * self.rng.random(begins.size)
        self.t = np.repeat(begins, n)[: self.t.size]

    def late(self) -> None:
        self.t = self.t + self.here * self.choose(-4, -0.5, 0.5, 4)

    def set_anew(self) -> None:
        self.t = np.where(self.after, self.t + self.choose(-100, -1, -0.2, 0.2, 1, 100), self.t)

    def too_fast(self) -> None:
        self.t = self.t * (1 + self.choose(-3e-4, 3e-4, 2e-2))

    def without_stamp(self) -> None:
        some = self.here & (self.rng.random(self.t.size) < 0.3)
        self.t = np.where(some, self.choose(np.nan, 0, np.inf), self.t)


TROUBLES: tuple[Callable[[Samples], None], ...] = (
    Samples.missing, Samples.missing_but_for_a_packet, Samples.without_value, Samples.stuck,
    Samples.at_its_limit, Samples.clipped, Samples.noisy, Samples.shaken, Samples.turned,
    Samples.of_another_gain, Samples.of_another_level, Samples.jittering, Samples.in_packets,
    Samples.late, Samples.set_anew, Samples.too_fast, Samples.without_stamp,
)  # fmt: skip


def troubled(
    rng: np.random.Generator, t: FloatArray, v: FloatArray, seconds: float
) -> tuple[FloatArray, FloatArray]:
    """Return stamps and values after up to five troubles."""
    for _ in range(rng.integers(0, 6)):
        at, length = rng.uniform(0, seconds), rng.choice(LENGTHS_S)
        samples = Samples(rng, t, v, (t >= at) & (t < at + length), t >= at)
        if t.size:
            TROUBLES[rng.integers(len(TROUBLES))](samples)
        t, v = samples.t, samples.v
    return t, v


def heart_wave(
    rng: np.random.Generator, role: Role, rate: float, seconds: float
) -> tuple[FloatArray, FloatArray]:
    """Return an ECG or a pulse wave of a heart with RSA."""
    t = np.arange(int(seconds * rate)) / rate
    mean, depth, f = (
        0.6 + 0.5 * rng.random(),
        rng.choice((0.01, 0.04, 0.1)),
        rng.choice((0.1, 0.25)),
    )
    beats = [0.3]
    while beats[-1] < seconds:
        swing = depth * np.sin(2 * np.pi * f * beats[-1]) + 0.02 * rng.standard_normal()
        beats.append(beats[-1] + max(0.3, mean + swing))
    waves = ((0.0, 0.012, 1.0), (0.03, 0.012, -0.2), (0.25, 0.05, 0.15), (-0.16, 0.03, 0.1))
    if role is Role.PPG:
        waves = ((0.1, 0.08, 1.0), (0.3, 0.08, 0.3), (0.5, 0.1, 0.1), (0.6, 0.1, 0.05))
    v = 0.02 * rng.standard_normal(t.size)
    for beat in beats:
        first, stop = t.searchsorted((beat - 0.3, beat + 0.6))
        x = t[first:stop] - beat
        v[first:stop] += sum(h * np.exp(-(((x - at) / width) ** 2)) for at, width, h in waves)
    return t, v


def belt_wave(
    rng: np.random.Generator, rate: float, seconds: float
) -> tuple[FloatArray, FloatArray]:
    """Return breathing of a rate that wanders."""
    t = np.arange(int(seconds * rate)) / rate
    phase = 2 * np.pi * np.cumsum(rng.choice((0.08, 0.15, 0.25, 0.4)) * (1 + 0.2 * np.sin(t / 7)))
    v = np.sin(phase / rate) * (1 + 0.3 * np.sin(t / 11)) + 0.3 * np.sin(2 * phase / rate)
    return t, v + 0.03 * rng.standard_normal(t.size)


Sensor = tuple[StreamSpec, FloatArray, FloatArray]


def sensors(rng: np.random.Generator, seconds: float) -> list[Sensor]:
    """Return a heart stream, a belt or both, with their troubles."""
    found: list[Sensor] = []
    role = (Role.ECG, Role.ECG, Role.ECG, Role.PPG, Role.RR, None)[rng.integers(6)]
    if role is Role.RR:
        rr = 0.7 + 0.3 * rng.random() + 0.05 * rng.standard_normal(int(seconds / 0.8))
        rr[rng.random(rr.size) < 0.03] *= rng.choice((0.5, 2, 3))
        spec = StreamSpec("p-heart", "strap", "RR", "b", role, "p", "ms", 0.0)
        found.append((spec, *troubled(rng, 0.3 + np.cumsum(rr), 1000 * rr, seconds)))
    elif role is not None:
        rate = float(rng.choice((60, 100, 130, 250, 500)))
        spec = StreamSpec("p-heart", "heart", role.value, "b", role, "p", "mV", rate)
        found.append((spec, *troubled(rng, *heart_wave(rng, role, rate, seconds), seconds)))
    rate = float(rng.choice((0, 10, 25, 50, 50, 100, 250)))
    if rate or not found:
        rate = rate or 50.0
        name = "airflow" if rng.random() < 0.2 else "belt"
        spec = StreamSpec(
            "p-belt", name, "Respiration", "b", Role.RESPIRATION, "p", "", rate
        )  # fmt: skip
        found.append((spec, *troubled(rng, *belt_wave(rng, rate, seconds), seconds)))
    return found


def beside(rng: np.random.Generator, found: list[Sensor], seconds: float) -> Iterator[EngineInput]:
    """Yield offsets, turns, a stall and marks."""

    def second() -> int:
        return int(rng.integers(20, seconds))

    for spec, _, _ in found:
        if rng.random() < 0.2:
            yield Turn(spec.stream_id, inverted=True, act_from=second())
        for _ in range(rng.choice((0, 0, 3))):
            by = float(rng.choice((0.001, 0.003, -0.002, 5.0)))
            yield ClockOffset(spec.stream_id, int(rng.integers(0, 2000)), by, 1e-4)
    if rng.random() < 0.3:
        first = second()
        last = first + int(rng.choice((0, 3, 8, 90)))
        yield MissingTicks("p", first, last, found[0][0].stream_id, 0.0)
    if rng.random() < 0.7:
        rest = Event("e0", "ph.baseline", 5.0, None, EventKind.INTERVAL)
        yield Mark(rest, Boundary.START, {"p": 6})
        for k in range(3):
            event = Event(f"e{k + 1}", str(rng.choice(CONFOUNDS)), float(second()))
            yield Mark(event, Boundary.POINT, {"p": second()})


def cut(found: list[Sensor], rng: np.random.Generator | None) -> Iterator[Chunk]:
    """Yield the samples as they come: whole streams, or in turns in chunks of random lengths."""
    done = [0] * len(found)
    while any(n < spec_t_v[1].size for n, spec_t_v in zip(done, found, strict=True)):
        shares = [n / t.size if t.size else 1.0 for n, (_, t, _) in zip(done, found, strict=True)]
        k = int(np.argmin(shares))
        spec, t, v = found[k]
        most = max(1, t.size // 25)
        stop = t.size if rng is None else min(t.size, done[k] + int(rng.integers(1, most + 1)))
        here = slice(done[k], stop)
        yield Chunk(spec.stream_id, here.start, t[here], v[here])
        done[k] = stop


def recording(
    seed: int, *, whole: bool
) -> tuple[str, list[StreamSpec], list[EngineInput], EngineSettings]:
    """Return a recording by its seed, its streams whole or cut into chunks of random lengths."""
    rng = np.random.default_rng(seed)
    seconds = float(rng.choice((100, 160, 240)))
    found = sensors(rng, seconds)
    items = [*beside(rng, found, seconds)]
    settings = DEMO if rng.random() < 0.6 else STANDARD
    items += cut(found, None if whole else rng)
    return f"troubled {seed}", [spec for spec, _, _ in found], items, settings
