"""Beside the wave under review: where in the queue, what is wrong, and what the edits change."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from gui.look.formatting import MISSING, clock_text, value_text
from gui.look.style import Theme, font, sized
from gui.look.translation import say, say_message, say_reasons
from gui.panels.event_list import NoteEdit
from gui.qt.elided_label import ElidedLabel
from gui.qt.key_button import ActionButton
from processing.signals.proposals import Proposal
from safehold.core.correction import Corrected, CorrectionKind
from safehold.session.reading import SHOWN, Effect, Reading
from safehold.session.reviewer import Reviewer

BUTTONS = (
    ("review.accept",),
    ("review.previous", "review.next"),
    ("review.add", "review.delete"),
    ("review.move", "review.split"),
    ("review.ectopic", "review.reject"),
    ("review.turn", "review.switch"),
    ("undo", "redo"),
    ("review.why",),
)
WIDTH_PX = 344
WHY_SHOWN = 24
"""Characters of the reason that its button has room for."""


class ReviewPanel(QFrame):
    """Words, the table of before and after, and every key that edits.

    Parameters
    ----------
    reviewer : Reviewer
        Read; the window asks it.
    """

    def __init__(self, theme: Theme, reviewer: Reviewer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFixedWidth(sized(WIDTH_PX))
        self._reviewer = reviewer
        self.place = QLabel()
        self.place.setFont(font(17, bold=True))
        self.wrong = _words(lines=6)
        self.proposed = _words(lines=3)
        self.state = _words(lines=2)
        self.state.setObjectName("muted")
        self.buttons = [ActionButton(theme, name) for row in BUTTONS for name in row]
        for button in self.buttons:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Space and Return accept
        self.why = NoteEdit()
        self.why.setPlaceholderText(self.tr("reason, then Enter (Esc drops it)"))
        self.why.setAccessibleName(self.tr("Reason"))
        self.why.setToolTip(self.tr("Written with every edit from then on."))
        self.why.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        for part in (self.place, self.wrong, self.proposed):
            layout.addWidget(part)
        layout.addLayout(self._make_buttons())
        layout.addWidget(self.why)
        layout.addLayout(self._make_table())
        layout.addWidget(self.state)
        layout.addStretch(1)
        layout.addWidget(self._make_legend())

    def _make_legend(self) -> QLabel:
        legend = QLabel(
            self.tr("▽ flagged   ● added   ◆ moved\nE ectopic   ⊗ deleted   ○ before\n"
                    "crossed grey: rejected   dotted: proposed")
        )  # fmt: skip
        legend.setFont(font(12))
        legend.setObjectName("muted")
        return legend

    def _make_buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(4)
        buttons = iter(self.buttons)
        for row, names in enumerate(BUTTONS):
            for column in range(len(names)):
                grid.addWidget(next(buttons), row, column, 1, 3 - len(names))
        return grid

    def _make_table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        self._heads = [QLabel() for _ in range(2)]
        self._cells: dict[tuple[int, int], QLabel] = {}
        rows = ("HR · bpm", "RMSSD · ms", "RSA · ms", self.tr("own range"), self.tr("high"),
                self.tr("low"), self.tr("unknown"), self.tr("flagged"))  # fmt: skip
        for place, head in enumerate(self._heads):
            head.setFont(font(12, bold=True))
            grid.addWidget(head, 0, 1 + place, Qt.AlignmentFlag.AlignRight)
        for row, words in enumerate(rows, start=1):
            name = QLabel(words)
            name.setFont(font(12))
            name.setObjectName("muted")
            grid.addWidget(name, row, 0)
            for column in (0, 1):
                cell = QLabel(MISSING)
                cell.setFont(font(12))
                cell.setTextFormat(Qt.TextFormat.PlainText)
                grid.addWidget(cell, row, 1 + column, Qt.AlignmentFlag.AlignRight)
                self._cells[row - 1, column] = cell
        grid.setColumnStretch(0, 1)
        return grid

    # -- what is shown -------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show where the review stands."""
        reviewer = self._reviewer
        self._show_place()
        self.buttons[-1].set_state(reviewer.why[:WHY_SHOWN], active=bool(reviewer.why))
        one = reviewer.stretch
        self.wrong.set_text("" if one is None else say_reasons(one.reasons))
        proposed = [self._words_of(proposal) for proposal in reviewer.proposals]
        if one is None or not reviewer.ready:
            told = ""
        elif proposed:
            told = self.tr("Proposed: {0}").format("; ".join(proposed))
        elif any(one.holds(p.t) and p.made_by for p in reviewer.points()):
            told = self.tr("Edited by hand.")
        else:
            told = self.tr("No proposal: accept it as it is, or edit it.")
        self.proposed.set_text(told)
        self._show_effects()

    def _show_place(self) -> None:
        reviewer = self._reviewer
        n, left = len(reviewer.queue), len(reviewer.left)
        one = reviewer.stretch
        if not reviewer.ready:
            words = self.tr("Computing beats and breaths")
        elif not n:
            words = self.tr("Nothing is flagged")
        elif one in reviewer.queue:
            words = self.tr("{0} of {1}, {2} left").format(reviewer.queue.index(one) + 1, n, left)
        else:
            words = self.tr("{0} of {1} left").format(left, n)
        self.place.setText(words)

    def _words_of(self, proposal: Proposal) -> str:
        words = {
            CorrectionKind.ADD: self.tr("add a beat at {0}"),
            CorrectionKind.DELETE: self.tr("delete the beat at {0}"),
            CorrectionKind.MOVE: self.tr("move the beat at {0}"),
            CorrectionKind.ECTOPIC: self.tr("ectopic beat at {0}"),
        }
        return words[proposal.kind].format(clock_text(proposal.t0))

    def _show_effects(self) -> None:
        reviewer, view = self._reviewer, self._reviewer.view
        source = reviewer.source
        before, after = source.automatic, source.edited
        minute = 0 if view is None else int(max((view.t0 + view.t1) / 2, 0) // 60)
        self._heads[0].setText(self.tr("minute {0}").format(clock_text(60.0 * minute)))
        self._heads[1].setText(self.tr("session"))
        for column in (0, 1):
            old = self._effect(before, column, 60.0 * minute + 30)
            new = self._effect(after, column, 60.0 * minute + 30)
            for row in range(len(self._cells) // 2):
                self._cells[row, column].setText(_change(old, new, row))
        share = source.computed
        edits = sum(point.state != "automatic" for point in reviewer.points())
        told = self.tr("Before → after. {0} edits in view.").format(edits)
        if after is not None and after.refused:
            told = say_message(after.refused[-1])
        if share < 1:
            told = self.tr("Computing with your edits: {0:.0f} %").format(100 * share)
        if source.failure is not None:
            told = self.tr("It cannot be computed with your edits: {0}").format(source.failure)
        self.state.set_text(told)

    def _effect(self, reading: Reading | None, column: int, t: float) -> Effect | None:
        view = self._reviewer.view
        if reading is None or view is None:
            return None
        person = reading.people[view.person]
        return person.session() if column else person.minute(t)


def heading(reviewer: Reviewer, beats: str, breaths: str) -> str:
    """Return whose signal is shown, which, and from when to when."""
    view = reviewer.view
    if view is None:
        return ""
    what = beats if view.what is Corrected.BEAT else breaths
    span = f"{clock_text(max(view.t0, 0.0))} – {clock_text(view.t1)}"
    return f"{say(view.person)} · {what} · {span}"


def _change(old: Effect | None, new: Effect | None, row: int) -> str:
    words = [_cell(old, row), _cell(new, row)]
    unit = "" if row < len(SHOWN) or words[1] == MISSING else " %"
    return (words[0] if words[0] == words[1] else " → ".join(words)) + unit


def _cell(effect: Effect | None, row: int) -> str:
    if effect is None:
        return MISSING
    if row < len(SHOWN):
        value = effect.indices[row]
        return MISSING if value is None else value_text(value, 1)
    shares = (*effect.zones, effect.flagged)
    return value_text(100 * shares[row - len(SHOWN)], 1)


def _words(*, lines: int) -> ElidedLabel:
    label = ElidedLabel(lines=lines, grow=True)
    label.setFont(font(13))
    return label
