"""Withdrawal of somebody whose session was imported: nothing of what was imported stays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from recordings.importers.imported import ImportedEvent, ImportedRecording, ImportedSignal, evenly
from safehold.core.codebook import load_codebook
from safehold.core.messages import Message
from safehold.core.results import Participant
from safehold.core.study import Study
from safehold.core.wording import person_words
from safehold.desk.purge.purge import purge
from safehold.offline.importing import import_session, plan_session
from safehold.offline.recording import read_recording
from safehold.recorder.reading import open_session

PEOPLE = (Participant("client", "P07", "client"), Participant("therapist", "T02", "therapist"))


def imported(study: Path, session: str, *persons: str, oddities: Sequence[Message] = ()) -> None:
    """Import a minute of ECG of each person, from a file that is named after the client."""
    path = study.parent / "P07_ecg.edf"
    path.write_bytes(b"what was read")
    signals = tuple(
        ImportedSignal(
            f"ECG {person}", "mV", 250.0, 5000,
            evenly(lambda k=k: np.sin(np.arange(5000) / (31 + k)), 250.0), person=person,
        )
        for k, person in enumerate(persons)
    )  # fmt: skip
    events = (ImportedEvent("P07 laughs", 3.0),)
    recording = ImportedRecording(path, "edf", signals, events, oddities=tuple(oddities))
    plan = plan_session([recording], people=[one.label for one in PEOPLE])
    taking_part = tuple(one for one in PEOPLE if one.label in persons)
    import_session(
        study, session, plan, participants=taking_part, study=Study(), codebook=load_codebook()
    )


def test_the_session_of_the_person_alone_goes_with_all_that_was_imported(tmp_path: Path):
    study = tmp_path / "study"
    imported(study, "alone", "client")
    purge(study, "P07")
    assert not (study / "alone").exists()


def test_of_a_session_with_others_their_samples_stay_and_nothing_of_the_person(tmp_path: Path):
    study = tmp_path / "study"
    imported(study, "both", "client", "therapist")
    done = purge(study, "P07")
    files = [path for path in study.rglob("*") if path.is_file() and path != done.path]
    everything = b"".join(path.read_bytes() for path in files)
    for word in (b"P07", b"ECG client"):
        assert word not in everything
    folder = open_session(study / "both", lambda _: None)
    (stream,) = [s for s in read_recording(folder).streams if s.header.name == "ECG therapist"]
    np.testing.assert_allclose(
        np.asarray(stream.values)[:, 0], np.sin(np.arange(5000) / 32), atol=1e-6
    )


def test_a_file_of_the_person_alone_is_not_named_any_more(tmp_path: Path):
    study = tmp_path / "study"
    imported(study, "both", "client", "therapist")
    path = study / "both" / "session.json"
    info = json.loads(path.read_text())
    (file,) = info["source"]["files"]
    assert file["whose"] == ["client", "therapist"]
    info["source"]["files"] = [{**file, "name": "one.edf", "whose": ["client"]},
                               {**file, "name": "two.edf", "whose": ["therapist"]}]  # fmt: skip
    path.write_text(json.dumps(info))
    purge(study, "P07")
    left = json.loads(path.read_text())["source"]["files"]
    assert [(one["name"], one["whose"]) for one in left] == [("two.edf", ["therapist"])]


def test_what_was_odd_in_its_file_hinders_nothing(tmp_path: Path):
    study = tmp_path / "study"
    odd = Message(
        "{name} of {person} is cut off.", code="odd", name="a belt",
        person=person_words("client"),
    )  # fmt: skip
    imported(study, "both", "client", "therapist", oddities=[odd])
    source = json.loads((study / "both" / "session.json").read_text())["source"]
    assert isinstance(source["said"][0]["fields"]["person"], dict)
    purge(study, "P07")
    assert open_session(study / "both", lambda _: None)
