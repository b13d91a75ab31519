"""A recorded session, computed: the input of exports and reports."""

from __future__ import annotations

import dataclasses
import hashlib
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import pairwise
from typing import Any

import numpy as np

from processing.clock.grid import gap_s
from processing.indices.summary import PersonRecord, person_records, summarise_windows
from processing.signals.polarity import sided
from processing.zones.confounds import marked_after_all
from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_reader import XdfStream
from safehold.core.canonical import build
from safehold.core.codebook import Codebook, load_codebook
from safehold.core.conditions import Conditions
from safehold.core.garbage import seldom_collected
from safehold.core.messages import Message, joined, verbatim
from safehold.core.recipe import Recipe
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
    Beat,
    Breath,
    EngineOutput,
    Event,
    FloatArray,
    Notice,
    Parameters,
    Role,
    StreamSpec,
    Tick,
)
from safehold.files.edits import Edits
from safehold.files.engine_run import EngineRun, parameters_in_force
from safehold.files.imported import import_readers
from safehold.files.known_session import participants_for
from safehold.files.media import Media
from safehold.files.recall import read_takes
from safehold.files.study import recorded_codebook
from safehold.files.turned import specs_in_force, turned_at, without_turned
from safehold.offline.around import session_around, session_repairs
from safehold.offline.beside import beside
from safehold.offline.computing import expect, time_of
from safehold.offline.dyads import session_dyads
from safehold.offline.inputs import RunInputs, matching_streams, used_times
from safehold.offline.measures import courses, session_epochs, session_measures
from safehold.offline.pair_bins import session_bins
from safehold.offline.pair_maps import begun_pair_maps
from safehold.offline.partings import session_partings
from safehold.offline.recompute.runs import (
    baselines_held,
    baselines_of,
    calibrations_of,
    compute_runs,
    compute_under,
)
from safehold.offline.recompute.words import recomputed_words, told
from safehold.offline.recorded_span import ArrivalSpan, recorded_span
from safehold.offline.recording import Recording, read_recording
from safehold.offline.signals import inside, native_samples
from safehold.offline.stored_times import stored_times
from safehold.offline.strap_intervals import strap_intervals
from safehold.offline.turns import session_turns
from safehold.session.event_book import EventBook

Progress = Callable[[float, Message], None]


