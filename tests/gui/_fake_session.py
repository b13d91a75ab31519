"""A made-up dyad session in a SessionModel: what the window is developed and tested against.

Nothing here is physiology; it only looks like it. Times in seconds, seeded.
"""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Mapping, Sequence

import numpy as np

from safehold.app.events import EventBook
from safehold.app.model import RecorderStatus, SessionModel, SessionStatus, StreamStatus
from safehold.app.protocol import Protocol
from safehold.app.veil import shown
from safehold.core.alarms import Alarm, AlarmKind
from safehold.core.codebook import PLAIN, Codebook, Coding, load_codebook
from safehold.core.measures import ProcessMeasure
from safehold.core.protocol import ProtocolState
from safehold.core.reasons import Reason
from safehold.core.settings import DEMO, STANDARD, BaselineSettings, EngineSettings, ZoneSettings
from safehold.core.study import Display, Study
from safehold.core.types import (
    Baseline,
    Beat,
    BeatStatus,
    Breath,
    Event,
    EventKind,
    IndexValue,
    Level,
    Mark,
    Notice,
    Parameters,
    Role,
    Status,
    StreamSpec,
    SubZone,
    Tick,
    ZoneName,
    ZoneState,
)

PIPELINE_S = 7
"""A tick is final this long after its moment."""
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


class FakeController:
    """Keeps the calls; does with events what the real one does."""

    def __init__(self, model: SessionModel, *, now: float) -> None:
        self.model = self.map_model = self.therapist_model = model
        self.codebook: Codebook = load_codebook()
        self.now = now
        self.measures: tuple[ProcessMeasure, ...] = ()
        self.calls: list[tuple[object, ...]] = []
        self._book = EventBook(self.codebook)
        self.study = Study()
        self._guide = Protocol(self.study, self._book, tuple(model.people))

    def clock(self) -> float:
        return self.now

    def measures_of(self, t0: float, t1: float, /) -> tuple[ProcessMeasure, ...]:
        self.calls.append(("measures_of", t0, t1))
        return self.measures

    def _show(self, marks: Sequence[Mark]) -> None:
        for mark in marks:
            event = self._book.event(mark.event.event_id)
            if event is None:
                self.model.remove_event(mark.event.event_id)
            else:
                self.model.set_event(event)

    def press_code(self, code: str, *, at: float, how: Coding = PLAIN) -> None:
        self.calls.append(("press_code", code, at, *([how] if how != PLAIN else [])))
        self._show(self._book.press(code, at=at, how=how))

    def amend_event(self, event_id: str, *, at: float, how: Coding) -> None:
        self.calls.append(("amend_event", event_id, at, how))
        self._show(self._book.amend(event_id, at=at, how=how))

    def add_note(self, text: str, *, at: float) -> None:
        self.calls.append(("add_note", text, at))
        self._show(self._book.press("note", at=at, how=Coding(note=text)))

    def undo(self) -> None:
        self.calls.append(("undo",))
        self._show(self._book.undo(at=self.now))

    def redo(self) -> None:
        self.calls.append(("redo",))
        self._show(self._book.redo(at=self.now))

    def undoable(self) -> str:
        return self._book.undoable()

    def redoable(self) -> str:
        return self._book.redoable()

    def set_coder(self, coder: str) -> None:
        self.calls.append(("set_coder", coder))
        self._book.coder = coder

    def open_codes(self) -> Mapping[str, float]:
        return self._book.open_codes()

    def change_parameters(
        self, person: str, *, zones: ZoneSettings, baseline: BaselineSettings, why: str
    ) -> None:
        self.calls.append(("change_parameters", person, zones, baseline, why))
        self.model.set_parameters(Parameters(person, zones, baseline, why=why))

    def ask_rating(self, role: str) -> None:
        self.calls.append(("ask_rating", role))

    def start_baseline(self, *, at: float) -> None:
        self.calls.append(("start_baseline", at))

    def stop_baseline(self, *, at: float) -> None:
        self.calls.append(("stop_baseline", at))

    def take_up(self, stream_id: str) -> None:
        self.calls.append(("take_up", stream_id))

    def acknowledge(self, alarm_id: str, *, at: float) -> None:
        self.calls.append(("acknowledge", alarm_id, at))
        self.model.set_alarms(
            [
                dataclasses.replace(alarm, acknowledged=at)
                if alarm.alarm_id == alarm_id
                else alarm
                for alarm in self.model.alarms()
            ]
        )

    def start_phase(self, name: str, *, at: float) -> None:
        self.calls.append(("start_phase", name, at))
        self._show(self._guide.start(name, at=at))

    def stop_phase(self, *, at: float) -> None:
        self.calls.append(("stop_phase", at))
        self._show(self._guide.stop(at=at))

    def protocol(self) -> ProtocolState:
        return self._guide.state(self.now)

    def start_recording(self) -> None:
        self.calls.append(("start_recording",))

    def stop_recording(self) -> None:
        self.calls.append(("stop_recording",))

    def turn_belt(self, person: str) -> None:
        self.calls.append(("turn_belt", person))

    def set_speed(self, factor: float) -> None:
        self.calls.append(("set_speed", factor))

    def pause(self, *, paused: bool) -> None:
        self.calls.append(("pause", paused))

    def stop(self) -> None:
        self.calls.append(("stop",))

    def set_status(self, **changes: object) -> None:
        """Replace fields of the status."""
        assert self.model.status is not None
        self.model.set_status(dataclasses.replace(self.model.status, **changes))


