"""A synthetic study with known effects: what each session is, drawn before anything is written.

Clients are activated in episodes. How much of a session that takes, how long an episode lasts
(until the own range is reached again) and how far the therapist's heart goes along change over
the sessions and differ between dyads; an outcome score of each session follows from them. Every
effect is a number in :class:`StudyEffects`, every session's realised values are in its
:class:`Drawn`, and both are written to ``truth.json``.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from acquisition.simulator.script import (
    CLIENT_ACTIVATED,
    CLIENT_REST,
    THERAPIST_REST,
    Script,
    ScriptEvent,
    ScriptPhase,
)
from safehold.core.errors import ConfigError
from safehold.core.messages import Message

REST_S = 310.0
"""Rest at the beginning of a session, s; its baseline is from 5 to 305 s."""
SUPPORT_EVERY_S, FELT_EVERY_S = 120.0, 300.0
_SHARES = (0.05, 0.70)
_SHORTEST_S, _LONGEST_S = 60.0, 420.0
_RAISED_BPM = 17.0
OUTCOME, MODERATOR = "depth", "trait"
"""Names of the outcome of a session and of the moderator in ``outcomes.csv``."""
FORMULAS = {
    "share": "share + share_change * c + share_moderated * m * c + share_between_sd * u1 "
    "+ share_within_sd * e1, kept within 0.05 and 0.70; of the session after the rest",
    "return_s": "return_s + return_change_s * c + 20 * e2, so that whole episodes fit",
    "follow_bpm": "follow_bpm + follow_sd * e3, at least 0",
    "depth": "4 + outcome_within * (share - own mean) / 0.1 "
    "+ outcome_between * (own mean - share) / 0.1 + outcome_follow * (follow_bpm - own mean) "
    "+ outcome_between_sd * u2 + outcome_sd * e4",
    "felt_safety": "4 + 10 * (0.30 - share) + noise with SD 1, a whole number from 0 to 10",
    "letters": "c: -0.5 in the first session to 0.5 in the last; m: the moderator, mean 0 and SD "
    "1; u: one number a dyad; e: one a session; all standard normal",
}
"""How everything is drawn, in the names of the effects."""


@dataclass(frozen=True, slots=True)
class StudyEffects:
    """The true effects of a synthetic study; zero where there is none."""

    share: float = 0.30
    """Mean share of a session, after its rest, that the client is activated."""
    share_change: float = -0.20
    """Of that share, from the first session to the last."""
    share_moderated: float = -0.08
    """How much more it changes for a client one SD higher in the moderator."""
    share_between_sd: float = 0.06
    share_within_sd: float = 0.06
    return_s: float = 150.0
    """How long an episode lasts, s."""
    return_change_s: float = -60.0
    """Of that, from the first session to the last."""
    follow_bpm: float = 4.0
    """By how much the therapist's heart goes along with an episode, 1/min."""
    follow_sd: float = 2.0
    outcome_within: float = -0.5
    """On the outcome, of a session 0.1 above the client's own mean share."""
    outcome_between: float = -0.3
    """On the outcome, of a client whose mean share is 0.1 above the usual."""
    outcome_follow: float = 0.1
    """On the outcome, of a session in which the therapist's heart goes along by 1/min more."""
    outcome_between_sd: float = 0.5
    outcome_sd: float = 0.5

    def without(self) -> StudyEffects:
        """Return the same spreads without any effect: a study in which nothing is to be found."""
        none = ("share_change", "share_moderated", "return_change_s", "outcome_within",
                "outcome_between", "outcome_follow")  # fmt: skip
        return replace(self, **dict.fromkeys(none, 0.0))


