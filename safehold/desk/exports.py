"""A recorded session for other programs: in which formats, what would go in, and writing it.

The command line and the window ask here, so both write the same files.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from processing.zones.zones import usable
from recordings.bids import export_bids
from recordings.disk.atomic_export import aside, given_out
from recordings.exports.boris import export_boris
from recordings.exports.edf import export_edf
from recordings.exports.elan import export_elan
from recordings.exports.mne_raw import export_fif
from recordings.exports.rr_text import export_rr
from recordings.exports.scrubbed_xdf import export_xdf
from recordings.exports.spss import export_sav
from recordings.exports.workbook import export_xlsx
from recordings.folder.session import SessionFolder
from recordings.tidy import TidyOptions, export_tidy
from recordings.tidy.export import tables_shared
from safehold.core.errors import ConfigError, ExportError
from safehold.core.garbage import seldom_collected
from safehold.core.messages import Message
from safehold.core.reasons import Reason
from safehold.core.recipe import Recipe
from safehold.core.results import SessionResults
from safehold.core.types import Tick
from safehold.desk.plain_ids import with_plain_ids
from safehold.desk.reports import report_session
from safehold.files.date_shift import with_shifted_dates
from safehold.files.receipt import check_session, refuse_changed, was_veiled
from safehold.offline.analysis import Progress, analyse, with_samples
from safehold.offline.beside import Pending, beside
from safehold.offline.computing import LONG_S
from safehold.offline.phases import phase_names
from safehold.offline.recording import Recording, read_recording
from safehold.offline.selection import parts_of

Exporter = Callable[..., Path]
"""Takes results and a folder, ``options`` and ``progress``; returns the folder it made."""

PROFILES: dict[str, Exporter] = {
    "tidy": export_tidy,
    "xlsx": export_xlsx,
    "bids": export_bids,
    "fif": export_fif,
    "edf": export_edf,
    "rr": export_rr,
    "sav": export_sav,
    "elan": export_elan,
    "boris": export_boris,
    "xdf": export_xdf,
}
"""Every profile by name."""
OF_TABLES = {"tidy", "xlsx", "bids", "sav"}
"""Profiles that hold every table of a session."""
NEEDS_SAMPLES = {"bids", "fif", "edf"}
"""Profiles that hold waveforms."""
NEEDS_RECORDINGS = {"xdf"}
"""Profiles that are made of the recordings, and always of the whole of them."""
PREVIEWED = ("hr", "rmssd", "p2t")
"""Indices of which a preview says how much is valid."""
COMPUTING = 0.5
"""Share of the work that is done when the numbers are there and nothing is written."""


class ExportCancelledError(ExportError):
    """Somebody wanted no export any more; nothing is left of it."""


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What is exported, and how.

    Raises
    ------
    ConfigError
        For an unknown profile, or none.
    """

    profiles: tuple[str, ...] = ("tidy",)
    """Keys of ``PROFILES``."""
    options: TidyOptions = field(default_factory=TidyOptions)
    phases: tuple[str, ...] = ()
    """Only these phases; each is a separate export."""
    spans: tuple[str, ...] = ()
    """Only these seconds of session time (``60-300``); each is a separate export."""
    out: Path | None = None
    """Folder of the exports; by default ``exports/`` of the session."""
    changed: bool = False
    """Export although the session is not what was recorded; the files say so."""
    report: bool = False
    """Whether the session report (HTML and PDF, of the whole session) is written too."""
    recipe: Recipe = field(default_factory=Recipe)
    """Parameters and rest values that are other than in the session; the files say so."""

    def __post_init__(self) -> None:
        unknown = [name for name in self.profiles if name not in PROFILES]
        if unknown or not (self.profiles or self.report):
            raise ConfigError(
                Message("There is no profile {unknown!r}.", unknown=unknown[0])
                if unknown
                else Message("No profile is chosen."),
                remedy=Message(
                    "Choose one of: {choices}.", code="choose_one", choices=", ".join(PROFILES)
                ),
            )
        whole = sorted(NEEDS_RECORDINGS.intersection(self.profiles))
        if whole and (self.phases or self.spans):
            raise ConfigError(
                Message("The profile {whole!r} is a copy of the whole recording.", whole=whole[0]),
                remedy=Message("Export it without a phase or span."),
            )

    @property
    def needs_samples(self) -> bool:
        """True when the samples of the streams are wanted too."""
        waveforms = not NEEDS_SAMPLES.isdisjoint(self.profiles)
        return waveforms or self.report or self.options.native


@dataclass(frozen=True, slots=True)
class ValidShare:
    """How much of one index of one person is there, and why the rest is not."""

    person: str
    index: str
    seconds: int
    """Seconds of the session that were computed."""
    valid: int
    """Seconds with a valid value."""
    reason: Reason | None
    """Most frequent first reason of the missing ones; None when nothing is missing."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a session would give, before anything is written."""

    session_id: str
    t_start: float
    t_end: float
    n_beats: int | None
    """None, as all that follows from the body, where the session's window was veiled."""
    n_breaths: int | None
    n_events: int
    phases: tuple[str, ...]
    """Names that can be exported by themselves, sorted."""
    shares: tuple[ValidShare, ...]
    warnings: tuple[str, ...]


