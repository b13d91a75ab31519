"""Two computers: two network namespaces joined by a cable, with clocks of their own.

``unshare -n python -m tests.integration.scenes._two_hosts FOLDER`` makes a second namespace and a
pair of virtual network cards. The far host's clock is ahead by a time namespace. On both hosts a
sender pushes one sample at the same moments: whole tenths of a second of the machine's real-time
clock, which both can read. The recorder runs on the near host. Printed: what was recorded against
what is true.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from acquisition import lsl
from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_reader import read_xdf
from safehold.recorder.client import RecorderClient
from safehold.recorder.process import RecorderOptions
from tests.helpers import wait_until

AHEAD_S = 50_000
NEAR, FAR = "10.99.7.1", "10.99.7.2"
N_EVENTS = 150
SENDER = """
import sys, time, pylsl
from acquisition import lsl
lsl.configure()
name = sys.argv[1]
out = pylsl.StreamOutlet(pylsl.StreamInfo(name, "Events", 1, 0, "double64", "two-hosts-" + name))
print("ready", flush=True)
k = None
while True:
    now = time.time()
    if k is None:
        k = int(now * 10) + 1
    if k / 10 - now > 0.0005:
        time.sleep(k / 10 - now - 0.0004)
        continue
    while time.time() < k / 10:
        pass
    before, stamp, after = time.time(), pylsl.local_clock(), time.time()
    if after - before < 5e-5:  # else somebody else had the processor between the two readings
        out.push_sample([(before + after) / 2], stamp)
    k += 1
"""


def run_in(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def join(far_pid: int) -> None:
    """Lay a cable between this namespace and that of a process."""
    run_in("ip", "link", "set", "lo", "up")
    run_in("ip", "link", "add", "near0", "type", "veth", "peer", "name", "far0",
           "netns", str(far_pid))  # fmt: skip
    for where, card, address in (((), "near0", NEAR), (inside(far_pid), "far0", FAR)):
        run_in(*where, "ip", "link", "set", "lo", "up")
        run_in(*where, "ip", "address", "add", f"{address}/24", "dev", card)
        run_in(*where, "ip", "link", "set", card, "up")


def inside(pid: int) -> tuple[str, ...]:
    return ("nsenter", f"--net=/proc/{pid}/ns/net")


def config(folder: Path, host: str, address: str) -> Path:
    """Let a host talk over the cable only."""
    text = lsl.config_text(session_id="two-hosts", ports=(26572, 26571))
    lines = {
        "ResolveScope": "link", "AddressesOverride": "{239.255.172.215}",
        "Interfaces": f"{{{address}}}", "TTLOverride": "1",
    }  # fmt: skip
    kept = [line for line in text.splitlines() if line.partition("=")[0].strip() not in lines]
    at = kept.index("[multicast]") + 1
    kept[at:at] = [f"{key}={value}" for key, value in lines.items()]
    path = folder / f"{host}.cfg"
    path.write_text("\n".join(kept) + "\n")
    return path


def sender(name: str, path: Path, *prefix: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*prefix, sys.executable, "-c", SENDER, name],
        env={**os.environ, lsl.CONFIG_VARIABLE: str(path)},
        stdout=subprocess.PIPE,
        text=True,
    )


def main() -> None:
    folder = Path(sys.argv[1])
    far = subprocess.Popen(
        ["unshare", "-n", "--", "sh", "-c", "echo here; exec sleep 600"],
        stdout=subprocess.PIPE,
        text=True,
    )
    processes: list[subprocess.Popen[str]] = [far]
    client = None
    try:
        assert far.stdout is not None
        assert far.stdout.readline() == "here\n"
        join(far.pid)
        near_config = config(folder, "near", NEAR)
        os.environ[lsl.CONFIG_VARIABLE] = str(near_config)
        lsl.configure()
        clock = ("unshare", "-T", f"--monotonic={AHEAD_S}", "--fork", "--kill-child")
        processes.append(sender("near", near_config))
        processes.append(sender("far", config(folder, "far", FAR), *inside(far.pid), *clock))
        session = SessionFolder.create(folder, "s-01", {})
        client = RecorderClient(session.path)
        client.start(RecorderOptions(session.path, min_streams=2), timeout_s=40)

        def enough() -> bool:
            found = {s["name"]: s for s in client.report()["streams"]}
            return all(
                found[name]["n_samples"] >= N_EVENTS and found[name]["n_offsets"] >= 3
                for name in ("near", "far")
            )

        wait_until(enough, 60, "events and offsets of both hosts")
        client.request_stop()
        wait_until(lambda: not client.running(), 20, "the stop")
        print(json.dumps(judge(session.recording_path)))
    finally:
        if client is not None and client._process is not None:
            client._process.kill()
        for process in reversed(processes):
            process.send_signal(signal.SIGKILL)
            process.wait()


def judge(path: Path) -> dict:
    """Say how far apart the hosts place simultaneous events, and what the offsets promised."""
    file = read_xdf(path)
    found, uncertainty, offsets = {}, {}, {}
    for name in ("near", "far"):
        stream = file.stream(name=name)
        times, values = stream.clock_offsets[:, 0], stream.clock_offsets[:, 1]
        mapped = stream.stamps + np.interp(stream.stamps, times, values)
        real = np.asarray(stream.values)[:, 0]
        # what is left is the near host's LSL clock against the real-time clock: one constant
        found[name] = {round(10 * at): own - at for at, own in zip(real, mapped, strict=True)}
        footer = ElementTree.fromstring(stream.footer or "")
        uncertainty[name] = max(float(e.text or "nan") for e in footer.iter("uncertainty"))
        offsets[name] = float(np.median(values))
    common = sorted(set(found["near"]) & set(found["far"]))
    apart = np.array([found["far"][k] - found["near"][k] for k in common])
    return {
        "n_common": len(common),
        "median_apart_s": float(np.median(apart)),
        "p99_apart_s": float(np.quantile(np.abs(apart), 0.99)),
        "uncertainty_s": uncertainty,
        "offsets_s": offsets,
        "hosts": sorted({s.header.hostname for s in file.streams}),
    }


if __name__ == "__main__":
    main()
