"""What was decided before the data, under a hash, and what departs from it now.

A lock holds parameters, codes, scales, phases and the hash of a plan in words. Nothing stops
anybody from changing them: a departure may be right. It is shown in the report of the study.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recordings.disk.atomic_export import now_utc
from recordings.folder.session import SessionFolder, read_json, write_json
from safehold.core.canonical import digest, plain
from safehold.core.codebook import Codebook
from safehold.core.errors import ConfigError, SafeholdError
from safehold.core.messages import NOTHING, Message, verbatim
from safehold.core.settings import EngineSettings
from safehold.core.study import Study
from safehold.desk.studies.found import Frozen, folders_in, relative
from safehold.files.known_session import known_info
from safehold.files.study import load_study, recorded_codebook, recorded_study, study_codebook

LOCK_FILE = "study-lock.json"
MOST_NAMED = 6
PARTS = {
    "scales": Message("scales", code="lock_scales"),
    "prompts": Message("prompts", code="lock_prompts"),
    "phases": Message("phases", code="lock_phases"),
}
"""What of a study is locked besides parameters, codebook and plan."""
UNLOCKED = Message("Parameters, codes and plan were not locked before the data.")
"""What is said of a study without a lock."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock as it was written."""

    hash: str
    """To be quoted in a preregistration."""
    locked_utc: str
    sessions_then: int
    """How many sessions there were when it was made."""
    decided: Mapping[str, Any]

    @property
    def day(self) -> str:
        """The date on which it was made."""
        return self.locked_utc[:10]


def decided(study: Study, codebook: Codebook, plan: Path | None, folder: Path) -> dict[str, Any]:
    """Return everything that a lock freezes, in plain JSON types."""
    frozen = Frozen.of(study)
    return {
        "parameters": {"engine": plain(frozen.settings), "own": plain(dict(frozen.own))},
        "codebook": plain(codebook),
        "scales": plain(study.scales),
        "prompts": plain(study.prompts),
        "phases": plain(study.phases),
        "plan": None if plan is None else {"file": _inside(plan, folder), "sha256": _hash(plan)},
    }


def _inside(plan: Path, folder: Path) -> str:
    try:
        return plan.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        raise ConfigError(
            Message("The plan {path} does not lie in the study folder.", path=plan),
            remedy=Message("Copy it there: it must be found again."),
        ) from None


def _hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ConfigError(
            Message("{path} cannot be read: {why}.", code="file_cannot_be_read", path=path,
                    why=error.strerror),
        ) from error  # fmt: skip


def make_lock(folder: Path, out: Path, plan: Path | None = None) -> Lock:
    """Lock a study; return the lock.

    Raises
    ------
    ConfigError
        When it is locked already, or the plan cannot be read.
    """
    path = folder / LOCK_FILE
    if path.exists():
        raise ConfigError(
            Message("{path} exists already; a lock is not made again.", path=path),
            remedy=Message("What has changed since is in the report of the study."),
        )
    study = load_study(folder)
    what = decided(study, study_codebook(study, folder), plan, folder)
    sessions = sum(not one.problem for one in folders_in(folder, out))
    lock = Lock(digest(what), now_utc(), sessions, what)
    write_json(
        path,
        {"schema": 1, "hash": lock.hash, "locked_utc": lock.locked_utc,
         "sessions_then": sessions, "decided": what},
    )  # fmt: skip
    return lock


def read_lock(folder: Path) -> Lock | None:
    """Return the lock of a study; None where it has none.

    Raises
    ------
    ConfigError
        When the file is no lock, or was changed since it was made.
    """
    path = folder / LOCK_FILE
    if not path.exists():
        return None
    told = read_json(path)
    try:
        lock = Lock(
            str(told["hash"]), str(told["locked_utc"]), int(told["sessions_then"]),
            dict(told["decided"]),
        )  # fmt: skip
        datetime.date.fromisoformat(lock.day)
    except (KeyError, TypeError, ValueError) as error:
        raise _broken(path) from error
    if digest(lock.decided) != lock.hash:
        raise _broken(path)
    return lock


def _broken(path: Path) -> ConfigError:
    return ConfigError(
        Message("{path} is not what was locked.", path=path),
        remedy=Message("Restore it from a copy; the hash stands in the preregistration."),
    )


def departures(folder: Path, study: Study, lock: Lock) -> tuple[Message, ...]:
    """Return in what a study differs now from what was locked."""
    now = decided(study, study_codebook(study, folder), None, folder)
    return (
        *_parameters(lock.decided["parameters"], now["parameters"]),
        *_codes(lock.decided["codebook"], now["codebook"]),
        *_parts(lock.decided, now),
        *_plan(folder, lock),
    )


def session_departures(
    path: Path, info: Mapping[str, Any], used: Mapping[str, EngineSettings], lock: Lock
) -> tuple[Message, ...]:
    """Return in what a session as it was recorded differs from what was locked.

    Parameters
    ----------
    path : Path
        The session's folder, in that of the study.
    info : mapping
        What ``session.json`` says: codebook, study with scales, prompts and phases.
    used : mapping of str to EngineSettings
        Parameters by label that its numbers were computed with.
    lock : Lock
        That of the study.
    """
    then = lock.decided["parameters"]
    locked = {label: then["own"].get(label, then["engine"]) for label in used}
    now = {label: plain(settings) for label, settings in used.items()}
    if len({digest([locked[label], now[label]]) for label in used}) == 1:
        label = next(iter(used))  # the same for everybody
        said = [*_parameters(locked[label], now[label])]
    else:
        said = [*_parameters(locked, now)]
    said += coded_otherwise(info, lock)
    if info.get("study"):
        study = recorded_study(info)
        said += _parts(lock.decided, {part: plain(getattr(study, part)) for part in PARTS})
    return tuple(dict.fromkeys((*said, *_plan(path.parent, lock))))


