"""Look through a study folder for one person: which file is what, and what becomes of it.

Nothing is changed here. Links are not followed. Files that safehold writes are known by name and
place; exports by their manifest. Everything else is the laboratory's own: it is searched and
named, and stays.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from recordings.bids.study import SUMS
from recordings.disk.atomic_export import name_part
from recordings.folder.journal_file import read_journal
from recordings.folder.session import UNDER_WAY, SessionFolder
from recordings.xdf.byte_search import WordSearch
from recordings.xdf.xdf_header import StreamHeader, parse_xml
from recordings.xdf.xdf_index import MappedFile, index_chunks
from safehold.core.errors import SafeholdError
from safehold.core.messages import Message, to_json
from safehold.desk.purge.files import OWN_STREAMS
from safehold.desk.purge.person import Withdrawn, telling_code, telling_names
from safehold.files.media import Media, media_file

CERTIFICATE = re.compile(r"withdrawal-.+-\d+\.json")
_CORE = re.compile(r"session\.json|engine\.jsonl|recording(-\d+)?\.xdf")
OWN = re.compile(
    r"session\.json|(engine|edits|recall|media)\.jsonl|recorder\.(json|lock|stop|log|lsl\.cfg)"
    r"|recording(-\d+)?(\.repaired)?\.xdf|window-(activation|end)\.png"
)
LEFT_OVER = re.compile(r"\.write-test-\d+|\..+\.partial|recording(-\d+)?\.repaired\.xdf\.partial")
UNFINISHED = re.compile(r"\..+-[0-9a-f]{12}\.partial")
_REPORT = re.compile(r"(.+)_report(_blind)?(_v\d+)?")


class Fate(StrEnum):
    """What becomes of a file."""

    GOES = "goes"
    CHANGES = "is rewritten"
    HOLDS = "stays, holds the person"
    MAYBE = "stays, may hold the person"
    UNSEARCHED = "stays, cannot be searched"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the study folder."""

    path: str
    """Relative to the study folder, with ``/``."""
    fate: Fate
    why: Message
    n_bytes: int = 0

    def certified(self) -> dict[str, Any]:
        """Return what the certificate says of it."""
        return {"path": self.path, "why": self.why, "said": to_json(self.why)}


@dataclass(slots=True)
class FoundSession:
    """A session folder, as far as it can be understood."""

    path: Path
    info: dict[str, Any] | None
    """What session.json says; None where it is missing or no JSON."""
    specs: list[dict[str, Any]]
    """Streams that session.json, the journal or the recordings name, with ``person``."""
    people: dict[str, str]
    """Study codes by label; empty codes where only the labels are known."""
    who: Withdrawn = field(default_factory=lambda: Withdrawn(""))

    @property
    def alone(self) -> bool:
        """True where the person takes part, and nobody else."""
        return bool(self.who.labels) and not self.who.others


@dataclass(slots=True)
class Export:
    """A folder that an export or a report was written into."""

    root: Path
    session_id: str
    files: frozenset[Path]
    of_several: frozenset[str] = frozenset()
    """Names of the sessions that tables of a study hold."""


@dataclass(slots=True)
class FoundStudy:
    """A study folder as it was found."""

    path: Path
    code: str
    files: dict[Path, os.stat_result]
    links: list[Path]
    others: list[Path]
    """Pipes, sockets, devices."""
    closed: list[str]
    """Folders that cannot be read."""
    folders: list[Path]
    sessions: dict[Path, FoundSession] = field(default_factory=dict)
    exports: list[Export] = field(default_factory=list)
    search: WordSearch = field(default_factory=lambda: WordSearch.of(()))
    """Code and names that are the person's alone in the whole study."""
    names: frozenset[str] = frozenset()
    """Of these the names of streams."""

    def inside(self, path: Path) -> str:
        """Return a path relative to the study folder."""
        return path.relative_to(self.path).as_posix()


def survey(path: Path, code: str, *, names: Iterable[str] = ()) -> FoundStudy:
    """Find out what a study folder holds, and by which words a person is known in it.

    Parameters
    ----------
    names : iterable of str
        Names of the person's streams that are known from before.
    """
    study = _walk(path, code)
    for folder in dict.fromkeys(p.parent for p in study.files if _CORE.fullmatch(p.name)):
        session = _session(folder)
        others = any(folder / name in study.files for name in ("engine.jsonl", "recording.xdf"))
        if others or "schema" in (session.info or {}):  # else a session.json of another program
            study.sessions[folder] = session
    study.exports = list(_exports(study))
    _recognise(study, frozenset(names))
    return study


