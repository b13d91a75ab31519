"""``safehold simulate``: people with known truth, as real LSL streams."""

from __future__ import annotations

import argparse
import sys
import threading
from pathlib import Path

from acquisition.simulator.faults import parse_fault
from acquisition.simulator.script import SCRIPTS
from acquisition.simulator.stream import SIGNALS, stream_simulation
from acquisition.simulator.truth import simulate
from acquisition.simulator.truth_files import write_truth
from safehold.app.commands._common import add_network, add_people, join_network, parse_people
from safehold.core.errors import ConfigError


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "simulate",
        help="stream simulated people with known beats, breaths and RSA over LSL",
        description="Streams a simulated person or client-therapist dyad over Lab Streaming "
        "Layer, with scripted phases and known truth, reproducible from a seed.",
    )
    parser.add_argument("--script", choices=sorted(SCRIPTS), default="demo")
    add_people(parser)
    parser.add_argument(
        "--signals", default="ecg,respiration", help=f"what they wear: {', '.join(SIGNALS)}"
    )
    parser.add_argument(
        "--rate", action="append", default=[], metavar="SIGNAL=HZ", help="for example ecg=1000"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="PERSON-SIGNAL:KIND@START-STOP",
        help="for example therapist-respiration:dead@60-90",
    )
    parser.add_argument("--jitter", type=float, default=0.0, metavar="S", help="SD of stamps, s")
    parser.add_argument("--truth", type=Path, metavar="FOLDER", help="write the truth there")
    parser.add_argument("--tag", default="1", help="ends the source ids of the streams")
    parser.add_argument(
        "--hold", action="store_true", help="start when a line arrives on standard input"
    )
    add_network(parser)
    parser.set_defaults(run=run)


def parse_rates(texts: list[str]) -> dict[str, float]:
    """Return rates by signal from ``signal=Hz`` texts."""
    rates = {}
    for text in texts:
        signal, _, number = text.partition("=")
        try:
            rates[signal] = float(number)
        except ValueError:
            raise ConfigError(
                f"{text!r} is not a rate.", remedy="Write for example: --rate ecg=1000"
            ) from None
    return rates


def wait_for_line() -> threading.Event:
    """Return an event that is set once standard input gives a line or ends."""
    released = threading.Event()

    def wait() -> None:
        sys.stdin.readline()
        released.set()

    threading.Thread(target=wait, name="safehold-hold", daemon=True).start()
    return released


def run(options: argparse.Namespace) -> int:
    """Stream until the script ends or Ctrl-C."""
    join_network(options)
    people = [person.label for person in parse_people(options.people)]
    simulation = simulate(SCRIPTS[options.script], people, seed=options.seed)
    faults = [parse_fault(text) for text in options.fault]
    released = wait_for_line() if options.hold else None

    def started(t0: float) -> None:
        if options.truth is not None:
            write_truth(options.truth, simulation, lsl_t0=t0, faults=faults)
        sys.stdout.write(f"Streaming {simulation.script.name!r}, seed {options.seed}.\n")
        sys.stdout.flush()

    stream_simulation(
        simulation,
        signals=[text.strip() for text in options.signals.split(",")],
        rates=parse_rates(options.rate),
        faults=faults,
        jitter_s=options.jitter,
        tag=options.tag,
        begin=released.is_set if released is not None else None,
        on_start=started,
    )
    return 0
