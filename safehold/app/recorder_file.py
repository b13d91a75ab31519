"""The file being recorded: samples, offsets, the recorder's own events, and the disk."""

from __future__ import annotations

import logging
import math
import platform
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from acquisition.inlet import ClockMeasurement, RawChunk
from acquisition.lsl import local_clock
from recordings.copy_file import CopyFile
from recordings.xdf_header import Channel, StreamHeader, header_xml, parse_header
from recordings.xdf_writer import XdfWriter
from safehold.app.disk_sync import DiskSync
from safehold.app.receipt import RECORDER_STREAM, header_facts, stream_facts, verdict
from safehold.app.recorder_streams import Track
from safehold.app.stamp_check import Finding
from safehold.core.errors import SafeholdError
from safehold.core.markers import encode_marker
from safehold.core.types import FloatArray

logger = logging.getLogger("safehold.app.recorder")

NOTE_INTERVAL_S = 1.0
"""A finding is written as an event at most so often per stream; all are counted."""
LOW_DISK = "Little disk space"
LOW_DISK_BYTES = 500 * 10**6
LOW_DISK_S = 30 * 60.0
PACE_AFTER_S = 5.0
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

    Raises
    ------
    RecordingError
        When a file exists or cannot be written.
    """

    def __init__(self, path: Path, session_id: str, copy: Path | None = None) -> None:
        self.copy = CopyFile(copy) if copy is not None else None
        self.writer = XdfWriter(path, copy=self.copy.put if self.copy is not None else None)
        self.sync = DiskSync(self.writer.sync)
        self.n_events = 0
        self.message = ""
        """What the user should know now; empty while all is well."""
        self.disk_was_full = False
        self._full_since: float | None = None
        self._low_disk = False
        self._copy_failed = False
        self._started = time.monotonic()
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
        self.note("rec.start")

    def note(self, code: str, track: Track | None = None, **attributes: str) -> None:
        """Write an event of the recorder's own."""
        if track is not None and track.stream_id:
            attributes["stream"] = str(track.stream_id)
        text = encode_marker(code, attributes)
        self.writer.write_samples(self._events_id, np.array([local_clock()]), [[text]])
        self.n_events += 1
        self.sync.written(time.monotonic())
        logger.info("%s", text)

    def write(self, track: Track, chunk: RawChunk) -> None:
        """Write samples as they came, and note what is to be noted about them."""
        self.writer.write_samples(track.stream_id, chunk.stamps, chunk.values)
        for finding in track.check.update(chunk.stamps, chunk.values):
            self._note_finding(track, finding)
        if track.last_offset is not None:
            self._note_late(track, local_clock() - track.last_offset.offset - chunk.stamps)

    def write_offset(self, track: Track, measured: ClockMeasurement) -> None:
        """Write a measured clock offset."""
        self.writer.write_offset(
            track.stream_id, measured.collection_time, measured.offset, measured.uncertainty
        )
        track.n_offsets += 1
        track.last_offset = measured
        self.sync.written(time.monotonic())

    def watch_disk(self) -> None:
        """Notice a full disk, and write what waited as soon as there is space again."""
        if self._full_since is None and self.writer.backlog_bytes:
            self._full_since, self.disk_was_full = time.monotonic(), True
            self.message = "The disk is full: data waits in memory. Free space now."
            logger.error("%s", self.message)
            self.note("rec.disk_full")
        elif self._full_since is not None and self.writer.retry():
            dropped = sum(tally.n_dropped for tally in self.writer.streams.values())
            seconds = time.monotonic() - self._full_since
            self._full_since = None
            self.message = f"The disk was full for {seconds:.0f} s; {dropped} samples were lost."
            self.note("rec.disk_resumed", seconds=f"{seconds:.3f}", n_dropped=str(dropped))

    def space(self) -> tuple[int, float | None]:
        """Return the free bytes on the disk and for how many seconds they last at this pace."""
        free = shutil.disk_usage(self.writer.path.parent).free
        elapsed = time.monotonic() - self._started
        pace = self.writer.size / elapsed if elapsed > PACE_AFTER_S else 0.0
        return free, free / pace if pace else None

    def watch_space(self) -> None:
        """Say while there is little space left; note when that begins."""
        free, left = self.space()
        low = free < LOW_DISK_BYTES or (left is not None and left < LOW_DISK_S)
        if low and self._full_since is None:
            lasts = f", enough for about {left / 60:.0f} min" if left is not None else ""
            self.message = f"{LOW_DISK}: {free / 1e6:.0f} MB are left{lasts}. Free space now."
        elif not low and self.message.startswith(LOW_DISK):
            self.message = ""
        if low and not self._low_disk:
            self.note("rec.disk_low", free=str(free), left=f"{left or math.nan:.0f}")
        self._low_disk = low

    def watch_copy(self) -> None:
        """Note when the second copy falls behind or is given up; the first goes on."""
        failed = self.copy is not None and bool(self.copy.failure)
        if self.copy is not None and failed and not self._copy_failed:
            self.note("rec.copy_failed", why=self.copy.failure)
            self.message = self.message or f"The second copy fails: {self.copy.failure}"
        self._copy_failed = failed

    def close(self) -> None:
        """Write all footers, sync and close."""
        try:
            self.writer.close()
        except SafeholdError as error:
            self.message = error.message
        if not self.sync.close():
            self.message = "The disk did not confirm the last sync."
        if self.copy is not None and not self.copy.close():
            self.message = f"The second copy is not whole: {self.copy.failure}"

    def write_totals(self, tracks: Sequence[Track]) -> None:
        """Write what cannot be counted in the file itself, so that it stands there too."""
        for track in tracks:
            if track.stream_id:
                totals = {key: f"{value:g}" for key, value in self._counters(track).items()}
                self.note("rec.totals", track, **totals)

    def receipt(self, tracks: Sequence[Track]) -> dict[str, Any]:
        """Return the receipt of this part (see :mod:`safehold.app.receipt`) after its end."""
        problems = []
        if self.writer.backlog_bytes:
            problems.append(f"the last {self.writer.backlog_bytes} bytes: the disk was full")
        if self.sync.failure:
            problems.append(f"the disk failed to sync: {self.sync.failure}")
        part: dict[str, Any] = {
            "file": self.writer.path.name,
            "n_bytes": self.writer.size,
            "sha256": self.writer.sha256,
            "streams": [self._facts(track) for track in tracks if track.stream_id],
            "problems": problems,
        }
        if self.copy is not None:
            same = self.copy.sha256 == self.writer.sha256
            part["copy"] = {"path": str(self.copy.path), "whole": same, "why": self.copy.failure}
        return {**part, "losses": verdict(part)[0]}

    def _facts(self, track: Track) -> dict[str, Any]:
        tally = self.writer.streams[track.stream_id]
        header = parse_header(header_xml(tally.header, track.stream_id))  # as a reader finds it
        offsets = np.array(tally.offsets, dtype=np.float64).reshape(-1, 3)[:, :2]
        counters = self._counters(track)
        return stream_facts(track.stream_id, header_facts(header), track.check, offsets, counters)

    def _counters(self, track: Track) -> dict[str, float]:
        n_dropped = self.writer.streams[track.stream_id].n_dropped
        return {**track.counters(), "n_dropped": n_dropped}

    def _note_late(self, track: Track, ages: FloatArray) -> None:
        """Count samples that came long after their stamps; note when that begins."""
        if ages[0] <= LATE_S and not track.late:  # the first sample is the oldest, as a rule
            return
        late = ages[(ages > LATE_S) & (ages < OTHER_CLOCK_S)]
        if len(late):
            track.n_late += len(late)
            track.max_late_s = max(track.max_late_s, float(late.max()))
            if not track.late:
                self.note("rec.late_data", track, size=f"{float(late.max()):.3f}")
        track.late = len(late) > 0

    def _note_finding(self, track: Track, finding: Finding) -> None:
        now, key = time.monotonic(), (track.stream_id, finding.code)
        if now - self._last_noted.get(key, -math.inf) >= NOTE_INTERVAL_S:
            self._last_noted[key] = now
            about = {"at": repr(finding.at), "size": f"{finding.size:.6g}"}
            if finding.channels:
                about["channels"] = ",".join(map(str, finding.channels))
            self.note(f"rec.{finding.code}", track, **about)
