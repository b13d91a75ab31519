"""What an imported signal is taken for, and where files lie to each other in time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recordings.importers.imported import ImportedRecording, ImportedSignal, held
from safehold.core.errors import ConfigError
from safehold.core.types import Role
from safehold.offline.importing import Wanted, plan_session

PEOPLE = ("client", "therapist")


def signal(name: str, *, rate: float = 250.0, kind: str = "", unit: str = "") -> ImportedSignal:
    times = np.arange(100) / (rate or 1.0)
    return ImportedSignal(name, unit, rate, 100, held(times, times), kind=kind)


def recording(
    *signals: ImportedSignal, start: float | None = None, local: bool = False, name: str = "a.edf"
) -> ImportedRecording:
    return ImportedRecording(Path(name), "edf", signals, start=start, local=local)


def test_roles_are_proposed_by_the_words_of_live_streams():
    found = plan_session(
        [recording(signal("EKG"), signal("Atmung"), signal("RSP rate"), signal("Fz"))],
        people=PEOPLE, persons=["client"],
    )  # fmt: skip
    assert [item.role for item in found.signals] == [
        Role.ECG, Role.RESPIRATION, Role.OTHER, Role.OTHER,
    ]  # fmt: skip


def test_what_the_user_says_wins_and_is_told_as_such():
    found = plan_session(
        [recording(signal("ECG 1"), signal("ECG 2"))],
        people=PEOPLE, persons=["client"],
        wanted=[Wanted("ecg 2", Role.ECG, unit="uv", inverted=True)],
    )  # fmt: skip
    first, second = found.signals
    assert (first.role, second.role) == (Role.OTHER, Role.ECG)
    assert (second.unit, second.inverted) == ("uV", True)
    assert [text.code for text in found.oddities] == ["import_second_of_role"]


def test_two_people_in_one_file_are_told_apart_by_what_is_said():
    found = plan_session(
        [recording(signal("ECG 1"), signal("ECG 2"))],
        people=PEOPLE,
        wanted=[
            Wanted("ECG 1", Role.ECG, "client"), Wanted("ECG 2", Role.ECG, "therapist"),
        ],
    )  # fmt: skip
    assert found.people == PEOPLE
    assert not found.oddities


def test_files_that_say_when_they_began_lie_so():
    found = plan_session(
        [recording(signal("ECG"), start=1005.5), recording(signal("Belt"), start=1000.0)],
        people=PEOPLE, persons=PEOPLE,
    )  # fmt: skip
    assert (found.shifts, found.start) == ((5.5, 0.0), 1000.0)


@pytest.mark.parametrize(
    "others", [{"start": None}, {"start": 1000.0, "local": True}], ids=["no start", "local time"]
)
def test_files_that_do_not_are_asked_about(others: dict):
    files = [recording(signal("ECG"), start=1005.5), recording(signal("Belt"), **others)]
    with pytest.raises(ConfigError, match="--offset"):
        plan_session(files, people=PEOPLE, persons=PEOPLE)
    found = plan_session(files, people=PEOPLE, persons=PEOPLE, offsets=[0.0, 2.0])
    assert found.shifts == (0.0, 2.0)


def test_a_local_clock_gives_no_date():
    found = plan_session([recording(signal("ECG"), start=1000.0, local=True)], people=PEOPLE)
    assert found.start is None


def test_a_name_that_no_signal_has_is_refused_with_those_there_are():
    with pytest.raises(ConfigError, match="ECG, Belt"):
        plan_session(
            [recording(signal("ECG"), signal("Belt"))],
            people=PEOPLE,
            wanted=[Wanted("EKG", Role.ECG)],
        )


def test_a_signal_too_slow_for_what_it_is_said_to_be_is_not_used_and_told():
    found = plan_session(
        [recording(signal("belt", rate=1.0))], people=PEOPLE,
        wanted=[Wanted("belt", Role.RESPIRATION, "client")],
    )  # fmt: skip
    assert found.signals[0].role is Role.OTHER
    assert [text.code for text in found.oddities] == ["import_too_slow"]
    assert "4 are needed" in found.oddities[0]
