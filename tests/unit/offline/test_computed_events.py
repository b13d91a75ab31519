"""Events that samples tell, from the recording to the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from processing.indices.summary import PersonRecord
from recordings.folder.session import SessionFolder
from recordings.tidy.pseudonyms import Scrubber
from recordings.tidy.table import Table
from recordings.tidy.tables import events_table
from recordings.tidy.values import ticks_table
from recordings.xdf.xdf_header import Channel, StreamHeader
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.canonical import plain
from safehold.core.reasons import Reason
from safehold.core.results import Participant
from safehold.core.settings import STANDARD
from safehold.core.types import ClockOffset, Role, StreamSpec
from safehold.files.engine_run import EngineRun
from safehold.files.journal import Journal
from safehold.offline.analysis import analyse
from tests.unit.processing._chest import Chest, chest

ZERO = 5000.0
BELT = StreamSpec(
    "client-belt", "Belt", "RESP", "belt-1", Role.RESPIRATION, "client", "a.u.", 25.0
)


def recorded(root: Path, held: Chest) -> SessionFolder:
    folder = SessionFolder.create(
        root, "s1", {"participants": plain([Participant("client", "P01", "client")])}
    )
    header = StreamHeader(
        BELT.name, 1, "float32", 25.0, BELT.type, BELT.source_id,
        channels=(Channel("belt", "resp", "a.u."),),
    )  # fmt: skip
    writer = XdfWriter(folder.recording_path)
    stream_id = writer.add_stream(header)
    stamps = held.times + ZERO
    writer.write_samples(stream_id, stamps, held.values.astype(np.float32)[:, None])
    writer.write_offset(stream_id, float(stamps[0]), 0.0)
    writer.close()
    journal = Journal(folder.engine_log_path)
    journal.start(
        EngineRun(
            run=1,
            session_zero=ZERO,
            first_tick=1,
            settings=STANDARD,
            streams=(BELT,),
            people=("client",),
            software={},
            utc_anchor=(ZERO, 1_790_000_000.0),
        )
    )
    journal.segment(BELT.stream_id, 0, float(stamps[0]))
    journal.offset(ClockOffset(BELT.stream_id, 0, 0.0, 0.001))
    journal.stop(1, {BELT.stream_id: len(stamps)})
    journal.close()
    return folder


def named(table: Table) -> dict[str, tuple[Any, ...]]:
    return {f.name: tuple(c) for f, c in zip(table.fields, table.columns, strict=True)}


def test_a_hold_stands_once_in_the_tables_and_a_bound_beside_the_missing_rate(
    tmp_path: Path,
) -> None:
    results = analyse(recorded(tmp_path, chest(15, length=30, total=140)))
    (event,) = results.events
    rows = named(events_table(results, Scrubber(()), notes=True, dates=True))
    assert rows["code"] == ("auto.breath_hold",)
    assert rows["source"] == ("auto:breath_hold",)
    assert rows["coder"] == ("",)
    assert rows["t_s"][0] == pytest.approx(72, abs=1)
    assert rows["duration_s"][0] == pytest.approx(30, abs=2)
    columns = named(ticks_table(results))
    bounded = [
        (t, value, bound)
        for t, index, value, bound in zip(
            columns["t_s"], columns["index"], columns["value"], columns["at_most"], strict=True
        )
        if index == "resp_rate" and bound is not None and event.onset < t
    ]
    assert len(bounded) > 15
    assert all(value is None for _, value, _ in bounded)
    assert bounded[-1][2] == pytest.approx(60 / (bounded[-1][0] - 72), rel=0.1)
    (held,) = [w for w in results.windows if w.t0 == 60]
    assert held.resp_rate_bpm == pytest.approx(15, abs=0.5)
    assert Reason.BREATH_TOO_LONG in held.reservations
    mine = PersonRecord("client", results.beats, results.breaths, results.conditions)
    still = mine.summary(40.0, 100.0)
    assert still.resp_rate_bpm is None
    assert "open_breath" in still.exclude_reason
