"""A study at a glance: each session with what became of it, and what a person should look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from recordings.folder.session import SessionFolder
from safehold.core.errors import SafeholdError
from safehold.core.messages import NOTHING, Message
from safehold.core.recipe import ParameterValue
from safehold.core.study import Display
from safehold.desk.studies.found import folders_in
from safehold.desk.studies.group import GROUP, StudySession, gather, misfits
from safehold.desk.studies.lock import lock_words
from safehold.desk.studies.one import Outcome, State
from safehold.desk.studies.report import REPORT
from safehold.desk.studies.run import Looked, StudyWish, group, look_at, process_all
from safehold.desk.studies.specifications import usual
from safehold.files.receipt import was_veiled

Tell = Callable[[float, Message], None]
SEEN_BLIND = frozenset({
    "review_recording", "review_no_streams", "review_no_baseline", "review_other_parameters",
    "review_no_live_engine", "review_same_recording", "review_same_number", "review_other_sensor",
})  # fmt: skip
"""What may be said of a session to those who must not know what the body did."""
HIDDEN = Message("something that blind coders are not told", code="review_hidden")


class Standing(StrEnum):
    """Where a session of a study stands."""

    NEW = "new"
    """It was not processed yet."""
    CHANGED = "changed"
    """It was, but is not any more what was processed."""
    DONE = "done"
    FAILED = "failed"
    ABSENT = "absent"
    """``sessions.csv`` names it; there is no recording."""


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session of a study."""

    session_id: str
    path: Path
    number: int | None
    client: str
    standing: Standing
    why: tuple[Message, ...] = ()
    """Why it failed or is absent, or in what it has changed."""
    review: tuple[Message, ...] = ()
    """What of it a person should look at."""
    codes: tuple[str, ...] = ()
    """Study codes of those who took part; of one that was not recorded, of the client."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A study as it stands."""

    name: str
    params_hash: str
    sessions: tuple[SessionLine, ...]
    misfits: tuple[tuple[tuple[str, ...], Message], ...]
    """Sessions that do not fit together, and why."""
    people: tuple[str, ...]
    """Study codes of everybody who took part."""
    lock: Message
    departures: tuple[Message, ...]
    """In what the study differs from what was locked."""
    report: Path | None
    """Its report; None where none was made."""
    scales: tuple[str, ...]
    """Names of the scales that are answered in sessions."""
    usual: tuple[tuple[str, tuple[ParameterValue, ...]], ...]
    """Parameters that a multiverse varies, with their values."""
    veiled: bool
    """Whether its main window, or that of a session, shows less than everything: its coders may
    be blind."""

    def count(self, standing: Standing) -> int:
        """Return how many sessions stand so."""
        return sum(one.standing is standing for one in self.sessions)

    @property
    def to_do(self) -> int:
        """How many sessions would be processed."""
        return self.count(Standing.NEW) + self.count(Standing.CHANGED)

    def with_outcome(self, outcome: Outcome) -> Overview:
        """Return it after one more session was processed."""
        lines = (
            _after(one, outcome) if one.session_id == outcome.session_id else one
            for one in self.sessions
        )
        return replace(self, sessions=tuple(lines))

    def seen_blind(self) -> Overview:
        """Return what somebody may see who must not know what the body did."""
        lines = (replace(one, review=_hidden(one.review)) for one in self.sessions)
        fitting = tuple(
            (ids, message) for ids, message in self.misfits if message.code in SEEN_BLIND
        )
        return replace(self, sessions=tuple(lines), misfits=fitting, report=None)


def _hidden(review: Sequence[Message]) -> tuple[Message, ...]:
    return tuple(
        dict.fromkeys(one if one.code in SEEN_BLIND else HIDDEN for one in review)
    )  # fmt: skip


def _after(line: SessionLine, outcome: Outcome) -> SessionLine:
    if outcome.state is State.FAILED:
        why = (outcome.why or NOTHING,)
        return replace(line, standing=Standing.FAILED, why=why, review=())
    return replace(line, standing=Standing.DONE, why=(), review=outcome.review)


