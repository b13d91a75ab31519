"""Corrections by hand act on beats and breaths; all else is made of what they leave."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import neurokit2 as nk
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processing.zones.corrections import corrected
from processing.zones.detection import Detection
from processing.zones.found import Second
from processing.zones.judgement import Judgement
from safehold.core.canonical import digest
from safehold.core.correction import Corrected, Correction, CorrectionKind
from safehold.core.reasons import Reason
from safehold.core.settings import DEMO, DetectionSettings
from safehold.core.stream_choice import choose_streams
from safehold.core.types import (
    Beat,
    BeatStatus,
    Breath,
    Chunk,
    EngineOutput,
    FloatArray,
    Notice,
    StreamSpec,
    Tick,
)

from .._synthetic import (
    BELT_SPEC,
    ECG_SPEC,
    RR_SPEC,
    ZERO,
    beats_g,
    belt,
    cut,
    ecg,
    interleave,
    whole,
)

DURATION = 100.0
BEATS = beats_g(0.8, 0.03, 0.25, 0.0, duration=DURATION)
TIMES, BREATH_TIMES = np.arange(0.3, DURATION, 1 / 250), np.arange(0.1, DURATION, 1 / 25)
HEART = whole(ECG_SPEC, TIMES, ecg(BEATS, TIMES))
BELT = whole(BELT_SPEC, BREATH_TIMES, belt(BREATH_TIMES))
SPECS = (ECG_SPEC, BELT_SPEC)
ADD, DELETE, MOVE, ECTOPIC, REJECT = CorrectionKind


def found_in(chunks: Sequence[Chunk], specs: Sequence[StreamSpec] = SPECS) -> list[Second]:
    detection = Detection("client", choose_streams(specs), DetectionSettings(), session_zero=ZERO)
    seconds = []
    for chunk in chunks:
        detection.feed(chunk)
        seconds += list(detection.advance())
    return seconds


FOUND = found_in([HEART, BELT])
RR_TIMES = np.cumsum(np.full(110, 0.8)) + 0.5
STRAP = found_in([whole(RR_SPEC, RR_TIMES, np.full(110, 800.0))], [RR_SPEC])


def judged(
    found: Sequence[Second],
    *items: Correction,
    specs: Sequence[StreamSpec] = SPECS,
) -> list[EngineOutput]:
    streams = choose_streams(specs)
    seconds, refused = corrected(found, items, streams)
    judgement = Judgement("client", streams, DEMO)
    return [*refused, *(output for second in seconds for output in judgement.take(second))]


def of_beat(kind: CorrectionKind, t0: float, t1: float | None = None) -> Correction:
    return Correction("c0001", "client", Corrected.BEAT, kind, t0, t1)


def of_breath(kind: CorrectionKind, t0: float, t1: float | None = None) -> Correction:
    return Correction("c0001", "client", Corrected.BREATH, kind, t0, t1)


def beats(outputs: Sequence[EngineOutput]) -> list[Beat]:
    return [output for output in outputs if isinstance(output, Beat)]


def breaths(outputs: Sequence[EngineOutput]) -> list[Breath]:
    return [output for output in outputs if isinstance(output, Breath)]


def ticks(outputs: Sequence[EngineOutput]) -> dict[int, Tick]:
    return {output.t: output for output in outputs if isinstance(output, Tick)}


def refusals(outputs: Sequence[EngineOutput]) -> list[str]:
    return [
        str(o.message) for o in outputs if isinstance(o, Notice) and o.code == "correction_refused"
    ]


AUTOMATIC = judged(FOUND)
AT = [beat.time for beat in beats(AUTOMATIC)]
TURNS = [(b.t_insp, b.t_exp, b.t_end) for b in breaths(AUTOMATIC)]


def near(t: float) -> float:
    """Return the beat nearest to a time."""
    return min(AT, key=lambda at: abs(at - t))


def expected_hr_and_rmssd(times: FloatArray, t: int) -> tuple[float, float]:
    """Both of the beats in the last 30 s, by NeuroKit2."""
    inside = times[(times >= t - 30) & (times <= t)]
    samples = np.round((inside - inside[0]) * 1e6).astype(int)
    found = nk.hrv_time(samples, sampling_rate=1_000_000)
    return 60000 / float(found["HRV_MeanNN"].iloc[0]), float(found["HRV_RMSSD"].iloc[0])


@pytest.mark.parametrize("kind", [ADD, DELETE, MOVE])
def test_indices_are_those_of_the_corrected_beats(kind: CorrectionKind) -> None:
    """Every fifth beat is missing, or a beat too much, or in the wrong place: and put right."""
    wrong = {ADD: [], DELETE: list(AT), MOVE: list(AT)}[kind]
    items, seconds = [], FOUND
    victims = [near(t) for t in (52.0, 58.0, 66.0)]
    if kind is ADD:
        seconds = list(
            corrected(FOUND, [of_beat(DELETE, t) for t in victims], choose_streams(SPECS))[0]
        )
        items = [of_beat(ADD, t) for t in victims]
        times = np.array(AT)
    elif kind is DELETE:
        extra = [t + 0.4 for t in victims]
        seconds = list(
            corrected(FOUND, [of_beat(ADD, t) for t in extra], choose_streams(SPECS))[0]
        )
        items = [of_beat(DELETE, t) for t in extra]
        times = np.array(wrong)
    else:
        items = [of_beat(MOVE, t, t + 0.03) for t in victims]
        times = np.array([t + 0.03 if t in victims else t for t in wrong])
    outputs = judged(seconds, *items)
    assert refusals(outputs) == []
    tick = ticks(outputs)[80]
    hr, rmssd = expected_hr_and_rmssd(times, 80)
    for name, expected in (("hr", hr), ("rmssd", rmssd)):
        index = tick.index(name)
        assert index is not None
        assert index.value == pytest.approx(expected, rel=1e-4), name
        assert index.pct_flagged == 0.0
    assert [b.time for b in beats(outputs)] == pytest.approx(times.tolist())


def test_an_edited_beat_and_the_interval_after_it_say_so() -> None:
    outputs = judged(FOUND, of_beat(MOVE, near(52.0), near(52.0) + 0.02))
    said = [b for b in beats(outputs) if Reason.EDITED in b.reasons]
    assert [round(b.time, 3) for b in said] == [
        round(near(52.0) + 0.02, 3),
        round(AT[AT.index(near(52.0)) + 1], 3),
    ]
    assert {b.status for b in said} == {BeatStatus.OK}


def test_a_beat_called_ectopic_takes_both_its_intervals_out() -> None:
    at = near(60.0)
    outputs = judged(FOUND, of_beat(ECTOPIC, at))
    flagged = [b for b in beats(outputs) if b.status is BeatStatus.FLAGGED]
    place = AT.index(at)
    assert [b.time for b in flagged] == AT[place : place + 2]
    assert all(b.reasons == (Reason.ECTOPIC_BEAT, Reason.EDITED) for b in flagged)
    rr = np.diff(AT) * 1000
    ends = np.array(AT[1:])
    inside = (ends - rr / 1000 >= 50) & (ends <= 80)
    ok = inside & ~np.isin(ends, AT[place : place + 2])
    pairs = ok[1:] & ok[:-1]
    index = ticks(outputs)[80].index("rmssd")
    assert index is not None
    assert index.value == pytest.approx(math.sqrt(np.mean(np.diff(rr)[pairs] ** 2)), rel=1e-6)
    assert index.n_pairs == pairs.sum()


def test_nothing_in_a_rejected_span_is_used_and_no_interval_reaches_over_it() -> None:
    outputs = judged(FOUND, of_beat(REJECT, 60.1, 70.0))
    told = {b.time: b for b in beats(outputs)}
    assert list(told) == AT, "they stay in the list"
    after = next(t for t in AT if t > 70)
    for t in [t for t in AT if 60.1 <= t <= after]:
        assert told[t].rr_ms is None
        assert told[t].reasons == (Reason.REJECTED,)
    tick = ticks(outputs)[80]
    for name in ("hr", "rmssd"):
        index = tick.index(name)
        assert index is not None
        assert index.value is None
        assert Reason.LOW_COVERAGE in index.reasons
        assert Reason.REJECTED in index.reasons
        assert Reason.LONG_INTERVAL not in index.reasons
    hr = ticks(outputs)[92].index("hr")
    assert hr is not None
    assert hr.value is None or hr.coverage >= 0.8


def test_what_lies_before_a_correction_stays_as_it_was() -> None:
    outputs = judged(FOUND, of_beat(DELETE, near(70.0)), of_breath(REJECT, 70.0, 75.0))
    was, now = ticks(AUTOMATIC), ticks(outputs)
    assert all(was[t] == now[t] for t in was if t < 65)
    assert any(was[t] != now[t] for t in was if t >= 75)


def test_without_its_correction_a_session_is_bit_for_bit_what_it_was() -> None:
    before = digest([o for o in AUTOMATIC if not isinstance(o, Notice)])
    judged(FOUND, of_beat(DELETE, near(70.0)), of_breath(DELETE, TURNS[5][0]))
    assert digest([o for o in judged(FOUND) if not isinstance(o, Notice)]) == before


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    sizes=st.lists(st.integers(1, 9000), min_size=1, max_size=4),
    at=st.lists(st.sampled_from(range(20, 90)), min_size=1, max_size=5),
    kinds=st.lists(st.sampled_from([ADD, DELETE, MOVE, ECTOPIC, REJECT]), min_size=5, max_size=5),
)
def test_corrections_do_not_depend_on_how_the_samples_came(
    sizes: list[int], at: list[int], kinds: list[CorrectionKind]
) -> None:
    items = []
    for t, kind in zip(at, kinds, strict=False):
        place = near(float(t))
        more = {ADD: 0.4, MOVE: 0.0}.get(kind, 0.0)
        t1 = {MOVE: place + 0.05, REJECT: place + 4.0}.get(kind)
        items.append(of_beat(kind, place + more, t1))
    pieces = found_in(interleave(cut(HEART, sizes), cut(BELT, sizes)))
    assert digest(judged(pieces, *items)) == digest(judged(FOUND, *items))


GAP = replace(HEART, stamps=np.concatenate([TIMES[:15000], TIMES[15000:] + 4.0]) + ZERO)


@pytest.mark.parametrize(
    ("found", "item", "why"),
    [
        (FOUND, of_beat(ADD, near(50.0) + 0.1), "another beat is nearer"),
        (FOUND, of_beat(DELETE, near(50.0) + 0.1), "no beat is there"),
        (FOUND, of_beat(MOVE, near(50.0), near(52.0)), "another beat is nearer"),
        (FOUND, of_beat(ADD, 3000.0), "no samples are there"),
        (FOUND, of_beat(REJECT, 3000.0, 3001.0), "nothing was found there"),
        (FOUND, of_breath(DELETE, TURNS[4][0] + 0.3), "breathing does not turn there"),
        (FOUND, of_breath(MOVE, TURNS[4][1], TURNS[4][2] + 0.1), "take turns"),
        (FOUND, of_breath(ADD, TURNS[4][0] + 0.5, TURNS[4][0] + 0.9), "take turns"),
        (FOUND, of_breath(ADD, TURNS[4][1] + 0.5, TURNS[4][1] + 0.9), "does not rise"),
        (found_in([GAP], [ECG_SPEC]), of_beat(ADD, TIMES[15000] + 2.0), "no samples are there"),
        (STRAP, of_beat(ADD, 200.0), "no samples are there"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_reason(
    found: list[Second], item: Correction, why: str
) -> None:
    specs = (RR_SPEC,) if found is STRAP else SPECS
    outputs, without = judged(found, item, specs=specs), judged(found, specs=specs)
    (text,) = refusals(outputs)
    assert why in text
    assert "c0001" in text
    assert outputs[1:] == without


def test_a_correction_of_what_nobody_recorded_is_refused() -> None:
    (text,) = refusals(judged(STRAP, of_breath(DELETE, 40.0), specs=[RR_SPEC]))
    assert "no stream of this kind" in text


def test_beats_before_a_gap_and_after_it_can_be_added_but_none_is_joined_across() -> None:
    found = found_in([GAP], [ECG_SPEC])
    times = [b.time for b in beats(judged(found, specs=[ECG_SPEC]))]
    hole = next(k for k in range(1, len(times)) if times[k] - times[k - 1] > 3)
    ends, begins = of_beat(DELETE, times[hole - 1]), of_beat(DELETE, times[hole])
    back = [of_beat(ADD, times[hole - 1]), of_beat(ADD, times[hole])]
    again = beats(judged(found, ends, begins, *back, specs=[ECG_SPEC]))
    assert [b.time for b in again] == pytest.approx(times)
    assert again[hole].rr_ms is None
    assert again[hole - 1].rr_ms == pytest.approx(1000 * (times[hole - 1] - times[hole - 2]))
    assert again[hole + 1].rr_ms == pytest.approx(1000 * (times[hole + 1] - times[hole]))


def test_intervals_of_a_strap_are_split_merged_and_moved() -> None:
    was = beats(judged(STRAP, specs=[RR_SPEC]))
    k = next(n for n, beat in enumerate(was) if beat.time > 40)
    at = was[k].time
    split = beats(judged(STRAP, of_beat(ADD, at + 0.3), specs=[RR_SPEC]))
    assert [b.rr_ms for b in split[k + 1 : k + 3]] == pytest.approx([300.0, 500.0])
    merged = beats(judged(STRAP, of_beat(DELETE, at), specs=[RR_SPEC]))
    assert merged[k].rr_ms == pytest.approx(1600.0)
    moved = beats(judged(STRAP, of_beat(MOVE, at, at + 0.1), specs=[RR_SPEC]))
    assert [b.rr_ms for b in moved[k : k + 2]] == pytest.approx([900.0, 700.0])
    outputs = judged(STRAP, of_beat(REJECT, 40.0, 50.0), specs=[RR_SPEC])
    hr = ticks(outputs)[60].index("hr")
    assert hr is not None
    assert {Reason.LOW_COVERAGE, Reason.REJECTED} <= set(hr.reasons)


def level(t: float) -> float:
    return float(np.interp(t, BREATH_TIMES, BELT.values))


def test_two_breaths_become_one_and_one_becomes_two() -> None:
    first, second = TURNS[4], TURNS[5]
    outputs = judged(FOUND, of_breath(DELETE, second[0]))
    found = {b.t_insp: b for b in breaths(outputs)}
    assert second[0] not in found
    one = found[first[0]]
    assert one.t_end == second[2]
    higher = max(first[1], second[1], key=level)
    assert one.t_exp == higher
    assert one.amplitude == pytest.approx(level(higher) - level(first[0]), rel=0.02)
    assert Reason.EDITED in one.reasons
    split = judged(
        FOUND, of_breath(DELETE, second[0]), of_breath(ADD, second[0], _lower(first, second))
    )
    times = [(b.t_insp, b.t_exp, b.t_end) for b in breaths(split)]
    assert times == TURNS
    assert [b.reasons for b in breaths(split)] == [b.reasons for b in breaths(AUTOMATIC)]


def _lower(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    return min(first[1], second[1], key=level)


def test_a_moved_turn_changes_which_beats_belong_to_a_phase() -> None:
    """P2T again by its definition: longest RR of expiration less shortest of inspiration."""
    a, p, c = TURNS[10]
    earlier = p - 0.8
    outputs = judged(FOUND, of_breath(MOVE, p, earlier))
    (breath,) = (b for b in breaths(outputs) if b.t_insp == a)
    assert breath.t_exp == earlier
    rr = np.diff(AT) * 1000
    start, end = np.array(AT[:-1]), np.array(AT[1:])
    inspired = rr[(start >= a) & (end < earlier + 0.75)]
    expired = rr[(start >= earlier + 0.75) & (end < c + 0.75)]
    assert breath.p2t_ms == pytest.approx(max(0.0, expired.max() - inspired.min()))
    assert breath.reasons == (Reason.EDITED,)


def test_a_rejected_breath_is_invalid_and_counts_for_nothing() -> None:
    a, _, c = TURNS[10]
    outputs = judged(FOUND, of_breath(REJECT, a + 0.1, c - 0.1))
    (breath,) = (b for b in breaths(outputs) if b.status != "ok" and b.t_insp > 20)
    assert (breath.t_insp, breath.p2t_ms, breath.vote) == (a, None, 0.0)
    assert breath.reasons == (Reason.REJECTED,)
    tick = int(c) + 10
    was, now = (ticks(o)[tick].index("resp_rate") for o in (AUTOMATIC, outputs))
    assert was is not None
    assert now is not None
    assert now.n_breaths == was.n_breaths - 1


def test_the_open_breath_begins_where_its_corrected_onset_is() -> None:
    outputs = judged(FOUND, of_breath(DELETE, TURNS[10][2]))
    noted = {o.t: o for o in outputs if type(o).__name__ == "Conditions"}
    t = int(TURNS[10][2]) + 2
    assert noted[t].open_breath_s == pytest.approx(t - TURNS[10][0])


def test_beats_deleted_in_a_pause_leave_the_pause_open() -> None:
    """Two false beats in a pause: without them no beat has come for so long."""
    some = [t for t in AT if 60 < t < 66]
    outputs = judged(FOUND, *(of_beat(DELETE, t) for t in some))
    noted = {o.t: o for o in outputs if type(o).__name__ == "Conditions"}
    last = max(t for t in AT if t <= 60)
    assert noted[64].open_rr_s == pytest.approx(64 - last)
    hr = ticks(outputs)[64].index("hr")
    assert hr is not None
    assert Reason.LONG_INTERVAL in hr.reasons
