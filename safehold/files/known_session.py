"""What is known of a session when some of its small files are damaged, empty or missing.

The recording is worth something without them. What stands in ``session.json`` is used entry by
entry; what is missing there comes from the journal's first line, else from the headers of the
recorded streams. A journal with lost lines gives all its whole lines, and where the recording
holds the copy that the workbench published, the copy stands in. What is missing is said.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from recordings.folder.journal_file import read_journal
from recordings.folder.json_text import line_of, parse_json
from recordings.folder.session import SCHEMA_VERSION, SessionFolder
from recordings.xdf.xdf_reader import XdfStream
from safehold.core.canonical import MisfitError, build, plain
from safehold.core.codebook import Codebook
from safehold.core.errors import RecordingError
from safehold.core.messages import Message, Sentence, said_by
from safehold.core.results import Participant
from safehold.core.settings import EngineSettings
from safehold.core.study import WINDOWS, Display, Study
from safehold.core.types import StreamSpec
from safehold.files.engine_run import EngineRun
from safehold.files.journal_reading import runs_of

Recorded = Callable[[], Sequence[XdfStream]]
"""Gives the streams of a session's recording."""
JOURNAL_TYPE: Final = "safehold-engine"
"""Content type of the stream in which the workbench publishes its journal."""
RECEIPT_LOST: Final = Message(
    "the receipt was in session.json and is lost with it: nothing can show "
    "that the recording is unchanged",
    code="receipt_lost",
)


@dataclass(frozen=True, slots=True)
class KnownInfo:
    """What ``session.json`` says as far as it can be used, with what the journal adds."""

    info: dict[str, Any]
    problems: tuple[Message, ...] = ()
    """What is missing or was left out, as sentences without a full stop."""


@dataclass(frozen=True, slots=True)
class KnownJournal:
    """What a journal tells, as far as it can be read."""

    lines: tuple[dict[str, Any], ...]
    runs: tuple[EngineRun, ...]
    problems: tuple[Message, ...] = ()
    from_recording: bool = False
    """The copy in the recording was used."""


def known_info(folder: SessionFolder, recorded: Recorded | None = None) -> KnownInfo:
    """Return what is known of who took part, study, streams and receipt; never fails on a file.

    ``recorded`` gives the recorded streams; by default they are read where they are needed.
    """
    problems: list[Message] = []
    try:
        info = dict(folder.read_info())
    except RecordingError as error:
        info = {}
        problems.append(_why_not(folder.info_path, error))
    _leave_out_misfits(folder.info_path, info, problems)
    if not info.get("participants"):
        info = _completed(folder, info, problems, recorded)
    return KnownInfo(info, tuple(problems))


def _why_not(path: Path, error: RecordingError) -> Message:
    if not path.exists():
        return Message("{name} is missing", code="file_missing", name=path.name)
    if not path.stat().st_size:
        return Message("{name} is empty", code="file_empty", name=path.name)
    fields = error.message.fields if isinstance(error.message, Message) else {}
    why = fields.get("why", error.message.clause())
    return Message("{name} is damaged ({why})", code="file_damaged", name=path.name, why=why)


def _leave_out_misfits(path: Path, info: dict[str, Any], problems: list[Message]) -> None:
    for key, check in _CHECKS.items():
        if key not in info:
            continue
        try:
            check(info[key])
        except (MisfitError, TypeError, ValueError, KeyError) as error:
            del info[key]
            at = line_of(path.read_text("utf-8", "replace"), key)
            keys = "".join(f".{part}" for part in getattr(error, "keys", ()))
            why = getattr(error, "why", "") or said_by(error)
            problems.append(
                Message(
                    "session.json, line {at}, {key}{keys}: {why}; {key} is not used",
                    code="session_json_part_not_used",
                    at=at,
                    key=key,
                    keys=keys,
                    why=why,
                )
            )


