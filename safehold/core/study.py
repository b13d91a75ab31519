"""The study: what is decided before a session and holds for all of its sessions.

Who takes part, which phases a session has, how the zones are computed for each person, which
scales are asked, and what each window may show. It is written in ``study.toml``
(:mod:`safehold.core.study_file`) and stands, resolved, in the ``session.json`` of every session.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from safehold.core.settings import STANDARD, EngineSettings


class PhaseKind(StrEnum):
    """What a phase is for."""

    BASELINE = "baseline"
    """Settling, then the used span; gives the baseline that the zones rest on."""
    END_BASELINE = "end_baseline"
    """A second one after the session; never changes a zone, shows the artefact of the first."""
    PACED = "paced"
    """Breathing to a pacer, to learn what breathing alone does to RSA."""
    TASK = "task"
    """A task of known length."""
    SESSION = "session"
    """The session itself: open-ended unless ``seconds`` is given."""


class Display(StrEnum):
    """What a window shows of the physiology. Everything is recorded in every mode."""

    FULL = "full"
    REDUCED = "reduced"
    """Zones in words, signal quality, events and phase, but no number and no curve."""
    BLIND = "blind"
    """No value of anybody, in titles and file names too."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of the protocol."""

    name: str
    """The event's code is ``ph.<name>``."""
    kind: PhaseKind
    seconds: float | None = None
    """Length, s; None for a phase that ends when the user ends it."""
    settling_s: float = 0.0
    """Of that, not used at the beginning, s."""
    label: str = ""
    instruction: str = ""
    """What the person hears or reads."""
    breaths_per_min: float | None = None
    """Pace of a paced phase, 1/min."""
    marks: tuple[str, ...] = ()
    """Confound codes that hold while the phase lasts (``cf.speech_client`` of reading aloud)."""

    @property
    def code(self) -> str:
        """Code of the event."""
        return f"ph.{self.name}"


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the study's sessions, with the own parameters."""

    label: str
    """Label in the session and in column names: ``client``, ``therapist``, ``client2``."""
    code: str
    """Study code; never a name."""
    role: str
    """``client``, ``therapist`` or ``other``."""
    settings: EngineSettings = STANDARD
    """Parameters in force for this person when a session begins."""
    why: str = ""
    """Why they differ from the study's, for the log."""


@dataclass(frozen=True, slots=True)
class Scale:
    """One rating scale; a rating is the marker ``rate.<name>=value``."""

    name: str
    who: str
    """Role of the one who rates: ``client`` or ``therapist``."""
    label: str
    low: float
    high: float
    step: float = 1.0
    low_anchor: str = ""
    high_anchor: str = ""
    recall: bool = True
    """Offered as a continuous rating in video-cued recall too."""


AFTER_ZONE, AFTER_RUPTURE, AFTER_CHANGE = "zone", "rupture", "change"
AFTER = (AFTER_ZONE, AFTER_RUPTURE, AFTER_CHANGE)
"""What a question may follow: a client left a zone, a rupture was coded, change has risen."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """When scales are asked."""

    scales: tuple[str, ...]
    every_s: float
    """Every so often while one of ``phases`` lasts, s; 0 for its end only."""
    phases: tuple[str, ...] = ("session",)
    at_end: bool = False
    """Also at the end of each of these phases."""
    after: tuple[str, ...] = ()
    """Also after these (:data:`AFTER`), each matched by a question at a random moment."""
    at_most: int = 6
    """So often after an event in a session, and as often at random."""
    apart_s: float = 180.0
    """Such questions come no sooner after any other, s."""


SCALES = (
    Scale("safety", "client", "How safe do you feel right now?", 0, 10,
          low_anchor="not at all safe", high_anchor="completely safe"),
    Scale("suds", "client", "How distressed are you right now?", 0, 100,
          low_anchor="no distress", high_anchor="the worst I can imagine"),
    Scale("valence", "client", "How pleasant is it right now?", 1, 9,
          low_anchor="unpleasant", high_anchor="pleasant"),
    Scale("arousal", "client", "How activated are you right now?", 1, 9,
          low_anchor="calm", high_anchor="activated"),
    Scale("client_arousal", "therapist", "The client's arousal", -3, 3,
          low_anchor="hypo", high_anchor="hyper"),
    Scale("own_arousal", "therapist", "My own arousal", -3, 3,
          low_anchor="hypo", high_anchor="hyper"),
    Scale("own_safety", "therapist", "How safe do I feel right now?", 0, 10,
          low_anchor="not at all safe", high_anchor="completely safe"),
    Scale("dose", "therapist", "Safety given", -3, 3,
          low_anchor="too little", high_anchor="too much"),
)  # fmt: skip
"""Scales of methods 5.3: single items in own words, no copyrighted instrument."""

PROMPTS = (
    Prompt(("safety",), 300.0),
    Prompt(("client_arousal", "own_arousal", "own_safety", "dose"), 0.0),
)
ACCESS = ("owner", "group")
"""Who may read the files of sessions: the user who records, or all users of the same group."""
WINDOWS = {"main": Display.FULL, "map": Display.FULL, "therapist": Display.BLIND}
"""Windows whose display mode can be chosen, with what they show unless the study says otherwise;
the client's window never shows physiology."""


