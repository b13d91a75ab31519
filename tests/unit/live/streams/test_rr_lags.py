"""A strap beside an ECG: its lag is measured and told once, for the wearer only."""

from __future__ import annotations

import numpy as np
import pytest

from safehold.core.settings import STANDARD
from safehold.core.types import Beat, BeatStatus, Role, StreamSpec
from safehold.live.streams.rr_lags import RrLags
from safehold.live.streams.stream import LiveStream
from safehold.session.model import SessionModel
from safehold.session.status import StreamStatus

ECG = StreamSpec("c-ecg", "H10", "ECG", "p1", Role.ECG, "client", "uV", 130.0)
RR = StreamSpec("c-rr", "H10 RR", "RR", "p1", Role.RR, "client", "1/1024 s", 0.0)
OTHER = StreamSpec("t-rr", "other RR", "RR", "p2", Role.RR, "therapist", "ms", 0.0)


@pytest.fixture
def model() -> SessionModel:
    model = SessionModel(("client", "therapist"), (ECG, RR, OTHER), STANDARD)
    beats = 10.0 + np.cumsum(0.85 + 0.04 * np.random.default_rng(1).standard_normal(60))
    model.apply([Beat("client", float(t), None, BeatStatus.OK, (), "ecg") for t in beats])
    counts = np.round(np.diff(beats) * 1024)
    # the last intervals come before the ECG's beats are final
    stamps = np.append(beats[1:], beats[-1] + [0.8, 1.6, 2.4]) + 0.62
    model.waveform("c-rr", stamps, np.append(counts, [900, 800, 850]))
    model.waveform("t-rr", stamps[:-3], counts)
    return model


def test_the_lag_stands_in_the_status_and_is_told_once(model: SessionModel):
    lags = RrLags(model, (ECG, RR, OTHER))
    health = LiveStream(RR).health(np.empty(0))
    statuses = [StreamStatus(s, True, 0.1, None, health=health) for s in (ECG, RR, OTHER)]
    for now in (65.0, 80.0):
        ecg, strap, other = lags.add_to(statuses, now)
        assert strap.health.rr_lag_s == pytest.approx(0.62, abs=0.001)
        assert (ecg.health.rr_lag_s, other.health.rr_lag_s) == (None, None)
    (notice,) = model.notices()
    assert (notice.person, notice.stream_id) == ("client", "c-rr")
    assert "+0.62 s" in notice.message


def test_without_beats_nothing_is_said():
    model = SessionModel(("client",), (ECG, RR), STANDARD)
    status = StreamStatus(RR, True, 0.1, None, health=LiveStream(RR).health(np.empty(0)))
    assert RrLags(model, (ECG, RR)).add_to([status], 5.0) == (status,)
    assert model.notices() == ()
