"""Where the parts of the window stand, and how each user's own layout is kept."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, QSettings, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QApplication,
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
    "streams": LEFT,
    "notices": LEFT,
    "keys": LEFT,
    "codes": RIGHT,
    "coding": RIGHT,
    "events": RIGHT,
    "notes": RIGHT,
}
"""Parts of the window that stand in docks, each by the attribute that holds it, top down."""
ON_DEMAND = ("streams", "notices", "keys")
"""Parts of which the status line says enough until somebody opens them."""
STACKED = (("notes", "events"),)
"""The first stands behind the second, as a tab."""
GROWING = ("notices", "events", "notes")
"""Parts that take the height that is left; the others take what they need."""
RIBBON_PX = 88
LEFT_PX, RIGHT_PX = 272, 400
"""Widths of the sides: the labels of codes stand on one line in the right one."""
VERSION = 3
"""Of the remembered layout: one of another version is not used."""
SIGNALS = "signals"
"""Under which a user's choice of trends and waves is kept."""


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
        self.signals: bool | None = None
        """Whether trends and waves are on show; None leaves it to the height of the window."""
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
        bottom.setContentsMargins(0, 0, 0, 0)
        bottom.addWidget(_foot(parts), 1)
        window.setStatusBar(bottom)
        window.setCentralWidget(_centre(parts))

    def reset(self) -> None:
        """Go back to the places that the window comes with."""
        window, self._own, self.signals = self._window, False, None
        for dock in self.docks.values():
            window.removeDockWidget(dock)
        for name, dock in self.docks.items():
            dock.setFloating(False)
            window.addDockWidget(PLACES[name], dock)
            dock.setVisible(name not in ON_DEMAND)
        for behind, front in STACKED:
            window.tabifyDockWidget(self.docks[front], self.docks[behind])
            self.docks[front].raise_()
        self._share_out()

    def _share_out(self) -> None:
        """Give every dock the height it asks for, and what is left to those that grow."""
        self._share_width()
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
        if self._settings is not None and self._settings.contains(SIGNALS):
            self.signals = self._settings.value(SIGNALS) == "shown"

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
        self._share_width()

    def _share_width(self) -> None:
        """Give each side its usual width."""
        sides = [self.docks["streams"], self.docks["codes"]]
        self._window.resizeDocks(sides, [LEFT_PX, RIGHT_PX], Qt.Orientation.Horizontal)

    def bring_back(self) -> None:
        """Take the layout again that was set aside."""
        self._narrowing.stop()
        if self._aside is not None:
            QTimer.singleShot(0, self._window, self._restore_aside)

    def _restore_aside(self) -> None:
        """Take the layout once the parts no longer ask for the room of large type."""
        if self._aside is not None:
            for _ in range(3):  # labels break anew at each, and ask for their height
                self._window.restoreState(self._aside, VERSION)
                QApplication.sendPostedEvents(None, int(QEvent.Type.LayoutRequest.value))
            self._aside = None

    def save(self) -> None:
        """Remember the layout for this user; not the one that large type made of it."""
        if self._settings is not None:
            layout = self._window.saveState(VERSION) if self._aside is None else self._aside
            self._settings.setValue("layout", layout)
            if self.signals is None:
                self._settings.remove(SIGNALS)
            else:
                self._settings.setValue(SIGNALS, "shown" if self.signals else "folded")

    @Slot(str)
    def toggle_dock(self, name: str) -> None:
        """Open a dock, or close it."""
        if self.docks[name].isVisible():
            self.docks[name].close()
        else:
            self.raise_dock(name)
            self._share_out()

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
    """Return the menu, the header, and which reading of a replay is on show."""
    top = QWidget()
    layout = QVBoxLayout(top)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in (parts.menus, parts.header, parts.reading):
        layout.addWidget(widget)
    return top


def _centre(parts: Parts) -> QWidget:
    """Return the alarms, what to do now, the people, and the ribbon.

    Alarms come and go here, so that no button of a code moves under somebody's hand.
    """
    centre = QWidget()
    centre.setObjectName("centre")
    layout = QVBoxLayout(centre)
    layout.setContentsMargins(8, 8, 0, 4)
    layout.setSpacing(8)
    layout.addWidget(parts.alarms)
    layout.addWidget(parts.session)
    for panel in parts.people:
        layout.addWidget(panel, 1)
    band = QVBoxLayout()
    band.setContentsMargins(8, 0, 8, 0)
    band.setSpacing(4)
    parts.ribbon.setFixedHeight(RIBBON_PX)
    for widget in (parts.ribbon, parts.coregulation, parts.legend):
        band.addWidget(widget)
    layout.addLayout(band)
    return centre


def _foot(parts: Parts) -> QWidget:
    """Return the whole session above the status line."""
    foot = QWidget()
    layout = QVBoxLayout(foot)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(parts.overview)
    layout.addWidget(parts.status)
    return foot
