"""Writes a synthetic study: sessions like any other, their scores, and the truth beside them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from acquisition.simulator.sensors import SIGNALS
from acquisition.simulator.stream import make_sources
from acquisition.simulator.truth import event_texts, simulate
from recordings.disk.private_files import make_folder
from recordings.importers.imported import ImportedEvent, ImportedRecording, ImportedSignal, held
from safehold.core.codebook import load_codebook
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.results import Participant
from safehold.core.study import Study
from safehold.core.study_file import STUDY_FILE
from safehold.desk.studies.outcomes import OUTCOMES_FILE
from safehold.desk.studies.synthetic import (
    MODERATOR,
    OUTCOME,
    Drawn,
    StudyDesign,
    StudyEffects,
    answers_of,
    draw_study,
    script_of,
    truth_of,
)
from safehold.files.study import with_people
from safehold.offline.importing import import_session, plan_session

TRUTH_FILE = "truth.json"
PEOPLE = ("client", "therapist")
_KINDS = {"ecg": "ECG", "ppg": "PPG", "rr": "RR", "respiration": "Respiration"}
_UNITS = {"ecg": "mV", "ppg": "a.u.", "rr": "ms", "respiration": "a.u."}
_RATES = {"respiration": 25.0}
"""A belt needs no more, and files are smaller."""
_FIRST_UTC, _WEEK_S = 1_767_600_000.0, 604_800.0
"""Sessions of a dyad are a week apart, the first on a day of January 2026."""


def write_study(
    root: Path,
    design: StudyDesign,
    effects: StudyEffects | None = None,
    *,
    seed: int = 1,
    progress: Callable[[float, Message], None] = lambda _share, _what: None,
) -> list[Path]:
    """Write a study folder with every session, ``outcomes.csv`` and ``truth.json``.

    Parameters
    ----------
    root : Path
        Study folder; it must not hold a study yet.
    design, effects : StudyDesign, StudyEffects
        What is simulated.
    seed : int
        The same seed gives the same people.
    progress : callable
        Gets the share done, 0-1, and what is being done; what it raises cancels, and the sessions
        written so far stay.

    Returns
    -------
    list of Path
        The session folders.

    Raises
    ------
    ConfigError
        For a folder that is in use, or signals that cannot be simulated.
    RecordingError
        When a session cannot be written.
    """
    unknown = [signal for signal in design.signals if signal not in SIGNALS]
    if unknown or not set(design.signals) & {"ecg", "ppg", "rr"}:
        raise ConfigError(
            Message("A study needs one of ecg, ppg and rr, and knows: {signals}.",
                    signals=", ".join(SIGNALS))
        )  # fmt: skip
    if root.exists() and any(root.iterdir()):
        raise ConfigError(
            Message("{folder} is not empty; a study is never overwritten.", folder=root),
            remedy=Message("Name a new folder."),
        )
    effects = effects or StudyEffects()
    drawn = draw_study(design, effects, seed)
    make_folder(root)
    (root / STUDY_FILE).write_text('schema = 1\nname = "Simulated"\n', encoding="utf-8")
    truth = json.dumps(truth_of(design, effects, seed, drawn), indent=1)
    (root / TRUTH_FILE).write_text(truth + "\n", encoding="utf-8")
    _write_scores(root / OUTCOMES_FILE, drawn)
    made = []
    for number, one in enumerate(drawn):
        progress(number / len(drawn), Message("Simulating {session}", session=one.session_id))
        made.append(_write_session(root, one, design))
    progress(1.0, Message("done"))
    return made


def _write_scores(path: Path, drawn: Sequence[Drawn]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("participant", "session_number", "measure", "value"))
        for one in drawn:
            depth = "" if one.depth is None else one.depth
            rows.writerow((one.client, one.number, OUTCOME, depth))
            rows.writerow((one.client, one.number, MODERATOR, round(one.trait, 4)))


def _write_session(root: Path, one: Drawn, design: StudyDesign) -> Path:
    recording = _recording(root, one, design)
    people = tuple(
        Participant(label, code, label)
        for label, code in zip(PEOPLE, (one.client, one.therapist), strict=True)
    )
    study = with_people(Study(), people)
    folder = import_session(
        root, one.session_id, plan_session([recording], people=PEOPLE), participants=people,
        study=study, codebook=load_codebook(), conducts=True,
    )  # fmt: skip
    return folder.path


def _recording(root: Path, one: Drawn, design: StudyDesign) -> ImportedRecording:
    """Return a session as a reader would have read it, had it been recorded."""
    script = script_of(one, design.minutes)
    simulation = simulate(script, PEOPLE, seed=one.seed)
    rates = {name: rate for name, rate in _RATES.items() if name in design.signals}
    sources = make_sources(simulation, signals=design.signals, rates=rates)
    signals = []
    order = [(person, signal) for person in PEOPLE for signal in design.signals]
    for (person, signal), source in zip(order, sources, strict=False):
        times, values = source.take(60 * design.minutes)
        rate = rates.get(signal, SIGNALS[signal])
        signals.append(
            ImportedSignal(
                f"{person} {signal}", _UNITS[signal], rate, len(times),
                held(times, values[:, 0].astype(float)), kind=_KINDS[signal], person=person,
            )
        )  # fmt: skip
    said = sorted([*event_texts(script), *answers_of(one, design.minutes)])
    return ImportedRecording(
        root / f"{one.session_id}.simulated", "simulated", tuple(signals),
        tuple(ImportedEvent(text, at) for at, text in said),
        start=_FIRST_UTC + _WEEK_S * (one.number - 1),
        oddities=(Message("Simulated: nobody was recorded.", code="import_simulated"),),
    )  # fmt: skip
