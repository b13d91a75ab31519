"""A replayed session computed again, beside what was seen (:class:`Recomputing` of the ports)."""

from __future__ import annotations

from dataclasses import replace

from recordings.folder.session import SessionFolder
from safehold.core.differences import Recomputed
from safehold.core.errors import ConfigError
from safehold.core.measures import ProcessMeasure
from safehold.core.messages import NOTHING, Message
from safehold.core.recipe import Recipe
from safehold.core.settings import EngineSettings
from safehold.core.study import Display
from safehold.offline.analysis import parameters_by_hash
from safehold.offline.measures import measures_of_outputs
from safehold.offline.recompute.background import Background, Delivered
from safehold.offline.recompute.runs import check_recipe, settings_for
from safehold.offline.replay.moments import Moments
from safehold.session.model import SessionModel
from safehold.session.ports import Reading, WorkState

VEILED = Message("Nothing is compared while values are not shown.")
EDITED_SINCE = Message("Beats or breaths were edited meanwhile: compute it again.")
NOT_YET = Message("The session has not been computed again yet.")


class RecomputedBeside:
    """Computes a session again in the background, and puts the reading into its replay.

    Parameters
    ----------
    folder : SessionFolder
        The session; nothing in it changes.
    moments : Moments
        Shows the readings.
    model : SessionModel
        What the window reads; it says what may be shown, and is told what is refused.
    """

    def __init__(self, folder: SessionFolder, moments: Moments, model: SessionModel) -> None:
        self._folder, self._moments, self._model = folder, moments, model
        self._work: Background | None = None
        self._runs = moments.runs
        self._refused = NOTHING

    @property
    def settings(self) -> EngineSettings:
        """The parameters that the session began with."""
        return self._moments.runs[0].run.settings

    @property
    def state(self) -> WorkState:
        """How far it is."""
        state = WorkState() if self._work is None else self._work.state
        return replace(state, failure=self._refused) if self._refused else state

    @property
    def found(self) -> Recomputed | None:
        """What came of it last; None for nothing yet."""
        delivered = self._moments.again
        return None if delivered is None else delivered.found

    @property
    def reading(self) -> Reading:
        """Which reading is on show."""
        return self._moments.reading

    def begin(self, recipe: Recipe) -> None:
        """Compute under a recipe, in place of what is being computed; both readings follow."""
        self._refused = NOTHING
        if self._model.display is not Display.FULL:
            self._refused = VEILED
            return
        try:
            check_recipe(self._moments.runs, recipe)
        except ConfigError as error:
            self._refused = Message("{what} {remedy}", what=error.message, remedy=error.remedy)
            return
        self.cancel()
        self._runs = self._moments.runs
        self._work = Background(self._folder, recipe, self._take)

    def _take(self, delivered: Delivered) -> None:
        if self._moments.runs is not self._runs:
            self._refused = EDITED_SINCE
        else:
            self._moments.read(Reading.BOTH, delivered)

    def cancel(self) -> None:
        """Let it end; what was found before stays."""
        if self._work is not None and self._work.running:
            self._work.cancel()

    def show(self, reading: Reading) -> None:
        """Show a reading; refuse where nothing was computed yet."""
        delivered = self._moments.again
        if delivered is None:
            self._model.refuse(NOT_YET)
        else:
            self._moments.read(reading, delivered)

    def stop(self) -> None:
        """End what runs."""
        if self._work is not None:
            self._work.stop()

    def measures_of(self, t0: float, t1: float) -> tuple[ProcessMeasure, ...]:
        """Return everybody's measures of a span of the reading that was computed again."""
        delivered = self._moments.again
        if delivered is None or t0 >= t1:
            return ()
        own = {person: settings_for(delivered.runs, person) for person in delivered.ticks}
        parameters = parameters_by_hash(delivered.runs)
        return measures_of_outputs(delivered.outputs(), own, parameters, (t0, t1))
