"""``safehold demo`` at its end: the window stays where it is seen, and says what was made."""

from __future__ import annotations

import argparse
import threading

import pytest

from safehold.cli.commands.demo import _Ending, _stays


def options(**more: object) -> argparse.Namespace:
    return argparse.Namespace(**{"close": False, "seconds": None, **more})


def test_the_window_stays_only_where_somebody_can_close_it() -> None:
    assert _stays(options(), {})
    assert _stays(options(), {"QT_QPA_PLATFORM": "wayland"})
    for platform in ("offscreen", "minimal:x", "offscreen:size=1x1"):
        assert not _stays(options(), {"QT_QPA_PLATFORM": platform})
    assert not _stays(options(close=True), {})
    assert not _stays(options(seconds=44.0), {})


@pytest.mark.parametrize(
    ("code", "says", "actions"),
    [(0, "a recording and its tables", {"receipt.replay", "receipt.export", "receipt.home"}),
     (1, "the terminal says what", set())],
)  # fmt: skip
def test_the_end_says_what_is_done_what_was_made_and_what_to_press(
    code: int, says: str, actions: set[str]
) -> None:
    gate = threading.Event()

    def finish() -> int:
        assert gate.wait(20)
        return code

    ending = _Ending(finish)
    assert "is checked and exported now" in ending.news()
    gate.set()
    assert ending.wait() == code
    told = ending.news()
    assert says in told
    assert {how.action for how in told.fields.values()} == actions


def test_what_fails_without_a_word_is_no_success() -> None:
    def finish() -> int:
        raise OSError("no space left")

    ending = _Ending(finish)
    assert ending.wait() == 1
    assert "went wrong" in ending.news()
