"""Withdrawal: remove a person from a study, with a certificate of what went.

A session of that person alone is deleted. Of a session with others a new folder is written
without the person - streams, derived values, events, log lines, exports - and takes the old one's
place in one step; the others' samples stay as they were, and their part replays as before.
"""

from __future__ import annotations

import datetime
import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recordings.engine_log import read_engine_log
from recordings.session import SessionFolder, write_json
from recordings.withdrawal import copy_log
from recordings.xdf_copy import Removed, Rewrite, copy_recording
from recordings.xdf_header import StreamHeader, parse_xml
from recordings.xdf_reader import XdfStream
from safehold.app.date_shift import forget_person
from safehold.app.receipt import RECORDER_STREAM, examine, verdict
from safehold.app.recorder_control import is_recording
from safehold.core.errors import RecordingError
from safehold.core.markers import decode_marker

NEW, OLD = ".purge-new", ".purge-old"
"""Endings of the folders of a removal under way; what an interrupted one left is cleared away."""
ACTORS = {"client": "C", "therapist": "T"}
OWN_TEXTS = ("Markers", "safehold-ticks", "safehold-engine")
NOTE = "note"

Say = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """What a removal does to one session."""

    session_id: str
    label: str
    """The person's label in this session."""
    alone: bool
    """The person is the only one: the session is deleted."""
    n_bytes: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """What went."""

    code: str
    date: str
    sessions: tuple[Mapping[str, Any], ...]
    path: Path


def plan(study: Path, code: str) -> list[SessionPlan]:
    """Return what removing a person would do, session by session; nothing is changed.

    Parameters
    ----------
    study : Path
        Study folder, which holds the session folders.
    code : str
        Study code of the person.

    Raises
    ------
    RecordingError
        When no session of the study has that person, or one of them is being recorded.
    """
    found = []
    for info in sorted(study.glob("*/session.json")):
        if info.parent.name.endswith((NEW, OLD)):
            continue
        folder = SessionFolder.open(info.parent)
        people = folder.read_info().get("participants", [])
        mine = [person["label"] for person in people if person["code"] == code]
        if not mine:
            continue
        if is_recording(folder.path):
            raise RecordingError(
                f"{folder.session_id} is being recorded.", remedy="Stop the recorder first."
            )
        size = sum(p.stat().st_size for p in folder.path.rglob("*") if p.is_file())
        found.append(SessionPlan(folder.session_id, mine[0], len(people) == len(mine), size))
    if not found:
        raise RecordingError(
            f"No session in {study} has a person with the study code {code!r}.",
            remedy="Give the code as it stands in participants, not a name or a label.",
        )
    return found


def purge(study: Path, code: str, say: Say = lambda _text: None) -> Certificate:
    """Remove a person from every session of a study; return the certificate, which is written.

    Each session changes as a whole or not at all. After an interruption it can be run again.

    Raises
    ------
    RecordingError
        As :func:`plan`; or when a folder cannot be written: that session is unchanged then.
    RecordingCorruptError
        When a copy is not what it should be: that session is unchanged then.
    """
    _clear(study)
    told = []
    for item in plan(study, code):
        say(f"{item.session_id}: removing {item.label}")
        told.append(_delete(study, item) if item.alone else _rewrite(study, item, code))
    _forget_participant(study, code)
    forget_person(study, code)
    date = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    path = _certificate_path(study, code)
    content = {
        "what": "A person was removed from this study.",
        "study_code": code,
        "date": date,
        "sessions": told,
        "not_reached": "Backups, second copies on other disks, and exports that were moved or "
        "handed on are not reached by this program: remove the person there as well.",
    }
    write_json(path, content)
    return Certificate(code, date, tuple(told), path)


def _clear(study: Path) -> None:
    """Finish or undo what an interrupted removal left."""
    for old in study.glob(f"*{OLD}"):
        home = study / old.name.removesuffix(OLD)
        if home.exists():
            shutil.rmtree(old)
        else:
            os.replace(old, home)  # between the two renames: the old session is still the one
    for new in study.glob(f"*{NEW}"):
        shutil.rmtree(new)


def _delete(study: Path, item: SessionPlan) -> dict[str, Any]:
    old = study / (item.session_id + OLD)
    hashes = _hashes(study / item.session_id)
    os.replace(study / item.session_id, old)
    shutil.rmtree(old)
    return {
        "session": item.session_id,
        "done": "deleted: the person was alone in it",
        "bytes": item.n_bytes,
        "recordings_deleted": hashes,
    }


def _hashes(folder: Path) -> dict[str, str]:
    session = SessionFolder(folder)
    return {path.name: examine(path)["sha256"] for path in session.recording_paths}


def _rewrite(study: Path, item: SessionPlan, code: str) -> dict[str, Any]:
    source = SessionFolder.open(study / item.session_id)
    target = SessionFolder(study / (item.session_id + NEW))
    before = _hashes(source.path)
    target.path.mkdir()
    try:
        mine = _streams_of(source, item.label)
        removed = [_copy_part(path, target.path / path.name, item.label, mine)
                   for path in source.recording_paths]  # fmt: skip
        n_lines = _copy_logs(source, target, item.label, mine)
        _write_info(source, target, item.label, code)
    except BaseException:
        shutil.rmtree(target.path, ignore_errors=True)
        raise
    old = study / (item.session_id + OLD)
    os.replace(source.path, old)
    os.replace(target.path, source.path)
    shutil.rmtree(old)
    return {
        "session": item.session_id,
        "done": "rewritten without the person; exports, reports and repaired copies deleted",
        "streams": sorted({name for part in removed for name in part.streams}),
        "samples": sum(part.n_samples for part in removed),
        "texts_and_log_lines": n_lines + sum(part.n_lines for part in removed),
        "recordings_before": before,
        "recordings_after": _hashes(source.path),
    }


