"""Simulated people as real LSL streams."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from acquisition.broadcast import ListedSource, TimedSource, broadcast, marker_source
from acquisition.outlets import Channel, OutletInfo
from acquisition.simulator.faults import Fault, FaultKind
from acquisition.simulator.signals import WAVEFORMS, Blocks, Noise
from acquisition.simulator.truth import PersonTruth, Simulation, event_texts
from safehold.core.errors import ConfigError
from safehold.core.types import FloatArray

SIGNALS: dict[str, float] = {"ecg": 250.0, "ppg": 64.0, "rr": 0.0, "respiration": 50.0}
"""Signals a simulated person can wear, and their default rates (0: one sample per beat)."""
_TYPES = {"ecg": "ECG", "ppg": "PPG", "rr": "RR", "respiration": "Respiration"}
_MAX_RATE = 20_000.0


def _info(
    simulation: Simulation, truth: PersonTruth, signal: str, rate: float, unit: str, tag: str
) -> OutletInfo:
    return OutletInfo(
        name=f"simulated-{truth.person}-{signal}",
        type=_TYPES[signal],
        source_id=f"simulated-{truth.person}-{signal}-{tag}",
        channels=(Channel(signal, unit, _TYPES[signal]),),
        rate=rate,
        person=truth.person,
        remarks=(("simulated", f"script {simulation.script.name}, seed {simulation.seed}"),),
    )


class WaveformSource:
    """A regular signal of one person; sample k belongs to time ``k / rate``, exactly."""

    def __init__(
        self,
        simulation: Simulation,
        truth: PersonTruth,
        signal: str,
        *,
        rate: float,
        tag: str,
        faults: Sequence[Fault] = (),
        jitter_s: float = 0.0,
    ) -> None:
        self._wave, self._noise_sd, unit, self._edge = WAVEFORMS[signal]
        self.info = _info(simulation, truth, signal, rate, unit, tag)
        self.end = simulation.script.duration
        self._truth = truth
        mine = [f for f in faults if (f.person, f.signal) == (truth.person, signal)]
        self._faults = [f for f in mine if f.kind is not FaultKind.RATE]
        self._rate = rate * math.prod(f.factor for f in mine if f.kind is FaultKind.RATE)
        self._clean = Blocks(round(rate), self._clean_block)
        self._noise = Noise(rate, simulation.seed, truth.person, signal, "noise")
        self._jitter = Noise(rate, simulation.seed, truth.person, signal, "jitter")
        self._jitter_s = jitter_s
        self._next = 0

    def take(self, until: float) -> tuple[FloatArray, Any]:
        """Return the samples before ``until`` that were not taken yet (see TimedSource)."""
        stop = self._count_before(min(until, self.end))
        start, self._next = self._next, max(self._next, stop)
        if stop <= start:
            return np.empty(0), np.empty((0, 1))
        times = np.arange(start, stop) / self._rate
        values = self.samples(start, stop)
        sent = np.ones(len(times), dtype=bool)
        for fault in self._faults:
            if fault.kind is FaultKind.DROPOUT:
                sent &= ~((times >= fault.start) & (times < fault.stop))
        if self._jitter_s:
            times = times + self._jitter_s * np.clip(self._jitter.samples(start, stop), -3, 3)
        return times[sent], values[sent, None].astype(np.float32)

    def _count_before(self, time: float) -> int:
        count = math.ceil(time * self._rate)
        # The product may round across a whole number, and a sample be sent early or late by one.
        if count > 0 and (count - 1) / self._rate >= time:
            return count - 1
        return count + 1 if count / self._rate < time else count

    def _clean_block(self, first: int, stop: int) -> FloatArray:
        return self._wave(self._truth, np.arange(first, stop) / self._rate)

    def samples(self, start: int, stop: int) -> FloatArray:
        """Return samples start to stop with noise and faults, shape ``(n,)``."""
        times = np.arange(start, stop) / self._rate
        noise = self._noise.samples(start, stop)
        values = self._clean.samples(start, stop) + self._noise_sd * noise
        for fault in self._faults:
            hit = (times >= fault.start) & (times < fault.stop)
            if hit.any():
                values[hit] = self._damaged(fault, values[hit], noise[hit])
        return values

    def _damaged(self, fault: Fault, values: FloatArray, noise: FloatArray) -> FloatArray:
        if fault.kind is FaultKind.DEAD:
            # A twelve-bit converter at the end of its range: a step or two, mostly none.
            step = self._edge / 4096
            return np.minimum(self._edge, self._edge - step * np.round(0.4 * noise))
        if fault.kind is FaultKind.FLAT:
            onset = np.array([fault.start])
            return np.full(len(values), self._wave(self._truth, onset)[0])
        if fault.kind is FaultKind.NAN:
            return np.full(len(values), np.nan)
        if fault.kind is FaultKind.NOISE:
            return values + 0.8 * noise
        return values


def rr_source(
    simulation: Simulation, truth: PersonTruth, *, tag: str, faults: Sequence[Fault] = ()
) -> ListedSource:
    """Return RR intervals, ms, one at each beat, stamped with the time of the beat."""
    end = simulation.script.duration
    keep = (truth.beats >= 0) & (truth.beats < end)
    times, rr = truth.beats[keep], truth.rr_ms[keep].copy()
    sent = np.ones(len(times), dtype=bool)
    for fault in faults:
        if (fault.person, fault.signal) != (truth.person, "rr"):
            continue
        hit = (times >= fault.start) & (times < fault.stop)
        if fault.kind in (FaultKind.DROPOUT, FaultKind.DEAD):
            sent &= ~hit
        elif fault.kind is FaultKind.FLAT and hit.any():
            rr[hit] = rr[hit][0]
        elif fault.kind is FaultKind.NAN:
            rr[hit] = np.nan
        elif fault.kind is FaultKind.NOISE:
            extra = np.random.default_rng([simulation.seed, 7]).normal(0, 250, len(rr))
            rr[hit] = np.clip(rr[hit] + extra[hit], 200, 2500)
    info = _info(simulation, truth, "rr", 0.0, "ms", tag)
    return ListedSource(info, times[sent], rr[sent, None].astype(np.float32), end)


def make_sources(
    simulation: Simulation,
    *,
    signals: Sequence[str] = ("ecg", "respiration"),
    rates: Mapping[str, float] | None = None,
    faults: Sequence[Fault] = (),
    jitter_s: float = 0.0,
    tag: str = "1",
) -> list[TimedSource]:
    """Return one source per person and signal, and one of the script's markers.

    Parameters
    ----------
    simulation : Simulation
        Who and what.
    signals : sequence of str
        Keys of ``SIGNALS``.
    rates : mapping of str to float or None
        Other rates than the default ones, samples per second (``{"ecg": 130}``).
    faults : sequence of Fault
        What goes wrong, and when.
    jitter_s : float
        SD of noise on the stamps of regular signals, s; 0 for exact stamps.
    tag : str
        Ends every source id: one simulator on a network needs another than the next.

    Raises
    ------
    ConfigError
        For an unknown signal, a rate out of range, or a fault of a signal that is not there.
    """
    chosen = {**SIGNALS, **(rates or {})}
    for signal in (*signals, *(rates or {})):
        if signal not in SIGNALS:
            raise ConfigError(
                f"Signal {signal!r} cannot be simulated.",
                remedy=f"Choose from: {', '.join(SIGNALS)}.",
            )
        if signal != "rr" and not 10 <= chosen[signal] <= _MAX_RATE:
            raise ConfigError(
                f"A rate of {chosen[signal]:g} Hz for {signal} is out of range.",
                remedy=f"Choose a rate from 10 to {_MAX_RATE:g} Hz.",
            )
    for fault in faults:
        if (
            fault.person not in [p.person for p in simulation.people]
            or fault.signal not in signals
        ):
            raise ConfigError(
                f"The fault {fault} is of a signal that is not simulated.",
                remedy=f"People: {', '.join(p.person for p in simulation.people)}; "
                f"signals: {', '.join(signals)}.",
            )
    sources: list[TimedSource] = []
    for truth in simulation.people:
        for signal in signals:
            if signal == "rr":
                sources.append(rr_source(simulation, truth, tag=tag, faults=faults))
            else:
                sources.append(
                    WaveformSource(
                        simulation, truth, signal, rate=chosen[signal], tag=tag, faults=faults,
                        jitter_s=jitter_s,
                    )
                )  # fmt: skip
    script = simulation.script
    markers = marker_source("simulated-events", event_texts(script), tag=tag, end=script.duration)
    return [*sources, markers]


def stream_simulation(
    simulation: Simulation,
    *,
    signals: Sequence[str] = ("ecg", "respiration"),
    rates: Mapping[str, float] | None = None,
    faults: Sequence[Fault] = (),
    jitter_s: float = 0.0,
    tag: str = "1",
    speed: float = 1.0,
    stop: threading.Event | None = None,
    consumers_timeout_s: float = 0.0,
    begin: Callable[[], bool] | None = None,
    on_start: Callable[[float], None] | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> float:
    """Stream simulated people until the script ends; blocks. Return the LSL time of time 0.

    See :func:`make_sources` and :func:`acquisition.broadcast.broadcast` for the parameters.
    """
    return broadcast(
        make_sources(
            simulation, signals=signals, rates=rates, faults=faults, jitter_s=jitter_s, tag=tag
        ),
        speed=speed,
        stop=stop,
        consumers_timeout_s=consumers_timeout_s,
        begin=begin,
        on_start=on_start,
        on_progress=on_progress,
    )
