"""Polar HRM files: RR intervals in a section ``[HRData]``, the start in ``[Params]``."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import numpy as np

from recordings.importers.imported import (
    ImportedRecording,
    ImportedSignal,
    Importer,
    ReadWish,
    broken,
    held,
    unusable,
)
from safehold.core.messages import Message, said_by
from safehold.core.text_bytes import TableError, decoded


def sniff(_path: Path, head: bytes) -> float:
    """Tell by the section that such a file begins with."""
    return 1.0 if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"[Params]") else 0.0


def read(path: Path, _wish: ReadWish) -> ImportedRecording:
    """Read the RR intervals.

    Raises
    ------
    RecordingError
        Where the file holds heart rates instead of intervals.
    """
    try:
        text = decoded(path.read_bytes()).replace("\r", "")
    except TableError as error:
        raise broken(path, said_by(error)) from error
    said = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    if said.get("Interval", "").strip() not in ("238", "204"):
        raise unusable(
            path,
            Message("it holds heart rates, one every {s} s, and no RR intervals",
                    s=said.get("Interval", "?")),
            Message("Export the session with RR intervals."),
        )  # fmt: skip
    try:
        lines = text.partition("[HRData]")[2].partition("[")[0].split()
        values = np.array([float(line) for line in lines])
    except ValueError as error:
        why = Message("its intervals cannot be read ({error})", error=error)
        raise broken(path, why) from error
    if not values.size:
        raise broken(path, Message("it holds no interval"))
    odd = Message(
        "The intervals have no times: they were added up, so a beat that is missing moves all "
        "that follow.",
        code="import_rr_added_up",
    )
    times = np.cumsum(values) / 1000
    signal = ImportedSignal("RR", "ms", 0.0, values.size, held(times, values), kind="RR")
    start = _start(said)
    return ImportedRecording(path, "polar", (signal,), start=start, local=True, oddities=(odd,))


def _start(said: dict[str, str]) -> float | None:
    try:
        day = datetime.datetime.strptime(said["Date"].strip(), "%Y%m%d")
        hours, minutes, seconds = (float(part) for part in said["StartTime"].split(":"))
    except (KeyError, ValueError):
        return None
    midnight = day.replace(tzinfo=datetime.UTC).timestamp()
    return midnight + 3600 * hours + 60 * minutes + seconds


IMPORTER = Importer("polar", "Polar HRM (RR intervals)", (".hrm",), sniff, read)
