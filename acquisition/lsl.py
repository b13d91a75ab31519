"""Lab Streaming Layer: configuration of liblsl, its clock, and its errors as ours.

liblsl reads its configuration once, at its first use, and ignores later settings silently.
So :func:`configure` comes first in every process, and the session id that liblsl really uses
is compared with the configured one wherever an outlet is made or a stream is found.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pylsl

from safehold.core.errors import ConfigError, StreamError, StreamLostError, StreamNotFoundError
from safehold.core.messages import Message

logger = logging.getLogger("safehold.acquisition.lsl")

CONFIG_VARIABLE = "SAFEHOLD_LSL_CONFIG"
"""Environment variable with the path of a liblsl configuration file; it wins over arguments."""
NETWORKS = ("loopback", "lan")
DEFAULT_PORTS = (16572, 16571)
"""liblsl's own base port and multicast port: streams of other programs are found there."""
DEFAULT_SESSION = "default"
GROUP = "239.255.172.215"
"""liblsl's own multicast group for a site."""
PORT_RANGE = 256
"""Ports for outlets and searches on the loopback network: see ``bench/lsl_ports.py``."""
ISLAND_RANGE = 64
"""The same for an island, which also finds an outlet that stands outside."""
ANSWER_S = 1.0
"""A search waits so long for answers from this computer, s. liblsl's 3 and 5 s have each search
hold seven ports instead of two, for nothing: it asks again every 1.25 s."""

_configured: str | None = None


def config_text(
    network: str = "loopback",
    *,
    session_id: str = "",
    ports: tuple[int, int] | None = None,
    small: bool = True,
) -> str:
    """Return the liblsl configuration of a network.

    Parameters
    ----------
    network : str
        ``loopback``: nothing leaves this computer; streams of any program on it are found.
        ``lan``: liblsl's defaults and the user's ``lsl_api.cfg``.
    session_id : str
        Streams of other sessions are not seen; empty for liblsl's ``default``.
    ports : tuple of int or None
        Base port and multicast port of an island of its own (loopback only): programs with
        other ports neither see nor are seen. None for liblsl's ports.
    small : bool
        An island has few ports and asks its multicast group only. False searches and is searched
        just like the loopback network, to try out on other ports what users have.

    Returns
    -------
    str
        Configuration text; empty where liblsl's defaults hold.

    Raises
    ------
    ConfigError
        For an unknown network, or own ports on the LAN.
    """
    if network not in NETWORKS:
        raise ConfigError(
            Message("Network {network!r} is unknown.", code="network_unknown", network=network),
            remedy=Message(
                "Choose one of: {choices}.", code="choose_one", choices=", ".join(NETWORKS)
            ),
        )
    if "\n" in session_id or "\r" in session_id:
        raise ConfigError(
            Message("An LSL session id is one line of text.", code="lsl_session_id_one_line")
        )
    lab = f"[lab]\nSessionID={session_id}\n" if session_id else ""
    if network == "lan":
        if ports is not None:
            raise ConfigError(
                Message(
                    "Own ports are for the loopback network.", code="own_ports_loopback_network"
                ),
                remedy=Message(
                    "Set ports for the LAN in liblsl's own lsl_api.cfg.",
                    code="set_ports_lan_liblsls_own",
                ),
            )
        return lab
    base, multicast = ports or DEFAULT_PORTS
    if not (1024 <= base <= 65000 and 1024 <= multicast <= 65535):
        raise ConfigError(
            Message(
                "LSL ports {base} and {multicast} are out of range.",
                code="lsl_ports_range",
                base=base,
                multicast=multicast,
            ),
            remedy=Message("Choose ports from 1024 to 65000.", code="choose_ports_1024_65000"),
        )
    # One multicast address on the loopback interface reaches every outlet of ours, and on Linux
    # those of others, whatever port they have; an island asks nobody else. With liblsl's own
    # ports, all ports of the range are asked one by one too: others may listen to other groups.
    island = ports is not None and small
    peers = "" if island else "KnownPeers={127.0.0.1}\n"
    count = ISLAND_RANGE if island else PORT_RANGE
    return (
        f"[ports]\nBasePort={base}\nPortRange={count}\nMulticastPort={multicast}\n"
        "IPv6=disable\n"
        f"[multicast]\nResolveScope=machine\nAddressesOverride={{{GROUP}}}\n"
        "Interfaces={127.0.0.1}\nTTLOverride=0\n"
        f"[lab]\n{f'SessionID={session_id}' + chr(10) if session_id else ''}{peers}"
        f"[tuning]\nMulticastMaxRTT={ANSWER_S}\nUnicastMaxRTT={ANSWER_S}\n"
        "[log]\nlevel=-3\n"
    )


