"""Stand-ins for what tests need around them; the type checker holds them against the ports."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from acquisition.inlet import ClockMeasurement, RawChunk
from safehold.core.around import Surroundings
from safehold.core.codebook import PLAIN, Codebook, load_codebook
from safehold.core.differences import Recomputed
from safehold.core.measures import ProcessMeasure
from safehold.core.media import MediaPlace
from safehold.core.messages import Message
from safehold.core.protocol import ProtocolState
from safehold.core.recipe import Recipe
from safehold.core.settings import (
    STANDARD,
    BaselineSettings,
    ZoneSettings,
)
from safehold.core.study import SCALES, Scale, Study
from safehold.core.types import (
    Event,
    Mark,
    Parameters,
    Tick,
)
from safehold.live.engine import Publisher
from safehold.live.guide import Guide
from safehold.live.mark_writer import MarkPublisher
from safehold.session.coder import Coder, Make, show_mark
from safehold.session.conduct import Conduct
from safehold.session.editor import Editor
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel
from safehold.session.ports import (
    Beside,
    Playback,
    Reading,
    Recomputing,
    Session,
    Step,
    Taker,
    Transport,
    WorkState,
)
from safehold.session.reviewer import Reviewer

Calls = list[tuple[object, ...]]


class FakeInlet:
    """An inlet that gives what stands in its line, and raises an error that does.

    Parameters
    ----------
    *line : RawChunk or Exception
        What it gives at first; more is put into :attr:`line`.
    uid : str
        Of its stream.
    restarted_at : int
        At which pull liblsl has found the sender again; 0 for never.
    """

    overruns = zero_stamps_lost = 0

    def __init__(self, *line: RawChunk | Exception, uid: str = "", restarted_at: int = 0) -> None:
        self.found = SimpleNamespace(description=SimpleNamespace(uid=uid))
        self.line = list(line)
        self.offset: ClockMeasurement | None = None
        self.trouble: Callable[[], object] = lambda: None
        """Called at each pull: raises, or waits."""
        self._n_pulls, self._restarted_at = 0, restarted_at

    def pull(self) -> RawChunk | None:
        self._n_pulls += 1
        self.trouble()
        given = self.line.pop(0) if self.line else None
        if isinstance(given, Exception):
            raise given
        return given

    def measure_offset(self, timeout: float = 2.0) -> ClockMeasurement | None:
        return self.offset

    def was_clock_reset(self) -> bool:
        found_again = self._n_pulls == self._restarted_at > 0
        self._restarted_at = 0 if found_again else self._restarted_at
        return found_again

    def close(self) -> None: ...


def spied(coder: Coder, calls: Calls) -> Coder:
    """Have a coder keep what it is asked to do."""

    def spy(name: str, do: Callable[..., None]) -> Callable[..., None]:
        def keep(*args: object, **named: object) -> None:
            calls.append((name, *args, *(said for said in named.values() if said != PLAIN)))
            do(*args, **named)

        return keep

    for name in ("press_code", "amend_event", "add_note", "undo", "redo"):
        setattr(coder, name, spy(name, getattr(coder, name)))
    return coder


class FakeConduct:
    """Keeps the calls; does with phases, parameters and alarms what the real one does."""

    def __init__(self, session: FakeSession) -> None:
        self._session, self._calls = session, session.calls

    def start_baseline(self, *, at: float) -> None:
        self._calls.append(("start_baseline", at))

    def stop_baseline(self, *, at: float) -> None:
        self._calls.append(("stop_baseline", at))

    def start_phase(self, name: str, *, at: float) -> None:
        self._calls.append(("start_phase", name, at))
        self._session.write(lambda _: self._session.guide.start(name, at=at))

    def stop_phase(self, *, at: float) -> None:
        self._calls.append(("stop_phase", at))
        self._session.write(lambda _: self._session.guide.stop(at=at))

    def change_parameters(
        self, person: str, *, zones: ZoneSettings, baseline: BaselineSettings, why: str
    ) -> None:
        self._calls.append(("change_parameters", person, zones, baseline, why))
        self._session.model.set_parameters(Parameters(person, zones, baseline, why=why))

    def ask_rating(self, role: str) -> None:
        self._calls.append(("ask_rating", role))

    def mark_camera(self) -> None:
        self._calls.append(("mark_camera",))

    def open_pacer(self, person: str) -> None:
        self._calls.append(("open_pacer", person))

    def take_up(self, stream_id: str) -> None:
        self._calls.append(("take_up", stream_id))

    def turn_sensor(self, stream_id: str) -> None:
        self._calls.append(("turn_sensor", stream_id))

    def acknowledge(self, alarm_id: str, *, at: float) -> None:
        self._calls.append(("acknowledge", alarm_id, at))
        model = self._session.model
        model.set_alarms(
            [
                dataclasses.replace(alarm, acknowledged=at)
                if alarm.alarm_id == alarm_id
                else alarm
                for alarm in model.alarms()
            ]
        )

    def restart_engine(self) -> None:
        self._calls.append(("restart_engine",))

    def start_recording(self) -> None:
        self._calls.append(("start_recording",))

    def stop_recording(self) -> None:
        self._calls.append(("stop_recording",))

    def allow_remote(self) -> None:
        self._calls.append(("allow_remote",))

    def keep_recorder(self) -> None:
        self._calls.append(("keep_recorder",))


@dataclasses.dataclass
class FakeTransport:
    """A head that stands where a test puts it."""

    span: tuple[float, float] = (0.0, 3600.0)
    paused: bool = True
    speed: float = 1.0
    looped: tuple[float, float] | None = None
    at: float = 0.0

    def now(self) -> float:
        return self.at

    def seek(self, t: float) -> None:
        self.at = min(max(t, self.span[0]), self.span[1])

    def loop(self, span: tuple[float, float] | None) -> None:
        self.looped = span

    def set_speed(self, factor: float) -> None:
        self.speed = factor

    def pause(self, *, paused: bool) -> None:
        self.paused = paused


@dataclasses.dataclass
class FakePlacing:
    """A search for camera marks that a test moves on."""

    asked: MediaPlace
    state: WorkState = dataclasses.field(default_factory=lambda: WorkState(running=True))
    found: MediaPlace | None = None
    stopped: bool = False

    def stop(self) -> None:
        self.stopped = True


class FakeBeside:
    """Keeps places in memory; files lie where their paths say."""

    def __init__(self) -> None:
        self.places: dict[str, MediaPlace] = {}
        self.takers: list[FakeTaker] = []

    def media(self) -> tuple[MediaPlace, ...]:
        return tuple(self.places.values())

    def file_of(self, place: MediaPlace) -> Path:
        return Path(place.path)

    def add(self, file: Path) -> MediaPlace:
        return self.places.setdefault(str(file), MediaPlace(str(file), 0.0))

    def put(self, place: MediaPlace) -> None:
        self.places[place.path] = place

    def moved(self, place: MediaPlace, file: Path) -> MediaPlace:
        self.forget(place)
        self.put(dataclasses.replace(place, path=str(file)))
        return self.places[str(file)]

    def forget(self, place: MediaPlace) -> None:
        self.places.pop(place.path)

    def find_place(self, place: MediaPlace) -> FakePlacing:
        self.searched = FakePlacing(place)
        return self.searched

    def find_clap(self, place: MediaPlace, file_s: float, session_s: float) -> FakePlacing:
        self.listened = (file_s, session_s)
        return self.find_place(place)

    def scales(self) -> dict[str, tuple[Scale, ...]]:
        return {"client": SCALES[:2], "therapist": ()}

    def rate(self, person: str, scale: Scale) -> Taker:
        self.takers.append(FakeTaker(scale, person))
        return self.takers[-1]


@dataclasses.dataclass
class FakeTaker:
    """Keeps the values of a recall."""

    scale: Scale = SCALES[0]
    person: str = "client"
    session_id: str = "d07-03"
    samples: list[tuple[float, float | None]] = dataclasses.field(default_factory=list)
    closed: bool = False

    def sample(self, t: float, value: float | None) -> None:
        self.samples.append((t, value))

    def close(self) -> None:
        self.closed = True


class FakeRecomputing:
    """Keeps what is asked for; has found what a test gave."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self.settings = STANDARD
        self.state = WorkState()
        self.found: Recomputed | None = None
        self.reading = Reading.SEEN

    def begin(self, recipe: Recipe) -> None:
        self._calls.append(("recompute", recipe))

    def cancel(self) -> None:
        self._calls.append(("cancel",))

    def show(self, reading: Reading) -> None:
        self.reading = reading
        self._calls.append(("show", reading))


