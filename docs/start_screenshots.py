"""Pictures of the pages around a session, for ``make_screenshots.py``: a made-up study."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication

from acquisition.simulator.script import SCRIPTS
from acquisition.simulator.stream import make_sources
from acquisition.simulator.truth import simulate
from gui.look.style import DARK, LIGHT, Theme
from gui.qt.qt_setup import application
from gui.start.start_window import StartWindow
from safehold.core.messages import Message
from safehold.core.reasons import Reason
from safehold.core.settings import STANDARD
from safehold.core.study import Person, Study
from safehold.desk.exports import ExportWish, Preview, ValidShare
from safehold.desk.importing import ImportDesk
from safehold.desk.session_details import SessionDetails
from safehold.desk.studies.outcomes import Score
from safehold.desk.studies.overview import Overview, SessionLine, Standing
from safehold.desk.studies.score_file import ScoreFile
from safehold.desk.studies.specifications import usual
from safehold.desk.study_draft import StudyDraft
from safehold.desk.workbench import RowState, SessionRow, Setup, setup_gaps
from safehold.files.receipt import SessionCheck
from safehold.offline.analysis import Progress
from safehold.session.ports import WorkState
from tests.gui import _sensor_scene as sensors

SIZE, HOME_SIZE = (1000, 720), (1320, 720)
STUDY = Study(people=(Person("client", "P07", "client"), Person("therapist", "T02", "therapist")))
ROWS = (
    SessionRow("d07-s03", Path("d07-s03"), RowState.RECORDING, 10_400_000),
    SessionRow(
        "d07-s02",
        Path("d07-s02"),
        RowState.RECORDED,
        41_300_000,
        headline="client-respiration delivered 52:39 of 52:41",
    ),
    SessionRow("d07-s01", Path("d07-s01"), RowState.RECORDED, 39_800_000),
)


def _at(day: int) -> datetime.datetime:
    return datetime.datetime(2026, 3, day, 10, 15, tzinfo=datetime.UTC)


def _stream(name: str, rate: float, gaps: int, gap_s: float) -> dict[str, object]:
    return {"name": name, "n_samples": int(rate * 3300), "mean_rate": rate, "n_gaps": gaps,
            "gap_s": gap_s}  # fmt: skip


CHECK = SessionCheck(
    "d07-s03",
    (
        {
            "file": "recording.xdf", "n_bytes": 41_300_000, "sha256": "5b7e09c1d2a4f680" * 4,
            "streams": [
                _stream("H10 client", 130.0, 0, 0.0), _stream("belt client", 50.0, 1, 2.1),
                _stream("H10 therapist", 130.0, 0, 0.0),
            ],
        },
    ),
    (), ("belt client: one gap of 2.1 s, as the sensor sent it",), {},
)  # fmt: skip


PREVIEW = Preview(
    "d07-s03", 0.0, 3300.0, 7914, 1630, 64, ("baseline", "end_baseline", "session"),
    (
        ValidShare("client", "hr", 3300, 3201, Reason.BEAT_QUALITY),
        ValidShare("client", "rmssd", 3300, 2904, Reason.FLAGGED_INTERVALS),
        ValidShare("client", "p2t", 3300, 1848, Reason.RESP_IRREGULAR),
        ValidShare("therapist", "hr", 3300, 3300, None),
        ValidShare("therapist", "rmssd", 3300, 3300, None),
        ValidShare("therapist", "p2t", 3300, 3069, Reason.RESP_IRREGULAR),
    ),
    (),
)  # fmt: skip


DETAILS = {
    "d07-s03": SessionDetails("d07-s03", _at(16), ("P07", "T02")),
    "d07-s02": SessionDetails(
        "d07-s02", _at(9), ("P07", "T02"), 3161.0, 0.912, coded=64, edited=7,
        exports=("tidy", "report"),
    ),
    "d07-s01": SessionDetails(
        "d07-s01", _at(2), ("P07", "T02"), 2988.0, None,
        Message("not computed yet: 'safehold study process' does it for all sessions",
                code="share_not_computed"),
        coded=51, edited=0,
    ),
}  # fmt: skip


def _line(number: int, standing: Standing, *why: str, review: int = 0) -> SessionLine:
    name = f"d07-s{number:02d}"
    told = tuple(map(Message, why))
    return SessionLine(name, Path(name), number, "P07", standing, told, REMARKS[:review],
                       ("P07", "T02"))  # fmt: skip


REMARKS = (
    Message("{person}: the baseline looks too low", person="client"),
    Message("{person}: {n} stretches of doubtful beats that nobody has looked at cost {lost} s of "
            "vagal values", person="client", n=9, lost=212),
)  # fmt: skip
OVERVIEW = Overview(
    "Ruptures", "5b7e09c1d2a4",
    (
        _line(1, Standing.DONE), _line(2, Standing.DONE, review=2),
        _line(3, Standing.CHANGED, "edits"),
        SessionLine("", Path(), 4, "P07", Standing.ABSENT, (Message("client was ill"),),
                    codes=("P07",)),
        _line(5, Standing.DONE, review=1),
        _line(6, Standing.FAILED, "Nobody's heart or breathing is in the recording."),
        _line(7, Standing.NEW),
    ),
    (), ("P07", "T02"),
    Message("Parameters, codes, scales, phases and plan were locked on 2026-02-20, before any "
            "session, under 9f21c07d44b8."),
    (Message("parameter zones.th: 1.5 was locked, 2 is used"),),
    Path("studies/dyads/processed/group/report.html"), ("safety",),
    tuple(usual(STANDARD).items()), veiled=False,
)  # fmt: skip


def _score(number: int, measure: str, value: float) -> Score:
    return Score("outcomes.csv", 2, "P07", number, "", "", measure, value)


SCORES = tuple(
    _score(number, measure, value)
    for number, values in ((1, (4.5, 71)), (3, (5.25, 66)))
    for measure, value in zip(("depth", "oq45"), values, strict=True)
)


class PictureDesk:
    """Answers for the pictures; nothing is looked for."""

    folder, network = Path("studies/dyads"), "loopback"

    def sessions(self, _folder: Path) -> tuple[SessionRow, ...]:
        return ROWS

    def details(self, path: Path) -> SessionDetails:
        return DETAILS[path.name]

    def free_code(self, _folder: Path) -> str:
        return "d07-s04"

    def gaps(self, setup: Setup) -> dict[str, str]:
        return setup_gaps(setup)

    def importing(self, folder: Path) -> ImportDesk:
        return ImportDesk(folder, STUDY)

    def studying(self, folder: Path) -> PictureStudy:
        return PictureStudy(folder)

    def exportable(self, _path: Path, _progress: Progress) -> PictureExport:
        return PictureExport()


class PictureStudy:
    """A study for the picture of its page."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scores = ScoreFile(folder)

    def check(self, done: Callable[[Overview], None]) -> PictureWork:
        done(OVERVIEW)
        return PictureWork()

    def process(self, done: object, part: object) -> PictureWork:
        raise NotImplementedError

    def multiverse(self, question: object, done: object) -> PictureWork:
        raise NotImplementedError


