"""Every real recording at hand becomes a session; cut, damaged and misnamed ones are told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from safehold.core.errors import SafeholdError
from safehold.core.study import Study
from safehold.core.types import Role
from safehold.desk.importing import ImportDesk
from safehold.desk.workbench import Correction
from safehold.files.receipt import check_session
from safehold.recorder.reading import open_session

ENDINGS = (".npz", ".csv", ".acq", ".xdf", ".hea", ".gz", ".txt")
NO_RECORDINGS = ("_silver", "_ann", "info.txt", "tags.csv")


def recordings(shared_data: Path) -> list[Path]:
    foreign = shared_data.parent / "cases" / "foreign"
    found = [
        path for root in (shared_data, foreign) for path in sorted(root.rglob("*"))
        if path.suffix in ENDINGS and not any(word in path.name for word in NO_RECORDINGS)
    ]  # fmt: skip
    assert len(found) > 30
    return found


def imported(study: Path, path: Path) -> Path:
    """Import a file as the window does; the rate and the first role are said where it asks."""
    desk = ImportDesk(study, Study())
    desk.add([path], lambda *_: None)
    if desk.waiting is not None:
        desk.say_times(desk.waiting, "rate=100", lambda *_: None)
    desk.say_person(0, "client")
    if desk.trouble:
        desk.correct(desk.rows[0], Correction(role=Role.PPG, person="client"))
    return desk.write("one", {}, lambda *_: None)


@pytest.mark.slow
def test_every_real_recording_becomes_a_session_that_passes_its_check(
    shared_data: Path, tmp_path: Path
):
    for number, path in enumerate(recordings(shared_data)):
        folder = imported(tmp_path / str(number), path)
        found = check_session(open_session(folder, lambda _: None))
        assert not found.wrong, (path, found.wrong)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["half", "damaged", "named .edf"])
def test_a_broken_one_is_a_session_or_refused_with_what_to_do(
    shared_data: Path, tmp_path: Path, how: str
):
    refused: list[tuple[Path, Path, SafeholdError]] = []
    for number, path in enumerate(recordings(shared_data)):
        data = bytearray(path.read_bytes())
        name = f"{path.stem}.edf" if how == "named .edf" else path.name
        if how == "half":
            del data[len(data) // 2 :]
        elif how == "damaged":
            data[len(data) // 3 : len(data) // 3 + 64] = b"\xff\x00" * 32
        (tmp_path / name).write_bytes(data)
        study = tmp_path / str(number)
        try:
            imported(study, tmp_path / name)
        except SafeholdError as error:
            refused.append((path, study, error))
    for path, study, error in refused:
        assert error.message, path
        assert error.remedy, path
        assert not (study / "one").exists(), path
    assert refused or how != "named .edf"
