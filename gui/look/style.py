"""Colours, type and the style sheet: one place, two themes.

The interface itself is grey; colour is kept for data. Zones run from a neutral grey to warm
(high) and to cool (low); they never carry a verdict and each has a pattern and a word of its
own. Hues come from Okabe and Ito (2008); ``tests/gui/look/test_style.py`` computes contrast ratios
and distances under simulated colour-vision deficiencies.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication

SIGNS = Path(__file__).parent / "signs"
"""The tick of a box and the arrow of a list, for both looks: a style sheet knows them as files."""
SMALLEST_PX = 12
USUAL_POINTS, OTHER_POINTS = {"windows": 9.0, "cocoa": 13.0}, 11.0
"""Size of the system's type at 100 %, pt; other desktops have 9 to 11."""
LARGEST = 2.0
SMALLEST_SCREEN = (1366, 768)
"""Everything is seen on a screen of that size at 100 %."""
FONT_FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "Cantarell", "DejaVu Sans")


@dataclass(slots=True)
class Theme:
    """Colours of one look, as ``#rrggbb``.

    A window has a copy of its own (:func:`dataclasses.replace`), which its parts read when they
    paint: :meth:`become` changes the colours of all of them.
    """

    name: str
    window: str
    panel: str
    plot: str
    line: str
    """Borders and grids."""
    text: str
    muted: str
    warn: str
    """Notices and bad streams: a yellow, never red against green."""
    record: str
    """The dot of a running recording."""
    high: str
    within: str
    low: str
    unknown: str
    event: str
    confound: str
    people: tuple[str, ...]
    """One hue per person, in display order."""
    large: bool = False
    """Type that is read from two metres: zone, numbers, clock, recorder; without the waves."""

    def become(self, other: Theme) -> None:
        """Take another theme's colours; the size of type stays."""
        for field in fields(self):
            if field.name != "large":
                setattr(self, field.name, getattr(other, field.name))

    def person(self, index: int) -> str:
        """Return the hue of the person at this place in the display order."""
        return self.people[index % len(self.people)]


DARK = Theme(
    name="dark",
    window="#0f1317",
    panel="#171c22",
    plot="#11161b",
    line="#2c353f",
    text="#eef1f4",
    muted="#a5b0bc",
    warn="#f0e442",
    record="#e8743b",
    high="#e69f00",
    within="#8d97a3",
    low="#56b4e9",
    unknown="#707a86",
    event="#e9e4d6",
    confound="#98a2ad",
    people=("#d98cb8", "#8fdcb4", "#b3a6ff", "#d8c58a"),
)

LIGHT = Theme(
    name="light",
    window="#eceef1",
    panel="#f9fafb",
    plot="#ffffff",
    line="#cdd3da",
    text="#14181d",
    muted="#535d68",
    warn="#7a5c00",
    record="#b8470f",
    high="#b86a00",
    within="#68727e",
    low="#0b6fb0",
    unknown="#8a949f",
    event="#2c2a24",
    confound="#606a75",
    people=("#9b2f8a", "#00664a", "#5b4bc4", "#7d6410"),
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}


def color(value: str, alpha: float = 1.0) -> QColor:
    """Return a colour of the theme with an opacity from 0 to 1."""
    result = QColor(value)
    result.setAlphaF(alpha)
    return result


def mix(first: str, second: str, share: float) -> str:
    """Return ``first`` with a ``share`` (0-1) of ``second`` in it, as ``#rrggbb``."""
    one, two = QColor(first), QColor(second)
    parts = zip(
        (one.red(), one.green(), one.blue()), (two.red(), two.green(), two.blue()), strict=True
    )
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def scale_of(points: float, usual: float, room: float) -> float:
    """Return how much larger than usual type is, 1 to 2.

    Parameters
    ----------
    points, usual : float
        Size of the system's type, and the one that it has at 100 %.
    room : float
        How often the smallest screen for which the windows are made fits into the screen.
    """
    return max(1.0, min(points / usual, room, LARGEST))


@functools.cache
def text_scale() -> float:
    """Return how much larger than usual the system wants type, as far as the screen has room.

    The scale of the screen is not in it: Qt enlarges whole windows by that, and by the resolution
    that a desktop states for type. What is changed while the program runs acts from the next start
    on, as windows are laid out once.
    """
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    usual = USUAL_POINTS.get(QGuiApplication.platformName(), OTHER_POINTS)
    screen = QGuiApplication.primaryScreen().size()
    room = min(screen.width() / SMALLEST_SCREEN[0], screen.height() / SMALLEST_SCREEN[1])
    return scale_of(system.pointSizeF(), usual, room)


