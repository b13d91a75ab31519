"""What people corrected by hand of the beats and breaths that were found in a recording."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from safehold.core.errors import ConfigError
from safehold.core.messages import Message


class CorrectionKind(StrEnum):
    """What is done to a beat, a turning point of breathing, or a span."""

    ADD = "add"
    """A beat; or the turning points of a breath."""
    DELETE = "delete"
    MOVE = "move"
    """To the place where it is, it says that a beat is one although it looks unlike the others."""
    ECTOPIC = "ectopic"
    """The beat stays; neither interval about it is used."""
    REJECT = "reject"
    """Nothing in a span is used."""


class Corrected(StrEnum):
    """Of what the corrected points are."""

    BEAT = "beat"
    BREATH = "breath"


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction by hand; it acts on what was found before anything is made of it.

    Raises
    ------
    ConfigError
        When its times do not fit its kind.
    """

    correction_id: str
    """``c0001``, ...: unique in the session."""
    person: str
    what: Corrected
    kind: CorrectionKind
    t0: float
    """Session time, s: of the new beat or inspiration onset (``ADD``), of the beat or turning
    point meant (``DELETE``, ``MOVE``, ``ECTOPIC``), or where the span begins (``REJECT``)."""
    t1: float | None = None
    """Session time, s: where to (``MOVE``), the end of the span (``REJECT``), or when expiration
    begins (``ADD`` of a breath); else None."""
    by: str = ""
    """Study code of who did it."""
    at: str = ""
    """When it was done, UTC, ISO 8601."""
    why: str = ""

    def __post_init__(self) -> None:
        breath_added = self.kind is CorrectionKind.ADD and self.what is Corrected.BREATH
        needed = breath_added or self.kind in (CorrectionKind.MOVE, CorrectionKind.REJECT)
        fits = needed == (self.t1 is not None) and math.isfinite(self.t0)
        if self.t1 is not None:
            fits = fits and math.isfinite(self.t1)
            fits = fits and not (self.kind is CorrectionKind.REJECT and self.t1 <= self.t0)
        fits = fits and not (self.kind is CorrectionKind.ECTOPIC and self.what is Corrected.BREATH)
        if not fits:
            raise ConfigError(
                Message(
                    "The correction {id} ({kind} of a {what}) does not have the times that it "
                    "needs.",
                    code="correction_times_wrong",
                    id=self.correction_id,
                    kind=self.kind.value,
                    what=self.what.value,
                )
            )
