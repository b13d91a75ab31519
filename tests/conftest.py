"""Shared fixtures: real recordings, and a count of the tests that used them."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real recordings; the test is skipped where it is not there."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real recordings are not beside this checkout (../shared/data)")
    return SHARED_DATA


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests on real recordings, and say what must run one after the other.

    Two processes share the tests (``-n 2 --dist loadgroup``): those over LSL wait for wall time
    and must not crowd each other, so one process has all of them; the other files go where there
    is room, each as a whole for the sake of its fixtures.
    """
    for item in items:
        if "shared_data" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.data)
        place = item.path.relative_to(ROOT / "tests")
        group = "wire" if place.parts[0] == "integration" else str(place)
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many tests on real recordings ran, so that a silent skip is seen."""

    def count(outcome: str) -> int:
        reports = terminalreporter.getreports(outcome)
        return sum("data" in report.keywords for report in reports)

    ran = count("passed") + count("failed")
    terminalreporter.write_line(f"tests on real recordings: {ran} ran, {count('skipped')} skipped")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """A test on real recordings that skips although they are there has failed."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and SHARED_DATA.is_dir() and item.get_closest_marker("data"):
        report.outcome = "failed"
        report.longrepr = f"skipped although the real recordings are present: {report.longrepr}"
