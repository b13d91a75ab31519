"""The zone rule: thresholds, hysteresis, dwell, unknown, bands, and what it finds."""

from __future__ import annotations

import dataclasses
import math
import statistics
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import wfdb
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.zones.zones import Axes, ZoneTracker, axes, next_band, next_zone
from safehold.core.errors import ConfigError
from safehold.core.reasons import Reason
from safehold.core.settings import (
    DEMO,
    STANDARD,
    BaselineSettings,
    EngineSettings,
    WindowSettings,
    ZoneSettings,
)
from safehold.core.types import Baseline, IndexValue, Status, SubZone, ZoneName, ZoneState
from safehold.core.wording import disclaimer
from tests.helpers import script

BASELINE = Baseline(
    baseline_id="client-b1",
    person="client",
    t0=60,
    t1=300,
    hr=70.0,
    hr_spread=3.0,
    vagal=3.5,
    vagal_spread=0.2,
    vagal_index="ln_rmssd",
    vagal_sd=0.1,
    n_hr=8.0,
    n_vagal=4.0,
    provisional=False,
    reasons=(),
)
HR_ONLY = dataclasses.replace(
    BASELINE, vagal=None, vagal_spread=None, vagal_index="", vagal_sd=None, n_vagal=0.0
)


def value(name: str, number: float | None, t: float, **more: object) -> IndexValue:
    filled: dict[str, object] = {
        "unit": "bpm" if name == "hr" else "ln ms",
        "status": Status.OK if number is not None else Status.MISSING,
        "reasons": () if number is not None else (Reason.LOW_COVERAGE,),
        "t0": t - 60,
        "t1": t,
        "source": "ecg",
        "n_pairs": 64,
        "coverage": 1.0,
    }
    return IndexValue(name=name, value=number, **(filled | more))  # type: ignore[arg-type]


def inputs(a: float | None, v: float | None, t: int = 0, **more: object) -> dict[str, IndexValue]:
    """Return indices that lie at ``a`` and ``v`` relative to BASELINE; None is missing."""
    return {
        "hr": value("hr", None if a is None else 70 + 3 * a, t),
        "ln_rmssd": value("ln_rmssd", None if v is None else 3.5 + 0.2 * v, t, **more),
    }


REST = (0.0, 0.0)
HIGH = (6.0, -5.0)
LOW = (-6.0, -5.0)
MISSING = (None, None)


def feed(
    tracker: ZoneTracker,
    places: list[tuple[float | None, float | None]],
    *,
    start: int,
    baseline: Baseline | None = BASELINE,
) -> list[ZoneState]:
    return [
        tracker.update(t, inputs(a, v, t), baseline, ())
        for t, (a, v) in enumerate(places, start=start)
    ]


def settled(configuration: EngineSettings = STANDARD) -> tuple[ZoneTracker, int]:
    """Return a tracker that is within, and its next tick."""
    tracker = ZoneTracker(configuration)
    states = feed(tracker, [REST] * 30, start=1)
    assert states[-1].state is ZoneName.WITHIN
    return tracker, 31


@pytest.fixture(scope="module")
def simulation() -> ModuleType:
    """The simulation that the published figures come from."""
    return script("bench/zone_rest_simulation.py")


# --- what it finds -----------------------------------------------------------------------------


@pytest.mark.oracle("O32")
def test_an_activation_of_two_minutes_is_one_excursion_entered_and_left_in_time(
    simulation: ModuleType,
) -> None:
    step = simulation.Excursion(15, 0.45, onset=420, offset=540)
    outcomes = []
    for seed in range(12):
        times = simulation.simulate_beats(seed, 660, step)
        ticks = simulation.run(times, STANDARD, baseline_onset=0.0, until=660)
        outcomes.append(simulation.judge([(t, s) for t, s, _ in ticks], step))
    assert [outcome.excursions for outcome in outcomes] == [1] * 12
    assert all(outcome.false_seconds == 0 for outcome in outcomes)
    onsets = [outcome.onset_delay for outcome in outcomes]
    returns = [outcome.return_delay for outcome in outcomes]
    assert 30 <= statistics.median(onsets) <= 60
    assert 15 <= statistics.median(returns) <= 45
    assert all(25 <= onset <= 75 for onset in onsets)  # single runs: the windows fill with noise
    assert all(15 <= back <= 45 for back in returns)


