"""Scripts: what the simulated people go through, phase by phase."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from itertools import accumulate

TRANSITION_S = 6.0
"""From one phase to the next a body takes this long, s."""


@dataclass(frozen=True, slots=True)
class BodyState:
    """What heart and breath tend to in a phase."""

    hr_bpm: float
    rsa_ms: float
    """RSA amplitude A: RR swings by +-A with the breath, ms."""
    breaths_per_min: float
    breath_cv: float = 0.06
    """Coefficient of variation of breath durations."""
    duty: float = 0.42
    """Inspiration's share of a breath."""
    lf_ms: float = 12.0
    """SD of a slow oscillation of RR around 0.1 Hz, ms."""
    noise_ms: float = 6.0
    """SD of beat-to-beat noise of RR, ms."""
    speech: float = 0.0
    """0 quiet to 1 speaking: short inspirations, long irregular expirations."""

    def expected_p2t_ms(self) -> float:
        """Return the peak-to-trough RSA that sinusoidal RSA of this amplitude gives, ms.

        ``2 A sin(pi f m) / (pi f m)`` with breathing frequency f and mean RR m (methods 1.4):
        beats sample the wave, so it is a little less than ``2 A``.
        """
        x = math.pi * (self.breaths_per_min / 60) * (60 / self.hr_bpm)
        return 2 * self.rsa_ms * math.sin(x) / x


@dataclass(frozen=True, slots=True)
class ScriptEvent:
    """A marker of the script."""

    time: float
    """Seconds from the start of the script."""
    code: str
    boundary: str = "point"
    actor: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class ScriptPhase:
    """A stretch of the script in which nobody's state changes."""

    name: str
    duration: float
    client: BodyState
    therapist: BodyState

    def state(self, role: str) -> BodyState:
        """Return the state of a role: ``client``, else the therapist's."""
        return self.client if role == "client" else self.therapist


@dataclass(frozen=True, slots=True)
class Script:
    """Phases in order, and the markers sent at their times."""

    name: str
    phases: tuple[ScriptPhase, ...]
    events: tuple[ScriptEvent, ...]

    @property
    def duration(self) -> float:
        """Length of the script, s."""
        return sum(phase.duration for phase in self.phases)

    def bounds(self) -> list[tuple[float, float, ScriptPhase]]:
        """Return start, end and phase for each phase."""
        ends = list(accumulate(phase.duration for phase in self.phases))
        return [
            (end - phase.duration, end, phase)
            for end, phase in zip(ends, self.phases, strict=True)
        ]

    def state_at(self, time: float, role: str) -> BodyState:
        """Return a role's state at a time; before and after the script the first and last."""
        bounds = self.bounds()
        index = next((k for k, (_, end, _) in enumerate(bounds) if time < end), len(bounds) - 1)
        start, _, phase = bounds[index]
        state = phase.state(role)
        if index == 0 or time >= start + TRANSITION_S:
            return state
        share = 0.5 - 0.5 * math.cos(math.pi * max(0.0, time - start) / TRANSITION_S)
        return blend(bounds[index - 1][2].state(role), state, share)


def blend(first: BodyState, second: BodyState, share: float) -> BodyState:
    """Return the state that lies a share (0-1) of the way from the first to the second."""
    return BodyState(
        *(
            (1 - share) * getattr(first, f.name) + share * getattr(second, f.name)
            for f in fields(BodyState)
        )
    )


CLIENT_REST = BodyState(hr_bpm=68, rsa_ms=44, breaths_per_min=14.3)
THERAPIST_REST = BodyState(hr_bpm=63, rsa_ms=36, breaths_per_min=12.7)
CLIENT_TALKS = replace(
    CLIENT_REST, hr_bpm=71, rsa_ms=40, breaths_per_min=13, breath_cv=0.3, speech=1.0
)
THERAPIST_TALKS = replace(
    THERAPIST_REST, hr_bpm=65, rsa_ms=34, breaths_per_min=12, breath_cv=0.3, speech=1.0
)
CLIENT_ACTIVATED = replace(
    CLIENT_REST, hr_bpm=85, rsa_ms=17, breaths_per_min=17.2, lf_ms=8, noise_ms=5
)
THERAPIST_WITH_IT = replace(THERAPIST_REST, hr_bpm=66, rsa_ms=32, breaths_per_min=13.4)
CLIENT_SETTLING = replace(CLIENT_REST, hr_bpm=72, rsa_ms=37, breaths_per_min=13.6)


