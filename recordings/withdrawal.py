"""Copies of a session's logs without one person."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from recordings.engine_log import EngineLogWriter, read_engine_log


def copy_log(
    source: Path, target: Path, change: Callable[[dict[str, Any]], dict[str, Any] | None]
) -> int:
    """Write a numbered log again; return how many lines were left out.

    Parameters
    ----------
    source, target : Path
        The log; the new file.
    change : callable
        Gets a line without its number; returns it as it is to stand, or None to leave it out.
    """
    writer, gone = EngineLogWriter(target), 0
    for line in read_engine_log(source):
        fields = json.loads(json.dumps(line))
        fields.pop("seq")
        new = change(fields)
        if new is None:
            gone += 1
            continue
        writer.append(new.pop("kind"), **new)
    writer.close()
    return gone
