"""Straps without a radio: bumble's Bluetooth stack on a virtual link, under the real bleak.

Everything between the virtual air and the LSL streams is the product's own code and bleak's
front; only the operating system's part of bleak is replaced, by bumble's host.
"""

from __future__ import annotations

import asyncio
import struct
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient
from bleak.backends.scanner import AdvertisementData, BaseBleakScanner
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from bleak.exc import BleakDeviceNotFoundError, BleakError
from bleak.uuids import normalize_uuid_str
from bumble.controller import Controller
from bumble.core import UUID, AdvertisingData
from bumble.device import Device, Peer
from bumble.gatt import Characteristic, CharacteristicValue, Service
from bumble.hci import Address
from bumble.host import Host
from bumble.link import LocalLink
from bumble.transport.common import AsyncPipeSink

from acquisition.bluetooth import polar
from acquisition.bluetooth.radio import BleakRadio
from acquisition.discovery import StreamWatcher
from acquisition.inlet import RawInlet

CONNECT_S = 0.5
"""A connection to a strap that is not there is given up after so long."""


class Air:
    """A virtual link, this computer's end of it, and bleak backends that use it."""

    def __init__(self) -> None:
        self.link = LocalLink()
        self.computer = self.device("C0:00:00:00:00:01")

    def device(self, address: str) -> Device:
        controller = Controller(address, link=self.link, public_address=address)
        return Device(address=Address(address), host=Host(controller, AsyncPipeSink(controller)))

    def radio(self) -> BleakRadio:
        """The product's radio on this air."""
        client = type("AirClient", (_Client,), {"air": self})
        scanner = type("AirScanner", (_Scanner,), {"air": self})
        return BleakRadio(scanner_backend=scanner, client_backend=client)


