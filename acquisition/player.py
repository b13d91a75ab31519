"""Recorded signals as LSL streams, at their own time stamps."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from acquisition.broadcast import ListedSource, TimedSource, broadcast, marker_source
from acquisition.outlets import OutletChannel, OutletInfo
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.types import FloatArray

SIGNAL_TYPES = {"ecg": "ECG", "ppg": "PPG", "rr": "RR", "respiration": "Respiration",
                "hr": "HeartRate", "eda": "EDA"}  # fmt: skip
"""Signals that can be played, and the LSL type each is streamed as."""


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
    path: Path = Path("arrays")
    """File it comes from."""
    column: str = ""
    """What the file calls it."""


def _label(signal: PlayedSignal) -> str:
    return f"{signal.signal} ({signal.column})" if signal.column else signal.signal


def _source(signal: PlayedSignal, origin: float, tag: str) -> TimedSource:
    kind = SIGNAL_TYPES[signal.signal]
    single = signal.values.astype(np.float32)
    exact = np.array_equal(single, signal.values, equal_nan=True)
    info = OutletInfo(
        name=f"played-{signal.person}-{signal.signal}",
        type=kind,
        source_id=f"played-{signal.person}-{signal.signal}-{tag}",
        # the column's own name says more than we know: an airflow is read otherwise than a belt
        channels=(OutletChannel(_label(signal), signal.unit, kind),),
        rate=signal.nominal_rate,
        format="float32" if exact else "double64",
        person=signal.person,
        remarks=(("recording", signal.path.name),),
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
            remedy=Message("Say whose each file is, and which of its signals."),
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
