"""Shared fixtures: real recordings, and a count of the tests that used them."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from safehold.core.life_cycle import LifeCycle
from safehold.core.messages import Message

LifeCycle.strict = True  # a transition that no table has is an error of ours
Message.strict = True  # so are words in a file that no code stands for
LONG_S = 600.0
"""What a slow test, or one that waits for other processes on a busy machine, may take."""
END_S = 10.0
"""How long a thread that was told to end may take."""
ROOT = Path(__file__).resolve().parent.parent
FIRST = ("scenes", "integration")
"""Folders whose tests wait for wall time, the longest wait first."""
SHARED_DATA = ROOT.parent / "shared" / "data"

# A busy machine is no failure, and what must be green does not depend on luck: without CI=true
# every run tries other examples.
settings.register_profile(
    "safehold",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("safehold")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real recordings; the test is skipped where it is not there."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real recordings are not beside this checkout (../shared/data)")
    return SHARED_DATA


@pytest.fixture(autouse=True)
def _no_thread_outlives_its_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail where a thread that a test started runs on after it and what it had open.

    It would work into the next test: on its clock, its files, its windows. Over LSL threads wait
    for networks and processes, longer than a test can.
    """
    if "/integration/" in request.node.nodeid:
        yield
        return
    before, failed = set(threading.enumerate()), request.session.testsfailed
    yield
    started = [thread for thread in threading.enumerate() if thread not in before]
    for thread in started:
        thread.join(END_S)  # it may be about to end
    left = [thread.name for thread in started if thread.is_alive()]
    if left and request.session.testsfailed == failed:  # a test that failed may leave things
        pytest.fail(f"outlives the test: {', '.join(left)}")


@pytest.hookimpl(tryfirst=True)  # before -m is asked what is slow
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what is slow or on real recordings, and say how long it may take.

    Where processes share the tests, what waits comes first: the end is made of many short files,
    and no process waits for the other.
    """
    for item in items:
        if "shared_data" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.data)
        place = item.path.relative_to(ROOT / "tests")
        if place.parts[0] == "integration" or "shared_data" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.timeout(LONG_S))
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: [f"/{part}/" not in item.nodeid for part in FIRST])


def shared_as(nodeid: str) -> str:
    """Return what one process has as a whole: a file, or all scenes, which are started once."""
    file = PurePosixPath(nodeid.partition("::")[0])
    return str(file.parent if file.parent.name == "scenes" else file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each process whole files, in the order of the collection, for their fixtures' sake.

    ``--dist loadgroup`` cannot do it: it writes its groups where pytest 9 reads no names of tests.
    """
    from xdist.scheduler import LoadFileScheduling

    class Files(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return shared_as(nodeid)

    config.option.loadscopereorder = False
    return Files(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many tests on real recordings ran, so that a silent skip is seen."""

    def count(outcome: str) -> int:
        reports = terminalreporter.getreports(outcome)
        return sum("data" in getattr(report, "keywords", ()) for report in reports)

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
