"""What a file holds, opened as far as this program can open it, to look for words in it.

A word is found where no letter or digit stands beside it, so ``P1`` is not found in ``P10``. Files
are opened by what they begin with, not by their names: gzip, bzip2, xz, ZIP (also XLSX, DOCX, NPZ)
and what lies in them, the texts of Parquet tables, the packed streams of a PDF, headers and texts
of XDF. What cannot be opened, or shows words in another way than by its bytes, says so.
"""

from __future__ import annotations

import bz2
import contextlib
import gzip
import html
import io
import json
import lzma
import mmap
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast
from urllib.parse import quote

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from recordings.xdf.xdf_format import MAGIC
from recordings.xdf.xdf_index import Bytes, index_chunks
from recordings.xdf.xdf_problems import Problems
from recordings.xdf.xdf_reader import load_stream
from safehold.core.errors import SafeholdError
from safehold.core.messages import NOTHING, Message

PIECE = 1 << 24
"""Bytes searched at once."""
OVERLAP = 1024
"""Bytes that two pieces share, so that no word is cut in two."""
DEEPEST = 4
"""So many packings within each other are opened."""
LARGEST = 1 << 29
"""Bytes of a packed file within another that are opened in turn."""
SHORTEST_IN_NUMBERS = 7
"""Bytes of a word that is looked for in files of numbers: four bytes of 100 MB of samples spell
any given word once in a while."""

