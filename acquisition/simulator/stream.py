"""Simulated people as real LSL streams."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from acquisition.broadcast import TimedSource, broadcast, marker_source
from acquisition.simulator.damage import with_ectopics
from acquisition.simulator.faults import HEART, Fault, FaultKind
from acquisition.simulator.sensors import SIGNALS, RrSource, WaveformSource
from acquisition.simulator.transport import Transport
from acquisition.simulator.truth import Simulation, event_texts
from safehold.core.errors import ConfigError
from safehold.core.messages import Message

_MAX_RATE = 20_000.0


class SimulatedStreams:
    """The streams of simulated people, whose faults may begin and end while they run.

    One thread takes from the sources and changes faults.

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

    def __init__(
        self,
        simulation: Simulation,
        *,
        signals: Sequence[str] = ("ecg", "respiration"),
        rates: Mapping[str, float] | None = None,
        faults: Sequence[Fault] = (),
        jitter_s: float = 0.0,
        tag: str = "1",
    ) -> None:
        chosen = {**SIGNALS, **(rates or {})}
        _check_signals((*signals, *(rates or {})), chosen)
        self.simulation = simulation
        self.signals = tuple(signals)
        self.faults: tuple[Fault, ...] = ()
        """All faults that were, are and will be."""
        for fault in faults:
            self.check(fault)
        self._beat_faults([fault for fault in faults if fault.signal == HEART])
        self._sensors: dict[tuple[str, str], WaveformSource | RrSource] = {}
        self._ways: dict[tuple[str, str], Transport] = {}
        for truth in self.simulation.people:
            for signal in signals:
                mine = [f for f in faults if (f.person, f.signal) == (truth.person, signal)]
                if jitter_s and signal != "rr":
                    mine.append(
                        Fault(truth.person, signal, FaultKind.JITTER, amount=1e3 * jitter_s)
                    )
                sensor = (
                    RrSource(simulation, truth, tag=tag, faults=mine)
                    if signal == "rr"
                    else WaveformSource(
                        simulation, truth, signal, rate=chosen[signal], tag=tag, faults=mine
                    )
                )
                key = (simulation.seed, truth.person, signal)
                self._sensors[truth.person, signal] = sensor
                self._ways[truth.person, signal] = Transport(sensor, key, tuple(mine))
        self.faults = tuple(faults)
        script = simulation.script
        self._markers = marker_source(
            "simulated-events", event_texts(script), tag=tag, end=script.duration
        )

    @property
    def sources(self) -> list[TimedSource]:
        """One source per person and signal, and one of the script's markers."""
        return [*self._ways.values(), self._markers]

    def check(self, fault: Fault) -> None:
        """Refuse a fault of somebody or something that is not simulated."""
        people = [truth.person for truth in self.simulation.people]
        if fault.person not in people or fault.signal not in (*self.signals, HEART):
            raise ConfigError(
                Message("The fault {fault} is of a signal that is not simulated.", fault=fault),
                remedy=Message(
                    "People: {people}; signals: {signals}.",
                    people=", ".join(people),
                    signals=", ".join(self.signals),
                ),
            )

    def begin(self, fault: Fault) -> None:
        """Let a fault begin now or later; what was taken stays as it was.

        Ectopic beats must begin 2.5 s after what was taken: beats draw waves before themselves.

        Raises
        ------
        ConfigError
            For a fault of a signal that is not there, or a rate, which cannot change.
        """
        self.check(fault)
        if fault.kind is FaultKind.RATE:
            raise ConfigError(
                Message("The fault {fault} cannot begin in the middle.", fault=fault),
                remedy=Message("Give it with --fault at the start."),
            )
        self.faults = (*self.faults, fault)
        if fault.signal == HEART:
            self._beat_faults([fault])
            for sensor in self._sensors.values():
                sensor.truth = self.simulation.person(sensor.truth.person)
            return
        key = (fault.person, fault.signal)
        self._sensors[key].faults += (fault,)
        self._ways[key].faults += (fault,)

    def end(self, fault: Fault, at: float) -> None:
        """Let a fault that has begun end at this script time; ectopic beats go on to their end."""
        if fault.signal == HEART:
            return
        over = fault.until(at)
        self.faults = tuple(over if f is fault else f for f in self.faults)
        key = (fault.person, fault.signal)
        for one in (self._sensors[key], self._ways[key]):
            one.faults = tuple(over if f is fault else f for f in one.faults)

    def report(self) -> list[dict[str, Any]]:
        """Return per stream how many samples were made, sent, lost and are held back."""
        return [
            {
                "stream": way.info.name,
                "source_id": way.info.source_id,
                "n_made": way.n_made,
                "n_sent": way.n_sent,
                "n_lost": way.n_lost,
                "n_held": way.n_held,
            }
            for way in self._ways.values()
        ]

    def _beat_faults(self, faults: Sequence[Fault]) -> None:
        for fault in faults:
            people = tuple(
                with_ectopics(truth, fault, self.simulation.seed)
                if truth.person == fault.person
                else truth
                for truth in self.simulation.people
            )
            self.simulation = replace(self.simulation, people=people)


def _check_signals(signals: Sequence[str], rates: Mapping[str, float]) -> None:
    for signal in signals:
        if signal not in SIGNALS:
            raise ConfigError(
                Message("Signal {signal!r} cannot be simulated.", signal=signal),
                remedy=Message(
                    "Choose one of: {choices}.", code="choose_one", choices=", ".join(SIGNALS)
                ),
            )
        if signal != "rr" and not 10 <= rates[signal] <= _MAX_RATE:
            raise ConfigError(
                Message(
                    "A rate of {rate:g} Hz for {signal} is out of range.",
                    rate=rates[signal],
                    signal=signal,
                ),
                remedy=Message("Choose a rate from 10 to {highest:g} Hz.", highest=_MAX_RATE),
            )


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

    See :class:`SimulatedStreams` for the parameters.
    """
    return SimulatedStreams(
        simulation, signals=signals, rates=rates, faults=faults, jitter_s=jitter_s, tag=tag
    ).sources


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
