"""What a list of sessions says of each: read from its small files, nothing is computed.

What cannot be told is None: no number stands for it. A share of valid seconds is that of
``safehold study process``, and only while it belongs to the session, the study's parameters and
the program as they are now.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recordings.folder.session import SessionFolder
from safehold.core.account import account_of
from safehold.core.errors import SafeholdError
from safehold.core.marker_reading import is_coded
from safehold.core.messages import NOTHING, Message
from safehold.desk.studies.found import Frozen, logs_of, program
from safehold.desk.studies.one import PROCESSED, State, read_status
from safehold.desk.studies.review import NEEDED
from safehold.files.edits import Edits
from safehold.files.engine_run import EngineRun
from safehold.files.journal_reading import read_runs
from safehold.files.receipt import was_veiled
from safehold.files.study import load_study, recorded_codebook
from safehold.offline.analysis import session_events


@dataclass(frozen=True, slots=True)
class SessionDetails:
    """A session in the list; None and empty: it cannot be told, or there is none."""

    session_id: str
    began: datetime.datetime | None = None
    """With its zone, where that is known."""
    people: tuple[str, ...] = ()
    """Study codes."""
    length_s: float | None = None
    """From start to stop, by the receipt."""
    valid: float | None = None
    """Least share of valid seconds of anybody's heart rate and RMSSD, on which zones rest, 0-1."""
    why_not: Message = NOTHING
    """Why there is no share."""
    coded: int | None = None
    """Codes and notes; no phases, ratings and markers of other programs."""
    edited: int | None = None
    """Edits of beats and breaths in force, stretches that were looked at included."""
    exports: tuple[str, ...] = ()
    """What was exported: ``tidy``, ``report``, ..."""
    at_least: bool = False
    """The stop is not known: the length is that up to the last sample."""


def details_of(path: Path) -> SessionDetails:
    """Return what the files of a session say; a file that cannot be read tells nothing."""
    folder = SessionFolder(path)
    try:
        info: Mapping[str, Any] = folder.read_info()
    except SafeholdError:
        info = {}
    runs = _runs(folder)
    valid, why_not = _valid(folder, info)
    length_s, at_least = _length(runs, info)
    return SessionDetails(
        session_id=path.name,
        began=_began(runs, info),
        people=_people(info),
        length_s=length_s,
        at_least=at_least,
        valid=valid,
        why_not=why_not,
        coded=_coded(folder, runs, info),
        edited=_edited(folder),
        exports=_exports(folder),
    )


def _runs(folder: SessionFolder) -> list[EngineRun] | None:
    """Return the runs of the live engine; None where the journal cannot be read."""
    try:
        return read_runs(folder.engine_log_path) if folder.engine_log_path.exists() else []
    except SafeholdError:
        return None


def _people(info: Mapping[str, Any]) -> tuple[str, ...]:
    told = info.get("participants")
    people = told if isinstance(told, list) else []
    return tuple(str(one["code"]) for one in people if isinstance(one, dict) and one.get("code"))


def _parts(info: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    receipt = info.get("receipt")
    parts = receipt.get("parts") if isinstance(receipt, dict) else None
    return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []


def _began(runs: Sequence[EngineRun] | None, info: Mapping[str, Any]) -> datetime.datetime | None:
    """Return when Start was pressed, or when the recording says that it began."""
    if runs:
        lsl, utc = runs[0].utc_anchor
        at = utc + runs[0].session_zero - lsl
        if math.isfinite(at):
            return datetime.datetime.fromtimestamp(at, datetime.UTC)
    for part in _parts(info):
        try:
            return datetime.datetime.fromisoformat(str(part.get("started") or ""))
        except ValueError:
            continue
    return None


def _length(
    runs: Sequence[EngineRun] | None, info: Mapping[str, Any]
) -> tuple[float | None, bool]:
    """Return from Start to Stop, s; of what was imported, from the first to the last sample.

    And whether it is that at least: of what did not end properly, up to its last sample.
    """
    parts = _parts(info)
    if not parts:
        return None, False
    try:
        account = account_of(parts)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None, False
    imported = bool(runs) and not any(run.live for run in runs or ())
    if not math.isfinite(account.span_s):
        return None, False
    return account.span_s, not (imported or (account.start_known and account.stop_known))


def _coded(
    folder: SessionFolder, runs: Sequence[EngineRun] | None, info: Mapping[str, Any]
) -> int | None:
    if runs is None:
        return None
    try:
        events = session_events(folder, runs)
    except SafeholdError:
        return None
    return sum(is_coded(event, recorded_codebook(info)) for event in events)


def _edited(folder: SessionFolder) -> int | None:
    said: list[Message] = []
    try:
        edits = Edits(folder.edits_path).edits(said)
    except SafeholdError:
        return None
    return None if said else sum(edit.in_force for edit in edits)


def _exports(folder: SessionFolder) -> tuple[str, ...]:
    """Return the profiles of the exports beside a session, each once."""
    if not folder.exports_dir.is_dir():
        return ()
    named = re.compile(rf"{re.escape(folder.session_id)}_(?:.+_)?([a-z]+)(?:_v\d+)?")
    found = (
        match[1]
        for path in sorted(folder.exports_dir.iterdir())
        if path.is_dir() and (match := named.fullmatch(path.name))
    )
    return tuple(dict.fromkeys(found))


def _valid(folder: SessionFolder, info: Mapping[str, Any]) -> tuple[float | None, Message]:
    if was_veiled(folder):
        return None, Message("the session was blind", code="share_blind")
    status = read_status(folder.path.parent / PROCESSED, folder.session_id)
    if status is None or status.state is not State.DONE:
        return None, Message(
            "not computed yet: 'safehold study process' does it for all sessions",
            code="share_not_computed",
        )
    if not _current(folder, info, status.content):
        return None, Message(
            "the session, the study's parameters or the program changed since it was computed: "
            "'safehold study process' does it again",
            code="share_outdated",
        )
    told = [row for row in status.said.get("quality", ()) if row.get("index") in NEEDED]
    try:
        shares = [row["valid"] / row["seconds"] if row["seconds"] else 0.0 for row in told]
    except (KeyError, TypeError):
        shares = []
    if not shares:
        return None, Message("no heart signal was recorded", code="share_no_heart")
    return min(shares), NOTHING


def _current(folder: SessionFolder, info: Mapping[str, Any], content: Mapping[str, str]) -> bool:
    """Tell whether what was computed is of the session as it is; recordings by their receipt.

    ``session.json`` holds the receipt and is compared whole. A recording that has not the length
    of its receipt is not what was computed.
    """
    try:
        frozen = Frozen.of(load_study(folder.path.parent))
        now = {**logs_of(folder), "parameters": frozen.params_hash, "program": program()}
        for part in _parts(info):
            name = str(part["file"])
            if (folder.path / name).stat().st_size != part["n_bytes"]:
                return False
            now[name] = str(part["sha256"])
    except (SafeholdError, OSError, KeyError):
        return False
    return now == dict(content)
