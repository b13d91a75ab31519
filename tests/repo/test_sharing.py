"""Processes that share the tests have whole files, and one of them has all scenes."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import shared_as

TESTS = Path(__file__).resolve().parents[1]
SCENES = "tests/integration/scenes"


def test_a_process_has_a_file_as_a_whole():
    one, other = "tests/unit/core/test_messages.py", "tests/unit/core/test_settings.py"
    assert shared_as(f"{one}::test_a[x::y@z]") == shared_as(f"{one}::TestB::test_c") == one
    assert shared_as(f"{other}::test_a") == other


def test_one_process_has_all_scenes_and_nobody_else_starts_them():
    assert shared_as(f"{SCENES}/test_two_hosts.py::test_a") == SCENES
    assert shared_as(f"{SCENES}/test_sensor_faults.py::test_b") == SCENES
    starting = {
        path.parent.relative_to(TESTS.parent).as_posix()
        for path in TESTS.rglob("test_*.py")
        if "import scenes\n" in path.read_text()
    }
    assert starting == {SCENES}
