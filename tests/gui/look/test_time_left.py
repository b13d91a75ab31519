"""The time left follows from what was spent, and nothing is said before it can be told."""

from __future__ import annotations

import pytest

from gui.look.time_left import TimeLeft


@pytest.mark.parametrize(
    ("spent", "share", "says"),
    [
        (1.0, 0.5, ""),  # too early
        (20.0, 0.02, ""),
        (20.0, 0.0, ""),
        (30.0, 1.0, ""),
        (10.0, 0.5, "about 10 s left"),
        (11.0, 0.5, "about 15 s left"),
        (50.0, 0.99, "about 5 s left"),
        (60.0, 0.4, "about 2 min left"),  # 90 s
        (15.0, 0.1, "about 3 min left"),  # 135 s
    ],
)
def test_the_time_left_is_that_of_the_rate_so_far(spent: float, share: float, says: str) -> None:
    now = [100.0]
    left = TimeLeft(lambda: now[0])
    now[0] += spent
    assert left.words(share) == says