def _activation(t: float, person: str) -> float:
    """0 at rest, 1 in full activation."""
    size = 1.0 if person == "client" else 0.25
    rise = 1 / (1 + math.exp(-(t - ACTIVATION[0] - 18) / 7))
    fall = 1 / (1 + math.exp((t - ACTIVATION[1] - 10) / 10))
    return size * rise * fall


def _slow(t: float, person: str) -> float:
    shift = 0.0 if person == "client" else 2.1
    return 0.6 * math.sin(t / 23 + shift) + 0.4 * math.sin(t / 9.1 + 2 * shift)


class _Story:
    """Values of both people at any time."""

    def __init__(self, settings: EngineSettings, *, dead_belt_from: float) -> None:
        self.settings = settings
        self.dead_belt_from = dead_belt_from

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
    a = v = sa = sv = p_high = p_low = p_within = None
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
            p_high = 1 / (1 + math.exp(-2.5 * (min(a - 2, -1 - v))))
            p_low = 0.02
            p_within = 1 - p_high - p_low
            state = ZoneName.HIGH if p_high > 0.7 else ZoneName.WITHIN
            x = (a - v) / 2
            if state is ZoneName.WITHIN:
                sub = SubZone.COMFORT if x < 0.5 else SubZone.GROWTH_EDGE
                sub = SubZone.NEAR_UPPER if x >= 1.25 else sub
    return ZoneState(
        state, sub, state, since, held, a, v, sa, sv, p_high, p_low, p_within, reasons,
        ("cf.speech_client",) if 250 < t < 290 and person == "client" else (),
        "b1" if baseline else "", bool(story.settings.marks) and baseline is not None, False,
        story.settings.params_hash,
    )  # fmt: skip


def _baseline(story: _Story, person: str, settings: EngineSettings) -> Baseline:
    ultra = settings.windows.ultra_short
    return Baseline(
        "b1", person, *BASELINE, hr=story.hr(11, person) - 0.4, hr_spread=3.0,
        vagal=math.log(44.0 if person == "client" else 36.0), vagal_spread=0.2,
        vagal_index="ln_rmssd", vagal_sd=0.1, n_hr=6, n_vagal=3, provisional=ultra,
        reasons=(Reason.BASELINE_SHORT,) if ultra else (), resp_rate=13.0, resp_amplitude=1.0,
    )  # fmt: skip


def _fill_person(model: SessionModel, story: _Story, person: str, now: float) -> None:
    rng = np.random.default_rng(7 if person == "client" else 8)
    baseline = None
    for t in range(1, int(now) - PIPELINE_S):
        if baseline is None and t > BASELINE[1]:
            baseline = _baseline(story, person, model.settings)
            model.apply([baseline])
        names = ("hr", "rmssd", "ln_rmssd", "p2t", "resp_rate")
        indices = tuple(story.index(name, t, person) for name in names)
        zone = _zone(story, t, person, baseline, max(t - 20, 0))
        quality = ((f"{person}-ecg", 0.97, ()),)
        tick = Tick(person, t, 1, indices, zone, model.settings.marks, quality)
        model.apply([tick])
    _fill_waves(model, story, person, now, rng)


