"""Words are found in whatever a file packs them, and what was not searched is told."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest

from recordings.xdf.byte_search import WordSearch, pieces
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_writer import XdfWriter

SEARCH = WordSearch.of(["P07", "Gürtel 5F&3"])


def gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def zipped(data: bytes, *, locked: bool = False) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("inner.txt"), data, zipfile.ZIP_DEFLATED)
    raw = bytearray(file.getvalue())
    if locked:
        for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            raw[raw.find(sign) + at] |= 1
    return bytes(raw)


def size(data: bytes | str) -> str:
    """Name a case; the packed ones keep no time, so that each process calls them the same."""
    return data if isinstance(data, str) else f"{len(data)} bytes"


@pytest.mark.parametrize(
    "data",
    [
        b"a P07", b"p07;1", b"(P07)", b"x_P07.", "ä P07".encode("utf-16"),
        "P07".encode("utf-16-be"), b"\x00" * 9 + "x P07 y".encode("utf-16-le"),
        gzipped(b"P07"), bz2.compress(b"P07"), lzma.compress(b"P07"), zipped(b"P07"),
        gzipped(zipped(gzipped(b"P07"))), zlib.compress(b"blob P07"),
        "der Gürtel 5F&3".encode(), b"G\\u00fcrtel 5F&3", b"G%C3%BCrtel%205F%263",
        "GÜRTEL 5F&3".encode(), "gürtel 5f&3".encode(), "Gürtel 5F&amp;3".encode(),
    ],
    ids=size,
)  # fmt: skip
def test_a_word_is_found_however_it_is_written(tmp_path: Path, data: bytes):
    (tmp_path / "file").write_bytes(data)
    look = SEARCH.look(tmp_path / "file")
    assert len(look.words) == 1
    assert not look.unsearched


@pytest.mark.parametrize(
    "data",
    [b"P070 AP07 7P07", "P070".encode("utf-16"), "XP07".encode("utf-16-be"),
     gzipped(b"P070")],
    ids=size,
)  # fmt: skip
def test_a_word_within_another_is_not_found(tmp_path: Path, data: bytes):
    (tmp_path / "file").write_bytes(data)
    assert SEARCH.look(tmp_path / "file").words == frozenset()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.zip", zipped(b"P07", locked=True), "encrypted"),
        ("a.gz", gzip.compress(b"P07" * 999)[:-20], "cannot be unpacked to its end"),
        ("a.zip", b"PK\x03\x04 no archive", "cannot be opened"),
        ("a.pack", b"PACK\x00\x00\x00\x02", "not opened here"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "not opened here"),
        ("a.png", b"\x89PNG\r\n", "picture"),
        ("a.mp4", b"\x00\x00\x00\x20ftypisom", "said or shown"),
        ("a.wav", b"RIFF\x00\x00\x00\x00WAVE", "said or shown"),
        ("a.pdf", b"%PDF-1.4 /Encrypt", "encrypted"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.parquet", b"PAR1 nothing", "Parquet"),
    ],
    ids=size,
)
def test_what_cannot_be_searched_is_told(tmp_path: Path, name: str, data: bytes, why: str):
    (tmp_path / name).write_bytes(data)
    assert any(why in text for text in SEARCH.look(tmp_path / name).unsearched)


def test_a_short_word_in_numbers_may_be_chance_and_a_long_one_is_not(tmp_path: Path):
    path = tmp_path / "numbers.bin"
    path.write_bytes(bytes(range(256)) + b"\x00P07\x00")
    assert SEARCH.look(path).chance == {"P07"}
    path.write_bytes(bytes(range(256)) + "\x00Gürtel 5F&3\x00".encode())
    assert SEARCH.look(path).words == {"Gürtel 5F&3"}


def test_the_numbers_of_a_recording_spell_nothing_and_its_texts_do(tmp_path: Path):
    path = tmp_path / "recording.xdf"
    writer = XdfWriter(path)
    key = writer.add_stream(StreamHeader("ecg", 4, "int8", 0.0, "ECG", "src"))
    writer.write_samples(key, np.arange(1.0), np.array([[80, 48, 55, 32]], np.int8))
    writer.close()
    assert SEARCH.look(path).words == frozenset()
    with path.open("ab") as file:
        file.write(b"P07 beyond the last chunk")
    assert SEARCH.look(path).chance == {"P07"}


def test_a_word_across_two_pieces_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("recordings.xdf.byte_search.PIECE", 64)
    path = tmp_path / "long.txt"
    path.write_bytes(b"x" * 62 + b" P07 " + b"y" * 200)
    assert SEARCH.look(path).words == {"P07"}
    assert len(list(pieces(path))) > 3
