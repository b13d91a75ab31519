"""What the recorder wrote about itself into a file: start, stop, and what only it could count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from recordings.xdf.xdf_index import XdfIndex
from recordings.xdf.xdf_problems import Problems
from recordings.xdf.xdf_reader import load_stream
from safehold.core.markers import decode_marker
from safehold.core.types import FloatArray
from safehold.files.stamp_check import StampCheck

RECORDER_STREAM: Final = "safehold-recorder"


@dataclass(frozen=True, slots=True)
class RecordedSpan:
    """From when to when a part of a recording was to hold data, on the computer's LSL clock."""

    start: float
    stop: float
    start_from: str = "recorder"
    """``recorder``: it wrote down the moment; ``samples``: the first sample of any stream."""
    stop_from: str = "recorder"
    """``recorder``, or ``samples``: the last sample of any stream."""


def span_facts(span: RecordedSpan) -> dict[str, Any]:
    """Return a span in plain JSON types."""
    return {
        "start_stamp": span.start,
        "stop_stamp": span.stop,
        "start_from": span.start_from,
        "stop_from": span.stop_from,
    }


@dataclass(frozen=True, slots=True)
class Notes:
    """What the recorder wrote about itself."""

    stamps: FloatArray
    texts: list[tuple[str, dict[str, str]]]

    def when(self, code: str) -> float | None:
        """Return the time of the last note of this code, s; None where there is none."""
        times = [t for t, (said, _) in zip(self.stamps, self.texts, strict=True) if said == code]
        return float(times[-1]) if times else None


def notes_of(data: Any, index: XdfIndex) -> Notes:
    """Return what the recorder wrote into a file; nothing where there was none."""
    for stream_id, found in index.streams.items():
        if found.header.name == RECORDER_STREAM:
            stream = load_stream(data, stream_id, found, Problems())
            rows = [row[0] if isinstance(row[0], str) else "" for row in stream.values]
            return Notes(stream.stamps, [decode_marker(text) for text in rows])
    return Notes(np.empty(0), [])


def span_of(notes: Notes, looked: Iterable[tuple[StampCheck, FloatArray]]) -> RecordedSpan:
    """Return from when to when a file was to hold data, as far as it says.

    A file of another program has neither start nor stop, that of a killed recorder no stop: then
    the first and the last sample of any stream take their places.
    """
    covered = [
        check.coverage.on_host(offsets, 1 / check.rate if check.rate > 0 else 0.0)
        for check, offsets in looked
        if check.coverage.spans
    ]
    start, stop = notes.when("rec.start"), notes.when("rec.stop")
    ends = [float(spans[-1, 1]) for spans in covered] + notes.stamps[-1:].tolist()
    first = min((float(spans[0, 0]) for spans in covered), default=0.0) if start is None else start
    last = max(ends, default=first) if stop is None else stop
    return RecordedSpan(
        first,
        max(first, last),
        "samples" if start is None else "recorder",
        "samples" if stop is None else "recorder",
    )


def counters_of(notes: Iterable[tuple[str, dict[str, str]]]) -> dict[str, dict[str, float]]:
    """Return the recorder's own counts per stream id: the last ones that it wrote down."""
    found: dict[str, dict[str, float]] = {}
    for code, fields in notes:
        if code == "rec.totals" and "stream" in fields:
            try:
                numbers = {key: float(text) for key, text in fields.items() if key != "stream"}
            except ValueError:  # a damaged note; the one before it stands
                continue
            found[fields["stream"]] = {
                key: int(value) if value.is_integer() and not key.endswith("_s") else value
                for key, value in numbers.items()
            }
    return found
