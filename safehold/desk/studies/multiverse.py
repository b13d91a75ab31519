"""A finding of a study under every choice of method: computed by content, joined, written."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import safehold
from recordings.disk.atomic_export import output_entry, write_in_place
from recordings.folder.session import SessionFolder, read_json
from recordings.tidy.export import write_dictionary, write_each
from recordings.tidy.frames import frame_of
from recordings.tidy.multiverse import SpecificationLine, specifications_table
from recordings.tidy.study_long import StudyValue
from recordings.tidy.writing import write_text
from safehold.core.canonical import plain
from safehold.core.errors import ConfigError, SafeholdError
from safehold.core.messages import Message
from safehold.core.results import SessionResults
from safehold.core.types import Status
from safehold.desk.studies.curve import Curve, specification_curve
from safehold.desk.studies.engines import in_processes
from safehold.desk.studies.found import FoundFolder, Frozen, content_of, folders_in
from safehold.desk.studies.group import FORMATS, Gathered, StudySession, all_values, gather
from safehold.desk.studies.one import Failure, Outcome, State, attempt, refuse_nobody
from safehold.desk.studies.report import AboutStudy
from safehold.desk.studies.run import StudyWish, each
from safehold.desk.studies.specifications import Question, Specification, specifications
from safehold.desk.studies.values import OUTSIDE
from safehold.files.receipt import check_session, refuse_changed
from safehold.offline.analysis import analyse
from safehold.offline.recording import read_recording

if TYPE_CHECKING:
    import pandas as pd

MULTIVERSE = "multiverse"
"""Folder of the output that holds what is made here."""
KEPT, STATUS = "sessions", "status.json"
FORMAT, KEPT_FORMAT, FORMAT_VERSION = "safehold-study-multiverse", "safehold-study-measures", 1
COMPUTED = 0.9
"""Share of the work that is done once all sessions are computed."""
Values = dict[str, dict[str, dict[str, float | None]]]
"""By hash of the parameters, label of the person, and measure."""
Tell = Callable[[float, Message], None]


@dataclass(frozen=True, slots=True)
class Multiverse:
    """A finding under every choice of method."""

    question: Question
    specifications: tuple[Specification, ...]
    own: tuple[int, ...]
    """Which of them have the study's own parameters."""
    curve: Curve
    sessions: int
    """That have an outcome and a place."""
    failed: tuple[tuple[str, Message], ...]
    """Sessions that could not be computed, and why."""
    folder: Path
    """Where tables, picture and report are."""

    @property
    def lines(self) -> tuple[SpecificationLine, ...]:
        """Each specification in words, with its effect."""
        return tuple(
            SpecificationLine(
                one.predictor, tuple((name, _word(value)) for name, value in one.choices),
                effect.n, effect.dyads, effect.r, effect.p, effect.lacks or "", k in self.own,
            )
            for k, (one, effect) in enumerate(
                zip(self.specifications, self.curve.effects, strict=True)
            )
        )  # fmt: skip

    def frame(self) -> pd.DataFrame:
        """Return a row for each specification: choices, sessions, effect, p."""
        return frame_of(specifications_table(self.lines))

    @property
    def report(self) -> Path:
        """Its report."""
        return self.folder / "report.html"

    @property
    def picture(self) -> Path:
        """Its curve."""
        return self.folder / "curve.png"


