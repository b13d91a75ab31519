"""A recorded session as live streams again: every sample, at its own distance from the others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from acquisition.broadcast import broadcast
from acquisition.simulator.script import SCRIPTS, Script, ScriptPhase
from safehold.cli.commands.replay import send
from safehold.core.errors import ConfigError
from safehold.offline.inputs import used_times
from safehold.offline.recording import Recording, read_recording
from safehold.offline.replay.as_streams import REPLAYED, replayed_sources
from tests.integration.conftest import LslNetwork
from tests.integration.test_acquisition_streams import Reader
from tests.unit._folder import make_session, record_ticks

pytestmark = pytest.mark.lsl


def short(folder: Path) -> Recording:
    phase = SCRIPTS["demo"].phases[1]
    script = Script("short", (ScriptPhase("rest", 12.0, phase.client, phase.therapist),), ())
    made, _ = make_session(folder, session_id="short-001", script=script)
    record_ticks(made)
    return read_recording(made)


def test_every_sample_comes_at_its_own_time_under_the_senders_names(
    lsl_network: LslNetwork, tmp_path: Path
) -> None:
    recording = short(tmp_path)
    sources = replayed_sources(recording)
    names = {source.info.name for source in sources}
    assert len(sources) == 4
    assert all(source.info.source_id.endswith(REPLAYED) for source in sources)
    assert {source.info.type for source in sources} == {"ECG", "RESPIRATION"}
    with Reader("-7731" + REPLAYED, len(names)) as reader:
        starts: list[float] = []
        broadcast(sources, speed=6.0, consumers_timeout_s=15, on_start=starts.append)
    (t0,) = starts
    (inputs,) = recording.runs
    by_name: dict[str, list] = {}
    for used in inputs.streams:
        by_name.setdefault(used.spec.name, []).append((used_times(inputs.run, used), used.values))
    got = {name: reader.stream(name) for name in reader.stamps}
    assert set(got) == names
    for name, (stamps, values) in got.items():
        match = [
            (times, rows) for times, rows in by_name[name]
            if times.size == stamps.size
        ]  # fmt: skip
        assert match, name
        times, rows = match[0]
        np.testing.assert_allclose(stamps - t0, times, atol=2e-6)
        np.testing.assert_array_equal(values[:, 0], rows.astype(np.float32))


def test_what_safehold_sent_is_left_out_but_for_the_events(tmp_path: Path) -> None:
    recording = short(tmp_path)
    assert any(stream.header.name == "safehold-ticks" for stream in recording.streams)
    assert not any("safehold" in source.info.name for source in replayed_sources(recording))


def test_another_speed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="speed of time"):
        send(short(tmp_path), speed=2.0)
