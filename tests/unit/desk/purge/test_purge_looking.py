"""Withdrawal removes by looking: wherever the person stands, and nothing of anybody else."""

from __future__ import annotations

import dataclasses
import gzip
import json
import os
import shutil
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recordings.folder.journal_file import JournalWriter
from recordings.folder.session import SessionFolder, read_json
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_reader import read_xdf
from recordings.xdf.xdf_writer import XdfWriter
from safehold.cli.main import main
from safehold.core.alarms import Alarm, AlarmChange, AlarmKind, AlarmStep
from safehold.core.canonical import plain
from safehold.core.codebook import Coding, load_codebook
from safehold.core.correction import Corrected, Correction, CorrectionKind
from safehold.core.errors import RecordingError
from safehold.core.media import MediaPlace
from safehold.core.messages import Message, from_json
from safehold.core.study import Scale
from safehold.core.types import Level
from safehold.desk.purge.look import Fate
from safehold.desk.purge.purge import plan, purge
from safehold.files.edits import Edits
from safehold.files.journal import Journal
from safehold.files.journal_reading import read_runs
from safehold.files.media import Media
from safehold.files.recall import RecallRecorder
from safehold.session.event_book import EventBook
from tests.unit._folder import make_session

SCALE = Scale("safety", "therapist", "How safe?", 0, 100)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with a dyad's session."""
    study = tmp_path_factory.mktemp("recorded")
    make_session(study)
    return study


def other_session(study: Path, name: str = "other-001", code: str = "P09") -> Path:
    """Copy the session for another client with sensors of the own."""
    target = study / name
    shutil.copytree(study / "demo-001", target)
    for path in target.iterdir():
        raw = path.read_bytes().replace(b"SN-client-7731", b"SN-stranger-99")
        path.write_bytes(raw.replace(b"Belt client 5F3E21", b"Belt strang 77777X"))
    info = read_json(target / "session.json")
    info["participants"][0]["code"] = code
    info["session_id"] = name
    (target / "session.json").write_text(json.dumps(info))
    return target


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("withdrawal-")
    }


def fates(study: Path, code: str = "P01") -> dict[str, Fate]:
    return {item.path: item.fate for item in plan(study, code).items}


def test_the_others_ratings_and_the_labs_files_stay_byte_for_byte(study: Path):
    folder = SessionFolder.open(study / "demo-001")
    for person in ("therapist", "client", "therapist"):
        taker = RecallRecorder(folder, person, SCALE)
        for k in range(5):
            taker.sample(k / 10, 0.5)
        taker.close()
    lines = folder.recall_path.read_bytes().splitlines()
    own = {"session-video.mp4": b"v" * 1000, "analysis.R": b"x <- 1\n", "exports/plot.R": b"y\n"}
    for name, data in own.items():
        (folder.path / name).parent.mkdir(exist_ok=True)
        (folder.path / name).write_bytes(data)
    done = purge(study, "P01")
    assert all((folder.path / name).read_bytes() == data for name, data in own.items())
    kept = folder.recall_path.read_bytes().splitlines()
    assert kept[:6] == lines[:6]
    assert [json.loads(line)["take"] for line in kept] == [1] * 6 + [3] * 6
    assert [json.loads(line)["seq"] for line in kept] == list(range(1, 13))
    (entry,) = done.not_searched
    assert entry["path"] == "demo-001/session-video.mp4"
    assert from_json(entry["said"], entry["why"]).code == "sound_or_video"


def test_files_of_the_lab_stay_in_the_folder_of_a_session_of_the_person_alone(study: Path):
    make_session(study, session_id="alone-001", people=("client",), signals=("rr",))
    (study / "alone-001" / "video.mp4").write_bytes(b"v")
    (study / "alone-001" / "old.repaired.csv").write_bytes(b"1")
    (study / "alone-001" / "recording.repaired.xdf").write_bytes(b"XDF:")
    purge(study, "P01")
    assert set(bytes_of(study / "alone-001")) == {"video.mp4", "old.repaired.csv"}


def alarm(person: str | None, what: str) -> AlarmChange:
    return AlarmChange(
        AlarmStep.RAISED,
        30.0,
        Alarm(
            "a1",
            AlarmKind.DROPOUT,
            Level.ERROR,
            person,
            None,
            Message(what, code="what"),
            Message("Look.", code="look"),
            30.0,
        ),
    )