@beside()
@seldom_collected()
def analyse(
    folder: SessionFolder,
    progress: Progress | None = None,
    *,
    settings: EngineSettings | None = None,
    own: Mapping[str, EngineSettings] | None = None,
    recipe: Recipe | None = None,
    samples: bool = False,
    recording: Recording | None = None,
    measures_only: bool = False,
) -> SessionResults:
    """Compute a recorded session: beats, breaths, ticks, baselines, events, windows.

    Parameters
    ----------
    folder : SessionFolder
        The session.
    progress : callable, optional
        Called with the share done (0-1) and a short text.
    settings : EngineSettings, optional
        Other settings than those of the session: nothing in the folder changes.
    own : mapping of str to EngineSettings, optional
        Together with `settings`: those of single people, by their label.
    recipe : Recipe, optional
        Single parameters or rest values that are other; not together with `settings`.
    samples : bool
        Whether the native samples are wanted too (memory: 32 bytes a sample).
    recording : Recording, optional
        The session as read before; by default it is read.
    measures_only : bool
        Leave out what is about two people and about events, which takes most of the time.

    Raises
    ------
    RecordingError
        When the session cannot be replayed.
    """
    report = progress or _silent
    report(0.0, Message("Reading", code="reading"))
    if recording is None:
        expect(folder)
    input_files = _hashed(folder)
    recording = recording or read_recording(folder)
    said, recorded = list(recording.problems), recording.streams
    text = Message("Computing beats and indices", code="computing_beats_indices")

    def computing(share: float) -> None:
        report(0.1 + 0.8 * share, text)

    native = cache(partial(native_samples, recording.runs, recorded))
    meanwhile = native if samples else None
    if settings is not None:
        otherwise = partial(_with_settings, settings, own or {})
        runs, outputs = compute_runs(recording.runs, computing, otherwise, meanwhile)
    else:
        runs, outputs = compute_under(recording.runs, recipe or Recipe(), computing, meanwhile)
    other = told(recording.runs, recipe) if recipe else ()
    summing = partial(report, 0.9, Message("Summarising", code="summarising"))
    summing()
    first, last = runs[0].run, runs[-1].run
    specs = specs_in_force([inputs.run for inputs in runs])
    turned = turned_at([inputs.run for inputs in runs])
    outputs = [without_turned(output, turned) for output in outputs]
    last_tick = max((output.t for output in outputs if isinstance(output, Tick)), default=0)
    span = recorded_span(recorded, recording.session_zero, float(last_tick))
    outputs = [output for output in outputs if time_of(output) <= span.last]
    reports = tuple(_stream_report(spec, recorded, runs, span) for spec in specs.values())
    t_end = max((r.t_last for r in reports if r.t_last is not None), default=0.0)
    beats = tuple(output for output in outputs if isinstance(output, Beat))
    breaths = sided_breaths(outputs)
    events = tuple(
        sorted(
            (*session_events(folder, [inputs.run for inputs in runs], said), *computed(outputs)),
            key=lambda event: (event.onset, event.event_id),
        )
    )
    noted = (output for output in outputs if isinstance(output, Conditions))
    conditions = tuple(marked_after_all(noted, events, first.settings.start_up_s))
    records = person_records(last.people, beats, breaths, conditions)
    info = recording.info
    in_force = parameters_in_force([inputs.run for inputs in runs])
    codebook = recorded_codebook(info)
    recall = read_takes(folder.recall_path, said)
    results = SessionResults(
        session_id=folder.session_id,
        participants=_participants(folder, info, last),
        streams=reports,
        beats=beats,
        breaths=breaths,
        ticks=tuple(output for output in outputs if isinstance(output, Tick)),
        baselines=baselines_held(runs, outputs),
        events=events,
        notices=tuple(output for output in outputs if isinstance(output, Notice)),
        windows=windows_of(records.values(), 0.0, t_end),
        conditions=conditions,
        respiration=_respiration(runs, span),
        settings=first.settings,
        parameters=parameters_by_hash(runs),
        turned=turned,
        own={label: _with(last.settings, item) for label, item in in_force.items()},
        clock=_anchor(first),
        t_start=min((r.t_first for r in reports if r.t_first is not None), default=0.0),
        t_end=t_end,
        inputs=tuple(file.path for file in input_files),
        recomputed=other,
        warnings=(
            *(recomputed_words(other) if other else ()),
            *dict.fromkeys(said),
            *_warnings(runs),
            *_outside(reports, events, span),
            *_about_codebook(info, codebook),
        ),
        codebook=codebook,
        input_files=input_files,
        samples=inside(native(), span) if samples else (),
        recall=recall,
        live=first.live,
        imported=import_readers(info),
        edits=tuple(Edits(folder.edits_path).edits(said)),
        media=tuple(dataclasses.replace(m, path="") for m in Media(folder).places(said)),
        straps=strap_intervals(specs.values(), runs, recorded, beats),
    )
    maps = [] if measures_only else begun_pair_maps(results)
    people = courses(results)
    results = dataclasses.replace(results, measures=session_measures(results, people))
    if measures_only:
        return results
    results = dataclasses.replace(
        results,
        epochs=session_epochs(results, people),
        dyads=session_dyads(results),
        bins=session_bins(results),
        partings=session_partings(results),
        turns=session_turns(results),
        pair_maps=tuple(one.result(summing) for one in maps),
    )
    results = dataclasses.replace(
        results,
        around=session_around(results, people),
        repairs=session_repairs(results, people),
    )
    report(1.0, Message("Summarising", code="summarising"))
    return results


def with_samples(recording: Recording, results: SessionResults) -> SessionResults:
    """Return results with the native samples of their recording; nothing is computed again."""
    last_tick = max((tick.t for tick in results.ticks), default=0)
    span = recorded_span(recording.streams, recording.session_zero, float(last_tick))
    samples = native_samples(recording.runs, recording.streams)
    return dataclasses.replace(results, samples=inside(samples, span))


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
    logs = (folder.engine_log_path, folder.edits_path, folder.recall_path)
    for path in (*folder.recording_paths, *logs):
        if path.exists():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                found.append(InputFile(path.name, digest, file.tell()))
    return tuple(found)


