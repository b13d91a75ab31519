"""Checks of this computer: installation, window, disk, clocks, Bluetooth."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata
from pathlib import Path

import safehold
from acquisition.lsl import library_version, local_clock
from safehold.checks.doctor import REPORT_IT
from safehold.core.findings import Finding, fail, ok, warn
from safehold.core.messages import Message, joined, verbatim

ROOMS = ("safehold", "acquisition", "processing", "recordings", "gui")
_CHILD_S = 60.0


def check_versions() -> Iterator[Finding]:
    """Versions of what safehold stands on, against what it was built for."""
    python = sys.version_info
    text = f"{python.major}.{python.minor}.{python.micro}"
    if python[:2] < (3, 11):
        yield fail(verbatim("Python"), verbatim(text), Message("Install Python 3.11 or newer."))
    else:
        yield ok(
            verbatim("Python"),
            Message("{text} at {executable}", text=text, executable=sys.executable),
        )
    yield ok(verbatim("liblsl"), verbatim(library_version()))
    found, missing = [], []
    for name in _requirements():
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing.append(name)
    yield ok(Message("packages"), verbatim(", ".join(found)))
    if missing:
        yield fail(
            Message("packages"),
            Message("not installed: {missing}", missing=", ".join(missing)),
            Message("Install safehold again."),
        )


def _requirements() -> list[str]:
    """Return the names of what safehold always needs."""
    requires = metadata.requires("safehold") or []
    names = {re.split(r"[^A-Za-z0-9_.-]", text)[0] for text in requires if "extra ==" not in text}
    return sorted(names, key=str.casefold)


def check_rooms(
    find: Callable[[str], str | None] | None = None,
    owners: Callable[[], dict[str, list[str]]] | None = None,
) -> Iterator[Finding]:
    """Whether safehold's packages are its own: their names are generic.

    Parameters
    ----------
    find : callable or None
        Returns the file of a package by its name; None for the import system.
    owners : callable or None
        Returns the distributions that brought each package; None for those installed.
    """
    root = Path(safehold.__file__).resolve().parent.parent
    installed = (owners or _owners)()
    trouble = False
    for room in ROOMS:
        origin = (find or _origin)(room)
        others = sorted(set(installed.get(room, ())) - {"safehold"})
        if origin is None or Path(origin).resolve().parent != root / room:
            trouble = True
            yield fail(
                Message("package names"),
                Message(
                    "the package {room!r} comes from {origin}, not from {root}",
                    room=room,
                    origin=origin or "-",
                    root=root / room,
                ),
                Message(
                    "Another program or a folder of the same name hides it. Install "
                    "safehold in an environment of its own, and start it from another "
                    "folder."
                ),
            )
        elif others:
            trouble = True
            yield warn(
                Message("package names"),
                Message(
                    "{others} also brings a package {room!r} and may have overwritten "
                    "files of safehold's",
                    others=", ".join(others),
                    room=room,
                ),
                Message("Install safehold in an environment of its own."),
            )
    if not trouble:
        yield ok(
            Message("package names"),
            Message("all of safehold's packages come from {root}", root=root),
        )


def _origin(name: str) -> str | None:
    spec = importlib.util.find_spec(name)
    return None if spec is None else spec.origin


def _owners() -> dict[str, list[str]]:
    """Return the distributions of safehold's packages, those of editable installs included."""
    return {
        room: [name.casefold() for name in names]
        for room, names in metadata.packages_distributions().items()
        if room in ROOMS
    }


def check_window() -> Iterator[Finding]:
    """Whether the window can be loaded; in another process, without a display."""
    program = (
        "from safehold.cli.window import load_window\n"
        "from safehold.core.errors import DisplayError\n"
        "import sys\n"
        "try:\n"
        "    load_window()\n"
        "except DisplayError as error:\n"
        "    sys.stdout.write(str(error)); sys.exit(6)\n"
    )
    remedy = joined(" ", (Message("The text view (--headless) works without."), REPORT_IT))
    try:
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            timeout=_CHILD_S,
            check=False,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
    except subprocess.TimeoutExpired:
        yield fail(
            Message("window"),
            Message("Qt did not load within {seconds:g} s", seconds=_CHILD_S),
            remedy,
        )
        return
    if done.returncode == 0:
        yield ok(
            Message("window"),
            Message("Qt can be loaded")
            if _display()
            else Message("Qt can be loaded; there is no display here, so text is used"),
        )
    elif done.returncode == 6:
        message, _, help_ = done.stdout.partition("\n")
        yield warn(Message("window"), verbatim(message), verbatim(help_.strip()) or remedy)
    else:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        yield fail(
            Message("window"),
            Message(
                "loading Qt ended with code {number}: {last}", number=done.returncode, last=last
            ),
            remedy,
        )


def _display() -> bool:
    return sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def check_clocks(
    lsl: Callable[[], float] = local_clock,
    wall: Callable[[], float] = time.time,
    monotonic: Callable[[], float] = time.monotonic,
    wait: Callable[[float], None] = time.sleep,
) -> Iterator[Finding]:
    """Whether the clocks run, and run alike."""
    start = lsl(), wall(), monotonic()
    wait(0.3)
    passed = lsl() - start[0], wall() - start[1], monotonic() - start[2]
    if passed[2] <= 0 or abs(passed[0] / passed[2] - 1) > 0.02:
        yield fail(
            Message("LSL clock"),
            Message("it ran {ran:.3f} s in {passed:.3f} s", ran=passed[0], passed=passed[2]),
            Message("Restart the computer; on a virtual machine update its guest tools."),
        )
    else:
        yield ok(Message("LSL clock"), Message("{now:.0f} s, runs as it should", now=start[0]))
    if abs(passed[1] - passed[2]) > 0.02:
        yield warn(
            Message("system clock"),
            Message(
                "it was set while being watched (by {step:+.3f} s)", step=passed[1] - passed[2]
            ),
            Message(
                "Stamps do not come from it. Let it settle before the session: files "
                "carry its date."
            ),
        )
    elif not 1.7e9 < start[1] < 4.1e9:
        yield warn(
            Message("system clock"),
            verbatim(time.strftime("%Y-%m-%d", time.gmtime(start[1]))),
            Message("Set the date."),
        )
    else:
        yield ok(
            Message("system clock"),
            verbatim(time.strftime("%Y-%m-%d %H:%M:%S %z", time.localtime(start[1]))),
        )


def check_bluetooth() -> Iterable[Finding]:
    """Whether the bridge to Bluetooth straps is installed; it is optional."""
    try:
        version = metadata.version("bleak")
    except metadata.PackageNotFoundError:
        return [
            ok(
                verbatim("Bluetooth"),
                Message("not installed (only 'safehold bridge' needs it)"),
                Message("If you need it: pip install 'safehold[bluetooth]'"),
            )
        ]
    if sys.platform == "linux" and not any(Path("/sys/class/bluetooth").glob("hci*")):
        return [
            ok(
                verbatim("Bluetooth"),
                Message(
                    "bleak {version}; this computer has no Bluetooth adapter", version=version
                ),
            )
        ]
    return [
        ok(
            verbatim("Bluetooth"),
            Message(
                ("bleak {version}; 'safehold bridge --list' shows what is in range"),
                version=version,
            ),
        )
    ]
