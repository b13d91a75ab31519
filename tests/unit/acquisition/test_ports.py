"""How much of liblsl's port range is taken, and how much can come to be."""

from __future__ import annotations

import socket

import pytest

from acquisition.lsl import config_text
from acquisition.ports import PortRange, can_bind, port_range, port_use, setting


def test_liblsls_defaults_hold_where_nothing_is_set() -> None:
    ports = port_range("")
    assert (ports.base, ports.count, ports.last, ports.search) == (16572, 32, 16603, 16571)
    # measured: 7 sockets an inlet without its sender and 5 a watcher, twice with IPv6
    assert (ports.per_return, ports.per_watcher) == (14, 10)
    v4 = port_range("[ports]\nIPv6=disable\n")
    assert (v4.per_return, v4.per_watcher) == (7, 5)


def test_a_configuration_is_read() -> None:
    ports = port_range(config_text(session_id="s", ports=(26572, 26571)))
    assert (ports.base, ports.search) == (26572, 26571)
    assert setting("[lab]\nSessionID = x\n", "lab", "SessionID") == "x"
    assert setting("no configuration", "lab", "SessionID", "default") == "default"
    with pytest.raises(ValueError, match="many"):
        port_range("[ports]\nPortRange=many\n")


def test_so_many_sensors_fit_that_one_more_does_not() -> None:
    ports = port_range(config_text("loopback"))
    assert ports.wanted(ports.fits()) <= ports.count < ports.wanted(ports.fits() + 1)
    assert port_range("").fits() == 0


def test_taken_ports_are_counted() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.bind(("", 0))
        number = udp.getsockname()[1]
        assert not can_bind(number, socket.SOCK_DGRAM)
        one = PortRange(number, 1, search=16571, per_return=2, per_watcher=2)
        assert port_use(one).udp_free == 0
