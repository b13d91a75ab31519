"""Tables as text, as people have them: which encoding, signs and header they use is found out.

Spreadsheets and acquisition programs write CSV in many ways: UTF-8, UTF-16 or Latin-1; commas,
semicolons, tabs or blanks; decimal points or commas; with a line ``sep=;``, comments, a line of
units, several lines of header, or none at all; ``NA`` for what is missing; times of day. A table
is either read right or refused with the cause: nothing is guessed that the text leaves open.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from safehold.core.messages import Message, template
from safehold.core.text_bytes import TableError, decoded, encoding_of
from safehold.core.types import FloatArray

DELIMITERS = "\t;|,"
"""Signs that part cells, the plainest first: a comma may be a decimal sign too."""
MISSING = frozenset(
    {
        *("", "na", "n/a", "nan", "null", "none", "-", "--", "?", "."),
        *("#n/a", "#nv", "#wert!", "#value!", "#div/0!", "#num!", "#zahl!"),
    }
)
"""Cells that hold no value, in lower case."""
_NUMBER = re.compile(
    r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?|[+-]?inf(inity)?", re.IGNORECASE
)
_POINTS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d*)?")
_COMMAS = re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d*")
_DAY = re.compile(
    r"(?:(?P<y>\d{4})[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)|(?P<d2>\d\d?)\.(?P<m2>\d\d?)\.(?P<y2>\d{4}))"
    r"[T ]+(?P<clock>[^ ]+)"
)
_CLOCK = re.compile(r"(\d{1,2}):(\d\d):(\d\d(?:[.,]\d*)?)(?:Z|\+00:?00)?")
_SHORT = re.compile(r"\d{1,4}:\d\d")
"""Minutes and seconds, or hours and minutes: a value, though it is open which."""
_MINUTES = re.compile(r"(\d+):(\d\d[.,]\d+)")
_DAY_S = 86_400.0
_MOST_HEADERS = 4
"""So many lines behind the first may be header."""
_MADE = frozenset({"CAL", "RAW", "UNCAL"})
_STAMPED = re.compile(r"(.*_)?Timestamp(?:Sync)?_(?:Formatted)?Unix(?:_CAL|_RAW)?")
_RATES = frozenset({"rate", "sampling rate", "sampling_rate", "sfreq", "fs"})


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table that was read from text."""

    columns: dict[str, NDArray[Any]]
    """By name, each of shape ``(n,)``: float64 with NaN where nothing stands, times of day and
    dates in seconds; text where something else stands. Nameless columns are ``column1``, ..."""
    header: bool
    """Whether the text names its columns."""
    twice: tuple[str, ...] = ()
    """Names that several columns have; their columns are called ``name#1``, ``name#2``."""
    rate: float | None = None
    """Samples per second, where a comment says so."""


