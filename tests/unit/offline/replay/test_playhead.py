"""Time of a replay: it runs, halts, jumps, loops, and never outruns what there is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.offline.replay.playhead import MAX_SPEED, MIN_SPEED, Playhead


class Wall:
    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


def head(*, speed: float = 1.0, limit: float = 100.0) -> tuple[Playhead, Wall]:
    wall = Wall()
    made = Playhead(0.0, 100.0, limit=lambda: limit, speed=speed, wall=wall)
    made.wake()
    return made, wall


def look(made: Playhead) -> float:
    """Return the moment of the next frame, without a wait."""
    return made.advance(0.0, 0.0)[0]


def test_it_runs_at_its_speed_and_a_change_of_speed_is_no_jump() -> None:
    made, wall = head(speed=4.0)
    wall.now += 5
    assert made.now() == pytest.approx(20)
    made.set_speed(0.25)
    assert made.now() == pytest.approx(20)
    wall.now += 4
    assert made.now() == pytest.approx(21)


def test_it_halts_and_goes_on_from_there() -> None:
    made, wall = head()
    wall.now += 5
    made.pause(paused=True)
    wall.now += 5
    assert made.now() == pytest.approx(5)
    made.pause(paused=False)
    wall.now += 1
    assert made.now() == pytest.approx(6)


def test_it_halts_at_the_end_and_begins_again_from_there() -> None:
    made, wall = head(speed=60.0)
    wall.now += 10
    assert look(made) == 100
    assert made.paused
    wall.now += 10
    assert made.now() == 100
    made.seek(40.0)
    assert (made.now(), made.paused) == (40, True)
    made.seek(100.0)
    made.pause(paused=False)
    assert made.now() == 0


def test_it_waits_for_what_is_not_computed_yet_and_does_not_jump_when_it_is() -> None:
    limit, wall = [10.0], Wall()
    made = Playhead(0.0, 100.0, limit=lambda: limit[0], speed=10.0, wall=wall)
    made.wake()
    wall.now += 5
    assert look(made) == 10
    limit[0] = 100.0
    assert look(made) == pytest.approx(10)
    wall.now += 1
    assert look(made) == pytest.approx(20)
    limit[0] = 30.0
    made.seek(90.0)
    assert made.now() == 30


def test_a_loop_begins_again_and_goes_to_its_span_from_outside() -> None:
    made, wall = head()
    made.loop((20.0, 25.0))
    assert made.now() == 20
    wall.now += 4
    assert look(made) == pytest.approx(24)
    wall.now += 30
    assert made.now() == 20
    made.loop(None)
    wall.now += 10
    assert look(made) == pytest.approx(30)


def test_what_was_asked_is_told_once_and_without_a_wait() -> None:
    made, _ = head()
    assert made.advance(60.0, 60.0)[1]
    made.seek(7.0)
    assert made.advance(60.0, 60.0) == (7.0, True)
    assert not made.advance(0.0, 0.0)[1]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("seek"), st.floats(-50, 150)),
        st.tuples(st.just("speed"), st.floats(0, 2000)),
        st.tuples(st.just("wait"), st.floats(0, 30)),
        st.tuples(st.just("pause"), st.booleans()),
        st.tuples(st.just("loop"), st.floats(0, 90)),
    ),
    max_size=20,
)


@given(STEPS)
def test_whatever_is_asked_it_stays_in_the_session(steps: list[tuple[str, float]]) -> None:
    made, wall = head()
    for what, value in steps:
        if what == "seek":
            made.seek(value)
        elif what == "speed":
            made.set_speed(value)
        elif what == "wait":
            wall.now += value
        elif what == "pause":
            made.pause(paused=bool(value))
        else:
            made.loop((value, value + 5))
        assert 0 <= look(made) <= 100
        assert MIN_SPEED <= made.speed <= MAX_SPEED