def run_multiverse(wish: StudyWish, question: Question, jobs: int, tell: Tell) -> Multiverse:
    """Compute a finding under every choice of method, and write it into the study's output.

    Parameters
    ----------
    wish : StudyWish
        The study.
    question : Question
        The finding and the choices.
    jobs : int
        How many sessions at the same time.
    tell : callable
        Takes the share that is done and what is being done; may raise to cancel. What was
        computed of a session until then is kept.

    Raises
    ------
    ConfigError
        Where there is no such outcome, and for choices that are none.
    """
    study, frozen = wish.load()
    asked = specifications(question, frozen)
    tell(0.0, Message("Looking at what is known already"))
    folders = folders_in(wish.study, wish.out)
    about = AboutStudy.of(
        wish.study, study, frozen, [one.path for one in folders if not one.problem]
    )
    gathered = gather(wish.study, wish.out, folders, frozen, wish.outcomes, about)
    values, _ = all_values(gathered, wish.out)
    outcomes = _outcomes(question, values)
    failed = dict(compute(wish, asked, jobs, tell))
    data = _Data.of(question, asked, gathered, outcomes, wish.out, frozen)
    curve = specification_curve(
        data.predictors, data.outcome, data.dyad, data.number,
        permutations=question.permutations, seed=question.seed, trend=question.trend,
        tell=lambda share: tell(COMPUTED + (1 - COMPUTED) * share, Message("Joint test")),
    )  # fmt: skip
    name = f"{question.outcome}-{question.key[:8]}"
    own = tuple(k for k, one in enumerate(asked) if one.frozen.params_hash == frozen.params_hash)
    reasons = [
        (one.found.session_id, one.found.problem or failed[one.found.session_id])
        for one in gathered.sessions if one.found.problem or one.found.session_id in failed
    ]  # fmt: skip
    found = Multiverse(
        question, asked, own, curve, int(np.isfinite(data.outcome).sum()), tuple(reasons),
        wish.out / MULTIVERSE / name,
    )  # fmt: skip
    _write(found, about, data.sessions)
    tell(1.0, Message("Joint test"))
    return found


# -- sessions -----------------------------------------------------------------------------------


def compute(
    wish: StudyWish, asked: Sequence[Specification], jobs: int, tell: Tell
) -> Iterator[tuple[str, Message]]:
    """Compute what is not known yet of any session; yield sessions that fail, and why.

    Beats and breaths are found once a session, whatever the number of specifications.
    """
    _, frozen = wish.load()
    ways = tuple({one.frozen.params_hash: one.frozen for one in asked}.values())
    folders = [one for one in wish.folders() if not one.problem]
    with ThreadPoolExecutor(jobs) as threads:  # hashing lets other threads run
        lacking = list(threads.map(lambda one: _lacks(one, wish.out, frozen, ways), folders))
    todo = [one for one, lacks in zip(folders, lacking, strict=True) if lacks]
    spread = partial(in_processes, jobs=jobs) if jobs > 1 and len(todo) > 1 else None
    work = partial(measure_session, ways=ways)
    for k, outcome in enumerate(each(todo, wish.out, frozen, spread, work), start=1):
        what = Message("{done} of {n} sessions are computed in {ways} ways", done=k, n=len(todo),
                       ways=len(ways))  # fmt: skip
        tell(COMPUTED * k / len(todo), what)
        if outcome.state is State.FAILED:
            yield outcome.session_id, outcome.why or Message()


def _lacks(one: FoundFolder, out: Path, frozen: Frozen, ways: Sequence[Frozen]) -> bool:
    try:
        known = kept_values(out, one.session_id, _content(one, frozen))
    except OSError:
        return True  # what is wrong is said where it is computed
    return any(way.params_hash not in known for way in ways)


def measure_session(
    found: FoundFolder, out: Path, frozen: Frozen, *, ways: Sequence[Frozen]
) -> Outcome:
    """Compute the process measures of a session in each way that is not known yet, and keep them.

    Whatever is wrong with the session is its outcome; only a cancel comes through.
    """
    made = attempt(found.path, lambda: _measured(found, out, frozen, ways))
    if isinstance(made, Failure):
        return Outcome(found.session_id, State.FAILED, made.why)
    return Outcome(found.session_id, State.DONE if made else State.UNCHANGED)