def preview(results: SessionResults, *, veiled: bool = False) -> Preview:
    """Return what would be exported and what will be missing in it, with the reason.

    Of a veiled session nothing is said that follows from the body: who exports it may be blind.
    """
    return Preview(
        session_id=results.session_id,
        t_start=results.t_start,
        t_end=results.t_end,
        n_beats=None if veiled else len(results.beats),
        n_breaths=None if veiled else len(results.breaths),
        n_events=len(results.events),
        phases=tuple(phase_names(results)),
        shares=tuple(
            _share(person.label, index, ticks)
            for person in (() if veiled else results.participants)
            for ticks in [results.ticks_of(person.label)]
            for index in PREVIEWED
        ),
        warnings=results.warnings,
    )


def _share(person: str, index: str, ticks: Iterable[Tick]) -> ValidShare:
    values = [tick.index(index) for tick in ticks]
    missing = [value for value in values if usable(value) is None]
    reasons = Counter(v.reasons[0] for v in missing if v is not None and v.reasons)
    return ValidShare(
        person=person,
        index=index,
        seconds=len(values),
        valid=len(values) - len(missing),
        reason=reasons.most_common(1)[0][0] if reasons else None,
    )


@beside()
@seldom_collected()
def export(
    folder: SessionFolder,
    wish: ExportWish,
    progress: Progress,
    *,
    results: SessionResults | None = None,
    recording: Recording | None = None,
) -> list[Path]:
    """Compute a session once and write what is wished for; return the folders made.

    All of it or nothing: when one profile cannot be written, or the export is cancelled, the
    folders made before are taken away again.

    Parameters
    ----------
    folder : SessionFolder
        The session.
    wish : ExportWish
        What to write.
    progress : callable
        Called with the share done (0-1) and a short text. What it raises ends the export
        (``ExportCancelledError``).
    results : SessionResults, optional
        The session as computed before with the wish's recipe, for a preview; samples that the
        wish needs are added.
    recording : Recording, optional
        What those results were computed from; by default it is read where samples are needed.

    Raises
    ------
    ConfigError
        For a phase or span that the session does not have.
    ChangedSessionError
        When the session is not what was recorded, and the wish does not allow it.
    ExportError
        When a folder cannot be written, or nothing more was wanted.
    """

    def report(before: float, width: float, share: float, what: Message) -> None:
        progress(before + width * share, what)

    check = check_session(folder)
    refuse_changed(check, allowed=wish.changed)
    computed = 0.0
    if results is None:
        computed = COMPUTING
        results = analyse(
            folder, partial(report, 0.0, computed), recipe=wish.recipe, samples=wish.needs_samples
        )
    elif wish.needs_samples and not results.samples:
        report(0.0, 0.0, 0.0, Message("Reading", code="reading"))
        results = with_samples(recording or read_recording(folder), results)
    results = with_plain_ids(results)
    results = dataclasses.replace(results, recorded=check.recorded)
    if wish.options.dates == "shifted":
        results = with_shifted_dates(results, folder.path.parent)
    out = wish.out or folder.exports_dir
    parts = parts_of(results, wish.phases, wish.spans)
    of_recordings = {"recordings": folder.recording_paths}
    jobs = [
        partial(
            PROFILES[name], part, out, options=wish.options,
            **(of_recordings if name in NEEDS_RECORDINGS else {}),
        )
        for part in parts
        for name in wish.profiles
    ]  # fmt: skip
    with ExitStack() as stack:
        if len(OF_TABLES.intersection(wish.profiles)) > 1:
            stack.enter_context(tables_shared())
        if wish.report:
            write = partial(
                report_session, folder, results=results, changed=wish.changed,
                dates=wish.options.dates,
            )  # fmt: skip
            other = stack.enter_context(beside())
            # it takes as long as most tables together
            if jobs and other.allowed and results.t_end - results.t_start >= LONG_S:
                place = stack.enter_context(aside(out))
                written = other.do(write, out=place)
                jobs.append(partial(_given_out, written, partial(write, out=place), out))
                stack.callback(other.end)
            else:
                jobs.append(partial(write, out=out))
        width = (1 - computed) / len(jobs)
        made: list[Path] = []
        try:
            for k, job in enumerate(jobs):
                made.append(job(progress=partial(report, computed + k * width, width)))
        except BaseException:
            for path in made:
                shutil.rmtree(path, ignore_errors=True)
            raise
        return made


def _given_out(
    written: Pending[Path], write: Callable[..., Path], out: Path, *, progress: Progress
) -> Path:
    """Give out what another process writes aside, when it is whole."""
    look = partial(progress, 0.0, Message("Writing the report"))
    return given_out(written.result(look, partial(write, progress=progress)), out)


class Exportable:
    """A session that is computed and can be exported, more than once.

    Parameters
    ----------
    folder : SessionFolder
        The session.
    progress : callable
        Called with the share done (0-1) and a short text; what it raises ends the computing.
    """

    def __init__(self, folder: SessionFolder, progress: Progress) -> None:
        self._folder = folder
        progress(0.0, Message("Reading", code="reading"))
        self._recording = read_recording(folder)
        self._results = analyse(folder, progress, recording=self._recording)
        self.preview = preview(self._results, veiled=was_veiled(folder))

    def export(self, wish: ExportWish, progress: Progress) -> list[Path]:
        """Write what is wished for (:func:`export`)."""
        return export(
            self._folder, wish, progress, results=self._results, recording=self._recording
        )
