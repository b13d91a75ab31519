"""Respiration from any accelerometer on the network, as a labelled stream."""

from __future__ import annotations

import numpy as np

from acquisition.acceleration import axes_of
from acquisition.breathing import BreathingMovement
from acquisition.inlet import RawChunk
from acquisition.outlets import Outlet, OutletChannel, OutletInfo
from safehold.core.types import StreamSpec


class DerivedRespiration:
    """Turns the samples of one accelerometer into a respiration stream.

    The stream appears once a breathing direction was found, after 30 s of sitting still. Its
    stamps are those of the acceleration, on this computer's LSL clock.

    Parameters
    ----------
    spec : StreamSpec
        The accelerometer; ``person`` is whose breathing it is.
    to_mg : float
        What its values are multiplied with to be mg.
    """

    def __init__(self, spec: StreamSpec, to_mg: float) -> None:
        self._spec, self._to_mg = spec, to_mg
        self._movement = BreathingMovement(spec.nominal_rate)
        self._outlet: Outlet | None = None
        self.sent = 0
        """Samples sent so far."""

    @property
    def found(self) -> bool:
        """True once a breathing direction was found."""
        return self._outlet is not None

    def take(self, chunk: RawChunk, offset: float) -> None:
        """Take in samples; ``offset`` brings their stamps to this computer's LSL clock, s."""
        axes = self._to_mg * axes_of(self._spec, np.asarray(chunk.values))
        usable = np.isfinite(chunk.stamps) & np.isfinite(axes).all(axis=1)
        times, wave = self._movement.feed(chunk.stamps[usable] + offset, axes[usable])
        if self._movement.axis is None:
            return
        if self._outlet is None:
            self._outlet = Outlet(self._header(self._movement))
        self._outlet.push_chunk(wave[:, None].astype(np.float32), times)
        self.sent += len(times)

    def _header(self, movement: BreathingMovement) -> OutletInfo:
        spec, axis = self._spec, movement.axis
        assert axis is not None
        return OutletInfo(
            f"{spec.name} respiration derived from accelerometer", "Respiration",
            f"{spec.source_id or spec.name}-respiration",
            (OutletChannel("respiration from accelerometer", "mg", "Respiration"),),
            rate=movement.rate, person=spec.person,
            remarks=(
                ("derived_from", f"accelerometer {spec.name}: movement along one direction"),
                ("polarity", "unknown: up may be inspiration or expiration"),
                ("axis", " ".join(f"{number:.3f}" for number in axis)),
                ("axis_share", f"{movement.share:.2f}"),
                ("stamps", "those of the acceleration, on the clock of the deriving computer"),
            ),
        )  # fmt: skip

    def close(self) -> None:
        """Take the stream off the network."""
        if self._outlet is not None:
            self._outlet.close()
            self._outlet = None
