"""Codes as an ELAN file: read back, each event is at its place, and none hides another."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from recordings.exports.elan import export_elan
from recordings.importers.coded import read_coded
from recordings.tidy import TidyOptions
from safehold.core.codebook import load_codebook
from safehold.offline.analysis import analyse
from safehold.offline.replay.playback import ReplaySession
from tests.unit._folder import make_session


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory):
    folder, _ = make_session(tmp_path_factory.mktemp("elan"), signals=("rr",), people=("client",))
    for coder, presses in (("A1", [20.0, 45.0, 47.0, 60.0]), ("B2", [21.0, 44.0])):
        replay = ReplaySession(folder, load_codebook(), coder=coder, alone=True)
        for at in presses:
            replay.coding.press_code("ev.challenge", at=at)
        replay.coding.add_note("Anna again", at=50.0)
        replay.stop()
    return analyse(folder)


def written(results, tmp_path: Path, *, notes: bool = False) -> Path:
    folder = export_elan(results, tmp_path, options=TidyOptions(notes=notes))
    (path,) = folder.glob("*.eaf")
    return path


def test_every_event_comes_back_at_its_time_with_its_coder(results, tmp_path: Path) -> None:
    rows = read_coded(written(results, tmp_path)).rows
    assert len(rows) == len(results.events)
    label = load_codebook().find("ev.challenge").label
    found = [(r.onset, r.duration) for r in rows if (r.text, r.coder) == (label, "A1")]
    assert found == [(20.0, 25.0), (47.0, 13.0)]
    points = [row for row in rows if row.duration == 0]
    assert len(points) == sum(event.duration == 0 for event in results.events)


def test_tiers_are_of_one_code_and_coder_and_nothing_overlaps_in_one(
    results, tmp_path: Path
) -> None:
    root = ElementTree.parse(written(results, tmp_path)).getroot()
    slots = {s.get("TIME_SLOT_ID"): int(s.get("TIME_VALUE")) for s in root.iter("TIME_SLOT")}
    assert list(slots.values()) == sorted(slots.values())
    names = [tier.get("TIER_ID") for tier in root.iter("TIER")]
    assert len(names) == len(set(names))
    assert {"ev.challenge (A1, edited)", "ev.challenge (B2, edited)"} <= set(names)
    ids = [note.get("ANNOTATION_ID") for note in root.iter("ALIGNABLE_ANNOTATION")]
    assert len(ids) == len(set(ids))
    for tier in root.iter("TIER"):
        spans = sorted(
            (slots[one.get("TIME_SLOT_REF1")], slots[one.get("TIME_SLOT_REF2")])
            for one in tier.iter("ALIGNABLE_ANNOTATION")
        )
        assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_notes_are_withheld_unless_asked_for(results, tmp_path: Path) -> None:
    assert "Anna" not in written(results, tmp_path / "a").read_text(encoding="utf-8")
    assert "Anna again" in written(results, tmp_path / "b", notes=True).read_text(encoding="utf-8")
