"""Zone shares under other thresholds and baselines."""

from __future__ import annotations

import dataclasses
import math

import pytest

from processing.measures.sensitivity import IN_FORCE, pooled_baseline, zone_sensitivity
from processing.zones.zones import ZoneTracker
from safehold.core.settings import STANDARD
from safehold.core.types import Baseline, IndexValue, Status, Tick, ZoneName

BASE = Baseline("p-b1", "p", 0.0, 240.0, 70.0, 3.0, 3.5, 0.2, "ln_rmssd", 0.1, 8.0, 4.0, False, ())


def value(name: str, number: float, t: int, length: float) -> IndexValue:
    return IndexValue(
        name, number, "", Status.OK, (), t - length, float(t), "ecg", n_pairs=70, coverage=1.0
    )


def session(hr: list[float], vagal: list[float]) -> list[Tick]:
    tracker, ticks = ZoneTracker(STANDARD), []
    for t, (rate, v) in enumerate(zip(hr, vagal, strict=True), start=1):
        indices = (value("hr", rate, t, 30.0), value("ln_rmssd", v, t, 60.0))
        zone = tracker.update(t, {i.name: i for i in indices}, BASE, ())
        ticks.append(Tick("p", t, 1, indices, zone))
    return ticks


def excursion(bpm: float) -> list[Tick]:
    return session(
        [70.0] * 300 + [70.0 + bpm] * 200 + [70.0] * 100, [3.5] * 300 + [2.9] * 200 + [3.5] * 100
    )


def test_the_settings_of_the_session_give_its_own_zones():
    ticks = excursion(15.0)
    rows = zone_sensitivity(ticks, [BASE], STANDARD)
    (own,) = (r for r in rows if r.threshold == STANDARD.zones.th and r.baseline == IN_FORCE)
    known = [t for t in ticks if t.zone.state is not ZoneName.UNKNOWN and not t.zone.held]
    high = [t for t in known if t.zone.state is ZoneName.HIGH]
    assert (own.valid_s, own.high) == (len(known), len(high) / len(known))
    assert own.high + own.within + own.low == pytest.approx(1)
    assert own.high > 0.2


def test_an_excursion_between_thresholds_depends_on_the_threshold():
    rows = zone_sensitivity(excursion(6.0), [BASE], STANDARD)  # a = 2
    high = {row.threshold: row.high for row in rows if row.baseline == IN_FORCE}
    assert high[1.5] > 0.2
    assert high[2.5] == 0


def test_a_baseline_taken_too_high_makes_the_session_low():
    ticks = session([70.0] * 400, [3.5] * 400)
    elevated = dataclasses.replace(BASE, baseline_id="p-b0", hr=80.0, vagal=4.0)
    rows = {row.baseline: row for row in zone_sensitivity(ticks, [elevated, BASE], STANDARD)}
    assert rows["p-b0"].low > 0.9
    assert rows["p-b1"].low == 0
    assert "the lower one" in rows["p-b1"].choice
    assert "the lower one" not in rows["p-b0"].choice


def test_the_pooled_baseline_is_the_median_of_the_values_of_both():
    ticks = session([70.0] * 300 + [76.0] * 300, [3.5] * 300 + [3.1] * 300)
    late = dataclasses.replace(BASE, baseline_id="p-b2", t0=330.0, t1=570.0)
    pool = pooled_baseline(ticks, [BASE, late], STANDARD)
    assert pool is not None
    assert (pool.hr, pool.baseline_id) == (73.0, "pooled")
    assert pool.hr_spread == pytest.approx(1.4826 * 3)
    assert pool.vagal == pytest.approx(3.3)
    assert pool.n_hr == 16


def test_the_other_vagal_axis_stands_beside_the_own():
    """The rate of an excursion rises and RMSSD falls with it: in relation to RR nothing falls."""
    ticks = excursion(15.0)
    beside = [math.log(60000 / tick.index("hr").value) for tick in ticks]
    vagal = [tick.index("ln_rmssd").value for tick in ticks]
    same = vagal[0] - beside[0]
    more = [value("ln_cvsd", same, tick.t, 60.0) for tick in ticks]
    both = [
        dataclasses.replace(tick, indices=(*tick.indices, extra))
        for tick, extra in zip(ticks, more, strict=True)
    ]
    found = {row.baseline: row for row in zone_sensitivity(both, [BASE], STANDARD)}
    assert found["p-b1"].high > 0.2
    assert found["p-b1 on ln_cvsd"].high == 0
    assert found["p-b1 on ln_cvsd"].valid_s > 300
    assert not any(" on " in row.baseline for row in zone_sensitivity(ticks, [BASE], STANDARD))


def test_nothing_is_pooled_over_different_axes():
    other = dataclasses.replace(BASE, vagal_index="ln_cvsd")
    assert pooled_baseline(session([70.0] * 300, [3.5] * 300), [BASE, other], STANDARD) is None


def test_no_ticks_give_no_shares():
    assert zone_sensitivity([], [BASE], STANDARD) == ()
