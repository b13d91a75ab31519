"""Numbers and times as a report writes them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from recordings.report.document import ReportTable
from safehold.core.reasons import EXPLANATIONS, Reason


def number(value: float | None, decimals: int) -> str:
    """Return a number, or an empty text where it is missing."""
    if value is None or not math.isfinite(value):
        return ""
    text = f"{value:.{decimals}f}"
    return text.removeprefix("-") if float(text) == 0 else text


def percent(share: float | None) -> str:
    """Return a share of 0-1 in per cent."""
    return "" if share is None else f"{100 * share:.0f} %"


def clock(seconds: float) -> str:
    """Return a time as ``h:mm:ss``, negative before session zero."""
    whole = round(abs(seconds))
    sign = "-" if seconds < -0.5 else ""
    return f"{sign}{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def reasons_text(reasons: Iterable[Reason]) -> str:
    """Return reasons in plain words."""
    return "; ".join(EXPLANATIONS.get(reason, str(reason)) for reason in reasons)


def table_of(columns: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> ReportTable:
    """Return a table."""
    return ReportTable(tuple(columns), tuple(tuple(row) for row in rows), caption)
