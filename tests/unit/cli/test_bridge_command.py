"""The arguments and the choice of ``safehold bridge``."""

from __future__ import annotations

import asyncio
import io

import pytest
from rich.console import Console

from acquisition.bluetooth import heart_rate
from acquisition.bluetooth.polar import Measurement
from acquisition.bluetooth.radio import Link, Seen
from acquisition.bluetooth.strap import LinkState, StrapStatus
from safehold.cli.commands.bridge import (
    check_people,
    find_devices,
    parse_measurements,
    show_list,
    status_table,
)
from safehold.cli.main import make_parser
from safehold.core.errors import ConfigError, StreamNotFoundError

HEART = frozenset({heart_rate.SERVICE})
ONE = Seen("F0:00:00:00:00:01", "Polar H10 1", -50, HEART)
TWO = Seen("F0:00:00:00:00:02", "Polar H10 2", -60, HEART)
PHONE = Seen("F0:00:00:00:00:03", "Phone", -40)


class Scans:
    """A radio that hears given devices, scan after scan."""

    def __init__(self, *scans: list[Seen]) -> None:
        self.scans = list(scans)

    async def scan(self, seconds: float) -> list[Seen]:
        return self.scans.pop(0)

    def link(self, address: str) -> Link:
        raise NotImplementedError


def find(radio: Scans, *names: str, answer: str | None = None) -> tuple[list[Seen], str]:
    console = Console(file=io.StringIO(), width=200)
    ask = None if answer is None else (lambda: answer)
    found = asyncio.run(
        find_devices(radio, names, 0.1, console, stopped=lambda: not radio.scans, ask=ask)
    )
    return found, console.file.getvalue()  # type: ignore[attr-defined]


def test_the_only_strap_is_taken_without_asking() -> None:
    assert find(Scans([PHONE, TWO]))[0] == [TWO]


def test_of_several_straps_the_user_chooses_from_a_list() -> None:
    found, text = find(Scans([ONE, PHONE, TWO]), answer="2")
    assert found == [TWO]
    assert "1  Polar H10 1  -50 dBm" in text
    assert "Phone" not in text
    with pytest.raises(ConfigError, match="not in the list"):
        find(Scans([ONE, TWO]), answer="3")


def test_no_strap_in_reach_is_said_with_what_to_do() -> None:
    with pytest.raises(StreamNotFoundError, match="Wet and wear"):
        find(Scans([PHONE]))


def test_a_named_strap_is_waited_for() -> None:
    found, text = find(Scans([PHONE], [ONE], [ONE, TWO]), "H10 2", "H10 1")
    assert found == [TWO, ONE]
    assert text.count("Looking on") == 1


def test_an_address_needs_no_scan() -> None:
    radio = Scans([ONE])
    assert find(radio, "aa:bb:cc:dd:ee:ff")[0][0].address == "AA:BB:CC:DD:EE:FF"
    assert len(radio.scans) == 1


def test_one_strap_cannot_be_two_peoples() -> None:
    with pytest.raises(ConfigError, match="named twice"):
        find(Scans([ONE]), "Polar H10 1", ONE.address)


def test_people_and_measurements_are_checked() -> None:
    assert check_people(["client", "therapist"], ["a", "b"]) == ("client", "therapist")
    assert check_people(["client"], []) == ("client",)
    for people, devices in ((["client"], ["a", "b"]), (["client", "x"], ["a"]), (["Bob"], [])):
        with pytest.raises(ConfigError):
            check_people(people, devices)
    assert parse_measurements("ecg, ACC") == {Measurement.ECG, Measurement.ACC}
    assert parse_measurements("none") == frozenset()
    with pytest.raises(ConfigError, match="gyro"):
        parse_measurements("gyro")


def test_the_list_and_the_table_say_what_is_known() -> None:
    console = Console(file=io.StringIO(), width=200)
    show_list(console, [ONE, PHONE])
    state = StrapStatus("Polar H10 1", ONE.address, "client", LinkState.CONNECTED, 55, False, 61)
    state.sent = {"frames": 9, "RR": 4}
    console.print(status_table([state]))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    for words in ("-50 dBm", "1 other Bluetooth devices", "55 %", "NO CONTACT", "61 bpm", "RR 4"):
        assert words in text


def test_the_command_is_offered() -> None:
    options = make_parser().parse_args(["bridge", "--device", "H10", "--person", "client"])
    assert (options.device, options.person, options.network) == (["H10"], ["client"], "loopback")
