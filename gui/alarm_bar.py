"""Alarms: what costs data now, in one line under the header, until it is over and seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QWidget

from gui.elided_label import ElidedLabel
from gui.formatting import clock_text
from gui.key_button import KeyButton
from gui.messages import say_message
from gui.style import Theme, font
from safehold.core.alarms import Alarm
from safehold.core.types import Level

SOUND_EVERY_S = 10.0
"""An alarm that nobody has seen is heard this often, where sound is on."""


def most_urgent(alarms: Sequence[Alarm]) -> Alarm | None:
    """Return the alarm to show first: unseen before seen, errors before warnings, then newest."""
    standing = [alarm for alarm in alarms if alarm.standing]
    return max(
        standing,
        key=lambda a: (a.acknowledged is None, a.active, a.level is Level.ERROR, a.since),
        default=None,
    )


class AlarmSound:
    """Beeps while an alarm lasts that nobody has seen; off until it is switched on.

    Parameters
    ----------
    wall : callable
        Monotonic seconds.
    beep : callable
        Makes the sound.
    """

    def __init__(
        self, wall: Callable[[], float], beep: Callable[[], object] = QApplication.beep
    ) -> None:
        self._wall, self._beep = wall, beep
        self.on = False
        self._heard: dict[str, float] = {}

    def attend(self, alarms: Sequence[Alarm]) -> None:
        """Sound for a new alarm, and again every ten seconds until it is acknowledged."""
        now = self._wall()
        loud = [f"{a.alarm_id}/{a.count}" for a in alarms if a.audible]
        self._heard = {key: t for key, t in self._heard.items() if key in loud}
        due = [key for key in loud if now - self._heard.get(key, -SOUND_EVERY_S) >= SOUND_EVERY_S]
        if self.on and due:
            self._beep()
            self._heard |= dict.fromkeys(due, now)


class AlarmBar(QFrame):
    """The most urgent alarm with what to do, how many there are, and the keys for them.

    Hidden while there is nothing to say: no room is taken from the plots.
    """

    acknowledge_pressed = Signal()
    sound_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("alarm")
        self._theme = theme
        self.mark = QLabel("▲")
        self.mark.setFont(font(18, bold=True))
        self.what = ElidedLabel()
        self.what.setFont(font(15, bold=True))
        self.remedy = ElidedLabel()
        self.remedy.setFont(font(13))
        self.more = QLabel("")
        self.more.setFont(font(13, bold=True))
        self.seen = KeyButton(
            theme, "^A", self.tr("Seen"),
            self.tr("Says that this alarm has been seen (Ctrl+A); it is logged."),
        )  # fmt: skip
        self.sound = KeyButton(
            theme,
            "^M",
            self.tr("Sound"),
            self.tr("Sound for alarms that nobody has seen (Ctrl+M)."),
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 5, 10, 5)
        layout.setSpacing(10)
        layout.addWidget(self.mark)
        layout.addWidget(self.what, 5)
        layout.addWidget(self.remedy, 4)
        for widget in (self.more, self.seen, self.sound):
            layout.addWidget(widget)
        for button in (self.seen, self.sound):
            button.setFixedWidth(128)
        self.seen.pressed.connect(self.acknowledge_pressed)
        self.sound.pressed.connect(self.sound_pressed)
        self.show_alarms((), sound=False)

    def show_alarms(self, alarms: Sequence[Alarm], *, sound: bool) -> None:
        """Show what stands; nothing where nothing does."""
        first = most_urgent(alarms)
        self.setVisible(first is not None)
        if first is None:
            return
        over = "" if first.active else self.tr(" (over)")
        self.mark.setText("■" if first.level is Level.ERROR and first.active else "▲")
        self.what.set_text(f"{clock_text(first.since)}  {say_message(first.what)}{over}")
        self.remedy.set_text(say_message(first.remedy) if first.active else "")
        others = sum(alarm.standing for alarm in alarms) - 1
        self.more.setText(self.tr("+ {0} more").format(others) if others else "")
        self.seen.setEnabled(first.acknowledged is None)
        self.seen.set_label(self.tr("Seen") if first.acknowledged is None else self.tr("seen"))
        self.sound.set_label(self.tr("Sound on") if sound else self.tr("Sound off"))
        unseen = first.acknowledged is None
        if self.property("unseen") != unseen:
            self.setProperty("unseen", unseen)
            for widget in (self, self.mark, self.what, self.remedy, self.more):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
        self.setAccessibleName(self.tr("Alarm: {0}").format(say_message(first.what)))
        self.setAccessibleDescription(say_message(first.remedy))
        self.setToolTip("\n".join(self._line(alarm) for alarm in alarms if alarm.standing))

    def _line(self, alarm: Alarm) -> str:
        state = self.tr("seen") if alarm.acknowledged is not None else self.tr("not seen")
        return f"{clock_text(alarm.since)}  {say_message(alarm.what)}  ({state})"
