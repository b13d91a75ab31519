"""No export leaves with the name of a device, a computer or a user, whoever wrote it there."""

from __future__ import annotations

import getpass
import gzip
import json
import re
import socket
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recordings.tidy import TidyOptions, export_tidy
from recordings.tidy.name_search import NameFinding, NameSearch, _address
from safehold.core.errors import ExportError
from safehold.core.messages import Message
from safehold.core.results import SessionResults
from safehold.core.types import Event, EventKind

WORDS = {
    "lab-pc-7": Message("a device or a sending computer"),
    "annamaria": Message("who is logged in"),
}
SEARCH = NameSearch(WORDS)


def look(folder: Path, name: str, data: bytes) -> list[str]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return [found.kind for found in SEARCH.look(folder)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("events.csv", b"id,value\n1,started on LAB-PC-7\n"),
        ("a/b/physio.tsv.gz", gzip.compress(b"x\tlab-pc-7\t1\n", mtime=0)),
        ("raw.fif", b"\x00\x01lab-pc-7\x00" + bytes(range(256))),
        ("from-lab-pc-7.csv", b"nothing"),
        ("deep.json", b"{" + b" " * (1 << 24) + b'"lab-pc-7"'),
        ("cut.bin", b"\x00" * ((1 << 24) - 4) + b"lab-pc-7\x00"),
    ],
)
def test_a_name_is_found_wherever_it_stands(tmp_path: Path, name: str, data: bytes):
    assert look(tmp_path, name, data) == ["a device or a sending computer"]


def test_a_name_is_found_in_the_packed_pages_of_a_table(tmp_path: Path):
    path = tmp_path / "events.parquet"
    texts = ["a", *(f"by Annamaria {k}" for k in range(99)), "z"]  # not the first, not the last
    pq.write_table(pa.table({"n": range(101), "text": texts}), path,
                   compression="zstd")  # fmt: skip
    assert [found.kind for found in SEARCH.look(tmp_path)] == ["who is logged in"]


def test_an_address_of_a_device_is_found_although_nobody_named_it(tmp_path: Path):
    assert look(tmp_path, "x.txt", b"from 00:1a:7D:da:71:13.") == ["a device (its address)"]
    assert look(tmp_path, "x.txt", b"at 12:30:45, 00-11-22") == []


@pytest.mark.parametrize("around", ["{}", "x {} y", "1:2-3:4-5:6 {}", "-0.5\t{}\t-1", "\n{}:\n{}"])
@pytest.mark.parametrize(
    "said", ["00:1a:7d:da:71:13", "00-1a-7d-da-71-13", "00:1a:7d:da:71", "0:1a:7d:da:71:13",
             "a00:1a:7d:da:71:13", "00:1a:7d:da:71:13:", "00:1a:7g:da:71:13", "2026-12-01"],
)  # fmt: skip
def test_an_address_is_found_wherever_a_search_letter_by_letter_finds_it(around: str, said: str):
    low = around.format(said, said).encode()
    pair = rb"(?<![0-9a-z:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![0-9a-z:-])"
    found = re.search(pair, low)
    assert _address(low) == (found[0].decode() if found else None)


def test_a_part_of_another_word_is_no_name(tmp_path: Path):
    assert look(tmp_path, "x.csv", b"slab-pc-7,lab-pc-71,annamarias,xannamaria") == []


def test_words_of_safeholds_own_texts_and_numbers_are_not_looked_for(
    session: SessionResults, tmp_path: Path
):
    (first, *rest) = session.streams
    spec = replace(first.spec, hostname="movement", source_id="20481", uid="1e05")
    results = replace(session, streams=(replace(first, spec=spec), *rest))
    search = NameSearch.of(results, TidyOptions())
    assert not {"20481", "1e05"} & set(search.words)
    (tmp_path / "events.csv").write_text("cf.movement,20481,1e05")
    assert list(search.look(tmp_path)) == []


def test_devices_senders_this_computer_and_its_user_are_looked_for(
    session: SessionResults, monkeypatch
):
    monkeypatch.setattr(socket, "gethostname", lambda: "Room2.clinic.example")
    monkeypatch.setattr(getpass, "getuser", lambda: "annamaria")
    words = NameSearch.of(session, TidyOptions()).words
    spec = session.streams[0].spec
    assert {"room2.clinic.example", "room2", "annamaria", spec.source_id.casefold()} <= set(words)
    assert "annamaria" not in NameSearch.of(session, TidyOptions(notes=True)).words


def test_an_export_that_would_name_a_computer_is_refused_and_leaves_nothing(
    session: SessionResults, with_events, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr(socket, "gethostname", lambda: "stimulus-pc-3")
    told = Event("e1", "marker", 3.0, 0.0, EventKind.POINT, value="ready on Stimulus-PC-3")
    results = with_events(told)
    with pytest.raises(ExportError, match=r"(csv|parquet).* name of this computer") as caught:
        export_tidy(results, tmp_path)
    assert "stimulus" not in str(caught.value).casefold()
    assert list(tmp_path.iterdir()) == []
    folder = export_tidy(results, tmp_path, options=TidyOptions(names=True))
    assert json.loads((folder / "manifest.json").read_text())["pseudonymised"] is False


def test_each_file_is_named_once_for_each_kind(tmp_path: Path):
    (tmp_path / "x.csv").write_text("lab-pc-7 lab-pc-7 annamaria")
    assert list(SEARCH.look(tmp_path)) == [
        NameFinding("x.csv", Message("a device or a sending computer")),
        NameFinding("x.csv", Message("who is logged in")),
    ]
