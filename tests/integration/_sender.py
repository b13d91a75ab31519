"""A sender in a process of its own, which a test may kill, stop and start again.

``python _sender.py SPEC`` with a JSON list of outlets: ``name, type, rate, format, channels,
source_id`` (null: pylsl makes one up), ``label``, ``unit``, ``kind``. Kinds: ``count`` sends 0,
1, 2, ... in every channel, stamped now; ``flat`` sends zeros; ``odd`` and ``texts`` send what is
odd, once; ``idle`` sends nothing. Prints the moment (LSL clock) at which the outlets stood, then
sends until a line arrives on standard input, prints how many samples each has sent, and waits for
its end.
"""

from __future__ import annotations

import json
import select
import sys
import time

import pylsl

from acquisition import lsl


class Raw(str):
    """A text that is not UTF-8, as a sloppy sender sends it."""

    def encode(self, *_: str) -> bytes:
        return super().encode("latin-1")


TEXTS = ("first", "", "NUL\0inside", Raw("caf\xe9 not UTF-8"), "x" * 2**20, "ünï 😀\n", "last")
ODD_STAMPS = (0.0, 5.0, float("nan"), float("inf"), 4.0, -3.0, 6.0, 7.0)


def outlet(spec: dict) -> pylsl.StreamOutlet:
    info = pylsl.StreamInfo(
        spec["name"],
        spec.get("type", "Fault"),
        spec.get("channels", 1),
        spec.get("rate", 0.0),
        spec.get("format", "float32"),
        spec.get("source_id"),
    )
    if "label" in spec:
        channel = info.desc().append_child("channels").append_child("channel")
        channel.append_child_value("label", spec["label"])
        channel.append_child_value("unit", spec.get("unit", ""))
    return pylsl.StreamOutlet(info)


def send_once(out: pylsl.StreamOutlet, kind: str) -> int:
    if kind == "texts":
        for k, text in enumerate(TEXTS):
            out.push_sample([text], 100.0 + k)
        return len(TEXTS)
    for k, stamp in enumerate(ODD_STAMPS):
        value = [float("inf"), float("nan")][k % 2] if k in (6, 7) else float(k)
        out.push_sample([value], stamp or -1.0)  # 0.0 would mean now; a first -1 arrives as 0.0
    return len(ODD_STAMPS)


def main() -> None:
    lsl.configure()
    specs = json.loads(sys.argv[1])
    outs = [outlet(spec) for spec in specs]
    sent = [0] * len(outs)
    begin = pylsl.local_clock()
    print(json.dumps({"ready": begin}), flush=True)
    while not select.select([sys.stdin], [], [], 0.005)[0]:
        now = pylsl.local_clock()
        for k, (spec, out) in enumerate(zip(specs, outs, strict=True)):
            kind, rate = spec.get("kind", "count"), spec.get("rate") or 4.0
            if kind in ("odd", "texts"):
                if not sent[k] and out.have_consumers():
                    sent[k] = send_once(out, kind)
                continue
            while kind != "idle" and sent[k] < (now - begin) * rate:
                value = 0 if kind == "flat" else sent[k] % 30000
                row = [str(value) if spec.get("format") == "string" else value]
                out.push_sample(row * spec.get("channels", 1), begin + sent[k] / rate)
                sent[k] += 1
    print(json.dumps({"sent": sent}), flush=True)
    time.sleep(120)


if __name__ == "__main__":
    main()
