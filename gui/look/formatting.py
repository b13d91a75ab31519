"""Numbers and times as the window writes them."""

from __future__ import annotations

from gui.look.translation import decimal_point

MISSING = "—"


def clock_text(seconds: float) -> str:
    """Return a session time as ``m:ss`` or ``h:mm:ss``; negative before the start."""
    sign, whole = ("−", int(-seconds)) if seconds <= -1 else ("", int(max(seconds, 0)))
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{sign}{hours}:{minutes:02d}:{secs:02d}" if hours else f"{sign}{minutes}:{secs:02d}"


def bytes_text(count: int) -> str:
    """Return a file size in the unit that gives one to four digits."""
    if count < 1_000_000:
        return f"{count / 1e3:.0f} kB"
    return f"{value_text(count / 1e6, 1)} MB" if count < 10_000_000 else f"{count / 1e6:.0f} MB"


def left_text(seconds: float) -> str:
    """Return a remaining time in the coarsest unit that is still useful."""
    if seconds >= 100 * 3600:
        return f"{seconds / 86400:.0f} days"
    if seconds >= 2 * 3600:
        return f"{seconds / 3600:.0f} h"
    return f"{max(seconds, 0) / 60:.0f} min"


def unit_text(unit: str) -> str:
    """Return a unit as it is written beside a large number."""
    return unit.removeprefix("1") if unit.startswith("1/") else unit


def number_text(value: float, form: str = "g") -> str:
    """Return a number in a format of Python's, with the decimal point of the language."""
    return format(value, form).replace(".", decimal_point())


def decimal_text(text: str) -> str:
    """Return a text of a number or a time with the decimal point of the language."""
    return text.replace(".", decimal_point())


def value_text(value: float, digits: int) -> str:
    """Return an index value with so many digits after the point; zero has no sign."""
    return number_text(value, f"z.{digits}f")
