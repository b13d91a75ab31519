"""While much is made, garbage is looked for seldom; afterwards as before."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest

from safehold.core.garbage import SELDOM, seldom_collected


@pytest.fixture(autouse=True)
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


def test_it_holds_until_the_last_of_several_ends() -> None:
    with seldom_collected():
        assert gc.get_threshold() == SELDOM
        with seldom_collected():
            assert gc.get_threshold() == SELDOM
        assert gc.get_threshold() == SELDOM
    assert gc.get_threshold() == (700, 10, 10)


def test_one_thread_does_not_end_it_for_another() -> None:
    begun, ended = threading.Event(), threading.Event()

    def other() -> None:
        with seldom_collected():
            begun.set()
            ended.wait()

    thread = threading.Thread(target=other)
    with seldom_collected():
        thread.start()
        begun.wait()
    assert gc.get_threshold() == SELDOM
    ended.set()
    thread.join()
    assert gc.get_threshold() == (700, 10, 10)


def test_what_fails_ends_it_too() -> None:
    with pytest.raises(ValueError, match="x"), seldom_collected():
        raise ValueError("x")
    assert gc.get_threshold() == (700, 10, 10)


@pytest.mark.parametrize("wanted", [(0, 10, 10), (1_000_000, 10, 10)])
def test_who_looks_more_seldom_yet_goes_on_so(wanted: tuple[int, int, int]) -> None:
    gc.set_threshold(*wanted)
    with seldom_collected():
        assert gc.get_threshold() == wanted
    assert gc.get_threshold() == wanted
