"""The guide leads through the protocol: what is next, how long, will the baseline do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from gui.look.style import DARK
from gui.panels.guide import GuidePanel, next_step, to_repeat
from gui.session.main_window import MainWindow
from safehold.core.protocol import BaselineVerdict, Judgement, progress
from safehold.core.reasons import Reason
from safehold.core.study import Study
from safehold.core.types import Event, EventKind
from tests.gui._fake_session import make_session

PHASES = Study().phases
BASELINE, SESSION, END = PHASES


def at(*spans, now=1000.0, verdicts=None):
    """Return the state after these phases: (phase, onset, duration or None)."""
    events = [
        Event(f"p{i}", phase.code, onset, duration, EventKind.CONDITION, source="protocol")
        for i, (phase, onset, duration) in enumerate(spans)
    ]
    return progress(PHASES, events, now, verdicts)


def test_the_steps_of_the_usual_protocol_come_in_their_order():
    assert next_step(at()).phase is BASELINE
    running = next_step(at((BASELINE, 10.0, None), now=20.0))
    assert (running.action, running.phase) == ("stop", BASELINE)
    assert next_step(at((BASELINE, 10.0, 300.0))).phase is SESSION
    in_session = next_step(at((BASELINE, 10.0, 300.0), (SESSION, 320.0, None)))
    assert (in_session.action, in_session.phase) == ("start", END)
    over = at((BASELINE, 10.0, 300.0), (SESSION, 320.0, 400.0), (END, 730.0, 180.0))
    assert next_step(over).action == "close"


def failed(judgement=Judgement.PROVISIONAL):
    verdict = BaselineVerdict(
        "client", "baseline", judgement, (Reason.BASELINE_SHORT,), 100.0, 68.0
    )
    return {"client": verdict}


def test_a_baseline_that_will_not_do_can_be_taken_again_but_not_while_it_runs():
    assert to_repeat(at((BASELINE, 10.0, 300.0), verdicts=failed())) is BASELINE
    assert to_repeat(at((BASELINE, 10.0, None), now=50.0, verdicts=failed())) is None
    accepted = failed(Judgement.ACCEPTED)
    assert to_repeat(at((BASELINE, 10.0, 300.0), verdicts=accepted)) is None


def test_the_panel_says_time_left_and_verdict_and_offers_the_repeat(keep):
    panel = keep(GuidePanel(DARK))
    panel.show_state(at((BASELINE, 10.0, None), now=20.0))
    assert panel.step.label == "End: Baseline"
    assert "settling, 0:50 left" in panel.told.full_text
    assert not panel.repeat.isVisibleTo(panel)
    panel.show_state(at((BASELINE, 10.0, 300.0), verdicts=failed()))
    assert "client: provisional (the baseline has too little valid time)" in panel.told.full_text
    assert panel.repeat.isVisibleTo(panel)


@pytest.fixture
def window(keep, qtbot):
    session = make_session("before_baseline")
    shown = keep(MainWindow(session))
    shown.prepare()
    return shown


def press(window, modifier=Qt.KeyboardModifier.NoModifier):
    window._view.now += 30.0
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F5, modifier, "")
    QApplication.sendEvent(window, event)
    window.refresh()


def test_one_key_leads_from_the_baseline_to_the_end(window):
    closing = []
    window.acts.close_asked.disconnect(window.close)
    window.acts.close_asked.connect(lambda: closing.append(True))
    for _ in range(6):
        press(window)
    calls = [call[:2] for call in window._view.calls if "phase" in call[0]]
    assert [call[0] for call in calls] == [
        "start_phase", "stop_phase", "start_phase", "start_phase", "stop_phase",
    ]  # fmt: skip
    assert [c[1] for c in calls if c[0] == "start_phase"] == [p.name for p in PHASES]
    assert closing == [True]


def test_the_key_does_nothing_to_a_replay(keep, qtbot):
    session = make_session("replay")
    window = keep(MainWindow(session))
    window.prepare()
    press(window)
    assert [c for c in session.calls if "phase" in c[0]] == []
