"""The readers of other programs' recordings: ours, and those of installed packages.

A package adds one with an entry point::

    [project.entry-points."safehold.importers"]
    mylab = "mylab.reader:IMPORTER"        # an Importer

The reader that is surest of a file reads it. One that cannot be loaded is reported and left out.
"""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from itertools import islice
from pathlib import Path

from recordings.importers.imported import HEAD_BYTES, ImportedRecording, Importer, ReadWish
from safehold.core.errors import RecordingError
from safehold.core.messages import Message, unforeseen

GROUP = "safehold.importers"
NAME = re.compile("[a-z][a-z0-9_]*")
BUILT_IN = (
    "xdf_file", "edf", "opensignals", "e4", "wfdb_record", "bids_physio", "acknowledge",
    "labchart", "polar", "mne_file", "table",
)  # fmt: skip
_OTHERS: dict[bytes, str] = {
    b"\x89HDF": "HDF5 or MATLAB 7.3", b"MATLAB": "MATLAB", b"%PDF": "PDF", b"\xd0\xcf\x11\xe0":
    "an old Excel or Word file", b"PAR1": "Parquet", b"\x1f\x8b": "gzip", b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip", b"SQLite format 3": "SQLite", b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"RIFF": "audio or video (RIFF)", b"ID3": "MP3", b"<?xml": "XML", b"{": "JSON",
}  # fmt: skip
"""First bytes of files that are no recordings, and what they are."""
LOOK_AT = 2000
"""So many files are looked at in a folder that is no recording itself."""
NAMED = 5


@dataclass(frozen=True, slots=True)
class Importers:
    """The readers that could be loaded, and what is wrong with the others."""

    importers: tuple[Importer, ...]
    failures: tuple[Message, ...] = ()
    n_own: int = 0
    """How many of them, the first ones, are safehold's own."""

    @property
    def foreign(self) -> tuple[Importer, ...]:
        """Those of other packages."""
        return self.importers[self.n_own :]


@functools.cache
def importers() -> Importers:
    """Return ours and those of installed packages; looked up once."""
    found: list[Importer] = [
        importlib.import_module(f"recordings.importers.formats.{name}").IMPORTER
        for name in BUILT_IN
    ]
    failures: list[Message] = []
    n_own = len(found)
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        try:
            loaded = entry.load()
        except Exception as error:  # noqa: BLE001  foreign code may raise anything
            why = unforeseen(error)
        else:
            why = refusal(loaded, {known.name for known in found})
            if not why:
                found.append(loaded)
                continue
        failures.append(
            Message("{name} ({place}): {why}", name=entry.name, place=entry.value, why=why)
        )
    return Importers(tuple(found), tuple(failures), n_own)


def refusal(importer: object, taken: set[str]) -> Message:
    """Return why something registered cannot be used; empty when it can."""
    if not isinstance(importer, Importer):
        return Message("is a {kind}, not an Importer", kind=type(importer).__name__)
    if not NAME.fullmatch(importer.name):
        return Message(
            "the name {name!r} is not made of a-z, 0-9 and _, a letter first", name=importer.name
        )
    if importer.name in taken:
        return Message("the name {name!r} is taken", name=importer.name)
    return Message()


def recognise(path: Path) -> Importer:
    """Return the reader that is surest that a file is its own.

    Raises
    ------
    RecordingError
        When there is no such file, or no reader knows it; with what the file is, where its first
        bytes say so.
    """
    head = _head(path)
    if (found := surest(path, head)) is not None:
        return found
    kind = next((kind for first, kind in _OTHERS.items() if head.startswith(first)), "")
    if path.is_dir() and (inside := _inside(path)):
        raise RecordingError(
            Message(
                "{name} is a folder, and none that is one recording.",
                name=path.name,
                code="folder_no_recording",
            ),
            remedy=Message(
                "Give what is in it, for example {names}.",
                names=", ".join(inside),
                code="give_one_of_folder",
            ),
        )
    titles = "; ".join(importer.title for importer in importers().importers)
    raise RecordingError(
        Message("{name} is no recording but {kind}.", name=path.name, kind=kind)
        if kind
        else Message("{name} is of no kind that is known.", name=path.name),
        remedy=Message("What can be imported: {titles}.", titles=titles),
    )


def surest(path: Path, head: bytes) -> Importer | None:
    """Return the reader that is surest of a file with these first bytes; None where none is."""
    sure = [(importer.sniff(path, head), importer) for importer in importers().importers]
    best = max(share for share, _ in sure)
    return next(importer for share, importer in sure if share == best) if best > 0 else None


def _inside(folder: Path) -> list[str]:
    """Return some files of a folder that can be read, those first of which a reader is surest."""
    known = sorted(_known_in(folder), key=lambda found: (-found[0], found[1]))
    return [name for _, name in known[:NAMED]]


def _known_in(folder: Path) -> Iterator[tuple[float, str]]:
    for path in islice(folder.rglob("*"), LOOK_AT):
        if not (path.is_dir() or path.is_file()):
            continue  # a pipe would wait for somebody who writes
        try:
            head = b"" if path.is_dir() else _head(path)
        except RecordingError:
            continue
        share = max(importer.sniff(path, head) for importer in importers().importers)
        if share > 0:
            yield share, str(path.relative_to(folder))


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            return b""
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        raise RecordingError(
            Message("{path} cannot be opened: {why}.", path=path, why=error.strerror or ""),
            remedy=Message("Check the path."),
        ) from error
    if not head:
        raise RecordingError(
            Message("{name} is empty.", name=path.name),
            remedy=Message("Copy the file again from where it was recorded."),
        )
    return head


def read_any(path: Path, wish: ReadWish | None = None, name: str = "") -> ImportedRecording:
    """Read a recording of another program.

    Parameters
    ----------
    path : Path
        File, or a folder of files that belong together.
    wish : ReadWish, optional
        How, where the file leaves that open.
    name : str
        Of the reader; empty for the one that is surest.

    Raises
    ------
    RecordingError
        With what the file is, what is wrong in it, and what can be done.
    """
    wish = wish or ReadWish()
    if name:
        chosen = next((one for one in importers().importers if one.name == name), None)
        if chosen is None:
            names = ", ".join(one.name for one in importers().importers)
            raise RecordingError(
                Message("There is no reader {name!r}.", name=name),
                remedy=Message("Choose from: {names}.", names=names),
            )
        _head(path)
    else:
        chosen = recognise(path)
    try:
        return chosen.read(path, wish)
    except OSError as error:
        raise RecordingError(
            Message("{name} cannot be read: {why}.", name=path.name, why=error.strerror or "")
        ) from error
    except (MemoryError, OverflowError) as error:
        raise RecordingError(
            Message("{name} does not fit into the memory of this computer.", name=path.name),
            remedy=Message("Cut it into parts, or convert it to EDF."),
        ) from error
