"""Tables of numbers: CSV, TSV and other text, Excel workbooks, NPZ, NPY; lists of RR intervals.

What the table leaves open - when its samples were taken - is asked for, never guessed
(:class:`ReadWish`). Lists of RR intervals (Polar, Elite HRV, HRV Logger, Kubios) need no times:
without them each beat comes when the intervals before it are over.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recordings.importers.formats.table_text import read_text
from recordings.importers.formats.workbook import workbook_text
from recordings.importers.imported import (
    ImportedRecording,
    ImportedSignal,
    Importer,
    ReadWish,
    TimesUnknownError,
    broken,
    held,
    named,
    unlike,
    unusable,
)
from safehold.core.messages import Message
from safehold.core.rr_values import rr_unit
from safehold.core.table_columns import (
    TIME_UNITS,
    rate_column,
    stated_unit,
    time_column,
    time_unit,
)
from safehold.core.text_bytes import TableError
from safehold.core.types import FloatArray

TEXT = (".csv", ".tsv", ".txt", ".asc", ".dat")
ENDINGS = (*TEXT, ".xlsx", ".npz", ".npy")
Columns = Mapping[str, NDArray[Any]]
_RR_WORDS = frozenset({"rr", "rri", "ibi", "nn", "rrintervals", "rrinterval"})
_NOT_SIGNALS = frozenset({"index", "sample", "nseq", "seq", "unnamed 0"})
_EPOCH_S = 1e8
"""Times beyond it, s, are dates."""
_FEWEST_RR, _SMOOTH = 20, 0.95
"""So few nameless numbers are no list of RR intervals; a waveform's neighbours correlate more."""
_STAMPED_RR_S = 0.05
"""Times and RR intervals in two columns agree when the intervals are the steps, s."""
_NAMELESS = re.compile(r"column\d+")
_REGULAR = 0.9
"""So many steps of a regular series lie within half of the median."""


@dataclass(slots=True)
class Look:
    """What a table says of itself, and what it leaves open."""

    columns: Columns
    time: str = ""
    """Column of times; empty without one."""
    time_unit: str = ""
    rate: float = 0.0
    """Samples per second as the table says; 0 where it says none."""
    start: float | None = None
    local: bool = True
    rr: str = ""
    """Column of RR intervals that no name tells, or without times."""
    oddities: list[Message] = field(default_factory=list)

    @property
    def placed(self) -> bool:
        """Whether it says when its samples were taken."""
        return bool(self.time or self.rate or self.rr)


def sniff(path: Path, head: bytes) -> float:
    """Tell by the ending, and that it is text where it should be."""
    ending = path.suffix.lower()
    if ending in (".xlsx", ".npz"):
        return 0.7 if head.startswith(b"PK\x03\x04") else 0.1
    if ending == ".npy":
        return 0.7 if head.startswith(b"\x93NUMPY") else 0.1
    text = b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if ending in TEXT:
        return 0.5 if text else 0.1
    return 0.3 if text and head[:200].strip() and _digits(head) else 0.0


def _digits(head: bytes) -> bool:
    return any(line[:1].isdigit() for line in head.splitlines())


def look(path: Path, wish: ReadWish) -> Look:
    """Return what a table says of itself.

    Raises
    ------
    RecordingCorruptError
        When it cannot be read as a table.
    """
    said = _said(path, wish.columns)
    found = _columns(path, said)
    names = list(found.columns)
    found.time, found.time_unit = _time(path, found, said, names)
    found.rate = _rate(path, found, said, names)
    if found.time:
        found.time_unit = found.time_unit or _unit_by_steps(found)
    elif not found.rate and (pair := _stamped_rr(found.columns)):
        found.time, found.time_unit, found.rr = *pair, "column2"
    elif not found.rate:
        found.rr = _rr_column(found)
    if "start" in said:
        found.start = _number(path, found.columns, said["start"])
    if found.start is not None:
        # what begins near 0 lies on a clock of its own, not in 1970
        found.local = found.local or found.start < _EPOCH_S
    return found