@pytest.mark.slow
@pytest.mark.oracle("O33")
def test_a_faster_heart_with_the_vagal_index_kept_is_no_excursion(simulation: ModuleType) -> None:
    row = simulation.excursion_row(15, 1.0, runs=12)
    assert row["detected"] == 0
    assert row["false_seconds"] == 0
    assert row["vagal_kept_shown"] == 12


def test_a_drop_of_the_vagal_index_alone_is_no_excursion(simulation: ModuleType) -> None:
    row = simulation.excursion_row(0, 0.45, runs=6)
    assert row["detected"] == 0
    assert row["false_seconds"] == 0


@pytest.mark.slow
@pytest.mark.oracle("O34")
def test_half_an_hour_of_rest_is_outside_the_own_range_at_most_one_percent(
    simulation: ModuleType,
) -> None:
    row = simulation.rest_row(240.0, runs=6)
    assert row["outside_percent"] <= 1.0


@pytest.mark.oracle("O34")
@pytest.mark.parametrize("used", [120.0, 180.0, 240.0, 300.0])
def test_a_real_half_hour_of_rest_is_outside_the_own_range_at_most_one_percent(
    simulation: ModuleType, shared_data: Path, used: float
) -> None:
    record = wfdb.rdann(str(shared_data / "single" / "mitdb_100" / "100"), "atr")
    beat = np.isin(record.symbol, ["N", "A", "V"])
    times = record.sample[beat] / 360.0
    normal = np.asarray(record.symbol)[beat] == "N"
    rules = BaselineSettings(used_s=used)
    ticks = list(
        simulation.run(
            times,
            dataclasses.replace(STANDARD, baseline=rules),
            baseline_onset=0.0,
            until=1805,
            usable=normal[1:] & normal[:-1],
        )
    )
    assert ticks[-1][2] is not None
    outcome = simulation.judge([(t, s) for t, s, _ in ticks], None)
    assert outcome.valid_seconds >= 0.9 * (1805 - 60 - used)
    assert outcome.false_seconds <= 0.01 * outcome.valid_seconds


def test_the_demo_enters_the_zone_in_every_run_and_leaves_it_again(simulation: ModuleType) -> None:
    row = simulation.demo_row(runs=30)
    assert row["detected"] == 30
    assert row["left_before_the_end"] == 30
    assert row["false_seconds"] == 0
    assert row["shown_after_s"]["min"] >= 20
    assert row["shown_after_s"]["max"] <= 68


def test_the_demo_with_windows_of_a_minute_shows_no_zone(simulation: ModuleType) -> None:
    row = simulation.demo_row(settings=dataclasses.replace(DEMO, windows=WindowSettings()), runs=3)
    assert row["detected"] == 0


# --- numbers -----------------------------------------------------------------------------------


def test_axes_are_distances_from_the_baseline_with_their_standard_errors() -> None:
    place = axes(inputs(2.5, -1.5, pct_flagged=0.04, n_pairs=36), BASELINE)
    assert place.a == pytest.approx(2.5)
    assert place.v == pytest.approx(-1.5)
    assert place.sa == pytest.approx(math.sqrt(0.25**2 + 1 / 8))
    se, flagged = 0.9 / 6 / 0.2, 0.04 / 0.2
    assert place.sv == pytest.approx(math.sqrt(se**2 + flagged**2 + 1 / 4))


def test_the_index_own_standard_error_comes_first() -> None:
    place = axes(inputs(0, 0, se=0.5), BASELINE)
    assert place.sv == pytest.approx(math.sqrt((0.5 / 0.2) ** 2 + 1 / 4))


def test_a_vagal_value_whose_certainty_is_unknown_is_a_missing_input() -> None:
    tracker, t = settled()
    state = tracker.update(t, inputs(0, 0, t, n_pairs=0), BASELINE, ())
    assert state.held
    assert state.reasons == (Reason.TOO_FEW_PAIRS,)


