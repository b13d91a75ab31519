"""Read events and beats back from a BIDS export."""

from __future__ import annotations

from pathlib import Path

from recordings.importers.exported import Imported, Row, beats_of, events_of
from safehold.core.errors import RecordingError
from safehold.core.messages import Message
from safehold.core.types import Beat

_NAMES = {"onset": "t_s", "duration": "duration_s", "trial_type": "code"}


def read_bids(folder: Path) -> Imported:
    """Return the events and beats of a BIDS export of one session.

    Raises
    ------
    RecordingError
        When it is no such dataset.
    RecordingCorruptError
        When a table cannot be read.
    """
    paths = sorted(folder.glob("sub-*/ses-*/beh/*_events.tsv"))
    if not paths:
        raise RecordingError(
            Message("{folder} holds no events of a session.", folder=folder),
            remedy=Message(
                "Give the folder of a BIDS export, the one with dataset_description.json."
            ),
        )
    beats: list[Beat] = []
    for path in folder.glob("derivatives/safehold/sub-*/ses-*/beh/*_desc-beats_events.tsv"):
        beats += beats_of(_rows(path), path)
    beats.sort(key=lambda beat: (beat.time, beat.person))
    # every subject has the same events: those of the session
    return Imported(events=events_of(_rows(paths[0]), paths[0]), beats=tuple(beats))


def _rows(path: Path) -> list[Row]:
    header, *lines = path.read_text("utf-8").split("\n")[:-1]
    columns = [_NAMES.get(name, name) for name in header.split("\t")]
    return [
        {
            column: None if cell == "n/a" else cell
            for column, cell in zip(columns, line.split("\t"), strict=False)
        }
        for line in lines
    ]
