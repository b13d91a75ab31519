"""The LSL configuration, and pylsl's errors as ours."""

from __future__ import annotations

from configparser import ConfigParser
from pathlib import Path

import pylsl
import pytest

from acquisition import lsl
from acquisition.ports import port_range
from safehold.core.errors import ConfigError, StreamError, StreamLostError, StreamNotFoundError
from safehold.core.messages import Message


def test_the_loopback_network_keeps_to_this_computer_and_liblsls_own_ports() -> None:
    config = ConfigParser()
    config.read_string(lsl.config_text("loopback"))
    assert config["multicast"]["ResolveScope"] == "machine"
    assert config["multicast"]["Interfaces"] == "{127.0.0.1}"
    assert config["multicast"]["TTLOverride"] == "0"
    assert (config["ports"]["BasePort"], config["ports"]["MulticastPort"]) == ("16572", "16571")
    assert not config.has_option("lab", "SessionID")


def test_the_loopback_network_looks_outside_its_range_and_holds_few_ports() -> None:
    config = ConfigParser()
    config.read_string(lsl.config_text("loopback"))
    assert config["multicast"]["AddressesOverride"] == f"{{{lsl.GROUP}}}"  # any port
    assert config["lab"]["KnownPeers"] == "{127.0.0.1}"  # programs that listen to other groups
    ports = port_range(lsl.config_text("loopback"))
    assert (ports.per_return, ports.per_watcher) == (2, 2)
    assert ports.wanted(12) <= ports.count / 2  # two people with six sensors each


def test_an_island_has_its_own_ports_and_session() -> None:
    config = ConfigParser()
    config.read_string(lsl.config_text(session_id="s1", ports=(26572, 26571)))
    assert config["lab"]["SessionID"] == "s1"
    assert (config["ports"]["BasePort"], config["ports"]["MulticastPort"]) == ("26572", "26571")
    assert not config.has_option("lab", "KnownPeers")
    alike = lsl.config_text(ports=(26572, 26571), small=False)
    assert alike.replace("=2657", "=1657") == lsl.config_text()


def test_the_lan_is_left_to_liblsl_and_the_users_own_configuration() -> None:
    assert lsl.config_text("lan") == ""


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        (("wifi",), {}),
        (("lan",), {"ports": (26572, 26571)}),
        ((), {"ports": (80, 81)}),
        ((), {"session_id": "a\nb"}),
    ],
)
def test_an_impossible_network_is_refused(
    arguments: tuple[str, ...], options: dict[str, object]
) -> None:
    with pytest.raises(ConfigError):
        lsl.config_text(*arguments, **options)  # type: ignore[arg-type]


def test_an_unreadable_configuration_file_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(lsl.CONFIG_VARIABLE, str(tmp_path / "none.cfg"))
    with pytest.raises(ConfigError, match=r"none\.cfg"):
        lsl.configure()


@pytest.mark.parametrize(
    ("raised", "ours"),
    [
        (pylsl.util.TimeoutError, StreamNotFoundError),
        (pylsl.util.LostError, StreamLostError),
        (pylsl.util.InternalError, StreamError),
        (RuntimeError, StreamError),
    ],
)
def test_errors_of_pylsl_become_stream_errors(
    raised: type[Exception], ours: type[StreamError]
) -> None:
    with pytest.raises(ours, match="Stream 'x'"), lsl.lsl_errors(Message("Stream 'x'")):
        raise raised("why")


def test_a_programmers_mistake_passes_untouched() -> None:
    with pytest.raises(ValueError), lsl.lsl_errors(Message("Stream 'x'")):
        raise ValueError
