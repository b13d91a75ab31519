"""liblsl's port range: how much of it is taken, and how much a session can come to need.

Every outlet takes a UDP and a TCP port of the range, and every search for streams takes UDP ports
for the answers: several at once, since one search is not over when the next begins. A search runs
for each stream watcher all the time, and for each inlet whose sender has gone until it is back.
Where the range is full, liblsl takes any port of the system. A search that asks the ports of the
range one by one does not find an outlet there.
"""

from __future__ import annotations

import math
import socket
import sys
from configparser import ConfigParser, Error
from dataclasses import dataclass

READERS = 2
"""Programs that take in every sensor of a session: workbench and recorder."""
OWN_PORTS = 12
"""UDP ports of the workbench's and the recorder's own outlets, and some to spare."""
WATCHERS = 3
"""Searches that run all the time or now and then: the recorder's and two of the workbench."""
SIDE_WINDOWS = 4
"""Rating and pacer windows that are reckoned with; each has an outlet and a watcher."""


def setting(text: str, section: str, option: str, default: str = "") -> str:
    """Return a setting of a liblsl configuration.

    Parameters
    ----------
    text : str
        The configuration; may be empty.
    section, option : str
        For example ``ports`` and ``PortRange``.
    default : str
        Returned where it is not set, or the text cannot be read.
    """
    parser = ConfigParser(strict=False, interpolation=None)
    try:
        parser.read_string(text)
    except Error:
        return default
    return parser.get(section, option, fallback=default).strip()


@dataclass(frozen=True, slots=True)
class PortRange:
    """The ports that a configuration of liblsl gives to outlets and searches."""

    base: int
    count: int
    search: int
    """UDP port that all outlets share and that multicast searches go to."""
    per_return: int
    """UDP ports that an inlet takes at once while it searches for its sender."""
    per_watcher: int
    """UDP ports that a stream watcher takes at once."""

    @property
    def last(self) -> int:
        """The last port of the range."""
        return self.base + self.count - 1

    def wanted(self, sensors: int) -> int:
        """Return the UDP ports a session takes while all its sensors come back at once.

        Parameters
        ----------
        sensors : int
            Streams of all people together, with workbench, recorder and all side windows.
        """
        windows = SIDE_WINDOWS * (1 + self.per_watcher)
        fixed = OWN_PORTS + WATCHERS * self.per_watcher + windows
        return fixed + sensors * self.per_sensor

    @property
    def per_sensor(self) -> int:
        """UDP ports that a sensor takes when its outlet stands and its readers still search."""
        return 1 + READERS * self.per_return

    def fits(self) -> int:
        """Return how many sensors of one session fit, all of them coming back at once."""
        return max(0, (self.count - self.wanted(0)) // self.per_sensor)


def port_range(text: str) -> PortRange:
    """Return the port range of a liblsl configuration; liblsl's defaults where it says nothing.

    Raises
    ------
    ValueError
        Where a port or a time is not a number.
    """

    def number(section: str, option: str, default: float) -> float:
        return float(setting(text, section, option, str(default)))

    multicast = number("tuning", "MulticastMaxRTT", 3)
    unicast = number("tuning", "UnicastMaxRTT", 5)
    every = number("tuning", "MulticastMinRTT", 0.5) + number("tuning", "UnicastMinRTT", 0.75)
    pause = number("tuning", "ContinuousResolveInterval", 0.5)
    v4_only = setting(text, "ports", "IPv6").casefold() in ("disable", "disabled")
    stacks = 1 if v4_only else 2

    def at_once(period: float) -> int:
        return stacks * (math.ceil(multicast / period) + math.ceil(unicast / period))

    return PortRange(
        base=int(number("ports", "BasePort", 16572)),
        count=int(number("ports", "PortRange", 32)),
        search=int(number("ports", "MulticastPort", 16571)),
        per_return=at_once(every),
        per_watcher=at_once(every + pause),
    )


@dataclass(frozen=True, slots=True)
class PortUse:
    """How many ports of a range are free on this computer now."""

    range: PortRange
    udp_free: int
    tcp_free: int


def port_use(ports: PortRange) -> PortUse:
    """Count the free ports of a range, by binding each for a moment; takes milliseconds."""
    numbers = range(ports.base, ports.base + ports.count)
    return PortUse(
        ports,
        udp_free=sum(can_bind(port, socket.SOCK_DGRAM) for port in numbers),
        tcp_free=sum(can_bind(port, socket.SOCK_STREAM) for port in numbers),
    )


def can_bind(port: int, kind: socket.SocketKind, *, shared: bool = False) -> bool:
    """Tell whether a port can be had; ``shared`` tries it as liblsl's search port is used."""
    with socket.socket(socket.AF_INET, kind) as probe:
        if shared:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if hasattr(socket, "SO_REUSEPORT") and sys.platform != "linux":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return False
    return True
