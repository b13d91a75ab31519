"""One session of a study: in goes its folder, out comes a folder of tables with a status.

It knows nothing of other sessions and keeps nothing in mind, so any number of processes may do it
anywhere, in any order and again. What it writes depends on the session's content, the parameters
and this program alone: no date, no place, no number of workers is in it.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from threadpoolctl import threadpool_limits

import safehold
from recordings.disk.atomic_export import write_in_place
from recordings.folder.session import SessionFolder, read_json
from recordings.tidy import TidyOptions
from recordings.tidy.export import summary_tables, write_dictionary, write_each
from recordings.tidy.name_search import NameSearch
from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.recorded import RecordedWords
from recordings.tidy.stacked import same_bytes
from recordings.tidy.writing import write_text
from safehold.core.canonical import digest, plain
from safehold.core.errors import ExportError, RecordingError, SafeholdError
from safehold.core.messages import Message, beside, from_beside
from safehold.core.results import SessionResults
from safehold.core.types import BeatStatus
from safehold.desk.plain_ids import with_plain_ids
from safehold.desk.studies.found import (
    FoundFolder,
    Frozen,
    content_of,
    differing,
    relative,
)
from safehold.desk.studies.review import qualities, to_review
from safehold.files.engine_run import software
from safehold.files.receipt import check_session, refuse_changed
from safehold.offline.analysis import analyse
from safehold.offline.beside import in_one_process
from safehold.offline.kept import Shelf
from safehold.offline.recording import read_recording

T = TypeVar("T")
SESSIONS = "sessions"
"""Folder of the output that holds one folder for each session."""
STATUS = "status.json"
PROCESSED = "processed"
"""Folder in a study that receives what is made of its sessions."""
FORMAT = "safehold-study-session"
FORMAT_VERSION = 1
OPTIONS = TidyOptions()


class State(StrEnum):
    """What became of a session."""

    UNCHANGED = "unchanged"
    """Its tables are those of this content already."""
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one session in a run."""

    session_id: str
    state: State
    why: Message | None = None
    """Of a failed one."""
    changed: tuple[Message, ...] = ()
    """In what it differs from what was processed before; empty for a new one."""
    review: tuple[Message, ...] = ()
    known: bool = True
    """False for a session that was not processed before."""


@dataclass(frozen=True, slots=True)
class Status:
    """What ``status.json`` of a session says."""

    state: State
    content: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)
    """The whole of it."""

    @property
    def review(self) -> tuple[Message, ...]:
        """What should be looked at."""
        return tuple(from_beside(self.said.get("review", ()), self.said.get("said")))

    @property
    def why(self) -> Message:
        """Why it failed."""
        return from_beside([self.said.get("why") or ""], self.said.get("said"))[0]

    @property
    def final(self) -> bool:
        """False where another attempt may end otherwise: the disk was full, a process ended."""
        return bool(self.said.get("final", True))


def read_status(out: Path, session_id: str) -> Status | None:
    """Return what was made of a session before; None where nothing that can be read."""
    try:
        said = read_json(out / SESSIONS / session_id / STATUS)
        if said["export_format"] != FORMAT or said["export_format_version"] != FORMAT_VERSION:
            return None
        return Status(State(said["state"]), dict(said["content"]), said)
    except (SafeholdError, KeyError, ValueError, TypeError):
        return None


def look(found: FoundFolder, out: Path, frozen: Frozen) -> Outcome | dict[str, str]:
    """Return the outcome where nothing has to be done; else the content to be processed."""
    if found.problem:
        return Outcome(found.session_id, State.FAILED, found.problem)
    content = content_of(found.path, frozen)
    before = read_status(out, found.session_id)
    if before is None or before.content != content or not before.final:
        return content
    if before.state is State.FAILED:
        return Outcome(found.session_id, State.FAILED, before.why)
    if not same_bytes(out / SESSIONS / found.session_id, before.said["outputs"]):
        return content
    return Outcome(found.session_id, State.UNCHANGED, review=before.review)


