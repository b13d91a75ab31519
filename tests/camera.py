"""A simulated camera in a room in which words are flashed and played, with a known clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import signal

from processing.signals.sync_code import SOUND_S, Word, chirp, draw_word, flash_mean
from safehold.core.types import FloatArray

ROWS, COLUMNS = 6, 8


def words(count: int, rng: np.random.Generator) -> list[Word]:
    """Return the words of a session."""
    drawn: list[Word] = []
    for _ in range(count):
        drawn.append(draw_word(lambda n: int(rng.integers(n)), drawn))
    return drawn


@dataclass(frozen=True)
class Clock:
    """Session time = offset + file time * (1 + drift)."""

    offset_s: float = 0.0
    drift_ppm: float = 0.0

    def session(self, file_s: FloatArray | float) -> FloatArray | float:
        return self.offset_s + file_s * (1 + self.drift_ppm * 1e-6)

    def file(self, session_s: FloatArray | float) -> FloatArray | float:
        return (session_s - self.offset_s) / (1 + self.drift_ppm * 1e-6)


@dataclass(frozen=True)
class Camera:
    """How it films: every figure a fault may have."""

    fps: float = 30.0
    exposure: float = 0.6
    """Share of a frame's time."""
    readout_s: float = 0.015
    """From the first to the last row of the picture."""
    stamp: float = 0.0
    """Where in the exposure a frame's stamp lies: 0 its beginning, 0.5 its middle."""
    jitter_s: float = 0.0005
    dropped: float = 0.0
    """Share of frames that are missing, some in a row."""
    contrast: float = 40.0
    """Grey levels of the flash in a block that it fills."""
    reflected: float = 0.02
    screen: tuple[int, int, int, int] = (2, 3, 2, 2)
    """First row, first column, rows, columns; none for 0 rows."""
    noise: float = 0.5
    """Grey levels, of the mean of a block."""
    slow: float = 2.0
    """Grey levels of people who move."""
    flicker: float = 0.0
    """Grey levels of another screen, whose picture changes at random."""
    switches: int = 0
    """How often the room light is switched."""
    gain_s: float = 0.0
    """Time constant of the automatic exposure; 0 for none."""

    def film(
        self,
        clock: Clock,
        length_s: float,
        shown: Sequence[tuple[Word, float]],
        rng: np.random.Generator,
    ) -> tuple[FloatArray, FloatArray]:
        """Return stamps and brightness, shape (n_frames, 48), of marks shown at session times."""
        period = 1 / self.fps
        stamps = np.arange(int(length_s * self.fps)) * period
        stamps = stamps + rng.uniform(-self.jitter_s, self.jitter_s, stamps.size)
        stamps = np.sort(stamps[self._kept(stamps.size, rng)])
        row_of, column_of = np.divmod(np.arange(ROWS * COLUMNS), COLUMNS)
        open_s = self.exposure * period
        begins = stamps[:, None] - self.stamp * open_s
        begins = begins + (row_of[None, :] + 0.5) / ROWS * self.readout_s
        top, left, high, wide = self.screen
        share = np.full(ROWS * COLUMNS, self.reflected)
        inside = (row_of >= top) & (row_of < top + high)
        inside &= (column_of >= left) & (column_of < left + wide)
        share[inside] = 1.0
        light = np.zeros(begins.shape)
        for word, at in shown:
            rows = np.abs(stamps - clock.file(at)) < 8
            flash = flash_mean(word, clock.session(begins[rows]) - at, open_s)
            light[rows] += 0.5 * (1 + flash) * share * self.contrast
        light += 60 + self._room(stamps, rng)
        if self.gain_s:
            light = self._exposed(light, period)
        light += rng.normal(0, self.noise, light.shape)
        return stamps, np.clip(light, 0, 255)

    def _kept(self, n: int, rng: np.random.Generator) -> FloatArray:
        keep = np.ones(n, dtype=bool)
        while self.dropped and 1 - keep.mean() < self.dropped:
            at = int(rng.integers(1, n - 1))
            keep[at : at + int(rng.integers(1, 6))] = False
        return keep

    def _room(self, stamps: FloatArray, rng: np.random.Generator) -> FloatArray:
        n = stamps.size
        blocks = ROWS * COLUMNS
        walk = np.cumsum(rng.normal(0, 1, (n // 5 + 2, blocks)), axis=0)
        high = signal.butter(1, 0.02, "high", output="sos")
        walk = signal.sosfilt(high, walk, axis=0) * self.slow / 3
        at = np.arange(n) / 5
        low = at.astype(int)
        part = (at - low)[:, None]
        room = walk[low] * (1 - part) + walk[low + 1] * part
        for _ in range(self.switches):
            room[stamps > rng.uniform(0, stamps[-1])] += rng.uniform(-40, 40)
        if self.flicker:
            cuts = np.sort(rng.uniform(0, stamps[-1], int(stamps[-1] * 3)))
            levels = rng.normal(0, self.flicker, cuts.size + 1)
            picture = levels[np.searchsorted(cuts, stamps)]
            room[:, rng.choice(blocks, 6, replace=False)] += picture[:, None]
        return room

    def _exposed(self, light: FloatArray, period: float) -> FloatArray:
        share = 1 - np.exp(-period / self.gain_s)
        mean = light.mean(axis=1)
        seen, state = signal.lfilter([share], [1, share - 1], mean, zi=[mean[0] * (1 - share)])
        del state
        return light * (60 / np.maximum(seen, 5.0))[:, None]


@dataclass(frozen=True)
class Microphone:
    """How it hears."""

    rate: float = 44_100.0
    loudness: float = 0.05
    noise: float = 0.02
    reverb_s: float = 0.0
    """RT60."""
    direct: float = 1.0
    """Height of the direct sound over the root mean square of the reverberation."""
    voices: float = 0.0
    claps: int = 0
    gain_s: float = 0.0

    def sound(
        self,
        clock: Clock,
        length_s: float,
        played: Sequence[tuple[Word, float]],
        rng: np.random.Generator,
    ) -> FloatArray:
        """Return a sound in which words begin at session times."""
        n = int(length_s * self.rate)
        dry = np.zeros(n)
        for word, at in played:
            begin = float(clock.file(at)) * self.rate
            wave = self.loudness * chirp(word, self.rate * (1 + clock.drift_ppm * 1e-6))
            first = int(begin) - 8
            if first < 0 or first + wave.size + 64 > n:
                continue
            part = np.fft.rfft(wave, wave.size + 64)
            hz = np.fft.rfftfreq(wave.size + 64)
            moved = np.fft.irfft(part * np.exp(-2j * np.pi * hz * (begin - first)), wave.size + 64)
            dry[first : first + moved.size] += moved
        heard = self._in_room(dry, rng)
        heard += self.noise * self._pink(n, rng)
        if self.voices:
            heard += self.voices * self._speech(n, rng)
        for _ in range(self.claps):
            at = int(rng.integers(0, n - 2000))
            heard[at : at + 2000] += rng.normal(0, 0.5, 2000) * np.exp(-np.arange(2000) / 200)
        if self.gain_s:
            level = signal.lfilter(*self._smooth(), np.abs(heard)) + 0.01
            heard = heard * 0.05 / level
        return np.clip(heard, -1, 1)

    def _smooth(self) -> tuple[list[float], list[float]]:
        share = 1 / (self.gain_s * self.rate)
        return [share], [1, share - 1]

    def _in_room(self, dry: FloatArray, rng: np.random.Generator) -> FloatArray:
        if not self.reverb_s:
            return dry
        n = int(self.reverb_s * self.rate)
        tail = rng.normal(0, 1, n) * 10 ** (-3 * np.arange(n) / n)
        tail[: int(0.003 * self.rate)] = 0
        tail /= np.linalg.norm(tail)
        tail[0] = self.direct
        return np.asarray(signal.oaconvolve(dry, tail)[: dry.size])

    @staticmethod
    def _pink(n: int, rng: np.random.Generator) -> FloatArray:
        white = np.fft.rfft(rng.normal(0, 1, n))
        hz = np.maximum(np.arange(white.size), 1)
        pink = np.fft.irfft(white / np.sqrt(hz), n)
        return np.asarray(pink / pink.std())

    def _speech(self, n: int, rng: np.random.Generator) -> FloatArray:
        t = np.arange(n) / self.rate
        pitch = 130 + 40 * np.sin(2 * np.pi * 0.4 * t) + 20 * np.sin(2 * np.pi * 2.3 * t)
        phase = 2 * np.pi * np.cumsum(pitch) / self.rate
        voiced = sum(np.sin(k * phase) / k for k in range(1, 14))
        loud = np.maximum(np.sin(2 * np.pi * 3.1 * t + np.sin(0.7 * t)), 0)
        hiss = rng.normal(0, 1, n) * np.maximum(np.sin(2 * np.pi * 1.7 * t), 0) ** 8
        return np.asarray((voiced * loud + 0.5 * hiss) / 2)


__all__ = ["SOUND_S", "Camera", "Clock", "Microphone", "words"]
