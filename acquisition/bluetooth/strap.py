"""One strap: connect, subscribe, watch, and come back after a loss."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from acquisition.bluetooth import heart_rate, polar
from acquisition.bluetooth.heart_rate import Malformed, decode_battery, decode_heart_rate
from acquisition.bluetooth.polar import Measurement
from acquisition.bluetooth.radio import Link, Radio
from acquisition.bluetooth.streams import StrapStreams
from acquisition.lsl import local_clock
from safehold.core.errors import StreamError
from safehold.core.messages import Message, joined

logger = logging.getLogger("safehold.acquisition.bluetooth.strap")

BACK_OFF_S = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Waits between attempts to connect; the last one for ever."""
WANTED_HZ = {Measurement.ECG: 130.0, Measurement.PPG: 55.0, Measurement.ACC: 50.0}
_ANSWER_S = 5.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How long things may take, s."""

    silence: float = 15.0
    """Reconnect after this many seconds without a frame, s."""
    poll: float = 0.5
    battery: float = 300.0
    """Between two readings of the battery."""
    back_off: tuple[float, ...] = BACK_OFF_S


class LinkState(StrEnum):
    """Whether a strap is connected."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    WAITING = "waiting"
    """For the next attempt."""


@dataclass(slots=True)
class StrapStatus:
    """What is known of a strap now; read it in the thread of the event loop."""

    name: str
    address: str
    person: str | None
    state: LinkState = LinkState.WAITING
    battery: int | None = None
    """Percent."""
    contact: bool | None = None
    heart_rate: int | None = None
    measurements: tuple[str, ...] = ()
    """Polar measurements that run."""
    connections: int = 0
    frames: int = 0
    damaged: Counter[str] = field(default_factory=Counter)
    """Frames that were not used, by reason."""
    sent: dict[str, int] = field(default_factory=dict)
    """Samples sent, by stream."""
    lost: int = 0
    """Samples that the strap took and that never came."""