@pytest.mark.parametrize(
    ("a", "v", "wanted"),
    [
        (2.25, -1.5, ZoneName.HIGH),
        (2.24, -9.0, ZoneName.WITHIN),
        (9.0, -1.49, ZoneName.WITHIN),
        (-2.25, -1.5, ZoneName.LOW),
        (-2.24, -9.0, ZoneName.WITHIN),
        (-9.0, -1.49, ZoneName.WITHIN),
    ],
)
@pytest.mark.parametrize("error", [0.1, 5.0])
def test_a_zone_needs_both_axes_at_their_thresholds_whatever_their_errors(
    a: float, v: float, wanted: ZoneName, error: float
) -> None:
    place = Axes(a, v, error, error)
    assert next_zone(ZoneName.WITHIN, place, ZoneSettings(), hr_only=False) is wanted


def test_a_place_farther_from_rest_has_the_heart_rate_farther_off_and_the_vagal_index_lower() -> (
    None
):
    assert Axes(2.0, -1.0, 0.5, 0.25).from_rest(1) == Axes(2.5, -1.25, 0.5, 0.25)
    assert Axes(-2.0, -1.0, 0.5, 0.25).from_rest(1) == Axes(-2.5, -1.25, 0.5, 0.25)
    assert Axes(-0.3, 1.0, 0.5, 0.25).from_rest(-1) == Axes(0.0, 1.25, 0.5, 0.25)
    assert Axes(None, 1.0, None, None).from_rest(1) == Axes(None, 1.0, None, None)


# --- states ------------------------------------------------------------------------------------


def test_before_a_baseline_the_zone_is_unknown_and_says_why() -> None:
    states = feed(ZoneTracker(STANDARD), [HIGH] * 40, start=1, baseline=None)
    assert {state.state for state in states} == {ZoneName.UNKNOWN}
    assert {state.reasons for state in states} == {(Reason.NO_BASELINE,)}
    assert states[-1].since == 1
    assert states[-1].a is None
    assert not states[-1].held


def test_a_zone_is_entered_after_its_dwell_time_and_not_before() -> None:
    tracker, t = settled()
    states = feed(tracker, [HIGH] * 12, start=t)
    assert [s.state for s in states] == [ZoneName.WITHIN] * 10 + [ZoneName.HIGH] * 2
    assert all(s.candidate is ZoneName.HIGH for s in states)
    assert states[-1].since == t + 10


def test_a_zone_is_left_after_its_dwell_time_and_not_before() -> None:
    tracker, t = settled()
    feed(tracker, [HIGH] * 20, start=t)
    states = feed(tracker, [REST] * 12, start=t + 20)
    assert [s.state for s in states] == [ZoneName.HIGH] * 10 + [ZoneName.WITHIN] * 2


def test_dwell_times_in_and_out_are_set_apart() -> None:
    zones = ZoneSettings(dwell_in_s=5, dwell_out_s=20)
    tracker, t = settled(dataclasses.replace(STANDARD, zones=zones))
    states = feed(tracker, [HIGH] * 10 + [REST] * 25, start=t)
    inside = [t + k for k, s in enumerate(states) if s.state is ZoneName.HIGH]
    assert inside == list(range(t + 5, t + 30))


@pytest.mark.parametrize("interruption", [REST, MISSING, (6.0, None), (None, -5.0)])
def test_one_tick_of_anything_else_restarts_the_dwell(
    interruption: tuple[float | None, float | None],
) -> None:
    tracker, t = settled()
    states = feed(tracker, [HIGH] * 9 + [interruption] + [HIGH] * 11, start=t)
    assert [s.state for s in states] == [ZoneName.WITHIN] * 20 + [ZoneName.HIGH]


@pytest.mark.parametrize(
    ("between", "left"),
    [((2.1, -9.0), (2.04, -9.0)), ((9.0, -1.35), (9.0, -1.29))],
)
def test_between_leaving_and_entering_the_state_stays_what_it_is(
    between: tuple[float, float], left: tuple[float, float]
) -> None:
    tracker, t = settled()
    assert feed(tracker, [between] * 60, start=t)[-1].state is ZoneName.WITHIN
    feed(tracker, [HIGH] * 20, start=t + 60)
    assert feed(tracker, [between] * 60, start=t + 80)[-1].state is ZoneName.HIGH
    assert feed(tracker, [left] * 11, start=t + 140)[-1].state is ZoneName.WITHIN


def test_low_activation_needs_both_axes_down() -> None:
    tracker, t = settled()
    assert feed(tracker, [(-6.0, 0.5)] * 30, start=t)[-1].state is ZoneName.WITHIN
    assert feed(tracker, [LOW] * 11, start=t + 30)[-1].state is ZoneName.LOW