def _walk(path: Path, code: str) -> FoundStudy:
    study = FoundStudy(path, code, {}, [], [], [], [])
    failed: list[OSError] = []
    for root, folders, files in os.walk(path, onerror=failed.append):
        here = Path(root)
        folders[:] = sorted(name for name in folders if name != UNDER_WAY)
        study.folders.append(here)
        for name in (*files, *folders):
            entry = here / name
            try:
                found = entry.lstat()
            except OSError:
                continue
            if stat.S_ISLNK(found.st_mode):
                study.links.append(entry)
            elif stat.S_ISREG(found.st_mode):
                study.files[entry] = found
            elif not stat.S_ISDIR(found.st_mode):
                study.others.append(entry)
    study.closed = [str(error.filename) for error in failed]
    study.files = dict(sorted(study.files.items()))
    return study


def _session(folder: Path) -> FoundSession:
    info = _json(folder / "session.json")
    if info is not None and _codes_made_up(folder, info):
        info = None  # written again without the codes: whose it is, is as unknown as before
    specs: list[dict[str, Any]] = []
    people: dict[str, str] = {}
    if info is not None:
        told = info.get("participants")
        for person in told if isinstance(told, list) else []:
            if isinstance(person, dict):
                people[str(person.get("label"))] = str(person.get("code"))
        streams = info.get("streams")
        specs += [s for s in (streams if isinstance(streams, list) else []) if isinstance(s, dict)]
    for line in _starts(folder / "engine.jsonl"):
        specs += [spec for spec in line.get("streams", []) if isinstance(spec, dict)]
        if info is None:
            people |= {str(label): "" for label in line.get("people", [])}
    known = {(spec.get("name"), spec.get("source_id")) for spec in specs}
    for header in _headers(folder):
        person = _person_of(header)
        if (header.name, header.source_id) not in known and (person or not _is_own(header)):
            specs.append(
                {"name": header.name, "type": header.type, "source_id": header.source_id,
                 "uid": header.uid, "person": person, "stream_id": ""}
            )  # fmt: skip
        if person and info is None:
            people.setdefault(person, "")
    return FoundSession(folder, info, specs, people)


def _codes_made_up(folder: Path, info: Mapping[str, Any]) -> bool:
    """Tell whether 'safehold repair' had to make up the codes of who took part."""
    people = info.get("participants")
    return bool(info.get("rebuilt")) and any(
        isinstance(person, dict) and str(person.get("code")).startswith(f"{folder.name}-")
        for person in (people if isinstance(people, list) else [])
    )


def _json(path: Path) -> dict[str, Any] | None:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def _starts(path: Path) -> list[dict[str, Any]]:
    try:
        return [line for line in read_journal(path) if line["kind"] == "start"]
    except (SafeholdError, KeyError):
        return []


def placed_media(study: FoundStudy) -> frozenset[Path]:
    """Return the videos and sounds that were placed beside sessions of the person."""
    mine = [SessionFolder(path) for path, found in study.sessions.items() if found.who.labels]
    return frozenset(
        media_file(folder, place.path) for folder in mine for place in Media(folder).places([])
    )


def _headers(folder: Path) -> Iterator[StreamHeader]:
    for path in sorted(folder.glob("recording*.xdf")):
        try:
            with MappedFile(path) as data:
                yield from [found.header for found in index_chunks(data).streams.values()]
        except SafeholdError:
            continue


def _person_of(header: StreamHeader) -> str | None:
    root = parse_xml(header.xml) if header.xml else None
    return (root.findtext("desc/safehold/person") if root is not None else None) or None


def _is_own(header: StreamHeader) -> bool:
    return header.name.startswith(OWN_STREAMS)


def _exports(study: FoundStudy) -> Iterator[Export]:
    named: dict[str, set[str]] = {}
    for folder in study.sessions:
        for name in (folder.name, name_part(folder.name)):
            named.setdefault(name, set()).add(folder.name)
    datasets = [d for path in study.files if (d := _dataset(study, path)) is not None]
    yield from datasets
    inside = {path for dataset in datasets for path in dataset.files}
    for path in study.files:
        if path in inside:
            continue
        if path.name in ("manifest.json", "status.json"):  # the latter of a study's output
            told = _json(path) or {}
            if str(told.get("export_format", "")).startswith("safehold-"):
                yield _export(study, path, told)
        elif path.name == "report.html" and (match := _REPORT.fullmatch(path.parent.name)):
            stems = (match[1], match[1].removesuffix("_recomputed"))
            reported = frozenset[str]().union(*(named.get(stem, ()) for stem in stems))
            if not (reported and _is_own_report(path)):
                continue
            pair = (path, path.with_suffix(".pdf"))
            files = frozenset(one for one in pair if one in study.files)
            yield Export(path.parent, "", files, reported)