def parse_table(data: bytes) -> TextTable:
    """Return the table that a text file holds.

    Parameters
    ----------
    data : bytes
        The whole file.

    Raises
    ------
    TableError
        With the cause: another kind of file, lines of different length, a comma that may part
        columns or decimals, and so on.
    """
    lines = decoded(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    number, delimiter, comments = _before(lines)
    body = lines[number:]
    while body and not body[-1].strip():
        body.pop()
    if not body:
        raise TableError(Message("it holds no row of values"))
    delimiter = delimiter or _delimiter(body)
    named = [[cell.strip() for cell in _cells(text, delimiter)] for text in reversed(comments)]
    return _table(_rows(body, delimiter), comments, named, number)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the text of a table is written, for whoever changes it in place."""

    encoding: str
    """Codec that gives the same bytes again; a byte order mark is part of the text."""
    delimiter: str
    begin: int
    """Where the first line of the table begins, in characters."""
    comma: bool
    """Whether its numbers have decimal commas, or a spreadsheet of its kind would write them."""


def layout_of(data: bytes) -> Layout:
    """Return how a table is written; raises like :func:`parse_table`."""
    text = decoded(data)
    mark, encoding = encoding_of(data)
    ends = [match.end() for match in re.finditer("\r\n|\r|\n", text)]
    lines = re.split("\r\n|\r|\n", text)
    number, delimiter, _ = _before(lines)
    body = [line for line in lines[number:] if line.strip()]
    if not body:
        raise TableError(Message("it holds no row of values"))
    delimiter = delimiter or _delimiter(body)
    rows = _rows(body, delimiter)
    points = any("." in cell and is_number(cell) for row in rows for cell in row)
    begin = (ends[number - 1] if number else 0) + len(mark)
    comma = _decimal_comma(rows) or (delimiter == ";" and not points)
    return Layout(encoding, delimiter, begin, comma)


def _before(lines: Sequence[str]) -> tuple[int, str, list[str]]:
    """Return how many lines stand before a table, the delimiter they name, and comments."""
    number = 0
    delimiter = ""
    while number < len(lines) and not lines[number].strip():
        number += 1
    said = (
        re.fullmatch(r'"?sep=(.)"?[;,\t]*', lines[number].strip(" ")) if lines[number:] else None
    )
    if said:
        delimiter, number = said[1], number + 1
    comments = []
    while number < len(lines) and (lines[number][:1] in ("#", "%") or not lines[number].strip()):
        comments.append(lines[number].lstrip("#% ").strip())
        number += 1
    return number, delimiter, comments


# -- lines to rows ------------------------------------------------------------------------------


def _rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """Return the cells of every line that is not blank, stripped."""
    blanks = delimiter == " "
    rows = [line.split() for line in lines] if blanks else _split(lines, delimiter)
    return [cells for row in rows if row and (cells := [cell.strip() for cell in row]) != [""]]


def _cells(line: str, delimiter: str) -> list[str]:
    return line.split() if delimiter == " " else line.split(delimiter)


def _split(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    text = io.StringIO("\n".join(lines), newline="")
    try:
        return list(csv.reader(text, delimiter=delimiter, skipinitialspace=True, strict=True))
    except csv.Error as error:
        raise TableError(
            Message("its quotes do not fit together ({error})", error=error)
        ) from error


def _delimiter(lines: Sequence[str]) -> str:
    """Return the sign that parts the cells; the plainest that does so on every line."""
    sample = [line for line in lines[:200] if line.strip()]
    body = sample[1:] or sample
    for sign in DELIMITERS:
        if all(sign in line for line in body):
            if sign == "," and _decimals_only(sample):
                return "\t"  # one column
            return sign
    blanks = {len(line.split()) for line in body}
    if len(blanks) == 1 and blanks != {1}:
        cells = [cell for line in body for cell in line.split()]
        if all(is_number(cell) or cell.casefold() in MISSING for cell in cells):
            return " "
    found = [sign for sign in DELIMITERS if any(sign in line for line in body)]
    if found and found != [","]:
        return found[0]
    return "," if found and not _decimals_only(sample) else "\t"


def _decimals_only(lines: Sequence[str]) -> bool:
    """Tell whether the commas of lines are decimal signs of one column.

    Raises
    ------
    TableError
        When they might as well part two columns.
    """
    first, *body = lines
    if not all(re.fullmatch(r"\s*[+-]?\d+,\d+\s*", line) for line in body or [first]):
        return False
    if not re.search(r"[^\W\d_]", first):
        raise TableError(
            Message(
                "it is not clear whether its commas separate two columns or are "
                "decimal commas of one; name the columns in a first line"
            )
        )
    return "," not in first


# -- rows to columns ----------------------------------------------------------------------------


def _table(
    rows: list[list[str]], comments: Sequence[str], named: list[list[str]], skipped: int
) -> TextTable:
    header: list[str] | None = None
    if not all(map(_is_value, rows[0])):
        header, rows = rows[0], rows[1:]
    if not rows:
        raise TableError(Message("it holds no row under its header"))
    units: list[str] = []
    if header:
        header, units, n = _headers([header, *rows[:_MOST_HEADERS]])
        rows = rows[n - 1 :]
    while len(rows) > 1 and not any(rows[-1]):
        rows.pop()
    rate, told = _from_comments(comments)
    header, rows = _same_length(header, rows, [*told, *named], skipped)
    header = _without_device(header) if header else header
    if units:
        header = [
            f"{name} [{unit}]" if unit else name
            for name, unit in zip(header or [], units, strict=False)
        ]
    names, twice = _names(header, len(rows[0]))
    comma = _decimal_comma(rows)
    columns = {
        name: _column([row[k] for row in rows], comma=comma) for k, name in enumerate(names)
    }
    return TextTable(columns, header is not None, twice, rate)


def _headers(rows: list[list[str]]) -> tuple[list[str], list[str], int]:
    """Return the names and units of lines before the first value, and how many lines these are.

    Two lines are names and units. Of more the last one is units, and those that say the same of
    every column (the device of a Shimmer) or how it was made (``CAL``) are no names.
    """
    valued = [any(map(_is_value, filter(None, row))) for row in rows[1:]]
    n = 1 + (valued.index(True) if True in valued else 0)
    if n == 1:
        return rows[0], [], 1
    naming = [row for row in rows[: n - 1] if len(set(filter(None, row))) > 1]
    naming = [row for row in naming if not set(filter(None, row)) <= _MADE] or rows[:1]
    return naming[0], rows[n - 1], n


def _without_device(names: list[str]) -> list[str]:
    """Return the names of a Shimmer's columns without the device's own name and ``_CAL``.

    The device's name is a serial number or a person's; one device has it before each name.
    """
    stamp = next((found for name in names if (found := _STAMPED.fullmatch(name))), None)
    if stamp is None:
        return names
    plain = [re.sub(r"_(CAL|RAW)$", "", name.removeprefix(stamp[1])) for name in names]
    return plain if len(set(plain)) == len(set(names)) else names


def _same_length(
    header: list[str] | None, rows: list[list[str]], named: Sequence[list[str]], skipped: int
) -> tuple[list[str] | None, list[list[str]]]:
    """Return header and rows of one length; delimiters that end every line are no column."""
    n = Counter(map(len, rows)).most_common(1)[0][0]
    for k, row in enumerate(rows):
        if len(row) != n:
            where = skipped + k + 1 + (header is not None)
            told = (
                template(
                    "line {line} has {cells} cells, most lines have {n}; it is the last one, "
                    "perhaps cut off"
                )
                if k == len(rows) - 1
                else template("line {line} has {cells} cells, most lines have {n}")
            )
            raise TableError(Message(told, line=where, cells=len(row), n=n))
    while n > 1 and not any(row[n - 1] for row in rows):
        if header is not None and len(header) >= n and header[n - 1]:
            break
        n -= 1
    rows = [row[:n] for row in rows]
    if header is None:
        return next((names for names in named if len(names) == n), None), rows
    while len(header) > n and not header[-1]:
        header = header[:-1]
    if len(header) != n:
        raise TableError(
            Message(
                "its header names {n_header} columns, its rows have {n} cells",
                n_header=len(header),
                n=n,
            )
        )
    return header, rows


def _names(header: list[str] | None, n: int) -> tuple[list[str], tuple[str, ...]]:
    plain = [re.sub(r"[@:,=#\s]+", " ", name).strip() for name in header or [""] * n]
    names = [name or f"column{k + 1}" for k, name in enumerate(plain)]
    count = Counter(names)
    seen: Counter[str] = Counter()
    for k, name in enumerate(names):
        if count[name] > 1:
            seen[name] += 1
            names[k] = f"{name}#{seen[name]}"
    return names, tuple(name for name in count if count[name] > 1)


def _from_comments(comments: Sequence[str]) -> tuple[float | None, list[list[str]]]:
    """Return the sampling rate and the lists of column names that comments hold."""
    rate: float | None = None
    named: list[list[str]] = []
    for text in comments:
        try:
            facts = json.loads(text)
        except ValueError:
            found = re.fullmatch(r"(.+?)\s*[:=]\s*([\d.]+)\s*(?:hz)?", text.casefold())
            if found and found[1].strip() in _RATES and is_number(found[2]):
                rate = float(found[2])
            continue
        for key, value in _facts(facts):
            if key.casefold() in _RATES and isinstance(value, int | float) and value > 0:
                rate = float(value)
            if key.casefold() in ("column", "columns") and isinstance(value, list):
                named.append([str(name) for name in value])
    return rate, named


def _facts(found: Any, depth: int = 0) -> list[tuple[str, Any]]:
    """Return the entries of a header in JSON, of its devices too (OpenSignals)."""
    if not isinstance(found, dict) or depth > 3:
        return []
    pairs = [(str(key), value) for key, value in found.items()]
    return pairs + [pair for _, value in pairs for pair in _facts(value, depth + 1)]


# -- cells --------------------------------------------------------------------------------------


def is_number(cell: str) -> bool:
    """Tell whether a cell is a number, with a decimal point or comma."""
    return any(pattern.fullmatch(cell) for pattern in (_NUMBER, _POINTS, _COMMAS))


def _is_value(cell: str) -> bool:
    if is_number(cell) or cell.casefold() in MISSING or _SHORT.fullmatch(cell):
        return True
    return clock_seconds(cell) is not None


def clock_seconds(cell: str) -> float | None:
    """Return a time of day, or a date with one, in seconds; None for anything else.

    ``12:00:01.5``, ``01:02,5`` (minutes and seconds), ``2026-03-29 12:00:01``,
    ``29.03.2026 12:00:01``. Dates count from 1970, as if local time were UTC.
    """
    day = _DAY.fullmatch(cell)
    days = 0.0
    if day:
        parts = [day[key] or day[f"{key}2"] for key in "ymd"]
        try:
            days = datetime.date(*map(int, parts)).toordinal() - 719_163
        except ValueError:
            return None
        cell = day["clock"]
    clock = _CLOCK.fullmatch(cell)
    if clock:
        hours, minutes, seconds = int(clock[1]), int(clock[2]), float(clock[3].replace(",", "."))
    elif not day and (short := _MINUTES.fullmatch(cell)):
        hours, minutes, seconds = 0, int(short[1]), float(short[2].replace(",", "."))
    else:
        return None
    return days * _DAY_S + 3600 * hours + 60 * minutes + seconds


def _decimal_comma(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the numbers of a table have decimal commas."""
    return any(
        "," in cell and not _COMMAS.fullmatch(cell) and is_number(cell)
        for row in rows
        for cell in row
    )


def _column(cells: list[str], *, comma: bool) -> NDArray[Any]:
    try:
        return _numbers(cells, comma=comma)
    except ValueError as error:
        times = [clock_seconds(cell) for cell in cells if cell.casefold() not in MISSING]
        if times and None not in times:
            return _times(cells)
        if isinstance(error, TableError):
            raise
        return np.array(cells, dtype=np.str_)


def _numbers(cells: list[str], *, comma: bool) -> FloatArray:
    return np.array([_number(cell, comma=comma) for cell in cells], dtype=np.float64)


def _number(cell: str, *, comma: bool) -> float:
    if cell.casefold() in MISSING:
        return float("nan")
    if comma and "." in cell and is_number(cell):
        if not _POINTS.fullmatch(cell):
            raise TableError(
                Message(
                    "some of its numbers have decimal commas, but {cell!r} has a point", cell=cell
                )
            )
        cell = cell.replace(".", "")
    elif not comma and _COMMAS.fullmatch(cell):
        cell = cell.replace(",", "")
    return float(cell.replace(",", ".") if comma else cell)


def _times(cells: Sequence[str]) -> FloatArray:
    """Return times in seconds; times of day go on after midnight."""
    seconds = np.array(
        [np.nan if (t := clock_seconds(cell)) is None else t for cell in cells], dtype=np.float64
    )
    dated = any(_DAY.fullmatch(cell) for cell in cells)
    if not dated:
        known = np.flatnonzero(np.isfinite(seconds))
        nights = np.cumsum(np.diff(seconds[known], prepend=seconds[known[0]]) < -_DAY_S / 2)
        seconds[known] += _DAY_S * nights
    return seconds
