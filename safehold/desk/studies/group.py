"""All sessions of a study together: stacked tables, which they are, and what to review."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import safehold
from recordings.disk.atomic_export import output_entry, write_in_place
from recordings.folder.session import read_json
from recordings.tidy.export import write_dictionary, write_each
from recordings.tidy.stacked import (
    QUALITY,
    REVIEW,
    SESSION_COLUMNS,
    StackedSession,
    same_bytes,
    stack,
    stacked_tables,
)
from recordings.tidy.study_long import StudyValue, long_table, wide_table
from recordings.tidy.table import Table
from recordings.tidy.writing import write_text
from safehold.core.canonical import digest
from safehold.core.errors import SafeholdError
from safehold.core.messages import Message, beside, verbatim
from safehold.desk.studies.actor_partner import actor_partner
from safehold.desk.studies.found import FoundFolder, Frozen, program
from safehold.desk.studies.moderators import Moderators
from safehold.desk.studies.numbers import Placed, Planned, place, read_planned
from safehold.desk.studies.one import SESSIONS, STATUS, State, Status, read_status
from safehold.desk.studies.outcomes import hashed, join, outcome_files, read_scores
from safehold.desk.studies.report import AboutStudy, StudyTables, write_study_report
from safehold.desk.studies.review import LEAST_VALID
from safehold.desk.studies.values import values_of, with_unanswered

GROUP = "group"
"""Folder of the output that holds what is about all sessions."""
FORMAT, FORMAT_VERSION = "safehold-study", 1
FORMATS = ("csv", "parquet")


@dataclass(frozen=True, slots=True)
class StudySession:
    """A session of the study as it came out."""

    found: FoundFolder
    status: Status | None
    """None where it was never processed."""
    placed: Placed | None
    """None where it is not known whose it is."""
    roles: Mapping[str, str] = field(default_factory=dict)
    """Roles of those who took part, by study code."""

    @property
    def done(self) -> bool:
        """Whether its tables are there."""
        return self.status is not None and self.status.state is State.DONE

    @property
    def why(self) -> Message:
        """Why it has no tables."""
        if self.found.problem:
            return self.found.problem
        if self.status is None:
            return Message("It was not processed yet.", code="study_not_processed")
        return self.status.why


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that is known of a study's sessions."""

    sessions: tuple[StudySession, ...]
    planned: tuple[Planned, ...]
    outcomes: tuple[Path, ...] = ()
    """Files of questionnaires and outcome scores."""
    about: AboutStudy = field(default_factory=AboutStudy)
    moderators: Moderators = field(default_factory=Moderators)
    """What is known of its people."""

    @property
    def done(self) -> tuple[StudySession, ...]:
        """The sessions that have tables."""
        return tuple(one for one in self.sessions if one.done)

    @property
    def missing(self) -> tuple[Planned, ...]:
        """Sessions that ``sessions.csv`` names and that have no folder."""
        names = {one.found.session_id for one in self.sessions}
        return tuple(row for row in self.planned if row.session_id not in names)


def gather(
    study: Path,
    out: Path,
    folders: Sequence[FoundFolder],
    frozen: Frozen,
    outcomes: Sequence[Path] = (),
    about: AboutStudy | None = None,
    moderators: Moderators | None = None,
) -> Gathered:
    """Return what was made of each session, and which session of whom it is.

    What was processed with other parameters than these counts as not processed.
    """
    statuses: dict[str, Status | None] = {}
    for one in folders:
        status = None if one.problem else read_status(out, one.session_id)
        current = status is not None and _current(status, frozen)
        statuses[one.session_id] = status if current else None
    planned = read_planned(study)
    # those that failed are counted too: the next one keeps its number
    people = [(one.path, _participants(one.path, statuses[one.session_id])) for one in folders]
    placed = place([(path, who) for path, who in people if who], planned)
    return Gathered(
        tuple(
            StudySession(
                one,
                statuses[one.session_id],
                placed.get(one.session_id),
                {person["code"]: person["role"] for person in who},
            )
            for one, (_, who) in zip(folders, people, strict=True)
        ),
        planned,
        outcome_files(study, outcomes),
        about or AboutStudy(params_hash=frozen.params_hash),
        moderators or Moderators(),
    )


