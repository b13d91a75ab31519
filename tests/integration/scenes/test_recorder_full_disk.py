"""Real disks that are full: said at once, bounded, gone on with, and owned up to."""

from __future__ import annotations

import numpy as np
import pytest

from recordings.xdf.repair import ended_in_order
from recordings.xdf.xdf_reader import read_xdf
from safehold.core.markers import decode_marker
from tests.integration.scenes._background import scenes

pytestmark = pytest.mark.lsl


@pytest.fixture(scope="module")
def disks():
    scene = scenes()["small_disks"]
    facts = scene.facts()
    return scene.folder / "out", facts


def assert_nothing_lost(path, sent):
    found = read_xdf(path)
    for k, n in enumerate(sent, start=1):
        values = found.stream(name=f"s{k}").values[:, 0].astype(int)
        np.testing.assert_array_equal(values, np.arange(values[0], n) % 30000)


def test_a_disk_that_gets_full_is_noted_within_a_second_and_nothing_is_lost(disks):
    out, facts = disks
    told = facts["freed"]
    assert told["while_full"]["backlog_bytes"] > 0
    assert (told["exit"], told["report"]["disk_was_full"]) == (0, True)
    assert told["wrong"] == []
    path = out / "freed" / "recording.xdf"
    assert_nothing_lost(path, facts["sent"])
    own = read_xdf(path).stream(name="safehold-recorder")
    events = [(decode_marker(row[0])[0], t) for row, t in zip(own.values, own.stamps, strict=True)]
    times = dict(events)
    assert "rec.disk_low" in times
    print(f"full for {times['rec.disk_resumed'] - times['rec.disk_full']:.1f} s")
    assert times["rec.disk_full"] < times["rec.disk_resumed"]


def test_a_disk_that_stays_full_ends_in_an_exit_code_and_a_receipt_that_does_not_pass(disks):
    out, facts = disks
    told = facts["full"]
    assert told["exit"] == 4
    assert told["report"]["exit_code"] == 4
    assert any("The disk is full" in loss for loss in told["report"]["losses"])
    assert told["wrong"] != []
    path = out / "full" / "recording.xdf"
    assert not ended_in_order(path)
    found = read_xdf(path)
    assert found.n_bytes_beyond == 0  # whole chunks, nothing wrong in them
    for stream in found.streams:
        if stream.header.name.startswith("s") and stream.header.channel_count == 8:
            values = stream.values[:, 0].astype(int)
            np.testing.assert_array_equal(np.diff(values) % 30000, 1)


def test_a_full_second_disk_never_touches_the_recording(disks):
    out, facts = disks
    told = facts["copied"]
    assert (told["exit"], told["wrong"]) == (0, [])
    assert not told["report"]["disk_was_full"]
    assert_nothing_lost(out / "copied" / "recording.xdf", facts["sent"])
    (part,) = told["info"]["receipt"]["parts"]
    assert not part["copy"]["whole"]
    assert "No space" in part["copy"]["why"]
    whole = (out / "copied" / "recording.xdf").read_bytes()
    copy = (out / "copy.xdf").read_bytes()
    assert whole.startswith(copy)
    assert read_xdf(out / "copy.xdf").n_bytes_beyond == 0
    own = read_xdf(out / "copied" / "recording.xdf").stream(name="safehold-recorder")
    assert "rec.copy_failed" in [decode_marker(row[0])[0] for row in own.values]
