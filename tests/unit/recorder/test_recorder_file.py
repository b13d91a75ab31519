"""Little disk space is said with the time left, and taken back when there is more."""

from __future__ import annotations

import shutil
import time
from types import SimpleNamespace

import pytest

from recordings.xdf.xdf_reader import read_xdf
from safehold.core.markers import decode_marker

GB = 10**9


def test_little_space_is_said_with_the_time_left_and_taken_back(file, monkeypatch):
    free = SimpleNamespace(free=300 * GB)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: free)
    file.disk.look()
    assert file.message == ""
    pace = file.writer.size / 100  # bytes per second, had it run for 100 s
    monkeypatch.setattr(file.disk, "_started", time.monotonic() - 100)
    free.free = int(pace * 12 * 60)  # for twelve minutes
    file.disk.look()
    assert "Little disk space" in file.message
    assert "about 12 min" in file.message
    free.free = 300 * GB
    file.disk.look()
    assert file.message == ""
    file.close()
    rows = read_xdf(file.writer.path).stream(name="safehold-recorder").values
    noted = [decode_marker(row[0]) for row in rows]
    (low,) = [fields for code, fields in noted if code == "rec.disk_low"]
    assert int(low["left"]) == pytest.approx(720, rel=0.02)


def test_few_bytes_are_little_space_even_before_the_pace_is_known(file, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=200 * 10**6))
    file.disk.look()
    assert "200 MB are left. Free space now." in file.message
