"""The workbench opens one pacer for each person, and closes it with the session."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from safehold.cli.commands import pace
from safehold.cli.main import make_parser
from safehold.live.pacer_programs import PacerPrograms


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Have a program that waits for its end take the place of the pacer's window."""
    commands: list[list[str]] = []
    real = subprocess.Popen

    def popen(command: list[str], **how: Any) -> subprocess.Popen[bytes]:
        commands.append(command)
        return real([sys.executable, "-c", "import time; time.sleep(600)"], **how)

    monkeypatch.setattr(subprocess, "Popen", popen)
    return commands


def test_a_person_has_one_pacer_until_it_is_closed(started: list[list[str]]) -> None:
    pacers = PacerPrograms()
    assert pacers.open("client")
    assert not pacers.open("client")
    assert pacers.open("therapist")
    programs = list(pacers._open.values())
    programs[0].kill()
    programs[0].wait()
    assert pacers.open("client"), "one that somebody closed can be opened again"
    programs = list(pacers._open.values())
    pacers.close()
    assert all(program.poll() is not None for program in programs)
    assert [command[command.index("--person") + 1] for command in started] == [
        "client", "therapist", "client",
    ]  # fmt: skip


def test_the_command_is_one_that_safehold_knows(started: list[list[str]]) -> None:
    pacers = PacerPrograms()
    pacers.open("client")
    pacers.close()
    options = make_parser().parse_args(started[0][3:])
    assert (options.run.__module__, options.person, options.screen) == (pace.__name__, "client", 2)
