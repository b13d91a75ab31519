"""From rupture to repair: known truth, and counts only below five episodes."""

from __future__ import annotations

import numpy as np
import pytest

from processing.measures.rupture import Episode, episodes, measure_ruptures, seconds_to_within
from safehold.core.measures import MEASURES, ProcessMeasure
from safehold.core.reasons import Reason
from safehold.core.settings import STANDARD
from safehold.core.types import Status, Tick
from tests.unit.processing._scripted import make_scripted_course, make_track, script, ticks

LENGTH = 600
"""Of one episode with rest around it: rupture at 100, repair at 300, s."""


def session(n: int, *, high_after_repair: int = 40, **more: object) -> dict[str, ProcessMeasure]:
    """Return the measures of ``n`` episodes: a is 3 from rupture to repair and 1 afterwards."""
    signs = script(f"100W {200 + high_after_repair}H {300 - high_after_repair}W") * n
    a = ([0.0] * 100 + [3.0] * 200 + [1.0] * 300) * n
    v = ([0.0] * 100 + [-2.0] * 200 + [-0.5] * 300) * n
    found = [Episode(LENGTH * k + 100.0, LENGTH * k + 300.0) for k in range(n)]
    answers = [
        (LENGTH * k + t, value)
        for k in range(n)
        for t, value in ((50.0, 7.0), (90.0, 3.0), (310.0, 5.0), (400.0, 9.0))
    ]
    made = ticks(signs, a, v, **more)
    return {m.name: m for m in measured(found, answers, made)}


def measured(
    found: list[Episode], answers: list[tuple[float, float]], made: list[Tick]
) -> list[ProcessMeasure]:
    course, series = make_scripted_course(made), make_track(made, STANDARD)
    return measure_ruptures("client", found, answers, course, series, STANDARD)


def test_five_episodes_give_the_changes_that_were_put_in():
    made = session(5)
    assert (made["ruptures"].value, made["ruptures_repaired"].value) == (5, 5)
    assert made["repair_change_a"].value == pytest.approx(-2.0)
    assert made["repair_change_v"].value == pytest.approx(1.5)
    assert made["repair_change_safety"].value == 2.0, "last answer before, first answer after"
    assert made["repair_to_within"].value == 40.0
    assert {m.status for m in made.values()} == {Status.OK}
    assert set(made) <= set(MEASURES)


def test_four_episodes_give_counts_only():
    made = session(4)
    assert made.pop("ruptures").value == 4
    assert made.pop("ruptures_repaired").value == 4
    assert {m.value for m in made.values()} == {None}
    assert {m.reasons for m in made.values()} == {(Reason.TOO_FEW_EPISODES,)}


def test_a_provisional_baseline_is_told_of_the_axes_and_not_of_answers():
    made = session(5, provisional=True)
    assert made["repair_change_a"].reasons == (Reason.BASELINE_PROVISIONAL,)
    assert made["repair_change_safety"].reasons == ()


def test_a_repair_closes_the_first_rupture_still_open():
    assert episodes([10, 20, 50, 90], [5, 30, 40, 60]) == [
        Episode(10, 30), Episode(50, 60), Episode(90, None)
    ]  # fmt: skip
    assert episodes([], [5]) == []


def test_an_episode_across_a_change_of_the_baseline_or_below_a_minute_is_not_compared():
    signs, a = script("1200W"), list(np.linspace(0, 6, 1200))
    found = [Episode(t, t + 100.0) for t in range(0, 900, 150)]
    half = [
        *ticks(signs[:600], a[:600], a[:600]),
        *ticks(signs[600:], a[600:], a[600:], first=600, baseline="b2"),
    ]
    made = {m.name: m for m in measured(found, [], half)}
    assert made["repair_change_a"].n == 5, "the one from 450 to 550 has a window up to 610"
    short = [Episode(t, t + 59.0) for t in range(0, 900, 150)]
    made = {m.name: m for m in measured(short, [], half)}
    assert (made["repair_change_a"].n, made["repair_change_a"].value) == (0, None)


def test_unknown_time_cuts_the_return_off_and_a_short_gap_does_not():
    track = make_track(ticks(script("5H 15U 5H 5W")), STANDARD)
    assert seconds_to_within(track, 0.0, 15) == 25
    track = make_track(ticks(script("5H 16U 5H 5W")), STANDARD)
    assert seconds_to_within(track, 0.0, 15) is None
    assert seconds_to_within(track, 27.0, 15) == 0
    assert seconds_to_within(make_track(ticks(script("9H")), STANDARD), 0.0, 15) is None


def test_mostly_unknown_windows_give_no_change():
    signs = script("100W 200U 300W") * 6
    found = [Episode(LENGTH * k + 100.0, LENGTH * k + 300.0) for k in range(6)]
    made = {m.name: m for m in measured(found, [], ticks(signs))}
    assert made["repair_change_a"].n == 0
    assert made["repair_change_a"].reasons == (Reason.MOSTLY_UNKNOWN,)
    assert measured([], [], ticks(signs)) == []
