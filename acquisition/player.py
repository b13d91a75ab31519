"""Real recordings as LSL streams, at their own time stamps.

Arrays, NPZ and CSV files, with a mapping from signals to columns::

    time=native_ts_ms@ms, start=t_first, rate=250, ppg=native_counts:2, resp=native_counts:0
    rate=fs, ecg=ecg_V@V, resp=resp_airflow_au@a.u.

``time`` names the column of stamps (unit s, ms or us after ``@``); without it the samples lie
``1/rate`` apart. The steps reveal a unit that nobody names: samples of a waveform that would
come less than once a second are stamped in ms or us. ``rate`` is what the stream declares: a
number, or the name of a value in the file. ``start`` is the time of the first sample: files with
the same origin become people on one clock. ``name:2`` is the third column of a two-dimensional
array. CSV is read as people have it (:mod:`safehold.core.text_table`).
"""

from __future__ import annotations

import re
import threading
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acquisition.broadcast import ListedSource, TimedSource, broadcast, marker_source
from acquisition.column_names import (
    NAMELESS,
    TIME_UNITS,
    TWICE,
    guess_mapping,
    guess_nameless,
)
from acquisition.outlets import OutletChannel, OutletInfo
from acquisition.roles import normalise_unit, rr_unit
from safehold.core.errors import ConfigError
from safehold.core.text_table import TableError, parse_table
from safehold.core.types import FloatArray

SIGNAL_TYPES = {"ecg": "ECG", "ppg": "PPG", "rr": "RR", "respiration": "Respiration",
                "hr": "HeartRate", "eda": "EDA"}  # fmt: skip
"""Signals that a mapping can name, and the LSL type each is streamed as."""
_ALIASES = {"resp": "respiration", "belt": "respiration", "bvp": "ppg"}
_WAVES = frozenset({"ecg", "ppg", "respiration"})
_SLOWEST_WAVE_HZ, _LONGEST_RR_S = 1.0, 50.0
"""Slower samples, longer intervals: the unit of their times must be a smaller one."""
_COLUMN = re.compile(r"(?P<name>[^@:]+)(?::(?P<index>\d+))?(?:@(?P<unit>.+))?")
_Columns = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class PlayedSignal:
    """A recorded signal of one person."""

    person: str
    signal: str
    """Key of ``SIGNAL_TYPES``."""
    times: FloatArray
    """Time of each sample, s, ascending, shape ``(n,)``."""
    values: FloatArray
    """Shape ``(n,)``; NaN where the recording holds none."""
    unit: str
    nominal_rate: float
    """The rate that is declared, samples/s; 0 for irregular. The stamps may tell another."""
    origin: str
    """File and column it comes from."""


@dataclass(frozen=True, slots=True)
class _Mapping:
    signals: Mapping[str, str]
    time: str = ""
    rate: str = ""
    start: str = ""


def parse_mapping(text: str) -> _Mapping:
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
                f"{part!r} in the column mapping is not NAME=COLUMN, or is there twice.",
                remedy="Write for example: time=t, ecg=ecg@mV, resp=belt",
            )
        if key not in (*SIGNAL_TYPES, "time", "rate", "start"):
            raise ConfigError(
                f"{key!r} in the column mapping is unknown.",
                remedy=f"Choose from: time, rate, start, resp, {', '.join(SIGNAL_TYPES)}.",
            )
        options[key] = value
    signals = {key: options[key] for key in SIGNAL_TYPES if key in options}
    if not signals:
        raise ConfigError(
            "The column mapping names no signal.",
            remedy="Write for example: rate=250, ecg=ecg@mV",
        )
    return _Mapping(
        signals, options.get("time", ""), options.get("rate", ""), options.get("start", "")
    )


def _read_npz(path: Path) -> _Columns:
    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def _read_text(path: Path) -> _Columns:
    table = parse_table(path.read_bytes())
    if table.rate is not None and "rate" not in table.columns:
        return {**table.columns, "rate": np.array([table.rate])}
    return table.columns


def read_columns(path: Path) -> _Columns:
    """Return the columns of an NPZ or CSV file by name.

    Raises
    ------
    ConfigError
        When the file is missing, unreadable, or of another kind.
    """
    texts = dict.fromkeys((".csv", ".tsv", ".txt", ".asc", ".dat"), _read_text)
    readers = {".npz": _read_npz, **texts}
    reader = readers.get(path.suffix.casefold())
    if reader is None:
        raise ConfigError(
            f"{path} is neither NPZ nor CSV.", remedy=f"Known endings: {', '.join(readers)}."
        )
    if not path.is_file():
        raise ConfigError(f"The recording {path} does not exist.", remedy="Check its path.")
    try:
        return reader(path)
    except TableError as error:
        raise ConfigError(
            f"{path} cannot be read: {error}.",
            remedy="Correct this in the file, or save the table again as CSV (UTF-8).",
        ) from error
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise ConfigError(
            f"{path} cannot be read: {error}.", remedy="Check that it is a complete file."
        ) from error


