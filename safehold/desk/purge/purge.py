"""Withdrawal: remove a person from a study, with a certificate of what went and what is left.

The whole study folder is looked through before and after. Nothing changes until everything that
will stand in it is written and compared; from then on it happens whole, also when it is
interrupted (:mod:`recordings.folder.withdrawal`). What others recorded, rated and keep stays.
"""

from __future__ import annotations

import json
import os
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import safehold
from recordings.disk.append_file import DiskFullError
from recordings.folder.session import write_text
from recordings.folder.withdrawal import abandon, carry_out, decide, decided, forget, staging
from safehold.core.errors import RecordingCorruptError, RecordingError
from safehold.core.messages import Message
from safehold.desk.purge.look import Fate, survey
from safehold.desk.purge.person import telling_code
from safehold.desk.purge.plan import Plan, file_name, make_plan
from safehold.desk.purge.write import PreparedRemoval, now, second_copies

Say = Callable[[Message], object]
NOT_REACHED = (
    "Backups, second copies on other disks, and exports that were moved or handed on are not "
    "reached by this program: remove the person there as well. Files are deleted, not overwritten."
)
LEFT = (Fate.HOLDS, Fate.MAYBE, Fate.GOES, Fate.CHANGES)
"""Fates of files that, looked at again, still have something of the person in them."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What went, and what is left."""

    code: str
    date: str
    content: Mapping[str, Any]
    path: Path

    @property
    def left(self) -> tuple[Mapping[str, str], ...]:
        """Files in which the person still is or may be, and why."""
        return tuple(self.content["left"])

    @property
    def not_searched(self) -> tuple[Mapping[str, str], ...]:
        """Files that could not be searched, and why."""
        return tuple(self.content["not_searched"])


def plan(study: Path, code: str, also: Iterable[Path] = ()) -> Plan:
    """Return what removing a person would do, file by file; nothing is changed.

    Parameters
    ----------
    study : Path
        Study folder, which holds the session folders.
    code : str
        Study code of the person.
    also : iterable of Path
        Files of the laboratory that are to go too.

    Raises
    ------
    RecordingError
        When the person is nowhere in it, a session of theirs is being recorded, or an earlier
        removal was interrupted and has to be finished first.
    """
    study, code = _absolute(study), code.strip()
    _check(study, code)
    found = make_plan(survey(study, code), map(_absolute, also))
    if not found.finds:
        codes = {c for s in found.study.sessions.values() for c in s.people.values()} - {""}
        near = [known for known in sorted(codes) if _plain(known) == _plain(code)]
        raise RecordingError(
            Message(
                "Nobody in {study} has the study code {study_code!r}.",
                study=study,
                study_code=code,
            ),
            remedy=Message("Did you mean {near!r}?", near=near[0])
            if near
            else Message("Give the code as listed under participants, not a name or a label."),
        )
    return found


