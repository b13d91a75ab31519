"""The configuration of liblsl that is in force, and the ports it leaves."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from acquisition import lsl
from acquisition.lsl import CONFIG_VARIABLE, config_text
from acquisition.ports import PortRange, PortUse, port_range, port_use, setting
from safehold.core.messages import Message, verbatim


@dataclass(frozen=True, slots=True)
class Configuration:
    """The liblsl configuration that safehold's processes have."""

    text: str
    source: Message
    """Where it comes from, in words."""

    def get(self, section: str, option: str, default: str = "") -> str:
        """Return a setting, or the default where it is not set or the text cannot be read."""
        return setting(self.text, section, option, default)


def configuration_in_force(network: str, environ: Mapping[str, str]) -> Configuration:
    """Return the configuration that :func:`acquisition.lsl.configure` leads to.

    Raises
    ------
    OSError
        When the file that the environment names cannot be read.
    """
    own = environ.get(CONFIG_VARIABLE, "")
    if own:
        return Configuration(
            Path(own).read_text(encoding="utf-8"),
            Message("{path} ({variable})", path=own, variable=CONFIG_VARIABLE),
        )
    if network == "loopback":
        return Configuration(
            config_text("loopback"), Message("safehold's own for --network loopback")
        )
    for path in lsl_files(environ):
        if path.is_file():
            return Configuration(
                path.read_text(encoding="utf-8", errors="replace"), verbatim(str(path))
            )
    return Configuration("", Message("liblsl's defaults (no lsl_api.cfg)"))


def lsl_files(environ: Mapping[str, str]) -> list[Path]:
    """Return the files that liblsl itself reads its configuration from, first wins."""
    named = environ.get("LSLAPICFG", "")
    places = [Path("lsl_api.cfg"), Path.home() / "lsl_api" / "lsl_api.cfg"]
    places.append(Path("C:/etc" if sys.platform == "win32" else "/etc") / "lsl_api/lsl_api.cfg")
    return [Path(named), *places] if named else places


def ports_in_force(network: str, environ: Mapping[str, str]) -> PortRange | None:
    """Return the port range of a network; None where its configuration cannot be read."""
    try:
        return port_range(configuration_in_force(network, environ).text)
    except (OSError, ValueError):
        return None


def ports_now() -> PortUse | None:
    """Count the free ports of the network that this process has joined; None where unknown."""
    ports = ports_in_force("loopback" if lsl.configuration() else "lan", os.environ)
    return None if ports is None else port_use(ports)
