"""The bytes of an XDF 1.0 file: chunks, variable-length integers, samples.

Pure functions between values and bytes; :mod:`recordings.xdf.xdf_writer` and
:mod:`recordings.xdf.xdf_reader` do the files. A file is ``XDF:`` and then chunks::

    [bytes of length: 1 | 4 | 8] [length] [tag, u16] [content]      length = 2 + len(content)

All integers and floats are little-endian. Specification: https://github.com/sccn/xdf.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

MAGIC: Final = b"XDF:"
BOUNDARY_UUID: Final = bytes.fromhex("43a546dccbf5410fb30ed5467383cbe4")
"""Content of a boundary chunk; readers look for it behind damage."""

NUMERIC_FORMATS: Final[dict[str, str]] = {
    "int8": "<i1",
    "int16": "<i2",
    "int32": "<i4",
    "int64": "<i8",
    "float32": "<f4",
    "double64": "<f8",
}
"""XDF channel formats that are numbers, and their dtype in the file."""
STRING_FORMAT: Final = "string"
MAX_CHUNK_BYTES: Final = 4 * 2**20
"""Samples are split into chunks of about this size, so that one damaged chunk costs little."""


class Tag(IntEnum):
    """Kinds of chunk."""

    FILE_HEADER = 1
    STREAM_HEADER = 2
    SAMPLES = 3
    CLOCK_OFFSET = 4
    BOUNDARY = 5
    STREAM_FOOTER = 6


def varlen(number: int) -> bytes:
    """Return a variable-length integer in its shortest form."""
    if number < 1 << 8:
        return struct.pack("<BB", 1, number)
    if number < 1 << 32:
        return struct.pack("<BI", 4, number)
    return struct.pack("<BQ", 8, number)


def chunk(tag: Tag, content: bytes) -> bytes:
    """Return a whole chunk."""
    return b"".join((varlen(2 + len(content)), struct.pack("<H", tag), content))


def boundary() -> bytes:
    """Return a boundary chunk."""
    return chunk(Tag.BOUNDARY, BOUNDARY_UUID)


def clock_offset(stream_id: int, collection_time: float, offset: float) -> bytes:
    """Return a clock-offset chunk.

    Parameters
    ----------
    stream_id : int
        The stream.
    collection_time : float
        When it was measured, s, on the *stream's own* clock.
    offset : float
        Seconds to add to the stream's stamps to get the recorder's time.
    """
    return chunk(Tag.CLOCK_OFFSET, struct.pack("<Idd", stream_id, collection_time, offset))


@lru_cache(maxsize=256)
def sample_dtype(channel_format: str, n_channels: int) -> np.dtype[Any]:
    """Return the packed record of one fully stamped numeric sample (flag, stamp, values)."""
    value = np.dtype(NUMERIC_FORMATS[channel_format])
    return np.dtype([("flag", "u1"), ("stamp", "<f8"), ("values", value, (n_channels,))])


def pack_numeric(
    stream_id: int, stamps: NDArray[np.float64], values: NDArray[Any], channel_format: str
) -> bytes:
    """Return one samples chunk of numbers, every sample with its stamp.

    Parameters
    ----------
    stream_id : int
        The stream.
    stamps : ndarray of float64, shape (n,)
        Raw stamps, s; any value at all is kept as it is.
    values : ndarray, shape (n, n_channels)
        Of a dtype that the channel format holds exactly.
    channel_format : str
        A key of `NUMERIC_FORMATS`.
    """
    n_samples, n_channels = values.shape
    records = np.empty(n_samples, sample_dtype(channel_format, n_channels))
    records["flag"] = 8
    records["stamp"] = stamps
    records["values"] = values
    return _samples_chunk(stream_id, n_samples, records.tobytes())


def pack_strings(
    stream_id: int, stamps: NDArray[np.float64], values: Sequence[Sequence[bytes]]
) -> bytes:
    """Return one samples chunk of texts, every sample with its stamp, bytes as they are."""
    parts: list[bytes] = []
    for stamp, row in zip(stamps.tolist(), values, strict=True):
        parts.append(struct.pack("<Bd", 8, stamp))
        for text in row:
            parts += (varlen(len(text)), text)
    return _samples_chunk(stream_id, len(stamps), b"".join(parts))


def _samples_chunk(stream_id: int, n_samples: int, body: bytes) -> bytes:
    # LabRecorder always writes the count in its 4-byte form; so do we.
    head = struct.pack("<IBI", stream_id, 4, n_samples)
    length = 2 + len(head) + len(body)
    return b"".join((varlen(length), struct.pack("<H", Tag.SAMPLES), head, body))