def _fill_waves(
    model: SessionModel, story: _Story, person: str, now: float, rng: np.random.Generator
) -> None:
    start = max(now - 60, 0)
    beats, t = [], start - 2
    while t < now:
        t += 60 / story.hr(t, person) * (1 + 0.05 * math.sin(2 * math.pi * t / 4.6))
        beats.append(t)
    times = np.arange(start, now, 1 / 250)
    wave = 0.02 * rng.standard_normal(times.size) + 0.05 * np.sin(2 * np.pi * times / 5)
    for beat in beats:
        for delay, width, height in (
            (-0.17, 0.025, 0.12), (-0.03, 0.010, -0.12), (0.0, 0.011, 1.1),
            (0.03, 0.012, -0.25), (0.26, 0.045, 0.28),
        ):  # fmt: skip
            near = np.abs(times - beat - delay) < 6 * width
            wave[near] += height * np.exp(-((times[near] - beat - delay) ** 2) / (2 * width**2))
    model.waveform(f"{person}-ecg", times, wave)
    period = story.breath_period(now, person)
    slow = np.arange(start, now, 1 / 50)
    phase = 2 * np.pi * slow / period
    belt = np.sin(phase - 0.5 * np.cos(phase)) + 0.01 * rng.standard_normal(slow.size)
    dead = np.array([story.belt_dead(u, person) for u in slow])
    belt[dead] = 1.9 + 0.002 * rng.standard_normal(int(dead.sum()))
    model.waveform(f"{person}-respiration", slow, belt)
    done = now - PIPELINE_S
    model.apply(
        [
            Beat(person, b, (b - a) * 1000, BeatStatus.OK, (), "ecg")
            for a, b in itertools.pairwise(beats)
            if b < done
        ]
    )
    grid = np.arange(math.floor(start / period), math.ceil(now / period))
    for k in grid:
        one = np.arange(k * period, (k + 1.9) * period, 0.01)
        curve = np.sin(2 * np.pi * one / period - 0.5 * np.cos(2 * np.pi * one / period))
        first = one[int(np.argmin(curve[: int(period / 0.01)]))]
        mask = (one >= first) & (one < first + period)
        if not mask.any() or first + period > done or story.belt_dead(first, person):
            continue
        top = one[mask][int(np.argmax(curve[mask]))]
        model.apply([Breath(person, first, top, first + period, 2.0, 58.0, "ok")])


def _recorder(now: float) -> RecorderStatus:
    return RecorderStatus(
        "recording", "d07-03/recording.xdf", int(62_000 * now), 0.1, now - 2,
        480_000_000_000, 41 * 3600.0,
    )  # fmt: skip


def _streams(now: float, story: _Story) -> tuple[StreamStatus, ...]:
    result = []
    for spec in STREAMS:
        remark, age, rate = "", 0.05, spec.nominal_rate or None
        if spec.role is Role.RESPIRATION and spec.person == "therapist":
            remark = "stuck at its limit" if now > story.dead_belt_from else ""
        if spec.role is Role.EVENTS:
            age = 12.0
        result.append(StreamStatus(spec, True, age, rate, remark))
    return tuple(result)


def make_session(state: str = "activation", display: Display = Display.FULL) -> FakeController:
    """Return a controller over a session in one of the states of ``STATES``.

    ``controller.full`` is the model that holds everything, whatever is shown.
    """
    now = STATES[state]
    settings = DEMO if state == "demo" else STANDARD
    story = _Story(settings, dead_belt_from=390.0 if state == "bad_sensor" else 1e9)
    model = SessionModel(("client", "therapist"), STREAMS, settings)
    view = shown(model, display)
    for person in model.people:
        _fill_person(model, story, person, now)
    phase = "baseline" if BASELINE[0] <= now < BASELINE[1] else "conversation" * (now > 200)
    marks = settings.marks
    recording = state not in ("before_baseline", "replay")
    model.set_status(
        SessionStatus(
            "d07-03", "replay" if state == "replay" else "live", "live", phase, now,
            settings.lag_s, _recorder(now) if recording else RecorderStatus(),
            _streams(now, story), marks, speed=4.0 if state == "replay" else 1.0,
        )
    )  # fmt: skip
    controller = FakeController(view, now=now)
    controller.full = model
    _fill_events(controller, now)
    if state == "bad_sensor":
        model.apply(
            [Notice(Level.WARNING, "railed", "Therapist belt is stuck at its limit: RSA by breath "
                    "and respiration rate are missing.", "therapist", "therapist-respiration",
                    392.0)]
        )  # fmt: skip
        model.set_alarms(
            [
                Alarm("a1", AlarmKind.SIGNAL, Level.WARNING, "therapist", "therapist-respiration",
                      "therapist: respiration (belt): stuck at its limit",
                      "Check how the sensor sits.", 392.0)
            ]
        )  # fmt: skip
        model.set_status(
            dataclasses.replace(
                model.status,
                streams=(
                    *_streams(now, story)[:1],
                    StreamStatus(STREAMS[1], True, 0.05, 46.1, "irregular: 8 % of samples late"),
                    *_streams(now, story)[2:],
                ),
            )
        )
    controller.calls.clear()
    return controller


def _fill_events(controller: FakeController, now: float) -> None:
    model = controller.model
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
            controller.press_code(code, at=float(t))
    if now > 385:
        controller.add_note("client looks away, hands still", at=385.0)


STATES = {
    "before_baseline": 14.0,
    "baseline": 148.0,
    "activation": 492.0,
    "bad_sensor": 430.0,
    "replay": 585.0,
    "demo": 492.0,
}
