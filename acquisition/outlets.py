"""Streams that safehold publishes: events, ticks, indices, zones, journal.

Every outlet has a fixed source id (``safehold-<what>-<session>``), so that readers find it again
after a restart, and a header that says what each channel is.
"""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pylsl

from acquisition.description import legal_xml
from acquisition.lsl import check_session, lsl_errors
from safehold import __version__
from safehold.core.canonical import canonical_json
from safehold.core.markers import encode_marker
from safehold.core.messages import Message
from safehold.core.types import ZONE_CODES, FloatArray, Tick, ZoneName
from safehold.core.wording import ZONE_LABELS

INDEX_CHANNELS = (
    ("hr", "bpm"),
    ("rmssd", "ms"),
    ("ln_rmssd", "ln ms"),
    ("ln_cvsd", "ln"),
    ("p2t", "ms"),
    ("ln_p2t", "ln ms"),
    ("ln_p2t_adjusted", "ln ms"),
    ("resp_rate", "1/min"),
)
"""Channels of an index stream: name and unit."""
ZONE_CHANNELS = (
    ("zone", "code"), ("a", "z"), ("v", "z"), ("x", "z"), ("change", "z"),
)  # fmt: skip
"""Channels of a zone stream: name and unit; z is the spread of the person's own baseline."""


@dataclass(frozen=True, slots=True)
class OutletChannel:
    """One channel of an outlet."""

    label: str
    unit: str
    type: str
    range: tuple[float, float] | None = None
    """Least and largest possible value."""
    anchors: tuple[str, str] = ("", "")
    """Words at the two ends of a rating scale."""


@dataclass(frozen=True, slots=True)
class OutletInfo:
    """What an outlet's header says."""

    name: str
    type: str
    source_id: str
    channels: Sequence[OutletChannel]
    rate: float = 0.0
    """Samples per second; 0 for irregular."""
    format: str = "float32"
    person: str | None = None
    remarks: Sequence[tuple[str, str]] = ()
    """Further elements of ``desc/safehold``: name and text."""


def _stream_info(info: OutletInfo) -> Any:
    stream = pylsl.StreamInfo(
        info.name, info.type, len(info.channels), info.rate, info.format, info.source_id
    )
    desc = stream.desc()
    made_by = desc.append_child("acquisition")
    for name, text in (
        ("manufacturer", "safehold"),
        ("model", info.type),
        ("version", __version__),
    ):
        made_by.append_child_value(name, legal_xml(text))
    channels = desc.append_child("channels")
    for channel in info.channels:
        node = channels.append_child("channel")
        node.append_child_value("label", legal_xml(channel.label))
        node.append_child_value("unit", legal_xml(channel.unit))
        node.append_child_value("type", legal_xml(channel.type))
        if channel.range is not None:
            limits = node.append_child("range")
            for name, limit, anchor in zip(
                ("minimum", "maximum"), channel.range, channel.anchors, strict=True
            ):
                limits.append_child_value(name, f"{limit:g}")
                limits.append_child_value(f"{name}_anchor", legal_xml(anchor))
    own = desc.append_child("safehold")
    own.append_child_value("version", __version__)
    if info.person is not None:
        own.append_child_value("person", legal_xml(info.person))
    for name, text in info.remarks:
        own.append_child_value(name, legal_xml(text))
    if info.rate > 0:
        # Readers that spread samples evenly over a dropout move stamps by seconds; this says no.
        desc.append_child("synchronization").append_child_value("can_drop_samples", "true")
    return stream


class Outlet:
    """An LSL outlet with full metadata and explicit stamps; any thread pushes."""

    def __init__(self, info: OutletInfo) -> None:
        if not info.source_id:
            raise ValueError("an outlet needs a source id, or its readers cannot find it again")
        self.info = info
        self._lock = threading.Lock()
        with lsl_errors(Message("Outlet {name!r}", name=info.name)):
            self._outlet: Any = pylsl.StreamOutlet(_stream_info(info))
            check_session(self._outlet.get_info().session_id())

    def push(self, values: Sequence[float] | Sequence[str], stamp: float) -> None:
        """Send one sample with its stamp on the LSL clock.

        Raises
        ------
        ValueError
            For a stamp that is not a positive time: liblsl would put another in its place.
        """
        if not (math.isfinite(stamp) and stamp > 0):
            raise ValueError(f"{stamp!r} is not a time on the LSL clock")
        with self._lock, lsl_errors(Message("Outlet {name!r}", name=self.info.name)):
            self._handle().push_sample(values, stamp)

    def push_chunk(self, values: Any, stamps: Sequence[float] | FloatArray) -> None:
        """Send samples, shape ``(n, channels)``, each with its own stamp."""
        if len(stamps) == 0:
            return
        times = [float(stamp) for stamp in stamps]
        if not all(math.isfinite(time) and time > 0 for time in times):
            raise ValueError("every stamp must be a time on the LSL clock")
        with self._lock, lsl_errors(Message("Outlet {name!r}", name=self.info.name)):
            self._handle().push_chunk(values, times)

    def _handle(self) -> Any:
        if self._outlet is None:
            raise RuntimeError("the outlet is closed")
        return self._outlet

    def wait_for_consumers(self, timeout: float) -> bool:
        """Wait until somebody reads the stream; False after the time-out."""
        return bool(self._handle().wait_for_consumers(timeout))

    def has_consumers(self) -> bool:
        """Tell whether somebody reads the stream."""
        return bool(self._handle().have_consumers())

    def close(self) -> None:
        """Take the stream off the network; harmless when closed already."""
        self._outlet = None