_PICTURE = Message("a picture: what it shows cannot be searched", code="picture")
_MEDIA = Message("sound or video: what is said or shown cannot be searched", code="sound_or_video")
_PACKED = Message("packed in a form that is not opened here", code="packed_form_unknown")
_LOCKED = Message("encrypted", code="encrypted")
_PDF = Message(
    "a PDF may show words as pictures or in codes of its own, which cannot be searched",
    code="pdf",
)
_FORMS: tuple[tuple[int, bytes, Message], ...] = (
    (0, b"\x89PNG", _PICTURE),
    (0, b"\xff\xd8\xff", _PICTURE),
    (0, b"GIF8", _PICTURE),
    (0, b"II*\x00", _PICTURE),
    (0, b"MM\x00*", _PICTURE),
    (8, b"WEBP", _PICTURE),
    (4, b"ftyp", _MEDIA),
    (4, b"moov", _MEDIA),
    (8, b"AVI ", _MEDIA),
    (8, b"WAVE", _MEDIA),
    (0, b"\x1aE\xdf\xa3", _MEDIA),
    (0, b"ID3", _MEDIA),
    (0, b"\xff\xfb", _MEDIA),
    (0, b"fLaC", _MEDIA),
    (0, b"OggS", _MEDIA),
    (0, b"0&\xb2u", _MEDIA),
    (0, b"\x00\x00\x01\xba", _MEDIA),
    (0, b"(\xb5/\xfd", _PACKED),
    (0, b"7z\xbc\xaf", _PACKED),
    (0, b"Rar!", _PACKED),
    (
        0,
        b"\x89HDF",
        Message("HDF5: what is packed in it is not opened here", code="hdf5"),
    ),
    (0, b"$FL3", _PACKED),
    (0, b"PACK\x00\x00", _PACKED),
    (
        0,
        b"MATLAB 5",
        Message(
            "a MATLAB file: what is packed in it is not opened here",
            code="matlab_file",
        ),
    ),
)
"""Where a kind of file says so, how it says so, and what is not searched in it."""
_MEDIA_ENDINGS = frozenset(
    (".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".mpg", ".mpeg", ".mts", ".wmv", ".wav",
     ".mp3", ".m4a", ".aac", ".flac", ".ogg")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """Some bytes of a file, opened."""

    data: bytes
    text: bool
    """Made of text: a short word in it is no chance."""
    unsearched: Message = NOTHING
    """Instead of bytes: why something of the file is not searched."""


def pieces(path: Path) -> Iterator[Piece]:
    """Yield what a file holds; what cannot be opened is reported, never raised.

    Parameters
    ----------
    path : Path
        An ordinary file; a link is not followed.
    """
    try:
        with path.open("rb") as file:
            yield from _opened(file, depth=0, ending=path.suffix.casefold())
    except OSError as error:
        yield _not(Message("cannot be read: {why}", code="unreadable", why=error.strerror))


def stands_alone(low: bytes, word: bytes, *, wide: int = 0) -> bool:
    """Tell whether a word stands in bytes with no ASCII letter or digit beside it.

    Parameters
    ----------
    low, word : bytes
        In lower case.
    wide : int
        0 for one byte a sign; 1 for UTF-16 with the low byte first, 2 with the high byte first.
    """
    at = low.find(word)
    while at >= 0:
        end = at + len(word)
        if wide:
            before, after = low[max(at - 2, 0) : at], low[end : end + 2]
            beside = bytes(_narrow(pair, wide) for pair in (before, after) if len(pair) == 2)
        else:
            beside = low[max(at - 1, 0) : at] + low[end : end + 1]
        if not any(sign < 128 and chr(sign).isalnum() for sign in beside):
            return True
        at = low.find(word, at + 1)
    return False


def _narrow(pair: bytes, wide: int) -> int:
    low, high = (pair[0], pair[1]) if wide == 1 else (pair[1], pair[0])
    return low if high == 0 else 255


@dataclass(frozen=True, slots=True)
class FileSearch:
    """What was found in a file."""

    words: frozenset[str]
    """Words that stand in it."""
    chance: frozenset[str]
    """Short words in a file of numbers, which may spell them by chance."""
    unsearched: tuple[Message, ...]
    """What of it was not searched, and why."""


@dataclass(frozen=True, slots=True)
class WordSearch:
    """Looks for words however they are written: any case, UTF-8 or UTF-16, escaped or not.

    Parameters
    ----------
    words : iterable of str
        What is looked for; empty texts are left out.
    exact : bool
        Upper and lower case are not the same.
    """

    words: tuple[str, ...]
    exact: bool = False
    _forms: tuple[tuple[str, bytes, int], ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, words: Iterable[str], *, exact: bool = False) -> WordSearch:
        """Return the search for some words."""
        kept = tuple(sorted({word.strip() for word in words} - {""}))
        forms = tuple(form for word in kept for form in _forms_of(word, exact))
        return cls(kept, exact, forms)

    def hits(self, data: bytes, *, text: bool = True) -> tuple[set[str], set[str]]:
        """Return the words found, and those that may stand there by chance."""
        low = data if self.exact else data.lower()
        found: set[str] = set()
        chance: set[str] = set()
        for word, form, wide in self._forms:
            if word not in found and stands_alone(low, form, wide=wide):
                sure = text or len(form) >= (6 if wide else SHORTEST_IN_NUMBERS)
                (found if sure else chance).add(word)
        return found, chance - found

    def in_text(self, text: str) -> bool:
        """Tell whether a text holds one of the words."""
        return bool(self._forms and self.hits(text.encode("utf-8", "surrogateescape"))[0])

    def look(self, path: Path) -> FileSearch:
        """Look through a file."""
        found: set[str] = set()
        chance: set[str] = set()
        why: dict[Message, None] = {}
        for piece in pieces(path):
            if piece.unsearched:
                why[piece.unsearched] = None
                continue
            sure, maybe = self.hits(piece.data, text=piece.text)
            found |= sure
            chance |= maybe
        return FileSearch(frozenset(found), frozenset(chance - found), tuple(why))


def _forms_of(word: str, exact: bool) -> Iterator[tuple[str, bytes, int]]:
    """Yield the bytes that a word can be written with, those of ASCII in lower case."""
    written = {word} if exact else {word, word.lower(), word.upper()}
    written |= {json.dumps(word)[1:-1], html.escape(word), quote(word)}
    coded = [(form.encode(), 0) for form in sorted(written)]
    coded += [(word.encode("utf-16-le"), 1), (word.encode("utf-16-be"), 2)]
    yield from ((word, form if exact else form.lower(), wide) for form, wide in coded)


def is_text(data: bytes) -> bool:
    """Tell whether bytes are text, in whatever code of one byte a sign or UTF-16."""
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    signs = np.frombuffer(head, np.uint8)
    if (signs == 0).any():
        return False
    control = (signs < 32) & ~np.isin(signs, (9, 10, 11, 12, 13, 27))
    return bool(control.mean() < 0.001) if len(signs) else True


def _not(why: Message) -> Piece:
    return Piece(b"", False, why)


def _opened(file: IO[bytes], *, depth: int, ending: str = "") -> Iterator[Piece]:
    head = file.read(64)
    file.seek(0)
    if ending in _MEDIA_ENDINGS:
        yield _not(_MEDIA)
    else:
        kinds = (why for at, sign, why in _FORMS if head[at : at + len(sign)] == sign and why)
        yield from (_not(why) for why in kinds)
    packed = _packed(file, head)
    if packed is not None:
        yield from _unpacked(packed, depth=depth)
    elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from _of_zip(file, depth=depth)
    elif head.startswith(MAGIC):
        yield from _of_xdf(file)
    else:
        if head.startswith(b"PAR1"):
            yield from _of_parquet(file)
        elif head.startswith(b"%PDF"):
            yield from _of_pdf(file)
        yield from _plain(file)


def _plain(file: IO[bytes]) -> Iterator[Piece]:
    """Yield the bytes of a file as they are."""
    file.seek(0)
    text, before, locked = None, b"", False
    while data := file.read(PIECE):
        text = is_text(data) if text is None else text
        piece = before + data
        locked = locked or "EncryptedPackage".encode("utf-16-le") in piece
        yield Piece(piece, text)
        before = piece[-OVERLAP:]
    if locked:
        yield _not(_LOCKED)


def _packed(file: IO[bytes], head: bytes) -> IO[bytes] | None:
    if head.startswith(b"\x1f\x8b"):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=file))
    if head.startswith(b"BZh"):
        return bz2.BZ2File(file)
    if head.startswith((b"\x78\x01", b"\x78\x9c", b"\x78\xda")):  # objects of git, for example
        with contextlib.suppress(zlib.error):
            packer = zlib.decompressobj()
            made = packer.decompress(file.read(LARGEST), LARGEST)
            if packer.eof:
                return io.BytesIO(made)
        file.seek(0)
        return None
    return lzma.LZMAFile(file) if head.startswith(b"\xfd7zXZ") else None


