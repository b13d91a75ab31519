"""The tables of two people that a computed session gives to a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from recordings.tidy.actor_partner import actor_partner_table
from recordings.tidy.dyad_course import dyad_course_table
from recordings.tidy.dyads import dyad_windows_table
from recordings.tidy.frames import frame_of
from recordings.tidy.synchrony import synchrony_table
from recordings.tidy.turns import turn_taking_table
from safehold.core.results import SessionResults
from safehold.offline.synchrony import Wanted, synchrony

if TYPE_CHECKING:
    import pandas as pd


class PairTables:
    """What :class:`safehold.api.Session` says of two people."""

    results: SessionResults

    def dyad_windows(self) -> pd.DataFrame:
        """Return how each two people's heart rates go together, against shuffled segments."""
        return frame_of(dyad_windows_table(self.results))

    def dyad_course(self) -> pd.DataFrame:
        """Return when two people go together: windows, peaks, and which of it is beyond chance."""
        return frame_of(dyad_course_table(self.results.pair_maps))

    def synchrony(
        self, preset: str = "safehold", *, others: Sequence[PairTables] = (), **wanted: Any
    ) -> pd.DataFrame:
        """Compare every two people by a preset, surrogates and methods of choice.

        Parameters
        ----------
        preset : str
            Windows and lags of the map: ``safehold``, ``susy`` or ``rmea``.
        others : sequence of Session
            Whose second person stands in this one's place, for pseudo-pairs: 19 at least.
        **wanted
            ``surrogate``, ``measure``, ``methods``, ``n``, ``seed`` (``docs/export.md``).

        Returns
        -------
        DataFrame
            A row per test, p adjusted for all of them; ``attrs["windows"]`` holds the windows of
            the maps as :meth:`dyad_course` has them.
        """
        found = synchrony(
            self.results, Wanted(preset, **wanted), [other.results for other in others]
        )
        table = frame_of(synchrony_table(found.tests))
        table.attrs["windows"] = frame_of(dyad_course_table(found.maps))
        return table

    def actor_partner(self) -> pd.DataFrame:
        """Return half minutes of everybody beside everybody else, lagged, for models."""
        return frame_of(actor_partner_table(self.results.bins))

    def turn_taking(self) -> pd.DataFrame:
        """Return how much each person spoke, and how turns passed; empty where it is not known."""
        return frame_of(turn_taking_table(self.results))