def _streams_of(folder: SessionFolder, label: str) -> list[dict[str, Any]]:
    """Return the streams that are the person's, by session.json and by the journal."""
    told = list(folder.read_info().get("streams", []))
    if folder.engine_log_path.exists():
        lines = read_engine_log(folder.engine_log_path)
        told += [s for line in lines if line["kind"] == "start" for s in line["streams"]]
    mine = {stream["stream_id"]: stream for stream in told if stream.get("person") == label}
    return list(mine.values())


def _copy_part(
    source: Path, target: Path, label: str, mine: Sequence[Mapping[str, Any]]
) -> Removed:
    named = {(s["name"], s["type"], s["source_id"]) for s in mine}

    def header_of(stream: XdfStream) -> StreamHeader | None:
        header = stream.header
        if header.name == RECORDER_STREAM:
            return None  # it names every stream; the receipt is made anew
        if (header.name, header.type, header.source_id) in named:
            return None
        root = parse_xml(header.xml) if header.xml else None
        is_theirs = root is not None and root.findtext("desc/safehold/person") == label
        return None if is_theirs else header

    def keep_marker(text: str) -> bool:
        code, attributes = decode_marker(text)
        return not _about(label, code, attributes)

    def keep_line(text: str) -> bool:
        return not _mentions(json.loads(text), label, {s["stream_id"] for s in mine})

    keep: dict[str, Callable[[str], bool]] = dict(
        zip(
            OWN_TEXTS,
            (keep_marker, lambda text: json.loads(text)["person"] != label, keep_line),
            strict=True,
        )
    )

    def rewrite_of(stream: XdfStream) -> Rewrite | None:
        stays = keep.get(stream.header.type)
        return None if stays is None else lambda text: text if stays(text) else None

    return copy_recording(source, target, header_of=header_of, rewrite_of=rewrite_of)


def _about(label: str, code: str, attributes: Mapping[str, Any]) -> bool:
    """Tell whether an event is the person's: done by them, about them, or a free note."""
    actor = attributes.get("actor")
    mine = attributes.get("target") == label or (actor and actor == ACTORS.get(label))
    return bool(mine or code == NOTE or attributes.get("note"))


def _mentions(line: Mapping[str, Any], label: str, stream_ids: set[str]) -> bool:
    """Tell whether a line of the journal is about the person, or tells of all (its start)."""
    if line["kind"] == "mark":
        event = line["event"]
        own = {**event, **event.get("attributes", {})}
        return _about(label, event["code"], own)
    return (
        line.get("person") == label
        or line.get("stream_id") in stream_ids
        or line["kind"] in ("start", "stop")
    )


def _copy_logs(
    source: SessionFolder, target: SessionFolder, label: str, mine: Sequence[Mapping[str, Any]]
) -> int:
    ids = {stream["stream_id"] for stream in mine}

    def change(line: dict[str, Any]) -> dict[str, Any] | None:
        if line["kind"] == "start":
            line["people"] = [person for person in line["people"] if person != label]
            line["streams"] = [s for s in line["streams"] if s["stream_id"] not in ids]
            for of_people in ("baselines", "calibrations", "taken"):
                line.get(of_people, {}).pop(label, None)
        elif line["kind"] == "stop":
            line["used"] = {key: n for key, n in line["used"].items() if key not in ids}
        elif _mentions({"event": line.get("mark", {}).get("event"), **line}, label, ids):
            return None
        for mark in (line, line.get("mark", {})):
            if isinstance(mark.get("act_from"), dict):
                mark["act_from"].pop(label, None)
        return line

    def edit(line: dict[str, Any]) -> dict[str, Any] | None:
        event = line["mark"]["event"] if line["kind"] == "mark" else {}
        own = {**event, **event.get("attributes", {})}
        return None if event and _about(label, event["code"], own) else change(line)

    gone = 0
    if source.engine_log_path.exists():
        gone += copy_log(source.engine_log_path, target.engine_log_path, change)
    if source.edits_path.exists():
        gone += copy_log(source.edits_path, target.edits_path, edit)
    return gone


def _write_info(source: SessionFolder, target: SessionFolder, label: str, code: str) -> None:
    info = source.read_info()
    info.pop("schema", None)
    info["participants"] = [p for p in info["participants"] if p["code"] != code]
    if "streams" in info:
        info["streams"] = [s for s in info["streams"] if s.get("person") != label]
    info.pop("study", None)  # it declares the people
    old = info.get("receipt", {}).get("parts", [])
    software: dict[str, str] = next((p["software"] for p in old if "software" in p), {})
    parts = []
    for path in target.recording_paths:
        part = examine(path)
        losses, _ = verdict(part)
        parts.append({**part, "losses": losses, "software": software, "rewritten": True})
    info["receipt"] = {"passes": not any(p["losses"] for p in parts), "parts": parts}
    target.write_info(info)


def _forget_participant(study: Path, code: str) -> None:
    """Take the person out of the study's list of participants, where there is one."""
    path = study / "participants.csv"
    if not path.exists():
        return
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if code not in line.strip().split(",")]
    partial = path.with_name(".participants.csv.partial")
    partial.write_text("".join(kept), encoding="utf-8")
    os.replace(partial, path)


def _certificate_path(study: Path, code: str) -> Path:
    safe = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in code)
    number = 1
    while (path := study / f"withdrawal-{safe}-{number}.json").exists():
        number += 1
    return path


__all__ = ["Certificate", "SessionPlan", "plan", "purge"]
