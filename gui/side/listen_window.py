"""The window of ``safehold listen``: who speaks, how loud it is, and that no sound is kept."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.actions.action import Place
from gui.look.style import DARK, Theme, color, font
from gui.look.translation import say
from gui.qt.side_window import SideWindow
from processing.signals.voices import APART_DB
from safehold.core.types import FloatArray
from safehold.desk.speech_source import SpeakerState

EVERY_MS = 100
LOWEST_DB, HIGHEST_DB = -70.0, 0.0
SHOWN_FROM_S = 10.0
"""A share of time is shown from so much sound on."""
JUDGED_FROM_S = 3.0
"""How well voices are kept apart is said from so much speech on."""
FAINT_DB = -50.0
"""A voice that is usually below this is too faint to be told from the room."""
MARGIN_DB = 3.0
"""Voices are well apart from this much above the limit."""


class Speech(Protocol):
    """Takes sound and tells who speaks (:class:`safehold.desk.speech_source.SpeechSource`)."""

    @property
    def people(self) -> Sequence[SpeakerState]:
        """How each person's microphone does."""
        ...

    def clock(self) -> float:
        """Return the LSL time, s."""
        ...

    def take(self, microphone: int, samples: FloatArray, arrival: float) -> None:
        """Take in sound of a microphone."""
        ...

    @property
    def connected(self) -> bool:
        """True while somebody records it."""
        ...


class Ear(Protocol):
    """A microphone (:class:`gui.qt.microphone.Microphone`)."""

    name: str

    def start(self) -> None:
        """Begin to listen."""
        ...

    @property
    def works(self) -> bool:
        """Whether sound comes."""
        ...

    def take(self) -> FloatArray:
        """Return the sound since the last call."""
        ...

    def stop(self) -> None:
        """Let go of the device."""
        ...


class LevelBar(QWidget):
    """How loud it is, as a bar; filled in the person's colour while they speak."""

    def __init__(self, theme: Theme, index: int) -> None:
        super().__init__()
        self._theme, self._index = theme, index
        self._level, self._speaking = math.nan, False
        self.setMinimumHeight(22)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_level(self, level_db: float, *, speaking: bool) -> None:
        """Show a level."""
        self._level, self._speaking = level_db, speaking
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar."""
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(area, color(self._theme.plot))
        if math.isfinite(self._level):
            share = (self._level - LOWEST_DB) / (HIGHEST_DB - LOWEST_DB)
            filled = QRectF(area)
            filled.setWidth(area.width() * min(max(share, 0.0), 1.0))
            hue = self._theme.person(self._index) if self._speaking else self._theme.unknown
            painter.fillRect(filled, color(hue))
        painter.setPen(QPen(color(self._theme.line), 1))
        painter.drawRect(area)
        painter.end()


class _Person(QFrame):
    """One person: name, whether they speak, level, and what is to be known of the microphone."""

    def __init__(self, theme: Theme, index: int, name: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.name, self.state, self.share, self.advice = (QLabel() for _ in range(4))
        self.name.setText(name)
        self.name.setFont(font(20, bold=True))
        self.state.setFont(font(20))
        self.share.setFont(font(15))
        self.share.setObjectName("muted")
        self.advice.setFont(font(15))
        self.advice.setWordWrap(True)
        self.bar = LevelBar(theme, index)
        self.bar.setAccessibleName(self.tr("Sound level of {0}").format(name))
        top = QHBoxLayout()
        top.addWidget(self.name)
        top.addWidget(self.state)
        top.addStretch(1)
        top.addWidget(self.share)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self.advice)

    def show_state(self, state: SpeakerState, *, works: bool, shared: bool) -> None:
        """Show how a person's microphone does."""
        self.bar.show_level(state.level_db, speaking=state.speaking)
        self.state.setText(self.tr("● speaks") if state.speaking else self.tr("○ silent"))
        known = state.heard_s >= SHOWN_FROM_S
        share = 100 * state.spoken_s / state.heard_s if known else 0.0
        self.share.setText(self.tr("speaks {0:.0f} % of the time").format(share) if known else "")
        warning, text = self._advice(state, works=works, shared=shared)
        self.advice.setObjectName("warning" if warning else "muted")
        self.advice.style().polish(self.advice)
        self.advice.setText(text)

    def _advice(self, state: SpeakerState, *, works: bool, shared: bool) -> tuple[bool, str]:
        if not works:
            return True, self.tr("The microphone gives no sound: is it plugged in and allowed?")
        if state.spoken_s < JUDGED_FROM_S:
            return False, self.tr("Let this person say a few sentences.")
        if state.voice_db < FAINT_DB:
            return True, self.tr("The voice is faint. Move the microphone nearer.")
        if not shared:
            return False, self.tr("The voice is at {0:.0f} dB.").format(state.voice_db)
        if math.isnan(state.apart_db):
            return False, self.tr("The voice is at {0:.0f} dB.").format(state.voice_db)
        if state.apart_db < APART_DB + MARGIN_DB:
            return True, self.tr(
                "The other microphone hears this voice only {0:.0f} dB less loudly: the two "
                "voices may be mixed up. Move the microphones apart, and nearer to their people."
            ).format(state.apart_db)
        return False, self.tr(
            "The voice is at {0:.0f} dB; the other microphone hears it {1:.0f} dB less loudly."
        ).format(state.voice_db, state.apart_db)


