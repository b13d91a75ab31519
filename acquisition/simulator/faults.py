"""Faults of sensors, to be injected into simulated signals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from safehold.core.errors import ConfigError

SIGNAL_NAMES = {"ecg": "ecg", "ppg": "ppg", "rr": "rr", "respiration": "respiration",
                "resp": "respiration", "belt": "respiration"}  # fmt: skip
"""Names a fault may use, and the signal each means."""


class FaultKind(StrEnum):
    """What goes wrong."""

    DEAD = "dead"
    """Sensor off the body: noise at the edge of its range, nothing of the body in it."""
    FLAT = "flat"
    """The value stands still."""
    DROPOUT = "dropout"
    """No samples are sent."""
    NOISE = "noise"
    """Strong noise on top of the signal."""
    NAN = "nan"
    """Samples that are not a number."""
    RATE = "rate"
    """The whole stream really runs at a multiple of its declared rate."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of one person's signal during a span of the script."""

    person: str
    signal: str
    kind: FaultKind
    start: float = 0.0
    stop: float = float("inf")
    factor: float = 1.0
    """Real rate divided by declared rate (``rate`` only)."""

    def __str__(self) -> str:
        where = f"{self.person}-{self.signal}:{self.kind.value}"
        if self.kind is FaultKind.RATE:
            return f"{where}={self.factor:g}"
        return f"{where}@{self.start:g}-{self.stop:g}"


_PATTERN = re.compile(
    r"(?P<person>[a-z0-9_]+)-(?P<signal>[a-z]+):(?P<kind>[a-z]+)"
    r"(?:@(?P<start>[0-9.]+)-(?P<stop>[0-9.]+)|=(?P<factor>[0-9.]+))?"
)


def parse_fault(text: str) -> Fault:
    """Return the fault that a text describes.

    ``therapist-belt:dead@60-90``, ``client-ecg:dropout@30-33``, ``client-ecg:rate=1.1``.

    Raises
    ------
    ConfigError
        With what is allowed, when the text is no fault.
    """
    match = _PATTERN.fullmatch(text)
    kinds = ", ".join(kind.value for kind in FaultKind)
    remedy = (
        "Write PERSON-SIGNAL:KIND@START-STOP, for example therapist-belt:dead@60-90. Signals: "
        f"{', '.join(SIGNAL_NAMES)}; kinds: {kinds}; rate is written as client-ecg:rate=1.1."
    )
    if (
        match is None
        or match["signal"] not in SIGNAL_NAMES
        or match["kind"] not in list(FaultKind)
    ):
        raise ConfigError(f"{text!r} is not a fault.", remedy=remedy)
    kind = FaultKind(match["kind"])
    if (match["factor"] is not None) != (kind is FaultKind.RATE):
        raise ConfigError(f"{text!r} is not a fault.", remedy=remedy)
    try:
        start = float(match["start"] or 0)
        stop = float(match["stop"] or "inf")
        factor = float(match["factor"] or 1)
    except ValueError as error:
        raise ConfigError(f"{text!r} holds a number that is none.", remedy=remedy) from error
    if not start < stop or not 0.5 <= factor <= 2:
        raise ConfigError(
            f"{text!r} ends before it starts, or its rate is not 0.5 to 2 times the declared one.",
            remedy=remedy,
        )
    return Fault(match["person"], SIGNAL_NAMES[match["signal"]], kind, start, stop, factor)
