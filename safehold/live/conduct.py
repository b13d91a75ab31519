"""What steers a running session: the live half of :mod:`safehold.session.ports`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from acquisition.lsl import local_clock
from safehold.core.camera_mark import CAMERA_MARK
from safehold.core.messages import Message
from safehold.core.settings import BaselineSettings, EngineSettings, ZoneSettings
from safehold.core.types import Level, Parameters, Role, Turn
from safehold.files.corrections import remember
from safehold.live.engine import LiveEngine
from safehold.live.guide import Guide
from safehold.live.pacer_programs import PacerPrograms
from safehold.live.phases import LivePhases
from safehold.live.publishing import Outlets
from safehold.live.rating_prompts import LiveRatings
from safehold.live.remote import RemoteControl
from safehold.live.returning import Returning
from safehold.live.session_recorder import SessionRecorder
from safehold.live.threads import Runner
from safehold.live.watch import LiveWatch
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel


@dataclass(frozen=True, slots=True)
class LiveConduct:
    """Hands each request to the part of the session that does it.

    Implements :class:`safehold.session.conduct.Conduct`.
    """

    model: SessionModel
    """Gets what is refused."""
    settings: EngineSettings
    root: Path
    """Study folder, where a belt's way up is remembered."""
    book: EventBook
    """Knows who codes."""
    guide: Guide
    phases: LivePhases
    recorder: SessionRecorder
    runner: Runner
    ratings: LiveRatings
    returning: Returning
    watch: LiveWatch
    remote: RemoteControl
    outlets: Outlets
    pacers: PacerPrograms
    restart: Callable[[], None]
    """Starts what has failed again, in the background."""

    def start_baseline(self, *, at: float) -> None:
        """Start the baseline phase."""
        self.phases.start_baseline(at=at)

    def stop_baseline(self, *, at: float) -> None:
        """End the baseline phase."""
        self.phases.stop_baseline(at=at)

    def start_phase(self, name: str, *, at: float) -> None:
        """Start a phase of the study, again if it was there before; the running one ends."""
        self.phases.start(name, at=at)

    def stop_phase(self, *, at: float) -> None:
        """End the phase that runs."""
        self.phases.stop(at=at)

    def change_parameters(
        self, person: str, *, zones: ZoneSettings, baseline: BaselineSettings, why: str
    ) -> None:
        """Change a person's parameters from the next tick on."""
        self.guide.use(person, replace(self.settings, zones=zones, baseline=baseline))
        self.runner.change(Parameters(person, zones, baseline, by=self.book.coder, why=why))

    def ask_rating(self, role: str) -> None:
        """Ask the clients or the therapists to answer their scales now."""
        if not self.ratings.ask_now(role):
            self.model.refuse(
                Message("Nobody is asked: no {role} of this session has a scale.", role=role)
            )

    def mark_camera(self) -> None:
        """Ask the window of the camera marks to show one now."""
        self.outlets.request(CAMERA_MARK, {}, local_clock())
        self.model.notify(
            Level.INFO,
            "camera_mark",
            Message("A camera mark was asked for; it is shown where 'safehold sync' runs."),
        )

    def open_pacer(self, person: str) -> None:
        """Open a breathing pacer for a person, on the second screen where there is one."""
        if not self.pacers.open(person):
            self.model.refuse(
                Message("The breathing pacer of {person} is open already.", person=person)
            )

    def take_up(self, stream_id: str) -> None:
        """Use a stream again that is offered for a missing one."""
        self.returning.take_up(stream_id)

    def turn_sensor(self, stream_id: str) -> None:
        """Read a belt or an ECG the other way up, from the next tick on and in later sessions.

        A logged input of the engine: replay turns it at the same tick.
        """
        for spec in self.runner.specs:
            if spec.stream_id == stream_id and spec.role in (Role.RESPIRATION, Role.ECG):
                flipped = replace(spec, inverted=not spec.inverted)
                remember(self.root, spec, channel=spec.channel, inverted=flipped.inverted)
                item = Turn(spec.stream_id, flipped.inverted, by=self.book.coder)
                self.runner.respec(flipped)
                self.runner.post(partial(_turn, item), keep=True)
                return
        self.model.refuse(
            Message("This session has no such belt or ECG: nothing was turned over.")
        )

    def acknowledge(self, alarm_id: str, *, at: float) -> None:
        """Say that an alarm has been seen."""
        self.watch.acknowledge(alarm_id, at)

    def restart_engine(self) -> None:
        """Start what has failed again inside the session, in the background."""
        self.restart()

    def start_recording(self) -> None:
        """Start the recorder process for this session, in a new part of the recording."""
        self.recorder.start()

    def stop_recording(self) -> None:
        """Ask the recorder to stop; the live view goes on."""
        self.recorder.stop()

    def allow_remote(self) -> None:
        """Let other programs start and stop the recording, or no longer."""
        if self.remote.possible:
            self.model.notify(Level.INFO, "remote", self.remote.allow_or_not())
        else:
            self.model.refuse(
                Message("The study lets no other program start or stop the recording.")
            )

    def keep_recorder(self) -> None:
        """Let a recorder that dies come back by itself, or no longer."""
        self.recorder.keep_or_not()


def _turn(item: Turn, engine: LiveEngine) -> None:
    engine.turn(item)