def rich_part(folder: SessionFolder) -> Path:
    """Write a second part with safehold's own streams and texts of other programs."""
    path = folder.path / "recording-2.xdf"
    writer = XdfWriter(path, datetime="2026-01-02T03:04:05+01:00")
    xml = "<info><name>{0}</name><type>{1}</type><source_id>{0}-demo-001</source_id>{2}</info>"
    person = "<desc><safehold><person>{}</person></safehold></desc>"

    def header(name: str, kind: str, of: str = "", text: bool = True) -> StreamHeader:
        return StreamHeader(
            name, 1, "string" if text else "float32", 0.0, kind, f"{name}-demo-001",
            xml=xml.format(name, kind, person.format(of) if of else ""),
        )  # fmt: skip

    told = [
        {"kind": "alarm", "alarm": {"person": "client", "what": "client: no samples"}},
        {"kind": "alarm", "alarm": {"person": None, "what": "The disk is nearly full."}},
        {"kind": "alarm", "alarm": {"person": None, "what": "client: the belt is loose"}},
        {"kind": "alarm", "alarm": {"person": "therapist", "what": "therapist: no samples"}},
    ]
    texts = {
        "safehold-recorder": ("Markers", ["rec.stream;name=x;stream=2", "rec.totals;stream=4",
                                          "rec.totals;stream=3"]),
        "safehold-engine": ("safehold-engine", [json.dumps(line) for line in told]),
        "psychopy": ("Markers", ["P01 laughs", "P010 laughs", "picture 4", "the client speaks",
                                 "al.repair;actor=T;note=P01 again"]),
    }  # fmt: skip
    for name, (kind, rows) in texts.items():
        key = writer.add_stream(header(name, kind))
        writer.write_samples(key, np.arange(len(rows)) + 1.0, [[row] for row in rows])
        writer.write_offset(key, 1.0, 0.25, 0.001)
    for of in ("client", "therapist"):
        key = writer.add_stream(header(f"safehold-zone-{of}", "safehold-zone", of, text=False))
        writer.write_samples(key, np.arange(3.0) + 1, np.ones((3, 1), np.float32))
    key = writer.add_stream(header("EDA P01", "EDA", text=False))
    writer.write_samples(key, np.arange(3.0) + 1, np.ones((3, 1), np.float32))
    writer.close()
    return path


def test_alarms_texts_and_own_streams_go_and_the_rest_of_the_recording_is_the_same(study: Path):
    folder = SessionFolder.open(study / "demo-001")
    path = rich_part(folder)
    before = {stream.header.name: stream for stream in read_xdf(path).streams}
    purge(study, "P01")
    after = read_xdf(path)
    assert after.complete
    assert after.datetime == "2026-01-02T03:04:05+01:00"
    rows = {
        s.header.name: [row[0] for row in s.values]
        for s in after.streams if s.header.channel_format == "string"
    }  # fmt: skip
    assert rows["safehold-recorder"] == ["rec.stream;name=x;stream=2", "rec.totals;stream=3"]
    assert [json.loads(row)["alarm"]["what"] for row in rows["safehold-engine"]] == [
        "The disk is nearly full.",
        "therapist: no samples",
    ]
    assert rows["psychopy"] == ["P010 laughs", "picture 4", "al.repair;actor=T"]
    assert set(before) - {s.header.name for s in after.streams} == {
        "safehold-zone-client", "EDA P01",
    }  # fmt: skip
    for stream in after.streams:
        old = before[stream.header.name]
        assert stream.stream_id == old.stream_id
        assert stream.header.xml == old.header.xml
        np.testing.assert_array_equal(stream.clock_offsets, old.clock_offsets)
        assert "uncertainty" in (stream.footer or "") or not len(old.clock_offsets)
        if len(stream.stamps) == len(old.stamps):
            assert stream.footer == old.footer
    assert after.stream(name="safehold-zone-therapist").footer is not None
    assert f"<sample_count>{len(rows['psychopy'])}<" in (
        after.stream(name="psychopy").footer or ""
    )


def test_alarm_lines_of_the_journal_go_and_those_of_others_stay(study: Path):
    folder = SessionFolder.open(study / "demo-001")
    journal = Journal(folder.engine_log_path)
    for change in (
        alarm("client", "client: no samples"),
        alarm(None, "The belt of P01 is loose."),
        alarm(None, "The disk is nearly full."),
        alarm("therapist", "therapist: no samples"),
    ):
        journal.alarm(change)
    journal.close()
    purge(study, "P01")
    (run,) = read_runs(folder.engine_log_path)
    told = [change.alarm.what for change in run.alarms]
    assert told == ["The disk is nearly full.", "therapist: no samples"]


