"""Where the parts of the window stand, and how each user's own layout is kept."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, QSettings, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QStatusBar,
    QVBoxLayout,
    QWidget,
)

from gui.qt.docks import Dock
from gui.session.parts import Parts

LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
PLACES = {
    "session": LEFT,
    "streams": LEFT,
    "notices": LEFT,
    "keys": LEFT,
    "codes": RIGHT,
    "coding": RIGHT,
    "events": RIGHT,
    "notes": RIGHT,
}
"""Parts of the window that stand in docks, each by the attribute that holds it, top down."""
STACKED = (("notes", "events"),)
"""The first stands behind the second, as a tab."""
GROWING = ("notices", "events", "notes")
"""Parts that take the height that is left; the others take what they need."""
LEFT_PX, RIGHT_PX = 232, 372
"""Widths of the sides: the labels of codes stand on one line in the right one."""
VERSION = 2
"""Of the remembered layout: one of another version is not used."""


class Arrangement(QObject):
    """Header on top, docks at the sides, the people in the middle, the session at the bottom.

    Parameters
    ----------
    window : QMainWindow
        In which parts are arranged.
    settings : QSettings or None
        Where this user's layout is kept; None keeps nothing.
    """

    def __init__(self, window: QMainWindow, settings: QSettings | None) -> None:
        super().__init__(window)
        self._window, self._settings, self._own = window, settings, False
        self._aside: QByteArray | None = None
        self.docks = {name: Dock(name, window) for name in PLACES}
        self._parting = QTimer(self)
        self._parting.setSingleShot(True)
        self._parting.timeout.connect(self._part)
        self._narrowing = QTimer(self)
        self._narrowing.setSingleShot(True)
        self._narrowing.timeout.connect(self._on_narrow)
        for dock in self.docks.values():
            dock.installEventFilter(self)
        window.setDockNestingEnabled(True)

    def place(self, parts: Parts) -> None:
        """Put parts where the parts before them stood."""
        window = self._window
        window.setMenuWidget(_top(parts))
        for name, dock in self.docks.items():
            panel = getattr(parts, name)
            grows = name in GROWING
            panel.setSizePolicy(
                QSizePolicy.Policy.Preferred,
                QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Maximum,
            )
            dock.put(panel, grows=grows)
        bottom = QStatusBar()
        bottom.setSizeGripEnabled(False)
        bottom.addWidget(parts.overview, 1)
        window.setStatusBar(bottom)
        window.setCentralWidget(_centre(parts))

    def reset(self) -> None:
        """Go back to the places that the window comes with."""
        window, self._own = self._window, False
        for dock in self.docks.values():
            window.removeDockWidget(dock)
        for name, dock in self.docks.items():
            dock.setFloating(False)
            window.addDockWidget(PLACES[name], dock)
            dock.show()
        for behind, front in STACKED:
            window.tabifyDockWidget(self.docks[front], self.docks[behind])
            self.docks[front].raise_()
        self._share_out()

    def _share_out(self) -> None:
        """Give every dock the height it asks for, and what is left to those that grow."""
        sides = [self.docks["session"], self.docks["codes"]]
        self._window.resizeDocks(sides, [LEFT_PX, RIGHT_PX], Qt.Orientation.Horizontal)
        for side in (LEFT, RIGHT):
            docks = [self.docks[name] for name, place in PLACES.items() if place is side]
            heights = [
                self._window.height() if name in GROWING else self.docks[name].sizeHint().height()
                for name, place in PLACES.items()
                if place is side
            ]
            self._window.resizeDocks(docks, heights, Qt.Orientation.Vertical)

    def restore(self) -> None:
        """Take this user's own layout, or the one that the window comes with."""
        self.reset()
        state = None if self._settings is None else self._settings.value("layout")
        if isinstance(state, QByteArray):
            self._own = self._window.restoreState(state, VERSION)

    def settle(self) -> None:
        """Share out the height once the window has one."""
        if not self._own:
            self._share_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the docks once all of them had the room they asked for."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._parting.start(0)
        return super().eventFilter(watched, event)

    def _part(self) -> None:
        """Move docks apart: Qt can leave one too tall when several change their height at once."""
        for side in (LEFT, RIGHT):
            docks = [self.docks[name] for name, place in PLACES.items() if place is side]
            shown = [d for d in docks if not (d.isFloating() or d.visibleRegion().isEmpty())]
            if any(a.geometry().intersects(b.geometry()) for a, b in combinations(shown, 2)):
                heights = [dock.height() for dock in shown]
                self._window.resizeDocks(shown, heights, Qt.Orientation.Vertical)

    def set_aside(self) -> None:
        """Keep the layout while large type needs another one."""
        self._aside = self._window.saveState(VERSION)

    def narrow(self) -> None:
        """Give the docks no more than they have in the usual type."""
        self._narrowing.start(0)

    @Slot()
    def _on_narrow(self) -> None:
        sides = [self.docks["session"], self.docks["codes"]]
        self._window.resizeDocks(sides, [LEFT_PX, RIGHT_PX], Qt.Orientation.Horizontal)

    def bring_back(self) -> None:
        """Take the layout again that was set aside."""
        self._narrowing.stop()
        if self._aside is not None:
            QTimer.singleShot(0, self._window, self._restore_aside)

    def _restore_aside(self) -> None:
        """Take the layout once the parts no longer ask for the room of large type."""
        if self._aside is not None:
            for _ in range(2):  # labels break anew at the first, and ask for their height
                self._window.restoreState(self._aside, VERSION)
                QApplication.sendPostedEvents(None, int(QEvent.Type.LayoutRequest.value))
            self._aside = None

    def save(self) -> None:
        """Remember the layout for this user; not the one that large type made of it."""
        if self._settings is not None:
            layout = self._window.saveState(VERSION) if self._aside is None else self._aside
            self._settings.setValue("layout", layout)

    def raise_dock(self, name: str) -> None:
        """Bring a dock to the front, also when it was closed."""
        self.docks[name].show()
        self.docks[name].raise_()

    def open_menu(self) -> None:
        """Offer to show and hide docks, and to go back to the usual layout."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for dock in self.docks.values():
            menu.addAction(dock.toggleViewAction())
        menu.addSeparator()
        menu.addAction(self._window.tr("Usual layout")).triggered.connect(self.reset)
        top = self._window.menuWidget()
        menu.popup(self._window.mapToGlobal(QPoint(8, top.height() if top is not None else 0)))


def _top(parts: Parts) -> QWidget:
    """Return the menu, the header, and the alarms when there are any."""
    top = QWidget()
    layout = QVBoxLayout(top)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in (parts.menus, parts.header, parts.reading, parts.alarms):
        layout.addWidget(widget)
    return top


def _centre(parts: Parts) -> QWidget:
    """Return the people above the ribbon: what shares one time axis."""
    centre = QWidget()
    centre.setObjectName("centre")
    layout = QVBoxLayout(centre)
    layout.setContentsMargins(2, 6, 2, 0)
    layout.setSpacing(8)
    for panel in parts.people:
        layout.addWidget(panel, 1)
    band = QGridLayout()
    band.setContentsMargins(11, 0, 9, 0)
    band.setHorizontalSpacing(10)
    band.setVerticalSpacing(3)
    parts.ribbon.setFixedHeight(92)
    band.addWidget(parts.ribbon, 0, 0)
    band.addWidget(parts.coregulation, 1, 0)
    band.addWidget(parts.legend, 0, 1, 2, 1)
    band.setColumnStretch(0, 57)
    band.setColumnStretch(1, 43)
    layout.addLayout(band)
    return centre
