"""A run of the engine made up from a recording alone, where no live engine has run.

Which streams are heart and breathing, and whose, is told by their headers as it is for streams of
the network (:mod:`acquisition.roles`), and by what the user has said of them in the study. Times
count from the whole second in which the recorder started.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import numpy as np

from acquisition.description import StreamDescription, parse_desc
from acquisition.roles import OWN_PREFIX
from acquisition.specs import specs_for
from processing.zones.pipeline import ENGINE_ROLES, people_of
from recordings.folder.session import SessionFolder
from recordings.xdf.clock_pieces import offsets_by_row
from recordings.xdf.xdf_format import STRING_FORMAT
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_reader import XdfFile, XdfStream
from safehold.core.canonical import build
from safehold.core.errors import RecordingError, SafeholdError
from safehold.core.event_clock import FOREIGN_CLOCK_S
from safehold.core.messages import Message
from safehold.core.session_time import session_time
from safehold.core.settings import EngineSettings
from safehold.core.study import Study
from safehold.core.study_file import STUDY_FILE
from safehold.core.types import ClockOffset, FloatArray, StreamSpec
from safehold.files.corrections import load_corrections
from safehold.files.engine_run import EngineRun
from safehold.files.receipt import RECORDER_STREAM
from safehold.files.study import load_study
from safehold.offline.recorded_span import recorded_span

NUMBERED: Final = tuple(f"p{k}" for k in range(1, 10))
NO_LIVE_ENGINE: Final = Message(
    "This session had no live engine: every number was computed afterwards "
    "from the recording alone, and nothing was shown while it ran. Times "
    "count from the recorder's start. There is nothing live to compare "
    "with, and no phase, event or baseline except what was added later.",
    code="no_live_engine",
)


JOURNAL_LOST: Final = Message(
    "The journal of the live engine is lost, and the recording holds no "
    "copy of it: every number was computed afterwards from the recording "
    "alone and may differ from what was shown. Times count from the "
    "recorder's start. Phases, events and baselines of the session were in "
    "the journal.",
    code="journal_lost",
)


def recorded_run(
    folder: SessionFolder, info: Mapping[str, Any], file: XdfFile
) -> tuple[EngineRun, list[Message]]:
    """Return a run over everything that was recorded, and what should be known of it.

    Parameters
    ----------
    folder : SessionFolder
        The session.
    info : mapping
        What ``session.json`` says; streams and settings of a live session stand there.
    file : XdfFile
        Its recording.

    Raises
    ------
    RecordingError
        When there is no stream of a heart or of breathing in it.
    """
    told: tuple[StreamSpec, ...] = build(tuple[StreamSpec, ...], info.get("streams", ()))
    said: list[Message] = [JOURNAL_LOST if told else NO_LIVE_ENGINE]
    study = _study(folder, said)
    settings = study.settings
    if "settings" in info:
        settings = build(EngineSettings, info["settings"])
    streams = [stream for stream in file.streams if not _is_own(stream.header)]
    specs = list(told) or _specs(folder, streams, study, said)
    people = people_of(specs)
    if not people:
        names = ", ".join(sorted({repr(stream.header.name) for stream in streams}))
        raise RecordingError(
            Message(
                "{path} was recorded without the live engine, and none of its streams "
                "can be told to be a heart or breathing: {names}.",
                code="recorded_without_live_engine_none",
                path=folder.path,
                names=names or "-",
            ),
            remedy=Message(
                "Set what they are with 'safehold streams --study' in the study folder.",
                code="say_what_safehold_streams_study",
            ),
        )
    start = _start(file.streams)
    zero = float(math.floor(start))
    run = EngineRun(
        run=1, session_zero=zero, first_tick=1, settings=settings, streams=tuple(specs),
        people=tuple(people), software={}, utc_anchor=(start, _utc(file.datetime)), live=False,
    )  # fmt: skip
    end = _end(file.streams, zero)
    for spec in specs:
        _feed(run, spec, streams, end)
    return run, said


def _study(folder: SessionFolder, said: list[Message]) -> Study:
    try:
        return load_study(folder.path.parent)
    except SafeholdError as error:
        said.append(
            Message(
                "The study could not be read ({message}): default settings were used.",
                code="study_not_readable",
                message=error.message,
            )
        )
        return Study()


def _is_own(header: StreamHeader) -> bool:
    return header.name == RECORDER_STREAM or header.source_id.startswith(OWN_PREFIX)


def _specs(
    folder: SessionFolder, streams: Sequence[XdfStream], study: Study, said: list[Message]
) -> list[StreamSpec]:
    """Return what the streams are: as said in the study, by the words of their headers, or p1."""
    try:
        corrections = load_corrections(folder.path.parent)
    except SafeholdError as error:
        said.append(
            Message(
                "The settings of the streams could not be read ({message}).",
                code="stream_settings_not_readable",
                message=error.message,
            )
        )
        corrections = ()
    described = {_identity(stream.header): _description(stream.header) for stream in streams}
    known = [p.label for p in study.people] if _has_study(folder) else []
    specs = specs_for(list(described.values()), known, corrections)
    if not known and not people_of(specs):
        specs = specs_for(list(described.values()), NUMBERED, corrections)
    nobodys = [spec for spec in specs if spec.person is None and spec.role in ENGINE_ROLES]
    if people_of(specs) or len({spec.role for spec in nobodys}) < len(nobodys):
        if nobodys:
            names = ", ".join(repr(spec.name) for spec in nobodys)
            said.append(
                Message(
                    "Nothing says whose these streams are, so they were not used: {names}. "
                    "Set it with 'safehold streams', then export again.",
                    code="streams_of_unknown_owner",
                    names=names,
                )
            )
        return specs
    if nobodys:
        said.append(
            Message(
                "Nothing says whose the streams are: they were assigned to one person, p1.",
                code="streams_given_to_p1",
            )
        )
    return [
        replace(spec, person="p1", stream_id=f"p1-{spec.role.value}") if spec in nobodys else spec
        for spec in specs
    ]


def _has_study(folder: SessionFolder) -> bool:
    return (folder.path.parent / STUDY_FILE).exists()


def _identity(header: StreamHeader) -> tuple[str, str, str]:
    """Return what a stream is known again by, over the parts of a recording."""
    return header.name, header.type, header.source_id or header.uid


def _description(header: StreamHeader) -> StreamDescription:
    channels, person = parse_desc(header.xml, header.channel_count)
    return StreamDescription(
        name=header.name,
        type=header.type,
        source_id=header.source_id,
        uid=header.uid,
        hostname=header.hostname,
        session_id=header.session_id,
        nominal_rate=header.nominal_rate if math.isfinite(header.nominal_rate) else 0.0,
        channel_format=header.channel_format,
        channel_count=header.channel_count,
        channels=channels,
        person=person,
        xml=header.xml,
    )


def _start(streams: Sequence[XdfStream]) -> float:
    """Return the LSL time at which the recorder started: its own first note, else the first data.

    Raises
    ------
    RecordingError
        When no stream has a sample.
    """
    found = []
    for stream in streams:
        finite = stream.stamps[np.isfinite(stream.stamps)]
        if not finite.size:
            continue
        if stream.header.name == RECORDER_STREAM:
            return float(finite[0])
        if stream.clock_offsets.size:
            found.append(float(finite[0] + stream.clock_offsets[0, 1]))
        else:
            found.append(float(finite[0]))
    usable = [start for start in found if abs(start) < 1e11]
    if not usable:
        raise RecordingError(
            Message("The recording holds no sample.", code="recording_holds_no_sample"),
            remedy=Message(
                "'safehold check' says what it holds.", code="safehold_check_says_what_holds"
            ),
        )
    return min(usable)


def _end(streams: Sequence[XdfStream], zero: float) -> float:
    """Return the session time after which no sample can have come, s; inf where nothing says it.

    The recorder was heard of until then, or as many samples as there are take so long.
    """
    if not any(s.header.name == RECORDER_STREAM or len(s.clock_offsets) > 1 for s in streams):
        return math.inf
    longest = max(
        (s.stamps.size / s.header.nominal_rate for s in streams if s.header.nominal_rate > 0),
        default=0.0,
    )
    return max(recorded_span(streams, zero, -math.inf).last, longest + FOREIGN_CLOCK_S)


def _utc(text: str) -> float:
    """Return the Unix time of the file's header; NaN where it says none."""
    try:
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError, OSError):
        return math.nan


