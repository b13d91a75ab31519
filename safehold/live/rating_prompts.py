"""Ratings of a live session: windows that are opened later, and prompts when they are due."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from acquisition.discovery import FoundStream, StreamWatcher, propose_specs
from acquisition.inlet import RawInlet
from safehold.core.errors import StreamError
from safehold.core.study import Study
from safehold.core.types import Role, StreamSpec
from safehold.core.worker import Service, Worker
from safehold.live.threads import Runner
from safehold.session.event_prompts import Occurrences
from safehold.session.model import SessionModel
from safehold.session.ratings import Ask, PromptSchedule, on_demand

logger = logging.getLogger("safehold.live.rating_prompts")

LOOK_S = 1.0
OPEN_TIMEOUT_S = 3.0
OPENING_S = 10 * OPEN_TIMEOUT_S
"""Opening one that is about to vanish takes up to six of its time-outs, s."""
STREAM_TYPE = "rating"


class LiveRatings:
    """Joins rating streams that appear during a session, and asks when a prompt is due.

    A window that is closed and opened again keeps its source id, so liblsl continues with it by
    itself; only streams that were never there before are joined here.

    Parameters
    ----------
    study : Study
        People, scales, prompts.
    specs : sequence of StreamSpec
        Streams that the session has already.
    runner : Runner
        Takes the new ones in.
    ask : callable
        Sends a request.
    seed : str
        The session's id: random moments are drawn from it.
    """

    def __init__(
        self,
        study: Study,
        specs: Sequence[StreamSpec],
        runner: Runner,
        ask: Callable[[Ask], None],
        *,
        seed: str = "",
    ) -> None:
        self._study = study
        self._runner, self._ask = runner, ask
        self._people = tuple(person.label for person in study.people)
        self._known = {spec.source_id or spec.uid for spec in specs}
        self._ids = {spec.stream_id for spec in specs}
        self._schedule = PromptSchedule(study, seed)
        self._follows = any(prompt.after for prompt in study.prompts)
        self._clients = tuple(p.label for p in study.people if p.role == "client")
        self._occurrences = Occurrences(self._clients)
        self._opened: list[RawInlet] = []
        self.service = Service("ratings", self._run, hangs_s=OPENING_S)
        """Looks for rating windows; stop it before the runner."""

    def close(self) -> None:
        """Close what was opened here; call it after the runner was stopped."""
        for inlet in self._opened:
            inlet.close()

    def look(self, now: float, phase: str, model: SessionModel) -> None:
        """Ask what is due at session time ``now``, by time or by what the model shows."""
        happened: tuple[str, ...] = ()
        if self._follows:
            ticks = {p: model.tick_of_now(p, now) for p in self._clients if p in model.people}
            happened = self._occurrences.look(ticks, model.events())
        for ask in self._schedule.due(now, phase.replace(" ", "_"), happened):
            self._ask(ask)

    def ask_now(self, role: str) -> bool:
        """Ask everybody of a role now; tell whether there is anybody to ask."""
        asks = on_demand(self._study, role)
        for ask in asks:
            self._ask(ask)
        return bool(asks)

    def _run(self, worker: Worker) -> None:
        watcher = StreamWatcher()
        while not worker.wait(LOOK_S):
            try:
                for found in watcher.streams():
                    if found.description.type.casefold() == STREAM_TYPE:
                        self._consider(found)
            except StreamError as error:
                logger.warning("rating windows: %s", error.message)

    def _consider(self, found: FoundStream) -> None:
        key = found.description.source_id or found.description.uid
        if key in self._known:
            return
        inlet = RawInlet(found)
        description = inlet.open(OPEN_TIMEOUT_S)
        offset = inlet.measure_offset(OPEN_TIMEOUT_S)
        if offset is None:  # its answers could not be placed in time: looked at again
            inlet.close()
            return
        self._known.add(key)
        self._opened.append(inlet)
        full = replace(found, description=description)
        for spec in propose_specs([full], self._people):
            if spec.role is Role.RATING:
                self._runner.join(self._unique(spec), inlet, offset)

    def _unique(self, spec: StreamSpec) -> StreamSpec:
        number, stream_id = 1, spec.stream_id
        while stream_id in self._ids:
            number += 1
            stream_id = f"{spec.stream_id}-{number}"
        self._ids.add(stream_id)
        return replace(spec, stream_id=stream_id)
