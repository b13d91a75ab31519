"""A recorded session as LSL streams again, at the timing that it was recorded with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from acquisition.broadcast import ListedSource, TimedSource
from acquisition.outlets import OutletChannel, OutletInfo
from recordings.xdf.xdf_header import Channel, StreamHeader
from recordings.xdf.xdf_reader import XdfStream
from safehold.core.errors import RecordingError
from safehold.core.messages import Message
from safehold.core.types import StreamSpec
from safehold.files.turned import specs_in_force
from safehold.offline.inputs import matching_streams
from safehold.offline.recorded_span import ArrivalSpan, recorded_span
from safehold.offline.recording import Recording
from safehold.offline.replay.as_seen import last_tick
from safehold.offline.stored_times import stored_times

REPLAYED = "-replayed"
"""Ends the source ids: a replayed sensor is not the sensor."""


def replayed_sources(recording: Recording) -> list[TimedSource]:
    """Return the streams of a session as sources; time 0 is session time 0.

    Names, types, labels, units and formats are those of the senders. What safehold itself sent is
    left out, but for the events: they are codes, and others may want them.

    Raises
    ------
    RecordingError
        When nothing of a sender is there.
    """
    runs = [inputs.run for inputs in recording.runs]
    span = recorded_span(recording.streams, recording.session_zero, last_tick(recording))
    sources: list[TimedSource] = []
    seen: set[int] = set()
    for spec in specs_in_force(runs).values():
        streams = [s for s in matching_streams(recording.streams, spec, runs) if s.stamps.size]
        first = {id(stream) for stream in streams}
        if streams and not first & seen:  # a stream of several channels is there once
            seen |= first
            sources.append(_source(spec, recording, streams, span))
    own = [s for s in recording.streams if s.header.name == "safehold-events" and s.stamps.size]
    if own:
        sources.append(_events(recording, own))
    if not sources:
        raise RecordingError(
            Message("{path} holds no stream of a sensor.", path=recording.folder.path),
            remedy=Message("Was it recorded with the sensors on?"),
        )
    return sources


def _source(
    spec: StreamSpec, recording: Recording, streams: list[XdfStream], span: ArrivalSpan
) -> ListedSource:
    header = streams[-1].header
    same = [s for s in streams if s.header.channel_format == header.channel_format]
    times = stored_times(spec, recording.runs, same)
    kept = np.flatnonzero(np.isfinite(times) & span.holds(times) & (times >= 0))
    order = kept[np.argsort(times[kept], kind="stable")]
    return ListedSource(
        _info(header, spec.person, recording), times[order], _rows(same, order.tolist())
    )


def _rows(streams: list[XdfStream], order: list[int]) -> Any:
    if streams[0].header.channel_format != "string":
        return np.concatenate([np.asarray(stream.values) for stream in streams])[order]
    texts = [row for stream in streams for row in stream.values]
    return [[_text(cell) for cell in texts[place]] for place in order]


def _text(cell: str | bytes) -> str:
    return cell if isinstance(cell, str) else cell.decode("utf-8", "replace")


def _events(recording: Recording, streams: list[XdfStream]) -> ListedSource:
    """Return the coded events as they were published, under a name that is not safehold's."""
    stamps = np.concatenate([stream.stamps for stream in streams])
    times = stamps - recording.session_zero
    order = np.argsort(times, kind="stable")
    info = _info(replace(streams[0].header, name="replayed-events"), None, recording)
    return ListedSource(info, times[order], _rows(streams, order.tolist()))


def _info(header: StreamHeader, person: str | None, recording: Recording) -> OutletInfo:
    unsaid = [Channel()] * (header.channel_count - len(header.channels))
    channels = tuple(
        OutletChannel(channel.label, channel.unit, channel.type)
        for channel in [*header.channels, *unsaid][: header.channel_count]
    )
    return OutletInfo(
        header.name, header.type, f"{header.source_id or header.name}{REPLAYED}", channels,
        rate=header.nominal_rate, format=header.channel_format, person=person,
        remarks=(("replayed", recording.folder.session_id),),
    )  # fmt: skip