def _plain(code: str) -> str:
    """Return what two codes have in common that somebody could take for each other."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", code.casefold())


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # without .., and without following links


def _check(study: Path, code: str) -> None:
    if not study.is_dir():
        raise RecordingError(
            Message("There is no folder {study}.", study=study),
            remedy=Message("Give the study folder."),
        )
    if not code:
        raise RecordingError(Message("No study code was given."))
    if study.joinpath("session.json").exists():
        raise RecordingError(
            Message("{study} is the folder of a session.", study=study),
            remedy=Message("Give the folder of the whole study: {parent}.", parent=study.parent),
        )
    told = decided(study)
    if told is not None and told.get("code") != code:
        raise RecordingError(
            Message(
                "The withdrawal of {person} was interrupted and is not finished.",
                person=told.get("code"),
            ),
            remedy=Message(
                "Finish it first: 'safehold purge {person} --study {study} --yes'.",
                person=told.get("code"),
                study=study,
            ),
        )


def interrupted(study: Path, code: str) -> bool:
    """Tell whether the removal of this person was decided on and is not finished."""
    told = decided(_absolute(study))
    return told is not None and told.get("code") == code.strip()


def purge(
    study: Path, code: str, say: Say = lambda _text: None, *, found: Plan | None = None
) -> Certificate:
    """Remove a person from a study; return the certificate, which is written.

    Until all is prepared nothing changes. A removal that was interrupted after that is finished
    by the next call, which then does nothing else.

    Parameters
    ----------
    found : Plan, optional
        What the user was shown; made again where it is left out.

    Raises
    ------
    RecordingError
        As :func:`plan`; or when a file cannot be written, or changed since it was looked at:
        nothing is changed then, or it says that the removal is to be finished.
    RecordingCorruptError
        When a copy is not what it should be: nothing is changed then.
    """
    study, code = _absolute(study), code.strip()
    _check(study, code)
    if not interrupted(study, code):
        found = found or plan(study, code)
        try:
            _prepare(found, say)
        except (OSError, DiskFullError) as error:
            why = error.strerror if isinstance(error, OSError) else error.message.rstrip(".")
            raise RecordingError(
                Message("The removal cannot be prepared: {why}.", why=why),
                remedy=Message(
                    "Work on a disk with space that this user may write to. Nothing was changed."
                ),
            ) from error
        finally:
            abandon(study)
    say(Message("Removing ..."))
    carry_out(study)
    return _certify(study, code, say)


def _prepare(found: Plan, say: Say) -> None:
    """Write everything aside that will stand in the study, and decide on it."""
    study = found.study
    made = PreparedRemoval(found, staging(study.path), uuid.uuid4().hex[:16])
    made.write(say)
    _check_unchanged(found)
    decide(
        study.path,
        made.steps(),
        folders=[study.inside(session.path) for session in found.concerned],
        more={
            "code": study.code,
            "certificate": made.certificate,
            "names": sorted(study.names),
            "searched_before": _searched(found),
            "not_looked_for": _not_looked_for(found),
            "sessions": [made.told(session) for session in found.concerned],
            "files": {
                name: {"before": before, "after": after}
                for name, (before, after) in sorted(made.hashes.items())
            },
            "copies": sorted(second_copies(found)),
        },
    )


def _check_unchanged(found: Plan) -> None:
    """Refuse to go on when somebody writes: a session that is going on, a table that is open."""
    for path in (*found.deleted, *found.changes, *found.recordings, *found.infos):
        before, now = found.study.files[path], path.stat()
        if (before.st_size, before.st_mtime_ns) != (now.st_size, now.st_mtime_ns):
            raise RecordingError(
                Message(
                    "{path} changed while the study was looked through. Nothing was changed.",
                    path=path,
                ),
                remedy=Message(
                    "Close the session and the programs that have it open, and try again."
                ),
            )


def _searched(found: Plan) -> dict[str, int]:
    files = found.study.files
    return {"files": len(files), "bytes": sum(entry.st_size for entry in files.values())}


def _not_looked_for(found: Plan) -> str:
    if telling_code(found.study.code):
        return ""
    return (
        "The code is too short, a number or a usual word: in texts it was not looked for, only "
        "where a code belongs (participants, study.toml, session.json, shifted dates)."
    )


def _certify(study: Path, code: str, say: Say) -> Certificate:
    """Look through the study again and write what was done and what is left."""
    told = decided(study)
    if told is None:
        raise RecordingCorruptError(
            Message("What was decided on in {study} no longer exists.", study=study)
        )
    say(Message("Looking through the study folder again ..."))
    settled = {str(entry.get("now", entry["session"])) for entry in told["sessions"]}
    again = make_plan(survey(study, code, names=told["names"]), settled=settled)
    left = [item.certified() for item in again.of(*LEFT)]
    not_searched = [item.certified() for item in again.of(Fate.UNSEARCHED)]
    date = now()
    content = {
        "what": "A person was removed from this study."
        if not left
        else "A person was removed from this study; some files still have or may have them.",
        "certificate": told["certificate"],
        "study_code": code,
        "date": date,
        "software": f"safehold {safehold.__version__}",
        "searched_for": f"the study code and {len(told['names'])} names, source ids and uids of "
        "streams, in any case, in UTF-8 and UTF-16, in the names and in every byte of all files",
        "not_looked_for": told["not_looked_for"],
        "searched_before": told["searched_before"],
        "searched_after": _searched(again),
        "sessions": told["sessions"],
        "files": told["files"],
        "left": left,
        "not_searched": not_searched,
        "second_copies": told["copies"],
        "not_reached": NOT_REACHED,
    }
    path = _certificate_path(study, code, told["certificate"])
    text = json.dumps(content, indent=1, ensure_ascii=False)
    write_text(path, text.encode("utf-8", "surrogateescape").decode("utf-8", "replace") + "\n")
    forget(study)
    return Certificate(code, date, content, path)


def _certificate_path(study: Path, code: str, certificate: str) -> Path:
    """Return the first free name, or that of this certificate written before an interruption."""
    safe = file_name(code)
    number = 1
    while (path := study / f"withdrawal-{safe}-{number}.json").exists():
        if certificate in path.read_text(encoding="utf-8"):
            break
        number += 1
    return path


__all__ = ["Certificate", "Plan", "interrupted", "plan", "purge"]
