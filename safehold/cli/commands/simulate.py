"""``safehold simulate``: people with known truth, as real LSL streams."""

from __future__ import annotations

import argparse
import math
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path

from acquisition.broadcast import broadcast
from acquisition.simulator.control import HELP, FaultControl
from acquisition.simulator.faults import AMOUNTS, FaultKind, parse_fault
from acquisition.simulator.script import SCRIPTS
from acquisition.simulator.sensors import SIGNALS
from acquisition.simulator.stream import SimulatedStreams
from acquisition.simulator.truth import simulate
from acquisition.simulator.truth_files import write_truth
from safehold.cli.commands._common import add_network, add_people, join_network, parse_people
from safehold.cli.commands.live import say, stop_on_signals
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.desk.studies.simulated import TRUTH_FILE, write_study
from safehold.desk.studies.synthetic import StudyDesign, StudyEffects
from safehold.offline.progress_bar import progress_bar

try:
    import termios
    import tty
except ImportError:  # Windows
    termios = None  # type: ignore[assignment]


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "simulate",
        help="stream simulated people with known truth over LSL, or write a whole study of them",
        description="Streams a simulated person or client-therapist dyad over Lab Streaming "
        "Layer, with scripted phases and known truth, reproducible from a seed. With --study it "
        "writes a study folder instead: dyads by sessions with known effects, and their truth.",
    )
    parser.add_argument("--script", choices=sorted(SCRIPTS), default="demo")
    add_people(parser)
    parser.add_argument(
        "--signals",
        help=f"what they wear: {', '.join(SIGNALS)} (default: ecg,respiration; in a study "
        "rr,respiration)",
    )
    parser.add_argument(
        "--rate", action="append", default=[], metavar="SIGNAL=HZ", help="for example ecg=1000"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="PERSON-SIGNAL:KIND@START-STOP,AMOUNT",
        help="for example therapist-respiration:dead@60-90 or client-ecg:loss@30-60,20. Kinds: "
        + ", ".join(kind.value for kind in FaultKind)
        + ". Amounts: "
        + "; ".join(f"{kind.value}: {rule.meaning}" for kind, rule in AMOUNTS.items()).replace(
            "%", "%%"
        )
        + ". While it streams, keys and lines on standard input do the same (? explains)",
    )
    parser.add_argument("--jitter", type=float, default=0.0, metavar="S", help="SD of stamps, s")
    parser.add_argument("--truth", type=Path, metavar="FOLDER", help="write the truth there")
    parser.add_argument("--tag", default="1", help="ends the source ids of the streams")
    parser.add_argument("--hold", action="store_true", help="start when a line (Enter) arrives")
    add_network(parser)
    _add_study(parser)
    parser.set_defaults(run=run)


def _add_study(parser: argparse.ArgumentParser) -> None:
    usual = StudyDesign()
    study = parser.add_argument_group("a whole study on disk, without LSL")
    study.add_argument("--study", type=Path, metavar="FOLDER", help="write a study folder there")
    study.add_argument("--dyads", type=int, default=usual.dyads, metavar="N")
    study.add_argument("--sessions", type=int, default=usual.sessions, metavar="N")
    study.add_argument("--minutes", type=float, default=usual.minutes, metavar="MIN")
    study.add_argument(
        "--null", action="store_true", help="the same spreads without any effect to be found"
    )
    study.add_argument(
        "--effect", action="append", default=[], metavar="NAME=VALUE",
        help="another true effect, for example share_change=-0.1; may be given again. They are: "
        + ", ".join(f"{f.name} ({f.default:g})" for f in fields(StudyEffects)),
    )  # fmt: skip


def _effects(options: argparse.Namespace) -> StudyEffects:
    effects = StudyEffects().without() if options.null else StudyEffects()
    known = {f.name for f in fields(StudyEffects)}
    for text in options.effect:
        name, _, number = text.partition("=")
        try:
            value = float(number)
        except ValueError:
            value = math.nan
        if name not in known or not math.isfinite(value):
            raise ConfigError(
                Message("{text!r} is not NAME=VALUE of an effect.", text=text),
                remedy=Message("The effects are: {names}.", names=", ".join(sorted(known))),
            )
        effects = replace(effects, **{name: value})
    return effects