def _feed(run: EngineRun, spec: StreamSpec, streams: Sequence[XdfStream], end: float) -> None:
    """Write down, as a journal does, the first sample of a stream and its clock offsets.

    Samples stamped after the end of the recording, session time s, are skipped: their clock has
    jumped, and nothing says when they came.
    """
    mine = [
        stream
        for stream in streams
        if (stream.header.name, stream.header.type) == (spec.name, spec.type)
        and (stream.header.source_id == spec.source_id if spec.source_id
             else stream.header.uid == spec.uid)
        and stream.stamps.size and stream.header.channel_format != STRING_FORMAT
    ]  # fmt: skip
    if not mine:
        return
    run.segments.append((spec.stream_id, 0, float(mine[0].stamps[0])))
    before = 0
    for stream in mine:
        run.offsets += [
            ClockOffset(spec.stream_id, before + row, offset, float("nan"))
            for row, offset in offsets_by_row(stream.stamps, stream.clock_offsets)
        ]
        before += stream.stamps.size
    if math.isfinite(end):
        _skip_after(run, spec, np.concatenate([stream.stamps for stream in mine]), end)


def _skip_after(run: EngineRun, spec: StreamSpec, stamps: FloatArray, end: float) -> None:
    offsets = np.zeros(stamps.size)
    for item in run.offsets:
        if item.stream_id == spec.stream_id:
            offsets[item.index :] = item.offset
    beyond = session_time(stamps, offsets, run.session_zero) > end
    edges = np.flatnonzero(np.diff(beyond, prepend=False, append=False))
    for first, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        run.skips.append((spec.stream_id, first, stop - first))
