"""The sessions of a study with their standing, and what of them a person should look at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from gui.look.style import font
from gui.look.translation import say_message
from safehold.core.messages import Message
from safehold.desk.studies.overview import Overview, SessionLine, Standing

PATH = Qt.ItemDataRole.UserRole


class StudyList(QTreeWidget):
    """Rows of a study; each may stand for a session that can be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(font(14))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setTabKeyNavigation(False)
        self.header().setFont(font(13))
        self.header().setStretchLastSection(True)

    def name_columns(self, *heads: str) -> None:
        """Name the columns; the last one takes the room that is left."""
        self.setHeaderLabels(list(heads))
        for column in range(len(heads) - 1):
            mode = QHeaderView.ResizeMode.ResizeToContents
            self.header().setSectionResizeMode(column, mode)

    def chosen(self) -> Path | None:
        """Return the folder of the session that is chosen; None where none is."""
        item = self.currentItem()
        path = None if item is None else item.data(0, PATH)
        return path if isinstance(path, Path) else None

    def show_rows(self, rows: Sequence[tuple[Sequence[str], Path | None]]) -> None:
        """Show other rows; the place of the cursor stays where the rows only change."""
        before = self.currentItem()
        place = 0 if before is None else self.indexOfTopLevelItem(before)
        known = [self.topLevelItem(k) for k in range(self.topLevelItemCount())]
        items = [item for item in known if item is not None]
        fresh = len(items) != len(rows)
        if fresh:
            self.clear()
            items = [QTreeWidgetItem() for _ in rows]
            self.addTopLevelItems(items)
        for item, (cells, path) in zip(items, rows, strict=True):
            for column, text in enumerate(cells):
                item.setText(column, text)
                item.setToolTip(column, text)
            item.setData(0, PATH, path)
        if fresh and items:
            self.setCurrentItem(items[min(max(place, 0), len(items) - 1)])


class SessionList(StudyList):
    """Every session of a study, by client and number."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Sessions of the study"))
        self.name_columns(
            self.tr("client"), self.tr("no."), self.tr("session"), self.tr("state"),
            self.tr("to review"), self.tr("why"),
        )  # fmt: skip
        self.setToolTip(self.tr("Return or a double click shows the session again."))

    def show_study(self, study: Overview) -> None:
        """Show the sessions of a study."""
        self.show_rows([(self._cells(line), _path(line)) for line in study.sessions])

    def _cells(self, line: SessionLine) -> tuple[str, ...]:
        number = "–" if line.number is None else str(line.number)
        review = str(len(line.review)) if line.review else ""
        why = "; ".join(map(say_message, line.why))
        return (
            line.client or "–", number, line.session_id or "–", self._standing(line), review, why,
        )  # fmt: skip

    def _standing(self, line: SessionLine) -> str:
        return {
            Standing.NEW: self.tr("new"),
            Standing.CHANGED: self.tr("changed since"),
            Standing.DONE: self.tr("processed"),
            Standing.FAILED: self.tr("not possible"),
            Standing.ABSENT: self.tr("not recorded"),
        }[line.standing]


class ReviewList(StudyList):
    """What of each session a person should look at before the numbers are used."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("What to review"))
        self.name_columns(self.tr("session"), self.tr("what to look at"))
        self.setToolTip(
            self.tr("Return or a double click opens the session for the review of its beats.")
        )

    def show_study(self, study: Overview) -> None:
        """Show what to review in a study."""
        paths = {line.session_id: _path(line) for line in study.sessions}
        rows = [
            ((line.session_id, say_message(what)), _path(line))
            for line in study.sessions
            for what in line.review
        ]
        rows += [
            ((", ".join(ids), say_message(what)), paths.get(ids[0]))
            for ids, what in study.misfits
        ]  # fmt: skip
        self.show_rows(rows)


def _path(line: SessionLine) -> Path | None:
    opens = line.standing in (Standing.NEW, Standing.CHANGED, Standing.DONE)
    return line.path if opens else None


def departures_text(lock: Message, departures: Sequence[Message]) -> str:
    """Return what is said of the lock of a study, and every departure from it."""
    return "\n".join((say_message(lock), *(f"– {say_message(one)}" for one in departures)))
