"""What is odd about one stream is told, kept where possible, and touches no other stream."""

from __future__ import annotations

import base64
import json
import time
from dataclasses import replace
from queue import SimpleQueue
from types import SimpleNamespace

import numpy as np
import pytest

from acquisition.description import StreamDescription, describe
from acquisition.discovery import FoundStream, StreamWatcher
from acquisition.inlet import RawChunk
from acquisition.lsl import configured_session
from recordings.xdf.xdf_header import header_xml, parse_header
from recordings.xdf.xdf_reader import read_xdf
from safehold.core.markers import decode_marker
from safehold.core.types import Level
from safehold.files.part_findings import verdict
from safehold.files.receipt import examine
from safehold.recorder.recorded_stream import (
    NotOpened,
    Opened,
    RecordedState,
    StreamWorker,
    header_of,
)
from safehold.recorder.stream_set import StreamSet
from tests.fakes import FakeInlet
from tests.unit.recorder._recorded import recorded

DEEP = "<info><name>odd</name><desc>" + "<a>" * 1200 + "</a>" * 1200 + "</desc></info>"


def description(name, xml="", fmt="float32"):
    return StreamDescription(name, "X", name, f"uid-{name}", "lab", "s", 50.0, fmt, 1, xml=xml)


@pytest.fixture
def stream_set(file):
    return StreamSet(SimpleNamespace(streams=list), (), file)


def opened(stream_set, told):
    stream = recorded(told, FakeInlet(), RecordedState.CONNECTING)
    stream_set.streams.append(stream)
    stream_set._news.put(Opened(stream, told))
    stream_set.take_news()
    return stream


def give(stream, *values, at=1.0):
    stamps = at + np.arange(len(values)) / 50
    stream.inlet.line.append(RawChunk(stamps, np.array(values, np.float32)[:, None]))


def go(stream_set):
    stream_set.pull(time.monotonic())
    stream_set.flush()


def notes(path):
    rows = read_xdf(path).stream(name="safehold-recorder").values
    return [decode_marker(row[0]) for row in rows]


def told(file, name):
    return [t for t in file.troubles(time.monotonic()) if t.cause == f"stream_{name}"]


def test_a_header_nested_too_deep_is_kept_as_bytes_and_its_stream_is_recorded(file, stream_set):
    odd, good = (
        opened(stream_set, description("odd", DEEP)),
        opened(stream_set, description("good")),
    )
    give(odd, 1.0, 2.0)
    give(good, 3.0, 4.0)
    go(stream_set)
    file.close()
    found = read_xdf(file.writer.path)
    assert found.complete
    np.testing.assert_array_equal(found.stream(name="odd").values[:, 0], [1.0, 2.0])
    np.testing.assert_array_equal(found.stream(name="good").values[:, 0], [3.0, 4.0])
    kept = found.stream(name="odd").header.xml
    original = kept.split("<original_header>")[1].split("<")[0]
    assert base64.b64decode(original).decode() == DEEP


def test_a_header_as_deep_as_real_ones_is_kept_as_it_is():
    xml = "<info><desc>" + "<a>" * 50 + "</a>" * 50 + "</desc></info>"
    written = header_xml(header_of(description("x", xml)), 1)
    assert "<a>" * 49 in written
    assert parse_header(written).name == "x"


def test_a_header_that_cannot_be_written_at_all_is_told_and_kept_as_bytes(file, stream_set):
    odd, good = opened(stream_set, description("odd", "<info/>", "undefined")), None
    good = opened(stream_set, description("good"))
    give(good, 1.0)
    go(stream_set)
    assert odd.state is RecordedState.FAILED
    (trouble,) = told(file, "odd")
    assert trouble.level is Level.WARNING
    assert "All other streams are recorded" in trouble.what
    file.close()
    (fields,) = [fields for code, fields in notes(file.writer.path) if code == "rec.unsupported"]
    assert base64.b64decode(fields["header"]) == b"<info/>"
    assert read_xdf(file.writer.path).stream(name="good").values[:, 0].tolist() == [1.0]


@pytest.mark.parametrize("error", [RecursionError("deep"), TypeError("odd"), OSError("odd")])
def test_an_inlet_that_fails_is_let_go_and_the_others_are_pulled(file, stream_set, error):
    odd, good = opened(stream_set, description("odd")), opened(stream_set, description("good"))
    odd.inlet.line.append(error)
    give(good, 1.0)
    go(stream_set)
    assert (odd.state, good.state) == ("lost", "live")
    assert told(file, "odd")
    file.close()
    assert read_xdf(file.writer.path).stream(name="good").values[:, 0].tolist() == [1.0]


