"""Process measures leave as a long table that says what each number cannot mean."""

from __future__ import annotations

import dataclasses
import math
import re
from pathlib import Path

import pandas as pd
import pytest

from recordings.tidy import TidyOptions, export_tidy
from safehold.core.measures import MEASURES
from safehold.core.results import SessionResults
from safehold.core.types import Event, EventKind
from safehold.offline.measures import session_measures
from safehold.offline.phases import phase_names
from safehold.offline.selection import parts_of


@pytest.fixture(scope="module")
def measured(session: SessionResults) -> SessionResults:
    return dataclasses.replace(session, measures=session_measures(session))


@pytest.fixture(scope="module")
def folder(measured: SessionResults, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export_tidy(measured, tmp_path_factory.mktemp("out"))


def test_the_table_has_session_phase_and_code_of_everybody(folder: Path) -> None:
    table = pd.read_csv(folder / "measures.csv")
    assert list(table) == [
        "participant", "span", "t_s", "end_s", "measure", "value", "unit", "status", "reasons",
        "valid_seconds", "pct_unknown", "n", "censored", "se",
    ]  # fmt: skip
    assert set(table["participant"]) == {"client", "therapist"}
    assert {"session", "phase:baseline", "code:al.rupture.withdrawal", "code:int.support"} <= set(
        table["span"]
    )
    row = table.query("participant == 'client' and span == 'session'").set_index("measure")
    # each second has the zone of its own window: a = 0.5 and v = -0.2 in all of them
    assert row.loc["time_within", "value"] == 120.0
    assert row.loc["time_within", "valid_seconds"] == 120
    assert row.loc["time_high", "value"] == row.loc["excursions", "value"] == 0.0
    assert row.loc["time_within", "pct_unknown"] == 0.0
    ruptures = table.query("participant == 'client' and span == 'rupture-repair'")
    counts = ruptures.set_index("measure")["value"]
    assert (counts["ruptures"], counts["ruptures_repaired"]) == (1.0, 0.0)
    assert counts.drop(["ruptures", "ruptures_repaired"]).isna().all()
    held = table.query("participant == 'client' and span == 'code:al.rupture.withdrawal'")
    cells = held.set_index("measure").loc["time_high"]
    assert (cells["t_s"], cells["end_s"], cells["valid_seconds"]) == (75.5, 85.5, 0)
    assert math.isnan(cells["value"]), "no window fits into a code of 10 s"


def test_csv_and_parquet_agree_and_a_missing_value_has_a_reason(folder: Path) -> None:
    table, exact = (
        pd.read_csv(folder / "measures.csv"),
        pd.read_parquet(folder / "measures.parquet"),
    )
    assert (table["value"].isna() == exact["value"].isna()).all()
    missing = table["value"].isna()
    assert (missing == (table["status"] == "missing")).all()
    assert table.loc[missing, "reasons"].notna().all()
    assert missing.any()
    assert not missing.all()
    types = table.dtypes.astype(str)
    assert set(types[["valid_seconds", "n", "censored"]]) == {"int64"}
    assert set(types[["t_s", "end_s", "value", "pct_unknown"]]) == {"float64"}


def test_every_measure_says_what_it_cannot_mean(folder: Path) -> None:
    types = pd.read_csv(folder / "measure_types.csv")
    assert types["measure"].tolist() == list(MEASURES)
    assert types.notna().all(axis=None)
    words = pd.read_csv(folder / "data_dictionary.csv").set_index(["table", "column"])
    assert "not a measurement of safety" in words.loc[("measures", "value"), "description"]
    text = (folder / "README.txt").read_text()
    assert "process measures" in text


def test_no_text_speaks_of_causes_nor_of_a_measured_safety() -> None:
    for name, kind in MEASURES.items():
        text = f"{name} {kind.meaning} {kind.cannot_mean}".lower()
        text = text.replace("felt safety", "")  # the name of a scale that a person answers
        assert not re.search(r"\bsafe|signific|\bcaus|effect|vagal tone|improve|ventral", text)


def test_an_interval_without_a_known_end_is_not_measured_and_says_so(
    session: SessionResults, tmp_path: Path
) -> None:
    event = Event("e1", "fs.risk", 80.0, None, EventKind.INTERVAL)
    odd = dataclasses.replace(session, events=(event,))
    odd = dataclasses.replace(odd, measures=session_measures(odd))
    table = pd.read_csv(export_tidy(odd, tmp_path) / "measures.csv")
    rows = table.query("span == 'code:fs.risk' and measure == 'time_high'")
    assert set(rows["reasons"]) == {"no_ticks"}
    assert rows[["t_s", "end_s", "value"]].isna().all(axis=None)


def test_a_part_carries_its_own_measures(measured: SessionResults, tmp_path: Path) -> None:
    (part,) = parts_of(measured, ["baseline"], [])
    assert phase_names(measured) == ["baseline"]
    options = TidyOptions(formats=("csv",))
    table = pd.read_csv(export_tidy(part, tmp_path, options=options) / "measures.csv")
    assert "session" not in set(table["span"])
    row = table.query("span == 'part:baseline' and measure == 'time_within'").iloc[0]
    assert (row["t_s"], row["end_s"]) == (0.0, 45.0)
    assert row["valid_seconds"] == 45, "each second has a window inside the part"