def _unpacked(packed: IO[bytes], *, depth: int) -> Iterator[Piece]:
    """Yield what a packed file holds; what lies packed in it in turn is opened in memory."""
    try:
        start = packed.read(PIECE)
        inner = start[:64].startswith(
            (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"PK\x03\x04", b"PAR1", b"%PDF", MAGIC)
        )
        if not inner:
            text, before, data = is_text(start), b"", start
            while data:
                yield Piece(before + data, text)
                before = (before + data)[-OVERLAP:]
                data = packed.read(PIECE)
            return
        if depth >= DEEPEST:
            yield _not(Message("packed within itself too often", code="packed_too_often"))
            return
        whole = start + packed.read(LARGEST)
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        yield _not(
            Message(
                "packed, and cannot be unpacked to its end: {error}",
                code="packed_damaged",
                error=error,
            )
        )
        return
    if len(whole) > LARGEST:
        yield _not(Message("packed, and too large to be opened in turn", code="packed_too_large"))
    else:
        yield from _opened(io.BytesIO(whole), depth=depth + 1)


def _of_zip(file: IO[bytes], *, depth: int) -> Iterator[Piece]:
    """Yield names and contents of the files in an archive."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield Piece(archive.comment, True)
            for entry in archive.infolist():
                yield Piece(entry.filename.encode("utf-8", "surrogateescape"), True)
                yield Piece(entry.comment, True)
                if entry.flag_bits & 1:
                    yield _not(_LOCKED)
                    continue
                with archive.open(entry) as member:
                    yield from _unpacked(member, depth=depth)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        yield _not(
            Message(
                "a ZIP archive that cannot be opened: {error}",
                code="zip_not_readable",
                error=error,
            )
        )
        yield from _plain(file)


def _of_parquet(file: IO[bytes]) -> Iterator[Piece]:
    """Yield the texts of a table, each once: its pages are packed."""
    try:
        table = pq.ParquetFile(file)
        yield Piece(str(table.schema_arrow.metadata or "").encode(), True)
        names, kinds = table.schema_arrow.names, table.schema_arrow.types
        said = [n for n, kind in zip(names, kinds, strict=True) if not pa.types.is_primitive(kind)]
        for column in table.read(said).columns:
            texts = column.unique() if pa.types.is_string(column.type) else column
            joined = "\n".join(str(text) for text in texts.to_pylist() if text is not None)
            yield Piece(joined.encode("utf-8", "surrogateescape"), True)
    except (OSError, ValueError, pa.ArrowException) as error:
        yield _not(
            Message(
                "a Parquet table that cannot be read: {error}",
                code="parquet_not_readable",
                error=error,
            )
        )


def _of_pdf(file: IO[bytes]) -> Iterator[Piece]:
    """Yield the packed streams of a PDF."""
    yield _not(_PDF)
    data, at = file.read(LARGEST), 0
    if b"/Encrypt" in data:
        yield _not(_LOCKED)
    while (at := data.find(b"stream", at)) >= 0:
        at += len(b"stream")
        start = at + (2 if data[at : at + 2] == b"\r\n" else 1)
        if data[start : start + 1] == b"\x78":
            try:
                made = zlib.decompressobj().decompress(data[start : start + PIECE], PIECE)
            except zlib.error:
                continue
            yield Piece(made, is_text(made))


def _of_xdf(file: IO[bytes]) -> Iterator[Piece]:
    """Yield headers, footers and texts of a recording: its numbers spell nothing."""
    data = _mapped(file)
    try:
        index = index_chunks(data)
        said = [index.datetime]
        rows: list[bytes] = []
        for key, found in index.streams.items():
            said += [found.header.xml, found.footer or ""]
            if found.header.channel_format == "string":
                for row in load_stream(data, key, found, Problems()).values:
                    rows += [cell if isinstance(cell, bytes) else cell.encode() for cell in row]
    except SafeholdError:
        yield from _plain(file)
        return
    yield Piece("\n".join(said).encode("utf-8", "surrogateescape"), True)
    yield Piece(b"\n".join(rows), True)
    at = 0
    for start, end in [*index.kept, (len(data), len(data))]:
        if start > at:  # bytes of no chunk may be anything
            yield Piece(data[at:start], False)
        at = end
    yield from (Piece(data[start:end], True) for start, end in index.left_out)


def _mapped(file: IO[bytes]) -> Bytes:
    try:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError:  # unpacked in memory, or on a disk that cannot be mapped
        return file.read()