def _with_settings(
    settings: EngineSettings,
    own: Mapping[str, EngineSettings],
    inputs: RunInputs,
    earlier: Sequence[EngineOutput],
    before: Sequence[RunInputs],
) -> RunInputs:
    """Return a run under other settings; it goes on from what the runs before found with them."""
    parameters = [
        Parameters(person, mine.zones, mine.baseline, inputs.run.first_tick)
        for person, mine in own.items()
        if person in inputs.run.people and mine != settings
    ]
    run = dataclasses.replace(
        inputs.run, settings=settings, baselines=baselines_of(earlier), taken={},
        parameters=parameters,
        calibrations=calibrations_of(earlier, before),
    )  # fmt: skip
    return dataclasses.replace(inputs, run=run)


def _about_codebook(info: Mapping[str, Any], codebook: Codebook | None) -> tuple[Message, ...]:
    name = (info.get("codebook") or {}).get("name")
    if codebook is not None or not name:
        return ()
    return (
        Message(
            "The session names the codebook {name!r} without its codes: labels are the codes.",
            code="codebook_without_codes",
            name=name,
        ),
    )


def _silent(_share: float, _what: str) -> None:
    """Report nothing."""


def _participants(
    folder: SessionFolder, info: Mapping[str, Any], run: EngineRun
) -> tuple[Participant, ...]:
    """Return who took part; of a session recorded alone, those whose streams were found."""
    told: tuple[Participant, ...] = build(tuple[Participant, ...], info.get("participants", ()))
    return told or participants_for(run.people, folder.session_id)


def session_events(
    folder: SessionFolder, runs: Sequence[EngineRun], said: list[Message] | None = None
) -> tuple[Event, ...]:
    """Return the events that the marks of all runs and later edits add up to."""
    book = EventBook(load_codebook())
    book.replay(mark for run in runs for mark in run.marks)
    book.replay(Edits(folder.edits_path).marks(said))
    return book.events()


def computed(outputs: Sequence[EngineOutput]) -> tuple[Event, ...]:
    """Return the events that samples themselves told, each as it was said last."""
    found = {output.event_id: output for output in outputs if isinstance(output, Event)}
    return tuple(found.values())


def _anchor(run: EngineRun) -> ClockAnchor:
    lsl, utc = run.utc_anchor
    if not run.live:  # the file's header names a second
        known = None if math.isnan(utc) else utc + (run.session_zero - lsl)
        return ClockAnchor(run.session_zero, known, uncertainty_s=1.0)
    return ClockAnchor(run.session_zero, utc + (run.session_zero - lsl), uncertainty_s=0.001)


def sided_breaths(outputs: Sequence[EngineOutput]) -> tuple[Breath, ...]:
    """Return all breaths, in their order, without P2T where a belt may be upside down."""
    breaths = [output for output in outputs if isinstance(output, Breath)]
    people = dict.fromkeys(breath.person for breath in breaths)
    judged = {p: iter(sided([b for b in breaths if b.person == p])) for p in people}
    return tuple(next(judged[breath.person]) for breath in breaths)


def windows_of(
    records: Iterable[PersonRecord], t_start: float, t_end: float
) -> tuple[WindowSummary, ...]:
    """Return the 60-s windows of a span, the first of which begins with it, by time."""
    rows: list[WindowSummary] = []
    for record in records:
        rows += summarise_windows(record, t_start=t_start, t_end=t_end)
    return tuple(sorted(rows, key=lambda row: (row.t0, row.person)))


def _respiration(runs: Sequence[RunInputs], span: ArrivalSpan) -> dict[str, Signal]:
    """Return each person's belt on session time, over all runs."""
    found: dict[str, list[tuple[FloatArray, FloatArray, str]]] = {}
    for k, inputs in enumerate(runs):
        until = runs[k + 1].run.first_tick if k + 1 < len(runs) else math.inf
        for used in inputs.streams:
            if used.spec.role is Role.RESPIRATION and used.spec.person:
                times = used_times(inputs.run, used)
                mine = (times < until) & span.holds(times)
                parts = found.setdefault(used.spec.person, [])
                parts.append((times[mine], used.values[mine], used.spec.unit))
    signals = {}
    for person, parts in found.items():
        times = np.concatenate([part[0] for part in parts])
        values = np.concatenate([part[1] for part in parts])
        forward = np.concatenate(([True], np.diff(np.maximum.accumulate(times)) > 0))[: times.size]
        signals[person] = Signal(times[forward], values[forward], parts[-1][2])
    return signals