class VirtualStrap:
    """A strap with heart rate, battery and, if it is a Polar, the measurement service."""

    def __init__(self, air: Air, address: str, name: str, *, features: bytes = b"") -> None:
        self.device = air.device(address)
        self.name = name
        self.level = 83
        self.commands: list[bytes] = []
        self.refuse: set[int] = set()
        """Polar measurements that are refused at their start."""
        self.heart = Characteristic(
            UUID("2A37"), Characteristic.Properties.NOTIFY, Characteristic.READABLE, b""
        )
        battery = Characteristic(
            UUID("2A19"),
            Characteristic.Properties.READ,
            Characteristic.READABLE,
            CharacteristicValue(read=lambda _: bytes((self.level,))),
        )
        services = [
            Service(UUID("180D"), [self.heart]),
            Service(UUID("180F"), [battery]),
        ]
        if features:
            self._control = Characteristic(
                UUID(polar.CONTROL),
                Characteristic.Properties.READ
                | Characteristic.Properties.WRITE
                | Characteristic.Properties.INDICATE,
                Characteristic.READABLE | Characteristic.WRITEABLE,
                CharacteristicValue(read=lambda _: features, write=self._on_command),
            )
            self.data = Characteristic(
                UUID(polar.DATA), Characteristic.Properties.NOTIFY, Characteristic.READABLE, b""
            )
            services.append(Service(UUID(polar.SERVICE), [self._control, self.data]))
        for service in services:
            self.device.add_service(service)
        self._tasks: set[asyncio.Task[None]] = set()

    async def appear(self) -> None:
        """Switch on and advertise."""
        if not self.device.powered_on:
            await self.device.power_on()
        advertising = AdvertisingData(
            [
                (AdvertisingData.COMPLETE_LOCAL_NAME, self.name.encode()),
                (
                    AdvertisingData.COMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS,
                    bytes(UUID("180D")),
                ),
            ]
        )
        await self.device.start_advertising(
            advertising_data=bytes(advertising), advertising_interval_min=20.0,
            advertising_interval_max=20.0,
        )  # fmt: skip

    async def vanish(self) -> None:
        """Break every connection and be silent."""
        await self.device.stop_advertising()
        for connection in list(self.device.connections.values()):
            await connection.disconnect()

    async def heart_frame(self, data: bytes) -> None:
        """Notify a heart-rate frame, whatever it holds."""
        await self.device.notify_subscribers(self.heart, data)

    async def polar_frame(self, data: bytes) -> None:
        """Notify a Polar frame, whatever it holds."""
        await self.device.notify_subscribers(self.data, data)

    def _on_command(self, _: Any, command: bytes) -> None:
        self.commands.append(bytes(command))
        task = asyncio.get_running_loop().create_task(self._answer(bytes(command)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, command: bytes) -> None:
        operation, measurement = command[:2]
        answer = bytes((0xF0, operation, measurement, 0, 0))
        if operation == 1:
            answer += {
                0: bytes.fromhex("00 01 8200 01 01 0E00"),
                1: bytes.fromhex("00 01 3700 01 01 1600 04 01 04"),
                2: bytes.fromhex("00 04 1900 3200 6400 C800 01 01 1000 02 03 0200 0400 0800"),
            }[measurement]
        elif measurement in self.refuse:
            answer = bytes((0xF0, operation, measurement, 13, 0))
        else:
            answer += bytes.fromhex("05 01") + struct.pack("<f", 1.0)
        await self.device.indicate_subscribers(self._control, answer)


def heart_rate_frame(rate: int, rr: list[int], *, contact: bool = True) -> bytes:
    """A frame of a strap with contact detection; RR in 1/1024 s."""
    flags = 0x10 * bool(rr) | 0x04 | 0x02 * contact
    return bytes((flags, rate)) + b"".join(value.to_bytes(2, "little") for value in rr)


def ecg_frame(end_ns: int, values: list[int]) -> bytes:
    """A frame of plain ECG in microvolts."""
    content = b"".join(value.to_bytes(3, "little", signed=True) for value in values)
    return b"\x00" + end_ns.to_bytes(8, "little") + b"\x00" + content


class _Scanner(BaseBleakScanner):
    air: Air

    def __init__(self, callback: Any, service_uuids: Any, *_: Any, **__: Any) -> None:
        super().__init__(callback, service_uuids)

    async def start(self) -> None:
        self.seen_devices = {}
        self.air.computer.on("advertisement", self._on_advertisement)
        await self.air.computer.start_scanning(legacy=True)

    async def stop(self) -> None:
        self.air.computer.remove_listener("advertisement", self._on_advertisement)
        await self.air.computer.stop_scanning()

    def _on_advertisement(self, seen: Any) -> None:
        name = seen.data.get(AdvertisingData.Type.COMPLETE_LOCAL_NAME)
        services = seen.data.get(AdvertisingData.Type.COMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS)
        uuids = [normalize_uuid_str(uuid.to_hex_str()) for uuid in services or []]
        data = AdvertisementData(name, {}, {}, uuids, None, -50, ())
        address = str(seen.address).removesuffix("/P")
        device = self.create_or_update_device(address, address, name, seen, data)
        self.call_detection_callbacks(device, data)


class _Client(BaseBleakClient):
    air: Air

    def __init__(self, address: Any, **kwargs: Any) -> None:
        super().__init__(
            address,
            disconnected_callback=kwargs["disconnected_callback"],
            timeout=kwargs["timeout"],
        )
        self._peer: Peer | None = None

    @property
    def name(self) -> str:
        return self.address

    @property
    def mtu_size(self) -> int:
        return 247

    @property
    def is_connected(self) -> bool:
        return self._peer is not None

    async def connect(self, *_: Any, **__: Any) -> None:
        await self._find()
        connection = await self.air.computer.connect(Address(self.address))
        peer = Peer(connection)
        connection.on("disconnection", self._on_disconnection)
        await peer.request_mtu(247)
        await peer.discover_all()
        self.services = BleakGATTServiceCollection()
        for service in peer.services:
            made = BleakGATTService(
                service, service.handle, normalize_uuid_str(service.uuid.to_hex_str("-").lower())
            )
            self.services.add_service(made)
            for proxy in service.characteristics:
                names = str(proxy.properties).lower().replace("_", "-").split("|")
                uuid = normalize_uuid_str(proxy.uuid.to_hex_str("-").lower())
                self.services.add_characteristic(
                    BleakGATTCharacteristic(proxy, proxy.handle, uuid, names, lambda: 244, made)
                )
        self._peer = peer

    async def _find(self) -> None:
        """Wait for an advertisement first, as the system's backends do."""
        heard = asyncio.Event()

        def on_advertisement(seen: Any) -> None:
            if str(seen.address).removesuffix("/P") == self.address:
                heard.set()

        computer = self.air.computer
        computer.on("advertisement", on_advertisement)
        await computer.start_scanning(legacy=True)
        try:
            async with asyncio.timeout(CONNECT_S):
                await heard.wait()
        except TimeoutError as error:
            raise BleakDeviceNotFoundError(self.address) from error
        finally:
            computer.remove_listener("advertisement", on_advertisement)
            await computer.stop_scanning()

    def _on_disconnection(self, _: Any) -> None:
        self._peer = None
        if self._disconnected_callback is not None:
            self._disconnected_callback()

    async def disconnect(self) -> None:
        if self._peer is not None:
            await self._peer.connection.disconnect()

    def _need(self) -> None:
        if self._peer is None:
            raise BleakError("Not connected")

    async def read_gatt_char(self, characteristic: Any, **_: Any) -> bytearray:
        self._need()
        return bytearray(await characteristic.obj.read_value())

    async def write_gatt_char(self, characteristic: Any, data: Any, response: bool) -> None:
        self._need()
        await characteristic.obj.write_value(bytes(data), with_response=response)

    async def start_notify(self, characteristic: Any, callback: Any, **_: Any) -> None:
        self._need()
        await characteristic.obj.subscribe(lambda value: callback(bytearray(value)))

    async def stop_notify(self, characteristic: Any) -> None:
        await characteristic.obj.unsubscribe()

    async def pair(self, *_: Any, **__: Any) -> None:
        raise NotImplementedError

    async def unpair(self) -> None:
        raise NotImplementedError

    async def read_gatt_descriptor(self, descriptor: Any, **_: Any) -> bytearray:
        raise NotImplementedError

    async def write_gatt_descriptor(self, descriptor: Any, data: Any) -> None:
        raise NotImplementedError


class Listener(threading.Thread):
    """Reads every stream of a strap with the product's inlet, as soon as it is there."""

    def __init__(self, address: str) -> None:
        super().__init__(name="listener")
        self._key = "bluetooth-" + address.replace(":", "").casefold()
        self._done = threading.Event()
        self.inlets: dict[str, RawInlet] = {}
        self._chunks: dict[str, list[tuple[np.ndarray, Any]]] = {}

    def run(self) -> None:
        watcher = StreamWatcher()
        while True:
            last = self._done.wait(0.01)
            for found in watcher.streams():
                source = found.description.source_id
                if source.startswith(self._key) and source not in self.inlets:
                    inlet = RawInlet(found)
                    inlet.open(5)
                    self.inlets[source] = inlet
            for source, inlet in list(self.inlets.items()):
                while (chunk := inlet.pull()) is not None:
                    word = source.rsplit("-", 1)[1]
                    self._chunks.setdefault(word, []).append((chunk.stamps, chunk.values))
            if last:
                return

    def __enter__(self) -> Listener:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self.join(20)
        assert not self.is_alive()
        for inlet in self.inlets.values():
            inlet.close()

    def values(self, word: str) -> list[Any]:
        """First channel of what has come so far, in order."""
        return [row[0] for _, values in list(self._chunks.get(word, [])) for row in values]

    def rows(self, word: str) -> list[Any]:
        """All channels of what has come so far, in order."""
        return [list(row) for _, values in list(self._chunks.get(word, [])) for row in values]

    def stamps(self, word: str) -> np.ndarray:
        """Stamps of what has come so far, in order."""
        return np.concatenate([stamps for stamps, _ in self._chunks.get(word, [])])

    def header(self, word: str) -> Any:
        """Full header of a stream."""
        return next(i.spec_info for s, i in self.inlets.items() if s.endswith(f"-{word}"))


async def until(condition: Callable[[], object], timeout: float = 60.0) -> None:
    """Let the loop run until the condition holds; fail after the time-out."""
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {timeout:g} s in vain")
        await asyncio.sleep(0.01)
