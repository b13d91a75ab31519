"""One chain of hashes covers the session: what was changed without it is found."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import pytest

from recordings.folder import chain
from recordings.folder.chain import KEY, extended, head_text, links_of, note_appended, rewritten
from recordings.folder.journal_file import JournalWriter
from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_writer import XdfWriter
from safehold.cli.main import main
from safehold.core.errors import ChangedSessionError, RecordingError
from safehold.desk.exports import ExportWish, export
from safehold.desk.reports import report_session
from safehold.files.receipt import check_session, examine

PEOPLE = [
    {"label": "client", "code": "P07", "role": "client"},
    {"label": "therapist", "code": "T02", "role": "therapist"},
]


def append(path, kind):
    log = JournalWriter(path)
    log.append(kind, t=1.0)
    log.close()


@pytest.fixture
def session(tmp_path):
    """A session as the recorder leaves it."""
    folder = SessionFolder.create(
        tmp_path, "s-01", {"participants": PEOPLE, "laboratory": {"x": 1}}
    )
    writer = XdfWriter(folder.recording_path)
    ecg = writer.add_stream(StreamHeader("ecg", 1, "float32", 100.0))
    stamps = 50 + np.arange(1000) / 100
    writer.write_samples(ecg, stamps, np.sin(stamps).astype(np.float32)[:, None])
    writer.close()
    append(folder.engine_log_path, "start")
    part = {**examine(folder.recording_path), "losses": []}
    info = {**folder.read_info(), "receipt": {"passes": True, "parts": [part]}}
    recorded = {part["file"]: part}
    folder.write_info(extended(folder, info, "recorded", recordings=recorded, keys=["receipt"]))
    return folder


def change(folder, **fields):
    folder.write_info({**folder.read_info(), **fields})


def test_a_session_as_it_was_recorded_passes_and_has_a_short_head(session):
    found = check_session(session)
    assert (found.passes, found.changed) == (True, ())
    groups = found.head.split(" ")
    assert [len(group) for group in groups] == [4, 4, 4, 4]
    assert check_session(session, head=found.head.upper()).passes


def flip(folder):
    raw = bytearray(folder.recording_path.read_bytes())
    raw[len(raw) // 2] ^= 1
    folder.recording_path.write_bytes(raw)


def forge(folder):
    """Change a byte, and the hash in the receipt too."""
    flip(folder)
    receipt = folder.read_info()["receipt"]
    found = hashlib.sha256(folder.recording_path.read_bytes()).hexdigest()
    receipt["parts"][0]["sha256"] = found
    change(folder, receipt=receipt)


def swap(folder):
    swapped = [{**PEOPLE[0], "code": "T02"}, {**PEOPLE[1], "code": "P07"}]
    change(folder, participants=swapped)


def cut_journal(folder):
    folder.engine_log_path.write_bytes(folder.engine_log_path.read_bytes()[:-5])


def relink(folder):
    """Change what the chain says, and leave its hashes."""
    chain = folder.read_info()[KEY]
    chain[0]["files"]["engine.jsonl"]["n_bytes"] = 0
    change(folder, **{KEY: chain})


@pytest.mark.parametrize(
    ("do", "said"),
    [
        (flip, "recording.xdf is not what was recorded"),
        (forge, "session.json: receipt is not what it was"),
        (swap, "session.json: participants is not what it was"),
        (lambda f: change(f, laboratory={"x": 2}), "session.json: laboratory is not what it was"),
        (cut_journal, "engine.jsonl is not what it was"),
        (lambda f: f.engine_log_path.unlink(), "engine.jsonl is missing"),
        (lambda f: f.recording_path.unlink(), "recording.xdf is missing"),
        (relink, "chain of hashes is broken at link 1 of 1"),
    ],
)
def test_what_was_changed_is_found_and_no_numbers_are_made_of_it(session, do, said, tmp_path):
    do(session)
    found = check_session(session)
    assert not found.passes
    assert any(said in text for text in found.changed)
    assert said in found.headline or len(found.changed) > 1
    with pytest.raises(ChangedSessionError, match="is not what was recorded") as caught:
        main_export(session, tmp_path)
    assert "--changed" in str(caught.value.remedy)


def main_export(folder, out):
    return report_session(folder, out=out, results=object())


def test_a_chain_made_anew_does_not_have_the_head_that_was_written_down(session):
    head = check_session(session).head
    swap(session)
    info = session.read_info()
    del info[KEY]
    part = info["receipt"]["parts"][0]
    session.write_info(extended(session, info, "recorded", recordings={part["file"]: part}))
    assert check_session(session).passes  # that is why a head is written down
    found = check_session(session, head=head)
    assert "belongs to no link of this chain" in found.headline
    change(session, **{KEY: []})
    assert not check_session(session, head=head).passes
    with pytest.raises(RecordingError, match="16 digits"):
        check_session(session, head="5b3f")


def test_edits_and_ratings_made_afterwards_extend_the_chain(session):
    first = check_session(session).head
    append(session.edits_path, "mark")
    found = check_session(session)
    assert found.passes
    assert any("edits.jsonl came after the last link" in text for text in found.remarks)
    note_appended(session, "edited")
    append(session.recall_path, "take")
    note_appended(session, "recall")
    note_appended(session, "recall")  # nothing new: no link
    assert [link["why"] for link in session.read_info()[KEY]] == ["recorded", "edited", "recall"]
    found = check_session(session, head=first)
    assert found.passes
    assert found.head != first
    assert any("belongs to link 1; since then: edited, recall" in text for text in found.remarks)
    session.edits_path.write_text('{"kind":"garbage"}\n')
    assert any("edits.jsonl is not what it was" in text for text in check_session(session).changed)


def test_what_somebody_else_writes_while_a_link_is_made_stays(session, monkeypatch):
    """Another window's link and entry come while the logs are hashed."""
    append(session.edits_path, "mark")
    hashed, others = chain._log, []

    def log(path, before):
        if not others:
            others.append(path)
            append(session.recall_path, "take")
            note_appended(session, "recall")
            change(session, note="kept")
        return hashed(path, before)

    monkeypatch.setattr(chain, "_log", log)
    append(session.media_path, "place")
    note_appended(session, "edited")
    info = session.read_info()
    assert info["note"] == "kept"
    assert [link["why"] for link in info[KEY]] == ["recorded", "recall"]
    append(session.media_path, "place")
    note_appended(session, "media")
    found = check_session(session)
    assert [str(text) for text in found.changed] == [
        "session.json: note is not what it was when the session was recorded"
    ]
    assert not any("after the last link" in text for text in found.remarks)


