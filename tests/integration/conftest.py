"""A network of its own for every test process: own ports, own session, loopback only."""

from __future__ import annotations

import os
import random
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from acquisition import lsl
from tests.integration._session import PATIENCE


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

    @staticmethod
    def wait_until(condition: Callable[[], object], timeout: float = 30.0) -> None:
        """Wait until the condition holds; fail after the time-out."""
        deadline = time.monotonic() + PATIENCE * timeout
        while not condition():
            if time.monotonic() > deadline:
                pytest.fail(f"waited {PATIENCE * timeout:g} s in vain")
            time.sleep(0.01)


@pytest.fixture(scope="session")
def lsl_network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LslNetwork]:
    """Configure liblsl for this test process, once; liblsl takes one configuration only."""
    base = random.SystemRandom().randrange(20000, 32000, 100)  # below the ephemeral ports
    session = f"test-{uuid.uuid4().hex[:8]}"
    path: Path = tmp_path_factory.mktemp("lsl") / "lsl_api.cfg"
    path.write_text(lsl.config_text(session_id=session, ports=(base + 1, base)), encoding="utf-8")
    env = {**os.environ, lsl.CONFIG_VARIABLE: str(path)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(lsl.CONFIG_VARIABLE, str(path))
        lsl.configure()
        yield LslNetwork(session, env)
