"""Measuring again uses what was measured before, and gives what measuring anew gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processing.zones import measuring
from processing.zones.corrections import corrected
from processing.zones.found import Second
from processing.zones.judgement import Judgement
from processing.zones.measuring import Memory
from safehold.core.correction import Correction, CorrectionKind
from safehold.core.settings import DEMO, EngineSettings, WindowSettings
from safehold.core.stream_choice import choose_streams
from safehold.core.types import Boundary, EngineOutput, Event, EventKind, Mark

from .._synthetic import BELT_SPEC, beats_g, belt, ecg, whole
from .test_corrections import (
    ECG_SPEC,
    RR_SPEC,
    SPECS,
    STRAP,
    found_in,
    near,
    of_beat,
    of_breath,
)

DURATION = 260.0
BEATS = beats_g(0.8, 0.03, 0.25, 0.0, duration=DURATION)
TIMES, BREATH_TIMES = np.arange(0.3, DURATION, 1 / 250), np.arange(0.1, DURATION, 1 / 25)
FOUND = found_in(
    [whole(ECG_SPEC, TIMES, ecg(BEATS, TIMES)), whole(BELT_SPEC, BREATH_TIMES, belt(BREATH_TIMES))]
)
REST = Mark(Event("e1", "ph.baseline", 5.0, None, EventKind.INTERVAL), Boundary.START)
SPEECH = Mark(Event("e2", "cf.speech_client", 150.0), Boundary.POINT)
PACED = [
    Mark(Event("e3", "cf.paced", 60.0, None, EventKind.INTERVAL), Boundary.START),
    Mark(Event("e3", "cf.paced", 60.0, 40.0, EventKind.INTERVAL), Boundary.STOP, {"client": 101}),
]
STRICT = replace(DEMO, zones=replace(DEMO.zones, th=1.6, tv=0.5))


def judged(
    memory: Memory | None = None,
    items: Sequence[Correction] = (),
    marks: Sequence[Mark] = (REST,),
    settings: EngineSettings = DEMO,
    found: Sequence[Second] = FOUND,
    specs: Sequence[object] = SPECS,
) -> list[EngineOutput]:
    streams = choose_streams(specs)  # type: ignore[arg-type]
    judgement = Judgement("client", streams, settings, memory=memory)
    for mark in marks:
        judgement.feed(mark, 1)
    seconds, refused = corrected(found, items, streams)
    return [*refused, *(output for second in seconds for output in judgement.take(second))]


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Ticks whose indices were computed."""
    ticks: list[int] = []
    original = measuring.Measuring._indices

    def indices(self: measuring.Measuring, t: int) -> object:
        ticks.append(t)
        return original(self, t)

    monkeypatch.setattr(measuring.Measuring, "_indices", indices)
    return ticks


def test_other_thresholds_measure_nothing_again(measured: list[int]) -> None:
    memory = Memory()
    before = judged(memory)
    measured.clear()
    after = judged(memory, settings=STRICT)
    assert measured == []
    assert after == judged(settings=STRICT)
    assert after != before


def test_a_correction_measures_the_windows_that_hold_it(measured: list[int]) -> None:
    memory = Memory()
    before = judged(memory)
    gone = of_beat(CorrectionKind.DELETE, near(52.0))
    measured.clear()
    after = judged(memory, [gone])
    ticks = list(measured)
    assert ticks == list(range(ticks[0], ticks[-1] + 1))
    assert 40 <= ticks[0] <= 52
    assert ticks[-1] <= 52 + 30 + measuring.NOTED_BEFORE_S + 40
    assert after == judged(items=[gone])
    measured.clear()
    more = [gone, of_beat(CorrectionKind.MOVE, near(90.0), near(90.0) + 0.03)]
    assert judged(memory, more) == judged(items=more)
    measured.clear()
    assert judged(memory) == before, "undone"


