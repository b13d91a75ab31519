"""Times as people write them: ``75.5``, ``1:15.5``, ``0:01:15,5``."""

from __future__ import annotations

import re

_SECONDS = re.compile(r"-?\d+(?:[.,]\d+)?")
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,4}):(\d\d(?:[.,]\d+)?)")


def seconds_of(text: str) -> float | None:
    """Return a time in seconds: seconds, ``mm:ss`` or ``hh:mm:ss``, with point or comma.

    None where it is none of these; ``1:75`` is none.
    """
    text = text.strip()
    if _SECONDS.fullmatch(text):
        return float(text.replace(",", "."))
    found = _CLOCK.fullmatch(text)
    if not found:
        return None
    hours, minutes, seconds = found[1], int(found[2]), float(found[3].replace(",", "."))
    if seconds >= 60 or (hours is not None and minutes >= 60):
        return None
    return 3600 * int(hours or 0) + 60 * minutes + seconds


def time_text(seconds: float, decimals: int = 1) -> str:
    """Return a time as ``m:ss.s`` or ``h:mm:ss.s``, rounded to so many decimals."""
    ticks = round(abs(seconds) * 10**decimals)
    whole, part = divmod(ticks, 10**decimals)
    minutes, secs = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02d}:{secs:02d}" if hours else f"{minutes}:{secs:02d}"
    sign = "-" if seconds < 0 and ticks else ""
    return f"{sign}{clock}.{part:0{decimals}d}" if decimals else f"{sign}{clock}"
