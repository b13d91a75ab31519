"""What a removal writes aside: files without the person, new receipts, and what became of each."""

from __future__ import annotations

import datetime
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recordings.folder.chain import rewritten
from recordings.folder.session import SCHEMA_VERSION
from recordings.folder.withdrawal import Change
from recordings.xdf.xdf_copy import Removed
from safehold.core.messages import Message
from safehold.desk.purge.files import StreamsOf, as_json, copy_xdf, without_words
from safehold.desk.purge.look import FoundSession
from safehold.desk.purge.plan import Plan
from safehold.files.part_findings import differences
from safehold.files.receipt import examine, receipt_of_copy


@dataclass(slots=True)
class PreparedRemoval:
    """New contents of files, beside them.

    Parameters
    ----------
    found : Plan
        What becomes of every file.
    aside : Path
        Empty folder on the disk of the study.
    certificate : str
        By which session.json names the certificate, without the person's code.
    """

    found: Plan
    aside: Path
    certificate: str
    made: dict[Path, Path] = field(default_factory=dict)
    """The new file of each that changes."""
    removed: dict[Path, Removed] = field(default_factory=dict)
    """What went out of each recording."""
    hashes: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    """SHA-256 before and after, None where it is deleted, by path in the study."""

    def write(self, say: Callable[[Message], object]) -> None:
        """Write all that changes.

        Raises
        ------
        OSError
            When the disk is full, or a file cannot be read.
        RecordingCorruptError
            When a copy of a recording is not what it should be.
        """
        found = self.found
        for path, session in found.recordings.items():
            say(Message("Rewriting {path} ...", path=found.study.inside(path)))
            streams = StreamsOf.of(session.specs, session.who.labels)
            new = self._place(path)
            removed = copy_xdf(path, new, session.who, streams)
            if removed is not None:
                self.removed[path] = removed
                self._keep(path, new)
        for path, change in found.changes.items():
            self._write(path, change.data)
        for path in found.deleted:
            self.hashes[found.study.inside(path)] = (_hash(path), None)
        for path, session in found.infos.items():
            self._write(path, as_json(self._info(session)))

    def _place(self, path: Path) -> Path:
        """Return where a new file is written: under its own name, in its own folder."""
        folder = self.aside / str(sum(1 for _ in self.aside.iterdir()))
        folder.mkdir()
        return folder / path.name

    def _write(self, path: Path, data: bytes) -> None:
        new = self._place(path)
        with new.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        self._keep(path, new)

    def _keep(self, path: Path, new: Path) -> None:
        self.made[path] = new
        self.hashes[self.found.study.inside(path)] = (_hash(path), _hash(new))

    def steps(self) -> list[Change]:
        """Return what is done, in order: folders are renamed last."""
        found, inside = self.found, self.found.study.inside
        steps = [
            Change("replace", inside(path), new.relative_to(self.aside).as_posix())
            for path, new in self.made.items()
        ]
        steps += [Change("delete", inside(path)) for path in found.deleted]
        steps += [Change("rmdir", inside(path)) for path in found.folders]
        deepest = sorted(found.renamed.items(), key=lambda pair: -len(pair[0].parts))
        return steps + [Change("rename", inside(old), inside(new)) for old, new in deepest]

    def _info(self, session: FoundSession) -> dict[str, Any]:
        """Return what session.json says afterwards."""
        info = dict(session.info or {})
        old = info.get("receipt") if isinstance(info.get("receipt"), dict) else None
        name = self.found.renamed.get(session.path, session.path).name
        new: dict[str, Any] = session.who.prune({k: v for k, v in info.items() if k != "receipt"})
        new = {"schema": info.get("schema", SCHEMA_VERSION), **new}
        if "session_id" in info:
            new["session_id"] = without_words(str(info["session_id"]), session.who.search)
            if info["session_id"] == session.path.name:
                new["session_id"] = name
        if old is not None:
            parts = [
                _part(session, part, self.made.get(path), self.removed.get(path), path)
                for part in old.get("parts", [])
                for path in [session.path / str(part.get("file"))]
            ]
            new["receipt"] = {"passes": not any(p.get("losses") for p in parts), "parts": parts}
        home = self.found.study.inside(session.path)
        files = {
            inside.removeprefix(f"{home}/"): {"before": before, "after": after}
            for inside, (before, after) in self.hashes.items()
            if inside.startswith(f"{home}/") and after is not None
        }
        entry = {"date": now(), "certificate": self.certificate, "files": files}
        new["withdrawals"] = [*info.get("withdrawals", []), entry]
        anew: dict[str, Path | None] = {
            path.name: None for path in self.found.deleted if path.parent == session.path
        }
        anew |= {path.name: at for path, at in self.made.items() if path.parent == session.path}
        return rewritten(info, new, anew)

    def told(self, session: FoundSession) -> dict[str, Any]:
        """Return what the certificate says of a session."""
        home = f"{self.found.study.inside(session.path)}/"
        parts = [part for path, part in self.removed.items() if path.parent == session.path]
        recordings = {
            name.removeprefix(home): pair
            for name, pair in self.hashes.items()
            if name.startswith(home) and name.endswith(".xdf")
        }
        name = {"session": self.found.study.inside(session.path)}
        if session.alone:
            return {
                **name,
                "done": "deleted: the person was alone in it",
                "recordings_deleted": {name: before for name, (before, _) in recordings.items()},
            }
        new = self.found.renamed.get(session.path)
        return {
            **name,
            "done": "rewritten without the person; exports, reports and pictures of it deleted",
            **({"now": self.found.study.inside(new)} if new else {}),
            "streams": sorted({name for part in parts for name in part.streams}),
            "samples": sum(part.n_samples for part in parts),
            "texts": sum(part.n_lines for part in parts),
            # a number: the certificate of one person names no sensor of the others
            "streams_kept": sum(len(part.kept) for part in parts),
            "streams_of_nobody": sorted(
                {
                    name
                    for path, names in self.found.nobodys.items()
                    for name in names
                    if path.parent == session.path
                }
            ),
            "recordings_before": {name: before for name, (before, _) in recordings.items()},
            "recordings_after": {name: after for name, (_, after) in recordings.items() if after},
        }


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _part(
    session: FoundSession,
    old: dict[str, Any],
    new: Path | None,
    removed: Removed | None,
    path: Path,
) -> dict[str, Any]:
    """Return the receipt of a recording that was rewritten; what was lost before stays told."""
    if new is None or removed is None:
        return old
    part = examine(new)
    counted = {stream.get("stream_id"): stream for stream in old.get("streams", [])}
    part["streams"] = [
        {**counted.get(stream["stream_id"], {}), **stream} for stream in part["streams"]
    ]
    gone = [f"(stream {key})" for key in removed.stream_ids]
    before = [
        text
        for text in old.get("losses", ())
        if not any(mark in text for mark in gone) and not session.who.spoken_of(text)
    ]
    return receipt_of_copy(
        session.who.prune(old),
        part,
        before,
        fitted=not differences(old, examine(path)),
        n_damaged_bytes=removed.n_damaged_bytes,
    )


def second_copies(found: Plan) -> set[str]:
    """Return where the recorder wrote second copies to, as the receipts say."""
    copies = set()
    for session in found.study.sessions.values():
        receipt = (session.info or {}).get("receipt") if session.who.labels else None
        for part in receipt.get("parts", []) if isinstance(receipt, dict) else []:
            if isinstance(part.get("copy"), dict):
                copies.add(str(part["copy"].get("path")))
    for path in (*found.deleted, *found.recordings, *found.changes, *found.infos):
        if found.study.files[path].st_nlink > 1:
            copies.add(f"another name (hard link) of {found.study.inside(path)}")
    return copies


def now() -> str:
    """Return this moment as a date is written, UTC."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
