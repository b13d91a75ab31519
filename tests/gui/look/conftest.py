"""The window in another language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gui.look.translation import install_language


@pytest.fixture
def german(qtbot: object) -> Iterator[None]:
    """Have the window speak German for one test."""
    assert install_language("de") == "de"
    yield
    install_language("en")