def test_a_note_at_an_event_of_the_others_goes_and_the_event_stays(study: Path):
    folder = SessionFolder.open(study / "demo-001")
    book, edits = EventBook(load_codebook()), Edits(folder.edits_path)
    for mark in book.press("int.support", at=90.0, how=Coding(note="Anna smiled")):
        edits.append(dataclasses.replace(mark, event=dataclasses.replace(mark.event, coder="P01")))
    edits.close()
    purge(study, "P01")
    (mark,) = Edits(folder.edits_path).marks()
    assert (mark.event.code, mark.event.note, mark.event.coder) == ("int.support", "", "")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (b'"participant","code"\r\n"client","P01"\r\n"therapist","P02"\r\n',
         b'"participant","code"\r\n"therapist","P02"\r\n'),
        ("\ufeffcode;Größe\nP01;1\nP010;2\n".encode(), "\ufeffcode;Größe\nP010;2\n".encode()),
        (b"code\tnote\nP01\t'a'\nP02\t\"two\nlines\"\n", b"code\tnote\nP02\t\"two\nlines\"\n"),
        (b'code,note\nP01,5" long\nP02,x\nP03,6" long\n', b'code,note\nP02,x\nP03,6" long\n'),
        ("\ufeffcode\tx\nP01\t1\nP02\t2\n".encode("utf-16-le"),
         "\ufeffcode\tx\nP02\t2\n".encode("utf-16-le")),
        (b"participant_id,age\nsub-P01,30\nsub-P02,31", b"participant_id,age\nsub-P02,31"),
        (b"code,size\nP01,Gr\xf6\xdfe\nP02,Gr\xf6\xdfe\n", b"code,size\nP02,Gr\xf6\xdfe\n"),
    ],
    ids=["quotes", "BOM", "two lines", "inches", "UTF-16", "BIDS", "Latin-1"],
)  # fmt: skip
def test_a_list_of_participants_loses_the_persons_row_only(study: Path, text: bytes, left: bytes):
    (study / "site" / "x").mkdir(parents=True)
    places = [study / "participants.csv", study / "site" / "x" / "participants.tsv"]
    for path in places:
        path.write_bytes(text)
    assert not purge(study, "P01").left
    assert [path.read_bytes() for path in places] == [left, left]


def test_a_row_of_somebody_else_that_names_the_person_stays_and_is_told(study: Path):
    path = study / "participants.csv"
    path.write_text("code,partner\nP01,P02\nP02,P01\n")
    done = purge(study, "P01")
    assert path.read_text() == "code,partner\nP02,P01\n"
    assert [entry["path"] for entry in done.left] == ["participants.csv"]


def test_what_the_study_declares_of_the_person_goes(study: Path):
    path = study / "study.toml"
    kept = 'name = "X"\n\n[[person]]\nlabel = "therapist"\ncode = "P02"\n\n[zones]\nth = 2.5\n'
    path.write_text(
        '# begun with P01\nname = "X"\n\n[[person]]\nlabel = "client"\ncode = "P01" # she\n'
        'why = "slow heart"\n[person.zones]\nth = 3.0\n' + kept.split("\n", 1)[1]
    )
    (study / "streams.toml").write_text(
        '[[stream]]\nname = "a"\nsource_id = "SN-client-7731"\nperson = "client"\n\n'
        '[[stream]]\nname = "b"\nsource_id = "SN-therapist-7731"\nperson = "therapist"\n'
    )
    (study / "date-shifts.json").write_text(
        json.dumps({"schema": 1, "about": "x", "weeks_back": {"P01+P02": 3, "P010+P02": 4}})
    )
    assert not purge(study, "P01").left
    assert path.read_text() == (
        'name = "X"\n\n[[person]]\nlabel = "client"\n' + kept.split("\n", 1)[1]
    )
    assert (study / "streams.toml").read_text().count("[[stream]]") == 1
    assert read_json(study / "date-shifts.json")["weeks_back"] == {"P010+P02": 4}


def test_sessions_in_deeper_folders_and_without_a_form_are_found(study: Path):
    shutil.copytree(study / "demo-001", study / "site1" / "year" / "deep-001")
    shutil.copytree(study / "demo-001", study / "formless")
    (study / "formless" / "session.json").unlink()
    done = purge(study, "P01")
    assert not done.left
    for folder in ("demo-001", "site1/year/deep-001", "formless"):
        path = study / folder
        assert {s.header.source_id for s in read_xdf(path / "recording.xdf").streams} == {
            "SN-therapist-7731"
        }
        assert b"client" not in (path / "engine.jsonl").read_bytes()


