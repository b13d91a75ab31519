"""Coding beyond a plain press: when it was, who did it, and more about the last event."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from gui.actions.table import action
from gui.look.event_words import event_line
from gui.look.style import Theme, font
from gui.look.translation import say
from gui.panels.coding import NextPress, last_pressed, said_confidence, said_modifiers
from gui.qt.elided_label import ElidedLabel
from gui.qt.key_button import ActionButton
from safehold.core.codebook import Code, Codebook
from safehold.core.types import Event


def _buttons(theme: Theme, action_id: str) -> list[ActionButton]:
    """Return a button for each key of an action with a list."""
    return [ActionButton(theme, action_id, k) for k in range(len(action(action_id).keys))]


class CodingPanel(QFrame):
    """Buttons for the next press, and for what can be said of the last event.

    Parameters
    ----------
    pending : NextPress
        What is armed; shown as it changes.
    """

    def __init__(
        self, theme: Theme, codebook: Codebook, pending: NextPress, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setWindowTitle(self.tr("Coding"))
        self._codebook, self._pending = codebook, pending
        self.times = {
            "ago5": ActionButton(theme, "ago_5"),
            "ago10": ActionButton(theme, "ago_10"),
            "last": ActionButton(theme, "since_last"),
        }
        self.actor = ActionButton(theme, "actor")
        self.shape = ActionButton(theme, "shape")
        self.last = ElidedLabel(lines=2, grow=True)
        self.last.setObjectName("muted")
        self.last.setFont(font(12))
        self.confidence = ActionButton(theme, "confidence")
        self.subtypes = _buttons(theme, "subtype")
        self.modifiers = _buttons(theme, "modifier")
        for button in self.times.values():
            button.setMinimumWidth(80)
        self._lay_out()
        pending.changed.connect(self._show_pending)
        self._show_pending()
        self.show_events(())

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(3)
        codes = self._codebook.codes
        either = any(code.either for code in codes)
        for i, button in enumerate([*self.times.values(), self.actor, self.shape]):
            layout.addWidget(button, i // 2, i % 2)
        self.shape.setVisible(either)
        for column in range(2):
            layout.setColumnStretch(column, 1)
        layout.addWidget(self.last, 3, 0, 1, 2)
        layout.addWidget(self.confidence, 4, 0, 1, 2)
        row = 5
        for buttons, most in (
            (self.subtypes, max((len(code.subtypes) for code in codes), default=0)),
            (self.modifiers, max((len(code.modifiers) for code in codes), default=0)),
        ):
            for i, button in enumerate(buttons):
                layout.addWidget(button, row + i // 2, i % 2)
                policy = button.sizePolicy()
                policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
                policy.setRetainSizeWhenHidden(i < most)  # the panel must not jump
                button.setSizePolicy(policy)
            row += (len(buttons) + 1) // 2

    @Slot()
    def _show_pending(self) -> None:
        for name, button in self.times.items():
            button.set_state("", active=self._pending.time == name)
        self.shape.set_state("", active=self._pending.other_shape)
        who = {
            "": self.tr("actor: as coded"),
            "C": say("client"),
            "T": say("therapist"),
            "O": say("observer"),
        }[self._pending.actor]
        self.actor.set_label(who)
        pending = self._pending
        once = self.tr("once") if pending.actor else ""
        self.actor.set_state(
            self.tr("locked") if pending.locked else once, active=bool(pending.actor)
        )

    def show_events(self, events: tuple[Event, ...]) -> None:
        """Show the event that was pressed last, and what can be said of it."""
        event = last_pressed(events)
        entry = None if event is None else self._codebook.find(event.code)
        line = "" if event is None else event_line(event, self._codebook)
        self.last.set_text(self.tr("your last code: {0}").format(line or self.tr("none")))
        sure = None if event is None else said_confidence(event)
        self.confidence.set_label({
            None: self.tr("confidence not given"),
            3: self.tr("sure"),
            2: self.tr("rather sure"),
            1: self.tr("not sure"),
        }[sure])  # fmt: skip
        self.confidence.setEnabled(event is not None)
        self._show_words(event, entry)

    def _show_words(self, event: Event | None, entry: Code | None) -> None:
        subtype = "" if event is None else event.attributes.get("subtype", "")
        modifiers = () if event is None else said_modifiers(event)
        for buttons, words, chosen in (
            (self.subtypes, entry.subtypes if entry else (), (subtype,)),
            (self.modifiers, entry.modifiers if entry else (), modifiers),
        ):
            for i, button in enumerate(buttons):
                word = words[i] if i < len(words) else ""
                button.setVisible(bool(word))
                if word:
                    button.set_label(say(word.replace("_", " ")))
                    button.set_state("", active=word in chosen)
