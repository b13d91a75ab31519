"""Dates of exports moved back by a secret number of weeks, the same for all sessions of people."""

from __future__ import annotations

import datetime
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from safehold.core.errors import ConfigError
from safehold.core.results import ClockAnchor, Participant, SessionResults
from safehold.files.date_shift import FILE, with_shifted_dates

DAY_S = 86400.0
BEGAN = datetime.datetime(2026, 3, 4, 14, 30, 5, tzinfo=datetime.UTC).timestamp()


def recorded(template: SessionResults, utc: float | None, *codes: str) -> SessionResults:
    people = tuple(Participant(f"p{k}", code, "other") for k, code in enumerate(codes))
    return replace(template, clock=ClockAnchor(100.0, utc, 0.001), participants=people)


def moved(results: SessionResults, study: Path) -> datetime.datetime:
    utc = with_shifted_dates(results, study).clock.utc_at_zero
    assert utc is not None
    return datetime.datetime.fromtimestamp(utc, datetime.UTC)


def test_weekday_time_of_day_and_time_between_sessions_stay(session, tmp_path: Path):
    first = moved(recorded(session, BEGAN, "P07", "T01"), tmp_path)
    later = moved(recorded(session, BEGAN + 23 * DAY_S, "T01", "P07"), tmp_path)
    real = datetime.datetime.fromtimestamp(BEGAN, datetime.UTC)
    assert 1914 <= first.year < 1920
    assert (first.weekday(), first.time()) == (real.weekday(), real.time())
    assert later - first == datetime.timedelta(days=23)


def test_exports_that_run_at_once_keep_every_constant(session, tmp_path: Path):
    """The jobs of an array, each with a pair of its own or with one that another has too."""
    pairs = [f"P{k // 2:02d}" for k in range(24)]
    ready = threading.Barrier(len(pairs))

    def export(code: str) -> datetime.datetime:
        ready.wait(30)
        return moved(recorded(session, BEGAN, code), tmp_path)

    with ThreadPoolExecutor(len(pairs)) as pool:
        dates = list(pool.map(export, pairs))
    assert dates[::2] == dates[1::2]
    again = [moved(recorded(session, BEGAN, code), tmp_path) for code in pairs]
    assert again == dates
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_each_pair_has_a_constant_of_its_own_and_a_session_without_date_needs_none(
    session, tmp_path: Path, monkeypatch
):
    drawn = iter([3, 40])
    monkeypatch.setattr("safehold.files.date_shift.secrets.randbelow", lambda _: next(drawn))
    undated = recorded(session, None, "P09")
    assert with_shifted_dates(undated, tmp_path) is undated
    assert not (tmp_path / FILE).exists()
    one = moved(recorded(session, BEGAN, "P07", "T01"), tmp_path)
    other = moved(recorded(session, BEGAN, "P08", "T01"), tmp_path)
    assert other - one == datetime.timedelta(weeks=37)
    assert set(json.loads((tmp_path / FILE).read_text())["weeks_back"]) == {"P07+T01", "P08+T01"}


@pytest.mark.parametrize("text", ['{"weeks_back": 3}', '{"weeks_back": {"P07": "a lot"}}', "{}"])
def test_a_file_without_shifts_is_refused_and_stays(session, tmp_path: Path, text: str):
    (tmp_path / FILE).write_text(text)
    with pytest.raises(ConfigError, match="how many weeks"):
        moved(recorded(session, BEGAN, "P07"), tmp_path)
    assert (tmp_path / FILE).read_text() == text
