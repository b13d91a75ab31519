"""Films and sounds with a known clock, laid beside a session by their camera marks.

``python bench/camera_sync.py [--clips 200] [--files 8] [--seed N] [--out FILE]``

Each clip is a session with three marks and a camera with a random clock (offset, +-50 ppm), rate
(24 to 60 frames a second), exposure, readout, meaning of its stamps, missing frames, noise,
automatic exposure, other screens, room light that is switched, part of the screen in the picture,
and none to three of the marks in view; one in ten is the film of another session, one in twelve
was paused. Two thirds have sound, with reverberation, voices, claps, an automatic gain and a
loudspeaker of unknown delay. Some more are written to MP4 files (MPEG-4, AAC) with Qt Multimedia
and read again.

A placed clip counts by its largest error within the time for which it says that it holds and
that the film covers. *Wrong* is an error above 40 ms.
"""

from __future__ import annotations

import os
import sys

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import argparse
import json
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from processing.signals.sync_code import chirp, flash_mean, write_word
from processing.signals.sync_place import LIMIT_S, Placement, Refusal
from safehold.core.camera_mark import CameraMark
from safehold.core.film import FilmSignals
from safehold.offline.camera import ShownMark, align
from tests.camera import Camera, Clock, Microphone, words

RESULTS = Path(__file__).parent / "results" / "camera_sync.json"
RATES = (24.0, 25.0, 29.97, 30.0, 48.0, 50.0, 59.94, 60.0)
SOUND_AFTER_S = 0.5


def random_camera(rng: np.random.Generator) -> Camera:
    """Return a camera with random faults."""

    def perhaps(share: float, value: float) -> float:
        return float(value if rng.uniform() < share else 0)

    fps = float(rng.choice(RATES))
    camera = Camera(
        fps=fps,
        exposure=float(rng.uniform(0.15, 1.0)),
        readout_s=float(rng.uniform(0.004, min(0.02, 1 / fps))),
        stamp=float(rng.choice([0.0, 0.5])),
        jitter_s=float(rng.choice([0.0, 0.0005, 0.004])),
        dropped=perhaps(0.5, rng.uniform(0.005, 0.15)),
        contrast=float(10 ** rng.uniform(0.5, 1.9)),
        reflected=float(rng.uniform(0, 0.1)),
        noise=float(10 ** rng.uniform(-0.7, 0.6)),
        slow=float(rng.uniform(0, 5)),
        flicker=perhaps(0.3, rng.uniform(2, 40)),
        switches=int(perhaps(0.3, rng.integers(1, 6))),
        gain_s=perhaps(0.5, rng.uniform(0.2, 2.0)),
    )
    high, wide = int(rng.integers(0, 4)), int(rng.integers(1, 5))
    top, left = int(rng.integers(0, 7 - high)), int(rng.integers(0, 9 - wide))
    return replace(camera, screen=(top, left, high, wide))


def random_microphone(rng: np.random.Generator) -> Microphone:
    """Return a microphone in a random room."""
    return Microphone(
        rate=16_000.0,
        loudness=float(10 ** rng.uniform(-2.5, -0.8)),
        noise=float(10 ** rng.uniform(-3, -1.3)),
        reverb_s=float(rng.choice([0.0, 0.3, 0.6, 1.0])),
        direct=float(rng.uniform(0.2, 1.5)),
        voices=float(rng.choice([0.0, 0.05, 0.3])),
        claps=int(rng.choice([0, 5, 30])),
        gain_s=float(rng.choice([0.0, 0.5, 2.0])),
    )


