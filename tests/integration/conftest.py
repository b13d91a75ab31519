"""A network of its own for every test process: own ports, own session, loopback only."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from acquisition import lsl
from acquisition.own_network import joined, own_network
from tests.helpers import wait_until


@dataclass(frozen=True, slots=True)
class LslNetwork:
    """The LSL network of this test process."""

    session_id: str
    env: dict[str, str]
    """Environment for child processes, so that they join the same network."""

    @staticmethod
    def source_id(what: str) -> str:
        """Return a source id that no other test uses: recovery ignores the session id."""
        return f"{what}-{uuid.uuid4().hex[:10]}"

    wait_until = staticmethod(wait_until)


@pytest.fixture(scope="session")
def lsl_network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LslNetwork]:
    """Configure liblsl for this test process, once; liblsl takes one configuration only."""
    with own_network(tmp_path_factory.mktemp("lsl"), "test") as path, joined(path) as env:
        lsl.configure()
        yield LslNetwork(lsl.configured_session() or "", env)
