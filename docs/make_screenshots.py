"""Render the window in its states: python docs/make_screenshots.py [folder].

Simulated people, but the real engine: the simulator's samples and markers go through the same
pipeline as in a live session, only faster, and the window is painted at chosen moments. The
recorder is not running, so its figures are those of a session of that length.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import side_screenshots
import start_screenshots
from PySide6.QtCore import Qt

from acquisition.simulator.faults import parse_fault
from acquisition.simulator.script import SCRIPTS, Script, ScriptEvent
from acquisition.simulator.stream import make_sources
from acquisition.simulator.truth import simulate
from gui.application import render_png
from gui.look.style import DARK, LIGHT, Theme
from gui.qt.qt_setup import application, delete, save_picture
from gui.session.recompute_window import RecomputeWindow
from gui.session.review_window import ReviewWindow
from processing.zones.pipeline import Pipeline
from safehold.core.codebook import load_codebook
from safehold.core.correction import Corrected
from safehold.core.recipe import EVERYBODY, Recipe
from safehold.core.settings import DEMO, STANDARD, EngineSettings
from safehold.core.study import Display
from safehold.core.types import Chunk, ClockOffset, Role, StreamSpec
from safehold.offline.replay.playback import ReplaySession
from safehold.session.event_book import EventBook
from safehold.session.model import SessionModel
from safehold.session.status import (
    RecorderState,
    RecorderStatus,
    SessionState,
    SessionStatus,
    StreamStatus,
)
from safehold.session.veil import shown
from tests.helpers import wait_until
from tests.unit._folder import make_session, record_ticks

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = ("client", "therapist")
ROLES = {"ecg": Role.ECG, "respiration": Role.RESPIRATION}
LARGE, SMALL = (1600, 900), (1366, 768)
STEP_S = 0.25
ZERO = 1000.0
BYTES_PER_S = 8200
"""What a dyad with ECG at 250 Hz and belts at 50 Hz writes."""


class Rehearsal:
    """A simulated session driven through the pipeline up to chosen moments."""

    def __init__(
        self, script: Script, settings: EngineSettings, faults: tuple[str, ...] = ()
    ) -> None:
        simulation = simulate(script, PEOPLE, seed=1)
        sources = make_sources(simulation, faults=[parse_fault(text) for text in faults])
        self._waves = {
            f"{source.info.person}-{source.info.channels[0].label}": source
            for source in sources
            if source.info.person is not None
        }
        self._markers = next(s for s in sources if s.info.format == "string")
        self._specs = [
            StreamSpec(
                stream_id=stream_id,
                name=source.info.name,
                type=source.info.type,
                source_id=source.info.source_id,
                role=ROLES[source.info.channels[0].label],
                person=source.info.person,
                unit=source.info.channels[0].unit,
                nominal_rate=source.info.rate,
            )
            for stream_id, source in self._waves.items()
        ]
        self._pipeline = Pipeline(self._specs, settings, session_zero=ZERO)
        for stream_id in self._waves:
            self._pipeline.feed(ClockOffset(stream_id, 0, 0.0, 1e-4))
        self._book = EventBook(load_codebook())
        self._counts = dict.fromkeys(self._waves, 0)
        self._settings = settings
        self.model = SessionModel(PEOPLE, self._specs, settings)

    def run_until(self, t: float) -> None:
        """Feed everything before session time ``t``."""
        start = self.model.status.now if self.model.status else 0.0
        for until in np.arange(start + STEP_S, t + STEP_S / 2, STEP_S):
            self._take_markers(float(until))
            for stream_id, source in self._waves.items():
                times, values = source.take(float(until))
                if not times.size:
                    continue
                column = values[:, 0].astype(np.float64)
                self.model.waveform(stream_id, times, column)
                chunk = Chunk(stream_id, self._counts[stream_id], ZERO + times, column)
                self._counts[stream_id] += times.size
                self.model.apply(self._pipeline.feed(chunk))
        self._set_status(t)

    def _take_markers(self, until: float) -> None:
        times, texts = self._markers.take(until)
        for at, (text,) in zip(times, texts, strict=True):
            when = float(at)
            for mark in self._book.marker(
                text, at=when, stream="events", arrived=when, conducts=True
            ):
                event = self._book.event(mark.event.event_id)
                if event is not None:
                    self.model.set_event(event)
                acting = replace(mark, act_from=self._pipeline.next_ticks())
                self.model.apply(self._pipeline.feed(acting))

    def _set_status(self, t: float) -> None:
        streams = tuple(
            StreamStatus(
                spec, alive=True, last_sample_age_s=0.02, rate=spec.nominal_rate,
                remark=self.model.signal_remark(spec),
            )
            for spec in self._specs
        )  # fmt: skip
        self.model.set_status(
            SessionStatus(
                session_id="d07-s03",
                state=SessionState.LIVE,
                phase=self._book.phase(),
                now=t,
                lag_s=self._settings.lag_s,
                recorder=RecorderStatus(
                    state=RecorderState.RECORDING,
                    bytes_written=int(BYTES_PER_S * t),
                    last_sync_age_s=0.1,
                    elapsed_s=t,
                    disk_left_s=41 * 3600.0,
                ),
                streams=streams,
                marks=self._settings.marks,
            )
        )


def take_replay(path: Path) -> None:
    """Paint a replay of the demo, paused in the activation, with a span that is looped."""
    with tempfile.TemporaryDirectory() as place:
        folder, _ = make_session(Path(place), session_id="demo-001")
        record_ticks(folder)
        replay = ReplaySession(folder, load_codebook())
        replay.begin()
        wait_until(lambda: replay.computed == 1.0, 60, "the demo is computed")
        replay.pause(paused=True)
        replay.loop((80.0, 120.0))
        replay.seek(103.0)
        wait_until(lambda: replay.clock() == 103.0, 5, "the moment is shown")
        render_png(replay, path, size=LARGE, theme=DARK)
        replay.stop()


def take_review(path: Path) -> None:
    """Paint a stretch under review: one beat proposed to move, others edited."""
    with tempfile.TemporaryDirectory() as place:
        folder, _ = make_session(Path(place), session_id="demo-001", faults=REVIEW_FAULTS)
        record_ticks(folder)
        replay = ReplaySession(folder, load_codebook(), coder="RA1")
        replay.begin()
        replay.pause(paused=True)
        review = replay.review
        wait_until(lambda: review.ready, 60, "the demo is computed")
        review.look("client", Corrected.BEAT, 72.5)
        review.ectopic()
        review.choose(75.0)
        review.delete()
        review.go(next(one for one in review.queue if one.holds(70.3)))
        wait_until(lambda: review.source.computed == 1.0, 60, "the edits are computed")
        app = application()
        window = ReviewWindow(replay, theme=replace(DARK))
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.show()
        window.refresh()
        app.processEvents()
        save_picture(window, path)
        delete(window)
        replay.stop()


REVIEW_FAULTS = ("client-ecg:noise@70-70.6,8", "client-ecg:noise@110-110.6,8")


def take_recompute(folder: Path) -> None:
    """Paint both readings of the demo, with rest values from its middle, and their table."""
    with tempfile.TemporaryDirectory() as place:
        session, _ = make_session(Path(place), session_id="demo-001")
        record_ticks(session)
        replay = ReplaySession(session, load_codebook())
        replay.begin()
        replay.pause(paused=True)
        recipe = Recipe({EVERYBODY: {"zones.th": 3.0}}, {"client": (60.0, 110.0)})
        replay.recomputing.begin(recipe)
        wait_until(lambda: replay.recomputing.found is not None, 120, "the demo is recomputed")
        wait_until(lambda: replay.computed == 1.0, 60, "the demo is computed")
        replay.seek(110.0)
        wait_until(lambda: replay.clock() == 110.0, 5, "the moment is shown")
        render_png(replay, folder / "recompute.png", size=LARGE, theme=DARK)
        window = RecomputeWindow(replay, None)
        window.grab().save(str(folder / "recompute-table.png"))
        window.close()
        replay.stop()


@dataclass(frozen=True)
class Picture:
    """One picture: its name, the moment, size and theme."""

    name: str
    at: float
    size: tuple[int, int] = LARGE
    theme: Theme = field(default_factory=lambda: DARK)


STANDARD_PICTURES = (
    Picture("before-baseline", 0.4),
    Picture("baseline", 200),
    Picture("activation", 620),
    Picture("activation-small", 620, SMALL),
    Picture("activation-light", 620, LARGE, LIGHT),
    Picture("restored", 1120),
)
FAULTS = ("therapist-respiration:dead@400-1380", "client-ecg:dropout@470-500")
FAULT_PICTURES = (
    Picture("sensor-bad", 640),
    Picture("sensor-bad-small-light", 640, SMALL, LIGHT),
)
DEMO_PICTURES = (Picture("ultra-short", 118),)


def rehearsals() -> Iterator[tuple[Rehearsal, tuple[Picture, ...]]]:
    """Yield each rehearsal with the pictures to take of it."""
    yield Rehearsal(SCRIPTS["full"], STANDARD), STANDARD_PICTURES
    yield Rehearsal(SCRIPTS["full"], STANDARD, FAULTS), FAULT_PICTURES
    yield Rehearsal(SCRIPTS["demo"], DEMO), DEMO_PICTURES


CODED = (
    ("int.support", 300, 420), ("fs.exploration", 300, 540), ("fs.risk", 540, 720),
    ("int.change", 540, 720), ("int.support", 840, 960), ("fs.restoration", 840, 1200),
)  # fmt: skip
"""Codes that hold from and to, s, so that the map has parts."""


def coded_script() -> Script:
    """Return the full script with interventions and functions of safety coded."""
    script = SCRIPTS["full"]
    edges = [
        ScriptEvent(t, code, edge, "T")
        for code, start, stop in CODED
        for t, edge in ((start, "start"), (stop, "stop"))
    ]
    events = sorted((*script.events, *edges), key=lambda event: event.time)
    return replace(script, events=tuple(events))


def take_sides(folder: Path) -> None:
    """Paint what stands beside the main window, and the main window with less shown."""
    side_screenshots.take_all(folder)
    take_replay(folder / "replay.png")
    take_review(folder / "review.png")
    take_recompute(folder)
    rehearsal = Rehearsal(coded_script(), STANDARD)
    models = {display: shown(rehearsal.model, display) for display in Display}
    rehearsal.run_until(620)
    side_screenshots.take_displays(folder, models)
    rehearsal.run_until(1372)
    side_screenshots.take_map(folder / "map.png", rehearsal.model)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    start_screenshots.take_all(folder)
    take_sides(folder)
    for rehearsal, pictures in rehearsals():
        for picture in pictures:
            rehearsal.run_until(picture.at)
            path = folder / f"{picture.name}.png"
            render_png(rehearsal.model, path, picture.size, theme=picture.theme)
            print(path)


if __name__ == "__main__":
    main()