def process_session(found: FoundFolder, out: Path, frozen: Frozen) -> Outcome:
    """Process one session, unless what was made of it before still holds.

    Parameters
    ----------
    found : FoundFolder
        The session.
    out : Path
        Folder of the study's output; the session gets ``sessions/<id>`` in it, as a whole or not
        at all.
    frozen : Frozen
        Parameters of the study.

    Returns
    -------
    Outcome
        Whatever is wrong with the session is its outcome; only a cancel comes through.
    """
    try:
        content = look(found, out, frozen)
    except OSError as error:
        return Outcome(found.session_id, State.FAILED, _cannot_read(error))
    if isinstance(content, Outcome):
        return content
    before = read_status(out, found.session_id)
    changed = () if before is None else differing(before.content, content)
    target = out / SESSIONS / found.session_id
    review = attempt(found.path, lambda: _write(found.path, target, frozen, content))
    if not isinstance(review, Failure):
        return Outcome(found.session_id, State.DONE, None, changed, review, before is not None)
    failed(found.session_id, out, content, review.why, final=review.final)
    return Outcome(found.session_id, State.FAILED, review.why, changed, known=before is not None)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why nothing came of a session."""

    why: Message
    final: bool
    """False where another attempt may end otherwise."""


def attempt(path: Path, do: Callable[[], T]) -> T | Failure:
    """Do something with a session of a path as one process; return what came of it, or why not.

    One session never stops the others: only a cancel comes through.
    """
    try:
        with threadpool_limits(1), in_one_process():  # more threads, other last digits
            return do()
    except ExportError as error:
        return Failure(relative(error.message, path), final=False)
    except SafeholdError as error:
        return Failure(relative(error.message, path), final=True)
    except OSError as error:
        return Failure(_cannot_read(error), final=False)
    except Exception as error:  # noqa: BLE001  whatever it is
        return Failure(relative(_broke(error), path), final=False)
    finally:
        Shelf.forget()


def failed(
    session_id: str, out: Path, content: Mapping[str, str], why: Message, *, final: bool
) -> None:
    """Write down that a session could not be processed, and why; tables of before go."""

    def fill(folder: Path) -> None:
        _write_status(
            folder, session_id, State.FAILED, content, why=why, final=final, outputs=[],
            said=beside([why]),
        )  # fmt: skip

    try:
        write_in_place(out / SESSIONS / session_id, fill, check=lambda _folder: None)
    except ExportError:  # the disk is full: it is told all the same, and tried again
        return


def _cannot_read(error: OSError) -> Message:
    return Message(
        "a file cannot be read or written: {why}", code="study_file_error",
        why=error.strerror or type(error).__name__,
    )  # fmt: skip


def _broke(error: Exception) -> Message:
    return Message(
        "the program failed ({kind}: {error}); please report it", code="study_program_failed",
        kind=type(error).__name__, error=str(error),
    )  # fmt: skip


def _write(
    path: Path, target: Path, frozen: Frozen, content: Mapping[str, str]
) -> tuple[Message, ...]:
    folder = SessionFolder.open(path, whole=False)
    check = check_session(folder)
    refuse_changed(check, allowed=frozen.changed)
    recording = read_recording(folder)
    recorded_hash = recording.runs[0].run.settings.params_hash
    results = analyse(folder, settings=frozen.settings, own=frozen.own, recording=recording)
    refuse_nobody(results)
    results = dataclasses.replace(with_plain_ids(results), recorded=check.recorded)
    quality = qualities(results)
    review = to_review(results, quality, recorded_hash)
    scrubber = Scrubber(results.streams)
    review = tuple(map(scrubber.clean_message, review))

    def fill(folder: Path) -> None:
        written, outputs = write_each(
            summary_tables(results, OPTIONS, scrubber), folder, OPTIONS.formats
        )
        outputs.append(write_dictionary(written, folder))
        _write_status(
            folder, results.session_id, State.DONE, content, outputs=outputs,
            review=list(review), said=beside(review),
            quality=[plain(row) for row in quality], recorded_params_hash=recorded_hash,
            **_about(results),
        )  # fmt: skip

    write_in_place(target, fill, check=NameSearch.of(results, OPTIONS).check)
    return review


def refuse_nobody(results: SessionResults) -> None:
    """Raise a RecordingError where nobody's heart or breathing is in a session."""
    if not results.ticks:
        raise RecordingError(
            Message("Nobody's heart or breathing is in the recording.", code="study_nobody_in_it"),
            remedy=Message("See 'safehold check'."),
        )


def _about(results: SessionResults) -> dict[str, Any]:
    """Return what the study needs to know of a session besides its tables."""
    ok = [beat for beat in results.beats if beat.status is BeatStatus.OK]
    return {
        "participants": plain(results.participants),
        "t_start_s": results.t_start,
        "t_end_s": results.t_end,
        "recording": RecordedWords(results).plain(),
        "heart": {
            person.label: sorted({b.source for b in ok if b.person == person.label})
            for person in results.participants
        },
        "baselines": [
            {"participant": b.person, "id": b.baseline_id, "provisional": b.provisional}
            for b in results.baselines
        ],
        "parameters": {"engine": plain(results.settings),
                       "own": plain(dict(results.own)),
                       "params_hash": results.settings.params_hash},
        "warnings": [Scrubber(results.streams).clean(text) for text in results.warnings],
    }  # fmt: skip


def _write_status(
    folder: Path,
    session_id: str,
    state: State,
    content: Mapping[str, str],
    *,
    said: list[Any],
    **more: Any,
) -> None:
    versions = {name: text for name, text in software().items() if name != "platform"}
    status = {
        "export_format": FORMAT,
        "export_format_version": FORMAT_VERSION,
        "session_id": session_id,
        "state": state.value,
        "content": dict(content),
        "key": digest(content),
        "software": {**versions, "safehold": safehold.__version__},
        **more,
        "said": said,
    }
    text = json.dumps(status, indent=1, ensure_ascii=False, allow_nan=False)
    write_text(text + "\n", folder / STATUS)
