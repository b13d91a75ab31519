"""A made-up dyad session in a SessionModel: what the window is developed and tested against.

Nothing here is physiology; it only looks like it. Times in seconds, seeded.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import math

import numpy as np

from safehold.core.alarms import Alarm, AlarmKind
from safehold.core.codebook import Codebook
from safehold.core.messages import NOTHING, Message
from safehold.core.reasons import Reason
from safehold.core.settings import (
    DEMO,
    PIPELINE_DELAY_S,
    STANDARD,
    EngineSettings,
)
from safehold.core.study import Display
from safehold.core.types import (
    Baseline,
    Beat,
    BeatStatus,
    Breath,
    Change,
    EngineOutput,
    Event,
    EventKind,
    FloatArray,
    IndexValue,
    Level,
    Notice,
    Role,
    Status,
    StreamSpec,
    SubZone,
    Tick,
    ZoneName,
    ZoneState,
)
from safehold.session.model import SessionModel
from safehold.session.status import (
    RecorderState,
    RecorderStatus,
    SessionState,
    SessionStatus,
    StreamStatus,
)
from safehold.session.veil import shown
from tests.fakes import FakeSession

ACTIVATION = (400.0, 560.0)
BASELINE = (20.0, 200.0)


def _spec(person: str | None, role: Role, rate: float, unit: str) -> StreamSpec:
    stream_id = f"{person or 'session'}-{role.value}"
    return StreamSpec(stream_id, stream_id, role.value, stream_id, role, person, unit, rate)


STREAMS = (
    _spec("client", Role.ECG, 250.0, "mV"),
    _spec("client", Role.RESPIRATION, 50.0, "a.u."),
    _spec("therapist", Role.ECG, 250.0, "mV"),
    _spec("therapist", Role.RESPIRATION, 50.0, "a.u."),
    _spec(None, Role.EVENTS, 0.0, ""),
)


def _activation(t: float, person: str) -> float:
    """0 at rest, 1 in full activation."""
    size = 1.0 if person == "client" else 0.25
    rise = 1 / (1 + math.exp(-(t - ACTIVATION[0] - 18) / 7))
    fall = 1 / (1 + math.exp((t - ACTIVATION[1] - 10) / 10))
    return size * rise * fall


def _slow(t: float, person: str) -> float:
    shift = 0.0 if person == "client" else 2.1
    return 0.6 * math.sin(t / 23 + shift) + 0.4 * math.sin(t / 9.1 + 2 * shift)


@dataclasses.dataclass(frozen=True)
class _Story:
    """Values of both people at any time."""

    settings: EngineSettings
    dead_belt_from: float

    def hr(self, t: float, person: str) -> float:
        base = 68.0 if person == "client" else 61.0
        return base + 1.5 * _slow(t, person) + 17 * _activation(t, person)

    def rmssd(self, t: float, person: str) -> float:
        base = 44.0 if person == "client" else 36.0
        return base * math.exp(0.09 * _slow(t * 0.8, person) - 0.95 * _activation(t, person))

    def belt_dead(self, t: float, person: str) -> bool:
        return person == "therapist" and t >= self.dead_belt_from

    def breath_period(self, t: float, person: str) -> float:
        return (4.6 if person == "client" else 5.2) - 1.3 * _activation(t, person)

    def unknown(self, t: float, person: str) -> bool:
        return person == "client" and 300 <= t < 345

    def index(self, name: str, t: int, person: str) -> IndexValue:
        unit = {"hr": "bpm", "resp_rate": "1/min", "ln_rmssd": "ln ms"}.get(name, "ms")
        window = 30.0 if name == "hr" else self.settings.windows.vagal_s
        reasons: tuple[Reason, ...] = ()
        value: float | None = {
            "hr": self.hr(t, person),
            "rmssd": self.rmssd(t, person),
            "ln_rmssd": math.log(self.rmssd(t, person)),
            "p2t": 1.35 * self.rmssd(t, person),
            "resp_rate": 60 / self.breath_period(t, person),
        }[name]
        if t < self.settings.start_up_s / 3:
            reasons = (Reason.STARTING,)
        elif self.unknown(t, person) and name != "resp_rate":
            reasons = (Reason.FLAGGED_INTERVALS, Reason.MOVEMENT)
        elif self.belt_dead(t, person) and name in ("p2t", "resp_rate"):
            reasons = (Reason.RAILED, Reason.RESP_UNKNOWN)
        if reasons:
            return IndexValue(name, None, unit, Status.MISSING, reasons, t - window, t)
        status, why = Status.OK, ()
        if name != "hr" and self.settings.windows.ultra_short:
            status, why = Status.DEGRADED, (Reason.ULTRA_SHORT,)
        if name in ("rmssd", "ln_rmssd") and self.belt_dead(t, person):
            status, why = Status.DEGRADED, (Reason.RESP_UNKNOWN,)
        return IndexValue(name, value, unit, status, why, t - window, t, coverage=0.97)


def _zone(story: _Story, t: int, person: str, baseline: Baseline | None, since: int) -> ZoneState:
    hr, ln = story.index("hr", t, person).value, story.index("ln_rmssd", t, person).value
    state, sub, reasons = ZoneName.UNKNOWN, SubZone.NONE, (Reason.NO_BASELINE,)
    a = v = sa = sv = None
    held = False
    if baseline is not None and t > baseline.t1:
        reasons = ()
        if hr is None or ln is None:
            reasons = (Reason.FLAGGED_INTERVALS, Reason.MOVEMENT)
            held = t < 315
            state = ZoneName.WITHIN if held else ZoneName.UNKNOWN
        else:
            assert baseline.vagal is not None
            assert baseline.vagal_spread is not None
            a = (hr - baseline.hr) / baseline.hr_spread
            v = (ln - baseline.vagal) / baseline.vagal_spread
            sa, sv = 0.38, 0.62
            rule = story.settings.zones
            state = ZoneName.HIGH if a >= rule.th and v <= -rule.tv else ZoneName.WITHIN
            x = (a - v) / 2
            if state is ZoneName.WITHIN:
                sub = SubZone.NEAR_BASELINE if x < 0.5 else SubZone.ELEVATED
                sub = SubZone.NEAR_UPPER if x >= 1.25 else sub
    return ZoneState(
        state, sub, state, since, held, a, v, sa, sv, reasons,
        ("cf.speech_client",) if 250 < t < 290 and person == "client" else (),
        "b1" if baseline else "", bool(story.settings.marks) and baseline is not None, False,
        story.settings.params_hash, change=None if a is None or v is None else (a - v) / 2,
        changed=_changed(a, v),
    )  # fmt: skip


def _changed(a: float | None, v: float | None) -> Change:
    if a is None or v is None:
        return Change.NONE
    return Change.RISEN if (a - v) / 2 > 1.5 else Change.STEADY


def _baseline(story: _Story, person: str) -> Baseline:
    ultra = story.settings.windows.ultra_short
    return Baseline(
        "b1", person, *BASELINE, hr=story.hr(11, person) - 0.4, hr_spread=3.0,
        vagal=math.log(44.0 if person == "client" else 36.0), vagal_spread=0.2,
        vagal_index="ln_rmssd", vagal_sd=0.1, n_hr=6, n_vagal=3, provisional=ultra,
        reasons=(Reason.BASELINE_SHORT,) if ultra else (), resp_rate=13.0, resp_amplitude=1.0,
    )  # fmt: skip


@dataclasses.dataclass(frozen=True)
class _Life:
    """What the engine said of a person, and the last minute of the curves."""

    outputs: tuple[EngineOutput, ...]
    waves: dict[str, tuple[FloatArray, FloatArray]]


@functools.cache  # many tests look at the same few minutes
def _life(story: _Story, person: str, now: float) -> _Life:
    outputs: list[EngineOutput] = []
    baseline = None
    for t in range(1, int(now - PIPELINE_DELAY_S)):
        if baseline is None and t > BASELINE[1]:
            baseline = _baseline(story, person)
            outputs.append(baseline)
        names = ("hr", "rmssd", "ln_rmssd", "p2t", "resp_rate")
        indices = tuple(story.index(name, t, person) for name in names)
        zone = _zone(story, t, person, baseline, max(t - 20, 0))
        quality = ((f"{person}-ecg", 0.97, ()),)
        outputs.append(Tick(person, t, 1, indices, zone, story.settings.marks, quality))
    rng = np.random.default_rng(7 if person == "client" else 8)
    start, beats = max(now - 60, 0), _beats(story, person, now)
    waves = {
        f"{person}-ecg": _ecg(beats, start, now, rng),
        f"{person}-respiration": _belt(story, person, start, now, rng),
    }
    done = now - PIPELINE_DELAY_S
    outputs += [
        Beat(person, b, (b - a) * 1000, BeatStatus.OK, (), "ecg")
        for a, b in itertools.pairwise(beats)
        if b < done
    ]
    outputs += _breaths(story, person, now)
    for curve in itertools.chain(*waves.values()):
        curve.flags.writeable = False
    return _Life(tuple(outputs), waves)


def _beats(story: _Story, person: str, now: float) -> list[float]:
    beats, t = [], max(now - 60, 0) - 2
    while t < now:
        t += 60 / story.hr(t, person) * (1 + 0.05 * math.sin(2 * math.pi * t / 4.6))
        beats.append(t)
    return beats


def _ecg(
    beats: list[float], start: float, now: float, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    times = np.arange(start, now, 1 / 250)
    wave = 0.02 * rng.standard_normal(times.size) + 0.05 * np.sin(2 * np.pi * times / 5)
    for beat in beats:
        for delay, width, height in (
            (-0.17, 0.025, 0.12), (-0.03, 0.010, -0.12), (0.0, 0.011, 1.1),
            (0.03, 0.012, -0.25), (0.26, 0.045, 0.28),
        ):  # fmt: skip
            near = np.abs(times - beat - delay) < 6 * width
            wave[near] += height * np.exp(-((times[near] - beat - delay) ** 2) / (2 * width**2))
    return times, wave


def _belt(
    story: _Story, person: str, start: float, now: float, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    slow = np.arange(start, now, 1 / 50)
    phase = 2 * np.pi * slow / story.breath_period(now, person)
    belt = np.sin(phase - 0.5 * np.cos(phase)) + 0.01 * rng.standard_normal(slow.size)
    dead = np.array([story.belt_dead(u, person) for u in slow])
    belt[dead] = 1.9 + 0.002 * rng.standard_normal(int(dead.sum()))
    return slow, belt


def _breaths(story: _Story, person: str, now: float) -> list[Breath]:
    start, period, breaths = max(now - 60, 0), story.breath_period(now, person), []
    for k in np.arange(math.floor(start / period), math.ceil(now / period)):
        one = np.arange(k * period, (k + 1.9) * period, 0.01)
        curve = np.sin(2 * np.pi * one / period - 0.5 * np.cos(2 * np.pi * one / period))
        first = one[int(np.argmin(curve[: int(period / 0.01)]))]
        mask = (one >= first) & (one < first + period)
        ended = first + period <= now - PIPELINE_DELAY_S
        if mask.any() and ended and not story.belt_dead(first, person):
            top = one[mask][int(np.argmax(curve[mask]))]
            breaths.append(Breath(person, first, top, first + period, 2.0, 58.0, "ok"))
    return breaths


def _recorder(now: float) -> RecorderStatus:
    return RecorderStatus(
        RecorderState.RECORDING, "d07-03/recording.xdf", int(62_000 * now), 0.1, now - 2,
        480_000_000_000, 41 * 3600.0,
    )  # fmt: skip


def _streams(now: float, story: _Story) -> tuple[StreamStatus, ...]:
    result = []
    for spec in STREAMS:
        remark, age, rate = NOTHING, 0.05, spec.nominal_rate or None
        if spec.role is Role.RESPIRATION and spec.person == "therapist":
            dead = now > story.dead_belt_from
            remark = Message("stuck at its limit") if dead else NOTHING
        if spec.role is Role.EVENTS:
            age = 12.0
        result.append(StreamStatus(spec, True, age, rate, remark))
    return tuple(result)


def make_session(
    state: str = "activation",
    display: Display = Display.FULL,
    *,
    replay: bool = False,
    codebook: Codebook | None = None,
) -> FakeSession:
    """Return a session in one of the states of ``STATES``; ``replay`` is one always.

    ``session.full`` is the model that holds everything, whatever is shown.
    """
    now, replay = STATES[state], replay or state == "replay"
    settings = DEMO if state == "demo" else STANDARD
    story = _Story(settings, dead_belt_from=390.0 if state == "bad_sensor" else 1e9)
    model = SessionModel(("client", "therapist"), STREAMS, settings)
    view = shown(model, display)
    for person in model.people:
        life = _life(story, person, now)
        model.apply(life.outputs)
        for stream_id, (times, values) in life.waves.items():
            model.waveform(stream_id, times, values)
    phase = "baseline" if BASELINE[0] <= now < BASELINE[1] else "conversation" * (now > 200)
    marks = settings.marks
    recording = state != "before_baseline" and not replay
    model.set_status(
        SessionStatus(
            "d07-03", SessionState.LIVE, phase, now,
            settings.lag_s, _recorder(now) if recording else RecorderStatus(),
            _streams(now, story), marks, speed=4.0 if replay else 1.0,
        )
    )  # fmt: skip
    session = FakeSession(view, now=now, replay=replay, codebook=codebook)
    session.full = model
    _fill_events(session, now)
    if state == "bad_sensor":
        model.apply(
            [Notice(Level.WARNING, "railed", Message("Therapist belt is stuck at its limit: RSA "
                    "by breath and respiration rate are missing."), "therapist",
                    "therapist-respiration", 392.0)]
        )  # fmt: skip
        model.set_alarms(
            [
                Alarm("a1", AlarmKind.SIGNAL, Level.WARNING, "therapist", "therapist-respiration",
                      Message("therapist: respiration (belt): stuck at its limit"),
                      Message("Check how the sensor sits."), 392.0)
            ]
        )  # fmt: skip
        model.set_status(
            dataclasses.replace(
                model.status,
                streams=(
                    *_streams(now, story)[:1],
                    StreamStatus(
                        STREAMS[1], True, 0.05, 46.1, Message("irregular: 8 % of samples late")
                    ),
                    *_streams(now, story)[2:],
                ),
            )
        )
    session.calls.clear()
    return session


def _fill_events(session: FakeSession, now: float) -> None:
    model = session.model
    phases = (("ph.baseline", *BASELINE), ("ph.conversation", BASELINE[1], math.inf))
    for i, (code, t0, t1) in enumerate(phases):
        if t0 < now:
            duration = t1 - t0 if t1 < now else None
            model.set_event(Event(f"p{i}", code, t0, duration, EventKind.INTERVAL))
    presses = (
        ("int.support", 228), ("cf.speech_client", 250), ("fs.exploration", 256),
        ("cf.speech_client", 290), ("cf.movement", 301), ("fs.exploration", 334),
        ("int.change", 372), ("ev.challenge", 398), ("cf.speech_therapist", 404),
        ("cf.speech_therapist", 421), ("al.rupture.withdrawal", 452), ("int.support", 470),
        ("ev.challenge", 486), ("al.rupture.withdrawal", 530), ("al.repair", 534),
        ("int.support", 548),
    )  # fmt: skip
    for code, t in presses:
        if t < now:
            session.coding.press_code(code, at=float(t))
    if now > 385:
        session.coding.add_note("client looks away, hands still", at=385.0)


STATES = {
    "before_baseline": 14.0,
    "baseline": 148.0,
    "activation": 492.0,
    "bad_sensor": 430.0,
    "replay": 585.0,
    "demo": 492.0,
}
