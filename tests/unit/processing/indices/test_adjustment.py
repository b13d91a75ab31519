"""RSA adjusted for breathing: known slopes come back, and what is not calibrated is missing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from processing.indices.adjustment import (
    Adjustment,
    Calibration,
    fit_calibration,
    huber_regression,
)
from processing.indices.breathed import BreathLog, ScoredBreath
from processing.indices.indices import by_name, compute_indices
from processing.indices.window import Gates, TickWindow
from processing.signals.respiration import BreathCycle
from safehold.core.calibration import BreathingCalibration
from safehold.core.reasons import Reason
from safehold.core.types import Status
from tests.unit.processing.indices.test_indices import intervals_of

B1, B2 = 0.18, 0.45
"""True slopes: per second of T_tot, per unit of ln depth."""


def breath(t: float, total: float, depth: float, ln_p2t: float | None) -> ScoredBreath:
    cycle = BreathCycle(t, t + 0.4 * total, t + total, depth, ())
    p2t = None if ln_p2t is None else float(np.exp(ln_p2t) - 1)
    return ScoredBreath(cycle, p2t, () if p2t is not None else (Reason.FLAGGED_IN_BREATH,))


def paced(
    seed: int = 0,
    noise: float = 0.05,
    spans: tuple[float, ...] = (6.5, 5.0, 3.5),
    follows: float = 0.0,
    scatter: float = 0.3,
):
    """Return breaths at some paces, with depths that vary by themselves or follow the length."""
    rng, t, made = np.random.default_rng(seed), 0.0, []
    for total in spans:
        end = t + 60
        while t < end:
            own = total * np.exp(rng.normal(0, 0.02))
            depth = float((own / 5) ** follows * np.exp(rng.normal(0, scatter)))
            ln = 4.0 + B1 * (own - 5.0) + B2 * np.log(depth) + rng.normal(0, noise)
            made.append(breath(t, own, depth, ln))
            t += own
    return made


def fitted(breaths: list[ScoredBreath]) -> BreathingCalibration | None:
    return fit_calibration(breaths, person="client", stream_id="belt", t=200)


def test_known_slopes_come_back():
    found = fitted(paced())
    assert found is not None
    assert found.per_second == pytest.approx(B1, abs=0.02)
    assert found.per_log_depth == pytest.approx(B2, abs=0.05)
    assert found.r_squared > 0.9


def test_a_few_wild_breaths_do_not_bend_the_fit():
    breaths = paced()
    for k in (3, 11, 19, 27):
        old = breaths[k]
        breaths[k] = ScoredBreath(old.cycle, 900.0, ())
    found = fitted(breaths)
    assert found is not None
    assert found.per_second == pytest.approx(B1, abs=0.03)
    x = np.column_stack([np.ones(len(breaths)), [b.cycle.total for b in breaths]])
    y = np.log([b.p2t_ms + 1 for b in breaths])
    plain = np.linalg.lstsq(x, y, rcond=None)[0][1]
    assert abs(huber_regression(x, y)[0][1] - B1) < abs(plain - B1)


@pytest.mark.oracle("O63")
@pytest.mark.parametrize(
    "breaths",
    [
        paced()[:24],
        paced(spans=(5.0, 5.0, 5.0)),
        paced(noise=3.0, seed=2),
        paced(follows=0.9, scatter=0.03),
        [],
    ],
    ids=["too few", "one rate", "no relation", "depth follows length", "none"],
)
def test_a_calibration_that_says_nothing_is_refused(breaths: list[ScoredBreath]):
    assert fitted(breaths) is None


def test_breaths_without_valid_rsa_do_not_count():
    invalid = [breath(0.0, 5.0, 1.0, None)] * 40
    assert fitted(paced()[:20] + invalid) is None


def test_the_fit_is_made_when_the_pacer_stops_and_spans_add_up():
    calibration, breaths = Calibration("client", "belt"), paced()
    thirds = (breaths[:9], breaths[9:21], breaths[21:])
    said = []
    for part in thirds:
        for one in part:
            assert calibration.update([one], 100, paced=True) is None
        said.append(calibration.update([], 200, paced=False))
        assert calibration.update([one], 201, paced=False) is None, "not paced: not taken"
    assert said == [False, False, True]
    made = fitted(breaths)
    assert made is not None
    assert calibration.adjustment == Adjustment(made)
    again = Calibration("client", "belt", made)
    assert again.adjustment == Adjustment(made), "a restart goes on with it"
    assert Calibration("client", "other belt", made).adjustment is None


def minute(total: float, depth: float = 1.0) -> list[ScoredBreath]:
    """Return a minute of breaths that follow the true relation exactly."""
    ln = 4.0 + B1 * (total - 5.0) + B2 * np.log(depth)
    return [breath(240 + k * total, total, depth, ln) for k in range(int(60 / total))]


MADE = BreathingCalibration(
    "client", "belt", 200, B1, B2, 5.0, 1.0, 3.5, 6.5, 0.9, 40, 0.5, 2.0, 0.01, 0.02, -0.5
)
ADJUST = Adjustment(MADE)


def adjusted(breaths: list[ScoredBreath], adjust: Adjustment | None = ADJUST):
    window = TickWindow(300, 30.0, 60.0, "ecg", "a.u.")
    found = by_name(
        compute_indices(
            window,
            intervals_of(200 + np.cumsum(0.8 + 0.03 * np.sin(np.arange(140)))),
            BreathLog(breaths).between(240, 300),
            Gates(),
            adjust,
        )
    )
    return found["ln_p2t"], found["ln_p2t_adjusted"]


@pytest.mark.parametrize(("total", "depth"), [(3.6, 1.0), (5.0, 2.0), (6.4, 1.8)])
def test_breathing_alone_does_not_move_the_adjusted_index(total: float, depth: float):
    raw, flat = adjusted(minute(total, depth))
    assert abs(raw.value - 4.0) > 0.2
    assert flat.value == pytest.approx(4.0, abs=1e-9)
    assert flat.status is raw.status


def test_without_a_calibration_it_is_missing_and_says_so():
    raw, none = adjusted(minute(5.0), None)
    assert raw.value is not None
    assert (none.value, none.status) == (None, Status.MISSING)
    assert none.reasons == (Reason.NOT_CALIBRATED,)


def test_breaths_far_from_the_calibration_are_not_adjusted():
    raw, none = adjusted(minute(8.0))
    assert raw.value is not None
    assert none.value is None
    assert none.reasons[0] is Reason.RESP_OUT_OF_BAND


@pytest.mark.parametrize("depth", [0.35, 2.6])
def test_breaths_shallower_or_deeper_than_the_calibration_are_not_adjusted(depth: float):
    raw, none = adjusted(minute(5.0, depth))
    assert raw.value is not None
    assert none.value is None
    assert none.reasons[0] is Reason.RESP_OUT_OF_BAND
    assert adjusted(minute(5.0, 0.45))[1].value is not None, "a little beyond is allowed"


@pytest.mark.oracle("O63")
def test_the_error_includes_that_of_the_slopes_and_too_large_a_one_is_missing():
    _, sure = adjusted(minute(6.0, 1.5), Adjustment(replace(MADE, se_per_second=0.0,
                                                            se_per_log_depth=0.0)))  # fmt: skip
    _, unsure = adjusted(minute(6.0, 1.5), Adjustment(replace(MADE, se_per_second=0.1)))
    deeper = 0.02 * np.log(1.5)
    slopes = np.sqrt(0.1**2 + deeper**2 - 0.1 * deeper)
    assert unsure.se == pytest.approx(np.hypot(sure.se, slopes))
    _, none = adjusted(minute(6.0, 1.5), Adjustment(replace(MADE, se_per_second=0.3)))
    assert none.value is None


@pytest.mark.oracle("O63")
def test_the_error_of_the_slopes_is_that_of_many_calibrations():
    found, said, later = [], [], minute(4.0, 0.6)
    for seed in range(60):
        made = fitted(paced(seed, noise=0.3, follows=0.9, scatter=0.2))
        if made is None:
            continue
        fit = Adjustment(made)
        truth = 4.0 + B1 * (made.total_s - 5.0) + B2 * np.log(made.amplitude)
        found.append(np.median([fit.apply(b) for b in later]) - truth)
        said.append(np.hypot(fit.slopes_error(later), 0.3 / np.sqrt(made.n_breaths)))
    assert np.std(found) == pytest.approx(np.sqrt(np.mean(np.square(said))), rel=0.35)


def test_a_calibration_of_an_older_version_is_not_used():
    older = replace(MADE, shallowest=None, deepest=None, se_per_second=None)
    assert Calibration("client", "belt", older).adjustment is None


def test_it_is_missing_where_the_raw_index_is():
    raw, none = adjusted([breath(290.0, 5.0, 1.0, 4.0)])
    assert raw.value is None
    assert none.reasons == raw.reasons
