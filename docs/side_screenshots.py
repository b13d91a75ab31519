"""Pictures of the windows beside the main one, for ``make_screenshots.py``: made-up answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from types import SimpleNamespace

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from gui.application import render_png
from gui.look.style import DARK, LIGHT, Theme
from gui.panels.media_view import MediaView
from gui.qt.qt_setup import application
from gui.session.map_window import save_map_png
from gui.session.media_window import MediaWindow
from gui.session.recall_window import RecallWindow
from gui.session.spectator import Spectator
from gui.session.therapist_window import TherapistWindow
from gui.side.flash_window import FlashWindow, PaintedFlash
from gui.side.listen_window import ListenWindow
from gui.side.pacer_window import PacerWindow
from gui.side.rating_window import RatingWindow
from processing.signals.sync_code import Word, draw_word
from recordings.folder.session import SessionFolder
from safehold.core.camera_mark import CameraMark
from safehold.core.codebook import shipped_codebook
from safehold.core.media import MediaPlace, place_by_marks
from safehold.core.protocol import pacer_position
from safehold.core.study import SCALES, Display, Scale, Study
from safehold.core.types import FloatArray
from safehold.desk.speech_source import SpeakerState
from safehold.offline.axes_map import live_map, split_spans
from safehold.offline.replay.beside import BesideSession
from safehold.offline.replay.playhead import Playhead
from safehold.session.model import SessionModel
from safehold.session.ratings import Ask

SIZE = (1000, 560)
WIDE = (1280, 720)
PACE = 9.2


class PictureSpeech:
    """Two people, of whom one speaks; sound goes nowhere."""

    connected = True
    people = (
        SpeakerState("client", -29.0, True, -27.0, 14.2, 300.0, 126.0),
        SpeakerState("therapist", -44.0, False, -25.0, 11.6, 300.0, 84.0),
    )

    def clock(self) -> float:
        return 0.0

    def take(self, microphone: int, samples: FloatArray, arrival: float) -> None:
        pass


class PictureEar:
    """Hears nothing."""

    name, works = "Lavalier", True

    def start(self) -> None:
        pass

    def take(self) -> FloatArray:
        return np.zeros((0, 1))

    def stop(self) -> None:
        pass


def listening() -> ListenWindow:
    """Return the window of the microphones."""
    return ListenWindow(PictureSpeech(), [PictureEar(), PictureEar()], [0, 1], theme=LIGHT)


class PictureDesk:
    """Asks one scale; answers go nowhere."""

    connected, waiting = True, 0

    def __init__(self, person: str, scales: Sequence[Scale], asked: str) -> None:
        self.person, self.scales = person, tuple(scales)
        self._asked = [Ask(person, (asked,))]

    def clock(self) -> float:
        return 0.0

    def answer(self, scale: str, value: float, *, at: float) -> None:
        pass

    def deliver(self) -> None:
        pass

    def asked(self) -> list[Ask]:
        asked, self._asked = self._asked, []
        return asked


class PictureTaker:
    """Keeps no sample."""

    person, session_id, scale = "client", "d07-s03", SCALES[0]

    def sample(self, t: float, value: float | None) -> None:
        pass

    def close(self) -> None:
        pass


PLACE = place_by_marks("talk.mp4", [(15.32, 27.70), (2910.08, 2922.53), (1410.2, 1422.61)])


class PictureMedia(BesideSession):
    """One video, of which only a drawing is shown."""

    def __init__(self) -> None:
        super().__init__(SessionFolder(Path("d07-s03")), Study())

    def file_of(self, place: MediaPlace) -> Path:  # noqa: ARG002
        return Path(__file__)  # there, and no video


def _paint(view: MediaView) -> None:
    """Draw two chairs in the place of a video of people."""
    view.stop()
    picture = QImage(640, 360, QImage.Format.Format_RGB32)
    picture.fill(QColor("#39424d"))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for x, hue in ((150, "#8fb3c9"), (400, "#c9a78f")):
        painter.setBrush(QColor(hue))
        painter.setPen(QColor(hue))
        painter.drawEllipse(x + 20, 90, 50, 56)
        painter.drawRoundedRect(x, 150, 90, 110, 26, 26)
        painter.drawRoundedRect(x - 14, 240, 118, 60, 10, 10)
    painter.end()
    view.surface.player = SimpleNamespace(picture=picture)
    view.surface.say("")


def _video(head: Playhead, theme: Theme) -> MediaView:
    view = MediaView(PictureMedia(), PLACE, head, theme=theme)
    _paint(view)
    return view


class PicturePacer:
    """Stands near the end of breathing in."""

    connected = True

    def clock(self) -> float:
        return 1.9

    def now(self, at: float) -> tuple[float, float] | None:
        return pacer_position(at, PACE), PACE

    def drew(self, shown: tuple[float, float] | None, *, at: float) -> None:
        pass


class PictureMarks:
    """Shows a mark and keeps none."""

    connected = True

    def clock(self) -> float:
        return 0.0

    def due(self, at: float) -> bool:
        return at < 0

    def word(self) -> Word:
        return draw_word(Random(7).randrange)

    def shown(self, mark: CameraMark, *, at: float) -> None:
        pass

    def deliver(self) -> None:
        pass


class PictureSilence:
    """A loudspeaker that plays nothing."""

    available = True

    def play(self, word: Word) -> None:
        pass

    def listen(self) -> None:
        pass

    def played(self) -> None:
        return None

    def stop(self) -> None:
        pass


def _save(window: QWidget, path: Path, size: tuple[int, int]) -> None:
    window.resize(*size)
    window.show()
    for _ in range(3):
        QApplication.processEvents()
    window.grab().save(str(path))
    window.close()
    window.deleteLater()
    print(path)


def take_all(folder: Path) -> None:
    """Paint ratings, recall and pacer."""
    application()
    for person, asked in (("client", "safety"), ("therapist", "dose")):
        scales = [s for s in SCALES if s.who == person and s.name not in ("valence", "arousal")]
        window = RatingWindow(PictureDesk(person, scales, asked))
        window.poll()
        _save(window, folder / f"rating-{person}.png", SIZE)
    head = Playhead(0.0, 3000.0, limit=lambda: 3000.0)
    head.pause(paused=True)
    head.seek(754.0)
    recall = RecallWindow(PictureTaker(), head, picture=_video(head, LIGHT))
    recall.bar._show(6.4)  # noqa: SLF001
    _save(recall, folder / "recall.png", (1000, 700))
    media = MediaWindow(PictureMedia(), PLACE, head, theme=DARK)
    _paint(media.view)
    _save(media, folder / "media.png", (900, 620))
    _save(PacerWindow(PicturePacer()), folder / "pacer.png", (640, 560))
    _save(listening(), folder / "listen.png", (900, 420))
    flash = FlashWindow(PictureMarks(), PictureSilence(), area=PaintedFlash())
    flash.act("flash.now", 0)
    flash.area.turn(bright=True)
    _save(flash, folder / "camera-mark.png", (640, 400))


def take_displays(folder: Path, models: dict[Display, SessionModel]) -> None:
    """Paint the reduced and the blind main window, and the therapist's display."""
    for display in (Display.REDUCED, Display.BLIND):
        path = folder / f"display-{display.value}.png"
        render_png(models[display], path, (1600, 900))
        print(path)
    window = TherapistWindow(Spectator(models[Display.REDUCED]))
    _save(window, folder / "therapist-reduced.png", WIDE)


def take_map(path: Path, model: SessionModel) -> None:
    """Paint the client's map of a session."""
    status = model.status
    parts = split_spans(
        model.events(), shipped_codebook("full"), 0.0 if status is None else status.now
    )
    save_map_png(live_map(model.people["client"], parts), path)
    print(path)
