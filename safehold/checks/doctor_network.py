"""Checks of the network: why a stream cannot be seen."""

from __future__ import annotations

import contextlib
import ipaddress
import json
import os
import platform
import socket
import struct
import subprocess
import sys
import threading
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from acquisition.configuration import configuration_in_force, lsl_files
from acquisition.lsl import CONFIG_VARIABLE
from acquisition.ports import port_range
from safehold.checks.doctor import REPORT_IT
from safehold.core.findings import Finding, fail, ok, warn
from safehold.core.messages import NOTHING, Message, joined, verbatim

LOOK_S = 3.0
"""How long the self-test looks for streams, s."""
_START_S = 15.0
_TUNNELS = ("tun", "tap", "wg", "utun", "ppp", "docker", "veth", "virbr", "br-", "vmnet", "vbox")


def check_configuration(
    network: str, environ: Mapping[str, str] = os.environ
) -> Iterator[Finding]:
    """Which configuration is in force, and what in it can hide streams."""
    try:
        config = configuration_in_force(network, environ)
    except (OSError, UnicodeDecodeError) as error:
        yield fail(
            Message("LSL configuration"),
            Message(
                "{path} cannot be read: {error}", path=environ.get(CONFIG_VARIABLE), error=error
            ),
            Message(
                "Unset {variable} or name a readable file.",
                code="unset_name_readable_file",
                variable=CONFIG_VARIABLE,
            ),
        )
        return
    yield ok(Message("LSL configuration"), config.source)
    if network == "loopback" and not environ.get(CONFIG_VARIABLE):
        yield ok(
            Message("network"),
            Message("loopback: streams of this computer only"),
            Message("For others: --network lan"),
        )
        for path in lsl_files(environ):
            if path.is_file():
                yield ok(
                    Message("network"),
                    Message("{path} is there, but --network loopback does not use it", path=path),
                )
    session = config.get("lab", "SessionID", "default")
    if session != "default":
        yield warn(
            Message("LSL session"),
            Message("SessionID is {session!r}", session=session),
            Message(
                "Streams of programs in another session are not seen, and theirs is "
                "'default' unless it was set: set the same one everywhere, or none."
            ),
        )
    else:
        yield ok(Message("LSL session"), Message("default"))
    for section, option in (
        ("multicast", "ResolveScope"),
        ("multicast", "AddressesOverride"),
        ("multicast", "Interfaces"),
        ("lab", "KnownPeers"),
        ("ports", "IPv6"),
    ):
        value = config.get(section, option)
        if value and network == "lan":
            yield ok(
                Message("LSL setting"), Message("{option} = {value}", option=option, value=value)
            )


@dataclass(frozen=True, slots=True)
class Interface:
    """A network interface of this computer."""

    name: str
    address: str
    """IPv4 address; empty where it has none."""
    up: bool
    loopback: bool
    multicast: bool

    @property
    def tunnel(self) -> bool:
        """True for VPNs and virtual networks, by name."""
        return self.name.casefold().startswith(_TUNNELS) or "virtual" in self.name.casefold()


def interfaces() -> list[Interface]:
    """Return this computer's interfaces; with flags on Linux, else those with an address."""
    if platform.system() == "Linux":
        return [_linux_interface(name) for _, name in socket.if_nameindex()]
    with contextlib.suppress(OSError):
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        addresses = sorted({str(entry[4][0]) for entry in found} | {"127.0.0.1"})
        return [
            Interface(a, a, True, ipaddress.ip_address(a).is_loopback, True) for a in addresses
        ]
    return [Interface("127.0.0.1", "127.0.0.1", True, True, True)]


def _linux_interface(name: str) -> Interface:
    import fcntl  # not on Windows

    flags = 0
    with contextlib.suppress(OSError, ValueError):
        flags = int(Path(f"/sys/class/net/{name}/flags").read_text(), 16)
    address = ""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        request = struct.pack("256s", name.encode()[:15])
        address = socket.inet_ntoa(fcntl.ioctl(probe.fileno(), 0x8915, request)[20:24])
    return Interface(name, address, bool(flags & 0x1), bool(flags & 0x8), bool(flags & 0x1000))


