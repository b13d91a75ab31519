"""Questions that follow an event, and as many at random moments that follow none.

Asked only when a zone is left, people tell of nothing else, and soon know why they are asked. So
each question that followed an event owes one at a random moment later in the same phase, in which
nothing of the kind has happened for a while. Which was which is kept with the question and told to
nobody who answers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from random import Random

from safehold.core.study import AFTER_CHANGE, AFTER_RUPTURE, AFTER_ZONE, Prompt
from safehold.core.types import Change, Event, Tick, ZoneName

RUPTURE_PREFIX = "al.rupture"
RANDOM = "random"
"""Why a question was asked that followed no event."""
LONGEST = 4
"""A random moment comes 1 to 4 times the least distance after the last question."""


class Occurrences:
    """Says what has happened since it looked last, of what questions may follow.

    Parameters
    ----------
    people : sequence of str
        Labels of those whose zone and change count.
    """

    def __init__(self, people: Sequence[str]) -> None:
        self._people = tuple(people)
        self._zone: dict[str, ZoneName] = {}
        self._changed: dict[str, Change] = {}
        self._ruptures: set[str] | None = None

    def look(self, ticks: Mapping[str, Tick | None], events: Sequence[Event]) -> tuple[str, ...]:
        """Return ``zone`` (one was left), ``change`` (it has risen), ``rupture`` (one was coded).

        Parameters
        ----------
        ticks : mapping of str to Tick or None
            Newest tick of each person; a zone that is not known, or held, says nothing.
        events : sequence of Event
            Those of the session by now.
        """
        found = [AFTER_ZONE for p in self._people if self._left(p, ticks.get(p))]
        found += [AFTER_CHANGE for p in self._people if self._risen(p, ticks.get(p))]
        ruptures = {e.event_id for e in events if e.code.startswith(RUPTURE_PREFIX)}
        if self._ruptures is not None and ruptures - self._ruptures:
            found.append(AFTER_RUPTURE)
        self._ruptures = ruptures | (self._ruptures or set())
        return tuple(dict.fromkeys(found))

    def _left(self, person: str, tick: Tick | None) -> bool:
        if tick is None or tick.zone.held or tick.zone.state is ZoneName.UNKNOWN:
            return False
        before = self._zone.get(person)
        self._zone[person] = tick.zone.state
        return before is not None and before is not tick.zone.state

    def _risen(self, person: str, tick: Tick | None) -> bool:
        if tick is None or tick.zone.changed is Change.NONE:
            return False
        before = self._changed.get(person)
        self._changed[person] = tick.zone.changed
        return tick.zone.changed is Change.RISEN and before not in (None, Change.RISEN)


class EventPrompts:
    """Says when one prompt of the study is due by what happened; a pure state machine.

    Parameters
    ----------
    prompt : Prompt
        What it follows, how often at most, and how far apart.
    seed : str
        From it the random moments are drawn: the same session, the same moments.
    """

    def __init__(self, prompt: Prompt, seed: str) -> None:
        self._prompt, self._random = prompt, Random(seed)
        self._asked = self._owed = 0
        self._happened_at = -math.inf
        self._at: float | None = None

    def due(self, now: float, phase: str, happened: Sequence[str], last_asked: float) -> str:
        """Return why to ask now: what happened, or ``random``; empty where not to.

        Parameters
        ----------
        now : float
            Session time, s.
        phase : str
            The phase that lasts; what is owed at its end stays unasked.
        happened : sequence of str
            From :class:`Occurrences`.
        last_asked : float
            When anybody was asked last, s.
        """
        prompt = self._prompt
        if phase not in prompt.phases:
            self._owed, self._at = 0, None
            return ""
        mine = [what for what in happened if what in prompt.after]
        free = now - last_asked >= prompt.apart_s
        if mine:
            self._happened_at = now
            if free and self._asked < prompt.at_most:
                self._asked += 1
                self._owed += 1
                self._at = now + prompt.apart_s * self._random.uniform(1, LONGEST)
                return mine[0]
        quiet = now - self._happened_at >= prompt.apart_s
        if self._owed and self._at is not None and now >= self._at and free and quiet:
            self._owed -= 1
            self._at = now + prompt.apart_s * self._random.uniform(1, LONGEST)
            return RANDOM
        return ""