def _receipt(value: Any) -> None:
    if not isinstance(value, dict) or not isinstance(value.get("parts"), list):
        raise TypeError(Message("it is not a receipt", code="not_a_receipt"))
    for part in value["parts"]:
        if not isinstance(part, dict) or not isinstance(part.get("file"), str):
            raise TypeError(Message("a part names no file", code="part_names_no_file"))
        build(tuple[str, ...], part.get("losses", []))
        build(tuple[str, ...], part.get("remarks", []))
        build(Mapping[str, str], part.get("software", {}))
        streams = part.get("streams", [])
        if not isinstance(streams, list) or not all(
            isinstance(one, dict) and type(one.get("stream_id")) is int for one in streams
        ):
            raise TypeError(
                Message(
                    "the streams of {file} are not a list of streams",
                    code="streams_no_list_streams",
                    file=part["file"],
                )
            )


def _withdrawals(value: Any) -> None:
    for entry in value if isinstance(value, list) else [None]:
        if not isinstance(entry, dict) or not isinstance(entry.get("files", []), list | dict):
            raise TypeError(
                Message("it is not a list of withdrawals", code="not_a_list_of_withdrawals")
            )


def _codebook(value: Any) -> None:
    if not isinstance(value, dict) or not isinstance(value.get("name", ""), str):
        raise TypeError(Message("it is not a codebook", code="not_a_codebook"))
    if value.get("codes"):
        build(Codebook, value)


_CHECKS: Final[dict[str, Callable[[Any], object]]] = {
    "participants": lambda value: build(tuple[Participant, ...], value),
    "study": lambda value: build(Study, value),
    "streams": lambda value: build(tuple[StreamSpec, ...], value),
    "settings": lambda value: build(EngineSettings, value),
    "codebook": _codebook,
    "software": lambda value: build(Mapping[str, str], value),
    "receipt": _receipt,
    "withdrawals": _withdrawals,
}
"""What the entries of ``session.json`` must be to be used."""


def _completed(
    folder: SessionFolder,
    info: dict[str, Any],
    problems: list[Message],
    recorded: Recorded | None,
) -> dict[str, Any]:
    """Return the entries completed from the journal's first line."""
    says_nobody = "session_id" in info and info.get("participants") == []
    if says_nobody and "streams" not in info and not folder.engine_log_path.exists():
        return info  # recorded without the live engine: it says so itself
    journal = known_journal(folder, recorded)
    told = told_by(journal, folder.session_id)
    if says_nobody:
        if not told.get("participants"):
            return info  # only markers and ratings took part
        line = line_of(folder.info_path.read_text("utf-8", "replace"), "participants")
        problems.append(
            Message(
                "session.json, line {line}, participants: the list is empty, but the "
                "journal of the live engine names people",
                code="participants_empty",
                line=line,
            )
        )
    problems.append(
        Message(
            "who took part, streams and settings were taken from the journal; the "
            "participants' study codes were in session.json only and are made up "
            "from the session's: after 'safehold repair' write the true ones into "
            "session.json, before anything is joined or somebody withdraws",
            code="people_from_journal",
        )
        if told
        else Message(
            "who took part is taken from the recorded streams; study and codebook are not known",
            code="people_from_streams",
        )
    )
    if "receipt" not in info and not says_nobody:
        problems.append(RECEIPT_LOST)
    return {**told, **info} if info.get("participants") else {**info, **told}


def told_by(journal: KnownJournal, session_id: str) -> dict[str, Any]:
    """Return the entries of ``session.json`` that a journal tells; empty where it tells none."""
    if not journal.runs:
        return {}
    first = journal.runs[0]
    display = dict(WINDOWS)
    for line in journal.lines:
        if line["kind"] == "display" and isinstance(line.get("windows"), dict):
            known = {str(mode) for mode in Display}
            shown = {k: Display(v) for k, v in line["windows"].items() if str(v) in known}
            display.update({k: v for k, v in shown.items() if k in WINDOWS})
            break
    return {
        "participants": plain(participants_for(first.people, session_id)),
        "study": plain(Study(settings=first.settings, display=display)),
        "streams": plain(first.streams),
        "settings": plain(first.settings),
        "params_hash": first.settings.params_hash,
        "software": dict(first.software),
    }


def participants_for(people: Sequence[str], session_id: str) -> tuple[Participant, ...]:
    """Return participants whose study codes are not known.

    The codes are made from the session's: nobody is taken for a person of another session.
    """
    roles = ("client", "therapist")
    return tuple(
        Participant(label, f"{session_id}-{label}", label if label in roles else "other")
        for label in people
    )


