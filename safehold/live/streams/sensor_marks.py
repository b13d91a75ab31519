"""What sensors see or hear of a person, as marks: inputs like a coded confound, and logged as one.

Movement from an accelerometer, turns of speech from a microphone's voice activity. So the engine
knows nothing of either, a dropout of one stops nobody's numbers, and whoever reads the events sees
that the sensor said so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from acquisition.acceleration import axes_of, mg_per
from processing.signals.movement import MovementWatch
from processing.signals.voices import TurnWatch
from processing.zones.confounds import MOVEMENT
from safehold.core.codebook import SPEECH_OF
from safehold.core.markers import encode_marker
from safehold.core.types import FloatArray, Role, StreamSpec

CODER = "sensor"
SPEAKS_ABOVE = 0.5
"""A stream of voice activity says with more than this that its person speaks."""


class Watch(Protocol):
    """Says when something begins (True) and ends (False), s."""

    def feed(self, times: FloatArray, values: Any, /) -> list[tuple[float, bool]]:
        """Take in what a sensor saw at some times, s."""
        ...

    def unseen(self, now: float) -> list[tuple[float, bool]]:
        """Return the end of what was seen before the sensor fell silent."""
        ...


class SensorMarks:
    """Watches every sensor that is somebody's and that marks can be made of.

    An accelerometer needs a known unit, voice activity a person whose speech has a code.
    """

    def __init__(self) -> None:
        self._watches: dict[str, tuple[StreamSpec, str, Watch]] = {}

    def take(
        self, spec: StreamSpec, times: FloatArray, values: NDArray[np.generic]
    ) -> Iterator[tuple[float, str]]:
        """Take in a chunk, shape ``(n, channels)``; yield the marks, with their times, s."""
        if spec.stream_id not in self._watches and (made := _watch_for(spec)):
            self._watches[spec.stream_id] = (spec, *made)
        if spec.stream_id in self._watches:
            _, code, watch = self._watches[spec.stream_id]
            for edge in watch.feed(times, _seen(spec, values)):
                yield _marked(spec, code, *edge)

    def unseen(self, now: float) -> Iterator[tuple[StreamSpec, float, str]]:
        """Yield the ends of what a sensor said that is silent now, with its stream."""
        for spec, code, watch in self._watches.values():
            for edge in watch.unseen(now):
                yield spec, *_marked(spec, code, *edge)


def _watch_for(spec: StreamSpec) -> tuple[str, Watch] | None:
    if spec.role is Role.ACCELEROMETER and spec.person and mg_per(spec.unit) is not None:
        return MOVEMENT, MovementWatch()
    if spec.role is Role.SPEECH and spec.person in SPEECH_OF:
        return SPEECH_OF[spec.person], TurnWatch()
    return None


def _seen(spec: StreamSpec, values: NDArray[np.generic]) -> NDArray[Any]:
    """Return what the watch of a stream takes: accelerations in mg, or whether somebody speaks."""
    if spec.role is Role.SPEECH:
        return values[:, spec.channel].astype(np.float64) > SPEAKS_ABOVE
    return (mg_per(spec.unit) or 1.0) * axes_of(spec, values)


def _marked(spec: StreamSpec, code: str, at: float, begins: bool) -> tuple[float, str]:
    boundary = "start" if begins else "stop"
    about = {"boundary": boundary, "target": spec.person or "", "coder": CODER}
    return at, encode_marker(code, about)
