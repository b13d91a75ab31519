"""Annotation files of WFDB records (``.atr`` and others), as their specification has them.

Beats that were annotated are no beats that were detected: they are given as intervals under a name
that stands for nothing, and count as RR intervals where the user says so. All other annotations
(rhythm, noise, notes) are events. Written after ``annot(5)`` of the WFDB Applications Guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from recordings.importers.imported import ImportedEvent, ImportedSignal, held
from safehold.core.messages import Message

ANNOTATORS: Final = (
    ".atr", ".qrs", ".ecg", ".ann", ".ari", ".st", ".apn", ".man", ".marker", ".wabp", ".wqrs",
    ".sqrs", ".gqrs", ".qrsc", ".pu", ".pwave", ".stf",
)  # fmt: skip
"""Endings of annotation files that stand beside a record."""
_SKIP, _NUM, _SUB, _CHN, _AUX = 59, 60, 61, 62, 63
_BEATS: Final = frozenset([*range(1, 14), 25, 30, 31, 34, 35, 38, 41])
"""Codes for which ``isqrs`` of the specification holds."""
_WORDS: Final = {
    14: "signal quality", 16: "artifact", 18: "ST change", 19: "T wave change", 20: "systole",
    21: "diastole", 22: "note", 23: "measurement", 24: "P wave", 26: "pacemaker spike",
    27: "T wave", 28: "rhythm", 29: "U wave", 32: "ventricular flutter begins",
    33: "ventricular flutter ends", 36: "link", 37: "P wave not conducted", 39: "wave begins",
    40: "wave ends",
}  # fmt: skip
_AHA_RECORD, _AHA_CODES = 16, frozenset(b'NVFEPQUOR[]T~|+"sjaJSAL/f')
"""Bytes of an annotation in the AHA format, and what its second byte may be."""
_RESOLUTION: Final = re.compile(r"## time resolution: ([0-9.]+)")


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation."""

    at: int
    """Samples from the beginning of the record."""
    code: int
    aux: str = ""
    subtype: int = 0


def parsed(data: bytes) -> tuple[list[Annotation], bool]:
    """Return the annotations of a file, and whether it ends as it should.

    Raises
    ------
    ValueError
        When the times of a file run backwards by more than it can hold: it is none.
    """
    words = np.frombuffer(data[: len(data) // 2 * 2], "<u2").tolist()
    found: list[Annotation] = []
    at, k = 0, 0
    while k < len(words):
        code, step = words[k] >> 10, words[k] & 0x3FF
        k += 1
        if code == 0 and step == 0:
            return found, True
        if code == _SKIP:
            if k + 2 > len(words):
                return found, False
            jump = words[k] << 16 | words[k + 1]
            at, k = at + (jump - 2**32 if jump >= 2**31 else jump), k + 2
        elif code == _AUX:
            text = data[2 * k : 2 * k + step].split(b"\0")[0].decode("utf-8", "replace")
            if found:
                last = found[-1]
                found[-1] = Annotation(last.at, last.code, text.strip(), last.subtype)
            k += (step + 1) // 2
        elif code == _SUB and found:
            last = found[-1]
            found[-1] = Annotation(last.at, last.code, last.aux, step)
        elif code not in (_NUM, _SUB, _CHN):
            at += step
            found.append(Annotation(at, code))
            if at < 0:
                raise ValueError(Message("a time before the record"))
    return found, False


def is_aha(data: bytes) -> bool:
    """Tell whether annotations are in the AHA format: 16 bytes each, an empty one first."""
    rows = np.frombuffer(data[: len(data) // _AHA_RECORD * _AHA_RECORD], np.uint8)
    rows = rows.reshape(-1, _AHA_RECORD)
    if not len(rows) or len(data) % _AHA_RECORD or rows[:, 0].any():
        return False
    words = rows[:, 2:6].copy().view("<u2").astype(np.int64)
    times = words[:, 0] << 16 | words[:, 1]
    codes = np.isin(rows[:, 1], list(_AHA_CODES))
    return bool(codes.all() and (np.diff(times) >= 0).all())


def beside(header: Path) -> Iterator[Path]:
    """Yield the annotation files of a record."""
    for ending in ANNOTATORS:
        path = header.with_suffix(ending)
        if path.is_file():
            yield path


def annotated(
    paths: Sequence[Path], rate: float, odd: list[Message]
) -> tuple[list[ImportedSignal], list[ImportedEvent]]:
    """Return what annotation files hold: intervals of annotated beats, and events.

    Parameters
    ----------
    paths : sequence of Path
        The files.
    rate : float
        Of the record, samples per second; a file may state its own.
    odd : list of Message
        Gets what is told of them.
    """
    signals: list[ImportedSignal] = []
    events: list[ImportedEvent] = []
    for path in paths:
        name = path.suffix[1:]
        try:
            data = path.read_bytes()
            if is_aha(data):
                odd.append(
                    Message(
                        "{name} is in the AHA format, whose times are milliseconds in some files "
                        "and samples in others; it was left out. Write it again in the MIT format "
                        "('rdann' and 'wrann', or 'a2m', of the WFDB package).",
                        code="import_annotations_aha", name=path.name,
                    )
                )  # fmt: skip
                continue
            found, whole = parsed(data)
        except (OSError, ValueError) as error:
            odd.append(
                Message(
                    "{name}: its annotations cannot be read ({error}).",
                    code="import_annotations_unreadable", name=path.name, error=error,
                )
            )  # fmt: skip
            continue
        if not whole:
            odd.append(
                Message(
                    "{name} is cut off: {n} annotations are there.",
                    code="import_annotations_cut", name=path.name, n=len(found),
                )
            )  # fmt: skip
        stated = next((m for one in found[:1] if (m := _RESOLUTION.match(one.aux))), None)
        clock = float(stated[1]) if stated else rate
        events += [
            _event(one, clock) for one in found if one.code in _WORDS and one.aux[:2] != "##"
        ]
        beats = np.array([one.at for one in found if one.code in _BEATS], np.float64) / clock
        if beats.size > 1:
            signals.append(_intervals(beats, name, odd))
    return signals, events


def _event(one: Annotation, rate: float) -> ImportedEvent:
    word = _WORDS[one.code]
    text = one.aux if one.aux and one.code in (22, 28) else f"{word} {one.aux}".strip()
    return ImportedEvent(text, one.at / rate)


def _intervals(beats: np.ndarray, annotator: str, odd: list[Message]) -> ImportedSignal:
    name = f"annotated beats ({annotator})"
    odd.append(
        Message(
            "{n} beats were annotated in the file. They are kept as {name!r} and used for "
            "nothing, unless you say that they are RR intervals.",
            code="import_annotated_beats", n=beats.size, name=name,
        )
    )  # fmt: skip
    apart = np.diff(beats) * 1000
    return ImportedSignal(name, "ms", 0.0, apart.size, held(beats[1:], apart))
