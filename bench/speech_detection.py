"""How well turns of speech are found: two people at two microphones, with noise and crosstalk.

Conversations are put together from single utterances, so that it is known who speaks when: those
of a synthesiser (``espeak-ng``, four voices, English and German), and real ones where the Debian
package ``pocketsphinx-testdata`` is unpacked (``--real``: read LibriVox and dictated recordings of
16 kHz). Each microphone hears the other person so many dB less loudly, and the noise of a room
(1/f). A person speaks, in truth, where their utterance is louder than 35 dB below its voice, in
frames of 32 ms; of real ones 20 dB, for they bring a room of their own.

Run ``python bench/speech_detection.py --out bench/results/speech_detection.json``; needs
``espeak-ng``; seeded.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import time
import wave
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy.signal import resample_poly

from processing.signals.voice_activity import FRAME_S, FRAME_SAMPLES, RATE_HZ, VoiceActivity
from processing.signals.voices import PAUSE_S
from safehold.core.media import MediaPlace
from safehold.core.types import FloatArray
from safehold.offline.listening import HeardFile, turns_heard

VOICES = (("en+m3", "en+f2"), ("de+m1", "de+f4"))
SENTENCES = {
    "en": (
        "I was afraid of it all week, and I could not sleep.", "What was it like, to notice that?",
        "Mhm.", "Yes.", "And then he called, and I did not know what to say to him.",
        "Take your time.", "I think I would rather not talk about that today.",
    ),
    "de": (
        "Ich habe die ganze Woche nicht geschlafen, und dann kam der Anruf.",
        "Was haben Sie da gespürt?", "Mhm.", "Ja.", "Es war, als ob ich gar nicht da wäre.",
        "Lassen Sie sich Zeit.", "Darüber möchte ich heute lieber nicht sprechen.",
    ),
}  # fmt: skip
LOUDNESS = 0.05
REAL = "librivox/*.wav", "cards/*.wav", "goforward.raw", "numbers.raw", "something.raw"
QUIET_DB = {"synthetic": 35.0, "real": 20.0}
"""Real recordings bring a room of their own, some 25 dB below the voice."""
ROWS = (
    (20, 14, 0), (10, 14, 0), (40, 14, 0), (0, 14, 0), (20, 20, 0), (20, 10, 0), (20, 4, 0),
    (20, 14, 10),
)  # fmt: skip
"""Signal to noise, crosstalk, and how much louder the first microphone is set, dB."""


def synthetic() -> list[list[FloatArray]]:
    """Return utterances of two people."""
    people: list[list[FloatArray]] = [[], []]
    for pair in VOICES:
        for k, name in enumerate(pair):
            for text in SENTENCES[name[:2]]:
                said = subprocess.run(
                    ["espeak-ng", "-v", name, "-s", "150", "--stdout", text],
                    capture_output=True, check=True,
                ).stdout  # fmt: skip
                with wave.open(io.BytesIO(said)) as file:
                    rate = file.getframerate()
                    raw = np.frombuffer(file.readframes(file.getnframes()), "<i2")
                people[k].append(resample_poly(raw / 32768, RATE_HZ, rate))
    return [[_even(sound) for sound in mine] for mine in people]


def real(folder: Path) -> list[list[FloatArray]]:
    """Return utterances of a woman who reads, and of those who dictate."""
    people: list[list[FloatArray]] = [[], []]
    for k, pattern in enumerate(REAL):
        for path in sorted(folder.glob(pattern)):
            data = path.read_bytes()
            raw = np.frombuffer(
                data[44 if path.suffix == ".wav" else 0 :][: len(data) // 2 * 2 - 44], "<i2"
            )
            people[min(k, 1)].append(_even(raw / 32768))
    return people


def _even(sound: FloatArray) -> FloatArray:
    """Return a sound whose loud parts have one loudness."""
    n = sound.size // FRAME_SAMPLES
    power = np.square(sound[: n * FRAME_SAMPLES]).reshape(n, -1).mean(axis=1)
    loud = power[power > power.max() * 10**-2]
    return np.asarray(LOUDNESS * sound / np.sqrt(loud.mean()), dtype=np.float64)


def conversation(
    people: list[list[FloatArray]], minutes: float, quiet_db: float, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """Return the sound of each person, shape ``(n, 2)``, and what of it is speech, by frame."""
    n = round(60 * minutes * RATE_HZ)
    sound, t, who = np.zeros((n, 2)), RATE_HZ, 0
    while True:
        said = people[who][rng.integers(len(people[who]))]
        if t + said.size > n - RATE_HZ:
            break
        sound[t : t + said.size, who] += said
        changes = rng.uniform() < 0.6
        who = 1 - who if changes else who
        gap = rng.normal(0.3, 0.5) if changes else rng.uniform(0.6, 3.0)
        t = max(round(t + said.size + RATE_HZ * gap), RATE_HZ)
    frames = sound[: n // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES, 2)
    power = np.square(frames).mean(axis=1)
    limit = LOUDNESS**2 * 10 ** (-quiet_db / 10)
    return sound, power > limit


def room(n: int, rng: np.random.Generator) -> FloatArray:
    """Return noise whose power falls with frequency, standard deviation 1."""
    frequency = np.maximum(np.fft.rfftfreq(n, 1 / RATE_HZ), 20)
    spectrum = rng.normal(size=frequency.size) + 1j * rng.normal(size=frequency.size)
    noise = np.fft.irfft(spectrum / np.sqrt(frequency), n)
    return np.asarray(noise / noise.std(), dtype=np.float64)


def bridged(speech: FloatArray) -> FloatArray:
    """Return the truth as turns have it: silences below half a second are part of them."""
    out = speech.astype(bool).copy()
    for k in range(out.shape[1]):
        on = np.flatnonzero(out[:, k])
        for one, two in pairwise(on.tolist()):
            if (two - one - 1) * FRAME_S < PAUSE_S:
                out[one:two, k] = True
    return out


def found(microphones: FloatArray) -> tuple[dict[str, list[tuple[float, float]]], float]:
    """Return the turns of each person, and the CPU seconds that it took."""
    start = time.process_time()
    frames = [VoiceActivity().feed(microphones[:, k]) for k in range(2)]
    heard = [HeardFile("", ("client", "therapist"), frames, MediaPlace("", 0.0))]
    return turns_heard(heard), time.process_time() - start


def errors(
    truth: FloatArray, turns: dict[str, list[tuple[float, float]]]
) -> dict[str, float | None]:
    """Return how far turns are from the truth."""
    told = np.zeros_like(truth, dtype=bool)
    onset, end = [], []
    for k, person in enumerate(("client", "therapist")):
        edges = np.diff(truth[:, k].astype(int), prepend=0, append=0)
        starts, stops = FRAME_S * np.flatnonzero(edges > 0), FRAME_S * np.flatnonzero(edges < 0)
        for t0, t1 in turns[person]:
            told[round(t0 / FRAME_S) : round(t1 / FRAME_S), k] = True
            onset.append(t0 - starts[np.abs(starts - t0).argmin()])
            end.append(t1 - stops[np.abs(stops - t1).argmin()])
    other = truth[:, ::-1] & ~truth
    silent = ~truth & ~other
    return {
        "missed": float((truth & ~told).sum() / truth.sum()),
        "false_in_silence": float((silent & told).sum() / silent.sum()),
        "others_voice": float((other & told).sum() / other.sum()),
        "overlap_found": float(both.mean())
        if (both := told.all(axis=1)[truth.all(axis=1)]).size
        else None,
        "onset_s": float(np.median(onset)),
        "onset_p90_s": float(np.percentile(np.abs(onset), 90)),
        "end_s": float(np.median(end)),
        "end_p90_s": float(np.percentile(np.abs(end), 90)),
        "share_error": float(np.abs(told.mean(axis=0) - truth.mean(axis=0)).max()),
        "turns": len(onset),
    }


def main() -> None:
    """Measure and write the results, after each row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--real", type=Path, help="folder 'data' of pocketsphinx-testdata")
    parser.add_argument("--minutes", type=float, default=1.5)
    parser.add_argument("--seed", type=int, default=24)
    given = parser.parse_args()
    speakers = {"synthetic": synthetic()}
    if given.real is not None:
        speakers["real"] = real(given.real)
    result: dict[str, Any] = {"seed": given.seed, "minutes": given.minutes, "rows": []}
    if given.out.exists():  # goes on where it was stopped
        before = json.loads(given.out.read_text(encoding="utf-8"))
        if (before["seed"], before["minutes"]) == (given.seed, given.minutes):
            result["rows"] = before["rows"]
    for kind, people in reversed(speakers.items()):
        for snr, apart, gain in ROWS if kind == "synthetic" else ROWS[:2]:
            about = {"speech": kind, "snr_db": snr, "apart_db": apart, "gain_db": gain}
            if any(about.items() <= row.items() for row in result["rows"]):
                continue
            rng = np.random.default_rng([given.seed, snr, apart, gain])
            sound, speech = conversation(people, given.minutes, QUIET_DB[kind], rng)
            leak = 10 ** (-apart / 20)
            noise = np.column_stack([room(len(sound), rng) for _ in range(2)])
            heard = sound + leak * sound[:, ::-1] + LOUDNESS * 10 ** (-snr / 20) * noise
            heard[:, 0] *= 10 ** (gain / 20)
            turns, cpu_s = found(heard)
            row = {key: v and round(v, 4) for key, v in errors(bridged(speech), turns).items()}
            result["rows"].append({**about, **row})
            result["cpu_s_a_minute_of_two_voices"] = round(cpu_s / given.minutes, 2)
            given.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
            print(result["rows"][-1], flush=True)


if __name__ == "__main__":
    main()