def _stream_report(
    spec: StreamSpec, recorded: Sequence[XdfStream], runs: Sequence[RunInputs], span: ArrivalSpan
) -> StreamReport:
    """Describe one stream as the recording holds it, on session time.

    Samples stamped outside the span in which they came are left out of all but their number.
    """
    streams = [
        stream
        for stream in matching_streams(recorded, spec, [inputs.run for inputs in runs])
        if stream.stamps.size
    ]
    offsets = [stream.clock_offsets[:, 1] for stream in streams if stream.clock_offsets.size]
    if not streams:
        return StreamReport(spec, 0, None, None, None, 0, 0.0, 0, None, synced=bool(offsets))
    times = stored_times(spec, runs, streams)
    times = times[np.isfinite(times)]
    n_samples, times = times.size, times[span.holds(times)]
    steps = np.diff(times)
    gap = gap_s(spec.role) if spec.regular else math.inf
    flowing = steps[(steps > 0) & (steps <= gap)]
    return StreamReport(
        spec=spec,
        n_samples=int(n_samples),
        t_first=float(times.min()) if times.size else None,
        t_last=float(times.max()) if times.size else None,
        fs_effective=float(1 / flowing.mean()) if spec.regular and flowing.size else None,
        n_gaps=int((steps > gap).sum()),
        longest_gap_s=float(steps[steps > gap].max(initial=0.0)),
        n_clock_segments=len(streams),
        clock_offset_sd_ms=float(np.concatenate(offsets).std() * 1000) if offsets else None,
        synced=bool(offsets),
        n_outside=int(n_samples - times.size),
    )


def _outside(
    reports: Sequence[StreamReport], events: Sequence[Event], span: ArrivalSpan
) -> Iterator[Message]:
    """Yield what lies outside the time in which the session was recorded."""
    for report in reports:
        if report.n_outside:
            yield Message(
                "{n} of {n_samples} samples of {stream} are stamped outside the time "
                "in which they were recorded: their sender's clock jumped or is "
                "unknown. They are left out here; the recording has them.",
                code="samples_outside_recording",
                n=report.n_outside,
                n_samples=report.n_samples,
                stream=report.spec.stream_id,
            )
    onsets = np.array([event.onset for event in events])
    if far := int((~span.holds(onsets)).sum()):
        yield Message(
            "{n} events lie outside the recorded time: their stamps cannot be "
            "interpreted, or were sent that way. They are in the events table and "
            "nowhere else.",
            code="events_outside_recording",
            n=far,
        )


def _warnings(runs: Sequence[RunInputs]) -> tuple[Message, ...]:
    found = []
    if runs[0].run.settings.marks:
        marks = [verbatim(mark.replace("_", "-")) for mark in runs[0].run.settings.marks]
        found.append(
            Message(
                "All numbers are {marks}: made with the {profile} profile.",
                code="numbers_carry_remarks",
                marks=joined(", ", marks),
                profile=runs[0].run.settings.profile,
            )
        )
    for earlier, later in pairwise(runs):
        found.append(
            Message(
                "Computing was restarted: run {before} ends and run {after} begins at {t} s; the "
                "engine started cold there.",
                code="computing_restarted",
                before=earlier.run.run,
                after=later.run.run,
                t=later.run.first_tick,
            )
        )
    for inputs in runs:
        found += [
            Message(
                "Run {run}: the recording lacks samples of {stream} that the live engine used; "
                "numbers around there may differ from what was shown.",
                code="run_lacks_samples",
                run=inputs.run.run,
                stream=used.spec.stream_id,
            )
            for used in inputs.streams
            if used.disturbed
        ]
        if inputs.run.used is None and inputs.run.live:
            found.append(
                Message(
                    "Run {run} did not end properly: the window, the computing or the computer "
                    "stopped in it.",
                    code="run_not_ended",
                    run=inputs.run.run,
                )
            )
    return tuple(found)


__all__ = ["Progress", "analyse", "session_events", "windows_of", "with_samples"]
