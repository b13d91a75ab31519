"""Samples of WFDB signal files in each of their formats, after ``signal(5)``.

Whole numbers of 8 to 32 bits, packed 10 and 12 bits, first differences (format 8), and files
compressed as FLAC (508, 516, 524), which the package ``soundfile`` decodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recordings.importers.imported import broken, unusable
from safehold.core.messages import Message
from safehold.core.types import FloatArray

_PLAIN = {8: "i1", 16: "<i2", 32: "<i4", 61: ">i2", 80: "u1", 160: "<u2"}
_MISSING = {16: -(2**15), 24: -(2**23), 32: -(2**31), 61: -(2**15), 80: -128, 160: -(2**15),
            212: -(2**11), 310: -(2**9), 311: -(2**9),
            508: -(2**7), 516: -(2**15), 524: -(2**23)}  # fmt: skip
"""The number that stands for no sample."""
_PACKED = {212: (3, 2), 310: (4, 3), 311: (4, 3)}
"""Bytes, and how many samples they hold."""
DIFFERENCES = 8
"""The format of first differences: it has no number for a missing sample."""
_FLAC = {508: ("PCM_S8",), 516: ("PCM_S8", "PCM_16"), 524: ("PCM_S8", "PCM_16", "PCM_24")}
"""Compressed formats, and the widths that each may have."""
_BITS = {"PCM_S8": 8, "PCM_16": 16, "PCM_24": 24}
_BLOCK = 4096
"""So many times of a compressed file are decoded at once: of a damaged one, what comes before the
block that cannot be decoded is kept."""
FORMATS = frozenset({*_PLAIN, 24, *_PACKED, *_FLAC})


def without_missing(number: int, samples: FloatArray) -> FloatArray:
    """Return samples with NaN where the format's number for no sample stands."""
    none = _MISSING.get(number)
    return samples if none is None else np.where(samples == none, np.nan, samples)


def n_frames(path: Path, number: int, skip: int, per_frame: list[int]) -> int:
    """Return how many frames a signal file holds: `per_frame` samples of each of its signals.

    Raises
    ------
    RecordingError
        For a compressed file that cannot be opened.
    """
    if number in _FLAC:
        # decoded to be counted: the header of a file that was cut still names all its samples
        return sum(map(len, _blocks(path, number, skip, per_frame))) // per_frame[0]
    size = path.stat().st_size - skip
    if number in _PACKED:
        n_bytes, n_samples = _PACKED[number]
        n = size // n_bytes * n_samples + (size % n_bytes >= 2)
    else:
        n = size // (3 if number == 24 else np.dtype(_PLAIN[number]).itemsize)
    return max(0, int(n)) // sum(per_frame)


def frames(path: Path, number: int, skip: int, per_frame: list[int], n: int) -> FloatArray:
    """Return the first `n` frames as numbers of the converter, shape ``(n, sum(per_frame))``.

    Of format 8 these are the differences.

    Raises
    ------
    RecordingError
        For a compressed file that cannot be decoded.
    """
    width = sum(per_frame)
    if number in _FLAC:
        return _inflated(path, number, skip, per_frame, n)
    return _raw(path, number, skip)[: n * width].reshape(n, width)


def _raw(path: Path, number: int, skip: int) -> FloatArray:
    data = np.fromfile(path, np.uint8, offset=skip)
    if number in _PACKED:
        n_bytes, _ = _PACKED[number]
        data = np.concatenate([data, np.zeros(-data.size % n_bytes, np.uint8)])
        return _unpacked(data.reshape(-1, n_bytes).astype(np.int32).T, number)
    if number == 24:
        wide = np.zeros((data.size // 3, 4), np.uint8)
        wide[:, 1:] = data[: data.size // 3 * 3].reshape(-1, 3)
        return np.asarray(wide.view("<i4")[:, 0] >> 8, np.float64)
    kind = np.dtype(_PLAIN[number])
    values = data[: data.size // kind.itemsize * kind.itemsize].view(kind).astype(np.float64)
    return values - {80: 128, 160: 32768}.get(number, 0)


def _unpacked(parts: NDArray[np.int32], number: int) -> FloatArray:
    """Return samples of 12 or 10 bits that share bytes; ``parts`` are these, ``(bytes, n)``."""
    if number == 212:
        a, b, c = parts
        samples, bits = [a | (b & 0x0F) << 8, c | (b & 0xF0) << 4], 12
    elif number == 310:
        a, b, c, d = parts
        samples = [a >> 1 | (b & 7) << 7, c >> 1 | (d & 7) << 7, b >> 3 | (d >> 3) << 5]
        bits = 10
    else:
        a, b, c, d = parts
        samples = [a | (b & 3) << 8, b >> 2 | (c & 15) << 6, c >> 4 | (d & 63) << 4]
        bits = 10
    flat = np.stack(samples, axis=1).reshape(-1)
    return np.asarray(np.where(flat >= 2 ** (bits - 1), flat - 2**bits, flat), np.float64)


# -- FLAC ---------------------------------------------------------------------------------------


def _opened(path: Path, number: int, skip: int, per_frame: list[int]) -> Any:
    try:
        import soundfile
    except ImportError as error:
        raise unusable(
            path,
            Message("its samples are compressed (FLAC), which needs the package soundfile"),
            Message("Install it: pip install 'safehold[flac]'."),
        ) from error
    if skip or len(set(per_frame)) > 1:
        raise unusable(
            path,
            Message("its samples are compressed (FLAC) with an offset or at several rates"),
            Message("Convert the record to format 16 ('xform' of the WFDB package)."),
        )
    try:
        sound = soundfile.SoundFile(str(path))
    except (soundfile.SoundFileError, OSError) as error:
        raise broken(path, Message("it is no FLAC file, or is damaged")) from error
    known = sound.format == "FLAC" and sound.subtype in _FLAC[number]
    if not known or sound.channels != len(per_frame):
        sound.close()
        raise broken(path, Message("it does not hold what the header says"))
    return sound


def _blocks(
    path: Path, number: int, skip: int, per_frame: list[int]
) -> Iterator[NDArray[np.int32]]:
    """Yield the samples of a compressed file as far as it goes, each ``(n, signals)``."""
    with _opened(path, number, skip, per_frame) as sound:
        shift, any_yet = 32 - _BITS[sound.subtype], False
        while True:
            try:
                block = sound.read(_BLOCK, dtype="int32", always_2d=True)
            except RuntimeError as error:  # of soundfile
                if any_yet:
                    return
                raise broken(path, Message("its samples cannot be decoded")) from error
            if not len(block):
                return
            yield block >> shift
            any_yet = True


def _inflated(path: Path, number: int, skip: int, per_frame: list[int], n: int) -> FloatArray:
    """Return `n` frames of a compressed file: in a frame each signal has its samples together."""
    whole = np.concatenate(list(_blocks(path, number, skip, per_frame)))[: n * per_frame[0]]
    rows = whole.reshape(n, per_frame[0], len(per_frame)).transpose(0, 2, 1)
    return np.asarray(rows.reshape(n, -1), np.float64)
