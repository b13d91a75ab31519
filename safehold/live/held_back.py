"""What is held back of a sender that came back, until it is known who it is."""

from __future__ import annotations

import queue
from collections.abc import Iterator

from acquisition.inlet import RawChunk
from safehold.core.messages import Message


class HeldBack:
    """Chunks of inlets whose sender is not known yet, and what was found out about them.

    Two threads pull, that of signals and that of markers; each takes the verdicts on its own
    inlets. Anybody gives them.
    """

    def __init__(self) -> None:
        self._chunks: dict[str, list[RawChunk]] = {}
        self._verdicts: dict[bool, queue.SimpleQueue[tuple[str, Message]]] = {
            markers: queue.SimpleQueue() for markers in (True, False)
        }

    def begin(self, uid: str) -> None:
        """Hold back what comes from an inlet from now on."""
        self._chunks.setdefault(uid, [])

    def take(self, uid: str, chunk: RawChunk) -> bool:
        """Keep a chunk where its inlet is held back; tell whether it is."""
        held = self._chunks.get(uid)
        if held is not None:
            held.append(chunk)
        return held is not None

    def drop(self, uid: str) -> None:
        """Throw away what was held back of an inlet."""
        self._chunks.pop(uid, None)

    def judge(self, uid: str, why_not: Message, *, markers: bool) -> None:
        """Say that an inlet is used again, or why not; ``markers``: it gives nothing else."""
        self._verdicts[markers].put((uid, why_not))

    def judged(self, *, markers: bool) -> Iterator[tuple[str, Message, list[RawChunk]]]:
        """Yield inlets that were judged: uid, why not, and what was held back of each."""
        verdicts = self._verdicts[markers]
        while not verdicts.empty():
            uid, why_not = verdicts.get()
            yield uid, why_not, self._chunks.pop(uid, [])
