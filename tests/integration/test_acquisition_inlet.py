"""Real liblsl on loopback: what is pushed is what arrives, bit for bit."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pylsl
import pytest

from acquisition.description import FoundStream, StreamDescription, describe
from acquisition.discovery import StreamWatcher, discover, propose_specs
from acquisition.inlet import RawChunk, RawInlet
from acquisition.lsl import check_session, configure, local_clock
from acquisition.outlets import Outlet, OutletChannel, OutletInfo
from safehold.core.errors import SafeholdError, StreamError, StreamLostError, StreamNotFoundError
from safehold.core.types import Role
from tests.integration._sender_process import SenderProcess

if TYPE_CHECKING:
    from tests.integration.conftest import LslNetwork

pytestmark = pytest.mark.lsl

HELD_S = 2.0
"""So long a sender does not answer, s."""


def find(network: LslNetwork, source_id: str) -> FoundStream:
    watcher = StreamWatcher()
    found: list[FoundStream] = []

    def there() -> bool:
        found[:] = [f for f in watcher.streams() if f.description.source_id == source_id]
        return bool(found)

    network.wait_until(there)
    return found[0]


def pull_all(network: LslNetwork, inlet: RawInlet, n: int) -> RawChunk:
    chunks: list[RawChunk] = []

    def enough() -> bool:
        chunk = inlet.pull()
        if chunk is not None:
            chunks.append(chunk)
        return sum(map(len, chunks)) >= n

    network.wait_until(enough)
    stamps = np.concatenate([c.stamps for c in chunks])
    if isinstance(chunks[0].values, list):
        return RawChunk(stamps, [row for c in chunks for row in c.values])
    return RawChunk(stamps, np.concatenate([c.values for c in chunks]))


def outlet(network: LslNetwork, format_: str, channels: int = 1, rate: float = 250.0) -> Outlet:
    labels = tuple(OutletChannel(f"ch{k}", "mV", "ECG") for k in range(channels))
    source_id = network.source_id(format_)
    return Outlet(OutletInfo("bob's ecg", "ECG", source_id, labels, rate, format_, "client"))


@pytest.fixture
def numbers(lsl_network: LslNetwork) -> Iterator[tuple[Outlet, RawInlet]]:
    out = outlet(lsl_network, "double64", channels=2)
    inlet = RawInlet(find(lsl_network, out.info.source_id))
    inlet.open(5)
    yield out, inlet
    inlet.close()
    out.close()


@pytest.mark.parametrize(
    ("format_", "dtype"),
    [("float32", np.float32), ("double64", np.float64), ("int8", np.int8), ("int16", np.int16),
     ("int32", np.int32), ("int64", np.int64)],
)  # fmt: skip
def test_values_and_raw_stamps_arrive_bit_for_bit_in_their_own_dtype(
    lsl_network: LslNetwork, format_: str, dtype: type
) -> None:
    out = outlet(lsl_network, format_, channels=3)
    inlet = RawInlet(find(lsl_network, out.info.source_id))
    inlet.open(5)
    rng = np.random.default_rng(1)
    values = (rng.normal(0, 30, (500, 3))).astype(dtype)
    if values.dtype.kind == "f":
        values[5], values[6, 0], values[7, 1] = np.nan, np.inf, -np.inf
    stamps = np.sort(rng.uniform(1e3, 1e6, 500))
    stamps[100] = stamps[99] - 7.0  # backwards, as bursty senders do
    for start in range(0, 500, 7):
        out.push_chunk(values[start : start + 7], stamps[start : start + 7])
    got = pull_all(lsl_network, inlet, 500)
    assert isinstance(got.values, np.ndarray)
    assert got.values.dtype == dtype
    assert got.values.tobytes() == values.tobytes()
    assert got.stamps.tobytes() == stamps.tobytes()
    inlet.close()
    out.close()


def test_strings_arrive_as_the_bytes_that_were_sent(lsl_network: LslNetwork) -> None:
    source_id = lsl_network.source_id("strings")
    raw = pylsl.StreamOutlet(pylsl.StreamInfo("m", "Markers", 1, 0, "string", source_id))
    inlet = RawInlet(find(lsl_network, source_id))
    inlet.open(5)
    sent = [b"plain", "\u00e4\u6f22\U0001f600".encode(), b"", b"a\x00b", b"\xff\xfe broken",
            b"line\nline", b"x" * 1_000_000]  # fmt: skip
    for k, text in enumerate(sent):
        raw.push_sample([text], 10.0 + k)
    got = pull_all(lsl_network, inlet, len(sent))
    assert got.values == [[text] for text in sent]
    assert got.stamps.tolist() == [10.0 + k for k in range(len(sent))]
    inlet.close()


def test_two_inlets_of_one_outlet_get_the_same(
    lsl_network: LslNetwork, numbers: tuple[Outlet, RawInlet]
) -> None:
    out, first = numbers
    second = RawInlet(find(lsl_network, out.info.source_id))
    second.open(5)
    values = np.random.default_rng(2).normal(size=(1000, 2))
    stamps = 5 + np.arange(1000) / 250
    for start in range(0, 1000, 10):
        out.push_chunk(values[start : start + 10], stamps[start : start + 10])
    one, two = (pull_all(lsl_network, inlet, 1000) for inlet in (first, second))
    assert one.stamps.tobytes() == two.stamps.tobytes() == stamps.tobytes()
    assert np.array_equal(one.values, two.values)
    assert np.array_equal(one.values, values)
    second.close()


def test_the_open_header_tells_channels_units_person_and_xml(
    numbers: tuple[Outlet, RawInlet], lsl_network: LslNetwork
) -> None:
    out, inlet = numbers
    info = inlet.spec_info
    assert info.labels == ("ch0", "ch1")
    assert info.units == ("mV", "mV")
    assert (info.name, info.person, info.nominal_rate) == ("bob's ecg", "client", 250)
    assert (info.source_id, info.session_id) == (out.info.source_id, lsl_network.session_id)
    assert "<can_drop_samples>true</can_drop_samples>" in info.xml
    assert info.uid
    assert info.hostname


def test_nothing_to_pull_is_none_at_once(numbers: tuple[Outlet, RawInlet]) -> None:
    _, inlet = numbers
    assert inlet.pull() is None
    assert inlet.samples_available() == 0


def test_an_offset_is_measured_on_the_streams_clock_and_never_given_twice(
    lsl_network: LslNetwork, numbers: tuple[Outlet, RawInlet]
) -> None:
    _, inlet = numbers
    before = local_clock()
    measured = inlet.measure_offset(10)
    assert measured is not None
    assert abs(measured.offset) < 0.01  # one computer, one clock
    assert 0 < measured.uncertainty < 0.05
    assert before - 0.01 <= measured.collection_time + measured.offset <= local_clock() + 0.01
    assert inlet.measure_offset(1) is None  # the same measurement is not a new one
    lsl_network.wait_until(lambda: inlet.measure_offset(1) is not None, timeout=60)


def test_an_offset_that_cannot_be_measured_in_time_is_none(
    numbers: tuple[Outlet, RawInlet],
) -> None:
    _, inlet = numbers
    assert inlet.measure_offset(0.0) is None


def test_a_full_buffer_is_counted_as_an_overrun(lsl_network: LslNetwork) -> None:
    out = outlet(lsl_network, "float32", rate=100)
    inlet = RawInlet(find(lsl_network, out.info.source_id), max_buffer_s=1)
    inlet.open(5)
    assert inlet.capacity == 100
    out.push_chunk(np.zeros((50, 1), np.float32), 1 + np.arange(50) / 100)
    lsl_network.wait_until(lambda: inlet.samples_available() == 50)
    inlet.pull()
    assert inlet.overruns == 0
    out.push_chunk(np.arange(300, dtype=np.float32)[:, None], 2 + np.arange(300) / 100)
    lsl_network.wait_until(lambda: inlet.samples_available() >= 100)
    inlet.pull()
    assert inlet.overruns == 1
    inlet.close()
    out.close()


def test_a_sample_that_is_counted_but_not_there_yet_is_not_made_up(
    numbers: tuple[Outlet, RawInlet], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, inlet = numbers
    real = inlet._inlet
    out.push_chunk([[1.0, 2.0], [3.0, 4.0]], [10.0, 10.1])

    class Hasty:
        """Counts one sample more than there are."""

        def samples_available(self) -> int:
            return real.samples_available() + 1

        def pull_chunk(self, **how: float) -> object:
            return real.pull_chunk(**how)

    while real.samples_available() < 2:
        pass
    monkeypatch.setattr(inlet, "_inlet", Hasty())
    got = inlet.pull()
    assert got is not None
    assert got.stamps.tolist() == [10.0, 10.1]
    assert np.asarray(got.values).tolist() == [[1.0, 2.0], [3.0, 4.0]]
    assert inlet.pull() is None


CHILD = textwrap.dedent("""
    import sys, pylsl
    from acquisition import lsl
    lsl.configure()
    info = pylsl.StreamInfo("vanishing", "ECG", 1, 100, "float32", sys.argv[1])
    outlet = pylsl.StreamOutlet(info)
    print("up", flush=True)
    sys.stdin.readline()
    outlet.wait_for_consumers(20)
    for k in range(20):
        outlet.push_sample([k], 100.0 + k / 100)
    print("sent", flush=True)
    sys.stdin.readline()
