"""``safehold doctor`` as a program, on a network of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from acquisition.outlets import Outlet, OutletChannel, OutletInfo
from safehold.checks import doctor_network
from safehold.core.findings import Verdict

if TYPE_CHECKING:
    from tests.integration.conftest import LslNetwork

pytestmark = pytest.mark.lsl


def test_the_doctor_sees_itself_and_others_and_writes_one_report(
    lsl_network: LslNetwork, tmp_path: Path
) -> None:
    source_id = lsl_network.source_id("ecg")
    outlet = Outlet(
        OutletInfo(
            "Lab amplifier", "ECG", source_id, (OutletChannel("ECG", "mV", "ECG"),), rate=250
        )
    )
    report = tmp_path / "report.txt"
    done = subprocess.run(
        [sys.executable, "-m", "safehold.cli.main", "doctor", "--for", "2",
         "--study", str(tmp_path / "study"), "--report", str(report)],
        env={k: v for k, v in lsl_network.env.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    outlet.close()
    text = report.read_text()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "LSL self-test: own stream seen after" in text
    assert "'Lab amplifier'" in text
    assert "ecg (label 'ECG' of channel 1)" in text
    assert f"SessionID is '{lsl_network.session_id}'" in text
    assert "(SAFEHOLD_LSL_CONFIG)" in text
    assert f"Report: {report}" in done.stdout
    assert not (tmp_path / "study").exists()


def test_a_stream_that_is_not_seen_is_a_failure(
    lsl_network: LslNetwork, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The looking process is put on another network, as a firewall would."""
    other = tmp_path / "other.cfg"
    other.write_text(
        Path(lsl_network.env["SAFEHOLD_LSL_CONFIG"])
        .read_text()
        .replace(lsl_network.session_id, "somewhere-else")
    )
    real = subprocess.run

    def elsewhere(command: list[str], **options: object) -> object:
        return real(command, env={**lsl_network.env, "SAFEHOLD_LSL_CONFIG": str(other)}, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(doctor_network.subprocess, "run", elsewhere)
    first, *_ = doctor_network.check_streams("loopback", 1.0)
    assert first.verdict is Verdict.FAIL
    assert "did not see its own stream within 1 s" in first.found


def test_a_sender_that_dies_or_hangs_is_told_in_time(
    lsl_network: LslNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = subprocess.Popen
    program = "import sys; sys.exit(3)"

    def dying(command: list[str], **options: object) -> object:
        return real([sys.executable, "-c", program], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(doctor_network.subprocess, "Popen", dying)
    (finding,) = doctor_network.check_streams("loopback", 1.0)
    assert "could not be sent (code 3)" in finding.found
    program = "import sys; sys.stdin.read()"
    monkeypatch.setattr(doctor_network, "_START_S", 0.2)
    before = threading.active_count()
    (finding,) = doctor_network.check_streams("loopback", 1.0)
    assert "could not be sent" in finding.found
    assert threading.active_count() <= before + 1


def test_the_probe_answers_in_json(lsl_network: LslNetwork) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "safehold.checks.doctor_probe", "look", "loopback", "none", "0.2"],
        env=lsl_network.env, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout.splitlines()[-1])["own_after"] is None