def check_interfaces(network: str, found: Sequence[Interface] | None = None) -> Iterator[Finding]:
    """Whether there is an interface that the streams can come through."""
    present = interfaces() if found is None else found
    yield ok(Message("interfaces"), joined(", ", map(_told, present)) or Message("none"))
    if not any(i.loopback and i.up and i.address for i in present):
        yield fail(
            verbatim("loopback"),
            Message("this computer cannot talk to itself"),
            Message("Bring up the interface lo."),
        )
    if network == "loopback":
        return
    usable = [i for i in present if i.up and not i.loopback and i.address]
    if not usable:
        yield fail(
            verbatim("LAN"),
            Message("no interface with an IPv4 address"),
            Message("Connect the cable or the wireless network."),
        )
    for one in usable:
        if ipaddress.ip_address(one.address).is_link_local:
            yield warn(
                verbatim("LAN"),
                Message(
                    "{name} has no address from a router ({address})",
                    name=one.name,
                    address=one.address,
                ),
                Message(
                    "That works only if every computer has such an address; else check the router."
                ),
            )
        if not one.multicast:
            yield warn(
                verbatim("LAN"),
                Message("{name} does no multicast", name=one.name),
                Message("Name the others in KnownPeers."),
            )
    if len(usable) > 1:
        tunnels = [i.name for i in usable if i.tunnel]
        yield warn(
            verbatim("LAN"),
            Message(
                "{n} networks at once: {names}",
                n=len(usable),
                names=", ".join(i.name for i in usable),
            ),
            joined(
                " ",
                (
                    Message("Switch off {names} (VPN or virtual).", names=", ".join(tunnels))
                    if tunnels
                    else NOTHING,
                    Message(
                        "Searches may leave through the wrong one: use one network, or set "
                        "'Interfaces' under [multicast] in lsl_api.cfg."
                    ),
                ),
            ),
        )


def _told(one: Interface) -> Message:
    if not one.address:
        return Message("{name} (no IPv4 address)", name=one.name)
    if not one.up:
        return Message("{name} {address} (down)", name=one.name, address=one.address)
    return Message("{name} {address}", name=one.name, address=one.address)


def check_ipv6(network: str) -> Iterator[Finding]:
    """Whether IPv6 is there, and matters."""
    works = False
    if socket.has_ipv6:
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
            works = True
    if network == "loopback":
        yield ok(verbatim("IPv6"), Message("not used with --network loopback"))
    elif works:
        yield ok(
            verbatim("IPv6"),
            Message("there; liblsl uses it beside IPv4"),
            Message(
                "If streams come and go, set 'IPv6=disable' under [ports] in "
                "lsl_api.cfg everywhere."
            ),
        )
    else:
        yield ok(verbatim("IPv6"), Message("not there; IPv4 is enough"))


def check_firewall(network: str, environ: Mapping[str, str] = os.environ) -> Iterator[Finding]:
    """Say what a firewall must let through; whether it does can only be seen from outside."""
    if network == "loopback":
        yield ok(Message("firewall"), Message("does not matter within this computer"))
        return
    try:
        used = port_range(configuration_in_force(network, environ).text)
    except (OSError, ValueError):
        used = port_range("")
    ports = Message(
        "TCP and UDP {first}-{last} and UDP {search}",
        first=used.base,
        last=used.last,
        search=used.search,
    )
    if sys.platform == "win32":
        where = Message(
            "Windows Defender Firewall: allow this Python and the sending program on *private* "
            "networks, and set the network's profile to private."
        )
    elif sys.platform == "darwin":
        where = Message(
            "System Settings > Network > Firewall: allow incoming connections for this Python."
        )
    else:
        where = Message(
            "ufw: sudo ufw allow from <your network> to any port {first}:{last} proto udp, and "
            "the same with proto tcp; firewalld: the same ports in the zone of the network.",
            first=used.search,
            last=used.last,
        )
    active = _linux_firewall() if sys.platform == "linux" else ""
    if active:
        yield warn(
            Message("firewall"),
            Message("{active} is active", active=active),
            Message("It must let {ports} through. {where}", ports=ports, where=where),
        )
    else:
        yield ok(
            Message("firewall"),
            Message("must let {ports} through, here and there", ports=ports),
            where,
        )