def test_missing_inputs_are_held_for_fifteen_seconds_and_then_unknown() -> None:
    tracker, t = settled()
    feed(tracker, [HIGH] * 20, start=t)
    states = feed(tracker, [MISSING] * 17, start=t + 20)
    assert [s.state for s in states] == [ZoneName.HIGH] * 15 + [ZoneName.UNKNOWN] * 2
    assert [s.held for s in states] == [True] * 15 + [False] * 2
    assert {s.reasons for s in states} == {(Reason.LOW_COVERAGE,)}
    assert states[-1].since == t + 35
    assert states[-1].substate is SubZone.NONE


def test_one_missing_axis_is_a_missing_input_and_the_other_axis_still_stands() -> None:
    tracker, t = settled()
    states = feed(tracker, [(9.0, None)] * 40, start=t)
    assert states[-1].state is ZoneName.UNKNOWN
    assert states[-1].a == pytest.approx(9.0)
    assert states[-1].v is None
    assert not states[-1].hr_only


def test_after_unknown_every_state_has_to_hold_for_its_dwell_time() -> None:
    tracker, t = settled()
    feed(tracker, [MISSING] * 30, start=t)
    states = feed(tracker, [REST] * 12, start=t + 30)
    assert [s.state for s in states] == [ZoneName.UNKNOWN] * 10 + [ZoneName.WITHIN] * 2
    assert {s.reasons for s in states[:10]} == {(Reason.DWELL,)}
    assert states[-1].reasons == ()


def test_an_absent_index_and_a_number_that_is_none_give_a_reason_too() -> None:
    tracker, t = settled()
    state = tracker.update(t, {"hr": value("hr", 70, t)}, BASELINE, ())
    assert state.reasons == (Reason.NO_STREAM,)
    nan = inputs(math.nan, 0, t + 1)
    assert tracker.update(t + 1, nan, BASELINE, ()).reasons == (Reason.DETECTOR_FAILED,)


def test_a_jump_in_the_ticks_counts_as_missing_time() -> None:
    tracker, t = settled()
    assert tracker.update(t + 15, inputs(*REST), BASELINE, ()).state is ZoneName.WITHIN
    state = tracker.update(t + 60, inputs(*REST), BASELINE, ())
    assert state.state is ZoneName.UNKNOWN
    assert state.since == t + 60


def test_ticks_that_do_not_grow_are_refused() -> None:
    tracker, t = settled()
    with pytest.raises(ValueError, match="does not follow"):
        tracker.update(t - 1, inputs(*REST), BASELINE, ())


def test_another_baseline_restarts_the_dwell_and_keeps_the_state() -> None:
    tracker, t = settled()
    feed(tracker, [HIGH] * 9, start=t)
    other = dataclasses.replace(BASELINE, baseline_id="client-b2")
    states = feed(tracker, [HIGH] * 11, start=t + 9, baseline=other)
    assert [s.state for s in states] == [ZoneName.WITHIN] * 10 + [ZoneName.HIGH]
    assert states[0].baseline_id == "client-b2"


def test_confounds_hash_and_provisional_baseline_stand_in_every_state() -> None:
    tracker = ZoneTracker(STANDARD)
    provisional = dataclasses.replace(BASELINE, provisional=True)
    state = tracker.update(5, inputs(*REST), provisional, ("cf.speech_client",))
    assert state.confounds == ("cf.speech_client",)
    assert state.params_hash == STANDARD.params_hash
    assert state.provisional
    assert Reason.BASELINE_PROVISIONAL in state.reasons


# --- heart rate only ---------------------------------------------------------------------------


def test_heart_rate_alone_needs_the_stricter_threshold() -> None:
    for a, expected in ((2.6, ZoneName.WITHIN), (3.6, ZoneName.HIGH)):
        tracker = ZoneTracker(STANDARD)
        states = feed(tracker, [(0.0, -5.0)] * 20 + [(a, -5.0)] * 30, start=1, baseline=HR_ONLY)
        assert states[-1].state is expected
        assert states[-1].hr_only
        assert states[-1].reasons == (Reason.HR_ONLY,)
        assert states[-1].v is None
        assert states[-1].substate is SubZone.NONE


