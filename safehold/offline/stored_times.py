"""Stored stamps on session time.

What is added to a stream's stamps stands in the journal: the clock offsets that the engine
applied, and the constants of foreign clocks. Only a stream of which the journal says nothing has
the offsets that the recorder measured.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recordings.xdf.clock_pieces import offsets_by_row
from recordings.xdf.xdf_reader import XdfStream
from safehold.core.session_time import session_time
from safehold.core.types import ClockOffset, FloatArray, StreamSpec
from safehold.offline.inputs import RunInputs, UsedSamples


def stored_times(
    spec: StreamSpec, runs: Sequence[RunInputs], streams: Sequence[XdfStream]
) -> FloatArray:
    """Return the session times of a stream's stored samples, shape ``(n,)``, in file order.

    Parameters
    ----------
    spec : StreamSpec
        The stream in the session.
    runs : sequence of RunInputs
        What the engine was given.
    streams : sequence of XdfStream
        What the recording holds of it; at least one.
    """
    stamps = np.concatenate([stream.stamps for stream in streams])
    offsets = np.zeros(stamps.size)
    for item in stored_offsets(spec, runs, streams):
        offsets[item.index :] = item.offset
    return session_time(stamps, offsets, runs[0].run.session_zero)


def stored_offsets(
    spec: StreamSpec, runs: Sequence[RunInputs], streams: Sequence[XdfStream]
) -> list[ClockOffset]:
    """Return what is added to a stream's stamps, each from a row of the file on.

    The engine's clock offsets, else the recorder's with the constants of foreign clocks.
    """
    stamps = np.concatenate([stream.stamps for stream in streams])
    return _of_engine(spec, runs, stamps) or _of_recorder(spec, runs, streams, stamps)


def _of_engine(
    spec: StreamSpec, runs: Sequence[RunInputs], stamps: FloatArray
) -> list[ClockOffset]:
    found: list[ClockOffset] = []
    row, begun = 0, None
    for inputs in runs:
        used = next((u for u in inputs.streams if u.spec.stream_id == spec.stream_id), None)
        if used is None or not used.index.size:
            continue
        begun = begun or inputs
        for item in inputs.run.offsets:
            if item.stream_id == spec.stream_id:
                # what was found before the first sample was used holds from the file's first row
                early = inputs is begun and item.index <= used.index[0]
                row = 0 if early else _row_of(item.index, used, stamps, row)
                found.append(ClockOffset(spec.stream_id, row, item.offset, item.uncertainty))
    return found


def _row_of(index: int, used: UsedSamples, stamps: FloatArray, start: int) -> int:
    """Return the row of the file from which on the offset of a sample index holds.

    Samples that were not processed while a clock that had jumped was watched belong to the offset
    that was found for it: it holds from the row after the last sample before them.
    """
    at = min(int(np.searchsorted(used.index, index)), used.index.size - 1)
    if at == 0:
        return _row(stamps, float(used.stamps[0]), start)
    return min(_row(stamps, float(used.stamps[at - 1]), start) + 1, stamps.size - 1)


def _of_recorder(
    spec: StreamSpec, runs: Sequence[RunInputs], streams: Sequence[XdfStream], stamps: FloatArray
) -> list[ClockOffset]:
    def from_row(row: int, offset: float) -> ClockOffset:
        return ClockOffset(spec.stream_id, row, offset, float("nan"))

    measured, before = list[ClockOffset](), 0
    for stream in streams:
        rows = offsets_by_row(stream.stamps, stream.clock_offsets) if stream.stamps.size else []
        measured += [from_row(before + row, offset) for row, offset in rows]
        before += stream.stamps.size
    if not measured or measured[0].index:
        measured.insert(0, from_row(0, measured[0].offset if measured else 0.0))
    found, row, after = list(measured), 0, 0
    for inputs in runs:
        for item in inputs.run.rebases:
            if item.stream_id != spec.stream_id:
                continue
            if item.stamp is not None:  # the next event may have the very same stamp
                row = _row(stamps, item.stamp, min(after, stamps.size - 1))
                after = row + 1
            found = [one for one in found if one.index < row]
            if item.constant is not None:
                found.append(from_row(row, item.constant))
                continue
            usual = [one for one in measured if one.index <= row][-1].offset
            found += [from_row(row, usual), *(one for one in measured if one.index > row)]
    return found


def _row(stamps: FloatArray, stamp: float, start: int) -> int:
    """Return the row of exactly this stamp, from a row on; else of the first one after it."""
    later = stamps[start:]
    for hits in (later == stamp, later >= stamp):
        if hits.any():
            return start + int(np.argmax(hits))
    return start
