"""A session's takes beside what was measured: who is compared with what, and in which tables."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from recordings.report.felt import felt_blocks
from recordings.tidy.partings import partings_table
from safehold.core.reasons import Reason
from safehold.core.results import RecallTake
from safehold.core.types import Event
from safehold.offline.partings import Measured, by_second, partings

T = np.arange(0.0, 1200.0)
CALM = np.sin(T / 40) + np.sin(T / 173)


def take(number: int, person: str, scale: str, course: np.ndarray) -> RecallTake:
    return RecallTake(number, person, scale, np.arange(0, 12000) / 10, np.repeat(course, 10))


def measured(x: np.ndarray) -> Measured:
    return Measured(T, x, np.full(T.size, np.nan))


def test_felt_safety_is_held_against_activation_turned_over():
    (found,) = partings([take(1, "client", "safety", 5 + 2 * CALM)], {"client": measured(-CALM)})
    assert (found.people, found.first, found.second, found.turned) == (
        ("client",), "safety", "x", True,
    )  # fmt: skip
    assert found.r == pytest.approx(1.0)
    assert (found.lag_s, found.share, found.spans) == (0, 0.0, ())


def test_the_newest_take_is_compared_and_scales_without_an_axis_are_not():
    takes = [
        take(1, "client", "safety", CALM),
        take(2, "client", "valence", CALM),
        take(3, "client", "safety", -CALM),
    ]
    (found,) = partings(takes, {"client": measured(CALM)})
    assert found.r == pytest.approx(1.0)


def test_two_people_are_compared_with_one_another_and_codes_are_named_where_they_part():
    other = CALM.copy()
    other[600:700] -= 4.0
    takes = [take(1, "client", "safety", CALM), take(2, "therapist", "own_safety", other)]
    rupture = Event("e1", "rupture", 640.0, 30.0)
    phase = Event("e2", "ph.session", 0.0, 1200.0)
    (found,) = partings(takes, {}, [rupture, phase])
    assert (found.people, found.turned) == (("client", "therapist"), False)
    (span,) = [span for span in found.spans if span.t0 < 650 < span.t1]
    assert span.codes == ("rupture",)
    assert span.first_z > span.second_z + 1


def test_without_a_vagal_index_arousal_alone_is_taken_and_few_data_give_a_reason():
    alone = Measured(T, np.full(T.size, np.nan), CALM)
    (found,) = partings([take(1, "client", "suds", CALM)], {"client": alone})
    assert (found.second, found.turned, round(found.r, 6)) == ("a", False, 1.0)
    short = RecallTake(1, "client", "suds", np.arange(0, 100) / 10, np.ones(100))
    (found,) = partings([short], {"client": alone})
    assert found.reasons == (Reason.COMPARED_SHORT,)


def test_a_second_is_the_mean_of_what_stands_in_it():
    said = RecallTake(
        1, "client", "safety", np.array([3.1, 3.2, 4.0, 3.1]), np.array([1, 2, 3, 4.0])
    )
    assert by_second(said) == {3: 3.0, 4: 3.0}


def test_table_and_report_hold_the_comparison_and_its_spans(session):
    other = CALM.copy()
    other[600:700] -= 4.0
    found = partings([take(1, "client", "safety", other)], {"client": measured(-CALM)})
    results = dataclasses.replace(session, partings=found)
    table = partings_table(results)
    rows = [
        dict(zip([f.name for f in table.fields], row, strict=True))
        for row in zip(*table.columns, strict=True)
    ]
    assert [row["row"] for row in rows] == ["whole", *["span"] * len(found[0].spans)]
    assert rows[0]["second_turned"] == "yes"
    assert rows[1]["t0_s"] == found[0].spans[0].t0
    words = " ".join(str(block) for block in felt_blocks(results))
    assert "client safety against -x" in words
    assert "not measured" in words
