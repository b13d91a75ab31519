"""XDF files that lie, of any size: each function gives the bytes behind the file's header."""

from __future__ import annotations

import struct

from recordings.xdf.xdf_format import BOUNDARY_UUID, MAGIC, Tag, boundary, chunk, clock_offset

FILE_HEADER = chunk(Tag.FILE_HEADER, b'<?xml version="1.0"?><info><version>1.0</version></info>')
ONE_SAMPLE = b"\x04\x01\0\0\0\x08" + struct.pack("<df", 1.0, 2.0)
BROKEN_SAMPLE = ONE_SAMPLE + b"!"
HOLE = b"\xff" * 4


def header(stream_id=1, *, name="x", channel_format="float32", channels="1", rate="100", extra=""):
    xml = (
        f"<?xml version='1.0'?><info><name>{name}</name><type>ECG</type>"
        f"<channel_count>{channels}</channel_count><nominal_srate>{rate}</nominal_srate>"
        f"<channel_format>{channel_format}</channel_format>{extra}</info>"
    )
    return chunk(Tag.STREAM_HEADER, struct.pack("<I", stream_id) + xml.encode())


def samples(stream_id=1, body=ONE_SAMPLE):
    return chunk(Tag.SAMPLES, struct.pack("<I", stream_id) + body)


def footer(xml, stream_id=1):
    return chunk(Tag.STREAM_FOOTER, struct.pack("<I", stream_id) + xml)


def nested(n):
    return "<a>" * n + "</a>" * n


def file_of(content):
    return MAGIC + FILE_HEADER + content


ENTITIES = '<!DOCTYPE l [<!ENTITY a "' + "x" * 70_000 + '">]><info><x>' + "&a;" * 2000
LIES = {
    "channels 10^9": header(channels=10**9) + samples(),
    "channels 2^31": header(channels=2**31) + samples(),
    "channels 2^40": header(channels=2**40) + samples(),
    "channels 2^40 of text": header(channels=2**40, channel_format="string") + samples(),
    "channels of 5000 digits": header(channels="9" * 5000) + samples(),
    "nested": header(extra=f"<desc>{nested(2000)}</desc>") + samples(),
    "nested and broken": header(name="x\x01y", extra=nested(2000)) + samples(),
    "nested and cut": header(extra="<a>" * 2000) + samples(),
    "nested footer": header() + samples() + footer(f"<info>{nested(2000)}</info>".encode()),
    "entities": header() + samples() + footer((ENTITIES + "</x></info>").encode()),
    "count 2^63": header() + samples(1, b"\x08" + struct.pack("<Q", 2**63) + bytes(12)),
    "count 2^63 of nothing": header(channels=0, channel_format="string")
    + samples(1, b"\x08" + struct.pack("<Q", 2**63) + bytes(1000)),
    "text of 2^63": header(channel_format="string")
    + samples(1, b"\x01\x01\x08" + bytes(8) + b"\x08" + struct.pack("<Q", 2**63)),
    "chunk of 2^63": header() + b"\x08" + struct.pack("<Q", 2**63) + b"\x03\0" + bytes(100),
    "rate 1e-320": header(rate="1e-320") + samples(1, b"\x04\x02\0\0\0" + bytes(10)),
    "rate inf": header(rate="inf") + samples(1, b"\x04\x02\0\0\0" + bytes(10)),
    "rate nan": header(rate="nan") + samples(1, b"\x04\x02\0\0\0" + bytes(10)),
    "rate of 20,000 letters": header(rate="x" * 20_000) + samples(),
}

MANY = {
    "stream ids without a header": lambda n: b"".join(samples(k) for k in range(10, n + 10)),
    "headers": lambda n: b"".join(header(k) + samples(k) for k in range(1, n + 1)),
    "broken headers": lambda n: b"".join(header(k, name="\x01") for k in range(1, n + 1)),
    "boundaries in garbage": lambda n: (BOUNDARY_UUID + HOLE) * n,
    "boundaries in zeros": lambda n: (
        b"".join(header(k) for k in range(1, n // 8 + 2)) + (BOUNDARY_UUID + bytes(24)) * n
    ),
    "damaged chunks between holes": lambda n: (
        header() + (samples(1, BROKEN_SAMPLE) + HOLE + boundary()) * n
    ),
    "strange chunks between holes": lambda n: (samples() + HOLE + boundary()) * n,
    "clock offsets": lambda n: header() + clock_offset(1, 1.0, 1.0) * n,
    "samples with and without stamps": lambda n: (
        header() + (samples() + samples(1, b"\x04\x01\0\0\0" + bytes(5))) * n
    ),
    "broken footers": lambda n: header() + footer(b"<info") * n,
    "nested elements": lambda n: header(extra=f"<desc>{nested(8 * n)}</desc>") + samples(),
}
"""Files of `n` parts."""
