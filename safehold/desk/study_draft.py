"""A study that is being written by forms: the text of ``study.toml``, what is wrong, and undo.

The text stays the only truth. Each change is one in the text (:mod:`safehold.core.toml_edit`), so
the comments of whoever wrote the file stay; the study is read from it as everywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recordings.disk.file_lock import changing
from recordings.disk.private_files import make_folder
from recordings.folder.session import write_bytes
from safehold.core import toml_edit
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.study import Person, Phase, PhaseKind, Prompt, Scale, Study
from safehold.core.study_file import STUDY_FILE, parse_study
from safehold.core.toml_edit import Value
from safehold.core.toml_text import TomlPath
from safehold.files.study import study_codebook, template_text

LISTS = ("person", "phase", "scale", "prompt")
"""Parts of a study that are lists of tables."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the text, and where."""

    place: TomlPath
    """Way to the value; empty where it is none in particular."""
    message: Message
    remedy: Message


class StudyDraft:
    """The study file of a folder as it would be; nothing is written before :meth:`save`.

    Parameters
    ----------
    folder : Path
        The study folder; without a study file in it, the draft begins as the shipped template.

    Raises
    ------
    ConfigError
        When the file cannot be read or is not TOML: such a file is mended by hand.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / STUDY_FILE
        self._disk = _text_of(self.path)
        text = template_text("template") if self._disk is None else self._disk
        toml_edit.tomllib_of(text)
        self._texts, self._at = [text], 0
        self._read()

    # -- what it says --------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The file as it would be written."""
        return self._texts[self._at]

    @property
    def changed(self) -> bool:
        """Whether something would be written."""
        return self.text != self._disk

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to make again."""
        return self._at + 1 < len(self._texts)

    def value(self, path: TomlPath) -> Any:
        """Return what the text says there; None where it says nothing and a default holds."""
        found: Any = self._data
        for part in path:
            try:
                found = found[part]
            except (KeyError, IndexError, TypeError):
                return None
        return found

    def count(self, name: str) -> int:
        """Return how many entries a list has, the default ones where the text has none."""
        entries = self._data.get(name)
        return len(entries) if isinstance(entries, list) else len(_entries(self.study, name))

    def entry(self, name: str, index: int) -> Mapping[str, Any]:
        """Return one entry as written, or the default one."""
        entries = self._data.get(name)
        if isinstance(entries, list):
            return dict(entries[index])
        return _entries(self.study, name)[index]

    # -- changes -------------------------------------------------------------------------------

    def set(self, path: TomlPath, value: Value) -> None:
        """Change one value; an entry of a default list brings the whole list into the text.

        Raises
        ------
        ConfigError
            When the text cannot be changed there by itself; nothing is changed.
        """
        if self.value(path) == value and type(self.value(path)) is type(value):
            return
        text = self._with_list(str(path[0])) if path[0] in LISTS else self.text
        self._keep(toml_edit.set_value(text, path, value))

    def drop(self, path: TomlPath) -> None:
        """Give a value its default again."""
        self._keep(toml_edit.drop_value(self.text, path))

    def add(self, name: str, index: int, values: Mapping[str, Value]) -> None:
        """Put a new entry into a list, before the one at this place."""
        self._keep(toml_edit.insert_table(self._with_list(name), name, index, values))

    def remove(self, name: str, index: int) -> None:
        """Take an entry out of a list; of an empty one the defaults hold, so one stays.

        Raises
        ------
        ConfigError
            For the last entry.
        """
        if self.count(name) == 1:
            raise ConfigError(
                Message("The last one cannot be removed: without any, the usual ones hold."),
                remedy=Message("Change it instead."),
            )
        self._keep(toml_edit.remove_table(self._with_list(name), name, index))

    def move(self, name: str, index: int, to: int) -> None:
        """Put an entry of a list in another place."""
        if index != to and 0 <= to < self.count(name):
            self._keep(toml_edit.move_table(self._with_list(name), name, index, to))

    def undo(self) -> None:
        """Take the last change back."""
        if self.can_undo:
            self._at -= 1
            self._read()

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if self.can_redo:
            self._at += 1
            self._read()

    def _with_list(self, name: str) -> str:
        """Return the text with a list that it only has by default."""
        text = self.text
        if name not in self._data:
            for k, values in enumerate(_entries(self.study, name)):
                text = toml_edit.insert_table(text, name, k, values)
        return text

    def _keep(self, text: str) -> None:
        if text != self.text:
            self._texts[self._at + 1 :] = [text]
            self._at += 1
            self._read()

    def _read(self) -> None:
        self._data = toml_edit.tomllib_of(self.text)
        self.fault: Fault | None = None
        """What is wrong with it now; None where it can be saved."""
        try:
            self.study: Study = parse_study(self.text, source=STUDY_FILE)
            study_codebook(self.study, self.folder)
        except ConfigError as error:
            inner = error.message.fields.get("message", error.message)
            message = inner if isinstance(inner, Message) else error.message
            self.fault = Fault(error.place, message, error.remedy)
            if not hasattr(self, "study"):
                self.study = Study()

    # -- the file ------------------------------------------------------------------------------

    def save(self) -> Path:
        """Write the file whole: a crash leaves the earlier one.

        Raises
        ------
        ConfigError
            When something is wrong with it, or when somebody else changed the file meanwhile.
        RecordingError
            When it cannot be written.
        """
        if self.fault is not None:
            raise ConfigError(self.fault.message, remedy=self.fault.remedy)
        make_folder(self.folder)
        with changing(self.path):
            if _text_of(self.path) != self._disk:
                raise ConfigError(
                    Message("{path} was changed by somebody else meanwhile.", path=self.path),
                    remedy=Message(
                        "Go back and open the form again; the file keeps their change."
                    ),
                )
            write_bytes(self.path, self.text.encode("utf-8"))
        self._disk = self.text
        return self.path


def _text_of(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            Message(
                "{path} cannot be read: {why}.", code="file_cannot_be_read", path=path, why=error
            ),
            remedy=Message("It must be a text file in UTF-8."),
        ) from error


# -- entries as a file has them -------------------------------------------------------------------


def _entries(study: Study, name: str) -> list[dict[str, Value]]:
    """Return the entries of a list of a study as its file would have them."""
    makers: dict[str, Callable[[], list[dict[str, Value]]]] = {
        "person": lambda: [_person(one) for one in study.people],
        "phase": lambda: [_phase(one) for one in study.phases],
        "scale": lambda: [_scale(one) for one in study.scales],
        "prompt": lambda: [_prompt(one) for one in study.prompts],
    }
    return makers[name]()


def _person(one: Person) -> dict[str, Value]:
    return {"label": one.label, "code": one.code, "role": one.role}


def _phase(one: Phase) -> dict[str, Value]:
    said: dict[str, Value] = {"kind": one.kind.value, "name": one.name}
    if one.kind is not PhaseKind.BASELINE:  # as long as [baseline] says
        said["seconds"] = one.seconds or 0
    if one.kind is PhaseKind.END_BASELINE:
        said["settling_s"] = one.settling_s
    if one.breaths_per_min is not None:
        said["breaths_per_min"] = one.breaths_per_min
    return {**said, "label": one.label, "instruction": one.instruction, "marks": one.marks}


def _scale(one: Scale) -> dict[str, Value]:
    return {
        "name": one.name, "who": one.who, "label": one.label, "low": one.low, "high": one.high,
        "step": one.step, "low_anchor": one.low_anchor, "high_anchor": one.high_anchor,
        "recall": one.recall,
    }  # fmt: skip


def _prompt(one: Prompt) -> dict[str, Value]:
    said: dict[str, Value] = {
        "scales": one.scales, "every_s": one.every_s, "phases": one.phases, "at_end": one.at_end,
    }  # fmt: skip
    if one.after:
        said |= {"after": one.after, "at_most": one.at_most, "apart_s": one.apart_s}
    return said
