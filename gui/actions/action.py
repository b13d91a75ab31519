"""What an action is, and where its keys are heard."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Place(Enum):
    """A window, a page or a field that hears keys of its own."""

    SESSION = "session"
    NOTE = "note"
    """The field for a note, while somebody writes."""
    MAP = "map"
    REVIEW = "review"
    SPAN = "span"
    RECOMPUTE = "recompute"
    AROUND = "around"
    THERAPIST = "therapist"
    HELP = "help"
    PACER = "pacer"
    FLASH = "flash"
    LISTEN = "listen"
    RATING = "rating"
    RECALL = "recall"
    MEDIA = "media"
    HOME = "home"
    SETUP = "setup"
    SENSORS = "sensors"
    """The page of the sensors while it looks for streams."""
    CHECKS = "checks"
    """The same page once the streams are open and are checked."""
    EXPORT = "export"
    IMPORT = "import"
    RECEIPT = "receipt"
    DESIGN = "design"
    """The page on which a study is made by forms."""
    STUDY = "study"


BESIDE = (
    Place.MAP, Place.SPAN, Place.RECOMPUTE, Place.AROUND, Place.THERAPIST, Place.HELP, Place.MEDIA,
)  # fmt: skip
"""Windows that a session opens: a key that they do not know goes to the session."""
SIDE = (*BESIDE, Place.REVIEW, Place.PACER, Place.RATING, Place.RECALL, Place.FLASH, Place.LISTEN)
"""Every window beside the main one."""


def _tr(text: str) -> str:
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


class Group(Enum):
    """Actions that stand together: in a menu of the session's window, and in the help."""

    FILE = _tr("File")
    SESSION = _tr("Session")
    PLAYBACK = _tr("Playback")
    CODING = _tr("Coding")
    VIEW = _tr("View")
    HELP = _tr("Help")
    NOTE = _tr("While a note is written")
    REVIEW = _tr("Review of beats and breaths")
    MAP = _tr("Map of heart rate and vagal index")
    RATING = _tr("Rating")
    RECALL = _tr("Continuous rating")
    MEDIA = _tr("Video or sound beside a replay")
    WINDOWS = _tr("Windows beside the session")
    START = _tr("First page")
    STEPS = _tr("Steps of a new session")
    AFTER = _tr("After a session")
    STUDY = _tr("A study as a whole")


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done.

    Texts are the English ones of the catalogue; whoever shows them has them translated.
    """

    id: str
    """Name by which code asks for it."""
    words: str
    """What it is called in menus and help."""
    keys: tuple[str, ...]
    """Keys as Qt names them (``Ctrl+Z``); the first is the one that is shown."""
    group: Group
    meaning: str = ""
    """What it does, in a sentence: the tooltip."""
    button: str = ""
    """The words on its button; empty for those of the menu."""
    where: tuple[Place, ...] = (Place.SESSION,)
    """Where its keys are heard."""
    when: str = ""
    """Method that returns why it cannot be done now, empty where it can; empty for always."""
    what: str = ""
    """Method that does it; empty for one that is called like the action."""
    numbered: bool = False
    """Whether each key does it for its own place in a list: ``what`` takes the place, from 0."""
    repeats: bool = False
    """Whether a key that is held down does it again and again."""
    on_button: bool = False
    """Whether the session's window has a button for it, so that its key is seen anyhow."""
    only: str = ""
    """``live`` or ``replay`` for what only one kind of session has in its menu."""

    @property
    def label(self) -> str:
        """Words for a button."""
        return self.button or self.words

    def fits(self, *, replay: bool) -> bool:
        """Tell whether a replay, or else a live session, has it."""
        return self.only in ("", "replay" if replay else "live")