def test_a_link_made_later_does_not_make_a_change_right(session):
    swap(session)
    append(session.edits_path, "mark")
    note_appended(session, "edited")
    assert any("participants" in text for text in check_session(session).changed)


def test_another_part_of_the_recording_extends_the_chain(session):
    second = session.next_recording_path
    second.write_bytes(session.recording_path.read_bytes())
    part = {**examine(second), "losses": []}
    info = session.read_info()
    parts = [*info["receipt"]["parts"], part]
    info = {**info, "receipt": {"passes": True, "parts": parts}}
    link = extended(session, info, "recorded", recordings={part["file"]: part}, keys=["receipt"])
    session.write_info(link)
    assert check_session(session).passes
    second.unlink()
    assert any("recording-2.xdf is missing" in text for text in check_session(session).changed)


def test_a_withdrawal_extends_the_chain_and_its_salts_go(session, tmp_path):
    old, first = session.read_info(), check_session(session).head
    copy = tmp_path / "journal"
    copy.write_bytes(session.engine_log_path.read_bytes() + b'{"kind":"x"}\n')
    new = {key: value for key, value in old.items() if key != "laboratory"}
    new = {**new, "participants": PEOPLE[1:], "withdrawals": [{"date": "2026-03-02"}]}
    info = rewritten(old, new, {"engine.jsonl": copy})
    session.engine_log_path.write_bytes(copy.read_bytes())
    session.write_info(info)
    found = check_session(session, head=first)
    assert found.passes
    assert any("since then: withdrawal" in text for text in found.remarks)
    assert ["salt" in link for link in links_of(info)] == [False, True]
    swapped = {**old, "participants": []}  # somebody had changed it before
    spoilt = rewritten(swapped, {**swapped, "withdrawals": [{}]}, {"engine.jsonl": copy})
    session.write_info(spoilt)
    assert any("participants" in text for text in check_session(session).changed)


def test_a_session_without_a_chain_says_so_and_passes(session):
    info = session.read_info()
    del info[KEY]
    session.write_info(info)
    found = check_session(session)
    assert found.passes
    assert found.head == ""
    assert any("has no chain of hashes" in text for text in found.remarks)


def test_the_command_prints_the_head_and_compares_one(session, capsys):
    assert main(["check", str(session.path)]) == 0
    head = head_text(session.read_info()[KEY][-1]["hash"])
    assert head in capsys.readouterr().out
    assert main(["check", str(session.path), "--head", head]) == 0
    assert main(["check", str(session.path), "--head", "0" * 16]) == 1
    capsys.readouterr()
    assert main(["check", str(session.path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["head"] == head


def test_an_export_of_a_changed_session_is_refused(session, tmp_path):
    swap(session)
    with pytest.raises(ChangedSessionError, match="participants"):
        export(session, ExportWish(out=tmp_path), lambda *_: None)
