"""The engine over a recorded run: one person after the other, or at the same time.

People's engines share nothing, so long recordings are computed in a process per person. It is a
process of our own (``python -m safehold.offline.computing``), not :mod:`multiprocessing`, which
would start a notebook's or a script's own code again. Whatever goes wrong with it, the person is
computed here.
"""

from __future__ import annotations

import copyreg
import io
import logging
import os
import pickle
import subprocess
import sys
import threading
from collections import ChainMap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, replace
from functools import partial
from operator import attrgetter
from typing import Any

from processing.zones.pipeline import people_of
from safehold.core.calibration import BreathingCalibration
from safehold.core.conditions import Conditions, Segment
from safehold.core.garbage import seldom_collected
from safehold.core.types import (
    Baseline,
    Beat,
    Breath,
    EngineOutput,
    Event,
    IndexValue,
    Tick,
    ZoneState,
)
from safehold.offline.inputs import RunInputs
from safehold.offline.kept import Shelf
from safehold.offline.stages import of_person, run_engine

logger = logging.getLogger("safehold.offline.computing")

LONG_S = 600.0
"""A process takes seconds to start: shorter recordings are computed here, s."""
LOOK_S = 0.1
_in_one_process = ContextVar("in_one_process", default=False)


@contextmanager
def in_one_process() -> Iterator[None]:
    """Start no process of a person while this holds: whoever computes has a core, not all."""
    token = _in_one_process.set(True)
    try:
        yield
    finally:
        _in_one_process.reset(token)


def time_of(output: EngineOutput) -> float:
    """Return the session time at which an output became final, s."""
    if isinstance(output, Tick):
        return output.t
    if isinstance(output, Beat):
        return output.time
    if isinstance(output, Breath):
        return output.t_end
    if isinstance(output, Baseline):
        return output.t1
    if isinstance(output, BreathingCalibration | Conditions):
        return output.t
    said = output.t_entered if isinstance(output, Event) else output.t
    return 0.0 if said is None else said


def compute(
    inputs: RunInputs, report: Callable[[float], None] | None = None, *, long_s: float = LONG_S
) -> list[EngineOutput]:
    """Return everything the engine says about a run, person by person.

    Parameters
    ----------
    inputs : RunInputs
        What it was fed with.
    report : callable, optional
        Called now and then with the share that is done, 0-1; what it raises ends everything.
    long_s : float
        Recordings longer than this are computed in a process per further person, s.
    """
    parts = [of_person(inputs, person) for person in people_of(inputs.run.streams)]
    short = _seconds(inputs) < long_s or _in_one_process.get()
    if len(parts) < 2 or short or (os.cpu_count() or 1) < 2 or known(parts):
        found: list[EngineOutput] = []
        for n, part in enumerate(parts):
            found += run_engine(part, report=_part_of(report, n, len(parts)))
        return found
    workers = [_Worker(part) for part in parts[1:]]
    try:
        found = run_engine(parts[0], report=report)
        for worker in workers:
            found += worker.outputs(partial(report, 1.0) if report else _nothing)
    finally:
        for worker in workers:
            worker.end()
    return found


def known(parts: Sequence[RunInputs]) -> bool:
    """Tell whether all that the first stage would find is known from before."""
    return all(part.derived and Shelf(part.derived).load(part) is not None for part in parts)


def _part_of(
    report: Callable[[float], None] | None, n: int, parts: int
) -> Callable[[float], None] | None:
    """Return what the share of one part is reported to."""
    return report and (lambda share: report((n + share) / parts))


def _by_fields(read: Callable[[object], tuple[Any, ...]], said: object) -> tuple[Any, ...]:
    return type(said), read(said)


def _nothing() -> None:
    """Report nothing."""


def _seconds(inputs: RunInputs) -> float:
    spans = [float(s.stamps[-1] - s.stamps[0]) for s in inputs.streams if s.stamps.size]
    return max(spans, default=0.0)


_REDUCERS: ChainMap[type, Any] = ChainMap(
    {
        kind: partial(_by_fields, attrgetter(*(field.name for field in fields(kind))))
        for kind in (Tick, IndexValue, ZoneState, Beat, Breath, Conditions, Segment)
    },
    copyreg.dispatch_table,
)
"""Of what there is much of: dataclasses with slots look their fields up for every object else."""


def packed(content: object) -> bytes:
    """Return content as it goes from one process to another."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, protocol=pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(content)
    return out.getvalue()


class _Worker:
    """A process that computes one person."""

    def __init__(self, inputs: RunInputs) -> None:
        self._inputs = replace(inputs, memory=None)
        self._said: list[bytes] = []
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        except OSError as error:
            logger.warning("no process to compute in: %s", error)
        self._thread = threading.Thread(target=self._talk, name="safehold-compute", daemon=True)
        self._thread.start()

    def _talk(self) -> None:
        if self._process is not None:
            out, _ = self._process.communicate(packed(self._inputs))
            self._said.append(out)

    def outputs(self, look: Callable[[], None]) -> list[EngineOutput]:
        """Wait for what it has to say; compute it here where it says nothing."""
        while self._thread.is_alive():
            look()
            self._thread.join(LOOK_S)
        if self._process is not None and self._process.returncode == 0 and self._said:
            try:
                with seldom_collected():
                    found: list[EngineOutput] = pickle.loads(self._said[0])
            except (pickle.UnpicklingError, EOFError):  # something else wrote there too
                logger.warning("what the process said cannot be read")
            else:
                return found
        logger.warning("the process that computed a person ended early; computing it here")
        return run_engine(self._inputs)

    def end(self) -> None:
        """End it, whatever it does."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()


@seldom_collected()
def main() -> None:
    """Compute the run that comes on standard input, and write what the engine says."""
    inputs = pickle.load(sys.stdin.buffer)  # from our own parent through a pipe, nobody else
    sys.stdout.buffer.write(packed(run_engine(inputs)))


def in_time(outputs: Sequence[EngineOutput]) -> list[EngineOutput]:
    """Return outputs by the time they became final; a person's own keep their order."""
    return sorted(outputs, key=time_of)


if __name__ == "__main__":
    main()
