"""Scores typed in by hand: kept in the study's file of outcomes, where nothing else is changed.

A file of outcomes is somebody's own: its encoding, line ends, delimiter, decimal sign, comments,
order and every cell that is there stay as they are, byte for byte.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from recordings.disk.file_lock import changing
from recordings.folder.session import write_bytes
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.text_bytes import TableError
from safehold.core.text_table import Layout, layout_of
from safehold.desk.studies.outcomes import (
    CLIENT,
    KEYS,
    NAME,
    OUTCOMES_FILE,
    WHICH,
    WHO,
    Score,
    column_name,
    scores_of,
)

MEASURE, VALUE = "measure", "value"
HEAD = f"{WHO},{WHICH},{MEASURE},{VALUE}\n"
"""How a file begins that is made here."""
LONGEST = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """A score as it is typed in."""

    participant: str
    number: int | None
    """Which session of the client; None where ``session_id`` says it alone."""
    session_id: str
    """Empty for a session that was not recorded."""
    client: str
    """Whose therapy it is, where the participant has several clients; else empty."""
    measure: str
    value: float

    def is_of(self, score: Score) -> bool:
        """Tell whether a row of the file stands for the same answer."""
        if not same_code(score.participant, self.participant):
            return False
        if column_name(score.measure) != column_name(self.measure):
            return False
        if score.session_id:
            return score.session_id == self.session_id
        of_client = not self.client or same_code(score.client, self.client)
        return score.number is not None and score.number == self.number and of_client


def same_code(one: str, other: str) -> bool:
    """Tell whether two study codes are the same: spreadsheets take ``007`` for 7."""
    both_numbers = one.isdecimal() and other.isdecimal()
    return int(one) == int(other) if both_numbers else one == other


def number_of(text: str) -> float:
    """Return a value that was typed, with a decimal point or comma.

    Raises
    ------
    ConfigError
        Where it is none.
    """
    if not re.fullmatch(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)", text.strip()):
        raise ConfigError(Message("{text!r} is no number.", text=text.strip()))
    return float(text.strip().replace(",", "."))


def measure_of(text: str) -> str:
    """Return the name of a measure that was typed.

    Raises
    ------
    ConfigError
        Where it cannot be one.
    """
    name = text.strip()
    named = re.search(r"[0-9A-Za-z]", name) and not re.search(r'[\n\r\t"]', name)
    if not named or len(name) > LONGEST:
        raise ConfigError(Message("Name the measure: letters, digits, spaces, at most 64."))
    if name.lower() in KEYS | {MEASURE, VALUE}:
        raise ConfigError(Message("{name!r} is the name of another column.", name=name))
    return name


class ScoreFile:
    """The file of outcomes of a study, changed value by value, with undo.

    Parameters
    ----------
    study : Path
        The study folder.
    """

    def __init__(self, study: Path) -> None:
        self.path = study / OUTCOMES_FILE
        self._done: list[tuple[bytes | None, bytes]] = []

    @property
    def undoable(self) -> bool:
        """Whether something was typed in that can be taken back."""
        return bool(self._done)

    def scores(self) -> tuple[Score, ...]:
        """Return what stands in the file now; nothing where there is none.

        Raises
        ------
        ConfigError
            Where it cannot be read.
        """
        data = self._read()
        return () if data is None else _scores(data, self.path)

    def enter(self, entry: Entry) -> None:
        """Write a score into the file: into its row where there is one, else as a new row.

        Raises
        ------
        ConfigError
            Where the file cannot be read, or cannot take the score and stay as it is.
        RecordingError
            Where it cannot be written; it is as it was then.
        """
        with changing(self.path):
            before = self._read()
            after = with_score(HEAD.encode() if before is None else before, entry, self.path)
            write_bytes(self.path, after)
        self._done.append((before, after))

    def undo(self) -> None:
        """Take back what was entered last, to the byte.

        Raises
        ------
        ConfigError
            Where the file was changed by something else since, or nothing was entered.
        RecordingError
            Where it cannot be written.
        """
        if not self._done:
            raise ConfigError(Message("Nothing was entered that could be taken back."))
        before, after = self._done[-1]
        with changing(self.path):
            if self._read() != after:
                self._done.clear()
                raise ConfigError(
                    Message("{file} was changed by another program since.", file=OUTCOMES_FILE),
                    remedy=Message("Correct the value: entering it again replaces it."),
                )
            if before is None:
                self.path.unlink()
            else:
                write_bytes(self.path, before)
        self._done.pop()

    def _read(self) -> bytes | None:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ConfigError(
                Message("{path} cannot be read: {why}.", code="file_cannot_be_read",
                        path=self.path, why=error.strerror),
            ) from error  # fmt: skip


def with_score(data: bytes, entry: Entry, path: Path) -> bytes:
    """Return a file of outcomes with one score more, or with another value of it.

    Parameters
    ----------
    data : bytes
        The file.
    entry : Entry
        The score.
    path : Path
        Where the file is, for what is said of it.

    Raises
    ------
    ConfigError
        Where the file cannot take it so that every other score reads as before.
    """
    try:
        layout = layout_of(data)
        text = data.decode(layout.encoding)
        changed = _Table(text, layout).enter(entry).encode(layout.encoding)
    except TableError as error:
        raise ConfigError(Message("{path}: {why}.", path=path, why=error)) from error
    except UnicodeEncodeError as error:
        raise ConfigError(
            Message("{path} cannot hold {text!r} in its encoding.", path=path, text=entry.measure),
            remedy=Message("Save it as UTF-8, or use plain letters."),
        ) from error
    expected = Counter(_plain(one) for one in _scores(data, path) if not entry.is_of(one))
    found = [one for one in _scores(changed, path) if one.value is not None]
    own = [one for one in found if entry.is_of(one)]
    others = Counter(_plain(one) for one in found if not entry.is_of(one))
    if [one.value for one in own] != [entry.value] or others != +Counter(
        {key: n for key, n in expected.items() if key[-1] is not None}
    ):
        raise ConfigError(
            Message("{path} cannot take this value and stay as it is.", path=path),
            remedy=Message("Enter it there yourself."),
        )
    return changed


def _plain(score: Score) -> tuple[str, int | None, str, str, str, float | None]:
    return (score.participant, score.number, score.session_id, score.client,
            column_name(score.measure), score.value)  # fmt: skip


def _scores(data: bytes, path: Path) -> tuple[Score, ...]:
    """Return the scores of a file; of one that has a header only, none."""
    try:
        layout = layout_of(data)
        if len(list(_records(data.decode(layout.encoding), layout))) == 1:
            return ()
    except TableError as error:
        raise ConfigError(Message("{path}: {why}.", path=path, why=error)) from error
    return scores_of(data, path)


@dataclass(frozen=True, slots=True)
class _Cell:
    begin: int
    end: int
    text: str
    """Without quotes."""


def _records(text: str, layout: Layout) -> Iterator[list[_Cell]]:
    """Yield the cells of each line of a table that is not blank, with their places."""
    cells: list[_Cell] = []
    place, n = layout.begin, len(text)
    cell = re.compile(
        r'[ ]*"((?:[^"]|"")*)"[ ]*|([^{}\r\n]*)'.replace("{}", re.escape(layout.delimiter))
    )
    while place <= n:
        match = cell.match(text, place)
        assert match is not None  # an empty cell matches
        told = match[2].strip() if match[1] is None else match[1].replace('""', '"').strip()
        cells.append(_Cell(match.start(), match.end(), told))
        place = match.end()
        if place < n and text[place] == layout.delimiter:
            place += 1
            continue
        if place < n and text[place] not in "\r\n":
            raise TableError(Message("its quotes do not fit together"))
        if len(cells) > 1 or cells[0].text:  # else the line is blank
            yield cells
        cells = []
        place += 2 if text[place : place + 2] == "\r\n" else 1


class _Table:
    """The text of a table, with the places of its cells."""

    def __init__(self, text: str, layout: Layout) -> None:
        self._text, self._layout = text, layout
        self._head, *self._rows = _records(text, layout)
        self._names = [cell.text.lower() for cell in self._head]

    def enter(self, entry: Entry) -> str:
        """Return the text with a score in it."""
        if self._layout.delimiter == " ":
            raise TableError(Message("its cells are parted by blanks; save it as CSV"))
        value = f"{entry.value:.15g}"
        if self._layout.comma:
            value = value.replace(".", ",")
        needed = [name for name, told in self._keys(entry) if told and name not in self._names]
        if needed:  # whose or which session cannot be said without it
            return self._with_column(needed[0]).enter(entry)
        if {MEASURE, VALUE} <= set(self._names):
            return self._into({MEASURE: entry.measure, VALUE: value}, VALUE, entry)
        own = column_name(entry.measure)
        measures = [cell.text for cell in self._head if cell.text.lower() not in KEYS]
        column = next((name for name in measures if column_name(name) == own), "")
        if not column:
            return self._with_column(entry.measure).enter(entry)
        return self._into({column.lower(): value}, column.lower(), entry)

    def _keys(self, entry: Entry) -> list[tuple[str, str]]:
        """Return the columns that say whose and which session it is."""
        number = "" if entry.number is None else str(entry.number)
        by_id = NAME in self._names and (WHICH not in self._names or not number)
        if by_id or not number:
            return [(WHO, entry.participant), (NAME, entry.session_id)]
        keys = [(WHO, entry.participant), (WHICH, number)]
        if not entry.client:
            return keys
        if NAME in self._names and CLIENT not in self._names and entry.session_id:
            return [*keys, (NAME, entry.session_id)]
        return [*keys, (CLIENT, entry.client)]

    def _into(self, cells: dict[str, str], column: str, entry: Entry) -> str:
        """Put the value into its row, or add one."""
        for row in self._rows:
            if self._is_row(row, entry) and (
                MEASURE not in cells
                or column_name(self._at(row, MEASURE)) == column_name(entry.measure)
            ):
                place = self._names.index(column)
                if place >= len(row):
                    raise TableError(Message("a line is shorter than its header"))
                cell = row[place]
                return self._spliced([(cell.begin, cell.end, self._quoted(cells[column]))])
        told = {**dict(self._keys(entry)), **cells}
        width = max([len(self._head), *(len(row) for row in self._rows[:1])])
        names = [*self._names, *([""] * (width - len(self._names)))]
        line = self._layout.delimiter.join(self._quoted(told.get(name, "")) for name in names)
        return self._with_line(line)

    def _is_row(self, row: list[_Cell], entry: Entry) -> bool:
        number = self._at(row, WHICH)
        whole = float(number.replace(",", ".")) if re.fullmatch(r"\d+([.,]0*)?", number) else None
        told = Score("", 0, self._at(row, WHO), None if whole is None else int(whole),
                     self._at(row, NAME), self._at(row, CLIENT), entry.measure, None)  # fmt: skip
        return entry.is_of(told)

    def _at(self, row: Sequence[_Cell], name: str) -> str:
        place = self._names.index(name) if name in self._names else len(row)
        return row[place].text if place < len(row) else ""

    def _with_column(self, name: str) -> _Table:
        """Return it with one column more, after the others."""
        sign = self._layout.delimiter
        splices = [(row[-1].end, row[-1].end, sign) for row in self._rows]
        end = self._head[-1].end
        changed = self._spliced([(end, end, sign + self._quoted(name)), *splices])
        return _Table(changed, self._layout)

    def _with_line(self, line: str) -> str:
        """Return the text with one line more, after the last one that is not blank."""
        last = (self._rows[-1] if self._rows else self._head)[-1].end
        ends = re.search(r"\r\n|\r|\n", self._text)
        return self._spliced([(last, last, (ends[0] if ends else "\n") + line)])

    def _spliced(self, splices: Sequence[tuple[int, int, str]]) -> str:
        text = self._text
        for begin, end, put in sorted(splices, reverse=True):
            text = text[:begin] + put + text[end:]
        return text

    def _quoted(self, text: str) -> str:
        return f'"{text}"' if self._layout.delimiter in text else text


def ranges(scores: Sequence[Score]) -> dict[str, tuple[float, float]]:
    """Return by measure, as a column calls it, between what its values lie."""
    found: dict[str, tuple[float, float]] = {}
    for one in scores:
        if one.value is not None and math.isfinite(one.value):
            name = column_name(one.measure)
            low, high = found.get(name, (one.value, one.value))
            found[name] = min(low, one.value), max(high, one.value)
    return found
