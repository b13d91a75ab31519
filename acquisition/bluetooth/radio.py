"""The Bluetooth radio: who is there, and a link to one of them.

:class:`Radio` and :class:`Link` are all that the bridge knows of Bluetooth; ``BleakRadio`` is the
real one. bleak is an optional dependency, imported here and nowhere else, when it is needed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from acquisition.bluetooth import heart_rate, polar
from safehold.core.errors import ConfigError, StreamError, StreamNotFoundError
from safehold.core.messages import Message

logger = logging.getLogger("safehold.acquisition.bluetooth.radio")

CONNECT_S = 30.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A device that advertises itself."""

    address: str
    """Bluetooth address; an identifier of this computer's own making on macOS."""
    name: str
    """Empty where it says none."""
    rssi: int
    """Signal strength, dBm: -40 is beside the computer, -90 is nearly gone."""
    services: frozenset[str] = frozenset()
    """Service ids that it advertises."""

    @property
    def is_strap(self) -> bool:
        """True for a heart-rate sensor, by its services or because it calls itself Polar."""
        wanted = {heart_rate.SERVICE, polar.SERVICE}
        return bool(self.services & wanted) or self.name.casefold().startswith("polar ")


class Link(Protocol):
    """A connection to one device. Every method may raise StreamError."""

    async def connect(self, on_lost: Callable[[], None]) -> None:
        """Connect; ``on_lost`` is called in the event loop when the link breaks later."""

    async def disconnect(self) -> None:
        """Take the link down; harmless when it is down already."""

    def offers(self, characteristic: str) -> bool:
        """Tell whether the device has a characteristic, by its id."""

    async def read(self, characteristic: str) -> bytes:
        """Return the value of a characteristic."""

    async def write(self, characteristic: str, data: bytes) -> None:
        """Write to a characteristic and wait until the device has it."""

    async def subscribe(self, characteristic: str, on_data: Callable[[bytes], None]) -> None:
        """Have ``on_data`` called in the event loop with each notification or indication."""


class Radio(Protocol):
    """What finds devices and links to them."""

    async def scan(self, seconds: float) -> list[Seen]:
        """Listen for that many seconds and return every device heard, strongest first."""

    def link(self, address: str) -> Link:
        """Return a link, not yet connected, to a device."""


class BleakRadio:
    """The Bluetooth adapter of this computer, by bleak.

    Parameters
    ----------
    scanner_backend, client_backend : type or None
        bleak backends to use in place of the system's.

    Raises
    ------
    ConfigError
        When bleak is not installed.
    """

    def __init__(self, *, scanner_backend: Any = None, client_backend: Any = None) -> None:
        try:
            import bleak  # here, for it is optional: without it everything else works
        except ImportError as error:
            raise ConfigError(
                Message("Bluetooth needs the package bleak, which is not installed."),
                remedy=Message("Install it with: pip install 'safehold[bluetooth]'"),
            ) from error
        self._bleak = bleak
        self._scanner_backend = scanner_backend
        self._client_backend = client_backend
        self._connecting = asyncio.Lock()  # adapters refuse a second connection under way

    async def scan(self, seconds: float) -> list[Seen]:
        """Listen for that many seconds and return every device heard, strongest first."""
        with _bluetooth_errors(Message("The search for Bluetooth devices")):
            found = await self._bleak.BleakScanner.discover(
                timeout=seconds, return_adv=True, backend=self._scanner_backend
            )
        seen = [
            Seen(
                device.address,
                (advertised.local_name or device.name or "").strip(),
                int(advertised.rssi),
                frozenset(uuid.lower() for uuid in advertised.service_uuids),
            )
            for device, advertised in found.values()
        ]
        return sorted(seen, key=lambda one: -one.rssi)

    def link(self, address: str) -> Link:
        """Return a link, not yet connected, to a device."""
        return _BleakLink(self._bleak, address, self._client_backend, self._connecting)


class _BleakLink:
    def __init__(self, bleak: Any, address: str, backend: Any, connecting: asyncio.Lock) -> None:
        self._bleak = bleak
        self._address = address
        self._backend = backend
        self._connecting = connecting
        self._client: Any = None

    async def connect(self, on_lost: Callable[[], None]) -> None:
        async with self._connecting:
            with _bluetooth_errors(Message("Device {address}", address=self._address)):
                self._client = self._bleak.BleakClient(
                    self._address,
                    disconnected_callback=lambda _: on_lost(),
                    timeout=CONNECT_S,
                    backend=self._backend,
                )
                async with asyncio.timeout(CONNECT_S + 5):  # backends' own time-outs have holes
                    await self._client.connect()

    async def disconnect(self) -> None:
        if self._client is not None:
            with _bluetooth_errors(Message("Device {address}", address=self._address)):
                async with asyncio.timeout(10):
                    await self._client.disconnect()

    def offers(self, characteristic: str) -> bool:
        with _bluetooth_errors(Message("Device {address}", address=self._address)):
            return self._client.services.get_characteristic(characteristic) is not None

    async def read(self, characteristic: str) -> bytes:
        with _bluetooth_errors(Message("Device {address}", address=self._address)):
            async with asyncio.timeout(10):
                return bytes(await self._client.read_gatt_char(characteristic))

    async def write(self, characteristic: str, data: bytes) -> None:
        with _bluetooth_errors(Message("Device {address}", address=self._address)):
            async with asyncio.timeout(10):
                await self._client.write_gatt_char(characteristic, data, response=True)

    async def subscribe(self, characteristic: str, on_data: Callable[[bytes], None]) -> None:
        with _bluetooth_errors(Message("Device {address}", address=self._address)):
            async with asyncio.timeout(10):
                await self._client.start_notify(
                    characteristic, lambda _, data: on_data(bytes(data))
                )


@contextmanager
def _bluetooth_errors(what: Message) -> Iterator[None]:
    """Turn what bleak and its backends raise into ours; ``what`` opens the message."""
    from bleak.exc import (
        BleakBluetoothNotAvailableError,
        BleakDeviceNotFoundError,
        BleakError,
    )

    try:
        yield
    except BleakBluetoothNotAvailableError as error:
        raise StreamError(
            Message("{what}: no usable Bluetooth: {error}.", what=what, error=error),
            remedy=Message(
                "Switch Bluetooth on, and allow this program to use it in the system settings."
            ),
        ) from error
    except BleakDeviceNotFoundError as error:
        raise StreamNotFoundError(
            Message("{what} is out of range.", what=what),
            remedy=Message(
                "Wet and wear the strap, and disconnect it from other phones and "
                "watches: most straps stop advertising once something is connected."
            ),
        ) from error
    except TimeoutError as error:
        raise StreamError(
            Message("{what} does not answer.", code="stream_does_not_answer", what=what)
        ) from error
    except (FileNotFoundError, ConnectionRefusedError) as error:
        raise StreamError(
            Message(
                "{what}: this system's Bluetooth service does not run: {error}.",
                what=what,
                error=error,
            ),
            remedy=Message(
                "On Linux: sudo apt install bluez; sudo systemctl start dbus bluetooth"
            ),
        ) from error
    except (BleakError, OSError, EOFError) as error:
        raise StreamError(
            Message("{what}: {error}.", what=what, error=error or type(error).__name__)
        ) from error
    except Exception as error:  # backends let errors of D-Bus, WinRT and Objective-C through
        logger.exception("unforeseen Bluetooth error")
        raise StreamError(
            Message("{what}: {kind}: {error}.", what=what, kind=type(error).__name__, error=error)
        ) from error
