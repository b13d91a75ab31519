"""From nothing to open inlets: what is out there, whose it is, and what its clock says."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from acquisition.discovery import FoundStream, discover, propose_specs
from acquisition.inlet import OPEN_S, ClockMeasurement, RawInlet
from acquisition.roles import normalise_unit
from acquisition.specs import Correction
from processing.signals.rr_form import looks_like_rate
from processing.zones.pipeline import people_of
from safehold.core.errors import StreamError, StreamNotFoundError
from safehold.core.life_cycle import Step
from safehold.core.messages import Message
from safehold.core.rr_values import rr_unit
from safehold.core.types import Role, StreamSpec

logger = logging.getLogger("safehold.live.streams.connecting")

RR_UNITS = ("s", "ms", "1/1024 s")
RR_UNIT_S = 6.0
"""How long to wait for RR intervals that tell their unit, s."""
LOOK_S = 2.0

Say = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class Connection:
    """The streams of a session, opened."""

    specs: tuple[StreamSpec, ...]
    """What each stream is, and whose. One inlet may carry several (matched by ``uid``)."""
    inlets: dict[str, RawInlet]
    """By uid."""
    offsets: dict[str, ClockMeasurement]
    """First clock offset by uid; missing where none could be measured yet."""

    def closing(self) -> Iterator[Step]:
        """Yield the steps that close the streams."""
        for uid, inlet in self.inlets.items():
            yield Step(Message("The inlet {uid}", uid=uid), inlet.close)


def connect(
    people: Sequence[str],
    *,
    wait_s: float,
    min_streams: int,
    say: Say,
    corrections: Sequence[Correction] = (),
) -> Connection:
    """Find the streams of these people and open them.

    Parameters
    ----------
    people : sequence of str
        Participant labels.
    wait_s : float
        How long to look, s.
    min_streams : int
        Stop looking as soon as so many streams were found; 0 stops once one is usable.
    say : callable
        Gets a line of plain words at every step.
    corrections : sequence of Correction
        What the user has said of streams before.

    Raises
    ------
    StreamNotFoundError
        When no heart or respiration stream of these people answers in time.
    StreamError
        When a stream that answered cannot be opened.
    """
    say(Message("Looking for streams ..."))
    found, specs = _find(people, wait_s, min_streams, corrections)
    say(Message("Opening {n_found} streams ...", n_found=len(found)))
    inlets, offsets = _open(found)
    return Connection(
        tuple(_with_known_unit(spec, inlets[spec.uid], say) for spec in specs), inlets, offsets
    )


def _find(
    people: Sequence[str], wait_s: float, min_streams: int, corrections: Sequence[Correction]
) -> tuple[list[FoundStream], list[StreamSpec]]:
    deadline = time.monotonic() + wait_s
    while True:
        left = deadline - time.monotonic()
        found = discover(min(LOOK_S, max(left, 0.2)), min_streams=min_streams)
        proposed = propose_specs(found, people, corrections)
        specs = [spec for spec in proposed if spec.role is not Role.DERIVED]
        enough = not min_streams or len(found) >= min_streams
        if people_of(specs) and (enough or left <= 0):
            used = {spec.uid for spec in specs}
            return [stream for stream in found if stream.description.uid in used], specs
        if left <= 0:
            raise StreamNotFoundError(_nothing_usable(found, specs), remedy=_LOOK_REMEDY)


def _open(
    found: Sequence[FoundStream],
) -> tuple[dict[str, RawInlet], dict[str, ClockMeasurement]]:
    """Open all inlets at once and measure the first clock offset of each."""
    inlets = {stream.description.uid: RawInlet(stream) for stream in found}

    def open_one(uid: str) -> ClockMeasurement | StreamError | None:
        try:
            inlets[uid].open()
            return inlets[uid].measure_offset(OPEN_S)
        except StreamError as error:
            return error

    with ThreadPoolExecutor(max(1, len(inlets)), thread_name_prefix="safehold-open") as pool:
        results = dict(zip(inlets, pool.map(open_one, inlets), strict=True))
    for result in results.values():
        if isinstance(result, StreamError):
            raise result
    return inlets, {uid: r for uid, r in results.items() if isinstance(r, ClockMeasurement)}


def _with_known_unit(spec: StreamSpec, inlet: RawInlet, say: Say) -> StreamSpec:
    """Ask the data for the unit of RR intervals whose header does not say it.

    Where a few seconds of data do not tell either, the stream is recorded but not used.
    """
    if spec.role is not Role.RR:
        return spec
    if normalise_unit(spec.unit) in RR_UNITS:
        return replace(spec, unit=normalise_unit(spec.unit))
    say(Message("Waiting for RR intervals of {name!r} to see their unit ...", name=spec.name))
    deadline = time.monotonic() + RR_UNIT_S
    values, stamps = np.empty(0), np.empty(0)
    while time.monotonic() < deadline:
        chunk = inlet.pull()
        if chunk is not None and not isinstance(chunk.values, list):
            values = np.append(values, chunk.values[:, spec.channel].astype(float))
            stamps = np.append(stamps, chunk.stamps)
            unit = rr_unit(values, stamps)
            if unit is not None:
                return replace(spec, unit=unit)
        time.sleep(0.05)
    if values.size and looks_like_rate(values[np.isfinite(values)]):
        say(
            Message(
                "{name!r} sends a heart rate, not intervals: it is recorded, but not used.",
                name=spec.name,
            )
        )
        return replace(spec, role=Role.OTHER)
    say(Message("The unit of {name!r} is unknown: it is recorded, but not used.", name=spec.name))
    return replace(spec, role=Role.OTHER)


_LOOK_REMEDY = Message(
    "Start the sensor's LSL program on this computer or network and check that it "
    "streams; 'safehold simulate' gives streams to try with. For sensors on other "
    "computers add '--network lan'."
)


def _nothing_usable(found: Sequence[FoundStream], specs: Sequence[StreamSpec]) -> Message:
    if not found:
        return Message("No LSL stream was found.")
    names = ", ".join(repr(stream.description.name) for stream in found)
    unassigned = [spec.name for spec in specs if spec.person is None]
    hint = (
        Message(" Not assigned to a person: {unassigned}.", unassigned=", ".join(unassigned))
        if unassigned
        else ""
    )
    return Message(
        "None of the {n_found} streams found ({names}) is a heart or respiration "
        "stream of a participant.{hint}",
        n_found=len(found),
        names=names,
        hint=hint,
    )
