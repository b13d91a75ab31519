"""The file being recorded: samples, offsets, the recorder's own events, and the disk."""

from __future__ import annotations

import base64
import json
import logging
import math
import platform
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from acquisition.inlet import ClockMeasurement, RawChunk
from acquisition.lsl import local_clock
from recordings.disk.copy_file import CopyFile
from recordings.xdf.xdf_header import Channel, StreamHeader, header_xml, parse_header
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.errors import SafeholdError
from safehold.core.markers import encode_marker
from safehold.core.messages import NOTHING, Message, beside, to_json, unforeseen
from safehold.core.types import FloatArray, Level
from safehold.files.part_findings import verdict
from safehold.files.receipt import header_facts, stream_facts
from safehold.files.recorder_notes import RECORDER_STREAM, RecordedSpan, span_facts
from safehold.files.stamp_check import StampFinding
from safehold.recorder.disk import RecordingDisk
from safehold.recorder.disk_sync import DiskSync
from safehold.recorder.file_watch import FileWatch, Places
from safehold.recorder.recorded_stream import RecordedStream
from safehold.session.status import Trouble

logger = logging.getLogger("safehold.recorder.process")

NOTE_INTERVAL_S = 1.0
"""A finding is written as an event at most so often per stream; all are counted."""
ODD_S = 60.0
LATE_S = 1.0
"""Samples that arrive longer than this after their stamp are late: a network that was down."""
OTHER_CLOCK_S = 600.0
"""liblsl holds 360 s at most; stamps older than this are of another clock than LSL's."""