def read(path: Path, wish: ReadWish) -> ImportedRecording:
    """Read a table.

    Raises
    ------
    RecordingError
        When it cannot be read, or does not say when its samples were taken.
    """
    found = look(path, wish)
    wish.report(0.7)
    if not found.placed:
        raise TimesUnknownError(path.name, list(found.columns))
    if found.rr and not found.time:
        return _rr_list(path, found)
    times, start = _times(path, found)
    rate = found.rate or _rate_of(times)
    carrying = {
        name: values
        for name, values in found.columns.items()
        if name != found.time and _is_signal(name, values, times.size)
    }
    if not carrying:
        raise unusable(
            path,
            Message("no column beside the times holds numbers"),
            Message("The columns are: {columns}.", columns=named(found.columns)),
        )
    signals = tuple(
        ImportedSignal(
            name, _unit(column, values, found), rate, times.size, held(times, values), clock="all",
            kind="RR" if _is_rr(column) or column == found.rr else "",
        )
        for (column, values), name in zip(carrying.items(), unlike(list(carrying)), strict=True)
    )  # fmt: skip
    return ImportedRecording(
        path, "table", signals, start=start if found.start is None else found.start,
        local=found.local, oddities=tuple(found.oddities),
    )  # fmt: skip


# -- columns ------------------------------------------------------------------------------------


def _columns(path: Path, said: Mapping[str, str]) -> Look:
    ending = path.suffix.lower()
    try:
        if ending in (".npz", ".npy"):
            return _arrays(path, said.get("time", "").partition("@")[0])
        odd: list[Message] = []
        data = workbook_text(path, odd) if ending == ".xlsx" else path.read_bytes()
        table = read_text(data, odd)
    except TableError as error:
        remedy = Message("Correct this in the file, or save the table again as CSV (UTF-8).")
        raise broken(path, Message("{error}", error=error), remedy) from error
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile) as error:
        raise broken(path, Message("{error}", error=str(error)[:200])) from error
    clocked = re.search(rb"\d:\d\d:\d\d[^\r\n]*(Z|\+00:?00)?", data[:20_000])
    return Look(
        table.columns, rate=table.rate or 0.0, local=bool(clocked and not clocked[1]),
        oddities=odd,
    )  # fmt: skip


def _arrays(path: Path, time: str) -> Look:
    """Return what an archive of arrays holds, or a file of one, whose name its column has.

    Arrays as long as that of the times count where one was named, else those of the commonest
    length. The columns of a two-dimensional array ``x`` are ``x:0``, ``x:1`` ...; they count where
    times were named, or nothing else has samples.
    """
    opened = np.load(path, allow_pickle=False)
    if isinstance(opened, np.ndarray):
        held_in = {path.stem: opened}
    else:
        with opened as archive:
            held_in = {name: archive[name] for name in archive.files}
    columns = {
        name: np.atleast_1d(array).astype(np.float64)
        for name, array in held_in.items()
        if array.ndim <= 1 and array.dtype.kind in "iuf"
    }
    if time in columns or not any(values.size > 1 for values in columns.values()):
        columns |= {
            f"{name}:{k}": array[:, k].astype(np.float64)
            for name, array in held_in.items()
            if array.ndim == 2 and array.dtype.kind in "iuf"
            for k in range(array.shape[1])
        }
    sizes = Counter(values.size for values in columns.values() if values.size > 1)
    n = columns[time].size if time in columns else sizes.most_common(1)[0][0] if sizes else 0
    odd = [
        Message(
            "{name} was left out: its length is not that of the others.",
            code="import_other_length",
            name=name,
        )
        for name, array in held_in.items()
        if array.ndim and array.size > 1 and len(array) != n
    ]
    first = columns.get("t_first")
    start = float(first[0]) if first is not None and first.size == 1 else None
    kept = {name: values for name, values in columns.items() if values.size in (1, n)}
    return Look(kept, start=start, local=True, oddities=odd)


def _is_signal(name: str, values: NDArray[Any], n: int) -> bool:
    return (
        values.dtype.kind == "f"
        and values.size == n
        and name.casefold() not in _NOT_SIGNALS
        and name not in (rate_column([name]), time_column([name]))
    )


def _unit(column: str, values: FloatArray, found: Look) -> str:
    stated = stated_unit(column)
    return stated or ((rr_unit(values) or "") if column == found.rr or _is_rr(column) else "")


