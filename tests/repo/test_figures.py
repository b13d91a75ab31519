"""Tables of the docs are those of the committed results."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))


def test_what_a_pulse_wave_upside_down_gives_is_what_was_found() -> None:
    rows = json.loads((ROOT / "bench" / "results" / "polarity.json").read_text("utf-8"))["pulse"]
    hr = [row["hr"] for row in rows]
    off = [x["median_off"] for x in hr if x["median_off"] is not None]
    shown = [row["rmssd"]["median_off"] for row in rows if row["rmssd"]["median_off"] is not None]
    turned = [x["valid_turned"] for x in hr]
    said = " ".join((ROOT / "docs" / "numbers.md").read_text("utf-8").split())
    assert len(rows) == 9
    assert len(shown) == 2
    assert (
        f"for {100 * min(turned):.0f}-{100 * max(turned):.0f} % of the time in place of "
        f"{100 * min(x['valid'] for x in hr):.0f}-100 %, {min(off):.1f}-{max(off):.1f} bpm off "
        f"(medians); RMSSD is missing in seven, and {100 * min(shown):.0f} and "
        f"{100 * max(shown):.0f} % off in the other two"
    ) in said


@pytest.mark.usefixtures("bench")
def test_the_table_of_real_recordings_is_that_of_the_results() -> None:
    """``python bench/real_recordings.py --table`` prints it."""
    import real_recordings

    results = json.loads(real_recordings.RESULTS.read_text())
    assert real_recordings.table(results) in (ROOT / "docs" / "numbers.md").read_text()
    sys.modules.pop("_own_network")


@pytest.mark.usefixtures("bench")
def test_the_times_of_a_replay_are_those_of_the_results() -> None:
    """``python bench/replay_transport.py --say`` prints them."""
    import replay_transport

    results = json.loads(replay_transport.RESULTS.read_text())
    said = " ".join((ROOT / "docs" / "replay.md").read_text().split())
    assert replay_transport.sentence(results) in said
    sys.modules.pop("_own_network")


@pytest.mark.usefixtures("bench")
def test_the_times_of_a_recomputation_are_those_of_the_results() -> None:
    """``python bench/recompute.py --say`` prints them."""
    import recompute

    results = json.loads(recompute.RESULTS.read_text())
    said = " ".join((ROOT / "docs" / "replay.md").read_text().split())
    assert recompute.sentence(results) in said
    for name in ("replay_transport", "_own_network"):
        sys.modules.pop(name)


@pytest.mark.usefixtures("bench")
def test_what_a_review_takes_is_what_the_results_say() -> None:
    """``python bench/review_strokes.py --say`` prints it."""
    import review_strokes

    results = json.loads(review_strokes.RESULTS.read_text())
    said = " ".join((ROOT / "docs" / "review.md").read_text().split())
    assert review_strokes.sentence(results) in said
    first = results["sessions"][0]
    assert first["strokes"] < 200
    assert first["minutes_at_4_s"] < 3
    assert all(one["undone"] for one in results["sessions"])
    sys.modules.pop("_own_network")


@pytest.mark.usefixtures("bench")
def test_the_tables_of_sensitivity_are_those_of_the_results() -> None:
    """``python bench/index_sensitivity.py --table`` prints them."""
    import index_sensitivity

    page = (ROOT / "docs" / "sensitivity.md").read_text("utf-8")
    lines = "\n".join(
        index_sensitivity.tables(json.loads(index_sensitivity.RESULTS.read_text()))
    ).splitlines()
    assert len(lines) > 30
    assert [line for line in lines if line not in page] == []


def test_the_cost_of_a_study_is_that_of_the_results() -> None:
    """``python bench/study_process.py`` finds it."""
    found = json.loads((ROOT / "bench" / "results" / "study_process.json").read_text())
    said = " ".join((ROOT / "docs" / "studies.md").read_text().split())
    one, two = found["workers_1"], found["workers_2"]
    assert found["sessions"] == 6
    assert found["same_bytes"]
    for figure in (
        f"worker took {one['wall_s']:.0f} s ({one['cpu_s_per_session']} s of CPU a session)",
        f"two took {two['wall_s']:.0f} s, {found['two_workers_are_faster_by']} times faster",
        f"{one['peak_mb_after_first_session'][0]} MB at most after its first session and "
        f"{one['peak_mb_after_last_session'][0]} MB after its sixth",
        f"with nothing changed took {found['again_nothing_changed']['wall_s']} s",
        f"{found['again_another_threshold']['cpu_s'] / 6:.1f} s of CPU a session while",
        f"takes {found['loop_pyxdf_neurokit2']['cpu_s_per_session']:.0f} s a session",
    ):
        assert figure in said, figure


def test_how_fast_each_format_is_imported_is_what_was_measured() -> None:
    results = ROOT / "bench" / "results"
    short, hour = (
        json.loads((results / name).read_text("utf-8"))["formats"]
        for name in ("import_speed.json", "import_speed_hour.json")
    )
    keys = ("drawn_to_reader", "session_to_usual", "indices_to_usual")
    said = (ROOT / "docs" / "import.md").read_text("utf-8")
    for name, found in short.items():
        long = hour.get(name)
        cells = [name, *(str(found[key]) for key in keys)]
        cells += [str(long[key]) if long else "–" for key in keys]
        assert f"| {' | '.join(cells)} |" in said
    for name in ("csv", "edf"):
        drawn, session = (hour[name][key] for key in ("drawn_s", "session_s"))
        digits = 2 if name == "csv" else 3
        assert f"{drawn:.{digits}f}" in said
        assert f"{session:.2f} s" in said


def test_how_fast_the_engine_is_is_what_the_results_say() -> None:
    found = json.loads((ROOT / "bench" / "results" / "engine_speed.json").read_text("utf-8"))
    said = " ".join((ROOT / "docs" / "architecture.md").read_text("utf-8").split())
    slow, fast = found["whole_record"]
    assert f"takes {slow['safehold_s']:.1f} s, NeuroKit2's" in said
    assert f"for each index, {slow['neurokit2_s']:.1f} s; at 1000 Hz" in said
    assert f"{fast['safehold_s']:.1f} against {fast['neurokit2_s']:.1f} s" in said
    for rate in (250, 500, 1000):
        times = [one["ratio_of_means"] for one in found["live"] if one["rate_hz"] == rate]
        least, most = f"{min(times):.0f}", f"{max(times):.0f}"
        found_words = least if least == most else f"{least} to {most}"
        assert f"{found_words} times at {rate} Hz" in said


def test_how_long_an_export_takes_is_what_the_results_say() -> None:
    found = json.loads((ROOT / "bench" / "results" / "export_speed.json").read_text("utf-8"))
    said = " ".join((ROOT / "docs" / "export.md").read_text("utf-8").split())
    took = found["writing_s"]
    others = sum(took.values()) - took["xlsx"] - took["report"]
    assert f"computing takes {found['computing_s']:.0f} s, once for all profiles" in said
    assert f"and {found['computing_beside_s']:.0f} s in a process beside" in said
    assert f"{took['tidy']:.0f} s for `tidy` at 4 Hz, {others:.0f} s for every profile" in said
    assert f"and the report together, {took['xlsx']:.0f} s for `xlsx`" in said