class _Table:
    """Columns of a file, taken out by specification, with plain errors."""

    def __init__(self, path: Path, columns: _Columns) -> None:
        self._path = path
        self._columns = columns

    def _numbers(self, name: str) -> NDArray[Any]:
        if name not in self._columns:
            raise ConfigError(
                f"{self._path} has no column {name!r}.",
                remedy=f"It has: {', '.join(self._columns)}.",
            )
        column = self._columns[name]
        try:
            if column.dtype.kind == "U" and column.ndim == 1:
                column = np.where(np.char.strip(column) == "", "nan", column)
            return column.astype(np.float64)
        except ValueError as error:
            raise ConfigError(
                f"Column {name!r} of {self._path} holds something that is no number: {error}."
            ) from error

    def column(self, text: str) -> tuple[FloatArray, str]:
        """Return a column's values, shape ``(n,)``, and the unit after ``@``."""
        match = _COLUMN.fullmatch(text)
        if match is None:
            raise ConfigError(f"{text!r} is not a column (NAME, NAME:INDEX, NAME@UNIT).")
        values = self._numbers(match["name"].strip())
        if match["index"] is not None:
            index = int(match["index"])
            if values.ndim != 2 or index >= values.shape[1]:
                raise ConfigError(f"Column {match['name']!r} of {self._path} has no part {index}.")
            values = values[:, index]
        if values.ndim != 1:
            raise ConfigError(
                f"Column {match['name']!r} of {self._path} has the shape {values.shape}.",
                remedy="Name one part of it, for example " + f"{match['name']}:0.",
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
                    f"{key}={text} is not a single number in {self._path}."
                ) from None
            value = float(values.reshape(-1)[0])
        if not np.isfinite(value):
            raise ConfigError(f"{key}={text} is not a finite number.")
        return value


def _times(table: _Table, mapping: _Mapping, n: int, rate: float, path: Path) -> FloatArray:
    start = table.number(mapping.start, "start") if mapping.start else None
    if not mapping.time:
        if not rate:
            raise ConfigError(
                f"Nothing says when the samples of {path} were taken.",
                remedy="Name a column of times (time=...) or a rate (rate=250).",
            )
        return (start or 0.0) + np.arange(n) / rate
    stamps, unit = table.column(mapping.time)
    unit = unit or _unit_of_times(stamps, mapping, path)
    if unit not in TIME_UNITS:
        raise ConfigError(
            f"Times in {unit!r} are unknown.", remedy=f"Choose: {', '.join(TIME_UNITS)}."
        )
    if not np.isfinite(stamps).all() or (np.diff(stamps) < 0).any():
        raise ConfigError(
            f"The times in {mapping.time!r} of {path} are not all numbers, or run backwards.",
            remedy="Name the column that holds the time of each sample.",
        )
    if start is not None:
        stamps = stamps - stamps[0]
    return stamps * TIME_UNITS[unit] + (start or 0.0)


def _unit_of_times(stamps: FloatArray, mapping: _Mapping, path: Path) -> str:
    """Return the unit of times that have none, by their steps: s wherever that is possible."""
    steps = np.diff(stamps[np.isfinite(stamps)])
    step = float(np.median(steps)) if steps.size else 0.0
    longest = 1 / _SLOWEST_WAVE_HZ if _WAVES & set(mapping.signals) else _LONGEST_RR_S
    unit = next((name for name, s in TIME_UNITS.items() if step * s <= longest), "")
    if not unit:
        raise ConfigError(
            f"The times in {mapping.time!r} of {path} lie {step:g} apart: no known unit fits.",
            remedy=f"Name it: time={mapping.time}@ms, or another of {', '.join(TIME_UNITS)}.",
        )
    return unit


