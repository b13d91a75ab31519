"""What a disk's errors mean: one table of causes and remedies for all that writes files."""

from __future__ import annotations

import errno
from typing import Final

from safehold.core.errors import RecordingError
from safehold.core.messages import NOTHING, Message


class DiskError(RecordingError):
    """The disk refused to write or to sync.

    Parameters
    ----------
    message, remedy : Message
        See :class:`~safehold.core.errors.SafeholdError`.
    cause : str
        A key of :data:`CAUSES`.
    """

    def __init__(
        self, message: Message, *, remedy: Message = NOTHING, cause: str = "other"
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.cause = cause


class DiskFullError(DiskError):
    """No space: the record was not written, the file still ends at a whole record."""


CAUSES: Final[dict[str, tuple[Message, Message]]] = {
    "full": (
        Message("The disk is full", code="disk_full"),
        Message("Free space on this disk now.", code="free_space_disk_now"),
    ),
    "quota": (
        Message("Your disk quota is used up", code="quota_used_up"),
        Message("Delete files of your own, or ask for more quota.", code="delete_own_files"),
    ),
    "too_large": (
        Message("The file is as large as this disk allows", code="file_as_large_as_possible"),
        Message(
            "Start the recording again: it continues in a new part. Use a disk "
            "formatted as NTFS, exFAT, ext4 or APFS next time.",
            code="start_recording_again_other_format",
        ),
    ),
    "read_only": (
        Message("The disk has become read-only", code="disk_read_only"),
        Message(
            "The system has locked it, usually after an error of the disk. Do not unplug "
            "it; unlock or remount it, or record on another disk.",
            code="disk_locked_by_system",
        ),
    ),
    "io": (
        Message("The disk reports an input/output error", code="disk_io_error"),
        Message(
            "The disk or its cable is failing. Check the cable; record the next session "
            "on another disk.",
            code="disk_or_cable_failing",
        ),
    ),
    "gone": (
        Message("The disk does not answer any more", code="disk_gone"),
        Message(
            "Plug the drive in again, or check the network that it is on.",
            code="plug_drive_in",
        ),
    ),
    "denied": (
        Message("This user may not write there", code="not_allowed_to_write"),
        Message(
            "Give this user the right to write to the session folder.",
            code="give_right_to_write",
        ),
    ),
    "other": (
        Message("The disk cannot be written", code="disk_cannot_written"),
        Message("Check the disk.", code="check_disk"),
    ),
}
"""What happened and what to do, by cause; sentences without their full stop first."""

_BY_ERRNO: Final[dict[int, str]] = {
    getattr(errno, name): cause
    for cause, names in {
        "full": ("ENOSPC",),
        "quota": ("EDQUOT",),
        "too_large": ("EFBIG",),
        "read_only": ("EROFS",),
        "io": ("EIO",),
        "gone": (
            "ENODEV", "ENXIO", "ESTALE", "ENOTCONN", "ESHUTDOWN", "EHOSTDOWN", "EHOSTUNREACH",
            "ETIMEDOUT", "EREMOTEIO", "ENOENT", "ENOTDIR",
        ),
        "denied": ("EACCES", "EPERM"),
    }.items()
    for name in names
    if hasattr(errno, name)
}  # fmt: skip


def cause_of(error: OSError) -> str:
    """Return the key of :data:`CAUSES` that an error of the system stands for."""
    return _BY_ERRNO.get(error.errno or 0, "other")


def disk_error(doing: Message, error: OSError) -> DiskError:
    """Return the error to raise when something with a file failed.

    Parameters
    ----------
    doing : Message
        What failed: ``Writing a/recording.xdf``.
    error : OSError
        The system's.
    """
    cause = cause_of(error)
    kind = DiskFullError if cause in ("full", "quota", "too_large") else DiskError
    return kind(
        Message(
            "{doing} failed: {why}. {cause}.",
            code="disk_work_failed",
            doing=doing,
            why=error.strerror or error,
            cause=CAUSES[cause][0],
        ),
        remedy=CAUSES[cause][1],
        cause=cause,
    )
