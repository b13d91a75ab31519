"""The change around events is given beside moments of the same level, or not at all."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import lfilter

from processing.measures.event_change import EventChange, event_change, measure_events
from safehold.core.measures import MEASURES
from safehold.core.reasons import Reason
from safehold.core.settings import STANDARD
from safehold.core.types import FloatArray, Status
from tests.unit.processing._scripted import make_scripted_course, ticks


def process(seed: int, n: int = 1800) -> tuple[FloatArray, np.random.Generator]:
    """Return an AR(.97) process of unit variance."""
    rng = np.random.default_rng(seed)
    noise = rng.normal(0, np.sqrt(1 - 0.97**2), n + 500)
    return lfilter([1], [1, -0.97], noise)[500:], rng


def marked(seed: int, effect: float) -> EventChange:
    """Mark a random half of the rises above 1.5; each moves what follows by ``effect``."""
    x, rng = process(seed)
    rises = np.flatnonzero((x[1:] >= 1.5) & (x[:-1] < 1.5)) + 1
    events = rises[rng.random(rises.size) < 0.5]
    for k in events:
        x[k + 10 : k + 61] += effect
    return event_change(x, events, np.zeros(x.size, dtype=np.int64))


def pooled(effect: float) -> tuple[float, float, float]:
    """Return change between windows, from the level, adjusted: means over events."""
    found = [marked(seed, effect) for seed in range(200)]
    found = [f for f in found if f.n]
    n = [f.n for f in found]
    return tuple(
        float(np.average([getattr(f, name) for f in found], weights=n))
        for name in ("change", "from_level", "adjusted")
    )


@pytest.mark.oracle("O40")
def test_rises_fall_back_without_any_effect_and_the_adjusted_change_says_so():
    change, from_level, adjusted = pooled(0.0)
    assert from_level <= -0.7, "regression to the mean"
    assert adjusted == pytest.approx(0.0, abs=0.15)
    assert change == pytest.approx(0.09, abs=0.1), "the process is the same backwards"


@pytest.mark.oracle("O40")
def test_a_true_change_is_found_by_the_adjusted_change():
    _, from_level, adjusted = pooled(-0.5)
    assert from_level <= -0.7
    assert adjusted == pytest.approx(-0.5, abs=0.15)


def test_events_at_random_are_rarely_further_out_than_their_shifts():
    shares = []
    for seed in range(200):
        x, rng = process(seed)
        events = rng.choice(x.size - 200, 12, replace=False) + 100
        shares.append(event_change(x, events, np.zeros(x.size, dtype=np.int64)).p)
    given_ = [p for p in shares if p is not None]
    assert len(given_) > 150
    assert np.mean(np.array(given_) <= 0.05) <= 0.09
    assert np.median(given_) == pytest.approx(0.5, abs=0.12)


def step(n: int = 600, at: int = 300, height: float = 1.0) -> FloatArray:
    x = 0.01 * np.sin(np.arange(n))
    x[at:] += height
    return x


def one_baseline(n: int = 600) -> np.ndarray:
    return np.zeros(n, dtype=np.int64)


def test_the_change_is_the_mean_after_minus_the_mean_before():
    x = np.zeros(600)
    x[200 + 10 : 200 + 61] = 1.0
    x[200 - 60 : 200 - 9] = -1.0
    x[200 + 1 : 200 + 10] = 50.0  # the ten seconds around an event do not count
    found = event_change(x, [200], one_baseline())
    assert found.change == pytest.approx(2.0)
    assert found.from_level == pytest.approx(1.0)
    assert found.adjusted is not None
    assert (found.n, found.valid_s) == (1, 100)


def test_without_matched_moments_no_before_and_after_is_given():
    x = step()
    x[296:301] = 9.0  # a level that never comes again
    found = event_change(x, [300], one_baseline())
    assert (found.change, found.from_level, found.adjusted, found.p) == (None,) * 4
    assert (found.n, found.n_events, found.reason) == (0, 1, Reason.NO_MATCHED_MOMENTS)


def test_a_matched_moment_is_refused_for_what_lies_before_and_not_for_what_follows():
    x = np.zeros(400)
    x[150:] = 0.5  # levels: 0 until 150, .5 after
    assert event_change(x, [155], one_baseline(400)).n == 1
    dense = event_change(x, range(151, 400, 60), one_baseline(400))
    assert dense.n == 0, "every moment of this level follows an event by less than 70 s"
    early = event_change(x, [140], one_baseline(400))
    assert early.n == 1, "moments shortly before an event may be matched"


def test_windows_across_a_new_baseline_are_not_compared():
    baseline = one_baseline()
    baseline[300:] = 1
    assert event_change(step(), [280], baseline).n == 0
    assert event_change(step(), [280], baseline).reason is Reason.MOSTLY_UNKNOWN
    assert event_change(step(), [450], baseline).n == 1


def test_events_too_near_to_the_limits_or_to_missing_time_do_not_enter():
    x = step(height=0.0)
    assert event_change(x, [5, 595, -3, 10_000], one_baseline()).n == 0
    x[310:340] = np.nan
    assert event_change(x, [290], one_baseline()).n == 0
    assert event_change(x, [260], one_baseline()).n == 1


def test_few_events_give_a_degraded_change_and_no_share_of_shifts():
    signs = "C" * 900
    a = (0.3 * np.sin(np.arange(900) / 40)).tolist()
    few = measure_events("c", "code:x", [200.4, 400.0], make_scripted_course(ticks(signs, a)),
                         STANDARD)  # fmt: skip
    by_name = {m.name: m for m in few}
    assert by_name["event_change_a_adjusted"].status is Status.DEGRADED
    assert by_name["event_change_a_adjusted"].reasons == (Reason.TOO_FEW_EVENTS,)
    assert by_name["event_change_a_p"].reasons == (Reason.TOO_FEW_EVENTS,)
    assert by_name["event_change_a_p"].value is None
    onsets = [150.0, 300.0, 450.0, 600.0, 750.0]
    many = measure_events("c", "code:x", onsets, make_scripted_course(ticks(signs, a)), STANDARD)
    assert {m.status for m in many} == {Status.OK}
    assert {m.n for m in many} == {5}
    assert [m.name for m in many] == [name for name in MEASURES if name.startswith("event_")]
    assert (many[0].t0, many[0].t1) == (150.0, 750.0)


def test_the_same_session_gives_the_same_share_of_shifts():
    x, rng = process(3, 3000)
    events = rng.choice(2800, 12, replace=False) + 100
    first = event_change(x, events, one_baseline(3000))
    assert first.p is not None
    assert event_change(x, events, one_baseline(3000)) == first


def test_a_short_recording_has_no_share_of_shifts():
    x = 0.01 * np.sin(np.arange(215.0))
    found = event_change(x, [70, 75, 80, 85, 90], one_baseline(215))
    assert found.change is not None
    assert (found.p, found.reason) == (None, Reason.TOO_FEW_SHIFTS)


@pytest.mark.parametrize(
    "made", [[], ticks("U" * 300), ticks("W"), ticks("U" * 300, hr_only=True)]
)
def test_hostile_sessions_give_missing_changes_with_a_reason(made):
    found = measure_events("c", "code:x", [100.0, 150.0], make_scripted_course(made), STANDARD)
    assert len(found) == 8
    for measure in found:
        assert measure.value is None
        assert measure.reasons
    none = measure_events("c", "code:x", [], make_scripted_course(made), STANDARD)
    assert {m.value for m in none} == {None}


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 500), st.lists(st.integers(-50, 700), max_size=12), st.floats(0, 0.6),
    st.permutations(range(12)),
)  # fmt: skip
def test_no_before_and_after_stands_alone_and_the_order_of_events_does_not_matter(
    n: int, events: list[int], missing: float, order: list[int]
):
    x, rng = process(n, max(n, 1))
    x[rng.random(x.size) < missing] = np.nan
    baseline = np.zeros(x.size, dtype=np.int64)
    found = event_change(x, events, baseline)
    assert (found.change is None) == (found.adjusted is None) == (found.from_level is None)
    assert found.p is None or 0 < found.p <= 1
    again = event_change(x, [events[k] for k in order if k < len(events)], baseline)
    assert again == found


def test_seconds_in_which_the_zone_is_not_valid_count_for_neither_axis():
    """One axis is missing, the zone is held or unknown: what is left of the other is not used."""
    made = ticks("W" * 900, a=[float(k % 7) / 10 for k in range(900)])
    half = [
        dataclasses.replace(t, zone=dataclasses.replace(t.zone, v=None, held=True))
        if 400 <= t.t <= 440
        else t
        for t in made
    ]
    whole, cut = (
        {
            m.name: m
            for m in measure_events("client", "x", [390.0], make_scripted_course(t), STANDARD)
        }
        for t in (made, half)
    )
    assert whole["event_change_a"].valid_s == 2 * 50
    assert cut["event_change_a"].valid_s == 2 * 50 - 41
    assert cut["event_change_a"].value is None, "20 % of the window after it are left"
