"""What the four threads of one start of the runner share (:mod:`safehold.live.threads`)."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from acquisition.inlet import RawChunk
from safehold.core.worker import Worker
from safehold.live.engine import LiveEngine
from safehold.live.inlet_streams import InletStreams

QUEUE_CHUNKS = 4096
"""Chunks that may wait for processing; beyond it they are skipped, counted and logged."""
ForStreams = Callable[[InletStreams], object]
"""Something to be done by the thread that owns streams."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A chunk on its way to the process thread."""

    uid: str
    chunk: RawChunk
    missed: int
    """Samples before this chunk that found the queue full."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done by the process thread."""

    work: Callable[[LiveEngine], object]
    keep: bool
    """Whether the user asked for it: the next engine does it where this one cannot."""


@dataclass(eq=False, slots=True)
class Round:
    """What the four threads of one start share with each other, and with no later ones."""

    engine: LiveEngine
    markers: InletStreams
    chunks: queue.Queue[Arrived] = field(default_factory=lambda: queue.Queue(QUEUE_CHUNKS))
    for_engine: queue.SimpleQueue[Task] = field(default_factory=queue.SimpleQueue)
    for_markers: queue.SimpleQueue[ForStreams] = field(default_factory=queue.SimpleQueue)
    missed: dict[str, int] = field(default_factory=dict)
    overruns: dict[str, int] = field(default_factory=dict)
    acquired: threading.Event = field(default_factory=threading.Event)
    """Set at the end, when nothing more comes: what waits is processed then."""
    touched: dict[str, str] = field(default_factory=dict)
    """Which inlet a worker is at, by its name."""
    workers: tuple[Worker, ...] = ()
