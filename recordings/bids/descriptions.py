"""What a BIDS dataset says about itself: sidecars, README, people."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import Any

from recordings.bids.names import COLUMNS, MEASURES, Names
from recordings.bids.writing import MISSING, describe
from recordings.tidy.native import channel_names
from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.schema import Field, number, text
from safehold import __version__
from safehold.core.codebook import PHASE_PREFIX
from safehold.core.results import SessionResults, StreamSamples
from safehold.core.types import EventKind
from safehold.core.wording import disclaimer

BIDS_VERSION = "1.11.1"
HED_VERSION = "8.4.0"

PARTICIPANTS = (
    text("participant_id", "study code; never a name"),
    text("species", "species"),
    number("age", "year", "age, capped at 89", missing="not recorded by this program"),
    text("sex", "sex", missing="not recorded by this program"),
    text("handedness", "handedness", missing="not recorded by this program"),
    text("dyad_id", "people of one session have the same id"),
    text("dyad_role", "role in the session", allowed="client;therapist;other"),
)
SCANS = (
    text("filename", "file"),
    text("acq_time", "time of the first sample"),
    number("duration", "s", "length of the recording", decimals=6),
    text("concurrence_group", "files of one group were recorded at the same time, on one clock"),
)
RR_BEH = (
    number("time", "s", "session time at which the interval ends", decimals=None),
    number("rr", "ms", "interval as the device sent it", decimals=None),
)  # fmt: skip
STRAP_BEH = (
    number("time", "s", "stamp of the interval on session time, as the device sent it",
           decimals=None),
    number("rr", "ms", "interval as the device sent it", decimals=None),
    number("beat_time", "s", "session time of the beat that ended the interval, found in the ECG",
           decimals=None, missing="not found in the ECG"),
    text("stream_id", "id of the strap's stream in the session"),
)  # fmt: skip
_HED = {
    EventKind.CONDITION: "(Experiment-structure, Condition-variable/{name}, {{event_id}})",
    EventKind.INTERVAL: "(Data-feature, Label/Coded-interval, {{event_id}})",
    EventKind.POINT: "(Data-feature, Label/Coded-point, {{event_id}})",
}
"""With the event's id, because tags of one instant must not repeat."""
_GENERATED = [{"Name": "safehold", "Version": __version__}]


def dataset_description(results: SessionResults) -> dict[str, Any]:
    """Return ``dataset_description.json`` of the raw dataset."""
    return described(f"Physiology and coded events of session {results.session_id}")


def described(name: str) -> dict[str, Any]:
    """Return ``dataset_description.json`` of a raw dataset of this name."""
    return {
        "Name": name,
        "BIDSVersion": BIDS_VERSION,
        "DatasetType": "raw",
        "License": "not stated: all rights with the study",
        "Authors": ["Investigators of the study", "not stated by the export"],
        "Acknowledgements": MISSING,
        "HowToAcknowledge": MISSING,
        "Funding": [MISSING],
        "EthicsApprovals": [MISSING],
        "ReferencesAndLinks": [MISSING],
        "DatasetDOI": MISSING,
        "GeneratedBy": _GENERATED,
        "SourceDatasets": [{"DOI": MISSING}],
        "Keywords": ["psychotherapy", "psychophysiology"],
        "HEDVersion": HED_VERSION,
    }


def derivative_description(results: SessionResults) -> dict[str, Any]:
    """Return ``dataset_description.json`` of the derivatives."""
    return {
        **dataset_description(results),
        "Name": f"Beats, breaths, windows and zones of session {results.session_id}",
        "DatasetType": "derivative",
    }


def task_keys(names: Names) -> dict[str, Any]:
    """Return what BIDS wants to know of a task; the export knows its name."""
    return {
        "TaskName": names.task,
        "TaskDescription": "a psychotherapy session, or the part of it that the name says",
        "Instructions": MISSING,
        "CogAtlasID": MISSING,
        "CogPOID": MISSING,
        "InstitutionName": MISSING,
        "InstitutionAddress": MISSING,
        "InstitutionalDepartmentName": MISSING,
    }


