"""One hash chain over a session: who took part, journal, edits, recall, media and recording.

Each link of the chain, in ``session.json``, holds the hashes of all that stood in the folder when
it was made, and the hash of the link before. The hash of the last link is the head.
Written down elsewhere it tells whether anything was changed since; the chain alone finds what was
changed without it.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from recordings.disk.file_lock import changing
from recordings.folder.session import SessionFolder
from safehold.core.canonical import canonical_json
from safehold.core.errors import RecordingError
from safehold.core.messages import Message

logger = logging.getLogger(__name__)

KEY: Final = "chain"
"""Of the chain in ``session.json``."""
LOGS: Final = ("engine.jsonl", "edits.jsonl", "recall.jsonl", "media.jsonl")
"""Files that only grow."""
HEAD_DIGITS: Final = 16
_OUTSIDE: Final = frozenset({"hash", "salt"})
"""Parts of a link that its hash does not cover."""
_NOT_COVERED: Final = frozenset({KEY, "schema"})
_BLOCK: Final = 2**20


def head_text(hash_: str) -> str:
    """Return a head as it is printed and written down: ``5b3f 91c2 77aa 0d4e``."""
    digits = hash_[:HEAD_DIGITS]
    return " ".join(digits[k : k + 4] for k in range(0, len(digits), 4))


def _digest(value: Any, salt: str = "") -> str:
    return hashlib.sha256((salt + canonical_json(value)).encode()).hexdigest()


def _link_hash(link: Mapping[str, Any]) -> str:
    return _digest({key: value for key, value in link.items() if key not in _OUTSIDE})


def _hash_file(path: Path, size: int | None = None) -> dict[str, Any]:
    """Return size and SHA-256 of a file, or of its first `size` bytes."""
    found, left = hashlib.sha256(), path.stat().st_size if size is None else size
    n_bytes = 0
    with path.open("rb") as file:
        while left > 0 and (block := file.read(min(_BLOCK, left))):
            found.update(block)
            left -= len(block)
            n_bytes += len(block)
    return {"n_bytes": n_bytes, "sha256": found.hexdigest()}


def _withdrawals(info: Mapping[str, Any]) -> int:
    told = info.get("withdrawals")
    return len(told) if isinstance(told, list) else 0


def links_of(info: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the links that a ``session.json`` holds; none where it has no chain."""
    told = info.get(KEY)
    return [link for link in told if isinstance(link, dict)] if isinstance(told, list) else []


def extended(
    folder: SessionFolder,
    info: Mapping[str, Any],
    why: str,
    *,
    recordings: Mapping[str, Mapping[str, Any]] | None = None,
    keys: Iterable[str] = (),
) -> dict[str, Any]:
    """Return what ``session.json`` is to say with one more link.

    What a link covers is hashed anew only where it is named, else taken over from the link before:
    so a change that nobody meant does not become right by the next link.

    Parameters
    ----------
    folder : SessionFolder
        The session; its logs are hashed again.
    info : mapping
        What ``session.json`` is to say.
    why : str
        ``recorded``, ``edited``, ``recall`` or ``media``.
    recordings : mapping, optional
        ``n_bytes`` and ``sha256`` of new recordings by file name.
    keys : iterable of str
        Entries of ``session.json`` that were changed on purpose; the first link takes all.
    """
    links = links_of(info)
    last = links[-1] if links else {}
    salt = str(last.get("salt") or secrets.token_hex(16))
    entries = dict(last.get("entries", {})) | {
        key: _digest(info[key], salt)
        for key in (keys if links else info)
        if key in info and key not in _NOT_COVERED
    }
    files = dict(last.get("files", {}))
    for name, told in (recordings or {}).items():
        files[name] = {"n_bytes": told["n_bytes"], "sha256": told["sha256"]}
    for name in LOGS:
        if (folder.path / name).exists():
            files[name] = _log(folder.path / name, files.get(name))
    return {**info, KEY: [*links, _link(links, why, info, entries, files, salt)]}


