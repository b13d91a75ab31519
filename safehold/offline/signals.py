"""The native samples of a recorded session on session time, as the engine timed them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from processing.clock.timeline import Timeline
from recordings.xdf.xdf_format import STRING_FORMAT
from recordings.xdf.xdf_reader import XdfStream
from safehold.core.results import StreamSamples
from safehold.core.types import Chunk, FloatArray, StreamSpec
from safehold.files.turned import specs_in_force
from safehold.offline.inputs import RunInputs, matching_streams
from safehold.offline.recorded_span import ArrivalSpan
from safehold.offline.stored_times import stored_offsets, stored_times

SETTLED_S = 4.0
"""Later samples may still be moved, when a step of the stamps turns out to be a loss."""


def native_samples(
    runs: Sequence[RunInputs], recorded: Sequence[XdfStream]
) -> tuple[StreamSamples, ...]:
    """Return every recorded stream with a sampling rate, all channels, raw values.

    The times are those of :class:`processing.clock.timeline.Timeline`, which the engine finds its
    beats and breaths with, so that an R peak of a waveform stands where its beat does.
    """
    specs = specs_in_force([inputs.run for inputs in runs])
    found = []
    for spec in specs.values():
        streams = [
            stream
            for stream in matching_streams(recorded, spec, [inputs.run for inputs in runs])
            if stream.stamps.size and stream.header.channel_format != STRING_FORMAT
        ]
        if spec.regular and streams:
            found.append(_samples(spec, runs, streams))
    return tuple(found)


def inside(samples: Sequence[StreamSamples], span: ArrivalSpan) -> tuple[StreamSamples, ...]:
    """Return samples without what is stamped outside the span in which it came."""
    held = [(stream, span.holds(stream.times)) for stream in samples]
    return tuple(
        replace(stream, times=stream.times[rows], values=stream.values[rows])
        for stream, rows in held
    )


def _samples(
    spec: StreamSpec, runs: Sequence[RunInputs], streams: Sequence[XdfStream]
) -> StreamSamples:
    header = streams[-1].header
    values = np.concatenate([np.asarray(stream.values) for stream in streams]).astype(np.float64)
    times, rows = _on_session_time(spec, runs, streams)
    units = [channel.unit for channel in header.channels]
    labels = [channel.label for channel in header.channels]
    n = values.shape[1]
    units += [""] * (n - len(units))
    labels += [""] * (n - len(labels))
    units[spec.channel] = spec.unit or units[spec.channel]
    return StreamSamples(spec, times, values[rows], tuple(labels[:n]), tuple(units[:n]))


def _on_session_time(
    spec: StreamSpec, runs: Sequence[RunInputs], streams: Sequence[XdfStream]
) -> tuple[FloatArray, NDArray[np.int64]]:
    """Return times and the rows of the file they belong to; unusable stamps are left out."""
    zero = runs[0].run.session_zero
    timeline = Timeline(replace(spec, inverted=False), session_zero=zero)  # its values are rows
    stamps = np.concatenate([stream.stamps for stream in streams])
    for item in stored_offsets(spec, runs, streams):
        timeline.set_offset(item)
    rows = np.arange(stamps.size, dtype=np.float64)
    pieces = list(_closed(timeline, spec, stamps, rows))
    times = np.concatenate([piece[0] for piece in pieces] or [np.empty(0)])
    taken = np.concatenate([piece[1] for piece in pieces] or [np.empty(0)]).astype(np.int64)
    tail = np.arange(int(taken[-1]) + 1 if taken.size else 0, stamps.size)
    by_stamp = stored_times(spec, runs, streams)
    tail = tail[np.isfinite(by_stamp[tail])]
    # the last second is never closed; its samples go on as those before it did
    last = taken[-spec_second(spec) :]
    shift = float(np.median(times[-last.size :] - by_stamp[last])) if last.size else 0.0
    times = np.concatenate((times, by_stamp[tail] + shift))
    taken = np.concatenate((taken, tail))
    forward = np.diff(np.maximum.accumulate(times), prepend=-np.inf) > 0
    return times[forward], taken[forward]


def spec_second(spec: StreamSpec) -> int:
    """Return the samples of about one second."""
    return max(1, round(spec.nominal_rate))


def _closed(
    timeline: Timeline, spec: StreamSpec, stamps: FloatArray, rows: FloatArray
) -> Iterator[tuple[FloatArray, FloatArray]]:
    """Feed a stream minute by minute and yield what got its final times."""
    step = 60 * spec_second(spec)
    done = -np.inf
    for start in range(0, stamps.size, step):
        piece = slice(start, start + step)
        timeline.push(Chunk(spec.stream_id, start, stamps[piece], rows[piece]))
        timeline.close(np.inf)
        final = timeline.closed - SETTLED_S
        if final > done:
            yield timeline.samples(done, final)
            done = final
            timeline.prune(done)
            timeline.notices()
    yield timeline.samples(done, np.inf)
