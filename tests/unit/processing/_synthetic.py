"""Signals with known truth: beats of the methods' generator G, rendered as waves; and a driver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from processing.zones.person import PersonEngine
from safehold.core.settings import STANDARD, EngineSettings
from safehold.core.types import (
    Chunk,
    EngineInput,
    EngineOutput,
    FloatArray,
    Role,
    StreamSpec,
    Tick,
)
from tests.helpers import spec

ZERO = 5000.0
"""Session zero on the host clock, s."""

ECG_SHAPE = (
    (-0.18, 0.12, 0.025), (-0.025, -0.10, 0.010), (0.0, 1.0, 0.011), (0.03, -0.20, 0.012),
    (0.28, 0.30, 0.050),
)  # fmt: skip
PULSE_SHAPE = ((0.0, 1.0, 0.08), (0.22, 0.35, 0.09))


def beats_g(
    m: float, amplitude: float, f: float, phase: float, *, duration: float, first: float = 0.3
) -> FloatArray:
    """Return beat times of G: t[k+1] = t[k] + m + A sin(2 pi f (t[k] + m/2) + phase), s."""
    times = [first]
    while times[-1] < duration:
        at = times[-1]
        times.append(at + m + amplitude * np.sin(2 * np.pi * f * (at + m / 2) + phase))
    return np.array(times)


def wave(
    beats: FloatArray, times: FloatArray, shape: Sequence[tuple[float, float, float]]
) -> FloatArray:
    """Return a wave whose main peak is at every beat."""
    values = np.zeros(len(times))
    for delay, height, width in shape:
        for beat in beats:
            first, stop = np.searchsorted(
                times, (beat + delay - 6 * width, beat + delay + 6 * width)
            )
            x = (times[first:stop] - beat - delay) / width
            values[first:stop] += height * np.exp(-0.5 * x * x)
    return values


def noise(n: int, sd: float, seed: int) -> FloatArray:
    return sd * np.random.default_rng(seed).standard_normal(n)


def ecg(
    beats: FloatArray, times: FloatArray, *, noise_sd: float = 0.01, seed: int = 0
) -> FloatArray:
    return wave(beats, times, ECG_SHAPE) + noise(len(times), noise_sd, seed)


def ppg(
    beats: FloatArray, times: FloatArray, *, noise_sd: float = 0.005, seed: int = 0
) -> FloatArray:
    return wave(beats, times, PULSE_SHAPE) + noise(len(times), noise_sd, seed)


def belt(times: FloatArray, *, f: float = 0.25, phase: float = 0.0, seed: int = 1) -> FloatArray:
    """Return a belt that rises while RR of G with the same f and phase falls: inspiration."""
    # RR = m + A sin(2 pi f t + phase) falls from phase pi/2 to 3 pi/2: the belt is its mirror
    return 2000 - 100 * np.sin(2 * np.pi * f * times + phase) + noise(len(times), 1.0, seed)


ECG_SPEC = spec("client-ecg", Role.ECG, rate=250)
PPG_SPEC = spec("client-ppg", Role.PPG, rate=250, unit="a.u.")
BELT_SPEC = spec("client-belt", Role.RESPIRATION, rate=25, unit="a.u.")
RR_SPEC = spec("client-rr", Role.RR, rate=0, unit="ms")


def whole(stream: StreamSpec, times: FloatArray, values: FloatArray) -> Chunk:
    """Return a stream as one chunk; ``times`` are session times."""
    return Chunk(stream.stream_id, 0, times + ZERO, values)


def cut(chunk: Chunk, sizes: Iterable[int]) -> Iterator[Chunk]:
    """Yield a chunk in pieces of the sizes given, the rest as the last."""
    first = 0
    for size in sizes:
        if first >= len(chunk.stamps):
            return
        stop = first + size
        yield Chunk(
            chunk.stream_id, chunk.index + first, chunk.stamps[first:stop],
            chunk.values[first:stop],
        )  # fmt: skip
        first = stop
    if first < len(chunk.stamps):
        yield Chunk(
            chunk.stream_id, chunk.index + first, chunk.stamps[first:], chunk.values[first:]
        )


def interleave(*streams: Iterable[Chunk]) -> list[Chunk]:
    """Return the chunks of several streams in the order in which they would arrive."""
    arrivals = []
    for stream in streams:
        newest = 0.0  # a sample that is late by its stamp arrives where it stands
        for chunk in stream:
            newest = max(newest, *np.nan_to_num(chunk.stamps, nan=0.0))
            arrivals.append((newest, chunk))
    return [chunk for _, chunk in sorted(arrivals, key=lambda pair: pair[0])]


def run(
    streams: Sequence[StreamSpec],
    inputs: Iterable[EngineInput],
    settings: EngineSettings = STANDARD,
    *,
    first_tick: int = 1,
) -> list[EngineOutput]:
    """Return everything an engine says about the inputs."""
    engine = PersonEngine("client", streams, settings, session_zero=ZERO, first_tick=first_tick)
    return [output for item in inputs for output in engine.feed(item)]


def ticks_of(outputs: Iterable[EngineOutput]) -> list[Tick]:
    return [output for output in outputs if isinstance(output, Tick)]
