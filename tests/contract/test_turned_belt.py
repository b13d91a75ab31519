"""A belt that is turned while the session runs: what counts before, at and after the turn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from processing.zones.baseline import BaselineCollector
from safehold.core.canonical import digest
from safehold.core.reasons import Reason
from safehold.core.settings import DEMO, STANDARD
from safehold.core.types import EngineOutput, IndexValue, Status, Tick, Turn

from ..unit.processing._synthetic import (
    BELT_SPEC,
    ECG_SPEC,
    beats_g,
    belt,
    cut,
    ecg,
    interleave,
    run,
    ticks_of,
    whole,
)

DURATION, AT = 150.0, 70
TIMES, BREATH_TIMES = np.arange(0.3, DURATION, 1 / 250), np.arange(0.1, DURATION, 1 / 25)
HEART = whole(ECG_SPEC, TIMES, ecg(beats_g(0.8, 0.05, 0.25, 0.0, duration=DURATION), TIMES))
UPRIGHT = whole(BELT_SPEC, BREATH_TIMES, belt(BREATH_TIMES))
UPSIDE_DOWN = replace(UPRIGHT, values=-UPRIGHT.values)
TURN = Turn("client-belt", inverted=True, act_from=AT, by="RA1")
STREAMS = (ECG_SPEC, BELT_SPEC)


def turned(*, size: int | None = None) -> list[EngineOutput]:
    if size is None:
        return run(STREAMS, [TURN, HEART, UPSIDE_DOWN], DEMO)
    chunks = interleave(cut(HEART, [size] * 40000), cut(UPSIDE_DOWN, [max(1, size // 10)] * 40000))
    return run(STREAMS, [TURN, *chunks], DEMO)


def p2t(tick: Tick):
    return next(index for index in tick.indices if index.name == "p2t")


@pytest.mark.slow
def test_after_a_turn_numbers_are_those_of_a_belt_worn_rightly():
    right = {tick.t: tick for tick in ticks_of(run(STREAMS, [HEART, UPRIGHT], DEMO))}
    found = {tick.t: tick for tick in ticks_of(turned())}
    window = int(DEMO.windows.vagal_s)
    assert p2t(right[AT - 1]).value is not None
    assert p2t(found[AT - 1]).value is None  # upside down
    for t in range(AT, AT + window):
        assert p2t(found[t]).value is None
        assert Reason.RESP_TURNED in p2t(found[t]).reasons
    known = AT + window + 10  # eight breaths of 4 s, and what the finder sees of the first
    assert Reason.RESP_SIDE_UNKNOWN in p2t(found[AT + window - 1]).reasons
    later = [t for t in found if t >= known]
    assert len(later) > 20
    for t in later:
        near = 0.01 if t < AT + window + 15 else 1e-9  # the breath of the turn itself is lost
        assert p2t(found[t]).value == pytest.approx(p2t(right[t]).value, rel=near)
    for t in found:  # the heart does not mind
        for one, other in zip(found[t].indices, right[t].indices, strict=True):
            if one.name in ("hr", "rmssd", "ln_rmssd"):
                assert one == other


@pytest.mark.slow
@pytest.mark.parametrize("size", [37, 2500])
def test_a_turn_does_not_depend_on_chunks(size: int):
    assert digest(turned(size=size)) == digest(turned())


@pytest.mark.slow
def test_said_again_or_of_another_stream_it_changes_nothing():
    plain = digest(run(STREAMS, [HEART, UPRIGHT], DEMO))
    for turn in (Turn("client-belt", inverted=False, act_from=AT), replace(TURN, stream_id="x")):
        assert digest(run(STREAMS, [turn, HEART, UPRIGHT], DEMO)) == plain


def test_a_baseline_under_way_forgets_the_breaths_of_a_belt_that_was_turned():
    collector = BaselineCollector("client", STANDARD)
    collector.start(0.0)
    for t in range(60, 301):
        if t == 200:
            collector.forget_breathing()
        indices = [
            IndexValue("hr", 70.0, "bpm", Status.OK, (), t - 30.0, t, "ecg", coverage=1.0),
            IndexValue("ln_rmssd", 3.5, "ln ms", Status.OK, (), t - 60.0, t, "ecg"),
            IndexValue("resp_rate", 15.0 if t < 200 else 12.0, "", Status.OK, (), t - 60.0, t),
        ]
        baseline = collector.update(t, {index.name: index for index in indices}, ())
    assert baseline is not None
    assert (baseline.vagal_index, baseline.resp_rate) == ("ln_rmssd", 12.0)
