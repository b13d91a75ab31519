"""The one pipeline: live, replay and batch drive this object, and nothing else.

What may change a tick is in the kinds of :data:`safehold.core.types.EngineInput`; the order
in which the streams' chunks arrive, and how long they are, does not matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from processing.zones.person import PersonEngine
from safehold.core.calibration import BreathingCalibration
from safehold.core.settings import EngineSettings
from safehold.core.stream_choice import StreamChoice
from safehold.core.types import (
    HEART_ROLES,
    Baseline,
    Chunk,
    ClockOffset,
    EngineInput,
    EngineOutput,
    Mark,
    MissingTicks,
    Parameters,
    Role,
    StreamSpec,
    Turn,
)

ENGINE_ROLES = (*HEART_ROLES, Role.RESPIRATION)
"""Roles whose samples the engine uses; all others are recorded only."""


def people_of(streams: Sequence[StreamSpec]) -> list[str]:
    """Return the people who have a stream that the engine can use, in order of appearance."""
    people = [spec.person for spec in streams if spec.person and spec.role in ENGINE_ROLES]
    return list(dict.fromkeys(people))


class Pipeline:
    """Samples and marks in; beats, breaths, ticks and notices out.

    Parameters
    ----------
    streams : sequence of StreamSpec
        All streams of the session; those the engine uses are chosen per person.
    settings : EngineSettings
        What the numbers depend on besides the data.
    session_zero : float
        LSL time of session time 0, s.
    run : int
        1 for the first start of the workbench, 2 after a restart, ...
    first_tick : int
        First whole second of session time to emit.
    baselines : mapping of str to Baseline
        Per person the baseline to continue with after a restart.
    taken : mapping of str to int
        Per person the highest number that a baseline had before a restart.
    calibrations : mapping of str to BreathingCalibration
        Per person the breathing calibration to continue with after a restart.
    """

    def __init__(
        self,
        streams: Sequence[StreamSpec],
        settings: EngineSettings,
        *,
        session_zero: float,
        run: int = 1,
        first_tick: int = 1,
        baselines: Mapping[str, Baseline] | None = None,
        taken: Mapping[str, int] | None = None,
        calibrations: Mapping[str, BreathingCalibration] | None = None,
    ) -> None:
        self.settings = settings
        self.session_zero = session_zero
        self.run = run
        self._engines: dict[str, PersonEngine] = {}
        self._person_of: dict[str, str] = {}
        for person in people_of(streams):
            self._engines[person] = engine = PersonEngine(
                person,
                [spec for spec in streams if spec.person == person],
                settings,
                session_zero=session_zero,
                run=run,
                first_tick=first_tick,
                baseline=(baselines or {}).get(person),
                taken=(taken or {}).get(person, 0),
                calibration=(calibrations or {}).get(person),
            )
            self._person_of.update(dict.fromkeys(engine.streams.ids, person))

    @property
    def people(self) -> tuple[str, ...]:
        """People with an engine."""
        return tuple(self._engines)

    @property
    def stream_ids(self) -> tuple[str, ...]:
        """Streams whose samples are used."""
        return tuple(self._person_of)

    def streams_of(self, person: str) -> StreamChoice:
        """Return the streams that a person's engine uses."""
        return self._engines[person].streams

    def next_ticks(self) -> dict[str, int]:
        """Return per person the first tick not yet emitted."""
        return {person: engine.next_tick for person, engine in self._engines.items()}

    def feed(self, item: EngineInput) -> list[EngineOutput]:
        """Take in one input and return what follows from it.

        Chunks, offsets and turns of streams that the engine does not use are ignored. Offsets,
        stalls, turns and marks with ``act_from`` may come ahead of the samples they belong to.
        """
        if isinstance(item, Chunk | ClockOffset | Turn):
            person = self._person_of.get(item.stream_id)
            return self._engines[person].feed(item) if person else []
        if isinstance(item, MissingTicks):
            return self._engines[item.person].feed(item)
        if isinstance(item, Parameters):
            engine = self._engines.get(item.person)
            return engine.feed(item) if engine else []
        if not isinstance(item, Mark):
            raise TypeError(f"{type(item).__name__} is not an engine input")
        return [output for engine in self._engines.values() for output in engine.feed(item)]
