"""What was coded or changed after the session says so in every table that leaves safehold."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from recordings.bids import export_bids
from recordings.exports.elan import export_elan
from recordings.exports.mne_raw import event_extras
from recordings.importers import read_tidy
from recordings.report.content import _events
from recordings.report.document import ReportTable
from recordings.tidy import TidyOptions, export_tidy
from recordings.tidy.pseudonyms import Scrubber
from safehold.core.codebook import load_codebook
from safehold.core.results import SessionResults
from safehold.files.date_shift import with_shifted_dates
from safehold.offline.analysis import analyse
from safehold.offline.replay.playback import ReplaySession
from safehold.session.event_edits import Wish
from tests.unit._folder import make_session

NOW = datetime.datetime.now(datetime.UTC)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> SessionResults:
    """A session with codes of its own, one of them changed by B2, and one more by B2."""
    folder, _ = make_session(tmp_path_factory.mktemp("x"), signals=("rr",), people=("client",))
    replay = ReplaySession(folder, load_codebook(), coder="B2")
    live = next(e for e in replay.events() if e.source == "hotkey")
    replay.editing.allow(live.coder)
    assert replay.editing.change(live.event_id, Wish(onset=live.onset - 1.0), at=60.0)
    replay.coding.press_code("int.support", at=45.0)
    replay.stop()
    return analyse(folder)


def three(events: pd.DataFrame) -> list[pd.Series]:
    """Return the rows of what was recorded, changed and added."""
    events = events.fillna("")
    added = events[events["afterwards"].astype(int) == 1]
    changed = events[(events["edited"].astype(int) == 1) & (events["afterwards"].astype(int) == 0)]
    recorded = events[events["edited"].astype(int) == 0]
    assert (len(added), len(changed)) == (1, 1)
    return [recorded.iloc[0], changed.iloc[0], added.iloc[0]]


def test_the_tables_say_who_when_and_how_it_is_known(results, tmp_path: Path) -> None:
    folder = export_tidy(
        results, tmp_path, options=TidyOptions(dates="as recorded", formats=("csv",))
    )
    recorded, changed, added = three(pd.read_csv(folder / "events.csv"))
    assert (recorded["edited_by"], recorded["t_original_s"]) == ("", "")
    assert (changed["edited_by"], added["edited_by"], added["coder"]) == ("B2", "B2", "B2")
    assert float(changed["t_original_s"]) == pytest.approx(float(changed["t_s"]) + 1.0)
    assert (added["coder_from"], added["t_entered_s"], added["source"]) == (
        "asked", 45.0, "hotkey",
    )  # fmt: skip
    for row in (changed, added):
        entered = datetime.datetime.fromisoformat(row["entered_utc"])
        assert NOW - datetime.timedelta(hours=1) < entered
    aligned = pd.read_csv(folder / "aligned_4hz.csv").fillna("")
    at = aligned[aligned["t_s"] == 45.0].iloc[0]
    assert added["event_id"] in at["ev_edited_ids"].split(";")
    again = {e.event_id: e for e in read_tidy(folder).events}
    original = {e.event_id: e for e in results.events}
    for one in (recorded, changed, added):
        kept = ("edited", "afterwards", "edited_by", "coder_from")
        new, old = (e[one["event_id"]].attributes for e in (again, original))
        assert [new.get(k) for k in kept] == [old.get(k) for k in kept]


def test_dates_are_removed_and_shifted_with_those_of_the_session(results, tmp_path: Path) -> None:
    plain = export_tidy(results, tmp_path, options=TidyOptions(formats=("csv",)))
    assert pd.read_csv(plain / "events.csv")["entered_utc"].isna().all()
    moved = with_shifted_dates(results, tmp_path)
    back = results.clock.utc_at_zero - moved.clock.utc_at_zero
    assert back > 0
    for old, new in zip(results.events, moved.events, strict=True):
        if (said := old.attributes.get("edited_utc")) is not None:
            assert float(said) - float(new.attributes["edited_utc"]) == pytest.approx(back)


def test_bids_elan_mne_and_the_report_say_it_too(results, tmp_path: Path) -> None:
    root = export_bids(results, tmp_path / "bids", options=TidyOptions())
    path = min(root.rglob("sub-*_events.tsv"), key=lambda found: len(found.name))
    _, changed, added = three(pd.read_csv(path, sep="\t", na_values="n/a"))
    described = json.loads(next(root.rglob("*_events.json")).read_text(encoding="utf-8"))
    assert {"edited", "afterwards", "edited_by", "coder_from", "t_entered_s"} <= set(described)
    eaf = next(export_elan(results, tmp_path / "elan").glob("*.eaf"))
    tiers = [tier.get("TIER_ID") for tier in ElementTree.parse(eaf).getroot().iter("TIER")]
    assert "int.support (B2, edited)" in tiers
    scrubber = Scrubber(results.streams)
    extras = {e.event_id: event_extras(e, scrubber, notes=False) for e in results.events}
    said = [extras[row["event_id"]] for row in (changed, added)]
    assert [(one["edited"], one["afterwards"]) for one in said] == [("1", "0"), ("1", "1")]
    rows = next(block for block in _events(results) if isinstance(block, ReportTable)).rows
    told = [row[-1] for row in rows]
    assert sorted(filter(None, told)) == ["changed by B2", "coded by B2"]
