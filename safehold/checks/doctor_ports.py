"""The check of liblsl's port range: which is in force, and is it nearly full."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Mapping

from acquisition.configuration import ports_in_force
from acquisition.ports import PortRange, can_bind, port_use
from safehold.core.findings import Finding, fail, ok, warn

SPARE = 4
"""A range of which less than one in so many ports is free is nearly full."""
MAKE_ROOM = (
    "End programs that stream or search and are not needed; on the LAN set PortRange=256 under "
    "[ports], MulticastMaxRTT=1 and UnicastMaxRTT=1 under [tuning] in lsl_api.cfg."
)


def check_ports(network: str, environ: Mapping[str, str] = os.environ) -> Iterator[Finding]:
    """Whether liblsl's ports can be had."""
    ports = ports_in_force(network, environ)
    if ports is None:
        return  # said by check_configuration
    use = port_use(ports)
    text = (
        f"of {ports.count} from {ports.base} on, UDP {use.udp_free} and TCP {use.tcp_free} free; "
        f"{_room(ports)}"
    )
    if min(use.udp_free, use.tcp_free) < ports.count // SPARE:
        yield warn(
            "ports", text, "A stream that starts again may get a port that no search asks, or "
            f"no firewall lets through. {MAKE_ROOM}",
        )  # fmt: skip
    else:
        yield ok("ports", text)
    if can_bind(ports.search, socket.SOCK_DGRAM, shared=True):
        yield ok("search port", f"UDP {ports.search} can be shared")
    else:
        yield fail(
            "search port",
            f"UDP {ports.search} is taken by a program that does not share it",
            "Find and end it (ss -lunp, netstat -ano), or set another MulticastPort everywhere.",
        )


def _room(ports: PortRange) -> str:
    fits = ports.fits()
    if not fits:
        return "too few for a session whose sensors all come back at once"
    return f"enough for {fits} sensors that all come back at once"