def coded_otherwise(info: Mapping[str, Any], lock: Lock) -> tuple[Message, ...]:
    """Return in what the codebook of a session differs from what was locked."""
    codebook = recorded_codebook(info)
    if codebook is not None:
        return tuple(_codes(lock.decided["codebook"], plain(codebook)))
    name = (info.get("codebook") or {}).get("name")
    if not name:
        return ()
    return (
        Message("the session names the codebook {name!r} without its codes",
                code="departure_codebook_unknown", name=name),
    )  # fmt: skip


def _parameters(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Message]:
    for name, before, value in _differing(then, now):
        yield Message("parameter {name}: {then} was locked, {now} is used",
                      code="departure_parameter", name=verbatim(name), then=str(before),
                      now=str(value))  # fmt: skip


def _parts(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Message]:
    for part, words in PARTS.items():
        if then[part] != now[part]:
            yield Message("{what} are others than locked", code="departure_part", what=words)


def _plan(folder: Path, lock: Lock) -> Iterator[Message]:
    plan = lock.decided.get("plan")
    if plan is None:
        return
    path = folder / plan["file"]
    if not path.exists():
        yield Message("the plan {file} is missing", code="departure_plan_missing",
                      file=plan["file"])  # fmt: skip
    elif _hash(path) != plan["sha256"]:
        yield Message("the plan {file} was changed", code="departure_plan", file=plan["file"])


def _differing(then: Any, now: Any, name: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield single values that differ, with their names."""
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        for key in dict.fromkeys((*then, *now)):
            whole = f"{name}.{key}".removeprefix(".").removeprefix("engine.")
            yield from _differing(then.get(key), now.get(key), whole)
    elif then != now:
        yield name, then, now


def _codes(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Message]:
    before = {code["code"]: code for code in then["codes"]}
    after = {code["code"]: code for code in now["codes"]}
    names = [name for name in dict.fromkeys((*before, *after))
             if before.get(name) != after.get(name)]  # fmt: skip
    if names:
        yield Message("{n} codes are others than locked: {names}", code="departure_codes",
                      n=len(names), names=_some(names))  # fmt: skip
    elif then != now:
        yield Message("the codebook is another than locked", code="departure_codebook")


def lock_words(
    folder: Path, study: Study, sessions: Sequence[Path] = ()
) -> tuple[Message, tuple[Message, ...]]:
    """Return what a report says of the lock of a study, and every departure from it.

    Parameters
    ----------
    folder : Path
        The study.
    study : Study
        What its file says now.
    sessions : sequence of Path
        Its sessions: those whose codebook is another one are named.
    """

    def found(lock: Lock) -> tuple[Message, ...]:
        return (*departures(folder, study, lock), *_other_codebooks(sessions, lock))

    return _words(folder, found) or (UNLOCKED, ())


def session_lock_words(
    path: Path, info: Mapping[str, Any], used: Mapping[str, EngineSettings]
) -> tuple[Message, tuple[Message, ...]]:
    """Return what the report of a session says of the lock of its study; nothing without one.

    The parameters are those of :func:`session_departures`.
    """
    found = _words(path.parent, lambda lock: session_departures(path, info, used, lock))
    return found or (NOTHING, ())


def _other_codebooks(sessions: Sequence[Path], lock: Lock) -> Iterator[Message]:
    other = []
    for path in sessions:
        try:
            if coded_otherwise(known_info(SessionFolder(path)).info, lock):
                other.append(path.name)
        except SafeholdError:
            continue  # it stands among the sessions that cannot be processed
    if other:
        yield Message("coded with another codebook than locked: {sessions}",
                      code="departure_session_codebook", sessions=_some(other))  # fmt: skip


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:MOST_NAMED]) + (
        f" ... ({len(names)})" if len(names) > MOST_NAMED else ""
    )


def _words(
    folder: Path, differing: Callable[[Lock], tuple[Message, ...]]
) -> tuple[Message, tuple[Message, ...]] | None:
    """Return the lock in words, and what differs from it; None where there is none."""
    try:
        lock = read_lock(folder)
        if lock is None:
            return None
        found = differing(lock)
    except SafeholdError as error:
        broken = Message("the lock cannot be read: {why}", code="departure_lock_broken",
                         why=relative(error.message, folder))  # fmt: skip
        return Message("There is a lock, but it cannot be read."), (broken,)
    what = (
        Message("Parameters, codes, scales, phases and plan")
        if lock.decided.get("plan")
        else Message("Parameters, codes, scales and phases")
    )
    then = (
        Message("after {n} sessions", n=lock.sessions_then)
        if lock.sessions_then
        else Message("before any session")
    )
    return (
        Message("{what} were locked on {day}, {then}, under {hash}.", what=what, day=lock.day,
                then=then, hash=lock.hash),
        found,
    )  # fmt: skip
