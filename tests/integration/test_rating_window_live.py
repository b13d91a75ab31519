"""A rating window over real LSL: asked by the workbench, answered, recorded, taken in."""

from __future__ import annotations

import json

import numpy as np
import pytest
import pyxdf

from acquisition.lsl import local_clock
from safehold.core.codebook import load_codebook
from safehold.core.study import SCALES, Display, Study
from safehold.desk.side_sources import RatingSource
from safehold.files.study import with_display, with_profile
from safehold.live.parts import LiveOptions
from safehold.live.preparing import prepare
from safehold.live.session import LiveSession
from tests.integration._session import Network, end, journal_lines

pytestmark = pytest.mark.lsl


def test_a_window_opened_during_the_session_is_asked_recorded_and_taken_in(lsl_network, tmp_path):
    network = Network(lsl_network.env)
    simulator = network.start("simulate", "--signals", "ecg,respiration", log=tmp_path / "log")
    study = with_display(with_profile(Study(), "demo"), Display.BLIND)
    options = LiveOptions(tmp_path, "rated", study, load_codebook(), wait_s=30.0, min_streams=4)
    source = None
    with prepare(options) as prepared:
        session = prepared.begin()
    try:
        source = RatingSource("client", SCALES[:2])
        early = local_clock()
        source.answer("suds", 35, at=early)  # nobody reads yet: kept, with its own time
        assert source.waiting == 1

        def delivered() -> bool:
            source.deliver()
            return not source.waiting

        lsl_network.wait_until(delivered, 60)
        lsl_network.wait_until(lambda: source._requests.heard, 60)
        session.conduct.ask_rating("client")
        asks = []
        lsl_network.wait_until(lambda: asks.extend(source.asked()) or asks, 60)
        assert asks[0].scales == ("safety",)
        given = local_clock()
        source.answer("safety", 6.4, at=given)

        def rated(code: str) -> list:
            return [event for event in session._full.events() if event.code == code]

        lsl_network.wait_until(lambda: rated("rate.safety"), 60)
        event = rated("rate.safety")[0]
        assert event.attributes["value"] == "6"
        assert event.target == "client"
        assert event.onset == pytest.approx(given - session._engines.zero, abs=0.02)
        assert rated("ask")[0].attributes["scales"] == "safety"
        lsl_network.wait_until(lambda: _recorded(session) >= 2, 60)
        lsl_network.wait_until(lambda: len(session._full.people["client"].ticks) > 2, 60)
        _assert_blind(session)
    finally:
        session.stop()
        end(simulator)
        if source is not None:
            source.close()
    streams, _ = pyxdf.load_xdf(str(session.folder.recording_path), dejitter_timestamps=False)
    rating = next(s for s in streams if s["info"]["type"] == ["Rating"])
    channels = rating["info"]["desc"][0]["channels"][0]["channel"]
    assert [channel["label"][0] for channel in channels] == ["safety", "suds"]
    assert channels[0]["range"][0]["maximum"] == ["10"]
    assert channels[0]["range"][0]["minimum_anchor"] == ["not at all safe"]
    ticks = next(s for s in streams if s["info"]["name"] == ["safehold-ticks"])
    assert any('"name":"hr"' in row[0] for row in ticks["time_series"])
    values = np.asarray(rating["time_series"])
    assert np.nanmax(values[:, 0]) == 6.0
    assert np.nanmax(values[:, 1]) == 35.0
    assert min(rating["time_stamps"]) == pytest.approx(early, abs=0.02)


def _assert_blind(session: LiveSession) -> None:
    """Nothing is shown, everything is recorded, and the journal says that it was so."""
    shown = next(e for e in session.model.events() if e.code == "rate.safety")
    assert "value" not in shown.attributes
    assert shown.value == ""
    assert len(session.model.people["client"].ticks) == 0
    assert session.model.people["client"].last_tick.indices == ()
    lines = journal_lines(session.folder.path)
    assert [line["windows"]["main"] for line in lines if line["kind"] == "display"] == ["blind"]
    files = {path.name for path in session.folder.path.rglob("*")}
    assert all(name.split(".")[0] in ("session", "recording", "engine", "recorder")
               for name in files)  # fmt: skip


def _recorded(session: LiveSession) -> int:
    report = json.loads((session.folder.path / "recorder.json").read_text())
    return sum(s["n_samples"] for s in report["streams"] if s["type"] == "Rating")
