"""Offers the last camera mark of a session before its recording ends."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from gui.qt.questions import Questions
from safehold.core.camera_mark import CAMERA_MARK, CAMERA_STREAM
from safehold.core.messages import Message
from safehold.session.ports import View
from safehold.session.status import RecorderState, StreamState

FRESH_S = 60.0
"""A mark that is no older is the last one already, s."""
LOOK_MS = 200
PATIENCE_MS = 20_000
"""A mark takes 6 s, and is told when it was shown."""


class EndMark(QObject):
    """Asks for the last mark, and goes on to what was wanted when it was shown.

    With marks at the beginning and at the end the drift of a camera's clock is known.

    Parameters
    ----------
    view : View
        The session.
    questions : Questions
        Who is asked.
    """

    def __init__(self, view: View, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._questions = view, questions
        self._then: Callable[[], object] | None = None
        self._shown, self._looks = 0, 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._on_look)

    @property
    def due(self) -> bool:
        """Whether marks are shown in this session, and the last one is some time ago."""
        status = self._view.model.status
        if status is None or self._view.conduct is None:
            return False
        window = any(
            one.spec.name == CAMERA_STREAM and one.state is not StreamState.ENDED
            for one in status.streams
        )
        recording = status.recorder.state is RecorderState.RECORDING
        last = max(self._marks(), default=0.0)
        return window and recording and status.now - last > FRESH_S

    def before(self, then: Callable[[], object]) -> bool:
        """Offer the mark before something ends.

        Parameters
        ----------
        then : callable
            Called when the mark was shown, or did not come.

        Returns
        -------
        bool
            True: ``then`` is called later. False: nothing is to be waited for.
        """
        if self._timer.isActive():
            self._timer.stop()  # asked a second time, nobody wants to wait any longer
            return False
        if not self.due or not self._questions.end_mark():
            return False
        self._then, self._shown, self._looks = then, len(self._marks()), 0
        if (conduct := self._view.conduct) is not None:
            conduct.mark_camera()
        self._timer.start()
        return True

    def _marks(self) -> list[float]:
        return [event.onset for event in self._view.model.events() if event.code == CAMERA_MARK]

    @Slot()
    def _on_look(self) -> None:
        self._looks += 1
        shown = len(self._marks()) > self._shown
        if not shown and self._looks * LOOK_MS < PATIENCE_MS:
            return
        self._timer.stop()
        if not shown:
            self._view.model.refuse(
                Message("No camera mark came: look at the window of 'safehold sync'.")
            )
        if self._then is not None:
            self._then()
