"""The doctor's verdicts on made-up computers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import pytest

import safehold
from acquisition.lsl import CONFIG_VARIABLE, config_text
from acquisition.ports import PortUse, port_range
from safehold.checks import doctor_network, doctor_ports
from safehold.checks.doctor import exit_code, report_text, run_checks
from safehold.checks.doctor_checks import (
    ROOMS,
    check_bluetooth,
    check_clocks,
    check_rooms,
    check_versions,
    check_window,
)
from safehold.checks.doctor_network import (
    Interface,
    check_configuration,
    check_firewall,
    check_interfaces,
    check_ipv6,
    describe_streams,
)
from safehold.checks.doctor_ports import check_ports
from safehold.cli.commands.doctor import all_checks
from safehold.core.errors import RecordingError
from safehold.core.findings import Finding, Verdict, fail, line, ok, warn
from safehold.core.messages import Message
from safehold.live.host_findings import port_finding
from safehold.recorder.disk_check import check_disk

LO = Interface("lo", "127.0.0.1", True, True, True)
ROOT = Path(safehold.__file__).resolve().parent.parent


def worst(findings: Iterator[Finding] | list[Finding]) -> Verdict:
    order = list(Verdict)
    return max((f.verdict for f in findings), key=order.index)


def texts(findings: Iterator[Finding] | list[Finding]) -> str:
    return "\n".join(line(finding) for finding in findings)


def test_a_check_that_hangs_or_fails_is_a_finding_and_the_others_still_run() -> None:
    release = threading.Event()

    def hangs() -> list[Finding]:
        release.wait(20)
        return []

    def breaks() -> list[Finding]:
        raise OSError("no such thing")

    seen: list[Finding] = []
    findings = run_checks(
        [
            ("drive", hangs),
            ("driver", breaks),
            ("rest", lambda: [ok(Message("rest"), Message("fine"))]),
        ],
        limit_s=0.05,
        on_finding=seen.append,
    )
    release.set()
    assert [f.verdict for f in findings] == [Verdict.FAIL, Verdict.FAIL, Verdict.OK]
    assert "no result within" in findings[0].found
    assert "OSError: no such thing" in findings[1].found
    assert seen == findings


def test_the_report_holds_every_finding_with_its_remedy_and_counts_them() -> None:
    findings = [
        ok(Message("a"), Message("1")),
        warn(Message("b"), Message("2"), Message("do this")),
        fail(Message("c"), Message("3"), Message("do that")),
    ]
    text = report_text(findings, network="lan", now=datetime(2026, 1, 2, tzinfo=UTC))
    assert "network lan, 2026-01-02" in text
    assert "[warn] b: 2\n       -> do this\n[FAIL] c: 3\n       -> do that" in text
    assert text.rstrip().endswith("1 to put right, 1 to look at, 1 in order.")
    assert (exit_code(findings), exit_code(findings[:2])) == (1, 0)


def test_every_warning_and_failure_must_say_what_to_do() -> None:
    for findings in (
        check_interfaces("lan", []),
        check_interfaces("lan", [LO, Interface("tun0", "169.254.1.1", True, False, False)]),
        describe_streams("lan", []),
        describe_streams("loopback", [stream(source_id="")]),
        check_configuration("lan", {CONFIG_VARIABLE: "/nowhere/at/all.cfg"}),
    ):
        for finding in findings:
            assert finding.verdict is Verdict.OK or finding.remedy


def test_this_installation_is_in_order() -> None:
    assert worst(check_versions()) is Verdict.OK
    assert f"neurokit2 {metadata.version('neurokit2')}" in texts(check_versions())
    assert worst(check_rooms()) is Verdict.OK
    assert worst(check_bluetooth()) is Verdict.OK  # type: ignore[arg-type]


def test_a_foreign_package_with_one_of_our_names_is_found() -> None:
    def elsewhere(name: str) -> str | None:
        return f"/elsewhere/{name}.py" if name == "gui" else str(ROOT / name / "__init__.py")

    findings = list(check_rooms(elsewhere, dict))
    assert [f.verdict for f in findings] == [Verdict.FAIL]
    assert "'gui' comes from /elsewhere/gui.py" in findings[0].found
    assert worst(check_rooms(lambda _: None, dict)) is Verdict.FAIL


def test_another_distribution_that_brings_one_of_our_packages_is_named() -> None:
    def here(name: str) -> str:
        return str(ROOT / name / "__init__.py")

    findings = list(check_rooms(here, lambda: {"processing": ["safehold", "other-tool"]}))
    assert [f.verdict for f in findings] == [Verdict.WARN]
    assert "other-tool also brings a package 'processing'" in findings[0].found
    assert worst(check_rooms(here, lambda: {room: ["safehold"] for room in ROOMS})) is Verdict.OK


@pytest.mark.slow
def test_the_window_is_judged_in_another_process() -> None:
    assert worst(check_window()) in (Verdict.OK, Verdict.WARN)  # WARN: system packages missing


def test_the_disk_is_tried_by_writing_and_its_space_is_judged(tmp_path: Path) -> None:
    study = tmp_path / "not" / "yet" / "there"
    assert worst(check_disk(study, lambda _: 10**12)) is Verdict.OK
    assert worst(check_disk(study, lambda _: 10**9)) is Verdict.WARN
    assert worst(check_disk(study, lambda _: 10**7)) is Verdict.FAIL
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path) -> None:
        raise RecordingError(
            Message(f"{folder} cannot be written: disk full."), remedy=Message("Free space.")
        )

    monkeypatch.setattr("safehold.recorder.disk_check.check_writable", full)
    (finding,) = check_disk(tmp_path, lambda _: 10**12)
    assert (finding.verdict, finding.remedy) == (Verdict.FAIL, "Free space.")
    assert "disk full" in finding.found


class Clocks:
    """Three clocks that run at given speeds."""

    def __init__(self, lsl: float = 1.0, wall: float = 1.0, epoch: float = 1.8e9) -> None:
        self.time, self.speeds, self.epoch = 0.0, (lsl, wall), epoch

    def findings(self) -> list[Finding]:
        return list(
            check_clocks(
                lambda: 100 + self.time * self.speeds[0],
                lambda: self.epoch + self.time * self.speeds[1],
                lambda: self.time,
                lambda seconds: setattr(self, "time", self.time + seconds),
            )
        )


def test_clocks_are_compared_with_one_another() -> None:
    assert worst(Clocks().findings()) is Verdict.OK
    assert worst(Clocks(lsl=1.1).findings()) is Verdict.FAIL
    assert worst(Clocks(lsl=0.0).findings()) is Verdict.FAIL
    assert "was set while being watched" in texts(Clocks(wall=5.0).findings())
    assert "1970" in texts(Clocks(epoch=0.0).findings())


def test_the_configuration_in_force_is_named_and_another_session_is_warned_of(
    tmp_path: Path,
) -> None:
    path = tmp_path / "my.cfg"
    path.write_text("[lab]\nSessionID=study7\nKnownPeers={10.0.0.5}\n[ports]\nIPv6=disable\n")
    text = texts(check_configuration("lan", {"LSLAPICFG": str(path)}))
    assert f"LSL configuration: {path}" in text
    assert "[warn] LSL session: SessionID is 'study7'" in text
    assert "KnownPeers = {10.0.0.5}" in text
    own = list(check_configuration("loopback", {CONFIG_VARIABLE: str(path)}))
    assert CONFIG_VARIABLE in own[0].found
    loopback = texts(check_configuration("loopback", {"LSLAPICFG": str(path)}))
    assert f"{path} is there, but --network loopback does not use it" in loopback
    assert "[warn]" not in loopback


def test_a_configuration_that_cannot_be_read_is_a_failure() -> None:
    findings = list(check_configuration("lan", {CONFIG_VARIABLE: "/nowhere/at/all.cfg"}))
    assert [f.verdict for f in findings] == [Verdict.FAIL]
    assert list(check_ports("lan", {CONFIG_VARIABLE: "/nowhere/at/all.cfg"})) == []


@pytest.mark.parametrize(
    ("network", "found", "words"),
    [
        ("loopback", [LO], None),
        ("loopback", [Interface("lo", "127.0.0.1", False, True, True)], "cannot talk to itself"),
        ("lan", [LO, Interface("eth0", "192.168.1.2", True, False, True)], None),
        ("lan", [LO], "no interface with an IPv4 address"),
        ("lan", [LO, Interface("eth0", "192.168.1.2", False, False, True)], "no interface"),
        ("lan", [LO, Interface("eth0", "169.254.3.4", True, False, True)], "from a router"),
        ("lan", [LO, Interface("eth0", "10.0.0.4", True, False, False)], "no multicast"),
        (
            "lan",
            [
                LO,
                Interface("eth0", "10.0.0.4", True, False, True),
                Interface("tun0", "10.8.0.4", True, False, True),
            ],
            "Switch off tun0",
        ),
    ],
)
def test_interfaces_that_hide_streams_are_named(
    network: str, found: list[Interface], words: str | None
) -> None:
    findings = list(check_interfaces(network, found))
    if words is None:
        assert worst(findings) is Verdict.OK
    else:
        assert worst(findings) is not Verdict.OK
        assert words in texts(findings)


def test_this_computers_interfaces_are_found() -> None:
    assert any(one.loopback and one.up for one in doctor_network.interfaces())


OURS = port_range(config_text("loopback"))


def use(udp: int, tcp: int = 256) -> PortUse:
    return PortUse(OURS, udp_free=udp, tcp_free=tcp)


@pytest.mark.parametrize(
    ("udp", "tcp", "verdict"),
    [(256, 256, "ok  "), (64, 256, "ok  "), (63, 256, "warn"), (256, 63, "warn")],
)
def test_taken_udp_and_tcp_ports_are_both_counted(
    monkeypatch: pytest.MonkeyPatch, udp: int, tcp: int, verdict: str
) -> None:
    monkeypatch.setattr(doctor_ports, "port_use", lambda _: use(udp, tcp))
    text = texts(check_ports("loopback", {}))
    assert f"[{verdict}] ports: of 256 from 16572 on, UDP {udp} and TCP {tcp} free" in text
    assert "enough for 45 sensors" in text


def test_a_search_port_that_is_not_shared_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_ports, "can_bind", lambda *_, **__: False)
    assert "[FAIL] search port: UDP 16571 is taken" in texts(check_ports("lan", {}))


def test_preflight_warns_before_the_sensors_that_come_back_fill_the_range() -> None:
    needed = OURS.wanted(12) - 12  # their outlets stand already
    assert 0 < needed < 128
    assert port_finding(12, use(needed)).verdict is Verdict.OK
    full = port_finding(12, use(needed - 1))
    assert (full.verdict, full.found) == (
        Verdict.WARN, f"{needed - 1} of 256 UDP ports are free, {needed} should be",
    )  # fmt: skip
    assert full.remedy
    assert port_finding(12, None).verdict is Verdict.WARN


def test_preflight_of_a_range_that_is_always_too_small_warns_when_little_is_left() -> None:
    lan = port_range("")
    assert port_finding(4, PortUse(lan, udp_free=8, tcp_free=32)).verdict is Verdict.OK
    assert port_finding(4, PortUse(lan, udp_free=7, tcp_free=32)).verdict is Verdict.WARN


def test_a_firewall_matters_only_on_the_lan() -> None:
    assert "does not matter" in texts(check_firewall("loopback"))
    assert "TCP and UDP 16572-16603 and UDP 16571" in texts(check_firewall("lan", {}))
    assert "TCP and UDP 16572-16603" in texts(
        check_firewall("lan", {CONFIG_VARIABLE: "/nowhere/at/all.cfg"})
    )
    assert worst(check_ipv6("lan")) is Verdict.OK


def stream(**changes: object) -> dict[str, object]:
    made: dict[str, object] = {
        "name": "Polar", "type": "ECG", "source_id": "p1", "host": "lab", "uid": "u",
        "rate": 130.0, "format": "float32", "channels": 1, "roles": [["ecg", "stream type 'ECG'"]],
    }  # fmt: skip
    return made | changes


def test_streams_are_described_with_the_role_they_would_get_and_why() -> None:
    (finding,) = describe_streams("loopback", [stream()])
    assert finding.verdict is Verdict.OK
    assert finding.found == "'Polar' on lab, 1 x float32, 130 Hz: ecg (stream type 'ECG')"
    twins = list(describe_streams("loopback", [stream(), stream(uid="v")]))
    assert all("Sent twice" in f.remedy for f in twins)
    (nameless,) = describe_streams("loopback", [stream(source_id="", rate=0.0)])
    assert "irregular" in nameless.found
    assert nameless.verdict is Verdict.WARN
    (nothing,) = describe_streams("loopback", [])
    assert "--network lan" in nothing.remedy


def test_the_doctor_looks_at_everything_that_was_promised(tmp_path: Path) -> None:
    names = [name for name, _ in all_checks("loopback", tmp_path, 1.0)]
    assert len(names) == len(set(names)) == 12
