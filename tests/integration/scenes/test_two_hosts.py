"""Two computers with clocks of their own, as two network namespaces with a cable between them."""

from __future__ import annotations

import pytest

from tests.integration.scenes._background import scenes
from tests.integration.scenes._two_hosts import AHEAD_S, N_EVENTS

pytestmark = pytest.mark.lsl
READING_S = 1e-4
"""How exactly a sender can read two clocks at once."""


@pytest.fixture(scope="module")
def facts():
    return scenes()["two_hosts"].facts()


def test_the_hosts_clocks_really_differ(facts):
    assert facts["offsets_s"]["far"] == pytest.approx(-AHEAD_S, abs=1)
    assert facts["offsets_s"]["near"] == pytest.approx(0, abs=0.1)


def test_simultaneous_events_of_two_hosts_agree_within_the_measured_uncertainty(facts):
    promised = sum(facts["uncertainty_s"].values())
    print(
        f"{facts['n_common']} events {1e6 * facts['median_apart_s']:.0f} us apart (median), "
        f"{1e6 * facts['p99_apart_s']:.0f} us (p99); promised: {1e6 * promised:.0f} us"
    )
    assert facts["n_common"] > N_EVENTS / 2
    assert abs(facts["median_apart_s"]) <= promised
    assert facts["p99_apart_s"] <= promised + READING_S
