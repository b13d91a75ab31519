"""A recorded session, computed: the input of exports and reports."""

from __future__ import annotations

import dataclasses
import hashlib
import math
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from processing.summary import summarise_windows
from recordings.session import SessionFolder
from recordings.xdf_reader import XdfStream
from safehold.app.computing import compute, in_time, time_of
from safehold.app.dyads import session_dyads
from safehold.app.edits import Edits
from safehold.app.events import EventBook
from safehold.app.journal import EngineRun, parameters_in_force, still_valid
from safehold.app.measures import session_epochs, session_measures
from safehold.app.recall import read_takes
from safehold.app.replay import (
    RunInputs,
    UsedSamples,
    load_runs,
    load_streams,
    matching_streams,
    offsets_for,
)
from safehold.app.signals import native_samples
from safehold.app.strap_intervals import strap_intervals
from safehold.app.study import recorded_codebook
from safehold.app.turned import specs_in_force, turned_at, without_turned
from safehold.core.canonical import build
from safehold.core.codebook import Codebook, load_codebook
from safehold.core.results import (
    ClockAnchor,
    InputFile,
    Participant,
    SessionResults,
    Signal,
    StreamReport,
    WindowSummary,
)
from safehold.core.settings import EngineSettings
from safehold.core.types import (
    Baseline,
    Beat,
    Breath,
    BreathingCalibration,
    EngineOutput,
    Event,
    FloatArray,
    Notice,
    Parameters,
    Role,
    StreamSpec,
    Tick,
)

Progress = Callable[[float, str], None]
GAP_S = {Role.RESPIRATION: 2.0}
"""Silence that counts as a gap, per role (methods 3.3); 0.5 s for all others."""


def analyse(
    folder: SessionFolder,
    progress: Progress | None = None,
    *,
    settings: EngineSettings | None = None,
    samples: bool = False,
) -> SessionResults:
    """Compute a recorded session: beats, breaths, ticks, baselines, events, windows.

    After a restart of the workbench the later run goes on from its first tick; the seconds in
    between are computed from the recording although they were not shown.

    Parameters
    ----------
    folder : SessionFolder
        The session.
    progress : callable, optional
        Called with the share done (0-1) and a short text.
    settings : EngineSettings, optional
        Other settings than those of the session: nothing in the folder changes.
    samples : bool
        Whether the native samples are wanted too (memory: 16 bytes a sample).

    Raises
    ------
    RecordingError
        When the session cannot be replayed.
    """
    report = progress or _silent
    report(0.0, "Reading")
    input_files = _hashed(folder)
    runs = load_runs(folder)
    recorded = load_streams(folder)
    outputs: list[EngineOutput] = []
    for k, inputs in enumerate(runs):
        report(0.1 + 0.8 * k / len(runs), "Computing beats and indices")
        if settings is not None:
            inputs = _with_settings(inputs, settings, outputs, runs[:k])
            runs[k] = inputs
        until = runs[k + 1].run.first_tick if k + 1 < len(runs) else math.inf
        since = inputs.run.first_tick if k else -math.inf
        look = partial(report, 0.1 + 0.8 * k / len(runs), "Computing beats and indices")
        found = in_time(compute(inputs, look))
        outputs += [output for output in found if since <= time_of(output) < until]
    report(0.9, "Summarising")
    first, last = runs[0].run, runs[-1].run
    specs = specs_in_force([inputs.run for inputs in runs])
    turned = turned_at([inputs.run for inputs in runs])
    outputs = [without_turned(output, turned) for output in outputs]
    reports = tuple(_stream_report(spec, recorded, runs) for spec in specs.values())
    t_end = max((r.t_last for r in reports if r.t_last is not None), default=0.0)
    beats = tuple(output for output in outputs if isinstance(output, Beat))
    breaths = tuple(output for output in outputs if isinstance(output, Breath))
    info = folder.read_info()
    own = parameters_in_force([inputs.run for inputs in runs])
    codebook = recorded_codebook(info)
    results = SessionResults(
        session_id=folder.session_id,
        participants=build(tuple[Participant, ...], info["participants"]),
        streams=reports,
        beats=beats,
        breaths=breaths,
        ticks=tuple(output for output in outputs if isinstance(output, Tick)),
        baselines=tuple(output for output in outputs if isinstance(output, Baseline)),
        events=session_events(folder, [inputs.run for inputs in runs]),
        notices=tuple(output for output in outputs if isinstance(output, Notice)),
        windows=windows_of(last.people, beats, breaths, 0.0, t_end),
        respiration=_respiration(runs),
        settings=first.settings,
        parameters=parameters_by_hash(runs),
        turned=turned,
        own={label: _with(last.settings, item) for label, item in own.items()},
        clock=_anchor(first),
        t_start=min((r.t_first for r in reports if r.t_first is not None), default=0.0),
        t_end=t_end,
        inputs=tuple(file.path for file in input_files),
        warnings=(*_warnings(runs), *_about_codebook(info, codebook)),
        codebook=codebook,
        input_files=input_files,
        samples=native_samples(runs, recorded) if samples else (),
        recall=read_takes(folder.recall_path),
        straps=strap_intervals(specs.values(), runs, recorded, beats),
    )
    results = dataclasses.replace(
        results,
        measures=session_measures(results),
        epochs=session_epochs(results),
        dyads=session_dyads(results),
    )
    report(1.0, "Summarising")
    return results


