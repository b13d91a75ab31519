"""How the disk treats a recording: what is wrong now, what to do, and what the receipt says.

All of it comes from the disk: whether it takes and confirms what is written, how much space it
has, and whether the file still stands at its name with all its bytes. What it does not say is
unknown, and told as such.
"""

from __future__ import annotations

import logging
import math
import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any

from recordings.disk.copy_file import CopyFile
from recordings.disk.disk_errors import CAUSES, DiskError
from recordings.disk.whereabouts import Place
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.messages import NOTHING, Message, joined
from safehold.core.types import Level
from safehold.recorder.disk_sync import BOUND_S, DiskSync
from safehold.recorder.file_watch import FileWatch, Incident
from safehold.session.status import Trouble

logger = logging.getLogger("safehold.recorder.process")

Note = Callable[..., object]

LOW_DISK_BYTES = 500 * 10**6
LOW_DISK_S = 30 * 60.0
PACE_AFTER_S = 5.0
SLOW_S = 1.5
"""Data that the disk has not confirmed for this long: it is slow, or hangs."""
SLOW_WRITE_S = 0.25
SHOWN_S = 10.0
"""Trouble that is over stays visible for this long, s."""


class RecordingDisk:
    """Watches the disk of one part of a recording.

    Parameters
    ----------
    writer : XdfWriter
        Writes the part.
    sync : DiskSync
        Syncs it.
    watch : FileWatch
        Knows where it is.
    copy : CopyFile or None
        The second copy.
    note : callable
        Writes an event of the recorder's: code and attributes.
    """

    def __init__(
        self,
        writer: XdfWriter,
        sync: DiskSync,
        watch: FileWatch,
        copy: CopyFile | None,
        note: Note,
    ) -> None:
        self.writer, self.sync, self.watch, self.copy = writer, sync, watch, copy
        self._note = note
        self._name = writer.path
        self._started = time.monotonic()
        self.was_full = False
        """Whether the disk has refused data at any time."""
        self.n_slow_writes = 0
        self.max_write_s = 0.0
        self._slow_write: float | None = None
        self._waits_since: float | None = None
        self._after_waiting = NOTHING
        self._low: Trouble | None = None
        self._copy_failed = False
        self._sync_failed = False
        self._sync_refusals: list[str] = []
        self._incidents: list[tuple[float, Incident]] = []
        self._copy_watch: FileWatch | None = None
        if copy is not None:
            self._copy_watch = FileWatch(copy.file, lambda: [copy.path])

    # -- what is done again and again ----------------------------------------------------------

    def wrote(self, began: float) -> None:
        """Take note of how long a write took that began at this ``time.monotonic()``."""
        now = time.monotonic()
        took = now - began
        self.max_write_s = max(self.max_write_s, took)
        if took > SLOW_WRITE_S:
            self.n_slow_writes += 1
            self._slow_write = now

    def retry(self) -> None:
        """Notice that the disk takes nothing, and write what waits as soon as it does again."""
        writer = self.writer
        if self._waits_since is None and writer.backlog_bytes:
            self._waits_since, self.was_full = time.monotonic(), True
            cause = _cause(writer.failure)
            logger.error("%s", writer.failure)
            if cause in ("full", "quota"):
                self._note("rec.disk_full")
            else:
                self._note("rec.disk_failed", cause=cause)
        elif self._waits_since is not None and writer.retry():
            dropped = sum(tally.n_dropped for tally in writer.streams.values())
            seconds = time.monotonic() - self._waits_since
            self._waits_since = None
            self._after_waiting = Message(
                "The disk took no data for {seconds:.0f} s; {dropped} samples were lost.",
                code="disk_took_no_data",
                seconds=seconds,
                dropped=dropped,
            )
            self._note("rec.disk_resumed", seconds=f"{seconds:.3f}", n_dropped=str(dropped))

    def look(self) -> None:
        """Look at space, syncs, the file's place and the second copy; note what is new."""
        self._look_at_incidents()
        self._look_at_sync()
        self._look_at_space()
        self._look_at_copy()

    def space(self) -> tuple[int, float | None]:
        """Return the free bytes on the disk and for how many seconds they last at this pace."""
        free = shutil.disk_usage(self.watch.where.parent).free
        elapsed = time.monotonic() - self._started
        pace = self.writer.size / elapsed if elapsed > PACE_AFTER_S else 0.0
        return free, free / pace if pace else None

    def before_close(self) -> None:
        """Look a last time while the file is still open: then a deleted one can be saved."""
        self.watch.close()
        if self._copy_watch is not None:
            self._copy_watch.close()
        self._look_at_incidents()

    # -- what is said --------------------------------------------------------------------------

    def troubles(self, now: float) -> list[Trouble]:
        """Return what endangers the recording at this ``time.monotonic()``, the worst first."""
        found = [*self._of_place(now), *self._of_writing(now)]
        if self._low is not None and self._waits_since is None:
            found.append(self._low)
        if self.copy is not None and self._copy_failed:
            found.append(
                Trouble(
                    "copy_failed",
                    Message(
                        "The second copy fails: {failure}",
                        code="second_copy_fails",
                        failure=self.copy.failure,
                    ),
                    joined(
                        " ",
                        (
                            Message(
                                ("The recording itself continues."), code="recording_continues"
                            ),
                            self.copy.remedy,
                        ),
                    ),
                    Level.WARNING,
                )
            )
        return found

    def message(self, now: float) -> Message:
        """Return what the user should know now; empty while all is well."""
        found = self.troubles(now)
        if not found:
            return self._after_waiting
        return joined(" ", (found[0].what, found[0].remedy))

    def facts(self) -> dict[str, Any]:
        """Return how fast and how surely the disk took what was written."""
        return {
            "n_syncs": self.sync.n_syncs,
            "n_late_syncs": self.sync.n_late,
            "n_failed_syncs": self.sync.n_failed,
            "max_unsynced_s": round(self.sync.max_age_s, 3),
            "n_slow_writes": self.n_slow_writes,
            "max_write_s": round(self.max_write_s, 3),
        }

    def problems(self) -> list[Message]:
        """Return what was lost, after the end."""
        found: list[Message] = []
        if self.writer.backlog_bytes:
            why = CAUSES[_cause(self.writer.failure)][0]
            found.append(
                Message(
                    "the last {backlog_bytes} bytes: {why}",
                    code="last_bytes_lost",
                    backlog_bytes=self.writer.backlog_bytes,
                    why=why,
                )
            )
        if self.sync.failure:
            found.append(
                Message(
                    "the disk did not confirm the end: {failure}",
                    code="end_not_confirmed",
                    failure=self.sync.failure,
                )
            )
        last = self._incidents[-1][1] if self._incidents else None
        if last is not None and last.what == "deleted":
            found.append(
                Message(
                    "it was deleted while it was recorded and not saved: {why}",
                    code="deleted_not_saved",
                    why=last.why,
                )
            )
        elif self.writer.path.name != self._name.name:
            found.append(
                Message(
                    "it was renamed while it was recorded, to {path}",
                    code="renamed_while_recorded",
                    path=self.writer.path,
                )
            )
        surplus = [i.surplus for _, i in self._incidents if i.what == "changed"]
        if surplus and surplus[-1]:
            found.append(
                Message(
                    "another program changed its size by {surplus} bytes",
                    code="size_changed_by_program",
                    surplus=surplus[-1],
                )
            )
        return found

    def remarks(self) -> list[Message]:
        """Return what should be known and cost nothing, after the end."""
        found: list[Message] = []
        if self.sync.n_late:
            found.append(
                Message(
                    "{n_late} of {n_syncs} syncs came later than {bound:g} s, the "
                    "latest after {max_age_s:.2f} s",
                    code="syncs_late",
                    n_late=self.sync.n_late,
                    n_syncs=self.sync.n_syncs,
                    bound=BOUND_S,
                    max_age_s=self.sync.max_age_s,
                )
            )
        if self.sync.n_failed:
            said = joined("; ", dict.fromkeys(self._sync_refusals))
            found.append(
                Message(
                    "the disk refused {n_failed} syncs: {said}",
                    code="disk_refused_syncs",
                    n_failed=self.sync.n_failed,
                    said=said,
                )
            )
        for _, incident in self._incidents:
            if incident.what == "restored":
                found.append(
                    Message(
                        "it was deleted while it was recorded and saved as {path}",
                        code="deleted_and_saved",
                        path=incident.path,
                    )
                )
            elif incident.what == "moved":
                found.append(
                    Message(
                        "it was moved while it was recorded, to {path}",
                        code="moved_while_recorded",
                        path=incident.path,
                    )
                )
        return found

    # -- parts of these ------------------------------------------------------------------------

    def _of_place(self, now: float) -> Iterator[Trouble]:
        state = self.watch.state(now)
        if state.place is Place.UNKNOWN:
            yield Trouble(
                "file_unknown",
                Message(
                    "Nobody can tell whether the recording is still on the disk: {why}.",
                    code="recording_place_unknown",
                    why=state.why,
                ),
                Message(
                    "Check the disk, its cable, or the network that it is on.",
                    code="check_disk_and_cable",
                ),
            )
        last = self._incidents[-1] if self._incidents else (now, None)
        if state.place is Place.DELETED:
            saving = Message(
                "The recording was deleted while it ran. All of it is held open and "
                "is being saved.",
                code="recording_being_saved",
            )
            if last[1] is not None and last[1].what == "deleted":
                saving = Message(
                    "The recording was deleted while it ran. All of it is still held "
                    "open, but it could not be saved yet: {why}",
                    code="recording_not_yet_saved",
                    why=last[1].why,
                )
            yield Trouble(
                "file_deleted",
                saving,
                Message(
                    "Do not stop the recorder or the computer. Free space on a disk.",
                    code="do_not_stop_recorder",
                ),
            )
        for at, incident in self._incidents:
            if incident.what == "restored" and now - at < SHOWN_S:
                yield Trouble(
                    "file_deleted",
                    Message(
                        "The recording was deleted while it ran. All of it was saved "
                        "again: {path}.",
                        code="recording_saved_again",
                        path=incident.path,
                    ),
                    Message(
                        "Find out which program or person deletes files there, and stop it.",
                        code="find_who_deletes",
                    ),
                )
        if self.watch.where != self._name and not any(
            incident.path == self.watch.where and incident.what == "restored"
            for _, incident in self._incidents
        ):
            yield Trouble(
                "file_moved",
                Message(
                    "The recording was moved or renamed while it ran. It continues in "
                    "{where}; nothing is lost.",
                    code="recording_moved",
                    where=self.watch.where,
                ),
                Message(
                    "Leave it there until the end, then move it back to {name}.",
                    code="leave_recording_until_end",
                    name=self._name,
                ),
            )
        if last[1] is not None and last[1].what == "changed" and last[1].surplus:
            yield Trouble(
                "file_changed",
                Message(
                    "Another program changes the recording: its size is off by {surplus} bytes.",
                    code="size_changes_by_program",
                    surplus=last[1].surplus,
                ),
                Message(
                    (
                        "Stop that program, and start the recording again: it continues in a "
                        "new part."
                    ),
                    code="stop_that_program",
                ),
            )

    def _of_writing(self, now: float) -> Iterator[Trouble]:
        told = ""
        if self._waits_since is not None:
            told = _cause(self.writer.failure)
            what, remedy = CAUSES[told]
            yield Trouble(
                f"disk_{told}",
                Message("{what}: data waits in memory.", code="data_waits_memory", what=what),
                remedy,
            )
        waits = self.sync.unsynced_s(now)
        if self.sync.failure:
            cause = self.sync.cause or "other"
            if cause != told:
                what, remedy = CAUSES[cause]
                yield Trouble(
                    f"disk_{cause}_unsynced",
                    Message(
                        "{what}: it does not confirm what is written.",
                        code="copy_not_confirmed",
                        what=what,
                    ),
                    remedy,
                )
        elif waits > SLOW_S or (self._slow_write and now - self._slow_write < 2 * SLOW_S):
            yield Trouble(
                "disk_slow",
                Message(
                    "The disk is slow: data waits to be written.",
                    code="disk_slow",
                ),
                Message(
                    "Close other programs that use the disk. Record on a disk in this "
                    "computer, not on a network or USB drive.",
                    code="close_programs_on_disk",
                ),
            )

    def _look_at_incidents(self) -> None:
        for incident in self.watch.take_incidents():
            self._incidents.append((time.monotonic(), incident))
            about = {"path": str(incident.path)} if incident.path else {"why": incident.why}
            if incident.surplus:
                about["surplus"] = str(incident.surplus)
            self._note(f"rec.file_{incident.what}", **about)

    def _look_at_sync(self) -> None:
        failed = bool(self.sync.failure)
        if failed and not self._sync_failed:
            self._sync_refusals.append(self.sync.failure)
            self._note("rec.sync_failed", why=self.sync.failure)
        elif self._sync_failed and not failed:
            self._note("rec.sync_resumed")
        self._sync_failed = failed

    def _look_at_space(self) -> None:
        free, left = self.space()
        if not (free < LOW_DISK_BYTES or (left is not None and left < LOW_DISK_S)):
            self._low = None
            return
        if self._low is None:
            self._note("rec.disk_low", free=str(free), left=f"{left or math.nan:.0f}")
        lasts = (
            Message(
                ", enough for about {minutes:.0f} min", code="enough_about_min", minutes=left / 60
            )
            if left is not None
            else ""
        )
        self._low = Trouble(
            "disk_low",
            Message(
                "Little disk space: {megabytes:.0f} MB are left{lasts}.",
                code="little_disk_space",
                megabytes=free / 1000000.0,
                lasts=lasts,
            ),
            Message("Free space now.", code="free_space_now"),
        )

    def _look_at_copy(self) -> None:
        copy = self.copy
        if copy is None or self._copy_watch is None:
            return
        state = self._copy_watch.state(time.monotonic())
        for incident in self._copy_watch.take_incidents():
            self._note("rec.copy_" + incident.what, path=str(incident.path or ""))
        if not copy.failure and state.place in (Place.DELETED, Place.UNKNOWN):
            copy.failure = (
                Message("it was deleted.", code="file_deleted")
                if state.place is Place.DELETED
                else state.why
            )
        failed = bool(copy.failure)
        if failed and not self._copy_failed:
            self._note("rec.copy_failed", why=copy.failure)
        self._copy_failed = failed


def _cause(error: Exception | None) -> str:
    return error.cause if isinstance(error, DiskError) else "other"
