"""Tables and files of a recorded session: what is in it, what is wanted, and writing it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QLocale, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from gui.look.formatting import clock_text
from gui.look.style import font
from gui.look.time_left import TimeLeft
from gui.look.translation import say, say_error, say_message, say_reasons
from gui.qt.background import Job, Jobs
from gui.start.page import Page, StepButton, words
from gui.start.workbench_port import ExportableLike
from recordings.tidy.options import RATES_HZ, TidyOptions
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.desk.exports import ExportCancelledError, ExportWish, Preview
from safehold.offline.analysis import Progress

Prepare = Callable[[Path, Progress], ExportableLike]
REPORT = "report"
T = TypeVar("T")
INDEX_WORDS = {"hr": "HR", "rmssd": "RMSSD", "p2t": "RSA"}


class ExportPage(Page):
    """Computes a session, shows what would go in, and writes what is chosen.

    Nothing is written before *Export*; a cancel leaves nothing behind.

    Parameters
    ----------
    prepare : callable
        Computes the session of a folder; called in a thread.
    """

    home_asked = Signal()
    progressed = Signal(float, str)

    def __init__(self, prepare: Prepare) -> None:
        super().__init__("", "")
        self._prepare = prepare
        self._found: ExportableLike | None = None
        self._jobs = Jobs(self)
        self._job: Job | None = None
        self._cancelled = threading.Event()
        self._paths: list[Path] = []
        self._left = TimeLeft()
        self._form = QGridLayout()
        self._form.setHorizontalSpacing(14)
        self._form.setVerticalSpacing(6)
        self.content.addLayout(self._form)
        self._add_choices()
        self._add_preview()
        self._add_steps()
        self.progressed.connect(self._on_progress)

    # -- what there is to choose ---------------------------------------------------------------

    def _add_choices(self) -> None:
        self.profiles: dict[str, QCheckBox] = {}
        kinds = {
            "tidy": self.tr("Tables for R, Python, SPSS (CSV and Parquet)"),
            "xlsx": self.tr("Excel workbook (.xlsx), a sheet a table"),
            "bids": self.tr("BIDS dataset"),
            "fif": self.tr("MNE-Python (FIF)"),
            "edf": self.tr("EDF+, one file a person"),
            "rr": self.tr("RR intervals as text (Kubios)"),
            "sav": self.tr("SPSS files (.sav)"),
            "elan": self.tr("Codes for ELAN (.eaf)"),
            "boris": self.tr("Codes for BORIS (.boris)"),
            "xdf": self.tr("Recording (XDF), without machine and device names"),
            REPORT: self.tr("Report to read (HTML and PDF)"),
        }
        for k, (name, text) in enumerate(kinds.items()):
            self.profiles[name] = self._box(text, k // 2, k % 2)
        self.profiles["tidy"].setChecked(True)
        comma = QLocale.system().decimalPoint() == ","
        self.semicolon = self._box(
            self.tr("CSV with ; and decimal commas, as this computer writes numbers, too")
            if comma
            else self.tr("CSV with ; and decimal commas, too"),
            5,
            1,
        )
        self.native = self._box(self.tr("Samples as recorded, too"), 6, 0)
        self.notes = self._box(self.tr("Free notes, too (they may name people)"), 6, 1)
        self.names = self._box(self.tr("Even with names of devices or computers in it"), 7, 1)
        self.rate = QComboBox()
        for rate in RATES_HZ:
            self.rate.addItem(self.tr("{0} rows per second").format(rate), rate)
        self.rate.setCurrentIndex(RATES_HZ.index(TidyOptions().rate_hz))
        self.dates = QComboBox()
        self.dates.addItem(self.tr("No dates"), "removed")
        self.dates.addItem(self.tr("Dates shifted by a secret number of weeks"), "shifted")
        self.dates.addItem(self.tr("Dates and times of day as they were"), "as recorded")
        self.part = QComboBox()
        self.span = QLineEdit()
        self.span.setPlaceholderText("60-300")
        self._name(self.rate, self.tr("Rate of the aligned table"))
        self._form.addWidget(self.dates, 7, 0)
        self._name(
            self.dates,
            self.tr("Dates: shifted ones keep weekdays and the time between sessions of a pair"),
        )
        self._name(self.part, self.tr("Which part of the session"))
        self._name(self.span, self.tr("Only these seconds of session time (may be empty)"))
        row = QHBoxLayout()
        for widget in (self.rate, self.part, self.span):
            row.addWidget(widget, 1)
        self.content.addLayout(row)

    def _box(self, text: str, row: int, column: int) -> QCheckBox:
        box = QCheckBox(text)
        self._name(box, text)
        self._form.addWidget(box, row, column)
        return box

    def _name(self, widget: QWidget, text: str) -> None:
        widget.setFont(font(14))
        widget.setAccessibleName(text)
        widget.setToolTip(text)

    def _add_preview(self) -> None:
        self.summary = words("", 14, bold=True)
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self._name(self.list, self.tr("How much of each index is there"))
        self.list.setHeaderLabels([
            self.tr("person"), self.tr("index"), self.tr("valid"),
            self.tr("mostly missing because"),
        ])  # fmt: skip
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.doing = words("", 13, name="muted")
        for widget in (self.summary, self.list, self.progress, self.doing):
            self.content.addWidget(widget)

    def _add_steps(self) -> None:
        self.back = StepButton("export.back")
        self.show_folder = StepButton("export.folder")
        self.export = StepButton("export.write")
        self.back.clicked.connect(self._on_back)
        self.show_folder.clicked.connect(self._on_folder)
        self.export.clicked.connect(self._on_export)
        self.add_buttons(self.back, self.show_folder, self.export)

    def first_focus(self) -> QWidget:
        """Return the first choice."""
        return self.profiles["tidy"]

    def why_not(self, button: StepButton) -> str:
        """Return why a button cannot be used now, in words."""
        if self.busy:
            return self.doing.text()
        if button is self.show_folder:
            return self.tr("Nothing was exported yet.")
        return super().why_not(button)

    # -- computing and writing -----------------------------------------------------------------

    def open(self, path: Path) -> None:
        """Compute a session and show what would be exported."""
        self._found, self._paths = None, []
        self.title.setText(self.tr("Export {0}").format(path.name))
        self.sentence.setText(
            self.tr("Study codes only. What is not valid is missing, with its reason beside it.")
        )
        self.summary.setText("")
        self.list.clear()
        self.part.clear()
        self.span.clear()
        self.show_missing("")
        self._run(lambda report: self._prepare(path, report), self._on_prepared)

    @property
    def busy(self) -> bool:
        """True while something is computed or written."""
        return self._job is not None

    def cancel(self) -> None:
        """Give up what is being done, and wait until it has ended."""
        job = self._job
        if job is not None:
            self._cancelled.set()
            job.wait()

    def _run(self, work: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        self._cancelled.clear()
        self._left = TimeLeft()

        def report(share: float, what: str) -> None:
            if self._cancelled.is_set():
                raise ExportCancelledError(Message("The export was cancelled."))
            self.progressed.emit(share, say_message(what))

        self._job = self._jobs.run(lambda _: work(report), done, self._on_failed)
        self._show_state()

    def _show_state(self) -> None:
        self.export.setEnabled(self._found is not None and not self.busy)
        self.show_folder.setEnabled(bool(self._paths) and not self.busy)
        self.back.rename(self.tr("Cancel") if self.busy else self.tr("Back"))
        self.progress.setVisible(self.busy)
        self.doing.setVisible(self.busy)

    @Slot(float, str)
    def _on_progress(self, share: float, what: str) -> None:
        self.progress.setValue(round(1000 * share))
        self.doing.setText(" · ".join(filter(None, (what, self._left.words(share)))))

    def _end(self) -> None:
        self._job = None
        self._show_state()

    @Slot(object)
    def _on_prepared(self, found: ExportableLike) -> None:
        self._found = found
        self._end()
        self._show_preview(found.preview)
        self.export.setFocus()

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        cancelled = self._cancelled.is_set()
        self._end()
        self.show_missing(self.tr("Cancelled. Nothing was exported.") if cancelled else text)

    def _show_preview(self, found: Preview) -> None:
        length = clock_text(found.t_end - found.t_start)
        self.summary.setText(
            self.tr(
                "{0} long; {1} events. The session was blind: the files hold all values."
            ).format(length, found.n_events)
            if found.n_beats is None
            else self.tr("{0} long; {1} beats, {2} breaths, {3} events").format(
                length, found.n_beats, found.n_breaths, found.n_events
            )
        )
        self.part.addItem(self.tr("the whole session"), "")
        for phase in found.phases:
            self.part.addItem(self.tr("only: {0}").format(say(phase.replace("_", " "))), phase)
        for share in found.shares:
            valid = f"{100 * share.valid / share.seconds:.0f} %" if share.seconds else "—"
            why = "" if share.reason is None else say_reasons([share.reason])
            cells = [say(share.person), INDEX_WORDS[share.index], valid, why]
            item = QTreeWidgetItem(cells)
            item.setToolTip(3, why)
            self.list.addTopLevelItem(item)
        for column in range(3):
            self.list.resizeColumnToContents(column)
        self.show_missing("\n".join(map(say_message, found.warnings)))

    def wish(self) -> ExportWish:
        """Return what is chosen.

        Raises
        ------
        ConfigError
            When nothing is.
        """
        chosen = [name for name, box in self.profiles.items() if box.isChecked()]
        phase, span = self.part.currentData() or "", self.span.text().strip()
        return ExportWish(
            profiles=tuple(name for name in chosen if name != REPORT),
            options=TidyOptions(
                rate_hz=self.rate.currentData(),
                formats=(
                    *TidyOptions().formats,
                    *(("csv-semicolon",) if self.semicolon.isChecked() else ()),
                ),
                notes=self.notes.isChecked(),
                names=self.names.isChecked(),
                dates=self.dates.currentData(),
                native=self.native.isChecked(),
            ),
            phases=(phase,) if phase else (),
            spans=(span,) if span else (),
            report=REPORT in chosen,
        )

    @Slot()
    def _on_export(self) -> None:
        found = self._found
        if found is None or self.busy:
            self._refuse_step(self.export)
            return
        try:
            wish = self.wish()
        except ConfigError as error:
            self.show_missing(say_error(error))
            return
        self.show_missing("")
        self._run(lambda report: found.export(wish, report), self._on_exported)

    @Slot(object)
    def _on_exported(self, paths: Sequence[Path]) -> None:
        self._paths = list(paths)
        self._end()
        self.sentence.setText(
            self.tr("Written: {0}").format(", ".join(path.name for path in paths))
        )
        self.sentence.setToolTip("\n".join(map(str, paths)))
        self.show_folder.setFocus()

    @Slot()
    def _on_folder(self) -> None:
        if self._paths:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._paths[0].parent)))

    @Slot()
    def _on_back(self) -> None:
        if self.busy:
            self._cancelled.set()
        else:
            self.home_asked.emit()