def sized(pixels: int) -> int:
    """Return a width or height that texts must fit into, at the text size of the system."""
    return round(pixels * text_scale())


def font(pixels: int, *, bold: bool = False) -> QFont:
    """Return the interface font at a size in pixels, which is that at a text size of 100 %."""
    result = QFont()
    result.setFamilies(list(FONT_FAMILIES))
    result.setPixelSize(round(max(pixels, SMALLEST_PX) * text_scale()))
    if bold:
        result.setWeight(QFont.Weight.DemiBold)
    return result


def style_sheet(theme: Theme) -> str:
    """Return the Qt style sheet of a theme."""
    raised = mix(theme.panel, theme.text, 0.07)
    on_warn = theme.window if theme.name == "dark" else theme.panel
    hover = mix(theme.panel, theme.text, 0.13)
    faint = mix(theme.panel, theme.text, 0.45)
    check, down = (f"{SIGNS.as_posix()}/{sign}-{theme.name}.svg" for sign in ("check", "down"))
    return f"""
    QMainWindow, QDialog, QMessageBox, #centre {{ background: {theme.window}; }}
    QWidget {{ color: {theme.text}; }}
    QLabel {{ background: transparent; }}
    QAbstractItemView, QTextEdit, QPlainTextEdit {{ background: {theme.plot};
        border: 1px solid {theme.line}; border-radius: 6px; selection-background-color: {hover};
        selection-color: {theme.text}; }}
    QHeaderView {{ background: {theme.panel}; border: none; }}
    QToolTip {{ background: {raised}; color: {theme.text}; border: 1px solid {theme.line};
        padding: 6px; }}
    #card {{ background: {theme.panel}; border: 1px solid {theme.line}; border-radius: 8px; }}
    #header {{ background: {theme.panel}; border-bottom: 1px solid {theme.line}; }}
    #status {{ background: {theme.panel}; border-top: 1px solid {theme.line}; }}
    #flat {{ background: transparent; border: none; padding: 2px 6px; text-align: left; }}
    #flat:hover {{ background: {hover}; border-radius: 4px; }}
    #flat:focus {{ border: 1px solid {theme.text}; border-radius: 4px; padding: 1px 5px; }}
    #heading {{ color: {theme.muted}; }}
    #muted {{ color: {theme.muted}; }}
    #warning {{ color: {theme.warn}; }}
    #refusal {{ background: {theme.text}; color: {theme.window}; border: none;
        border-radius: 8px; padding: 9px 16px; }}
    QMenuBar {{ background: {theme.panel}; }}
    QMenuBar::item {{ padding: 3px 10px; }}
    QMenuBar::item:selected, QMenu::item:selected {{ background: {hover}; }}
    QMenu {{ background: {raised}; border: 1px solid {theme.line}; }}
    QMenu::item {{ padding: 5px 26px 5px 22px; }}
    QMenu::separator {{ height: 1px; background: {theme.line}; margin: 4px 8px; }}
    #alarm {{ background: {theme.panel}; border-bottom: 2px solid {theme.warn}; }}
    #alarm[unseen="true"] {{ background: {theme.warn}; }}
    #alarm[unseen="true"] > QLabel {{ color: {on_warn}; }}
    #sensor {{ background: {theme.plot}; border: 1px solid {theme.line}; border-radius: 8px; }}
    #state {{ border-radius: 6px; padding: 6px 4px; }}
    #state[state="look"] {{ color: {theme.warn}; border: 2px solid {theme.warn}; }}
    #state[state="bad"] {{ background: {theme.warn}; color: {on_warn}; }}
    #chip {{ background: {raised}; border-radius: 5px; padding: 3px 9px; }}
    #mark {{ color: {theme.window if theme.name == "dark" else theme.panel};
        background: {theme.warn}; border-radius: 5px; padding: 3px 9px; }}
    QPushButton {{ background: {raised}; border: 1px solid {theme.line}; border-radius: 6px;
        padding: 4px 8px; text-align: left; }}
    QPushButton:hover {{ background: {hover}; }}
    QPushButton:focus {{ border: 1px solid {theme.text}; }}
    QPushButton:disabled {{ color: {faint}; }}
    QMenu::item:disabled {{ color: {faint}; }}
    QPushButton[open="true"], QPushButton:checked {{ background: {theme.event};
        color: {theme.plot}; border: 1px solid {theme.event}; }}
    QLineEdit {{ background: {theme.plot}; border: 1px solid {theme.line}; border-radius: 6px;
        padding: 5px 8px; selection-background-color: {theme.muted};
        selection-color: {theme.plot}; placeholder-text-color: {theme.muted}; }}
    QComboBox, QSpinBox, QDoubleSpinBox {{ background: {theme.plot};
        border: 1px solid {theme.line}; border-radius: 6px; padding: 4px 8px; }}
    QAbstractSpinBox QLineEdit {{ background: transparent; border: none; padding: 0; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
    QSpinBox:focus, QDoubleSpinBox:focus {{ border: 1px solid {theme.text}; }}
    QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled, QCheckBox:disabled,
    QRadioButton:disabled {{ color: {faint}; }}
    QComboBox::drop-down {{ border: none; width: 22px; }}
    QComboBox::down-arrow {{ image: url("{down}"); width: 14px; height: 14px; }}
    QComboBox::down-arrow:disabled {{ image: none; }}
    QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{
        background: {theme.plot}; border: 1px solid {theme.muted}; border-radius: 4px;
        width: 14px; height: 14px; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{
        background: {theme.event}; border-color: {theme.event}; image: url("{check}"); }}
    QRadioButton::indicator:checked {{ border-color: {theme.event};
        background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
            stop: 0 {theme.event}, stop: 0.5 {theme.event}, stop: 0.6 {theme.plot}); }}
    QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {theme.text}; }}
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{
        border-color: {theme.line}; }}
    QComboBox:focus {{ border: 1px solid {theme.text}; }}
    QComboBox QAbstractItemView {{ background: {raised}; selection-background-color: {hover}; }}
    QListWidget, QTreeWidget {{ background: {theme.plot}; border: 1px solid {theme.line};
        border-radius: 6px; }}
    QTableView {{ background: {theme.plot}; color: {theme.text}; gridline-color: {theme.line};
        border: 1px solid {theme.line}; }}
    QTableView:focus {{ border: 1px solid {theme.text}; }}
    QTableView::item {{ padding: 0 6px; }}
    QTableView::item:selected {{ background: {hover}; color: {theme.text}; }}
    QListWidget:focus, QTreeWidget:focus {{ border: 1px solid {theme.text}; }}
    QListWidget::item, QTreeWidget::item {{ padding: 5px 6px; }}
    QListWidget::item:selected, QTreeWidget::item:selected {{ background: {hover};
        color: {theme.text}; }}
    QHeaderView::section {{ background: {theme.panel}; color: {theme.muted}; border: none;
        padding: 4px 6px; }}
    QLineEdit:focus {{ border: 1px solid {theme.text}; }}
    QProgressBar {{ background: {theme.plot}; border: 1px solid {theme.line};
        border-radius: 6px; text-align: center; }}
    QProgressBar::chunk {{ background: {theme.event}; border-radius: 5px; }}
    QMainWindow::separator {{ background: {theme.window}; width: 5px; height: 5px; }}
    QMainWindow::separator:hover {{ background: {theme.line}; }}
    QDockWidget {{ background: {theme.window}; }}
    QStatusBar {{ background: {theme.window}; }}
    QStatusBar::item {{ border: none; }}
    QToolButton {{ color: {theme.muted}; border: none; padding: 0 5px; }}
    QToolButton:hover {{ color: {theme.text}; background: {hover}; border-radius: 4px; }}
    QTabWidget::pane {{ border: 1px solid {theme.line}; }}
    QTabWidget > QStackedWidget, QTabWidget > QStackedWidget > QWidget {{
        background: {theme.panel}; }}
    QTabBar::tab {{ background: {theme.window}; color: {theme.muted}; padding: 3px 10px;
        border: 1px solid {theme.line}; }}
    QTabBar::tab:selected {{ background: {theme.panel}; color: {theme.text}; }}
    QMenu {{ background: {raised}; color: {theme.text}; border: 1px solid {theme.line}; }}
    QMenu::item {{ padding: 5px 22px; }}
    QMenu::item:selected {{ background: {hover}; }}
    QListWidget {{ background: transparent; border: none; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: 8px; }}
    QScrollBar::handle:vertical {{ background: {theme.line}; border-radius: 4px;
        min-height: 24px; }}
    QScrollBar:horizontal {{ background: transparent; height: 8px; }}
    QScrollBar::handle:horizontal {{ background: {theme.line}; border-radius: 4px;
        min-width: 24px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
