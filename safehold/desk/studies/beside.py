"""A study in the window: checked and processed in a process of its own.

It is the same run as that of ``safehold study process``; a cancel interrupts it as a
keyboard would.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safehold.core.messages import Message
from safehold.desk.studies.multiverse import Multiverse, run_multiverse
from safehold.desk.studies.one import PROCESSED, Outcome
from safehold.desk.studies.overview import Overview, check, process
from safehold.desk.studies.run import StudyWish, workers
from safehold.desk.studies.score_file import ScoreFile
from safehold.desk.studies.specifications import Question
from safehold.offline.background import BackgroundWork, Reporter, work


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the process."""

    wish: StudyWish
    process: bool = False
    """Whether sessions are processed; else it is only looked at what would be."""
    question: Question | None = None
    """A finding to be looked at under every choice of method; nothing else then."""


class StudyDesk:
    """A study folder that is checked and processed beside the window.

    Parameters
    ----------
    folder : Path
        The study.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wish = StudyWish(folder, folder / PROCESSED)
        self.scores = ScoreFile(folder)

    def check(self, done: Callable[[Overview], None]) -> BackgroundWork:
        """Begin to look at how the study stands; ``done`` is called in a thread of its own."""
        return self._begin(Asked(self.wish), done)

    def process(
        self, done: Callable[[Overview], None], part: Callable[[Outcome], None]
    ) -> BackgroundWork:
        """Begin to process the study; ``part`` takes each session as soon as it is done."""
        return self._begin(Asked(self.wish, process=True), done, part)

    def multiverse(self, question: Question, done: Callable[[Multiverse], None]) -> BackgroundWork:
        """Begin to look at a finding under every choice of method."""
        return self._begin(Asked(self.wish, question=question), done)

    def _begin(
        self, asked: Asked, done: Callable[[Any], None], part: Callable[[Any], None] | None = None
    ) -> BackgroundWork:
        ended = Message("The process that computed the study ended; most often memory was full.")
        return BackgroundWork("safehold.desk.studies.beside", asked, done, ended=ended, part=part)


def _run(asked: Asked, report: Reporter) -> Overview | Multiverse:
    jobs = workers(None)
    if asked.question is not None:
        return run_multiverse(asked.wish, asked.question, jobs, report)
    if asked.process:
        return process(asked.wish, jobs, report, report.part)
    return check(asked.wish, jobs, report)


def main() -> None:
    """Do what the parent asks for."""
    work(_run, interrupt=True)


if __name__ == "__main__":
    from safehold.desk.studies.beside import main as _main  # as the parent knows it

    _main()
