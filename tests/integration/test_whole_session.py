"""A study session over real LSL as one piece: what was done is what is found afterwards.

The same steps with phases long enough for baselines and zones: ``bench/whole_session.py``.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers import script
from tests.integration.conftest import LslNetwork

pytestmark = pytest.mark.lsl


@pytest.fixture(scope="module")
def rehearsed(
    lsl_network: LslNetwork, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Any, dict[str, Any]]:
    bench = script("bench/whole_session.py")
    base = tmp_path_factory.mktemp("whole")
    done = bench.rehearse(base / "study", bench.SHORT, lsl_network.source_id("whole"))
    return done, bench.facts(done, base / "out")


def test_the_recording_holds_and_replays_equal(rehearsed: tuple[Any, dict[str, Any]]) -> None:
    _, facts = rehearsed
    assert facts["receipt"]
    assert facts["replay_different"] == 0
    assert facts["replay_equal"] >= 8


def test_the_phases_are_those_of_the_study_file(rehearsed: tuple[Any, dict[str, Any]]) -> None:
    done, facts = rehearsed
    assert list(facts["phases"]) == ["baseline", "task_challenge", "paced", "end_baseline"]
    assert facts["phases"]["task_challenge"][1] == done.plan.task, "ends by its own length"
    assert facts["phases"]["paced"][1] == done.plan.paced
    assert facts["confounds"] == ["cf.paced"]
    for person in ("client", "therapist"):
        assert facts["verdicts"]["baseline"][person][0] == "failed", "ended after 2 of 40 s"
        assert "baseline_short" in facts["verdicts"]["baseline"][person]


def test_the_codes_are_those_that_stand_after_undo_and_redo(
    rehearsed: tuple[Any, dict[str, Any]],
) -> None:
    done, facts = rehearsed
    codes = {code: rest for code, *rest in facts["codes"]}
    assert list(codes) == ["int.change", "ev.challenge", "cl.disclosure"], "no cl.insight"
    onset, duration, entered, coder, said = codes["int.change"]
    assert onset == pytest.approx(done.meant, abs=1e-6)
    assert entered == pytest.approx(done.pressed, abs=1e-6)
    assert (duration, coder) == (0.0, "C01")
    assert said == {"subtype": "exposure", "confidence": "2"}
    assert codes["ev.challenge"][1] >= done.plan.task - 0.1


def test_the_ratings_of_both_windows_stand_in_the_export(
    rehearsed: tuple[Any, dict[str, Any]],
) -> None:
    done, facts = rehearsed
    assert len(facts["ratings"]) == len(done.answers) == 2
    for (person, scale, t, value), found in zip(done.answers, facts["ratings"], strict=True):
        assert found[:2] == (person, scale)
        assert found[2] == pytest.approx(t, abs=0.01)
        assert found[3] == value


def test_both_streams_of_the_pacer_are_recorded(rehearsed: tuple[Any, dict[str, Any]]) -> None:
    done, facts = rehearsed
    pacer = facts["pacer"]
    assert pacer["safehold-pacer samples"] == 25 * done.plan.paced + 1
    assert pacer["safehold-pacer error"] < 1e-4
    assert pacer["pacer-drawn-client seconds"] > 1.0
    assert pacer["pacer-drawn-client error"] < 0.3, "late by the network, a few tenths of a second"