class RecordingFile:
    """One part of a recording, open for writing.

    What the recorder notices stands in the file too, as the string stream ``safehold-recorder``
    on the recorder's own clock.

    Parameters
    ----------
    path : Path
        The new file.
    session_id : str
        Name of the session, for the source id of the event stream.
    copy : Path or None
        A second copy to be written at the same time, best on another disk.
    places : callable or None
        Returns where the file may be written again when it is deleted (see
        :class:`~safehold.recorder.file_watch.FileWatch`); None for its own name only.

    Raises
    ------
    RecordingError
        When a file exists or cannot be written.
    """

    def __init__(
        self,
        path: Path,
        session_id: str,
        copy: Path | None = None,
        places: Places | None = None,
    ) -> None:
        self.copy = CopyFile(copy) if copy is not None else None
        self.writer = XdfWriter(path, copy=self.copy.put if self.copy is not None else None)
        self.sync = DiskSync(self.writer.sync)
        watch = FileWatch(self.writer.file, places or (lambda: [path]))
        self.disk = RecordingDisk(self.writer, self.sync, watch, self.copy, self.note)
        self.oddities: dict[str, tuple[Message, float]] = {}
        """By name what is wrong with streams that cannot be recorded as they should be, and until
        which ``time.monotonic()`` it is told."""
        self.n_events = 0
        self.remarks: list[Message] = []
        """What the receipt is to say beside what the disk and the streams were like."""
        self._at_end = ""
        self._closed = False
        self._last_noted: dict[tuple[int, str], float] = {}
        self._events_id = self.writer.add_stream(
            StreamHeader(
                name=RECORDER_STREAM,
                type="Markers",
                channel_count=1,
                channel_format="string",
                source_id=f"safehold-recorder-{session_id}",
                hostname=platform.node(),
                channels=(Channel("event", "Markers", ""),),
            )
        )
        self.writer.write_offset(self._events_id, local_clock(), 0.0, 0.0)  # by definition
        self._start = self._stop = self.note("rec.start")

    def note(self, code: str, stream: RecordedStream | None = None, /, **attributes: str) -> float:
        """Write an event of the recorder's own; return its time on the computer's clock, s.

        ``why`` is a message where one is given: what it is made of stands beside it as ``said``.
        """
        if isinstance(why := attributes.get("why"), Message):
            attributes["said"] = json.dumps(to_json(why))
        if stream is not None and stream.stream_id:
            attributes["stream"] = str(stream.stream_id)
        text = encode_marker(code, attributes)
        began, now = time.monotonic(), local_clock()
        self.writer.write_samples(self._events_id, np.array([now]), [[text]])
        self.disk.wrote(began)
        self.n_events += 1
        self.sync.written(time.monotonic())
        logger.info("%s", text)
        return now

    def note_stop(self) -> None:
        """Write that the recording ends here; what comes later was sent before."""
        self._stop = local_clock()  # should the note not reach the file
        self._stop = self.note("rec.stop")

    def write(self, stream: RecordedStream, chunk: RawChunk) -> None:
        """Write samples as they came, and note their anomalies."""
        began = time.monotonic()
        try:
            self.writer.write_samples(stream.stream_id, chunk.stamps, chunk.values)
        except Exception as error:
            logger.exception("samples of %r", stream.description.name)
            self._keep_raw(stream, chunk, error)
            return
        self.disk.wrote(began)
        for finding in stream.check.update(chunk.stamps, chunk.values):
            self._note_finding(stream, finding)
        if stream.last_offset is not None:
            self._note_late(stream, local_clock() - stream.last_offset.offset - chunk.stamps)

    def odd(self, name: str, why: Message, code: str = "rec.odd", **attributes: str) -> None:
        """Note that a stream cannot be recorded as it should be, and tell the user.

        Others are recorded as before.
        """
        if self.oddities.get(name, (NOTHING, 0.0))[0] != why or attributes:
            self.note(code, None, why=why, name=name, **attributes)
        lasts = math.inf if code == "rec.unsupported" else time.monotonic() + ODD_S
        self.oddities[name] = (why, lasts)

    def troubles(self, now: float) -> list[Trouble]:
        """Return what endangers the recording at this ``time.monotonic()``, the worst first."""
        odd = [_odd(name, why) for name, (why, until) in self.oddities.items() if now < until]
        return [*self.disk.troubles(now), *odd]

    def _keep_raw(self, stream: RecordedStream, chunk: RawChunk, error: Exception) -> None:
        """Keep the bytes of samples that do not fit their own stream."""
        stream.n_raw += len(chunk)
        values = np.asarray(chunk.values)
        if values.dtype.kind in "OSU":
            raw, kind = json.dumps(chunk.values, default=repr).encode(), "json"
        else:
            raw, kind = values.tobytes(), f"{values.dtype.str}{values.shape}"
        self.odd(
            stream.description.name,
            unforeseen(error),
            "rec.raw",
            stream=str(stream.stream_id),
            stamps=base64.b64encode(chunk.stamps.tobytes()).decode(),
            values=base64.b64encode(raw).decode(),
            kind=kind,
        )

    def write_offset(self, stream: RecordedStream, measured: ClockMeasurement) -> None:
        """Write a measured clock offset."""
        self.writer.write_offset(
            stream.stream_id, measured.collection_time, measured.offset, measured.uncertainty
        )
        stream.n_offsets += 1
        stream.last_offset = measured
        self.sync.written(time.monotonic())

    def watch_disk(self) -> None:
        """Notice that the disk takes nothing, and write what waits as soon as it does again."""
        self.disk.retry()

    @property
    def message(self) -> str:
        """What the user should know now; empty while all is well."""
        return self._at_end or self.disk.message(time.monotonic())

    def close(self) -> None:
        """Write all footers, sync and close; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        self.disk.before_close()
        facts = {key: f"{value:g}" for key, value in self.disk.facts().items()}
        self.note("rec.disk", None, **facts)
        try:
            self.writer.close()
        except SafeholdError as error:
            self._at_end = error.message
        if not self.sync.close():
            self._at_end = self.sync.failure or Message(
                "The disk did not confirm the last sync.", code="last_sync_not_confirmed"
            )
        if self.copy is not None and not self.copy.close():
            self._at_end = Message(
                "The second copy is not whole: {failure}",
                code="second_copy_not_whole",
                failure=self.copy.failure,
            )

    def write_totals(self, streams: Sequence[RecordedStream]) -> None:
        """Write what cannot be counted in the file itself, so that it stands there too."""
        for stream in streams:
            if stream.stream_id:
                totals = {key: f"{value:g}" for key, value in self._counters(stream).items()}
                self.note("rec.totals", stream, **totals)

    def receipt(self, streams: Sequence[RecordedStream]) -> dict[str, Any]:
        """Return the receipt of this part (see :mod:`safehold.files.receipt`) after its end."""
        part: dict[str, Any] = {
            "file": self.writer.path.name,
            "n_bytes": self.writer.size,
            "sha256": self.writer.sha256,
            **span_facts(RecordedSpan(self._start, self._stop)),
            "streams": [self._facts(stream) for stream in streams if stream.stream_id],
            "disk": self.disk.facts(),
            "problems": self.disk.problems(),
            "remarks": [
                Message("{file}: {text}", file=self.writer.path.name, text=text)
                for text in (*self.remarks, *self.disk.remarks())
            ],
        }
        if self.copy is not None:
            same = self.copy.sha256 == self.writer.sha256
            part["copy"] = {"path": str(self.copy.path), "whole": same, "why": self.copy.failure}
        losses = verdict(part)[0]
        return {**part, "losses": losses, "said": beside((*losses, *part["remarks"]))}

    def _facts(self, stream: RecordedStream) -> dict[str, Any]:
        tally = self.writer.streams[stream.stream_id]
        header = parse_header(header_xml(tally.header, stream.stream_id))  # as a reader finds it
        offsets = np.array(tally.offsets, dtype=np.float64).reshape(-1, 3)[:, :2]
        counters, span = self._counters(stream), RecordedSpan(self._start, self._stop)
        facts = stream_facts(
            stream.stream_id, header_facts(header), stream.check, offsets, counters, span
        )
        if dropped := facts["dropped_s"]:  # looked at before they were given up
            moved = min(dropped, facts["received_s"])
            facts["received_s"] -= moved
            facts["between_s"] = (facts["between_s"] or 0.0) + moved
        return facts

    def _counters(self, stream: RecordedStream) -> dict[str, float]:
        n_dropped = self.writer.streams[stream.stream_id].n_dropped
        return {**stream.counters(), "n_dropped": n_dropped}

    def _note_late(self, stream: RecordedStream, ages: FloatArray) -> None:
        """Count samples that came long after their stamps; note when that begins."""
        if ages[0] <= LATE_S and not stream.late:  # the first sample is the oldest, as a rule
            return
        late = ages[(ages > LATE_S) & (ages < OTHER_CLOCK_S)]
        if len(late):
            stream.n_late += len(late)
            stream.max_late_s = max(stream.max_late_s, float(late.max()))
            if not stream.late:
                self.note("rec.late_data", stream, size=f"{float(late.max()):.3f}")
        stream.late = len(late) > 0

    def _note_finding(self, stream: RecordedStream, finding: StampFinding) -> None:
        now, key = time.monotonic(), (stream.stream_id, finding.code)
        if now - self._last_noted.get(key, -math.inf) >= NOTE_INTERVAL_S:
            self._last_noted[key] = now
            about = {"at": repr(finding.at), "size": f"{finding.size:.6g}"}
            if finding.channels:
                about["channels"] = ",".join(map(str, finding.channels))
            self.note(f"rec.{finding.code}", stream, **about)


def _odd(name: str, why: Message) -> Trouble:
    return Trouble(
        f"stream_{name}",
        Message(
            "{name} cannot be recorded as it should be: {why}. All other streams are recorded.",
            code="stream_recorded_badly",
            name=name,
            why=why,
        ),
        Message(
            "Start its program again, or have its maker look at the events of the recording.",
            code="start_program_or_ask_maker",
        ),
        Level.WARNING,
    )
