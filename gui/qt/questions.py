"""What the window asks before something is ended."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget

from gui.look.translation import say
from safehold.core.types import Role, StreamSpec


class OnClose(Enum):
    """What to do with a running recording when the window closes."""

    STOP = "stop"
    LEAVE = "leave"
    CANCEL = "cancel"


@runtime_checkable
class LeavesRecorder(Protocol):
    """A session that can end and leave its recorder running."""

    def leave(self) -> None:
        """End the session; a running recorder goes on."""
        ...


class Questions(Protocol):
    """The questions; a test answers them without a dialog."""

    def stop_recording(self) -> bool:
        """Ask whether to stop the recording."""
        ...

    def close_while_recording(self, *, can_leave: bool) -> OnClose:
        """Ask what to do with the recording when the window closes."""
        ...

    def end_mark(self) -> bool:
        """Ask whether a last camera mark is to be shown before the recording ends."""
        ...

    def turn_sensor(self, sensors: Sequence[StreamSpec]) -> StreamSpec | None:
        """Ask which belt or ECG is the wrong way up, if any."""
        ...

    def start_with_faults(self, count: int) -> bool:
        """Ask whether to start although the pre-flight found what must be put right."""
        ...

    def who_codes(self) -> str | None:
        """Ask for the study code of the one who codes afterwards; None: broken off."""
        ...

    def change_of(self, coder: str) -> bool:
        """Ask whether another coder's events are to be changed."""
        ...


class DialogQuestions:
    """Asks in a dialog over the window."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def _box(self, text: str, more: str) -> QMessageBox:
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("safehold")
        box.setText(text)
        box.setInformativeText(more)
        return box

    def stop_recording(self) -> bool:
        """Ask whether to stop the recording; Escape goes on."""
        box = self._box(_tr("Stop recording?"), _tr("The live view continues without it."))
        stop = box.addButton(_tr("Stop recording"), QMessageBox.ButtonRole.DestructiveRole)
        on = box.addButton(_tr("Continue recording"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(on)
        box.exec()
        return box.clickedButton() is stop

    def turn_sensor(self, sensors: Sequence[StreamSpec]) -> StreamSpec | None:
        """Ask which belt or ECG is the wrong way up; Escape leaves all as they are."""
        box = self._box(
            _tr("Which sensor is upside down?"),
            _tr(
                "The curve of a belt must rise while the person breathes in; the tall "
                "waves of an ECG must point up. From now on the signal is turned over, "
                "in later sessions too; the recording stays as it is. For a belt, "
                "earlier breathing and RSA no longer count: take the baseline again. "
                "An ECG starts over and gives numbers within a minute."
            ),
        )
        texts = {
            Role.RESPIRATION: _tr("Turn over the belt of {0}"),
            Role.ECG: _tr("Turn over the ECG of {0}"),
        }
        buttons = [
            (
                spec,
                box.addButton(
                    texts[spec.role].format(say(spec.person or "")),
                    QMessageBox.ButtonRole.AcceptRole,
                ),
            )
            for spec in sensors
        ]
        leave = box.addButton(_tr("None"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(leave)
        box.exec()
        return next((spec for spec, button in buttons if box.clickedButton() is button), None)

    def start_with_faults(self, count: int) -> bool:
        """Ask whether to start all the same; Escape goes back to the sensors."""
        box = self._box(
            _tr("{0} things are not right with the sensors.").format(count),
            _tr("What they send now is recorded as it is; numbers from it may be missing."),
        )
        start = box.addButton(_tr("Start anyway"), QMessageBox.ButtonRole.AcceptRole)
        back = box.addButton(_tr("Back to the sensors"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(back)
        box.exec()
        return box.clickedButton() is start

    def who_codes(self) -> str | None:
        """Ask who codes; an empty answer is one, Escape breaks off."""
        text, given = QInputDialog.getText(
            self._parent,
            _tr("Who codes?"),
            _tr("Study code of the one who codes now, no name (may be empty). What is coded and "
                "changed in this replay carries it in every table."),
        )  # fmt: skip
        return text.strip() if given else None

    def change_of(self, coder: str) -> bool:
        """Ask whether another coder's events are to be changed; Escape leaves them."""
        who = coder or _tr("somebody without a study code")
        box = self._box(
            _tr("This was coded by {0}. Change it?").format(who),
            _tr("The event stays theirs and says who changed it. What was recorded stays as it "
                "is, and Undo takes the change back."),
        )  # fmt: skip
        change = box.addButton(_tr("Change it"), QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton(_tr("Leave it"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(leave)
        box.exec()
        return box.clickedButton() is change

    def end_mark(self) -> bool:
        """Ask whether a last camera mark is to be shown; Escape goes on without it."""
        box = self._box(
            _tr("Show a last camera mark?"),
            _tr("With one near the end, the drift of a camera's clock is known. It takes 6 s: "
                "keep the cameras running until it was shown."),
        )  # fmt: skip
        show = box.addButton(_tr("Show it"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(_tr("Continue without it"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(show)
        box.exec()
        return box.clickedButton() is show

    def close_while_recording(self, *, can_leave: bool) -> OnClose:
        """Ask what happens to the recording; Escape keeps the window open."""
        more = _tr("The recorder is a program of its own: it can continue without this window.")
        box = self._box(_tr("A recording is running."), more if can_leave else "")
        stop = box.addButton(_tr("Stop and close"), QMessageBox.ButtonRole.DestructiveRole)
        back = box.addButton(_tr("Back to the session"), QMessageBox.ButtonRole.RejectRole)
        answers = {stop: OnClose.STOP, back: OnClose.CANCEL}
        if can_leave:
            leave = box.addButton(
                _tr("Close, continue recording"), QMessageBox.ButtonRole.AcceptRole
            )
            answers[leave] = OnClose.LEAVE
        box.setDefaultButton(back)
        box.exec()
        clicked = box.clickedButton()
        return next((a for button, a in answers.items() if button is clicked), OnClose.CANCEL)


def _tr(text: str) -> str:
    return QCoreApplication.translate("DialogQuestions", text)
