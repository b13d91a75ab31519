"""Movement seen by an accelerometer, as marks: an input like a coded confound, and logged as one.

So the engine knows nothing of accelerometers, a dropout of one stops nobody's numbers, and whoever
reads the events sees that the sensor said so.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from acquisition.acceleration import axes_of, mg_per
from processing.signals.movement import MovementWatch
from processing.zones.confounds import MOVEMENT
from safehold.core.markers import encode_marker
from safehold.core.types import FloatArray, StreamSpec

CODER = "sensor"


class MovementMarks:
    """Watches every accelerometer that somebody wears and whose unit is known."""

    def __init__(self) -> None:
        self._watches: dict[str, tuple[StreamSpec, MovementWatch]] = {}

    def take(
        self, spec: StreamSpec, times: FloatArray, values: NDArray[np.generic]
    ) -> Iterator[tuple[float, str]]:
        """Take in a chunk, shape ``(n, channels)``; yield the marks, with their times, s."""
        to_mg = mg_per(spec.unit)
        if spec.person is None or to_mg is None:
            return
        _, watch = self._watches.setdefault(spec.stream_id, (spec, MovementWatch()))
        for edge in watch.feed(times, to_mg * axes_of(spec, values)):
            yield _marked(spec, *edge)

    def unseen(self, now: float) -> Iterator[tuple[StreamSpec, float, str]]:
        """Yield the ends of movements whose accelerometer is silent, with its stream."""
        for spec, watch in self._watches.values():
            for edge in watch.unseen(now):
                yield spec, *_marked(spec, *edge)


def _marked(spec: StreamSpec, at: float, begins: bool) -> tuple[float, str]:
    boundary = "start" if begins else "stop"
    about = {"boundary": boundary, "target": spec.person or "", "coder": CODER}
    return at, encode_marker(MOVEMENT, about)
