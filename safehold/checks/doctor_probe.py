"""The doctor's other processes: one sends a stream, one looks for streams.

liblsl takes one configuration per process and may hang with a broken network, so the doctor
itself never uses it: ``python -m safehold.checks.doctor_probe send|look NETWORK ...``.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from acquisition.discovery import StreamWatcher, propose, read_headers
from acquisition.lsl import configure, library_version
from acquisition.outlets import Outlet, OutletChannel, OutletInfo


def send(network: str, source_id: str) -> None:
    """Offer a stream until standard input ends."""
    configure(network)
    outlet = Outlet(
        OutletInfo(
            "safehold-doctor", "safehold-doctor", source_id, (OutletChannel("test", "", "test"),)
        )
    )
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.read()
    outlet.close()


def look(network: str, source_id: str, seconds: float) -> dict[str, Any]:
    """Look for streams for that long; return how long the one with the source id took and all."""
    configure(network)
    watcher = StreamWatcher(forget_after_s=seconds + 5)
    started = time.monotonic()
    own_after: float | None = None
    while (passed := time.monotonic() - started) < seconds:
        time.sleep(0.02)
        present = [found.description.source_id for found in watcher.streams()]
        if own_after is None and source_id in present:
            own_after = passed
    streams = []
    session = ""
    for found in read_headers(watcher.streams(), timeout_s=2.0):
        description = found.description
        if description.source_id == source_id:
            session = description.session_id
            continue
        streams.append(
            {
                "name": description.name,
                "type": description.type,
                "source_id": description.source_id,
                "host": description.hostname,
                "uid": description.uid,
                "rate": description.nominal_rate,
                "format": description.channel_format,
                "channels": description.channel_count,
                "roles": [[p.role.value, p.reason] for p in propose(description)],
            }
        )
    return {
        "own_after": own_after,
        "session": session,
        "streams": streams,
        "liblsl": library_version(),
    }


def main(arguments: list[str]) -> int:
    """Do one of the two."""
    if arguments[0] == "send":
        send(arguments[1], arguments[2])
    else:
        result = look(arguments[1], arguments[2], float(arguments[3]))
        sys.stdout.write("\n" + json.dumps(result) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
