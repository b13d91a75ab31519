"""``safehold doctor``: findings, each with what to do, and one report to paste into a mail.

A check is a function that returns findings. Each runs in its own thread with a time limit,
so that a hanging network drive or driver is a finding and not a hanging doctor.
"""

from __future__ import annotations

import logging
import platform
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import safehold
from safehold.core.findings import Finding, Verdict, fail, line
from safehold.core.messages import Message, unforeseen, verbatim

logger = logging.getLogger("safehold.checks.doctor")

LIMIT_S = 30.0
"""No check may take longer."""


Check = Callable[[], Iterable[Finding]]


def run_checks(
    checks: Sequence[tuple[str, Check]],
    *,
    limit_s: float = LIMIT_S,
    on_finding: Callable[[Finding], None] | None = None,
) -> list[Finding]:
    """Return the findings of all checks, in order.

    A check that raises or does not end in time is itself a failed finding.

    Parameters
    ----------
    checks : sequence of (str, callable)
        Name and function.
    limit_s : float
        Each check may take so long, s.
    on_finding : callable or None
        Called with each finding as soon as it is there.
    """
    findings: list[Finding] = []
    for name, check in checks:
        for finding in _bounded(name, check, limit_s):
            findings.append(finding)
            if on_finding is not None:
                on_finding(finding)
    return findings


def _bounded(name: str, check: Check, limit_s: float) -> list[Finding]:
    result: list[Finding] = []

    def work() -> None:
        try:
            result.extend(check())
        except Exception as error:
            logger.exception("check %s", name)
            result.append(
                fail(
                    verbatim(name),
                    Message("the check itself failed: {error}", error=unforeseen(error)),
                    REPORT_IT,
                )
            )

    thread = threading.Thread(target=work, name=f"doctor-{name}", daemon=True)
    thread.start()
    thread.join(limit_s)
    if thread.is_alive():
        return [
            fail(
                verbatim(name),
                Message("no result within {seconds:g} s", seconds=limit_s),
                Message(
                    "Something underneath hangs: a network drive, a driver, a security program."
                ),
            )
        ]
    return result


REPORT_IT = Message("Please report this, with this text.")


def report_text(findings: Sequence[Finding], *, network: str, now: datetime | None = None) -> str:
    """Return the whole report.

    Parameters
    ----------
    findings : sequence of Finding
        In the order of the checks.
    network : str
        ``loopback`` or ``lan``: what was looked at.
    now : datetime or None
        Its date; None for the present.
    """
    date = (now or datetime.now().astimezone()).isoformat(timespec="seconds")
    count = {v: sum(f.verdict is v for f in findings) for v in Verdict}
    head = (
        f"safehold {safehold.__version__} doctor, network {network}, {date}\n"
        f"{platform.platform()}, Python {platform.python_version()}\n"
        "(names this computer, its addresses and the streams in its network: read it before you "
        "send it)\n"
    )
    foot = (
        f"{count[Verdict.FAIL]} to put right, {count[Verdict.WARN]} to look at, "
        f"{count[Verdict.OK]} in order."
    )
    return "\n".join((head, *map(line, findings), "", foot, ""))


def exit_code(findings: Sequence[Finding]) -> int:
    """Return 1 when something must be put right, else 0."""
    return int(any(finding.verdict is Verdict.FAIL for finding in findings))