def with_samples(folder: SessionFolder, results: SessionResults) -> SessionResults:
    """Return results with the native samples of the recording; nothing is computed again."""
    return dataclasses.replace(
        results, samples=native_samples(load_runs(folder), load_streams(folder))
    )


def _with(settings: EngineSettings, item: Parameters) -> EngineSettings:
    return dataclasses.replace(settings, zones=item.zones, baseline=item.baseline)


def parameters_by_hash(runs: Sequence[RunInputs]) -> dict[str, EngineSettings]:
    """Return all parameters that were in force, by their hash."""
    found = [inputs.run.settings for inputs in runs]
    found += [_with(r.run.settings, item) for r in runs for item in r.run.parameters]
    return {settings.params_hash: settings for settings in found}


def _hashed(folder: SessionFolder) -> tuple[InputFile, ...]:
    """Hash what is about to be read."""
    found = []
    for path in (*folder.recording_paths, folder.engine_log_path, folder.edits_path):
        if path.exists():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                found.append(InputFile(path.name, digest, file.tell()))
    return tuple(found)


def _with_settings(
    inputs: RunInputs,
    settings: EngineSettings,
    earlier: Sequence[EngineOutput],
    before: Sequence[RunInputs],
) -> RunInputs:
    """Return a run under other settings; it goes on from what the runs before found with them."""
    calibrations = still_valid(
        [out for out in earlier if isinstance(out, BreathingCalibration)],
        [turn for inputs in before for turn in inputs.run.turns],
    )
    baselines = {out.person: out for out in earlier if isinstance(out, Baseline)}
    run = dataclasses.replace(
        inputs.run, settings=settings, baselines=baselines, taken={}, parameters=[],
        calibrations=calibrations,
    )  # fmt: skip
    return dataclasses.replace(inputs, run=run)


def _about_codebook(info: dict[str, Any], codebook: Codebook | None) -> tuple[str, ...]:
    name = (info.get("codebook") or {}).get("name")
    if codebook is not None or not name:
        return ()
    return (f"The session names the codebook {name!r} without its codes: labels are the codes.",)


def _silent(_share: float, _what: str) -> None:
    """Report nothing."""


def session_events(folder: SessionFolder, runs: Sequence[EngineRun]) -> tuple[Event, ...]:
    """Return the events that the marks of all runs and later edits add up to."""
    book = EventBook(load_codebook())
    book.replay(mark for run in runs for mark in run.marks)
    book.replay(Edits(folder.edits_path).marks())
    return book.events()


def _anchor(run: EngineRun) -> ClockAnchor:
    lsl, utc = run.utc_anchor
    return ClockAnchor(run.session_zero, utc + (run.session_zero - lsl), uncertainty_s=0.001)


