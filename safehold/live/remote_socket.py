"""A local socket that speaks LabRecorder's remote control; one thread, bounded in everything."""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.worker import Service, Worker

HOST: Final = "127.0.0.1"
"""Programs of this computer only."""
MAX_CLIENTS: Final = 8
MAX_LINE: Final = 512
"""Bytes; a longer line ends its connection."""
MAX_REPLIES: Final = 4096
"""Bytes of replies that a client may leave unread; more ends its connection."""
LOOK_S: Final = 0.1


@dataclass(slots=True)
class _Client:
    sock: socket.socket
    who: str
    got: bytes = b""
    reply: bytes = b""


class RemoteSocket:
    """Answers lines on a port of this computer.

    Parameters
    ----------
    port : int
        TCP port; 0 takes a free one.
    answer : callable
        Gets a line without its end and who sent it; returns the reply. Must not block.

    Raises
    ------
    ConfigError
        When the port is in use.
    """

    def __init__(self, port: int, answer: Callable[[bytes, str], str]) -> None:
        self._answer = answer
        self._clients: dict[int, _Client] = {}
        self._server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if os.name == "posix":  # elsewhere it would let two programs have the port
                self._server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._server.bind((HOST, port))
            self._server.listen(MAX_CLIENTS)
        except OSError as error:
            self._server.close()
            raise ConfigError(
                Message(
                    "Port {port} for the remote control cannot be opened ({why}).",
                    port=port,
                    why=error.strerror,
                ),
                remedy=Message(
                    "Close LabRecorder, or choose another port under [remote] in study.toml."
                ),
            ) from error
        self._server.setblocking(False)
        self.port: int = self._server.getsockname()[1]
        self.service = Service("remote", self._run)

    def start(self) -> None:
        """Begin to answer."""
        self.service.start()

    def close(self) -> None:
        """End, with all connections."""
        self.service.stop(2.0)
        for key in [*self._clients]:
            self._drop(key)
        self._server.close()

    def _run(self, worker: Worker) -> None:
        with selectors.DefaultSelector() as selector:
            self._selector = selector
            selector.register(self._server, selectors.EVENT_READ)
            while not worker.wait(0.0):
                for key, _ in selector.select(LOOK_S):
                    if key.fileobj is self._server:
                        self._accept()
                    elif (client := self._clients.get(key.fd)) is not None:
                        self._serve(key.fd, client)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            sock, (host, port) = self._server.accept()
            if len(self._clients) >= MAX_CLIENTS:
                sock.close()
                return
            sock.setblocking(False)
            self._clients[sock.fileno()] = _Client(
                sock, Message("A program at {host}:{port}", host=host, port=port)
            )
            self._selector.register(sock, selectors.EVENT_READ)

    def _serve(self, key: int, client: _Client) -> None:
        """Read what is there, once: a client that sends without end waits for its turn."""
        try:
            data = client.sock.recv(MAX_LINE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        client.got += data
        *lines, client.got = client.got.split(b"\n")
        for line in lines:
            client.reply += self._answer(line, client.who).encode("utf-8") + b"\n"
        with contextlib.suppress(BlockingIOError):
            try:
                client.reply = client.reply[client.sock.send(client.reply) :]
            except BlockingIOError:
                raise
            except OSError:
                data = b""
        if not data or len(client.got) > MAX_LINE or len(client.reply) > MAX_REPLIES:
            self._drop(key)

    def _drop(self, key: int) -> None:
        client = self._clients.pop(key)
        with contextlib.suppress(KeyError, ValueError, RuntimeError):
            self._selector.unregister(client.sock)
        client.sock.close()
