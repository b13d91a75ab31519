"""Streams on their way into a file, of which nobody asks the network."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from acquisition.description import StreamDescription
from safehold.recorder.recorded_stream import RecordedState, RecordedStream, recorded_life


class Idle:
    """A worker that does nothing."""

    def wake(self) -> None: ...

    def identify(self, _stream: RecordedStream) -> None: ...

    def end(self) -> None: ...


def recorded(
    told: StreamDescription,
    inlet: Any = None,
    state: RecordedState = RecordedState.LIVE,
    **more: Any,
) -> RecordedStream:
    """Return a recorded stream in a state."""
    inlet = inlet or SimpleNamespace()
    return RecordedStream(inlet, told, Idle(), life=recorded_life(state), **more)
