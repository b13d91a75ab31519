"""Every fault of a sensor at once: each is told, and what was lost is what the truth says."""

from __future__ import annotations

import pytest

from acquisition.simulator import parse_fault
from tests.integration.scenes._background import scenes
from tests.integration.scenes._sensor_faults import COMMAND, DROPOUTS, FAULTS, SIGNALS

pytestmark = pytest.mark.lsl
LATE_S = 5.0
"""How far apart recorder and workbench may tell of one silence; how long a standstill may act."""


@pytest.fixture(scope="module")
def facts():
    return scenes()["sensor_faults"].facts()


def lost(facts, name):
    return facts["streams"][name]["n_lost"]


def told(facts, name):
    return set(facts["streams"][name]["told_by_recorder"])


def fault(facts, name, kind):
    found = (parse_fault(text) for text in facts["faults"])
    return next(f for f in found if f"{f.person}-{f.signal}" == name and f.kind == kind)


def test_all_that_was_sent_is_recorded_bit_for_bit_and_nothing_else(facts):
    assert len(facts["streams"]) == 2 * len(SIGNALS)
    for name, stream in facts["streams"].items():
        assert stream["n_recorded"] == stream["n_sent"], name
        assert stream["n_wrong"] == 0, name
        assert stream["n_sent"] + stream["n_lost"] == stream["n_made"], name
        assert stream["n_held"] == 0, name
    assert facts["receipt_wrong"] == []


def test_what_was_lost_is_what_was_scripted_or_commanded(facts):
    assert facts["faults"][: len(FAULTS)] == [str(parse_fault(text)) for text in FAULTS]
    assert facts["faults"][-1].startswith(f"{COMMAND}@")
    commanded = fault(facts, "client-ecg", "dropout")
    whole = (commanded.stop - commanded.start) * 250
    assert lost(facts, "client-ecg") == pytest.approx(whole, abs=1)
    assert lost(facts, "therapist-respiration") == 12 * 50
    assert 0.1 < lost(facts, "therapist-ecg") / (16 * 250) < 0.3
    assert lost(facts, "therapist-rr") > 0
    for name in ("client-respiration", "client-ppg", "client-rr", "therapist-ppg"):
        assert lost(facts, name) == 0


def test_the_recorder_notes_each_fault_by_its_name(facts):
    for name in DROPOUTS:
        assert {"rec.silent", "rec.gap", "rec.back"} <= told(facts, name)
    assert {"rec.flat", "rec.flat_end"} <= told(facts, "client-respiration")
    assert "rec.late_data" in told(facts, "client-ppg")
    assert "rec.gap" not in told(facts, "client-ppg")  # late is not lost
    assert "rec.not_finite" in told(facts, "client-rr")
    assert {"rec.backward", "rec.gap"} <= told(facts, "therapist-ppg")
    for name in ("client-respiration", "client-rr", "therapist-ecg", "therapist-rr"):
        assert not told(facts, name) & {"rec.gap", "rec.backward", "rec.restart"}, name


def test_a_dropout_is_alarmed_and_the_alarm_is_over_once_samples_are_back(facts):
    for name in DROPOUTS:
        dropout = fault(facts, name, "dropout")
        steps = [a for a in facts["alarms"] if a["stream"] == name and a["kind"] == "dropout"]
        inside = [a["step"] for a in steps if dropout.start <= a["at"] < dropout.stop]
        assert inside[-1] in ("raised", "reopened"), name
        after = next(a for a in steps if a["at"] >= dropout.stop)
        assert after["step"] == "cleared", name
        assert name.split("-")[0] in steps[0]["what"]


def test_a_stream_that_never_stopped_is_not_called_silent(facts):
    for alarm in facts["alarms"]:
        if alarm["at"] > facts["ended"]:
            break  # now all of them have stopped
        if (
            alarm["kind"] == "dropout"
            and alarm["step"] != "cleared"
            and "-rr" not in alarm["stream"]
        ):
            seen = facts["streams"][alarm["stream"]]["silent_at"]  # by the recorder
            assert any(abs(alarm["at"] - at) < LATE_S for at in (*seen, *facts["stalls"])), alarm
