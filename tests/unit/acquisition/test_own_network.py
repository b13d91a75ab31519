"""Networks that nobody else is on: their ports and their sessions."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from acquisition import own_network as networks
from acquisition.lsl import CONFIG_VARIABLE, PORT_RANGE
from acquisition.own_network import joined, own_network, own_ports
from acquisition.ports import port_range, setting
from safehold.core.errors import StreamError


@pytest.mark.parametrize("counts", [(100, 100, 100), (258, 100, 1026), (1, 258, 258)])
def test_no_two_have_a_port_in_common(counts: tuple[int, ...]) -> None:
    with ExitStack() as stack:
        rows = [(stack.enter_context(own_ports(count)), count) for count in counts]
        ports = [port for first, count in rows for port in range(first, first + count)]
        assert len(set(ports)) == sum(counts)
        assert min(ports) >= networks.FIRST
        assert max(ports) < networks.LAST


def test_what_is_given_back_is_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "FIRST", 31000)
    monkeypatch.setattr(networks, "LOCKS", 19700)  # blocks that are not those of other tests
    monkeypatch.setattr(networks, "LAST", 31300)
    with own_ports(200) as first:
        with pytest.raises(StreamError, match="No 200 ports"), own_ports(200):
            pass
        with own_ports(100) as other:
            assert not first <= other < first + 200
        with own_ports(100) as again:
            assert again == other
    with own_ports(300) as all_of_them:
        assert all_of_them == 31000


def test_two_networks_of_one_name_are_two(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with (
        own_network(tmp_path / "a", "soak") as first,
        own_network(tmp_path / "b", "soak", small=False) as second,
    ):
        texts = [path.read_text() for path in (first, second)]
        ranges = [port_range(text) for text in texts]
        sessions = {setting(text, "lab", "SessionID") for text in texts}
        assert len(sessions) == 2
        assert all(session.startswith("soak-") for session in sessions)
        assert ranges[1].count == PORT_RANGE
        assert {ranges[0].base, ranges[0].search}.isdisjoint({ranges[1].base, ranges[1].search})


def test_a_process_leaves_the_network_as_it_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(CONFIG_VARIABLE, raising=False)
    with joined(tmp_path / "outer") as environment:
        assert environment[CONFIG_VARIABLE] == str(tmp_path / "outer")
        with joined(tmp_path / "inner"):
            assert os.environ[CONFIG_VARIABLE] == str(tmp_path / "inner")
        assert os.environ[CONFIG_VARIABLE] == str(tmp_path / "outer")
    assert CONFIG_VARIABLE not in os.environ
