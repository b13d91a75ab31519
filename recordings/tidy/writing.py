"""Tables to CSV and Parquet: one dialect each, the same bytes for the same table."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from recordings.tidy.schema import Field, FieldType
from recordings.tidy.table import Cells, Table
from safehold.core.types import FloatArray

T = TypeVar("T")

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\0")
"""Text that starts with one of these would be run as a formula by a spreadsheet."""

_ARROW = {
    FieldType.TEXT: pa.string(),
    FieldType.INTEGER: pa.int64(),
    FieldType.NUMBER: pa.float64(),
    FieldType.FLAG: pa.int8(),
}


def guarded(text: str) -> str:
    """Return text that no spreadsheet runs and no reader stumbles over.

    An apostrophe is put before text that starts like a formula (OWASP ASVS 1.2.10). NUL, at
    which R's reader would cut the cell off, is written as the character U+2400.
    """
    safe = f"'{text}" if text.startswith(FORMULA_SIGNS) else text
    return safe.replace("\0", "\u2400")


def each_once(values: Sequence[Any], change: Callable[[Any], T]) -> list[T]:
    """Return what becomes of each value; the same ones are changed once."""
    changed = {value: change(value) for value in set(values)}
    return [changed[value] for value in values]


def text_of_numbers(field: Field, cells: Cells) -> list[str]:
    """Return the text of each number or flag; empty where it is missing."""
    if field.type is not FieldType.NUMBER:
        return each_once(plain_cells(cells), lambda n: "" if n is None else str(int(n)))
    return formatted("%r" if field.decimals is None else f"%.{field.decimals}f", numbers_of(cells))


def numbers_of(cells: Cells) -> FloatArray:
    """Return cells as numbers, NaN where one is missing; zero has no sign, whichever it has."""
    numbers = np.array(cells, dtype=np.float64) + 0.0  # None is NaN
    numbers[~np.isfinite(numbers)] = np.nan
    return numbers


def formatted(form: str, numbers: FloatArray) -> list[str]:
    """Return numbers as text by a form of ``%``, all at once; empty where one is missing."""
    distinct, at = np.unique(numbers, return_inverse=True)
    texts = (f"{form}\n" * distinct.size % tuple(distinct.tolist())).split("\n")
    if distinct.size and np.isnan(distinct[-1]):
        texts[distinct.size - 1] = ""
    found: list[str] = np.array(texts, dtype=object)[at].tolist()
    return found


def _write_rows(table: Table, path: Path, *, sign: str, end: str, point: str, code: str) -> None:
    """Write header and rows; quotes as in RFC 4180, where a cell would not be one without."""
    special = (sign, '"', "\r", "\n")

    def quoted(text: str) -> str:
        if any(mark in text for mark in special):
            return '"' + text.replace('"', '""') + '"'
        return text

    columns = []
    for field, cells in zip(table.fields, table.columns, strict=True):
        if field.type is FieldType.TEXT:
            texts = each_once(plain_cells(cells), lambda text: quoted(guarded(text or "")))
        else:
            texts = text_of_numbers(field, cells)
            if point != "." and field.type is FieldType.NUMBER:
                texts = [text.replace(".", point) for text in texts]
        columns.append(texts)
    rows = [(quoted(field.name) for field in table.fields), *zip(*columns, strict=True)]
    # text that is no Unicode (a lone surrogate from a foreign marker) must not stop an export
    with path.open("w", encoding=code, errors="replace", newline="") as file:
        file.writelines(sign.join(row) + end for row in rows)
        _sync(file)


def write_csv(table: Table, path: Path) -> None:
    """Write UTF-8 without BOM, comma, ``.`` decimal, LF, RFC 4180 quotes, header row."""
    _write_rows(table, path, sign=",", end="\n", point=".", code="utf-8")


def write_csv_semicolon(table: Table, path: Path) -> None:
    """Write CSV as spreadsheets of locales with decimal commas want it: BOM, ``;``, CRLF."""
    _write_rows(table, path, sign=";", end="\r\n", point=",", code="utf-8-sig")


def plain_cells(cells: Cells) -> Sequence[Any]:
    """Return cells as values of Python."""
    return cells.tolist() if isinstance(cells, np.ndarray) else cells


def _arrow_array(field: Field, cells: Cells) -> Any:
    """Return a column of Arrow, made of its memory: ``pa.array`` would load pandas first."""
    kind = _ARROW[field.type]
    plain = plain_cells(cells)
    if field.type is FieldType.TEXT:
        texts = each_once(plain, lambda text: (text or "").encode("utf-8", errors="replace"))
        sizes = np.array([len(text) for text in texts], dtype=np.int64)
        ends = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(sizes)))
        held = _arrow_memory(pa.large_string(), sizes > 0, ends, b"".join(texts))
        return held.cast(kind)
    if field.type is FieldType.NUMBER:
        numbers = np.array(cells, dtype=np.float64)  # None is NaN
        return _arrow_memory(kind, np.isfinite(numbers), numbers)
    there = np.array([n is not None for n in plain], dtype=np.bool_)
    whole = np.array([0 if n is None else int(n) for n in plain], dtype=np.int64)
    return _arrow_memory(kind, there, whole.astype(kind.to_pandas_dtype()))


def _arrow_memory(kind: Any, there: np.ndarray[Any, np.dtype[np.bool_]], *memory: Any) -> Any:
    bits = np.packbits(there, bitorder="little")
    return pa.Array.from_buffers(kind, len(there), [pa.py_buffer(x) for x in (bits, *memory)])


def unicode_text(text: str) -> str:
    """Return text without what is no Unicode."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def write_parquet(table: Table, path: Path) -> None:
    """Write Parquet with fixed settings; missing is null, numbers are not rounded.

    Snappy, because R, MATLAB and pandas all read it.
    """
    arrays = [_arrow_array(*pair) for pair in zip(table.fields, table.columns, strict=True)]
    arrow = pa.Table.from_arrays(arrays, names=[field.name for field in table.fields])
    with path.open("wb") as file:
        pq.write_table(
            arrow,
            file,
            version="2.6",
            data_page_version="1.0",
            compression="snappy",
            use_dictionary=True,
            write_statistics=True,
            row_group_size=1 << 17,
            store_schema=False,
        )
        _sync(file)


def _sync(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def write_text(text: str, path: Path) -> None:
    """Write a text file: UTF-8, LF."""
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write(text)
        _sync(file)


WRITERS: dict[str, Callable[[Table, Path], None]] = {
    "csv": write_csv, "parquet": write_parquet, "csv-semicolon": write_csv_semicolon,
}  # fmt: skip
"""Format name to its writer."""
ENDINGS = {
    "csv": ".csv", "parquet": ".parquet", "csv-semicolon": "_semicolon.csv",
}  # fmt: skip
"""Format name to what follows the table's name in the file's."""
