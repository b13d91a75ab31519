"""Coding beyond a plain press: when it was, who did it, and more about the last event."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from gui.coding import NextPress, last_pressed, said_confidence, said_modifiers
from gui.elided_label import ElidedLabel
from gui.event_words import event_line
from gui.key_button import KeyButton
from gui.style import Theme, font
from gui.translation import say
from safehold.core.codebook import Code, Codebook
from safehold.core.types import Event

MOST = 6
"""So many subtypes and modifiers have a key, and a button where a code has them."""


class CodingPanel(QFrame):
    """Buttons for the next press, and for what can be said of the last event.

    Parameters
    ----------
    pending : NextPress
        What is armed; shown as it changes.
    """

    time_pressed = Signal(str)
    actor_pressed = Signal()
    shape_pressed = Signal()
    subtype_pressed = Signal(int)
    modifier_pressed = Signal(int)
    confidence_pressed = Signal()

    def __init__(
        self, theme: Theme, codebook: Codebook, pending: NextPress, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setWindowTitle(self.tr("Coding"))
        self._codebook, self._pending = codebook, pending
        self.times = {
            "ago5": KeyButton(
                theme, "F2", self.tr("5 s ago"), self.tr("The next code was 5 seconds ago.")
            ),
            "ago10": KeyButton(
                theme, "F3", self.tr("10 s ago"), self.tr("The next code was 10 seconds ago.")
            ),
            "last": KeyButton(
                theme, "F4", self.tr("since last"),
                self.tr("The next code began when the last event began or ended."),
            ),
        }  # fmt: skip
        self.actor = KeyButton(
            theme, "F8", "", self.tr("Who does what is coded next; stays until it is changed.")
        )
        self.shape = KeyButton(
            theme, "Ins", self.tr("other shape"),
            self.tr("The next code as an interval instead of a point, or the other way round."),
        )  # fmt: skip
        self.last = ElidedLabel(lines=2, grow=True)
        self.last.setObjectName("muted")
        self.last.setFont(font(12))
        self.confidence = KeyButton(
            theme, "F12", "", self.tr("How sure you are of the last event: sure, rather, not.")
        )
        control = self.tr("Says more of the last event. ^ is the control key.")
        alt = self.tr("Says more of the last event. Alt and the digit.")
        self.subtypes = [
            KeyButton(theme, f"^{i + 1}", self.tr("subtype"), control) for i in range(MOST)
        ]
        self.modifiers = [
            KeyButton(theme, f"Alt{i + 1}", self.tr("modifier"), alt) for i in range(MOST)
        ]
        self._lay_out()
        self._connect()
        pending.changed.connect(self._show_pending)
        self._show_pending()
        self.show_events(())

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(10, 9, 10, 9)
        layout.setSpacing(3)
        codes = self._codebook.codes
        either = any(code.either for code in codes)
        for i, button in enumerate([*self.times.values(), self.shape]):
            layout.addWidget(button, i // 2, i % 2)
        self.shape.setVisible(either)
        layout.addWidget(self.actor, 2, 0, 1, 2)
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

    def _connect(self) -> None:
        for name, button in self.times.items():
            button.setProperty("time", name)
            button.setMinimumWidth(80)
            button.pressed.connect(self._on_time)
        self.actor.pressed.connect(self.actor_pressed)
        self.shape.pressed.connect(self.shape_pressed)
        self.confidence.pressed.connect(self.confidence_pressed)
        for buttons, slot in (
            (self.subtypes, self._on_subtype),
            (self.modifiers, self._on_modifier),
        ):
            for i, button in enumerate(buttons):
                button.setProperty("place", i)
                button.pressed.connect(slot)

    @Slot()
    def _on_time(self) -> None:
        self.time_pressed.emit(str(self.sender().property("time")))

    @Slot()
    def _on_subtype(self) -> None:
        self.subtype_pressed.emit(int(self.sender().property("place")))

    @Slot()
    def _on_modifier(self) -> None:
        self.modifier_pressed.emit(int(self.sender().property("place")))

    @Slot()
    def _show_pending(self) -> None:
        for name, button in self.times.items():
            button.set_state("", active=self._pending.time == name)
        self.shape.set_state("", active=self._pending.other_shape)
        who = {
            "": self.tr("actor: as coded"),
            "C": self.tr("actor: client"),
            "T": self.tr("actor: therapist"),
            "O": self.tr("actor: observer"),
        }[self._pending.actor]
        self.actor.set_label(who)
        self.actor.set_state("", active=bool(self._pending.actor))

    def show_events(self, events: tuple[Event, ...]) -> None:
        """Show the event that was pressed last, and what can be said of it."""
        event = last_pressed(events)
        entry = None if event is None else self._codebook.find(event.code)
        line = "" if event is None else event_line(event, self._codebook)
        self.last.set_text(self.tr("last: {0}").format(line) if line else self.tr("last: none"))
        sure = None if event is None else said_confidence(event)
        self.confidence.set_label({
            None: self.tr("confidence not said"),
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
