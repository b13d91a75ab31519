"""Where no window can be had, the user is told what to do."""

from __future__ import annotations

import pytest

from safehold.cli import window
from safehold.core.errors import DisplayError
from safehold.core.messages import Message


class Broken:
    """An entry point whose Qt libraries are missing."""

    def load(self) -> object:
        raise ImportError("libEGL.so.1: cannot open shared object file")


def test_missing_qt_libraries_are_answered_with_the_packages(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(window, "entry_points", lambda **_: [Broken()])
    with pytest.raises(DisplayError) as caught:
        window.load_window(remedy=Message("Or add --headless."))
    assert "libEGL.so.1" in str(caught.value)
    assert "apt install" in caught.value.remedy
    assert "libegl1" in caught.value.remedy
    assert caught.value.remedy.endswith("Or add --headless.")


def test_a_missing_display_is_named_before_anything_starts(monkeypatch: pytest.MonkeyPatch):
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(DisplayError, match="display"):
        window.load_window()


def test_pictures_can_be_painted_without_a_display(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert callable(window.import_window().render_png)
