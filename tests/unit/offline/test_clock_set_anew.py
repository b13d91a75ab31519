"""A recording without a live engine, of a sender whose clock was set while it ran."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_header import Channel, StreamHeader
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.errors import RecordingError
from safehold.offline.inputs import used_times
from safehold.offline.recording import read_recording


def test_samples_of_each_stretch_have_the_offsets_that_were_measured_in_it(tmp_path: Path):
    folder = SessionFolder.create(tmp_path, "alone-001", {"participants": []})
    writer = XdfWriter(folder.recording_path)
    stream = writer.add_stream(
        StreamHeader("client ECG", 1, "float32", 100.0, "ECG", "e-1",
                     channels=(Channel("ecg", "ECG", "mV"),))
    )  # fmt: skip
    host = 9000 + np.arange(12_000) / 100
    behind = np.where(host < 9060, 12.5, 8000.25)  # the computer was started again
    writer.write_samples(stream, host - behind, np.zeros((host.size, 1), np.float32))
    for at in np.arange(8998.0, 9120.0, 5.0):
        offset = 12.5 if at < 9060 else 8000.25
        writer.write_offset(stream, at - offset, offset)
    writer.close()
    (inputs,) = read_recording(folder).runs
    (used,) = inputs.streams
    assert used.stamps.size == host.size
    np.testing.assert_allclose(np.diff(used_times(inputs.run, used)), 0.01, atol=1e-6)


def test_a_recording_of_another_program_is_no_session_and_the_remedy_says_what_to_do(
    tmp_path: Path,
):
    (tmp_path / "a.xdf").write_bytes(b"XDF:")
    with pytest.raises(RecordingError, match="safehold import"):
        SessionFolder.open(tmp_path / "a.xdf", whole=False)