def check(wish: StudyWish, jobs: int, tell: Tell) -> Overview:
    """Return how a study stands; nothing is written.

    Parameters
    ----------
    wish : StudyWish
        The study.
    jobs : int
        How many sessions are looked at at the same time.
    tell : callable
        Takes the share that is done and what is being done; may raise to cancel.

    Raises
    ------
    ConfigError
        Where one of the study's own files is wrong.
    """

    def told(done: int, all_: int) -> None:
        tell(done / all_, _looking(done, all_))

    return _overview(wish, look_at(wish, jobs, told))


def process(wish: StudyWish, jobs: int, tell: Tell, done: Callable[[Outcome], None]) -> Overview:
    """Process a study and write what is about all of its sessions; return how it stands then.

    What is there already is left as it is (:func:`safehold.desk.studies.run.process_all`).

    Parameters
    ----------
    wish : StudyWish
        The study.
    jobs : int
        How many sessions at the same time.
    tell : callable
        Takes the share that is done and what is being done.
    done : callable
        Takes each session that was processed, as soon as it is.
    """

    def one(k: int, n: int, outcome: Outcome) -> None:
        done(outcome)
        tell(k / n, Message("{done} of {n} sessions are processed", done=k, n=n))

    outcomes = process_all(
        wish, jobs, one, looked_at=lambda k, n: tell(0.0, _looking(k, n))
    )  # fmt: skip
    tell(1.0, Message("Tables and report of the study"))
    group(wish)
    by_id = {outcome.session_id: outcome for outcome in outcomes}
    return _overview(wish, [(found, by_id[found.session_id]) for found in wish.folders()])


def _looking(done: int, n: int) -> Message:
    return Message("{done} of {n} sessions are looked at", done=done, n=n)


def _overview(wish: StudyWish, looked: Iterable[Looked]) -> Overview:
    study, frozen = wish.load()
    found = dict(looked)
    gathered = gather(wish.study, wish.out, folders_in(wish.study, wish.out), frozen)
    lines = [_line(one, found[one.found]) for one in gathered.sessions if one.found in found]
    lines += [
        SessionLine(
            row.session_id, wish.study / row.session_id, row.number, row.participant,
            Standing.ABSENT, (Message("{reason}", reason=row.reason),) if row.reason else (),
            codes=(row.participant,),
        )
        for row in gathered.missing
    ]  # fmt: skip
    lines.sort(key=lambda one: (one.client or "\uffff", one.number or 10**6, one.session_id))
    people = {code: None for one in gathered.sessions for code in sorted(one.roles)}
    people |= {row.participant: None for row in gathered.planned if row.participant}
    sessions = [one.found.path for one in gathered.sessions if not one.found.problem]
    lock, departures = lock_words(wish.study, study, sessions)
    report = wish.out / GROUP / REPORT
    return Overview(
        study.name, frozen.params_hash, tuple(lines), tuple(misfits(gathered.done)),
        tuple(sorted(people)), lock, departures, report if report.exists() else None,
        tuple(scale.name for scale in study.scales), tuple(usual(frozen.settings).items()),
        study.display["main"] is not Display.FULL or any(map(_veiled, gathered.sessions)),
    )  # fmt: skip


def _veiled(one: StudySession) -> bool:
    """Tell whether a session ran with less than everything in its main window."""
    try:
        return not one.found.problem and was_veiled(SessionFolder(one.found.path))
    except SafeholdError:
        return False


def _line(one: StudySession, looked: Outcome | tuple[Message, ...]) -> SessionLine:
    placed = one.placed
    line = SessionLine(
        one.found.session_id, one.found.path, None if placed is None else placed.number,
        "" if placed is None else placed.client, Standing.NEW, codes=tuple(one.roles),
    )  # fmt: skip
    if isinstance(looked, Outcome):
        return _after(line, looked)
    return replace(line, standing=Standing.CHANGED, why=looked) if looked else line
