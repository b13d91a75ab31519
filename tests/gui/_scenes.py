"""Every page and window of the program in the states that people meet, to be looked at."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.look.style import Theme
from gui.session.agreement_dialog import AgreementDialog
from gui.session.code_import_dialog import CodeImport
from gui.session.event_editor import EventEditor
from gui.session.help_window import keys_window, meaning_window
from gui.session.main_window import MainWindow
from gui.session.map_window import MapWindow, RecordedMaps
from gui.session.media_window import MediaWindow
from gui.session.recall_window import RecallWindow
from gui.session.recompute_window import RecomputeWindow
from gui.session.review_window import ReviewWindow
from gui.session.span_window import SpanWindow
from gui.session.therapist_window import TherapistWindow
from gui.side.flash_window import FlashWindow
from gui.side.listen_window import ListenWindow
from gui.side.pacer_window import PacerWindow
from gui.side.rating_window import RatingWindow
from gui.start.start_window import StartWindow
from recordings.folder.session import SessionFolder
from recordings.importers.coded import CodedFile, CodedRow
from safehold.core.codebook import load_codebook, shipped_codebook
from safehold.core.measures import ProcessMeasure
from safehold.core.media import MediaPlace
from safehold.core.messages import Message
from safehold.core.reasons import Reason
from safehold.core.study import SCALES, Display
from safehold.core.types import Status
from safehold.desk.session_details import SessionDetails
from safehold.desk.speech_source import SpeakerState
from safehold.desk.workbench import RowState, SessionRow
from safehold.offline.replay.playback import ReplaySession
from safehold.session.ratings import Ask
from tests.fakes import FakeBeside, FakeTaker, FakeTransport
from tests.gui import _fake_workbench as bench
from tests.gui import _sensor_scene as sensors
from tests.gui._fake_session import STATES, make_session
from tests.gui._fakes import (
    FakeEar,
    FakeLoudspeaker,
    FakeMarks,
    FakePacer,
    FakeRatings,
    FakeSpeech,
)
from tests.helpers import wait_until
from tests.unit._folder import make_session as make_folder
from tests.unit._folder import record_ticks

Size = tuple[int, int]
Make = Callable[[Theme, Size], QWidget]
DESIGN = (
    "study", "people", "phases", "codes", "questions", "asked", "display", "thresholds",
)  # fmt: skip
FOLDER = Path("/studies/dyads")
SIDE_SIZE = (1000, 640)
"""Of windows that somebody else gives a size: those of a second screen."""
ROUNDS = 4
"""Rounds of the event loop in which parts find their sizes."""


def laid_out() -> None:
    """Let all parts find their sizes, and go where they are replaced."""
    for _ in range(ROUNDS):
        QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
        QApplication.processEvents()


# -- around a session ------------------------------------------------------------------------


def _rows() -> list[SessionRow]:
    names = ("d07-s03", "d07-s02", "d07-s01")
    states = (RowState.RECORDING, RowState.RECORDED, RowState.RECORDED)
    return [
        SessionRow(name, FOLDER / name, state, 10_400_000, headline=line)
        for name, state, line in zip(
            names, states,
            ("", Message("{stream} delivered {had} of {span}", code="delivered",
                         stream="client-respiration", had="52:39", span="52:41"), ""),
            strict=True,
        )
    ]  # fmt: skip


def _details() -> dict[str, SessionDetails]:
    return {
        "d07-s02": SessionDetails("d07-s02", None, ("P07", "T02"), 3161.0, 0.912, coded=64,
                                  edited=7, exports=("tidy", "report")),
        "d07-s01": SessionDetails("d07-s01", None, ("P07", "T02"), 2988.0, None),
    }  # fmt: skip


def _start(theme: Theme, size: Size, *, rows: bool = True) -> StartWindow:
    workbench = bench.FakeWorkbench(FOLDER)
    if rows:
        workbench.rows, workbench.told = _rows(), _details()
    window = StartWindow(workbench, theme=theme)
    window.resize(*size)
    window.show()
    while window._home.loading:
        QApplication.processEvents()
    return window


def _form(theme: Theme, size: Size) -> QWidget:
    window = _start(theme, size)
    window.form.ask(
        FOLDER, window._workbench.study(FOLDER), session_id="d07-s04",
        codebooks=("minimal", "full"), network="loopback",
    )  # fmt: skip
    window._show(window.form)
    return window


def _streams(theme: Theme, size: Size) -> QWidget:
    window = _start(theme, size)
    window.sensors.show_search(["client", "therapist"])
    window.sensors.show_streams(bench.ROWS, "")
    window._show(window.sensors)
    return window


def _checks(theme: Theme, size: Size, *, good: bool = False, details: bool = False) -> QWidget:
    window = _start(theme, size)
    scene = (sensors.GOOD, sensors.GOOD_TRACES) if good else (sensors.BAD, sensors.BAD_TRACES)
    window.sensors.show_checks(*scene)
    window.sensors.details.setChecked(details)
    window._show(window.sensors)
    return window


def _receipt(theme: Theme, size: Size) -> QWidget:
    window = _start(theme, size)
    window.receipt.show_check(bench.CHECK)
    window._show(window.receipt)
    return window


def _export(theme: Theme, size: Size) -> QWidget:
    window = _start(theme, size)
    window.export.open(FOLDER / "d07-s02")
    window._show(window.export)
    while window.export.busy:
        QApplication.processEvents()
    return window


def _import(theme: Theme, size: Size) -> QWidget:
    window = _start(theme, size)
    window._on_import([])
    return window


def _design(theme: Theme, size: Size, *, tab: int = 0) -> QWidget:
    window = _start(theme, size)
    window._on_design()
    window.design.tabs.setCurrentIndex(tab)
    return window


# -- a session -------------------------------------------------------------------------------


def _session(
    theme: Theme, size: Size, *, state: str = "activation", display: Display = Display.FULL,
    large: bool = False, acts: tuple[str, ...] = (), docks: tuple[str, ...] = (),
) -> QWidget:  # fmt: skip
    session = make_session(state, display)
    if session.playback is not None:
        session.playback.whole = session.model.events()
    window = MainWindow(session, theme=theme)
    window.resize(*size)
    window.prepare()
    for name in docks:
        window.parts.status.panel_asked.emit(name)
    for name in ("large", *acts) if large else acts:
        window.acts.perform(name)
        laid_out()
        window.refresh()
    return window


# -- beside it -------------------------------------------------------------------------------

MEASURE = ProcessMeasure(
    "client", "span:1-2s", 1.0, 2.0, "share_high", 0.25, Status.OK, (), 200, 0.0, 1
)
MISSING = ProcessMeasure(
    "client", "span:1-2s", 1.0, 2.0, "mean_a", None, Status.MISSING,
    (Reason.NO_BASELINE,), 0, 0.0, 0,
)  # fmt: skip
SPEAKERS = (
    SpeakerState("client", -29.0, True, -27.0, 14.2, 300.0, 126.0),
    SpeakerState("therapist", -44.0, False, -25.0, 11.6, 300.0, 84.0),
)


def _beside(make: Callable[[Theme], QWidget], theme: Theme, size: Size) -> QWidget:
    """Return a window of its own size, or of the screen's where that is smaller."""
    window = make(theme)
    if not window.testAttribute(Qt.WidgetAttribute.WA_Resized):
        window.resize(*SIDE_SIZE)
    window.resize(min(window.width(), size[0]), min(window.height(), size[1]))
    window.show()
    return window


