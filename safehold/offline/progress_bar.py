"""How far a computation is and how long it takes yet, where somebody looks on.

On a terminal a bar that goes when it is done, in a notebook a line; nothing in a file or a pipe.
An interrupt by the keyboard, or of the notebook, ends the computation.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

LEAST_S = 1.0
"""What is over sooner needs no line, s."""
EVERY_S = 0.2


class Tell(Protocol):
    """Takes the share that is done, 0-1, and what is being done."""

    def __call__(self, share: float, what: str = "", /) -> None:
        """Say it."""
        ...


@contextmanager
def progress_bar(
    what: str = "Computing",
    *,
    console: Console | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Tell]:
    """Show how far something is while this holds.

    Parameters
    ----------
    what : str
        What is being done, until something else is said.
    console : Console, optional
        Where to; by default the standard error.
    clock : callable
        Seconds.
    """
    console = console or Console(stderr=True)
    if console.is_jupyter:
        line = _Line(what, console, clock)
        try:
            yield line
        finally:
            line.clear()
        return
    columns = (
        TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal, get_time=clock
    ) as bar:
        task = bar.add_task(what, total=1.0)

        def tell(share: float, what: str = "", /) -> None:
            bar.update(task, completed=share, description=what or None)

        yield tell


class _Line:
    """A line that is written over; rich's own bar needs a package more in a notebook."""

    def __init__(self, what: str, console: Console, clock: Callable[[], float]) -> None:
        self._what, self._file, self._clock = what, console.file, clock
        self._began = self._last = clock()
        self._width = 0

    def __call__(self, share: float, what: str = "", /) -> None:
        self._what = what or self._what
        now = self._clock()
        if now - self._began < LEAST_S or now - self._last < EVERY_S:
            return
        self._last, text = now, f"{self._what} {100 * share:.0f} %"
        if 0 < share < 1:
            left = math.ceil((now - self._began) * (1 - share) / share)
            text += f", {left} s left" if left < 60 else f", {math.ceil(left / 60)} min left"
        self._write(text)

    def clear(self) -> None:
        """Take the line away."""
        if self._width:
            self._write("")
            self._file.write("\r")

    def _write(self, text: str) -> None:
        self._file.write(f"\r{text:<{self._width}}")
        self._file.flush()
        self._width = len(text)
