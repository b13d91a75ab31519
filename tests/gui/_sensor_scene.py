"""Sensors before a session as they look: traces, what was found, the computer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from safehold.core.findings import Finding, fail, ok, warn
from safehold.core.messages import Message
from safehold.core.types import FloatArray, Role, StreamSpec
from safehold.core.wording import person_words
from safehold.live.sensor_traces import SensorTrace

ECG = StreamSpec("c-ecg", "Polar H10 client", "ECG", "h10-1", Role.ECG, "client", "mV", 250.0)
BELT = StreamSpec("c-belt", "belt client", "RESP", "b-1", Role.RESPIRATION, "client", "", 50.0)
THEIRS = replace(ECG, stream_id="t-ecg", name="Polar H10 therapist", person="therapist")
THEIR_BELT = replace(BELT, stream_id="t-belt", name="belt therapist", person="therapist")
NOW = 1000.0


def ecg_trace(spec: StreamSpec = ECG, period: float = 0.8, dead_s: float = 0.0) -> SensorTrace:
    times = np.arange(NOW - 10.0, NOW - dead_s, 0.004)
    beats = np.arange(NOW - 9.7, NOW - dead_s - 0.3, period)
    since = times[:, None] - beats
    wave = np.exp(-((since / 0.012) ** 2)) - 0.2 * np.exp(-(((since - 0.03) / 0.012) ** 2))
    wave += 0.25 * np.exp(-(((since - 0.25) / 0.05) ** 2))
    return SensorTrace(spec, NOW, 8.0, times, wave.sum(axis=1), beats)


def flat_trace(spec: StreamSpec = ECG) -> SensorTrace:
    whole = ecg_trace(spec)
    values: FloatArray = np.where(whole.times > NOW - 5.0, 0.0, whole.values)
    return replace(whole, values=values, events=whole.events[whole.events < NOW - 5.0])


def belt_trace(spec: StreamSpec = BELT, period: float = 4.2) -> SensorTrace:
    times = np.arange(NOW - 32.0, NOW, 0.02)
    phase = (times - NOW) % period / period
    wave = np.where(phase < 0.4, -np.cos(np.pi * phase / 0.4),
                    np.cos(np.pi * np.clip((phase - 0.4) / 0.5, 0, 1)))  # fmt: skip
    onsets = NOW - period * np.arange(1, 7)[::-1]
    return SensorTrace(spec, NOW, 30.0, times, wave, onsets)


def about(spec: StreamSpec, finding: Finding) -> Finding:
    """Return what was found of a stream."""
    return replace(finding, person=spec.person, stream_id=spec.stream_id)


HOST = (
    ok(Message("disk"), Message("1 MB written and synced to /studies/dyads in 14 ms")),
    ok(Message("disk space"), Message("212.0 GB free at /studies/dyads")),
    ok(Message("recorder"), Message("recording to recording.xdf")),
)
MOVES = Message("it moves and does not clip")
GOOD = (
    about(ECG, ok(Message("client: ECG (Polar H10 client) signal"), MOVES)),
    about(BELT, ok(Message("client: belt (belt client) signal"), MOVES)),
    about(THEIRS, ok(Message("therapist: ECG (Polar H10 therapist) signal"), MOVES)),
    about(THEIR_BELT, ok(Message("therapist: belt (belt therapist) signal"), MOVES)),
    *HOST,
)
GOOD_TRACES = (
    ecg_trace(), belt_trace(), ecg_trace(THEIRS, 0.93), belt_trace(THEIR_BELT, 5.1)
)  # fmt: skip
BAD = (
    about(ECG, fail(Message("client: ECG (Polar H10 client) signal"),
                  Message("the signal is flat"),
                  Message("Wet the electrodes, press them on, or change the sensor's place."))),
    about(BELT, warn(Message("client: belt (belt client) polarity"),
                   Message("{n} of {least} breaths seen to tell which way up it is", n=6, least=8),
                   Message("Let the person breathe quietly, without a pacer. RSA by breath is "
                           "missing until it is known; everything else works without it."))),
    about(THEIRS, ok(Message("therapist: ECG (Polar H10 therapist) signal"), MOVES)),
    replace(warn(Message("{person}: respiration", person=person_words("therapist")),
                 Message("no respiration signal was found"),
                 Message("RSA by breath and respiration rate will be missing; everything else "
                         "works without it.")), person="therapist"),
    *HOST,
)  # fmt: skip
BAD_TRACES = (flat_trace(), belt_trace(), ecg_trace(THEIRS, 0.93))
