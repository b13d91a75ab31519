"""Native samples on request: as recorded, one file a stream, every column explained."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd

from recordings.tidy import TidyOptions, export_tidy
from safehold.core.results import SessionResults, StreamSamples


def with_samples(session: SessionResults) -> SessionResults:
    spec = session.streams[0].spec
    times = 0.25 + np.arange(1000) / 250
    values = np.column_stack((np.sin(times), np.arange(1000.0)))
    values[10, 1] = np.nan
    samples = StreamSamples(spec, times, values, ("=lead", "EDA (uS)"), ("mV", "uS"))
    return dataclasses.replace(session, samples=(samples,))


def test_native_samples_come_back_bit_for_bit(session: SessionResults, tmp_path: Path):
    results = with_samples(session)
    folder = export_tidy(results, tmp_path, options=TidyOptions(native=True))
    read = pd.read_parquet(folder / "streams" / "client_ecg.parquet")
    assert list(read) == ["t_s", "ecg", "eda_us"]
    (samples,) = results.samples
    np.testing.assert_array_equal(read["t_s"], samples.times)
    np.testing.assert_array_equal(read[["ecg", "eda_us"]].to_numpy(), samples.values)
    assert read["eda_us"].isna().sum() == 1


def test_the_streams_table_names_the_file_and_the_dictionary_its_columns(
    session: SessionResults, tmp_path: Path
):
    folder = export_tidy(with_samples(session), tmp_path, options=TidyOptions(native=True))
    streams = pd.read_csv(folder / "streams.csv").set_index("stream_id")
    assert streams.loc["client-ecg", "file"] == "streams/client_ecg.parquet"
    assert streams["file"].notna().sum() == 1
    dictionary = pd.read_csv(folder / "data_dictionary.csv")
    mine = dictionary[dictionary["table"] == "streams/client_ecg"].set_index("column")
    assert mine.loc["eda_us", "unit"] == "uS"


def test_without_the_wish_no_sample_is_written(session: SessionResults, tmp_path: Path):
    folder = export_tidy(with_samples(session), tmp_path)
    assert not (folder / "streams").exists()
