"""A study made by forms: people, phases, codes, questions, displays, thresholds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gui.look.style import DARK, Theme, font
from gui.look.translation import say, say_error
from gui.qt.scrolling import scrolling
from gui.start.design_fields import FieldForm, told
from gui.start.design_list import EntryList
from gui.start.design_sections import GROUPS, display, general, parameters
from gui.start.page import Page, StepButton, words
from safehold.core.errors import ConfigError, SafeholdError
from safehold.core.settings import STANDARD
from safehold.core.study import PhaseKind
from safehold.core.toml_edit import Value
from safehold.core.toml_text import TomlPath
from safehold.desk.study_draft import StudyDraft
from safehold.files.study import study_codebook


class DesignPage(Page):
    """Shows a study and changes it; nothing is written before it is saved.

    Parameters
    ----------
    theme : Theme
        Colours of the phases.
    """

    home_asked = Signal()

    def __init__(self, theme: Theme = DARK) -> None:
        super().__init__("", "")
        self.title.setText(self.tr("Set up the study"))
        self.draft: StudyDraft | None = None
        self._told_unsaved = False
        self._books: tuple[str, ...] = ()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("Parts of the study"))
        self.general = FieldForm(general())
        self.display = FieldForm(display())
        self.groups = {
            group: FieldForm(
                parameters(group, STANDARD if group == "engine" else getattr(STANDARD, group))
            )
            for group in GROUPS
        }
        self.people = EntryList("person", self.tr("People"), theme)
        self.phases = EntryList("phase", self.tr("Phases"), theme)
        self.scales = EntryList("scale", self.tr("Questions"), theme)
        self.prompts = EntryList("prompt", self.tr("When they are asked"), theme)
        self._lists = (self.people, self.phases, self.scales, self.prompts)
        self.codebook = QComboBox()
        self.codes = self._code_table()
        self._fill_tabs()
        self.content.addWidget(self.tabs, 1)
        self.back, self.undo = StepButton("design.back"), StepButton("design.undo")
        self.redo, self.save = StepButton("design.redo"), StepButton("design.save")
        self.add_buttons(self.back, self.undo, self.redo, self.save)
        self._connect()

    # -- parts ---------------------------------------------------------------------------------

    def _fill_tabs(self) -> None:
        thresholds = QWidget()
        column = QVBoxLayout(thresholds)
        heads = (
            self.tr("Zones"), self.tr("Baseline"), self.tr("Windows"), self.tr("Signals"),
        )  # fmt: skip
        for head, form in zip(heads, self.groups.values(), strict=True):
            column.addWidget(words(head, 14, bold=True))
            column.addWidget(form)
        limits = self.tr("Thresholds")
        codes = QWidget()
        book = QVBoxLayout(codes)
        book.addWidget(self.codebook)
        book.addWidget(self.codes, 1)
        for tab, name in (
            (_padded(self.general), self.tr("Study")),
            (self.people, self.tr("People")),
            (self.phases, self.tr("Phases")),
            (codes, self.tr("Codes")),
            (self.scales, self.tr("Questions")),
            (self.prompts, self.tr("When asked")),
            (_padded(self.display), self.tr("Display")),
            (scrolling(thresholds, name=limits, explanation=limits, lowest_px=120), limits),
        ):
            self.tabs.addTab(tab, name)

    def _code_table(self) -> QTableWidget:
        self.codebook.setFont(font(13))
        self.codebook.setAccessibleName(self.tr("Codebook"))
        self.codebook.setToolTip(
            self.tr("Codebooks of the program, and files of the study folder")
        )
        heads = [self.tr("key"), self.tr("code"), self.tr("meaning")]
        table = QTableWidget(0, len(heads))
        table.setHorizontalHeaderLabels(heads)
        table.verticalHeader().hide()
        table.setWordWrap(True)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        table.setAccessibleName(self.tr("Codes of the codebook"))
        table.setToolTip(self.tr("What can be coded, by which key, and what it means"))
        return table

    def _connect(self) -> None:
        self.back.clicked.connect(self._on_back)
        self.undo.clicked.connect(lambda: self._change(lambda draft: draft.undo()))
        self.redo.clicked.connect(lambda: self._change(lambda draft: draft.redo()))
        self.save.clicked.connect(self._on_save)
        self.general.edited.connect(lambda key, value: self._set((key,), value))
        self.display.edited.connect(lambda key, value: self._set(("display", key), value))
        for group, form in self.groups.items():
            form.edited.connect(lambda key, value, g=group: self._set((g, key), value))
        for one in self._lists:
            one.edited.connect(self._set)
            one.added.connect(self._on_added)
            one.removed.connect(lambda name, k: self._change(lambda draft: draft.remove(name, k)))
            one.moved.connect(self._on_moved)
        self.phases.stretched.connect(self._on_stretched)
        self.codebook.activated.connect(
            lambda _: self._set(("codebook",), str(self.codebook.currentData()))
        )

    # -- what comes from outside ---------------------------------------------------------------

    def open(self, draft: StudyDraft, codebooks: tuple[str, ...]) -> None:
        """Show a study, and the codebooks that it can have."""
        self.draft, self._books, self._told_unsaved = draft, codebooks, False
        self.sentence.setText(
            self.tr("All of it stands in {0}; comments there stay.").format(self.draft.path)
        )
        self.tabs.setCurrentIndex(0)
        for one in self._lists:
            one.list.setCurrentRow(-1)
        self._show()

    def first_focus(self) -> QWidget:
        """Return the name of the study."""
        return self.general.editors["name"]

    def why_not(self, button: StepButton) -> str:
        """Return why a button cannot be used now."""
        if button is self.save and self.draft is not None and not self.draft.changed:
            return self.tr("Nothing was changed.")
        if button in (self.undo, self.redo):
            return self.tr("There is no change.")
        return super().why_not(button)

    # -- changes -------------------------------------------------------------------------------

    @Slot(object, object)
    def _set(self, path: TomlPath, value: Value | None) -> None:
        if value is None:
            self._change(lambda draft: draft.drop(path))
        else:
            self._change(lambda draft: draft.set(path, value))

    @Slot(str, int, object)
    def _on_added(self, name: str, index: int, values: dict[str, Value]) -> None:
        self._change(lambda draft: draft.add(name, index, values), (name, index))

    @Slot(str, int, int)
    def _on_moved(self, name: str, index: int, to: int) -> None:
        self._change(lambda draft: draft.move(name, index, to), (name, to))

    @Slot(int, float)
    def _on_stretched(self, row: int, seconds: float) -> None:
        """Change a phase's length; a baseline's stands among the thresholds."""
        draft = self.draft
        if draft is None:
            return
        phase = draft.study.phases[row]
        if phase.kind is PhaseKind.BASELINE:
            used = max(seconds - phase.settling_s, 0.0)
            self._set(("baseline", "used_s"), _whole(used))
        else:
            self._set(("phase", row, "seconds"), _whole(seconds))

    def _change(
        self, change: Callable[[StudyDraft], None], choose: tuple[str, int] | None = None
    ) -> None:
        if self.draft is None:
            return
        self._told_unsaved = False
        try:
            change(self.draft)
        except ConfigError as error:
            self.refuse(say_error(error))
        self._show(choose)

    def _show(self, choose: tuple[str, int] | None = None) -> None:
        draft = self.draft
        if draft is None:
            return
        study = draft.study
        said = {field.key: draft.value((field.key,)) for field in self.general.fields}
        self.general.show_values(said, {"profile": "standard", "access": "owner"})
        shown = {name: mode.value for name, mode in study.display.items()}
        self.display.show_values(dict(draft.value(("display",)) or {}), shown)
        for group, form in self.groups.items():
            holds = study.settings if group == "engine" else getattr(study.settings, group)
            defaults = {field.key: getattr(holds, field.key) for field in form.fields}
            form.show_values(dict(draft.value((group,)) or {}), defaults)
        for one in self._lists:
            wanted = choose[1] if choose is not None and choose[0] == one.name else None
            one.show_draft(draft, wanted)
        self._show_codes(draft)
        self._show_fault(draft)
        self.undo.setEnabled(draft.can_undo)
        self.redo.setEnabled(draft.can_redo)
        self.save.setEnabled(draft.changed and draft.fault is None)

    def _show_fault(self, draft: StudyDraft) -> None:
        fault = draft.fault
        place = fault.place if fault is not None else ()
        forms: dict[str, FieldForm] = {"display": self.display, **self.groups}
        for name, form in forms.items():
            here = len(place) == 2 and place[0] == name
            form.show_fault(str(place[1]) if here else "", told(fault) if fault and here else "")
        here = len(place) == 1 and place[0] in self.general.editors
        self.general.show_fault(str(place[0]) if here else "", told(fault) if fault else "")
        self.show_missing("" if fault is None else told(fault))

    def _show_codes(self, draft: StudyDraft) -> None:
        named = draft.study.codebook
        books = (*self._books, *(() if named in self._books else (named,)))
        if [self.codebook.itemData(k) for k in range(self.codebook.count())] != list(books):
            self.codebook.clear()
            for book in books:
                self.codebook.addItem(book, book)
        self.codebook.setCurrentIndex(self.codebook.findData(named))
        try:
            codes = study_codebook(draft.study, draft.folder).codes
        except SafeholdError:  # its fault is told
            codes = ()
        self.codes.setRowCount(len(codes))
        for row, code in enumerate(codes):
            cells = (code.key, say(code.label), say(code.meaning))
            for column, text in enumerate(cells):
                self.codes.setItem(row, column, QTableWidgetItem(text))
        self.codes.resizeRowsToContents()

    # -- steps ---------------------------------------------------------------------------------

    def _finish_typing(self) -> None:
        """Take what stands in a field that still has the keyboard."""
        if isinstance(field := self.focusWidget(), QLineEdit):
            field.editingFinished.emit()

    @Slot()
    def _on_save(self) -> None:
        self._finish_typing()
        if self.draft is None:
            return
        try:
            path = self.draft.save()
        except SafeholdError as error:
            self.refuse(say_error(error))
            return
        self._show()
        self.refuse(self.tr("{0} is written.").format(path.name))

    @Slot()
    def _on_back(self) -> None:
        """Go to the first page; changes that are not saved are kept to be saved or undone."""
        self._finish_typing()
        draft = self.draft
        if draft is not None and draft.changed and draft.can_undo and not self._told_unsaved:
            self._told_unsaved = True
            self.refuse(self.tr("Not saved yet. Back once more drops the changes."))
            return
        self._told_unsaved = False
        self.home_asked.emit()


def _whole(seconds: float) -> int | float:
    return int(seconds) if float(seconds).is_integer() else seconds


def _padded(form: FieldForm) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(8, 12, 8, 8)
    row.addWidget(form)
    return holder
