"""A connection that tells when a sender's program has ended, and only then."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from acquisition.discovery import discover
from acquisition.sender_alive import SenderAlive
from tests.integration._sender_process import SenderProcess
from tests.integration.conftest import LslNetwork

pytestmark = pytest.mark.lsl


def test_it_breaks_with_the_program_and_not_before(lsl_network: LslNetwork, tmp_path: Path):
    markers = {"name": "PsychoPy", "type": "Markers", "format": "string", "kind": "idle"}
    markers["source_id"] = lsl_network.source_id("markers")
    sender = SenderProcess(lsl_network.env, markers)
    try:
        sender.ready()
        (found,) = [
            stream
            for stream in discover(10.0, min_streams=1)
            if stream.description.source_id == markers["source_id"]
        ]
        connection, late = SenderAlive(found), SenderAlive(found)
        assert connection.holds()
        sender.process.send_signal(signal.SIGSTOP)
        assert connection.holds()
        assert late.holds()  # it hangs: nobody can tell
        sender.process.send_signal(signal.SIGCONT)
        assert late.holds()
        sender.kill()
        lsl_network.wait_until(lambda: not connection.holds(), 3)
        assert not late.holds()
        sender = SenderProcess(lsl_network.env, markers)
        sender.ready()
        assert not connection.holds()  # another run is another sender
    finally:
        sender.kill()