def _link(
    links: Sequence[Mapping[str, Any]],
    why: str,
    info: Mapping[str, Any],
    entries: Mapping[str, str],
    files: Mapping[str, Any],
    salt: str,
) -> dict[str, Any]:
    link = {
        "n": len(links) + 1,
        "why": why,
        "utc": datetime.now(UTC).isoformat(timespec="seconds"),
        "withdrawals": _withdrawals(info),
        "entries": dict(sorted(entries.items())),
        "files": dict(sorted(files.items())),
        "before": links[-1].get("hash", "") if links else "",
        "salt": salt,
    }
    return {**link, "hash": _link_hash(link)}


def rewritten(
    old: Mapping[str, Any], new: Mapping[str, Any], files: Mapping[str, Path | None]
) -> dict[str, Any]:
    """Return what ``session.json`` says, with one more link, after a participant withdrew.

    The salts of the links so far go: with them one could try which study code a hash was made of.
    What was changed before without anybody saying so stays changed.

    Parameters
    ----------
    old, new : mapping
        What ``session.json`` said and is to say.
    files : mapping
        Files that are rewritten, by name; None for those that are deleted.
    """
    links = links_of(old)
    if not links:
        return dict(new)
    last, salt = links[-1], secrets.token_hex(16)
    wrong = {key for key, _ in _unlike(old, last)}
    entries = {
        key: str(last.get("entries", {}).get(key, "")) if key in wrong else _digest(value, salt)
        for key, value in new.items()
        if key not in _NOT_COVERED
    }
    kept = {name: told for name, told in last.get("files", {}).items() if name not in files}
    kept |= {name: _hash_file(path) for name, path in files.items() if path is not None}
    bare = [{key: value for key, value in link.items() if key != "salt"} for link in links]
    return {**new, KEY: [*bare, _link(bare, "withdrawal", new, entries, kept, salt)]}