def _measured(found: FoundFolder, out: Path, frozen: Frozen, ways: Sequence[Frozen]) -> bool:
    """Tell whether anything had to be computed."""
    content = _content(found, frozen)
    known = kept_values(out, found.session_id, content)
    wanted = [way for way in ways if way.params_hash not in known]
    if not wanted:
        return False
    folder = SessionFolder.open(found.path, whole=False)
    refuse_changed(check_session(folder), allowed=frozen.changed)
    recording = read_recording(folder)
    for way in wanted:
        results = analyse(
            folder, settings=way.settings, own=way.own, recording=recording, measures_only=True
        )
        refuse_nobody(results)
        known[way.params_hash] = _values(results)
    _keep(out, found.session_id, content, known)
    return True


def _content(found: FoundFolder, frozen: Frozen) -> dict[str, str]:
    """Return hashes of all that measures depend on but the parameters."""
    return {**content_of(found.path, frozen), "parameters": "changed" if frozen.changed else ""}


def _values(results: SessionResults) -> dict[str, dict[str, float | None]]:
    found: dict[str, dict[str, float | None]] = {}
    for one in results.measures:
        if one.span in ("session", "rupture-repair"):
            value = None if one.status is Status.MISSING else one.value
            found.setdefault(one.person, {})[one.name] = value
    for own in found.values():
        parts = [own.get("share_high"), own.get("share_low")]
        own[OUTSIDE] = None if None in parts else sum(part for part in parts if part is not None)
    return found


def kept_values(out: Path, session_id: str, content: Mapping[str, str]) -> Values:
    """Return what is known of a session of this content; empty where nothing is."""
    try:
        said = read_json(out / MULTIVERSE / KEPT / session_id / STATUS)
        if said["content"] == dict(content) and said["export_format"] == KEPT_FORMAT:
            known: Values = said["values"]
            return known
    except (SafeholdError, KeyError, TypeError):
        pass
    return {}


def _keep(out: Path, session_id: str, content: Mapping[str, str], values: Values) -> None:
    status = {
        "export_format": KEPT_FORMAT, "export_format_version": FORMAT_VERSION,
        "session_id": session_id, "content": dict(content), "outputs": [], "values": values,
    }  # fmt: skip
    text = json.dumps(status, ensure_ascii=False, allow_nan=False) + "\n"
    write_in_place(
        out / MULTIVERSE / KEPT / session_id, lambda folder: write_text(text, folder / STATUS),
        check=lambda _folder: None,
    )  # fmt: skip


# -- joining ------------------------------------------------------------------------------------

Key = tuple[str, str, int]
"""Person or empty, client, and number of the session."""


def _outcomes(question: Question, values: Sequence[StudyValue]) -> dict[Key, float]:
    """Return the outcome by whose and which session; what is there twice belongs to none."""
    found: dict[Key, list[float]] = {}
    same = question.whose_outcome == question.role
    names = set()
    for one in values:
        if one.role != question.whose_outcome and not (one.role == "" and same):
            continue
        names.add(one.measure)
        if one.measure == question.outcome and one.value is not None and one.session_number:
            key = (one.study_code if same else "", one.client, one.session_number)
            found.setdefault(key, []).append(one.value)
    if not found:
        raise ConfigError(
            Message("No session has an outcome {name!r} of the {role}.", name=question.outcome,
                    role=question.whose_outcome),
            remedy=Message("There are: {choices}. Scores stand in outcomes.csv; process the study "
                           "first where they are measures.", choices=", ".join(sorted(names))),
        )  # fmt: skip
    return {key: given[0] for key, given in found.items() if len(given) == 1}


