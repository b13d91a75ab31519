"""A study on a real Dask scheduler: the same bytes, also when a worker is killed meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from safehold.core.errors import ConfigError
from safehold.desk.studies import engines
from safehold.desk.studies.one import State
from safehold.desk.studies.run import StudyWish, process_all
from tests.helpers import ROOT, wait_until
from tests.unit.desk.studies.conftest import GOOD, Processed, content

pytest.importorskip("distributed", reason="of the extras 'cluster' and 'test'")
Cluster = tuple[str, list[subprocess.Popen[bytes]]]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    told = tmp_path / "scheduler.json"
    common = ["--scheduler-file", str(told), "--host", "127.0.0.1", "--no-dashboard"]
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", *common, "--port", "0"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", *common, "--no-nanny",
              "--nthreads", "1", "--local-directory", str(tmp_path)]  # fmt: skip
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": env}
    running = [subprocess.Popen(scheduler, **quiet)]
    try:
        wait_until(told.exists, what="the scheduler")
        running += [subprocess.Popen(worker, **quiet) for _ in range(2)]
        yield json.loads(told.read_text())["address"], running
    finally:
        for process in running:
            process.kill()
            process.wait()


@pytest.mark.slow
def test_a_cluster_writes_the_same_bytes_although_a_worker_is_killed(
    processed: Processed, cluster: Cluster, tmp_path: Path
):
    address, running = cluster
    wish = StudyWish(processed.study, tmp_path / "out", GOOD[:3])

    def killing(done: int, *_: object) -> None:
        if done == 1:  # both are at work on another one, or about to be
            running[1].kill()

    outcomes = process_all(wish, 1, killing, scheduler=address)
    # one that was whole when its worker was killed is found unchanged by the other worker
    assert {one.session_id for one in outcomes} == set(GOOD[:3])
    assert {one.state for one in outcomes} <= {State.DONE, State.UNCHANGED}, outcomes
    for name in GOOD[:3]:
        made = tmp_path / "out" / "sessions" / name
        assert content(made) == content(processed.out / "sessions" / name)


@pytest.mark.slow
def test_a_scheduler_that_does_not_answer_is_named(
    processed: Processed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(engines, "CONNECT_S", 0.5)
    wish = StudyWish(processed.study, tmp_path, GOOD[:1])
    with pytest.raises(ConfigError, match="No Dask scheduler answers at tcp://127"):
        process_all(wish, 1, lambda *_: None, scheduler="tcp://127.0.0.1:9")