def test_heart_rate_alone_has_no_bands_not_even_those_of_the_baseline_before() -> None:
    tracker, at = settled()
    edge = feed(tracker, [(0.9, -0.9)] * 30, start=at)
    assert edge[-1].substate is SubZone.ELEVATED
    alone = feed(tracker, [(0.9, None)] * 30, start=at + 30, baseline=HR_ONLY)
    assert {(s.state, s.substate) for s in alone} == {(ZoneName.WITHIN, SubZone.NONE)}


def test_heart_rate_alone_has_no_low_zone() -> None:
    states = feed(ZoneTracker(STANDARD), [LOW] * 60, start=1, baseline=HR_ONLY)
    assert states[-1].state is ZoneName.WITHIN


# --- bands inside within -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "v", "band"),
    [
        (0.0, 0.0, SubZone.NEAR_BASELINE),
        (0.98, 0.0, SubZone.NEAR_BASELINE),
        (1.0, 0.0, SubZone.ELEVATED),
        (1.5, -0.98, SubZone.ELEVATED),
        (1.5, -1.0, SubZone.NEAR_UPPER),
        (2.25, -1.49, SubZone.ACTIVATED_VAGAL_KEPT),
        (2.25, -1.5, SubZone.NEAR_UPPER),
        (5.0, 0.0, SubZone.ACTIVATED_VAGAL_KEPT),
        (-1.5, 0.0, SubZone.NEAR_LOWER),
        (-1.5, -4.5, SubZone.NEAR_LOWER),
        (-1.5, 0.01, SubZone.SETTLED),
        (-1.49, 0.5, SubZone.NEAR_BASELINE),
    ],
)
def test_bands_follow_their_order(a: float, v: float, band: SubZone) -> None:
    assert next_band(SubZone.NONE, a, v, ZoneSettings()) is band


@pytest.mark.parametrize(
    ("band", "stays", "leaves"),
    [
        (SubZone.ELEVATED, (0.62, 0.0), (0.58, 0.0)),
        (SubZone.NEAR_UPPER, (1.5, -0.62), (1.5, -0.58)),
        (SubZone.ACTIVATED_VAGAL_KEPT, (2.06, -1.69), (2.04, -1.69)),
        (SubZone.NEAR_LOWER, (-1.31, 0.19), (-1.29, 0.19)),
        (SubZone.SETTLED, (-1.31, 0.5), (-1.29, 0.5)),
    ],
)
def test_a_band_is_left_a_hysteresis_nearer_to_rest(
    band: SubZone, stays: tuple[float, float], leaves: tuple[float, float]
) -> None:
    assert next_band(band, *stays, ZoneSettings()) is band
    assert next_band(band, *leaves, ZoneSettings()) is not band


def test_a_band_is_said_after_its_own_dwell_time() -> None:
    tracker, t = settled()
    states = feed(tracker, [(1.4, 0.0)] * 12, start=t)
    assert [s.substate for s in states] == [SubZone.NEAR_BASELINE] * 10 + [SubZone.ELEVATED] * 2


def test_bands_are_said_inside_within_only() -> None:
    tracker, t = settled()
    states = feed(tracker, [HIGH] * 30, start=t)
    assert {s.substate for s in states if s.state is ZoneName.HIGH} == {SubZone.NONE}


def test_no_band_outlives_an_unknown() -> None:
    zones = ZoneSettings(band_dwell_s=30)
    tracker, t = settled(dataclasses.replace(STANDARD, zones=zones))
    feed(tracker, [(1.4, 0.0)] * 40 + [MISSING] * 20, start=t)
    states = feed(tracker, [REST] * 31, start=t + 60)
    assert states[20].state is ZoneName.WITHIN
    assert states[20].substate is SubZone.NONE
    assert states[30].substate is SubZone.NEAR_BASELINE


# --- properties --------------------------------------------------------------------------------

places = st.tuples(st.one_of(st.none(), st.floats(-8, 8)), st.one_of(st.none(), st.floats(-8, 8)))
episodes = st.lists(st.tuples(places, st.integers(1, 25)), min_size=1, max_size=12)


