"""Where the parts of the window stand, and how each user's own layout is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QSettings, Qt
from PySide6.QtWidgets import QGridLayout, QMenu, QSizePolicy, QStatusBar, QVBoxLayout, QWidget

from gui.docks import Dock

if TYPE_CHECKING:
    from gui.main_window import MainWindow

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
WIDTH_PX = 212
VERSION = 2
"""Of the remembered layout: one of another version is not used."""


class Arrangement:
    """Header on top, docks at the sides, the people in the middle, the session at the bottom.

    Parameters
    ----------
    window : MainWindow
        Whose parts are arranged.
    settings : QSettings or None
        Where this user's layout is kept; None keeps nothing.
    """

    def __init__(self, window: MainWindow, settings: QSettings | None) -> None:
        self._window, self._settings, self._own = window, settings, False
        self.docks = {name: Dock(name, window) for name in PLACES}
        window.setDockNestingEnabled(True)

    def place(self) -> None:
        """Put the window's present parts where the parts before them stood."""
        window = self._window
        window.setMenuWidget(_top(window))
        for name, dock in self.docks.items():
            panel = getattr(window, name)
            grows = name in GROWING
            panel.setSizePolicy(
                QSizePolicy.Policy.Preferred,
                QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Maximum,
            )
            dock.put(panel, grows=grows)
        bottom = QStatusBar()
        bottom.setSizeGripEnabled(False)
        bottom.addWidget(window.overview, 1)
        window.setStatusBar(bottom)
        window.setCentralWidget(_centre(window))

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
        self._window.resizeDocks(sides, [WIDTH_PX] * 2, Qt.Orientation.Horizontal)
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

    def save(self) -> None:
        """Remember the layout for this user."""
        if self._settings is not None:
            self._settings.setValue("layout", self._window.saveState(VERSION))

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
        menu.popup(self._window.mapToGlobal(QPoint(8, self._window.header.height())))


def _top(window: MainWindow) -> QWidget:
    """Return the menu, the header, and the alarms when there are any."""
    top = QWidget()
    layout = QVBoxLayout(top)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in (window.menus, window.header, window.alarms):
        layout.addWidget(widget)
    return top


def _centre(window: MainWindow) -> QWidget:
    """Return the people above the ribbon: what shares one time axis."""
    centre = QWidget()
    centre.setObjectName("centre")
    layout = QVBoxLayout(centre)
    layout.setContentsMargins(2, 6, 2, 0)
    layout.setSpacing(8)
    for panel in window.people:
        layout.addWidget(panel, 1)
    band = QGridLayout()
    band.setContentsMargins(11, 0, 9, 0)
    band.setHorizontalSpacing(10)
    band.setVerticalSpacing(3)
    window.ribbon.setFixedHeight(92)
    band.addWidget(window.ribbon, 0, 0)
    band.addWidget(window.coregulation, 1, 0)
    band.addWidget(window.legend, 0, 1, 2, 1)
    band.setColumnStretch(0, 63)
    band.setColumnStretch(1, 37)
    layout.addLayout(band)
    return centre
