"""Every second of every stream from start to stop: received, or missing, and where."""

from __future__ import annotations

import numpy as np
import pytest

from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_header import Channel, StreamHeader
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.account import account_of
from safehold.core.markers import encode_marker
from safehold.files.receipt import check_session, examine, told_headline

RATE = 10.0


def write(path, streams, *, start=100.0, stop=858.0, date="2026-03-02T10:00:00+00:00"):
    """Write a part of a recording; `streams` are (header, stamps, values, offsets)."""
    writer = XdfWriter(path, datetime=date)
    own = writer.add_stream(StreamHeader("safehold-recorder", 1, "string"))
    for when, code in ((start, "rec.start"), (stop, "rec.stop")):
        if when is not None:
            writer.write_samples(own, np.array([when]), [[encode_marker(code, {})]])
    for header, stamps, values, offset in streams:
        stream_id = writer.add_stream(header)
        for k in range(0, len(stamps), 7):
            writer.write_samples(stream_id, stamps[k : k + 7], values[k : k + 7])
        if offset is not None and len(stamps):
            for at in np.arange(stamps[0], stamps[-1], 10.0):
                writer.write_offset(stream_id, float(at), offset, 1e-4)
    writer.close()
    return path


def sensor(name, *spans, offset=0.0, source_id="", rate=RATE):
    stamps = np.concatenate([np.arange(t0, t1 - 0.5 / rate, 1 / rate) for t0, t1 in spans])
    header = StreamHeader(name, 1, "float32", rate, "ECG", source_id)
    values = np.sin(stamps).astype(np.float32)[:, None]
    return header, stamps - (offset or 0.0), values, offset


def account(*parts):
    return account_of([examine(part) for part in parts])


def where(stream):
    return (stream.received_s, stream.before_s, stream.between_s, stream.after_s)


def test_sensors_that_end_early_are_the_first_that_is_said(tmp_path):
    half = [sensor(name, (100, 527)) for name in ("ecg", "belt", "ppg")]
    found = account(write(tmp_path / "a.xdf", [*half, sensor("whole", (100, 858))]))
    for stream in found.streams[:3]:
        assert where(stream) == pytest.approx((427, 0, 0, 331), abs=1e-3)
    assert where(found.streams[3]) == pytest.approx((758, 0, 0, 0), abs=1e-3)
    assert found.worst() == (
        "3 of 4 sensors did not deliver all the time; the worst, ecg, delivered 7:07 of 12:38"
    )


def test_sensors_that_all_end_before_the_recording_does_are_said_to_have_ended(tmp_path):
    names = ("ecg", "belt", "ppg")
    all_ = [sensor(name, (100 + k / 2, 846)) for k, name in enumerate(names)]
    told = account(write(tmp_path / "a.xdf", all_)).worst()
    assert told == "3 sensors, all there were, ended 12.0 s before the recording did"
    gap = [*all_[:2], sensor("ppg", (100, 300), (310, 846))]
    told = account(write(tmp_path / "b.xdf", gap)).worst()
    assert told.startswith("3 of 3 sensors did not deliver all the time; the worst, ppg")
    apart = [*all_[:2], sensor("ppg", (100, 700))]
    told = account(write(tmp_path / "c.xdf", apart)).worst()
    assert told.startswith("3 of 3 sensors did not deliver all the time; the worst, ppg")


def test_missing_before_between_and_after_add_up_on_the_clock_of_this_computer(tmp_path):
    one = sensor("ecg", (110, 300), (320, 500), offset=-5000.0)
    (stream,) = account(write(tmp_path / "a.xdf", [one], stop=510.0)).streams
    assert where(stream) == pytest.approx((370, 10, 20, 10), abs=1e-3)
    assert sum(where(stream)) == pytest.approx(stream.span_s)
    assert stream.where() == (
        "10.0 s before the first sample, 20.0 s between samples, 10.0 s after the last sample"
    )


def test_a_sensor_that_never_sent_is_missing_from_start_to_stop(tmp_path):
    header, stamps, values, _ = sensor("ecg", (100, 101))
    found = account(write(tmp_path / "a.xdf", [(header, stamps[:0], values[:0], None)]))
    assert where(found.streams[0]) == (0.0, 758.0, 0.0, 0.0)
    assert found.worst() == "ecg delivered 0.0 s of 12:38"


def test_stamps_that_are_no_times_cover_nothing(tmp_path):
    header, stamps, values, offset = sensor("ecg", (100, 110))
    stamps[[20, 21, 22, 23, 24]] = (np.nan, 0.0, np.inf, 0.0, np.nan)
    (stream,) = account(
        write(tmp_path / "a.xdf", [(header, stamps, values, offset)], stop=110.0)
    ).streams
    assert where(stream) == pytest.approx((9.5, 0, 0.5, 0), abs=1e-3)


