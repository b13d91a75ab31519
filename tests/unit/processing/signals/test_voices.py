"""Whose voice it is, and when turns begin and end."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.signals.voice_activity import FRAME_S
from processing.signals.voices import (
    APART_DB,
    DROPOUT_S,
    LATE_S,
    LEAST_S,
    PAUSE_S,
    Heard,
    TurnWatch,
    Voices,
)

N = 300
TIMES = FRAME_S * np.arange(N)


def frames(spans, *, level: float, other: float = -60.0, probability: float = 0.9):
    """Frames that hold a voice of a level in some spans, s, and none elsewhere."""
    inside = np.zeros(N, dtype=bool)
    for t0, t1 in spans:
        inside |= (t0 <= TIMES) & (t1 > TIMES)
    return np.column_stack((np.where(inside, probability, 0.02), np.where(inside, level, other)))


def speaking(*channels, offset: float = 0.0):
    """Return who speaks in each frame; the second microphone's frames may lie off the first's."""
    voices, found = Voices(len(channels)), []
    for k in range(0, N, 10):
        for c, rows in enumerate(channels):
            found += voices.take(c, TIMES[k : k + 10] + c * offset, rows[k : k + 10])
    found += voices.flush()
    return [_joined(found, c) for c in range(len(channels))]


def _joined(found: list[Heard], channel: int):
    mine = [heard for heard in found if heard.channel == channel]
    assert np.all(np.diff(np.concatenate([heard.times for heard in mine])) > 0)
    return np.concatenate([heard.speaking for heard in mine])


@pytest.mark.parametrize("offset", [0.0, 0.4 * FRAME_S, -0.4 * FRAME_S])
def test_a_voice_that_leaks_into_the_other_microphone_is_not_the_others(offset: float):
    own = frames([(1, 3), (5, 7)], level=-20)
    leaked = frames([(1, 3)], level=-20 - APART_DB - 4)
    leaked[(TIMES >= 6) & (TIMES < 8)] = (0.9, -20)
    one, two = speaking(own, leaked, offset=offset)
    assert one.tolist() == (own[:, 0] > 0.5).tolist(), "also while both speak"
    assert not two[TIMES < 5].any()
    assert two[(TIMES > 6.1) & (TIMES < 7.9)].all()


def test_voices_that_are_hardly_apart_count_for_both():
    one, two = speaking(frames([(1, 3)], level=-20), frames([(1, 3)], level=-20 - APART_DB + 1))
    assert one.sum() == two.sum() > 0


def test_noise_at_one_microphone_does_not_hide_the_voice_at_the_other():
    rustle = frames([], level=-10)
    rustle[:, 1] = -10.0
    one, two = speaking(frames([(1, 3)], level=-30), rustle)
    assert one.sum() == pytest.approx(2 / FRAME_S, abs=1)
    assert not two.any()


def test_a_voice_that_wavers_goes_on_and_a_doubtful_one_does_not_begin():
    rows = frames([(1, 2)], level=-20)
    rows[(TIMES >= 2) & (TIMES < 3), 0] = 0.4
    (one,) = speaking(rows)
    assert one[(TIMES > 1.1) & (TIMES < 2.9)].all()
    rows[:, 0] = 0.4
    assert not speaking(rows)[0].any()


def test_a_microphone_that_is_silent_is_not_waited_for():
    voices = Voices(2)
    rows = frames([(1, 3)], level=-20)
    found = voices.take(0, TIMES, rows)
    decided = np.concatenate([heard.times for heard in found])
    assert decided[-1] == pytest.approx(TIMES[-1] - LATE_S, abs=FRAME_S)
    assert _joined([*found, *voices.flush()], 0).sum() == (rows[:, 0] > 0.5).sum()


def test_what_is_remembered_does_not_grow():
    voices = Voices(2)
    for k in range(2000):
        voices.take(0, TIMES[:10] + k * 10 * FRAME_S, frames([], level=0)[:10])
    assert max(len(channel.seen) for channel in voices._channels) < 60


def turns(*spans, cuts=()):
    inside = np.zeros(N, dtype=bool)
    for t0, t1 in spans:
        inside |= (t0 - 1e-9 <= TIMES) & (t1 - 1e-9 > TIMES)
    watch, edges = TurnWatch(), []
    for part in np.split(np.arange(N), sorted(set(cuts))):
        edges += watch.feed(TIMES[part], inside[part])
    return edges + watch.unseen(TIMES[-1] + FRAME_S + DROPOUT_S)


def f(n: int) -> float:
    return n * FRAME_S


def test_a_turn_runs_over_short_pauses_and_ends_where_the_voice_ended():
    pause = int(PAUSE_S / FRAME_S) - 1
    edges = turns((f(20), f(40)), (f(40 + pause), f(80)), (f(120), f(140)))
    assert edges == [(f(20), True), (f(80), False), (f(120), True), (f(140), False)]


def test_a_cough_is_no_turn_and_two_coughs_are_none_either():
    short = int(LEAST_S / FRAME_S) // 2
    assert turns((f(20), f(20 + short))) == []
    assert turns((f(20), f(20 + short - 1)), (f(30), f(30 + short - 1))) == []


def test_a_turn_ends_when_its_microphone_falls_silent():
    watch = TurnWatch()
    assert watch.feed(TIMES[:40], np.ones(40, dtype=bool)) == [(0.0, True)]
    assert watch.unseen(f(40) + DROPOUT_S - 0.01) == []
    assert watch.unseen(f(40) + DROPOUT_S) == [(f(40), False)]
    assert watch.unseen(f(40) + 60) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, N - 1), max_size=10))
def test_turns_are_the_same_in_any_chunking(cuts):
    spans = ((f(20), f(40)), (f(46), f(80)), (f(120), f(125)), (f(200), f(290)))
    assert turns(*spans, cuts=cuts) == turns(*spans)
