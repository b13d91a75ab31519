"""Questionnaires and outcome scores between sessions: read from tables, joined to sessions.

No item of any instrument is in this program: a file has scores, by whatever name it gives them.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recordings.tidy.study_long import UNJOINED, StudyValue
from recordings.tidy.table import Table
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.text_bytes import TableError
from safehold.core.text_table import parse_table
from safehold.desk.studies.numbers import Placed, Planned

OUTCOMES_FILE = "outcomes.csv"
"""Read where a study folder has it."""
WHO, WHICH, NAME = "participant", "session_number", "session_id"
CLIENT = "client"
"""Column that says of whose therapy a therapist's row is."""
KEYS = frozenset({WHO, WHICH, NAME, CLIENT})
UNKNOWN, NO_SESSION, SEVERAL = (
    "nobody has this code in the study",
    "no session of this number or name is in the study folder",
    "several sessions fit: give session_id, or the client",
)


@dataclass(frozen=True, slots=True)
class Score:
    """A cell of a file of questionnaires."""

    file: str
    line: int
    participant: str
    number: int | None
    session_id: str
    client: str
    measure: str
    value: float | None
    """None where nothing stands."""


def outcome_files(study: Path, given: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files that are read: those given, else ``outcomes.csv`` where it exists."""
    own = study / OUTCOMES_FILE
    return tuple(given) or ((own,) if own.exists() else ())


def hashed(files: Iterable[Path]) -> list[list[str]]:
    """Return names and hashes of files."""
    return [[path.name, hashlib.sha256(_bytes(path)).hexdigest()] for path in files]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(
            Message("{path} cannot be read: {why}.", code="file_cannot_be_read", path=path,
                    why=error.strerror),
        ) from error  # fmt: skip


def read_scores(path: Path) -> tuple[Score, ...]:
    """Return the scores of a table, with a row or with a column for each measure.

    Raises
    ------
    ConfigError
        Where it is no table, lacks a column, or a value is no number.
    """
    return scores_of(_bytes(path), path)


def scores_of(data: bytes, path: Path) -> tuple[Score, ...]:
    """Return the scores of a table that was read from a path; raises like `read_scores`."""
    try:
        columns = parse_table(data).columns
    except TableError as error:
        raise ConfigError(Message("{path}: {why}.", path=path, why=error)) from error
    named = {name.strip().lower(): cells for name, cells in columns.items()}
    if WHO not in named or not {WHICH, NAME} & named.keys():
        raise ConfigError(
            Message("{path} does not say whose and which session its values are.", path=path),
            remedy=Message("It needs the columns participant and session_number (or session_id)."),
        )
    return tuple(_scores(path, columns, named))


def _scores(path: Path, columns: dict[str, Any], named: dict[str, Any]) -> Iterator[Score]:
    long = {"measure", "value"} <= named.keys()
    wide = [name for name in columns if name.strip().lower() not in KEYS]
    for k in range(len(named[WHO])):
        line = k + 2
        number = _number(path, line, WHICH, named[WHICH][k]) if WHICH in named else None
        if number is not None and (number < 1 or number != int(number)):
            raise _no_number(path, line, WHICH, named[WHICH][k])
        whose = (
            path.name, line, _text(named[WHO][k]), None if number is None else int(number),
            _text(named[NAME][k]) if NAME in named else "",
            _text(named[CLIENT][k]) if CLIENT in named else "",
        )  # fmt: skip
        if long:
            measure = _text(named["measure"][k])
            yield Score(*whose, measure, _number(path, line, measure, named["value"][k]))
        else:
            for name in wide:
                yield Score(*whose, name.strip(), _number(path, line, name, columns[name][k]))


def _text(cell: Any) -> str:
    """Return a cell as it was written; a code of digits was read as a number."""
    if isinstance(cell, float):
        return "" if math.isnan(cell) else f"{cell:.15g}"
    return str(cell).strip()


def _number(path: Path, line: int, name: str, cell: Any) -> float | None:
    text = _text(cell)
    if text.lower() in ("", "na", "n/a", "nan"):
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise _no_number(path, line, name, text) from error
    return value if math.isfinite(value) else None


def _no_number(path: Path, line: int, name: str, cell: Any) -> ConfigError:
    return ConfigError(
        Message(
            "{path}, line {line}, {name}: {cell!r} is no value that can be used.", path=path,
            line=line, name=name, cell=_text(cell),
        ),
        remedy=Message("Write a number, or nothing where nothing was answered."),
    )  # fmt: skip


def column_name(measure: str) -> str:
    """Return what a measure of a file is called in the tables."""
    return "q_" + (re.sub(r"[^0-9A-Za-z]+", "_", measure).strip("_").lower() or "unnamed")


def join(
    scores: Iterable[Score],
    placed: Sequence[Placed],
    roles: dict[str, str],
    planned: Sequence[Planned],
) -> tuple[list[StudyValue], Table]:
    """Return scores as values of sessions, and which belong to no session of the study.

    Parameters
    ----------
    scores : iterable of Score
        From all files.
    placed : sequence of Placed
        Sessions of the study, those that could not be processed too.
    roles : dict of str to str
        Role by study code.
    planned : sequence of Planned
        Rows of ``sessions.csv``.

    Notes
    -----
    A client's score of a session that has no recording stays in the values, without a session:
    what was answered is not lost because nothing was recorded.
    """
    values, left = [], []
    known = {code for one in placed for code in one.codes.values()}
    known |= {row.participant for row in planned}
    for score in scores:
        code = _known(score.participant, known)
        fitting = [one for one in placed if _fits(score, code, one)]
        reason = (
            "" if len(fitting) == 1
            else SEVERAL if fitting
            else NO_SESSION if code in known
            else UNKNOWN
        )  # fmt: skip
        if reason:
            session = score.session_id or ("" if score.number is None else str(score.number))
            left.append((score.file, score.line, code, session, score.measure, reason))
        if reason in ("", NO_SESSION):
            one = fitting[0] if fitting else _without(score, code, placed)
            values.append(_value(score, code, one, roles))
    return values, Table.from_rows("unjoined", UNJOINED, left)


def _known(told: str, known: set[str]) -> str:
    """Return the study code that is meant: spreadsheets take ``007`` for 7."""
    if told in known:
        return told
    same = [code for code in known if code.isdecimal() and told.isdecimal()
            and int(code) == int(told)]  # fmt: skip
    return same[0] if len(same) == 1 else told


def _fits(score: Score, code: str, one: Placed) -> bool:
    if code not in one.codes.values() or (score.client and score.client != one.client):
        return False
    if score.session_id:
        return score.session_id == one.session_id
    return score.number is not None and score.number == one.number


def _without(score: Score, code: str, placed: Sequence[Placed]) -> Placed:
    """Return a session that was not processed, of the people of the client's other ones."""
    others = {(one.client, one.therapist, one.dyad) for one in placed if one.client == code}
    client = code if others else score.client
    therapist = next(iter(others))[1] if len(others) == 1 else ""
    return Placed("", {}, client, therapist, score.number, "")


def _value(score: Score, code: str, one: Placed, roles: dict[str, str]) -> StudyValue:
    dyad = one.dyad or "+".join(filter(None, (one.client, one.therapist)))
    return StudyValue(
        one.session_id, one.number, dyad, one.client, one.therapist, code, roles.get(code, ""),
        "questionnaire", column_name(score.measure), score.value,
        status="missing" if score.value is None else "ok",
        reasons="not_answered" if score.value is None else "",
    )  # fmt: skip
