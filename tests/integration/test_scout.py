"""What the user says of a stream on the first pages: seen at once, kept by the study."""

from __future__ import annotations

from pathlib import Path

import pylsl
import pytest

from safehold.core.codebook import load_codebook
from safehold.core.study import Study
from safehold.core.types import Role
from safehold.desk.workbench import Correction, Scout, StreamRow
from safehold.files.corrections import load_corrections
from safehold.live.parts import LiveOptions
from safehold.live.preparing import prepare

pytestmark = pytest.mark.lsl


def test_a_correction_is_taken_up_kept_and_taken_back(lsl_network, tmp_path: Path):
    source_id = lsl_network.source_id("unknown")
    info = pylsl.StreamInfo("Box", "Device", 3, 100, "float32", source_id)
    outlet = pylsl.StreamOutlet(info)
    scout = Scout(["client", "therapist"], tmp_path)

    def row() -> StreamRow | None:
        mine = [row for row in scout.rows if row.source_id == source_id]
        return mine[0] if len(mine) == 1 else None

    def taken(said: Correction, becomes) -> StreamRow:
        lsl_network.wait_until(row)
        scout.correct(row(), said)
        lsl_network.wait_until(lambda: row() is not None and becomes(row()))
        return row()

    try:
        lsl_network.wait_until(row)
        assert not row().corrected
        assert (row().channels, row().person) == (3, "")
        taken(Correction(role=Role.RESPIRATION), lambda r: r.role is Role.RESPIRATION)
        taken(Correction(person="therapist"), lambda r: r.person == "therapist")
        moved = taken(Correction(channel=2), lambda r: r.channel == 2)
        assert (moved.role, moved.person) == (Role.RESPIRATION, "therapist")
        found = taken(Correction(inverted=True, unit="N"), lambda r: r.inverted)
        assert (found.role, found.channel, found.person, found.unit) == (
            Role.RESPIRATION, 2, "therapist", "N",
        )  # fmt: skip
        assert found.corrected
        assert any(correction.inverted for correction in load_corrections(tmp_path))
        scout.forget(found)
        lsl_network.wait_until(lambda: row() is not None and not row().corrected)
        assert load_corrections(tmp_path) == ()
    finally:
        scout.close()
        del outlet


def test_a_belt_that_is_turned_is_open_the_other_way_round_from_then_on(
    lsl_network, tmp_path: Path
):
    source_id = lsl_network.source_id("belt")
    info = pylsl.StreamInfo("client-belt", "Respiration", 1, 50, "float32", source_id)
    outlet = pylsl.StreamOutlet(info)
    seen = []
    try:
        for name in ("first", "second", "third"):
            options = LiveOptions(
                tmp_path, name, Study(), load_codebook(), wait_s=20, min_streams=1
            )
            with prepare(options) as prepared:
                specs = prepared.connection.specs
                (spec,) = [spec for spec in specs if spec.source_id == source_id]
                seen.append(spec.inverted)
                prepared.turn([spec.stream_id])
    finally:
        del outlet
    assert seen == [False, True, False]
