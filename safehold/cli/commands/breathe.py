"""``safehold breathe``: respiration from an accelerometer that somebody wears."""

from __future__ import annotations

import argparse
import dataclasses
import time

from acquisition.acceleration import UNITS_MG, mg_per
from acquisition.derived import DerivedRespiration
from acquisition.discovery import FoundStream, discover, propose_specs
from acquisition.inlet import OPEN_S, RawInlet
from safehold.cli.commands._common import add_network, join_network
from safehold.cli.commands.live import say, stop_on_signals
from safehold.core.errors import ConfigError, StreamError, StreamNotFoundError
from safehold.core.messages import Message
from safehold.core.types import Role, StreamSpec

POLL_S = 0.05
LOOK_S = 2.0
LEAST_HZ = 10.0


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "breathe",
        help="derive respiration from an accelerometer stream, as a stream of its own",
        description="Reads an accelerometer that is worn on chest or belly, finds the direction "
        "that moves with breathing in 30 s of sitting still, and sends the movement along it as "
        "a respiration stream that says what it is derived from. Start it before the session. "
        "(safehold bridge --respiration does this for a Polar strap by itself.)",
    )
    parser.add_argument("name", help="name or source id of the accelerometer's stream")
    parser.add_argument("--person", default="client", help="label of the person who wears it")
    parser.add_argument("--unit", choices=sorted(UNITS_MG), help="where the header does not say")
    parser.add_argument("--wait", type=float, default=10.0, help="search for this long, s")
    add_network(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Derive until interrupted."""
    join_network(options)
    found, spec = _find(options.name, options.wait)
    spec = dataclasses.replace(spec, person=options.person)
    to_mg = mg_per(options.unit or spec.unit)
    if to_mg is None:
        raise ConfigError(
            Message("The unit of {name!r} is {unit!r}.", name=spec.name, unit=spec.unit),
            remedy=Message("Give it with --unit: {units}.", units=", ".join(sorted(UNITS_MG))),
        )
    if spec.nominal_rate < LEAST_HZ:
        raise ConfigError(
            Message(
                "{name!r} has {nominal_rate:g} samples per second; {least_hz:g} are needed.",
                name=spec.name,
                nominal_rate=spec.nominal_rate,
                least_hz=LEAST_HZ,
            ),
            remedy=Message("Set a higher rate in the sensor's program."),
        )
    _derive(RawInlet(found), DerivedRespiration(spec, to_mg))
    return 0


def _find(name: str, wait_s: float) -> tuple[FoundStream, StreamSpec]:
    """Return the accelerometer of this name or source id."""
    wanted, deadline = name.casefold(), time.monotonic() + wait_s
    while (left := deadline - time.monotonic()) > 0:
        for stream in discover(min(LOOK_S, left)):
            about = stream.description
            if wanted not in (about.name.casefold(), about.source_id.casefold()):
                continue
            for spec in propose_specs([stream], ()):
                if spec.role is Role.ACCELEROMETER:
                    return stream, spec
            raise ConfigError(
                Message(
                    "{name!r} is not an accelerometer, as far as its header says.",
                    name=about.name,
                ),
                remedy=Message("'safehold streams' says what each stream is taken for, and why."),
            )
    raise StreamNotFoundError(
        Message("No stream {name!r} answered in {wait_s:g} s.", name=name, wait_s=wait_s),
        remedy=Message("'safehold streams' lists what is there."),
    )


def _derive(inlet: RawInlet, derived: DerivedRespiration) -> None:
    inlet.open()
    measured = inlet.measure_offset(OPEN_S)
    if measured is None:
        raise StreamError(
            Message(
                "The clock of {name!r} cannot be compared with this computer's.",
                name=inlet.spec_info.name,
            ),
            remedy=Message("Start its program again; see 'safehold doctor'."),
        )
    offset = measured.offset
    say("Sit still for 30 s ...")
    told = False
    try:
        with stop_on_signals() as stopped:
            while not stopped.wait(POLL_S):
                measured = inlet.measure_offset(0.0)
                offset = measured.offset if measured is not None else offset
                chunk = inlet.pull()
                if chunk is not None:
                    derived.take(chunk, offset)
                if derived.found and not told:
                    told = True
                    say("Breathing found; the respiration stream is there. End with Ctrl+C.")
    finally:
        derived.close()
        inlet.close()
