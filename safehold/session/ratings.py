"""Ratings: from samples of a rating stream to events, and when which scale is asked."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from safehold.core.codebook import RATING_PREFIX
from safehold.core.markers import decode_marker, encode_marker, is_code
from safehold.core.study import Prompt, Scale, Study
from safehold.core.types import StreamSpec
from safehold.session.event_prompts import EventPrompts

ASK = "ask"
"""Code of a request for an answer; its attributes are ``scales`` and ``target``."""
ACTORS = {"client": "C", "therapist": "T"}
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that a person answers scales."""

    target: str
    """Label of the person."""
    scales: tuple[str, ...]
    """Names; empty for whatever the window shows."""
    why: str = ""
    """What it followed, or ``random``; kept with the session, told to nobody who answers."""

    @property
    def attributes(self) -> dict[str, str]:
        """What the request says besides its code."""
        return {"scales": ",".join(self.scales), "target": self.target}

    @property
    def kept(self) -> dict[str, str]:
        """What the session keeps of it: why it was asked too."""
        return {**self.attributes, **({"why": self.why} if self.why else {})}


def read_ask(text: str) -> Ask | None:
    """Return the request in a marker text, or None where it is none."""
    code, attributes = decode_marker(text)
    if code != ASK or "target" not in attributes:
        return None
    names = tuple(name for name in attributes.get("scales", "").split(",") if name)
    return Ask(attributes["target"], names)


def rating_text(scale: str, value: float, person: str) -> str:
    """Return the marker text of a rating: ``rate.safety;actor=C;target=client;value=6``."""
    attributes = {"value": f"{round(value, DECIMALS):g}"}
    if person:
        attributes["target"] = person
    actor = ACTORS.get(person.rstrip("0123456789"))
    if actor:
        attributes["actor"] = actor
    return encode_marker(RATING_PREFIX + scale, attributes)


def rating_texts(spec: StreamSpec, row: Sequence[float]) -> Iterator[str]:
    """Yield the marker text of each scale that one sample of a rating stream answers.

    Parameters
    ----------
    spec : StreamSpec
        Its labels name the scales; a label that cannot be a code is called by its place.
    row : sequence of float
        One value per channel; NaN is no answer.
    """
    for k, value in enumerate(row):
        if not math.isfinite(value):
            continue
        label = spec.labels[k] if k < len(spec.labels) else ""
        name = re.sub(r"[^a-z0-9_]+", "_", label.casefold()).strip("_")
        if not is_code(RATING_PREFIX + name) or not name:
            name = f"channel{k + 1}"
        yield rating_text(name, value, spec.person or "")


def fitting(scale: Scale, value: float) -> float:
    """Return the possible value of a scale that is nearest: within its ends, on its steps."""
    inside = min(max(value, scale.low), scale.high)
    if scale.step <= 0:
        return inside
    steps = math.floor((inside - scale.low) / scale.step + 0.5)
    return min(scale.low + steps * scale.step, scale.high)


def asked_scales(study: Study, role: str) -> tuple[Scale, ...]:
    """Return the scales that a role's window shows: those its prompts ask, or else all of it."""
    own = tuple(scale for scale in study.scales if scale.who == role)
    asked = {name for prompt in study.prompts for name in prompt.scales}
    return tuple(scale for scale in own if scale.name in asked) or own


class PromptSchedule:
    """Says which scales are due.

    A pure state machine: time and phase are given, so that it can be tried with any.

    Parameters
    ----------
    study : Study
        Its prompts, scales and people.
    seed : str
        Random moments are drawn from it: the session's id.
    """

    def __init__(self, study: Study, seed: str = "") -> None:
        self._study = study
        self._phase = ""
        self._next: dict[int, float] = {}
        self._after = {
            k: EventPrompts(prompt, f"{seed}/{k}")
            for k, prompt in enumerate(study.prompts)
            if prompt.after
        }
        self._asked_at = -math.inf

    def due(self, now: float, phase: str, happened: Sequence[str] = ()) -> list[Ask]:
        """Return what to ask at session time ``now`` while ``phase`` lasts.

        A prompt that fell due while nobody looked is asked once, not as often as it was missed.
        ``happened``: what did since the last call (:mod:`safehold.session.event_prompts`).
        """
        asks = self._timed(now, phase)
        if asks:
            self._asked_at = now
        for k, prompts in self._after.items():
            if why := prompts.due(now, phase, happened, self._asked_at):
                self._asked_at = now
                asks += [replace(ask, why=why) for ask in self.asks(self._study.prompts[k])]
        return asks

    def _timed(self, now: float, phase: str) -> list[Ask]:
        asks: list[Ask] = []
        for k, prompt in enumerate(self._study.prompts):
            if phase != self._phase:
                if prompt.at_end and self._phase in prompt.phases:
                    asks += self.asks(prompt)
                self._next.pop(k, None)
                if prompt.every_s > 0 and phase in prompt.phases:
                    self._next[k] = now + prompt.every_s
            elif now >= self._next.get(k, math.inf):
                asks += self.asks(prompt)
                missed = math.floor((now - self._next[k]) / prompt.every_s)
                self._next[k] += (missed + 1) * prompt.every_s
        self._phase = phase
        return asks

    def asks(self, prompt: Prompt) -> list[Ask]:
        """Return one request per person who has a scale of the prompt."""
        found = []
        for person in self._study.people:
            names = tuple(
                name
                for name in prompt.scales
                if (scale := self._study.scale(name)) is not None and scale.who == person.role
            )
            if names:
                found.append(Ask(person.label, names))
        return found


def on_demand(study: Study, role: str) -> list[Ask]:
    """Return the request for everybody of a role to answer now."""
    names = tuple(scale.name for scale in asked_scales(study, role))
    return [Ask(person.label, names) for person in study.people if person.role == role and names]
