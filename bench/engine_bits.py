"""Hashes of everything the engine says of real and simulated recordings: are two states equal?

``python bench/engine_bits.py --data DIR --out FILE`` plays each recording at once and writes one
hash for each kind of output: beats, breaths, ticks, conditions, notices. With ``--against FILE``
it compares with what an earlier state gave on the same machine and tells every kind that differs.
``--troubled N`` adds so many recordings with random troubles, each played at once and in chunks of
random lengths, which must come out the same.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import argparse
import json
import time
import warnings
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from _troubled import recording as troubled
from engine_speed import Session, spec
from real_recordings import Recording, pairs, singles

from processing.zones.person import PersonEngine
from safehold.core.canonical import digest
from safehold.core.settings import DEMO, STANDARD, EngineSettings
from safehold.core.types import (
    Boundary,
    Chunk,
    ClockOffset,
    EngineInput,
    Event,
    EventKind,
    FloatArray,
    Mark,
    MissingTicks,
    Role,
    StreamSpec,
    Turn,
)

SECONDS = 240
Case = tuple[str, list[StreamSpec], list[EngineInput], EngineSettings]


def chunk(stream: StreamSpec, times: FloatArray, values: FloatArray) -> Chunk:
    """Return a whole stream in one piece."""
    return Chunk(stream.stream_id, 0, times, values)


def real(recording: Recording) -> Case:
    """Return the first minutes of a real recording."""
    streams, items = [], []
    for role, (times, values) in recording.sensors.items():
        name = "airflow" if role is Role.RESPIRATION and recording.airflow else role.value
        rate = float(len(times) / (times[-1] - times[0]))
        streams.append(StreamSpec(f"p-{role.value}", name, role.value, "b", role, "p", "", rate))
        kept = times < SECONDS
        items.append(chunk(streams[-1], times[kept], values[kept]))
    return recording.name, streams, items, STANDARD


def signal(rate: int, seed: int) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return times and values of a simulated ECG and belt."""
    session = Session(rate, seed)
    seconds = [session.second(n) for n in range(SECONDS)]
    heart, belt = (np.concatenate(parts) for parts in zip(*seconds, strict=True))
    return np.arange(heart.size) / rate, heart.copy(), np.arange(belt.size) / 50, belt.copy()


def marks() -> list[EngineInput]:
    """Return a baseline, speech, movement and a stall."""
    rest = Event("e1", "ph.baseline", 5.0, None, EventKind.INTERVAL)
    points = [Event("e2", "cf.speech_client", 120.0), Event("e3", "cf.movement", 150.0)]
    return [
        Mark(rest, Boundary.START, {"p": 6}),
        *(Mark(event, Boundary.POINT, {"p": int(event.onset) + 2}) for event in points),
        MissingTicks("p", 200, 202, "p-ecg", 0.0),
    ]


