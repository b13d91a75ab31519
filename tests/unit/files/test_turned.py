"""Exports of a session whose belt was turned while it ran."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from recordings.report.sides import side_sentences
from recordings.xdf.xdf_reader import read_parts
from safehold.core.reasons import Reason
from safehold.core.results import SessionResults
from safehold.core.types import Turn
from safehold.files.engine_run import baselines_in_force
from safehold.files.journal import Journal
from safehold.files.journal_reading import read_runs
from safehold.files.turned import specs_in_force, turned_at
from safehold.offline.analysis import analyse
from safehold.offline.whole_record import offline
from tests.unit._folder import make_session

AT = 70


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory):
    root = tmp_path_factory.mktemp("turned")
    turn = Turn("client-respiration", inverted=True, act_from=AT, by="RA1")
    return make_session(root, upside_down=("client",), turns=(turn,))[0]


@pytest.fixture(scope="module")
def results(folder) -> SessionResults:
    return analyse(folder, samples=True)


def test_a_turn_is_read_back_from_the_journal(folder):
    (run,) = runs = read_runs(folder.engine_log_path)
    assert run.turns == [Turn("client-respiration", inverted=True, act_from=AT, by="RA1")]
    assert turned_at(runs) == {"client": AT}
    specs = specs_in_force(runs)
    assert [key for key, spec in specs.items() if spec.inverted] == ["client-respiration"]


@pytest.mark.slow
def test_breathing_of_before_does_not_count_and_what_comes_after_does(results: SessionResults):
    client = [b for b in results.breaths if b.person == "client"]
    before = [b for b in client if b.t_insp < AT]
    after = [b for b in client if b.t_insp >= AT]
    assert len(before) > 10
    assert len(after) > 10
    assert {(b.p2t_ms, b.status, b.reasons) for b in before} == {
        (None, "invalid", (Reason.RESP_TURNED,))
    }
    assert sum(b.p2t_ms is not None for b in after) > 0.8 * len(after)
    for tick in results.ticks:
        for index in tick.indices:
            if tick.person == "client" and tick.t < AT and "p2t" in index.name:
                assert (index.value, index.reasons) == (None, (Reason.RESP_TURNED,))
    assert any(b.p2t_ms for b in results.breaths if b.person == "therapist" and b.t_end < AT)


@pytest.mark.slow
def test_the_whole_record_is_read_the_way_up_that_was_said(results: SessionResults):
    found = offline(results).breaths
    own = [b for b in found if b.person == "client" and b.t_insp >= AT]
    live = [b for b in results.breaths if b.person == "client" and b.t_insp >= AT + 5]
    for breath in live:
        near = min(own, key=lambda b: abs(b.t_insp - breath.t_insp))
        assert near.t_insp == pytest.approx(breath.t_insp, abs=0.3)
        assert near.t_exp == pytest.approx(breath.t_exp, abs=0.3)
    assert all(b.p2t_ms is None for b in found if b.person == "client" and b.t_insp < AT)


@pytest.fixture(scope="module")
def exchanged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, SessionResults]:
    """A session with exchanged electrodes: left as it is, and turned at once."""
    found = {}
    for name, turns in (("left", ()), ("turned", (Turn("client-ecg", True, 20),))):
        root = tmp_path_factory.mktemp(name)
        folder = make_session(root, exchanged=("client",), turns=turns)[0]
        found[name] = analyse(folder, samples=True)
    return found


def test_a_session_with_exchanged_electrodes_replays_with_the_turn_that_was_said(
    exchanged: dict[str, SessionResults], results: SessionResults
):
    """After it the numbers are those of the same ECG the right way up."""
    late = [tick for tick in exchanged["turned"].ticks_of("client") if tick.t > 20 + 30 + 15]
    right = {tick.t: tick.index("hr") for tick in results.ticks_of("client")}
    assert len(late) > 50
    assert sum(tick.index("hr").value is not None for tick in late) > 0.9 * len(late)
    for tick in late:
        if tick.index("hr").value is not None and right[tick.t].value is not None:
            assert tick.index("hr").value == pytest.approx(right[tick.t].value, rel=0.005)
    said = side_sentences(exchanged["turned"])
    assert any("the ECG was turned by the user" in words for words in said)


def test_a_whole_record_upside_down_gives_no_beats_and_is_said(
    exchanged: dict[str, SessionResults],
):
    left, turned = offline(exchanged["left"]), offline(exchanged["turned"])
    assert (left.upside_down, turned.upside_down) == (("client",), ())
    assert not [beat for beat in left.beats if beat.person == "client"]
    assert len([beat for beat in turned.beats if beat.person == "client"]) > 100
    assert any("whole record" in s for s in side_sentences(exchanged["left"], left.upside_down))


def test_a_belt_upside_down_is_said_in_the_report(results: SessionResults):
    said = side_sentences(results)
    assert [words for words in said if words.startswith("client: the belt was turned")]
    assert not [words for words in said if words.startswith("therapist: the belt")]


def test_native_samples_of_a_turned_belt_are_those_of_the_file(folder, results: SessionResults):
    (belt,) = [s for s in results.samples if s.spec.stream_id == "client-respiration"]
    recorded = read_parts(folder.recording_paths).streams
    (raw,) = [s for s in recorded if s.header.source_id == belt.spec.source_id and
              s.header.type == belt.spec.type]  # fmt: skip
    values = np.asarray(raw.values)[:, 0].astype(float)
    np.testing.assert_array_equal(belt.values[:, 0], values[-belt.values.shape[0] :])


@pytest.mark.slow
def test_after_a_restart_the_baseline_of_before_has_no_vagal_axis_either(tmp_path: Path):
    folder, _ = make_session(tmp_path)
    results = analyse(folder)
    old = next(b for b in results.baselines if b.person == "client")
    new = replace(old, baseline_id="client-b9", vagal=None, vagal_index="")
    journal = Journal(folder.engine_log_path)
    journal.baseline(old)
    journal.baseline(new)
    journal.close()
    assert baselines_in_force(read_runs(folder.engine_log_path))["client"] == new