class Strap:
    """Bridges one strap to LSL until its task is cancelled.

    Parameters
    ----------
    radio : Radio
        Makes the links.
    streams : StrapStreams
        Takes the samples; is not closed here.
    status : StrapStatus
        Is kept up to date.
    measurements : frozenset of Measurement
        Polar measurements wanted, where the strap has them.
    say : callable
        Takes one line for people at every change.
    """

    def __init__(
        self,
        radio: Radio,
        streams: StrapStreams,
        status: StrapStatus,
        *,
        measurements: frozenset[Measurement] = frozenset(Measurement),
        say: Callable[[Message], None] = logger.info,
        patience: Patience | None = None,
        clock: Callable[[], float] = local_clock,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._radio = radio
        self._streams = streams
        self.status = status
        self._measurements = measurements
        self._tell = say
        self._patience = patience or Patience()
        self._clock = clock
        self._wait = wait
        self._factors: dict[int, float] = {}
        self._answers: asyncio.Queue[bytes] = asyncio.Queue()
        self._last_frame = 0.0
        self._lost = asyncio.Event()
        self._failure: StreamError | None = None

    async def run(self) -> None:
        """Connect, and again after every loss; ends only by cancellation."""
        failures = 0
        while True:
            frames = self.status.frames
            try:
                await self._connection()
                reason = Message("connection lost.")
            except StreamError as error:
                reason = joined(" ", (error.message, error.remedy))
            failures = 1 if self.status.frames > frames else failures + 1
            waits = self._patience.back_off
            pause = waits[min(failures, len(waits)) - 1]
            self.status.state = LinkState.WAITING
            self._say(Message("{reason} Next attempt in {pause:g} s.", reason=reason, pause=pause))
            await self._wait(pause)

    def _say(self, line: Message) -> None:
        self._tell(
            Message("{name}: {line}", name=self.status.name or self.status.address, line=line)
        )

    async def _connection(self) -> None:
        """Hold one connection until it is lost."""
        status = self.status
        status.state = LinkState.CONNECTING
        self._lost, self._failure = asyncio.Event(), None
        link = self._radio.link(status.address)
        try:
            await self._unless_lost(link.connect(self._lost.set))
            status.state, status.connections = LinkState.CONNECTED, status.connections + 1
            self._last_frame = self._clock()
            await self._unless_lost(self._subscribe(link))
            await self._watch(link)
        finally:
            if status.state is LinkState.CONNECTED:
                status.contact = status.heart_rate = None
                self._streams.link_down(self._clock())
                self._sum_up()
            with contextlib.suppress(StreamError):  # it is down already, or the radio is
                await link.disconnect()

    async def _unless_lost(self, work: Coroutine[Any, Any, None]) -> None:
        """Await the work, but not beyond a loss of the link.

        Requests may never be answered then, and some Bluetooth stacks cancel them.
        """
        tasks = asyncio.create_task(work), asyncio.create_task(self._lost.wait())
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if tasks[0].done() and not tasks[0].cancelled():
                return await tasks[0]
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        raise self._failure or StreamError(Message("connection lost."))

    async def _subscribe(self, link: Link) -> None:
        rates, starts = await self._prepare_polar(link)
        self._streams.link_up(rates, self._clock())
        if not link.offers(heart_rate.MEASUREMENT) and not rates:
            raise StreamError(
                Message("offers neither the heart-rate service nor Polar's measurements.")
            )
        if link.offers(heart_rate.MEASUREMENT):
            await link.subscribe(heart_rate.MEASUREMENT, self._guarded(self._on_heart_rate))
        if rates:
            await link.subscribe(polar.DATA, self._guarded(self._on_polar))
        running = [kind.name for kind, command in starts if await self._start(link, kind, command)]
        self.status.measurements = tuple(running)
        await self._read_battery(link)
        battery = "" if self.status.battery is None else f", battery {self.status.battery} %"
        what = " ".join(("HR, RR", *running))
        self._say(Message("connected ({what}{battery}).", what=what, battery=battery))

    async def _prepare_polar(
        self, link: Link
    ) -> tuple[dict[Measurement, float], list[tuple[Measurement, bytes]]]:
        """Return the rates that will come and the commands that start them."""
        rates: dict[Measurement, float] = {}
        starts: list[tuple[Measurement, bytes]] = []
        if not (self._measurements and link.offers(polar.CONTROL) and link.offers(polar.DATA)):
            return rates, starts
        self._factors.clear()
        self._answers = asyncio.Queue()
        offered = polar.offered_measurements(await link.read(polar.CONTROL))
        await link.subscribe(polar.CONTROL, self._answers.put_nowait)
        for kind in sorted(offered & self._measurements):
            answer = await self._ask(link, kind, polar.ask_settings(kind))
            if answer is None:
                continue
            chosen = polar.choose(answer.settings, rate=WANTED_HZ[kind])
            if polar.Setting.RATE not in chosen:
                self._say(
                    Message("{kind} left out: the strap does not state its rate.", kind=kind.name)
                )
                continue
            rates[kind] = float(chosen[polar.Setting.RATE][0])
            starts.append((kind, polar.start(kind, chosen)))
        return rates, starts

    async def _start(self, link: Link, kind: Measurement, command: bytes) -> bool:
        answer = await self._ask(link, kind, command)
        if answer is not None:
            self._factors[kind] = answer.factor
        return answer is not None

    async def _ask(self, link: Link, kind: Measurement, command: bytes) -> polar.Answer | None:
        """Return the answer to a command; None, said why, where there is none or it is no."""
        await link.write(polar.CONTROL, command)
        try:
            async with asyncio.timeout(_ANSWER_S):
                while True:
                    answer = polar.decode_answer(await self._answers.get())
                    if isinstance(answer, Malformed):
                        self._damaged(answer)
                    elif (answer.command, answer.measurement) == (command[0], kind):
                        break
        except TimeoutError:
            self._say(Message("{kind} left out: the strap does not answer.", kind=kind.name))
            return None
        if answer.error:
            self._say(Message("{kind} left out: {error}.", kind=kind.name, error=answer.error))
            return None
        return answer

    async def _watch(self, link: Link) -> None:
        """Return when the link is lost."""
        read_at = self._clock()
        while True:
            try:
                async with asyncio.timeout(self._patience.poll):
                    await self._lost.wait()
            except TimeoutError:
                pass
            else:
                if self._failure is not None:
                    raise self._failure
                return
            self._sum_up()
            now = self._clock()
            if now - self._last_frame > self._patience.silence:
                raise StreamError(
                    Message(
                        "connected but silent for {silence:g} s.", silence=self._patience.silence
                    ),
                    remedy=Message("Is it worn, and wet?"),
                )
            if now - read_at > self._patience.battery:
                read_at = now
                await self._unless_lost(self._read_battery(link))

    async def _read_battery(self, link: Link) -> None:
        if not link.offers(heart_rate.BATTERY_LEVEL):
            return
        try:
            data = await link.read(heart_rate.BATTERY_LEVEL)
        except StreamError as error:
            logger.info("battery not read: %s", error.message)
            return
        self._raw(heart_rate.BATTERY_LEVEL, data)
        level = decode_battery(data)
        if isinstance(level, Malformed):
            self._damaged(level)
            return
        if level <= 20 and (self.status.battery is None or self.status.battery > 20):
            self._say(Message("battery is at {level} %.", level=level))
        self.status.battery = level

    def _guarded(self, handle: Callable[[bytes], None]) -> Callable[[bytes], None]:
        """Have a failing outlet end the connection: in a callback it would only be logged."""

        def guarded(data: bytes) -> None:
            try:
                handle(data)
            except StreamError as error:
                self._failure = error
                self._lost.set()

        return guarded

    def _on_heart_rate(self, data: bytes) -> None:
        arrival = self._raw(heart_rate.MEASUREMENT, data)
        frame = decode_heart_rate(data)
        if isinstance(frame, Malformed):
            self._damaged(frame)
            return
        self._last_frame = arrival
        self.status.frames += 1
        self.status.heart_rate = frame.heart_rate or None
        if frame.contact is not None and frame.contact is not self.status.contact:
            if not frame.contact:
                self._say(Message("no skin contact."))
            elif self.status.contact is False:
                self._say(Message("skin contact again."))
        self.status.contact = frame.contact
        self._streams.heart_rate(frame, arrival)

    def _on_polar(self, data: bytes) -> None:
        arrival = self._raw(polar.DATA, data)
        frame = polar.decode_frame(data, self._factors)
        if isinstance(frame, Malformed):
            self._damaged(frame)
            return
        self._last_frame = arrival
        self.status.frames += 1
        self._streams.wave(frame, arrival)

    def _raw(self, characteristic: str, data: bytes) -> float:
        """Send the frame as it came and return its arrival."""
        arrival = self._clock()
        self._streams.raw(characteristic, data.hex(), arrival)
        return arrival

    def _damaged(self, what: Malformed) -> None:
        if not self.status.damaged[what.reason]:
            self._say(Message("a damaged frame was not used: {reason}.", reason=what.reason))
        self.status.damaged[what.reason] += 1

    def _sum_up(self) -> None:
        self.status.sent = dict(self._streams.sent)
        self.status.lost = self._streams.lost