@pytest.fixture(scope="module")
def longer() -> list[Second]:
    """Long enough for a window to forget what was corrected."""
    times, breath_times = np.arange(0.3, 700, 1 / 250), np.arange(0.1, 700, 1 / 25)
    beats = beats_g(0.8, 0.03, 0.25, 0.0, duration=700)
    heart, breaths = ecg(beats, times), belt(breath_times)
    return found_in([whole(ECG_SPEC, times, heart), whole(BELT_SPEC, breath_times, breaths)])


@pytest.fixture
def gone_through(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Ticks that were gone through."""
    ticks: list[int] = []
    original = measuring.Measuring._advance

    def advance(self: measuring.Measuring, second: Second, given: object) -> object:
        ticks.append(second.t)
        return original(self, second, given)  # type: ignore[arg-type]

    monkeypatch.setattr(measuring.Measuring, "_advance", advance)
    return ticks


LATER = [
    Mark(Event("e4", "cf.paced", 20.0, None, EventKind.INTERVAL), Boundary.START),
    Mark(Event("e4", "cf.paced", 20.0, 100.0, EventKind.INTERVAL), Boundary.STOP, {"client": 121}),
]


@pytest.mark.slow
@pytest.mark.parametrize(("marks", "settles"), [((REST,), True), ((REST, *LATER), False)])
def test_once_nothing_is_left_of_a_correction_the_rest_is_taken_over(
    longer, gone_through, marks, settles
) -> None:
    """In paced breathing a calibration keeps it: what it will be told of is not known yet."""
    memory = Memory()
    judged(memory, marks=marks, found=longer)
    gone = [of_beat(CorrectionKind.DELETE, near(52.0))]
    gone_through.clear()
    after = judged(memory, gone, marks=marks, found=longer)
    last = gone_through[-1]
    assert after == judged(items=gone, marks=marks, found=longer)
    context = 52 + measuring.LONGEST_WINDOW_S + measuring.NOTED_BEFORE_S + 10
    assert last <= context if settles else last == longer[-1].t
    more = [*gone, of_beat(CorrectionKind.DELETE, near(600.0))]
    assert judged(memory, more, marks=marks, found=longer) == judged(
        items=more, marks=marks, found=longer
    )


def test_other_windows_use_nothing_of_it(measured: list[int]) -> None:
    memory = Memory()
    judged(memory)
    longer = replace(DEMO, windows=WindowSettings(hr_s=30, vagal_s=60))
    assert judged(memory, settings=longer) == judged(settings=longer)


ITEMS = [
    of_beat(CorrectionKind.DELETE, near(30.0)),
    of_beat(CorrectionKind.ADD, near(45.0) + 0.4),
    of_beat(CorrectionKind.REJECT, 70.0, 82.0),
    of_breath(CorrectionKind.REJECT, 60.0, 70.0),
    of_beat(CorrectionKind.ECTOPIC, near(90.0)),
]


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rounds=st.lists(
        st.tuples(
            st.lists(st.sampled_from(ITEMS), max_size=2, unique=True),
            st.sampled_from([(), (REST,), (REST, SPEECH), (REST, *PACED)]),
            st.sampled_from([DEMO, STRICT]),
        ),
        min_size=2,
        max_size=3,
    )
)
def test_whatever_is_changed_from_time_to_time_nothing_depends_on_the_memory(
    rounds: list[tuple[list[Correction], tuple[Mark, ...], EngineSettings]],
) -> None:
    memory = Memory()
    for items, marks, chosen in rounds:
        assert judged(memory, items, marks, chosen) == judged(None, items, marks, chosen)


def test_a_strap_and_a_turned_belt_are_remembered_too(measured: list[int]) -> None:
    memory = Memory()
    first = judged(memory, found=STRAP, specs=[RR_SPEC])
    measured.clear()
    assert judged(memory, found=STRAP, specs=[RR_SPEC]) == first
    assert measured == []
    rejected = of_beat(CorrectionKind.REJECT, 40.0, 45.0)
    again = judged(memory, [rejected], found=STRAP, specs=[RR_SPEC])
    assert again == judged(None, [rejected], found=STRAP, specs=[RR_SPEC])
