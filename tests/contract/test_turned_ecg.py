"""An ECG with exchanged electrodes: what is said of it, and what a turn gives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from safehold.core.canonical import digest
from safehold.core.reasons import Reason
from safehold.core.settings import DEMO
from safehold.core.types import Beat, BeatStatus, EngineOutput, Notice, Turn

from ..unit.processing._synthetic import (
    BELT_SPEC,
    ECG_SPEC,
    beats_g,
    belt,
    cut,
    interleave,
    noise,
    run,
    ticks_of,
    wave,
    whole,
)

DURATION, AT = 110.0, 45
TIMES, BREATH_TIMES = np.arange(0.1, DURATION, 1 / 250), np.arange(0.1, DURATION, 1 / 25)
BEATS = beats_g(0.85, 0.03, 0.25, 0.0, duration=DURATION)
SHAPE = ((-0.18, 0.12, 0.025), (0.0, 1.0, 0.012), (0.28, 0.30, 0.05))
"""Without a wave that goes the other way: upside down, beats are marked anywhere."""
UPRIGHT = whole(ECG_SPEC, TIMES, wave(BEATS, TIMES, SHAPE) + noise(len(TIMES), 0.01, 0))
EXCHANGED = replace(UPRIGHT, values=-UPRIGHT.values)
BELT = whole(BELT_SPEC, BREATH_TIMES, belt(BREATH_TIMES))
TURN = Turn("client-ecg", inverted=True, act_from=AT, by="RA1")


def turned(*, size: int | None = None) -> list[EngineOutput]:
    if size is None:
        return run([ECG_SPEC, BELT_SPEC], [TURN, EXCHANGED, BELT], DEMO)
    chunks = interleave(cut(EXCHANGED, [size] * 40000), cut(BELT, [max(1, size // 10)] * 40000))
    return run([ECG_SPEC, BELT_SPEC], [TURN, *chunks], DEMO)


def test_an_ecg_upside_down_gives_no_number_and_says_why_until_it_is_turned():
    outputs = turned()
    right = ticks_of(run([ECG_SPEC, BELT_SPEC], [UPRIGHT, BELT], DEMO))
    found = ticks_of(outputs)
    for index in ("hr", "rmssd", "p2t"):
        before = [tick.index(index) for tick in found if 20 < tick.t < AT]
        assert all(v.value is None and Reason.ECG_INVERTED in v.reasons for v in before)
    assert [n.code for n in outputs if isinstance(n, Notice)] == ["ecg_inverted"]
    after = [tick.index("rmssd") for tick in found if AT <= tick.t < AT + 20]
    assert all(v.value is None and Reason.ECG_TURNED in v.reasons for v in after)
    for one, other in zip(found, right, strict=True):
        if one.t > AT + DEMO.windows.vagal_s + 5:
            for index in ("hr", "rmssd"):
                assert one.index(index).value == pytest.approx(other.index(index).value, rel=1e-3)
                assert not {Reason.ECG_TURNED, Reason.ECG_INVERTED} & {*one.index(index).reasons}


def test_no_interval_joins_a_beat_of_before_with_one_of_after():
    beats = [output for output in turned() if isinstance(output, Beat)]
    times = [beat.time for beat in beats]
    assert times == sorted(times)
    (fresh,) = [b for b in beats[1:] if b.status is BeatStatus.FIRST and b.time > AT - 1]
    later = np.array([b.time for b in beats if b.time >= fresh.time])
    assert np.abs(later[:, None] - BEATS).min(axis=1).max() < 0.004
    assert fresh.time < AT + 6


@pytest.mark.slow
@pytest.mark.parametrize("size", [37, 2500])
def test_a_turned_ecg_does_not_depend_on_chunks(size: int):
    assert digest(turned(size=size)) == digest(turned())


@pytest.mark.slow
def test_said_again_it_changes_nothing():
    plain = digest(run([ECG_SPEC, BELT_SPEC], [UPRIGHT, BELT], DEMO))
    again = Turn("client-ecg", inverted=False, act_from=AT)
    assert digest(run([ECG_SPEC, BELT_SPEC], [again, UPRIGHT, BELT], DEMO)) == plain
