"""The words a person sees for zones: what else they may be stands with each of them."""

from __future__ import annotations

import pytest

from safehold.core.types import SubZone, ZoneName
from safehold.core.wording import SUBZONE_ALTERNATIVES, ZONE_ALTERNATIVES, alternatives

BANDS = [band for band in SubZone if band is not SubZone.NONE]


@pytest.mark.parametrize("band", BANDS)
def test_each_band_inside_the_own_range_says_what_else_it_may_be(band: SubZone):
    text = alternatives(ZoneName.WITHIN, band)
    assert text == SUBZONE_ALTERNATIVES[band]
    physiology, others = text.split(". ", 1)
    assert physiology
    assert others.endswith(".")


@pytest.mark.parametrize("zone", list(ZoneName))
def test_a_zone_outside_the_own_range_is_told_by_itself(zone: ZoneName):
    for band in (SubZone.NONE, *(BANDS if zone is not ZoneName.WITHIN else ())):
        assert alternatives(zone, band) == ZONE_ALTERNATIVES[zone]


@pytest.mark.parametrize("text", [*ZONE_ALTERNATIVES.values(), *SUBZONE_ALTERNATIVES.values()])
def test_no_text_claims_a_state_of_mind_or_of_the_nervous_system(text: str):
    for word in ("vagal tone", "ventral", "dorsal", "polyvagal", " safe", "unsafe", "hypoarousal",
                 "shutdown", "traumat"):  # fmt: skip
        assert word not in text.lower()
