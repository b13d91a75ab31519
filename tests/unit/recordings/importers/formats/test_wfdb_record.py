"""Records of PhysioNet come in as the wfdb package reads them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import wfdb

from recordings.importers.registry import read_any
from safehold.core.errors import RecordingError


@pytest.mark.parametrize("form", ["16", "24", "32", "80", "212"])
def test_every_format_gives_the_samples_of_wfdb(tmp_path: Path, form: str):
    rng = np.random.default_rng(5)
    signal = np.column_stack([rng.normal(0, 0.2, 1001), rng.normal(0, 0.4, 1001)])
    signal[17, 0] = np.nan
    wfdb.wrsamp(
        "rec", fs=250, units=["mV", "NU"], sig_name=["ECG", "RESP"], p_signal=signal,
        fmt=[form] * 2, write_dir=str(tmp_path),
    )  # fmt: skip
    other = wfdb.rdrecord(str(tmp_path / "rec"))
    found = read_any(tmp_path / "rec.hea")
    assert [(s.name, s.unit, s.rate, s.n) for s in found.signals] == [
        ("ECG", "mV", 250.0, 1001), ("RESP", "NU", 250.0, 1001),
    ]  # fmt: skip
    for k, mine in enumerate(found.signals):
        np.testing.assert_allclose(mine.load()[1], other.p_signal[:, k], atol=1e-12)


def test_record_100_is_that_of_wfdb(shared_data: Path):
    place = shared_data / "single" / "mitdb_100" / "100"
    other = wfdb.rdrecord(str(place))
    found = read_any(place.with_suffix(".dat"))
    for k, mine in enumerate(found.signals):
        np.testing.assert_array_equal(mine.load()[1], other.p_signal[:, k])


def test_a_signal_file_that_was_cut_is_told(tmp_path: Path):
    wfdb.wrsamp(
        "rec", fs=250, units=["mV"], sig_name=["ECG"], p_signal=np.zeros((1000, 1)), fmt=["16"],
        write_dir=str(tmp_path),
    )  # fmt: skip
    data = tmp_path / "rec.dat"
    data.write_bytes(data.read_bytes()[:777])
    found = read_any(tmp_path / "rec.hea")
    assert found.signals[0].n == 388
    assert [text.code for text in found.oddities] == ["import_samples_cut"]


def test_a_missing_signal_file_is_named(tmp_path: Path):
    (tmp_path / "rec.hea").write_text("rec 1 250 10\nrec.dat 16 200 16 0 0 0 0 ECG\n")
    with pytest.raises(RecordingError, match=r"rec\.dat is missing"):
        read_any(tmp_path / "rec.hea")
