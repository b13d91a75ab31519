"""What an engine says about gaps, dead signals, noise, late data, stalls and marks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from processing.zones.person import PersonEngine
from safehold.core.errors import ConfigError
from safehold.core.reasons import Reason
from safehold.core.settings import DEMO, STANDARD, EngineSettings, WindowSettings
from safehold.core.types import (
    Baseline,
    Beat,
    BeatStatus,
    Boundary,
    Breath,
    Chunk,
    Event,
    EventKind,
    FloatArray,
    Mark,
    MissingTicks,
    Notice,
    Role,
    Status,
    Tick,
    ZoneName,
)
from tests.unit.processing._synthetic import (
    BELT_SPEC,
    ECG_SPEC,
    PPG_SPEC,
    RR_SPEC,
    ZERO,
    beats_g,
    belt,
    cut,
    ecg,
    noise,
    ppg,
    run,
    spec,
    ticks_of,
    whole,
)
from tests.unit.processing.indices.test_indices import breaths_of


def heart(
    duration: float,
    *,
    m: float = 0.8,
    lost: tuple[float, float] | None = None,
    **options: float,
) -> tuple[Chunk, FloatArray]:
    """Return an ECG of 75 bpm with RSA of 50 ms, and its beats; samples in ``lost`` left out."""
    beats = beats_g(m, 0.05, 0.25, 0.0, duration=duration)
    times = np.arange(0.2, duration, 1 / 250)
    values = ecg(beats, times, **options)
    keep = np.ones(len(times), bool)
    if lost is not None:
        keep = (times < lost[0]) | (times >= lost[1])
    return whole(ECG_SPEC, times[keep], values[keep]), beats


def breathing(duration: float) -> Chunk:
    times = np.arange(0.1, duration, 1 / 25)
    return whole(BELT_SPEC, times, belt(times))


def at(ticks: list[Tick], t: int) -> Tick:
    return next(tick for tick in ticks if tick.t == t)


@pytest.mark.slow
def test_a_clean_session_gives_every_index_and_its_truth() -> None:
    # .83 s: .25/s * m is no simple fraction, so the beats sample all of the breath
    chunk, beats = heart(150, m=0.83)
    outputs = run([ECG_SPEC, BELT_SPEC], [chunk, breathing(150)])
    tick = ticks_of(outputs)[-1]
    assert tick.t == 142
    values = {value.name: value for value in tick.indices}
    adjusted = values.pop("ln_p2t_adjusted")
    assert adjusted.reasons == (Reason.NOT_CALIBRATED,)
    assert all(value.status is Status.OK for value in values.values())
    inside = beats[(beats >= 112) & (beats <= 142)]
    assert values["hr"].value == pytest.approx(60 / np.diff(inside).mean(), rel=1e-3)
    inside = beats[(beats >= 82) & (beats <= 142)]
    truth = 1000 * np.sqrt(np.mean(np.diff(inside, 2) ** 2))
    assert values["rmssd"].value == pytest.approx(truth, rel=0.01)
    assert values["ln_rmssd"].value == pytest.approx(np.log(values["rmssd"].value))
    relative = values["rmssd"].value / (1000 * np.diff(inside).mean())
    assert values["ln_cvsd"].value == pytest.approx(np.log(relative), abs=1e-3)
    true_p2t = [b.p2t_ms for b in breaths_of(beats, f=0.25, phase=0.0) if b.p2t_ms is not None]
    assert values["p2t"].value == pytest.approx(np.median(true_p2t), rel=0.03)
    assert values["resp_rate"].value == pytest.approx(15, abs=0.2)
    found = np.array([b.time for b in outputs if isinstance(b, Beat)])
    known = beats[(beats > 1) & (beats < 140)]
    assert np.abs(found[:, None] - known).min(axis=0).max() < 0.001
    assert {b.status for b in outputs if isinstance(b, Breath)} == {"ok"}


def test_the_first_minute_is_missing_with_the_reason_starting() -> None:
    ticks = ticks_of(run([ECG_SPEC], [heart(100)[0]]))
    assert all(
        Reason.STARTING in value.reasons
        for tick in ticks
        for value in tick.indices
        if value.source == "ecg" and tick.t < 60 and value.name == "hr"
    )
    assert at(ticks, 59).index("hr").value is None
    assert at(ticks, 60).index("hr").value is not None


def test_after_a_restart_ticks_go_on_and_the_start_up_begins_anew() -> None:
    beats = beats_g(0.8, 0.05, 0.25, 0.0, duration=300)
    times = np.arange(180.4, 300, 1 / 250)
    old = Baseline(
        "client-b2", "client", 60, 180, 75, 3, None, None, "", None, 4, 0, False, (),
    )  # fmt: skip
    engine = PersonEngine(
        "client", [ECG_SPEC], STANDARD, session_zero=ZERO, run=2, first_tick=185, baseline=old
    )
    ticks = ticks_of(engine.feed(whole(ECG_SPEC, times, ecg(beats, times))))
    assert ticks[0].t == 185
    assert {tick.run for tick in ticks} == {2}
    assert Reason.STARTING in at(ticks, 243).index("hr").reasons
    assert at(ticks, 244).index("hr").value == pytest.approx(75, abs=1)
    assert at(ticks, 244).zone.baseline_id == "client-b2"


@pytest.mark.slow
@pytest.mark.oracle("O30")
def test_o30_nothing_crosses_a_gap_of_ten_seconds() -> None:
    long = EngineSettings(windows=WindowSettings(vagal_s=120))
    chunk, _ = heart(260, lost=(150, 160))
    outputs = run([ECG_SPEC], [chunk], long)
    ticks = ticks_of(outputs)
    beats = [b for b in outputs if isinstance(b, Beat)]
    assert max(b.rr_ms for b in beats if b.rr_ms is not None) < 1000
    after = next(b for b in beats if b.time >= 159)
    assert after.status is BeatStatus.FIRST
    assert after.rr_ms is None
    torn = at(ticks, 220).index("rmssd")
    unharmed = at(ticks_of(run([ECG_SPEC], [heart(260)[0]], long)), 220).index("rmssd")
    assert torn.n_pairs < unharmed.n_pairs
    assert torn.value == pytest.approx(unharmed.value, rel=0.01)
    in_gap = at(ticks, 165).index("hr")
    assert in_gap.value is None
    assert {Reason.LOW_COVERAGE, Reason.GAP} <= set(in_gap.reasons)
    (gap,) = [n for n in outputs if isinstance(n, Notice) and n.code == "gap"]
    assert gap.duration == pytest.approx(10, abs=0.1)


RNG = np.random.default_rng(0)
N = 250 * 120
TIMES = np.arange(N) / 250 + 0.1
HOPELESS: Mapping[str, FloatArray] = {
    "white noise": RNG.standard_normal(N),
    "mains": np.sin(2 * np.pi * 50 * TIMES) + 0.01 * RNG.standard_normal(N),
    "flat": np.full(N, 1.5),
    "not a number": np.full(N, np.nan),
    "infinite": np.full(N, np.inf),
    "railed": np.where(RNG.random(N) < 0.001, 4094.0, 4095.0),
    "one beat": np.exp(-0.5 * ((TIMES - 60) / 0.01) ** 2),
    "drift": np.cumsum(RNG.standard_normal(N)),
    "huge": 1e300 * RNG.standard_normal(N),
}


@pytest.mark.oracle("O31")
@pytest.mark.parametrize("kind", HOPELESS)
@pytest.mark.parametrize("stream", [ECG_SPEC, PPG_SPEC], ids=["ecg", "ppg"])
def test_o31_a_heart_signal_without_a_heart_gives_no_number(kind: str, stream) -> None:
    ticks = ticks_of(run([stream], [whole(stream, TIMES, HOPELESS[kind])], DEMO))
    assert len(ticks) == 113
    for tick in ticks:
        for value in tick.indices:
            assert value.value is None, (tick.t, value)
            assert value.reasons
        assert tick.zone.state is ZoneName.UNKNOWN


@pytest.mark.oracle("O31")
@pytest.mark.parametrize(
    "kind", ["white noise", "mains", "flat", "not a number", "railed", "one beat", "huge"]
)
def test_o31_a_belt_without_breath_gives_no_rate(kind: str) -> None:
    stream = spec("client-belt", Role.RESPIRATION, rate=250)
    outputs = run([stream], [whole(stream, TIMES, HOPELESS[kind])], DEMO)
    for tick in ticks_of(outputs):
        assert tick.index("resp_rate").value is None
        assert tick.index("resp_amplitude").value is None
    late = [b for b in outputs if isinstance(b, Breath) and b.t_end > 25]
    assert all(breath.status == "invalid" for breath in late)


@pytest.mark.oracle("O31")
def test_o31_no_samples_give_no_ticks_and_no_exception() -> None:
    assert run([ECG_SPEC], [Chunk(ECG_SPEC.stream_id, 0, np.empty(0), np.empty(0))]) == []
    assert run([ECG_SPEC], [whole(ECG_SPEC, np.array([1.0]), np.array([0.1]))]) == []
    assert run([], [heart(20)[0]]) == []


def test_a_constant_rhythm_has_no_ln_rmssd_in_the_engine() -> None:
    times = np.arange(0.2, 100, 1 / 250)
    chunk = whole(ECG_SPEC, times, ecg(np.arange(0.4, 100, 0.8), times, noise_sd=0))
    tick = ticks_of(run([ECG_SPEC], [chunk]))[-1]
    assert tick.index("rmssd").value < 0.5
    assert tick.index("ln_rmssd").reasons == (Reason.BELOW_FLOOR,)


def test_a_pulse_gives_prv_with_its_reservation() -> None:
    beats = beats_g(0.8, 0.05, 0.25, 0.0, duration=120)
    times = np.arange(0.2, 120, 1 / 250)
    tick = ticks_of(run([PPG_SPEC], [whole(PPG_SPEC, times, ppg(beats, times))]))[-1]
    assert tick.index("hr").status is Status.OK
    assert tick.index("rmssd").status is Status.DEGRADED
    assert Reason.PPG_PRV in tick.index("rmssd").reasons


def test_a_clipped_pulse_has_no_vagal_index() -> None:
    beats = beats_g(0.8, 0.05, 0.25, 0.0, duration=120)
    times = np.arange(0.2, 120, 1 / 250)
    clipped = np.minimum(np.round(4000 * ppg(beats, times)), 3000)
    outputs = run([PPG_SPEC], [whole(PPG_SPEC, times, clipped)])
    tick = ticks_of(outputs)[-1]
    assert Reason.CLIPPED in tick.index("rmssd").reasons
    assert tick.index("rmssd").value is None
    assert tick.index("hr").status is Status.DEGRADED
    assert "clipped" in {n.code for n in outputs if isinstance(n, Notice)}


def test_an_ecg_below_100_hz_gives_heart_rate_only() -> None:
    beats = beats_g(0.8, 0.05, 0.25, 0.0, duration=120)
    stream = spec("client-ecg", Role.ECG, rate=80)
    times = np.arange(0.2, 120, 1 / 80)
    tick = ticks_of(run([stream], [whole(stream, times, ecg(beats, times))]))[-1]
    assert tick.index("hr").value == pytest.approx(75, abs=1)
    assert Reason.LOW_RATE in tick.index("rmssd").reasons


@pytest.mark.parametrize("rate", [100, 130, 256, 500, 1000])
def test_rmssd_does_not_depend_on_the_sampling_rate(rate: int) -> None:
    beats = beats_g(0.8, 0.03, 0.25, 0.0, duration=110)
    stream = spec("client-ecg", Role.ECG, rate=rate)
    times = np.arange(0.2, 110, 1 / rate)
    tick = ticks_of(run([stream], [whole(stream, times, ecg(beats, times, noise_sd=0))]))[-1]
    inside = beats[(beats >= tick.t - 60) & (beats <= tick.t)]
    truth = 1000 * np.sqrt(np.mean(np.diff(inside, 2) ** 2))
    assert tick.index("rmssd").value == pytest.approx(truth, rel=0.01)


@pytest.mark.slow
def test_a_burst_of_noise_is_flagged_and_not_counted() -> None:
    chunk, _ = heart(150)
    burst = (chunk.stamps - ZERO > 100) & (chunk.stamps - ZERO < 104)
    chunk.values[burst] += noise(int(burst.sum()), 1.5, 7)
    ticks = ticks_of(run([ECG_SPEC], [chunk]))
    clean = ticks_of(run([ECG_SPEC], [heart(150)[0]]))
    value, truth = (at(x, 140).index("rmssd") for x in (ticks, clean))
    assert value.pct_flagged > 0
    if value.value is not None:
        assert value.value == pytest.approx(truth.value, rel=0.05)


def test_samples_that_come_too_late_are_told_and_change_no_tick() -> None:
    chunk, _ = heart(100)
    late = Chunk(chunk.stream_id, 12500, chunk.stamps[2500:2750], chunk.values[2500:2750] + 5.0)
    before, after = cut(chunk, [12500])
    after = Chunk(chunk.stream_id, 12750, after.stamps, after.values)
    outputs = run([ECG_SPEC], [before, late, after])
    assert ticks_of(outputs) == ticks_of(run([ECG_SPEC], [chunk]))
    (notice,) = [n for n in outputs if isinstance(n, Notice)]
    assert notice.code == "late_data"


@pytest.mark.slow
def test_a_stall_gives_missing_ticks_at_once_and_what_follows_is_still_used() -> None:
    chunk, _ = heart(150)
    first, rest = cut(chunk, [22500])  # to about 90 s
    engine = PersonEngine("client", [ECG_SPEC], STANDARD, session_zero=ZERO)
    engine.feed(first)
    next_tick = engine.next_tick
    stalled = ticks_of(engine.feed(MissingTicks("client", next_tick, next_tick + 9, "x", 0.0)))
    assert [tick.t for tick in stalled] == list(range(next_tick, next_tick + 10))
    for tick in stalled:
        assert {value.reasons for value in tick.indices} == {(Reason.STALL,)}
    assert ticks_of(engine.feed(MissingTicks("therapist", 1, 999, "x", 0.0))) == []
    ticks = ticks_of(engine.feed(rest))
    assert ticks[0].t == next_tick + 10
    # no beat was lost: what came late is used for later ticks
    plain = ticks_of(run([ECG_SPEC], [chunk]))
    late, truth = (at(x, 120).index("rmssd") for x in (ticks, plain))
    assert late.n_beats == truth.n_beats
    assert late.value == pytest.approx(truth.value, rel=1e-3)


@pytest.mark.slow
def test_a_stall_known_beforehand_gives_the_same_ticks() -> None:
    chunk, _ = heart(150)
    first, rest = cut(chunk, [22500])
    engine = PersonEngine("client", [ECG_SPEC], STANDARD, session_zero=ZERO)
    live = ticks_of(engine.feed(first))
    stall = MissingTicks("client", engine.next_tick, engine.next_tick + 4, "x", 0.0)
    live += ticks_of([*engine.feed(stall), *engine.feed(rest)])
    assert ticks_of(run([ECG_SPEC], [stall, chunk])) == live


def mark(
    code: str, boundary: Boundary = Boundary.POINT, *, act: int | None = None, **event: object
) -> Mark:
    kind = EventKind.POINT if boundary is Boundary.POINT else EventKind.INTERVAL
    values = {
        "event_id": code,
        "code": code,
        "onset": max(0.0, (act or 0) - 0.5),
        "kind": kind,
        **event,
    }
    return Mark(Event(**values), boundary, None if act is None else {"client": act})


def quick() -> EngineSettings:
    return DEMO


def test_a_stall_of_minutes_ends_without_harm() -> None:
    chunk, _ = heart(240)
    stalled = MissingTicks("client", 60, 160, ECG_SPEC.stream_id, ZERO + 240)
    ticks = ticks_of(run([ECG_SPEC, BELT_SPEC], [stalled, chunk, breathing(240)], DEMO))
    assert [tick.t for tick in ticks] == list(range(1, 233))
    assert ticks[-1].index("hr").value is not None


@pytest.mark.parametrize(("first", "stop"), [(63.035, 63.0445), (63.036, 63.0435)])
def test_a_lone_packet_of_a_fast_belt_between_two_losses_harms_nothing(
    first: float, stop: float
) -> None:
    fast = spec("client-belt", Role.RESPIRATION, rate=1000, unit="a.u.")
    times = np.arange(0.1, 90, 1 / 1000)
    kept = (times < 60) | (times >= 66) | (times >= first) & (times < stop)
    ticks = ticks_of(run([fast], [whole(fast, times[kept], belt(times)[kept])], DEMO))
    assert [tick.t for tick in ticks] == list(range(1, 83))
    assert ticks[55].index("resp_rate").value == pytest.approx(15, abs=0.5)


def test_marks_act_from_their_tick_and_points_hold_ten_seconds() -> None:
    ticks = ticks_of(run([ECG_SPEC], [mark("cf.speech_client", act=40), heart(90)[0]], quick()))
    with_speech = [tick.t for tick in ticks if "cf.speech_client" in tick.zone.confounds]
    assert with_speech == list(range(40, 50))
    assert Reason.SPEECH in at(ticks, 45).index("rmssd").reasons
    assert at(ticks, 45).index("rmssd").value is not None
    assert at(ticks, 45).index("hr").status is Status.OK


def test_a_mark_without_a_tick_acts_from_the_next_one() -> None:
    chunk, _ = heart(90)
    engine = PersonEngine("client", [ECG_SPEC], quick(), session_zero=ZERO)
    first, rest = cut(chunk, [12500])
    engine.feed(first)
    expected = engine.next_tick
    engine.feed(mark("cf.movement", Boundary.START, event_id="m"))
    ticks = ticks_of(engine.feed(rest))
    assert ticks[0].t == expected
    assert ticks[0].zone.confounds == ("cf.movement",)
    assert ticks[0].index("hr").reasons == (Reason.MOVEMENT,)


def test_a_confound_does_not_reach_back_to_ticks_before_it() -> None:
    """Ticks lag: when a key is pressed at 40.0 s, tick 33 is the next one. It was still quiet."""
    marks = [
        mark("cf.speech_client", Boundary.START, act=33, onset=40.0, duration=None),
        mark("cf.speech_client", Boundary.STOP, act=43, onset=40.0, duration=10.0),
    ]
    ticks = ticks_of(run([ECG_SPEC], [*marks, heart(90)[0]], quick()))
    held = [tick.t for tick in ticks if tick.zone.confounds]
    assert held == list(range(41, 51))


def test_an_interval_lasts_until_its_stop_and_undo_takes_it_back() -> None:
    marks = [
        mark("cf.paced", Boundary.START, act=20, event_id="p"),
        mark("cf.paced", Boundary.STOP, act=30, event_id="p"),
        mark("cf.laugh", Boundary.START, act=40, event_id="l"),
        mark("cf.laugh", Boundary.UNDO, act=44, event_id="l"),
    ]
    ticks = ticks_of(run([ECG_SPEC], [*marks, heart(70)[0]], quick()))
    held = {code: [k.t for k in ticks if code in k.zone.confounds] for code in
            ("cf.paced", "cf.laugh")}  # fmt: skip
    assert held == {"cf.paced": list(range(20, 30)), "cf.laugh": list(range(40, 44))}


def test_taking_back_an_end_opens_the_interval_again() -> None:
    marks = [
        mark("cf.paced", Boundary.START, act=20, event_id="p"),
        mark("cf.paced", Boundary.STOP, act=30, event_id="p"),
        mark("cf.paced", Boundary.UNDO, act=33, event_id="p", attributes={"undone": "stop"}),
    ]
    ticks = ticks_of(run([ECG_SPEC], [*marks, heart(60)[0]], quick()))
    held = [tick.t for tick in ticks if tick.zone.confounds]
    assert held == [*range(20, 30), *range(33, ticks[-1].t + 1)]


def test_a_baseline_whose_start_is_taken_back_is_not_taken() -> None:
    marks = [
        mark("ph.baseline", Boundary.START, act=6, onset=5.0, duration=None),
        mark("ph.baseline", Boundary.UNDO, act=20, onset=5.0, attributes={"undone": "start"}),
    ]
    outputs = run([ECG_SPEC], [*marks, heart(90)[0]], quick())
    assert not [output for output in outputs if isinstance(output, Baseline)]


@pytest.mark.parametrize(
    ("code", "target", "concerned"),
    [
        ("cf.speech_client", "", True),
        ("cf.speech_therapist", "", False),
        ("cf.movement", "therapist", False),
        ("cf.movement", "client", True),
        ("cf.movement", "dyad", True),
        ("cf.cough", "", True),
    ],
)
def test_a_confound_concerns_whom_it_names(code: str, target: str, concerned: bool) -> None:
    ticks = ticks_of(run([ECG_SPEC], [mark(code, act=20, target=target), heart(40)[0]], quick()))
    assert (at(ticks, 25).zone.confounds == (code,)) is concerned


def test_a_change_of_posture_blanks_a_minute() -> None:
    ticks = ticks_of(run([ECG_SPEC], [mark("cf.posture", act=100), heart(200)[0]]))
    assert at(ticks, 99).index("hr").value is not None
    assert all(at(ticks, t).index("hr").reasons == (Reason.POSTURE_CHANGE,) for t in (100, 159))
    # and until the minute fills less than a fifth of the 30 s of a window
    assert at(ticks, 180).index("hr").value is None
    assert at(ticks, 185).index("hr").value is not None


@pytest.mark.parametrize("style", ["interval", "points"])
def test_a_baseline_is_taken_between_its_marks_and_used(style: str) -> None:
    if style == "interval":
        marks = [
            mark("ph.baseline", Boundary.START, act=6, onset=5.0, duration=None),
            mark("ph.baseline", Boundary.STOP, act=46, onset=5.0, duration=40.0),
        ]
    else:
        marks = [
            mark("ph.baseline_start", act=6, onset=5.0),
            mark("ph.baseline_stop", act=46, onset=45.0),
        ]
    outputs = run([ECG_SPEC], [*marks, heart(90)[0]], quick())
    (baseline,) = [output for output in outputs if isinstance(output, Baseline)]
    assert baseline.hr == pytest.approx(75, abs=1)
    assert baseline.vagal_index == "ln_rmssd"
    ticks = ticks_of(outputs)
    assert at(ticks, 44).zone.baseline_id == ""
    assert at(ticks, 70).zone.baseline_id == "client-b1"
    assert at(ticks, 70).zone.state is ZoneName.WITHIN
    assert at(ticks, 70).marks == ("ultra_short", "provisional")


def test_heart_stream_is_the_best_one_there() -> None:
    chunk, _ = heart(40)
    ticks = ticks_of(run([PPG_SPEC, ECG_SPEC], [chunk], quick()))
    assert ticks[-1].index("hr").source == "ecg"
    assert [stream_id for stream_id, _, _ in ticks[-1].quality] == ["client-ecg"]


def test_a_strap_in_an_unknown_unit_is_refused() -> None:
    stream = spec("client-rr", Role.RR, rate=0, unit="ticks")
    with pytest.raises(ConfigError, match="ticks"):
        PersonEngine("client", [stream], STANDARD, session_zero=ZERO)


def test_quality_falls_with_the_signal() -> None:
    chunk, _ = heart(120)
    chunk.values[15000:] = noise(len(chunk.values) - 15000, 1.0, 3)
    ticks = ticks_of(run([ECG_SPEC], [chunk], quick()))
    good, bad = (at(ticks, t).quality[0] for t in (55, 112))
    assert good[1] == 1.0
    assert bad[1] < 0.4
    assert Reason.POOR_SIGNAL in bad[2]


def test_a_hole_in_a_stream_is_a_gap_and_no_poor_signal() -> None:
    chunk, _ = heart(120, lost=(60.0, 75.0))
    ticks = ticks_of(run([ECG_SPEC], [chunk], quick()))
    seen = [reasons for tick in ticks for _, _, reasons in tick.quality]
    assert any(Reason.GAP in reasons for reasons in seen)
    assert not any(Reason.POOR_SIGNAL in reasons for reasons in seen)


@pytest.mark.oracle("O42")
def test_o42_a_lost_packet_of_an_rr_strap_is_a_gap() -> None:
    beats = beats_g(0.8, 0.03, 0.25, 0.0, duration=200)
    rr = 1000 * np.diff(beats)
    arrival = np.ceil(beats[1:] + 0.1)  # one packet a second with 0-2 intervals
    lost = (arrival >= 120) & (arrival <= 122)
    chunk = whole(RR_SPEC, arrival[~lost], rr[~lost])
    outputs = run([RR_SPEC], [chunk])
    found = [b for b in outputs if isinstance(b, Beat)]
    firsts = [b for b in found if b.rr_ms is None]
    assert len(firsts) == 2
    assert 121 < firsts[1].time < 123
    assert {b.rr_ms for b in found if b.rr_ms} <= set(rr)
    again = np.array([b.time for b in found if b.time > 123])
    # arrivals are rounded up to whole seconds: that is all a strap lets one know
    assert np.abs(again[:, None] - beats).min(axis=1).max() < 1.2
    ticks = ticks_of(outputs)
    assert at(ticks, 115).index("rmssd").status is Status.OK
    assert Reason.RR_REANCHORED in at(ticks, 140).index("rmssd").reasons
    assert at(ticks, 140).index("rmssd").value is None
    assert at(ticks, 184).index("rmssd").value is not None


@pytest.mark.parametrize(("unit", "factor"), [("s", 1e-3), ("ms", 1.0), ("1/1024 s", 1.024)])
def test_rr_units_are_data(unit: str, factor: float) -> None:
    stream = spec("client-rr", Role.RR, rate=0, unit=unit)
    beats = beats_g(0.8, 0.03, 0.25, 0.0, duration=100)
    chunk = whole(stream, beats[1:] + 0.2, factor * 1000 * np.diff(beats))
    tick = ticks_of(run([stream], [chunk]))[-1]
    assert tick.index("hr").value == pytest.approx(75, abs=0.7)


@pytest.mark.slow
def test_cost_does_not_grow_with_the_session() -> None:
    """Everything that is kept is bounded: compared after 9 and after 12 minutes.

    The report looks back for five minutes.
    """
    chunk, _ = heart(720)
    engine = PersonEngine("client", [ECG_SPEC], STANDARD, session_zero=ZERO)
    sizes = []
    for piece in cut(chunk, [45000, 45000, 45000]):
        engine.feed(piece)
        channel, scored = engine._detection._heart, engine._judgement._measuring._heart
        sizes.append(
            (
                len(channel.timeline._samples.columns()[0]),
                len(scored.series._beats),
                len(channel._beats),
            )
        )
    assert all(abs(a - b) <= 0.2 * b + 5 for a, b in zip(sizes[-1], sizes[-2], strict=True))
