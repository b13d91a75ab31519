"""Time to read an hour of a dyad, chunked as the recorder chunks it, beside pyxdf.

``python bench/xdf_read.py`` prints one line of JSON: seconds of both (median of three, raw
loading for equal results), their ratio, and the peak memory of ours relative to the data.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyxdf

from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_reader import read_xdf
from recordings.xdf.xdf_writer import XdfWriter

RATES = (250, 250, 50, 50)
CHUNKS_PER_SECOND = 8
HOUR = 3600


def write_hour(path: Path) -> None:
    rng = np.random.default_rng(1)
    writer = XdfWriter(path)
    ids = [writer.add_stream(StreamHeader(f"s{k}", 1, "float32", r)) for k, r in enumerate(RATES)]
    for c in range(HOUR * CHUNKS_PER_SECOND):
        for stream, rate in zip(ids, RATES, strict=True):
            index = np.arange(c * rate // CHUNKS_PER_SECOND, (c + 1) * rate // CHUNKS_PER_SECOND)
            values = rng.standard_normal((len(index), 1), dtype=np.float32)
            writer.write_samples(stream, index / rate, values)
            if c % (4 * CHUNKS_PER_SECOND) == 0:
                writer.write_offset(stream, c / CHUNKS_PER_SECOND, 1e-5 * rng.random())
    writer.close()


def median_time(call: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hour.xdf"
        write_hour(path)

        def theirs() -> list[dict]:
            return pyxdf.load_xdf(str(path), synchronize_clocks=False, dejitter_timestamps=False)[
                0
            ]

        seconds_theirs = median_time(theirs)
        seconds_ours = median_time(lambda: read_xdf(path))
        found = read_xdf(path)
        for ours, judge in zip(found.streams, theirs(), strict=True):
            assert ours.stamps.tobytes() == judge["time_stamps"].tobytes()
            assert ours.values.tobytes() == judge["time_series"].tobytes()
        size = sum(s.stamps.nbytes + s.values.nbytes for s in found.streams)
        del found
        tracemalloc.start()
        read_xdf(path)
        peak = tracemalloc.get_traced_memory()[1]
    print(
        json.dumps(
            {
                "ours_s": round(seconds_ours, 3),
                "pyxdf_s": round(seconds_theirs, 3),
                "ratio": round(seconds_theirs / seconds_ours, 1),
                "peak_over_data": round(peak / size, 2),
            }
        )
    )


if __name__ == "__main__":
    main()
