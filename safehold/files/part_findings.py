"""What one part of a recording lacks, and in what it is not what its receipt says."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from safehold.core.account import is_own
from safehold.core.messages import Message, template
from safehold.files.coverage import WHERE

OFFSETS_APART_S: Final = 15.0
"""Clock offsets are measured every few seconds; a longer time without one is reported, s."""
_MEASURED: Final = frozenset(
    {"jitter_s", "gap_s", "max_gap_s", "mean_rate", "max_offset_step_s", "received_s", *WHERE}
)
"""Sums of floating numbers: they depend a little on how samples were cut into chunks."""


def verdict(part: Mapping[str, Any]) -> tuple[list[Message], list[Message]]:
    """Return what was lost in a part (it does not pass), and what should be known about it.

    What we lost of our own streams is a loss as any other. Their numbers come when there are
    some, and later than their stamps: that is no finding.
    """
    lost: list[Message] = [
        Message("{file}: {text}", file=part["file"], text=text) for text in part["problems"]
    ]
    known: list[Message] = []
    for stream in part["streams"]:
        name = Message(
            "{name} (stream {stream_id})",
            code="stream_in_file",
            name=stream["name"],
            stream_id=stream["stream_id"],
        )
        for key, text in _LOSSES.items():
            if stream.get(key):
                lost.append(_counted(name, key, text, stream))
        if is_own(stream):
            continue
        if stream["n_samples"] and not stream["n_offsets"]:
            known.append(
                Message(
                    "{name}: no clock offset; its times hold on its own clock only",
                    code="no_clock_offset",
                    name=name,
                )
            )
        elif (stream["max_offset_step_s"] or 0) > OFFSETS_APART_S:
            known.append(
                Message(
                    "{name}: up to {max_offset_step_s:.0f} s without a clock offset",
                    code="s_without_clock_offset",
                    name=name,
                    max_offset_step_s=stream["max_offset_step_s"],
                )
            )
        for key, text in _REMARKS.items():
            if stream.get(key):
                known.append(_counted(name, key, text, stream))
        if not stream["n_samples"]:
            known.append(Message("{name}: no sample came", code="no_sample_came", name=name))
    return lost, known


_LOSSES: Final = {
    "n_dropped": template("{n_dropped} samples were dropped while the disk was full"),
    "n_overruns": template("more samples arrived than could be read, {n_overruns} times"),
    "n_raw": template(
        "{n_raw} samples could not be written as samples; their bytes are in the events rec.raw"
    ),
    "n_zero_lost": template("{n_zero_lost} texts stamped 0.0 were lost by LSL"),
}
_REMARKS: Final = {
    "n_gaps": template("{n_gaps} gaps, {gap_s:.1f} s in all, the longest {max_gap_s:.1f} s"),
    "n_restarts": template("its sender was restarted {n_restarts} times"),
    "n_late": template(
        "{n_late} samples came late, by up to {max_late_s:.1f} s; they are in their places"
    ),
    "n_backward": template("{n_backward} stamps step back"),
    "n_duplicates": template("{n_duplicates} samples have the stamp of the one before"),
    "n_not_finite": template("{n_not_finite} samples are not finite numbers"),
    "n_zero_stamps": template("{n_zero_stamps} samples are stamped 0.0"),
    "n_flat": template("flat lines, {n_flat} times"),
    "n_sent_lost": template(
        "{n_sent_lost} samples were lost on the way, by its sender's own count"
    ),
}


def _counted(name: str, key: str, text: str, stream: Mapping[str, Any]) -> Message:
    """Return what a stream's counts say, after its name."""
    counts = {count: value for count, value in stream.items() if f"{{{count}" in text}
    return Message("{name}: {counts}", name=name, counts=Message(text, code=key, **counts))


def differences(receipt: Mapping[str, Any], found: Mapping[str, Any]) -> list[Message]:
    """Return in what a file is not what its receipt says."""
    name = found["file"]
    wrong: list[Message] = [
        Message(
            "{name}: {key} is {found!r}; the receipt says {receipt!r}",
            code="receipt_differs",
            name=name,
            key=key,
            found=found[key],
            receipt=receipt.get(key),
        )
        for key in ("n_bytes", "sha256")
        if found[key] != receipt.get(key)
    ]
    theirs = {stream["stream_id"]: stream for stream in receipt.get("streams", ())}
    mine = {stream["stream_id"]: stream for stream in found["streams"]}
    if theirs.keys() != mine.keys():
        wrong.append(
            Message(
                "{name}: streams {streams}; the receipt says {listed}",
                code="receipt_of_streams_differs",
                name=name,
                streams=list(mine),
                listed=list(theirs),
            )
        )
    for stream_id in sorted(mine.keys() & theirs.keys()):
        if theirs[stream_id].get("n_dropped"):
            continue  # counted before they were given up
        for key, value in theirs[stream_id].items():
            other = mine[stream_id].get(key)
            if not _equal(key, value, other):
                wrong.append(
                    Message(
                        "{name}, stream {stream_id}: {key} is {other!r}; the receipt "
                        "says {value!r}",
                        code="receipt_of_stream_differs",
                        name=name,
                        stream_id=stream_id,
                        key=key,
                        other=other,
                        value=value,
                    )
                )
    return wrong


def _equal(key: str, one: Any, other: Any) -> bool:
    if key in _MEASURED and isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-4, abs_tol=1e-6)
    return bool(one == other)
