"""``safehold doctor``: why a stream cannot be seen, and whether this computer is fit."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from safehold.checks import doctor_checks, doctor_network, doctor_ports
from safehold.checks.doctor import Check, exit_code, report_text, run_checks
from safehold.cli.commands._common import add_network, add_study
from safehold.core.errors import ConfigError
from safehold.core.findings import Finding, line
from safehold.core.messages import Message
from safehold.recorder.disk_check import check_disk


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "doctor",
        help="explain why a stream is not found; check network, disk, window, installation",
        description="Checks everything that hides streams or stops a session, says what to "
        "do, and makes one report to paste into a mail. Exit code 1 when "
        "something must be put right.",
    )
    parser.add_argument("--report", type=Path, metavar="FILE", help="also write the report there")
    parser.add_argument(
        "--for", dest="seconds", type=float, default=doctor_network.LOOK_S, metavar="S",
        help="search for streams for this long, s",
    )  # fmt: skip
    add_study(parser)
    add_network(parser)
    parser.set_defaults(run=run)


def all_checks(network: str, study: Path, seconds: float) -> list[tuple[str, Check]]:
    """Return every check with its name, in the order of the report."""
    return [
        ("versions", doctor_checks.check_versions),
        ("package names", doctor_checks.check_rooms),
        ("LSL configuration", partial(doctor_network.check_configuration, network)),
        ("interfaces", partial(doctor_network.check_interfaces, network)),
        ("IPv6", partial(doctor_network.check_ipv6, network)),
        ("ports", partial(doctor_ports.check_ports, network)),
        ("firewall", partial(doctor_network.check_firewall, network)),
        ("LSL self-test", partial(doctor_network.check_streams, network, seconds)),
        ("clocks", doctor_checks.check_clocks),
        ("disk", partial(check_disk, study)),
        ("window", doctor_checks.check_window),
        ("Bluetooth", doctor_checks.check_bluetooth),
    ]


def run(options: argparse.Namespace) -> int:
    """Look at everything; return 1 when something must be put right."""
    if not 0 < options.seconds <= 600:
        raise ConfigError(Message("--for takes 1 to 600 seconds."))
    checks = all_checks(options.network, options.study, options.seconds)
    findings = run_checks(checks, limit_s=options.seconds + 30, on_finding=_say)
    report = report_text(findings, network=options.network)
    sys.stdout.write("\n" + report.rstrip().splitlines()[-1] + "\n")
    if options.report is not None:
        try:
            options.report.write_text(report, encoding="utf-8")
        except OSError as error:
            raise ConfigError(
                Message(
                    "The report cannot be written to {path}: {why}.",
                    path=options.report,
                    why=error.strerror,
                ),
                remedy=Message("Name a file in a folder that exists."),
            ) from error
        sys.stdout.write(f"Report: {options.report}\n")
    return exit_code(findings)


def _say(finding: Finding) -> None:
    sys.stdout.write(line(finding) + "\n")
    sys.stdout.flush()