def _rating(theme: Theme, *, person: str = "client") -> QWidget:
    scales = tuple(scale for scale in SCALES if scale.who == person)
    asked = FakeRatings(scales, person, requests=[Ask(person, (scales[0].name,))])
    window = RatingWindow(asked, theme=theme)
    window.poll()
    return window


def _therapist(theme: Theme, *, display: Display = Display.FULL) -> QWidget:
    return TherapistWindow(make_session("activation", display), theme=theme)


def _dialog(make: Callable[[MainWindow], QDialog], theme: Theme, size: Size) -> QWidget:
    parent = MainWindow(make_session("replay"), theme=theme)
    dialog = make(parent)
    dialog.show()
    dialog.resize(min(dialog.width(), size[0]), min(dialog.height(), size[1]))
    return dialog


def _editor(parent: MainWindow) -> QDialog:
    view = parent._view
    event = next(one for one in view.model.events() if one.code == "int.support")
    return EventEditor(event, view.codebook, lambda *_: "", parent)


def _agreement(parent: MainWindow) -> QDialog:
    return AgreementDialog(parent._view, parent.acts.editing, parent._theme, parent)


@functools.cache
def _recorded() -> SessionFolder:
    folder = Path(tempfile.mkdtemp(prefix="safehold-scene-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made, _ = make_folder(folder, people=("client",), faults=("client-ecg:noise@70-70.6,8",))
    record_ticks(made)
    return made


def _review(theme: Theme) -> QWidget:
    replay = ReplaySession(_recorded(), load_codebook(), coder="RA1")
    replay.begin()
    replay.pause(paused=True)
    window = ReviewWindow(replay, theme=theme)
    wait_until(lambda: window.reviewer.ready, 120.0, "beats and breaths are found")
    window.refresh()
    replay.stop()
    return window


CODED = CodedFile(
    [
        CodedRow("rupture", 62.0, 0.0),
        CodedRow("support", 75.5, 12.0),
        CodedRow("laughs together", 140.0, 0.0),
    ],
    problems=[Message("row {n}: no time", n=7)],
)


def _import_codes(parent: MainWindow) -> QDialog:
    view = parent._view
    return CodeImport(
        Path("codes of RA2.csv"), CODED, view.model.events(), view.codebook, (0.0, 600.0),
        parent=parent,
    )  # fmt: skip


BESIDE: dict[str, Callable[[Theme], QWidget]] = {
    "rating-client": _rating,
    "rating-therapist": partial(_rating, person="therapist"),
    "recall": lambda theme: RecallWindow(FakeTaker(), FakeTransport(), theme=theme),
    "media": lambda theme: MediaWindow(
        FakeBeside(), MediaPlace("gone.mp4", 1.0), FakeTransport(), theme=theme
    ),
    "pacer": lambda theme: PacerWindow(FakePacer((0.4, 9.2)), theme=theme),
    "pacer-idle": lambda theme: PacerWindow(FakePacer(), theme=theme),
    "listen": lambda theme: ListenWindow(
        FakeSpeech(SPEAKERS), [FakeEar([]), FakeEar([])], [0, 1], theme=theme
    ),
    "flash": lambda theme: FlashWindow(FakeMarks(), FakeLoudspeaker(), theme=theme),
    "map": lambda theme: MapWindow(make_session("activation"), theme=theme),
    "map-waiting": lambda theme: MapWindow(make_session("baseline"), theme=theme),
    "maps-none": lambda theme: RecordedMaps("d07-s02", (), theme=theme),
    "span": lambda theme: SpanWindow((MEASURE, MISSING), (60.0, 300.0), 47.0, theme=theme),
    "therapist": _therapist,
    "therapist-reduced": partial(_therapist, display=Display.REDUCED),
    "review": _review,
    "recompute": lambda theme: RecomputeWindow(make_session("replay"), None, theme=theme),
    "keys": lambda theme: keys_window(shipped_codebook("full"), theme=theme),
    "meaning": lambda theme: meaning_window(47.0, theme=theme),
}

SCENES: dict[str, Make] = {
    "home": _start,
    "home-empty": partial(_start, rows=False),
    "form": _form,
    "streams": _streams,
    "checks-good": partial(_checks, good=True),
    "checks": _checks,
    "checks-details": partial(_checks, details=True),
    "receipt": _receipt,
    "export": _export,
    "import": _import,
    **{f"design-{name}": partial(_design, tab=tab) for tab, name in enumerate(DESIGN)},
    **{state: partial(_session, state=state) for state in STATES},
    "reduced": partial(_session, display=Display.REDUCED),
    "blind": partial(_session, display=Display.BLIND),
    "large": partial(_session, large=True),
    "signals": partial(_session, acts=("signals",)),
    "looking-back": partial(_session, state="demo", acts=("shorter", "look_back")),
    "opened": partial(_session, docks=("streams", "notices", "keys")),
    **{name: partial(_beside, make) for name, make in BESIDE.items()},
    "editor": partial(_dialog, _editor),
    "agreement": partial(_dialog, _agreement),
    "import-codes": partial(_dialog, _import_codes),
}
"""What can be looked at, by name; each takes a theme and the size of the screen."""