class FakeSurrounding:
    """Keeps what is asked for; has found what a test gave."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self.state = WorkState()
        self.found: Surroundings | None = None

    def begin(self, span: tuple[float, float] | None = None) -> None:
        self._calls.append(("around", span))

    def cancel(self) -> None:
        self._calls.append(("cancel",))


class FakePlayback:
    """Keeps the calls; every span has the measures that a test gave."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self.measures: tuple[ProcessMeasure, ...] = ()
        self.transport = FakeTransport()
        self.beside = FakeBeside()
        self.recomputing = FakeRecomputing(calls)
        self.surrounding = FakeSurrounding(calls)
        self.looped: tuple[float, float] | None = None
        self.whole: tuple[Event, ...] = ()

    @property
    def span(self) -> tuple[float, float]:
        return 0.0, 3600.0

    @property
    def computed(self) -> float:
        return 1.0

    def events(self) -> tuple[Event, ...]:
        return self.whole

    def seek(self, t: float) -> None:
        self._calls.append(("seek", t))

    def step(self, what: Step, *, forth: bool) -> None:
        self._calls.append(("step", what, forth))

    def loop(self, span: tuple[float, float] | None) -> None:
        self.looped = span
        self._calls.append(("loop", span))

    def set_speed(self, factor: float) -> None:
        self._calls.append(("set_speed", factor))

    def pause(self, *, paused: bool) -> None:
        self._calls.append(("pause", paused))

    @property
    def review(self) -> Reviewer:
        raise NotImplementedError("no test reviews a fake")

    def measures_of(self, t0: float, t1: float, /) -> tuple[ProcessMeasure, ...]:
        self._calls.append(("measures_of", t0, t1))
        return self.measures