def test_a_session_that_does_not_say_who_took_part_is_named_and_stays(study: Path):
    other = other_session(study, "unknown")
    (other / "session.json").unlink()
    before = bytes_of(other)
    done = purge(study, "P01")
    assert bytes_of(other) == before
    assert {entry["path"] for entry in done.left} == {f"unknown/{name}" for name in before}
    assert "no session.json says who took part" in done.left[0]["why"]


def test_a_sensor_that_others_wore_too_does_not_make_their_session_the_persons(study: Path):
    shutil.copytree(study / "demo-001", study / "same-belt")
    info = read_json(study / "same-belt" / "session.json")
    info["participants"][0]["code"] = "P09"
    (study / "same-belt" / "session.json").write_text(json.dumps(info))
    before = bytes_of(study / "same-belt")
    assert not purge(study, "P01").left
    assert bytes_of(study / "same-belt") == before
    sources = {s.header.source_id for s in read_xdf(study / "demo-001/recording.xdf").streams}
    assert sources == {"SN-therapist-7731"}


def test_a_session_of_others_in_which_the_person_is_spoken_of_loses_these_words_only(study: Path):
    other = other_session(study)
    book, edits = EventBook(load_codebook()), Edits(SessionFolder(other).edits_path)
    for note in ("like P01 last week", "like P010 last week"):
        for mark in book.press("note", at=60.0, how=Coding(note=note)):
            edits.append(mark)
    edits.close()
    before = bytes_of(other)
    assert not purge(study, "P01").left
    after = bytes_of(other)
    assert {name for name in before if after[name] != before[name]} == {
        "edits.jsonl", "session.json",
    }  # fmt: skip
    assert b"P01 " not in after["edits.jsonl"]
    assert b"P010" in after["edits.jsonl"]


def test_exports_in_the_study_folder_go_when_they_are_of_the_person(study: Path):
    def export(folder: Path, session: str) -> None:
        folder.mkdir(parents=True)
        (folder / "beats.csv").write_text("person,t\nclient,1\n")
        (folder / "my notes.txt").write_text("mine")
        told = {"export_format": "safehold-tidy", "profile": "tidy", "session_id": session,
                "outputs": [{"path": "beats.csv"}]}  # fmt: skip
        (folder / "manifest.json").write_text(json.dumps(told))

    other_session(study)
    for name, session in (("exports", "demo-001"), ("demo-001/exports/x", "demo-001"),
                          ("theirs", "other-001")):  # fmt: skip
        export(study / name, session)
    dataset = study / "bids"
    (dataset / "sub-x" / "beh").mkdir(parents=True)
    (dataset / "sub-x" / "beh" / "ecg.tsv").write_text("client")
    (dataset / "code").mkdir()
    (dataset / "code" / "mine.py").write_text("x")
    (dataset / "derivatives" / "dyads").mkdir(parents=True)
    told = {"export_format": "safehold-bids", "profile": "bids", "session_id": "demo-001",
            "outputs": [{"path": "sub-x/beh/ecg.tsv"}]}  # fmt: skip
    (dataset / "derivatives" / "dyads" / "manifest.json").write_text(json.dumps(told))
    for name in ("demo-001_report", "demo-001_recomputed_report_v2", "demo-001_report_blind"):
        report = study / "demo-001" / "exports" / name
        report.mkdir()
        (report / "report.html").write_text("<p>client, recorded with safehold")
        (report / "report.pdf").write_text("%PDF")
    purge(study, "P01")
    assert set(bytes_of(dataset)) == {"code/mine.py"}
    assert not (dataset / "sub-x").exists()
    assert set(bytes_of(study / "exports")) == {"my notes.txt"}
    assert set(bytes_of(study / "demo-001" / "exports")) == {"x/my notes.txt"}
    assert len(bytes_of(study / "theirs")) == 3


