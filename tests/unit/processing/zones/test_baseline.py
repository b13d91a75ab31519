"""The baseline: which windows enter, what it says of itself, when there is none."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.zones.baseline import (
    BaselineCollector,
    choose_baseline,
    covered_seconds,
    robust_sd,
    tile,
)
from safehold.core.errors import ConfigError
from safehold.core.reasons import Reason
from safehold.core.settings import (
    DEMO,
    STANDARD,
    BaselineSettings,
    EngineSettings,
    WindowSettings,
)
from safehold.core.types import Baseline, IndexValue, Status

Indices = dict[str, IndexValue]
Confounds = tuple[str, ...]


def value(name: str, number: float | None, t: int, length: float, **more: object) -> IndexValue:
    filled: dict[str, object] = {
        "unit": "bpm" if name == "hr" else "ln ms",
        "status": Status.OK if number is not None else Status.MISSING,
        "reasons": () if number is not None else (Reason.LOW_COVERAGE,),
        "source": "ecg",
        "coverage": 0.99 if number is not None else 0.0,
        "n_pairs": 60,
    }
    return IndexValue(
        name=name,
        value=number,
        t0=t - length,
        t1=float(t),
        **(filled | more),  # type: ignore[arg-type]
    )


def resting(t: int, configuration: EngineSettings = STANDARD) -> Indices:
    """Return indices of a calm, slightly moving rest."""
    windows = configuration.windows
    hr = 70 + np.sin(t / 9)
    return {
        "hr": value("hr", hr, t, windows.hr_s),
        "ln_rmssd": value("ln_rmssd", 3.5 + 0.1 * np.sin(t / 7), t, windows.vagal_s),
    }


def collect(
    make: Callable[[int], Indices] = resting,
    *,
    configuration: EngineSettings = STANDARD,
    onset: float = 0.0,
    stop: float | None = None,
    until: int = 400,
    confounds: Callable[[int], Confounds] = lambda _: (),
) -> tuple[dict[int, Baseline], BaselineCollector]:
    """Return the baselines by the tick that gave them, and the collector."""
    collector = BaselineCollector("client", configuration)
    collector.start(onset)
    found = {}
    for t in range(1, until + 1):
        if stop is not None and t >= stop:
            collector.stop(stop)
        baseline = collector.update(t, make(t), confounds(t))
        if baseline is not None:
            found[t] = baseline
    return found, collector


def only(found: dict[int, Baseline]) -> Baseline:
    assert len(found) == 1
    return next(iter(found.values()))


# --- what enters -------------------------------------------------------------------------------


def test_a_baseline_comes_once_at_the_tick_that_ends_the_used_span() -> None:
    found, collector = collect()
    assert list(found) == [300]
    assert (only(found).t0, only(found).t1) == (60.0, 300.0)
    assert only(found).baseline_id == "client-b1"
    assert collector.span is None
    assert collector.last_failure == ()


def test_only_windows_wholly_inside_the_used_span_enter() -> None:
    def spoiled(t: int) -> Indices:
        indices = resting(t)
        if t < 90 or t > 300:
            indices["hr"] = value("hr", 180.0, t, 30)
        if t < 120 or t > 300:
            indices["ln_rmssd"] = value("ln_rmssd", 0.1, t, 60)
        return indices

    assert only(collect(spoiled)[0]) == only(collect()[0])


@given(onset=st.floats(0, 50), stop=st.one_of(st.none(), st.floats(200, 400)))
@settings(max_examples=25, deadline=None)
def test_values_from_outside_the_span_never_change_a_baseline(
    onset: float, stop: float | None
) -> None:
    t0 = onset + 60
    t1 = min(t0 + 240, stop if stop is not None else 1000)

    def spoiled(t: int) -> Indices:
        indices = resting(t)
        return {
            name: v if t0 <= v.t0 and v.t1 <= t1 else dataclasses.replace(v, value=-1000.0)
            for name, v in indices.items()
        }

    clean = only(collect(onset=onset, stop=stop)[0])
    assert only(collect(spoiled, onset=onset, stop=stop)[0]) == clean
    assert clean.t1 == t1


def test_centre_is_the_median_and_spread_the_scaled_deviation() -> None:
    rng = np.random.default_rng(3)
    hr, vagal = 80 + 6 * rng.standard_normal(500), 3 + 0.5 * rng.standard_normal(500)

    def noisy(t: int) -> Indices:
        return {
            "hr": value("hr", hr[t], t, 30),
            "ln_rmssd": value("ln_rmssd", vagal[t], t, 60),
            "resp_rate": value("resp_rate", 12 + t / 1000, t, 60),
        }

    baseline = only(collect(noisy)[0])
    used_hr, used_vagal = hr[90:301], vagal[120:301]
    assert baseline.hr == pytest.approx(np.median(used_hr))
    deviation = np.median(np.abs(used_hr - np.median(used_hr)))
    assert baseline.hr_spread == pytest.approx(1.4826 * deviation)
    assert baseline.vagal == pytest.approx(np.median(used_vagal))
    assert baseline.vagal_spread == baseline.vagal_sd
    assert (baseline.n_hr, baseline.n_vagal) == (8.0, 4.0)
    assert baseline.resp_rate == pytest.approx(12.21)


def test_the_robust_deviation_of_normal_values_is_their_standard_deviation() -> None:
    values = 5 + 2 * np.random.default_rng(1).standard_normal(20_000)
    assert robust_sd(values) == pytest.approx(2, rel=0.02)


def test_a_spread_below_its_floor_is_the_floor() -> None:
    baseline = only(collect()[0])
    assert baseline.hr_spread == 3.0
    assert baseline.vagal_spread == 0.20
    assert baseline.vagal_sd is not None
    assert 0 < baseline.vagal_sd < 0.20


def test_a_phase_stopped_early_uses_what_there_is() -> None:
    found, _ = collect(stop=250.4)
    assert list(found) == [251]
    assert only(found).t1 == 250.4
    assert only(found).n_hr == pytest.approx(190 / 30)
    assert not only(found).provisional


def test_a_stop_that_comes_late_takes_back_the_ticks_after_it() -> None:
    collector = BaselineCollector("client", STANDARD)
    collector.start(0.0)
    for t in range(1, 280):
        collector.update(t, resting(t), ("cf.movement",) if t > 250 else ())
    collector.stop(250.0)
    baseline = collector.update(280, resting(280), ())
    assert baseline is not None
    assert baseline.t1 == 250.0
    assert not baseline.provisional


# --- acceptance --------------------------------------------------------------------------------


def test_a_quiet_rest_is_accepted() -> None:
    baseline = only(collect()[0])
    assert not baseline.provisional
    assert baseline.reasons == ()


def changed(name: str, **fields: object) -> Callable[[int], Indices]:
    def make(t: int) -> Indices:
        indices = resting(t)
        return indices | {name: dataclasses.replace(indices[name], **fields)}  # type: ignore[arg-type]

    return make


def drifting(t: int) -> Indices:
    return resting(t) | {"hr": value("hr", 70 + t * 6 / 240, t, 30)}


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (changed("hr", pct_flagged=0.06), Reason.BASELINE_FLAGGED),
        (changed("hr", coverage=0.89), Reason.BASELINE_COVERAGE),
        (drifting, Reason.BASELINE_DRIFT),
    ],
)
def test_a_broken_rule_makes_the_baseline_provisional_and_is_named(
    make: Callable[[int], Indices], reason: Reason
) -> None:
    baseline = only(collect(make)[0])
    assert baseline.provisional
    assert baseline.reasons == (reason,)


@pytest.mark.parametrize(
    "make",
    [
        changed("hr", pct_flagged=0.05),
        changed("hr", coverage=0.90),
        lambda t: resting(t) | {"hr": value("hr", 70 + t * 3.9 / 210, t, 30)},
    ],
)
def test_a_rule_just_met_is_met(make: Callable[[int], Indices]) -> None:
    assert not only(collect(make)[0]).provisional


def test_less_than_two_valid_minutes_are_short() -> None:
    assert only(collect(stop=179.0)[0]).reasons == (Reason.BASELINE_SHORT,)
    assert only(collect(stop=180.0)[0]).reasons == ()


def test_a_vagal_index_valid_for_less_than_two_minutes_makes_it_short() -> None:
    def make(t: int) -> Indices:
        indices = resting(t)
        if t > 160:
            indices["ln_rmssd"] = value("ln_rmssd", None, t, 60)
        return indices

    baseline = only(collect(make)[0])
    assert baseline.vagal_index == "ln_rmssd"
    assert baseline.reasons == (Reason.BASELINE_SHORT,)
    assert baseline.n_vagal == pytest.approx(100 / 60)


def test_artefacts_at_the_edge_of_the_span_weigh_as_much_as_in_its_middle() -> None:
    def make(t: int) -> Indices:
        indices = resting(t)
        flagged = 0.45 if t == 90 else 0.0  # the first of eight windows end to end: 5.6 % of all
        return indices | {"hr": dataclasses.replace(indices["hr"], pct_flagged=flagged)}

    assert only(collect(make)[0]).reasons == (Reason.BASELINE_FLAGGED,)


@pytest.mark.parametrize(("tick", "provisional"), [(59, False), (60, True), (300, True)])
def test_speech_or_movement_in_the_used_span_makes_it_provisional(
    tick: int, provisional: bool
) -> None:
    found, _ = collect(confounds=lambda t: ("cf.speech_client",) if t == tick else ())
    assert only(found).provisional is provisional
    if provisional:
        assert only(found).reasons == (Reason.BASELINE_CONFOUNDED,)


def test_a_note_on_medication_does_not_doubt_the_baseline() -> None:
    assert not only(collect(confounds=lambda _: ("medication",))[0]).provisional


def test_the_demo_baseline_is_always_provisional() -> None:
    found, _ = collect(
        lambda t: resting(t, DEMO), configuration=DEMO, onset=5.0, stop=45.0, until=60
    )
    assert list(found) == [45]
    assert only(found).reasons == (Reason.ULTRA_SHORT,)
    assert only(found).provisional
    assert only(found).vagal_index == "ln_rmssd"


# --- the vagal axis ----------------------------------------------------------------------------


def on(axis: str) -> EngineSettings:
    return dataclasses.replace(STANDARD, baseline=BaselineSettings(vagal_axis=axis))


def with_every_index(t: int) -> Indices:
    return resting(t) | {
        "ln_cvsd": value("ln_cvsd", -3.2 + 0.1 * np.sin(t / 7), t, 60),
        "ln_p2t": value("ln_p2t", 4.0, t, 60, n_breaths=14),
    }


@pytest.mark.parametrize(("axis", "centre"), [("ln_rmssd", 3.5), ("ln_cvsd", -3.2)])
def test_the_vagal_axis_is_the_one_that_the_study_chose(axis: str, centre: float) -> None:
    baseline = only(collect(with_every_index, configuration=on(axis))[0])
    assert baseline.vagal_index == axis
    assert baseline.vagal == pytest.approx(centre, abs=0.05)
    assert baseline.vagal_spread == 0.20


def test_an_axis_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigError, match="vagal_axis"):
        BaselineSettings(vagal_axis="ln_p2t")


def test_a_source_without_vagal_index_gives_a_full_heart_rate_baseline() -> None:
    def make(t: int) -> Indices:
        missing = value("ln_rmssd", None, t, 60, reasons=(Reason.LOW_RATE,))
        return {"hr": resting(t)["hr"], "ln_rmssd": missing}

    for baseline in (only(collect(make)[0]), only(collect(lambda t: {"hr": resting(t)["hr"]})[0])):
        assert baseline.vagal_index == ""
        assert baseline.vagal is None
        assert baseline.reasons == (Reason.HR_ONLY,)
        assert not baseline.provisional


def test_a_vagal_index_that_failed_leaves_a_provisional_heart_rate_baseline() -> None:
    def make(t: int) -> Indices:
        return resting(t) | {"ln_rmssd": value("ln_rmssd", None, t, 60)}

    baseline = only(collect(make)[0])
    assert baseline.vagal_index == ""
    assert baseline.provisional
    assert baseline.reasons == (Reason.BASELINE_SHORT, Reason.HR_ONLY)


# --- none at all -------------------------------------------------------------------------------


def test_too_little_for_anything_is_no_baseline_and_says_why() -> None:
    def make(t: int) -> Indices:
        return resting(t) | {"hr": value("hr", None, t, 30, reasons=(Reason.CLIPPED,))}

    found, collector = collect(make)
    assert found == {}
    assert collector.last_failure == (Reason.BASELINE_SHORT, Reason.CLIPPED)
    assert collector.span is None


@pytest.mark.parametrize("stop", [0.0, 59.0, 75.0, 119.0])
def test_a_phase_too_short_for_its_windows_is_no_baseline(stop: float) -> None:
    found, collector = collect(stop=stop)
    assert found == {}
    assert collector.last_failure == (Reason.BASELINE_SHORT,)


def test_a_span_without_room_for_a_vagal_window_is_no_baseline() -> None:
    configuration = dataclasses.replace(DEMO, windows=WindowSettings())
    found, collector = collect(configuration=configuration, onset=5.0, until=60)
    assert found == {}
    assert collector.last_failure == (Reason.BASELINE_SHORT,)


def test_after_a_failure_a_new_start_can_succeed() -> None:
    collector = BaselineCollector("client", STANDARD)
    collector.start(0.0)
    collector.stop(70.0)
    assert collector.update(70, resting(70), ()) is None
    assert collector.last_failure
    collector.start(100.0)
    assert collector.last_failure == ()
    found = [collector.update(t, resting(t), ()) for t in range(71, 401)]
    assert found[-1] is not None
    assert found[-1].baseline_id == "client-b1"


def test_without_a_start_nothing_is_collected() -> None:
    collector = BaselineCollector("client", STANDARD)
    collector.stop(10.0)
    assert all(collector.update(t, resting(t), ()) is None for t in range(1, 400))
    assert collector.last_failure == ()


def test_a_cancelled_phase_leaves_nothing() -> None:
    collector = BaselineCollector("client", STANDARD)
    collector.start(0.0)
    collector.cancel()
    assert all(collector.update(t, resting(t), ()) is None for t in range(1, 400))


# --- several -----------------------------------------------------------------------------------


def test_baselines_are_counted_and_a_restart_of_the_workbench_goes_on_counting() -> None:
    collector = BaselineCollector("therapist", STANDARD, taken=2)
    names = []
    for onset in (0, 400):
        collector.start(float(onset))
        for t in range(onset + 1, onset + 301):
            baseline = collector.update(t, resting(t), ())
            names += [baseline.baseline_id] if baseline else []
    assert names == ["therapist-b3", "therapist-b4"]


def test_the_newest_baseline_is_in_force_but_no_provisional_replaces_an_accepted_one() -> None:
    accepted = only(collect()[0])
    newer = dataclasses.replace(accepted, baseline_id="client-b2")
    doubtful = dataclasses.replace(accepted, baseline_id="client-b3", provisional=True)
    assert choose_baseline(None, doubtful) is doubtful
    assert choose_baseline(doubtful, accepted) is accepted
    assert choose_baseline(accepted, newer) is newer
    assert choose_baseline(accepted, doubtful) is accepted
    assert choose_baseline(doubtful, dataclasses.replace(doubtful, t0=1.0)).t0 == 1.0


# --- small parts -------------------------------------------------------------------------------


def test_seconds_covered_by_overlapping_windows_count_once() -> None:
    windows = [value("hr", 70.0, t, 30) for t in (30, 31, 40, 100)]
    assert covered_seconds(windows) == 40 + 30
    assert covered_seconds([]) == 0


def test_windows_end_to_end_cover_the_span_from_both_sides() -> None:
    windows = [value("hr", 70.0, t, 30) for t in range(30, 101)]
    assert [window.t1 for window in tile(windows, 30)] == [100, 70, 40, 30]


@pytest.mark.parametrize(("used", "drift", "provisional"), [(90, 5.0, True), (90, 2.0, False)])
def test_the_drift_of_a_short_span_is_that_between_its_thirds(
    used: float, drift: float, provisional: bool
) -> None:
    rules = BaselineSettings(settling_s=0, used_s=used, min_valid_s=60)
    configuration = dataclasses.replace(STANDARD, baseline=rules)

    def make(t: int) -> Indices:
        return resting(t) | {"hr": value("hr", 70 + drift * (t > used / 2), t, 30)}

    found, _ = collect(make, configuration=configuration)
    assert (Reason.BASELINE_DRIFT in only(found).reasons) is provisional
