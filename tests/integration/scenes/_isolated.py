"""A network that breaks and a sender with another clock, in a network namespace of its own.

``unshare -n python -m tests.integration.scenes._isolated FOLDER`` prints one JSON object:
what was sent, and what became of it. It needs the right to make namespaces.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from acquisition import lsl
from recordings.folder.session import SessionFolder
from safehold.recorder.client import RecorderClient
from safehold.recorder.process import RecorderOptions
from tests.helpers import wait_until
from tests.integration._sender_process import SenderProcess

CUT_S = 4.0
CLOCKS = (50_000, 1_000)
"""Seconds by which the sender's clock is ahead, before and after its reboot."""


def in_time_namespace(ahead: int) -> tuple[str, ...]:
    return ("unshare", "-T", f"--monotonic={ahead}", "--fork", "--kill-child")


def link(state: str) -> None:
    subprocess.run(["ip", "link", "set", "lo", state], check=True)


def stream(client: RecorderClient, name: str) -> dict:
    found = [s for s in client.report().get("streams", []) if s["name"] == name]
    return found[0] if found else {"n_samples": 0, "n_offsets": 0, "n_restarts": 0}


def run(folder: Path, client: RecorderClient) -> dict:
    environment = dict(os.environ)
    steady = SenderProcess(environment, {"name": "steady", "source_id": "st", "rate": 100.0})
    moved = {"name": "moved", "source_id": "mv", "rate": 100.0}
    other = SenderProcess(environment, moved, prefix=in_time_namespace(CLOCKS[0]))
    steady.ready()
    other.ready()
    client.start(RecorderOptions(folder, min_streams=2))
    wait_until(lambda: stream(client, "moved")["n_offsets"] >= 1, 20, "an offset")
    other.kill()
    other = SenderProcess(environment, moved, prefix=in_time_namespace(CLOCKS[1]))
    other.ready()
    wait_until(lambda: stream(client, "moved")["n_restarts"] == 1, 20, "the restart")
    n_before = stream(client, "moved")["n_offsets"]
    wait_until(lambda: stream(client, "moved")["n_offsets"] > n_before, 20, "a new offset")
    link("down")
    time.sleep(CUT_S)
    link("up")
    n_before = stream(client, "steady")["n_samples"]
    wait_until(lambda: stream(client, "steady")["n_samples"] > n_before + 50, 40, "data again")
    sent = {"steady": steady.finish()[0], "moved": other.finish()[0]}
    client.request_stop()
    wait_until(lambda: not client.running(), 20, "the stop")
    steady.kill()
    other.kill()
    return {"sent": sent, "report": client.report()}


def main() -> None:
    folder = Path(sys.argv[1])
    link("up")
    config = folder / "lsl.cfg"
    config.write_text(lsl.config_text(session_id="isolated", ports=(26572, 26571)))
    os.environ[lsl.CONFIG_VARIABLE] = str(config)
    lsl.configure()
    session = SessionFolder.create(folder, "s-01", {})
    client = RecorderClient(session.path)
    try:
        print(json.dumps(run(session.path, client)))
    finally:
        if client._process is not None:
            client._process.kill()


if __name__ == "__main__":
    main()