class FakeSession:
    """A live session or a replay that keeps the calls; events are coded as in a real one."""

    def __init__(
        self,
        model: SessionModel,
        *,
        now: float,
        replay: bool = False,
        codebook: Codebook | None = None,
    ) -> None:
        self.model = self.map_model = self.therapist_model = model
        self.codebook = codebook or load_codebook()
        self.now = now
        self.full = model
        self.calls: Calls = []
        self.book = EventBook(self.codebook)
        self.study = Study()
        self.guide = Guide(self.study, self.book, tuple(model.people))
        coder = Coder(self.book, self.write, model, clock=self.clock)
        self.coding = spied(coder, self.calls)
        self.editing = (
            Editor(self.book, self.write, model, self.codebook, (0.0, 7200.0)) if replay else None
        )
        if self.editing is not None:
            self.editing.sign("")  # nobody is asked
        self.conduct = None if replay else FakeConduct(self)
        self.playback = FakePlayback(self.calls) if replay else None

    def clock(self) -> float:
        return self.now

    def write(self, make: Make) -> list[Mark]:
        marks = list(make(self.book))
        for mark in marks:
            show_mark(mark, self.book, self.model)
        return marks

    def protocol(self) -> ProtocolState:
        return self.guide.state(self.now)

    def report_failure(self, text: Message) -> None:
        self.calls.append(("report_failure", text))

    def stop(self) -> None:
        self.calls.append(("stop",))

    def set_status(self, **changes: Any) -> None:
        """Replace fields of the status."""
        assert self.model.status is not None
        self.model.set_status(dataclasses.replace(self.model.status, **changes))


class Nowhere:
    """Where marks and ticks go in tests that look at the journal or the model."""

    def tick(self, tick: Tick) -> None: ...

    def mark(self, mark: Mark) -> None: ...


_conduct: type[Conduct] = FakeConduct
_playback: type[Playback] = FakePlayback
_transport: type[Transport] = FakeTransport
_beside: type[Beside] = FakeBeside
_taker: type[Taker] = FakeTaker
_recomputing: type[Recomputing] = FakeRecomputing
_session: type[Session] = FakeSession
_marks: type[MarkPublisher] = Nowhere
_ticks: type[Publisher] = Nowhere
