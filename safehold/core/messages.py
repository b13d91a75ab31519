"""Messages: what the program says, as a code with fields, worded in a language at the edge.

A :class:`Message` is its English sentence, and still knows how it was made: its code, its
template and the values in it. Files, the terminal and scripts take it as the text it is; the
window takes the template, looks up its translation, and puts the values in as its language
writes them (:func:`word`). A value that is a plain text - the name of a stream, a path - is
never translated, whatever it reads like. A text that only stands in a file is shown as it is.

What reaches a file has a code (:func:`to_json`): its words may change, its code never does.

The English stands where it is said::

    Message("The disk is full in {minutes:.0f} min.", minutes=left / 60)

What is put together of messages is a message again: ``f"{message}"``, ``+`` and ``join`` give
plain text, which no language but English can say.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final

_PLACE: Final = re.compile(r"\{\w+(?:![rs])?(?::[,+0-9.]{0,6}[a-z%]?)?\}")
"""A place for a value; a template of a file may hold no other."""
_SENTENCE: Final = "{said}."


class Message(str):
    """An English text that knows its code, its template and its fields; immutable.

    Parameters
    ----------
    template : str
        The English, with a named place for every field as :meth:`str.format` writes them. One
        without words of its own (``"{whose}: {what}"``) puts others together.
    code : str
        Which message it is, whatever its words: given where it reaches a file, or where something
        depends on it; else empty.
    **fields : object
        The values. Messages among them are worded with it; an error stands for its message.
    """

    __slots__ = ("code", "fields", "template")
    strict: ClassVar[bool] = False
    """Whether words without a code may not be written to a file; tests set it."""
    code: str
    template: str
    fields: Mapping[str, Any]

    def __new__(cls, template: str = "", /, *, code: str = "", **fields: object) -> Message:
        """Make the message; its text is the template with the fields in it."""
        values = {name: _value(value) for name, value in fields.items()}
        made = super().__new__(cls, template.format(**values))
        made.code, made.template, made.fields = code, template, values
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.template, self.code, dict(self.fields))

    def rewritten(self, change: Callable[[str], str]) -> Message:
        """Return it with its texts - names, ids - changed, those of messages in it too."""
        told = {
            name: value.rewritten(change)
            if isinstance(value, Message)
            else change(value)
            if type(value) is str
            else value
            for name, value in self.fields.items()
        }
        return Message(self.template, code=self.code, **told)

    def clause(self) -> Message:
        """Return it without the full stop at its end, to stand inside another sentence."""
        if not self.template.endswith("."):
            return self
        return Message(self.template[:-1], code=self.code, **self.fields)


class HowTo(str):
    """Where a remedy says how an action is asked for: the core knows its name only.

    Its English is empty. The window puts in the key, the text view its own way: see
    :func:`word`.

    Parameters
    ----------
    action : str
        Id of the action, such as ``restart_engine``.
    """

    __slots__ = ("action",)
    action: str

    def __new__(cls, action: str) -> HowTo:
        """Make the place."""
        made = super().__new__(cls, "")
        made.action = action
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return HowTo, (self.action,)


def has_words(template: str) -> bool:
    """Tell whether a template says something itself, and does not only put others together."""
    return any(map(str.isalpha, _PLACE.sub("", template)))


class Sentence(Message):
    """A message as a sentence of its own: with a capital at its start and a full stop.

    Parameters
    ----------
    said : str
        What is said, without them. One that begins with the name of a file keeps its letters.
    """

    __slots__ = ()

    def __new__(cls, said: str) -> Sentence:
        """Make the sentence."""
        made = str.__new__(cls, _capital(f"{said}."))
        made.code, made.template, made.fields = "", _SENTENCE, {"said": said}
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return Sentence, (self.fields["said"],)

    def rewritten(self, change: Callable[[str], str]) -> Sentence:
        """Return it with its texts changed, a sentence again."""
        return Sentence(super().rewritten(change).fields["said"])


NOTHING = Message()
"""No message."""


def template(text: str) -> str:
    """Return a template that stands in a table, and not where its message is made."""
    return text


def joined(between: str, parts: Iterable[str]) -> Message:
    """Return several texts as one message, punctuation between them; empty ones are left out."""
    fields = {f"part{k}": part for k, part in enumerate(filter(None, parts))}
    if len(fields) == 1:
        return verbatim(fields["part0"])
    return Message(between.join(f"{{{name}}}" for name in fields), **fields)


def verbatim(text: str) -> Message:
    """Return a text that is somebody else's - a name, what a file says - as a message.

    It stays as it is in every language; a message stays the message it is.
    """
    return text if isinstance(text, Message) else Message("{text}" if text else "", text=text)


def said_by(error: BaseException) -> Message:
    """Return what an error says: ``str(error)`` that is worded where it is one of ours."""
    told = error.args[0] if len(error.args) == 1 else None
    return told if isinstance(told, Message) else verbatim(str(error))


def unforeseen(error: BaseException) -> Message:
    """Return in one line what an error says that nobody reckoned with: its kind, its own words."""
    words = said_by(error)
    if "\n" in words:
        words = verbatim(words.partition("\n")[0])
    return Message("{kind}: {words}", kind=type(error).__name__, words=words)


def word(
    text: str,
    translate: Callable[[str], str],
    *,
    decimal_point: str = ".",
    how: Callable[[str], str] = lambda _action: "",
) -> str:
    """Return a message in a language; a plain text as it is.

    Parameters
    ----------
    text : str
        A message, or a text that is none.
    translate : callable
        Returns the translation of a template, or the template itself where there is none.
    decimal_point : str
        As the language writes it in numbers.
    how : callable
        Returns for the id of an action what is said of how to ask for it, with its blank.
    """
    return _Wording(translate, decimal_point, how).word(text)


class _Wording(string.Formatter):
    """Puts fields into a translated template."""

    def __init__(
        self,
        translate: Callable[[str], str],
        decimal_point: str,
        how: Callable[[str], str],
    ) -> None:
        self._translate, self._point, self._how = translate, decimal_point, how

    def word(self, text: str) -> str:
        if isinstance(text, HowTo):
            return self._how(text.action)
        if not isinstance(text, Message):
            return text
        told = self.vformat(self._template(text.template), (), text.fields)
        return _capital(told) if isinstance(text, Sentence) else told

    def _template(self, template: str) -> str:
        told = self._translate(template)
        if told == template and not template.endswith("."):  # known with its full stop only?
            sentence = self._translate(f"{template}.")
            told = sentence.removesuffix(".") if sentence != f"{template}." else told
        return told

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, str):
            value = self.word(value)
        text = format(value, format_spec)
        return text.replace(".", self._point) if isinstance(value, float) else text


def to_json(text: str, *, coded: bool = True) -> str | dict[str, Any]:
    """Return a message as JSON that :func:`from_json` makes the same message of.

    A plain text is itself. A file that is of use to this very version alone needs no codes:
    ``coded`` is False then.

    Raises
    ------
    ValueError
        Where :attr:`Message.strict` is set, for words that no code stands for.
    """
    if isinstance(text, HowTo):
        return {"action": text.action}
    if not isinstance(text, Message):
        return str(text)
    if coded and Message.strict and not text.code and has_words(text.template):
        raise ValueError(f"a message without a code cannot be written: {text.template}")
    fields = {name: _json_value(value, coded=coded) for name, value in text.fields.items()}
    return {"code": text.code, "template": text.template, "fields": fields}


def from_json(told: object, text: str) -> Message:
    """Return the message that was written beside a text.

    Parameters
    ----------
    told : object
        What :func:`to_json` returned, as it was read; anything else is possible.
    text : str
        The English that stands in the file, which is true: what does not say the same is left
        out, and the text returned as it is.
    """
    made = _from_json(told)
    return made if isinstance(made, Message) and made == text else verbatim(text)


def beside(texts: Sequence[str]) -> list[Any]:
    """Return messages as JSON, to stand in a file beside their English."""
    return [to_json(text) for text in texts]


def from_beside(texts: Iterable[str], told: object) -> list[Message]:
    """Return texts of a file as the messages that were written beside them, where they fit."""
    rows = told if isinstance(told, list) else []
    known = {str(made): made for made in map(_from_json, rows) if isinstance(made, Message)}
    return [known.get(text) or verbatim(text) for text in texts]


def _from_json(told: object) -> Any:
    if not isinstance(told, dict):
        return told
    if isinstance(action := told.get("action"), str):
        return HowTo(action)
    code, template, fields = told.get("code"), told.get("template"), told.get("fields")
    if not (isinstance(code, str) and isinstance(template, str) and isinstance(fields, dict)):
        return None
    if "{" in _PLACE.sub("", template) or "code" in fields:
        return None
    try:
        values = {str(key): _from_json(value) for key, value in fields.items()}
        if template == _SENTENCE and set(values) == {"said"}:
            return Sentence(values["said"])
        return Message(template, code=code, **values)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _json_value(value: object, *, coded: bool) -> object:
    if isinstance(value, str):
        return to_json(value, coded=coded)
    if isinstance(value, bool | int) or value is None:
        return value
    try:
        return float(value)  # type: ignore[arg-type]  # numbers of numpy too
    except (TypeError, ValueError):
        return str(value)


def _value(value: object) -> object:
    """Return what a field holds."""
    return said_by(value) if isinstance(value, Exception) else value


def _capital(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text if "." in first else text[:1].upper() + text[1:]


def _again(template: str, code: str, fields: Mapping[str, Any]) -> Message:
    return Message(template, code=code, **fields)