def packed(path: Path, text: str) -> None:
    """Write a text as a file of this kind has it."""
    kind = path.suffix
    if kind == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    elif kind in (".xlsx", ".zip"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/sharedStrings.xml", f"<t>{text}</t>")
    elif kind == ".parquet":
        pq.write_table(pa.table({"note": [text] * 3}), path, compression="zstd")
    elif kind == ".pdf":
        stream = zlib.compress(f"({text}) Tj".encode())
        path.write_bytes(b"%PDF-1.4\n<</Filter/FlateDecode>>stream\n" + stream + b"\nendstream")
    elif kind == ".u16":
        path.write_bytes(text.encode("utf-16"))
    else:
        path.write_text(text)


@pytest.mark.parametrize("kind", ["csv", "u16", "csv.gz", "xlsx", "zip", "parquet", "pdf"])
def test_files_of_the_lab_that_hold_the_person_are_named_and_stay(study: Path, kind: str, capsys):
    (study / "lab").mkdir()
    mine, others = study / "lab" / f"mine.{kind}", study / "lab" / f"others.{kind}"
    packed(mine, "scores of p01, sadly")
    packed(others, "scores of P010, XP01 and P01b")
    before = bytes_of(study / "lab")
    told = fates(study)
    assert told[f"lab/mine.{kind}"] is Fate.HOLDS
    assert told[f"lab/others.{kind}"] in (Fate.STAYS, Fate.UNSEARCHED)
    done = purge(study, "P01")
    assert [entry["path"] for entry in done.left] == [f"lab/mine.{kind}"]
    assert bytes_of(study / "lab") == before


def test_what_the_lab_asks_for_goes_too(study: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    import io

    video, notes = study / "demo-001" / "video P01.mp4", study / "P01.txt"
    for path in (video, notes):
        path.write_bytes(b"x")
    arguments = ["purge", "P01", "--study", str(study), "--yes"]
    monkeypatch.setattr("sys.stdin", io.StringIO("P01\n"))
    assert main([*arguments, "--also", str(video)]) == 1
    said = capsys.readouterr().out
    assert "P01.txt: not written by safehold" in said
    assert "Files are left for you to decide on" in said
    assert notes.exists()
    assert not video.exists()
    monkeypatch.setattr("sys.stdin", io.StringIO("P01\n"))
    assert main([*arguments, "--also", str(notes)]) == 0
    assert "Done. Certificate" in capsys.readouterr().out
    assert main([*arguments, "--also", str(study.parent / "elsewhere.txt")]) != 0


def test_one_code_is_not_found_in_another_or_in_a_word(study: Path):
    info = read_json(study / "demo-001" / "session.json")
    info["participants"][0]["code"] = "P1"
    (study / "demo-001" / "session.json").write_text(json.dumps(info))
    other = other_session(study, code="P10")
    for name in ("P10.txt", "AP1.txt", "P1b.txt", "GP1200.txt"):
        (study / name).write_text("P10 P100 xP1 P1x GP1200")
    before = bytes_of(other)
    done = purge(study, "P1")
    assert [entry["path"] for entry in done.left] == []
    assert bytes_of(other) == before


@pytest.mark.parametrize("code", ["1", "A", "client", "101"])
def test_a_code_that_stands_everywhere_is_looked_for_where_codes_stand_only(
    study: Path, code: str
):
    info = read_json(study / "demo-001" / "session.json")
    info["participants"][0]["code"] = code
    (study / "demo-001" / "session.json").write_text(json.dumps(info))
    (study / "participants.csv").write_text(f"code,group\n{code},2\nP02,{code}\n")
    (study / "scores.csv").write_text(f"{code},A,1,101,client\n")
    done = purge(study, code)
    assert not done.left
    assert "only where a code belongs" in done.content["not_looked_for"]
    assert (study / "participants.csv").read_text() == f"code,group\nP02,{code}\n"
    sources = {s.header.source_id for s in read_xdf(study / "demo-001/recording.xdf").streams}
    assert sources == {"SN-therapist-7731"}


def test_a_session_folder_named_after_the_person_is_renamed(study: Path):
    (study / "demo-001").rename(study / "p01-s1")
    info = read_json(study / "p01-s1" / "session.json")
    (study / "p01-s1" / "session.json").write_text(json.dumps({**info, "session_id": "p01-s1"}))
    assert fates(study)["p01-s1"] is Fate.CHANGES
    assert not purge(study, "P01").left
    folder = SessionFolder.open(study / "withdrawn-s1")
    assert folder.read_info()["session_id"] == "withdrawn-s1"
    assert not (study / "p01-s1").exists()


def test_a_folder_named_after_the_person_goes_when_nothing_is_left_in_it(study: Path):
    for name in ("P01", "P01 more"):
        make_session(study / name, session_id="s1", people=("client",), signals=("rr",))
    (study / "P01 more" / "plan.docx").write_text("x")
    done = purge(study, "P01")
    assert not (study / "P01").exists()
    assert {entry["path"] for entry in done.left} == {"P01 more", "P01 more/plan.docx"}


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
def test_links_are_not_followed_and_pipes_not_opened(study: Path, tmp_path: Path):
    outside = tmp_path / "outside"
    shutil.copytree(study / "demo-001", outside / "demo-002")
    before = bytes_of(outside)
    (study / "linked").symlink_to(outside)
    (study / "P01.lnk").symlink_to(outside / "demo-002" / "session.json")
    os.mkfifo(study / "pipe")
    done = purge(study, "P01")
    assert bytes_of(outside) == before
    assert {entry["path"] for entry in done.not_searched} == {"linked", "pipe"}
    assert {entry["path"] for entry in done.left} == {"P01.lnk"}


def test_of_a_stream_that_two_people_share_the_persons_channel_is_emptied(study: Path):
    folder = SessionFolder.open(study / "demo-001")
    path = folder.path / "recording-2.xdf"
    writer = XdfWriter(path)
    key = writer.add_stream(StreamHeader("Hub", 3, "float32", 100.0, "ECG", "hub-1"))
    values = np.arange(30, dtype=np.float32).reshape(10, 3)
    writer.write_samples(key, np.arange(10) / 100, values)
    writer.close()
    hub = {"name": "Hub", "type": "ECG", "source_id": "hub-1"}
    streams = [
        {**hub, "stream_id": "client-hub", "person": "client", "channel": 0},
        {**hub, "stream_id": "therapist-hub", "person": "therapist", "channel": 2},
    ]
    folder.update_info(streams=streams)
    purge(study, "P01")
    (stream,) = read_xdf(path).streams
    assert np.isnan(stream.values[:, 0]).all()
    np.testing.assert_array_equal(stream.values[:, 1:], values[:, 1:])
    np.testing.assert_array_equal(stream.stamps, np.arange(10) / 100)
    assert folder.read_info()["streams"] == streams[1:]


def test_events_of_one_client_of_two_stay_with_the_other(study: Path):
    folder = SessionFolder.open(study / "demo-001")
    info = folder.read_info()
    info["participants"] += [{"label": "client2", "code": "P05", "role": "client"}]
    folder.write_info(info)
    path = folder.path / "recording-2.xdf"
    writer = XdfWriter(path)
    key = writer.add_stream(StreamHeader("events", 1, "string", 0.0, "Markers", "events-1"))
    rows = ["al.repair;actor=C;target=client2", "al.repair;actor=C;target=client",
            "al.repair;actor=T;target=client2", "al.repair;actor=C"]  # fmt: skip
    writer.write_samples(key, np.arange(4.0), [[row] for row in rows])
    writer.close()
    purge(study, "P01")
    (stream,) = read_xdf(path).streams
    assert [row[0] for row in stream.values] == [rows[0], rows[2]]


def test_second_copies_are_named_as_not_reached(study: Path, capsys):
    folder = SessionFolder.open(study / "demo-001")
    part = {"file": "recording.xdf", "streams": [], "losses": [], "copy": {"path": "/mnt/b/x.xdf"}}
    folder.update_info(receipt={"passes": True, "parts": [part]})
    assert purge(study, "P01").content["second_copies"] == ["/mnt/b/x.xdf"]
    assert "copy" not in folder.read_info()["receipt"]["parts"][0]


def test_files_that_may_only_be_read_go_too(study: Path):
    for path in (study / "demo-001").iterdir():
        path.chmod(0o444)
    assert not purge(study, "P01").left
    assert {s.header.source_id for s in read_xdf(study / "demo-001/recording.xdf").streams} == {
        "SN-therapist-7731"
    }


def test_a_damaged_recording_keeps_the_others_samples_and_says_what_was_left_out(study: Path):
    path = study / "demo-001" / "recording.xdf"
    whole = {s.header.source_id + s.header.type: s for s in read_xdf(path).streams}
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) - 3000] + b"P01 P01 P01")
    done = purge(study, "P01")
    after = read_xdf(path)
    assert after.complete
    for stream in after.streams:
        old = whole[stream.header.source_id + stream.header.type]
        n = len(stream.stamps)
        np.testing.assert_array_equal(stream.stamps, old.stamps[:n])
        np.testing.assert_array_equal(stream.values, old.values[:n])
    assert sum(len(stream.stamps) for stream in after.streams) > 30_000
    assert b"P01" not in path.read_bytes()
    assert not done.left


