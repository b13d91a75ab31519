"""What the user says of a stream holds at the next start."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration._session import end, private_network

pytestmark = pytest.mark.lsl


def test_a_stream_is_listed_corrected_and_looked_at_as_corrected(tmp_path: Path):
    study = ("--study", str(tmp_path / "study"))
    with private_network(tmp_path) as network:
        source = network.start(
            "simulate", "--people", "client", "--signals", "ecg,respiration", "--tag", "x",
            log=tmp_path / "log",
        )  # fmt: skip
        try:
            done = network.run("streams", *study, "--for", "2")
            assert "channel 1: respiration of client" in done.stdout, done.stderr
            belt = "simulated-client-respiration"
            done = network.run("streams", *study, "set", belt, "--invert", "--unit", "N")
            assert "unit N, turned upside down [corrected]" in done.stdout, done.stderr
            done = network.run("preflight", *study, "--people", "client", "--for", "3")
            assert done.returncode == 0, done.stdout + done.stderr
            assert "[ok  ] client: belt (simulated-client-respiration) signal" in done.stdout
            assert "[ok  ] recorder" in done.stdout
        finally:
            end(source)
    assert sorted(path.name for path in (tmp_path / "study").iterdir()) == ["streams.toml"]