def _participants(path: Path, status: Status | None) -> list[dict[str, Any]]:
    """Return who took part; empty where that is not known."""
    try:
        told = status.said if status is not None and status.state is State.DONE else {}
        people = (told or read_json(path / "session.json"))["participants"]
        return [{key: str(one[key]) for key in ("label", "code", "role")} for one in people]
    except (SafeholdError, KeyError, TypeError):
        return []


def _current(status: Status, frozen: Frozen) -> bool:
    told = str(status.content.get("parameters")).removesuffix("-changed")
    return told == frozen.params_hash and status.content.get("program") == program()


def write_group(out: Path, gathered: Gathered) -> bool:
    """Write what is about all sessions, as a whole; return False where it is that already."""
    target = out / GROUP
    key = _key(gathered)
    if _holds(target, key):
        return False
    stacked = [_stacked(one, out) for one in gathered.done]
    values, unjoined = all_values(gathered, out)
    shown = StudyTables(
        sessions_table(gathered), review_table(gathered), quality_table(gathered), unjoined
    )
    tables = [shown.sessions, shown.review, shown.quality, long_table(values), wide_table(values)]
    if gathered.outcomes:
        tables.append(unjoined)
    if (bins := actor_partner(stacked, gathered.moderators)).rows:
        tables.append(bins)

    def fill(folder: Path) -> None:
        written, outputs = write_each(((0.0, table) for table in tables), folder, FORMATS)
        outputs += stack(stacked, folder)
        outputs.append(write_dictionary([*written, *stacked_tables(stacked)], folder))
        report = write_study_report(folder, gathered.about, shown, values)
        outputs.append(output_entry(report, folder))
        status = {
            "export_format": FORMAT,
            "export_format_version": FORMAT_VERSION,
            "software": safehold.__version__,
            "key": key,
            "sessions": [one.session_id for one in stacked],
            "failed": {one.found.session_id: one.why for one in gathered.sessions if not one.done},
            "outputs": outputs,
            "said": beside([one.why for one in gathered.sessions if not one.done]),
        }
        text = json.dumps(status, indent=1, ensure_ascii=False, allow_nan=False)
        write_text(text + "\n", folder / STATUS)

    write_in_place(target, fill, check=lambda _folder: None)
    return True


def _key(gathered: Gathered) -> str:
    """Return a hash over all that the group's files depend on."""
    return digest(
        {
            "program": program(),
            "sessions": [
                [one.found.session_id, one.status.said["key"] if one.status else "",
                 "" if one.done else one.why, one.placed.number if one.placed else None]
                for one in gathered.sessions
            ],
            "planned": [
                [row.session_id, row.participant, row.number, row.reason]
                for row in gathered.planned
            ],
            "outcomes": hashed(gathered.outcomes),
            "about": gathered.about,
            "moderators": gathered.moderators,
        }
    )  # fmt: skip


def _holds(target: Path, key: str) -> bool:
    try:
        said = read_json(target / STATUS)
        return bool(said["key"] == key) and same_bytes(target, said["outputs"])
    except (SafeholdError, KeyError, TypeError):
        return False


def all_values(gathered: Gathered, out: Path) -> tuple[list[StudyValue], Table]:
    """Return every measure of every session, and scores that belong to none."""
    values: list[StudyValue] = []
    done = [(one.placed, one.roles) for one in gathered.done if one.placed is not None]
    for placed, roles in done:
        values += values_of(out / SESSIONS / placed.session_id, placed, roles)
    values = with_unanswered(values, done)
    roles = {code: role for one in gathered.sessions for code, role in one.roles.items()}
    placed_ones = [one.placed for one in gathered.sessions if one.placed is not None]
    scores = [score for path in gathered.outcomes for score in read_scores(path)]
    joined, unjoined = join(scores, placed_ones, roles, gathered.planned)
    return [*values, *joined], unjoined


def _stacked(one: StudySession, out: Path) -> StackedSession:
    session_id, placed = one.found.session_id, one.placed
    assert placed is not None  # a session that is done says who took part
    return StackedSession(
        out / SESSIONS / session_id, session_id, placed.number, placed.dyad, placed.codes
    )


