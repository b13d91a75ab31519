"""Columns of a recording - arrays, NPZ, CSV - taken out by a mapping of signals to columns.

The form of a mapping is described in :mod:`acquisition.player`.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.table_columns import TIME_UNITS
from safehold.core.text_table import TableError, parse_table
from safehold.core.types import FloatArray

SIGNAL_TYPES = {"ecg": "ECG", "ppg": "PPG", "rr": "RR", "respiration": "Respiration",
                "hr": "HeartRate", "eda": "EDA"}  # fmt: skip
"""Signals that a mapping can name, and the LSL type each is streamed as."""
TABLES = (".npz", ".csv", ".tsv", ".txt", ".asc", ".dat")
"""Endings of files that are read here."""
_ALIASES = {"resp": "respiration", "belt": "respiration", "bvp": "ppg"}
_WAVES = frozenset({"ecg", "ppg", "respiration"})
_SLOWEST_WAVE_HZ, _LONGEST_RR_S = 1.0, 50.0
"""Slower samples, longer intervals: the unit of their times must be a smaller one."""
_COLUMN = re.compile(r"(?P<name>[^@:]+)(?::(?P<index>\d+))?(?:@(?P<unit>.+))?")
Columns = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column is what."""

    signals: Mapping[str, str]
    time: str = ""
    rate: str = ""
    start: str = ""


def parse_mapping(text: str) -> ColumnMapping:
    """Return the parts of a mapping text (see the module's description).

    Raises
    ------
    ConfigError
        With the offending part and what is allowed.
    """
    options: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        key, sep, value = (piece.strip() for piece in part.partition("="))
        key = _ALIASES.get(key.casefold(), key.casefold())
        if not sep or not value or key in options:
            raise ConfigError(
                Message(
                    "{part!r} in the column mapping is not NAME=COLUMN, or is there twice.",
                    part=part,
                ),
                remedy=Message("Write for example: time=t, ecg=ecg@mV, resp=belt"),
            )
        if key not in (*SIGNAL_TYPES, "time", "rate", "start"):
            raise ConfigError(
                Message("{key!r} in the column mapping is unknown.", key=key),
                remedy=Message(
                    "Choose from: time, rate, start, resp, {signals}.",
                    signals=", ".join(SIGNAL_TYPES),
                ),
            )
        options[key] = value
    signals = {key: options[key] for key in SIGNAL_TYPES if key in options}
    if not signals:
        raise ConfigError(
            Message("The column mapping names no signal."),
            remedy=Message("Write for example: rate=250, ecg=ecg@mV"),
        )
    return ColumnMapping(
        signals, options.get("time", ""), options.get("rate", ""), options.get("start", "")
    )


def _read_npz(path: Path) -> Columns:
    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def _read_text(path: Path) -> Columns:
    table = parse_table(path.read_bytes())
    if table.rate is not None and "rate" not in table.columns:
        return {**table.columns, "rate": np.array([table.rate])}
    return table.columns


def read_columns(path: Path) -> Columns:
    """Return the columns of an NPZ or CSV file by name.

    Raises
    ------
    ConfigError
        When the file is missing, unreadable, or of another kind.
    """
    readers = {ending: _read_npz if ending == ".npz" else _read_text for ending in TABLES}
    reader = readers.get(path.suffix.casefold())
    if reader is None:
        raise ConfigError(
            Message("{path} is neither NPZ nor CSV.", path=path),
            remedy=Message("Known endings: {endings}.", endings=", ".join(readers)),
        )
    if not path.is_file():
        raise ConfigError(
            Message("The recording {path} does not exist.", path=path),
            remedy=Message("Check its path."),
        )
    try:
        return reader(path)
    except TableError as error:
        raise ConfigError(
            Message("{path} cannot be read: {error}.", path=path, error=error),
            remedy=Message("Correct this in the file, or save the table again as CSV (UTF-8)."),
        ) from error
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise ConfigError(
            Message("{path} cannot be read: {error}.", path=path, error=error),
            remedy=Message("Check that it is a complete file."),
        ) from error