def one_clip(seed: int) -> dict[str, object]:
    """Return what became of one clip."""
    rng = np.random.default_rng(seed)
    length = 420.0 if rng.uniform() < 0.2 else 110.0
    clock = Clock(float(rng.uniform(-30, 30)), float(rng.uniform(-50, 50)))
    middle = clock.offset_s + length / 2
    at = [middle + share * (length - 26) / 2 + rng.uniform(-3, 3) for share in (-1, 0, 1)]
    drawn = words(3, rng)
    mark_s = float(rng.uniform(0.008, 0.012))
    other, paused = rng.uniform() < 0.1, rng.uniform() < 1 / 12
    shown = words(3, rng) if other else drawn
    seen = [k for k in range(3) if rng.uniform() < rng.choice([0.35, 0.8, 1.0])]
    camera = random_camera(rng)
    screen_off = float(rng.uniform(-0.008, 0.008))  # of what the screen's own doubt allows
    times, light = camera.film(clock, length, [(shown[k], at[k] + screen_off) for k in seen], rng)
    sound, rate, delay = np.zeros(0), 0.0, float(rng.uniform(0, 0.25))
    has_sound = bool(rng.uniform() < 2 / 3)
    if has_sound:
        ear = random_microphone(rng)
        heard = [k for k in range(3) if rng.uniform() < 0.8]
        played = [(shown[k], at[k] + SOUND_AFTER_S + delay) for k in heard]
        sound, rate = ear.sound(clock, length, played, rng), ear.rate
    gone = 0.0
    if paused:
        keep = times < length / 3
        gone = float(rng.uniform(0.2, 20))
        keep |= times > length / 3 + gone
        times = np.where(times > length / 3, times - gone, times)[keep]
        light, sound = light[keep], np.zeros(0)
        has_sound = False
    film = FilmSignals(times, light, sound, rate)
    marks = [
        ShownMark(
            k + 1, at[k], drawn[k],
            CameraMark(write_word(drawn[k]), mark_s, SOUND_AFTER_S if has_sound else None, 0.03),
        )
        for k in range(3)
    ]  # fmt: skip
    alone = not any(camera.screen[2:]) and camera.reflected < 0.01
    return judged(align(marks, film), clock, film, pause=(length / 3, gone)) | {
        "seed": seed, "fps": camera.fps, "in_view": len(seen), "other_session": other,
        "sound": has_sound, "delay_s": round(delay, 4), "dark": alone, "length_s": length,
    }  # fmt: skip


def judged(
    found: Placement | Refusal,
    clock: Clock,
    film: FilmSignals,
    *,
    pause: tuple[float, float] = (0.0, 0.0),
) -> dict[str, object]:
    """Return whether a clip was placed, and how far that is from the truth.

    ``pause``: file time at which the camera was paused, and for how long, s.
    """
    paused = pause[1] > 0

    def true(file_s: np.ndarray) -> np.ndarray:
        return np.asarray(clock.session(file_s + pause[1] * (file_s > pause[0])))

    if isinstance(found, Refusal):
        return {"placed": False, "why": found.why.template, "paused": paused}
    end = float(film.times[-1]) if film.times.size else film.sound.size / film.rate
    tilt = (found.drift_ppm or 0.0) * 1e-6
    # what was paused has one clock before and another after: it may hold around its marks only
    reach = [m.file_s for m in found.seen] if paused else [0.0, end]
    holds = [(t - found.offset_s) / (1 + tilt) for t in found.holds]
    file_s = np.linspace(max(min(reach), holds[0]), min(max(reach), holds[1]), 50)
    said = found.offset_s + file_s * (1 + tilt)
    error = float(np.abs(said - true(file_s)).max())
    by_sound = all(mark.sound for mark in found.seen)
    at_marks = np.array([m.file_s for m in found.seen if m.sound == by_sound])
    at_marks_off = found.offset_s + at_marks * (1 + tilt) - true(at_marks)
    return {
        "placed": True, "paused": paused, "error_s": round(error, 5),
        "at_marks_s": round(float(np.abs(at_marks_off).max()), 5),
        "stated_s": round(found.uncertainty_s, 5), "by_sound": by_sound,
        "marks": len({m.number for m in found.seen}), "drift": found.drift_ppm is not None,
    }  # fmt: skip


