"""Turns of speech out of the laboratory's sound or video, afterwards: planned, then written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from processing.signals.voice_activity import FRAME_S, Network, VoiceActivity
from processing.signals.voices import DROPOUT_S, TurnWatch, Voices
from safehold.core.afterwards import AFTERWARDS
from safehold.core.codebook import SPEECH_OF
from safehold.core.errors import ConfigError
from safehold.core.media import MediaPlace
from safehold.core.messages import Message
from safehold.core.types import Event, EventKind, FloatArray
from safehold.offline.code_import import ImportPlan
from safehold.session.event_changes import IMPORTED

LISTENER = "voice-activity"
"""Coder of what was found in a file."""
_SAME = 1e-4
"""Channels that differ nowhere by more hold the same sound."""
Turns = Mapping[str, Sequence[tuple[float, float]]]


class FileListener:
    """Listens to one file, piece by piece; the sound is forgotten at once.

    Parameters
    ----------
    people : sequence of str
        Whose voices its channels hold, in order.
    network : callable, optional
        Makes the network of a channel; by default Silero's.
    """

    def __init__(
        self, people: Sequence[str], *, network: Callable[[], Network] | None = None
    ) -> None:
        self.people = tuple(people)
        self._voices = [VoiceActivity(network() if network else None) for _ in people]
        self._found: list[list[FloatArray]] = [[] for _ in people]
        self._differ = len(people) == 1

    def take(self, piece: NDArray[np.float32]) -> None:
        """Take in sound, shape ``(n, channels)``, 16 kHz."""
        if not self._differ and len(piece):
            self._differ = bool(np.ptp(piece, axis=1).max() > _SAME)
        for k, voice in enumerate(self._voices):
            self._found[k].append(voice.feed(piece[:, k]))

    def frames(self) -> list[FloatArray]:
        """Return what each channel told, shape ``(frames, 2)``.

        Raises
        ------
        ConfigError
            When there was no sound, or the same on all channels.
        """
        found = [np.concatenate([np.zeros((0, 2)), *parts]) for parts in self._found]
        if not len(found[0]):
            raise ConfigError(
                Message("The file holds no sound that can be read."),
                remedy=Message("Convert its sound to WAV or AAC."),
            )
        if not self._differ:
            raise ConfigError(
                Message("All channels of the file hold the same sound: who speaks is not in it."),
                remedy=Message("Give --person once, for a microphone that one person wore."),
            )
        return found


@dataclass(frozen=True, slots=True)
class HeardFile:
    """What a file told, and where it lies in the session."""

    name: str
    people: tuple[str, ...]
    frames: Sequence[FloatArray]
    """Of each person: probability of a voice and level, shape ``(n, 2)``."""
    place: MediaPlace
    start_s: float = 0.0
    """File time of the first sample, s."""


def turns_heard(files: Sequence[HeardFile]) -> dict[str, list[tuple[float, float]]]:
    """Return the turns of every person, session time s; all microphones are compared."""
    channels = [
        (person, _times(file, len(frames)), frames)
        for file in files
        for person, frames in zip(file.people, file.frames, strict=True)
    ]
    voices = Voices(len(channels))
    speaking: list[list[tuple[FloatArray, NDArray[np.bool_]]]] = [[] for _ in channels]
    # a second of everybody at a time, so that none is late for the others
    first = min((float(times[0]) for _, times, _ in channels if times.size), default=0.0)
    last = max((float(times[-1]) for _, times, _ in channels if times.size), default=0.0)
    heard = []
    for since in np.arange(first, last + 0.5, 0.5).tolist():
        for k, (_, times, frames) in enumerate(channels):
            part = slice(*np.searchsorted(times, (since, since + 0.5)).tolist())
            if part.stop > part.start:
                heard += voices.take(k, times[part], frames[part])
    for each in [*heard, *voices.flush()]:
        speaking[each.channel].append((each.times, each.speaking))
    return {person: _turns(speaking[k]) for k, (person, _, _) in enumerate(channels)}


def _times(file: HeardFile, n: int) -> FloatArray:
    inside = file.start_s + FRAME_S * np.arange(n)
    return np.array([file.place.session_time(t) for t in inside.tolist()], dtype=np.float64)


def _turns(parts: Sequence[tuple[FloatArray, NDArray[np.bool_]]]) -> list[tuple[float, float]]:
    watch = TurnWatch()
    edges = [edge for times, speaks in parts for edge in watch.feed(times, speaks)]
    if parts:
        edges += watch.unseen(float(parts[-1][0][-1]) + FRAME_S + DROPOUT_S)
    times = [at for at, _ in edges]
    return list(zip(times[::2], times[1::2], strict=True))


def plan_speech(
    turns: Turns,
    events: Iterable[Event],
    names: Mapping[str, str],
    span: tuple[float, float],
) -> ImportPlan:
    """Return the events that turns would add to a session.

    Parameters
    ----------
    turns : mapping of str to sequence of (float, float)
        Onset and end of each turn, session time s, by person.
    events : iterable of Event
        Those of the session: what came from the same file before is not added again.
    names : mapping of str to str
        The file in which each person was heard.
    span : (float, float)
        First and last session time, s; turns that begin outside are left out.
    """
    plan = ImportPlan(", ".join(dict.fromkeys(names.values())))
    there = {(e.source, e.code, round(e.onset, 3)) for e in events}
    for person, found in turns.items():
        source = f"{IMPORTED}{names[person]}"
        for onset, end in found:
            if not span[0] <= onset <= span[1]:
                plan.outside += 1
            elif (source, SPEECH_OF[person], round(onset, 3)) in there:
                plan.known += 1
            else:
                plan.events.append(_event(person, onset, end, source))
    plan.events.sort(key=lambda event: event.onset)
    return plan


def _event(person: str, onset: float, end: float, source: str) -> Event:
    return Event(
        event_id="",
        code=SPEECH_OF[person],
        onset=round(onset, 3),
        duration=round(end - onset, 3),
        kind=EventKind.INTERVAL,
        target=person,
        actor=person[0].upper(),
        coder=LISTENER,
        source=source,
        attributes={AFTERWARDS: "1"},
    )
