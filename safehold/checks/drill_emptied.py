"""A scene of the fire drill: a finished session whose ``session.json`` is emptied."""

from __future__ import annotations

import shutil
from pathlib import Path

from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_reader import read_parts
from safehold.core.errors import SafeholdError
from safehold.files.known_session import RECEIPT_LOST
from safehold.files.receipt import check_session
from safehold.recorder.reading import open_session, repair_session

TEST = "session.json emptied"
EXPECTED = "said; recording read, file written again, receipt not claimed"


def emptied(session: Path, target: Path) -> tuple[str, bool]:
    """Empty the ``session.json`` of a copy of a session; return what came of it, and whether well.

    Parameters
    ----------
    session : Path
        A finished session; it is only read.
    target : Path
        Where the copy goes.
    """
    shutil.copytree(session, target)
    folder = SessionFolder(target)
    folder.info_path.write_bytes(b"")
    before = [path.read_bytes() for path in folder.recording_paths]
    n_before = _n_samples(session)
    said: list[str] = []
    try:
        open_session(target, said.append)
        repair_session(target)
        SessionFolder.open(target)
        wrong = check_session(folder).wrong
    except (SafeholdError, OSError) as error:
        return f"NOT as expected: {error}", False
    told = "session.json is empty." in said
    same = before == [path.read_bytes() for path in folder.recording_paths]
    lost = n_before - _n_samples(target)
    honest = any(RECEIPT_LOST in text for text in wrong)
    words = (
        "said" if told else "NOT said",
        f"{lost} of {n_before} samples lost",
        "recording untouched" if same else "recording CHANGED",
        "loss of the receipt told" if honest else "loss of the receipt NOT told",
    )
    return ", ".join(words), told and same and honest and not lost


def _n_samples(session: Path) -> int:
    file = read_parts(SessionFolder(session).recording_paths)
    return sum(len(stream.stamps) for stream in file.streams)