def _write(options: argparse.Namespace) -> int:
    """Write a synthetic study, and say where its truth is."""
    design = StudyDesign(options.dyads, options.sessions, options.minutes)
    if options.signals:
        worn = tuple(text.strip() for text in options.signals.split(","))
        design = replace(design, signals=worn)
    effects = _effects(options)
    with progress_bar("Simulating") as tell:
        made = write_study(options.study, design, effects, seed=options.seed, progress=tell)
    say(f"{len(made)} sessions in {options.study}; what is true of them: "
        f"{options.study / TRUTH_FILE}")  # fmt: skip
    say(f"Next: safehold study process {options.study}")
    return 0


def parse_rates(texts: list[str]) -> dict[str, float]:
    """Return rates by signal from ``signal=Hz`` texts."""
    rates = {}
    for text in texts:
        signal, _, number = text.partition("=")
        try:
            rates[signal] = float(number)
        except ValueError:
            raise ConfigError(
                Message("{text!r} is not a rate.", text=text),
                remedy=Message("Write for example: --rate ecg=1000"),
            ) from None
    return rates


WAITING = "The streams are there; a line (Enter) starts them."


class Commands:
    """Standard input: a line that starts a held stream, then keys or lines for its faults."""

    def __init__(self, *, hold: bool) -> None:
        self.control: FaultControl | None = None
        self._released = threading.Event()
        self._told = False
        if not hold:
            self._released.set()
        threading.Thread(target=self._read, name="safehold-commands", daemon=True).start()

    def released(self) -> bool:
        """Tell whether the streams, which stand now, may start; say once that they wait."""
        if not self._told and not self._released.is_set():
            self._told = True
            say(WAITING)
        return self._released.is_set()

    def _read(self) -> None:
        if not self._released.is_set():
            sys.stdin.readline()
            self._released.set()
        if sys.stdin.isatty() and not in_foreground():
            return  # a program in the background that reads its terminal is stopped
        read = (lambda: sys.stdin.read(1)) if sys.stdin.isatty() else sys.stdin.readline
        while text := read():
            if self.control is not None:
                self.control.command(text)


def in_foreground() -> bool:
    """Tell whether this program owns its terminal."""
    return not hasattr(os, "tcgetpgrp") or os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()


@contextmanager
def single_keys() -> Iterator[None]:
    """Get every key at once where standard input is a terminal (not on Windows: add Enter)."""
    if termios is None or not sys.stdin.isatty() or not in_foreground():
        yield
        return
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    tty.setcbreak(descriptor)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def run(options: argparse.Namespace) -> int:
    """Stream until the script ends or Ctrl-C; or write a study."""
    if options.study is not None:
        return _write(options)
    join_network(options)
    people = [person.label for person in parse_people(options.people)]
    streams = SimulatedStreams(
        simulate(SCRIPTS[options.script], people, seed=options.seed),
        signals=[text.strip() for text in (options.signals or "ecg,respiration").split(",")],
        rates=parse_rates(options.rate),
        faults=[parse_fault(text) for text in options.fault],
        jitter_s=options.jitter,
        tag=options.tag,
    )
    commands = Commands(hold=options.hold)

    def write(t0: float, *, done: bool) -> None:
        if options.truth is not None:
            write_truth(
                options.truth, streams.simulation, lsl_t0=t0, faults=streams.faults,
                signals=streams.signals, streams=streams.report() if done else None,
            )  # fmt: skip

    def started(t0: float) -> None:
        write(t0, done=False)
        say(f"Streaming {streams.simulation.script.name!r}, seed {options.seed}.")
        if sys.stdin.isatty():
            say(HELP)

    with stop_on_signals() as stopped, single_keys():
        commands.control = FaultControl(streams, say, stopped.set)
        t0 = broadcast(
            streams.sources,
            stop=stopped,
            begin=commands.released,
            on_start=started,
            on_progress=commands.control.apply,
        )
    write(t0, done=True)
    for stream in streams.report():
        if stream["n_lost"] or stream["n_held"]:
            say("{stream}: {n_sent} of {n_made} samples sent, {n_lost} lost.".format(**stream))
    return 0
