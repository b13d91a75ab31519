"""What a report is given beside the results."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from safehold.core.settings import STANDARD
from safehold.core.types import IndexValue, Status
from safehold.desk.reports import event_courses

ONSETS = (200.0, 500.0, 800.0)


class Ticking:
    """A tick of somebody whose heart rate and RMSSD step at every onset, for 100 s."""

    def __init__(self, t: int) -> None:
        self.t = t

    def index(self, name: str) -> IndexValue:
        length = STANDARD.windows.hr_s if name == "hr" else STANDARD.windows.vagal_s
        seconds = np.arange(self.t - length, self.t)
        high = np.mean([any(x <= s < x + 100 for x in ONSETS) for s in seconds])
        return IndexValue(name, float(high), "", Status.OK, (), self.t - length, float(self.t))


def test_a_step_at_the_event_is_centred_on_it() -> None:
    results = SimpleNamespace(
        epochs=[SimpleNamespace(code="ev.x")],
        events=[SimpleNamespace(code="ev.x", onset=t) for t in ONSETS],
        participants=[SimpleNamespace(label="client")],
        ticks_of=lambda _: [Ticking(t) for t in range(60, 1000)],
        settings_of=lambda _: STANDARD,
        t_start=0.0,
        t_end=1000.0,
    )
    found = {course.index: course for course in event_courses(results)}  # type: ignore[arg-type]
    for index, half in (("hr", 15), ("ln_rmssd", 30), ("resp_rate", 30)):
        mean, lags = found[index].mean, found[index].lags
        assert mean[lags == 0] == pytest.approx(0.5, abs=0.02)
        assert mean[lags == -half - 1] == 0.0
        assert mean[lags == half + 1] == 1.0
