"""SPSS files hold the Tidy tables with labels; a missing number is system-missing."""

from __future__ import annotations

import builtins
import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recordings.exports.spss import export_sav
from recordings.tidy import TidyOptions, export_tidy
from safehold.core.errors import ExportError
from safehold.core.results import SessionResults
from safehold.core.types import Event

pyreadstat = pytest.importorskip("pyreadstat", reason="the extra spss is not installed")


def test_every_table_comes_back_with_its_numbers_and_missing_values(
    session: SessionResults, tmp_path: Path
):
    folder, tidy = export_sav(session, tmp_path), export_tidy(session, tmp_path)
    names = {p.stem for p in tidy.glob("*.parquet")}
    assert {p.stem for p in folder.glob("*.sav")} == names
    for name in names:
        read, meta = pyreadstat.read_sav(folder / f"{name}.sav")
        truth = pd.read_parquet(tidy / f"{name}.parquet")
        assert list(read) == list(truth), name
        assert all(meta.column_names_to_labels[column] for column in read)
        for column in truth.select_dtypes("number"):
            np.testing.assert_array_equal(read[column], truth[column].astype(float), err_msg=name)
        for column in truth.select_dtypes(exclude="number"):
            expected = truth[column].fillna("").astype(str).tolist()
            assert read[column].fillna("").astype(str).tolist() == expected, (name, column)


def test_units_flags_and_measures_are_labelled(session: SessionResults, tmp_path: Path):
    folder = export_sav(session, tmp_path)
    _, meta = pyreadstat.read_sav(folder / "beats.sav")
    assert meta.column_names_to_labels["rr_ms"].endswith("[ms]")
    assert meta.variable_value_labels["edited"] == {0.0: "no", 1.0: "yes"}
    assert meta.variable_measure["rr_ms"] == "scale"
    assert meta.variable_measure["status"] == "nominal"


def test_the_same_session_gives_the_same_bytes_without_a_date(
    session: SessionResults, tmp_path: Path
):
    one, two = (export_sav(session, tmp_path) for _ in range(2))
    for path in one.glob("*.sav"):
        assert path.read_bytes() == (two / path.name).read_bytes()
        assert b"01 Jan 8500:00:00" in path.read_bytes()[:120]


@pytest.mark.slow
def test_hostile_and_huge_text_is_held_and_a_cut_is_told(session: SessionResults, tmp_path: Path):
    hostile = ['=1+1,"x";\n\r\ttab', "\u202ertl é", "nul\0 \ud800", "y" * 10_000_000]
    events = tuple(Event(f"e{k}", "note", float(k), note=text) for k, text in enumerate(hostile))
    results = dataclasses.replace(session, events=events)
    folder = export_sav(results, tmp_path, options=TidyOptions(notes=True))
    read, _ = pyreadstat.read_sav(folder / "events.sav")
    assert read["note"].tolist()[:2] == hostile[:2]
    assert len(read["note"][3]) == 32_000
    assert "1 texts were cut" in (folder / "manifest.json").read_text()


def test_a_session_without_anything_exports_empty_tables(session: SessionResults, tmp_path: Path):
    nothing = dataclasses.replace(
        session, participants=(), streams=(), beats=(), breaths=(), ticks=(), baselines=(),
        events=(), windows=(), respiration={}, t_start=0.0, t_end=0.0, codebook=None,
    )  # fmt: skip
    read, _ = pyreadstat.read_sav(export_sav(nothing, tmp_path) / "beats.sav")
    assert len(read) == 0
    assert "rr_ms" in read


def test_without_the_extra_it_says_how_to_install_it(
    session: SessionResults, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    real = builtins.__import__

    def absent(name: str, *more: object) -> object:
        if name == "pyreadstat":
            raise ImportError(name)
        return real(name, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(ExportError) as caught:
        export_sav(session, tmp_path)
    assert "safehold[spss]" in caught.value.remedy