def test_samples_that_do_not_fit_their_stream_are_kept_as_bytes_and_counted(file, stream_set):
    odd, good = opened(stream_set, description("odd")), opened(stream_set, description("good"))
    wrong = np.array([[1.0], [2.0]], np.float64)  # float64 does not fit float32 exactly
    odd.inlet.line.append(RawChunk(np.array([1.0, 2.0]), wrong))
    give(good, 5.0)
    go(stream_set)
    give(odd, 7.0, at=3.0)
    go(stream_set)
    assert told(file, "odd")
    file.write_totals(stream_set.streams)
    file.close()
    (raw,) = [fields for code, fields in notes(file.writer.path) if code == "rec.raw"]
    assert np.frombuffer(base64.b64decode(raw["values"]), "<f8").tolist() == [1.0, 2.0]
    assert np.frombuffer(base64.b64decode(raw["stamps"])).tolist() == [1.0, 2.0]
    found = read_xdf(file.writer.path)
    assert found.stream(name="odd").values[:, 0].tolist() == [7.0]
    assert found.stream(name="good").values[:, 0].tolist() == [5.0]
    lost, _ = verdict(examine(file.writer.path))
    assert any("2 samples could not be written" in text for text in lost)


def test_texts_that_do_not_fit_their_stream_are_kept_too(file, stream_set):
    odd = opened(stream_set, description("odd", fmt="string"))
    odd.inlet.line.append(RawChunk(np.array([1.0]), [["two", "texts"]]))
    go(stream_set)
    file.close()
    (raw,) = [fields for code, fields in notes(file.writer.path) if code == "rec.raw"]
    assert json.loads(base64.b64decode(raw["values"])) == [["two", "texts"]]


def test_a_stream_that_cannot_be_taken_up_is_tried_again_and_the_others_are_met(file):
    class Odd:  # in the session of this process: some other test may have configured one
        description = replace(description("odd"), session_id=configured_session() or "s")

        @property
        def handle(self):
            raise TypeError("odd")

    found = [Odd(), FoundStream(description("good"), None)]
    stream_set = StreamSet(SimpleNamespace(streams=lambda: found), (), file)
    met = []
    real = stream_set.start

    def start(stream, *, late=False):
        met.append(stream.description.name)
        if stream.description.name == "odd":
            real(stream, late=late)

    stream_set.start = start
    stream_set.search(time.monotonic())
    stream_set.search(time.monotonic() + 60)
    assert met.count("odd") == 2
    assert "good" in met
    assert told(file, "odd")


def test_a_worker_that_fails_says_so_instead_of_dying_silently():
    class Hopeless(FakeInlet):
        closed = False

        def open(self):
            raise RecursionError("deep")

        def close(self):
            self.closed = True

    news = SimpleQueue()
    StreamWorker(news).start(recorded(description("odd"), Hopeless()))
    said = news.get(timeout=60)
    assert isinstance(said, NotOpened)
    assert "RecursionError" in said.error.message


class Info:
    """As pylsl gives it, from a sender that writes Latin-1."""

    def __init__(self, name=b"G\xfcrtel"):
        self._name = name

    def name(self):
        return self._name.decode("utf-8")

    def uid(self):
        return "uid-" + self._name.decode("latin-1")

    def as_xml(self):
        return (b"<info><name>" + self._name + b"</name></info>").decode("utf-8")

    def source_id(self):
        return "Resp"

    type = hostname = session_id = source_id

    def channel_count(self):
        return 1

    def channel_format(self):
        return 1

    def nominal_srate(self):
        return 50.0


def test_a_name_that_is_not_utf_8_is_read_as_latin_1():
    told = describe(Info())
    assert told.name == "Gürtel"
    assert parse_header(header_xml(header_of(told), 1)).name == "Gürtel"


def test_a_stream_that_cannot_be_described_hides_no_other():
    class Broken(Info):
        def channel_count(self):
            raise TypeError("odd")

    watcher = StreamWatcher.__new__(StreamWatcher)
    watcher._resolver = SimpleNamespace(results=lambda: [Broken(b"odd"), Info(b"good")])
    watcher._known = {}
    assert [stream.description.name for stream in watcher.streams()] == ["good"]
