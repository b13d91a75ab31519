"""RR streams as programs send them: taken as what they are, or missing; never a wrong number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processing.signals.rr_form import (
    EqualRuns,
    fitting_unit,
    looks_like_rate,
    rr_form,
    thinned,
)
from safehold.core.canonical import digest
from safehold.core.reasons import Reason
from safehold.core.types import FloatArray, Notice, Status, Tick

from .._synthetic import RR_SPEC, cut, run, ticks_of, whole

Sent = tuple[FloatArray, FloatArray]
SETTLED = 70
"""From this tick on a minute of the stream is known."""


def heart(
    n: int = 230, *, mean: float = 800.0, rsa: float = 50.0, sd: float = 10.0, seed: int = 3
) -> Sent:
    """Return the times of beats and the intervals they end, ms: RSA at 4.7 beats and noise."""
    rng = np.random.default_rng(seed)
    rr = mean + rsa * np.sin(2 * np.pi * np.arange(n) / 4.7) + rng.normal(0, sd, n)
    return np.cumsum(rr) / 1000, rr


BEATS, RR = heart()


def held(beats: FloatArray, rr: FloatArray, hz: float) -> Sent:
    """Return the last interval, again and again at a steady rate."""
    times = np.arange(beats[0] + 0.01, beats[-1], 1 / hz)
    return times, rr[np.searchsorted(beats, times) - 1]


def resampled(beats: FloatArray, rr: FloatArray, hz: float) -> Sent:
    times = np.arange(beats[0], beats[-1], 1 / hz)
    return times, np.interp(times, beats, rr)


def packets(beats: FloatArray, rr: FloatArray) -> Sent:
    """Return intervals as straps send them: those of a second together."""
    return np.ceil(beats) + 0.08, rr


def ticks(sent: Sent, unit: str = "ms") -> list[Tick]:
    return ticks_of(run([replace(RR_SPEC, unit=unit)], [whole(RR_SPEC, *sent)]))


def true_values(
    beats: FloatArray, rr: FloatArray, t: float, there: FloatArray | None = None
) -> tuple[float, float]:
    """Return heart rate over 30 s and RMSSD over 60 s, of the intervals that are ``there``."""
    known = np.ones(len(rr), bool) if there is None else there
    starts = beats - rr / 1000
    of_rate = rr[known & (starts >= t - 30) & (beats <= t)]
    last = (starts >= t - 60) & (beats <= t)
    pairs = (known & last)[:-1] & (known & last)[1:]
    return 60000 / float(np.mean(of_rate)), float(np.sqrt(np.mean(np.diff(rr)[pairs] ** 2)))


def wrong(
    found: list[Tick], beats: FloatArray, rr: FloatArray, there: FloatArray | None = None
) -> list[tuple[int, str, float]]:
    """Return the ``ok`` values that are more than a tenth from the truth of the last 3 s.

    Intervals that were lost are no error of those that came. An odd interval that is flagged is
    left out of RMSSD whatever the stream: then the truth is what its beats give one by one.
    """
    bad = []
    one_by_one: dict[int, Tick] = {}
    for tick in found:
        if tick.t < SETTLED or tick.t > beats[-1]:
            continue
        for place, name in enumerate(("hr", "rmssd")):
            value = tick.index(name)
            if value.value is None or value.status is not Status.OK:
                continue
            off = min(
                abs(value.value / true_values(beats, rr, tick.t - late, of)[place] - 1)
                for late in (0.0, 0.5, 1.0, 2.0, 3.0)
                for of in ((None,) if there is None else (None, there))
            )
            if off > 0.1:
                one_by_one = one_by_one or {t.t: t for t in ticks((beats, rr))}
                plain = [one_by_one[tick.t - late].index(name).value for late in range(4)]
                off = min(abs(value.value / v - 1) if v else off for v in plain)
            if off > 0.1:
                bad.append((tick.t, name, off))
    return bad


def share(found: list[Tick], name: str, status: Status) -> float:
    return float(np.mean([t.index(name).status is status for t in found if t.t >= SETTLED]))


def why(found: list[Tick], name: str, t: int) -> tuple[Reason, ...]:
    return next(tick for tick in found if tick.t == t).index(name).reasons


@pytest.mark.slow
@pytest.mark.parametrize("hz", [2.0, 3.0, 4.0, 8.0, 17.857, 50.0])
def test_repeated_intervals_give_the_numbers_of_their_beats(hz: float) -> None:
    found = ticks(held(BEATS, RR, hz))
    assert wrong(found, BEATS, RR) == []
    assert share(found, "rmssd", Status.OK) > 0.95
    assert share(found, "hr", Status.OK) > 0.95


def test_repeated_intervals_are_told_and_no_index_fails() -> None:
    outputs = run([RR_SPEC], [whole(RR_SPEC, *held(BEATS, RR, 17.857))])
    told = [item for item in outputs if isinstance(item, Notice)]
    assert [item.code for item in told] == ["rr_held"]
    assert "one beat is taken per change of value" in told[0].message


def test_repeated_whole_milliseconds_keep_neighbours_that_are_equal() -> None:
    beats, rr = heart(sd=3, rsa=6)
    rr = np.round(rr)
    beats = np.cumsum(rr) / 1000
    times, found, _ = thinned(*held(beats, rr, 20.0))
    assert np.mean(np.diff(rr) == 0) > 0.04
    assert len(found) == pytest.approx(len(rr), abs=3)
    assert np.all(np.diff(times) >= 0)


@pytest.mark.parametrize("gap", [0.0, 0.1])
def test_intervals_sent_twice_count_once(gap: float) -> None:
    twice = np.repeat(np.arange(len(RR)), 2)
    found = ticks((BEATS[twice] + gap * (np.arange(len(twice)) % 2), RR[twice]))
    assert wrong(found, BEATS, RR) == []
    assert share(found, "rmssd", Status.OK) > 0.9


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (resampled(BEATS, RR, 4.0), Reason.RR_RESAMPLED),
        (resampled(BEATS, RR, 2.0), Reason.RR_RESAMPLED),
        (held(BEATS, RR, 1.0), Reason.RR_BEHIND),
        (packets(BEATS[np.arange(len(RR)) % 3 > 0], RR[np.arange(len(RR)) % 3 > 0]),
         Reason.RR_BEHIND),
        ((BEATS, RR / 1000), Reason.RR_UNIT),
        ((BEATS, RR * 1000), Reason.RR_UNIT),
        ((BEATS, 60000 / RR), Reason.RR_UNIT),
        (resampled(BEATS, 60000 / RR, 1.0), Reason.RR_UNIT),
    ],
    ids=["4 Hz", "2 Hz", "polled", "lost", "s", "us", "rate", "rate at 1 Hz"],
)  # fmt: skip
def test_what_are_no_intervals_gives_no_number_and_its_own_reason(
    sent: Sent, reason: Reason
) -> None:
    found = ticks(sent)
    assert share(found, "rmssd", Status.MISSING) == 1.0
    assert share(found, "hr", Status.OK) == 0.0
    assert all(why(found, "rmssd", t)[0] is reason for t in range(SETTLED, 170, 20))


def test_values_at_the_pace_of_a_clock_are_never_beyond_doubt() -> None:
    found = ticks(resampled(BEATS, RR, 1.25))
    assert share(found, "rmssd", Status.OK) == 0.0
    assert Reason.RR_RESAMPLED in why(found, "rmssd", 120)


@pytest.mark.parametrize("stamps", [lambda beats: beats, lambda beats: np.ceil(beats) + 0.08])
def test_one_value_for_long_among_others_is_no_heart(
    stamps: Callable[[FloatArray], FloatArray],
) -> None:
    values = RR.copy()
    values[110:160] = values[109]
    found = ticks((stamps(BEATS), values))
    assert wrong(found, BEATS, RR) == []
    assert Reason.RR_STUCK in why(found, "rmssd", 120)
    assert Reason.RR_STUCK in why(found, "hr", 120)
    assert why(found, "rmssd", 85) == ()


def test_a_stuck_value_that_is_repeated_is_missing() -> None:
    times, values = held(BEATS, RR, 4.0)
    values[400:520] = values[399]
    found = ticks((times, values))
    assert wrong(found, BEATS, RR) == []
    assert why(found, "hr", 125) != ()


def test_single_lost_intervals_cost_only_their_place_where_beats_are_stamped() -> None:
    there = np.ones(len(RR), bool)
    there[20::25] = False
    found = ticks((BEATS[there], RR[there]))
    assert wrong(found, BEATS, RR) == []
    assert share(found, "rmssd", Status.OK) == 1.0
    rates = [tick.index("rmssd").n_pairs for tick in found if tick.t >= SETTLED]
    assert max(rates) < 72  # no pair spans a lost interval: 2 less for each of 3


def test_a_form_that_changes_is_followed_and_what_lies_between_is_missing() -> None:
    times, values = held(BEATS, RR, 4.0)
    first, then = BEATS < 90, times >= 90
    found = ticks((np.append(BEATS[first], times[then]), np.append(RR[first], values[then])))
    assert wrong(found, BEATS, RR) == []
    assert Reason.RR_HELD in why(found, "rmssd", 100)
    assert why(found, "rmssd", 172) == ()


@pytest.mark.parametrize("mean", [293.0, 200.0, 2400.0])
def test_a_heart_beyond_the_range_is_called_that(mean: float) -> None:
    found = ticks(heart(int(170000 / mean), mean=mean, rsa=6, sd=2))
    for name in ("hr", "rmssd", "p2t", "ln_rmssd"):
        assert Reason.BEYOND_RANGE in why(found, name, 120) or name == "p2t"
    assert why(found, "hr", 120) == (Reason.BEYOND_RANGE,)


@pytest.mark.slow
def test_a_clock_of_1024_hertz_taken_for_milliseconds_is_told() -> None:
    beats, rr = heart(480)
    outputs = run([RR_SPEC], [whole(RR_SPEC, beats, rr * 1.024)])
    told = [item.message for item in outputs if isinstance(item, Notice)]
    assert len(told) == 1
    assert "1/1024 s rather than ms" in told[0]
    right = run([RR_SPEC], [whole(RR_SPEC, beats, rr)])
    assert not [item for item in right if isinstance(item, Notice)]


# ---- what must not be lost


def quantised(rr: FloatArray, step: float) -> Sent:
    values = step * np.round(rr / step)
    return np.cumsum(values) / 1000, values


@pytest.mark.slow
@pytest.mark.parametrize("step", [1.0, 1000 / 1024, 8.0])
@pytest.mark.parametrize("sd", [1.0, 3.0, 20.0])
@pytest.mark.parametrize("packed", [False, True])
def test_even_hearts_in_coarse_numbers_keep_their_values(
    step: float, sd: float, packed: bool
) -> None:
    beats, values = quantised(heart(300, rsa=2 * sd, sd=sd, seed=11)[1], step)
    found = ticks(packets(beats, values) if packed else (beats, values))
    assert share(found, "hr", Status.OK) == 1.0
    assert share(found, "rmssd", Status.MISSING) == 0.0


def test_a_paced_heart_has_a_rate_and_its_constancy_is_a_reservation() -> None:
    rr = np.full(230, 857.0)
    found = ticks((np.cumsum(rr) / 1000, rr))
    assert share(found, "hr", Status.OK) == 1.0
    assert share(found, "rmssd", Status.DEGRADED) == 1.0
    assert why(found, "rmssd", 120) == (Reason.RR_CONSTANT,)


def test_a_paced_heart_between_two_quanta_keeps_its_values() -> None:
    ends = np.round(1024 * 0.85714 * np.arange(1, 260)) / 1024
    rr = 1000 * np.diff(ends)
    found = ticks(packets(ends[1:], rr))
    assert share(found, "hr", Status.OK) == 1.0
    assert share(found, "rmssd", Status.MISSING) == 0.0


@pytest.mark.parametrize("kind", ["fibrillation", "bigeminy", "ectopic"])
def test_arrhythmia_is_not_taken_for_a_fault_of_the_stream(kind: str) -> None:
    rng = np.random.default_rng(4)
    rr = RR.copy()
    if kind == "fibrillation":
        rr = rng.uniform(450, 1100, len(RR))
    elif kind == "bigeminy":
        rr = np.where(np.arange(len(RR)) % 2, 500.0, 1100.0) + rng.normal(0, 10, len(RR))
    else:
        rr[15::20] *= 0.6
        rr[16::20] *= 1.4
    beats = np.cumsum(rr) / 1000
    for sent in ((beats, rr), packets(beats, rr)):
        reasons = {
            reason for tick in ticks(sent) for name in ("hr", "rmssd")
            for reason in tick.index(name).reasons
        }  # fmt: skip
        assert not {reason for reason in reasons if reason.startswith("rr_")}


# ---- whatever comes


@st.composite
def streams(draw: st.DrawFn) -> tuple[Sent, Sent, FloatArray]:
    """Return a true heart, what a program makes of it, and which intervals are in that."""
    mean = draw(st.floats(420, 1400))
    beats, rr = heart(
        int(135000 / mean),
        mean=mean,
        rsa=draw(st.floats(0.01, 0.08)) * mean,
        sd=draw(st.floats(0.004, 0.02)) * mean,
        seed=draw(st.integers(0, 10**6)),
    )
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    kind = draw(st.sampled_from(["held", "stuck", "twice", "lost", "resampled", "packets"]))
    hz, p = draw(st.floats(0.8, 20)), draw(st.floats(0, 0.5))
    times, values, there = beats + 0.1, rr, np.ones(len(rr), bool)
    if kind == "held":
        times, values = held(beats, rr, hz)
        times = np.sort(times + rng.uniform(0, 0.1 / hz, len(times)))
    elif kind == "resampled":
        times, values = resampled(beats, rr, hz)
    elif kind == "twice":
        again = np.repeat(np.arange(len(rr)), 1 + (rng.random(len(rr)) < p))
        times, values = times[again], values[again]
    elif kind == "lost":
        there = rng.random(len(rr)) >= p
        times, values = times[there], values[there]
    elif kind == "stuck":
        first, last = sorted(rng.integers(0, len(rr), 2))
        values = values.copy()
        values[first:last] = values[first]
    if draw(st.booleans()) and kind not in ("held", "resampled"):
        times = np.ceil(times) + 0.05
    if draw(st.booleans()):
        values = np.round(values)
    return (beats, rr), (times, values), there


@pytest.mark.slow
@settings(
    max_examples=25, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(streams())
def test_no_value_is_ok_and_more_than_a_tenth_from_the_truth(
    made: tuple[Sent, Sent, FloatArray],
) -> None:
    (beats, rr), sent, there = made
    assert wrong(ticks(sent), beats, rr, there) == []


@pytest.mark.slow
@settings(max_examples=6, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(streams(), st.lists(st.integers(1, 90), min_size=1, max_size=60))
def test_the_verdict_does_not_depend_on_how_samples_arrive(
    made: tuple[Sent, Sent, FloatArray], sizes: list[int]
) -> None:
    chunk = whole(RR_SPEC, *made[1])
    at_once, in_pieces = (ticks_of(run([RR_SPEC], c)) for c in ([chunk], cut(chunk, sizes)))
    assert digest(at_once) == digest(in_pieces)


# ---- the parts


def test_too_few_values_tell_nothing() -> None:
    assert rr_form(BEATS[:5], RR[:5]) is None
    assert rr_form(np.empty(0), np.empty(0)) is None


def test_a_break_of_the_stream_is_no_loss_of_intervals() -> None:
    there = (BEATS < 40) | (BEATS > 62)
    found = rr_form(BEATS[there][:90], RR[there][:90])
    assert found is not None
    assert found.reason is None


def test_a_run_of_equal_values_is_judged_by_how_often_neighbours_are_equal() -> None:
    runs = EqualRuns()
    verdicts = [runs.add(float(k), value)[0] for k, value in enumerate([*RR[:60], *([801.0] * 9)])]
    assert verdicts[-1] is Reason.RR_STUCK
    assert not any(verdicts[:-1])
    often = EqualRuns()
    steady = [value for k in range(40) for value in (800.0, 800.0, 800.0, 801.0 + k % 2)]
    assert not any(often.add(float(k), value)[0] for k, value in enumerate(steady + [800.0] * 12))


def test_the_unit_is_told_by_the_time() -> None:
    assert fitting_unit(BEATS, RR) == "ms"
    assert fitting_unit(BEATS, RR / 1000) == "s"
    assert fitting_unit(BEATS, 60000 / RR) is None
    assert looks_like_rate(60000 / RR)
    assert not looks_like_rate(RR)
