"""``safehold preflight``: is everything as it must be, without starting a session."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from acquisition.configuration import ports_now
from safehold.checks.doctor import exit_code
from safehold.cli.commands._common import (
    add_network,
    add_people,
    add_study,
    join_network,
    parse_people,
)
from safehold.cli.commands.live import say
from safehold.core.errors import ConfigError
from safehold.core.findings import Finding, Verdict, line
from safehold.core.messages import Message
from safehold.files.corrections import load_corrections
from safehold.files.study import load_study
from safehold.live.host_findings import port_finding
from safehold.live.preflight import Looks, stream_findings
from safehold.live.recorder_trial import try_recorder
from safehold.live.streams.connecting import connect
from safehold.recorder.disk_check import check_disk


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "preflight",
        help="check sensors, clocks, disk and recorder before a session",
        description="Checks every sensor for a while: is it there, whose is it, does its "
        "signal move, is the belt the right way up, can its clock be compared; "
        "tries disk and recorder. Nothing is kept. Exit code 1 when something "
        "must be put right.",
    )
    parser.add_argument(
        "--for", dest="seconds", type=float, default=25.0, metavar="S",
        help="check for this long, s; a belt needs 20 s of quiet breathing (default 25)",
    )  # fmt: skip
    parser.add_argument(
        "--wait", type=float, default=10.0, help=("search for streams for this long, s")
    )
    add_study(parser)
    add_people(parser, default=None)
    add_network(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Look at everything; return 1 when something must be put right."""
    if not 1 <= options.seconds <= 600:
        raise ConfigError(Message("--for takes 1 to 600 seconds."))
    study = load_study(options.study)
    given = parse_people(options.people) if options.people else study.people
    people = [person.label for person in given]
    join_network(options)
    connection = connect(
        people,
        wait_s=options.wait,
        min_streams=0,
        say=say,
        corrections=load_corrections(options.study),
    )
    try:
        say(f"Looking at {len(connection.specs)} signals for {options.seconds:g} s ...")
        looks = Looks(connection.specs, connection.inlets, connection.offsets)
        seen = looks.look(options.seconds)
        findings = stream_findings(people, seen, conduct=study.conduct)
        findings.append(port_finding(len(connection.inlets), ports_now()))
        findings += check_disk(options.study)
        findings.append(try_recorder(connection.specs, options.study))
    finally:
        for inlet in connection.inlets.values():
            inlet.close()
    say_findings(findings)
    return exit_code(findings)


def say_findings(findings: Sequence[Finding]) -> None:
    """Print a check list, and how it came out."""
    say("")
    for finding in findings:
        say(line(finding))
    bad = sum(finding.verdict is Verdict.FAIL for finding in findings)
    doubtful = sum(finding.verdict is Verdict.WARN for finding in findings)
    say(f"\n{bad} to put right, {doubtful} to look at, {len(findings) - bad - doubtful} in order.")
