"""Sensors on simulated people: samples at their true times, with what is broken in them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from acquisition.outlets import OutletChannel, OutletInfo
from acquisition.simulator.damage import damaged_intervals, damaged_wave
from acquisition.simulator.faults import Fault, FaultKind
from acquisition.simulator.signals import WAVEFORMS, Blocks, Noise
from acquisition.simulator.truth import PersonTruth, Simulation
from safehold.core.types import FloatArray

SIGNALS: dict[str, float] = {"ecg": 250.0, "ppg": 64.0, "rr": 0.0, "respiration": 50.0}
"""Signals a simulated person can wear, and their default rates (0: one sample per beat)."""
_TYPES = {"ecg": "ECG", "ppg": "PPG", "rr": "RR", "respiration": "Respiration"}


def _info(
    simulation: Simulation, truth: PersonTruth, signal: str, rate: float, unit: str, tag: str
) -> OutletInfo:
    return OutletInfo(
        name=f"simulated-{truth.person}-{signal}",
        type=_TYPES[signal],
        source_id=f"simulated-{truth.person}-{signal}-{tag}",
        channels=(OutletChannel(signal, unit, _TYPES[signal]),),
        rate=rate,
        person=truth.person,
        remarks=(("simulated", f"script {simulation.script.name}, seed {simulation.seed}"),),
    )


class WaveformSource:
    """A regular signal of one person; sample k belongs to time ``k / rate``, exactly.

    ``truth`` and ``faults`` may be replaced while the source is read.
    """

    def __init__(
        self,
        simulation: Simulation,
        truth: PersonTruth,
        signal: str,
        *,
        rate: float,
        tag: str,
        faults: Sequence[Fault] = (),
    ) -> None:
        self._wave, self._noise_sd, unit, self._edge = WAVEFORMS[signal]
        self.info = _info(simulation, truth, signal, rate, unit, tag)
        self.end = simulation.script.duration
        self.truth = truth
        self.faults = tuple(faults)
        self._rate = rate * math.prod(f.amount for f in faults if f.kind is FaultKind.RATE)
        self._clean = Blocks(round(rate), self._clean_block)
        self._noise = Noise(rate, simulation.seed, truth.person, signal, "noise")
        self._next = 0

    def take(self, until: float) -> tuple[FloatArray, Any]:
        """Return the samples before ``until`` that were not taken yet (see TimedSource)."""
        stop = self._count_before(min(until, self.end))
        start, self._next = self._next, max(self._next, stop)
        if stop <= start:
            return np.empty(0), np.empty((0, 1), np.float32)
        times = np.arange(start, stop) / self._rate
        return times, self.samples(start, stop)[:, None].astype(np.float32)

    def _count_before(self, time: float) -> int:
        count = math.ceil(time * self._rate)
        # The product may round across a whole number, and a sample be sent early or late by one.
        if count > 0 and (count - 1) / self._rate >= time:
            return count - 1
        return count + 1 if count / self._rate < time else count

    def _clean_block(self, first: int, stop: int) -> FloatArray:
        return self._wave(self.truth, np.arange(first, stop) / self._rate)

    def samples(self, start: int, stop: int) -> FloatArray:
        """Return samples start to stop with noise and faults, shape ``(n,)``."""
        times = np.arange(start, stop) / self._rate
        noise = self._noise.samples(start, stop)
        values = self._clean.samples(start, stop) + self._noise_sd * noise
        for fault in self.faults:
            hit = (times >= fault.start) & (times < fault.stop)
            if hit.any():
                values[hit] = damaged_wave(
                    fault, times[hit], values[hit], noise[hit], self._edge,
                    lambda at: self._wave(self.truth, at),
                )  # fmt: skip
        return values


class RrSource:
    """RR intervals, ms, one at each beat, stamped with the time of the beat.

    ``truth`` and ``faults`` may be replaced while the source is read.
    """

    def __init__(
        self, simulation: Simulation, truth: PersonTruth, *, tag: str, faults: Sequence[Fault] = ()
    ) -> None:
        self.info = _info(simulation, truth, "rr", 0.0, "ms", tag)
        self.end = simulation.script.duration
        self.truth = truth
        self.faults = tuple(faults)
        self._noise = Noise(1.0, simulation.seed, truth.person, "rr", "noise")
        self._until = 0.0

    def take(self, until: float) -> tuple[FloatArray, Any]:
        """Return the intervals before ``until`` that were not taken yet (see TimedSource)."""
        beats = self.truth.beats
        start, stop = np.searchsorted(beats, (self._until, min(until, self.end)))
        self._until = max(self._until, min(until, self.end))
        if stop <= start:
            return np.empty(0), np.empty((0, 1), np.float32)
        times, rr = beats[start:stop], self.truth.rr_ms[start:stop].copy()
        noise = self._noise.samples(int(start), int(stop))
        for fault in self.faults:
            hit = (times >= fault.start) & (times < fault.stop)
            if hit.any():
                first = int(np.searchsorted(beats, fault.start))
                held = self.truth.rr_ms[first]
                rr[hit] = damaged_intervals(fault, rr[hit], noise[hit], held)
        # A strap off the body finds no beats.
        found = np.ones(len(times), dtype=bool)
        for fault in self.faults:
            if fault.kind is FaultKind.DEAD:
                found &= ~((times >= fault.start) & (times < fault.stop))
        return times[found], rr[found, None].astype(np.float32)
