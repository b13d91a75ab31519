"""A player is kept in step: pulled when it is a little off, made to jump when it is far off."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.session.following import IN_STEP_S, SETTLE_S, Follower

STEP = 0.03


@dataclass
class Player:
    """Obeys after a jump's time, with a clock that is wrong."""

    jump_s: float = 0.1
    wrong: float = 1.0
    at: float = 0.0
    rate: float = 0.0
    blind_s: float = 0.0

    def go(self, seconds: float) -> None:
        self.blind_s -= seconds
        if self.blind_s <= 0:
            self.at += seconds * self.rate * self.wrong

    def obey(self, order) -> None:
        if order.seek is not None:
            self.at, self.blind_s = order.seek, self.jump_s
        self.rate = order.rate


def play(player: Player, seconds: float, *, speed: float = 1.0, begin: float = 0.0):
    """Return how far off the player was at each step, once it had been told where to go."""
    follower, off = Follower(), []
    for k in range(round(seconds / STEP)):
        wall = 100 + k * STEP
        want = begin + k * STEP * speed
        have = None if player.blind_s > 0 else player.at
        player.obey(follower.order(want, have, speed=speed, running=True, wall=wall))
        off.append(player.at - want if player.blind_s <= 0 else None)
        player.go(STEP)
    return off


@settings(max_examples=15)
@given(
    begin=st.floats(0, 3000), wrong=st.floats(0.998, 1.002), jump=st.floats(0.0, 0.5),
    speed=st.sampled_from([0.5, 1.0, 2.0]),
)  # fmt: skip
def test_it_is_in_step_after_a_few_seconds_and_stays_so(begin, wrong, jump, speed):
    off = play(Player(jump_s=jump, wrong=wrong), 20.0, speed=speed, begin=begin)
    late = [abs(one) for one in off[round(12 / STEP) :] if one is not None]
    assert late
    assert max(late) / speed < IN_STEP_S


def test_a_halted_head_shows_its_picture_once():
    follower = Follower()
    first = follower.order(7.0, None, speed=1.0, running=False, wall=0.0)
    assert (first.rate, first.seek) == (0.0, 7.0)
    assert follower.order(7.0, 7.0, speed=1.0, running=False, wall=1.0).seek is None
    assert follower.order(9.0, 7.0, speed=1.0, running=False, wall=1.1).seek == 9.0


@pytest.mark.parametrize("speed", [8.0, 60.0, 0.1])
def test_at_speeds_that_no_player_runs_it_shows_picture_after_picture(speed):
    follower = Follower()
    orders = [
        follower.order(k * STEP * speed, None, speed=speed, running=True, wall=k * STEP)
        for k in range(100)
    ]
    assert {order.rate for order in orders} == {0.0}
    jumps = sum(order.seek is not None for order in orders)
    assert 15 <= jumps <= 21


def test_it_never_jumps_again_before_the_last_jump_is_over():
    player, follower = Player(jump_s=5.0), Follower()
    jumps = []
    for k in range(400):
        wall = k * STEP
        order = follower.order(wall, None, speed=1.0, running=True, wall=wall)
        player.obey(order)
        if order.seek is not None:
            jumps.append(wall)
    gaps = [b - a for a, b in pairwise(jumps)]
    assert all(gap > SETTLE_S for gap in gaps)
