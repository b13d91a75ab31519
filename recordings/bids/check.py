"""Checks of a written dataset for what the official validator passes in silence.

The validator accepts an empty physiology file, two columns of one name, a byte order mark, CRLF,
blank lines, a dataset without events or participants, and sessions of one subject only.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from recordings.bids.names import Names
from recordings.bids.writing import sidecar
from safehold.core.errors import ExportError
from safehold.core.messages import Message
from safehold.core.results import SessionResults

_BOM = b"\xef\xbb\xbf"


def check_dataset(folder: Path, results: SessionResults, names: Names) -> None:
    """Compare what was written with the session.

    Raises
    ------
    ExportError
        With the first thing that is wrong; the export is then not kept.
    """
    found = problems(folder)
    rows = (folder / "participants.tsv").read_text("utf-8").splitlines()[1:]
    listed = {row.split("\t")[0] for row in rows}
    expected = {f"sub-{subject}" for subject in names.subjects.values()}
    if listed != expected:
        found.append(f"participants.tsv lists {sorted(listed)}, not {sorted(expected)}")
    ids = {event.event_id for event in results.events}
    for person in names.subjects:
        path = folder / names.file(person, "events.tsv")
        header, *lines = path.read_text("utf-8").split("\n")[:-1]
        place = header.split("\t").index("event_id")
        written = [line.split("\t")[place] for line in lines]
        if len(written) != len(ids) or set(written) != ids:
            found.append(f"{path.name} does not hold each event of the session once")
    if found:
        raise ExportError(Message("The dataset is not as it should be: {found}.", found=found[0]))


def problems(folder: Path, *, one_session: bool = True) -> list[str]:
    """Return what is wrong with the tables and physiology files of a dataset, in sentences.

    ``one_session``: everybody was in all of its sessions.
    """
    found: list[str] = []
    for path in sorted(folder.rglob("*.tsv")):
        found += _table_problems(path.read_bytes(), path.name, header=True)
    for path in sorted(folder.rglob("*_physio.tsv.gz")):
        content = gzip.decompress(path.read_bytes())
        found += _table_problems(content, path.name, header=False)
        columns = json.loads(sidecar(path).read_text("utf-8"))["Columns"]
        width = content.partition(b"\n")[0].count(b"\t") + 1
        if width != len(columns):
            found.append(f"{path.name} has {width} columns, its sidecar names {len(columns)}")
        if len(set(columns)) < len(columns):
            found.append(f"{path.name} has two columns of one name")
    for subject in folder.glob("sub-*") if one_session else ():
        theirs = {session.name for session in subject.glob("ses-*")}
        others = {session.name for session in folder.glob("sub-*/ses-*")}
        if theirs != others:
            found.append(f"{subject.name} lacks sessions that another subject has")
    for path in folder.glob("sub-*/ses-*/*_scans.tsv"):
        for line in path.read_text("utf-8").splitlines()[1:]:
            if not (path.parent / line.split("\t")[0]).is_file():
                found.append(f"{path.name} names a file that is not there: {line}")
    return found


def _table_problems(content: bytes, name: str, *, header: bool) -> list[str]:
    found = []
    if content.startswith(_BOM):
        found.append(f"{name} begins with a byte order mark")
    if b"\r" in content:
        found.append(f"{name} holds a carriage return")
    if not content.endswith(b"\n") or content.endswith(b"\n\n") or b"\n\n" in content:
        found.append(f"{name} holds a blank line, or none at its end")
    if header:
        names = content.partition(b"\n")[0].split(b"\t")
        if len(set(names)) < len(names):
            found.append(f"{name} has two columns of one name")
    elif not content.strip():
        found.append(f"{name} is empty")
    return found
