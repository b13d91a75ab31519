"""A study as a whole: its sessions and how they stand, processing them, and what to review."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QProgressBar, QTabWidget, QWidget

from gui.actions.table import key_of
from gui.look.style import font, sized
from gui.look.time_left import TimeLeft
from gui.look.translation import say_key, say_message
from gui.start.multiverse_form import MultiverseForm
from gui.start.page import Page, StepButton, words
from gui.start.score_form import ScoreForm
from gui.start.study_lists import ReviewList, SessionList, StudyList, departures_text
from safehold.desk.studies.multiverse import Multiverse
from safehold.desk.studies.overview import Overview, Standing
from safehold.session.ports import WorkState

WIDE_PX = 1560
"""Reasons are long: they take the room of a large screen."""
LEAST_LIST_PX = 160


class StudyPage(Page):
    """Shows how a study stands; whoever fills it does what is asked for.

    A blind study shows no value of anybody, and opens nothing that does, until it is told to.
    """

    home_asked = Signal()
    cancel_asked = Signal()
    look_asked = Signal()
    process_asked = Signal()
    open_asked = Signal(object, bool)
    """Folder of a session, and whether its beats are to be reviewed."""
    report_asked = Signal(object)
    curve_asked = Signal()
    folder_asked = Signal()

    def __init__(self) -> None:
        super().__init__("", "")
        self.setMaximumWidth(sized(WIDE_PX))
        self._study: Overview | None = None
        self._unveiled = False
        self._curve = False
        """Whether a curve is shown."""
        self.busy = False
        """True while the study is looked at or processed."""
        self._left = TimeLeft()
        self.sessions, self.review, self.scores = SessionList(), ReviewList(), ScoreForm()
        self._add_lists()
        self._add_steps()
        self._show_state()

    # -- parts ---------------------------------------------------------------------------------

    def _add_lists(self) -> None:
        self.unveil = StepButton("study.unveil")
        self.beside_title(self.unveil)
        self.unveil.clicked.connect(self._on_unveil)
        self.locked = words("", 13, name="muted")
        self.content.addWidget(self.locked)
        self.tabs = QTabWidget()
        self.multiverse = MultiverseForm()
        self.tabs.setFont(font(14))
        self.tabs.setDocumentMode(True)
        self.tabs.setMinimumHeight(LEAST_LIST_PX)
        self.tabs.addTab(self.sessions, self.tr("Sessions"))
        self.tabs.addTab(self.review, self.tr("To review"))
        self.tabs.addTab(self.scores, self.tr("Scores"))
        self.tabs.addTab(self.multiverse, self.tr("Multiverse"))
        self.content.addWidget(self.tabs, 1)
        for shown in (self.sessions, self.review):
            shown.itemActivated.connect(self._on_opened)
            shown.currentItemChanged.connect(self._show_state)
        self.tabs.currentChanged.connect(self._show_state)
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.doing = words("", 13, name="muted")
        for widget in (self.progress, self.doing):
            self.content.addWidget(widget)

    def _add_steps(self) -> None:
        self.back = StepButton("study.back")
        self.look = StepButton("study.look")
        self.open_review = StepButton("study.review")
        self.show_folder = StepButton("study.folder")
        self.report = StepButton("study.report")
        self.curve = StepButton("study.curve")
        self.process = StepButton("study.process")
        self.back.clicked.connect(self._on_back)
        self.look.clicked.connect(self.look_asked)
        self.open_review.clicked.connect(lambda: self._open(review=True))
        self.show_folder.clicked.connect(self.folder_asked)
        self.report.clicked.connect(self._on_report)
        self.curve.clicked.connect(self.curve_asked)
        self.process.clicked.connect(self.process_asked)
        self.add_buttons(
            self.back,
            self.look,
            self.open_review,
            self.show_folder,
            self.report,
            self.curve,
            self.process,
        )
        self.refuse_by(self.unveil, self.scores.enter, self.scores.undo, self.multiverse.start)

    def first_focus(self) -> QWidget:
        """Return the list that is shown."""
        return self.tabs.currentWidget() or self.sessions

    def why_not(self, button: StepButton) -> str:
        """Return why a button cannot be used now, in words."""
        if self.busy and button not in (self.scores.enter, self.scores.undo):
            return self.doing.text()
        if self._study is None:
            return self.missing.text()
        if button is self.unveil:
            return self.tr("This study hides nothing, or everything is shown already.")
        if self._blind and button in (
            self.report, self.open_review, self.curve, self.multiverse.start,
        ):  # fmt: skip
            told = self.tr("The study is blind. Whoever may see values shows them first ({0}).")
            return told.format(say_key(key_of("study.unveil")))
        if button is self.scores.undo:
            return self.tr("Nothing was entered that could be taken back.")
        if button is self.scores.enter:
            return self.scores.hint.text() or self.tr("Type a value first.")
        if button is self.curve:
            return self.tr("No curve was computed yet.")
        if button is self.process:
            return self.tr("There is no session in this folder.")
        if button is self.open_review:
            return self.tr("Choose a session that can be read.")
        return self.tr("Nothing was processed yet.")

    # -- what is shown -------------------------------------------------------------------------

    def begin(self, folder: Path) -> None:
        """Show a study of which nothing is known yet."""
        self._study, self._unveiled = None, False
        self.title.setText(self.tr("Study {0}").format(folder.name))
        self.sentence.setText(
            self.tr("Every session with the parameters of study.toml; again only what changed.")
        )
        self.locked.setText("")
        self.show_missing("")
        self._curve = False
        self.multiverse.begin()
        for shown in (self.sessions, self.review):
            shown.clear()
        self.tabs.setCurrentIndex(0)
        self._show_state()

    def show_busy(self, state: WorkState | None) -> None:
        """Show how far something is; None where nothing is under way."""
        self.busy = state is not None
        if state is not None:
            if not state.share:  # what is looked at first says nothing of how long it takes
                self._left = TimeLeft()
            self.progress.setValue(round(1000 * state.share))
            doing = say_message(state.what) or self.tr("Starting ...")
            parts = (doing, self._left.words(state.share))
            self.doing.setText(" · ".join(filter(None, parts)))
        self._show_state()

    def show_stopping(self) -> None:
        """Say that what was cancelled comes to an end."""
        self.doing.setText(self.tr("Stopping ..."))

    def show_study(self, study: Overview) -> None:
        """Show how the study stands."""
        self._study = study
        seen = study.seen_blind() if self._blind else study
        if study.name:
            self.title.setText(self.tr("Study {0}").format(study.name))
        self.sentence.setText(self._counts(study))
        self.locked.setText(departures_text(study.lock, study.departures[:4]))
        self.locked.setToolTip(departures_text(study.lock, study.departures))
        self.sessions.show_study(seen)
        self.review.show_study(seen)
        self.scores.show_study(study)
        self.multiverse.show_study(study)
        n = self.review.topLevelItemCount()
        text = self.tr("To review ({0})").format(n) if n else self.tr("To review")
        self.tabs.setTabText(self.tabs.indexOf(self.review), text)
        self._show_state()

    def show_multiverse(self, found: Multiverse) -> None:
        """Show what came of a finding under every choice of method."""
        self._curve = True
        self.multiverse.show_result(found)
        self._show_state()

    def _counts(self, study: Overview) -> str:
        told = (
            (Standing.DONE, self.tr("{0} processed")), (Standing.NEW, self.tr("{0} new")),
            (Standing.CHANGED, self.tr("{0} changed since")),
            (Standing.FAILED, self.tr("{0} not possible")),
            (Standing.ABSENT, self.tr("{0} not recorded")),
        )  # fmt: skip
        parts = [text.format(n) for one, text in told if (n := study.count(one))]
        counted = ", ".join(parts) or self.tr("no session")
        return self.tr("{0}. Parameters {1}.").format(counted, study.params_hash)

    @property
    def _blind(self) -> bool:
        return self._study is not None and self._study.veiled and not self._unveiled

    @Slot()
    def _show_state(self) -> None:
        study, ready = self._study, self._study is not None and not self.busy
        self.back.rename(self.tr("Cancel") if self.busy else self.tr("Back"))
        self.progress.setVisible(self.busy)
        self.doing.setVisible(self.busy)
        self.look.setEnabled(not self.busy)
        self.process.setEnabled(ready and study is not None and bool(study.sessions))
        shown = self.tabs.currentWidget()
        path = shown.chosen() if isinstance(shown, StudyList) else None
        self.open_review.setEnabled(ready and path is not None and not self._blind)
        made = study is not None and study.report is not None
        self.report.setEnabled(ready and made and not self._blind)
        self.show_folder.setEnabled(ready and made)
        self.multiverse.start.setEnabled(ready and not self._blind)
        several = shown is self.multiverse  # its own report takes the place of the study's
        self.curve.setVisible(several)
        self.report.setVisible(not several)
        self.open_review.setVisible(not several)
        self.curve.setEnabled(ready and self._curve and not self._blind)
        self.unveil.setVisible(study is not None and study.veiled)
        self.unveil.setEnabled(self._blind)

    # -- what the user does --------------------------------------------------------------------

    @Slot()
    def _on_unveil(self) -> None:
        self._unveiled = True
        if self._study is not None:
            self.show_study(self._study)

    @Slot()
    def _on_opened(self) -> None:
        self._open(review=self.tabs.currentWidget() is self.review)

    def _open(self, *, review: bool) -> None:
        shown = self.tabs.currentWidget()
        path = shown.chosen() if isinstance(shown, StudyList) else None
        if self.busy or self._blind or path is None:
            self._refuse_step(self.open_review)
        else:
            self.open_asked.emit(path, review)

    @Slot()
    def _on_report(self) -> None:
        if self._study is not None and self._study.report is not None:
            self.report_asked.emit(self._study.report)

    @Slot()
    def _on_back(self) -> None:
        if self.busy:
            self.cancel_asked.emit()
        else:
            self.home_asked.emit()
