"""A recorded session in a notebook: tables as pandas DataFrames, signals as MNE Raw.

>>> from safehold.api import open_session
>>> session = open_session("sessions/demo-001")  # doctest: +SKIP
>>> session.beats().query("status == 'ok'")  # doctest: +SKIP

What an index or a reader of another package needs stands here too (``docs/plugins.md``,
``docs/import.md``).
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from processing.indices.indices import valid_pairs, valued, without
from processing.indices.registry import Material, ReportIndex
from processing.measures.icc import RatingAgreement, rating_agreement
from recordings.exports.mne_raw import make_raw
from recordings.folder.session import SessionFolder
from recordings.importers.imported import (
    ImportedEvent,
    ImportedRecording,
    ImportedSignal,
    Importer,
    ReadWish,
    broken,
    evenly,
    held,
    unlike,
)
from recordings.tidy import tables, values
from recordings.tidy.aligned import aligned_table
from recordings.tidy.around import around_table, repairs_table
from recordings.tidy.differences import differences_table, summary_table
from recordings.tidy.edits import edits_table
from recordings.tidy.epochs import epochs_table, grand_averages_table
from recordings.tidy.frames import frame_of
from recordings.tidy.grid import make_grid
from recordings.tidy.join import join_events
from recordings.tidy.measures import measures_table
from recordings.tidy.native import native_tables
from recordings.tidy.options import TidyOptions
from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.quality import quality_table
from safehold.checks.importers import check_importer
from safehold.checks.plugins import all_right, check_index
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.reasons import Reason
from safehold.core.recipe import Recipe
from safehold.core.results import SessionResults
from safehold.core.settings import EngineSettings
from safehold.core.types import IndexValue, Status
from safehold.offline.across import pseudo_of
from safehold.offline.agreement import (
    TOLERANCE_S,
    WIDTH_S,
    CodeAgreement,
    Disagreement,
    agreement,
)
from safehold.offline.analysis import analyse
from safehold.offline.around import around_event, around_span
from safehold.offline.measures import span_measures
from safehold.offline.pair_tables import PairTables
from safehold.offline.phases import phase_spans
from safehold.offline.progress_bar import progress_bar
from safehold.offline.rating_agreement import STEP_S, on_grid, takes_of
from safehold.offline.recompute.steps import recompute
from safehold.offline.recording import read_recording
from safehold.offline.selection import parts_of, select
from safehold.offline.whole_record import OfflineResults, offline

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "ImportedEvent",
    "ImportedRecording",
    "ImportedSignal",
    "Importer",
    "IndexValue",
    "Material",
    "ReadWish",
    "Reason",
    "ReportIndex",
    "Session",
    "Status",
    "all_right",
    "broken",
    "check_importer",
    "check_index",
    "evenly",
    "held",
    "open_session",
    "pseudo_pairs",
    "unlike",
    "valid_pairs",
    "valued",
    "without",
]


def open_session(path: str | os.PathLike[str]) -> Session:
    """Open a session folder and compute it with the settings it was recorded with.

    Raises
    ------
    RecordingError
        When it is no session folder, or cannot be replayed.
    """
    folder = SessionFolder.open(Path(path), whole=False)
    with progress_bar() as tell:
        return Session(folder, analyse(folder, tell, samples=True))


def pseudo_pairs(
    sessions: Sequence[Session], *, one: str = "client", two: str = "therapist"
) -> pd.DataFrame:
    """Return how real pairs go together beside pairs of people from different sessions.

    The second null of a study: shared clock, room and course of a session are in pseudo-pairs
    too. At least five sessions with both people; what it means stands in ``docs/export.md``.

    Parameters
    ----------
    sessions : sequence of Session
        One per dyad; two sessions of the same people are not independent.
    one, two : str
        Labels of the two people; a positive lead means that the second follows the first.

    Returns
    -------
    DataFrame
        A row per measure and statistic, turns of speech among them where they are known: mean over
        real and over pseudo-pairs, effect, two-sided p, counts, and why something is missing.
    """
    import pandas as pd

    rows = [
        {**dataclasses.asdict(row), "reasons": ";".join(row.reasons)}
        for row in pseudo_of([session.results for session in sessions], one, two)
    ]
    return pd.DataFrame(rows)


class Session(PairTables):
    """A computed session; made by :func:`open_session`. Nothing in the folder ever changes.

    The tables have the columns of the Tidy export, whose data dictionary explains them; missing
    values are ``<NA>`` or NaN, and ``table.attrs["units"]`` names the units. They are for your
    own eyes: unlike an export they hold notes and, where known, dates.

    Parameters
    ----------
    folder : SessionFolder
        Where it was read from.
    results : SessionResults
        What was computed.
    """

    def __init__(self, folder: SessionFolder, results: SessionResults) -> None:
        self.folder = folder
        self.results = results

    def __repr__(self) -> str:
        part = f", {self.results.part}" if self.results.part else ""
        span = f"{self.results.t_start:g} to {self.results.t_end:g} s"
        return f"<Session {self.results.session_id}{part}, {span}>"

    def recompute(
        self,
        settings: EngineSettings | None = None,
        *,
        changes: Mapping[str, float | str] | None = None,
        rests: Mapping[str, tuple[float, float]] | None = None,
        person: str = "",
    ) -> Session:
        """Return the whole session computed with other settings.

        Not comparable with what was shown live; ``settings.params_hash`` tells the two apart.

        Parameters
        ----------
        settings : EngineSettings, optional
            All settings, for everybody; else the session's, with what follows.
        changes : mapping of str to float or str, optional
            Other values of single parameters, ``{"zones.th": 2.5}``.
        rests : mapping of str to (float, float), optional
            By person the span whose values count as rest throughout, session time s; under ``""``
            that of everybody.
        person : str
            For whom the changes hold; empty: for everybody.

        Raises
        ------
        ConfigError
            For what does not fit the session, or a span that gives no rest values.
        """
        otherwise = Recipe({person: dict(changes or {})}, dict(rests or {}))
        recipe = otherwise if settings is None else None
        with progress_bar() as tell:
            found = analyse(self.folder, tell, settings=settings, recipe=recipe, samples=True)
        return Session(self.folder, found)

    def differences(
        self,
        changes: Mapping[str, float | str] | None = None,
        *,
        rests: Mapping[str, tuple[float, float]] | None = None,
        person: str = "",
    ) -> pd.DataFrame:
        """Return where the session, computed otherwise, differs from what was seen, and why.

        A row per person, thing and run of seconds; ``attrs["summary"]`` is a table of the means
        and process measures of the session in both readings. Without any change: where it does
        not compute as it was seen.

        Parameters
        ----------
        changes, rests, person
            As for :meth:`recompute`.

        Raises
        ------
        ConfigError
            As for :meth:`recompute`.
        """
        recipe = Recipe({person: dict(changes or {})}, dict(rests or {}))
        with progress_bar() as tell:
            found = recompute(read_recording(self.folder), recipe, tell)
        frame = frame_of(differences_table(found.differences))
        frame.attrs["summary"] = frame_of(summary_table(found.summary))
        return frame

    def agreement(
        self,
        first: str,
        second: str,
        *,
        width_s: float = WIDTH_S,
        tolerance_s: float = TOLERANCE_S,
    ) -> tuple[list[CodeAgreement], list[Disagreement]]:
        """Return how far two coders agree in each code of this time, and where they do not.

        See :func:`safehold.offline.agreement.agreement` for the parameters and what is raised.
        """
        return agreement(
            self.results.events, (first, second), self._whole,
            width_s=width_s, tolerance_s=tolerance_s,
        )  # fmt: skip

    def rating_agreement(
        self, scale: str, *, takes: Sequence[int] = (), step_s: float = STEP_S
    ) -> RatingAgreement | None:
        """Return how far continuous ratings of a scale agree: ICC with its chance level.

        Parameters
        ----------
        scale : str
            Name of the scale.
        takes : sequence of int
            Numbers of the ratings that are compared; all of the scale where it is empty.
        step_s : float
            They are compared as means of so many seconds; above 0.

        Returns
        -------
        RatingAgreement or None
            None where the raters have no time in common in which a rating varies.

        Raises
        ------
        ConfigError
            For fewer than two ratings of the scale, or no positive step.
        """
        if not step_s > 0:
            raise ConfigError(Message("Bins and the time that was seen must be longer than 0 s."))
        raters = takes_of(self.results.recall, scale, takes)
        return rating_agreement(on_grid(raters, self._whole, step_s=step_s))

    @property
    def _whole(self) -> tuple[float, float]:
        return self.results.t_start, self.results.t_end

    def phase(self, name: str) -> Session:
        """Return the first occurrence of a phase (``baseline``), on the same clock.

        Raises
        ------
        ConfigError
            When the session holds no such phase.
        """
        return Session(self.folder, parts_of(self.results, [name], [])[0])

    def span(self, t0: float, t1: float) -> Session:
        """Return the part from ``t0`` to ``t1``, session time s, on the same clock.

        Raises
        ------
        ConfigError
            When it holds nothing of the recording.
        """
        return Session(self.folder, select(self.results, t0, t1, name=f"{t0:g}-{t1:g}s"))

    def events(self) -> pd.DataFrame:
        """Return the events, one row each (authoritative)."""
        table = tables.events_table(self.results, self._as_it_is, notes=True, dates=True)
        return frame_of(table)

    def beats(self) -> pd.DataFrame:
        """Return the beats and the RR intervals they end: flagged, or edited by a person."""
        return frame_of(tables.beats_table(self.results))

    def edits(self) -> pd.DataFrame:
        """Return what people edited of beats and breaths: who, when, what and why."""
        return frame_of(edits_table(self.results, self._as_it_is, notes=True, dates=True))

    def breaths(self) -> pd.DataFrame:
        """Return the breaths."""
        return frame_of(tables.breaths_table(self.results))

    def windows(self) -> pd.DataFrame:
        """Return indices over 60-s windows, NeuroKit2's beside ours."""
        return frame_of(values.windows_table(self.results))

    def ticks(self) -> pd.DataFrame:
        """Return every index at every second with its validity (authoritative)."""
        return frame_of(values.ticks_table(self.results))

    def zones(self) -> pd.DataFrame:
        """Return the runs of one zone per person: the result of a rule, not a measured state."""
        return frame_of(values.zones_table(self.results))

    def measures(
        self,
        span: tuple[float, float] | None = None,
        phase: str | None = None,
        code: str | None = None,
    ) -> pd.DataFrame:
        """Return the process measures of a span, a phase or a code; of all of them by default.

        What each one cannot mean stands in :data:`safehold.core.measures.MEASURES`.

        Parameters
        ----------
        span : (float, float), optional
            From and to, session time s.
        phase : str, optional
            Name of a phase (``baseline``): each occurrence is measured by itself.
        code : str, optional
            An event code (``fs.risk``): all the time it holds, and the change around its onsets.

        Raises
        ------
        ConfigError
            When more than one is given, or the session holds nothing of it.
        """
        asked = [choice for choice in (span, phase, code) if choice is not None]
        if len(asked) > 1:
            raise ConfigError(Message("Give a span, a phase or a code, not several of them."))
        if span is not None:
            return frame_of(measures_table(span_measures(self.results, *span)))
        made = self.results.measures
        if phase is not None:
            labels = {f"phase:{name}" for name in phase_spans(self.results, phase)}
            made = tuple(measure for measure in made if measure.span in labels)
        if code is not None:
            made = tuple(measure for measure in made if measure.span == f"code:{code}")
            if not made:
                known = sorted({m.span for m in self.results.measures if m.span[:5] == "code:"})
                raise ConfigError(
                    Message(
                        "The session has no measures of the code {event_code!r}.", event_code=code
                    ),
                    remedy=Message(
                        "It has: {known}.", known=", ".join(name[5:] for name in known) or "-"
                    ),
                )
        return frame_of(measures_table(made))

    def epochs(self) -> pd.DataFrame:
        """Return every person before, during and after every event, with matched moments."""
        return frame_of(epochs_table(self.results))

    def grand_averages(self) -> pd.DataFrame:
        """Return the means of the epochs per code, person and phase."""
        return frame_of(grand_averages_table(self.results))

    def around(self, *, event: str = "", span: tuple[float, float] | None = None) -> pd.DataFrame:
        """Return everybody before, during and after the events of every code.

        Parameters
        ----------
        event : str
            Instead: of this one event (``event_id``).
        span : tuple of float, optional
            Instead: of this span, session time s.

        Raises
        ------
        ConfigError
            When there is no such event, or no such span.
        """
        found = self.results.around
        if event:
            found = (around_event(self.results, event),)
        elif span is not None:
            found = (around_span(self.results, *span),)
        return frame_of(around_table(found))

    def rupture_repair(self) -> pd.DataFrame:
        """Return what each person did from each rupture to its repair; no test, no control."""
        return frame_of(repairs_table(self.results.repairs))

    def offline(self) -> OfflineResults:
        """Return the whole-record analysis (another product: never mix it with live numbers).

        Its ``windows`` hold NeuroKit2's values beside ours; ``differences`` say how far the live
        numbers are from it. See :mod:`safehold.offline.whole_record`.
        """
        return offline(self.results)

    def quality(self) -> pd.DataFrame:
        """Return the spans in which a signal is missing or doubtful."""
        return frame_of(quality_table(self.results))

    def aligned(self, rate: int = 4, *, layout: str = "wide") -> pd.DataFrame:
        """Return both people and the events on one grid.

        Never compute HRV from it: its heart rate is interpolated. Use :meth:`beats`.

        Parameters
        ----------
        rate : int
            Rows per second: 1, 2, 4, 10, 25 or 50.
        layout : str
            ``wide``: a column per person; ``long``: a row per person.

        Raises
        ------
        ConfigError
            For another rate or layout.
        """
        options = TidyOptions(rate_hz=rate, layout=layout)
        grid = make_grid(options.rate_hz, self.results.t_start, self.results.t_end)
        events = join_events(self.results.events, grid)
        return frame_of(aligned_table(self.results, grid, events, layout=options.layout))

    def samples(self) -> dict[str, pd.DataFrame]:
        """Return the native samples by stream id, unfiltered, on session time ``t_s``."""
        native = native_tables(self.results, self._as_it_is)
        ids = [samples.spec.stream_id for samples in self.results.samples]
        return dict(zip(ids, (frame_of(table) for _, table in native), strict=True))

    def to_raw(self) -> Any:
        """Return the signals as an :class:`mne.io.RawArray` with events and ``BAD_`` spans.

        See :func:`recordings.exports.mne_raw.make_raw` for units, gaps and what annotations carry.

        Raises
        ------
        ExportError
            When the session has no stream with a sampling rate.
        """
        return make_raw(self.results, TidyOptions(notes=True, dates="as recorded"))

    @cached_property
    def _as_it_is(self) -> Scrubber:
        return Scrubber(())
