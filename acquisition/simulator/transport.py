"""Faults of the way from the sensor to the network: lost, late and wrongly stamped samples."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acquisition.broadcast import TimedSource
from acquisition.simulator.damage import number_of
from acquisition.simulator.faults import Fault, FaultKind
from acquisition.simulator.signals import Noise
from safehold.core.types import FloatArray

PACKET_S = 0.04
"""Samples of this long travel together, and are lost together, s."""


class Transport:
    """A source as it arrives: some samples not at all, some late, some with another stamp.

    Parameters
    ----------
    source : TimedSource
        The sensor, with true times.
    key : sequence of int or str
        Seeds whatever is random.
    faults : sequence of Fault
        Of this source; those of other kinds are none of the way's business. May be replaced
        while the source is read; what was taken stays as it was.
    """

    def __init__(
        self, source: TimedSource, key: tuple[int | str, ...], faults: tuple[Fault, ...] = ()
    ) -> None:
        self._source = source
        self.info = source.info
        self.end = source.end
        self.faults = faults
        self._key = key
        self._jitter = Noise(max(source.info.rate, 1.0), *key, "jitter")
        self._held: tuple[FloatArray, FloatArray, Any] | None = None
        self.n_made = 0
        """Samples the sensor has made."""
        self.n_sent = 0
        """Samples handed over to be sent."""
        self.n_lost = 0
        """Samples that will never be sent."""

    def take(self, until: float) -> tuple[FloatArray, Any]:
        """Return stamps and values of what arrives before ``until`` (see TimedSource).

        Stamps are the true times but for faults of the clock.
        """
        times, values = self._source.take(until)
        first, self.n_made = self.n_made, self.n_made + len(times)
        arrives = self._arrives(times)
        self.n_lost += int(np.count_nonzero(~arrives))
        stamps = self._stamps(times, first)
        kept = np.flatnonzero(arrives)
        taken = (times[kept], stamps[kept], _rows(values, kept))
        times, stamps, values = taken if self._held is None else _joined(self._held, taken)
        n_due = int(np.searchsorted(self._release(times), until, side="right"))
        self._held = (
            (times[n_due:], stamps[n_due:], values[n_due:]) if n_due < len(times) else None
        )
        self.n_sent += n_due
        return stamps[:n_due], values[:n_due]

    @property
    def n_held(self) -> int:
        """Samples held back now."""
        return 0 if self._held is None else len(self._held[0])

    def _of(self, kind: FaultKind) -> list[Fault]:
        return [fault for fault in self.faults if fault.kind is kind]

    def _arrives(self, times: FloatArray) -> NDArray[np.bool_]:
        arrives = np.ones(len(times), dtype=bool)
        for fault in self._of(FaultKind.DROPOUT):
            arrives &= ~((times >= fault.start) & (times < fault.stop))
        for fault in self._of(FaultKind.LOSS):
            for k in np.flatnonzero((times >= fault.start) & (times < fault.stop)):
                packet = math.floor(times[k] / PACKET_S + 1e-6)  # 0.12 / 0.04 is below 3
                arrives[k] &= not self._packet_lost(fault, packet)
        return arrives

    def _packet_lost(self, fault: Fault, packet: int) -> bool:
        rng = np.random.default_rng(number_of(*self._key, "loss", packet))
        return bool(rng.random() < fault.amount / 100)

    def _stamps(self, times: FloatArray, first: int) -> FloatArray:
        stamps = times.copy()
        for fault in self._of(FaultKind.JUMP):
            stamps[(times >= fault.start) & (times < fault.stop)] += fault.amount
        for fault in self._of(FaultKind.DRIFT):
            lasted = np.clip(np.minimum(times, fault.stop) - fault.start, 0, None)
            stamps += 1e-6 * fault.amount * lasted
        if (jittery := self._of(FaultKind.JITTER)) and len(times):
            scatter = np.clip(self._jitter.samples(first, first + len(times)), -3, 3)
            for fault in jittery:
                hit = (times >= fault.start) & (times < fault.stop)
                stamps[hit] += 1e-3 * fault.amount * scatter[hit]
        return stamps

    def _release(self, times: FloatArray) -> FloatArray:
        """Return when each sample is let go; never later than the end of the source."""
        release = times.copy()
        for fault in self._of(FaultKind.BURST):
            hit = (times >= fault.start) & (times < fault.stop)
            number = np.floor((times[hit] - fault.start) / fault.amount) + 1
            release[hit] = np.minimum(fault.start + number * fault.amount, fault.stop)
        return np.minimum(np.maximum.accumulate(release), self.end) if len(release) else release


def _rows(values: Any, kept: NDArray[np.intp]) -> Any:
    return values[kept] if isinstance(values, np.ndarray) else [values[k] for k in kept]


def _joined(
    held: tuple[FloatArray, FloatArray, Any], taken: tuple[FloatArray, FloatArray, Any]
) -> tuple[FloatArray, FloatArray, Any]:
    values = (
        np.concatenate((held[2], taken[2]))
        if isinstance(held[2], np.ndarray)
        else held[2] + taken[2]
    )
    return (
        np.concatenate((held[0], taken[0])),
        np.concatenate((held[1], taken[1])),
        values,
    )
