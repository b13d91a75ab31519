"""What was found of a recording is kept beside it, for exactly what it was found in."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from processing.zones.found import Second
from recordings.folder.journal_file import JournalWriter
from recordings.folder.session import SessionFolder
from safehold.core.canonical import plain
from safehold.core.correction import Corrected, Correction, CorrectionKind
from safehold.core.messages import Message
from safehold.core.settings import EngineSettings
from safehold.core.types import Notice, Turn
from safehold.offline import kept, stages
from safehold.offline.check import check_replay
from safehold.offline.inputs import RunInputs
from safehold.offline.kept import Shelf, key_of
from safehold.offline.kept_format import from_arrays, to_arrays
from safehold.offline.recording import read_recording
from safehold.offline.stages import find, of_person, run_engine
from tests.unit._folder import make_session, record_ticks


@pytest.fixture(autouse=True)
def short_ones_too(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(kept, "FROM_S", 60.0)
    forget()
    yield
    forget()


def forget() -> None:
    """As another process has it: nothing is in memory."""
    Shelf._memory.clear()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SessionFolder:
    faults = ["client-ecg:dropout@60-64", "client-respiration:dropout@80-90"]
    return make_session(
        tmp_path_factory.mktemp("kept"), people=["client"], faults=faults,
        turns=[Turn("client-respiration", True, 100)],
    )[0]  # fmt: skip


def inputs_of(folder: SessionFolder) -> RunInputs:
    (inputs,) = read_recording(folder).runs
    return inputs


@pytest.fixture
def detections(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whose samples were looked at."""
    looked: list[str] = []
    original = stages._Finding.begin

    def begin(self: Any) -> list[Second]:
        looked.append(self.inputs.run.streams[0].person)
        return original(self)

    monkeypatch.setattr(stages._Finding, "begin", begin)
    return looked


def same(x: Any, y: Any) -> bool:
    """Equal in every bit, arrays and messages too."""
    if isinstance(x, Message):
        return isinstance(y, Message) and (x, x.template, x.code) == (y, y.template, y.code)
    if dataclasses.is_dataclass(x):
        fields = dataclasses.fields(x)
        return type(x) is type(y) and all(
            same(getattr(x, f.name), getattr(y, f.name)) for f in fields
        )
    if isinstance(x, np.ndarray):
        return np.array_equal(x, y, equal_nan=True)
    if isinstance(x, tuple):
        return len(x) == len(y) and all(map(same, x, y))
    return bool(x == y)


@pytest.mark.parametrize("signals", [("ecg", "respiration"), ("rr",)])
def test_what_was_found_comes_back_bit_for_bit(signals: tuple[str, ...], tmp_path: Path) -> None:
    faults = [f"client-{signals[0]}:dropout@60-64"]
    folder, _ = make_session(tmp_path, people=["client"], signals=signals, faults=faults)
    found = find(replace(inputs_of(folder), derived=None), "client")
    notices = [item for second in found for item in second.notices if isinstance(item, Notice)]
    assert notices or signals == ("rr",), "there is something in words"
    again = from_arrays(to_arrays(found))
    assert len(again) == len(found)
    assert all(map(same, found, again))


def test_the_second_time_no_sample_is_looked_at(
    made: SessionFolder, detections: list[str]
) -> None:
    first = run_engine(inputs_of(made))
    assert detections == ["client"]
    assert len(list(made.derived_dir.iterdir())) == 1
    forget()
    assert run_engine(inputs_of(made)) == first
    assert detections == ["client"]


def test_a_correction_and_other_thresholds_use_it_and_another_mains_frequency_does_not(
    made: SessionFolder, detections: list[str]
) -> None:
    inputs = inputs_of(made)
    run_engine(inputs)
    detections.clear()
    forget()
    gone = Correction("c0001", "client", Corrected.BEAT, CorrectionKind.REJECT, 40.0, 50.0)
    zones = replace(inputs.run.settings.zones, th=3.0)
    other = replace(inputs.run, settings=replace(inputs.run.settings, zones=zones), marks=[])
    run_engine(replace(inputs, run=other, corrections=(gone,)))
    assert detections == []
    american = replace(inputs.run, settings=replace(inputs.run.settings, mains_hz=60))
    run_engine(replace(inputs, run=american))
    assert detections == ["client"]


