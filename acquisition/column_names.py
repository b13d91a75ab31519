"""What the columns of a recording are, by their names or by what they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acquisition.roles import role_of_label
from safehold.core.rr_values import rr_unit
from safehold.core.table_columns import (
    TIME_UNITS,
    rate_column,
    stated_unit,
    time_column,
    time_unit,
)
from safehold.core.types import Role

_GUESSED = {
    "ecg": Role.ECG, "ppg": Role.PPG, "respiration": Role.RESPIRATION, "rr": Role.RR,
}  # fmt: skip
"""Signals that the names of columns give away."""
NAMELESS, TWICE = re.compile(r"column\d+"), re.compile(r"#\d+$")
_STAMPED_RR_S = 0.05
"""Times and RR intervals in two columns agree when the intervals are the steps, s."""


def guess_mapping(columns: Sequence[str]) -> str:
    """Return a mapping for column names that speak for themselves, or an empty text."""
    if {"native_ts_ms", "native_counts", "t_first", "fs"} <= set(columns):
        return (
            "time=native_ts_ms@ms, start=t_first, rate=fs, "
            "ppg=native_counts:2@counts, resp=native_counts:0@counts"
        )
    parts = []
    time, rate = time_column(columns), rate_column(columns)
    if time:
        unit = time_unit(time)
        parts.append(f"time={time}" + (f"@{unit}" if unit else ""))
    if rate:
        parts.append(f"rate={rate}")
    found = 0
    for signal, role in _GUESSED.items():
        for name in columns:
            if role_of_label(name) is role:
                unit = stated_unit(name)
                parts.append(f"{signal}={name}" + (f"@{unit}" if unit else ""))
                found += 1
                break
    return ", ".join(parts) if found else ""


def guess_nameless(columns: Mapping[str, NDArray[Any]]) -> str:
    """Return a mapping for a list of RR intervals, alone or behind their times; else nothing."""
    *times, (name, rr) = columns.items()
    unit = rr_unit(rr) if rr.dtype.kind == "f" else None
    if unit is None or len(times) > 1:
        return ""
    if not times:
        return f"rr={name}@{unit}"
    ((time, stamps),) = times
    if stamps.dtype.kind != "f" or len(stamps) < 3 or not (np.diff(stamps) > 0).all():
        return ""
    for of_times, scale in TIME_UNITS.items():
        apart = np.diff(stamps) * scale - rr[1:] * TIME_UNITS[unit]
        if np.nanmedian(np.abs(apart)) < _STAMPED_RR_S:
            return f"time={time}@{of_times}, rr={name}@{unit}"
    return ""
