"""A recomputation in a process of its own, so that a window stays smooth and can cancel it.

It is a process of our own (``python -m safehold.offline.recompute.background``) that ends when
nobody listens any more: with the window, or with :meth:`Background.cancel`. It writes nothing.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np

from recordings.folder.session import SessionFolder
from safehold.core.differences import Recomputed
from safehold.core.errors import SafeholdError
from safehold.core.messages import NOTHING, Message, unforeseen
from safehold.core.recipe import Recipe
from safehold.core.types import Baseline, EngineOutput, Tick
from safehold.offline.inputs import RunInputs
from safehold.offline.recompute.steps import Recomputation, recompute
from safehold.offline.recording import read_recording
from safehold.offline.replay.as_seen import SeenTicks
from safehold.session.person_view import TREND_COLUMNS, trend_row
from safehold.session.ports import RecomputeState

logger = logging.getLogger("safehold.offline.recompute.background")

TELL_S = 0.1
"""How often it says how far it is, s."""
KNOWN_SHARE = 0.04
"""From this share on the time that is left can be told."""
ENDS_S = 3.0
"""What has not ended by itself so long after it was cancelled is ended, s."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a window needs of a recomputation."""

    found: Recomputed
    runs: tuple[RunInputs, ...]
    """With the parameters in force, without samples."""
    baselines: Mapping[str, Baseline]
    """By id."""
    ticks: Mapping[str, SeenTicks]
    """By person."""
    packed: bytes
    """All outputs, as they are unpacked when measures are asked for."""

    def outputs(self) -> list[EngineOutput]:
        """Return all that the engine said."""
        unpacked: list[EngineOutput] = pickle.loads(self.packed)  # from our own process
        return unpacked


class Background:
    """One recomputation that runs beside the window.

    Parameters
    ----------
    folder : SessionFolder
        The session; nothing in it changes.
    recipe : Recipe
        What is to be other.
    done : callable
        Takes what was computed; called in a thread of its own, and not once it was cancelled.
    """

    def __init__(
        self, folder: SessionFolder, recipe: Recipe, done: Callable[[Delivered], None]
    ) -> None:
        self._done = done
        self._first = (time.monotonic(), 0.0)
        """When it first said that something was done, monotonic s, and which share."""
        self._share, self._what = 0.0, NOTHING
        self.failure = NOTHING
        """Why nothing came of it."""
        self._cancelled = self._over = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._thread = threading.Thread(
            target=self._listen, args=(pickle.dumps((folder.path, recipe)),),
            name="safehold-recompute", daemon=True,
        )  # fmt: skip
        self._thread.start()

    @property
    def running(self) -> bool:
        """True until it has come to an end of any kind."""
        return self._thread.is_alive() and not (self._cancelled or self._over)

    @property
    def state(self) -> RecomputeState:
        """How far it is."""
        (at, began), share = self._first, self._share
        done = share - began
        left = (time.monotonic() - at) / done * (1 - share) if done >= KNOWN_SHARE else None
        return RecomputeState(self.running, share, left, self._what, self.failure)

    def cancel(self) -> None:
        """Let it end; nothing comes of it."""
        self._cancelled = True
        if self._process.stdin is not None:
            self._process.stdin.close()  # it hears that nobody listens

    def stop(self) -> None:
        """Cancel it and wait until it is gone."""
        self.cancel()
        self._thread.join(ENDS_S)
        if self._process.poll() is None:
            self._process.kill()
        self._thread.join(ENDS_S)

    def _listen(self, asked: bytes) -> None:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(asked)
            stdin.flush()
            while True:
                self._hear(pickle.load(stdout))  # from our own process, nobody else
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            if not (self._cancelled or self._over):
                logger.warning("a recomputation ended early: %s", error)
                self.failure = Message("The recomputation ended early.", code="recompute_ended")
        finally:
            stdout.close()
            self._process.wait()

    def _hear(self, told: tuple[float, Message] | Message | Delivered) -> None:
        if isinstance(told, tuple):
            if not self._share:
                self._first = (time.monotonic(), told[0])
            self._share, self._what = told
        elif isinstance(told, Message):
            self.failure, self._over = told, True
        elif not self._cancelled:
            self._done(told)
            self._share, self._over = 1.0, True


class _NobodyListensError(Exception):
    """Whoever asked is gone or wants nothing more."""


def delivered(made: Recomputation) -> Delivered:
    """Return what a window needs of a recomputation."""
    whole = {(o.person, o.t): trend_row(o) for o in made.outputs if isinstance(o, Tick)}
    ticks = {}
    for person, reading in made.again.items():
        seconds = reading.seconds.tolist()
        rows = np.array([whole[person, t] for t in seconds], dtype=np.float32)
        rows = rows.reshape(-1, len(TREND_COLUMNS))
        ticks[person] = SeenTicks(seconds, rows, reading.told)
    runs = tuple(replace(inputs, streams=(), unedited=None) for inputs in made.runs)
    found = Recomputed(
        made.recipe, made.said, made.differences, made.summary, published=made.published
    )
    return Delivered(found, runs, made.baselines, ticks, pickle.dumps(made.outputs))


def main() -> None:
    """Compute what comes on standard input; say how far it is, and then what was found."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints, prints elsewhere
    path, recipe = pickle.load(sys.stdin.buffer)  # from our own parent through a pipe
    gone = threading.Event()
    threading.Thread(target=_wait_for_end, args=(sys.stdin.buffer, gone), daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(5)  # the window goes first
    try:
        _tell(out, _found(path, recipe, out, gone))
    except (_NobodyListensError, OSError):
        return


def _found(path: Path, recipe: Recipe, out: BinaryIO, gone: threading.Event) -> object:
    last = 0.0

    def report(share: float, what: Message) -> None:
        nonlocal last
        if gone.is_set():
            raise _NobodyListensError
        if time.monotonic() - last >= TELL_S:
            last = time.monotonic()
            _tell(out, (share, what))

    try:
        report(0.0, Message("Reading", code="reading"))
        return delivered(recompute(read_recording(SessionFolder(path)), recipe, report))
    except SafeholdError as error:
        return Message("{what} {remedy}", what=error.message, remedy=error.remedy)
    except (_NobodyListensError, OSError):
        raise
    except Exception as error:
        logger.exception("a recomputation failed")
        return unforeseen(error)


def _tell(out: BinaryIO, what: object) -> None:
    pickle.dump(what, out)
    out.flush()


def _wait_for_end(stdin: BinaryIO, gone: threading.Event) -> None:
    stdin.read()
    gone.set()


if __name__ == "__main__":
    from safehold.offline.recompute.background import main as _main  # as the parent knows it

    _main()