""")


def start_sender(network: LslNetwork, source_id: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, source_id],
        env=network.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "up"
    return process


def tell(process: subprocess.Popen[str]) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def test_an_outlet_that_vanished_before_it_was_opened_is_a_plain_error(
    lsl_network: LslNetwork,
) -> None:
    source_id = lsl_network.source_id("gone")
    process = start_sender(lsl_network, source_id)
    found = find(lsl_network, source_id)
    process.kill()
    process.wait()
    inlet = RawInlet(found)
    with pytest.raises((StreamNotFoundError, StreamLostError)) as caught:
        inlet.open(1.0)
    assert "vanishing" in caught.value.message
    inlet.close()


def test_a_restarted_sender_is_taken_up_again_and_its_clock_is_asked_anew(
    lsl_network: LslNetwork,
) -> None:
    source_id = lsl_network.source_id("back")
    process = start_sender(lsl_network, source_id)
    inlet = RawInlet(find(lsl_network, source_id))
    inlet.open(5)
    assert inlet.measure_offset(10) is not None
    tell(process)
    assert len(pull_all(lsl_network, inlet, 20)) == 20
    process.kill()
    process.wait()
    again = start_sender(lsl_network, source_id)
    resets: list[bool] = []

    def was_reset() -> bool:
        resets.append(inlet.was_clock_reset())
        return any(resets)

    lsl_network.wait_until(was_reset, timeout=60)
    tell(again)
    lsl_network.wait_until(lambda: inlet.pull() is not None, timeout=60)
    inlet.close()
    again.kill()
    again.wait()


def test_every_stream_is_discovered_with_its_full_header(lsl_network: LslNetwork) -> None:
    outlets = [
        Outlet(
            OutletInfo(
                f"{person}-{kind}", kind, lsl_network.source_id(kind),
                (OutletChannel(kind, unit, kind),), 50, "float32", person,
            )
        )
        for person in ("client", "therapist")
        for kind, unit in (("ECG", "millivolts"), ("Respiration", "a.u."))
    ]  # fmt: skip
    mine = {out.info.source_id for out in outlets}
    lsl_network.wait_until(
        lambda: mine <= {f.description.source_id for f in discover(1.0, min_streams=4)}
    )
    found = [f for f in discover(1.5) if f.description.source_id in mine]
    specs = propose_specs(found, ["client", "therapist"])
    assert {(s.stream_id, s.role, s.unit) for s in specs} == {
        ("client-ecg", Role.ECG, "mV"),
        ("client-respiration", Role.RESPIRATION, "a.u."),
        ("therapist-ecg", Role.ECG, "mV"),
        ("therapist-respiration", Role.RESPIRATION, "a.u."),
    }
    for out in outlets:
        out.close()


def test_a_closed_stream_leaves_the_watchers_list(lsl_network: LslNetwork) -> None:
    out = outlet(lsl_network, "float32")
    watcher = StreamWatcher(forget_after_s=1.0)

    def seen() -> bool:
        ids = [f.description.source_id for f in watcher.streams()]
        return out.info.source_id in ids

    lsl_network.wait_until(seen)
    assert watcher.streams()[0] is watcher.streams()[0]
    out.close()
    lsl_network.wait_until(lambda: not seen())


def test_a_session_other_than_the_configured_one_is_noticed(lsl_network: LslNetwork) -> None:
    check_session(lsl_network.session_id)
    with pytest.raises(StreamError, match="before it was configured"):
        check_session("default")


def test_a_second_configuration_is_refused(
    lsl_network: LslNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure()  # the same again is no matter
    monkeypatch.delenv("SAFEHOLD_LSL_CONFIG")
    with pytest.raises(RuntimeError, match="one configuration per process"):
        configure("loopback", session_id="another")


@pytest.mark.parametrize("stamp", [0.0, -1.0, float("nan"), float("inf")])
def test_a_stamp_that_liblsl_would_replace_is_refused(
    numbers: tuple[Outlet, RawInlet], stamp: float
) -> None:
    with pytest.raises(ValueError, match="LSL clock"):
        numbers[0].push([1.0, 2.0], stamp)
    with pytest.raises(ValueError, match="LSL clock"):
        numbers[0].push_chunk([[1.0, 2.0]], [stamp])


def test_a_closed_inlet_says_so(lsl_network: LslNetwork) -> None:
    out = outlet(lsl_network, "float32")
    inlet = RawInlet(find(lsl_network, out.info.source_id))
    inlet.close()
    inlet.close()
    with pytest.raises(RuntimeError, match="closed"):
        inlet.pull()
    out.close()
    assert not issubclass(RuntimeError, SafeholdError)


def test_a_sender_that_answered_is_given_more_time_for_its_data(
    lsl_network: LslNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    source_id = lsl_network.source_id("slow")
    sender = SenderProcess(
        lsl_network.env, {"name": "slow", "source_id": source_id, "rate": 100.0}
    )
    try:
        sender.ready()
        inlet = RawInlet(find(lsl_network, source_id))
        held = threading.Timer(HELD_S, sender.signal, (signal.SIGCONT,))

        def answered(info: pylsl.StreamInfo, *, complete: bool) -> StreamDescription:
            sender.signal(signal.SIGSTOP)
            held.start()
            return describe(info, complete=complete)

        monkeypatch.setattr("acquisition.inlet.describe", answered)
        inlet.open(HELD_S / 2)
        held.join()
        assert len(pull_all(lsl_network, inlet, 50)) >= 50
        inlet.close()
    finally:
        sender.signal(signal.SIGCONT)
        sender.kill()


@pytest.mark.parametrize("format_", ["string", "double64"])
def test_a_first_sample_that_is_not_quite_there_is_neither_lost_nor_made_up(
    lsl_network: LslNetwork, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    out = outlet(lsl_network, format_, rate=0.0)
    inlet = RawInlet(find(lsl_network, out.info.source_id))
    inlet.open(5)
    value, got = ("a", b"a") if format_ == "string" else (7.5, 7.5)
    out.push([value], 12.5)
    lsl_network.wait_until(lambda: inlet.samples_available() == 1)
    raw = inlet._inlet
    with monkeypatch.context() as patch:
        # what liblsl does once in a while: the sample is counted, but a pull does not get it yet
        empty = np.empty((1, 1), dtype=object if format_ == "string" else np.float64)
        patch.setattr(raw, "pull_chunk", lambda **_: (empty[:0], np.empty(0)))
        assert inlet.pull() is None
    assert inlet.zero_stamps_lost == 0
    chunk = inlet.pull()
    assert chunk is not None
    assert chunk.stamps.tolist() == [12.5]
    assert np.ravel(chunk.values).tolist() == [got]
    inlet.close()
    out.close()


@pytest.mark.parametrize("channels", [1, 3])
def test_a_zero_stamp_is_not_lost_when_another_sample_comes_in_the_same_moment(
    lsl_network: LslNetwork, monkeypatch: pytest.MonkeyPatch, channels: int
) -> None:
    source_id = lsl_network.source_id("deduced")
    info = pylsl.StreamInfo("deduced", "Beats", channels, 0, "double64", source_id)
    out = pylsl.StreamOutlet(info)
    inlet = RawInlet(find(lsl_network, source_id))
    inlet.open(5)
    lsl_network.wait_until(out.have_consumers)
    out.push_sample([7.5] * channels, -1.0)  # to be deduced, from nothing: 0.0
    lsl_network.wait_until(lambda: inlet.samples_available() == 1)
    raw = inlet._inlet
    pull = raw.pull_chunk

    def another_comes(**options: object) -> tuple[object, object]:
        found = pull(**options)
        if not after:
            out.push_sample([8.5] * channels, 12.5)
            lsl_network.wait_until(lambda: raw.samples_available() == 1)
            after.append(True)
        return found

    after: list[bool] = []
    with monkeypatch.context() as patch:
        patch.setattr(raw, "pull_chunk", another_comes)
        chunk = inlet.pull()
    assert chunk is not None
    assert (chunk.stamps.tolist(), chunk.values.tolist()) == ([0.0], [[7.5] * channels])
    later = pull_all(lsl_network, inlet, 1)
    assert (later.stamps.tolist(), later.values.tolist()) == ([12.5], [[8.5] * channels])
    inlet.close()
