"""Alarms: what costs data now, in one line under the header, until it is over and seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.look.formatting import clock_text
from gui.look.style import Theme, font
from gui.look.translation import say_message
from gui.qt.elided_label import ElidedLabel
from gui.qt.key_button import ActionButton
from safehold.core.alarms import Alarm, AlarmKind
from safehold.core.messages import Message
from safehold.core.types import Level
from safehold.session.model import SessionModel
from safehold.session.status import SessionState

SOUND_EVERY_S = 10.0
"""An alarm that nobody has seen is heard this often, where sound is on."""

UNWATCHED_S = 2.0
"""A supervisor that has not looked for this long is gone: it looks ten times a second."""


def most_urgent(alarms: Sequence[Alarm]) -> Alarm | None:
    """Return the alarm to show first: unseen, lasting, grave, our own, then the newest."""
    standing = [alarm for alarm in alarms if alarm.standing]
    return max(
        standing,
        key=lambda a: (
            a.acknowledged is None,
            a.active,
            a.level is Level.ERROR,
            a.kind is AlarmKind.ENGINE,
            a.since,
        ),
        default=None,
    )


def unwatched(model: SessionModel, now: float) -> tuple[Alarm, ...]:
    """Return the alarm that nobody else can raise: the supervisor of a live session is gone.

    Parameters
    ----------
    model : SessionModel
        Says when the supervisor last looked.
    now : float
        Monotonic clock, s.
    """
    status = model.status
    if (
        status is None
        or status.state is not SessionState.LIVE
        or now - model.watched_at < UNWATCHED_S
    ):
        return ()
    what = Message("Nothing watches this session any more: there will be no alarms.")
    remedy = Message(
        "Recording and coding continue. Close the window, let the recording "
        "continue, and start the session again under the same id."
    )
    return (
        Alarm("supervisor", AlarmKind.ENGINE, Level.ERROR, None, None, what, remedy, status.now),
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
        """Sound for a new alarm, and again every ten seconds until it is acknowledged.

        A failure of the workbench itself is heard once, whatever was chosen.
        """
        now = self._wall()
        loud = [f"{a.alarm_id}/{a.count}" for a in alarms if a.audible]
        self._heard = {key: t for key, t in self._heard.items() if key in loud}
        due = {key for key in loud if now - self._heard.get(key, -SOUND_EVERY_S) >= SOUND_EVERY_S}
        if not self.on:
            due &= {f"{a.alarm_id}/{a.count}" for a in alarms if a.insistent} - set(self._heard)
        if due:
            self._beep()
            self._heard |= dict.fromkeys(due, now)


class AlarmBar(QFrame):
    """The most urgent alarm with what to do, how many there are, and the keys for them.

    Hidden while there is nothing to say: no room is taken from the plots.
    """

    def __init__(
        self, theme: Theme, *, replay: bool = False, parent: QWidget | None = None
    ) -> None:
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
        self.seen = ActionButton(theme, "acknowledge")
        self.sound = ActionButton(theme, "toggle_sound")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 8, 4)
        layout.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.what)
        words.addWidget(self.remedy)
        layout.addWidget(self.mark)
        layout.addLayout(words, 1)
        for widget in (self.more, self.seen, self.sound):
            layout.addWidget(widget)
        for button in (self.seen, self.sound):
            button.setFixedWidth(128)
            if replay:
                button.hide()
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
