"""Messages of the core are said in the language of the window."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from gui.actions.table import key_of
from gui.look.style import DARK
from gui.look.translation import say, say_error, say_message
from gui.qt.key_button import ActionButton, KeyButton
from gui.session.main_window import MainWindow
from gui.start.preflight_page import PreflightPage
from gui.start.receipt_page import ReceiptPage
from recordings.disk.disk_errors import CAUSES, disk_error
from recordings.folder.journal_file import read_journal
from recordings.folder.session import SessionFolder
from recordings.xdf.repair import RepairReport
from safehold.core.account import account_of
from safehold.core.errors import ConfigError, RecordingError
from safehold.core.messages import HowTo, Message, Sentence, beside, from_beside
from safehold.core.reasons import EXPLANATIONS, Reason
from safehold.core.types import Level, Role, StreamSpec
from safehold.files.corrections import FILE, load_corrections
from safehold.files.known_session import known_info
from safehold.files.part_findings import verdict
from safehold.files.receipt import SessionCheck, withdrawals_told
from safehold.live.alarms import AlarmBook, conditions
from safehold.live.preflight import ChannelLook, stream_findings
from safehold.offline.recorded_run import JOURNAL_LOST, NO_LIVE_ENGINE
from safehold.recorder.client import _trouble
from safehold.recorder.part import _told
from safehold.session.status import (
    RecorderStatus,
    SessionState,
    SessionStatus,
    StreamState,
    StreamStatus,
    Trouble,
)
from tests.gui._fake_session import make_session

ROOT = Path(__file__).resolve().parents[3]
ECG = StreamSpec("c-ecg", "H10", "ECG", "p1", Role.ECG, "client", "mV", 130.0)


def test_a_message_is_said_with_names_and_numbers_as_german_writes_them(german):
    message = Message("Nothing was recorded by {name!r}.", name="no data")
    assert say_message(message) == "Nothing was recorded by 'no data'."
    gap = Message(
        "{name}: {message}",
        name="no data",
        message=Message("{seconds:.2f} s of samples are missing.", seconds=3.2),
    )
    assert say_message(gap) == "no data: 3,20 s an Messwerten fehlen."


def test_a_text_that_is_no_message_stays_as_it_is(german):
    for text in ("client: ecg (H10): no data", "no data", ""):
        assert say_message(text) == text


def test_in_english_a_message_stays_as_it_is(qtbot):
    message = Message("no data for {age:.0f} s", age=4.0)
    assert say_message(message) == message == "no data for 4 s"


def test_the_window_puts_in_the_key_of_an_action_that_a_remedy_names(qtbot):
    message = Message("Restart the computing{how}.", how=HowTo("restart_engine"))
    assert say_message(message) == f"Restart the computing ({key_of('restart_engine')})."
    assert say_message(Message("Do it{how}.", how=HowTo("no key"))) == "Do it."


def test_a_key_is_german_too(german):
    message = Message("Restart the computing{how}.", how=HowTo("restart_engine"))
    assert say_message(message) == "Starten Sie die Berechnung neu (Strg+R)."


def test_the_key_on_a_button_is_german_too(german, keep):
    assert keep(ActionButton(DARK, "toggle_pause")).key == "Leertaste"
    assert keep(ActionButton(DARK, "shape")).key == "Einfg"


def test_every_action_that_a_remedy_names_has_a_key():
    rooms = [ROOT / room for room in ("safehold", "acquisition", "processing", "recordings")]
    source = "\n".join(path.read_text() for room in rooms for path in room.rglob("*.py"))
    named = re.findall(r"HowTo\(\"(\w+)\"\)", source)
    assert len(set(named)) >= 4
    assert all(map(key_of, named))


def test_the_core_names_no_key_and_no_package_of_the_window():
    for room in ("core", "live", "recorder", "files", "session", "offline", "desk"):
        for path in (ROOT / "safehold" / room).rglob("*.py"):
            assert not re.search(r"\bCtrl\+|\(F\d+\)|PySide|libxcb", path.read_text()), path


@pytest.mark.parametrize("state", list(StreamState))
def test_no_alarm_of_a_stream_is_left_in_english(german, state: StreamState):
    stream = StreamStatus(ECG, False, 9.0, None, EXPLANATIONS[Reason.FLAT], state, doubled=True)
    status = SessionStatus("s", SessionState.LIVE, "", 1.0, 60.0, RecorderStatus(), (stream,), ())
    for condition in conditions(status):
        for text in (condition.what, condition.remedy):
            words = say_message(text).split()
            assert not {"the", "is", "its", "of", "no", "and", "data", "it"} & set(words), words


@pytest.mark.parametrize("cause", sorted(CAUSES))
def test_no_cause_or_remedy_of_a_disk_is_left_in_english(german, cause: str):
    what, remedy = CAUSES[cause]
    failure = disk_error(Message("Writing a.xdf"), OSError("no")).message
    for text in (
        Message("{what}: data waits in memory.", what=what), remedy,
        Message("{what}: it does not confirm what is written.", what=what),
        Message("The second copy fails: {failure}", failure=failure),
    ):  # fmt: skip
        words = say_message(text).split()
        assert not {"the", "The", "is", "it", "disk", "and", "or", "Check", "data"} & set(words)


def test_alarms_and_findings_are_shown_in_german(german, keep):
    session = make_session()
    stream = StreamStatus(ECG, False, 9.0, None, Message("ended"), StreamState.ENDED)
    status = SessionStatus("s", SessionState.LIVE, "", 1.0, 60.0, RecorderStatus(), (stream,), ())
    book = AlarmBook()
    book.update(conditions(status), 5.0)
    session.model.set_alarms(book.alarms())
    gap = Message("{seconds:.2f} s of samples are missing.", seconds=3.2)
    said = Message("{name}: {message}", name="H10", message=gap)
    session.model.notify(Level.WARNING, "gap", said)
    window = keep(MainWindow(session, theme=DARK))
    window.prepare()
    shown = " | ".join(label.text() for label in window.findChildren(QLabel))
    assert "Klient/in: EKG (H10): der Stream ist zu Ende" in shown
    assert "Starten Sie sein Programm wieder." in shown
    assert "H10: 3,20 s an Messwerten fehlen." in shown
    page = keep(PreflightPage())
    look = ChannelLook(ECG, seconds=30.0, newest=75.0)
    page.show_checks(stream_findings(["client"], [look], now=100.0))
    texts = [
        page.list.topLevelItem(k).text(column)
        for k in range(page.list.topLevelItemCount())
        for column in range(2)
    ]
    assert any("seit 25 s keine Daten" in text for text in texts)
    assert any("Reichweite" in text for text in texts)


def test_codes_and_the_events_they_made_are_shown_in_german(german, keep):
    session = make_session()
    window = keep(MainWindow(session, theme=DARK))
    window.prepare()
    buttons = window.findChildren(KeyButton)
    shown = " | ".join(button.accessibleName() + button.toolTip() for button in buttons)
    for code in session.codebook.codes:
        assert say(code.label) in shown
    assert "Stützend" in shown
    assert "stützende Intervention" in shown
    assert "Supportive" not in shown


ENGLISH = {
    "the", "The", "is", "are", "it", "its", "of", "not", "no", "and", "from", "with", "who",
    "that", "this", "holds", "There", "Check", "missing",
}  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [None, b"", b"[]", b'{"schema":1', b'{"schema":true}', b'{"schema":1}',
     b'{"schema":1,"x":NaN}',
     b'{"schema":1,"session_id":"s","participants":5,"streams":[5],"settings":[],"software":5}',
     b'{"schema":1,"study":{"phases":[{"seconds":"long"}]},"codebook":[],"receipt":1}',
     b'{"schema":1,"receipt":{"parts":[5]},"withdrawals":5,"codebook":{"codes":[{}]}}',
     b'{"schema":1,"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"],
)  # fmt: skip
def test_what_is_said_of_a_damaged_session_is_not_left_in_english(german, tmp_path, raw):
    folder = SessionFolder.create(tmp_path, "s-01", {})
    folder.info_path.unlink()
    if raw is not None:
        folder.info_path.write_bytes(raw)
    problems = known_info(folder).problems
    assert problems
    for text in problems:
        assert not ENGLISH & set(say_message(text).split()), say_message(text)


@pytest.mark.parametrize("text", [NO_LIVE_ENGINE, JOURNAL_LOST])
def test_that_nothing_was_computed_live_is_said_in_german(german, text: str):
    assert not ENGLISH & set(say_message(text).split())


def test_a_remark_made_a_sentence_is_said_in_german(german, tmp_path):
    path, problems = tmp_path / "engine.jsonl", []
    path.write_text('{"seq":1,"kind":"a"}\n{"seq":2,"kind":"a"}\n{"seq":5,"kind":"a"}\n')
    read_journal(path, problems)
    told = say_message(Sentence(problems[0]))
    assert told == "engine.jsonl, Zeile 3 hat die Nummer 5, wo 3 hingehört: es fehlen Zeilen."


def test_an_error_is_said_in_german_with_its_remedy(german, tmp_path):
    with pytest.raises(RecordingError) as caught:
        SessionFolder.open(tmp_path / "gone")
    what, remedy = say_error(caught.value).split("\n")
    assert what == f"Es gibt keinen Sitzungsordner {tmp_path / 'gone'}."
    assert remedy.startswith("  ")
    assert not ENGLISH & set(remedy.split())


def test_a_receipt_says_in_german_that_somebody_withdrew(german, keep):
    page = keep(ReceiptPage())
    entry = {"date": "2026-11-28", "certificate": "ab12", "files": {"engine.jsonl": {}}}
    remarks = tuple(withdrawals_told({"withdrawals": [entry]}))
    page.show_check(SessionCheck("s", (), (), remarks, {}, withdrawn=True))
    assert page.verdict.text() == (
        "Nichts fehlt. Seither hat jemand die Teilnahme widerrufen: siehe Hinweis."
    )
    assert "am 2026-11-28 geändert, weil jemand die Teilnahme widerrufen hat" in (
        page.remarks.text()
    )


def test_a_receipt_is_shown_in_german(german, keep):
    page = keep(ReceiptPage())
    counts = {"n_dropped": 12, "n_gaps": 2, "gap_s": 3.5, "max_gap_s": 2.25, "n_flat": 0}
    stream = {
        "name": "H10", "stream_id": 1, "n_samples": 900, "n_offsets": 0, "max_offset_step_s": None,
        "mean_rate": 130.0, "nominal_rate": 130.0, "type": "ECG", "covers": "stamps",
        "received_s": 427.0, "before_s": 11.0, "between_s": 0.0, "after_s": 320.0, **counts,
    }  # fmt: skip
    part = {
        "file": "recording.xdf", "n_bytes": 9, "sha256": "0" * 64, "streams": (stream,),
        "problems": (Message("bytes {at} to {kept_from} are damaged", at=10, kept_from=20),),
        "start_stamp": 0.0, "stop_stamp": 758.0,
        "start_from": "recorder", "stop_from": "samples",
    }  # fmt: skip
    lost, known = verdict(part)
    known = [*account_of([part]).remarks(), *known]
    page.show_check(SessionCheck("s", (part,), tuple(lost), tuple(known), {}))
    shown = page.verdict.text() + page.missing.text() + page.remarks.text()
    assert "Nicht alles ist, wie es sein soll: recording.xdf: die Bytes 10" in shown
    assert "Außerdem: H10 lieferte 7:07 von 12:38." in shown
    assert "5:31 fehlen: 11,0 s vor dem ersten Wert, 5:20 nach dem letzten Wert" in shown
    assert "wann die Aufzeichnung beendet wurde" in shown
    row = page.list.topLevelItem(0)
    assert row.text(1) == "7:07 von 12:38"
    assert "recording.xdf: die Bytes 10 bis 20 sind beschädigt" in shown
    assert "12 Messwerte wurden verworfen, während der Datenträger voll war" in shown
    assert "H10 (Stream 1): 2 Lücken, zusammen 3,5 s, die längste 2,2 s" in shown
    assert "kein Uhrenversatz" in shown


def test_what_the_recorder_wrote_into_its_status_is_said_in_german(german):
    what, remedy = CAUSES["full"]
    trouble = Trouble(
        "disk_full", Message("{what}: data waits in memory.", code="data_waits", what=what), remedy
    )
    read = _trouble(json.loads(json.dumps(_told(trouble))))
    assert read == trouble
    assert say_message(read.what) == "Der Datenträger ist voll: Daten warten im Arbeitsspeicher."
    assert say_message(read.remedy) == "Schaffen Sie jetzt Platz auf diesem Datenträger."
    del (written := json.loads(json.dumps(_told(trouble))))["said"]  # by an older recorder
    assert say_message(_trouble(written).what) == str(trouble.what)


def test_what_a_receipt_says_of_the_disk_is_said_in_german(german):
    text = Message(
        "it was moved while it was recorded, to {path}", code="moved_while_recorded", path="/a.xdf"
    )
    remark = Message("{file}: {text}", file="recording.xdf", text=text)
    part = json.loads(json.dumps({"remarks": [remark], "said": beside([remark])}))
    (read,) = from_beside(part["remarks"], part["said"])
    assert not ENGLISH & set(say_message(read).split())


def test_what_is_wrong_in_the_corrections_of_a_study_is_said_in_german(german, tmp_path):
    for text in ("x = 1", "[[stream]]\nrole = 5", "[[stream]]\nchannel = 0", "[[stream]]\nkey = 1",
                 "[[stream]]\nrole = 'heart'", "[[stream]]\ninverted = 1"):  # fmt: skip
        (tmp_path / FILE).write_text(text)
        with pytest.raises(ConfigError) as caught:
            load_corrections(tmp_path)
        told = say_error(caught.value)
        assert told != str(caught.value)
        assert not ENGLISH & set(told.split()), told


def test_what_was_repaired_is_said_in_german(german, tmp_path):
    repaired = tmp_path / "b.xdf"
    report = RepairReport(
        tmp_path / "a.xdf", repaired, 9, 3, {1: 20}, (2,), (Message("no footer"),), 61.25
    )
    told = say_message(report.told())
    assert told.startswith("a.xdf wurde nicht ordentlich beendet. b.xdf enthält alles, was heil")
    assert "1 min 1,2 s" in told
    assert len(told.splitlines()) == len(str(report).splitlines()) == 3
