"""A whole study as one BIDS dataset: datasets of single sessions, put together.

Two people of a session are two subjects with a session of the same label, joined by ``dyad_id`` as
in the dataset of one session; who takes part in several dyads has them all. Nothing depends on
when or where it was made, so the same sessions give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recordings.bids import descriptions
from recordings.bids.check import problems
from recordings.bids.export import DERIVATIVES, DYADS
from recordings.bids.names import label
from recordings.bids.writing import describe, one_cell, write_json, write_tsv
from recordings.tidy.schema import Field, number, text
from recordings.tidy.table import Table
from recordings.tidy.writing import write_text
from safehold import __version__
from safehold.core.errors import ExportError
from safehold.core.messages import Message
from safehold.core.wording import disclaimer

DYAD_DIVIDER = ";"
SUMS = DYADS / "SHA256SUMS"
"""Names every file of the dataset but itself."""
SESSIONS = (
    text("session_id", "session of the subject; the same label for everybody in it"),
    number("session_number", "1", "which session of this client, from 1", decimals=0,
           missing="not known"),
    text("dyad_id", "people of one session have the same id"),
    text("dyad_role", "role in the session", allowed="client;therapist;other"),
    text("present", "subjects of the session"),
)  # fmt: skip
LEFT_OUT = (
    text("session_id", "session that is not in the dataset"),
    text("reason", "why"),
)
_CITED = ("Authors", "HowToAcknowledge", "License", "ReferencesAndLinks")
_TEXTS = frozenset({".json", ".tsv", ".md", ".cff", ".csv"})


@dataclass(frozen=True, slots=True)
class StudyPart:
    """One session of the study, already written as a dataset of its own."""

    folder: Path
    session_id: str
    number: int | None
    scores: Mapping[str, Mapping[str, float | None]]
    """By study code: scores by their column's name."""


@dataclass(frozen=True, slots=True)
class AboutDataset:
    """What only the investigators know of a dataset."""

    title: str = "Physiology and coded events of a psychotherapy study"
    authors: tuple[str, ...] = ()
    """``Family, Given``, or the name of a group."""
    license: str = ""
    """SPDX identifier (``CC-BY-4.0``); empty where the study keeps all rights."""
    left_out: tuple[tuple[str, str], ...] = ()
    """Sessions that are not in it, with the reason."""
    lag_s: float = 0.0
    """By how much zones are late, s."""


@dataclass(slots=True)
class _Known:
    """What the sessions say of people."""

    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    """Of ``participants.tsv``, by subject."""
    dyads: dict[str, dict[str, None]] = field(default_factory=dict)
    sessions: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)


def join_study(folder: Path, parts: Sequence[StudyPart], about: AboutDataset) -> None:
    """Write the dataset of a study into an empty folder; the parts' files are moved.

    Parameters
    ----------
    folder : Path
        Receives the dataset.
    parts : sequence of StudyPart
        The sessions.
    about : AboutDataset
        Title, authors, licence.

    Raises
    ------
    ExportError
        Where two sessions have the same label, or what was written is not as it should be.
    """
    known, measures = _Known(), _measures(parts)
    seen: set[str] = set()
    tasks: dict[str, dict[str, Any]] = {}
    for part in sorted(parts, key=lambda one: one.session_id):
        name = label(part.session_id)
        if name.lower() in seen:
            raise ExportError(
                Message(
                    "Two sessions give the BIDS session {name!r}: {session} is one of them.",
                    name=name, session=part.session_id,
                ),
                remedy=Message("Sessions need names that differ in letters and digits."),
            )  # fmt: skip
        seen.add(name.lower())
        _take(folder, part, name, known, measures, tasks)
    for file, said in sorted(tasks.items()):
        write_json(said, folder / file)
    _people(folder, known, measures)
    _front(folder, known, about)
    found = [*problems(folder, one_session=False), *_machine_paths(folder, parts)]
    if found:
        raise ExportError(Message("The dataset is not as it should be: {found}.", found=found[0]))


def _measures(parts: Iterable[StudyPart]) -> tuple[str, ...]:
    return tuple(sorted({m for part in parts for of in part.scores.values() for m in of}))