def _demo() -> Script:
    """150 seconds for the demo profile: baseline 5-45 s, activation 55-105 s."""
    return Script(
        "demo",
        (
            ScriptPhase("settling", 5, CLIENT_REST, THERAPIST_REST),
            ScriptPhase("baseline", 40, CLIENT_REST, THERAPIST_REST),
            ScriptPhase("conversation", 10, CLIENT_REST, replace(THERAPIST_TALKS, speech=0.5)),
            ScriptPhase("activation", 23, CLIENT_ACTIVATED, THERAPIST_WITH_IT),
            ScriptPhase("rupture", 14, CLIENT_ACTIVATED, THERAPIST_WITH_IT),
            ScriptPhase("repair", 13, CLIENT_ACTIVATED, THERAPIST_REST),
            ScriptPhase("restoration", 45, CLIENT_REST, THERAPIST_REST),
        ),
        (
            ScriptEvent(5, "ph.baseline_start"),
            ScriptEvent(45, "ph.baseline_stop"),
            ScriptEvent(55, "ev.challenge", "start", "T", "client"),
            ScriptEvent(78, "al.rupture.withdrawal", "start", "C"),
            ScriptEvent(92, "al.rupture.withdrawal", "stop", "C"),
            ScriptEvent(92, "al.repair", "start", "T"),
            ScriptEvent(105, "al.repair", "stop", "T"),
            ScriptEvent(105, "ev.challenge", "stop", "T", "client"),
            ScriptEvent(112, "int.support", actor="T"),
        ),
    )


def _full() -> Script:
    """Real protocol in 23 minutes, with a resting baseline at both ends."""
    return Script(
        "full",
        (
            ScriptPhase("baseline", 300, CLIENT_REST, THERAPIST_REST),
            ScriptPhase("conversation", 240, CLIENT_TALKS, THERAPIST_TALKS),
            ScriptPhase("activation", 180, CLIENT_ACTIVATED, THERAPIST_WITH_IT),
            ScriptPhase("rupture", 120, replace(CLIENT_ACTIVATED, hr_bpm=82, rsa_ms=20),
                  THERAPIST_WITH_IT),
            ScriptPhase("repair", 120, CLIENT_SETTLING, replace(THERAPIST_TALKS, speech=0.5)),
            ScriptPhase("restoration", 240, CLIENT_REST, THERAPIST_REST),
            ScriptPhase("end_baseline", 180, CLIENT_REST, THERAPIST_REST),
        ),
        (
            ScriptEvent(0.5, "ph.baseline_start"),
            ScriptEvent(300, "ph.baseline_stop"),
            ScriptEvent(300, "cf.speech_client", "start", "C"),
            ScriptEvent(300, "cf.speech_therapist", "start", "T"),
            ScriptEvent(540, "cf.speech_client", "stop", "C"),
            ScriptEvent(540, "cf.speech_therapist", "stop", "T"),
            ScriptEvent(540, "ev.challenge", "start", "T", "client"),
            ScriptEvent(720, "ev.challenge", "stop", "T", "client"),
            ScriptEvent(720, "al.rupture.withdrawal", "start", "C"),
            ScriptEvent(840, "al.rupture.withdrawal", "stop", "C"),
            ScriptEvent(840, "al.repair", "start", "T"),
            ScriptEvent(960, "al.repair", "stop", "T"),
            ScriptEvent(1000, "int.support", actor="T"),
            ScriptEvent(1200, "ph.end_baseline", "start"),
            ScriptEvent(1380, "ph.end_baseline", "stop"),
        ),
    )  # fmt: skip


SCRIPTS: dict[str, Script] = {script.name: script for script in (_demo(), _full())}
