"""From when to when the samples of a recording came, whatever their stamps say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from recordings.xdf.xdf_reader import XdfStream
from safehold.core.event_clock import FOREIGN_CLOCK_S
from safehold.core.markers import decode_marker
from safehold.core.types import FloatArray
from safehold.files.part_findings import OFFSETS_APART_S
from safehold.files.receipt import RECORDER_STREAM

ORDERLY_S: Final = 1.0
"""A stamp may lie so far behind the recorder's own last word, s."""


@dataclass(frozen=True, slots=True)
class ArrivalSpan:
    """From when to when samples can have come, session time s."""

    first: float
    last: float

    def holds(self, times: FloatArray) -> NDArray[np.bool_]:
        """Return which times lie inside; those that are not finite do not."""
        inside: NDArray[np.bool_] = (times >= self.first) & (times <= self.last)
        return inside


def recorded_span(recorded: Sequence[XdfStream], zero: float, last_tick: float) -> ArrivalSpan:
    """Return the span in which a recording's samples came, whatever their stamps say.

    The recorder's own notes and its clock measurements are on this computer's clock. A recording
    without them goes as far as the engine's ticks.

    Parameters
    ----------
    recorded : sequence of XdfStream
        All streams of the recording.
    zero : float
        LSL time of session time 0, s.
    last_tick : float
        Session time of the last tick of the engine, s; -inf before there are any.
    """
    notes = [s for s in recorded if s.header.name == RECORDER_STREAM and s.stamps.size]
    heard = [stream.stamps[np.isfinite(stream.stamps)] for stream in notes]
    ended = bool(notes) and _ended(notes[-1])
    if not ended:  # the last clock measurement may be later than the last note
        heard += [s.clock_offsets.sum(axis=1) for s in recorded if s.clock_offsets.size]
    came = np.concatenate(heard or [np.empty(0)]) - zero
    came = came[np.isfinite(came)]
    first = float(came.min()) if came.size else 0.0
    if not notes:
        end = max(last_tick, float(came.max()) if came.size else last_tick) + FOREIGN_CLOCK_S
    else:
        end = float(came.max()) + (ORDERLY_S if ended else OFFSETS_APART_S)
    return ArrivalSpan(first - FOREIGN_CLOCK_S, end)


def _ended(notes: XdfStream) -> bool:
    """Tell whether the recorder's last part ended in order."""
    texts = [row[0] for row in notes.values[-200:] if isinstance(row[0], str)]
    return any(decode_marker(text)[0] == "rec.stop" for text in texts)
