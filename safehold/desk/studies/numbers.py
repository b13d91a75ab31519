"""Which session of which client: by ``sessions.csv`` of the study, else by when they began."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recordings.folder.journal_file import read_journal
from recordings.folder.session import SessionFolder
from safehold.core.errors import ConfigError, SafeholdError
from safehold.core.messages import Message

SESSIONS_FILE = "sessions.csv"
LISTED, ORDER = "sessions.csv", "order"


@dataclass(frozen=True, slots=True)
class Planned:
    """A row of ``sessions.csv``: a session, or that there was none."""

    session_id: str
    participant: str
    """Study code of the client; may be empty where the session is named."""
    number: int | None
    reason: str
    """Why there is no recording."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Whose session it is, and which."""

    session_id: str
    codes: Mapping[str, str]
    """Study codes by label."""
    client: str
    """Of several clients their codes joined by ``+``."""
    therapist: str
    number: int | None
    numbered_by: str

    @property
    def dyad(self) -> str:
        """Codes of all who took part, in the order of the session."""
        return "+".join(self.codes.values())


def read_planned(study: Path) -> tuple[Planned, ...]:
    """Return what ``sessions.csv`` of a study says; nothing where there is none.

    Raises
    ------
    ConfigError
        With the line that cannot be understood.
    """
    path = study / SESSIONS_FILE
    if not path.exists():
        return ()
    text = path.read_text(encoding="utf-8-sig")
    first = text.partition("\n")[0]
    rows = csv.DictReader(text.splitlines(), delimiter=max(",;\t", key=first.count))
    planned = []
    for line, row in enumerate(rows, start=2):
        cells = {
            str(key or "").strip().lower(): (value or "").strip()
            for key, value in row.items() if not isinstance(value, list)
        }  # fmt: skip
        told = cells.get("session_number", "")
        named = cells.get("session_id") or cells.get("participant")
        if not named or (told and not told.isdecimal()) or not (told or cells.get("session_id")):
            raise ConfigError(
                Message("{path}, line {line}: this names no session.", path=path, line=line),
                remedy=Message(
                    "Each line needs a session_id or a participant, and a session_number that is "
                    "a whole number; reason says why there is no recording."
                ),
            )
        planned.append(
            Planned(
                cells.get("session_id", ""), cells.get("participant", ""),
                int(told) if told else None, cells.get("reason", ""),
            )
        )  # fmt: skip
    return tuple(planned)


def place(
    sessions: Iterable[tuple[Path, Sequence[Mapping[str, Any]]]], planned: Iterable[Planned]
) -> dict[str, Placed]:
    """Return by session id whose it is and which.

    Parameters
    ----------
    sessions : iterable of (Path, participants)
        Folder, and who took part: ``label``, ``code``, ``role``.
    planned : iterable of Planned
        Rows of ``sessions.csv``.

    Notes
    -----
    A client of whom some session stands in ``sessions.csv`` is numbered by it alone. The others'
    sessions are counted by when they began; where that is unknown of one, by name.
    """
    told = {row.session_id: row.number for row in planned if row.session_id}
    by_client: dict[str, list[tuple[Path, dict[str, str], str]]] = {}
    for path, people in sessions:
        codes = {str(one["label"]): str(one["code"]) for one in people}

        def of(role: str, people: Sequence[Mapping[str, Any]] = people) -> str:
            return "+".join(str(one["code"]) for one in people if one["role"] == role)

        client = of("client") or "+".join(codes.values())
        by_client.setdefault(client, []).append((path, codes, of("therapist")))
    placed = {}
    for client, own in by_client.items():
        listed = any(path.name in told for path, _, _ in own)
        began = {path: _began(path) for path, _, _ in own}
        known = not any(math.isnan(moment) for moment in began.values())
        own.sort(key=lambda one: (began[one[0]] if known else 0.0, one[0].name))
        for k, (path, codes, therapist) in enumerate(own, start=1):
            number = told.get(path.name) if listed else k
            by = "" if number is None else LISTED if listed else ORDER
            placed[path.name] = Placed(path.name, codes, client, therapist, number, by)
    return placed


def _began(path: Path) -> float:
    """Return when a session began, as its journal says, s; NaN where that is not known."""
    try:
        for line in read_journal(SessionFolder(path).engine_log_path, problems=[]):
            if line["kind"] == "start":
                return float(line["utc_anchor"][1])
    except (SafeholdError, KeyError, TypeError, ValueError, IndexError):
        pass
    return math.nan
