"""Continuous rating: kept as it was given, beside what was recorded, in the export."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from recordings.folder.session import SessionFolder
from recordings.tidy.ratings import ratings_table
from safehold.core.results import RecallTake, last_takes
from safehold.core.study import SCALES
from safehold.core.types import Event
from safehold.files.recall import SYNC_EVERY, RecallRecorder, read_takes


@pytest.fixture
def folder(tmp_path) -> SessionFolder:
    return SessionFolder.create(tmp_path, "s1", {})


def test_two_takes_are_kept_apart_and_nothing_else_is_touched(folder):
    before = folder.info_path.read_bytes()
    for take, scale in ((1, SCALES[0]), (2, SCALES[1])):
        taker = RecallRecorder(folder, "client", scale)
        assert taker.take == take
        taker.sample(10.0, None)
        taker.sample(10.1, 4.25 * take)
        taker.close()
    first, second = read_takes(folder.recall_path)
    assert (first.take, first.person, first.scale) == (1, "client", "safety")
    assert first.t.tolist() == [10.0, 10.1]
    assert math.isnan(first.values[0])
    assert first.values[1] == 4.25
    assert (second.scale, second.values[1]) == ("suds", 8.5)
    assert folder.info_path.read_bytes() == before


def test_two_people_who_rate_at_the_same_time_have_takes_of_their_own(folder):
    raters = [RecallRecorder(folder, person, SCALES[0]) for person in ("client", "therapist")]
    for k in range(2 * SYNC_EVERY):
        for rater in raters:
            rater.sample(k / 10, raters.index(rater))
    for rater in raters:
        rater.close()
    said = []
    takes = read_takes(folder.recall_path, said)
    assert [(take.take, take.person) for take in takes] == [(1, "client"), (2, "therapist")]
    for n, take in enumerate(takes):
        assert take.values.tolist() == [float(n)] * (2 * SYNC_EVERY)
    assert said == []


def test_a_crash_keeps_all_but_the_last_line(folder):
    taker = RecallRecorder(folder, "client", SCALES[0])
    for k in range(2 * SYNC_EVERY):
        taker.sample(k / 10, 5.0)
    taker.close()
    whole = folder.recall_path.read_bytes()
    folder.recall_path.write_bytes(whole[:-7])
    (take,) = read_takes(folder.recall_path)
    assert take.t.size == 2 * SYNC_EVERY - 1
    again = RecallRecorder(folder, "client", SCALES[0])
    again.sample(0.0, 1.0)
    again.close()
    assert [t.take for t in read_takes(folder.recall_path)] == [1, 2]


def test_a_session_without_recall_has_none(folder):
    assert read_takes(folder.recall_path) == ()
    RecallRecorder(folder, "client", SCALES[0]).close()
    assert read_takes(folder.recall_path) == ()


def test_the_table_holds_live_answers_and_recall():
    @dataclasses.dataclass
    class Results:
        events: tuple
        recall: tuple

    live = Event("e1", "rate.safety", 7.0, target="client", attributes={"value": "6"})
    hidden = Event("e2", "rate.safety", 8.0, target="client")
    take = RecallTake(1, "client", "safety", np.array([0.1, 0.2]), np.array([math.nan, 3.5]))
    table = ratings_table(Results((hidden, live), (take,)))
    rows = list(zip(*table.columns, strict=True))
    assert rows == [
        ("client", "safety", 7.0, 6.0, "live", None, 1),
        ("client", "safety", 0.1, None, "recall-1", 1, 0),
        ("client", "safety", 0.2, 3.5, "recall-1", 1, 1),
    ]


def test_the_last_word_on_a_moment_stands_and_silence_takes_nothing_back():
    t = np.array([1.0, 1.1, 1.2, 1.3, 1.1, 1.2, 1.3, 1.4])
    said = np.array([4.0, 4.0, 4.0, 4.0, math.nan, 7.0, 8.0, 8.0])
    take = RecallTake(1, "client", "safety", t, said)
    assert take.passes.tolist() == [1, 1, 1, 1, 2, 2, 2, 2]
    times, values = take.last_word()
    assert times.tolist() == [1.0, 1.1, 1.2, 1.3, 1.4]
    assert values.tolist() == [4.0, 4.0, 7.0, 8.0, 8.0]
    silent = dataclasses.replace(take, take=2, values=np.full(8, math.nan))
    other = dataclasses.replace(take, take=3, person="therapist")
    assert last_takes((take, silent, other)) == {
        ("client", "safety"): take,
        ("therapist", "safety"): other,
    }
