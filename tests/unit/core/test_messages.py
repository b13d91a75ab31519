"""Messages are their English, and can be said in another language, however they were kept."""

from __future__ import annotations

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.errors import RecordingError
from safehold.core.messages import (
    NOTHING,
    HowTo,
    Message,
    Sentence,
    from_beside,
    from_json,
    joined,
    said_by,
    to_json,
    unforeseen,
    verbatim,
    word,
)

GERMAN = {
    "no data": "keine Daten",
    "no data for {age:.1f} s": "seit {age:.1f} s keine Daten",
    "{name}: {what}": "{what} ({name})",
    "The disk is full.": "Der Datenträger ist voll.",
    "Restart it{how}.": "Neu starten{how}.",
    "session.json is missing": "session.json fehlt",
    "the file is empty": "die Datei ist leer",
    "{n} more like this: {kind}": "{n} weitere wie: {kind}",
}
TEXT = st.text(max_size=20)
MESSAGES = st.recursive(
    st.builds(
        lambda age: Message("no data for {age:.1f} s", code="no_data", age=age),
        st.floats(0, 1e6),
    ),
    lambda inner: st.one_of(
        st.builds(lambda n, w: Message("{name}: {what}", name=n, what=w), TEXT, inner),
        st.builds(lambda n, k: Message("{n} more like this: {kind}", code="more", n=n, kind=k),
                  st.integers(), inner),
    ),
    max_leaves=4,
)  # fmt: skip


def german(text: str, **how) -> str:
    return word(text, lambda template: GERMAN.get(template, template), decimal_point=",", **how)


def test_a_message_is_its_english():
    message = Message("no data for {age:.1f} s", age=4.25)
    assert message == "no data for 4.2 s"
    assert json.dumps(message) == '"no data for 4.2 s"'
    assert (message.template, message.fields) == ("no data for {age:.1f} s", {"age": 4.25})


def test_it_is_worded_with_what_stands_in_it_and_numbers_as_the_language_writes_them():
    message = Message(
        "{name}: {what}", name="H10", what=Message("no data for {age:.1f} s", age=4.25)
    )
    assert german(message) == "seit 4,2 s keine Daten (H10)"


def test_a_name_that_reads_like_a_message_stays_a_name():
    message = Message("{name}: {what}", name="no data", what=Message("no data"))
    assert german(message) == "keine Daten (no data)"
    assert german("no data") == "no data"


@given(MESSAGES)
def test_it_is_the_same_message_after_it_was_kept(message):
    for kept in (
        pickle.loads(pickle.dumps(message)),
        copy.deepcopy(message),
        from_json(json.loads(json.dumps(to_json(message))), str(message)),
    ):
        assert kept == message
        assert (kept.code, kept.template, kept.fields) == (
            message.code, message.template, message.fields,
        )  # fmt: skip
        assert german(kept) == german(message)


@pytest.mark.parametrize(
    "told",
    [None, 5, [], {}, {"code": "x"}, {"code": "x", "template": "{a", "fields": {}},
     {"code": "x", "template": "{a.__class__}", "fields": {"a": 1}},
     {"code": "x", "template": "{a:9999999999}", "fields": {"a": 1}},
     {"code": "x", "template": "{a}", "fields": {}},
     {"code": "x", "template": "{a:d}", "fields": {"a": "no number"}},
     {"code": "x", "template": "another sentence", "fields": {}},
     {"code": "x", "template": "{code}", "fields": {"code": "y"}}],
)  # fmt: skip
def test_what_does_not_say_the_english_of_the_file_is_left_out(told):
    assert from_json(told, "the disk is slow") == "the disk is slow"
    assert german(from_json(told, "the disk is full")) == "the disk is full"
    assert from_beside(["the disk is slow"], [told]) == ["the disk is slow"]


def test_of_the_texts_of_a_file_those_that_were_written_beside_are_messages():
    message = Message("no data for {age:.1f} s", code="no_data", age=4.25)
    first, second = from_beside(["from before", str(message)], [to_json(message)])
    assert (german(first), german(second)) == ("from before", "seit 4,2 s keine Daten")


