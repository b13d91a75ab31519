"""Settings refuse what is impossible, and say what is possible."""

from __future__ import annotations

import pytest

from safehold.core.errors import ConfigError
from safehold.core.settings import (
    DEMO,
    STANDARD,
    BaselineSettings,
    EngineSettings,
    WindowSettings,
    ZoneSettings,
)


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda: WindowSettings(hr_s=5), "15 to 60"),
        (lambda: WindowSettings(vagal_s=500), "30 to 120"),
        (lambda: ZoneSettings(th=9.0), "1.5 to 3"),
        (lambda: ZoneSettings(dwell_in_s=1), "5 to 30"),
        (lambda: BaselineSettings(max_flagged=0.5), "0 to 0.1"),
        (lambda: EngineSettings(mains_hz=55), "50"),
        (lambda: ZoneSettings(th=float("nan")), "1.5 to 3"),
    ],
)
def test_a_value_out_of_range_is_refused_with_the_valid_range(make, named: str):
    with pytest.raises(ConfigError, match=named):
        make()


def test_the_stated_lag_is_pipeline_plus_half_a_window_plus_dwell():
    assert STANDARD.lag_s == 7 + 30 + 10
    assert DEMO.lag_s == 7 + 15 + 5


def test_only_the_demo_profile_carries_standing_remarks():
    assert STANDARD.marks == ()
    assert DEMO.marks == ("ultra_short", "provisional")
