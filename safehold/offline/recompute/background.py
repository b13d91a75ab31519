"""A recomputation in a process of its own, so that a window stays smooth and can cancel it."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from recordings.folder.session import SessionFolder
from safehold.core.differences import Recomputed
from safehold.core.messages import Message
from safehold.core.recipe import Recipe
from safehold.core.types import Baseline, EngineOutput, Tick
from safehold.offline.background import BackgroundWork, Report, work
from safehold.offline.inputs import RunInputs
from safehold.offline.recompute.steps import Recomputation, recompute
from safehold.offline.recording import read_recording
from safehold.offline.replay.as_seen import SeenTicks
from safehold.session.person_view import TREND_COLUMNS, trend_row
from safehold.session.ports import WorkState


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
        self._work = BackgroundWork(
            __name__, (folder.path, recipe), done,
            ended=Message("The recomputation ended early.", code="recompute_ended"),
        )  # fmt: skip

    @property
    def running(self) -> bool:
        """True until it has come to an end of any kind."""
        return self._work.running

    @property
    def failure(self) -> Message:
        """Why nothing came of it."""
        return self._work.failure

    @property
    def state(self) -> WorkState:
        """How far it is."""
        return self._work.state

    def cancel(self) -> None:
        """Let it end; nothing comes of it."""
        self._work.cancel()

    def stop(self) -> None:
        """Cancel it and wait until it is gone."""
        self._work.stop()


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
    work(_found)


def _found(asked: tuple[Path, Recipe], report: Report) -> Delivered:
    path, recipe = asked
    report(0.0, Message("Reading", code="reading"))
    return delivered(recompute(read_recording(SessionFolder(path)), recipe, report))


if __name__ == "__main__":
    from safehold.offline.recompute.background import main as _main  # as the parent knows it

    _main()
