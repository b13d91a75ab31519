"""Real recordings through the whole path: LSL, engine, recorder, replay check, export."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from recordings.folder.session import SessionFolder
from safehold.offline.check import check_replay
from tests.integration._session import private_network

pytestmark = pytest.mark.lsl


def table(session: Path, name: str) -> list[dict[str, str]]:
    (export,) = (session / "exports").iterdir()
    with (export / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_real_pair_goes_through_the_whole_path(shared_data: Path, tmp_path: Path):
    pair = [str(shared_data / "dyad" / f"{name}_baseline.npz") for name in ("P11", "P12")]
    with private_network(tmp_path) as network:
        done = network.run(
            "demo", "--headless", "--study", str(tmp_path / "s"), "--for", "44",
            "--columns", "time=native_ts_ms@ms,rate=fs,start=t_first",
            "--as", "ppg=native_counts:2@counts", "--as", "resp=native_counts:0@counts",
            "--recording", *pair, timeout=180,
        )  # fmt: skip
    assert done.returncode == 7, done.stderr  # both have trouble, and it is said
    assert "rate" in done.stdout
    session = tmp_path / "s" / "demo-001"
    assert check_replay(SessionFolder.open(session)).equal
    ticks = table(session, "ticks")
    heart = [
        float(row["value"])
        for row in ticks
        if row["participant"] == "client" and row["index"] == "hr" and row["value"]
    ]
    assert len(heart) > 5
    assert 70 < float(np.median(heart)) < 78  # 73.5 over the whole recording; 66.8 at 250 Hz
    dead = [
        row for row in ticks if row["participant"] == "therapist" and row["index"] == "resp_rate"
    ]
    assert dead
    assert not any(row["value"] for row in dead)
    assert all(row["reasons"] for row in dead)


def test_a_plain_csv_with_a_column_mapping_is_played_in_text_where_no_display_is(tmp_path: Path):
    rng = np.random.default_rng(3)
    times = np.arange(0, 34, 1 / 200)
    beats = np.cumsum(rng.normal(0.85, 0.02, 60))
    ecg = sum(np.exp(-0.5 * ((times - beat) / 0.012) ** 2) for beat in beats)
    ecg = ecg + 0.01 * rng.normal(size=times.size)
    belt = np.sin(2 * np.pi * 0.25 * times) + 0.01 * rng.normal(size=times.size)
    path = tmp_path / "lab.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ms", "lead2", "belt"])
        writer.writerows(zip(times * 1000, ecg, belt, strict=True))
    with private_network(tmp_path) as network:
        for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
            network.environment.pop(variable, None)
        done = network.run(
            "demo", "--study", str(tmp_path / "s"), "--people", "client",
            "--recording", str(path), "--columns", "time=ms@ms",
            "--as", "ecg=lead2@mV", "--as", "resp=belt",
            timeout=180,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Going on in text" in done.stdout
    assert "window-end.png" in done.stdout
    session = tmp_path / "s" / "demo-001"
    found = np.array([float(row["t_s"]) for row in table(session, "beats")])
    rr = np.array([float(row["rr_ms"]) for row in table(session, "beats") if row["rr_ms"]])
    truth = np.diff(beats) * 1000
    assert found.size > 25
    assert abs(float(np.median(rr)) - float(np.median(truth))) < 4
