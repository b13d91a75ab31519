"""The recorder's long campaigns in short: clocks that drift, memory that must not grow."""

from __future__ import annotations

import pytest

from tests.integration.scenes._background import scenes
from tests.integration.scenes._drift import library

pytestmark = pytest.mark.lsl


def test_clocks_that_run_too_fast_are_put_right_by_the_recorded_offsets():
    if library() is None:
        pytest.skip("libfaketime is not installed")
    streams = scenes()["drift"].facts()["after_pyxdf_synchronisation"]
    assert set(streams) == {"ppm20", "ppm200", "ppm1000"}
    for name, found in streams.items():
        print(f"{name}: {found}")
        assert found["n_offsets"] >= 3
        assert found["median_ms"] < 1
    # the drift is real, and far more than what is left of it
    assert streams["ppm1000"]["measured_ppm"] == pytest.approx(1000, rel=0.05)
    assert streams["ppm1000"]["raw_drift_ms"] > 15
    assert streams["ppm1000"]["median_ms"] < 0.1 * streams["ppm1000"]["raw_drift_ms"]


def test_a_recorder_at_the_load_of_a_dyad_keeps_its_files_and_threads_and_loses_nothing():
    found = scenes()["soak"].facts()
    print(found)
    assert found["lost"] == 0
    assert found["complete"]
    assert found["exit_code"] == 0
    assert found["streams"] == 7
    first, *_, last = found["memory_mb"]
    assert last - first < 20
    for kind in ("open_files", "threads"):
        settled = found[kind][2:]  # whatever it opens it opens at the start, or a moment later
        assert max(settled) - min(settled) <= 1, kind
    assert found["bytes_off_a_straight_line"] < 0.1 * 30 * found["bytes_per_second"]