@dataclass
class Sensors:
    """A simulated ECG and belt, to be troubled."""

    rate: int
    rng: np.random.Generator
    at: FloatArray
    heart: FloatArray
    breath_at: FloatArray
    belt: FloatArray
    items: list[EngineInput] = field(default_factory=list)

    def drift(self) -> None:
        self.at = self.at * (1 + 3e-4) + 0.003 * np.sin(self.at / 40)

    def jitter(self) -> None:
        self.at = self.at + 0.001 * self.rng.standard_normal(self.at.size)

    def packets(self) -> None:
        self.at = np.repeat(self.at[::36], 36)[: self.at.size] + 36 / self.rate
        self.at += np.repeat(0.02 * self.rng.random(self.at.size), 36)[: self.at.size]

    def gaps(self) -> None:
        self._lose((self.at > 60) & (self.at < 63) | (self.at > 100) & (self.at < 100.25))
        kept = (self.breath_at < 70) | (self.breath_at > 74)
        self.breath_at, self.belt = self.breath_at[kept], self.belt[kept]

    def lost(self) -> None:
        self._lose((self.at > 130) & (self.at < 130.1))

    def _lose(self, gone: np.ndarray) -> None:
        self.at, self.heart = self.at[~gone], self.heart[~gone]

    def late(self) -> None:
        self.at[80 * self.rate : 80 * self.rate + self.rate // 2] -= 4.0

    def holes(self) -> None:
        self.heart[90 * self.rate : 91 * self.rate : 3] = np.nan
        self.at[95 * self.rate], self.at[96 * self.rate] = np.nan, 0.0

    def noise(self) -> None:
        self.heart += 0.3 * self.rng.standard_normal(self.heart.size) * ((self.at % 60) > 40)

    def reset(self) -> None:
        self.at[140 * self.rate :] += 100.0
        self.items.append(ClockOffset("p-ecg", 140 * self.rate, -100.0, 1e-4))

    def offsets(self) -> None:
        self.items += [
            ClockOffset("p-ecg", k, float(0.002 * self.rng.random()), 1e-4)
            for k in range(0, self.at.size, 5 * self.rate + 7)
        ]

    def turned(self) -> None:
        self.items.append(Turn("p-ecg", inverted=True, act_from=100))
        self.items.append(Turn("p-respiration", inverted=True, act_from=130))

    def held(self) -> None:
        self.belt[3000:4500] = self.belt[3000] + 0.01 * self.rng.standard_normal(1500)

    def marks(self) -> None:
        self.items += marks()


def simulated(rate: int, troubles: Sequence[str], seed: int) -> Case:
    """Return a simulated recording with troubles: names of methods of the sensors."""
    found = Sensors(rate, np.random.default_rng(seed), *signal(rate, seed))
    for trouble in troubles:
        getattr(found, trouble)()
    streams = [spec(Role.ECG, rate), spec(Role.RESPIRATION, 50)]
    heart = chunk(streams[0], found.at, found.heart)
    belt = chunk(streams[1], found.breath_at, found.belt)
    name = f"{rate} Hz: {', '.join(troubles) or 'clean'}"
    return name, streams, [*found.items, heart, belt], DEMO


def strap() -> Case:
    """Return RR intervals and a belt."""
    _, _, breath_at, belt = signal(250, 9)
    rr = 800 + 40 * np.sin(np.arange(290) * 0.8 * 2 * np.pi / 4)
    streams = [
        StreamSpec("p-rr", "rr", "RR", "b", Role.RR, "p", "ms", 0.0), spec(Role.RESPIRATION, 50)
    ]  # fmt: skip
    items = [chunk(streams[0], 0.3 + np.cumsum(rr) / 1000, rr), chunk(streams[1], breath_at, belt)]
    return "strap", streams, [*items], STANDARD


def cases(data: Path | None) -> Iterator[Case]:
    """Yield all recordings."""
    yield simulated(250, (), 0)
    yield simulated(250, ("drift", "marks"), 1)
    yield simulated(250, ("jitter", "gaps", "noise", "offsets"), 2)
    yield simulated(130, ("packets", "lost", "holes", "marks"), 3)
    yield simulated(1000, ("late", "holes", "noise"), 4)
    yield simulated(250, ("reset", "turned"), 5)
    yield simulated(250, ("held", "gaps", "late"), 6)
    yield strap()
    if data is not None:
        yield from (real(r) for r in singles(data / "single"))
        yield from (real(r) for r in pairs(data / "dyad"))


def hashes(case: Case) -> dict[str, str | float]:
    """Return a hash for each kind of output, and how long it took."""
    _, streams, items, settings = case
    engine = PersonEngine("p", streams, settings, session_zero=0.0)
    before = time.process_time()
    said = defaultdict(list)
    for item in items:
        for output in engine.feed(item):
            said[type(output).__name__].append(output)
    took = time.process_time() - before
    found = {f"{kind} ({len(all_)})": digest(all_)[:16] for kind, all_ in sorted(said.items())}
    return {**found, "cpu_s": round(took, 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder with single/ and dyad/")
    parser.add_argument("--troubled", type=int, default=0, metavar="N")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--against", type=Path)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    earlier = json.loads(options.against.read_text()) if options.against else {}
    found = {}
    for case in cases(options.data):
        name = case[0]
        found[name] = hashes(case)
        known = earlier.get(name, {})
        keys = {*found[name], *known} - {"cpu_s"}
        other = sorted(k for k in keys if known and found[name].get(k) != known.get(k))
        print(f"{name}: {found[name]['cpu_s']} s", *(f"DIFFERS {k}" for k in other), flush=True)
    for seed in range(options.troubled):
        case = troubled(seed, whole=True)
        found[case[0]] = one = hashes(case)
        other = hashes(troubled(seed, whole=False))
        known = earlier.get(case[0], one)
        keys = {*one, *other, *known} - {"cpu_s"}
        cuts = [k for k in keys if one.get(k) != other.get(k) and not k.startswith("Notice")]
        moved = [k for k in keys if one.get(k) != known.get(k)]
        if cuts or moved:
            print(case[0], *(f"CUT DIFFERS {k}" for k in cuts), *(f"DIFFERS {k}" for k in moved))
    print(f"{len(found)} recordings, {options.troubled} of them troubled")
    if options.out:
        options.out.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
