"""A table of text as columns, as far as it goes: a last line that was cut is left out and told."""

from __future__ import annotations

import io
import re

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from safehold.core.messages import Message
from safehold.core.text_bytes import TableError, decoded
from safehold.core.text_table import MISSING, TextTable, parse_table

LARGE = 200_000
"""From so many bytes on a plain table is read in one go by Arrow."""
_HEAD = 65_536
_NUMBER = re.compile(r"[-+]?[.,]?\d")
_PLAIN = re.compile(rb"[-+0-9.,;:\teE \r\nNnaAuUlL/#]*")


def read_text(data: bytes, odd: list[Message]) -> TextTable:
    """Return the table in a text.

    Parameters
    ----------
    data : bytes
        The whole file.
    odd : list of Message
        Gets what was left out.

    Raises
    ------
    TableError
        With the cause, where it is no table.
    """
    if len(data) > LARGE and (fast := _fast(data)) is not None:
        return fast
    try:
        return parse_table(data)
    except TableError as error:
        kept = _without_last(data)
        if kept is None:
            raise
        try:
            table = parse_table(kept)
        except TableError:
            raise error from None
    odd.append(Message("The last line is cut off; it was left out.", code="import_last_line"))
    return table


def _without_last(data: bytes) -> bytes | None:
    """Return a text without its last line; None where it has only one."""
    at = data.rstrip(b"\r\n\t ,;").rfind(b"\n")
    return data[: at + 1] if at > 0 else None


def _fast(data: bytes) -> TextTable | None:
    """Return a plain table of numbers; None for what :func:`parse_table` has to look at."""
    head = data[: data.rfind(b"\n", 0, _HEAD) + 1]
    if not head or b"\0" in head or b'"' in data[:_HEAD]:
        return None
    try:
        table = parse_table(head)
    except TableError:
        return None
    if any(values.dtype.kind != "f" for values in table.columns.values()):
        return None
    return _by_arrow(data, head, table)


def _by_arrow(data: bytes, head: bytes, table: TextTable) -> TextTable | None:
    lines = decoded(head).replace("\r\n", "\n").split("\n")
    first = next((k for k, line in enumerate(lines) if _is_row(line, len(table.columns))), None)
    if first is None:
        return None
    sign = _delimiter(lines[first], len(table.columns))
    if sign is None:
        return None
    point = "," if sign != "," and "," in lines[first] else "."
    names = list(table.columns)
    try:
        found = pacsv.read_csv(
            io.BytesIO(data),
            read_options=pacsv.ReadOptions(skip_rows=first, column_names=names),
            parse_options=pacsv.ParseOptions(delimiter=sign),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.float64()),
                null_values=[*MISSING, "NaN", "NA", "nan"],
                decimal_point=point,
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return None
    columns = {
        name: np.asarray(found.column(name).to_numpy(zero_copy_only=False), np.float64)
        for name in names
    }
    if any(
        not np.array_equal(columns[name][: values.size], values, equal_nan=True)
        for name, values in table.columns.items()
    ):
        return None  # it does not begin as the first rows say: they have more in them
    return TextTable(columns, table.header, table.twice, table.rate)


def _is_row(line: str, n: int) -> bool:
    """Tell whether a line is a row of numbers."""
    plain = line.strip()
    begins = bool(_NUMBER.match(plain)) and ":" not in plain
    return begins and bool(_PLAIN.fullmatch(plain.encode())) and _delimiter(line, n) is not None


def _delimiter(line: str, n: int) -> str | None:
    """Return the sign that cuts a row into exactly its cells."""
    if n == 1:
        return "\t" if not any(sign in line for sign in "\t;,") else None
    return next((sign for sign in "\t;," if len(line.split(sign)) == n), None)
