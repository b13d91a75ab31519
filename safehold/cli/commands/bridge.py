"""``safehold bridge``: Bluetooth straps as LSL streams."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import re
import sys
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.live import Live
from rich.table import Table

from acquisition.bluetooth.bridge import Wanted, pick, run_bridge
from acquisition.bluetooth.polar import Measurement
from acquisition.bluetooth.radio import BleakRadio, Radio, Seen
from acquisition.bluetooth.strap import LinkState, StrapStatus
from safehold.cli.commands._common import add_network, join_network
from safehold.cli.commands.live import stop_on_signals
from safehold.core.errors import ConfigError, StreamNotFoundError
from safehold.core.messages import Message

_ADDRESS = re.compile(
    r"(?:[0-9A-F]{2}:){5}[0-9A-F]{2}|[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}"
)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "bridge",
        help="stream Bluetooth heart-rate straps (any maker; Polar with ECG) over LSL",
        description="Connects to heart-rate straps and sends heart rate, RR intervals and, "
        "from Polar sensors, ECG, PPG and acceleration as LSL streams. "
        "Reconnects by itself after a loss. Beat times of RR intervals are "
        "estimated from arrival: Bluetooth carries none.",
    )
    parser.add_argument("--list", action="store_true", help="show what is in range, and quit")
    parser.add_argument(
        "--device",
        action="append",
        default=[],
        metavar="NAME|ADDRESS",
        help="strap to use, by address or part of its name; may be given again for another one",
    )
    parser.add_argument(
        "--person",
        action="append",
        default=[],
        metavar="LABEL",
        help="who wears it (client, therapist); once per --device, in the same order",
    )
    parser.add_argument(
        "--polar",
        default="ecg,ppg,acc",
        metavar="LIST",
        help="what to take from Polar sensors besides heart rate and RR (default: ecg,ppg,acc, "
        "as far as they have it; 'none' for none)",
    )
    parser.add_argument(
        "--respiration",
        action="store_true",
        help="also derive breathing movement from the accelerometer, as a stream of its own; "
        "not with a belt on the same person",
    )
    parser.add_argument(
        "--scan", type=float, default=8.0, metavar="S", help=("listen for this long, s")
    )
    add_network(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Bridge until Ctrl-C, or list."""
    measurements = parse_measurements(options.polar)
    if options.respiration and Measurement.ACC not in measurements:
        raise ConfigError(
            Message("--respiration needs the accelerometer."),
            remedy=Message("Add acc to --polar."),
        )
    people = check_people(options.person, options.device)
    radio = BleakRadio()
    console = Console()
    if options.list:
        return show_list(console, asyncio.run(radio.scan(options.scan)))
    join_network(options)
    with stop_on_signals() as stopped:
        try:
            asyncio.run(
                _bridge(options, radio, console, measurements, people, stopped=stopped.is_set)
            )
        except KeyboardInterrupt:
            return 130
    return 0


def parse_measurements(text: str) -> frozenset[Measurement]:
    """Return the measurements of a ``--polar`` text.

    Raises
    ------
    ConfigError
        For one that is not known.
    """
    if text.strip().casefold() in ("", "none"):
        return frozenset()
    names = {word.strip().upper() for word in text.split(",") if word.strip()}
    unknown = names - set(Measurement.__members__)
    if unknown:
        raise ConfigError(
            Message(
                "{name!r} is not a Polar measurement.",
                name=", ".join(sorted(unknown)).casefold(),
            ),
            remedy=Message("Choose from: ecg, ppg, acc; or none."),
        )
    return frozenset(Measurement[name] for name in names)


def check_people(people: Sequence[str], devices: Sequence[str]) -> tuple[str, ...]:
    """Return the labels of the wearers.

    Raises
    ------
    ConfigError
        When they cannot be told apart or do not fit the devices.
    """
    if people and len(people) != max(1, len(devices)):
        raise ConfigError(
            Message(
                "{n_people} people for {n_devices} devices.",
                n_people=len(people),
                n_devices=len(devices),
            ),
            remedy=Message("Give --person once per --device, in the same order."),
        )
    for label in people:
        if not re.fullmatch(r"[a-z][a-z0-9]{0,15}", label):
            raise ConfigError(
                Message("{label!r} cannot be the label of a person.", label=label),
                remedy=Message("Use lower-case letters and digits, for example: client"),
            )
    return tuple(people)


