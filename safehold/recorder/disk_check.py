"""Whether sessions can be written where they are to go."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from safehold.core.errors import RecordingError
from safehold.core.findings import Finding, fail, ok, warn
from safehold.core.messages import Message
from safehold.recorder.control import check_writable

LEAST_BYTES = 200e6
ENOUGH_BYTES = 2e9


def check_disk(
    study: Path, free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free
) -> Iterator[Finding]:
    """Whether sessions can be written where they are to go."""
    folder = study.absolute()
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    name = (
        str(study.absolute())
        if folder == study.absolute()
        else Message("{folder} (for {study})", folder=folder, study=study)
    )
    try:
        before = time.monotonic()
        check_writable(folder)
        took = time.monotonic() - before
    except RecordingError as error:
        yield fail(Message("disk"), error.message, error.remedy)
        return
    text = Message(
        "1 MB written and synced to {name} in {took:.0f} ms", name=name, took=1000 * took
    )
    if took > 1:
        yield warn(
            Message("disk"),
            text,
            Message("Slow: choose a disk in this computer, no network or USB drive."),
        )
    else:
        yield ok(Message("disk"), text)
    yield _space(free(folder), folder)


def _space(left: int, folder: Path) -> Finding:
    text = Message("{left:.1f} GB free at {folder}", left=left / 1000000000.0, folder=folder)
    if left < LEAST_BYTES:
        return fail(Message("disk space"), text, Message("Free at least 2 GB before a session."))
    if left < ENOUGH_BYTES:
        return warn(Message("disk space"), text, Message("Free at least 2 GB before a session."))
    return ok(Message("disk space"), text)
