"""Makes real video files with Qt Multimedia: given frames at given times, given sound."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gui.qt.media_locks import ask_once

SIZE = (320, 180)
RATE = 48_000


def make_film(
    path: Path,
    times: NDArray[np.float64],
    picture: Callable[[int], NDArray[np.uint8]],
    sound: NDArray[np.float64] | None = None,
) -> None:
    """Write an MP4 file: MPEG-4 pictures of 320 x 180, AAC sound of one channel at 48 kHz.

    Parameters
    ----------
    times : ndarray, shape (n_frames,)
        When each frame is shown, s, from 0.
    picture : callable
        Returns the brightness of a frame by its number, shape (180, 320).
    sound : ndarray, optional
        Between -1 and 1.
    """
    from PySide6 import QtMultimedia as Qm
    from PySide6.QtCore import QByteArray, QEventLoop, QLoggingCategory, QSize, QTimer, QUrl

    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    kind = Qm.QVideoFrameFormat(QSize(*SIZE), Qm.QVideoFrameFormat.PixelFormat.Format_YUV420P)
    kind.setStreamFrameRate(60.0)
    pictures, session = Qm.QVideoFrameInput(kind), Qm.QMediaCaptureSession()
    session.setVideoFrameInput(pictures)
    recorder = Qm.QMediaRecorder()
    ask_once(pictures, session, recorder)
    session.setRecorder(recorder)
    form = Qm.QMediaFormat(Qm.QMediaFormat.FileFormat.MPEG4)
    form.setVideoCodec(Qm.QMediaFormat.VideoCodec.MPEG4)
    form.setAudioCodec(Qm.QMediaFormat.AudioCodec.AAC)
    recorder.setMediaFormat(form)
    recorder.setQuality(Qm.QMediaRecorder.Quality.HighQuality)
    recorder.setOutputLocation(QUrl.fromLocalFile(str(path)))
    recorder.setAutoStop(True)
    loop = QEventLoop()
    stopped = Qm.QMediaRecorder.RecorderState.StoppedState
    recorder.recorderStateChanged.connect(lambda s: loop.quit() if s == stopped else None)
    todo = {"frame": 0, "sample": 0}

    def feed_pictures() -> None:
        while todo["frame"] < len(times):
            k = todo["frame"]
            frame = Qm.QVideoFrame(kind)
            frame.map(Qm.QVideoFrame.MapMode.WriteOnly)
            for plane in (1, 2):
                np.frombuffer(frame.bits(plane), np.uint8)[:] = 128
            rows = np.frombuffer(frame.bits(0), np.uint8).reshape(-1, frame.bytesPerLine(0))
            rows[: SIZE[1], : SIZE[0]] = picture(k)
            frame.unmap()
            frame.setStartTime(round(times[k] * 1e6))
            after = times[k + 1] if k + 1 < len(times) else times[k] + 0.03
            frame.setEndTime(round(after * 1e6))
            if not pictures.sendVideoFrame(frame):
                return
            todo["frame"] += 1
        pictures.sendVideoFrame(Qm.QVideoFrame())

    pictures.readyToSendVideoFrame.connect(feed_pictures)
    if sound is not None:
        shape = Qm.QAudioFormat()
        shape.setSampleRate(RATE)
        shape.setChannelCount(1)
        shape.setSampleFormat(Qm.QAudioFormat.SampleFormat.Int16)
        sounds = Qm.QAudioBufferInput()
        ask_once(sounds)
        session.setAudioBufferInput(sounds)
        whole = (np.clip(sound, -1, 1) * 32767).astype(np.int16)

        def feed_sound() -> None:
            while todo["sample"] < whole.size:
                at = todo["sample"]
                piece = QByteArray(whole[at : at + 4800].tobytes())
                buffer = Qm.QAudioBuffer(piece, shape, round(at / RATE * 1e6))
                if not sounds.sendAudioBuffer(buffer):
                    return
                todo["sample"] += 4800
            sounds.sendAudioBuffer(Qm.QAudioBuffer())

        sounds.readyToSendAudioBuffer.connect(feed_sound)
    QTimer.singleShot(60_000, loop.quit)
    recorder.record()
    loop.exec()
    if todo["frame"] < len(times):
        raise RuntimeError("the film was not written")