def source_id(what: str, session: str) -> str:
    """Return the fixed source id of one of safehold's own streams."""
    return f"safehold-{what}-{re.sub('[^A-Za-z0-9_.-]', '_', session)}"


class EventOutlet(Outlet):
    """Events as marker text (:mod:`safehold.core.markers`)."""

    def __init__(self, session: str) -> None:
        super().__init__(
            OutletInfo(
                "safehold-events", "Markers", source_id("events", session),
                (OutletChannel("event", "", "Marker"),), format="string",
                remarks=(("form", "code;key=value;..."),),
            )
        )  # fmt: skip

    def send(self, code: str, attributes: Mapping[str, str], stamp: float) -> str:
        """Send an event with its LSL time; return the marker text."""
        text = encode_marker(code, attributes)
        self.push([text], stamp)
        return text


class TickOutlet(Outlet):
    """Ticks as canonical JSON: the authoritative form of what was shown."""

    def __init__(self, session: str) -> None:
        super().__init__(
            OutletInfo(
                "safehold-ticks", "safehold-ticks", source_id("ticks", session),
                (OutletChannel("tick", "", "JSON"),), format="string",
                remarks=(("stamp", "LSL time of the tick's second, not of its computation"),),
            )
        )  # fmt: skip

    def send(self, tick: Tick, stamp: float) -> str:
        """Send a tick; ``stamp`` is the LSL time of its second. Return the text sent."""
        text = canonical_json(tick)
        self.push([text], stamp)
        return text


class IndexOutlet(Outlet):
    """One person's indices as numbers, for other programs; NaN where missing."""

    def __init__(self, session: str, person: str) -> None:
        super().__init__(
            OutletInfo(
                f"safehold-indices-{person}", "safehold-indices",
                source_id(f"indices-{person}", session),
                tuple(OutletChannel(name, unit, "index") for name, unit in INDEX_CHANNELS),
                format="double64", person=person,
                remarks=(
                    ("missing", "NaN; the reasons stand in the tick stream"),
                    ("stamp", "LSL time of the tick's second, not of its computation"),
                ),
            )
        )  # fmt: skip

    def send(self, tick: Tick, stamp: float) -> None:
        """Send the indices of a tick; ``stamp`` is the LSL time of its second."""
        found = (tick.index(name) for name, _ in INDEX_CHANNELS)
        values = [
            math.nan if index is None or index.value is None else index.value for index in found
        ]
        self.push(values, stamp)


class ZoneOutlet(Outlet):
    """One person's zone as numbers, for other programs; NaN where missing."""

    def __init__(self, session: str, person: str) -> None:
        codes = ", ".join(f"{number} = {ZONE_LABELS[name]}" for name, number in ZONE_CODES.items())
        super().__init__(
            OutletInfo(
                f"safehold-zone-{person}", "safehold-zone", source_id(f"zone-{person}", session),
                tuple(OutletChannel(name, unit, "zone") for name, unit in ZONE_CHANNELS),
                format="double64", person=person,
                remarks=(
                    ("zone_codes", codes),
                    ("held", "a state held while inputs are missing is sent as 0"),
                    ("axes", "a: heart rate, v: vagal index, x: (a - v) / 2, each relative to "
                     "this person's own baseline"),
                    ("missing", "NaN; the reasons stand in the tick stream"),
                    ("stamp", "LSL time of the tick's second, not of its computation"),
                ),
            )
        )  # fmt: skip

    def send(self, tick: Tick, stamp: float) -> None:
        """Send the zone of a tick; ``stamp`` is the LSL time of its second."""
        zone = tick.zone
        code = ZONE_CODES[ZoneName.UNKNOWN if zone.held else zone.state]
        numbers = (zone.a, zone.v, zone.x, zone.change)
        values = [math.nan if number is None else number for number in numbers]
        self.push([float(code), *values], stamp)


class PacerOutlet(Outlet):
    """The breathing pacer as it stands on the screen: 0 empty to 1 full."""

    def __init__(self, session: str) -> None:
        super().__init__(
            OutletInfo(
                "safehold-pacer", "safehold-pacer", source_id("pacer", session),
                (OutletChannel("position", "1", "pacer"), OutletChannel("pace", "1/min", "pacer")),
                format="float32",
                remarks=(("position", "0 = breathed out, 1 = breathed in"),),
            )
        )  # fmt: skip

    def send(self, positions: Sequence[float], pace: float, stamps: Sequence[float]) -> None:
        """Send positions at their LSL times, with the pace in breaths per minute."""
        self.push_chunk([[position, pace] for position in positions], stamps)


class JournalOutlet(Outlet):
    """Lines of the journal, as they are written to its file."""

    def __init__(self, session: str) -> None:
        super().__init__(
            OutletInfo(
                "safehold-engine", "safehold-engine", source_id("engine", session),
                (OutletChannel("line", "", "JSON"),), format="string",
            )
        )  # fmt: skip

    def send(self, line: str, stamp: float) -> None:
        """Send a line; ``stamp`` is the LSL time it was written at."""
        self.push([line], stamp)


def wait_for_all(outlets: Sequence[Outlet], timeout: float, clock: Callable[[], float]) -> bool:
    """Wait until each outlet has a reader; False when one has none after the time-out."""
    deadline = clock() + timeout
    return all(outlet.wait_for_consumers(max(0.0, deadline - clock())) for outlet in outlets)
