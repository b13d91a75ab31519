"""A camera mark as marker text."""

from __future__ import annotations

import pytest

from safehold.core.camera_mark import CAMERA_MARK, CameraMark, read_camera_mark
from safehold.core.markers import decode_marker, encode_marker


@pytest.mark.parametrize(
    "mark", [CameraMark("a5c3f0", 0.0167), CameraMark("a5c3f0", 0.008, -0.012, 0.03)]
)
def test_a_mark_that_was_sent_is_read_again(mark: CameraMark) -> None:
    assert read_camera_mark(*decode_marker(encode_marker(CAMERA_MARK, mark.attributes))) == mark


@pytest.mark.parametrize(
    "text",
    ["sync", "sync;word=a5c3f0", "sync;word=a5c3f0;flash_uncertainty=nan", "note;word=a5c3f0",
     "sync;word=a5c3f0;flash_uncertainty=0.01;sound_after=soon"],
)  # fmt: skip
def test_what_is_not_whole_is_no_mark(text: str) -> None:
    assert read_camera_mark(*decode_marker(text)) is None
