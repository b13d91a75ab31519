"""What ``session.json`` says of a session that was imported: from which files, what was odd."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from safehold.core.messages import Message, from_beside

KIND = "import"


def import_notes(info: Mapping[str, Any]) -> list[Message]:
    """Return in sentences where an imported session comes from, and what was odd in its files.

    Parameters
    ----------
    info : mapping
        What ``session.json`` says; empty for a session that was recorded.
    """
    source = _source(info)
    files = _files(source)
    said = Message(
        "This session was imported (files: {n}; read as: {readers}): every number was computed "
        "from them, and nothing was shown while they were recorded. Times count from the earliest "
        "sample.",
        code="session_imported",
        n=len(files),
        readers=", ".join(import_readers(info)),
    )
    told = [str(text) for text in source.get("oddities", ()) if isinstance(text, str)]
    return [*([said] if files else []), *from_beside(told, source.get("said"))]


def import_readers(info: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the readers of the files of an imported session; empty for one that was recorded.

    Parameters
    ----------
    info : mapping
        What ``session.json`` says.
    """
    return tuple(dict.fromkeys(str(one.get("reader", "?")) for one in _files(_source(info))))


def _source(info: Mapping[str, Any]) -> Mapping[str, Any]:
    source = info.get("source")
    return source if isinstance(source, dict) and source.get("kind") == KIND else {}


def _files(source: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in source.get("files", ()) if isinstance(one, dict)]
