"""A session folder of imported recordings: made aside, and renamed when it is whole.

The recording holds every signal on session time, which begins with the earliest sample; the
journal says which streams are whose and what the files say happened. No live engine has run:
everything is computed from the recording, as for one that was recorded alone.
"""

from __future__ import annotations

import hashlib
import math
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np

from acquisition.specs import id_stem, unused_id
from processing.zones.pipeline import people_of
from recordings.disk.atomic_export import MAX_SESSION_S
from recordings.disk.private_files import make_folder, settle, sync_directory
from recordings.folder.chain import extended
from recordings.folder.session import SessionFolder
from recordings.importers.imported import (
    ImportedEvent,
    ImportedRecording,
    Progress,
)
from recordings.xdf.xdf_header import Channel, StreamHeader
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.canonical import plain
from safehold.core.codebook import Codebook
from safehold.core.errors import RecordingError
from safehold.core.marker_reading import read_marker
from safehold.core.messages import Message, beside
from safehold.core.results import Participant
from safehold.core.study import Study
from safehold.core.types import Boundary, Event, Mark, Role, StreamSpec
from safehold.files.engine_run import EngineRun, software
from safehold.files.journal import Journal
from safehold.files.part_findings import verdict
from safehold.files.receipt import examine
from safehold.offline.importing.plan import ImportPlan, PlannedSignal
from safehold.offline.importing.samples import ends, samples_of
from safehold.session.event_book import EventBook
from safehold.session.event_changes import kind_of

FROM_FILE: Final = "file:"
"""Source of events that an imported recording names, with the reader."""
TYPES: Final = {
    Role.ECG: "ECG", Role.PPG: "PPG", Role.RR: "RR", Role.RESPIRATION: "Respiration",
    Role.HEART_RATE: "HeartRate", Role.EDA: "EDA", Role.ACCELEROMETER: "Accelerometer",
    Role.RATING: "Rating", Role.SPEECH: "Speech",
}  # fmt: skip
_IRREGULAR = frozenset({Role.RR, Role.HEART_RATE})
ZERO: Final = 1000.0
"""Stamp of session time 0, s: a sample stamped 0.0 has no stamp for other programs."""


