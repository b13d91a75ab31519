"""Sentences that the core puts together are said in the language of the window."""

from __future__ import annotations

import pytest
from _fake_session import make_session
from PySide6.QtWidgets import QLabel

from gui.key_button import KeyButton
from gui.main_window import MainWindow
from gui.messages import is_template, say_message
from gui.preflight_page import PreflightPage
from gui.receipt_page import ReceiptPage
from gui.style import DARK
from gui.translation import install_language, load_catalogue, say
from safehold.app.alarms import conditions
from safehold.app.model import SessionStatus, StreamState, StreamStatus
from safehold.app.preflight import Finding, Verdict
from safehold.app.receipt import SessionCheck, verdict
from safehold.app.status import RecorderStatus
from safehold.core.alarms import Alarm, AlarmKind
from safehold.core.types import Level, Role, StreamSpec

ECG = StreamSpec("c-ecg", "H10", "ECG", "p1", Role.ECG, "client", "mV", 130.0)


@pytest.fixture
def german(qtbot):
    install_language("de")
    yield
    install_language("en")


def test_every_template_is_known_again_with_its_values(german):
    catalogue = load_catalogue("de")
    templates = [source for source in catalogue if is_template(source)]
    assert len(templates) > 60
    values = [f"wert{k}" for k in range(10)]
    wrong = [
        source
        for source in templates
        if say_message(source.format(*values)) != catalogue[source].format(*values)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("english", "told"),
    [
        ("client: ecg (H10): no data", "Klient/in: EKG (H10): keine Daten"),
        ("The disk is full in 12 min.", "Der Datenträger ist in 12 min voll."),
        (
            "'belt' came back as another stream (channel units: V instead of mV). It is recorded, "
            "but not used. Give it back its settings, or start the session again under the same "
            "id: the recording goes on.",
            "'belt' kam als anderer Stream wieder (Kanaleinheiten: V statt mV). Er wird "
            "aufgezeichnet, aber nicht verwendet. Stellen Sie ihn wieder ein wie zuvor, oder "
            "starten Sie die Sitzung unter derselben Kennung neu: Die Aufzeichnung geht weiter.",
        ),
        ("something nobody has translated", "something nobody has translated"),
        ("", ""),
    ],
)
def test_a_sentence_is_taken_apart_and_put_together_again(german, english: str, told: str):
    assert say_message(english) == told


def test_in_english_a_sentence_stays_as_it_is(qtbot):
    text = "client: ecg (H10): no data for 4 s"
    assert say_message(text) == text


@pytest.mark.parametrize("state", list(StreamState))
def test_no_alarm_of_a_stream_is_left_in_english(german, state: StreamState):
    stream = StreamStatus(ECG, False, 9.0, None, "the signal is flat", state, doubled=True)
    status = SessionStatus("s", "live", "live", "", 1.0, 60.0, RecorderStatus(), (stream,), ())
    for condition in conditions(status):
        for text in (condition.what, condition.remedy):
            words = say_message(text).split()
            assert not {"the", "is", "its", "of", "no", "and", "data", "it"} & set(words), words


def test_alarms_and_findings_are_shown_in_german(german, keep):
    controller = make_session()
    what, remedy = "client: ecg (H10): no data", "Start its program again."
    controller.model.set_alarms(
        [Alarm("a1", AlarmKind.DROPOUT, Level.ERROR, "client", "c-ecg", what, remedy, 5.0)]
    )
    controller.model.notify(Level.WARNING, "gap", "H10: 3.20 s of samples are missing.")
    window = keep(MainWindow(controller, theme=DARK))
    window.prepare()
    shown = " | ".join(label.text() for label in window.findChildren(QLabel))
    assert "Klient/in: EKG (H10): keine Daten" in shown
    assert "Starten Sie sein Programm wieder." in shown
    assert "H10: 3.20 s an Messwerten fehlen." in shown
    page = keep(PreflightPage())
    remedy = "Check that the sensor is on, charged, worn and in reach."
    page.show_checks([Finding(Verdict.FAIL, "client ecg signal", "no data in 25 s", remedy)])
    texts = [
        page.list.topLevelItem(k).text(column)
        for k in range(page.list.topLevelItemCount())
        for column in range(2)
    ]
    assert any("keine Daten in 25 s" in text for text in texts)
    assert any("Reichweite" in text for text in texts)


def test_codes_and_the_events_they_made_are_shown_in_german(german, keep):
    controller = make_session()
    window = keep(MainWindow(controller, theme=DARK))
    window.prepare()
    buttons = window.findChildren(KeyButton)
    shown = " | ".join(button.accessibleName() + button.toolTip() for button in buttons)
    for code in controller.codebook.codes:
        assert say(code.label) in shown
    assert "Stützend" in shown
    assert "stützende Intervention" in shown
    assert "Supportive" not in shown


def test_a_receipt_is_shown_in_german(german, keep):
    page = keep(ReceiptPage())
    counts = {"n_dropped": 12, "n_gaps": 2, "gap_s": 3.5, "max_gap_s": 2.25, "n_flat": 0}
    stream = {
        "name": "H10", "stream_id": 1, "n_samples": 900, "n_offsets": 0, "max_offset_step_s": None,
        "mean_rate": 130.0, "nominal_rate": 130.0, **counts,
    }  # fmt: skip
    part = {"file": "recording.xdf", "n_bytes": 9, "sha256": "0" * 64, "streams": (stream,),
            "problems": ("bytes 10 to 20 are damaged",)}  # fmt: skip
    lost, known = verdict(part)
    page.show_check(SessionCheck("s", (part,), tuple(lost), tuple(known), {}))
    shown = page.missing.text() + page.remarks.text()
    assert "recording.xdf: die Bytes 10 bis 20 sind beschädigt" in shown
    assert "H10 (Stream 1): 12 Werte wurden aufgegeben, während die Platte voll war" in shown
    assert "H10 (Stream 1): 2 Lücken, zusammen 3.5 s, die längste 2.2 s" in shown
    assert "kein Uhrenversatz" in shown
