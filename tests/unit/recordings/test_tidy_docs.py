"""The reading examples of the documentation run on an export, as a user would run them."""

from __future__ import annotations

import itertools
import math
import re
from pathlib import Path

import pytest

from recordings.tidy import TidyOptions, export_tidy
from safehold.core.results import SessionResults
from safehold.core.types import BeatStatus

PAGE = Path(__file__).resolve().parents[3] / "docs" / "export.md"


def test_the_python_examples_of_the_export_page_run_and_give_the_truth(
    session: SessionResults, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(export_tidy(session, tmp_path))
    names: dict = {}
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), names)
    own = [beat for beat in session.beats if beat.person == "client"]
    squares = [
        (b.rr_ms - a.rr_ms) ** 2
        for a, b in itertools.pairwise(own)
        if a.status is BeatStatus.OK and b.status is BeatStatus.OK
    ]
    assert names["rmssd"] == pytest.approx(math.sqrt(sum(squares) / len(squares)))
    assert names["mean_hr"] == pytest.approx(75, abs=1)
    assert len(names["long"]) == 2 * len(names["aligned"])
    assert (names["at"]["t_s"] >= 0).all()
    assert names["nk_events"]["label"] == names["events"]["event_id"].tolist()


def test_the_page_names_every_table_of_an_export(session: SessionResults, tmp_path: Path) -> None:
    folder = export_tidy(session, tmp_path, options=TidyOptions(formats=("csv",)))
    text = PAGE.read_text("utf-8")
    assert not [p.stem for p in folder.glob("*.csv") if f"`{p.stem}" not in text]