def veiled_as(display: Mapping[str, Display], main: Display) -> dict[str, Display]:
    """Return the displays with another main window; the map, opened from it, shows no more."""
    order = list(Display)
    return {**display, "main": main, "map": max(main, display["map"], key=order.index)}


END_BASELINE_S = 180.0
REST = "Sit comfortably, silent, eyes open, and look at the neutral screen."


def protocol(settings: EngineSettings = STANDARD) -> tuple[Phase, ...]:
    """Return the phases of a study that declares none: baseline, session, end baseline."""
    rules = settings.baseline
    return (
        Phase("baseline", PhaseKind.BASELINE, rules.settling_s + rules.used_s, rules.settling_s,
              "Baseline", REST),
        Phase("session", PhaseKind.SESSION, label="Session"),
        Phase("end_baseline", PhaseKind.END_BASELINE, END_BASELINE_S, 0.0, "End baseline", REST),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remote:
    """How other programs may start and stop the recording; not at all unless the study says so."""

    port: int = 0
    """TCP port of this computer that speaks LabRecorder's remote control; 0 for none."""
    start: str = ""
    """Marker of the stream that conducts which starts the recording; empty for none."""
    stop: str = ""
    """Marker that stops it."""


PEOPLE = (Person("client", "client", "client"), Person("therapist", "therapist", "therapist"))


@dataclass(frozen=True, slots=True)
class Study:
    """Everything that is decided before a session."""

    name: str = ""
    people: tuple[Person, ...] = PEOPLE
    settings: EngineSettings = STANDARD
    """Parameters of those who have none of their own."""
    moderators: Mapping[str, str] = field(default_factory=dict)
    """What holds for everybody in the study (orientation, setting), by name; for its tables."""
    codebook: str = "minimal"
    """Name of one that ships with safehold, or a file beside the study file."""
    coder: str = ""
    """Study code of the one who codes live; may be given at the start of a session."""
    conduct: str = ""
    """LSL name of the one marker stream of another program that may start and end phases and set
    codes; empty: none may."""
    remote: Remote = Remote()
    """What starts and stops the recording besides a person."""
    camera_marks: bool = False
    """A camera mark is asked for when recording begins and at each change of phase."""
    access: str = "owner"
    """Who may read the files of its sessions: one of :data:`ACCESS`."""
    phases: tuple[Phase, ...] = field(default_factory=protocol)
    scales: tuple[Scale, ...] = SCALES
    prompts: tuple[Prompt, ...] = PROMPTS
    display: Mapping[str, Display] = field(default_factory=lambda: dict(WINDOWS))
    """Per window of :data:`WINDOWS`."""

    def person(self, label: str) -> Person | None:
        """Return a person by label, or None."""
        return next((person for person in self.people if person.label == label), None)

    def settings_of(self, label: str) -> EngineSettings:
        """Return the parameters of a person; the study's for one it does not know."""
        person = self.person(label)
        return self.settings if person is None else person.settings

    def scale(self, name: str) -> Scale | None:
        """Return a scale by name, or None."""
        return next((scale for scale in self.scales if scale.name == name), None)