def sessions_table(gathered: Gathered) -> Table:
    """Return every session, those that failed or were not recorded too, by client and number."""
    rows = [_row(one) for one in gathered.sessions]
    rows += [
        (row.session_id or None, row.number, "sessions.csv" if row.number else "", None,
         row.participant, None, "not recorded", row.reason or "no folder of this name", None, 0,
         None, None)
        for row in gathered.missing
    ]  # fmt: skip
    rows.sort(key=lambda row: (row[4] or "\uffff", row[1] or 10**6, row[0] or ""))
    return Table.from_rows("sessions", SESSION_COLUMNS, rows)


def _row(one: StudySession) -> tuple[Any, ...]:
    placed, said = one.placed, one.status.said if one.status else {}
    whose: tuple[Any, ...] = (None, "", None, None, None)
    if placed is not None:
        whose = (
            placed.number, placed.numbered_by, placed.dyad, placed.client, placed.therapist
        )  # fmt: skip
    if not one.done:
        return (one.found.session_id, *whose, "failed", one.why, None, 0, None, None)
    minutes = (said["t_end_s"] - said["t_start_s"]) / 60
    return (
        one.found.session_id, *whose, "done", "", minutes, len(said["review"]),
        said["recorded_params_hash"], said["parameters"]["params_hash"],
    )  # fmt: skip


def review_table(gathered: Gathered) -> Table:
    """Return what a person should look at: within a session first, then what does not fit."""
    rows = [(name, message.code, message) for name, message in to_look_at(gathered)]
    return Table.from_rows("review", REVIEW, rows)


def to_look_at(gathered: Gathered) -> list[tuple[str, Message]]:
    """Return sessions, several joined by ``;``, and what of them a person should look at."""
    within = [
        (one.found.session_id, message)
        for one in gathered.done
        for message in (one.status.review if one.status else ())
    ]
    return within + [(";".join(ids), message) for ids, message in misfits(gathered.done)]


def misfits(sessions: Sequence[StudySession]) -> Iterator[tuple[tuple[str, ...], Message]]:
    """Yield sessions that do not fit together, and why."""
    recordings: dict[str, list[str]] = {}
    numbers: dict[tuple[str, int], list[str]] = {}
    hearts: dict[str, dict[str, list[str]]] = {}
    for one in sessions:
        if one.status is None or one.placed is None:
            continue
        name = one.found.session_id
        parts = sorted(k for k in one.status.content if k.startswith("recording"))
        together = " ".join(one.status.content[part] for part in parts)
        recordings.setdefault(together, []).append(name)
        if one.placed.number is not None:
            numbers.setdefault((one.placed.client, one.placed.number), []).append(name)
        for label, sources in one.status.said["heart"].items():
            own = hearts.setdefault(one.placed.codes[label], {})
            own.setdefault("+".join(sources) or "none", []).append(name)
    for same in recordings.values():
        if len(same) > 1:
            yield tuple(same), Message("the same recording", code="review_same_recording")
    for (client, number), same in numbers.items():
        if len(same) > 1:
            yield (
                tuple(same),
                Message(
                    "all are session {number} of {client}", code="review_same_number",
                    number=number, client=verbatim(client),
                ),
            )  # fmt: skip
    for code, sources in hearts.items():
        if len(sources) > 1:
            yield (
                tuple(name for names in sources.values() for name in names),
                Message(
                    "{person}: beats come from different sensors ({sources}): intervals of a "
                    "pulse wave are not those of an ECG",
                    code="review_other_sensor", person=verbatim(code),
                    sources=", ".join(f"{k}: {len(v)}" for k, v in sources.items()),
                ),
            )  # fmt: skip


def quality_table(gathered: Gathered) -> Table:
    """Return how much of each person's indices is valid, session by session."""
    rows = [
        (one.found.session_id, one.placed.number, one.placed.dyad,
         one.placed.codes[row["participant"]], row["participant"], row["index"], row["seconds"],
         row["valid"], row["reason"] or "", row["valid"] < LEAST_VALID * row["seconds"])
        for one in gathered.done
        if one.status is not None and one.placed is not None
        for row in one.status.said["quality"]
    ]  # fmt: skip
    return Table.from_rows("quality_of_sessions", QUALITY, rows)