def import_session(
    root: Path,
    session_id: str,
    plan: ImportPlan,
    *,
    participants: Sequence[Participant],
    study: Study,
    codebook: Codebook,
    conducts: bool = False,
    progress: Progress | None = None,
) -> SessionFolder:
    """Write a session; nothing of it is there when this fails or is cancelled.

    Parameters
    ----------
    root : Path
        Study folder.
    session_id : str
        Of the new session.
    plan : ImportPlan
        What it is made of.
    participants : sequence of Participant
        Everybody of the plan.
    study, codebook : Study, Codebook
        What is in force.
    conducts : bool
        Events that use words of safehold count as what they say (our own exports); otherwise
        they are markers with the text as their value.
    progress : callable, optional
        What it raises cancels.

    Raises
    ------
    RecordingError
        When it cannot be written, exists already, or the plan holds no sample.
    """
    report = progress or _silent
    if (root / session_id).exists():
        raise RecordingError(
            Message(
                "{path} exists already; a session is never overwritten.", path=root / session_id
            ),
            remedy=Message("Choose another session id."),
        )
    aside = root / f".import-{secrets.token_hex(6)}.partial"
    try:
        make_folder(root)
        make_folder(aside)
        info = {
            "participants": plain(list(participants)),
            "study": plain(study),
            "codebook": plain(codebook),
            "settings": plain(study.settings),
            "params_hash": study.settings.params_hash,
            "software": software(),
            "source": _source(plan, report),
        }
        folder = SessionFolder.create(aside, session_id, info)
        _fill(folder, plan, study, codebook, conducts, report)
        report(0.99, Message("Bringing the session to the disk"))
        settle(folder.path)
        folder.path.rename(root / session_id)
        sync_directory(root)
    except OSError as error:
        raise RecordingError(
            Message("The session could not be written: {why}.", why=error.strerror or error),
            remedy=Message("Choose a folder on a disk with space that you may write to."),
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return SessionFolder.open(root / session_id)


def _silent(_share: float, _text: Message) -> None:
    """Report nothing."""


def _source(plan: ImportPlan, report: Progress) -> dict[str, Any]:
    """Return where the session comes from: files by name and hash, readers, what was odd.

    Whose signals a file holds is told, so that a withdrawal takes the entry along.
    """
    read = [
        (
            path,
            recording.importer,
            sorted({s.person for s in plan.signals if s.file == k and s.person}),
        )
        for k, recording in enumerate(plan.recordings)
        for path in recording.files or (recording.path,)
        if path.is_file()
    ]
    beside_them: list[tuple[Path, str, list[str]]] = [(e.path, "events", []) for e in plan.beside]
    files = []
    for path, reader, whose in (*read, *beside_them):
        report(0.0, Message("Reading"))
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        files.append(
            {
                "name": path.name,
                "n_bytes": path.stat().st_size,
                "sha256": digest,
                "reader": reader,
                "whose": whose,
            }
        )
    return {
        "kind": "import",
        "imported_utc": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": files,
        "shifts_s": list(plan.shifts),
        "oddities": [str(text) for text in plan.oddities],
        "said": beside(plan.oddities),
    }


def _fill(
    folder: SessionFolder,
    plan: ImportPlan,
    study: Study,
    codebook: Codebook,
    conducts: bool,
    report: Progress,
) -> None:
    zero, _ = span_of(plan, report)
    writer = XdfWriter(folder.recording_path, datetime=_utc_text(plan, zero))
    try:
        specs, used = _streams(writer, plan, zero, report)
        events = _events(plan, zero)
        if events:
            specs.append(_write_events(writer, events))
    finally:
        writer.close()
    report(0.85, Message("Checking what was written"))
    run = EngineRun(
        run=1, session_zero=ZERO, first_tick=1, settings=study.settings, streams=tuple(specs),
        people=tuple(people_of(specs)), software=software(),
        utc_anchor=(ZERO, math.nan if plan.start is None else plan.start + zero), live=False,
    )  # fmt: skip
    book = EventBook(codebook)
    marks = (*_marks(events, book, conducts), *_marks_beside(plan, zero, book))
    _write_journal(folder, run, used, marks)
    part = examine(folder.recording_path)
    lost, known = verdict(part)
    receipt = {
        **part,
        "losses": lost,
        "remarks": known,
        "said": beside((*lost, *known)),
        "software": software(),
    }
    info = {
        **folder.read_info(),
        "streams": plain(specs),
        "receipt": {"passes": not lost, "parts": [receipt]},
    }
    folder.write_info(extended(folder, info, "imported", recordings={part["file"]: part}))


def span_of(plan: ImportPlan, report: Progress) -> tuple[float, float]:
    """Return the earliest and the latest time of all signals, s.

    Raises
    ------
    RecordingError
        When there is no sample, or they span more than a session can.
    """
    firsts, lasts = [], []
    for planned in _by_clock(plan):
        report(0.0, Message("Reading"))
        times = ends(planned[0])
        known = times[np.isfinite(times)]
        if known.size:
            shift = plan.shifts[planned[0].file]
            firsts.append(float(known.min()) + shift)
            lasts.append(float(known.max()) + shift)
    if not firsts:
        raise RecordingError(
            Message("The files hold no sample."), remedy=Message("Import other files.")
        )
    length = max(lasts) - min(firsts)
    if length > MAX_SESSION_S:
        raise RecordingError(
            Message(
                "From the first sample to the last are {hours:.1f} h; a session has at most "
                "{most:.0f}.",
                hours=length / 3600,
                most=MAX_SESSION_S / 3600,
            ),
            remedy=Message("Check the times of the files, or say them with --offset."),
        )
    return min(firsts), max(lasts)


def _by_clock(plan: ImportPlan) -> list[list[PlannedSignal]]:
    """Return the signals of each file that share their times."""
    groups: dict[tuple[int, str, int], list[PlannedSignal]] = {}
    for number, planned in enumerate(plan.signals):
        clock = planned.signal.clock
        alone = number if not clock else -1
        groups.setdefault((planned.file, clock, alone), []).append(planned)
    return list(groups.values())


def _utc_text(plan: ImportPlan, zero: float) -> str:
    if plan.start is None:
        return ""
    return datetime.fromtimestamp(plan.start + zero, UTC).isoformat(timespec="seconds")


# -- streams ------------------------------------------------------------------------------------


def _streams(
    writer: XdfWriter, plan: ImportPlan, zero: float, report: Progress
) -> tuple[list[StreamSpec], dict[str, tuple[int, float]]]:
    """Write every signal; return the streams, and samples and first stamp of each."""
    specs: list[StreamSpec] = []
    used: dict[str, tuple[int, float]] = {}
    taken: set[str] = set()
    streams = list(_as_streams(plan))
    for number, group in enumerate(streams):
        share = 0.85 * number / len(streams)
        shift = plan.shifts[group[0].file] - zero + ZERO
        name = group[0].signal.name
        report(share, Message("Reading {name}", name=name))
        samples = samples_of(group, shift)
        source_id = f"import-{number + 1}"
        rate = 0.0 if group[0].role in _IRREGULAR else group[0].signal.rate
        header = _header(group, source_id, rate, samples.dtype)
        stream_id = writer.add_stream(header)
        n, first = 0, math.nan
        for times, values in samples.blocks():
            done = share + 0.85 / len(streams) * n / group[0].signal.n
            report(done, Message("Writing {name}", name=name))
            writer.write_samples(stream_id, times, values.astype(samples.dtype, copy=False))
            first = first if n else float(times[0])
            n += len(times)
        if n:
            writer.write_offset(stream_id, first, 0.0)
        for channel, planned in enumerate(group):
            stem = id_stem(planned.signal.name, planned.role, planned.person)
            spec_id = unused_id(stem, taken)
            specs.append(_spec(planned, spec_id, channel, header))
            if n:
                used[spec_id] = (n, first)
    return specs, used


def _as_streams(plan: ImportPlan) -> Iterator[list[PlannedSignal]]:
    """Yield what becomes one stream each: a signal with a role, or those without on one clock."""
    for group in _by_clock(plan):
        nothing = [planned for planned in group if planned.role is Role.OTHER]
        yield from ([planned] for planned in group if planned.role is not Role.OTHER)
        if nothing:
            yield nothing


def _header(
    group: Sequence[PlannedSignal], source_id: str, rate: float, dtype: np.dtype[Any]
) -> StreamHeader:
    first = group[0]
    kind = TYPES.get(first.role, "Other")
    return StreamHeader(
        name=first.signal.name if len(group) == 1 else "other",
        channel_count=len(group),
        channel_format="float32" if dtype == np.float32 else "double64",
        nominal_rate=rate,
        type=kind,
        source_id=source_id,
        channels=tuple(Channel(one.signal.name, kind, one.unit) for one in group),
    )


def _spec(
    planned: PlannedSignal, stream_id: str, channel: int, header: StreamHeader
) -> StreamSpec:
    return StreamSpec(
        stream_id=stream_id,
        name=header.name,
        type=header.type,
        source_id=header.source_id,
        role=planned.role,
        person=planned.person,
        unit=planned.unit,
        nominal_rate=header.nominal_rate,
        channel_format=header.channel_format,
        labels=header.labels,
        channel=channel,
        inverted=planned.inverted,
    )


# -- events -------------------------------------------------------------------------------------


def _events(plan: ImportPlan, zero: float) -> list[tuple[ImportedRecording, ImportedEvent]]:
    found = [
        (recording, replace(event, onset=event.onset + shift - zero))
        for recording, shift in zip(plan.recordings, plan.shifts, strict=True)
        for event in recording.events
        if math.isfinite(event.onset)
    ]
    return sorted(found, key=lambda pair: pair[1].onset)


def _write_events(
    writer: XdfWriter, events: Sequence[tuple[ImportedRecording, ImportedEvent]]
) -> StreamSpec:
    header = StreamHeader(
        "events", 1, "string", 0.0, "Markers", "import-events",
        channels=(Channel("text", "Markers", ""),),
    )  # fmt: skip
    stream_id = writer.add_stream(header)
    onsets = ZERO + np.array([event.onset for _, event in events])
    writer.write_samples(stream_id, onsets, [[event.text] for _, event in events])
    writer.write_offset(stream_id, float(onsets[0]), 0.0)
    return StreamSpec(
        "events", header.name, header.type, header.source_id, Role.EVENTS, None, "", 0.0, "string"
    )


def _marks(
    events: Sequence[tuple[ImportedRecording, ImportedEvent]], book: EventBook, conducts: bool
) -> Iterator[Mark]:
    for recording, event in events:
        source = f"{FROM_FILE}{recording.importer}"
        if event.duration > 0:
            yield Mark(_interval(book, event, source, conducts), Boundary.POINT)
            continue
        for mark in book.marker(
            event.text, at=event.onset, stream=recording.importer, conducts=conducts
        ):
            yield replace(mark, event=replace(mark.event, source=source))


def _marks_beside(plan: ImportPlan, zero: float, book: EventBook) -> Iterator[Mark]:
    for event in (event for file in plan.beside for event in file.events):
        placed = replace(event, event_id=book.new_id(), onset=event.onset - zero)
        yield Mark(placed, Boundary.POINT)


def _interval(book: EventBook, event: ImportedEvent, source: str, conducts: bool) -> Event:
    said = read_marker(event.text, book.codebook, conducts=conducts)
    return Event(
        event_id=book.new_id(),
        code=said.code,
        onset=event.onset,
        duration=event.duration,
        kind=kind_of(said.code, interval=True),
        source=source,
        value=event.text,
        attributes=said.attributes,
    )


def _write_journal(
    folder: SessionFolder,
    run: EngineRun,
    used: Mapping[str, tuple[int, float]],
    marks: Iterable[Mark],
) -> None:
    journal = Journal(folder.engine_log_path)
    try:
        journal.start(run)
        for stream_id, (_, stamp) in used.items():
            journal.segment(stream_id, 0, stamp)
        for mark in marks:
            journal.mark(mark)
        journal.stop(run.run, {stream_id: n for stream_id, (n, _) in used.items()})
    finally:
        journal.close()
