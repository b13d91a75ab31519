"""What belongs to a span is measured in it: nothing of before or after enters."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from processing.measures.course import SETTLE_S, Course
from processing.measures.measures import share_error
from safehold.core.types import ZoneName
from tests.helpers import script

BENCH = Path(__file__).parents[4] / "bench"
CODE = (500.25, 560.25)


@pytest.fixture(scope="module")
def course() -> Course:
    """Return somebody who is high exactly during a code of a minute."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCH))
        bench = script("bench/code_timing.py")
    beats, _ = bench.heart(
        3, 705, lambda t: bench.UP_BPM * bench.rise(t, [CODE[0]], 60.0),
        lambda t: bench.DOWN if CODE[0] <= t < CODE[1] else 1.0,
    )  # fmt: skip
    made: Course = bench.course_of(beats, 700)[0]
    return made


def test_a_body_that_is_high_during_a_code_is_high_in_it_and_not_after(course: Course) -> None:
    within, after = course.belonging([CODE]), course.belonging([(CODE[1], CODE[1] + 60)])
    assert within.valid.sum() == after.valid.sum() == 60
    assert within.high.all()
    assert not after.high.any()


def test_the_same_span_says_the_same_whatever_lies_around_it(course: Course) -> None:
    alone = course.belonging([CODE])
    among = course.belonging([(400.0, 470.0), CODE, (600.0, 690.0)])
    rows = slice(alone.first - among.first, alone.first - among.first + alone.a.size)
    assert np.array_equal(among.a[rows], alone.a)
    assert np.array_equal(among.v[rows], alone.v)


def test_a_code_too_short_for_the_vagal_axis_has_no_zone(course: Course) -> None:
    short = (CODE[0], CODE[0] + SETTLE_S + 29)
    assert not course.belonging([short]).valid.any()
    level = course.level([short])
    assert level["v"].value is None
    assert level["a"].value is not None


def test_a_level_has_an_error_of_the_baseline_and_of_its_own(course: Course) -> None:
    minute, four = course.level([(320.0, 380.0)]), course.level([(320.0, 500.0)])
    base = course.baselines[0]
    for axis, n in (("a", base.n_hr), ("v", base.n_vagal)):
        assert minute[axis].se > four[axis].se > n**-0.5


def test_a_share_that_hangs_on_the_error_of_the_axes_says_so(course: Course) -> None:
    """On a threshold the share may be all or nothing; far from it the errors do not matter."""
    rules = course.rules[0]
    flat = np.ones_like(course.a)
    for a, expected in ((rules.th + 0.2, 0.5), (rules.th + 3, 0.0), (rules.th - 3, 0.0)):
        made = replace(course, a=a * flat, v=-5 * flat, sa=0.4 * flat, sv=0.5 * flat)
        track = made.belonging([(400.0, 600.0)])
        assert share_error(track, track.valid, ZoneName.HIGH) == expected
        assert share_error(track, track.valid, ZoneName.WITHIN) == expected
        assert share_error(track, track.valid, ZoneName.LOW) == 0.0
    assert share_error(track, np.zeros_like(track.valid), ZoneName.HIGH) is None


def test_the_published_figures_hold() -> None:
    """Bias within 5 % of the truth in every code, or missing; errors that cover."""
    found = json.loads((BENCH / "results" / "code_timing.json").read_text(encoding="utf-8"))
    for length, said in found["codes"].items():
        assert said["a"] == pytest.approx(1, abs=0.05)
        if int(length) >= 60:
            assert said["v"] == pytest.approx(1, abs=0.05)
            assert said["share_high_within"] >= 0.95
            assert said["share_high_after"] <= 0.05
            assert said["v_covered"] >= 0.9
        else:
            assert "v" not in said
            assert said["valid_within"] == 0
    step, rises = found["events"]["step"], found["events"]["none_at_rises"]
    for axis in "av":
        assert step[axis] == pytest.approx(1, abs=0.05)
        assert step[f"{axis}_adjusted"] == pytest.approx(1, abs=0.06)
        assert abs(rises[f"{axis}_adjusted"]) <= 0.15