def test_an_action_is_named_and_asked_for_at_the_edge():
    message = Message("Restart it{how}.", code="restart", how=HowTo("restart_engine"))
    assert message == "Restart it."
    kept = from_json(json.loads(json.dumps(to_json(message))), str(message))
    keys = {"restart_engine": " (Strg+R)"}
    assert german(kept, how=keys.get) == "Neu starten (Strg+R)."


def test_a_sentence_inside_another_one_has_no_full_stop():
    assert german(Message("The disk is full.").clause()) == "Der Datenträger ist voll"
    assert Message("no data").clause() == "no data"


@pytest.mark.parametrize(
    ("said", "english", "told"),
    [(Message("the file is empty"), "The file is empty.", "Die Datei ist leer."),
     (Message("session.json is missing"), "session.json is missing.", "session.json fehlt."),
     ("what an old file says", "What an old file says.", "What an old file says.")],
)  # fmt: skip
def test_a_remark_becomes_a_sentence_in_both_languages(said, english, told):
    sentence = Sentence(said)
    assert sentence == english
    assert german(sentence) == told
    assert german(pickle.loads(pickle.dumps(sentence))) == told
    named = Message(said, code="x") if isinstance(said, Message) else said
    assert german(from_json(to_json(Sentence(named)), english)) == told
    assert german(sentence.rewritten(str)) == told


def test_a_text_of_somebody_else_stays_as_it_is_and_a_message_stays_what_it_is():
    assert german(verbatim("no data")) == "no data"
    assert german(verbatim("{name}")) == "{name}"
    assert german(verbatim(Message("no data"))) == "keine Daten"
    assert verbatim("") == NOTHING == ""


def test_the_names_in_a_message_can_be_changed_but_not_its_words():
    inner = Message("no data for {age:.1f} s", age=4.25)
    message = Message("{name}: {what}", name="no H10", what=Message("{n}: {w}", n="no", w=inner))
    changed = message.rewritten(lambda text: text.replace("no", "a"))
    assert changed == "a H10: a: no data for 4.2 s"
    assert german(changed) == "a: seit 4,2 s keine Daten (a H10)"


def test_what_nobody_reckoned_with_is_said_in_one_line_with_its_kind():
    assert unforeseen(ValueError("one\ntwo")) == "ValueError: one"
    assert german(unforeseen(RecordingError(Message("no data")))) == "RecordingError: keine Daten"


def test_several_texts_are_one_message():
    assert german(joined("; ", [Message("no data"), "H10"])) == "keine Daten; H10"
    assert joined(", ", []) == NOTHING == ""


def test_an_error_is_its_message_with_the_remedy_below():
    error = RecordingError(Message("The disk is full."), remedy=Message("no data"))
    assert german(said_by(error)) == "Der Datenträger ist voll.\n  keine Daten"
    assert german(said_by(ValueError(Message("no data")))) == "keine Daten"
    assert said_by(ValueError("a", "b")) == str(ValueError("a", "b"))
    assert german(Message("{name}: {what}", name="H10", what=error)).startswith("Der Datenträger")
    assert said_by(error) == str(error)


def test_words_that_no_code_stands_for_are_not_written_to_a_file():
    with pytest.raises(ValueError, match="without a code"):
        to_json(Message("no data"))
    with pytest.raises(ValueError, match="without a code"):
        to_json(Message("{name}: {what}", name="H10", what=Message("no data")))
    assert to_json(Message("{name}: {what}", name="H10", what=Message("no data", code="none")))


def test_the_words_of_a_message_may_change_and_its_code_stays():
    was = Message("no data for {age:.1f} s", code="no_data", age=4.25)
    now = Message("nothing came for {age:.1f} s", code="no_data", age=4.25)
    assert to_json(was) != to_json(now)
    assert [to_json(one)["code"] for one in (was, now)] == ["no_data"] * 2
