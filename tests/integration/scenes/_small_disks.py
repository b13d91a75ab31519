"""Three recorders and three small disks, in a mount namespace of their own.

``unshare -m python -m tests.integration.scenes._small_disks FOLDER`` prints one JSON object. It
needs the right to mount. ``freed``: the recording's disk gets full, and space comes back;
``full``: it stays full until the end; ``copied``: only the second copy is on a small disk.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from acquisition import lsl
from acquisition.own_network import joined, own_network
from recordings.folder.session import SessionFolder
from safehold.files.receipt import check_session
from safehold.recorder.client import RecorderClient
from safehold.recorder.process import RecorderOptions
from tests.helpers import wait_until
from tests.integration._sender_process import SenderProcess

DISK_BYTES = 4 * 2**20
FREE_BYTES = 300_000
RATE = 500


def small_disk(folder: Path) -> Path:
    folder.mkdir()
    options = f"size={DISK_BYTES}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True)
    return folder


def fill(disk: Path) -> Path:
    """Leave so little space that it lasts for about a second."""
    ballast = disk / "ballast"
    size = shutil.disk_usage(disk).free - FREE_BYTES
    ballast.write_bytes(bytes(size))
    return ballast


def run(folder: Path) -> dict:
    disks = {name: small_disk(folder / name) for name in ("freed", "full", "copied")}
    sender = SenderProcess(
        dict(os.environ),
        *({"name": f"s{k}", "source_id": f"s{k}", "rate": RATE, "channels": 8} for k in (1, 2)),
    )
    sender.ready()
    clients = {}
    for name in disks:
        root = folder / "big" if name == "copied" else disks[name]
        session = SessionFolder.create(root, "s-01", {"participants": []})
        clients[name] = RecorderClient(session.path)
        copy_to = disks[name] if name == "copied" else None
        clients[name].start(RecorderOptions(session.path, min_streams=2, copy_to=copy_to))
    ballast = {name: fill(disk) for name, disk in disks.items()}
    for name, client in clients.items():
        said = "second copy fails" if name == "copied" else "disk is full"
        wait_until(lambda c=client, s=said: s in c.status().message, 40, f"{name} said it")
    full = {name: client.report() for name, client in clients.items()}
    time.sleep(1.0)  # samples pile up in memory
    ballast["freed"].unlink()
    wait_until(lambda: clients["freed"].report()["backlog_bytes"] == 0, 20, "it goes on")
    sent = sender.finish()
    for client in clients.values():
        client.request_stop()
    for client in clients.values():
        wait_until(lambda c=client: not c.running(), 20, "the stop")
    sender.kill()
    facts = {"sent": sent}
    for name, client in clients.items():
        session = SessionFolder.open(client.folder)
        found = check_session(session)
        shutil.copytree(client.folder, folder / "out" / name)
        facts[name] = {
            "exit": client._process.wait(60),
            "while_full": full[name],
            "report": client.report(),
            "wrong": found.wrong,
            "info": session.read_info(),
        }
    shutil.copy(disks["copied"] / "s-01" / "recording.xdf", folder / "out" / "copy.xdf")
    return facts


def main() -> None:
    folder = Path(sys.argv[1])
    with own_network(folder, "disks") as path, joined(path):
        lsl.configure()
        print(json.dumps(run(folder)))


if __name__ == "__main__":
    main()