@dataclass(frozen=True, slots=True)
class StudyDesign:
    """Who comes how often, and what is recorded."""

    dyads: int = 10
    sessions: int = 8
    minutes: float = 20.0
    """Length of a session."""
    signals: tuple[str, ...] = ("rr", "respiration")
    """Of each person; beats alone are written in a moment, an ECG takes its time."""
    missing: float = 0.05
    """Share of sessions without a score."""

    def __post_init__(self) -> None:
        if not (1 <= self.dyads <= 99 and 2 <= self.sessions <= 99):
            raise ConfigError(Message("A study has 1 to 99 dyads and 2 to 99 sessions of each."))
        # in a shorter one rest takes so much that measures of the session are missing
        if not 15 <= self.minutes <= 180:
            raise ConfigError(Message("A session takes 15 to 180 minutes."))
        if not 0 <= self.missing < 1:
            raise ConfigError(
                Message("{name} = {share:g} is not from 0 to below 1.", name="missing",
                        share=self.missing)
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a session really is."""

    session_id: str
    client: str
    therapist: str
    number: int
    seed: int
    share: float
    """Of the session after the rest, as realised."""
    episodes: int
    return_s: float
    follow_bpm: float
    rest_bpm: float
    trait: float
    depth: float | None
    """None where the score is missing."""
    felt: tuple[int, ...]
    """Felt safety, every five minutes."""


def draw_study(design: StudyDesign, effects: StudyEffects, seed: int) -> tuple[Drawn, ...]:
    """Draw every session of a study; the same seed gives the same.

    Raises
    ------
    ConfigError
        For a negative seed.
    """
    if seed < 0:
        raise ConfigError(
            Message("The seed {seed} is negative.", seed=seed),
            remedy=Message("Choose 0 or a whole number."),
        )
    rng = np.random.default_rng([seed, design.dyads, design.sessions])
    shape = (design.dyads, design.sessions)
    change = np.linspace(-0.5, 0.5, design.sessions)
    trait = rng.standard_normal((design.dyads, 1))
    share = effects.share + effects.share_change * change
    share = share + effects.share_moderated * trait * change
    share = share + effects.share_between_sd * rng.standard_normal((design.dyads, 1))
    share = np.clip(share + effects.share_within_sd * rng.standard_normal(shape), *_SHARES)
    left = 60 * design.minutes - REST_S
    back = effects.return_s + effects.return_change_s * change + 20 * rng.standard_normal(shape)
    episodes = np.maximum(1, np.round(share * left / np.clip(back, _SHORTEST_S, _LONGEST_S)))
    follow = np.maximum(0, effects.follow_bpm + effects.follow_sd * rng.standard_normal(shape))
    mean = share.mean(axis=1, keepdims=True)
    depth = 4 + effects.outcome_within * (share - mean) / 0.1
    depth = depth + effects.outcome_between * (mean - effects.share) / 0.1
    depth = depth + effects.outcome_follow * (follow - follow.mean(axis=1, keepdims=True))
    depth = depth + effects.outcome_between_sd * rng.standard_normal((design.dyads, 1))
    depth = depth + effects.outcome_sd * rng.standard_normal(shape)
    scored = rng.random(shape) >= design.missing
    rest = 68 + 3 * rng.standard_normal((design.dyads, 1)) + 2 * rng.standard_normal(shape)
    n_felt = len(_felt_times(60 * design.minutes))
    felt = 4 + 10 * (0.30 - share[..., None]) + rng.standard_normal((*shape, n_felt))
    return tuple(
        Drawn(
            f"d{d + 1:02d}-s{k + 1:02d}", f"P{d + 1:02d}", f"T{d // 2 + 1:02d}", k + 1,
            int(rng.integers(2**31)), float(share[d, k]), int(episodes[d, k]),
            float(share[d, k] * left / episodes[d, k]), float(follow[d, k]), float(rest[d, k]),
            float(trait[d, 0]), round(float(depth[d, k]), 3) if scored[d, k] else None,
            tuple(int(one) for one in np.clip(np.round(felt[d, k]), 0, 10)),
        )
        for d in range(design.dyads)
        for k in range(design.sessions)
    )  # fmt: skip


def script_of(one: Drawn, minutes: float) -> Script:
    """Return what the two go through in a session: rest, then calm and episodes in turn."""
    level = replace(CLIENT_REST, hr_bpm=one.rest_bpm)
    high = replace(CLIENT_ACTIVATED, hr_bpm=one.rest_bpm + _RAISED_BPM)
    along = replace(THERAPIST_REST, hr_bpm=THERAPIST_REST.hr_bpm + one.follow_bpm)
    left = 60 * minutes - REST_S
    calm = (left - one.episodes * one.return_s) / (one.episodes + 1)
    phases = [ScriptPhase("rest", REST_S, level, THERAPIST_REST)]
    for _ in range(one.episodes):
        phases.append(ScriptPhase("calm", calm, level, THERAPIST_REST))
        phases.append(ScriptPhase("high", one.return_s, high, along))
    phases.append(ScriptPhase("calm", calm, level, THERAPIST_REST))
    events = [ScriptEvent(5, "ph.baseline_start"), ScriptEvent(305, "ph.baseline_stop")]
    events += [
        ScriptEvent(float(at), "int.support", actor="T")
        for at in np.arange(REST_S + 60, 60 * minutes - 60, SUPPORT_EVERY_S)
    ]
    return Script("study", tuple(phases), tuple(events))


def answers_of(one: Drawn, minutes: float) -> list[tuple[float, str]]:
    """Return times, s, and marker texts of what the client said of felt safety."""
    return [
        (at, f"rate.safety;actor=C;target=client;value={value}")
        for at, value in zip(_felt_times(60 * minutes), one.felt, strict=True)
    ]


def _felt_times(seconds: float) -> list[float]:
    return [float(at) for at in np.arange(REST_S + 90, seconds - 30, FELT_EVERY_S)]


def truth_of(
    design: StudyDesign, effects: StudyEffects, seed: int, drawn: tuple[Drawn, ...]
) -> dict[str, Any]:
    """Return everything that is known of a study, for ``truth.json``."""
    return {
        "kind": "safehold simulated study",
        "seed": seed,
        "design": asdict(design),
        "effects": asdict(effects),
        "formulas": FORMULAS,
        "sessions": [asdict(one) for one in drawn],
    }