def test_its_key_holds_all_that_beats_and_breaths_depend_on(
    made: SessionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = of_person(inputs_of(made), "client")
    keys = [key_of(mine)]

    def add(**run: object) -> None:
        keys.append(key_of(replace(mine, run=replace(mine.run, **run))))  # type: ignore[arg-type]

    add(settings=replace(mine.run.settings, mains_hz=60))
    add(first_tick=2)
    add(run=2)
    add(session_zero=mine.run.session_zero + 1e-9)
    add(turns=[])
    add(stalls=[stages.MissingTicks("client", 5, 6, "client-ecg", 0.0)])
    add(offsets=[replace(mine.run.offsets[0], offset=12.5000001), *mine.run.offsets[1:]])
    add(streams=tuple(replace(spec, inverted=True) for spec in mine.run.streams))
    heart, belt = mine.streams
    values = heart.values.copy()
    values[17] = np.nextafter(values[17], 1)
    stamps = heart.stamps.copy()
    stamps[17] += 1e-9
    index = heart.index.copy()
    index[17:] += 1
    for used in (
        replace(heart, values=values), replace(heart, stamps=stamps), replace(heart, index=index),
    ):  # fmt: skip
        keys.append(key_of(replace(mine, streams=(used, belt))))
    monkeypatch.setattr(kept, "made_by", lambda: "another version")
    keys.append(key_of(mine))
    assert len(set(keys)) == len(keys)


def test_all_settings_but_those_of_the_first_stage_leave_its_key_alone(
    made: SessionFolder,
) -> None:
    mine = of_person(inputs_of(made), "client")
    others = EngineSettings(profile="x", start_up_s=1.0, ppg_delay_s=0.1, stall_after_s=9.0)
    run = replace(mine.run, settings=others, marks=[], baselines={}, parameters=[])
    assert key_of(replace(mine, run=run)) == key_of(mine)


@pytest.mark.parametrize("harm", ["cut", "changed", "empty", "foreign", "a folder", "other key"])
def test_a_damaged_or_foreign_file_is_passed_over_and_written_anew(
    harm: str, made: SessionFolder, detections: list[str]
) -> None:
    inputs = inputs_of(made)
    first = find(inputs, "client")
    mine = of_person(inputs, "client")
    path = Shelf(made.derived_dir)._path(mine)
    whole = path.read_bytes()
    forget()
    detections.clear()
    if harm == "a folder":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(
            {
                "cut": whole[:-100],
                "changed": whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:],
                "empty": b"",
                "foreign": b"\x80\x04cos\nsystem\n.",
                "other key": whole.replace(key_of(mine).encode(), b"0" * 64),
            }[harm]
        )
    again = find(inputs, "client")
    assert detections == ["client"]
    assert all(map(same, first, again))
    if harm == "a folder":
        path.rmdir()
    else:
        assert path.read_bytes() == whole
    forget()
    find(inputs, "client")


def test_nothing_that_would_run_is_loaded(made: SessionFolder, tmp_path: Path) -> None:
    """Arrays of objects are pickles: such a file is not read."""
    mine = of_person(inputs_of(made), "client")
    shelf = Shelf(tmp_path)
    shelf.keep(mine, find(inputs_of(made), "client"))
    forget()
    (path,) = tmp_path.iterdir()
    np.savez(tmp_path / "x.npz", second=np.array([print], dtype=object))
    content = (tmp_path / "x.npz").read_bytes()
    told = kept.hashlib.sha256(content).hexdigest()
    path.write_bytes(kept.MAGIC + f"{key_of(mine)}\n{told}\n".encode() + content)
    assert shelf.load(mine) is None


def test_where_nothing_can_be_written_everything_goes_on_without(
    tmp_path: Path, detections: list[str]
) -> None:
    folder, _ = make_session(tmp_path, people=["client"])
    folder.derived_dir.write_text("in the way")
    first = run_engine(inputs_of(folder))
    forget()
    assert run_engine(inputs_of(folder)) == first
    assert detections == ["client", "client"]


def test_a_short_recording_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "FROM_S", 300.0)
    folder, _ = make_session(tmp_path, people=["client"])
    run_engine(inputs_of(folder))
    assert not folder.derived_dir.exists()


def test_a_check_says_of_a_session_with_it_what_it_said_before(tmp_path: Path) -> None:
    folder, _ = make_session(tmp_path, people=["client"])
    record_ticks(folder)
    before = check_replay(folder)
    assert folder.derived_dir.exists()
    forget()
    assert check_replay(folder) == before
    assert before.equal_ticks == before.published
    log = JournalWriter(folder.edits_path)
    wrong = Correction("c0001", "client", Corrected.BEAT, CorrectionKind.REJECT, 40.0, 50.0)
    log.append("correction", correction=plain(wrong))
    log.close()
    forget()
    assert check_replay(folder) == before
