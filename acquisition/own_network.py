"""An LSL network of one's own on loopback, for what must neither see nor be seen by real sensors.

Demos, drills, measurements and tests run beside sessions and beside each other. Each has a session
id and a block of ports that no other of them has, whatever they are started by.
"""

from __future__ import annotations

import os
import random
import socket
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from acquisition.lsl import CONFIG_VARIABLE, PORT_RANGE, config_text
from safehold.core.errors import StreamError
from safehold.core.messages import Message

FIRST, LAST, BLOCK = 20000, 32000, 100
"""The ports that are given away, in blocks; below those that systems take at random."""
LOCKS = 19800
"""First of the ports that lock the blocks, one each."""


@contextmanager
def own_ports(count: int = BLOCK) -> Iterator[int]:
    """Give the first of ``count`` ports in a row that nobody else is given meanwhile.

    Parameters
    ----------
    count : int
        How many, 1 to 12000; whole blocks of 100 are taken.

    Yields
    ------
    int
        A port, 20000 to 31900.

    Raises
    ------
    StreamError
        When no row of blocks is free.
    """
    wanted = -(-count // BLOCK)
    last = (LAST - FIRST) // BLOCK - wanted
    for first in random.SystemRandom().sample(range(last + 1), last + 1):
        with ExitStack() as locks:
            try:
                for block in range(first, first + wanted):
                    lock = locks.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM))
                    lock.bind(("127.0.0.1", LOCKS + block))
            except OSError:
                continue
            yield FIRST + first * BLOCK
            return
    raise StreamError(
        Message("No {count} ports in a row are free from {first} to {last}.",
                count=count, first=FIRST, last=LAST),
        remedy=Message("Stop other demos, drills or tests on this computer and try again."),
    )  # fmt: skip


@contextmanager
def own_network(folder: Path, name: str, *, small: bool = True) -> Iterator[Path]:
    """Write the liblsl configuration of a network that nobody else is on.

    Parameters
    ----------
    folder : Path
        Where the configuration is written.
    name : str
        Begins the network's session id.
    small : bool
        False searches just like the loopback network (see :func:`acquisition.lsl.config_text`).

    Yields
    ------
    Path
        The configuration, for :func:`joined` or a child's environment.

    Raises
    ------
    OSError
        When the folder cannot be written.
    StreamError
        When no ports are free.
    """
    path = folder / "lsl_api.cfg"
    with own_ports(BLOCK if small else PORT_RANGE + 2) as base:
        session = f"{name}-{uuid.uuid4().hex[:8]}"
        text = config_text(session_id=session, ports=(base + 1, base), small=small)
        path.write_text(text, encoding="utf-8")
        yield path


@contextmanager
def joined(path: Path) -> Iterator[dict[str, str]]:
    """Put this process and its children on a network; liblsl reads it when it is first used.

    Yields
    ------
    dict
        The environment of child processes.
    """
    before = os.environ.get(CONFIG_VARIABLE)
    os.environ[CONFIG_VARIABLE] = str(path)
    try:
        yield dict(os.environ)
    finally:
        if before is None:
            del os.environ[CONFIG_VARIABLE]
        else:
            os.environ[CONFIG_VARIABLE] = before