def _said(path: Path, text: str) -> dict[str, str]:
    said: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        key, sep, value = (piece.strip() for piece in part.partition("="))
        if key not in ("time", "rate", "start") or not sep or not value:
            raise unusable(
                path,
                Message("{part!r} is not time=COLUMN, rate=NUMBER or start=NUMBER", part=part),
                Message("Write for example: time=t@ms. What a signal is says --as ecg=NAME@UNIT."),
            )
        said[key] = value
    return said


def _number(path: Path, columns: Columns, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        values = columns.get(text)
    if values is None or values.dtype.kind != "f" or not values.size:
        raise unusable(
            path,
            Message("it has no column {text!r} of numbers", text=text),
            Message("The columns are: {columns}.", columns=", ".join(columns)),
        )
    known = values[np.isfinite(values)]
    if not known.size or (known != known[0]).any():
        raise unusable(
            path,
            Message("column {text!r} is not one number", text=text),
            Message("Give the number itself."),
        )
    return float(known[0])


# -- times --------------------------------------------------------------------------------------


def _time(path: Path, found: Look, said: Mapping[str, str], names: list[str]) -> tuple[str, str]:
    if "time" in said:
        name, _, unit = said["time"].partition("@")
        if name not in names or unit not in ("", *TIME_UNITS):
            raise unusable(
                path,
                Message("it has no column of times {name!r} in {unit!r}", name=name, unit=unit),
                Message(
                    "The columns are: {columns}; the units: {units}.",
                    columns=", ".join(names),
                    units=", ".join(TIME_UNITS),
                ),
            )
        return name, unit or time_unit(name)
    if "rate" in said:
        return "", ""
    numeric = [name for name in names if _could_be_times(found.columns[name])]
    since = [name for name in numeric if name.casefold().startswith("since")]
    name = (since or [time_column(numeric)])[0]
    return name, time_unit(name)


def _could_be_times(values: NDArray[Any]) -> bool:
    if values.dtype.kind != "f" or values.size < 2:
        return False
    known = values[np.isfinite(values)]
    return known.size > 1 and bool(known[-1] > known[0])


def _rate(path: Path, found: Look, said: Mapping[str, str], names: list[str]) -> float:
    if "rate" in said:
        rate = _number(path, found.columns, said["rate"])
    elif name := rate_column(names):
        rate = _number(path, found.columns, name)
    else:
        rate = found.rate
    if not (rate == 0 or 1e-6 < rate < 1e6):
        raise unusable(
            path,
            Message("a rate of {rate:g} Hz is not possible", rate=rate),
            Message("Say the rate in samples per second."),
        )
    return rate


def _unit_by_steps(found: Look) -> str:
    """Return the unit of times that state none: s unless samples would be too rare for that."""
    values = found.columns[found.time]
    known = values[np.isfinite(values)]
    level, step = float(np.median(known)), float(np.median(np.diff(known)))
    longest = 50.0 if any(map(_is_rr, found.columns)) else 1.0
    unit = next((name for name, s in TIME_UNITS.items() if step * s <= longest), "s")
    for name, low in (("us", 1e15), ("ms", 1e12)):
        if level > low / 10 and level * TIME_UNITS[name] > _EPOCH_S:
            unit = name
            break
    if unit != "s":
        found.oddities.append(
            Message(
                "The times in {column} state no unit; by their steps they are taken for {unit}.",
                code="import_unit_by_steps",
                column=found.time,
                unit=unit,
            )
        )
    return unit


def _times(path: Path, found: Look) -> tuple[FloatArray, float | None]:
    """Return the times from the recording's start, s, and that start as Unix time where known."""
    if not found.time:
        lengths = [v.size for v in found.columns.values() if v.dtype.kind == "f" and v.size > 1]
        n = max(lengths, default=0)
        return np.arange(n) / found.rate, None
    times = found.columns[found.time] * TIME_UNITS[found.time_unit]
    good = np.isfinite(times)
    if not good.all():
        found.oddities.append(
            Message(
                "{n} rows without a time were left out.",
                code="import_rows_without_time",
                n=int((~good).sum()),
            )
        )
        found.columns = {
            name: values[good] if values.size == times.size else values
            for name, values in found.columns.items()
        }
        times = times[good]
    back = int((np.diff(times) < 0).sum())
    if back:
        raise unusable(
            path,
            Message("the times in {column} run backwards {n} times", column=found.time, n=back),
            Message(
                "Clocks that were set back cannot be placed: cut the file there, or say the rate "
                "(--columns rate=250)."
            ),
        )
    same = int((np.diff(times) == 0).sum())
    if same:
        found.oddities.append(
            Message("{n} times are the same as the one before.", code="import_same_times", n=same)
        )
    if times.size and (found.start is not None or times[0] > _EPOCH_S):
        return times - times[0], float(times[0])
    return times, None


def _rate_of(times: FloatArray) -> float:
    """Return the rate of times that come at a steady rate but for gaps; 0 for others."""
    steps = np.diff(times)
    usual = float(np.median(steps)) if steps.size else 0.0
    if usual <= 0:
        return 0.0
    near = steps[steps < 3 * usual]
    steady = np.abs(near - near.mean()) < 0.5 * near.mean()
    return round(1 / float(near.mean()), 3) if steady.mean() >= _REGULAR else 0.0


# -- RR intervals -------------------------------------------------------------------------------


def _is_rr(name: str) -> bool:
    words = {word for word in re.split(r"[\W_\d]+", name.casefold()) if word}
    return bool(words & _RR_WORDS)


def _rr_column(found: Look) -> str:
    """Return the column of a list of RR intervals: the one so named, or the only one there is."""
    columns = found.columns
    numeric = [name for name, values in columns.items() if values.dtype.kind == "f"]
    named = next((name for name in numeric if _is_rr(name) and rr_unit(columns[name])), "")
    if named or len(numeric) != 1 or not _looks_like_rr(columns[numeric[0]]):
        return named
    found.oddities.append(
        Message(
            "By their size the numbers are taken for RR intervals.", code="import_taken_for_rr"
        )
    )
    return numeric[0]


def _looks_like_rr(values: FloatArray) -> bool:
    """Tell whether numbers without a name can be RR intervals: a waveform is smoother."""
    known = values[np.isfinite(values)]
    if rr_unit(known) is None or known.size < _FEWEST_RR:
        return False
    spread = float(known.std())
    return spread > 0 and float(np.corrcoef(known[:-1], known[1:])[0, 1]) < _SMOOTH


def _stamped_rr(columns: Columns) -> tuple[str, str] | None:
    """Return column and unit of the times of RR intervals in two nameless columns, else None."""
    if len(columns) != 2 or not all(map(_NAMELESS.fullmatch, columns)):
        return None
    (time, stamps), (_, rr) = columns.items()
    unit = rr_unit(rr) if rr.dtype.kind == stamps.dtype.kind == "f" else None
    if unit is None or stamps.size < 3 or not (np.diff(stamps) > 0).all():
        return None
    for name, scale in TIME_UNITS.items():
        apart = np.diff(stamps) * scale - rr[1:] * TIME_UNITS[unit]
        if np.nanmedian(np.abs(apart)) < _STAMPED_RR_S:
            return time, name
    return None


def _rr_list(path: Path, found: Look) -> ImportedRecording:
    values = found.columns[found.rr]
    unit = rr_unit(values) or "ms"
    good = np.isfinite(values) & (values > 0)
    if not good.all():
        found.oddities.append(
            Message(
                "{n} rows hold no interval; the time that they took is not known.",
                code="import_no_interval",
                n=int((~good).sum()),
            )
        )
    values = values[good]
    found.oddities.append(
        Message(
            "The intervals have no times: they were added up, so a beat that is missing moves all "
            "that follow.",
            code="import_rr_added_up",
        )
    )
    times = np.cumsum(values) * TIME_UNITS[unit]
    signal = ImportedSignal(found.rr, unit, 0.0, values.size, held(times, values), kind="RR")
    return ImportedRecording(path, "table", (signal,), oddities=tuple(found.oddities))


IMPORTER = Importer(
    "table", "tables (CSV, TSV, Excel, NumPy) and RR intervals", ENDINGS, sniff, read
)
