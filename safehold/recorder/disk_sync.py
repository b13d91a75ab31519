"""Force written data to the disk soon after it arrived, in its own thread."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from recordings.disk.disk_errors import DiskError
from safehold.core.errors import RecordingError

logger = logging.getLogger("safehold.recorder.disk_sync")

BOUND_S = 0.25
"""Data is to be on the disk at most this long after it arrived."""
RETRY_S = 0.5
"""A failed sync is tried again after this long, without new data too."""


class DiskSync:
    """Syncs a file whenever something was written, and measures how long data was at risk.

    A disk may take its time for one sync; meanwhile others go on writing. Only a sync that the
    disk has confirmed counts; after a failed one the same data is still at risk.

    Parameters
    ----------
    sync : callable
        Forces everything written so far to the disk; may raise RecordingError.
    """

    def __init__(self, sync: Callable[[], None]) -> None:
        self._sync = sync
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._oldest: float | None = None
        self._working: float | None = None  # arrival of the oldest data that is being synced
        self._ending = False
        self.n_syncs = 0
        """Syncs that the disk has confirmed."""
        self.n_failed = 0
        """Syncs that it refused."""
        self.n_batches = 0
        """Times that something was written."""
        self.n_late = 0
        """Syncs confirmed more than `BOUND_S` after the oldest data had arrived."""
        self.max_age_s = 0.0
        """Longest time from the arrival of data to the end of its sync, s."""
        self.last_sync: float | None = None
        """``time.monotonic()`` at the last sync that the disk has confirmed."""
        self.failure = ""
        """What the disk said when the last sync failed; empty once one was confirmed."""
        self.cause = ""
        """Its key in :data:`recordings.disk.disk_errors.CAUSES`."""
        self._thread = threading.Thread(target=self._run, name="safehold-sync", daemon=True)
        self._thread.start()

    def written(self, arrival: float) -> None:
        """Say that data was written whose oldest part arrived at this ``time.monotonic()``."""
        with self._lock:
            self.n_batches += 1
            self._oldest = arrival if self._oldest is None else min(self._oldest, arrival)
        self._wake.set()

    def unsynced_s(self, now: float) -> float:
        """Return for how long the oldest data that the disk has not confirmed has waited, s."""
        with self._lock:
            waiting = [t for t in (self._oldest, self._working) if t is not None]
        return max(0.0, now - min(waiting)) if waiting else 0.0

    def close(self, timeout: float = 5.0) -> bool:
        """Do what is left and end the thread; False when the disk hangs or refuses."""
        self._ending = True
        self._wake.set()
        self._thread.join(timeout)
        return not self._thread.is_alive() and not self.failure

    def _run(self) -> None:
        while True:
            self._wake.wait(RETRY_S if self.failure else None)
            self._wake.clear()
            with self._lock:
                oldest, self._oldest = self._oldest, None
                self._working = oldest
            if oldest is not None:
                self._once(oldest)
                if self.failure and not self._ending:
                    time.sleep(RETRY_S / 5)  # a disk that refuses at once is not asked at once
            if self._ending and (oldest is None or self.failure):
                return

    def _once(self, oldest: float) -> None:
        try:
            self._sync()
        except RecordingError as error:
            self._refused(error, oldest)
            return
        self.failure = self.cause = ""
        self.last_sync = time.monotonic()
        age = self.last_sync - oldest
        self.n_syncs += 1
        self.n_late += age > BOUND_S
        self.max_age_s = max(self.max_age_s, age)
        with self._lock:
            self._working = None
        if self._ending:
            self._wake.set()

    def _refused(self, error: RecordingError, oldest: float) -> None:
        if not self.failure:
            logger.error("sync failed: %s", error.message)
        self.failure = error.message
        self.cause = error.cause if isinstance(error, DiskError) else "other"
        self.n_failed += 1
        with self._lock:
            self._working = None
            self._oldest = oldest if self._oldest is None else min(self._oldest, oldest)
        self.max_age_s = max(self.max_age_s, time.monotonic() - oldest)
