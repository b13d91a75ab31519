"""Events changed after the session: nothing is lost, and everything can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core.codebook import Coding, shipped_codebook
from safehold.core.settings import STANDARD
from safehold.core.types import Boundary, Event, EventKind, Mark
from safehold.session.coder import Coder
from safehold.session.editor import Editor
from safehold.session.event_book import EventBook
from safehold.session.event_edits import EditError, Wish, changed, merged, split, why_fixed
from safehold.session.model import SessionModel

CODES = shipped_codebook("full")
SPAN = (0.0, 100.0)


def event(code: str = "ev.challenge", onset: float = 10.0, end: float | None = 20.0, **more):
    duration = None if end is None else end - onset
    kind = EventKind.POINT if duration == 0 else EventKind.INTERVAL
    given_by = {"source": "hotkey", "coder": "A1", "t_entered": onset} | more
    return Event("e0001", code, onset, duration, kind, **given_by)


class Desk:
    """A book with events of A1 in it, and an editor over it."""

    def __init__(self, coder: str = "A1", *, alone: bool = False) -> None:
        self.book, self.model = EventBook(CODES), SessionModel(("client",), (), STANDARD)
        self.book.coder = "A1"
        self.book.press("ev.challenge", at=10.0)
        self.book.press("ev.challenge", at=20.0)
        self.book.press("ev.challenge", at=30.0)
        self.book.press("ev.challenge", at=45.0)
        self.book.press("int.support", at=50.0)
        self.book.press("note", at=55.0, how=Coding(note="looks up"))
        self.before = self.book.events()
        self.book.coder, self.book.afterwards = coder, True
        self.marks: list[Mark] = []
        self.coder = Coder(
            self.book, self.write, self.model, clock=lambda: 60.0, recorded=self.book.last_action
        )
        self.editor = Editor(self.book, self.write, self.model, CODES, SPAN, alone=alone)

    def write(self, make: Callable[[EventBook], Sequence[Mark]]) -> list[Mark]:
        made = list(make(self.book))
        self.marks += made
        return made

    @property
    def refusal(self) -> str:
        return str(self.model.refusal.message)


def test_an_event_is_moved_retimed_and_relabelled_and_says_so() -> None:
    desk = Desk(coder="B2")
    desk.editor.allow("A1")
    (one, *_) = desk.before
    assert desk.editor.move([one.event_id], 2.5, at=60.0)
    assert desk.editor.change(one.event_id, Wish(end=30.0), at=60.0)
    assert desk.editor.change(
        one.event_id, Wish(code="al.rupture.withdrawal", note="quiet"), at=60.0
    )
    (new,) = [e for e in desk.book.events() if e.event_id == one.event_id]
    assert (new.code, new.onset, new.duration, new.note) == (
        "al.rupture.withdrawal",
        12.5,
        17.5,
        "quiet",
    )
    assert (new.coder, new.source, new.t_entered) == ("A1", "hotkey", 10.0), "it stays theirs"
    assert float(new.attributes["t_original"]) == 10.0
    assert (new.attributes["edited"], new.attributes["edited_by"]) == ("1", "B2")
    assert {mark.boundary for mark in desk.marks} == {Boundary.REPLACE}


def test_a_split_and_a_merge_keep_the_time_that_was_coded() -> None:
    desk = Desk()
    (one, *_) = desk.before
    assert desk.editor.split(one.event_id, 14.0, at=60.0)
    parts = [(e.onset, e.duration) for e in desk.book.events() if e.code == one.code][:2]
    assert parts == [(10.0, 4.0), (14.0, 6.0)]
    assert desk.editor.merge([one.event_id], at=60.0)
    assert [(e.onset, e.duration) for e in desk.book.events() if e.code == one.code] == [
        (10.0, 10.0),
        (30.0, 15.0),
    ]
    assert desk.editor.merge([one.event_id], at=60.0), "the next of its kind"
    assert [(e.onset, e.duration) for e in desk.book.events() if e.code == one.code] == [
        (10.0, 35.0)
    ]
    for _ in range(3):
        desk.coder.undo()
    assert desk.book.events() == desk.before


def test_an_event_of_somebody_else_is_left_alone_until_it_is_allowed() -> None:
    desk = Desk(coder="B2")
    (one, *_) = desk.before
    assert desk.editor.others([one.event_id]) == ("A1",)
    assert not desk.editor.delete([one.event_id], at=60.0)
    assert "coded by A1" in desk.refusal
    desk.editor.allow("A1")
    assert desk.editor.delete([one.event_id], at=60.0)
    assert len(desk.book.events()) == len(desk.before) - 1
    alone = Desk(coder="B2", alone=True)
    alone.editor.allow("A1")
    assert not alone.editor.delete([one.event_id], at=60.0), "who works alone sees no other's"


def test_who_codes_alone_neither_sees_nor_ends_what_another_coder_left_open() -> None:
    desk, code = Desk(coder="B2", alone=True), "ev.challenge"
    desk.book.coder = "A1"
    desk.book.press(code, at=57.0)
    desk.book.coder = "B2"
    assert code in desk.book.open_codes()
    desk.book.alone = True
    assert not desk.book.open_codes()
    desk.coder.press_code(code, at=60.0)
    assert [mark.boundary for mark in desk.marks] == [Boundary.START]
    desk.coder.press_code(code, at=70.0)
    ends = {e.coder: e.duration for e in desk.book.events() if e.code == code}
    assert ends == {"A1": None, "B2": 10.0}, "the last one of each"


@pytest.mark.parametrize(
    ("old", "wish", "told"),
    [
        (event(), Wish(onset=25.0), "before its onset"),
        (event(), Wish(onset=-1.0), "inside the session"),
        (event(), Wish(end=101.0), "inside the session"),
        (event(), Wish(code="dose.lack"), "always a point"),
        (event("int.support", 10.0, 10.0), Wish(code="fs.risk"), "give it an end"),
        (event(), Wish(code="no.code"), "no code of this session"),
        (event(), Wish(subtype="no_such"), "no subtype"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(old: Event, wish: Wish, told: str) -> None:
    with pytest.raises(EditError, match=told):
        changed(old, wish, CODES, span=SPAN)


def test_words_of_the_old_code_and_its_actor_go_with_it() -> None:
    support = event("int.support", 10.0, 10.0, actor="T", target="therapist")
    support = changed(support, Wish(subtype="holding"), CODES, span=SPAN)
    assert support.attributes["subtype"] == "holding"
    new = changed(support, Wish(code="dose.lack"), CODES, span=SPAN)
    assert "subtype" not in new.attributes
    assert new.actor == "O"
    same = changed(support, Wish(code="int.support"), CODES, span=SPAN)
    assert same is support, "no change is none"


def test_phases_and_other_programs_markers_stay_as_recorded() -> None:
    assert why_fixed(event()) is None
    assert why_fixed(event("note", 10.0, 10.0)) is None
    phase = Event("e1", "ph.baseline", 0.0, 60.0, EventKind.CONDITION, source="hotkey")
    assert "zones rest on them" in str(why_fixed(phase))
    assert why_fixed(event(source="lsl:stimuli")) is not None


def test_only_what_is_of_one_kind_and_lasts_is_merged() -> None:
    one, two = event(), event(onset=30.0, end=40.0)
    for events, told in (
        ([one], "no later event"),
        ([one, event(onset=30.0, end=40.0, coder="B2")], "one code, coder"),
        ([event("int.support", 1.0, 1.0), event("int.support", 2.0, 2.0)], "no length"),
        ([one, event(onset=30.0, end=40.0, attributes={"subtype": "x"})], "stay apart"),
    ):
        with pytest.raises(EditError, match=told):
            merged(events)
    whole = merged([two, event(note="a"), event(onset=15.0, end=None, note="b")]).changed[0]
    assert (whole.onset, whole.duration, whole.note) == (10.0, None, "a; b")
    with pytest.raises(EditError, match="does not hold"):
        split(one, 10.0)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["move", "retime", "split", "merge", "delete", "relabel", "press", "undo",
                         "redo", "amend"]),
        st.integers(0, 20), st.floats(-5, 99), st.floats(0, 99),
    ),
    max_size=25,
)  # fmt: skip


def play(desk: Desk, what: str, which: int, a: float, b: float) -> None:
    ids = [e.event_id for e in desk.book.events()]
    one = ids[which % len(ids)] if ids else "e9999"
    at = max(a, 0.0)
    {
        "move": lambda: desk.editor.move([one], a, at=at),
        "retime": lambda: desk.editor.change(one, Wish(onset=a, end=b), at=at),
        "split": lambda: desk.editor.split(one, a, at=at),
        "merge": lambda: desk.editor.merge([one], at=at),
        "delete": lambda: desk.editor.delete([one], at=at),
        "relabel": lambda: desk.editor.change(one, Wish(code="al.rupture.withdrawal"), at=at),
        "press": lambda: desk.coder.press_code("ev.challenge", at=at),
        "amend": lambda: desk.coder.amend_event(one, at=at, how=Coding(confidence=2)),
        "undo": desk.coder.undo,
        "redo": desk.coder.redo,
    }[what]()


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_whatever_was_done_undone_is_as_before_and_the_marks_alone_say_the_same(steps) -> None:
    desk = Desk()
    for step in steps:
        play(desk, *step)
    after = desk.book.events()
    again = EventBook(CODES)
    again.replay(Mark(e, Boundary.POINT, action=k + 1, at=0.0) for k, e in enumerate(desk.before))
    again._last_action = desk.coder._recorded
    again.replay(desk.marks)
    assert again.events() == after, "what is written down gives the same events"
    for one in after:
        assert one.duration is None or one.duration >= 0
        assert SPAN[0] <= one.onset <= SPAN[1]
    count = 0
    while desk.coder.undoable():
        desk.coder.undo()
        count += 1
    assert desk.book.events() == desk.before
    for _ in range(count):
        desk.coder.redo()
    assert desk.book.events() == after
