"""Bad input: a plain message with what to do, an exit code that is not 0, nothing left half."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.helpers import wait_until
from tests.integration._session import (
    Network,
    end,
    go,
    journal_lines,
    private_network,
)

pytestmark = pytest.mark.lsl


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    with private_network(tmp_path_factory.mktemp("cli")) as network:
        yield network


def plain(text: str) -> bool:
    return "Traceback" not in text and len(text.strip()) > 20


def test_no_stream_is_said_with_what_to_do_and_leaves_nothing(network: Network, tmp_path: Path):
    done = network.run("live", "--headless", "--wait", "1", "--study", str(tmp_path / "study"))
    assert done.returncode == 3
    assert "No LSL stream was found" in done.stderr
    assert "safehold simulate" in done.stderr
    assert not (tmp_path / "study").exists()


def test_an_unwritable_study_folder_is_refused(network: Network, tmp_path: Path):
    (tmp_path / "study").write_text("a file, not a folder")
    source = network.start("simulate", log=tmp_path / "log")
    try:
        done = network.run(
            "live", "--headless", "--wait", "20", "--study", str(tmp_path / "study")
        )
    finally:
        end(source)
    assert done.returncode == 4
    assert plain(done.stderr)
    assert "cannot be made" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("replay", "{tmp}/nothing", "--headless"),
        ("export", "{tmp}/nothing"),
        ("export", "{tmp}/broken"),
        ("replay", "{tmp}/empty", "--headless"),
        ("record", "--stop", "{tmp}/empty"),
        ("demo", "--recording", "{tmp}/nothing.npz", "--headless"),
        ("demo", "--recording", "{tmp}/text.csv", "--headless"),
        ("demo", "--recording", "{tmp}/torn.npz", "--headless"),
        ("demo", "--recording", "{tmp}/good.csv", "--columns", "ecg=ecg", "--headless"),
        ("demo", "--recording", "{tmp}/good.csv", "--as", "ecg=nosuch", "--headless"),
        ("demo", "--people", "Client Smith", "--headless"),
        ("simulate", "--fault", "nobody-ecg:dead"),
        ("simulate", "--rate", "ecg=fast"),
        ("simulate", "--rate", "ecg=1"),
        ("live", "--headless", "--codebook", "{tmp}/text.csv"),
        ("live", "--headless", "--no-record", "--copy-to", "{tmp}/disk2"),
    ],
    ids=" ".join,
)
def test_bad_input_gets_a_plain_message_and_an_exit_code(
    network: Network, tmp_path: Path, arguments: tuple[str, ...]
):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "session.json").write_text('{"schema": ')
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "session.json").write_text(
        json.dumps({"schema": 1, "session_id": "empty", "participants": []})
    )
    (tmp_path / "text.csv").write_text("dear diary,\n")
    (tmp_path / "good.csv").write_text("time,ecg\n0,1\n1,2\n")
    np.savez(tmp_path / "torn.npz", ecg=np.zeros(1000), fs=250)
    (tmp_path / "torn.npz").write_bytes((tmp_path / "torn.npz").read_bytes()[:700])
    before = sorted(path.name for path in tmp_path.iterdir())
    done = network.run(
        *(part.replace("{tmp}", str(tmp_path)) for part in arguments),
        *(("--study", str(tmp_path / "study")) if arguments[0] in ("demo", "live") else ()),
    )
    assert done.returncode not in (0, 1), done.stderr
    assert plain(done.stderr), done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_missing_display_is_said_with_what_to_do(tmp_path: Path, network: Network):
    bare = {
        key: value
        for key, value in network.environment.items()
        if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = Network(bare).run("live", "--wait", "1", "--study", str(tmp_path / "study"))
    assert done.returncode == 6
    assert "--headless" in done.stderr
    assert plain(done.stderr)


def test_a_stream_that_ends_and_one_with_a_wrong_rate_are_reported_at_the_end(
    network: Network, tmp_path: Path
):
    source = network.start(
        "simulate", "--hold", "--people", "client", "--fault", "client-ecg:rate=1.1",
        "--fault", "client-respiration:nan@8-14", log=tmp_path / "log",
    )  # fmt: skip
    live = network.start(
        "live", "--headless", "--people", "client", "--profile", "demo", "--wait", "20",
        "--session", "trouble", "--study", str(tmp_path), "--copy-to", str(tmp_path / "disk2"),
        log=tmp_path / "log",
    )  # fmt: skip
    session = tmp_path / "trouble"
    try:
        wait_until(lambda: len(journal_lines(session)) > 0, 60, "the session starts")
        go(source)

        def seconds_used() -> float:
            segments = [line for line in journal_lines(session) if line["kind"] == "segment"]
            mine = [s["stamp"] for s in segments if s["stream_id"] == "client-ecg"]
            return max(mine) - min(mine) if mine else 0.0

        wait_until(lambda: seconds_used() >= 29, 90, "half a minute of samples")
        source.kill()  # the sender dies without a word
        wait_until(
            lambda: any(line["kind"] == "stall" for line in journal_lines(session)),
            30,
            "the engine gives up waiting",
        )
        live.send_signal(signal.SIGTERM)
        assert live.wait(60) == 7
    finally:
        end(source)
        end(live)
    said = (tmp_path / "log").read_text()
    assert "no data for" in said
    assert "rate" in said
    assert "missing" in said
    assert "Session folder" in said
    recorded = (session / "recording.xdf").read_bytes()
    assert len(recorded) > 100_000
    assert (tmp_path / "disk2" / "trouble" / "recording.xdf").read_bytes() == recorded