def events_sidecar(
    results: SessionResults, names: Names, fields: Sequence[Field], *, hed: bool
) -> dict[str, Any]:
    """Return the sidecar of the events: every column, and every code of the session."""
    meanings = {c.code: c.meaning for c in results.codebook.codes} if results.codebook else {}
    kinds = {event.code: event.kind for event in reversed(results.events)}
    columns = [field for field in fields if field.name not in ("onset", "duration")]
    said = {**task_keys(names), "StimulusPresentation": {}, **describe(columns)}
    levels = {code: meanings.get(code) or code for code in sorted(kinds)}
    said["trial_type"] = {"LongName": "event code", "Description": "what happened",
                          "Levels": levels}  # fmt: skip
    plain = all(re.fullmatch(r"[A-Za-z0-9_-]+", event.event_id) for event in results.events)
    if hed and levels and plain:
        said["event_id"]["HED"] = "ID/#"
        said["trial_type"]["HED"] = {
            code: _HED[kinds[code]].format(name=_hed_name(code)) for code in levels
        }
    return said


def _hed_name(code: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", code.removeprefix(PHASE_PREFIX)).strip("-").title()


def derived_sidecar(names: Names, what: str, fields: Sequence[Field]) -> dict[str, Any]:
    """Return the sidecar of a derived events file."""
    columns = [field for field in fields if field.name not in ("onset", "duration")]
    return {
        "Description": what,
        **task_keys(names),
        "StimulusPresentation": {},
        **describe(columns),
    }


def physio_columns(samples: StreamSamples) -> tuple[str, ...]:
    """Return the column names of a stream's file; those BIDS asks for where it does."""
    own = channel_names(samples)
    used = samples.spec.channel
    asked = COLUMNS.get(samples.spec.role)
    if asked is None or asked in own:
        return own
    return tuple(asked if k == used else name for k, name in enumerate(own))


def physio_sidecar(
    samples: StreamSamples, names: Names, scrubber: Scrubber, *, rate: float, start: float
) -> dict[str, Any]:
    """Return the sidecar of a stream's samples."""
    columns = physio_columns(samples)
    said: dict[str, Any] = {
        "TaskName": names.task,
        "SamplingFrequency": rate,
        "StartTime": start,
        "PhysioType": "generic",
        "Columns": list(columns),
    }
    for k, column in enumerate(columns):
        used = k == samples.spec.channel
        said[column] = {
            "Description": "samples as recorded on a regular grid; n/a where none came",
            "Units": scrubber.clean(samples.units[k]) or "arbitrary",
            "MeasureType": MEASURES.get(samples.spec.role, "Other") if used else "Other",
            "Placement": MISSING,
        }
    return said


def read_me(results: SessionResults, names: Names, said: Sequence[str]) -> str:
    """Return README.md."""
    notes = "\n".join(
        textwrap.fill(line, 96, initial_indent="- ", subsequent_indent="  ")
        for line in said or ["none"]
    )
    return f"""\
# Session {results.session_id}: physiology and coded events of {len(names.subjects)} people

Written by safehold {__version__}. Two people of a session are two subjects; `dyad_id` and
`dyad_role` in `participants.tsv` join them. All times are seconds from the same zero: `onset` in
events and `StartTime` of physiology are session time, in every file.

| where | what |
|---|---|
| `sub-*/ses-*/beh/*_events.tsv` | every event of the session, the same in each subject |
| `sub-*/ses-*/beh/*_recording-*_physio.tsv.gz` | native samples on a regular grid, `n/a` in gaps |
| `derivatives/safehold` | beats, breaths, 60-s windows, zones, doubtful spans, heart rate |
| `derivatives/dyads` | the same as plain tables with both people and the events on one grid |

`acq_time` counts from 1900-01-01T00:00:00 where dates were removed: it tells what was recorded at
the same time, and no date. Dates in 1925 or earlier were shifted.

## What the numbers cannot mean

{textwrap.fill(disclaimer(results.settings.lag_s), 96)}

Heart rate variability must be computed from `desc-beats` (status `ok`), never from the regular
heart rate. Beats are flagged and left out, and corrected, by a person, only where edited = 1.

## Remarks

{notes}

## Privacy

This dataset carries study codes only. Yet heart and breath signals can identify a person: treat
it as personal data. Look into `events.tsv` before you share it.
"""
