"""The pacer: follows orders without jumps, rests when they stop."""

from __future__ import annotations

import pytest

from safehold.core.markers import encode_marker
from safehold.core.protocol import pacer_position
from safehold.session.pacing import SILENCE_S, Pace, Pacing, read_pace


def test_it_breathes_at_the_pace_that_was_ordered():
    pacing = Pacing()
    tops = []
    before = 0.0
    for k in range(60 * 30):
        t = k / 30
        if k % 8 == 0:
            pacing.take(Pace(12.0, since=t), 100.0 + t)
        position, pace = pacing.position(100.0 + t)
        assert pace == 12.0
        assert 0 <= position <= 1
        if position > 0.999 >= before:
            tops.append(t)
        before = position
    assert len(tops) == 12


def test_delay_of_the_network_does_not_make_the_circle_jump():
    pacing = Pacing()
    pacing.take(Pace(9.2, since=0.0), 50.0)
    pacing.take(Pace(9.2, since=1.0), 51.3)  # 0.3 s late
    assert pacing.position(52.0) == (pytest.approx(pacer_position(2.0, 9.2)), 9.2)
    pacing.take(Pace(9.2, since=0.0), 60.0)  # begun anew
    assert pacing.position(60.5) == (pytest.approx(pacer_position(0.5, 9.2)), 9.2)


def test_it_rests_when_orders_stop_and_before_any():
    pacing = Pacing()
    assert pacing.position(1.0) is None
    pacing.take(Pace(12.0, since=0.0), 1.0)
    assert pacing.position(1.0 + SILENCE_S) is not None
    assert pacing.position(1.1 + SILENCE_S) is None
    assert pacing.position(1.2) is None  # and does not come back by itself


def test_a_pacer_of_its_own_ends_after_its_time():
    pacing = Pacing(seconds=60.0)
    pacing.take(Pace(17.1, since=0.0), 0.0)
    assert pacing.position(59.9) is not None
    assert pacing.position(60.0) is None


def test_an_order_is_read_as_it_was_sent_and_an_impossible_one_is_none():
    order = Pace(9.2, since=12.345)
    assert read_pace(encode_marker("pace", order.attributes)) == order
    values = ("900;since=0", "x;since=0", "12;since=nan", "12")
    wrong = [f"pace;breaths_per_min={value}" for value in values]
    for text in ("pace", "ask;scales=a", *wrong):
        assert read_pace(text) is None
