"""Edits of beats, breaths and sides of sensors, made by somebody who looked at the signals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from safehold.core.correction import Corrected, Correction
from safehold.core.types import Turn


@dataclass(frozen=True, slots=True)
class Seen:
    """A stretch that was looked at and left as it is: it is not offered again."""

    person: str
    t0: float
    """Session time of its begin, s."""
    t1: float
    what: Corrected = Corrected.BEAT
    """Whether its beats or its breaths were looked at."""


@dataclass(frozen=True, slots=True)
class Undone:
    """Edits that were taken back; to take back an undoing is to do again."""

    edits: tuple[str, ...]
    """Their ids."""


Editing: TypeAlias = Correction | Turn | Seen | Undone


@dataclass(frozen=True, slots=True)
class Edit:
    """One line of ``edits.jsonl`` that is no mark: what was done, by whom, when and why."""

    edit_id: str
    what: Editing
    by: str
    """Study code."""
    at: str
    """UTC, ISO 8601."""
    why: str
    in_force: bool = True
    """False once it was taken back."""
