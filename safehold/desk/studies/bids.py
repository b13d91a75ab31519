"""A study as one BIDS dataset: every session computed and written, then put together."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from recordings.bids.study import AboutDataset, StudyPart, join_study
from recordings.disk.atomic_export import write_export
from recordings.folder.session import SessionFolder
from recordings.tidy import TidyOptions
from safehold.core.errors import ConfigError, ExportError, SafeholdError
from safehold.core.messages import Message
from safehold.desk.exports import ExportCancelledError, ExportWish, export
from safehold.desk.studies.found import FoundFolder, folders_in, relative
from safehold.desk.studies.numbers import Placed, place, read_planned
from safehold.desk.studies.outcomes import column_name, outcome_files, read_scores
from safehold.files.study import load_study
from safehold.recorder.reading import open_session

NAME = "bids"
Progress = Callable[[float, Message], None]


@dataclass(frozen=True, slots=True)
class BidsWish:
    """Which study, and how."""

    study: Path
    out: Path | None = None
    """Folder that receives ``bids``; by default the study folder."""
    options: TidyOptions = field(default_factory=TidyOptions)
    about: AboutDataset = field(default_factory=AboutDataset)
    changed: bool = False
    """Take sessions that are not what was recorded; their remarks say so."""


@dataclass(frozen=True, slots=True)
class StudyDataset:
    """What was made."""

    path: Path
    n_sessions: int
    left_out: tuple[tuple[str, Message], ...]
    """Sessions that are not in it, with the reason."""


def export_study(wish: BidsWish, progress: Progress) -> StudyDataset:
    """Write all sessions of a study as one BIDS dataset; all of it or nothing.

    A session that cannot be exported stops no other: the dataset names it with the reason.

    Parameters
    ----------
    wish : BidsWish
        What to write.
    progress : callable
        Gets the share done, 0-1, and what is being done; what it raises ends everything.

    Raises
    ------
    ConfigError
        For a study without a session that can be exported.
    ExportError
        When it cannot be written.
    """
    study, out = load_study(wish.study), wish.out or wish.study
    folders = folders_in(wish.study, out / NAME)
    placed = _placed(wish.study, folders)
    scores = _scores(wish.study)
    made: list[StudyPart] = []
    left: list[tuple[str, Message]] = []

    def fill(target: Path) -> None:
        with tempfile.TemporaryDirectory(prefix=".sessions-", dir=target.parent) as aside:
            for number, one in enumerate(folders):

                def report(done: float, what: Message, before: int = number) -> None:
                    progress(0.95 * (before + done) / len(folders), what)

                try:
                    part = _written(one, Path(aside), wish, placed, scores, report)
                except ExportCancelledError:
                    raise
                except SafeholdError as error:
                    left.append((one.session_id, relative(error.message, one.path)))
                else:
                    made.append(part)
            if not made:
                raise ConfigError(
                    Message("No session of {study} can be exported.", study=wish.study),
                    remedy=left[0][1] if left else Message("Name a study folder with sessions."),
                )
            progress(0.96, Message("putting the sessions together"))
            about = replace(
                wish.about, lag_s=study.settings.lag_s,
                left_out=tuple((name, str(why)) for name, why in left),
            )  # fmt: skip
            join_study(target, made, about)
        progress(1.0, Message("done"))

    path = write_export(out, NAME, fill, check=lambda _: None)
    return StudyDataset(path, len(made), tuple(left))


def _written(
    one: FoundFolder,
    aside: Path,
    wish: BidsWish,
    placed: dict[str, Placed],
    scores: dict[tuple[str, int | str], dict[str, float | None]],
    progress: Progress,
) -> StudyPart:
    """Write one session as a dataset of its own."""
    if one.problem:
        raise ExportError(one.problem)
    progress(0.0, Message("Session {session}", session=one.session_id))
    asked = ExportWish(
        profiles=("bids",), options=wish.options, out=aside, changed=wish.changed
    )  # fmt: skip
    (folder,) = export(open_session(one.path, lambda _: None), asked, progress)
    where = placed.get(one.session_id)
    number = where.number if where else None
    found: dict[str, dict[str, float | None]] = {}
    for code in where.codes.values() if where else ():
        keys: tuple[tuple[str, int | str], ...] = ((code, one.session_id),)
        if number is not None and (code == (where.client if where else "")):
            keys = (*keys, (code, number))
        found[code] = {m: v for key in keys for m, v in scores.get(key, {}).items()}
    return StudyPart(folder, one.session_id, number, found)


def _placed(study: Path, folders: Sequence[FoundFolder]) -> dict[str, Placed]:
    people = []
    for one in folders:
        if one.problem:
            continue
        try:
            info = SessionFolder(one.path).read_info()
        except SafeholdError:
            continue
        people.append((one.path, info.get("participants") or []))
    return place([pair for pair in people if pair[1]], read_planned(study))


def _scores(study: Path) -> dict[tuple[str, int | str], dict[str, float | None]]:
    """Return scores by study code, and number or name of the session.

    Of somebody with several clients only those count that name the session.
    """
    found: dict[tuple[str, int | str], dict[str, float | None]] = {}
    for path in outcome_files(study, ()):
        for score in read_scores(path):
            which = score.session_id or score.number
            if which is not None:
                mine = found.setdefault((score.participant, which), {})
                mine[column_name(score.measure)] = score.value
    return found
