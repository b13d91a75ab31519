"""What outlets, inlets and searches take of liblsl's port range, and what a wider range costs.

``python bench/lsl_ports.py [--out FILE]`` (Linux) counts, in programs of their own and on ports of
their own, the UDP ports of the range that are taken at once by four outlets, by four inlets that
are connected, by four whose sender has gone, and by four stream watchers: with liblsl's own times
for answers and with ours. Then, for ranges of 64 to 1024 ports, it measures the processor time of
a program with twelve inlets that search for their senders, of one with a watcher, and of one with
eight outlets that are asked by two such programs.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from _own_network import tell

from acquisition import lsl
from acquisition.own_network import own_ports
from acquisition.ports import PortRange, port_range, port_use

RANGES = (64, 256, 512, 1024)
WATCH_S = 12.0
COST_S = 15.0
TICKS_PER_S = os.sysconf("SC_CLK_TCK")
PROGRAM = """
import sys, time
import pylsl
from acquisition import lsl
lsl.configure()
what, n, tag = sys.argv[1], int(sys.argv[2]), sys.argv[3]
if what == "outlets":
    made = [
        pylsl.StreamOutlet(pylsl.StreamInfo(f"s{k}", tag, 1, 0, "float32", f"{tag}-{k}"))
        for k in range(n)
    ]
elif what == "inlets":
    found = pylsl.resolve_byprop("type", tag, n, 20.0)
    made = [pylsl.StreamInlet(one) for one in found]
    for inlet in made:
        inlet.open_stream(10.0)
        inlet.time_correction(10.0)
    assert len(made) == n
else:
    made = [pylsl.ContinuousResolver() for _ in range(n)]
print("there", flush=True)
sys.stdin.readline()
"""


class Network:
    """An LSL network of a shape, for the programs started here."""

    def __init__(self, folder: Path, base: int, count: int, *, liblsl_times: bool) -> None:
        text = lsl.config_text(session_id=f"ports-{base}", ports=(base + 1, base), small=False)
        text = text.replace(f"PortRange={lsl.PORT_RANGE}\n", f"PortRange={count}\n")
        if liblsl_times:
            text = "".join(line for line in text.splitlines(True) if "MaxRTT" not in line)
        path = folder / f"{base}.cfg"
        path.write_text(text)
        self._environment = {**os.environ, lsl.CONFIG_VARIABLE: str(path)}
        self.ports: PortRange = port_range(text)

    def start(self, what: str, n: int, tag: str = "A") -> subprocess.Popen[str]:
        """Start a program; return once it has what it is to have."""
        program = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, what, str(n), tag],
            env=self._environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert program.stdout is not None
        assert program.stdout.readline() == "there\n"
        return program

    def taken(self, seconds: float = 0.0) -> int:
        """Return the most UDP ports of the range that were taken at once in so long."""
        deadline, most = time.monotonic() + seconds, 0
        while True:
            most = max(most, self.ports.count - port_use(self.ports).udp_free)
            if time.monotonic() >= deadline:
                return most
            time.sleep(0.05)


def end(*programs: subprocess.Popen[str]) -> None:
    """Kill programs."""
    for program in programs:
        program.kill()
        program.wait()


def spent(program: subprocess.Popen[str]) -> float:
    """Return the processor time of a program so far, s."""
    fields = Path(f"/proc/{program.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_S


def shares(*programs: subprocess.Popen[str]) -> list[float]:
    """Return what programs take now, in percent of one core."""
    before, began = [spent(program) for program in programs], time.monotonic()
    time.sleep(COST_S)
    passed = time.monotonic() - began
    return [
        round(100 * (spent(program) - was) / passed, 1)
        for program, was in zip(programs, before, strict=True)
    ]


def ports_of_each(folder: Path, *, liblsl_times: bool) -> dict[str, int]:
    """Return the UDP ports of the range that four of each take at once."""
    with own_ports(lsl.PORT_RANGE + 2) as base:
        network = Network(folder, base, lsl.PORT_RANGE, liblsl_times=liblsl_times)
        return taken_by_each(network)


def taken_by_each(network: Network) -> dict[str, int]:
    """Return the UDP ports of the range that four of each take at once."""
    outlets = network.start("outlets", 4)
    found = {"4 outlets": network.taken()}
    inlets = network.start("inlets", 4)
    time.sleep(8)  # what the search for them held is given back
    found["4 connected inlets"] = network.taken() - found["4 outlets"]
    end(outlets)
    found["4 inlets without their senders"] = network.taken(WATCH_S)
    end(inlets)
    watchers = network.start("watchers", 4)
    found["4 watchers"] = network.taken(WATCH_S)
    end(watchers)
    return found


def cost_of_range(folder: Path, count: int) -> dict[str, float]:
    """Return what searches through a range take, in percent of one core."""
    with own_ports(count + 2) as base:
        return cost_in(Network(folder, base, count, liblsl_times=False))


def cost_in(network: Network) -> dict[str, float]:
    """Return what searches through the network's range take, in percent of one core."""
    asked = network.start("outlets", 8, "B")
    gone = network.start("outlets", 12)
    readers = [network.start("inlets", 12) for _ in range(2)]
    end(gone)
    time.sleep(3)
    first, _, outlets = shares(*readers, asked)
    end(*readers)
    watcher = network.start("watchers", 1)
    (watching,) = shares(watcher)
    end(watcher, asked)
    return {
        "12 inlets without their senders": first,
        "8 outlets, asked by 24 such inlets": outlets,
        "1 watcher": watching,
    }


def main() -> None:
    """Count and measure, and tell it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    ours = port_range(lsl.config_text())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result: dict[str, Any] = {
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "udp_ports_with_liblsls_times": ports_of_each(folder, liblsl_times=True),
            "udp_ports_with_our_times": ports_of_each(folder, liblsl_times=False),
            "range": ours.count,
            "reckoned_for_12_sensors": ours.wanted(12),
            "sensors_that_fit": ours.fits(),
            "percent_of_one_core": {str(n): cost_of_range(folder, n) for n in RANGES},
        }
    tell(result, options.out)


if __name__ == "__main__":
    main()
