"""Which straps, and all of them at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from acquisition.bluetooth.polar import Measurement
from acquisition.bluetooth.radio import Radio, Seen
from acquisition.bluetooth.strap import Patience, Strap, StrapStatus
from acquisition.bluetooth.streams import StrapStreams
from acquisition.lsl import local_clock
from safehold.core.errors import ConfigError, StreamNotFoundError
from safehold.core.messages import Message

logger = logging.getLogger("safehold.acquisition.bluetooth.bridge")


LINGER_S = 0.5
"""The streams stay this long after the end, so that their last samples are fetched."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A strap to bridge and who wears it."""

    device: Seen
    person: str | None = None


def pick(seen: Sequence[Seen], wanted: str) -> Seen:
    """Return the device of that address, or whose name contains the text.

    Raises
    ------
    StreamNotFoundError
        When no device fits.
    ConfigError
        When several fit.
    """
    text = wanted.strip().casefold()
    named = [one for one in seen if text]
    exact = [one for one in named if text in (one.address.casefold(), one.name.casefold())]
    fitting = exact or [one for one in named if text in one.name.casefold()]
    if not fitting:
        raise StreamNotFoundError(
            Message("No Bluetooth device {wanted!r} was found.", wanted=wanted),
            remedy=Message(
                "'safehold bridge --list' shows what is there. Wet and wear the strap, "
                "and disconnect it from phones and watches: most straps serve one at a "
                "time."
            ),
        )
    if len(fitting) > 1:
        names = ", ".join(f"{one.name} ({one.address})" for one in fitting)
        raise ConfigError(
            Message("{wanted!r} fits several devices: {names}.", wanted=wanted, names=names),
            remedy=Message("Give the address instead."),
        )
    return fitting[0]


async def run_bridge(
    radio: Radio,
    wanted: Sequence[Wanted],
    *,
    measurements: frozenset[Measurement] = frozenset(Measurement),
    breathing: bool = False,
    say: Callable[[Message], None] = logger.info,
    on_status: Callable[[Sequence[StrapStatus]], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
    patience: Patience | None = None,
    clock: Callable[[], float] = local_clock,
) -> list[StrapStatus]:
    """Bridge the straps to LSL until ``stopped`` says so; return how each ended.

    Parameters
    ----------
    radio : Radio
        This computer's Bluetooth.
    wanted : sequence of Wanted
        One task and one set of streams for each.
    measurements : frozenset of Measurement
        Polar measurements wanted, where a strap has them.
    breathing : bool
        Derive respiration from the acceleration.
    say : callable
        Takes lines for people.
    on_status : callable or None
        Called with the states of all straps about twice a second.
    stopped : callable
        Asked as often.
    """
    streams = [
        StrapStreams(one.device.name, one.device.address, person=one.person, breathing=breathing)
        for one in wanted
    ]
    straps = [
        Strap(
            radio,
            stream,
            StrapStatus(one.device.name, one.device.address, one.person),
            measurements=measurements,
            say=say,
            patience=patience,
            clock=clock,
        )
        for one, stream in zip(wanted, streams, strict=True)
    ]
    states = [strap.status for strap in straps]
    tasks = [asyncio.create_task(strap.run()) for strap in straps]
    poll = (patience or Patience()).poll
    try:
        while not stopped() and not any(task.done() for task in tasks):
            if on_status is not None:
                on_status(states)
            await asyncio.wait(tasks, timeout=poll)
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(LINGER_S)
        for stream in streams:
            stream.close()
    for error in ended:
        if isinstance(error, BaseException) and not isinstance(error, asyncio.CancelledError):
            raise error
    return states
