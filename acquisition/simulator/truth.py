"""What really happens: breaths, then beats that follow them. Waveforms are drawn from this.

A breath goes from phase 0 (inspiration onset, the belt's trough) over pi (expiration onset, its
peak) to 2 pi. RR intervals follow it as ``A cos(phase)``: longest at inspiration onset, shorter
through the inspiration, shortest at its end.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from acquisition.simulator.script import BodyState, Script, ScriptEvent
from safehold.core.errors import ConfigError
from safehold.core.markers import encode_marker
from safehold.core.messages import Message
from safehold.core.types import FloatArray

PRE_ROLL_S = 12.0
"""Breaths and beats begin this long before time 0, so that nothing starts in mid-air."""
P2T_OFFSET_S = 0.75
"""Beats belong to a phase of the breath up to this long after its end (methods 1.4)."""


@dataclass(frozen=True, slots=True)
class Breaths:
    """Breaths in order; all times in script seconds, shape ``(n,)``."""

    t_insp: FloatArray
    t_exp: FloatArray
    t_end: FloatArray
    depth: FloatArray
    """Height of the belt's peak above its trough, arbitrary units, about 1."""

    def phase(self, times: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return phase (0 to 2 pi) and depth of the breath at each time."""
        k = np.clip(np.searchsorted(self.t_insp, times, side="right") - 1, 0, None)
        a, p, c = self.t_insp[k], self.t_exp[k], self.t_end[k]
        inspiring = times < p
        phase = np.where(
            inspiring, math.pi * (times - a) / (p - a), math.pi * (1 + (times - p) / (c - p))
        )
        return phase, self.depth[k]


@dataclass(frozen=True, slots=True)
class PersonTruth:
    """The truth about one simulated person."""

    person: str
    role: str
    beats: FloatArray
    """Times of the R peaks, script seconds, ascending, shape ``(n,)``."""
    breaths: Breaths
    ectopic: NDArray[np.bool_]
    """Which beats are ectopic, shape ``(n,)``."""

    @property
    def rr_ms(self) -> FloatArray:
        """Interval that each beat ends, ms; NaN for the first."""
        return np.concatenate(([np.nan], 1000 * np.diff(self.beats)))


@dataclass(frozen=True, slots=True)
class Simulation:
    """Simulated people, the script they follow, and the seed it all comes from."""

    script: Script
    people: tuple[PersonTruth, ...]
    seed: int

    def person(self, label: str) -> PersonTruth:
        """Return the truth about a person."""
        return next(truth for truth in self.people if truth.person == label)


def marker_text(event: ScriptEvent, number: int) -> str:
    """Return the marker text of a script event; start and stop of an interval share an id."""
    attributes = {"boundary": event.boundary, "id": f"sim{number:03d}", "actor": event.actor,
                  "target": event.target}  # fmt: skip
    return encode_marker(event.code, {key: text for key, text in attributes.items() if text})


def event_texts(script: Script) -> list[tuple[float, str]]:
    """Return time and marker text of every event of a script."""
    open_ids: dict[str, int] = {}
    texts = []
    for number, event in enumerate(sorted(script.events, key=lambda e: e.time), start=1):
        if event.boundary == "start":
            open_ids[event.code] = number
        shared = open_ids.pop(event.code, number) if event.boundary == "stop" else number
        texts.append((event.time, marker_text(event, shared)))
    return texts


class _SlowWave:
    """A slow oscillation of unit variance: a few sinusoids of random phase."""

    def __init__(self, rng: np.random.Generator, low_hz: float, high_hz: float) -> None:
        self._frequencies = rng.uniform(low_hz, high_hz, 6)
        self._phases = rng.uniform(0, 2 * math.pi, 6)

    def at(self, time: float) -> float:
        angles = 2 * math.pi * self._frequencies * time + self._phases
        return float(np.sin(angles).sum() / math.sqrt(3))


def _breath_lengths(state: BodyState, rng: np.random.Generator) -> tuple[float, float]:
    """Return the durations of inspiration and expiration of the next breath, s."""
    mean = 60 / state.breaths_per_min
    quiet = mean * (1 + state.breath_cv * rng.standard_normal())
    quiet_insp = state.duty * quiet
    spoken_insp = rng.uniform(0.6, 1.1)
    spoken_exp = rng.gamma(4.0, (mean - 0.85) / 4.0)
    insp = (1 - state.speech) * quiet_insp + state.speech * spoken_insp
    exp = (1 - state.speech) * (quiet - quiet_insp) + state.speech * spoken_exp
    return float(np.clip(insp, 0.5, 6.0)), float(np.clip(exp, 0.9, 9.0))


def _simulate_breaths(script: Script, role: str, rng: np.random.Generator) -> Breaths:
    onset, rows = -PRE_ROLL_S, []
    while onset < script.duration + PRE_ROLL_S:
        state = script.state_at(onset, role)
        insp, exp = _breath_lengths(state, rng)
        depth = max(0.3, 1 + (0.08 + 0.2 * state.speech) * rng.standard_normal())
        rows.append((onset, onset + insp, onset + insp + exp, depth))
        onset += insp + exp
    table = np.array(rows)
    return Breaths(table[:, 0], table[:, 1], table[:, 2], table[:, 3])


def _simulate_beats(
    script: Script, role: str, breaths: Breaths, rng: np.random.Generator
) -> FloatArray:
    mayer = _SlowWave(rng, 0.08, 0.11)
    drift = _SlowWave(rng, 0.004, 0.015)
    # Past the breaths that cover it nothing is simulated.
    end = min(script.duration + PRE_ROLL_S / 2, float(breaths.t_end[-1]))
    time = float(breaths.t_insp[0]) + rng.uniform(0.2, 1.0)
    beats = [time]
    while time < end:
        state = script.state_at(time, role)
        mean = 60_000 / (state.hr_bpm + 0.7 * drift.at(time))
        middle = time + mean / 2000
        phase, _ = breaths.phase(np.array([middle]))
        rr = mean + state.rsa_ms * math.cos(float(phase[0]))
        rr += state.lf_ms * mayer.at(middle) + state.noise_ms * rng.standard_normal()
        time += float(np.clip(rr, 330, 1900)) / 1000
        beats.append(time)
    return np.array(beats)


def simulate(
    script: Script, people: Sequence[str] = ("client", "therapist"), *, seed: int = 1
) -> Simulation:
    """Simulate people through a script; the same seed gives the same people.

    Parameters
    ----------
    script : Script
        For example ``SCRIPTS["demo"]``.
    people : sequence of str
        Labels; one that begins with ``client`` follows the client's states, others the
        therapist's.
    seed : int
        0 or above.

    Raises
    ------
    ConfigError
        For no people, a label twice, or a negative seed.
    """
    if not people or len(set(people)) != len(people):
        raise ConfigError(
            Message(
                ("The people {people} are not valid, or one is named twice."), people=list(people)
            )
        )
    if seed < 0:
        raise ConfigError(
            Message("The seed {seed} is negative.", seed=seed),
            remedy=Message("Choose 0 or a whole number."),
        )
    truths = []
    for index, label in enumerate(people):
        rng = np.random.default_rng([seed, index])
        role = "client" if label.startswith("client") else "therapist"
        breaths = _simulate_breaths(script, role, rng)
        beats = _simulate_beats(script, role, breaths, rng)
        truths.append(PersonTruth(label, role, beats, breaths, np.zeros(len(beats), dtype=bool)))
    return Simulation(script, tuple(truths), seed)