def _linux_firewall() -> str:
    with contextlib.suppress(OSError):
        if "ENABLED=yes" in Path("/etc/ufw/ufw.conf").read_text():
            return "ufw"
    return "firewalld" if Path("/run/firewalld").is_dir() else ""


def check_streams(network: str, seconds: float = LOOK_S) -> Iterator[Finding]:
    """Send a stream from one process, look for it from another, and list what else is there."""
    source_id = f"safehold-doctor-{uuid.uuid4().hex[:12]}"
    result = _self_test(network, source_id, seconds)
    if isinstance(result, Message):
        yield fail(Message("LSL self-test"), result, REPORT_IT)
        return
    if result["own_after"] is None:
        inside = _self_test("loopback", source_id, seconds) if network == "lan" else None
        works = isinstance(inside, dict) and inside["own_after"] is not None
        yield fail(
            Message("LSL self-test"),
            Message(
                "this computer did not see its own stream within {seconds:g} s over the LAN, but "
                "does within the computer",
                seconds=seconds,
            )
            if works
            else Message(
                "this computer did not see its own stream within {seconds:g} s", seconds=seconds
            ),
            Message(
                "The interface does no multicast, or a VPN takes it: see the interfaces above."
            )
            if works
            else Message("A firewall or security program blocks Python's own traffic."),
        )
    else:
        yield ok(
            Message("LSL self-test"),
            Message("own stream seen after {seconds:.1f} s", seconds=result["own_after"]),
        )
    yield from describe_streams(network, result["streams"])


def describe_streams(network: str, streams: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """Tell what each stream of another program would be taken for."""
    if not streams:
        yield warn(
            Message("streams"),
            Message("no other program's stream is seen"),
            joined(
                " ",
                (
                    Message("Is it started, and streaming?"),
                    Message("On another computer? Then use --network lan here.")
                    if network == "loopback"
                    else Message(
                        "Is it on the same network (no guest Wi-Fi), with the same SessionID, "
                        "and open in its firewall? If multicast is blocked, name its address "
                        "in KnownPeers."
                    ),
                ),
            ),
        )
    twice = Counter((s["name"], s["source_id"]) for s in streams if s["source_id"])
    for stream in streams:
        rate = f"{stream['rate']:g} Hz" if stream["rate"] else Message("irregular")
        text = Message(
            "{name!r} on {host}, {channels} x {format}, {rate}: {roles}",
            **{key: stream[key] for key in ("name", "host", "channels", "format")},
            rate=rate,
            roles="; ".join(f"{role} ({reason})" for role, reason in stream["roles"]),
        )
        if twice[stream["name"], stream["source_id"]] > 1:
            yield warn(
                Message("stream"),
                text,
                Message("Sent twice with one source id: stop one of the senders."),
            )
        elif not stream["source_id"]:
            yield warn(
                Message("stream"),
                text,
                Message("It has no source id, so it is not found again after a break."),
            )
        else:
            yield ok(Message("stream"), text)


def _self_test(network: str, source_id: str, seconds: float) -> dict[str, Any] | Message:
    """Return what the looking process found, or why there is nothing."""
    command = [sys.executable, "-m", "safehold.checks.doctor_probe"]
    with subprocess.Popen(
        [*command, "send", network, source_id],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as sender:
        # A sender that hangs is ended, which ends the wait for its first line.
        limit = threading.Timer(_START_S, sender.kill)
        limit.daemon = True
        limit.start()
        ready = sender.stdout is not None and sender.stdout.readline() == "ready\n"
        limit.cancel()
        if not ready:
            return Message("a stream could not be sent (code {number})", number=sender.wait(5))
        try:
            looked = subprocess.run(
                [*command, "look", network, source_id, str(seconds)],
                capture_output=True,
                text=True,
                timeout=_START_S + seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Message(
                "looking for streams did not end within {seconds:g} s", seconds=_START_S + seconds
            )
        finally:
            sender.kill()
    lines = looked.stdout.strip().splitlines()
    if looked.returncode != 0 or not lines:
        last = (looked.stderr.strip().splitlines() or ["no message"])[-1]
        return Message(
            "streams could not be looked for (code {number}: {last})",
            number=looked.returncode,
            last=last,
        )
    found: dict[str, Any] = json.loads(lines[-1])
    return found
