"""Recordings that give an index each reason it can have: one signal, one fault, one mark each."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence

import numpy as np

from processing.zones.corrections import corrected
from processing.zones.detection import Detection
from processing.zones.found import Second
from processing.zones.judgement import Judgement
from safehold.core.correction import Corrected, Correction, CorrectionKind
from safehold.core.settings import DEMO, STANDARD, DetectionSettings
from safehold.core.stream_choice import choose_streams
from safehold.core.types import (
    Boundary,
    EngineInput,
    EngineOutput,
    Event,
    EventKind,
    FloatArray,
    Mark,
    StreamSpec,
    Turn,
)
from tests.unit.processing._chest import chest
from tests.unit.processing._synthetic import (
    BELT_SPEC,
    ECG_SPEC,
    PPG_SPEC,
    RR_SPEC,
    ZERO,
    beats_g,
    belt,
    ecg,
    noise,
    ppg,
    run,
    wave,
    whole,
)

LENGTH = 200.0
Stream = tuple[StreamSpec, FloatArray, FloatArray]
ONE_WAY = ((-0.18, 0.12, 0.025), (0.0, 1.0, 0.012), (0.28, 0.30, 0.05))
"""A heart wave without a part that goes the other way: upside down, beats are marked anywhere."""


def grid(rate: float, length: float = LENGTH) -> FloatArray:
    return np.arange(round(length * rate)) / rate


def heart(m: float = 0.83, amplitude: float = 0.05, f: float = 0.23) -> FloatArray:
    return beats_g(m, amplitude, f, 0.0, duration=LENGTH + 5)


T, CHEST_T = grid(250), grid(25)
MINE: Stream = (ECG_SPEC, T, ecg(heart(), T))
CHEST: Stream = (BELT_SPEC, CHEST_T, belt(CHEST_T, f=0.23))


def of(stream: Stream, values: FloatArray) -> Stream:
    """Return a stream with other values."""
    return stream[0], stream[1], values


def without(stream: Stream, t0: float, t1: float) -> Stream:
    """Return a stream of which some seconds were lost."""
    there = (stream[1] < t0) | (stream[1] >= t1)
    return stream[0], stream[1][there], stream[2][there]


def marked(code: str, t0: float, t1: float) -> list[Mark]:
    """Return both ends of a confound."""
    begun = Event(code, code, t0, None, EventKind.INTERVAL, target="client")
    ended = dataclasses.replace(begun, duration=t1 - t0)
    return [Mark(begun, Boundary.START), Mark(ended, Boundary.STOP)]


def played(
    *streams: Stream, extra: Sequence[EngineInput] = (), settings: object = STANDARD
) -> list[EngineOutput]:
    inputs = [*extra, *(whole(spec, times, values) for spec, times, values in streams)]
    return run([spec for spec, _, _ in streams], inputs, settings)  # type: ignore[arg-type]


def strap(beats: FloatArray, rr: FloatArray) -> list[EngineOutput]:
    """Return what the intervals of a strap give, with a belt beside it."""
    return played((RR_SPEC, beats, rr), CHEST)


def intervals(mean: float = 800.0, n: int = 230) -> tuple[FloatArray, FloatArray]:
    rng = np.random.default_rng(3)
    rr = mean + 0.06 * mean * np.sin(2 * np.pi * np.arange(n) / 4.7) + rng.normal(0, 8, n)
    return np.cumsum(rr) / 1000, rr


BEATS, RR = intervals()


def clean() -> list[EngineOutput]:
    return played(MINE, CHEST)


def no_belt() -> list[EngineOutput]:
    return played(MINE)


def no_heart() -> list[EngineOutput]:
    return played(CHEST)


def short_windows() -> list[EngineOutput]:
    return played(MINE, CHEST, settings=DEMO)


def upside_down() -> list[EngineOutput]:
    skewed = np.sin(2 * np.pi * 0.23 * CHEST_T + 0.6 * np.sin(2 * np.pi * 0.23 * CHEST_T))
    return played(MINE, of(CHEST, 2000 + 100 * skewed))


def low_rate() -> list[EngineOutput]:
    times = grid(90)
    return played(
        (dataclasses.replace(ECG_SPEC, nominal_rate=90), times, ecg(heart(), times)), CHEST
    )


def clipped() -> list[EngineOutput]:
    return played(of(MINE, np.clip(MINE[2], -0.3, 0.3)), CHEST)


def marks() -> list[EngineOutput]:
    spoken = marked("cf.speech_client", 70.5, 90.0)
    return played(MINE, CHEST, extra=[*spoken, *marked("cf.movement", 130.5, 150.0)])


def other_marks() -> list[EngineOutput]:
    paced, sensor = marked("cf.paced", 62.0, 70.0), marked("cf.sensor", 80.0, 85.0)
    posture = Mark(Event("p", "cf.posture", 130.0, target="client"))
    return played(MINE, CHEST, extra=[*paced, *sensor, posture])


def pulse() -> list[EngineOutput]:
    return played((PPG_SPEC, T, ppg(heart(), T)), CHEST)


def holes() -> list[EngineOutput]:
    return played(without(MINE, 100.0, 125.0), without(CHEST, 100.0, 125.0))


def flat() -> list[EngineOutput]:
    still = (T > 90) & (T < 130)
    return played(of(MINE, np.where(still, 0.2, MINE[2])), of(CHEST, np.full(CHEST_T.size, 3.0)))


def noisy() -> list[EngineOutput]:
    values = np.where(T > 110, noise(T.size, 1.0, 3), MINE[2])
    return played(of(MINE, values), of(CHEST, 2000 + noise(CHEST_T.size, 50.0, 4)))


def railed() -> list[EngineOutput]:
    return played(MINE, of(CHEST, np.clip(belt(CHEST_T, f=0.45), 1930.0, 2070.0)))


def overflowing() -> list[EngineOutput]:
    return played(of(MINE, np.where(T > 100, 1e300 * noise(T.size, 1.0, 0), MINE[2])), CHEST)


def ectopic() -> list[EngineOutput]:
    beats = heart()
    early = beats.copy()
    early[20::7] -= 0.3
    return played(of(MINE, ecg(early, T)), CHEST)


def pause() -> list[EngineOutput]:
    beats = heart()
    later = beats.copy()
    later[beats > 110] += 4.0
    return played(of(MINE, ecg(later, T)), CHEST)


def metronome() -> list[EngineOutput]:
    return played(of(MINE, wave(0.3 + 0.8 * np.arange(240), T, ONE_WAY)), CHEST)


def held_breath() -> list[EngineOutput]:
    held = chest(15, length=20, noise_sd=0.02, heart=0.05)
    return played(MINE, (BELT_SPEC, held.times, held.values))


def uneven_breath() -> list[EngineOutput]:
    f = 0.12 + 0.2 * (np.sin(2 * np.pi * CHEST_T / 37) > 0)
    return played(MINE, of(CHEST, 2000 - 100 * np.sin(2 * np.pi * np.cumsum(f) / 25)))


def panting() -> list[EngineOutput]:
    return played(MINE, of(CHEST, belt(CHEST_T, f=0.9)))


def near_the_edge() -> list[EngineOutput]:
    return played(of(MINE, ecg(heart(f=0.16), T)), of(CHEST, belt(CHEST_T, f=0.16)))


def shallow() -> list[EngineOutput]:
    """A baseline, then breaths of a tenth of the depth."""
    rest = marked("ph.baseline", 5.0, 90.0)
    small = np.interp(CHEST_T, (50.0, 130.0), (1.0, 0.1))
    return played(MINE, of(CHEST, 2000 + small * (CHEST[2] - 2000)), extra=rest, settings=DEMO)


def turned_belt() -> list[EngineOutput]:
    return played(
        MINE, of(CHEST, 4000 - CHEST[2]), extra=[Turn("client-belt", inverted=True, act_from=110)]
    )


def turned_ecg() -> list[EngineOutput]:
    values = -wave(heart(), T, ONE_WAY) + noise(T.size, 0.01, 0)
    return played(of(MINE, values), CHEST, extra=[Turn("client-ecg", inverted=True, act_from=110)])


def beyond_range() -> list[EngineOutput]:
    return strap(*intervals(mean=260.0, n=700))


def strap_clean() -> list[EngineOutput]:
    return strap(BEATS, RR)


def strap_resampled() -> list[EngineOutput]:
    times = np.arange(BEATS[0], BEATS[-1], 0.25)
    return strap(times, np.interp(times, BEATS, RR))


def strap_held() -> list[EngineOutput]:
    times = np.arange(BEATS[0] + 0.01, BEATS[-1], 0.25)
    values = RR[np.searchsorted(BEATS, times) - 1]
    first, then = BEATS < 90, times >= 90
    return strap(np.append(BEATS[first], times[then]), np.append(RR[first], values[then]))


def strap_lossy() -> list[EngineOutput]:
    there = np.arange(len(RR)) % 3 > 0
    return strap(np.ceil(BEATS[there]) + 0.08, RR[there])


def strap_ahead() -> list[EngineOutput]:
    twice = np.repeat(np.arange(len(RR)), 2)
    return strap(BEATS[twice] + np.tile((0.0, 0.1), len(RR)), RR[twice] + np.tile((0, 7), len(RR)))


def strap_in_seconds() -> list[EngineOutput]:
    return strap(BEATS, RR / 1000)


def strap_stuck() -> list[EngineOutput]:
    values = RR.copy()
    values[110:160] = values[109]
    return strap(BEATS, values)


def strap_paced() -> list[EngineOutput]:
    rr = np.full(230, 857.0)
    return strap(np.cumsum(rr) / 1000, rr)


def strap_reanchored() -> list[EngineOutput]:
    arrival = np.ceil(BEATS + 0.1)
    kept = (arrival < 120) | (arrival > 122)
    return strap(arrival[kept], RR[kept])


def corrected_by_hand() -> list[EngineOutput]:
    """A beat deleted, a stretch of the ECG and one of the belt rejected."""
    streams = choose_streams([ECG_SPEC, BELT_SPEC])
    detection = Detection("client", streams, DetectionSettings(), session_zero=ZERO)
    found: list[Second] = []
    for spec, times, values in (MINE, CHEST):
        detection.feed(whole(spec, times, values))
        found += detection.advance()
    said = (
        (Corrected.BEAT, CorrectionKind.DELETE, float(heart()[100]), None),
        (Corrected.BEAT, CorrectionKind.REJECT, 130.0, 145.0),
        (Corrected.BREATH, CorrectionKind.REJECT, 160.0, 172.0),
    )
    items = [Correction(f"c{k:04d}", "client", *rest) for k, rest in enumerate(said, 1)]
    seconds, _ = corrected(found, items, streams)
    judgement = Judgement("client", streams, STANDARD)
    return [output for second in seconds for output in judgement.take(second)]


CASES = {
    case.__name__: case
    for case in (
        clean, no_belt, no_heart, short_windows, upside_down, low_rate, clipped, marks,
        other_marks, pulse, holes, flat, noisy, railed, overflowing, ectopic, pause, metronome,
        held_breath, uneven_breath, panting, near_the_edge, shallow, turned_belt, turned_ecg,
        beyond_range, strap_clean, strap_resampled, strap_held, strap_lossy, strap_ahead,
        strap_in_seconds, strap_stuck, strap_paced, strap_reanchored,
        corrected_by_hand,
    )
}  # fmt: skip


@functools.cache
def outputs(name: str) -> list[EngineOutput]:
    """Return what the engine makes of a case."""
    return CASES[name]()
