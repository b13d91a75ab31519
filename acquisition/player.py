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

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from acquisition.broadcast import ListedSource, TimedSource, broadcast, marker_source
from acquisition.column_names import (
    NAMELESS,
    TWICE,
    guess_mapping,
    guess_nameless,
)
from acquisition.outlets import OutletChannel, OutletInfo
from acquisition.recorded_columns import (
    SIGNAL_TYPES,
    Columns,
    RecordedColumns,
    parse_mapping,
    read_columns,
    sample_times,
)
from acquisition.roles import normalise_unit
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.rr_values import rr_unit
from safehold.core.types import FloatArray


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


def signals_from(
    columns: Columns, mapping: str, person: str, *, path: Path = Path("arrays")
) -> list[PlayedSignal]:
    """Return the signals that a mapping names in named arrays.

    Raises
    ------
    ConfigError
        For a column that is missing, not numeric or of another length, or impossible times.
    """
    chosen = parse_mapping(mapping)
    table = RecordedColumns(path, columns)
    rate = table.number(chosen.rate, "rate") if chosen.rate else 0.0
    if rate < 0:
        raise ConfigError(Message("rate={rate} is negative.", rate=chosen.rate))
    signals = []
    for signal, text in chosen.signals.items():
        values, unit = table.column(text)
        unit = normalise_unit(unit) or ((rr_unit(values) or "") if signal == "rr" else "")
        if signal == "rr" and not chosen.time:
            scale = {"s": 1.0, "ms": 1e-3}.get(unit)
            if scale is None or not np.isfinite(values).all():
                raise ConfigError(
                    Message(
                        "RR intervals of {path} without times need a unit (rr={text}@ms) and "
                        "no gaps.",
                        path=path,
                        text=text,
                    )
                )
            times = np.cumsum(values) * scale
        else:
            times = sample_times(table, chosen, len(values), rate, path)
        if len(times) != len(values) or len(values) < 2:
            raise ConfigError(
                Message(
                    "Column {text!r} of {path} has {n_values} samples for {n_times} times.",
                    text=text,
                    path=path,
                    n_values=len(values),
                    n_times=len(times),
                )
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
            Message("{path} has several columns named {twice!r}.", path=path, twice=twice[0]),
            remedy=Message(
                "Give which one you mean, for example time=time,ecg={twice}#1.", twice=twice[0]
            ),
        )
    if not mapping and all(map(NAMELESS.fullmatch, columns)):
        chosen = guess_nameless(columns)
        if not chosen:
            raise ConfigError(
                Message("The first line of {path} does not name its columns.", path=path),
                remedy=Message(
                    "Give what they are, for example rate=250,ecg={column}.",
                    column=next(iter(columns)),
                ),
            )
    if not chosen:
        raise ConfigError(
            Message("The columns of {path} do not say what they are.", path=path),
            remedy=Message(
                "Give a mapping, for example rate=250,ecg=COLUMN. The columns are: {columns}.",
                columns=", ".join(columns),
            ),
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
        raise ConfigError(Message("There is no signal to play."))
    names = [(signal.person, signal.signal) for signal in signals]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ConfigError(
            Message("{twice} is given twice.", twice=" ".join(twice[0])),
            remedy=Message("One file per person."),
        )
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
