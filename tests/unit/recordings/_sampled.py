"""The small session with native samples: ECG 250 Hz, a belt 50 Hz with a gap, EDA of two."""

from __future__ import annotations

import dataclasses

import numpy as np

from safehold.core.results import SessionResults, StreamSamples
from safehold.core.types import Role, StreamSpec
from tests.helpers import spec


def worn(stream_id: str, role: Role, unit: str, rate: float) -> StreamSpec:
    """Return a stream whose words must not leave."""
    return spec(
        stream_id, role, rate=rate, unit=unit, person=stream_id.partition("-")[0],
        name="Belt 5F3E21", type="x", source_id="QX-7731-SERIAL", uid="uid-90ab-77",
        hostname="labhost-unit9",
    )  # fmt: skip


def sine(rate: float, t1: float = 120.0) -> tuple[np.ndarray, np.ndarray]:
    t = np.arange(0.0, t1, 1 / rate)
    return t, np.sin(2 * np.pi * 1.0 * t)[:, None]


def sampled(session: SessionResults, ecg_hz: float = 250) -> SessionResults:
    """Return the session with a client's ECG and belt (off 60-70 s) and a therapist's EDA."""
    t, x = sine(ecg_hz)
    belt, y = sine(50)
    kept = (belt < 60) | (belt >= 70)
    samples = (
        StreamSamples(worn("client-ecg", Role.ECG, "mV", ecg_hz), t, x, ("ECG",), ("mV",)),
        StreamSamples(
            worn("client-respiration", Role.RESPIRATION, "a.u.", 50), belt[kept], y[kept],
            ("",), ("a.u.",),
        ),
        StreamSamples(
            worn("therapist-eda", Role.EDA, "uS", 50), belt, np.hstack((y, 2 * y)),
            ("EDA", "TEMP"), ("uS", "C"),
        ),
    )  # fmt: skip
    return dataclasses.replace(session, samples=samples)


def of_client(results: SessionResults) -> SessionResults:
    """Return a session in which nothing came from the therapist."""

    def own(things: tuple) -> tuple:
        return tuple(thing for thing in things if thing.person == "client")

    return dataclasses.replace(
        results,
        beats=own(results.beats),
        breaths=own(results.breaths),
        ticks=own(results.ticks),
        windows=own(results.windows),
        respiration={"client": results.respiration["client"]},
        samples=tuple(item for item in results.samples if item.spec.person == "client"),
    )
