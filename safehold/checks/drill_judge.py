"""What a drill's recordings hold, beside what was sent: the simulator knows every sample."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from acquisition.simulator.script import SCRIPTS
from acquisition.simulator.stream import make_sources
from acquisition.simulator.truth import simulate
from recordings.xdf.xdf_reader import XdfFile, XdfStream
from safehold.core.markers import decode_marker
from safehold.core.types import FloatArray
from safehold.files.receipt import RECORDER_STREAM

SCRIPT: Final = "demo"
SIGNALS: Final = ("ecg", "respiration", "rr")
SEED: Final = 20


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the drill's report."""

    test: str
    expected: str
    found: str
    passed: bool | None
    """None where the test could not be made on this computer."""


class Sent:
    """What the simulator sent of one person; the same seed gives the same samples again.

    Parameters
    ----------
    person : str
        Label.
    lsl_t0 : float
        LSL time of the script's time 0, s.
    """

    def __init__(self, person: str, lsl_t0: float) -> None:
        simulation = simulate(SCRIPTS[SCRIPT], [person], seed=SEED)
        self._t0 = lsl_t0
        self._samples: dict[str, tuple[FloatArray, FloatArray]] = {}
        for source in make_sources(simulation, signals=SIGNALS, tag=person):
            if source.info.person is not None:
                times, values = source.take(source.end)
                self._samples[source.info.name] = (lsl_t0 + times, values)

    @property
    def names(self) -> list[str]:
        """Names of the streams."""
        return list(self._samples)

    def compare(self, stream: XdfStream, until: float) -> tuple[int, int]:
        """Return how many samples are missing in a stream, and how many are wrong.

        From its first sample to `until` (LSL time, s) every sample is expected.
        """
        stamps, values = self._samples[stream.header.name]
        if not len(stream.stamps):
            return len(stamps), 0
        start = int(np.abs(stamps - stream.stamps[0]).argmin())
        stop = int(np.searchsorted(stamps, until))
        n = max(0, stop - start)
        k = min(n, len(stream.stamps))
        close = np.abs(stream.stamps[:k] - stamps[start : start + k]) < 1e-6
        same = (np.asarray(stream.values)[:k] == values[start : start + k]).all(axis=1)
        return n - k, int((~(close & same)).sum())


def compare_all(file: XdfFile, sent: Sent, until: float) -> tuple[int, int, int]:
    """Return the samples missing, wrong, and compared, of all streams of one person."""
    missing = wrong = n = 0
    for name in sent.names:
        less, other = sent.compare(file.stream(name=name), until)
        missing, wrong = missing + less, wrong + other
        n += len(file.stream(name=name).stamps)
    return missing, wrong, n


def lost_before(file: XdfFile, sent: Sent, killed_at: float) -> tuple[float, int]:
    """Return what a kill cost: seconds of waveforms at most, and beats.

    Samples travel in packets of 40 ms, which count as lost here.
    """
    seconds = max(
        killed_at - float(file.stream(name=name).stamps[-1])
        for name in sent.names
        if not name.endswith("-rr")
    )
    beats = next(name for name in sent.names if name.endswith("-rr"))
    return seconds, sent.compare(file.stream(name=beats), killed_at)[0]


def event_codes(file: XdfFile, stream: XdfStream | None = None) -> list[str]:
    """Return the recorder's own events, or those about one stream."""
    rows = file.stream(name=RECORDER_STREAM).values
    events = [decode_marker(row[0]) for row in rows if isinstance(row[0], str)]
    return [
        code
        for code, fields in events
        if stream is None or fields.get("stream") == str(stream.stream_id)
    ]


def disk_times(folder: Path, n: int = 50) -> tuple[float, float]:
    """Return the median and the longest time of writing and syncing 12 kB, s."""
    path, times = folder / f".sync-test-{os.getpid()}", []
    with path.open("wb", buffering=0) as file:
        for _ in range(n):
            start = time.perf_counter()
            file.write(bytes(12_000))
            os.fsync(file.fileno())
            times.append(time.perf_counter() - start)
    path.unlink()
    return float(np.median(times)), max(times)
