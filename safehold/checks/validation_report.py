"""The report of ``safehold validate``: as text, JSON, and one page of HTML that stands alone."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence

from safehold.checks.validation import MAX_OUTSIDE, NullCheck, TaskCheck, Validation
from safehold.checks.verify_report import STYLE
from safehold.core.wording import disclaimer

LIMITS = (
    "What this shows: whether the zone rule stays quiet over this person's rest, and whether what "
    "a marked confound explains carries its reason. What it does not show: that a zone means "
    "anything clinical. Mean axes of tasks are described, not judged: in four recorded people a "
    "hard mental task was not high activation in any."
)
TEXT_COLUMNS = ("person", "rest", "task", "marked", "")
"""Columns of words: they begin at the left."""
LOOK = """
.words{text-align:left}th:first-child,td:first-child,th:nth-child(3){width:auto}
td:last-child{white-space:nowrap}
@media screen and (max-width:45rem){table{display:block;overflow-x:auto}}
"""
NULL_COLUMNS = ("person", "rest", "from-to (s)", "valid (s)", "outside own range", "")
TASK_COLUMNS = (
    "person", "task", "from-to (s)", "both axes (s)", "mean a (z)", "mean v (z)", "outside (s)",
    "marked", "with reason", "",
)  # fmt: skip


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:+.1f}"


def _verdict(passes: bool | None) -> str:
    return "not judged" if passes is None else "pass" if passes else "FAIL"


def null_cells(check: NullCheck) -> tuple[str, ...]:
    """Return the cells of a null calibration, in the order of ``NULL_COLUMNS``."""
    return (
        check.person, check.what, f"{check.t0:.0f}-{check.t1:.0f}", str(check.valid_s),
        _share(check.outside), _verdict(check.passes),
    )  # fmt: skip


def task_cells(check: TaskCheck) -> tuple[str, ...]:
    """Return the cells of a task, in the order of ``TASK_COLUMNS``."""
    return (
        check.person, check.task.replace("_", " "), f"{check.t0:.0f}-{check.t1:.0f}",
        f"{check.known_s}/{check.seconds}", _number(check.mean_a), _number(check.mean_v),
        str(check.outside_s), ", ".join(check.marked) or "nothing", _share(check.explained),
        _verdict(check.passes),
    )  # fmt: skip


def conclusion(found: Validation) -> str:
    """Return the last line."""
    failed = found.verdicts.count(False)
    judged = failed + found.verdicts.count(True)
    if not judged:
        return "NOT JUDGED: the session holds no baseline with two halves, end baseline or task."
    if failed:
        return f"DOES NOT PASS: {failed} of {judged} checks fail."
    return f"PASSES: {judged} checks."


def _tables(found: Validation) -> list[tuple[str, Sequence[str], list[tuple[str, ...]]]]:
    rule = f"at most {100 * MAX_OUTSIDE:g} % of valid rest outside the own range"
    return [
        (f"Null calibration ({rule})", NULL_COLUMNS, [null_cells(c) for c in found.null]),
        ("Known groups", TASK_COLUMNS, [task_cells(c) for c in found.tasks]),
    ]


def _advice(found: Validation) -> list[str]:
    return [
        f"{check.person}, {check.what}: {check.advice}" for check in found.null if check.advice
    ]


def as_text(found: Validation) -> str:
    """Return the report as text."""
    lines = [f"Validation of {found.session_id}", ""]
    for title, columns, rows in _tables(found):
        lines.append(title)
        shown = [tuple(columns), *rows] if rows else [("nothing of the kind in this session",)]
        widths = [max(len(row[k]) for row in shown) for k in range(len(shown[0]))]
        lines += [
            "  " + "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
            for row in shown
        ]
        lines.append("")
    last = (conclusion(found), LIMITS, disclaimer(found.lag_s))
    return "\n".join([*lines, *_advice(found), *last]) + "\n"


def as_json(found: Validation) -> str:
    """Return everything as JSON."""
    report = {**found.as_dict(), "limits": [LIMITS, disclaimer(found.lag_s)]}
    return json.dumps(report, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def as_html(found: Validation) -> str:
    """Return one page that needs nothing else."""
    name = html.escape(found.session_id)
    bad = "" if found.passes else " bad"
    style = STYLE.replace("table-layout:fixed;", "") + LOOK
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8>",
        "<meta name=viewport content='width=device-width'>",
        f"<title>safehold validation {name}</title><style>{style}</style>",
        f"<h1>Validation of the zones: {name}</h1>",
        f"<p class='verdict{bad}'>{html.escape(conclusion(found))}</p>",
        *(f"<p>{html.escape(text)}</p>" for text in (*_advice(found), LIMITS)),
    ]
    for title, columns, rows in _tables(found):
        parts.append(f"<h2>{html.escape(title)}</h2>")
        if not rows:
            parts.append("<p>Nothing of the kind in this session.</p>")
            continue
        look = [" class=words" if column in TEXT_COLUMNS else "" for column in columns]
        heads = "".join(
            f"<th{kind}>{html.escape(column)}</th>"
            for column, kind in zip(columns, look, strict=True)
        )
        parts.append(f"<table><tr>{heads}</tr>")
        for row in rows:
            mark = " class=bad" if row[-1] == "FAIL" else ""
            cells = "".join(
                f"<td{kind}>{html.escape(cell)}</td>" for cell, kind in zip(row, look, strict=True)
            )
            parts.append(f"<tr{mark}>{cells}</tr>")
        parts.append("</table>")
    parts.append(f"<footer>{html.escape(disclaimer(found.lag_s))}</footer></html>\n")
    return "\n".join(parts)
