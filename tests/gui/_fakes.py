"""Stand-ins for the ports of the window; the type checker holds them against the ports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from gui.qt.questions import OnClose, Questions
from gui.side.flash_window import Loudspeaker, Marks
from gui.side.listen_window import Ear, Speech
from gui.side.pacer_window import Pacer
from gui.side.rating_window import RatingSource
from processing.signals.sync_code import Word, read_word, write_word
from safehold.core.camera_mark import CameraMark
from safehold.core.study import SCALES, Scale
from safehold.core.types import FloatArray, StreamSpec
from safehold.desk.speech_source import SpeakerState
from safehold.session.camera_flash import Played
from safehold.session.ratings import Ask


class Answers:
    """Gives prepared answers and keeps what was asked."""

    def __init__(
        self,
        *,
        stop: bool = True,
        close: OnClose = OnClose.STOP,
        turn: bool = True,
        start: bool = True,
        coder: str | None = "R9",
        change: bool = True,
        end_mark: bool = True,
    ) -> None:
        self.mark_wanted = end_mark
        self.coder, self.change = coder, change
        self.stop, self.close, self.turn, self.start = stop, close, turn, start
        self.asked: list[str] = []

    def stop_recording(self) -> bool:
        self.asked.append("stop")
        return self.stop

    def close_while_recording(self, *, can_leave: bool) -> OnClose:
        self.asked.append("close and leave" if can_leave else "close")
        return self.close

    def end_mark(self) -> bool:
        self.asked.append("end mark")
        return self.mark_wanted

    def turn_sensor(self, sensors: Sequence[StreamSpec]) -> StreamSpec | None:
        self.asked.append(f"turn {', '.join(spec.stream_id for spec in sensors)}")
        return sensors[-1] if self.turn else None

    def start_with_faults(self, count: int) -> bool:
        self.asked.append(f"start with {count}")
        return self.start

    def who_codes(self) -> str | None:
        self.asked.append("who codes")
        return self.coder

    def change_of(self, coder: str) -> bool:
        self.asked.append(f"change of {coder}")
        return self.change


class Wall:
    """A clock that a test moves."""

    def __init__(self, now: float = 0.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@dataclass
class FakeRatings:
    """Asks what a test wants asked, and keeps the answers."""

    scales: tuple[Scale, ...] = SCALES
    person: str = "client"
    connected: bool = True
    waiting: int = 0
    answers: list[tuple[str, float, float]] = field(default_factory=list)
    requests: list[Ask] = field(default_factory=list)
    now: float = 100.0

    def clock(self) -> float:
        return self.now

    def answer(self, scale: str, value: float, *, at: float) -> None:
        self.answers.append((scale, value, at))

    def deliver(self) -> None: ...

    def asked(self) -> list[Ask]:
        requests, self.requests = self.requests, []
        return requests


@dataclass
class FakePacer:
    """Shows what a test wants shown, and keeps what was drawn."""

    shown: tuple[float, float] | None = None
    connected: bool = True
    time: float = 7.0
    drawn: list[tuple[tuple[float, float] | None, float]] = field(default_factory=list)

    def clock(self) -> float:
        return self.time

    def now(self, at: float) -> tuple[float, float] | None:
        return self.shown

    def drew(self, shown: tuple[float, float] | None, *, at: float) -> None:
        self.drawn.append((shown, at))


@dataclass
class FakeSpeech:
    """Shows people as a test wants them, and keeps what came of sound: how much, and when."""

    people: tuple[SpeakerState, ...]
    connected: bool = True
    time: float = 50.0
    taken: list[tuple[int, tuple[int, ...], float]] = field(default_factory=list)

    def clock(self) -> float:
        return self.time

    def take(self, microphone: int, samples: FloatArray, arrival: float) -> None:
        self.taken.append((microphone, samples.shape, arrival))


@dataclass
class FakeEar:
    """A microphone that hears given sounds."""

    sounds: list[FloatArray]
    name: str = "ear"
    works: bool = True
    listening: bool = False

    def start(self) -> None:
        self.listening = True

    def take(self) -> FloatArray:
        return self.sounds.pop(0) if self.sounds and self.listening else np.zeros((0, 1))

    def stop(self) -> None:
        self.listening = False


@dataclass
class FakeMarks:
    """Has marks shown when a test wants it, and keeps them."""

    connected: bool = True
    time: float = 50.0
    wanted: bool = False
    kept: list[tuple[float, CameraMark]] = field(default_factory=list)

    def clock(self) -> float:
        return self.time

    def due(self, at: float) -> bool:
        wanted, self.wanted = self.wanted, False
        return wanted

    def word(self) -> Word:
        word = read_word("b2d299")
        assert word is not None
        return word

    def shown(self, mark: CameraMark, *, at: float) -> None:
        self.kept.append((at, mark))

    def deliver(self) -> None: ...


@dataclass
class FakeLoudspeaker:
    """Plays nothing, and says that it began when a test wants it."""

    available: bool = True
    heard: Played | None = None
    words: list[str] = field(default_factory=list)

    def play(self, word: Word) -> None:
        self.words.append(write_word(word))

    def listen(self) -> None: ...

    def played(self) -> Played | None:
        return self.heard

    def stop(self) -> None: ...


_questions: type[Questions] = Answers
_ratings: type[RatingSource] = FakeRatings
_pacer: type[Pacer] = FakePacer
_speech: type[Speech] = FakeSpeech
_ear: type[Ear] = FakeEar
_marks: type[Marks] = FakeMarks
_loudspeaker: type[Loudspeaker] = FakeLoudspeaker
