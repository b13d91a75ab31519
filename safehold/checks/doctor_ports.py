"""The check of liblsl's port range: which is in force, and is it nearly full."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Mapping

from acquisition.configuration import ports_in_force
from acquisition.ports import PortRange, can_bind, port_use
from safehold.core.findings import Finding, fail, ok, warn
from safehold.core.messages import Message

SPARE = 4
"""A range of which less than one in so many ports is free is nearly full."""
MAKE_ROOM = Message(
    "Close programs that stream or search and are not needed; on the LAN "
    "set PortRange=256 under [ports], MulticastMaxRTT=1 and "
    "UnicastMaxRTT=1 under [tuning] in lsl_api.cfg."
)


def check_ports(network: str, environ: Mapping[str, str] = os.environ) -> Iterator[Finding]:
    """Whether liblsl's ports can be had."""
    ports = ports_in_force(network, environ)
    if ports is None:
        return  # said by check_configuration
    use = port_use(ports)
    text = Message(
        "of {n} from {first} on, UDP {udp} and TCP {tcp} free; {room}",
        n=ports.count,
        first=ports.base,
        udp=use.udp_free,
        tcp=use.tcp_free,
        room=_room(ports),
    )
    if min(use.udp_free, use.tcp_free) < ports.count // SPARE:
        yield warn(
            Message("ports"),
            text,
            Message(
                "A stream that restarts may get a port that no search asks or no "
                "firewall lets through. {remedy}",
                remedy=MAKE_ROOM,
            ),
        )
    else:
        yield ok(Message("ports"), text)
    if can_bind(ports.search, socket.SOCK_DGRAM, shared=True):
        yield ok(
            Message("search port"), Message("UDP {search} can be shared", search=ports.search)
        )
    else:
        yield fail(
            Message("search port"),
            Message(
                "UDP {search} is taken by a program that does not share it", search=ports.search
            ),
            Message(
                "Find and stop it (ss -lunp, netstat -ano), or set another "
                "MulticastPort everywhere."
            ),
        )


def _room(ports: PortRange) -> Message:
    fits = ports.fits()
    if not fits:
        return Message("too few for a session whose sensors all come back at once")
    return Message("enough for {n} sensors that all come back at once", n=fits)