def _take(
    folder: Path, part: StudyPart, name: str, known: _Known, measures: Sequence[str],
    tasks: dict[str, dict[str, Any]],
) -> None:  # fmt: skip
    """Move the files of a session into the dataset, and note what is said once for all."""
    header, *lines = (part.folder / "participants.tsv").read_text("utf-8").splitlines()
    people = [
        dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines
    ]  # fmt: skip
    present = DYAD_DIVIDER.join(one["participant_id"] for one in people)
    by_subject = {f"sub-{label(code)}": scores for code, scores in part.scores.items()}
    for one in people:
        subject = one["participant_id"]
        known.rows.setdefault(subject, one)
        known.dyads.setdefault(subject, {})[one["dyad_id"]] = None
        scores = by_subject.get(subject, {})
        known.sessions.setdefault(subject, []).append(
            (f"ses-{name}", part.number, one["dyad_id"], one["dyad_role"], present,
             *(scores.get(measure) for measure in measures))
        )  # fmt: skip
    home = DYADS / f"dyad-{people[0]['dyad_id']}" / f"ses-{name}" if people else DYADS / name
    for path in sorted(part.folder.rglob("*")):
        inside = path.relative_to(part.folder)
        if path.is_dir() or inside.name in ("participants.tsv", "README.md"):
            continue
        if inside == DYADS / "manifest.json":
            known.remarks[part.session_id] = _manifest(path, folder / home / "manifest.json")
        elif any(part.startswith("sub-") for part in inside.parts[:-1]):
            _move(path, folder / inside)
        elif inside.parts[:2] == DYADS.parts:
            _move(path, folder / home / inside.name)
        elif inside.name.endswith("_events.json") and len(inside.parts) == 1:
            tasks[inside.name] = _both(tasks.get(inside.name, {}), _json(path))
        elif inside.name in ("scans.json", "participants.json"):
            _move(path, folder / inside)


def _move(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path, target)


