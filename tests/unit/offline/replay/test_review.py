"""A session reviewed without a window: what the engine makes of the edits, and of undoing them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from acquisition.simulator.truth import Simulation
from recordings.folder.session import SessionFolder
from safehold.core.canonical import canonical_json
from safehold.core.codebook import Coding, load_codebook
from safehold.core.correction import Corrected
from safehold.core.reasons import Reason
from safehold.files.edits import Edits
from safehold.offline.analysis import analyse
from safehold.offline.replay.playback import OTHERS_CODE, ReplaySession
from safehold.session.reading import Reading
from tests.helpers import wait_until
from tests.unit._folder import make_session, record_ticks

FAULTS = ("client-ecg:noise@70-70.6,8", "client-ecg:noise@110-110.6,8")
"""Bursts of noise, in which a beat is found beside its place."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[SessionFolder, Simulation]:
    folder, simulation = make_session(
        tmp_path_factory.mktemp("review"), people=("client",), faults=FAULTS
    )
    record_ticks(folder)
    return folder, simulation


@pytest.fixture
def replay(made: tuple[SessionFolder, Simulation]) -> Iterator[ReplaySession]:
    made[0].edits_path.unlink(missing_ok=True)
    session = ReplaySession(made[0], load_codebook(), coder="RA1")
    session.begin()
    session.pause(paused=True)
    wait_until(lambda: session.review.ready, 120)
    yield session
    session.stop()
    made[0].edits_path.unlink(missing_ok=True)


def edited(replay: ReplaySession) -> Reading:
    source = replay.review.source
    wait_until(lambda: source.computed == 1.0, 120)
    assert source.edited is not None
    return source.edited


def plain(reading: Reading) -> str:
    person = reading.people["client"]
    return canonical_json([person.beats, person.breaths, person.ticks, person.conditions])


def f1(reading: Reading, simulation: Simulation) -> float:
    truth = simulation.people[0].beats
    found = np.array([beat.time for beat in reading.people["client"].beats])
    hits = sum(bool(np.abs(found - t).min() < 0.05) for t in truth)
    return 2 * hits / (len(found) + len(truth))


def test_return_on_each_stretch_brings_the_beats_nearer_to_the_truth_and_undo_back(
    replay: ReplaySession, made: tuple[SessionFolder, Simulation]
) -> None:
    folder, simulation = made
    reviewer, source = replay.review, replay.review.source
    before = source.automatic
    assert before is not None
    n, strokes = len(reviewer.queue), 0
    while reviewer.left:
        reviewer.accept()
        strokes += 1
    assert strokes == n
    after = edited(replay)
    assert f1(after, simulation) > f1(before, simulation)
    assert after.people["client"].session().flagged < before.people["client"].session().flagged
    told = [beat.reasons for beat in after.people["client"].beats]
    assert any(Reason.EDITED in reasons for reasons in told)
    assert not after.refused
    results = analyse(folder)
    assert canonical_json(results.beats) == canonical_json(after.people["client"].beats)
    assert [edit.by for edit in results.edits if edit.in_force] == ["RA1"] * len(results.edits)
    for _ in range(strokes):
        replay.coding.undo()
    assert plain(edited(replay)) == plain(before)
    for _ in range(strokes):
        replay.coding.redo()
    assert plain(edited(replay)) == plain(after), "replayed bit for bit"


def test_a_belt_is_turned_over_for_the_whole_session_and_back(replay: ReplaySession) -> None:
    reviewer, source = replay.review, replay.review.source
    before = plain(edited(replay))
    times, values = source.wave("client", Corrected.BREATH, 60.0, 70.0)
    reviewer.look("client", Corrected.BREATH, 65.0)
    reviewer.turn()
    turned = edited(replay)
    assert np.array_equal(source.wave("client", Corrected.BREATH, 60.0, 70.0)[1], -values)
    assert plain(turned) != before
    assert plain(source.automatic) == before
    reviewer.undo()
    assert plain(edited(replay)) == before
    assert times.size


def test_an_edit_of_an_earlier_day_is_seen_and_can_be_taken_back_where_it_is(
    replay: ReplaySession, made: tuple[SessionFolder, Simulation]
) -> None:
    reviewer = replay.review
    reviewer.look("client", Corrected.BEAT, 50.0)
    reviewer.delete()
    replay.stop()
    again = ReplaySession(made[0], load_codebook(), coder="RA2")
    again.begin()
    again.pause(paused=True)
    wait_until(lambda: again.review.ready, 120)
    later = again.review
    later.look("client", Corrected.BEAT, 50.0)
    assert sum(not point.there for point in later.points()) == 1
    assert later.source.automatic is not None
    again.coding.undo()
    assert "undone" in again.model.refusal.message
    later.selected = next(point.t for point in later.points() if not point.there)
    later.delete()
    assert Edits(made[0].edits_path).corrections() == []
    assert all(point.there for point in later.points())
    again.stop()


def test_two_who_code_at_once_keep_all_and_are_told(
    made: tuple[SessionFolder, Simulation], replay: ReplaySession
) -> None:
    other = ReplaySession(made[0], load_codebook(), coder="RA2")
    other.begin()
    try:
        replay.coding.press_code("note", at=60.0, how=Coding(note="first"))
        other.coding.press_code("note", at=61.0, how=Coding(note="second"))
        wait_until(lambda: OTHERS_CODE in [n.message for n in other.model.notices()], 20)
        assert OTHERS_CODE not in [notice.message for notice in replay.model.notices()]
    finally:
        other.stop()
    again = ReplaySession(made[0], load_codebook(), coder="RA3")
    try:
        notes = {event.note: event.coder for event in again.events()}
    finally:
        again.stop()
    assert notes.items() >= {"first": "RA1", "second": "RA2"}.items()
