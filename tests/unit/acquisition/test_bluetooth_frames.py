"""Frames of straps against the specification, the maker's published examples, and damage."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acquisition.bluetooth import polar
from acquisition.bluetooth.heart_rate import (
    HeartRateFrame,
    Malformed,
    decode_battery,
    decode_heart_rate,
)
from acquisition.bluetooth.polar import Measurement, PolarFrame, Setting, decode_frame

HEADER_TIME = struct.pack("<Q", 2_000_000_000)

# Published examples of Polar's SDK tests (frame contents after the ten header bytes).
ECG_EXAMPLE = bytes.fromhex("0280FF 028000")
PPG_EXAMPLE = bytes.fromhex("010203 040506 FFFF7F 000000 FFFFFF 0FEFEF 000080 0FEFEF")
ACC_PLAIN_EXAMPLE = bytes.fromhex("F7FF FFFF E703 F8FF FEFF E503 F9FF FFFF E503")
ACC_SMALL_EXAMPLE = bytes.fromhex("F1FF 1400 F003 06 01 7B0F08")
ACC_EXAMPLE = bytes.fromhex(
    "7107F06A9E8D0A38BE5CBEBA2F96B3EE4BE5ADFB42B9EBBE4CFEBA2F92BFEE4BE4B1FB12B9ECBD3C3EBB2F8FD3"
    "DE4BE3B5F7D2B8EDBD307E7B2F8BE3CE8BE2BAF7A2B8EEBC20BE7B2F88F3CECBE1BDEF52F8EFBC18FE3B2F8403"
    "BFCBE0C2EF32B8F0BB044EBC2E8113AF0BE0C6EFF2F7F1B9FC7DBC2E7D279F4BDFCAEBC2F7F2B8ECCD7C2E7B37"
    "8F4BDECEE392F7F3B8E00DFD2D774B7FCBDDD2DF6237F5B7D44DBD2D745B6FCBDCD7D73237F6B5C88D7D2D716B"
    "4F4BDCDCD3F236F7B4BCDDFD2C6F7B3F4BDBE0CFD236F8B2B02DBE2C6C8F1FCBDAE3C7A276F9"
)
PPG_COMPRESSED_EXAMPLE = bytes.fromhex(
    "2C2D00C27700D3D2FF3D88FF0A29B2F0EE3411B2ECEE7411B1E8FEB411B1E8FEB411B1E0FE3412B0DC0E7512B0"
    "D80EB512AFD41EF512AFD01E3513AECC2E7513AEC82EB513ADC43EF513ADBC3E7514ADBC3E7514ACB84EB514AC"
    "B44EF514ABB05E3515AAAC6E7515AAA86EB515AAA46EF515A9A07E3516A99C7E7516A8988EB516A7949EF516A7"
    "909E3517A78C9E7517A688AEB517A588BEB517A580BE3518A47CCE7518A478CEB518A378DEB518A270EE3519A2"
    "6CEE7519A26CEE7519A168FEB519A0600E361A9F601E361A9F5C1E761A9F581EB61A9D543EF61A"
)


def polar_frame(kind: int, frame_type: int, content: bytes) -> bytes:
    return bytes((kind,)) + HEADER_TIME + bytes((frame_type,)) + content


def decoded(kind: int, frame_type: int, content: bytes, factor: float = 1.0) -> PolarFrame:
    frame = decode_frame(polar_frame(kind, frame_type, content), {kind: factor})
    assert isinstance(frame, PolarFrame), frame
    assert frame.end_s == 2.0
    return frame


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("00FF", HeartRateFrame(255, None, None, ())),
        ("018080", HeartRateFrame(32896, None, None, ())),
        ("0600", HeartRateFrame(0, True, None, ())),
        ("0400", HeartRateFrame(0, False, None, ())),
        ("0200", HeartRateFrame(0, None, None, ())),
        ("090000FFFF", HeartRateFrame(0, None, 65535, ())),
        ("08007F80", HeartRateFrame(0, None, 32895, ())),
        ("1000FFFF", HeartRateFrame(0, None, None, (63999.0234375,))),
        ("110000FFFF7F80", HeartRateFrame(0, None, None, (63999.0234375, 32124.0234375))),
        ("163C00040004", HeartRateFrame(60, True, None, (1000.0, 1000.0))),
        ("103C", HeartRateFrame(60, None, None, ())),
    ],
)
def test_heart_rate_frames_are_read_as_the_specification_says(
    data: str, expected: HeartRateFrame
) -> None:
    assert decode_heart_rate(bytes.fromhex(data)) == expected


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 65535),
    st.sampled_from([None, True, False]),
    st.one_of(st.none(), st.integers(0, 65535)),
    st.lists(st.integers(0, 65535), max_size=9),
)
def test_every_heart_rate_frame_comes_back_exactly_with_rr_not_rounded(
    rate: int, contact: bool | None, energy: int | None, rr: list[int]
) -> None:
    flags = (rate > 255) | (contact is not None) << 2 | bool(contact) << 1
    flags |= (energy is not None) << 3 | bool(rr) << 4
    data = bytes((flags,)) + rate.to_bytes(2 if rate > 255 else 1, "little")
    data += b"" if energy is None else energy.to_bytes(2, "little")
    data += b"".join(value.to_bytes(2, "little") for value in rr)
    frame = decode_heart_rate(data)
    assert frame == HeartRateFrame(rate, contact, energy, tuple(v / 1024 * 1000 for v in rr))
    assert isinstance(frame, HeartRateFrame)
    assert [value * 1024 / 1000 for value in frame.rr_ms] == rr
    for cut in range(len(data)):  # cut short: refused, or whole intervals missing at the end
        part = decode_heart_rate(data[:cut])
        if isinstance(part, HeartRateFrame):
            assert (part.heart_rate, part.contact, part.energy_kj) == (rate, contact, energy)
            assert part.rr_ms == frame.rr_ms[: len(part.rr_ms)]


@pytest.mark.parametrize("data", ["", "00", "0180", "083C01", "103C00", "003C0004", "163C0004FF"])
def test_a_damaged_heart_rate_frame_is_refused_with_a_reason(data: str) -> None:
    frame = decode_heart_rate(bytes.fromhex(data))
    assert isinstance(frame, Malformed)
    assert frame.reason


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_whatever_raise(data: bytes) -> None:
    decode_heart_rate(data)
    decode_battery(data)
    polar.decode_answer(data)
    polar.offered_measurements(data)
    decode_frame(data)
    for kind in range(3):
        for frame_type in (0x00, 0x01, 0x02, 0x80, 0x81, 0x7F):
            decode_frame(polar_frame(kind, frame_type, data))


def test_battery_levels_beyond_100_percent_are_refused() -> None:
    assert decode_battery(b"\x64") == 100
    assert isinstance(decode_battery(b"\x65"), Malformed)
    assert isinstance(decode_battery(b""), Malformed)


def test_ecg_is_signed_microvolts_in_three_bytes() -> None:
    assert decoded(0, 0, ECG_EXAMPLE).values.tolist() == [[-32766], [32770]]


def test_plain_ppg_has_three_signals_and_ambient_light() -> None:
    assert decoded(1, 0, PPG_EXAMPLE).values.tolist() == [
        [197121, 394500, 8388607, 0],
        [-1, -1052913, -8388608, -1052913],
    ]


def test_plain_acceleration_is_signed_milli_g() -> None:
    assert decoded(2, 1, ACC_PLAIN_EXAMPLE).values.tolist() == [
        [-9, -1, 999],
        [-8, -2, 997],
        [-7, -1, 997],
    ]


def test_compressed_acceleration_adds_its_differences() -> None:
    assert decoded(2, 0x81, ACC_SMALL_EXAMPLE).values.tolist() == [
        [-15, 20, 1008],
        [-20, 17, 1008],
    ]


def test_compressed_acceleration_is_scaled_by_the_sensors_factor_to_milli_g() -> None:
    values = decoded(2, 0x80, ACC_EXAMPLE, factor=2.44e-4).values
    assert values.shape == (57, 3)
    assert values[0] == pytest.approx(np.array([1905, 27376, -29282]) * 0.244)
    assert values[1] == pytest.approx(np.array([2095, 27271, -29367]) * 0.244)
    assert np.abs(values).max() <= 8000  # the example's range is 8 g


def test_compressed_ppg_with_differences_of_ten_bits() -> None:
    values = decoded(1, 0x80, PPG_COMPRESSED_EXAMPLE).values
    assert values.shape == (42, 4)
    assert values[0].tolist() == [11564, 30658, -11565, -30659]
    assert (values[1] - values[0]).tolist() == [178, -68, -178, 68]
    assert values.tolist() == independent_deltas(PPG_COMPRESSED_EXAMPLE, 4, 3)


def independent_deltas(content: bytes, channels: int, width: int) -> list[list[int]]:
    """The same format read by integer arithmetic on one long little-endian number."""
    rows = [
        [
            int.from_bytes(content[i * width : (i + 1) * width], "little", signed=True)
            for i in range(channels)
        ]
    ]
    at = channels * width
    while at < len(content):
        bits, count = content[at], content[at + 1]
        size = (bits * count * channels + 7) // 8
        number = int.from_bytes(content[at + 2 : at + 2 + size], "little")
        for _ in range(count):
            row = []
            for last in rows[-1]:
                delta = number & ((1 << bits) - 1)
                number >>= bits
                row.append(last + delta - (1 << bits if delta >> (bits - 1) else 0))
            rows.append(row)
        at += 2 + size
    return rows


def pack_deltas(reference: list[int], blocks: list[tuple[int, list[list[int]]]]) -> bytes:
    data = b"".join(value.to_bytes(3, "little", signed=True) for value in reference)
    for bits, rows in blocks:
        number, shift = 0, 0
        for value in (value for row in rows for value in row):
            number |= (value & ((1 << bits) - 1)) << shift
            shift += bits
        data += bytes((bits, len(rows))) + number.to_bytes((shift + 7) // 8, "little")
    return data


@st.composite
def compressed_ppg(draw: st.DrawFn) -> tuple[bytes, list[list[int]]]:
    reference = draw(st.lists(st.integers(-(2**23), 2**23 - 1), min_size=4, max_size=4))
    rows, blocks = [reference], []
    for bits in draw(st.lists(st.integers(1, 20), max_size=3)):
        value = st.integers(-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
        block = draw(st.lists(st.lists(value, min_size=4, max_size=4), min_size=1, max_size=5))
        blocks.append((bits, block))
        for deltas in block:
            rows.append([a + b for a, b in zip(rows[-1], deltas, strict=True)])
    return pack_deltas(reference, blocks), rows


@settings(max_examples=60, deadline=None)
@given(compressed_ppg())
def test_compressed_frames_of_any_width_come_back_exactly_and_cut_ones_are_refused(
    made: tuple[bytes, list[list[int]]],
) -> None:
    content, rows = made
    assert decoded(1, 0x80, content).values.tolist() == rows
    for cut in range(len(content)):
        frame = decode_frame(polar_frame(1, 0x80, content[:cut]))
        if isinstance(frame, PolarFrame):  # cut between two blocks
            assert frame.values.tolist() == rows[: len(frame.values)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (polar_frame(0, 0, b""), "without samples"),
        (polar_frame(0, 0, bytes(4)), "cut inside a sample"),
        (polar_frame(3, 0, bytes(6)), "not asked for"),
        (polar_frame(0, 3, bytes(14)), "type 0x03 is not known"),
        (polar_frame(1, 0x80, bytes(11)), "reference sample"),
        (polar_frame(1, 0x80, bytes(12) + b"\x0a"), "block of differences"),
        (polar_frame(1, 0x80, bytes(12) + b"\x0a\x02\x00"), "block of differences"),
        (polar_frame(1, 0x80, bytes(12) + b"\x00\x02"), "block of differences"),
        (polar_frame(1, 0x80, bytes(12) + b"\xff\x01" + bytes(200)), "block of differences"),
    ],
)
def test_a_damaged_polar_frame_is_refused_with_its_reason(data: bytes, words: str) -> None:
    frame = decode_frame(data)
    assert isinstance(frame, Malformed)
    assert words in frame.reason


def test_the_start_of_the_ecg_is_the_published_command() -> None:
    command = polar.start(Measurement.ECG, {Setting.RATE: (130,), Setting.RESOLUTION: (14,)})
    assert command == bytes.fromhex("02 00 00 01 82 00 01 01 0E 00")


def test_settings_are_read_from_the_answer_and_only_offered_values_are_chosen() -> None:
    data = bytes.fromhex(
        "F0 01 02 00 00 00 04 1900 3200 6400 C800 01 01 1000 02 03 0200 0400 0800"
    )
    answer = polar.decode_answer(data)
    assert isinstance(answer, polar.Answer)
    assert answer.settings == {0: (25, 50, 100, 200), 1: (16,), 2: (2, 4, 8)}
    chosen = polar.choose(answer.settings, rate=55)
    assert chosen == {0: (50,), 1: (16,), 2: (8,)}
    start = polar.start(Measurement.ACC, chosen)
    assert start == bytes.fromhex("02 02 00 01 3200 01 01 1000 02 01 0800")


def test_the_factor_of_a_start_is_a_float_and_failures_are_told_in_words() -> None:
    started = polar.decode_answer(bytes.fromhex("F0 02 02 00 00 05 01") + struct.pack("<f", 0.5))
    assert isinstance(started, polar.Answer)
    assert (started.error, started.factor) == ("", 0.5)
    refused = polar.decode_answer(bytes.fromhex("F0 02 00 0A 00"))
    assert isinstance(refused, polar.Answer)
    assert "MTU" in refused.error
    running = polar.decode_answer(bytes.fromhex("F0 02 00 06"))
    assert isinstance(running, polar.Answer)
    assert running.error == ""
    assert isinstance(polar.decode_answer(bytes.fromhex("0F 05 00 00")), Malformed)


def test_what_a_sensor_can_measure_stands_in_its_feature_bits() -> None:
    h10 = polar.offered_measurements(bytes.fromhex("0F 05 00"))
    assert h10 == {Measurement.ECG, Measurement.ACC}
    verity = polar.offered_measurements(bytes.fromhex("0F 6E 00"))
    assert verity == {Measurement.PPG, Measurement.ACC}
    assert polar.offered_measurements(b"") == frozenset()