class RecordedColumns:
    """Columns of a file, taken out by specification, with plain errors."""

    def __init__(self, path: Path, columns: Columns) -> None:
        self._path = path
        self._columns = columns

    def _numbers(self, name: str) -> NDArray[Any]:
        if name not in self._columns:
            raise ConfigError(
                Message("{path} has no column {name!r}.", path=self._path, name=name),
                remedy=Message("It has: {columns}.", columns=", ".join(self._columns)),
            )
        column = self._columns[name]
        try:
            if column.dtype.kind == "U" and column.ndim == 1:
                column = np.where(np.char.strip(column) == "", "nan", column)
            return column.astype(np.float64)
        except ValueError as error:
            raise ConfigError(
                Message(
                    "Column {name!r} of {path} holds something that is not a number: {error}.",
                    name=name,
                    path=self._path,
                    error=error,
                )
            ) from error

    def column(self, text: str) -> tuple[FloatArray, str]:
        """Return a column's values, shape ``(n,)``, and the unit after ``@``."""
        match = _COLUMN.fullmatch(text)
        if match is None:
            raise ConfigError(
                Message("{text!r} is not a column (NAME, NAME:INDEX, NAME@UNIT).", text=text)
            )
        values = self._numbers(match["name"].strip())
        if match["index"] is not None:
            index = int(match["index"])
            if values.ndim != 2 or index >= values.shape[1]:
                raise ConfigError(
                    Message(
                        "Column {name!r} of {path} has no part {index}.",
                        name=match["name"],
                        path=self._path,
                        index=index,
                    )
                )
            values = values[:, index]
        if values.ndim != 1:
            raise ConfigError(
                Message(
                    "Column {name!r} of {path} has the shape {shape}.",
                    name=match["name"],
                    path=self._path,
                    shape=values.shape,
                ),
                remedy=Message("Name one part of it, for example {name}:0.", name=match["name"]),
            )
        return values, (match["unit"] or "").strip()

    def number(self, text: str, key: str) -> float:
        """Return a number, given as such or as the name of a single value in the file."""
        try:
            value = float(text)
        except ValueError:
            values = self._numbers(text)
            if values.size != 1:
                raise ConfigError(
                    Message(
                        "{key}={text} is not a single number in {path}.",
                        key=key,
                        text=text,
                        path=self._path,
                    )
                ) from None
            value = float(values.reshape(-1)[0])
        if not np.isfinite(value):
            raise ConfigError(Message("{key}={text} is not a finite number.", key=key, text=text))
        return value


def sample_times(
    table: RecordedColumns, mapping: ColumnMapping, n: int, rate: float, path: Path
) -> FloatArray:
    """Return the time of each of `n` samples, s, ascending, shape ``(n,)``.

    Raises
    ------
    ConfigError
        Where nothing says it, or what says it is not all numbers or runs backwards.
    """
    start = table.number(mapping.start, "start") if mapping.start else None
    if not mapping.time:
        if not rate:
            raise ConfigError(
                Message("Nothing says when the samples of {path} were taken.", path=path),
                remedy=Message("Name a column of times (time=...) or a rate (rate=250)."),
            )
        return (start or 0.0) + np.arange(n) / rate
    stamps, unit = table.column(mapping.time)
    unit = unit or _unit_of_times(stamps, mapping, path)
    if unit not in TIME_UNITS:
        raise ConfigError(
            Message("Times in {unit!r} are unknown.", unit=unit),
            remedy=Message(
                "Choose one of: {choices}.", code="choose_one", choices=", ".join(TIME_UNITS)
            ),
        )
    if not np.isfinite(stamps).all() or (np.diff(stamps) < 0).any():
        raise ConfigError(
            Message(
                "The times in {time!r} of {path} are not all numbers, or run backwards.",
                time=mapping.time,
                path=path,
            ),
            remedy=Message("Name the column that holds the time of each sample."),
        )
    if start is not None:
        stamps = stamps - stamps[0]
    return stamps * TIME_UNITS[unit] + (start or 0.0)


def _unit_of_times(stamps: FloatArray, mapping: ColumnMapping, path: Path) -> str:
    """Return the unit of times that have none, by their steps: s wherever that is possible."""
    steps = np.diff(stamps[np.isfinite(stamps)])
    step = float(np.median(steps)) if steps.size else 0.0
    longest = 1 / _SLOWEST_WAVE_HZ if _WAVES & set(mapping.signals) else _LONGEST_RR_S
    unit = next((name for name, s in TIME_UNITS.items() if step * s <= longest), "")
    if not unit:
        raise ConfigError(
            Message(
                "The times in {time!r} of {path} lie {step:g} apart: no known unit fits.",
                time=mapping.time,
                path=path,
                step=step,
            ),
            remedy=Message(
                "Name it: time={time}@ms, or another of {units}.",
                time=mapping.time,
                units=", ".join(TIME_UNITS),
            ),
        )
    return unit
