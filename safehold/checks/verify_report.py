"""The report of ``safehold verify``: as text, JSON, and one page of HTML that stands alone."""

from __future__ import annotations

import html
import itertools
import json
from collections.abc import Sequence
from dataclasses import asdict

from safehold.checks.verify import Verification
from safehold.checks.verify_row import Row

LIMITS = (
    "What this shows: the installed engine computes its indices from signals with known truth "
    "within the stated tolerances, and says nothing where nothing can be known. What it does not "
    "show: that a sensor, an electrode or a person behaves like these signals, that the zones "
    "mean anything clinical, or that RSA measures vagal activity."
)
NEUROKIT_NOTE = (
    "NeuroKit2 is given the same samples as one recording and judged by nothing. It has no rule "
    "of missing values, so a number may stand where nothing can be measured."
)
COLUMNS = ("index", "truth", "safehold", "NeuroKit2", "error", "tolerance", "valid", "")


def number(value: float | None) -> str:
    """Return a number with four significant digits; a dash for none."""
    if value is None:
        return "–"
    return f"{value:.4g}" if abs(value) < 10_000 else f"{value:.0f}"


def cells(row: Row) -> tuple[str, ...]:
    """Return the cells of a row, in the order of ``COLUMNS``."""
    said = number(row.value) if row.n_valid or row.value is not None else f"missing ({row.reason})"
    index = f"{row.index} ({row.unit})" if row.unit else row.index
    return (
        index,
        "missing" if row.truth is None else number(row.truth),
        said,
        number(row.neurokit),
        number(row.error),
        "" if row.truth is None else f"±{number(row.tolerance)}",
        f"{row.n_valid}/{row.n_ticks}",
        "pass" if row.passed else "FAIL",
    )


def case_text(title: str, rows: Sequence[Row]) -> str:
    """Return one case as text."""
    lines = [title]
    for row in rows:
        index, truth, said, theirs, error, tolerance, valid, verdict = cells(row)
        lines.append(
            f"  {verdict:4} {index:27} {truth:>8} {said:>32} {theirs:>9} {error:>10} "
            f"{tolerance:>8} {valid:>8}"
        )
    return "\n".join(lines)


def heading() -> str:
    """Return the heading of the text columns."""
    names = ("index", "truth", "safehold", "NeuroKit2", "error", "toler.", "valid")
    return "       {:27} {:>8} {:>32} {:>9} {:>10} {:>8} {:>8}".format(*names)


def verdict(found: Verification) -> str:
    """Return the last line."""
    failed = [row for row in found.rows if not row.passed]
    if not failed:
        return f"VERIFIED: all {len(found.rows)} comparisons pass."
    return f"NOT VERIFIED: {len(failed)} of {len(found.rows)} comparisons fail."


def as_json(found: Verification) -> str:
    """Return everything as JSON."""
    report = {**asdict(found), "passes": found.passes, "limits": LIMITS, "neurokit": NEUROKIT_NOTE}
    return json.dumps(report, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


STYLE = """
body{font:14px/1.45 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;
color:#1b1f24;background:#fff}
h1{font-size:1.5rem;margin:0 0 .3rem}h2{font-size:1rem;margin:1.4rem 0 .3rem}
table{border-collapse:collapse;width:100%;table-layout:fixed;font-variant-numeric:tabular-nums}
th,td{text-align:right;padding:.18rem .5rem;border-bottom:1px solid #d8dee4}
th:first-child,td:first-child{text-align:left;width:30%}th:nth-child(3){width:19%}
td small{color:#57606a}
.verdict{font-weight:600;padding:.5rem .8rem;border-left:.4rem solid #1a7f37;background:#f0f6f1}
.verdict.bad{border-color:#b35900;background:#fbf3ea}.bad td{background:#fbf3ea;font-weight:600}
p{max-width:48rem}footer{margin-top:2rem;color:#57606a;font-size:.85rem}
@media print{body{margin:0;font-size:11px}h2{break-after:avoid}tr{break-inside:avoid}}
"""


def as_html(found: Verification) -> str:
    """Return one page that needs nothing else."""
    software = ", ".join(f"{name} {version}" for name, version in found.software.items())
    bad = "" if found.passes else " bad"
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8>",
        "<meta name=viewport content='width=device-width'>",
        f"<title>safehold verification {found.made_utc[:10]}</title><style>{STYLE}</style>",
        "<h1>Verification of safehold's indices</h1>",
        f"<p>{found.made_utc} · {html.escape(software)} · settings {found.params_hash}</p>",
        f"<p class='verdict{bad}'>{html.escape(verdict(found))}</p>",
        f"<p>{html.escape(LIMITS)}</p><p>{html.escape(NEUROKIT_NOTE)}</p>",
    ]
    for title, rows in itertools.groupby(found.rows, key=lambda row: row.title):
        parts.append(f"<h2>{html.escape(title)}</h2><table><tr>")
        parts += [f"<th>{name}</th>" for name in COLUMNS]
        parts.append("</tr>")
        for row in rows:
            parts.append("<tr>" if row.passed else "<tr class=bad>")
            shown = [html.escape(cell) for cell in cells(row)]
            shown[0] += f" <small>{html.escape(row.how)}</small>"
            parts += [f"<td>{cell}</td>" for cell in shown]
            parts.append("</tr>")
        parts.append("</table>")
    parts.append(f"<footer>{html.escape(others_text(found))}</footer></html>\n")
    return "\n".join(parts)


def others_text(found: Verification) -> str:
    """Say which indices stand outside the verification."""
    text = "Error: safehold minus truth. Valid: ticks with a value, of those that carry the index."
    if found.others:
        text += f" Not verified, of other packages: {', '.join(found.others)}."
    if found.failures:
        text += f" Registered and not loadable: {'; '.join(found.failures)}."
    return text
