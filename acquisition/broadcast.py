"""Send timed samples as LSL streams on an absolute schedule."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from acquisition.lsl import local_clock
from acquisition.outlets import Outlet, OutletChannel, OutletInfo, wait_for_all
from safehold.core.types import FloatArray

logger = logging.getLogger("safehold.acquisition.broadcast")

CHUNK_S = 0.04
"""Samples are sent this often, s, as a small amplifier does."""
_LEAD_S = 0.2
_MOST_S = 1.0
_LAST_FETCH_S = 0.3


class TimedSource(Protocol):
    """Samples with times, taken in order."""

    @property
    def info(self) -> OutletInfo:
        """Header of the outlet."""

    @property
    def end(self) -> float:
        """Time after which there are no more samples, s."""

    def take(self, until: float) -> tuple[FloatArray, Any]:
        """Return times and values of the samples before ``until`` that were not taken yet.

        Times have the shape ``(n,)``, values ``(n, channels)``; for a string stream values are
        a list of lists of str.
        """


class ListedSource:
    """Samples that are all there already: a recording, markers, intervals.

    Parameters
    ----------
    info : OutletInfo
        Header of the outlet.
    times : array
        Ascending, s, shape ``(n,)``.
    values : array or list of lists of str
        One row per time.
    end : float or None
        None for the time of the last sample.
    """

    def __init__(
        self,
        info: OutletInfo,
        times: FloatArray,
        values: NDArray[Any] | list[list[str]],
        end: float | None = None,
    ) -> None:
        self.info = info
        self._times = times
        self._values = values
        last = float(times[-1]) if len(times) else 0.0
        self.end = last if end is None else end
        self._next = 0

    def take(self, until: float) -> tuple[FloatArray, Any]:
        """Return the samples before ``until`` that were not taken yet (see TimedSource)."""
        stop = int(np.searchsorted(self._times, until))
        start, self._next = self._next, max(self._next, stop)
        return self._times[start:stop], self._values[start:stop]


def marker_source(
    name: str, markers: Sequence[tuple[float, str]], *, tag: str, end: float | None = None
) -> ListedSource:
    """Return a source of marker texts at given times."""
    ordered = sorted(markers)
    info = OutletInfo(
        name=name,
        type="Markers",
        source_id=f"{name}-{tag}",
        channels=(OutletChannel("event", "", "Marker"),),
        format="string",
    )
    times = np.array([time for time, _ in ordered])
    return ListedSource(info, times, [[text] for _, text in ordered], end)


def broadcast(
    sources: Sequence[TimedSource],
    *,
    speed: float = 1.0,
    stop: threading.Event | None = None,
    consumers_timeout_s: float = 0.0,
    begin: Callable[[], bool] | None = None,
    on_start: Callable[[float], None] | None = None,
    on_progress: Callable[[float], None] | None = None,
    linger_s: float = 1.0,
    clock: Callable[[], float] = local_clock,
) -> float:
    """Stream the sources until the last has ended or ``stop`` is set; blocks.

    Sample stamps are ``t0 + time``, exactly, whenever they are sent: a late moment sends more at
    once and moves nothing.

    Parameters
    ----------
    sources : sequence of TimedSource
        One outlet is opened for each.
    speed : float
        Seconds of material per second. Stamps keep the material's own pace, so above 1 they run
        ahead of the clock: for tests and previews, not for a live session.
    stop : threading.Event or None
        Set it to end early.
    consumers_timeout_s : float
        Wait up to so long for a reader of every stream before time runs, s.
    begin : callable or None
        Polled after that; time runs once it returns True.
    on_start : callable or None
        Called once with ``t0``, the LSL time of time 0.
    on_progress : callable or None
        Called after each round with the time reached, s.
    linger_s : float
        The outlets stay this long after the end, so that the last samples are fetched, s.

    Returns
    -------
    float
        ``t0``.
    """
    if not speed > 0:
        raise ValueError(f"speed is {speed}; it must be above 0")
    stopped = stop or threading.Event()
    outlets = [Outlet(source.info) for source in sources]
    try:
        if consumers_timeout_s and not wait_for_all(outlets, consumers_timeout_s, time.monotonic):
            logger.info("not every stream has a reader after %g s", consumers_timeout_s)
        while begin is not None and not begin() and not stopped.wait(CHUNK_S):
            pass
        t0 = clock() + _LEAD_S
        if on_start is not None:
            on_start(t0)
        _run(sources, outlets, t0, speed, stopped, on_progress, clock)
        if stopped.wait(linger_s):  # ended early: what was sent must still be fetched
            time.sleep(min(linger_s, _LAST_FETCH_S))
    finally:
        for outlet in outlets:
            outlet.close()
    return t0


def _run(
    sources: Sequence[TimedSource],
    outlets: Sequence[Outlet],
    t0: float,
    speed: float,
    stopped: threading.Event,
    on_progress: Callable[[float], None] | None,
    clock: Callable[[], float],
) -> None:
    end = max((source.end for source in sources), default=0.0)
    reached, rounds = 0.0, 0
    while reached < end and not stopped.is_set():
        due = (clock() - t0) * speed
        # After a pause of this process: no more than a second of material in one piece.
        reached = min(max(due, reached), reached + max(_MOST_S, speed * CHUNK_S), end)
        last = reached >= end
        for source, outlet in zip(sources, outlets, strict=True):
            times, values = source.take(end + 1.0 if last else reached)
            outlet.push_chunk(values, t0 + times)
        if on_progress is not None:
            on_progress(reached)
        rounds += 1
        if (clock() - t0) * speed < reached + speed * CHUNK_S:
            stopped.wait(max(0.0, t0 + (reached / speed) + CHUNK_S - clock()))
