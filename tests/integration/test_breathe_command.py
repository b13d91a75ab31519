"""Respiration from a foreign accelerometer, over real LSL: found, labelled, on the right clock."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pylsl
import pytest

from acquisition.discovery import discover, propose_specs
from acquisition.inlet import RawInlet
from safehold.core.types import Role
from tests.integration._session import Network, end
from tests.integration.conftest import LslNetwork

pytestmark = pytest.mark.lsl

RATE, BREATHS_HZ = 50.0, 0.25


def accelerometer(source_id: str) -> pylsl.StreamOutlet:
    info = pylsl.StreamInfo("Shimmer ACC", "Accelerometer", 3, RATE, "float32", source_id)
    channels = info.desc().append_child("channels")
    for axis in "XYZ":
        channel = channels.append_child("channel")
        channel.append_child_value("label", f"ACC_{axis}")
        channel.append_child_value("unit", "g")
    return pylsl.StreamOutlet(info)


def worn(times: np.ndarray) -> np.ndarray:
    """Gravity, and a chest that tilts with every breath, g."""
    breath = 0.03 * np.sin(2 * np.pi * BREATHS_HZ * times)
    noise = np.random.default_rng(1).normal(0, 0.004, (times.size, 3))
    return noise + np.column_stack((0.9 + 0 * times, 0.3 + breath, 0.2 + 0.5 * breath))


def test_a_foreign_accelerometer_gives_a_labelled_respiration_stream(
    lsl_network: LslNetwork, tmp_path: Path
):
    outlet = accelerometer(lsl_network.source_id("acc"))
    log = tmp_path / "log.txt"
    command = Network(lsl_network.env).start(
        "breathe", "shimmer acc", "--person", "client", "--wait", "60", log=log
    )
    try:
        lsl_network.wait_until(outlet.have_consumers, 60)
        t0 = pylsl.local_clock() - 70
        times = t0 + np.arange(0, 70, 1 / RATE)
        values = worn(times - t0).astype(np.float32)
        calm = times < t0 + 40
        outlet.push_chunk(values[calm].tolist(), times[calm].tolist())
        lsl_network.wait_until(lambda: "Breathing found" in log.read_text(), 60)

        def derived() -> list:
            return [f for f in discover(2.0) if "derived from" in f.description.name]

        lsl_network.wait_until(derived, 60)
        (found,) = derived()
        (spec,) = propose_specs([found], ("client", "therapist"))
        assert (spec.role, spec.person, spec.unit) == (Role.RESPIRATION, "client", "mg")
        assert "<derived_from>accelerometer Shimmer ACC" in found.description.xml
        inlet = RawInlet(found)
        inlet.open()
        outlet.push_chunk(values[~calm].tolist(), times[~calm].tolist())
        got: list = []
        lsl_network.wait_until(
            lambda: got.append(inlet.pull()) or sum(len(c) for c in got if c) > 25 * 28, 60
        )
        stamps = np.concatenate([c.stamps for c in got if c])
        wave = np.concatenate([c.values[:, 0] for c in got if c])
        inlet.close()
        assert stamps[0] == pytest.approx(t0 + 40, abs=0.1)
        np.testing.assert_allclose(np.diff(stamps), 0.04, atol=1e-3)
        truth = np.sin(2 * np.pi * BREATHS_HZ * (stamps - t0))
        assert abs(np.corrcoef(wave, truth)[0, 1]) > 0.98
        assert np.ptp(wave) == pytest.approx(2 * 30 * np.hypot(1, 0.5), rel=0.2)  # mg
    finally:
        end(command)


def test_what_is_no_accelerometer_or_has_no_unit_is_refused_in_words(lsl_network: LslNetwork):
    network = Network(lsl_network.env)
    info = pylsl.StreamInfo("plain", "ECG", 1, 250, "float32", lsl_network.source_id("plain"))
    plain = pylsl.StreamOutlet(info)
    info = pylsl.StreamInfo(
        "no unit", "Accelerometer", 3, 50, "float32", lsl_network.source_id("no-unit")
    )
    no_unit = pylsl.StreamOutlet(info)
    for name, words in (
        ("plain", "is not an accelerometer"),
        ("no unit", "Give it with --unit"),
        ("nobody", "No stream 'nobody' answered"),
    ):
        wait = "3" if name == "nobody" else "60"
        done = network.run("breathe", name, "--wait", wait)
        assert done.returncode != 0
        assert words in done.stderr
        assert "Traceback" not in done.stderr
    del plain, no_unit