def _json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def _both(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return what either sidecar says; levels and tags of both, in order of their names."""
    found = {**one, **other}
    for name in found:
        mine, theirs = one.get(name), other.get(name)
        if isinstance(mine, dict) and isinstance(theirs, dict):
            found[name] = _both(mine, theirs)
            if name in ("Levels", "HED"):
                found[name] = dict(sorted(found[name].items()))
        elif theirs is None:
            found[name] = mine
    return found


def _manifest(path: Path, target: Path) -> list[str]:
    """Keep what a session's manifest says but when it was made and where; return its warnings."""
    said = {k: v for k, v in _json(path).items() if k not in ("created_utc", "outputs")}
    write_json(said, target)
    return [str(warning) for warning in said.get("warnings", ())]


def _people(folder: Path, known: _Known, measures: Sequence[str]) -> None:
    rows = []
    for subject in sorted(known.rows):
        one, dyads = known.rows[subject], DYAD_DIVIDER.join(sorted(known.dyads[subject]))
        rows.append((subject, one["species"], None, "", "", dyads, one["dyad_role"]))
    table = Table.from_rows("participants", descriptions.PARTICIPANTS, rows)
    write_tsv(table, folder / "participants.tsv")
    write_json(describe(table.fields), folder / "participants.json")
    fields = (*SESSIONS, *(_score(measure) for measure in measures))
    for subject, mine in known.sessions.items():
        table = Table.from_rows("sessions", fields, sorted(mine))
        write_tsv(table, folder / subject / f"{subject}_sessions.tsv")
    write_json(describe(fields), folder / "sessions.json")


def _score(measure: str) -> Field:
    return number(measure, "1", "score of a questionnaire about this session", decimals=None,
                  missing="not answered, or not asked of this person")  # fmt: skip


def _front(folder: Path, known: _Known, about: AboutDataset) -> None:
    """Write what the dataset says of itself."""
    for place in (folder, folder / DERIVATIVES):
        whole = place == folder
        said = descriptions.described(about.title if whole else f"Results of: {about.title}")
        said["License"] = about.license or said["License"]
        said["Authors"] = list(about.authors) or said["Authors"]
        said["DatasetType"] = "raw" if whole else "derivative"
        for name in _CITED if whole else ():  # BIDS: what CITATION.cff says is not said twice
            said.pop(name)
        write_json(said, place / "dataset_description.json")
    write_text(
        "# Derivatives of safehold\n\nBeats, breaths, windows, zones and doubtful spans as "
        "events; heart rate on a\nregular grid, for plotting only. Settings stand in "
        "`../dyads/*/*/manifest.json`.\n",
        folder / DERIVATIVES / "README.md",
    )
    write_text(_citation(about), folder / "CITATION.cff")
    if about.license:
        write_text(
            f"This dataset is licensed under {about.license} (SPDX identifier).\n",
            folder / "LICENSE",
        )
    if about.left_out:
        table = Table.from_rows("left_out", LEFT_OUT, sorted(about.left_out))
        write_tsv(table, folder / DYADS / "left_out.tsv")
    write_text(_read_me(known, about), folder / "README.md")
    sums = "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    )
    write_text(sums, folder / SUMS)


def _citation(about: AboutDataset) -> str:
    lines = [
        "cff-version: 1.2.0", f"title: {json.dumps(about.title)}",
        'message: "If you use this dataset, please cite it."', "type: dataset", "authors:",
    ]  # fmt: skip
    for author in about.authors or ("Investigators of the study",):
        family, _, given = (part.strip() for part in author.partition(","))
        if given:
            lines += [f"  - family-names: {json.dumps(family)}",
                      f"    given-names: {json.dumps(given)}"]  # fmt: skip
        else:
            lines.append(f"  - name: {json.dumps(family)}")
    if about.license:
        lines.append(f"license: {about.license}")
    return "\n".join(lines) + "\n"


def _read_me(known: _Known, about: AboutDataset) -> str:
    n_sessions = len({row[0] for rows in known.sessions.values() for row in rows})
    remarks = [
        f"- {session}: {one_cell(said)}"
        for session, warnings in sorted(known.remarks.items())
        for said in warnings
    ]
    left = [f"- {session}: {one_cell(why)}" for session, why in sorted(about.left_out)]
    return f"""\
# {about.title}

{len(known.rows)} people in {n_sessions} sessions, written by safehold {__version__}.

Two people of a session are two subjects. They have a session of the same label, the same `dyad_id`
and `present` in `sub-*_sessions.tsv`, and a role; somebody in several dyads has their ids in
`participants.tsv`, joined by `{DYAD_DIVIDER}`. All times of a session are seconds from the same
zero: `onset` in events and `StartTime` of physiology, in the files of both.

| where | what |
|---|---|
| `sub-*/sub-*_sessions.tsv` | which session, with whom, scores of questionnaires |
| `sub-*/ses-*/beh/*_events.tsv` | every event of the session, the same in each subject |
| `sub-*/ses-*/beh/*_recording-*_physio.tsv.gz` | native samples on a regular grid, `n/a` in gaps |
| `sub-*/ses-*/beh/*_acq-rr_beh.tsv` | RR intervals as a strap sent them: no waveform |
| `derivatives/safehold` | beats, breaths, windows, zones, doubtful spans, heart rate |
| `derivatives/dyads/dyad-*/ses-*` | the same as plain tables with both people; settings, checks |
| `derivatives/dyads/SHA256SUMS` | every file |

`acq_time` counts from 1900-01-01T00:00:00 where dates were removed: it tells what was recorded at
the same time, and no date. Dates in 1925 or earlier were shifted.

## What the numbers cannot mean

{disclaimer(about.lag_s)}

Sessions of a dyad, and dyads of a therapist, are no independent observations.

## Sessions that are not in it

{chr(10).join(left) or "none"}

## Remarks

{chr(10).join(remarks) or "none"}

## Privacy

This dataset carries study codes only. Yet heart and breath signals can identify a person: treat
it as personal data. Look into `events.tsv` before you share it.
"""


def _machine_paths(folder: Path, parts: Sequence[StudyPart]) -> list[str]:
    """Return files that name a place on this computer."""
    places = {str(part.folder.parent).encode() for part in parts}
    return [
        f"{path.name} names a folder of this computer"
        for path in sorted(folder.rglob("*"))
        if path.suffix in _TEXTS and any(place in path.read_bytes() for place in places)
    ]
