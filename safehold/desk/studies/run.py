"""A study processed: what has to be done is looked for by content, and done by processes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from joblib import cpu_count

from recordings.disk.private_files import share_with
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.study import Study
from safehold.desk.studies.engines import Work, WorkersEndedError, in_processes, on_cluster
from safehold.desk.studies.found import FoundFolder, Frozen, content_of, differing, folders_in
from safehold.desk.studies.group import Gathered, gather, write_group
from safehold.desk.studies.moderators import read_moderators
from safehold.desk.studies.one import (
    SESSIONS,
    Outcome,
    State,
    failed,
    look,
    process_session,
    read_status,
)
from safehold.desk.studies.report import AboutStudy
from safehold.files.study import load_study

_Spread = Callable[..., Iterator[Outcome]]
_LEFT = re.compile(r"\..+-[0-9a-f]{12}(-before)?\.partial")
"""What a process that was killed leaves in the output."""


@dataclass(frozen=True, slots=True)
class StudyWish:
    """What of a study is processed, and where to."""

    study: Path
    out: Path
    sessions: tuple[str, ...] = ()
    """Only these; empty: all."""
    changed: bool = False
    """Whether sessions are taken that are not what was recorded."""
    outcomes: tuple[Path, ...] = ()
    """Files of questionnaires; empty: ``outcomes.csv`` of the study, where it exists."""

    def load(self) -> tuple[Study, Frozen]:
        """Return the study and the parameters that it sets.

        Raises
        ------
        ConfigError
            When its study file is wrong.
        """
        study = load_study(self.study)
        share_with(study.access)
        return study, Frozen.of(study, changed=self.changed)

    def folders(self) -> tuple[FoundFolder, ...]:
        """Return the folders that are meant.

        Raises
        ------
        ConfigError
            When one of the sessions is not there.
        """
        found = folders_in(self.study, self.out)
        if not self.sessions:
            return found
        by_name = {one.session_id: one for one in found}
        for name in self.sessions:
            if name not in by_name:
                raise ConfigError(
                    Message(
                        "There is no session {session_id!r} in {study}.", session_id=name,
                        study=self.study,
                    ),
                    remedy=Message("See 'safehold study process --check'."),
                )  # fmt: skip
        return tuple(by_name[name] for name in dict.fromkeys(self.sessions))


Looked = tuple[FoundFolder, Outcome | tuple[Message, ...]]
"""A session, and its outcome; where it is to be processed, in what it is new."""


def look_at(
    wish: StudyWish, jobs: int, tell: Callable[[int, int], None] | None = None
) -> list[Looked]:
    """Return for each session its outcome; where it is to be processed, in what it is new.

    Nothing is written. A session without an earlier outcome is new in nothing. ``tell`` is
    called with how many were looked at, and how many there are.
    """
    _, frozen = wish.load()

    def one(found: FoundFolder) -> tuple[FoundFolder, Outcome | tuple[Message, ...]]:
        try:
            content = look(found, wish.out, frozen)
        except OSError:
            return found, ()  # what is wrong is said where it is processed
        if isinstance(content, Outcome):
            return found, content
        before = read_status(wish.out, found.session_id)
        return found, () if before is None else differing(before.content, content)

    folders, looked = wish.folders(), []
    with ThreadPoolExecutor(jobs) as threads:  # hashing lets other threads run
        for found in threads.map(one, folders):
            looked.append(found)
            if tell is not None:
                tell(len(looked), len(folders))
    return looked


def process_all(
    wish: StudyWish,
    jobs: int,
    tell: Callable[[int, int, Outcome], None],
    *,
    scheduler: str = "",
    work: Work = process_session,
    looked_at: Callable[[int, int], None] | None = None,
) -> list[Outcome]:
    """Process the sessions of a study, each on its own; return what became of each, in order.

    Parameters
    ----------
    wish : StudyWish
        Which sessions.
    jobs : int
        How many processes; 1 works in this one.
    tell : callable
        Called after each session that had to be processed with how many are done, how many there
        are, and what became of it.
    scheduler : str
        Address of a Dask scheduler whose workers do it; empty: processes of this machine.
    work : callable
        Processes one session.
    looked_at : callable, optional
        Called while it is found out what has to be done, as ``tell`` of :func:`look_at`.
    """
    _, frozen = wish.load()
    _sweep(wish.out / SESSIONS)
    looked = look_at(wish, jobs, looked_at)
    outcomes = {f.session_id: found for f, found in looked if isinstance(found, Outcome)}
    todo = [found for found, outcome in looked if not isinstance(outcome, Outcome)]
    spread: _Spread | None = None
    if scheduler:
        spread = partial(on_cluster, scheduler=scheduler)
    elif jobs > 1 and len(todo) > 1:
        spread = partial(in_processes, jobs=jobs)
    try:
        for k, outcome in enumerate(each(todo, wish.out, frozen, spread, work), start=1):
            outcomes[outcome.session_id] = outcome
            tell(k, len(todo), outcome)
    finally:  # a cancel ends processes in the middle of writing; workers of a cluster go on
        if not scheduler:
            _sweep(wish.out / SESSIONS)
    return [outcomes[found.session_id] for found, _ in looked]


def group(wish: StudyWish) -> tuple[Gathered, bool]:
    """Write what is about all sessions; return it, and whether anything had to be written."""
    study, frozen = wish.load()
    _sweep(wish.out)
    folders = folders_in(wish.study, wish.out)
    about = AboutStudy.of(
        wish.study, study, frozen, [one.path for one in folders if not one.problem]
    )
    known = read_moderators(wish.study, study.moderators)
    gathered = gather(wish.study, wish.out, folders, frozen, wish.outcomes, about, known)
    return gathered, write_group(wish.out, gathered)


def workers(wanted: int | None) -> int:
    """Return how many processes to use: as many as wanted, else as this job may use."""
    return max(1, wanted or cpu_count())


def each(
    todo: Sequence[FoundFolder], out: Path, frozen: Frozen, spread: _Spread | None, work: Work
) -> Iterator[Outcome]:
    """Yield what becomes of sessions, spread over processes or one after the other in this."""
    if spread is None or not todo:
        for found in todo:
            yield work(found, out, frozen)
        return
    left = {found.session_id: found for found in todo}
    try:
        for outcome in spread(todo, out, frozen, work=work):
            del left[outcome.session_id]
            yield outcome
    except WorkersEndedError:  # by one of those that are left: each is tried by itself
        for found in left.values():
            yield _alone(found, out, frozen, spread, work)


def _alone(found: FoundFolder, out: Path, frozen: Frozen, spread: _Spread, work: Work) -> Outcome:
    try:
        (outcome,) = spread([found], out, frozen, work=work)
    except WorkersEndedError:
        why = Message(
            "the process that computed it ended; most often the memory was full",
            code="study_process_ended",
        )
        failed(found.session_id, out, content_of(found.path, frozen), why, final=False)
        return Outcome(found.session_id, State.FAILED, why)
    return outcome


def _sweep(folder: Path) -> None:
    """Take away what processes that were killed left unfinished."""
    if folder.is_dir():
        for path in folder.iterdir():
            if _LEFT.fullmatch(path.name):
                shutil.rmtree(path, ignore_errors=True)