def test_a_person_who_never_came_is_found_in_the_list(study: Path):
    (study / "participants.csv").write_text("code\nP77\nP01\n")
    before = bytes_of(study / "demo-001")
    assert not purge(study, "P77").left
    assert (study / "participants.csv").read_text() == "code\nP01\n"
    assert bytes_of(study / "demo-001") == before


def test_a_part_of_a_run_that_the_others_need_is_the_same(study: Path):
    folder = SessionFolder.open(study / "demo-001")
    (before,) = read_runs(folder.engine_log_path)
    purge(study, "P01")
    (after,) = read_runs(folder.engine_log_path)
    assert after.segments == [s for s in before.segments if s[0].startswith("therapist")]
    assert after.offsets == [o for o in before.offsets if o.stream_id.startswith("therapist")]
    assert after.people == ("therapist",)
    same = {f.name for f in dataclasses.fields(before)} - {
        "streams", "people", "segments", "offsets", "marks", "numbered", "used",
    }  # fmt: skip
    assert all(getattr(after, name) == getattr(before, name) for name in same)


def test_a_file_whose_name_is_no_text_is_named_all_the_same(study: Path, capsys):
    name = os.fsdecode(b"P01 \xff.txt")
    try:
        (study / name).write_text("x")
    except OSError:
        pytest.skip("this disk takes names of text only")
    (study / name.replace("P01", "x")).write_text("x")
    assert main(["purge", "P01", "--study", str(study), "--list"]) == 0
    assert "P01 \ufffd.txt" in capsys.readouterr().out
    done = purge(study, "P01")
    assert [entry["path"] for entry in done.left] == [name]
    assert "P01 \ufffd.txt" in done.path.read_text(encoding="utf-8")