def _dataset(study: FoundStudy, sums: Path) -> Export | None:
    """Return a study as one BIDS dataset, with its sessions; None for a list of something else."""
    if sums.parts[-len(SUMS.parts) :] != SUMS.parts:
        return None
    root = sums.parents[len(SUMS.parts) - 1]
    try:
        lines = sums.read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    files = {root / line.partition("  ")[2] for line in lines} & study.files.keys()
    told = [_json(path) or {} for path in files if path.name == "manifest.json"]
    names = frozenset(
        str(one.get("session_id"))
        for one in told
        if str(one.get("export_format", "")).startswith("safehold-")
    )
    return Export(root, "", frozenset(files | {sums}), names) if names else None


def _is_own_report(path: Path) -> bool:
    try:
        return b"safehold" in path.read_bytes()
    except OSError:
        return False


def _export(study: FoundStudy, manifest: Path, told: Mapping[str, Any]) -> Export:
    listed = told.get("outputs")
    paths = [str(one.get("path")) for one in listed or [] if isinstance(one, dict)]
    root = manifest.parent
    if str(told.get("profile")) == "bids":  # <dataset>/derivatives/dyads/manifest.json
        root = manifest.parents[2]
    made = {root / path for path in paths} | {manifest}
    several = told.get("sessions")
    names = frozenset(map(str, several if isinstance(several, list) else ()))
    return Export(root, str(told.get("session_id")), frozenset(made & study.files.keys()), names)


def _recognise(study: FoundStudy, names: frozenset[str]) -> None:
    """Find the person in every session, and the words that are theirs alone."""
    code = study.code
    for session in study.sessions.values():
        mine = {label for label, told in session.people.items() if told == code}
        session.who = _who(study, session, mine)
    own, others = set(names), set[str]()
    for session in study.sessions.values():
        for spec in session.specs:
            told = {str(spec.get(key) or "") for key in ("name", "source_id", "uid")}
            if spec.get("person") in session.who.labels:
                own |= told
            elif session.info is not None:
                others |= told
    study.names = frozenset(telling_names(own, others))
    codes = {told for session in study.sessions.values() for told in session.people.values()}
    twins = {told for told in codes if told != code and told.casefold() == code.casefold()}
    words = {*study.names, *([code] if telling_code(code) else [])}
    study.search = WordSearch.of(words, exact=bool(twins))
    usual = {label for session in study.sessions.values() for label in session.who.labels}
    for session in study.sessions.values():
        labels = session.who.labels
        if session.info is None:
            labels = _labels_by_looking(study, session, usual)
        session.who = _who(study, session, labels)


def _labels_by_looking(
    study: FoundStudy, session: FoundSession, usual: set[str]
) -> frozenset[str]:
    """Return the person's labels in a session that does not say who took part."""
    by_stream = {
        str(spec["person"])
        for spec in session.specs
        if spec.get("person")
        and any(study.search.in_text(str(spec.get(key) or "")) for key in _NAMES)
    }
    if by_stream:
        return frozenset(by_stream)
    named = study.search.in_text(session.path.name)
    return frozenset(usual & session.people.keys()) if named else frozenset()


_NAMES = ("name", "source_id", "uid")


def _who(study: FoundStudy, session: FoundSession, labels: Iterable[str]) -> Withdrawn:
    """Return the person in a session: their names are those that nobody else has in it."""
    mine = frozenset(labels)
    specs = session.specs if mine else []
    own = [spec for spec in specs if spec.get("person") in mine]
    rest = [spec for spec in specs if spec.get("person") not in mine]
    streams = {str(spec.get(key) or "") for spec in own for key in _NAMES}
    others = {str(spec.get(key) or "") for spec in rest for key in _NAMES}
    names = telling_names(streams, others)
    ids = {str(spec.get("stream_id") or "") for spec in own}
    ids -= {"", *(str(spec.get("stream_id") or "") for spec in rest)}
    return Withdrawn(
        code=study.code if telling_code(study.code) else "",
        labels=mine,
        others=frozenset(session.people.keys() - mine),
        stream_ids=frozenset(ids),
        streams=frozenset(streams - others - {""}),
        search=WordSearch.of({*study.search.words, *names}, exact=study.search.exact),
    )
