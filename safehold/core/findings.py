"""What a check found, how it is meant, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from safehold.core.messages import NOTHING, Message


class Verdict(StrEnum):
    """How a finding is meant."""

    OK = "ok"
    WARN = "warn"
    FAIL = "FAIL"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    verdict: Verdict
    what: Message
    """What was looked at, in two or three words."""
    found: Message
    remedy: Message = NOTHING
    """What to do; empty where nothing is to be done."""
    person: str | None = None
    """Whose sensor it is about; None where it concerns everybody."""
    stream_id: str | None = None

    @property
    def code(self) -> str:
        """Code of what was looked at; empty where it is a plain name."""
        return self.what.code


def ok(what: Message, found: Message, remedy: Message = NOTHING) -> Finding:
    """Return a finding that is as it should be."""
    return Finding(Verdict.OK, what, found, remedy)


def warn(what: Message, found: Message, remedy: Message) -> Finding:
    """Return a finding that may explain trouble."""
    return Finding(Verdict.WARN, what, found, remedy)


def fail(what: Message, found: Message, remedy: Message) -> Finding:
    """Return a finding that must be put right."""
    return Finding(Verdict.FAIL, what, found, remedy)


def line(finding: Finding) -> str:
    """Return a finding as text."""
    text = f"[{finding.verdict:<4}] {finding.what}: {finding.found}"
    return f"{text}\n       -> {finding.remedy}" if finding.remedy else text
