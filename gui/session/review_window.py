"""Beats and breaths under review: the wave, its intervals, and what each key does to them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from gui.actions.action import Place
from gui.look.style import DARK, Theme, font
from gui.look.translation import say_message
from gui.panels.review_panel import ReviewPanel, heading
from gui.plots.review_plot import ReviewPlot
from gui.plots.tachogram_plot import TachogramPlot
from gui.qt.key_button import ActionButton
from gui.qt.side_window import SideWindow
from safehold.core.correction import Corrected
from safehold.session.ports import View

EVERY_MS = 100
COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
SIZE = (1240, 720)


class ReviewWindow(SideWindow):
    """One stretch after the other, the worst first.

    Letters edit here; keys with Ctrl and those without a character go on to the replay, so that
    undo is one for codes and beats. The replay goes where the review is.

    Parameters
    ----------
    session : View
        A replay.
    """

    place = Place.REVIEW

    def __init__(self, session: View, *, theme: Theme = DARK) -> None:
        super().__init__(theme, every_ms=EVERY_MS)
        playback = session.playback
        assert playback is not None, "only a replay is reviewed"
        self._view, self._playback, self._theme = session, playback, theme
        self.reviewer = playback.review
        self._refused = session.model.refusal.number
        self._shown: tuple[object, ...] = ()
        self._went: object = None
        self.setWindowTitle(self.tr("Review of beats and breaths"))
        self.title = QLabel()
        self.title.setFont(font(15, bold=True))
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self._person = ""
        hue = theme.person(0)
        self.wave = ReviewPlot(theme, hue)
        self.intervals = TachogramPlot(theme, hue)
        self.panel = ReviewPanel(theme, self.reviewer)
        self._arrange()
        self.wave.pointed.connect(self._on_pointed)
        self.wave.moved.connect(self._on_moved)
        self.wave.span_drawn.connect(self._on_span)
        self.panel.why.returnPressed.connect(self._on_why)
        self.panel.why.dropped.connect(self._on_why_dropped)
        for button in self.findChildren(ActionButton):
            button.asked.connect(self._on_button)
        self._do: dict[str, Callable[[], None]] = self._actions()
        self.resize(*SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.refresh()

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self.title)
        left.addWidget(self.wave, 5)
        left.addWidget(self.intervals, 3)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        layout.setSpacing(10)
        layout.addLayout(left, 1)
        layout.addWidget(self.panel)

    def _actions(self) -> dict[str, Callable[[], None]]:
        reviewer = self.reviewer
        return {
            "review.accept": reviewer.accept,
            "review.next": lambda: reviewer.step(forth=True),
            "review.previous": lambda: reviewer.step(forth=False),
            "review.left": lambda: reviewer.choose_next(forth=False),
            "review.right": lambda: reviewer.choose_next(forth=True),
            "review.add": reviewer.add,
            "review.delete": reviewer.delete,
            "review.move": reviewer.move,
            "review.ectopic": reviewer.ectopic,
            "review.reject": reviewer.reject,
            "review.split": reviewer.split,
            "review.turn": reviewer.turn,
            "review.switch": reviewer.switch,
            "review.closer": lambda: reviewer.zoom(0.5),
            "review.wider": lambda: reviewer.zoom(2.0),
            "review.why": self._ask_why,
            "undo": reviewer.undo,
            "redo": reviewer.redo,
        }

    # -- keys ----------------------------------------------------------------------------------

    def act(self, action_id: str, number: int) -> bool:
        """Do an action of this window, and show what it did."""
        if action_id not in self._do:
            return super().act(action_id, number)
        if self.reviewer.ready or action_id == "review.why":
            self._do[action_id]()
            self.refresh()
        else:
            self.refusals.say(self.tr("Beats are still being computed: a moment."))
        return True

    def hand_keys_to(
        self, session: Callable[[QKeyEvent], bool], watch: Callable[[QWindow], None]
    ) -> None:
        """Give the replay the keys with Ctrl or without a character: a slip must set no code."""

        def hear(event: QKeyEvent) -> bool:
            letter = event.text().isprintable() and event.text().strip()
            done = (not letter or bool(event.modifiers() & COMMANDS)) and session(event)
            self.refresh()
            return done

        super().hand_keys_to(hear, watch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the field for a reason its keys."""
        return False if watched is self.panel.why else super().eventFilter(watched, event)

    @Slot(str, int)
    def _on_button(self, action_id: str, number: int) -> None:
        self.act(action_id, number)

    def _ask_why(self) -> None:
        self.panel.why.setText(self.reviewer.why)
        self.panel.why.show()
        self.panel.why.setFocus()

    @Slot()
    def _on_why(self) -> None:
        self.reviewer.why = self.panel.why.text().strip()
        self._on_why_dropped()

    @Slot()
    def _on_why_dropped(self) -> None:
        self.panel.why.hide()
        self.setFocus()

    # -- mouse ---------------------------------------------------------------------------------

    @Slot(float)
    def _on_pointed(self, t: float) -> None:
        self.reviewer.choose(t)
        self.refresh()

    @Slot(float, float)
    def _on_moved(self, at: float, to: float) -> None:
        self.reviewer.move_to(at, to)
        self.refresh()

    @Slot(float, float)
    def _on_span(self, t0: float, t1: float) -> None:
        self.reviewer.draw_span(t0, t1)
        self.refresh()

    # -- what is shown -------------------------------------------------------------------------

    def step(self) -> None:
        """Show what has been computed meanwhile."""
        self.refresh()

    def refresh(self) -> None:
        """Show the stretch as it is now, where anything has changed."""
        reviewer, source = self.reviewer, self.reviewer.source
        ready = reviewer.ready
        readings = (source.automatic, source.edited, round(source.computed, 2),
                    source.failure)  # fmt: skip
        shown = (ready, reviewer.changes, *readings, len(source.edits()), self.wave.width())
        if shown != self._shown:
            self._shown = shown
            self._draw()
        self._show_refusal()

    def _draw(self) -> None:
        reviewer, view = self.reviewer, self.reviewer.view
        self.title.setText(heading(reviewer, self.tr("heart"), self.tr("breath")))
        self.panel.refresh()
        if view is None:
            return
        if view.person != self._person:
            self._person = view.person
            hue = self._theme.person(list(self._view.model.people).index(view.person))
            self.wave.recolour(hue)
            self.intervals.recolour(hue)
        if reviewer.stretch is not None and reviewer.stretch is not self._went:
            self._went = reviewer.stretch
            self._playback.pause(paused=True)
            self._playback.seek(reviewer.stretch.t1)
        times, values = reviewer.source.wave(view.person, view.what, view.t0, view.t1)
        self.wave.show_wave(view.t0, view.t1, times, values)
        one, points = reviewer.stretch, reviewer.points()
        self.wave.show_spans(None if one is None else (one.t0, one.t1), reviewer.rejected(),
                             reviewer.span)  # fmt: skip
        self.wave.show_points(points, list(reviewer.proposals), selected=reviewer.selected,
                              cursor=reviewer.cursor)  # fmt: skip
        self.wave.show_events(self._playback.events())
        self.intervals.show_points(points, reviewer.found(), view.t0, view.t1,
                                   beats=view.what is Corrected.BEAT)  # fmt: skip

    def _show_refusal(self) -> None:
        refusal = self._view.model.refusal
        if refusal.number != self._refused:
            self._refused = refusal.number
            self.refusals.say(say_message(refusal.message))
