"""What the therapist sees during the session: a window of its own, on the second screen.

Its display is chosen in the study (``display.therapist``; blind unless it says otherwise) and need
not be that of the researcher's window: it reads a model of its own.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from gui.actions.action import Place
from gui.look.formatting import clock_text
from gui.look.style import DARK, Theme, font
from gui.panels.veiled_panel import person_panel
from gui.plots.time_window import TimeWindow
from gui.qt.side_window import SideWindow
from safehold.session.model import SessionModel
from safehold.session.ports import View

FRAME_MS = 50
FRAMES_PER_SECOND = 1000 // FRAME_MS
SPAN_S = 300
SIZE = (1280, 720)


class TherapistWindow(SideWindow):
    """Clock, phase, and every person in the therapist's display.

    Parameters
    ----------
    session : View
        Its ``therapist_model`` is read.
    """

    place = Place.THERAPIST

    def __init__(self, session: View, *, theme: Theme = DARK) -> None:
        super().__init__(theme, every_ms=FRAME_MS)
        self._model: SessionModel = session.therapist_model
        self._window = TimeWindow(SPAN_S, self)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # codes go on being typed
        self.setWindowTitle(self.tr("Therapist's display"))
        self.clock = QLabel("")
        self.clock.setFont(font(20, bold=True))
        self.phase = QLabel("")
        self.phase.setFont(font(16))
        self.phase.setTextFormat(Qt.TextFormat.PlainText)
        top = QHBoxLayout()
        top.addWidget(self.clock)
        top.addSpacing(20)
        top.addWidget(self.phase, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addLayout(top)
        self.people = [
            person_panel(theme, self._model, person, session.codebook, self._window)
            for person in self._model.people
        ]
        for panel in self.people:
            layout.addWidget(panel, 1)
        self._frame = 0
        self.resize(*SIZE)
        self.refresh()

    def start(self) -> None:
        """Begin to follow the session, on the second screen where there is one."""
        screens = QGuiApplication.screens()
        if len(screens) > 1:
            self.setGeometry(screens[1].availableGeometry())
        super().start()

    def step(self) -> None:
        """Follow the session."""
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the session as it is now; what changes once a second, once a second."""
        status = self._model.status
        now = status.now if status is not None else 0.0
        if self._frame % FRAMES_PER_SECOND == 0:
            self._window.advance(now)
            self.clock.setText(clock_text(max(now, 0.0)))
            self.phase.setText(status.phase if status is not None else "")
            events = self._model.events()
            for panel in self.people:
                panel.refresh_slow(events, now)
        for panel in self.people:
            panel.refresh_fast(now)
        self._frame += 1
