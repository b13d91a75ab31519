"""The stretch of session time that the trend plots show: one for all of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

SPANS_S = (120, 180, 300, 600, 1200, 3600, 10800)
WAVE_FACTORS = (1, 3, 10, 30, 100, 900)
"""How many times the usual stretch the waves show; the last: a whole session."""
EDGE = 0.02
"""Room kept free at the right edge, as a share of the span."""
AHEAD = 0.25
"""What a replay shows of what comes, as a share of the span."""


class TimeWindow(QObject):
    """A fixed time scale that follows the session, or stands still when one looks back.

    Parameters
    ----------
    span_s : int
        Seconds shown at the start; one of ``SPANS_S``.
    """

    changed = Signal()
    refused = Signal(str)
    """Nothing changed, and why."""
    pointed = Signal()
    """The pointer stands elsewhere."""

    def __init__(self, span_s: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._step = SPANS_S.index(span_s)
        self._now = 0.0
        self._right: float | None = None
        self._looked_at = 0.0
        self._wave_step = 0
        self.pointer: tuple[float, float] | None = None
        """Session time under the mouse, and how near to it counts as under it, s."""

    @property
    def now(self) -> float:
        """Session time up to which the plots are drawn, s."""
        return self._now

    @property
    def head(self) -> float | None:
        """Session time of the play head, s; None in a live session, which has no other now."""
        return None

    @property
    def whole(self) -> float:
        """Length of the session as far as it is known, s."""
        return self._now

    @property
    def span(self) -> float:
        """Seconds shown."""
        return float(SPANS_S[self._step])

    @property
    def following(self) -> bool:
        """False while one looks back."""
        return self._right is None

    @property
    def range(self) -> tuple[float, float]:
        """First and last session time shown, s."""
        newest = max(self.span, self._now + EDGE * self.span)
        right = newest if self._right is None else min(self._right, newest)
        return right - self.span, right

    def advance(self, now: float) -> None:
        """Take the new session time; emits ``changed``."""
        self._now = now
        self.changed.emit()

    def point(self, at: float | None, within: float = 0.0) -> None:
        """Hear where the mouse stands in a plot, session time, s; None for nowhere."""
        self.pointer = None if at is None else (at, within)
        self.pointed.emit()

    def zoom(self, steps: int) -> None:
        """Show more (positive) or less (negative) time."""
        self._step = self._stepped(self._step, steps, len(SPANS_S))
        self.changed.emit()

    def _stepped(self, step: int, steps: int, n: int) -> int:
        """Return the step after so many; at either end, say that there is no further one."""
        wanted = min(max(step + steps, 0), n - 1)
        if wanted == step:
            self.refused.emit(
                self.tr("No shorter stretch of time can be shown.")
                if steps < 0
                else self.tr("No longer stretch of time can be shown.")
            )
        return wanted

    @property
    def wave_factor(self) -> int:
        """How many times their usual stretch the waves show."""
        return WAVE_FACTORS[self._wave_step]

    def zoom_waves(self, steps: int) -> None:
        """Show more (positive) or less (negative) of the waves."""
        self._wave_step = self._stepped(self._wave_step, steps, len(WAVE_FACTORS))
        self.changed.emit()

    def wave_end(self, now: float, seconds: float) -> float:
        """Return where a wave of so many seconds ends: now, or half of it past what is looked at.

        Parameters
        ----------
        now : float
            Session time of this frame, s.
        """
        if self.following:
            return now
        return min(now, self._looked_at + seconds / 2)

    def look_at(self, centre: float) -> None:
        """Look back at a moment; the plots go on following once it is at the right edge."""
        newest = max(self.span, self._now + EDGE * self.span)
        right = max(centre + self.span / 2, self.span)
        self._right = right if right < newest else None
        self._looked_at = centre
        self.changed.emit()

    def shift(self, share: float) -> None:
        """Move by a share of the span: negative looks back."""
        left, right = before = self.range
        self.look_at((left + right) / 2 + share * self.span)
        if self.range == before:
            self.refused.emit(
                self.tr("This is the beginning of the session.")
                if share < 0
                else self.tr("These are the newest data.")
            )

    def follow(self) -> None:
        """Go back to the newest data."""
        if self.following:
            self.refused.emit(self.tr("These are the newest data."))
        self._right = None
        self.changed.emit()


class ReplayWindow(TimeWindow):
    """A time scale around the play head of a replay: to look at a moment is to go there.

    Parameters
    ----------
    span_s : int
        Seconds shown at the start; one of ``SPANS_S``.
    first, last : float
        First and last session time there is, s.
    """

    sought = Signal(float)
    """The session time to go to, s."""

    def __init__(
        self, span_s: int, first: float, last: float, parent: QObject | None = None
    ) -> None:
        super().__init__(span_s, parent)
        self._first, self._last = first, last

    @property
    def head(self) -> float | None:
        """Session time of the play head, s."""
        return self._now

    @property
    def whole(self) -> float:
        """Length of the session, s."""
        return self._last

    @property
    def range(self) -> tuple[float, float]:
        """First and last session time shown, s."""
        newest = max(self.span, self._last + EDGE * self.span)
        right = min(max(self.span, self._now + AHEAD * self.span), newest)
        return right - self.span, right

    def look_at(self, centre: float) -> None:
        """Go to a moment."""
        self.sought.emit(min(max(centre, self._first), self._last))

    def shift(self, share: float) -> None:
        """Go back or forth by a share of the span."""
        if share < 0 and self._now <= self._first:
            self.refused.emit(self.tr("This is the beginning of the session."))
        elif share > 0 and self._now >= self._last:
            self.refused.emit(self.tr("This is the end of the session."))
        else:
            self.look_at(self._now + share * self.span)

    def follow(self) -> None:
        """Go to the end."""
        self.look_at(self._last)
