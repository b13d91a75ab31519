"""RR intervals of straps beside an ECG: where their beats were, found in the ECG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from processing.signals.beats import RR_UNITS_MS
from processing.signals.rr_lag import lag_and_spread, strap_beats
from recordings.xdf.xdf_format import STRING_FORMAT
from recordings.xdf.xdf_reader import XdfStream
from safehold.core.results import StrapIntervals
from safehold.core.types import Beat, FloatArray, Role, StreamSpec
from safehold.offline.inputs import RunInputs, matching_streams
from safehold.offline.stored_times import stored_times


def strap_intervals(
    specs: Iterable[StreamSpec],
    runs: Sequence[RunInputs],
    recorded: Sequence[XdfStream],
    beats: Sequence[Beat],
) -> tuple[StrapIntervals, ...]:
    """Return the intervals of every RR stream whose wearer's beats come from an ECG.

    Parameters
    ----------
    specs : iterable of StreamSpec
        Streams of the session.
    runs : sequence of RunInputs
        What the engine was given.
    recorded : sequence of XdfStream
        What the recording holds.
    beats : sequence of Beat
        Beats of the session, session time.
    """
    by_person: dict[str, list[float]] = {}
    for beat in beats:
        if beat.source == Role.ECG.value:
            by_person.setdefault(beat.person, []).append(beat.time)
    found = []
    for spec in specs:
        ecg = np.unique(by_person.get(spec.person or "", []))
        if spec.role is Role.RR and spec.unit in RR_UNITS_MS and ecg.size:
            streams = [
                stream
                for stream in matching_streams(recorded, spec, [inputs.run for inputs in runs])
                if stream.stamps.size and stream.header.channel_format != STRING_FORMAT
            ]
            if streams:
                found.append(_of(spec, runs, streams, ecg))
    return tuple(found)


def _of(
    spec: StreamSpec, runs: Sequence[RunInputs], streams: Sequence[XdfStream], ecg: FloatArray
) -> StrapIntervals:
    values = np.concatenate([np.asarray(s.values)[:, spec.channel] for s in streams])
    times = stored_times(spec, runs, streams)
    rr_ms = values.astype(np.float64) * RR_UNITS_MS[spec.unit]
    usable = np.isfinite(times) & np.isfinite(rr_ms)
    times, rr_ms = times[usable], rr_ms[usable]
    order = np.argsort(times, kind="stable")
    times, rr_ms = times[order], rr_ms[order]
    found = strap_beats(ecg, times, rr_ms)
    lag, spread = lag_and_spread(times, found) or (None, None)
    return StrapIntervals(spec, times, rr_ms, found, lag, spread)
