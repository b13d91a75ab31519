"""What the page of a study asks for: looking at it, processing it, and opening what was made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from gui.look.translation import say_error, say_message
from gui.start.study_page import StudyPage
from gui.start.workbench_port import ScoresLike, StudyDeskLike, WorkbenchPort, WorkLike
from safehold.core.errors import SafeholdError
from safehold.desk.studies.multiverse import Multiverse
from safehold.desk.studies.one import Outcome
from safehold.desk.studies.overview import Overview
from safehold.desk.studies.score_file import Entry
from safehold.desk.studies.specifications import Question

LOOK_MS = 150


class StudyStep(QObject):
    """Fills the page of a study; all work is done in processes beside the window.

    Parameters
    ----------
    workbench : WorkbenchPort
        Does what is asked for.
    """

    _found = Signal(object, object)
    _done = Signal(object, object)
    _answered = Signal(object, object)

    def __init__(self, workbench: WorkbenchPort, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.page = StudyPage()
        self._desk: StudyDeskLike | None = None
        self._work: WorkLike | None = None
        self._study: Overview | None = None
        self._curve: Multiverse | None = None
        self._round = 0
        self._cancelled = self._dirty = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._found.connect(self._on_found)
        self._done.connect(self._on_done)
        self._answered.connect(self._on_answered)
        self.page.multiverse.asked.connect(self._on_asked)
        self.page.curve_asked.connect(self._on_curve)
        self.page.look_asked.connect(self._on_look)
        self.page.process_asked.connect(self._on_process)
        self.page.cancel_asked.connect(self._on_cancel)
        self.page.folder_asked.connect(self._on_folder)
        self.page.report_asked.connect(_open)
        self.page.scores.entered.connect(self._on_entered)
        self.page.scores.undo_asked.connect(self._on_undo)

    def open(self, folder: Path) -> None:
        """Begin to look at a study; what is known of the same one stays."""
        if self._desk is None or self._desk.folder != folder:
            self.close()
            self._desk, self._study = self._workbench.studying(folder), None
            self._curve = None
            self.page.begin(folder)
        self._show_scores()
        if self._work is None:
            self._on_look()

    def close(self) -> None:
        """End what is under way; what was done is kept."""
        work, self._work = self._work, None
        self._timer.stop()
        if work is not None:
            work.leave()
            self.page.show_busy(None)

    @Slot()
    def look(self) -> None:
        """Show how far it is, and what has come of it."""
        work = self._work
        if work is None:
            return
        if self._dirty and self._study is not None:
            self._dirty = False
            self.page.show_study(self._study)
        if not work.gone:
            if not self._cancelled:
                self.page.show_busy(work.state)
            return
        self._work = None
        self._timer.stop()
        self.page.show_busy(None)
        if self._cancelled:
            told = self.tr(
                "Cancelled. What was processed is kept; the next run continues from there."
            )
            self.page.show_missing(told)
        elif work.state.failure:
            self.page.show_missing(say_message(work.state.failure))

    def _begin(self, begin: Callable[[StudyDeskLike, int], WorkLike]) -> None:
        if self._desk is None or self._work is not None:
            return
        self._round += 1
        self._cancelled = False
        self.page.show_missing("")
        self._work = begin(self._desk, self._round)
        self.page.show_busy(self._work.state)
        self._timer.start()

    @Slot()
    def _on_look(self) -> None:
        self._begin(lambda desk, k: desk.check(lambda found: self._found.emit(k, found)))

    @Slot()
    def _on_process(self) -> None:
        self._begin(
            lambda desk, k: desk.process(
                lambda found: self._found.emit(k, found), lambda one: self._done.emit(k, one)
            )
        )

    @Slot(object, object)
    def _on_found(self, number: int, study: Overview) -> None:
        if number == self._round:
            self._study, self._dirty = study, False
            self.page.show_study(study)

    @Slot(object, object)
    def _on_done(self, number: int, outcome: Outcome) -> None:
        if number == self._round and self._study is not None:
            self._study, self._dirty = self._study.with_outcome(outcome), True

    # -- a finding under every choice of method ------------------------------------------------

    @Slot(object)
    def _on_asked(self, question: Question) -> None:
        if self._work is not None:
            self.page.refuse(self.page.doing.text())
            return
        self._begin(
            lambda desk, k: desk.multiverse(question, lambda found: self._answered.emit(k, found))
        )

    @Slot(object, object)
    def _on_answered(self, number: int, found: Multiverse) -> None:
        if number == self._round:
            self._curve = found
            self.page.show_multiverse(found)

    @Slot()
    def _on_curve(self) -> None:
        if self._curve is not None:
            _open(self._curve.report)

    # -- scores --------------------------------------------------------------------------------

    def _show_scores(self) -> None:
        """Show what stands in the file of outcomes now; it may have been edited elsewhere."""
        if self._desk is None:
            return
        scores = self._desk.scores
        try:
            found = scores.scores()
            self.page.scores.show_scores(found, undoable=scores.undoable)
            self.page.multiverse.show_scores(found)
        except SafeholdError as error:
            self.page.scores.show_trouble(say_error(error))

    @Slot(object)
    def _on_entered(self, entry: Entry) -> None:
        if self._change_scores(lambda scores: scores.enter(entry)):
            self.page.scores.go_on()

    @Slot()
    def _on_undo(self) -> None:
        self._change_scores(lambda scores: scores.undo())

    def _change_scores(self, change: Callable[[ScoresLike], None]) -> bool:
        """Tell whether the file was changed; else say why not."""
        if self._desk is None:
            return False
        try:
            change(self._desk.scores)
        except SafeholdError as error:
            self.page.refuse(say_error(error))
            return False
        finally:
            self._show_scores()
        told = self.tr("Kept in outcomes.csv. Processing all takes it into the tables.")
        self.page.show_missing(told)
        return True

    @Slot()
    def _on_cancel(self) -> None:
        if self._work is not None and not self._cancelled:
            self._cancelled = True
            self._work.cancel()
            self.page.show_stopping()

    @Slot()
    def _on_folder(self) -> None:
        if self._study is not None and self._study.report is not None:
            _open(self._study.report.parent)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
