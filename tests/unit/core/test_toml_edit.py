"""A form changes one thing in a study file and leaves everything else as somebody wrote it."""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core.errors import ConfigError
from safehold.core.toml_edit import (
    drop_value,
    insert_table,
    move_table,
    remove_table,
    set_value,
)
from safehold.files.study import template_text

HAND = """# ours
schema = 1
name = "Dyads # 1"      # the project
odd = { a = 1, b = [2, 3] }   # nobody knows this key

[zones]   # as agreed
th = 2.25   # z

# ---- who

[[person]]
label = "client"   # P..
marks = [
  "cf.movement",   # one
  "cf.cough",
]
[person.zones]
th = 2.5

# the therapist follows
[[person]]
label = 'therapist'

# ---- end
[extra]
keep = "me"
"""


def comments(text: str) -> list[str]:
    return re.findall(r"(?m)#[^\"'\n]*$", text)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("name",), 'a "quoted" name # no comment'), (("zones", "th"), 2.0),
        (("zones", "tv"), 1.25), (("person", 0, "marks"), ("cf.paced",)),
        (("person", 1, "code"), "T02"), (("display", "main"), "blind"), (("coder",), "R1"),
        (("person", 0, "zones", "th"), 3),
    ],
)  # fmt: skip
def test_a_value_changes_and_nothing_else(path, value):
    found = set_value(HAND, path, value)
    before, after = tomllib.loads(HAND), tomllib.loads(found)
    for data in (before, after):
        for part in path[:-1]:
            data = data.setdefault(part, {}) if isinstance(part, str) else data[part]
        data.pop(path[-1], None)
    assert before == after
    kept = [c for c in comments(HAND) if c != "# one"]  # inside the list that was replaced
    assert [c for c in comments(found) if c in kept] == kept


def test_a_change_back_is_the_same_text():
    assert set_value(set_value(HAND, ("zones", "th"), 2.0), ("zones", "th"), 2.25) == HAND


def test_lines_that_end_as_windows_ends_them_still_do():
    found = set_value(HAND.replace("\n", "\r\n"), ("zones", "tv"), 1.0)
    assert found.count("\n") == found.count("\r\n")


def test_entries_come_go_and_change_places_with_their_tables_and_comments():
    added = insert_table(HAND, "person", 1, {"label": "client2", "code": "P8"})
    labels = [one["label"] for one in tomllib.loads(added)["person"]]
    assert labels == ["client", "client2", "therapist"]
    assert tomllib.loads(added)["person"][0]["zones"] == {"th": 2.5}
    moved = move_table(HAND, "person", 0, 1)
    assert tomllib.loads(moved)["person"][1]["zones"] == {"th": 2.5}
    assert sorted(comments(moved)) == sorted(comments(HAND))
    gone = remove_table(HAND, "person", 1)
    assert "# ---- end" in gone
    assert "# the therapist follows" in gone
    assert tomllib.loads(gone)["extra"] == {"keep": "me"}
    assert insert_table("schema = 1", "phase", 0, {"kind": "session"}).endswith(
        '\n[[phase]]\nkind = "session"\n'
    )


def test_a_value_that_is_dropped_has_its_default_again():
    found = drop_value(HAND, ("zones", "th"))
    assert tomllib.loads(found)["zones"] == {}
    assert drop_value(HAND, ("zones", "tl")) == HAND


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("person = [{label = 'client'}]\n", lambda t: set_value(t, ("person", 0, "code"), "P1")),
        ("zones = {th = 2}\n", lambda t: set_value(t, ("zones", "tv"), 1.0)),
        ('note = """\n[zones]\nth = 1\n"""\n', lambda t: set_value(t, ("zones", "th"), 2.0)),
    ],
)
def test_what_cannot_be_changed_by_itself_is_refused_and_not_rewritten(text, change):
    with pytest.raises(ConfigError, match="by hand"):
        change(text)


TEMPLATE = template_text("template")
VALUES = st.one_of(
    st.text(max_size=12), st.booleans(), st.integers(-(10**6), 10**6),
    st.floats(allow_nan=False, allow_infinity=False), st.lists(st.text(max_size=5)).map(tuple),
)  # fmt: skip
PATHS = st.sampled_from(
    [("name",), ("zones", "th"), ("person", 1, "code"), ("phase", 0, "marks"), ("new-key",),
     ("scale", 3, "label"), ("engine", "unheard_of"), ("another", "table")]
)  # fmt: skip


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(PATHS, VALUES), max_size=3))
def test_whatever_is_changed_comments_and_the_rest_survive(changes):
    text, expected = TEMPLATE, tomllib.loads(TEMPLATE)
    for path, value in changes:
        text = set_value(text, path, value)
        data = expected
        for part in path[:-1]:
            data = data.setdefault(part, {}) if isinstance(part, str) else data[part]
        data[path[-1]] = list(value) if isinstance(value, tuple) else value
    assert tomllib.loads(text) == expected
    lines = set(text.splitlines())
    assert all(line in lines for line in TEMPLATE.splitlines() if line.startswith("#"))


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_entries_in_any_order_are_those_of_a_list(data):
    text, names = TEMPLATE, [one["name"] for one in tomllib.loads(TEMPLATE)["scale"]]
    for k in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, max(len(names) - 1, 0)))
        match data.draw(st.sampled_from(["add", "remove", "move"])):
            case "add":
                text = insert_table(text, "scale", at, {"name": f"new{k}", "low": 0, "high": 5})
                names.insert(at, f"new{k}")
            case "remove" if len(names) > 1:
                text = remove_table(text, "scale", at)
                del names[at]
            case "move" if names:
                to = data.draw(st.integers(0, len(names) - 1))
                text = move_table(text, "scale", at, to)
                names.insert(to, names.pop(at))
    assert [one["name"] for one in tomllib.loads(text)["scale"]] == names
    assert "# ---- prompts: every so many seconds of these phases; 0: on demand only" in text
