"""LabChart's exports as MATLAB files: blocks, channels, units and comments where they were."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import io

from recordings.importers.registry import read_any
from safehold.core.errors import RecordingError

DAY = 86_400
BEGAN = 730_486.5
"""2000-01-01 12:00 as a MATLAB date number: ``datenum(2000, 1, 1)`` is 730486."""


def wave(n: int, first: int = 0) -> np.ndarray:
    return np.sin(np.arange(first, first + n) / 7)


def exported(**changes: Any) -> dict[str, Any]:
    """Return two blocks, 30 s apart, of an ECG at 1000 Hz, an empty channel and a belt at 100."""
    parts = [wave(2000), 5 + wave(200), wave(3000, 9000), 5 + wave(300, 900)]
    ends = np.cumsum([part.size for part in parts])
    starts = ends - [part.size for part in parts] + 1
    held = {
        "data": np.concatenate(parts)[None, :],
        "datastart": np.array([[starts[0], starts[2]], [-1, -1], [starts[1], starts[3]]], float),
        "dataend": np.array([[ends[0], ends[2]], [-1, -1], [ends[1], ends[3]]], float),
        "samplerate": np.array([[1000, 1000], [0, 0], [100, 100]], float),
        "tickrate": np.array([[1000, 1000]], float),
        "titles": np.array(["ECG        ", "Nothing    ", "Respiration"]),
        "unittext": np.array(["V", "a.u."]),
        "unittextmap": np.array([[1, 1], [-1, -1], [2, 2]], float),
        "blocktimes": np.array([[BEGAN, BEGAN + 30 / DAY]]),
        "com": np.array([[-1, 1, 500, 1, 2], [1, 2, 1500, 2, 1], [-1, 2, 0, 1, 2]], float),
        "comtext": np.array(["knock   ", "baseline"]),
    }
    return {name: value for name, value in {**held, **changes}.items() if value is not None}


def saved(tmp_path: Path, **changes: Any) -> Path:
    io.savemat(tmp_path / "a.mat", exported(**changes), format=changes.pop("format", "5"))
    return tmp_path / "a.mat"


def codes(path: Path) -> list[str]:
    return [text.code for text in read_any(path).oddities]


def test_samples_units_and_comments_lie_where_the_blocks_do(tmp_path: Path):
    found = read_any(saved(tmp_path))
    assert [(s.name, s.unit, s.rate, s.n) for s in found.signals] == [
        ("ECG", "V", 1000.0, 5000), ("Respiration", "a.u.", 100.0, 500),
    ]  # fmt: skip
    times, values = found.signals[0].load()
    np.testing.assert_array_equal(values, np.concatenate([wave(2000), wave(3000, 9000)]))
    np.testing.assert_allclose(times[[0, 1999, 2000, 4999]], [0, 1.999, 30, 32.999], atol=1e-4)
    times, values = found.signals[1].load()
    np.testing.assert_array_equal(values, 5 + np.concatenate([wave(200), wave(300, 900)]))
    np.testing.assert_allclose(times[[0, 200]], [0, 30], atol=1e-4)
    assert [(e.text, round(e.onset, 3)) for e in found.events] == [
        ("baseline", 0.5), ("knock", 31.5), ("baseline", 30.0),
    ]  # fmt: skip
    assert (found.start, found.local) == (datetime(2000, 1, 1, 12, tzinfo=UTC).timestamp(), True)
    assert [text.code for text in found.oddities] == ["import_blocks"]


def test_samples_of_16_bits_are_scaled_by_channel_and_block(tmp_path: Path):
    held = exported()
    counts = np.arange(held["data"].size, dtype=np.int16)[None, :]
    scale = np.array([[0.5, 0.25], [0, 0], [2, 1]])
    offset = np.array([[10, 20], [0, 0], [-3, 0]], float)
    found = read_any(saved(tmp_path, data=counts, scaleunits=scale, scaleoffset=offset))
    ecg, belt = (signal.load()[1] for signal in found.signals)
    assert ecg[:2].tolist() == [5.0, 5.5]
    assert ecg[2000:2002].tolist() == [(2200 + 20) / 4, (2201 + 20) / 4]
    assert belt[0] == 2 * (2000 - 3)


def test_an_export_of_version_4_is_read(tmp_path: Path):
    held = exported()
    io.savemat(tmp_path / "a.mat", held, format="4")
    assert not (tmp_path / "a.mat").read_bytes().startswith(b"MATLAB")
    found = read_any(tmp_path / "a.mat")
    np.testing.assert_array_equal(found.signals[0].load()[1][:2000], wave(2000))
    assert found.signals[1].name == "Respiration"


def test_blocks_without_times_follow_each_other_and_that_is_told(tmp_path: Path):
    path = saved(tmp_path, blocktimes=None)
    found = read_any(path)
    assert found.start is None
    assert found.signals[0].load()[0][2000] == pytest.approx(2.0)
    assert codes(path) == ["import_blocks_untimed"]


def test_blocks_that_overlap_follow_each_other_and_that_is_told(tmp_path: Path):
    path = saved(tmp_path, blocktimes=np.array([[BEGAN, BEGAN + 1 / DAY]]))
    times = read_any(path).signals[0].load()[0]
    assert (np.diff(times) > 0).all()
    assert codes(path) == ["import_blocks", "import_blocks_overlap"]


def test_a_channel_of_two_units_is_left_out_and_told(tmp_path: Path):
    path = saved(tmp_path, unittextmap=np.array([[1, 2], [-1, -1], [2, 2]], float))
    assert [signal.name for signal in read_any(path).signals] == ["Respiration"]
    assert codes(path) == ["import_blocks", "import_units_differ"]


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"data": np.zeros((1, 100))}, "samples are missing"),
        ({"samplerate": np.zeros((3, 2))}, "rate is not positive"),
        ({"datastart": np.full((3, 2), -1.0), "dataend": np.full((3, 2), -1.0)}, "no channel"),
        ({"tickrate": np.ones((1, 7))}, "do not fit together"),
        ({"titles": None}, "not of LabChart: it holds data"),
        ({"titles": None, "data_block1": np.zeros(3)}, "old export"),
    ],
)
def test_what_is_no_whole_export_is_refused_with_the_cause(
    tmp_path: Path, changes: dict[str, Any], cause: str
):
    with pytest.raises(RecordingError, match=cause):
        read_any(saved(tmp_path, **changes))


def test_version_7_3_says_how_to_save_it(tmp_path: Path):
    (tmp_path / "a.mat").write_bytes(b"MATLAB 7.3 MAT-file, Platform: PCWIN64" + bytes(600))
    with pytest.raises(RecordingError, match="-v7"):
        read_any(tmp_path / "a.mat")


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9, 0.99])
def test_an_export_that_was_cut_is_refused_in_words(tmp_path: Path, share: float):
    path = saved(tmp_path)
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    with pytest.raises(RecordingError, match=r"a\.mat"):
        read_any(path)