def test_what_an_interrupted_export_left_goes(study: Path):
    folder = study / "demo-001" / "exports" / ".demo-001_tidy-0123456789ab.partial"
    folder.mkdir(parents=True)
    (folder / "beats.csv").write_text("client,1\n")
    assert not purge(study, "P01").left
    assert not (study / "demo-001" / "exports").exists()


def test_a_folder_that_may_not_be_written_stops_it_before_anything_changes(
    study: Path, monkeypatch: pytest.MonkeyPatch
):
    shutil.copytree(study / "demo-001", study / "site" / "deep-001")
    before = bytes_of(study)
    allowed = os.access
    closed = study / "site" / "deep-001"
    monkeypatch.setattr(os, "access", lambda p, mode: Path(p) != closed and allowed(p, mode))
    with pytest.raises(RecordingError, match=r"deep-001 may not be written\. Nothing was changed"):
        purge(study, "P01")
    assert bytes_of(study) == before


def test_texts_that_look_like_json_and_are_none_do_not_stop_it(study: Path):
    path = study / "demo-001" / "recording-2.xdf"
    rows = ["{", '{"a": ' * 3000, '{"x": NaN, "what": "P01"}', '{"x": NaN}', "{P01"]
    writer = XdfWriter(path)
    key = writer.add_stream(StreamHeader("other", 1, "string", 0.0, "JSON", "other-1"))
    writer.write_samples(key, np.arange(5.0), [[row] for row in rows])
    writer.close()
    purge(study, "P01")
    (stream,) = read_xdf(path).streams
    assert [row[0] for row in stream.values] == [rows[0], rows[1], rows[3]]


def test_a_stream_that_is_nobodys_stays_and_is_told_before_and_after(study: Path):
    path = study / "demo-001" / "recording-2.xdf"
    writer = XdfWriter(path)
    for name, kind in (("Room microphone", "Audio"), ("EDA of P01", "EDA")):
        key = writer.add_stream(StreamHeader(name, 1, "float32", 0.0, kind, f"{kind}-1"))
        writer.write_samples(key, np.arange(2.0), np.ones((2, 1), np.float32))
    writer.close()
    (item,) = (i for i in plan(study, "P01").items if i.path.endswith("recording-2.xdf"))
    assert "without EDA of P01" in item.why
    assert "kept, although they are nobody's: Room microphone" in item.why
    (session,) = purge(study, "P01").content["sessions"]
    assert session["streams_of_nobody"] == ["Room microphone"]
    assert [s.header.name for s in read_xdf(path).streams] == ["Room microphone"]


def test_lists_of_sums_of_the_lab_make_nothing_ours(study: Path):
    (study / "SHA256SUMS").write_text("00  a\n")
    raw = study / "derivatives" / "dyads"
    raw.mkdir(parents=True)
    (raw / "SHA256SUMS").write_text("00  x.csv\n")
    (study / "x.csv").write_text("1")
    assert {fates(study)["SHA256SUMS"], fates(study)["x.csv"]} == {Fate.STAYS}


def test_a_report_is_found_by_the_name_of_its_session_as_it_is(study: Path):
    (study / "demo-001").rename(study / "Sitzung 1-")
    for name in ("Sitzung 1-_report", "sitzung-1_report", "sitzung-1_recomputed_report"):
        (study / name).mkdir()
        (study / name / "report.html").write_text("<p>safehold")
    found = fates(study)
    assert {fate for path, fate in found.items() if "report.html" in path} == {Fate.GOES}


