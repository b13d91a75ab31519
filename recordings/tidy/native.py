"""Native samples: one Parquet table per stream, on request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.schema import Field, number, seconds
from recordings.tidy.table import Cells, Table
from safehold.core.plain_text import spelled_plain
from safehold.core.results import SessionResults, StreamSamples

_TIME = seconds(
    "t_s",
    "time of the sample",
    how="raw stamps freed of jitter, plus clock offset, minus session zero: the engine's times",
)


def native_path(samples: StreamSamples) -> str:
    """Return the file of a stream's samples: ``streams/client_ecg.parquet``."""
    return f"streams/{samples.spec.stream_id.replace('-', '_')}.parquet"


def channel_names(samples: StreamSamples) -> tuple[str, ...]:
    """Return a column name per channel: the role for the channel in use, else its label."""
    names: list[str] = []
    for k, label in enumerate(samples.labels):
        own = re.sub(r"[^a-z0-9]+", "_", spelled_plain(label).lower()).strip("_")
        name = samples.spec.role.value if k == samples.spec.channel else own or f"channel{k}"
        # two channels of one label: the number tells them apart
        names.append(name if name not in {*names, "t_s"} else f"{name}_{k}")
    return tuple(names)


def native_tables(results: SessionResults, scrubber: Scrubber) -> Iterator[tuple[str, Table]]:
    """Yield path and table of every stream with a sampling rate."""
    for samples in results.samples:
        path = native_path(samples)
        columns: dict[Field, Cells] = {_TIME: samples.times}
        for k, name in enumerate(channel_names(samples)):
            unit = scrubber.clean(samples.units[k])
            field = number(
                name, unit, "samples as recorded, no filter", decimals=None,
                missing="the sender gave no number",
            )  # fmt: skip
            columns[field] = samples.values[:, k]
        yield path, Table.from_columns(path.removesuffix(".parquet"), columns)