def reference_states(
    sequence: list[tuple[float | None, float | None]], rule: ZoneSettings
) -> list[ZoneName]:
    """Return the states by the words of the specification, from the whole history each time."""
    states: list[ZoneName] = []
    wanted: list[ZoneName | None] = []
    for k, (a, v) in enumerate(sequence):
        state = states[-1] if states else ZoneName.UNKNOWN
        if a is None or v is None:
            wanted.append(None)
            valid = [j for j in range(k) if wanted[j] is not None]
            if not valid or k - valid[-1] > rule.unknown_after_s:
                state = ZoneName.UNKNOWN
        else:
            place = axes(inputs(a, v), BASELINE)
            assert place.a is not None
            assert place.v is not None
            by = {
                ZoneName.HIGH: min(place.a - rule.th, -rule.tv - place.v),
                ZoneName.LOW: min(-rule.th - place.a, rule.tl - place.v),
            }
            entered = [zone for zone, beyond in by.items() if beyond >= 0]
            keep = by.get(state, -math.inf) >= -rule.hysteresis
            want = entered[0] if entered else state if keep else ZoneName.WITHIN
            wanted.append(want)
            dwell = rule.dwell_out_s if want is ZoneName.WITHIN else rule.dwell_in_s
            if k >= dwell and all(w is want for w in wanted[k - dwell :]):
                state = want
        states.append(state)
    return states


@given(episodes)
@settings(max_examples=60, deadline=None)
def test_states_are_those_of_an_independent_reading_of_the_rule(
    parts: list[tuple[tuple[float | None, float | None], int]],
) -> None:
    sequence = [place for place, length in parts for _ in range(length)]
    states = feed(ZoneTracker(STANDARD), sequence, start=-3)
    assert [s.state for s in states] == reference_states(sequence, STANDARD.zones)


@given(episodes, st.sampled_from([BASELINE, HR_ONLY, None]))
@settings(max_examples=60, deadline=None)
def test_every_state_is_coherent_and_depends_on_the_ticks_alone(
    parts: list[tuple[tuple[float | None, float | None], int]], baseline: Baseline | None
) -> None:
    sequence = [place for place, length in parts for _ in range(length)]
    states = feed(ZoneTracker(STANDARD), sequence, start=1, baseline=baseline)
    assert states == feed(ZoneTracker(STANDARD), sequence, start=1, baseline=baseline)
    for t, state in enumerate(states, start=1):
        if state.a is None or (state.v is None and not state.hr_only):
            assert state.reasons
            assert state.candidate is ZoneName.UNKNOWN
            assert state.held or state.state is ZoneName.UNKNOWN
        else:
            assert state.candidate is not ZoneName.UNKNOWN
            assert not state.held
        if state.state is ZoneName.UNKNOWN:
            assert state.reasons
        if state.state is not ZoneName.WITHIN:
            assert state.substate is SubZone.NONE
        assert state.since <= t


# --- settings ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "bad", "low", "high"),
    [
        ("th", 1.4, "1.5", "3"),
        ("tv", 2.1, "0.5", "2"),
        ("hysteresis", 0.6, "0", "0.5"),
        ("dwell_in_s", 4, "5", "30"),
        ("dwell_out_s", 31, "5", "30"),
        ("unknown_after_s", 61, "5", "60"),
    ],
)
def test_a_parameter_out_of_range_is_refused_with_the_valid_range(
    name: str, bad: float, low: str, high: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        ZoneSettings(**{name: bad})
    assert f"{name} = {bad!r}" in str(caught.value)
    assert f"from {low} to {high}" in str(caught.value)


def test_windows_and_baseline_rules_out_of_range_are_refused_with_the_valid_range() -> None:
    with pytest.raises(ConfigError, match="from 30 to 120"):
        WindowSettings(vagal_s=20)
    with pytest.raises(ConfigError, match=r"from 0 to 0\.1"):
        BaselineSettings(max_flagged=0.2)


# --- what people read --------------------------------------------------------------------------


def test_the_guide_to_the_numbers_quotes_the_fixed_sentence_with_the_lag_in_force() -> None:
    guide = Path(__file__).resolve().parents[4] / "docs" / "numbers.md"
    text = " ".join(guide.read_text(encoding="utf-8").replace("> ", "").split())
    assert disclaimer(STANDARD.lag_s) in text
    assert f"demo profile: {DEMO.lag_s:.0f} s" in text
    for word in ("ventral", "dorsal"):
        assert word not in text.lower()
