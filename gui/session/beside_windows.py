"""The windows beside the session's one: they are opened here, hand on keys, and close with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from gui.look.style import LIGHT, Theme
from gui.look.translation import say
from gui.panels.media_view import MediaView
from gui.qt.side_window import SideWindow
from gui.session.actions import Actions
from gui.session.around_window import AroundWindow
from gui.session.help_window import keys_window, meaning_window
from gui.session.map_window import MapWindow
from gui.session.media_window import MediaWindow
from gui.session.recall_window import RecallWindow
from gui.session.recompute_window import RecomputeWindow
from gui.session.review_window import ReviewWindow
from gui.session.span_window import SpanWindow
from gui.session.therapist_window import TherapistWindow
from safehold.core.study import Scale
from safehold.session.ports import Playback, View

RATER = (1100, 760)


class BesideWindows(QObject):
    """Opens them in the look of the session's window.

    Parameters
    ----------
    window : QWidget
        The session's window.
    view : View
        What they show.
    actions : Actions
        Asks for them.
    theme : callable
        Returns the theme in force.
    hear : callable
        Takes the keys that they do not know.
    """

    def __init__(
        self,
        window: QWidget,
        view: View,
        actions: Actions,
        *,
        theme: Callable[[], Theme],
        hear: Callable[[QKeyEvent], bool],
    ) -> None:
        super().__init__(window)
        self._window, self._view, self._actions = window, view, actions
        self._theme_now, self._hear = theme, hear
        self.shown: list[SideWindow] = []
        actions.map_asked.connect(self.show_map)
        actions.therapist_asked.connect(self.show_therapist)
        actions.meaning_asked.connect(self.show_meaning)
        actions.keys_asked.connect(self.show_keys)
        actions.review_asked.connect(self.show_review)
        actions.recompute_asked.connect(self.show_recompute)
        actions.around_asked.connect(self.show_around)
        actions.media_asked.connect(self.show_media)
        actions.add_media_asked.connect(self.ask_file)
        actions.recall_asked.connect(self.ask_rater)

    def show(self, window: SideWindow, *, instead: bool = True) -> None:
        """Show a window beside the session's one; keys that it does not know go there.

        Parameters
        ----------
        instead : bool
            Whether one of the same kind is closed.
        """
        for old in [old for old in self.shown if instead and old.place is window.place]:
            old.close()
        self.shown.append(window)
        window.closed.connect(self._on_closed)
        window.hand_keys_to(self._hear, self._actions.stamps.watch)
        window.start()
        window.show()

    def close_all(self) -> None:
        """Close them with the session's window."""
        for other in list(self.shown):
            other.close()

    @Slot()
    def _on_closed(self) -> None:
        window = self.sender()
        if isinstance(window, SideWindow) and window in self.shown:
            self.shown.remove(window)
            window.deleteLater()

    def _theme(self) -> Theme:
        """Return a theme of its own for a window: it stays as it was opened."""
        return replace(self._theme_now())

    @property
    def _playback(self) -> Playback:
        """The replay; asked for only where there is one."""
        playback = self._view.playback
        assert playback is not None
        return playback

    # -- what the session means ----------------------------------------------------------------

    @Slot()
    def show_map(self) -> None:
        """Show heart rate and vagal index against each other."""
        self.show(MapWindow(self._view, theme=self._theme()))

    @Slot()
    def show_therapist(self) -> None:
        """Show what the therapist may see."""
        self.show(TherapistWindow(self._view, theme=self._theme()))

    @Slot()
    def show_meaning(self) -> None:
        """Show what the words and numbers mean, and what they do not."""
        self.show(meaning_window(self._view.model.settings.lag_s, theme=self._theme()))

    @Slot()
    def show_keys(self) -> None:
        """Show all keys."""
        self.show(keys_window(self._view.codebook, theme=self._theme()))

    # -- what was measured ---------------------------------------------------------------------

    def show_measures(self, t0: float, t1: float) -> None:
        """Show the measures of a span, where there are any: in replays."""
        playback = self._view.playback
        if playback is None:
            self._actions.refuse(self._actions.available.why_not_measure())
        elif not (measures := playback.measures_of(t0, t1)):
            self._actions.refuse(self.tr("Nothing of this stretch has been computed yet, or its "
                                         "values are not shown."))  # fmt: skip
        else:
            lag_s = self._view.model.settings.lag_s
            self.show(SpanWindow(measures, (t0, t1), lag_s, theme=self._theme()), instead=False)

    @Slot(float, float)
    def show_drawn(self, t0: float, t1: float) -> None:
        """Keep a span that was drawn, and show its measures."""
        self._actions.available.drawn = (t0, t1)
        for window in self.shown:
            if isinstance(window, AroundWindow):
                window.take_span((t0, t1))
        self.show_measures(t0, t1)

    @Slot()
    def show_review(self) -> None:
        """Show beats and breaths to be reviewed, in a window of their own."""
        if self._view.playback is not None:
            self.show(ReviewWindow(self._view, theme=self._theme()))

    @Slot()
    def show_recompute(self) -> None:
        """Show what computes the session again, beside what was seen."""
        drawn = self._actions.available.drawn
        self.show(RecomputeWindow(self._view, drawn, theme=self._theme()))

    @Slot()
    def show_around(self) -> None:
        """Show what everybody did around the chosen event, its code, or what was drawn."""
        window = AroundWindow(
            self._view, self._actions.editing, self._actions.available.drawn, theme=self._theme()
        )
        self.show(window)

    # -- what lies beside a replay -------------------------------------------------------------

    @Slot()
    def show_media(self) -> None:
        """Show every file that lies beside the session."""
        beside = self._playback.beside
        for media in beside.media():
            window = MediaWindow(beside, media, self._playback.transport, theme=self._theme())
            self.show(window, instead=False)

    @Slot()
    def ask_file(self) -> None:
        """Ask for a file and take it beside the session."""
        words = self.tr("Add a video or sound")
        found, _ = QFileDialog.getOpenFileName(self._window, words)
        if found:
            self.add(Path(found))

    def add(self, file: Path) -> None:
        """Take a file beside the session, and show it."""
        beside = self._playback.beside
        media = beside.add(file)
        window = MediaWindow(beside, media, self._playback.transport, theme=self._theme())
        self.show(window, instead=False)

    @Slot()
    def ask_rater(self) -> None:
        """Ask who rates what, and open the window for it."""
        offered = {
            f"{say(person)}: {say(scale.label)}": (person, scale)
            for person, scales in self._playback.beside.scales().items()
            for scale in scales
        }
        chosen, wanted = QInputDialog.getItem(
            self._window, self.tr("Rate while looking again"), self.tr("Who rates what"),
            list(offered), 0, False,
        )  # fmt: skip
        if wanted and chosen in offered:
            self.rate(*offered[chosen])

    def rate(self, person: str, scale: Scale) -> SideWindow:
        """Open the window in which a person sees the session again and rates it."""
        playback = self._playback
        beside, head = playback.beside, playback.transport
        media = beside.media()
        picture = MediaView(beside, media[0], head, theme=LIGHT) if media else None
        head.set_speed(1.0)
        head.pause(paused=True)
        window = RecallWindow(beside.rate(person, scale), head, picture=picture, theme=LIGHT)
        window.resize(*RATER)
        self.show(window)
        return window