class ListenWindow(SideWindow):
    """Listens while it is open.

    Parameters
    ----------
    speech : Speech
        Takes the sound.
    ears : sequence of Ear
        The microphones.
    owners : sequence of int
        For each person the place of their microphone.
    """

    place = Place.LISTEN

    def __init__(
        self, speech: Speech, ears: Sequence[Ear], owners: Sequence[int], *, theme: Theme = DARK
    ) -> None:
        super().__init__(theme, every_ms=EVERY_MS)
        self._speech, self._ears, self._owners = speech, tuple(ears), tuple(owners)
        self.setWindowTitle(self.tr("Speech"))
        self.setMinimumSize(480, 360)
        self.promise = QLabel(
            self.tr(
                "No sound is kept or sent: neither on disk nor over the network. Kept is only "
                "who speaks when, how sure that is, and how loud it is, 31 times a second."
            )
        )
        self.promise.setFont(font(17, bold=True))
        self.promise.setWordWrap(True)
        self.recorded = QLabel()
        self.recorded.setFont(font(15))
        self.recorded.setWordWrap(True)
        self.rows = [_Person(theme, k, say(s.person)) for k, s in enumerate(speech.people)]
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(self.promise)
        for row in self.rows:
            column.addWidget(row)
        column.addStretch(1)
        column.addWidget(self.recorded)
        self._show()

    def start(self) -> None:
        """Begin to listen."""
        for ear in self._ears:
            ear.start()
        super().start()

    def step(self) -> None:
        """Hand on what was heard, and show what it told."""
        for k, ear in enumerate(self._ears):
            samples = ear.take()
            if len(samples):
                self._speech.take(k, samples, self._speech.clock())
        self._show()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of the microphones."""
        for ear in self._ears:
            ear.stop()
        super().closeEvent(event)

    def _show(self) -> None:
        shared = len(self.rows) > 1
        for row, state, ear in zip(self.rows, self._speech.people, self._owners, strict=True):
            row.show_state(state, works=self._ears[ear].works, shared=shared)
        connected = self._speech.connected
        self.recorded.setText(
            self.tr("● is being recorded") if connected else self.tr("○ not being recorded")
        )
        self.recorded.setObjectName("muted" if connected else "warning")
        self.recorded.style().polish(self.recorded)
        self.recorded.setAlignment(Qt.AlignmentFlag.AlignLeft)
