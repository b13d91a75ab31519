"""Change against the own last five minutes: what it says, when it says nothing."""

from __future__ import annotations

import dataclasses
import importlib
import json
from pathlib import Path

import numpy as np
import pytest

from processing.zones.change import Changed, ChangeTracker
from safehold.core.reasons import Reason
from safehold.core.types import Baseline, Change, IndexValue, Status

ROOT = Path(__file__).resolve().parents[4]
BASE = Baseline("p-b1", "p", 0.0, 240.0, 70.0, 3.0, 3.5, 0.2, "ln_rmssd", 0.1, 8.0, 4.0, False, ())


def indices(hr: float | None, vagal: float | None) -> dict[str, IndexValue]:
    return {
        name: IndexValue(name, number, "", Status.OK, (), 0.0, 1.0, n_pairs=60)
        for name, number in (("hr", hr), ("ln_rmssd", vagal))
        if number is not None
    }


def follow(hr: list[float | None], vagal: list[float], base: Baseline = BASE) -> list[Changed]:
    tracker = ChangeTracker()
    return [
        tracker.update(t, indices(rate, v), base)
        for t, (rate, v) in enumerate(zip(hr, vagal, strict=True), start=1)
    ]


def test_it_counts_from_the_own_last_minutes_wherever_the_baseline_is() -> None:
    found = follow([88.0] * 400 + [94.0] * 60, [2.9] * 400 + [2.5] * 60)
    assert found[399] == Changed(0.0, Change.STEADY)
    assert found[400].amount == pytest.approx((6 / 3 + 0.4 / 0.2) / 2)
    assert [tick.word for tick in found[400:412]] == [Change.STEADY] * 10 + [Change.RISEN] * 2
    away = dataclasses.replace(BASE, hr=60.0, vagal=4.0)
    assert follow([88.0] * 400 + [94.0] * 60, [2.9] * 400 + [2.5] * 60, away) == found


def test_what_lasts_longer_than_the_minutes_before_is_no_change_any_more() -> None:
    found = follow([70.0] * 400 + [80.0] * 500, [3.5] * 400 + [3.0] * 500)
    assert found[450].word is Change.RISEN
    assert found[-1] == Changed(0.0, Change.STEADY)


def test_it_falls_as_it_rises() -> None:
    found = follow([80.0] * 400 + [70.0] * 60, [3.0] * 400 + [3.5] * 60)
    assert found[-1].word is Change.FALLEN


def test_it_stays_until_it_is_clearly_back() -> None:
    found = follow([70.0] * 400 + [79.0] * 30 + [78.0] * 30 + [76.0] * 30, [3.5] * 490)
    words = [tick.word for tick in found]  # 1.5, 1.33, 1.0 spreads
    assert words[459] is Change.RISEN
    assert words[-1] is Change.STEADY


def test_nothing_is_said_without_half_of_the_minutes_before_or_an_input() -> None:
    found = follow([70.0] * 200, [3.5] * 200)
    assert found[178].amount is None
    assert found[178].reasons == (Reason.PAST_SHORT,)
    assert found[180].amount == 0.0
    assert found[180].word is Change.NONE
    gone = follow([70.0] * 300 + [None] * 5, [3.5] * 305)
    assert gone[-1] == Changed(None, Change.NONE, (Reason.NO_STREAM,))
    alone = dataclasses.replace(BASE, vagal=None, vagal_spread=None, vagal_index="")
    assert follow([70.0] * 300, [3.5] * 300, alone)[-1].reasons == (Reason.HR_ONLY,)


@pytest.mark.oracle("O74")
def test_a_person_who_wanders_is_seen_to_change_where_the_zone_rule_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    bench = importlib.import_module("zone_change")
    made = bench._of(4.0, (9.0, 0.60), 3)
    seen = {
        rule: np.mean([flags[t + 10 : t + 150].any() for t in bench.ONSETS])
        for rule, flags in made.items()
    }
    assert seen["change"] >= 0.75
    assert seen["change"] >= seen["zone rule"]


def test_the_published_table_is_what_was_found() -> None:
    found = json.loads((ROOT / "bench" / "results" / "zone_change.json").read_text("utf-8"))
    page = (ROOT / "docs" / "numbers.md").read_text("utf-8")
    for row in found["rows"]:
        steps = [row[key] for key in row if key.startswith("+")]
        cells = [f"{s['found']:.2f}; {s['after_s']:.0f} s; {s['times_said']:.2f}" for s in steps]
        first = f"| {row['sd_bpm']:g} | {row['rule']} | {row['false_percent']:g} %; "
        assert f"{first}{row['false_per_hour']:g} | {' | '.join(cells)} |" in page
