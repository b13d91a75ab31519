"""One person of two in half a minute, and in the one before it: a row of actor-partner models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

BIN_S = 30
VALUES = ("hr", "ln_rmssd", "ln_p2t", "resp_rate", "speech")
"""What stands in a bin, of the person and of the partner, now and before."""


@dataclass(frozen=True, slots=True)
class PairBin:
    """One person and a partner in one bin."""

    person: str
    partner: str
    number: int
    """From 0 on; bins are counted from session zero."""
    phase: str
    """Phase that holds throughout; empty where none does."""
    own: Mapping[str, float | None]
    """By name of :data:`VALUES`."""
    other: Mapping[str, float | None]
    own_before: Mapping[str, float | None]
    """Of the bin before; empty for the first."""
    other_before: Mapping[str, float | None]
