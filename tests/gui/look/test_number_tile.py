"""A number's tile where the rate is missing but bounded."""

from __future__ import annotations

from typing import Any

from gui.look.formatting import value_text
from gui.plots.number_tile import NumberTile
from safehold.core.reasons import Reason
from safehold.core.types import IndexValue, Status


def test_a_missing_rate_says_what_it_is_at_most(qtbot: Any) -> None:
    tile = NumberTile("Breathing", "breaths per minute", digits=1)
    qtbot.addWidget(tile)
    why = (Reason.OPEN_BREATH,)
    held = IndexValue("resp_rate", None, "1/min", Status.MISSING, why, 0, 60, at_most=3.14)
    tile.show_value(held)
    assert (tile.number.text(), tile.unit.text()) == ("≤ 3.1", "/min")
    assert "missing" in tile.accessibleName()
    assert "breath" in tile.why
    tile.show_value(IndexValue("resp_rate", 15.0, "1/min", Status.OK, (), 0, 60))
    assert tile.number.text() == "15.0"


def test_a_value_that_rounds_to_zero_has_no_sign() -> None:
    assert value_text(-0.001, 2) == "0.00"
    assert value_text(-0.01, 2) == "-0.01"
