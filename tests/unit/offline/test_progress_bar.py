"""How far a computation is stands where somebody looks on, and nowhere else."""

from __future__ import annotations

import io
import re

from rich.console import Console

from safehold.offline.progress_bar import progress_bar


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def shown(console: Console, file: io.StringIO, shares: list[float]) -> list[str]:
    """Return what was written at each share, five seconds after the one before."""
    clock, found = Clock(), []
    with progress_bar("Computing", console=console, clock=clock) as tell:
        for share in shares:
            clock.now += 5
            before = len(file.getvalue())
            tell(share, "Summarising" if share > 0.5 else "")
            found.append(file.getvalue()[before:])
    return found


def test_a_pipe_gets_nothing() -> None:
    file = io.StringIO()
    assert shown(Console(file=file), file, [0.1, 0.9]) == ["", ""]
    assert file.getvalue() == ""


def test_a_terminal_gets_a_bar_with_the_time_left_and_loses_it() -> None:
    file = io.StringIO()
    clock = Clock()
    console = Console(file=file, force_terminal=True, width=80)
    with progress_bar("Computing", console=console, clock=clock) as tell:
        for k in range(1, 9):
            clock.now += 1
            tell(k / 10, "Summarising")
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", file.getvalue())
    assert "Summarising" in text
    assert "80%" in text
    assert "0:00:02" in text
    assert file.getvalue().rstrip("\x1b[2K\r\n").endswith(("\x1b[1A", "\x1b[?25h"))


def test_a_notebook_gets_one_line_that_says_how_long_yet() -> None:
    file = io.StringIO()
    console = Console(file=file, force_jupyter=True)
    first, second, third = shown(console, file, [0.0, 0.25, 0.75])
    assert first.strip("\r") == "Computing 0 %"
    assert second.strip("\r") == "Computing 25 %, 30 s left"
    assert third.strip("\r ") == "Summarising 75 %, 5 s left"
    assert "\n" not in file.getvalue()
    assert file.getvalue().endswith("\r")
    assert file.getvalue().split("\r")[-2].strip() == ""


def test_what_is_over_within_a_second_leaves_no_line() -> None:
    file = io.StringIO()
    clock = Clock()
    with progress_bar(console=Console(file=file, force_jupyter=True), clock=clock) as tell:
        clock.now += 0.9
        tell(0.9)
    assert file.getvalue() == ""


def test_the_line_goes_when_it_is_interrupted() -> None:
    file = io.StringIO()
    clock = Clock()
    console = Console(file=file, force_jupyter=True)
    told = progress_bar(console=console, clock=clock)
    tell = told.__enter__()
    clock.now += 5
    tell(0.5)
    assert not told.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert file.getvalue().split("\r")[-2].strip() == ""
