"""Replay: the recorded samples and the journal through the same pipeline.

Raw stamps and values come from the recording; the first stamps, clock offsets, marks and stalls
come from the journal. With both, every tick comes out as it did live, bit for bit.
"""

from __future__ import annotations

import heapq
import logging
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from processing.zones.found import Second
from processing.zones.measuring import Memory
from processing.zones.pipeline import Pipeline
from recordings.xdf.xdf_reader import XdfStream
from safehold.core.correction import Correction
from safehold.core.messages import Message
from safehold.core.session_time import session_time
from safehold.core.types import (
    Boundary,
    Chunk,
    EngineOutput,
    FloatArray,
    Mark,
    StreamSpec,
    Turn,
)
from safehold.files.engine_run import EngineRun

logger = logging.getLogger("safehold.offline.inputs")

DISTURBED_S = 180.0
"""After samples that the file lacks, ticks may differ for this long: windows, contexts, dwell."""

Chunker = Callable[["UsedSamples"], Iterator[slice]]
"""Cuts a stream's samples into chunks; any cut gives the same ticks."""


@dataclass(frozen=True, slots=True)
class Disturbance:
    """Where file and live engine do not hold the same samples of a stream."""

    first: float
    """Raw stamp, s."""
    last: float
    why: str


@dataclass(frozen=True, slots=True)
class UsedSamples:
    """The samples of one stream that one run of the live engine used."""

    spec: StreamSpec
    index: NDArray[np.int64]
    """Index counted as the live engine did, shape ``(n,)``; jumps where samples were skipped."""
    stamps: FloatArray
    values: FloatArray
    disturbed: tuple[Disturbance, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was judged, and what came of it."""

    run: EngineRun
    corrections: tuple[Correction, ...]
    found: Sequence[Second]
    """The very seconds that were found."""
    outputs: list[EngineOutput]


@dataclass(slots=True)
class Remembered:
    """What judging a person in a run gave the time before."""

    measured: Memory = field(default_factory=Memory)
    judged: Judged | None = None
    """One attribute, since several threads may use it."""


@dataclass(frozen=True, slots=True)
class RunInputs:
    """Everything that one run of the engine was fed with, from the files."""

    run: EngineRun
    streams: tuple[UsedSamples, ...]
    corrections: tuple[Correction, ...] = ()
    """What people corrected afterwards of the beats and breaths that are found in it."""
    unedited: RunInputs | None = None
    """The same as the live engine had it; None where nothing was edited."""
    derived: Path | None = None
    """Folder in which what is found in it is kept; None for nowhere."""
    memory: dict[tuple[int, str], Remembered] | None = None
    """By run and person, for whoever judges a session more than once: each time uses of it what
    still holds. None: nothing is remembered."""

    def without_edits(self) -> RunInputs:
        """Return the automatic reading: as the live engine had it."""
        return self.unedited or self

    def disturbed_ticks(self, person: str) -> dict[int, str]:
        """Return the ticks of a person whose inputs are not all in the file, each with why."""
        ticks: dict[int, str] = {}
        for used in self.streams:
            if used.spec.person != person:
                continue
            offset = _offset_at(self.run, used.spec.stream_id, 0)
            for item in used.disturbed:
                first = session_time(item.first, offset, self.run.session_zero)
                last = session_time(item.last, offset, self.run.session_zero)
                near = range(int(first) - 1, int(last + DISTURBED_S))
                ticks.update(
                    dict.fromkeys(
                        near, Message("{stream}: {why}", stream=used.spec.stream_id, why=item.why)
                    )
                )
        return ticks


def whole_minutes(used: UsedSamples) -> Iterator[slice]:
    """Cut at about a minute of samples: the default, as many as the engine computes at once."""
    rate = used.spec.nominal_rate if used.spec.regular else 1.0
    return equal_chunks(max(1, round(60 * rate)))(used)


def equal_chunks(size: int) -> Chunker:
    """Return a chunker that cuts every ``size`` samples."""

    def cut(used: UsedSamples) -> Iterator[slice]:
        for start in range(0, used.stamps.size, size):
            yield slice(start, min(start + size, used.stamps.size))

    return cut


def everything(used: UsedSamples) -> Iterator[slice]:
    """Give a stream as one single chunk."""
    if used.stamps.size:
        yield slice(0, used.stamps.size)


def run_inputs(run: EngineRun, recorded: Sequence[XdfStream]) -> RunInputs:
    """Return what a run of the engine was given: its samples, found in the recorded streams."""
    used = set(make_pipeline(run).stream_ids)
    specs = (spec for spec in run.streams if spec.stream_id in used)
    return RunInputs(run, tuple(_used(run, spec, recorded) for spec in specs))


def edited(
    runs: Sequence[RunInputs], corrections: Sequence[Correction], turns: Sequence[Turn]
) -> tuple[RunInputs, ...]:
    """Return runs as they are read with the edits in force.

    A correction belongs to the run in whose time it lies. A sensor that was turned over
    afterwards is read that way up from the beginning, whatever was said of it live.
    """
    begins = [-math.inf, *(float(inputs.run.first_tick) for inputs in runs[1:]), math.inf]
    found = []
    for inputs, (since, until) in zip(runs, pairwise(begins), strict=True):
        inputs = inputs.without_edits()
        mine = tuple(item for item in corrections if since <= item.t0 < until)
        up = {turn.stream_id: turn.inverted for turn in turns}
        up = {s.stream_id: up[s.stream_id] for s in inputs.run.streams if s.stream_id in up}
        found.append(_edited(inputs, mine, up) if mine or up else inputs)
    return tuple(found)


def _edited(
    inputs: RunInputs, corrections: tuple[Correction, ...], up: Mapping[str, bool]
) -> RunInputs:
    def turned(spec: StreamSpec) -> StreamSpec:
        return replace(spec, inverted=up.get(spec.stream_id, spec.inverted))

    run = replace(
        inputs.run,
        streams=tuple(turned(spec) for spec in inputs.run.streams),
        turns=[turn for turn in inputs.run.turns if turn.stream_id not in up],
    )
    streams = tuple(replace(used, spec=turned(used.spec)) for used in inputs.streams)
    return replace(inputs, run=run, streams=streams, corrections=corrections, unedited=inputs)


def make_pipeline(run: EngineRun) -> Pipeline:
    """Return a pipeline in the state in which a run began."""
    return Pipeline(
        run.streams,
        run.settings,
        session_zero=run.session_zero,
        run=run.run,
        first_tick=run.first_tick,
        baselines=run.baselines,
        taken=run.taken,
        calibrations=run.calibrations,
    )


def open_marks(run: EngineRun) -> list[Mark]:
    """Return the starts of the intervals that were open when a run began: they go on in it."""
    first = dict.fromkeys(run.people, run.first_tick)
    return [Mark(event, Boundary.START, act_from=first) for event in run.open]


def chunks_in_time(inputs: RunInputs, chunker: Chunker = whole_minutes) -> Iterator[Chunk]:
    """Yield all chunks of a run in the order of their last raw stamp, about as they came."""
    sequences = []
    for used in inputs.streams:
        sequences.append(
            [
                (float(used.stamps[cut.stop - 1]), k, _chunk(used, cut))
                for k, cut in enumerate(_unbroken(used, chunker))
            ]
        )
    for _, _, chunk in heapq.merge(*sequences, key=lambda entry: (entry[0], entry[2].stream_id)):
        yield chunk


def used_times(run: EngineRun, used: UsedSamples) -> FloatArray:
    """Return the session time of every used sample, shape ``(n,)``, as the engine placed it."""
    return session_time(used.stamps, offsets_for(run, used), run.session_zero)


def offsets_for(run: EngineRun, used: UsedSamples) -> FloatArray:
    """Return the clock offset of every used sample, shape ``(n,)``, as it was applied."""
    mine = [item for item in run.offsets if item.stream_id == used.spec.stream_id]
    if not mine:
        return np.zeros(used.stamps.size)
    starts = np.array([item.index for item in mine])
    values = np.array([item.offset for item in mine])
    return values[np.clip(np.searchsorted(starts, used.index, side="right") - 1, 0, None)]


def _offset_at(run: EngineRun, stream_id: str, index: int) -> float:
    mine = [o.offset for o in run.offsets if o.stream_id == stream_id and o.index <= index]
    return mine[-1] if mine else 0.0


def _unbroken(used: UsedSamples, chunker: Chunker) -> Iterator[slice]:
    """Cut the chunks again where the index jumps: a chunk holds consecutive samples."""
    jumps = np.flatnonzero(np.diff(used.index) != 1) + 1
    for cut in chunker(used):
        inside = jumps[(jumps > cut.start) & (jumps < cut.stop)]
        edges = [cut.start, *(int(jump) for jump in inside), cut.stop]
        yield from (slice(first, last) for first, last in pairwise(edges))


def _chunk(used: UsedSamples, cut: slice) -> Chunk:
    return Chunk(
        used.spec.stream_id, int(used.index[cut.start]), used.stamps[cut], used.values[cut]
    )


def matching_streams(
    recorded: Sequence[XdfStream], spec: StreamSpec, runs: Sequence[EngineRun]
) -> list[XdfStream]:
    """Return the recorded streams that a stream of the session is found in, in file order.

    ``runs`` tell which further runs of its program were taken up for it.
    """
    uids = {spec.uid}
    uids |= {uid for run in runs for key, uid in run.taken_up if key == spec.stream_id}

    def same(stream: XdfStream) -> bool:
        header = stream.header
        if (header.name, header.type) != (spec.name, spec.type):
            return False
        if spec.source_id:
            return header.source_id == spec.source_id
        return header.uid in uids

    return [stream for stream in recorded if same(stream)]


def _used(run: EngineRun, spec: StreamSpec, recorded: Sequence[XdfStream]) -> UsedSamples:
    streams = [
        s
        for s in matching_streams(recorded, spec, [run])
        if s.stamps.size and isinstance(s.values, np.ndarray)
        and spec.channel < s.header.channel_count
    ]  # fmt: skip
    stamps = np.concatenate([s.stamps for s in streams]) if streams else np.empty(0)
    segments = [(index, stamp) for key, index, stamp in run.segments if key == spec.stream_id]
    total = None if run.used is None else run.used.get(spec.stream_id)
    positions, index, disturbed = _align(stamps, segments, total)
    for key, first, n in run.skips:
        if key != spec.stream_id:
            continue
        if n is not None:
            keep = (index < first) | (index >= first + n)
        elif any(at >= first for at, _ in segments):
            continue  # the segment that followed says where the index goes on
        else:
            keep = index < first
        positions, index = positions[keep], index[keep]
    values = (
        np.concatenate([np.asarray(s.values)[:, spec.channel] for s in streams])
        if streams
        else np.empty(0)
    ).astype(np.float64)
    chosen = _run_of(positions)
    return UsedSamples(spec, index, stamps[chosen], values[chosen], tuple(disturbed))


def _run_of(positions: NDArray[np.int64]) -> NDArray[np.int64] | slice:
    """Return ascending positions as a slice where none is left out: nothing is copied then."""
    if positions.size and positions[-1] - positions[0] + 1 == positions.size:
        return slice(int(positions[0]), int(positions[-1]) + 1)
    return positions


def _align(
    stamps: FloatArray, segments: Sequence[tuple[int, float]], total: int | None
) -> tuple[NDArray[np.int64], NDArray[np.int64], list[Disturbance]]:
    """Find the samples that the live engine used by the stamps that the journal names.

    Returns positions in the file, the live index of each, and where the two do not hold the same
    samples.
    """
    positions: list[NDArray[np.int64]] = []
    indices: list[NDArray[np.int64]] = []
    disturbed: list[Disturbance] = []
    cursor = 0
    found: list[tuple[int, int]] = []
    for index, stamp in segments:
        at = _find(stamps, stamp, cursor)
        if at is None:
            why = Message(
                "sample {index} of the live engine, stamped {stamp!r}, is not in the recording",
                code="sample_not_in_recording",
                index=index,
                stamp=stamp,
            )
            disturbed.append(Disturbance(stamp, stamp, why))
            continue
        found.append((index, at))
        cursor = at
    for k, (index, at) in enumerate(found):
        last = k + 1 == len(found)
        wanted = (total - index if total is not None else stamps.size - at) if last else (
            found[k + 1][0] - index
        )  # fmt: skip
        available = (stamps.size if last else found[k + 1][1]) - at
        n = max(0, min(wanted, available))
        if available < wanted:
            last_one = float(stamps[at + n - 1]) if n else float(stamps[at])
            why = Message(
                "the recording lacks {wanted} samples after the one stamped {last_one!r}",
                code="recording_lacks_samples",
                wanted=wanted - n,
                last_one=last_one,
            )
            disturbed.append(Disturbance(float(stamps[at]), float(stamps[at + n - 1]), why))
        positions.append(np.arange(at, at + n))
        indices.append(np.arange(index, index + n))
    if not positions:
        return np.empty(0, np.int64), np.empty(0, np.int64), disturbed
    return np.concatenate(positions), np.concatenate(indices), disturbed


def _find(stamps: FloatArray, stamp: float, cursor: int) -> int | None:
    """Return the first position from the cursor on that has exactly this stamp."""
    step = 4096
    for start in range(cursor, stamps.size, step):
        hits = np.flatnonzero(stamps[start : start + step] == stamp)
        if hits.size:
            return start + int(hits[0])
    return None