def known_journal(folder: SessionFolder, recorded: Recorded | None = None) -> KnownJournal:
    """Return the runs that the journal tells of, or its copy in the recording; none of either.

    Parameters
    ----------
    folder : SessionFolder
        The session.
    recorded : callable, optional
        Gives the recorded streams; by default they are read where they are needed.
    """
    path, problems = folder.engine_log_path, list[Message]()
    lines: list[dict[str, Any]] = []
    if path.exists():
        try:
            lines = read_journal(path, problems)
        except RecordingError as error:
            problems.append(error.message.clause())
    if not problems and any(line["kind"] == "start" for line in lines):
        return _journal(lines, path.name, [])
    copy = _copy_of(recorded() if recorded is not None else _streams(folder))
    if len(copy) > len(lines) and copy[0]["kind"] == "start":
        why = (
            problems[0]
            if problems
            else Message("engine.jsonl is missing or empty", code="engine_jsonl_missing_empty")
        )
        said = Message(
            "{why}; the journal's copy in the recording was used ({n_copy} lines)",
            code="journal_copy_used",
            why=why,
            n_copy=len(copy),
        )
        return _journal(
            copy,
            Message("the journal's copy in the recording", code="journal_copy"),
            [said],
            True,
        )
    return _journal(lines, path.name, problems)


def _journal(
    lines: Sequence[dict[str, Any]], name: str, problems: list[Message], copied: bool = False
) -> KnownJournal:
    runs = runs_of(lines, name, problems)
    return KnownJournal(tuple(lines), tuple(runs), tuple(problems), copied)


def _streams(folder: SessionFolder) -> Sequence[XdfStream]:
    from recordings.xdf.xdf_reader import read_parts

    try:
        return read_parts(folder.recording_paths).streams
    except RecordingError:
        return ()


def _copy_of(recorded: Sequence[XdfStream]) -> list[dict[str, Any]]:
    """Return the lines of the journal that were published and recorded, renumbered."""
    lines: list[dict[str, Any]] = []
    for stream in recorded:
        if stream.header.type != JOURNAL_TYPE or stream.header.channel_format != "string":
            continue
        for row in stream.values:
            try:
                line = parse_json(row[0])
            except (ValueError, IndexError):
                continue
            if isinstance(line, dict) and isinstance(line.get("kind"), str):
                lines.append({"seq": len(lines) + 1, **line})
    return lines


def rebuild(folder: SessionFolder) -> list[Message]:
    """Write ``session.json`` and ``engine.jsonl`` again where they are lost; say what was done.

    A damaged file is kept beside the new one as ``*.damaged``.

    Raises
    ------
    RecordingError
        When a file cannot be written.
    """
    done: list[Message] = []
    journal = known_journal(folder)
    if journal.from_recording:
        from recordings.folder.session import write_text

        _keep(folder.engine_log_path)
        text = "".join(
            json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
            for line in journal.lines
        )
        write_text(folder.engine_log_path, text)
        done.append(
            Message(
                "engine.jsonl was written again: {problems}.",
                code="journal_repaired",
                problems=journal.problems[0],
            )
        )
    try:
        said = folder.read_info()
    except RecordingError:
        said = {}
    known = known_info(folder)
    broken = type(said.get("schema")) is not int or said["schema"] > SCHEMA_VERSION
    if known.problems and (broken or any(known.info.get(key) != said[key] for key in said)):
        _keep(folder.info_path)
        info = {key: value for key, value in known.info.items() if key != "schema"}
        rebuilt = {"because": list(known.problems)}
        folder.write_info({"session_id": folder.session_id, **info, "rebuilt": rebuilt})
        done += [
            Message("session.json was written again.", code="session_json_repaired"),
            *map(Sentence, known.problems),
        ]
    return done


def _keep(path: Path) -> None:
    """Move a damaged file aside; an empty one holds nothing to keep."""
    if path.exists() and path.stat().st_size:
        number, target = 1, path.with_name(f"{path.name}.damaged")
        while target.exists():
            number += 1
            target = path.with_name(f"{path.name}.damaged-{number}")
        path.rename(target)
