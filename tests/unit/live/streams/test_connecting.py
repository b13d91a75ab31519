"""The unit of RR intervals whose header says none, asked of the data."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from acquisition.inlet import RawChunk
from safehold.core.types import FloatArray, Role
from safehold.live.streams import connecting

from ..._live_session import RR, Inlet

BARE = replace(RR, unit="")


def asked(values: FloatArray, stamps: FloatArray) -> tuple[str, Role, str]:
    """Return the unit, the role, and the last thing that was said of values that come singly."""
    inlet, said = Inlet("rr"), [""]
    inlet.line = [RawChunk(stamps[k : k + 1], values[k : k + 1, None]) for k in range(len(values))]
    spec = connecting._with_known_unit(BARE, inlet, said.append)  # type: ignore[arg-type]
    return spec.unit, spec.role, said[-1]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "RR_UNIT_S", 0.3)
    monkeypatch.setattr(connecting.time, "sleep", lambda _: None)


@pytest.mark.parametrize(("interval", "unit"), [(800.0, "ms"), (0.8, "s")])
def test_a_plain_heart_tells_its_unit_at_once(interval: float, unit: str) -> None:
    assert asked(np.array([interval]), np.array([5.0]))[:2] == (unit, Role.RR)


def test_a_fast_heart_tells_its_unit_by_the_time_over_several_chunks() -> None:
    rr = np.full(20, 110.0)
    assert asked(rr, 100 + np.cumsum(rr) / 1000)[:2] == ("ms", Role.RR)


def test_a_heart_rate_is_called_one_and_not_used() -> None:
    unit, role, said = asked(np.full(20, 75.0), 100 + 0.8 * np.arange(20))
    assert (unit, role) == ("", Role.OTHER)
    assert "sends a heart rate" in said