def test_rr_is_covered_by_its_intervals_and_events_cover_nothing(tmp_path):
    beats = np.concatenate([np.arange(101, 151, 0.8), np.arange(171, 191, 0.8)])
    header = StreamHeader("strap", 1, "float32", type="RR", channels=(Channel("rr", "RR", "ms"),))
    rr = (header, beats, np.full((len(beats), 1), 800.0, np.float32), 0.0)
    marks = (StreamHeader("marks", 1, "string", type="Markers"), np.array([120.0]), [["x"]], 0.0)
    strap, events = account(write(tmp_path / "a.xdf", [marks, rr], stop=200.0)).streams
    assert (strap.name, strap.covers) == ("strap", "intervals")
    last = float(beats[-1])
    between = 170.2 - float(beats[beats < 160][-1])
    assert strap.before_s == pytest.approx(0.2, abs=1e-3)
    assert strap.between_s == pytest.approx(between, abs=1e-3)
    assert strap.after_s == pytest.approx(200 - last, abs=1e-3)
    assert (events.covers, events.received_s, events.missing_s) == ("", None, 0.0)


def test_the_time_between_two_parts_is_missing_too(tmp_path):
    one = write(tmp_path / "a.xdf", [sensor("ecg", (100, 200))], stop=200.0)
    two = write(tmp_path / "b.xdf", [sensor("ecg", (260, 300))], start=250.0, stop=300.0,
                date="2026-03-02T10:02:30+00:00")  # fmt: skip
    found = account(one, two)
    assert (found.span_s, found.pauses_s) == (200.0, 50.0)
    assert where(found.streams[0]) == pytest.approx((140, 0, 60, 0), abs=1e-3)
    again = write(tmp_path / "c.xdf", [sensor("ecg", (10, 50))], start=0.0, stop=50.0,
                  date="2026-03-02T10:02:30+00:00")  # fmt: skip
    assert account(one, again).pauses_s == 50.0  # the computer was started anew: its clock too


def test_a_sender_that_came_back_as_a_new_stream_is_one_and_twins_are_two(tmp_path):
    both = [sensor("ecg", (100, 150)), sensor("ecg", (160, 200))]
    (one,) = account(write(tmp_path / "a.xdf", both, stop=200.0)).streams
    assert where(one) == pytest.approx((90, 0, 10, 0), abs=1e-3)
    twins = [sensor("ecg", (100, 150)), sensor("ecg", (100, 200))]
    two = account(write(tmp_path / "b.xdf", twins, stop=200.0)).streams
    assert [s.received_s for s in two] == pytest.approx([50, 100], abs=1e-3)


def test_a_killed_recorder_and_another_program_leave_no_start_or_stop_and_it_is_said(tmp_path):
    cut = account(write(tmp_path / "a.xdf", [sensor("ecg", (110, 200))], stop=None))
    assert (cut.start_known, cut.stop_known, cut.span_s) == (True, False, pytest.approx(100.0))
    assert any("was stopped" in text for text in cut.remarks())
    streams = [sensor("ecg", (100, 200)), sensor("belt", (150, 200))]
    foreign = account(write(tmp_path / "b.xdf", streams, start=None, stop=None))
    assert not foreign.start_known
    assert foreign.span_s == pytest.approx(100.0)
    assert foreign.worst() == "belt delivered 50.0 s of 1:40"
    assert any("was started" in text for text in foreign.remarks())


def test_a_clock_that_was_never_compared_gives_a_length_only(tmp_path):
    header, stamps, values, _ = sensor("ecg", (9000, 9040))
    one = (header, stamps, values, None)
    (stream,) = account(write(tmp_path / "a.xdf", [one], stop=200.0)).streams
    assert where(stream) == (pytest.approx(40.0, abs=1e-3), None, None, None)
    assert "never compared" in stream.where()


def test_what_the_sender_counts_and_did_not_arrive_was_lost_on_the_way(tmp_path):
    header = StreamHeader(
        "eeg", 2, "float32", RATE, "EEG", channels=(Channel("C3"), Channel("PacketCounter"))
    )
    stamps = np.arange(100, 110, 1 / RATE)
    counts = np.arange(100.0) + 5.0 * (np.arange(100) > 60)
    counts[90:] -= 60  # it was started again
    values = np.column_stack([np.sin(stamps), counts]).astype(np.float32)
    (stream,) = account(write(tmp_path / "a.xdf", [(header, stamps, values, 0.0)])).streams
    assert stream.n_sent_lost == 5
    values[:, 1] = np.repeat(np.arange(20.0), 5)  # of packets with five samples each
    (stream,) = account(write(tmp_path / "b.xdf", [(header, stamps, values, 0.0)])).streams
    assert stream.n_sent_lost is None


def test_our_own_streams_are_no_findings(tmp_path):
    folder = SessionFolder.create(tmp_path, "s-01", {"participants": []})
    header = StreamHeader("safehold-indices-client", 1, "float32", 1.0, "safehold-indices")
    late = (header, np.arange(180.0, 190.0), np.full((10, 1), np.nan, np.float32), None)
    streams = [sensor("ecg", (100, 200)), late]
    part = examine(write(folder.recording_path, streams, stop=200.0))
    folder.update_info(receipt={"passes": True, "parts": [{**part, "losses": []}]})
    found = check_session(folder)
    assert found.passes
    assert not any("safehold-" in text for text in found.remarks)
    assert found.headline == "Nothing is missing: every sensor delivered from start to stop."
    assert told_headline(folder) == found.headline