def _log(path: Path, before: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """Return the hash of a log that grew; of one that was changed, what it should have been."""
    if before is not None and _hash_file(path, before["n_bytes"]) != before:
        return before
    return _hash_file(path)


def extend(folder: SessionFolder, why: str) -> bool:
    """Add a link for what was appended to the logs; False where there is no chain, or no need.

    Raises
    ------
    RecordingError
        When ``session.json`` cannot be read or written.
    """
    while True:
        info = folder.read_info()
        links = links_of(info)
        if not links:
            return False
        longer = extended(folder, info, why)
        if longer[KEY][-1]["files"] == links[-1].get("files"):
            return False
        with changing(folder.info_path):
            now = folder.read_info()  # hashing took its time
            if links_of(now) == links:
                folder.write_info({**now, KEY: longer[KEY]})
                return True


def note_appended(folder: SessionFolder, why: str) -> None:
    """Add a link for what was appended; without one ``check`` says that the logs have grown."""
    try:
        extend(folder, why)
    except (RecordingError, OSError, ValueError, TypeError):
        logger.exception("no link of the chain in %s", folder.info_path)


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """What became of a session since its last link."""

    head: str = ""
    """Hash of the last link; empty where there is no chain."""
    n_links: int = 0
    changed: tuple[Message, ...] = ()
    """What is not as it was."""
    remarks: tuple[Message, ...] = ()


def check_chain(
    folder: SessionFolder,
    info: Mapping[str, Any],
    found: Mapping[str, Mapping[str, Any]],
    *,
    head: str = "",
) -> ChainCheck:
    """Compare a session with its chain.

    Parameters
    ----------
    folder : SessionFolder
        The session.
    info : mapping
        What its ``session.json`` says.
    found : mapping
        ``n_bytes`` and ``sha256`` of the recordings that are there, by file name.
    head : str
        A head that was written down; spaces and case do not matter.

    Raises
    ------
    RecordingError
        When `head` is too short to tell anything.
    """
    digits, links = _digits(head), links_of(info)
    if not links:
        return ChainCheck(
            changed=(
                Message(
                    "the session has no chain, but a head of one was written down",
                    code="session_no_chain_head_one",
                ),
            )
            if digits
            else (),
            remarks=(
                Message(
                    "the session has no chain of hashes: only the recording is covered, "
                    "by its receipt",
                    code="session_no_chain_hashes_only",
                ),
            ),
        )
    changed = _broken(links)
    last = links[-1]
    changed += [
        Message(
            "session.json: {key} is not what it was when the session was recorded",
            code="session_json_not_what_when",
            key=key,
        )
        for key, _ in _unlike(info, last)
    ]
    of_files, remarks = _files_changed(folder, last.get("files", {}), found)
    changed += of_files
    if changed and _withdrawals(info) > last.get("withdrawals", 0) and not _broken(links):
        remarks.append(
            Message(
                "somebody withdrew after the last link of the chain was made: what it "
                "covers was changed since, and cannot be compared",
                code="withdrawn_after_last_link",
            )
        )
        changed = []
    said, noted = _head_told(links, digits)
    return ChainCheck(str(last.get("hash", "")), len(links), (*changed, *said), (*remarks, *noted))


def _broken(links: Sequence[Mapping[str, Any]]) -> list[Message]:
    before = ""
    for number, link in enumerate(links, 1):
        if link.get("before") != before or link.get("hash") != _link_hash(link):
            n_links = len(links)
            return [
                Message(
                    "the chain of hashes is broken at link {number} of {n_links}",
                    code="chain_broken",
                    number=number,
                    n_links=n_links,
                )
            ]
        before = str(link["hash"])
    return []


def _unlike(info: Mapping[str, Any], link: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the entries that are not as in a link, with their hashes now."""
    salt, entries = str(link.get("salt", "")), link.get("entries", {})
    mine = {key: _digest(value, salt) for key, value in info.items() if key not in _NOT_COVERED}
    return [
        (key, mine.get(key, ""))
        for key in sorted({*mine, *entries})
        if mine.get(key) != entries.get(key)
    ]


def _files_changed(
    folder: SessionFolder,
    files: Mapping[str, Mapping[str, Any]],
    found: Mapping[str, Mapping[str, Any]],
) -> tuple[list[Message], list[Message]]:
    changed: list[Message] = []
    remarks: list[Message] = []
    for name, told in files.items():
        path = folder.path / name
        if not path.exists():
            changed.append(
                Message(
                    "{name} is missing; the chain covers it",
                    code="missing_chain_covers",
                    name=name,
                )
            )
            continue
        if name not in LOGS:
            now = found.get(name) or _hash_file(path)
            if any(now[key] != told[key] for key in ("n_bytes", "sha256")):
                changed.append(
                    Message("{name} is not what was recorded", code="recording_changed", name=name)
                )
            continue
        with contextlib.suppress(OSError):
            if _hash_file(path, told["n_bytes"]) != told:
                changed.append(
                    Message(
                        "{name} is not what it was: a line was changed or removed",
                        code="journal_changed",
                        name=name,
                    )
                )
            elif path.stat().st_size > told["n_bytes"]:
                remarks.append(
                    Message(
                        "{name} has grown since the last link of the chain",
                        code="grown_since_last_link",
                        name=name,
                    )
                )
    later = [name for name in LOGS if name not in files and (folder.path / name).exists()]
    later += [name for name in found if name not in files]
    remarks += [
        Message(
            "{name} came after the last link of the chain",
            code="after_last_link",
            name=name,
        )
        for name in later
    ]
    return changed, remarks


def _digits(head: str) -> str:
    digits = "".join(head.split()).casefold()
    if 0 < len(digits) < HEAD_DIGITS:
        raise RecordingError(
            Message(
                "A head has {n_wanted} digits; {head!r} has {n_digits}.",
                code="head_digits",
                n_wanted=HEAD_DIGITS,
                head=head,
                n_digits=len(digits),
            ),
            remedy=Message(
                "Give it as it was printed, for example --head '5b3f 91c2 77aa 0d4e'.",
                code="give_printed_example_head_5b3f",
            ),
        )
    return digits


def _head_told(
    links: Sequence[Mapping[str, Any]], digits: str
) -> tuple[list[Message], list[Message]]:
    """Compare with a head that was written down: of the last link, or of an earlier one."""
    if not digits:
        return [], []
    for number, link in enumerate(links, 1):
        if str(link.get("hash", "")).startswith(digits):
            later = ", ".join(str(one.get("why")) for one in links[number:])
            if not later:
                return [], []
            return [], [
                Message(
                    (
                        "the head that was written down belongs to link {number}; since then: "
                        "{later}"
                    ),
                    code="head_written_down_link_since",
                    number=number,
                    later=later,
                )
            ]
    return [
        Message(
            "the head that was written down belongs to no link of this chain",
            code="head_written_down_no_link",
        )
    ], []
