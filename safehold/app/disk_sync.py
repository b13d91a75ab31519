"""Force written data to the disk soon after it arrived, in a thread of its own."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from safehold.core.errors import RecordingError

logger = logging.getLogger("safehold.app.disk_sync")

BOUND_S = 0.25
"""Data is to be on the disk at most this long after it arrived."""


class DiskSync:
    """Syncs a file whenever something was written, and measures how long data was at risk.

    A disk may take its time for one sync; meanwhile others go on writing.

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
        self._ending = False
        self.n_syncs = 0
        """Syncs done."""
        self.n_batches = 0
        """Times that something was written."""
        self.n_late = 0
        """Syncs that ended more than `BOUND_S` after the oldest data had arrived."""
        self.max_age_s = 0.0
        """Longest time from the arrival of data to the end of its sync, s."""
        self.last_sync: float | None = None
        """``time.monotonic()`` at the end of the last sync."""
        self.failure = ""
        """What the disk said at the last failed sync."""
        self._thread = threading.Thread(target=self._run, name="safehold-sync", daemon=True)
        self._thread.start()

    def written(self, arrival: float) -> None:
        """Say that data was written whose oldest part arrived at this ``time.monotonic()``."""
        with self._lock:
            self.n_batches += 1
            self._oldest = arrival if self._oldest is None else min(self._oldest, arrival)
        self._wake.set()

    def close(self, timeout: float = 5.0) -> bool:
        """Do what is left and end the thread; False when it hangs in the disk."""
        self._ending = True
        self._wake.set()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            with self._lock:
                oldest, self._oldest = self._oldest, None
            if oldest is not None:
                self._once(oldest)
            elif self._ending:
                return

    def _once(self, oldest: float) -> None:
        try:
            self._sync()
        except RecordingError as error:
            self.failure = error.message
            logger.exception("sync failed")
        self.last_sync = time.monotonic()
        age = self.last_sync - oldest
        self.n_syncs += 1
        self.n_late += age > BOUND_S
        self.max_age_s = max(self.max_age_s, age)
        if self._ending:
            self._wake.set()
