"""What becomes of every file of a study when a person withdraws; nothing is changed here."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from recordings.folder.session import DERIVED, EXPORTS, SessionFolder
from safehold.core.errors import RecordingError, SafeholdError
from safehold.core.messages import NOTHING, Message, joined
from safehold.core.study_file import STUDY_FILE
from safehold.desk.purge import grounds
from safehold.desk.purge.files import (
    Change,
    StreamsOf,
    changed_lines,
    changed_log,
    changed_recall,
    changed_recorder_log,
    changed_status,
    sort_streams,
    without_words,
)
from safehold.desk.purge.look import (
    CERTIFICATE,
    LEFT_OVER,
    OWN,
    UNFINISHED,
    Export,
    Fate,
    FoundSession,
    FoundStudy,
    Item,
    placed_media,
)
from safehold.desk.purge.person import Withdrawn
from safehold.desk.purge.shared import (
    changed_corrections,
    changed_shifts,
    changed_study,
    changed_table,
)
from safehold.files.date_shift import FILE as SHIFTS_FILE
from safehold.recorder.control import is_recording

CORRECTIONS_FILE = "streams.toml"
SAVED_BY_WINDOWS = (".csv", ".svg", ".png")
TABLES = ("participants.csv", "participants.tsv", "sessions.csv", "outcomes.csv")
_LOGS = ("engine.jsonl", "edits.jsonl", "media.jsonl")


@dataclass(slots=True)
class Plan:
    """What a removal does to a study."""

    study: FoundStudy
    items: list[Item] = field(default_factory=list)
    changes: dict[Path, Change] = field(default_factory=dict)
    """Text files and what they are to become."""
    recordings: dict[Path, FoundSession] = field(default_factory=dict)
    """Recordings that are rewritten."""
    nobodys: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    """Streams that stay, and of which the session does not say whose they are."""
    infos: dict[Path, FoundSession] = field(default_factory=dict)
    """session.json files that are rewritten."""
    deleted: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    """Folders that go where they are empty then, the deepest first."""
    renamed: dict[Path, Path] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()
    """Sessions that a removal has just gone through: whose they are was known."""
    media: frozenset[Path] = frozenset()
    """Videos and sounds that were placed beside sessions of the person."""

    def of(self, *fates: Fate) -> list[Item]:
        """Return the entries with one of these fates."""
        return [item for item in self.items if item.fate in fates]

    @property
    def finds(self) -> bool:
        """True when the person was found anywhere but in a certificate."""
        found = self.of(Fate.GOES, Fate.CHANGES, Fate.HOLDS)
        return any(not CERTIFICATE.fullmatch(item.path) for item in found)

    @property
    def concerned(self) -> list[FoundSession]:
        """Sessions of which something goes or changes."""
        touched = {*self.deleted, *self.changes, *self.recordings, *self.infos}
        folders = {parent for path in touched for parent in path.parents}
        return [s for folder, s in self.study.sessions.items() if folder in folders]

    def add(self, path: Path, fate: Fate, why: Message = NOTHING) -> None:
        """Take an entry into the list."""
        found = self.study.files.get(path)
        name = self.study.inside(path)
        self.items.append(Item(name, fate, why, found.st_size if found else 0))


def make_plan(
    study: FoundStudy, also: Iterable[Path] = (), *, settled: Iterable[str] = ()
) -> Plan:
    """Decide on every entry of a study folder.

    Parameters
    ----------
    also : iterable of Path
        Files of the laboratory that are to go too.
    settled : iterable of str
        Sessions, relative to the study, whose people are known although they do not say them.

    Raises
    ------
    RecordingError
        When a session of the person is being recorded, or a file to go is none of the study.
    """
    plan = Plan(study, settled=frozenset(settled), media=placed_media(study))
    wanted = set(also)
    for path in sorted(wanted):
        if path not in study.files:
            raise RecordingError(
                Message(
                    ("{path} is not a file of this study folder."), code="not_in_study", path=path
                ),
                remedy=grounds.NAME_FILES_OF_STUDY,
            )
    exports = {
        path: why
        for export in study.exports
        for why in [_why_export_goes(study, export)]
        for path in export.files
    }
    for path in study.files:
        session = study.sessions.get(path.parent)
        if path in wanted:
            _goes(plan, path, grounds.ASKED_FOR)
        elif _is_unfinished(study, path) and _is_about(plan, path):
            _goes(plan, path, grounds.LEFT_FROM_EXPORT)
        elif path in exports:
            _decide_export(plan, path, exports[path])
        elif session is not None and (OWN.fullmatch(path.name) or LEFT_OVER.fullmatch(path.name)):
            _decide_own(plan, path, session)
        elif (home := _kept_of(study, path)) is not None:
            _decide_kept(plan, path, home)
        elif CERTIFICATE.fullmatch(path.name):
            _decide_certificate(plan, path)
        else:
            _decide_shared(plan, path)
    _decide_rest(plan)
    for session in plan.concerned:
        if is_recording(session.path):
            raise RecordingError(
                Message(
                    "{path} is being recorded.",
                    code="session_is_being_recorded",
                    path=session.path.name,
                ),
                remedy=grounds.STOP_RECORDER_FIRST,
            )
    _write_infos(plan)
    _decide_folders(plan)
    return plan


def _goes(plan: Plan, path: Path, why: Message) -> None:
    plan.deleted.append(path)
    plan.add(path, Fate.GOES, why)


def _kept_of(study: FoundStudy, path: Path) -> FoundSession | None:
    """Return the session of which a file holds what was computed, to be computed again."""
    home = study.sessions.get(path.parent.parent)
    mine = home and path.parent == SessionFolder(home.path).derived_dir
    return home if mine and DERIVED.fullmatch(path.name) else None


def _decide_kept(plan: Plan, path: Path, home: FoundSession) -> None:
    if home.who.labels or home.info is None:
        _goes(plan, path, grounds.COMPUTED_AGAIN)
    else:
        plan.add(path, Fate.STAYS)


def _decide_export(plan: Plan, path: Path, why: Message) -> None:
    """Decide on a file of an export, which goes whole or stays whole."""
    if why:
        _goes(plan, path, why)
    else:
        plan.add(path, Fate.STAYS, grounds.EXPORT_WITHOUT_PERSON)


def _is_unfinished(study: FoundStudy, path: Path) -> bool:
    """Tell whether a file lies in the hidden folder that an export is made in."""
    names = path.relative_to(study.path).parts[:-1]
    return any(UNFINISHED.fullmatch(name) for name in names)


def _is_about(plan: Plan, path: Path) -> bool:
    homes = (plan.study.sessions.get(parent) for parent in path.parents)
    return any(home is not None and home.who.labels for home in homes) or _holds(plan, path)


def _why_export_goes(study: FoundStudy, export: Export) -> Message:
    home = [s for folder, s in study.sessions.items() if export.root.is_relative_to(folder)]
    named = [s for folder, s in study.sessions.items() if folder.name == export.session_id]
    several = [s for folder, s in study.sessions.items() if folder.name in export.of_several]
    for session in (*home, *several) or (named if len(named) == 1 else ()):
        if session.who.labels:
            return grounds.EXPORT_OF_PERSONS_SESSION
    if any(study.search.look(path).words for path in export.files if study.search.words):
        return grounds.EXPORT_NAMES_PERSON
    return NOTHING


def _decide_own(plan: Plan, path: Path, session: FoundSession) -> None:
    """Decide on a file that safehold wrote into a session."""
    who = session.who
    if LEFT_OVER.fullmatch(path.name) and who.labels:
        _goes(plan, path, grounds.LEFT_FROM_WRITING)
    elif session.alone:
        _goes(plan, path, grounds.PERSON_ALONE)
    elif _is_unknown(plan, session) and not _holds(plan, path):
        plan.add(path, Fate.MAYBE, grounds.PARTICIPANTS_UNKNOWN)
    elif path.suffix == ".png":
        if who.labels:
            _goes(plan, path, grounds.PICTURE_OF_WINDOW)
        else:
            plan.add(path, Fate.STAYS)
    elif path.suffix == ".xdf":
        _decide_recording(plan, path, session)
    elif path.name == "session.json":
        _decide_info(plan, path, session)
    else:
        _decide_text(plan, path, session)


def _is_unknown(plan: Plan, session: FoundSession) -> bool:
    """Tell whether nobody can say if the person took part in a session."""
    said = session.info is not None or session.who.labels
    return not said and plan.study.inside(session.path) not in plan.settled


def _holds(plan: Plan, path: Path) -> bool:
    search = plan.study.search
    return bool(search.words and search.look(path).words)


def _decide_recording(plan: Plan, path: Path, session: FoundSession) -> None:
    who = session.who
    if not who.labels and not _holds(plan, path):
        plan.add(path, Fate.STAYS)
        return
    try:
        streams = sort_streams(path, who, StreamsOf.of(session.specs, who.labels))
    except SafeholdError as error:
        plan.add(
            path,
            Fate.MAYBE,
            Message(
                "cannot be read as a recording: {message}",
                code="not_readable_as_recording",
                message=error.message,
            ),
        )
        return
    names = ", ".join(dict.fromkeys(streams.going.values()))
    what = grounds.TEXTS_OF_PERSON_GO
    if streams.nobodys and who.labels:
        plan.nobodys[path] = streams.nobodys
        nobodys = Message(
            "kept, although they are nobody's: {names}",
            code="streams_of_nobody_kept",
            names=", ".join(streams.nobodys),
        )
        what = joined("; ", (what, nobodys))
    plan.recordings[path] = session
    without = Message("without {names}", code="without_streams", names=names) if names else NOTHING
    plan.add(path, Fate.CHANGES, joined("; ", (without, what)))


def _decide_info(plan: Plan, path: Path, session: FoundSession) -> None:
    if session.info is None:
        plan.add(path, Fate.MAYBE if session.who.labels else Fate.STAYS, grounds.NOT_JSON_TEXT)
        return
    new = session.who.prune({k: v for k, v in session.info.items() if k != "session_id"})
    same = new == {k: v for k, v in session.info.items() if k != "session_id"}
    named = plan.study.search.in_text(session.path.name)
    if not same or named:
        plan.infos[path] = session
        plan.add(path, Fate.CHANGES, grounds.SESSION_WITHOUT_PERSON)
    else:
        plan.add(path, Fate.STAYS)


def _text_change(path: Path, who: Withdrawn) -> Change | None:
    raw = path.read_bytes()
    if path.name in _LOGS:
        return changed_log(raw, who)
    if path.name == "recall.jsonl":
        return changed_recall(raw, who)
    if path.name == "recorder.json":
        return changed_status(raw, who)
    return (changed_recorder_log if path.name == "recorder.log" else changed_lines)(raw, who)


def _decide_text(plan: Plan, path: Path, session: FoundSession) -> None:
    _decide_change(plan, path, lambda: _text_change(path, session.who))


def _decide_change(plan: Plan, path: Path, change_of: Callable[[], Change | None]) -> bool:
    """Take a file into the list that can be rewritten; tell whether it changes."""
    try:
        change = change_of()
    except OSError as error:
        plan.add(
            path,
            Fate.UNSEARCHED,
            Message("cannot be read: {why}", code="unreadable", why=error.strerror),
        )
        return False
    if change is None:
        holds = _holds(plan, path)
        why = grounds.PERSON_IN_UNKNOWN_PLACE if holds else NOTHING
        plan.add(path, Fate.HOLDS if holds else Fate.STAYS, why)
        return False
    plan.changes[path] = change
    plan.add(path, Fate.CHANGES, change.what)
    return True


def _decide_certificate(plan: Plan, path: Path) -> None:
    """Keep the certificates of this person; one of somebody else may name them in a path."""
    own = path.name.startswith(f"withdrawal-{file_name(plan.study.code)}-")
    if not own and _holds(plan, path):
        plan.add(path, Fate.HOLDS, grounds.OTHER_CERTIFICATE_NAMES_PERSON)
    else:
        plan.add(path, Fate.STAYS, grounds.WITHDRAWAL_CERTIFICATE)


def file_name(code: str) -> str:
    """Return a code as it stands in the name of a certificate."""
    return "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in code)


def _decide_shared(plan: Plan, path: Path) -> None:
    """Decide on a file of the study, or of the laboratory."""
    code, search = plan.study.code, plan.study.search
    if path.name.casefold() in TABLES:
        _decide_change(plan, path, lambda: changed_table(path.read_bytes(), code))
    elif path.name == STUDY_FILE:
        _decide_change(
            plan, path, lambda: changed_study(path.read_bytes(), code, search, name=path.name)
        )
    elif path.name == CORRECTIONS_FILE:
        _decide_change(plan, path, lambda: changed_corrections(path.read_bytes(), search))
    elif path.name == SHIFTS_FILE:
        _decide_change(plan, path, lambda: changed_shifts(path.read_bytes(), code))
    else:
        _look_at(plan, path)


def _look_at(plan: Plan, path: Path) -> None:
    """Search a file of the laboratory."""
    search = plan.study.search
    if search.in_text(plan.study.inside(path)):
        plan.add(path, Fate.HOLDS, grounds.FOREIGN_NAME_OR_FOLDER)
        return
    look = search.look(path)
    if look.words:
        what = grounds.STUDY_CODE if plan.study.code in look.words else grounds.STREAM_OF_PERSON
        plan.add(path, Fate.HOLDS, grounds.foreign_file_contains(what))
    elif look.chance:
        plan.add(path, Fate.MAYBE, grounds.NUMBERS_SPELL_CODE)
    elif _glued(plan.study.code, path.name):
        plan.add(path, Fate.MAYBE, grounds.CODE_IN_NAME)
    elif path in plan.media:
        plan.add(path, Fate.HOLDS, grounds.MEDIA_OF_PERSONS_SESSION)
    elif _is_near(plan, path):
        plan.add(path, Fate.MAYBE, grounds.OWNER_NOT_KNOWN)
    elif look.unsearched:
        plan.add(path, Fate.UNSEARCHED, joined("; ", look.unsearched))
    else:
        plan.add(path, Fate.STAYS, grounds.FOREIGN_FILE)


def _is_near(plan: Plan, path: Path) -> bool:
    """Tell whether what safehold may have written lies in a session of the person.

    A recording, a file moved aside; among the exports what a window saves under any name.
    """
    session = None
    if ".xdf" in path.name or ".other-" in path.name:
        session = plan.study.sessions.get(path.parent)
    elif path.suffix.lower() in SAVED_BY_WINDOWS:
        homes = (plan.study.sessions.get(p.parent) for p in path.parents if p.name == EXPORTS)
        session = next(homes, None)
    if session is None:
        return False
    return bool(session.who.labels) or plan.study.inside(session.path) in plan.settled


def _glued(code: str, name: str) -> bool:
    """Tell whether a code stands in a name beside other letters; P1 does not stand in P10."""
    at = name.find(code) if len(code) > 2 else -1
    after = name[at + len(code) : at + len(code) + 1]
    return at >= 0 and not (code[-1].isdigit() and after.isdigit())


def _decide_rest(plan: Plan) -> None:
    """Take in what is no ordinary file."""
    study = plan.study
    for path in study.links:
        with contextlib.suppress(OSError):
            told = f"{study.inside(path)} {path.readlink()}"
            if study.search.in_text(told):
                plan.add(path, Fate.HOLDS, grounds.LINK_WITH_PERSON_IN_NAME)
                continue
        plan.add(path, Fate.UNSEARCHED, grounds.LINK_NOT_FOLLOWED)
    for path in study.others:
        plan.add(path, Fate.UNSEARCHED, grounds.NOT_AN_ORDINARY_FILE)
    for name in study.closed:
        plan.items.append(Item(name, Fate.UNSEARCHED, grounds.UNREADABLE_FOLDER))


def _write_infos(plan: Plan) -> None:
    """Have a session.json change too where a recording does: it holds its receipt."""
    for session in plan.concerned:
        path = session.path / "session.json"
        if session.info is not None and path not in plan.infos and path not in plan.deleted:
            plan.infos[path] = session
            plan.items = [item for item in plan.items if item.path != plan.study.inside(path)]
            plan.add(path, Fate.CHANGES, grounds.WITHDRAWAL_RECORDED)


def _decide_folders(plan: Plan) -> None:
    """Find the folders that are empty then, and those whose names have the code."""
    study = plan.study
    emptied = set(_emptied(plan))
    for folder in sorted(study.folders, key=lambda path: -len(path.parts)):
        if folder == study.path:
            continue
        named = study.search.in_text(folder.name)
        if folder in emptied and (named or _is_ours(study, folder)):
            plan.folders.append(folder)
            if named:
                plan.add(folder, Fate.GOES, grounds.FOLDER_EMPTY)
        elif named and folder in study.sessions:
            new = _free(folder.with_name(without_words(folder.name, study.search)))
            plan.renamed[folder] = new
            plan.add(
                folder,
                Fate.CHANGES,
                Message("the folder is renamed: {new}", code="folder_renamed", new=new.name),
            )
        elif named:
            plan.add(folder, Fate.HOLDS, grounds.FOLDER_WITH_PERSON_IN_NAME)


def _is_ours(study: FoundStudy, folder: Path) -> bool:
    homes = (*study.sessions, *(export.root for export in study.exports))
    return folder.name == EXPORTS or any(folder.is_relative_to(home) for home in homes)


def _emptied(plan: Plan) -> Iterator[Path]:
    """Yield the folders in which nothing is left, and something was."""
    gone = set(plan.deleted)
    rest = {*plan.study.files, *plan.study.links, *plan.study.others} - gone
    filled = {parent for path in rest for parent in path.parents}
    for folder in {parent for path in gone for parent in path.parents}:
        if folder not in filled:
            yield folder


def _free(path: Path) -> Path:
    new, number = path, 2
    while new.exists():
        new = path.with_name(f"{path.name}-{number}")
        number += 1
    return new