class PictureWork:
    """Work that is over."""

    state, gone = WorkState(), True

    def cancel(self) -> None:
        """Nothing is under way."""

    leave = cancel


class PictureExport:
    """A computed session for the picture of the export page."""

    preview = PREVIEW

    def export(self, wish: ExportWish, progress: Progress) -> list[Path]:
        raise NotImplementedError


def _table(path: Path) -> Path:
    """Write 20 s of the simulator as a spreadsheet has them."""
    simulation = simulate(SCRIPTS["demo"], ("client",), seed=4)
    ecg, belt, *_ = (
        source.take(20.0) for source in make_sources(simulation, signals=("ecg", "respiration"))
    )
    seconds, breathing = ecg[0], np.interp(ecg[0], belt[0], np.ravel(belt[1]))
    rows = np.column_stack([seconds, np.ravel(ecg[1]), breathing])
    head = "time_s,client ECG [mV],client respiration"
    np.savetxt(path, rows, "%.5f", ",", header=head, comments="")
    return path


def take(folder: Path, theme: Theme = DARK, ending: str = "") -> None:
    """Paint each page into a file."""
    application()
    window = StartWindow(PictureDesk(), theme=theme)
    window.resize(*SIZE)
    window.show()

    def save(name: str) -> None:
        for _ in range(3):
            QApplication.processEvents()
        window.grab().save(str(folder / f"{name}{ending}.png"))

    home = window._home  # noqa: SLF001
    while home.loading:
        QApplication.processEvents()
    window.resize(*HOME_SIZE)
    save("start-home")
    window.resize(*SIZE)
    window.form.ask(
        Path("studies/dyads"), STUDY, session_id="d07-s04", codebooks=("minimal", "full"),
        network="loopback",
    )  # fmt: skip
    window._show(window.form)  # noqa: SLF001
    save("start-form")
    window.design.open(StudyDraft(folder), ("minimal", "full"))
    window.design.tabs.setCurrentWidget(window.design.phases)
    window._show(window.design)  # noqa: SLF001
    save("start-design")
    window.sensors.show_checks(sensors.BAD, sensors.BAD_TRACES)
    window._show(window.sensors)  # noqa: SLF001
    save("start-sensors")
    window.receipt.show_check(CHECK)
    window._show(window.receipt)  # noqa: SLF001
    save("start-receipt")
    window.export.open(Path("studies/dyads/d07-s03"))
    window._show(window.export)  # noqa: SLF001
    while window.export.busy:
        QApplication.processEvents()
    save("start-export")
    window.resize(*HOME_SIZE)
    window._on_study()  # noqa: SLF001
    while window.study.busy:
        QApplication.processEvents()
    save("start-study")
    form = window.study.scores
    form.show_scores(SCORES, undoable=True)
    window.study.tabs.setCurrentWidget(form)
    form.session.setCurrentIndex(1)
    form.measure.setEditText("depth")
    form.value.setText("5.5")
    save("start-scores")
    window.resize(*SIZE)
    with tempfile.TemporaryDirectory() as made:
        window._on_import([_table(Path(made) / "chest.csv")])  # noqa: SLF001
        while window.import_.busy:
            QApplication.processEvents()
        window.import_.session.setText("d07-s04")
        save("start-import")
    window.close()
    window.deleteLater()


def take_all(folder: Path) -> None:
    """Paint each page, dark and light."""
    take(folder)
    take(folder, LIGHT, "-light")
