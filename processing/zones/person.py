"""The engine of one person: raw samples in, ticks out. Final, causal, the same in any chunking.

Two stages, second by second: :mod:`processing.zones.detection` finds beats and breaths in samples,
:mod:`processing.zones.judgement` makes ticks of them. So a tick depends on the samples, the clock
offsets, the marks and the stalls, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

from processing.zones.detection import Detection
from processing.zones.judgement import Judgement
from safehold.core.calibration import BreathingCalibration
from safehold.core.settings import EngineSettings
from safehold.core.stream_choice import choose_streams
from safehold.core.types import (
    Baseline,
    EngineInput,
    EngineOutput,
    Mark,
    Parameters,
    StreamSpec,
)


class PersonEngine:
    """Computes one person's ticks.

    Parameters
    ----------
    person : str
        Participant label.
    streams : sequence of StreamSpec
        The person's streams; those that are used are chosen among them
        (:func:`safehold.core.stream_choice.choose_streams`).
    settings : EngineSettings
        All parameters.
    session_zero : float
        Host clock at session time 0, s.
    run : int
        1 for the first start of the workbench in the session, 2 after a restart, ...
    first_tick : int
        First tick of this run.
    baseline, taken, calibration
        As of :class:`processing.zones.judgement.Judgement`.

    Raises
    ------
    ConfigError
        When an RR stream has an unknown unit.
    """

    def __init__(
        self,
        person: str,
        streams: Sequence[StreamSpec],
        settings: EngineSettings,
        *,
        session_zero: float,
        run: int = 1,
        first_tick: int = 1,
        baseline: Baseline | None = None,
        taken: int = 0,
        calibration: BreathingCalibration | None = None,
    ) -> None:
        self.streams = choose_streams(streams)
        """The streams that are used."""
        self._detection = Detection(
            person, self.streams, settings.detection, session_zero=session_zero, run=run,
            first_tick=first_tick,
        )  # fmt: skip
        self._judgement = Judgement(
            person, self.streams, settings, run=run, first_tick=first_tick, baseline=baseline,
            taken=taken, calibration=calibration,
        )  # fmt: skip

    @property
    def next_tick(self) -> int:
        """The first tick that has not been emitted."""
        return self._detection.next_tick

    @property
    def baseline(self) -> Baseline | None:
        """The baseline in force."""
        return self._judgement.baseline

    def feed(self, item: EngineInput) -> list[EngineOutput]:
        """Take in one input; return everything that became final by it, in order."""
        if isinstance(item, Mark | Parameters):
            self._judgement.feed(item, self.next_tick)
        else:
            self._detection.feed(item)
        return [
            out for second in self._detection.advance() for out in self._judgement.take(second)
        ]
