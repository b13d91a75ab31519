"""What is imported from a file and what came over LSL have the same numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from acquisition.player import PlayedSignal, play
from acquisition.simulator.script import SCRIPTS
from acquisition.simulator.stream import make_sources
from acquisition.simulator.truth import simulate
from recordings.importers.registry import read_any
from recordings.xdf.xdf_header import StreamHeader
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.codebook import load_codebook
from safehold.core.results import Participant
from safehold.core.settings import DEMO
from safehold.core.study import Study
from safehold.core.types import Tick
from safehold.offline.importing import import_session, plan_session
from safehold.offline.recording import read_recording
from safehold.offline.stages import run_engine
from tests.integration.test_acquisition_streams import Reader

if TYPE_CHECKING:
    from tests.integration.conftest import LslNetwork

SECONDS, SPEED = 70.0, 10.0


def ticks(root: Path, session: str, path: Path) -> list[Tick]:
    plan = plan_session([read_any(path)], people=["client"], persons=["client"])
    folder = import_session(
        root, session, plan, participants=(Participant("client", "P07", "client"),),
        study=Study(settings=DEMO), codebook=load_codebook(),
    )  # fmt: skip
    return [o for o in run_engine(read_recording(folder).runs[0]) if isinstance(o, Tick)]


@pytest.mark.slow
@pytest.mark.lsl
def test_indices_of_a_file_are_those_of_the_same_samples_over_lsl(
    lsl_network: LslNetwork, tmp_path: Path
) -> None:
    simulation = simulate(SCRIPTS["demo"], ("client",), seed=4)
    times, values = make_sources(simulation, signals=("ecg",))[0].take(SECONDS)
    ecg = np.asarray(values, np.float32)[:, 0]
    rows = np.column_stack([times, ecg.astype(np.float64)])
    np.savetxt(tmp_path / "a.csv", rows, "%.9g", ",", header="time_s,ECG [mV]", comments="")
    tag = lsl_network.source_id("import")
    played = PlayedSignal("client", "ecg", times, ecg.astype(np.float64), "mV", 250.0)
    with Reader(tag, 1) as reader:
        play([played], tag=tag, speed=SPEED, consumers_timeout_s=20)
    stamps, came = reader.stream("played-client-ecg")
    assert len(stamps) == len(times)
    writer = XdfWriter(tmp_path / "live.xdf")
    stream = writer.add_stream(StreamHeader("ECG", 1, "float32", 250.0, "ECG", "e"))
    writer.write_samples(stream, stamps, np.asarray(came, np.float32))
    writer.write_offset(stream, float(stamps[0]), 0.0)
    writer.close()
    live = ticks(tmp_path, "live", tmp_path / "live.xdf")
    read = ticks(tmp_path, "read", tmp_path / "a.csv")
    assert len(live) == len(read) > 50
    compared = 0
    for one, other in zip(live, read, strict=True):
        assert one.zone == other.zone
        for mine, theirs in zip(one.indices, other.indices, strict=True):
            assert mine.status == theirs.status
            if mine.value is not None:
                compared += 1
                assert mine.value == pytest.approx(theirs.value, rel=1e-4, abs=1e-6)
    assert compared > 100
