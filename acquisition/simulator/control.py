"""Faults that begin and end on command while simulated people are streaming."""

from __future__ import annotations

import queue
import re
from collections.abc import Callable

from acquisition.simulator.faults import HEART, RR_KINDS, Fault, FaultKind, parse_fault
from acquisition.simulator.stream import SimulatedStreams
from safehold.core.errors import ConfigError
from safehold.core.messages import Message, said_by

KEYS: dict[str, FaultKind] = {
    "d": FaultKind.DROPOUT, "l": FaultKind.LOSS, "b": FaultKind.BURST, "j": FaultKind.JITTER,
    "p": FaultKind.DRIFT, "c": FaultKind.JUMP, "f": FaultKind.FLAT, "r": FaultKind.RAIL,
    "x": FaultKind.DEAD, "n": FaultKind.NOISE, "m": FaultKind.MOTION, "i": FaultKind.INVERTED,
    "a": FaultKind.NAN, "e": FaultKind.ECTOPIC,
}  # fmt: skip
"""What each key does to the chosen stream; the same key again ends it."""
HELP = Message(
    "Keys: {keys}; the same key again ends it; t next stream, 0 ends all "
    "faults, q quits. As a line: client-ecg:dropout@3 for 3 s, "
    "client-ecg:loss,20 until given again, off.",
    keys=", ".join(f"{key} {kind.value}" for key, kind in KEYS.items()),
)
HEART_LEAD_S = 2.5
"""Beats draw waves before themselves: ectopic ones begin so much later, s."""
_TEXT = re.compile(r"(?P<what>[^@,=]+)(?:@(?P<seconds>[0-9.]+))?(?P<amount>[,=].+)?")


class FaultControl:
    """Takes commands from any thread; carries them out in the thread that streams.

    Parameters
    ----------
    streams : SimulatedStreams
        Whose faults.
    say : callable
        Gets a line of plain words about everything that was done.
    end : callable
        Called for ``q``.
    """

    def __init__(
        self, streams: SimulatedStreams, say: Callable[[Message], None], end: Callable[[], None]
    ) -> None:
        self._streams = streams
        self._say = say
        self._end = end
        self._waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._running: dict[tuple[str, str, FaultKind], Fault] = {}
        people = [truth.person for truth in streams.simulation.people]
        self._targets = [(person, signal) for person in people for signal in streams.signals]
        self._chosen = 0

    def command(self, text: str) -> None:
        """Take a key or a line; returns at once."""
        self._waiting.put(text)

    def apply(self, reached: float) -> None:
        """Do what was commanded; everything before this script time, s, has been taken."""
        while not self._waiting.empty():
            text = self._waiting.get()
            if not text.strip(" \r\n"):
                continue
            try:
                self._do(text if text == "\t" else text.strip(), reached)
            except ConfigError as error:
                self._say(said_by(error))

    def _do(self, text: str, reached: float) -> None:
        if text in ("0", "off"):
            for key in list(self._running):
                self._finish(key, reached)
            self._say(Message("{reached:.1f} s  all faults ended", reached=reached))
        elif text in ("t", "\t"):
            self._chosen = (self._chosen + 1) % len(self._targets)
            person, signal = self._targets[self._chosen]
            self._say(Message("Keys now act on {person}-{signal}.", person=person, signal=signal))
        elif text == "q":
            self._end()
        elif text in KEYS:
            person, signal = self._targets[self._chosen]
            kind = KEYS[text]
            if signal == "rr" and kind not in (*RR_KINDS, FaultKind.ECTOPIC):
                self._say(Message("{kind} does not apply to RR intervals.", kind=kind.value))
                return
            where = HEART if kind is FaultKind.ECTOPIC else signal
            self._toggle(f"{person}-{where}:{kind.value}", reached)
        elif text == "?":
            self._say(HELP)
        else:
            self._toggle(text, reached)

    def _toggle(self, text: str, reached: float) -> None:
        match = _TEXT.fullmatch(text)
        if match is None:
            raise ConfigError(Message("{text!r} is not a command.", text=text), remedy=HELP)
        wanted = parse_fault(match["what"] + (match["amount"] or ""))
        key = (wanted.person, wanted.signal, wanted.kind)
        running = self._running.get(key)
        if running is not None and running.stop > reached:
            self._finish(key, reached)
            return
        start = reached + (HEART_LEAD_S if wanted.signal == HEART else 0.0)
        stop = f"{start + float(match['seconds']):.6f}" if match["seconds"] else ""
        fault = parse_fault(f"{match['what']}@{start:.6f}-{stop}{match['amount'] or ''}")
        self._streams.begin(fault)
        self._running[key] = fault
        self._say(Message("{reached:.1f} s  begins: {fault}", reached=reached, fault=fault))

    def _finish(self, key: tuple[str, str, FaultKind], reached: float) -> None:
        fault = self._running.pop(key)
        if fault.stop > reached:
            self._streams.end(fault, reached)
            self._say(
                Message(
                    "{reached:.1f} s  ends: {person}-{signal}:{kind}",
                    reached=reached,
                    person=fault.person,
                    signal=fault.signal,
                    kind=fault.kind.value,
                )
            )