def signals_from(
    columns: _Columns, mapping: str, person: str, *, path: Path = Path("arrays")
) -> list[PlayedSignal]:
    """Return the signals that a mapping names in named arrays.

    Raises
    ------
    ConfigError
        For a column that is missing, not numeric or of another length, or impossible times.
    """
    chosen = parse_mapping(mapping)
    table = _Table(path, columns)
    rate = table.number(chosen.rate, "rate") if chosen.rate else 0.0
    if rate < 0:
        raise ConfigError(f"rate={chosen.rate} is negative.")
    signals = []
    for signal, text in chosen.signals.items():
        values, unit = table.column(text)
        unit = normalise_unit(unit) or ((rr_unit(values) or "") if signal == "rr" else "")
        if signal == "rr" and not chosen.time:
            scale = {"s": 1.0, "ms": 1e-3}.get(unit)
            if scale is None or not np.isfinite(values).all():
                raise ConfigError(
                    f"RR intervals of {path} without times need a unit (rr={text}@ms) and no gaps."
                )
            times = np.cumsum(values) * scale
        else:
            times = _times(table, chosen, len(values), rate, path)
        if len(times) != len(values) or len(values) < 2:
            raise ConfigError(
                f"Column {text!r} of {path} has {len(values)} samples for {len(times)} times."
            )
        span = float(times[-1] - times[0])
        declared = 0.0 if signal in ("rr", "hr") else rate or (len(times) - 1) / span
        signals.append(
            PlayedSignal(person, signal, times, values, unit, declared, f"{path}:{text}")
        )
    return signals


def load_recording(path: Path, mapping: str = "", person: str = "client") -> list[PlayedSignal]:
    """Return the signals of a recording (NPZ or CSV).

    Parameters
    ----------
    path : Path
        The file.
    mapping : str
        Which column is what; empty to go by the names of the columns.
    person : str
        Whose signals they are.

    Raises
    ------
    ConfigError
        For a file that is missing or unreadable, or a mapping that does not fit it.
    """
    columns = read_columns(path)
    chosen = mapping or guess_mapping(list(columns))
    twice = sorted({name.partition("#")[0] for name in columns if TWICE.search(name)})
    if twice and not mapping:
        raise ConfigError(
            f"{path} has several columns named {twice[0]!r}.",
            remedy=f"Say which one is meant, for example time=time,ecg={twice[0]}#1.",
        )
    if not mapping and all(map(NAMELESS.fullmatch, columns)):
        chosen = guess_nameless(columns)
        if not chosen:
            raise ConfigError(
                f"The first line of {path} does not name its columns.",
                remedy=f"Say what they are, for example rate=250,ecg={next(iter(columns))}.",
            )
    if not chosen:
        raise ConfigError(
            f"The columns of {path} do not say what they are.",
            remedy="Give a mapping, for example rate=250,ecg=COLUMN. "
            f"The columns are: {', '.join(columns)}.",
        )
    return signals_from(columns, chosen, person, path=path)


def _column(signal: PlayedSignal) -> str:
    return Path(signal.origin).name.partition(":")[2].partition("@")[0].strip()


def _source(signal: PlayedSignal, origin: float, tag: str) -> TimedSource:
    kind = SIGNAL_TYPES[signal.signal]
    single = signal.values.astype(np.float32)
    exact = np.array_equal(single, signal.values, equal_nan=True)
    info = OutletInfo(
        name=f"played-{signal.person}-{signal.signal}",
        type=kind,
        source_id=f"played-{signal.person}-{signal.signal}-{tag}",
        # the column's own name says more than we know: an airflow is read otherwise than a belt
        channels=(OutletChannel(f"{signal.signal} ({_column(signal)})", signal.unit, kind),),
        rate=signal.nominal_rate,
        format="float32" if exact else "double64",
        person=signal.person,
        remarks=(("recording", Path(signal.origin).name),),
    )
    values = single if exact else signal.values
    return ListedSource(info, signal.times - origin, values[:, None])


def play_sources(
    signals: Sequence[PlayedSignal],
    *,
    markers: Sequence[tuple[float, str]] = (),
    tag: str = "1",
) -> list[TimedSource]:
    """Return timed sources for signals; the earliest sample of all of them is time 0.

    ``markers`` are times from there, s, and marker texts.
    """
    if not signals:
        raise ConfigError("There is no signal to play.")
    names = [(signal.person, signal.signal) for signal in signals]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ConfigError(f"{' '.join(twice[0])} is given twice.", remedy="One file per person.")
    origin = min(float(signal.times[0]) for signal in signals)
    sources = [_source(signal, origin, tag) for signal in signals]
    return [*sources, marker_source("played-events", markers, tag=tag)] if markers else sources


def play(
    signals: Sequence[PlayedSignal],
    *,
    markers: Sequence[tuple[float, str]] = (),
    tag: str = "1",
    speed: float = 1.0,
    stop: threading.Event | None = None,
    consumers_timeout_s: float = 0.0,
    begin: Callable[[], bool] | None = None,
    on_start: Callable[[float], None] | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> float:
    """Play signals as LSL streams until the last ends; blocks. Return the LSL time of time 0.

    See :func:`play_sources` and :func:`acquisition.broadcast.broadcast` for the parameters.
    """
    return broadcast(
        play_sources(signals, markers=markers, tag=tag),
        speed=speed,
        stop=stop,
        consumers_timeout_s=consumers_timeout_s,
        begin=begin,
        on_start=on_start,
        on_progress=on_progress,
    )
