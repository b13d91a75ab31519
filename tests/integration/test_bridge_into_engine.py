"""RR intervals stamped by the bridge, as the engine's beat finder takes them."""

from __future__ import annotations

import numpy as np
import pytest

from acquisition.bluetooth.clocks import BeatClock
from processing.clock.timeline import Timeline
from processing.signals.beats import DetectedBeat
from processing.signals.rr_beats import RrBeats
from safehold.core.types import Chunk, Role, StreamSpec

SPEC = StreamSpec("client-rr", "Strap RR", "RR", "bluetooth-1-rr", Role.RR, "client", "ms", 0.0)


def through_engine(
    *, burst: tuple[float, float] = (0, 0), lose: tuple[float, float] = (0, 0)
) -> tuple[list[float], list[DetectedBeat]]:
    """Send seven minutes of beats in one packet a second; return intervals sent and beats found.

    In ``burst`` frames are held up and all come at its end; in ``lose`` they never come.
    """
    rng = np.random.default_rng(0)
    rr = rng.integers(750, 950, 480) * 1000 / 1024
    ends = 100 + np.cumsum(rr) / 1000
    clock, stamps, values, arrived = BeatClock(), [], [], 0.0
    for second in range(101, int(ends[-1])):
        packet = rr[(ends >= second - 1) & (ends < second)]
        held_up = burst[0] < second < burst[1]
        arrived = max(arrived, (burst[1] if held_up else second) + 0.03 + rng.exponential(0.05))
        if not lose[0] < second < lose[1]:
            stamps += clock.place(arrived, packet.tolist()).tolist()
            values += packet.tolist()
    timeline = Timeline(SPEC, session_zero=0.0, regular=False)
    timeline.push(Chunk("client-rr", 0, np.array(stamps), np.array(values)))
    finder, beats, second = RrBeats(SPEC, timeline), [], 100
    while timeline.close(second + 3):
        (block,) = finder.blocks(second, second + 1)
        beats += block.beats
        second += 1
    return values, beats


@pytest.mark.parametrize("burst", [(0, 0), (200, 202), (200, 204), (200, 207)])
def test_frames_held_up_for_seconds_change_no_interval_and_make_no_gap(
    burst: tuple[float, float],
) -> None:
    sent, beats = through_engine(burst=burst)
    found = [beat.rr_ms for beat in beats if beat.rr_ms is not None]
    assert found == sent[: len(found)]
    assert len(sent) - len(found) < 8  # the last seconds are not closed
    assert [beat.reanchored for beat in beats].count(True) == 0
    assert np.all(np.diff([beat.time for beat in beats]) > 0)


def test_lost_frames_are_one_gap_and_no_interval_spans_it() -> None:
    sent, beats = through_engine(lose=(200, 205))
    found = [beat.rr_ms for beat in beats if beat.rr_ms is not None]
    assert found == sent[: len(found)]
    assert [beat.reanchored for beat in beats].count(True) == 1
    assert [beat.rr_ms for beat in beats].count(None) == 2
