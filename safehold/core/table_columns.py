"""What the names of a table's columns say: which holds times, which a rate, and in which unit.

A unit is what stands in brackets at the end of a name, or a last word that is no other word than
a unit (``ecg_mV``). Any other last word (``ecg_lead2``) is part of the name: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

TIME_UNITS = {"s": 1.0, "ms": 1e-3, "us": 1e-6}
TIME_NAMES = (
    "time", "t", "times", "time_s", "seconds", "timestamp", "timestamps", "datetime", "clock",
    "timer", "elapsed", "since start", "phone timestamp", "date", "onset",
    "timestamp_unix", "timestampsync_unix", "timestamp_formattedunix",
    "zeit", "zeitpunkt", "zeitstempel", "uhrzeit", "datum", "sekunden",
)  # fmt: skip
RATE_NAMES = ("fs", "sfreq", "rate", "sampling_rate")
_SPELLED = {
    "s": "s", "sec": "s", "seconds": "s",
    "ms": "ms", "msec": "ms", "msecs": "ms", "milliseconds": "ms",
    "us": "us", "µs": "us", "μs": "us",
}  # fmt: skip
_UNIT_WORDS = frozenset({"mv", "uv", "µv", "μv", "v", "s", "ms", "bpm", "au", "a.u.", "hz"})
"""Last words of a name that can be nothing but a unit, in lower case."""
_BRACKETS = re.compile(r"[\[(]\s*([^\])]+?)\s*[\])]\s*$")


def stated_unit(name: str) -> str:
    """Return the unit that a column's name states; empty where it states none."""
    inside = _BRACKETS.search(name)
    if inside:
        return inside[1]
    *head, last = re.split(r"[\s_/]+", name.strip())
    return last if head and last.casefold() in _UNIT_WORDS else ""


def time_unit(name: str) -> str:
    """Return the unit of a column of times (a key of ``TIME_UNITS``), or an empty text."""
    inside = _BRACKETS.search(name)
    last = inside[1] if inside else re.split(r"[\s_]+", name.strip())[-1]
    return _SPELLED.get(last.casefold(), "") if inside or last != name.strip() else ""


def time_column(names: Sequence[str]) -> str:
    """Return the first column whose name says that it holds times; empty where there is none."""
    for name in names:
        plain = _BRACKETS.sub("", name).strip().casefold()
        head, *rest = re.split(r"[\s_]+", plain)
        timed = plain in TIME_NAMES or (head in TIME_NAMES and bool(rest) and rest[-1] in _SPELLED)
        if timed:
            return name
    return ""


def rate_column(names: Sequence[str]) -> str:
    """Return the first column whose name says that it holds the rate; empty without one."""
    return next((name for name in names if name.casefold() in RATE_NAMES), "")
