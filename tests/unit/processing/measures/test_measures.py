"""Process measures are those of the valid time, and say how much of it there was."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.measures.measures import excursions, measure_span, swings
from processing.measures.tick_series import merged, rest_above
from safehold.core.measures import MEASURES, ProcessMeasure
from safehold.core.reasons import Reason
from safehold.core.settings import DEMO, STANDARD
from safehold.core.types import Baseline, Status, Tick
from tests.unit.processing._scripted import make_track, script, tick, ticks

QUIET = Baseline(
    "b1", "client", 0.0, 300.0, 70.0, 3.0, 3.5, 0.2, "ln_rmssd", 0.0, 8.0, 4.0, False, (),
    hr_sd=0.0,
)  # fmt: skip
"""A rest without any scatter."""
AXES = {"H": (3.0, -2.0), "L": (-3.0, -2.0), "C": (0.0, 0.0), "E": (1.0, -1.0), "W": (0.2, 0.1)}


def measured(
    made: list[Tick], *spans: tuple[float, float], by=STANDARD
) -> dict[str, ProcessMeasure]:
    track = make_track(made, by, baselines=[QUIET])
    found = measure_span("client", "span", spans or [(0, len(made))], track, by)
    return {measure.name: measure for measure in found}


def scripted(text: str) -> list[Tick]:
    signs = script(text)
    axes = [AXES.get(sign, (0.0, 0.0)) for sign in signs]
    return ticks(signs, [a for a, _ in axes], [v for _, v in axes])


@pytest.mark.oracle("O35")
def test_time_in_zone_and_excursions_of_scripted_states_are_exact():
    made = scripted("100W 30H 70W 50U 20H 30W")
    found = measured(made)
    assert found["share_high"].valid_s == 250
    assert found["share_high"].value == 0.2
    assert found["time_high"].value == 50.0
    assert found["share_high"].pct_unknown == pytest.approx(100 * 50 / 300)
    assert found["excursions"].value == 2.0
    assert found["excursions"].censored == 1
    first, second = excursions(make_track(made, STANDARD), STANDARD)
    assert (first.left_censored, first.right_censored) == (False, False)
    assert (second.left_censored, second.right_censored) == (True, False)
    assert (first.t0, first.duration, second.t0, second.duration) == (100, 30, 250, 20)
    assert found["excursions_per_hour"].value == pytest.approx(2 * 3600 / 250)
    assert found["excursion_duration"].value == 25.0
    assert found["excursion_peak"].value == 3.0
    assert found["excursion_area"].value == pytest.approx(50 * (3.0 - STANDARD.zones.th))


@pytest.mark.oracle("O36")
@pytest.mark.parametrize("sign", [1, -1])
def test_the_half_life_of_an_exponential_return_is_that_of_its_time_constant(sign: int):
    tau, w = 60.0, 30
    body = np.concatenate((np.zeros(100 + w), 8 * np.exp(-np.arange(400) / tau)))
    a = sign * np.convolve(body, np.full(w, 1 / w), "valid")  # the 30-s mean of the index
    signs = ["W" if abs(value) < 2 else "H" if sign > 0 else "L" for value in a]
    found = measured(ticks(signs, a.tolist()))["restoration_half_life"]
    assert found.value == pytest.approx(60 * math.log(2), rel=0.005)
    assert (found.n, found.unit, found.status) == (1, "s", Status.DEGRADED) or found.n == 1


def test_a_threshold_is_crossed_later_than_the_body_by_the_delay_of_the_mean():
    tau, w, level = 60.0, 30, 2.0
    body = np.concatenate((np.zeros(w), 8 * np.exp(-np.arange(400) / tau)))
    mean = np.convolve(body, np.full(w, 1 / w), "valid")
    at = w + int(np.flatnonzero(mean[w:] < level)[0])
    expected = tau * math.log(8 / level) + tau * math.log(tau / w * (math.exp(w / tau) - 1))
    assert at == pytest.approx(expected, abs=1.5)


@pytest.mark.parametrize(
    ("tail", "why"),
    [
        ([3.0] * 200, "no decay"),
        ([3.0 * math.exp(-k / 8) for k in range(200)], "over before the window has passed"),
        ([3.0] * 20 + [0.6 * math.exp(k / 200) for k in range(180)], "rising"),
        ([3.0 * math.exp(-k / 400) * (1 + 0.6 * (-1) ** k) for k in range(200)], "no line fits"),
    ],
)
def test_what_does_not_decay_has_no_half_life(tail: list[float], why: str):
    a = [0.0] * 50 + [6.0] + tail
    found = measured(ticks(["W"] * 50 + ["H"] * (len(a) - 50), a))["restoration_half_life"]
    assert (found.value, found.reasons) == (None, (Reason.POOR_FIT,)), why


def test_a_gap_in_the_return_ends_the_fit():
    decay = [6 * math.exp(-k / 60) for k in range(200)]
    a = [0.0] * 20 + decay
    whole = ["W"] * 20 + ["H"] * 60 + ["W"] * 140
    cut = whole.copy()
    cut[70:90] = ["U"] * 20
    assert measured(ticks(whole, a))["restoration_half_life"].value == pytest.approx(
        60 * math.log(2)
    )
    assert measured(ticks(cut, a))["restoration_half_life"].value is None


def test_the_way_back_is_counted_from_the_peak_of_excursions_seen_whole():
    a = [0.0] * 50 + [3.0] * 10 + [5.0] + [3.0] * 29 + [0.0] * 50
    made = ticks(script("50W 40H 50W"), a)
    assert measured(made)["return_latency"].value == 30.0
    late = measured(made, (70, 140))["return_latency"]
    assert (late.value, late.reasons) == (None, (Reason.CENSORED,))


@pytest.mark.parametrize(
    ("text", "number", "censored"),
    [
        ("30W 9H 30W", 0, 0),
        ("30W 10H 30W", 1, 0),
        ("30W 10H 15U 10H 30W", 1, 0),
        ("30W 10H 16U 10H 30W", 2, 2),
        ("30W 10h 30W", 0, 0),
        ("30W 10H 10h 10H 30W", 1, 0),
        ("30W 10H 10L 30W", 1, 0),
        ("20H 30W", 1, 1),
        ("30W 20H", 1, 1),
        ("30W 20H 5U", 1, 1),
        ("30W 20H 5U 5W", 1, 0),
        ("5U 20H 30W", 1, 1),
    ],
)
def test_an_excursion_lasts_ten_seconds_and_unknown_time_splits_it(
    text: str, number: int, censored: int
):
    found = measured(scripted(text))["excursions"]
    assert (found.value, found.censored) == (number, censored)


def test_a_bridged_excursion_counts_its_bridge_and_a_held_second_is_not_valid():
    found = measured(scripted("30W 10H 10h 10H 30W"))
    assert found["excursion_duration"].value == 30.0
    assert found["time_high"].value == 20.0
    assert found["time_high"].valid_s == 80


def test_swings_are_counted_once_each_and_only_when_seen_from_begin_to_end():
    x = [0.0, 0.8, 0.5, 0.8, 1.5, 0.2, 0.7, 0.1, 0.76, 0.3, 0.24, 0.9]
    made = ticks("E" * len(x), [2 * value for value in x])
    found = swings(make_track(made, STANDARD), STANDARD)
    assert found.amplitudes == pytest.approx((1.5, 0.66))
    assert found.censored == 1
    started_above = swings(make_track(made[1:6], STANDARD), STANDARD)
    assert (started_above.amplitudes, started_above.censored) == ((), 1)
    rate = measured(made)["oscillations_per_10min"]
    assert rate.value == pytest.approx(2 * 600 / 12)
    assert Reason.SHORT_PERIOD in rate.reasons


def test_a_swing_does_not_reach_across_a_long_gap():
    x = [0.0] * 5 + [1.0] * 5
    made = ticks(
        "W" * 10 + "U" * 16 + "W" * 5, [2 * value for value in x] + [None] * 16 + [0.0] * 5
    )
    assert swings(make_track(made, STANDARD), STANDARD).amplitudes == ()
    short = ticks("W" * 10 + "U" * 15 + "W" * 5, [2 * v for v in x] + [None] * 15 + [0.0] * 5)
    assert swings(make_track(short, STANDARD), STANDARD).amplitudes == (1.0,)


def test_doses_are_sums_of_x_above_one_half_in_z_minutes():
    found = measured(scripted("600C 60E 30H"))
    assert found["elevation_within"].value == pytest.approx(60 * 0.5 / 60)
    assert found["elevation_high"].value == pytest.approx(30 * 2.0 / 60)
    assert found["near_baseline_longest"].value == 600.0
    assert found["near_baseline_longest"].censored == 1
    assert found["near_baseline_share"].value == pytest.approx(600 / 690)


@pytest.mark.oracle("O65")
def test_what_the_own_rest_adds_is_taken_from_the_dose():
    rng = np.random.default_rng(3)
    own = replace(QUIET, hr_sd=2.4, vagal_sd=0.12)
    sd = math.hypot(2.4 / 3.0, 0.12 / 0.2) / 2
    mean = np.mean(np.maximum(rng.normal(0, sd, 400_000) - STANDARD.zones.near_baseline_below, 0))
    assert rest_above(own, STANDARD.zones.near_baseline_below) == pytest.approx(mean, rel=0.02)
    made = scripted("600C 60E")
    track = make_track(made, STANDARD, baselines=[own])
    (dose,) = (m for m in measure_span("client", "s", [(0, 660)], track, STANDARD)
               if m.name == "elevation_within")  # fmt: skip
    expected = (60 * 0.5 - 660 * rest_above(own, STANDARD.zones.near_baseline_below)) / 60
    assert dose.value == pytest.approx(expected)
    unknown = make_track(made, STANDARD)
    (none,) = (m for m in measure_span("client", "s", [(0, 660)], unknown, STANDARD)
               if m.name == "elevation_within")  # fmt: skip
    assert (none.value, none.reasons) == (None, (Reason.NO_BASELINE,))


@pytest.mark.oracle("O64")
def test_the_half_life_begins_where_the_plateau_ends():
    up = [0.0] * 20 + [5.0] * 5 + [4.9] * 150
    decay = [4.9 * math.exp(-k / 60) for k in range(1, 250)]
    signs = "W" * 20 + "H" * 200 + "W" * 204
    found = measured(ticks(signs, up + decay))["restoration_half_life"]
    assert found.value == pytest.approx(60 * math.log(2), rel=0.01)


def test_without_a_vagal_axis_what_needs_it_is_missing_and_zones_are_not():
    made = ticks("W" * 60 + "H" * 60, [0.0] * 60 + [4.0] * 60, [None] * 120, hr_only=True)
    found = measured(made)
    assert found["share_high"].value == 0.5
    assert found["share_high"].reasons == (Reason.HR_ONLY,)
    assert found["excursion_area"].value == pytest.approx(60 * (4 - STANDARD.zones.th_hr_only))
    for name in (
        "elevation_within",
        "near_baseline_share",
        "oscillations_per_10min",
        "near_baseline_longest",
    ):
        assert found[name].value is None
        assert found[name].reasons == (Reason.MOSTLY_UNKNOWN, Reason.HR_ONLY)


def test_reservations_of_baseline_and_windows_stand_at_every_measure():
    made = ticks("C" * 700, provisional=True)
    found = measured(made, by=DEMO)
    assert {m.status for m in found.values()} <= {Status.DEGRADED, Status.MISSING}
    for measure in found.values():
        assert {Reason.ULTRA_SHORT, Reason.BASELINE_PROVISIONAL} <= set(measure.reasons)
    assert measured(ticks("C" * 700))["near_baseline_share"].status is Status.OK


def test_a_second_belongs_to_a_span_from_its_start_on_and_not_to_its_end():
    made = scripted("10W 10H 10W")
    assert measured(made, (10, 20))["time_high"].value == 10.0
    found = measured(made, (9.5, 12.5))["time_high"]
    assert (found.value, found.valid_s, found.pct_unknown) == (3.0, 3, 0.0)


@pytest.mark.parametrize(("text", "missing"), [("60W 40U", False), ("59W 41U", True)])
def test_a_span_of_which_less_than_60_percent_is_valid_has_no_value(text: str, missing: bool):
    found = measured(scripted(text))["share_within"]
    assert (found.value is None) is missing
    assert (Reason.MOSTLY_UNKNOWN in found.reasons) is missing
    assert found.pct_unknown == pytest.approx(int(text[4:6]))


@pytest.mark.parametrize("made", [[], scripted("100U"), scripted("1W"), scripted("1H")])
def test_hostile_sessions_give_every_measure_and_no_guess(made: list[Tick]):
    found = measured(made, (0, 100))
    others = ("event_", "mean_", "repair_", "ruptures")
    assert list(found) == [name for name in MEASURES if not name.startswith(others)]
    assert {m.value for m in found.values()} == {None}
    assert {m.reasons for m in found.values()} == {(Reason.MOSTLY_UNKNOWN,)}
    assert all((m.pct_unknown or 0) >= 99 for m in found.values())


def test_a_span_without_seconds_says_so():
    for measure in measure_span("c", "code:x", [], make_track([], STANDARD), STANDARD):
        assert (measure.value, measure.reasons) == (None, (Reason.NO_TICKS,))
        assert (measure.t0, measure.t1, measure.pct_unknown) == (None, None, None)


def test_numbers_that_are_none_do_not_pass_for_a_peak():
    made = ticks("W" * 20 + "H" * 20 + "W" * 20, [math.nan] * 60, [math.inf] * 60)
    found = measured(made)
    assert found["excursions"].value == 1.0
    for name in ("excursion_peak", "excursion_area", "return_latency", "elevation_within"):
        assert found[name].value is None, name


def test_ticks_of_two_people_are_refused_and_of_two_runs_the_later_counts():
    with pytest.raises(ValueError, match="one person"):
        make_track([tick(1, "W"), tick(1, "H", person="therapist")], STANDARD)
    track = make_track([tick(1, "H", run=2), tick(1, "W", run=1)], STANDARD)
    assert track.high.tolist() == [True]


def test_the_pieces_of_a_code_add_up_and_nothing_reaches_from_one_into_the_next():
    made = scripted("30W 8H 30W 8H 30W")
    found = measured(made, (60, 80), (25, 45), (26, 40))
    assert found["time_high"].value == 16.0
    assert found["time_high"].valid_s == 40
    assert found["excursions"].value == 0.0
    assert (found["time_high"].t0, found["time_high"].t1) == (25, 80)
    assert merged([(5, 5), (1, 3), (2, 4), (9, 8)]) == ((1, 4),)


states = st.lists(
    st.tuples(st.sampled_from("HLWCENUh"), st.integers(1, 40)), min_size=1, max_size=12
).map(lambda parts: "".join(sign * n for sign, n in parts))
numbers = st.one_of(st.none(), st.floats(-6, 6))


@settings(max_examples=60, deadline=None)
@given(states, st.data())
def test_shares_add_up_to_one_and_the_order_of_ticks_does_not_matter(signs: str, data):
    n = len(signs)
    seed = data.draw(st.integers(0, 99))
    rng = np.random.default_rng(seed)
    made = ticks(signs, rng.normal(0, 2, n).tolist(), rng.normal(0, 2, n).tolist())
    found = measured(made)
    shuffled = made.copy()
    random.Random(seed).shuffle(shuffled)
    assert measured(shuffled) == found
    assert measured(made) == found, "a second call says the same"
    shares = [found[f"share_{zone}"].value for zone in ("high", "within", "low")]
    if found["share_high"].status is Status.MISSING:
        assert shares == [None] * 3
        assert found["share_high"].valid_s < 0.6 * n
    else:
        assert sum(shares) == pytest.approx(1.0)
        times = [found[f"time_{zone}"].value for zone in ("high", "within", "low")]
        assert sum(times) == found["time_high"].valid_s
    for measure in found.values():
        assert (measure.value is None) == (measure.status is Status.MISSING)
        assert measure.value is None or math.isfinite(measure.value)
        assert measure.reasons or measure.status is Status.OK


@settings(max_examples=80, deadline=None)
@given(states)
def test_censoring_is_the_same_forwards_and_backwards(signs: str):
    def seen(text: str) -> list[tuple[int, int, bool, bool]]:
        found = excursions(make_track(ticks(text), STANDARD), STANDARD)
        return [(e.t0, e.t1, e.left_censored, e.right_censored) for e in found]

    n = len(signs)
    mirrored = [(n - t1, n - t0, right, left) for t0, t1, left, right in reversed(seen(signs))]
    assert seen(signs[::-1]) == mirrored


@settings(max_examples=40, deadline=None)
@given(states, st.floats(-50, 500), st.floats(-50, 500))
def test_any_span_gives_every_measure_without_more_valid_than_it_has_seconds(
    signs: str, t0: float, t1: float
):
    found = measured(ticks(signs), (t0, t1))
    assert len(found) == 19
    for measure in found.values():
        assert 0 <= measure.valid_s <= max(0, math.ceil(t1) - math.ceil(t0))
