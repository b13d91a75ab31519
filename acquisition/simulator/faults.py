"""What can go wrong with sensors and their way here, to be injected into simulated streams."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from safehold.core.errors import ConfigError
from safehold.core.messages import Message

HEART = "heart"
"""Faults of this "signal" are in the body: every signal of the heart shows them."""
SIGNAL_NAMES = {"ecg": "ecg", "ppg": "ppg", "rr": "rr", "respiration": "respiration",
                "resp": "respiration", "belt": "respiration", HEART: HEART}  # fmt: skip
"""Names a fault may use, and the signal each means."""


class FaultKind(StrEnum):
    """What goes wrong."""

    DEAD = "dead"
    """Sensor off the body: noise at the edge of its range, nothing of the body in it."""
    FLAT = "flat"
    """The value stands still."""
    RAIL = "rail"
    """The value stands at the edge of the sensor's range."""
    NOISE = "noise"
    """Strong noise on top of the signal."""
    MOTION = "motion"
    """The body moves: large slow waves (0.4-6 Hz) on top of the signal."""
    INVERTED = "inverted"
    """The sign is wrong: a belt put on upside down, electrodes exchanged."""
    NAN = "nan"
    """Samples that are not a number."""
    ECTOPIC = "ectopic"
    """Some beats come early, broad, and are followed by a pause."""
    DROPOUT = "dropout"
    """No samples are sent."""
    LOSS = "loss"
    """Some packets never arrive."""
    BURST = "burst"
    """Samples are held back and come many at once, with the stamps they always had."""
    JITTER = "jitter"
    """Stamps scatter around the true times."""
    DRIFT = "drift"
    """The clock that stamps runs at another pace; what it has gained it keeps."""
    JUMP = "jump"
    """The clock that stamps is elsewhere for a while."""
    RATE = "rate"
    """The whole stream really runs at a multiple of its declared rate."""


@dataclass(frozen=True, slots=True)
class AmountRule:
    """What the amount of a fault says."""

    default: float | None
    low: float
    high: float
    meaning: Message


AMOUNTS: dict[FaultKind, AmountRule] = {
    FaultKind.NOISE: AmountRule(1.0, 0.05, 100, Message("times the usual strong noise")),
    FaultKind.MOTION: AmountRule(1.0, 0.05, 100, Message("times the usual movement")),
    FaultKind.ECTOPIC: AmountRule(15, 1, 50, Message("% of beats")),
    FaultKind.LOSS: AmountRule(10, 0.1, 100, Message("% of packets")),
    FaultKind.BURST: AmountRule(2, 0.1, 60, Message("s from one burst to the next")),
    FaultKind.JITTER: AmountRule(5, 0.01, 1000, Message("ms, SD of the stamps")),
    FaultKind.DRIFT: AmountRule(100, -100_000, 100_000, Message("ppm that the clock is too fast")),
    FaultKind.JUMP: AmountRule(10, -60, 2e9, Message("s that the clock is ahead")),
    FaultKind.RATE: AmountRule(None, 0.5, 2, Message("real rate divided by declared rate")),
}
"""Kinds that take an amount; without a default it must be given."""
RR_KINDS = frozenset(FaultKind) - {FaultKind.RAIL, FaultKind.MOTION, FaultKind.INVERTED,
                                   FaultKind.RATE, FaultKind.ECTOPIC}  # fmt: skip
"""What can happen to RR intervals, which are numbers already and no waveform."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of one person's signal during a span of the script, ``start <= time < stop``."""

    person: str
    signal: str
    kind: FaultKind
    start: float = 0.0
    stop: float = float("inf")
    amount: float = 1.0
    """See ``AMOUNTS``; of no meaning for other kinds."""

    def __str__(self) -> str:
        text = f"{self.person}-{self.signal}:{self.kind.value}"
        amount = f"{self.amount:.10g}" if self.kind in AMOUNTS else ""
        if self.kind is FaultKind.RATE:
            return f"{text}={amount}"
        text += f"@{self.start:.10g}-" + ("" if self.stop == float("inf") else f"{self.stop:.10g}")
        return f"{text},{amount}" if amount else text

    def until(self, stop: float) -> Fault:
        """Return the fault, over at this time at the latest."""
        return replace(self, stop=min(self.stop, stop))


_NUMBER = r"[0-9]+(?:\.[0-9]*)?(?:e[+]?[0-9]+)?"
_PATTERN = re.compile(
    r"(?P<person>[a-z0-9_]+)-(?P<signal>[a-z]+):(?P<kind>[a-z]+)"
    rf"(?:@(?P<start>{_NUMBER})-(?P<stop>{_NUMBER})?)?(?:[,=](?P<amount>-?{_NUMBER}))?"
)


def parse_fault(text: str) -> Fault:
    """Return the fault that a text describes.

    ``therapist-belt:dead@60-90``, ``client-ecg:dropout@30-33``, ``client-ecg:drift@30-,200``,
    ``client-ecg:rate=1.1``. Without a span it lasts for the whole script.

    Raises
    ------
    ConfigError
        With what is allowed, when the text is no fault.
    """
    match = _PATTERN.fullmatch(text)
    if (
        match is None
        or match["signal"] not in SIGNAL_NAMES
        or match["kind"] not in list(FaultKind)
    ):
        raise _refusal(text, Message("is not a fault."))
    kind, signal = FaultKind(match["kind"]), SIGNAL_NAMES[match["signal"]]
    if kind is FaultKind.ECTOPIC and signal in ("ecg", "ppg", "rr"):
        signal = HEART
    if (signal == HEART) != (kind is FaultKind.ECTOPIC):
        raise _refusal(
            text,
            Message("cannot be combined: ectopic beats come from the heart, the others do not."),
        )
    if signal == "rr" and kind not in RR_KINDS:
        raise _refusal(text, Message("does not apply to RR intervals."))
    start, stop = float(match["start"] or 0), float(match["stop"] or "inf")
    if not start < stop:
        raise _refusal(text, Message("ends before it starts."))
    if kind is FaultKind.RATE and match["start"]:
        raise _refusal(
            text, Message("has a span, but a rate is wrong from the beginning to the end.")
        )
    return Fault(match["person"], signal, kind, start, stop, _amount(text, kind, match["amount"]))


def _amount(text: str, kind: FaultKind, given: str | None) -> float:
    rule = AMOUNTS.get(kind)
    if rule is None:
        if given is not None:
            raise _refusal(text, Message("has an amount, and {kind} takes none.", kind=kind.value))
        return 1.0
    amount = rule.default if given is None else float(given)
    if amount is None:
        raise _refusal(text, Message("lacks its amount: {meaning}.", meaning=rule.meaning))
    if not rule.low <= amount <= rule.high:
        raise _refusal(
            text,
            Message(
                "is out of range: {low:g} to {high:g} {meaning}.",
                low=rule.low,
                high=rule.high,
                meaning=rule.meaning,
            ),
        )
    return amount


def _refusal(text: str, what: Message) -> ConfigError:
    kinds = ", ".join(kind.value for kind in FaultKind)
    return ConfigError(
        Message("{text!r} {what}", text=text, what=what),
        remedy=Message(
            "Write PERSON-SIGNAL:KIND@START-STOP,AMOUNT, for example "
            "therapist-belt:dead@60-90 or client-ecg:loss@60-90,20. Signals: "
            "{signal_names}; kinds: {kinds}; rate is written as "
            "client-ecg:rate=1.1.",
            signal_names=", ".join(SIGNAL_NAMES),
            kinds=kinds,
        ),
    )