@dataclass(frozen=True, slots=True)
class _Data:
    """A row a session and person."""

    predictors: tuple[np.ndarray[tuple[int], np.dtype[np.float64]], ...]
    outcome: np.ndarray[tuple[int], np.dtype[np.float64]]
    dyad: np.ndarray[tuple[int], np.dtype[np.int64]]
    number: np.ndarray[tuple[int], np.dtype[np.float64]]
    sessions: tuple[str, ...]

    @classmethod
    def of(
        cls,
        question: Question,
        asked: Sequence[Specification],
        gathered: Gathered,
        outcomes: Mapping[Key, float],
        out: Path,
        frozen: Frozen,
    ) -> _Data:
        rows: list[tuple[str, str, int, float, list[float]]] = []
        same = question.whose_outcome == question.role
        for one in gathered.sessions:
            placed = one.placed
            if one.found.problem or placed is None or placed.number is None:
                continue
            known = kept_values(out, one.found.session_id, _content(one.found, frozen))
            for label, code in _people(one, question.role):
                later = (code if same else "", placed.client, placed.number + question.lag)
                own = [
                    known.get(way.frozen.params_hash, {}).get(label, {}).get(way.predictor)
                    for way in asked
                ]
                rows.append((
                    one.found.session_id, f"{placed.dyad}:{code}", placed.number,
                    outcomes.get(later, math.nan), [math.nan if v is None else v for v in own],
                ))  # fmt: skip
        dyads = {name: k for k, name in enumerate(sorted({row[1] for row in rows}))}
        by_way = np.array([row[4] for row in rows], dtype=np.float64).reshape(len(rows), -1)
        return cls(
            tuple(np.ascontiguousarray(by_way[:, k]) for k in range(by_way.shape[1])),
            np.array([row[3] for row in rows], dtype=np.float64),
            np.array([dyads[row[1]] for row in rows], dtype=np.int64),
            np.array([row[2] for row in rows], dtype=np.float64),
            tuple(dict.fromkeys(row[0] for row in rows)),
        )  # fmt: skip


def _people(one: StudySession, role: str) -> list[tuple[str, str]]:
    """Return labels and codes of those who have a role in a session."""
    codes = one.placed.codes if one.placed is not None else {}
    return [(label, code) for label, code in codes.items() if one.roles.get(code) == role]


# -- writing ------------------------------------------------------------------------------------


def _write(found: Multiverse, about: AboutStudy, sessions: Sequence[str]) -> None:
    from recordings.report.html import to_html  # matplotlib: only a report waits for it
    from recordings.report.multiverse import MultiverseReport, curve_figure, multiverse_document

    lines = found.lines
    curve, question = found.curve, found.question
    given = MultiverseReport(
        about.name, question.outcome, question.predictors, question.role,
        question.whose_outcome, question.lag, question.trend, found.sessions, lines,
        curve.median, curve.direction, curve.agreeing, curve.holding,
        tuple((test.name, test.observed, test.p) for test in curve.tests), curve.envelope,
        curve.permutations, tuple((name, str(why)) for name, why in found.failed), about.lock,
        about.departures,
    )  # fmt: skip

    def fill(folder: Path) -> None:
        table = specifications_table(lines)
        written, outputs = write_each([(0.0, table)], folder, FORMATS)
        outputs.append(write_dictionary(written, folder))
        picture = curve_figure(given)
        (folder / found.picture.name).write_bytes(picture.png)
        write_text(to_html(multiverse_document(given, picture)), folder / found.report.name)
        outputs += [
            output_entry(folder / one.name, folder) for one in (found.picture, found.report)
        ]
        text = json.dumps(_status(found, sessions, outputs), indent=1, ensure_ascii=False,
                          allow_nan=False)  # fmt: skip
        write_text(text + "\n", folder / STATUS)

    write_in_place(found.folder, fill, check=lambda _folder: None)


def _status(
    found: Multiverse, sessions: Sequence[str], outputs: list[dict[str, Any]]
) -> dict[str, Any]:
    curve = found.curve
    return {
        "export_format": FORMAT,
        "export_format_version": FORMAT_VERSION,
        "software": safehold.__version__,
        "sessions": list(sessions),
        "question": plain(replace(found.question, vary=dict(found.question.vary))),
        "result": {
            "specifications": len(curve.effects), "with_effect": curve.known,
            "median_r": curve.median, "direction": curve.direction, "agreeing": curve.agreeing,
            "holding": curve.holding, "share": curve.share, "permutations": curve.permutations,
            "tests": [plain(test) for test in curve.tests],
        },
        "outputs": outputs,
    }  # fmt: skip


def _word(value: float | str) -> str:
    return f"{value:g}" if isinstance(value, float | int) else value
