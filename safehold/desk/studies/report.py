"""The report of a study: gathers what it tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recordings.tidy.study_long import StudyValue
from recordings.tidy.table import Table
from recordings.tidy.writing import write_text
from safehold.core.study import Study
from safehold.desk.studies.found import Frozen
from safehold.desk.studies.lock import lock_words
from safehold.files.engine_run import software

REPORT = "report.html"


@dataclass(frozen=True, slots=True)
class AboutStudy:
    """What a report says of the study besides its sessions."""

    name: str = ""
    params_hash: str = ""
    own: tuple[str, ...] = ()
    """Labels of people with parameters of their own."""
    felt: tuple[float, float] | None = None
    """Ends of the scale of felt safety."""

    lock: str = ""
    """What was locked before the data."""
    departures: tuple[str, ...] = ()
    """In what the study differs now from it."""

    @classmethod
    def of(
        cls, folder: Path, study: Study, frozen: Frozen, sessions: Sequence[Path] = ()
    ) -> AboutStudy:
        """Return what a study file, a lock and the sessions' codebooks say."""
        lock, departures = lock_words(folder, study, sessions)
        scale = study.scale("safety")
        felt = None if scale is None else (scale.low, scale.high)
        return cls(study.name, frozen.params_hash, tuple(frozen.own), felt, lock, departures)


@dataclass(frozen=True, slots=True)
class StudyTables:
    """Tables of the group that a report shows."""

    sessions: Table
    review: Table
    quality: Table
    unjoined: Table


def write_study_report(
    folder: Path,
    about: AboutStudy,
    tables: StudyTables,
    values: Sequence[StudyValue],
) -> Path:
    """Write the report of a study into a folder; return its path.

    Parameters
    ----------
    folder : Path
        Where to.
    about : AboutStudy
        The study.
    tables : StudyTables
        As they are written beside it.
    values : sequence of StudyValue
        Every measure of every session.
    """
    from recordings.report.html import to_html  # matplotlib: only a report waits for it
    from recordings.report.study import SessionLine, StudyReport, study_document

    roles = {(v.session_id, v.study_code): v.role for v in values}
    valid: dict[str, dict[tuple[str, str], float]] = {}
    for row in _rows(tables.quality):
        if row["seconds"]:
            role = roles.get((row["session_id"], row["study_code"]), "")
            shares = valid.setdefault(row["session_id"], {})
            shares[role, row["index"]] = row["valid"] / row["seconds"]
    lines = tuple(
        SessionLine(
            row["session_id"] or "", row["session_number"], row["client"] or "",
            row["therapist"] or "", row["state"], row["reason"] or "", row["minutes"],
            row["to_review"], valid.get(row["session_id"], {}),
        )
        for row in _rows(tables.sessions)
    )  # fmt: skip
    versions = {k: text for k, text in software().items() if k not in ("platform", "pylsl")}
    given = StudyReport(
        about.name, about.params_hash, about.own, versions, lines, tuple(values),
        tuple((row["session_id"], str(row["what"])) for row in _rows(tables.review)), about.felt,
        about.lock, about.departures,
        tuple(tuple("" if cell is None else str(cell) for cell in row.values())
              for row in _rows(tables.unjoined)),
    )  # fmt: skip
    path = folder / REPORT
    write_text(to_html(study_document(given)), path)
    return path


def _rows(table: Table) -> list[dict[str, Any]]:
    names = [field.name for field in table.fields]
    return [dict(zip(names, row, strict=True)) for row in zip(*table.columns, strict=True)]