def configure(
    network: str = "loopback", *, session_id: str = "", ports: tuple[int, int] | None = None
) -> str:
    """Configure liblsl for this process; before anything else of Lab Streaming Layer.

    The file named by the environment variable ``SAFEHOLD_LSL_CONFIG`` wins, so that a child
    process joins the network of the process that started it.

    Returns
    -------
    str
        The configuration in force (see :func:`config_text`).

    Raises
    ------
    ConfigError
        For an unknown network or an unreadable configuration file.
    RuntimeError
        When this process has another configuration already.
    """
    global _configured
    path = os.environ.get(CONFIG_VARIABLE, "")
    text = _read(path) if path else config_text(network, session_id=session_id, ports=ports)
    if _configured is not None and _configured != text:
        raise RuntimeError("liblsl takes one configuration per process, and has another already")
    if _configured is None and text:
        pylsl.util.set_config_content(text)
        logger.debug("liblsl configured: %s", text.replace("\n", " "))
    _configured = text
    return text


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            Message(
                "The LSL configuration {path} ({variable}) cannot be read: {error}.",
                code="lsl_configuration_cannot_read",
                path=path,
                variable=CONFIG_VARIABLE,
                error=error,
            ),
            remedy=Message(
                "Unset {variable} or name a readable file.",
                code="unset_name_readable_file",
                variable=CONFIG_VARIABLE,
            ),
        ) from error


def configuration() -> str | None:
    """Return the configuration in force; None before :func:`configure`."""
    return _configured


def configured_session() -> str | None:
    """Return the session id this process was configured with; None where liblsl decides."""
    if not _configured:
        return None
    for line in _configured.splitlines():
        key, _, value = line.partition("=")
        if key.strip() == "SessionID":
            return value.strip()
    return None


def check_session(session_id: str) -> None:
    """Make sure that liblsl uses the session id it was configured with.

    Raises
    ------
    StreamError
        When liblsl was used before :func:`configure` and so never read the configuration.
    """
    expected = configured_session()
    if expected is not None and session_id != expected:
        raise StreamError(
            Message(
                "liblsl runs in session {session_id!r}, not in {expected!r}: something "
                "used it before it was configured.",
                code="liblsl_runs_session_not_something",
                session_id=session_id,
                expected=expected,
            ),
            remedy=Message(
                "Start the program again; please report this if it happens again.",
                code="start_program_again_please_report",
            ),
        )


def local_clock() -> float:
    """Return the time on this computer's LSL clock, s."""
    return float(pylsl.local_clock())


def library_version() -> str:
    """Return the version of liblsl, for example ``1.18``."""
    version = pylsl.library_version()
    return f"{version // 100}.{version % 100}"


@contextmanager
def lsl_errors(what: Message) -> Iterator[None]:
    """Turn pylsl's exceptions into ours; ``what`` opens the message ("Stream 'x' of y").

    pylsl's TimeoutError and LostError are RuntimeErrors of its own.
    """
    try:
        yield
    except pylsl.util.TimeoutError as error:
        raise StreamNotFoundError(
            Message("{what} does not answer.", code="stream_does_not_answer", what=what),
            remedy=Message(
                "Check that the program that sends it is still running.",
                code="check_program_sends_still_running",
            ),
        ) from error
    except pylsl.util.LostError as error:
        raise StreamLostError(
            Message("{what} has ended.", code="stream_lost", what=what),
            remedy=Message(
                "Start the sending program again; the stream reconnects when it is back.",
                code="start_sending_program_again_stream",
            ),
        ) from error
    except RuntimeError as error:
        raise StreamError(
            Message(
                "{what}: liblsl reports: {error}.", code="liblsl_reports", what=what, error=error
            )
        ) from error