def test_what_a_window_saved_under_any_name_is_named(study: Path):
    for name in ("demo-001", "other-001"):
        (study / name / "exports").mkdir(parents=True, exist_ok=True)
        (study / name / "exports" / "around.csv").write_text("who,what")
        (study / name / "exports" / "notes.txt").write_text("x")
    may = {item.path for item in plan(study, "P01").items if item.fate is Fate.MAYBE}
    assert "demo-001/exports/around.csv" in may
    assert not {"other-001/exports/around.csv", "demo-001/exports/notes.txt"} & may


def test_files_of_the_lab_that_look_like_safeholds_stay(study: Path):
    own = {
        "lab/session.json": '{"code": "P01"}',
        "P01_report/report.html": "<p>my own report on P01, not by safehold",
        "demo-001_report/report.html": "<p>mine",
        "demo-001/window-seat.png": "x",
        "lab/manifest.json": '{"session_id": "demo-001", "outputs": [{"path": "a.csv"}]}',
        "lab/a.csv": "x",
    }
    for name, text in own.items():
        (study / name).parent.mkdir(exist_ok=True)
        (study / name).write_text(text)
    done = purge(study, "P01")
    assert {name: (study / name).read_text() for name in own} == own
    assert {entry["path"] for entry in done.left} == {
        "lab/session.json", "P01_report", "P01_report/report.html",
    }  # fmt: skip


def test_another_name_of_a_file_is_told(study: Path, tmp_path: Path):
    os.link(study / "demo-001" / "recording.xdf", tmp_path / "kept.xdf")
    assert purge(study, "P01").content["second_copies"] == [
        "another name (hard link) of demo-001/recording.xdf"
    ]


def test_the_certificate_of_somebody_else_that_names_the_person_is_told(study: Path):
    (study / "withdrawal-P05-1.json").write_text('{"files": {"P01-s1/engine.jsonl": {}}}')
    (study / "withdrawal-P01-1.json").write_text('{"study_code": "P01"}')
    done = purge(study, "P01")
    assert [entry["path"] for entry in done.left] == ["withdrawal-P05-1.json"]
    assert done.path.name == "withdrawal-P01-2.json"


def test_the_id_of_a_session_in_a_folder_of_another_name_stays(study: Path):
    (study / "demo-001").rename(study / "copied")
    purge(study, "P01")
    assert read_json(study / "copied" / "session.json")["session_id"] == "demo-001"


def test_a_file_that_was_moved_aside_in_a_session_of_the_person_is_named(study: Path):
    names = ("recording.xdf.other-1", "copy of mine.xdf")
    for name in names:
        (study / "demo-001" / name).write_bytes(b"numbers")
    done = purge(study, "P01")
    assert {entry["path"] for entry in done.left} == {f"demo-001/{name}" for name in names}


def test_a_video_beside_a_session_is_named_and_a_line_with_the_person_goes(study):
    folder = SessionFolder.open(study / "demo-001")
    for name in ("p01-talk.mp4", "room.mp4"):
        (study / "demo-001" / name).write_bytes(b"\0" * 64)
        Media(folder).put(MediaPlace(name, 1.0))
    found = {item.path: item for item in plan(study, "P01").items}
    for name in ("p01-talk.mp4", "room.mp4"):
        assert found[f"demo-001/{name}"].fate is Fate.HOLDS
    assert found["demo-001/media.jsonl"].fate is Fate.CHANGES
    purge(study, "P01")
    assert [place.path for place in Media(folder).places()] == ["room.mp4"]
    assert (study / "demo-001" / "room.mp4").exists()


def test_what_was_computed_of_the_person_and_corrected_in_their_beats_goes(study: Path):
    other = other_session(study)
    kept = {}
    for folder in (study / "demo-001", other):
        derived = SessionFolder(folder).derived_dir
        derived.mkdir()
        for name in ("found-0123456789abcdef.npz", "my plot.npz"):
            (derived / name).write_bytes(b"numbers")
        kept[folder] = derived
        log = JournalWriter(SessionFolder(folder).edits_path)
        for person in ("client", "therapist"):
            made = Correction("c0001", person, Corrected.BEAT, CorrectionKind.DELETE, 40.0)
            log.append("correction", id="c0001", by="RA1", correction=plain(made))
        log.close()
    before = bytes_of(other)
    purge(study, "P01")
    assert bytes_of(other) == before
    assert [path.name for path in kept[study / "demo-001"].iterdir()] == ["my plot.npz"]
    (left,) = Edits(study / "demo-001" / "edits.jsonl").corrections()
    assert left.person == "therapist"