def windows_of(
    people: Sequence[str],
    beats: Sequence[Beat],
    breaths: Sequence[Breath],
    t_start: float,
    t_end: float,
) -> tuple[WindowSummary, ...]:
    """Return the 60-s windows of a span, the first of which begins with it, by time."""
    rows: list[WindowSummary] = []
    for person in people:
        rows += summarise_windows(
            person,
            [beat for beat in beats if beat.person == person],
            [breath for breath in breaths if breath.person == person],
            t_start=t_start,
            t_end=t_end,
        )
    return tuple(sorted(rows, key=lambda row: (row.t0, row.person)))


def _respiration(runs: Sequence[RunInputs]) -> dict[str, Signal]:
    """Return each person's belt on session time, over all runs."""
    found: dict[str, list[tuple[FloatArray, FloatArray, str]]] = {}
    for k, inputs in enumerate(runs):
        until = runs[k + 1].run.first_tick if k + 1 < len(runs) else math.inf
        for used in inputs.streams:
            if used.spec.role is Role.RESPIRATION and used.spec.person:
                times = _session_times(inputs, used)
                mine = times < until
                parts = found.setdefault(used.spec.person, [])
                parts.append((times[mine], used.values[mine], used.spec.unit))
    signals = {}
    for person, parts in found.items():
        times = np.concatenate([part[0] for part in parts])
        values = np.concatenate([part[1] for part in parts])
        forward = np.concatenate(([True], np.diff(np.maximum.accumulate(times)) > 0))[: times.size]
        signals[person] = Signal(times[forward], values[forward], parts[-1][2])
    return signals


def _session_times(inputs: RunInputs, used: UsedSamples) -> FloatArray:
    return used.stamps + offsets_for(inputs.run, used) - inputs.run.session_zero


def _stream_report(
    spec: StreamSpec, recorded: Sequence[XdfStream], runs: Sequence[RunInputs]
) -> StreamReport:
    """Describe one stream as the recording holds it, on session time."""
    streams = [
        stream
        for stream in matching_streams(recorded, spec, [inputs.run for inputs in runs])
        if stream.stamps.size
    ]
    zero = runs[0].run.session_zero
    offsets = [stream.clock_offsets[:, 1] for stream in streams if stream.clock_offsets.size]
    offset = float(np.median(np.concatenate(offsets))) if offsets else 0.0
    if not streams:
        return StreamReport(spec, 0, None, None, None, 0, 0.0, 0, None, synced=bool(offsets))
    times = np.concatenate([stream.stamps for stream in streams]) + (offset - zero)
    times = times[np.isfinite(times)]
    steps = np.diff(times)
    gap = GAP_S.get(spec.role, 0.5) if spec.regular else math.inf
    flowing = steps[(steps > 0) & (steps <= gap)]
    return StreamReport(
        spec=spec,
        n_samples=int(times.size),
        t_first=float(times[0]) if times.size else None,
        t_last=float(times[-1]) if times.size else None,
        fs_effective=float(1 / flowing.mean()) if spec.regular and flowing.size else None,
        n_gaps=int((steps > gap).sum()),
        longest_gap_s=float(steps[steps > gap].max(initial=0.0)),
        n_clock_segments=len(streams),
        clock_offset_sd_ms=float(np.concatenate(offsets).std() * 1000) if offsets else None,
        synced=bool(offsets),
    )


def _warnings(runs: Sequence[RunInputs]) -> tuple[str, ...]:
    found = []
    if runs[0].run.settings.marks:
        marks = " and ".join(mark.replace("_", "-") for mark in runs[0].run.settings.marks)
        found.append(
            f"All numbers are {marks}: made with the {runs[0].run.settings.profile} profile."
        )
    for earlier, later in pairwise(runs):
        found.append(
            f"The workbench was restarted: run {earlier.run.run} ends and run {later.run.run} "
            f"begins at {later.run.first_tick} s; the engine started cold there."
        )
    for inputs in runs:
        found += [
            f"Run {inputs.run.run}: the recording lacks samples of {used.spec.stream_id} that the "
            "live engine used; numbers around there may differ from what was shown."
            for used in inputs.streams
            if used.disturbed
        ]
        if inputs.run.used is None:
            found.append(f"Run {inputs.run.run} did not end in order.")
    return tuple(found)


__all__ = ["Progress", "analyse", "session_events", "windows_of", "with_samples"]
