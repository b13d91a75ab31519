"""A dyad whose sensors stamp with odd clocks, and one of which drops out when told to.

Prints ``{"stood": t}`` with the LSL time of the last sample of the therapist's ECG when a line
arrives on standard input, and sends it again at the next line.
"""

from __future__ import annotations

import json
import math
import select
import sys
import time

import pylsl

from acquisition import lsl

UPTIME = 432_100.0
"""What the belt's clock is ahead of the LSL clock, s."""


def outlet(name: str, kind: str, rate: float, source: str) -> pylsl.StreamOutlet:
    text = rate == 0
    info = pylsl.StreamInfo(name, kind, 1, rate, "string" if text else "float32", source)
    return pylsl.StreamOutlet(info)


def ecg(t: float) -> float:
    wave = math.exp(-((((t % 0.85) - 0.4) / 0.012) ** 2))
    wander = 0.05 * math.sin(2 * math.pi * 0.31 * t)  # a line without it looks clipped
    return wave + wander + 0.2 * math.exp(-((((t % 0.85) - 0.65) / 0.05) ** 2))


def main() -> None:
    lsl.configure()
    tag = sys.argv[1]
    client = outlet("client-ecg", "ECG", 250.0, f"c-{tag}")
    belt = outlet("client-respiration", "Respiration", 50.0, f"b-{tag}")
    therapist = outlet("therapist-ecg", "ECG", 250.0, f"t-{tag}")
    markers = outlet("markers", "Markers", 0.0, f"m-{tag}")
    task = outlet("task", "Markers", 0.0, f"k-{tag}")
    begin, k, flowing, last_marker = pylsl.local_clock(), 0, True, 0.0
    while True:
        if select.select([sys.stdin], [], [], 0.01)[0]:
            if not sys.stdin.readline():
                return
            flowing = not flowing
            if not flowing:
                sys.stdout.write(json.dumps({"stood": begin + (k - 1) / 250}) + "\n")
                sys.stdout.flush()
        while k < (pylsl.local_clock() - begin) * 250:
            t = begin + k / 250
            unix = time.time() - pylsl.local_clock()
            client.push_sample([ecg(t)], t + unix)
            if flowing:
                therapist.push_sample([ecg(t)], t)
            if k % 5 == 0:
                belt.push_sample([math.sin(2 * math.pi * t / 4)], t + UPTIME)
            if t - last_marker > 1:
                last_marker = t
                second = k // 250
                markers.push_sample([f"second {second}"], t + unix)
                # every clock in turn: LSL, Unix, local time, Unix in milliseconds
                mixed = (t, t + unix, t + unix + 3600.0, 1000 * (t + unix))[second % 4]
                task.push_sample([f"task {second}"], mixed)
            k += 1


if __name__ == "__main__":
    main()