def show_list(console: Console, seen: Sequence[Seen]) -> int:
    """Print the straps in reach, then how many other devices there were."""
    straps = [one for one in seen if one.is_strap]
    table = Table("name", "address", "signal")
    for one in straps:
        table.add_row(one.name or "(no name)", one.address, f"{one.rssi} dBm")
    if straps:
        console.print(table)
    else:
        console.print("No heart-rate strap in reach. Wet and wear it; disconnect it from phones.")
    console.print(f"{len(seen) - len(straps)} other Bluetooth devices are in reach.")
    return 0


async def _bridge(
    options: argparse.Namespace,
    radio: Radio,
    console: Console,
    measurements: frozenset[Measurement],
    people: Sequence[str],
    *,
    stopped: Callable[[], bool],
) -> None:
    devices = await find_devices(radio, options.device, options.scan, console, stopped=stopped)
    wanted = [
        Wanted(device, people[i] if i < len(people) else None) for i, device in enumerate(devices)
    ]
    if not wanted:
        return
    console.print("Ctrl-C ends the bridge. Start 'safehold live' in another terminal.")
    with contextlib.ExitStack() as stack:
        live = (
            stack.enter_context(Live(console=console, refresh_per_second=2))
            if console.is_terminal
            else None
        )
        await run_bridge(
            radio,
            wanted,
            measurements=measurements,
            breathing=options.respiration,
            say=lambda line: console.print(line, highlight=False, markup=False),
            on_status=None if live is None else lambda states: live.update(status_table(states)),
            stopped=stopped,
        )


async def find_devices(
    radio: Radio,
    names: Sequence[str],
    scan_s: float,
    console: Console,
    *,
    stopped: Callable[[], bool],
    ask: Callable[[], str] | None = None,
) -> list[Seen]:
    """Return the devices that were named; without names, the only strap or the user's choice.

    A named device that is not heard is waited for; a complete address is taken unheard.
    """
    if not names:
        straps = [one for one in await radio.scan(scan_s) if one.is_strap]
        return [_choose(straps, console, ask)]
    found: dict[str, Seen] = {
        name: Seen(name.upper(), "", 0) for name in names if _ADDRESS.fullmatch(name.upper())
    }
    said = False
    while len(found) < len(set(names)) and not stopped():
        seen = await radio.scan(scan_s)
        for name in set(names) - set(found):
            try:
                found[name] = pick(seen, name)
            except StreamNotFoundError as error:
                if not said:
                    console.print(f"{error}\nLooking on until it is there.", markup=False)
                    said = True
    devices = [found[name] for name in names if name in found]
    if len({device.address for device in devices}) < len(devices):
        raise ConfigError(
            Message("One strap is named twice."), remedy=Message("Name each strap once.")
        )
    return devices


def _choose(straps: Sequence[Seen], console: Console, ask: Callable[[], str] | None) -> Seen:
    if not straps:
        raise StreamNotFoundError(
            Message("No heart-rate strap is in range."),
            remedy=Message("Wet and wear it, and disconnect it from phones and watches."),
        )
    if len(straps) == 1:
        return straps[0]
    for number, one in enumerate(straps, start=1):
        console.print(f"{number}  {one.name or one.address}  {one.rssi} dBm", markup=False)
    if ask is None and not sys.stdin.isatty():
        raise ConfigError(
            Message("Several straps are in range."), remedy=Message("Name one with --device.")
        )
    answer = (ask or (lambda: console.input("Which one? ")))().strip()
    if not answer.isdigit() or not 1 <= int(answer) <= len(straps):
        raise ConfigError(
            Message("{answer!r} is not in the list.", answer=answer),
            remedy=Message("Give a number from 1 to {n_straps}.", n_straps=len(straps)),
        )
    return straps[int(answer) - 1]


def status_table(states: Sequence[StrapStatus]) -> Table:
    """Return the state of every strap as a table."""
    table = Table("strap", "who", "state", "battery", "contact", "HR", "sent", "damaged", "lost")
    contact = {None: "not stated", True: "on skin", False: "NO CONTACT"}
    for state in states:
        connected = state.state is LinkState.CONNECTED
        table.add_row(
            state.name or state.address,
            state.person or "",
            state.state,
            "?" if state.battery is None else f"{state.battery} %",
            contact[state.contact] if connected else "",
            "" if state.heart_rate is None else f"{state.heart_rate} bpm",
            ", ".join(f"{word} {n}" for word, n in state.sent.items() if word != "frames"),
            str(sum(state.damaged.values())),
            str(state.lost),
        )
    return table