def one_file(seed: int, folder: Path) -> dict[str, object]:
    """Return what became of a clip that was written to a file and read again."""
    from gui.qt.film_reader import read_film
    from gui.qt.qt_setup import offscreen_where_needed
    from tests.film import RATE, SIZE, make_film

    app = offscreen_where_needed()
    rng = np.random.default_rng(seed)
    clock = Clock(float(rng.uniform(-30, 30)), float(rng.uniform(-50, 50)))
    drawn, length = words(2, rng), 75.0
    at = [clock.session(5.0), clock.session(68.0)]
    fps = float(rng.choice(RATES))
    times = np.arange(0, length, 1 / fps)
    times = times[(rng.uniform(size=times.size) > 0.04) | (times == 0)]
    light = np.zeros(times.size)
    for word, when in zip(drawn, at, strict=True):
        light += 0.5 * (1 + flash_mean(word, clock.session(times) - when, 0.7 / fps))
    noise = rng.integers(0, 16, (SIZE[1], SIZE[0]), dtype=np.uint8)
    top, left = int(rng.integers(0, 120)), int(rng.integers(0, 240))

    def picture(k: int) -> np.ndarray:
        grey = 50 + np.roll(noise, 11 * k)
        grey[top : top + 45, left : left + 60] += np.uint8(70 * light[k])
        return grey

    sound = rng.normal(0, 0.03, int(length * RATE))
    for word, when in zip(drawn, at, strict=True):
        wave = 0.08 * chirp(word, RATE * (1 + clock.drift_ppm * 1e-6))
        first = round(float(clock.file(when + SOUND_AFTER_S)) * RATE)
        sound[first : first + wave.size] += wave
    path = folder / f"{seed}.mp4"
    make_film(path, times, picture, sound)
    film = read_film(path)
    marks = [
        ShownMark(k + 1, at[k], drawn[k], CameraMark("", 0.01, SOUND_AFTER_S, 0.03))
        for k in range(2)
    ]
    found = align(marks, film)
    app.processEvents()
    return judged(found, clock, film) | {"seed": seed, "fps": fps, "file": True}


def summary(clips: list[dict[str, Any]]) -> dict[str, object]:
    """Return counts and errors of clips."""
    placed = [clip for clip in clips if clip["placed"]]
    errors = np.array([clip["error_s"] for clip in placed]) if placed else np.zeros(1)
    hopeless = [c for c in clips if c.get("other_session") or not c.get("in_view", 1)]
    return {
        "clips": len(clips),
        "placed": len(placed),
        "refused": len(clips) - len(placed),
        "wrong": int(np.sum(errors > LIMIT_S)),
        "further_off_at_a_mark_than_stated": sum(
            float(c["at_marks_s"]) > float(c["stated_s"]) for c in placed
        ),
        "error_ms": {
            "median": round(1000 * float(np.median(errors)), 2),
            "p95": round(1000 * float(np.percentile(errors, 95)), 2),
            "worst": round(1000 * float(errors.max()), 2),
        },
        "placed_by_sound_alone": sum(bool(clip["by_sound"]) for clip in placed),
        "of_another_session_or_none_in_view": len(hopeless),
        "reasons": dict(Counter(str(c["why"]) for c in clips if not c["placed"])),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clips", type=int, default=200)
    parser.add_argument("--files", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    clips = []
    for k in range(options.clips):
        clips.append(one_clip(1000 * options.seed + k))
        print(json.dumps(clips[-1]), flush=True)
    files = []
    with tempfile.TemporaryDirectory() as folder:
        for k in range(options.files):
            files.append(one_file(1000 * options.seed + k, Path(folder)))
            print(json.dumps(files[-1]), flush=True)
    result = {
        "seed": options.seed, "limit_s": LIMIT_S, "rendered": summary(clips),
        "files": summary(files), "clips": clips + files,
    }  # fmt: skip
    options.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({k: result[k] for k in ("rendered", "files")}, indent=1))


if __name__ == "__main__":
    main()
