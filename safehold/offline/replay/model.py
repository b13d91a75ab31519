"""The model of a replay: all waves and ticks are there, and it stands at a moment of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from safehold.core.settings import EngineSettings
from safehold.core.types import FloatArray, StreamSpec
from safehold.offline.inputs import RunInputs, used_times
from safehold.session.model import SessionModel


@dataclass(frozen=True, slots=True)
class Wave:
    """One recorded stream, for drawing."""

    times: FloatArray
    """Session times of the samples, ascending, s; shape ``(n,)``."""
    values: FloatArray
    """Shape ``(n,)``."""


def waves_of(runs: Sequence[RunInputs]) -> dict[str, Wave]:
    """Return every stream that the engine used, over all runs, by stream id."""
    parts: dict[str, list[tuple[FloatArray, FloatArray]]] = {}
    for inputs in runs:
        for used in inputs.streams:
            times = used_times(inputs.run, used)
            parts.setdefault(used.spec.stream_id, []).append((times, used.values))
    return {
        stream_id: Wave(*(np.concatenate(columns) for columns in zip(*found, strict=True)))
        for stream_id, found in parts.items()
    }


class ReplayModel(SessionModel):
    """A session model that shows its waves up to a moment.

    Parameters
    ----------
    people : sequence of str
        Participant labels in display order.
    streams : sequence of StreamSpec
        Streams of the session.
    settings : EngineSettings
        Settings that the session began with.
    waves : mapping of str to Wave
        Every stream that is drawn, by stream id.
    """

    def __init__(
        self,
        people: Sequence[str],
        streams: Sequence[StreamSpec],
        settings: EngineSettings,
        waves: Mapping[str, Wave],
    ) -> None:
        super().__init__(people, streams, settings)
        self._waves = waves
        self._whole: set[str] = set()
        self.moment = 0.0
        """Session time up to which waves are shown, s."""

    def snapshot(self, stream_id: str, seconds: float) -> tuple[FloatArray, FloatArray]:
        """Return times and values of the last ``seconds`` before the moment (may be empty)."""
        wave = self._waves.get(stream_id)
        if wave is None:
            return np.empty(0), np.empty(0)
        first, last = np.searchsorted(wave.times, [self.moment - seconds, self.moment])
        return wave.times[first:last], self._upright(stream_id, wave.values[first:last])

    def stretch(self, stream_id: str, t0: float, t1: float) -> tuple[FloatArray, FloatArray]:
        """Return times and recorded values between two session times, s (may be empty)."""
        wave = self._waves.get(stream_id)
        if wave is None:
            return np.empty(0), np.empty(0)
        first, last = np.searchsorted(wave.times, [t0, t1])
        return wave.times[first:last], wave.values[first:last]

    def history(
        self, stream_id: str, t0: float, t1: float, *, column_s: float
    ) -> tuple[FloatArray, FloatArray]:
        """Return a stretch as smallest and largest values per column; made when first asked."""
        drawn = stream_id in self._waves and stream_id in self._histories
        if drawn and stream_id not in self._whole:
            wave = self._waves[stream_id]
            self._histories[stream_id].append(wave.times, wave.values)
            self._whole.add(stream_id)
        return super().history(stream_id, t0, t1, column_s=column_s)
