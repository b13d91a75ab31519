"""Names of a BIDS dataset: labels of letters and digits, and where a file goes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from safehold.core.errors import ExportError
from safehold.core.messages import Message
from safehold.core.plain_text import spelled_plain
from safehold.core.results import SessionResults, StreamSamples
from safehold.core.types import Role

COLUMNS = {
    Role.ECG: "cardiac",
    Role.PPG: "cardiac",
    Role.HEART_RATE: "cardiac",
    Role.RESPIRATION: "respiratory",
}
"""The column names that BIDS asks for, of the channel in use."""
MEASURES = {
    Role.ECG: "ECG",
    Role.PPG: "PPG",
    Role.RESPIRATION: "Ventilation",
    Role.EDA: "EDA",
}
"""``MeasureType`` of the channel in use, as the proposal for peripheral physiology names it."""


def label(text: str) -> str:
    """Return a text as a BIDS label: its letters and digits."""
    return re.sub(r"[^A-Za-z0-9]", "", spelled_plain(text))


@dataclass(frozen=True, slots=True)
class Names:
    """The labels of one session."""

    subjects: dict[str, str]
    """Subject label per participant label."""
    session: str
    task: str
    """``session``, or the phase or span that was cut out."""
    dyad: str

    @classmethod
    def of(cls, results: SessionResults) -> Names:
        """Return the labels of a session.

        Raises
        ------
        ExportError
            When a study code has no letter or digit, or two codes give the same folder.
        """
        subjects = {p.label: label(p.code) for p in results.participants}
        folded = [name.lower() for name in subjects.values()]
        for person, name in subjects.items():
            if not name or folded.count(name.lower()) > 1:
                raise ExportError(
                    Message(
                        "The study code of {person} gives the BIDS subject {name!r}, which is not "
                        "unique.",
                        person=person,
                        name=name,
                    )
                    if name
                    else Message(
                        "The study code of {person} gives no BIDS subject.", person=person
                    ),
                    remedy=Message(
                        "Give each person a study code of letters and digits of its own."
                    ),
                )
        return cls(
            subjects=subjects,
            session=label(results.session_id) or "01",
            task=label(results.part) or "session",
            dyad="".join(sorted(subjects.values())) or "none",
        )

    def stem(self, person: str) -> str:
        """Return how every file name of a person begins: ``sub-P01_ses-d1s01``."""
        return f"sub-{self.subjects[person]}_ses-{self.session}"

    def folder(self, person: str) -> Path:
        """Return a person's folder of the session, relative to the dataset."""
        return Path(f"sub-{self.subjects[person]}", f"ses-{self.session}")

    def file(self, person: str, ending: str) -> Path:
        """Return a file of the task: ``sub-.../beh/sub-..._task-session_<ending>``."""
        name = f"{self.stem(person)}_task-{self.task}_{ending}"
        return self.folder(person) / "beh" / name


def recording_labels(streams: list[StreamSamples]) -> list[str]:
    """Return a ``recording-`` label per stream of one person: its role, numbered from 2 on."""
    labels: list[str] = []
    for samples in streams:
        stem = label(samples.spec.role.value)
        name, number = stem, 1
        while name in labels:
            number += 1
            name = f"{stem}{number}"
        labels.append(name)
    return labels
