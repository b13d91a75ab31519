"""A recorder tried before a session: it records all streams for a moment, thrown away."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from recordings.folder.session import SessionFolder
from safehold.core.errors import SafeholdError
from safehold.core.findings import Finding, Verdict, fail, warn
from safehold.core.messages import Message, said_by
from safehold.core.types import StreamSpec
from safehold.live.host_findings import recorder_finding
from safehold.recorder.client import RecorderClient

READY_S = 10.0
AGAIN_S = 3.0
"""What is not in order is tried again after so long, s; a disk that is, too."""


def try_recorder(specs: Iterable[StreamSpec], study: Path) -> Finding:
    """Record all streams for a moment, where the session is to go, and throw that away."""
    wanted = {(spec.name, spec.source_id) for spec in specs}
    try:
        with _trial_folder(study) as folder:
            recorder = RecorderClient(folder.path)
            try:
                recorder.start()
                recorder.wait_for(wanted, READY_S)
                status = recorder.status()
            finally:
                recorder.request_stop()
                recorder.wait_stopped()
    except (SafeholdError, OSError) as error:
        return fail(Message("recorder"), said_by(error), Message("See 'safehold doctor'."))
    return recorder_finding(status)


@contextmanager
def _trial_folder(study: Path) -> Iterator[SessionFolder]:
    made = not study.exists()
    study.mkdir(parents=True, exist_ok=True)
    root = Path(tempfile.mkdtemp(prefix=".preflight-", dir=study))
    try:
        yield SessionFolder.create(root, "trial", {"preflight": True})
    finally:
        shutil.rmtree(root, ignore_errors=True)
        if made:
            study.rmdir()


class HostCheck:
    """Tries disk and recorder beside the looks at the sensors.

    The disk every few seconds, the recorder once, and again while it is not in order.

    Parameters
    ----------
    disk, recorder : callable
        Try it (blocking) and return what was found.
    clock : callable
        Seconds that only go forward.
    """

    def __init__(
        self,
        disk: Callable[[], Sequence[Finding]],
        recorder: Callable[[], Finding],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._disk, self._recorder, self._clock = disk, recorder, clock
        self._found: tuple[Finding, ...] = ()
        self._tried: Finding | None = None
        self._last = -AGAIN_S
        self._thread: threading.Thread | None = None

    def findings(self) -> list[Finding]:
        """Return what was found last, at once; what is old is tried again in the background."""
        trying = Message("is being tried")
        recorder = self._tried or warn(Message("recorder"), trying, Message("Wait some seconds."))
        found = [*self._found, recorder]
        running = self._thread is not None and self._thread.is_alive()
        if not running and self._clock() - self._last >= AGAIN_S:
            self._thread = threading.Thread(target=self._try, name="safehold-host-check")
            self._thread.start()
        return found

    def close(self) -> None:
        """Wait until nothing is being tried."""
        if self._thread is not None:
            self._thread.join()

    def _try(self) -> None:
        try:
            self._found = tuple(self._disk())
            if self._tried is None or self._tried.verdict is not Verdict.OK:
                self._tried = self._recorder()
        finally:
            self._last = self._clock()
