"""The strip of co-regulation: what it says, and that it says nothing where it must not."""

from __future__ import annotations

import pytest

from gui.look.style import DARK
from gui.plots.coregulation_strip import CoregulationStrip
from gui.plots.plot import AXIS_WIDTH
from gui.plots.time_window import TimeWindow
from processing.measures.moving_pair import EVERY_S, SPAN_S, PairMoment
from safehold.core.study import Display
from safehold.core.types import Event, EventKind
from tests.gui._fake_session import make_session

STANDING = PairMoment(460, 2.6, 80)


@pytest.fixture
def strip(qtbot):
    """Makes a strip over a session with these moments."""

    def make(*moments: PairMoment, display: Display = Display.FULL, events=()):
        session = make_session(display=display)
        session.full.set_pair(moments)
        window = TimeWindow(300)
        window.advance(session.model.status.now)
        made = CoregulationStrip(DARK, session.model, window)
        qtbot.addWidget(made)
        made.resize(700, made.height())
        made.refresh(events)
        return made

    return make


def bright(strip: CoregulationStrip) -> int:
    """Return how many pixels of the comparison are in the colour of text."""
    image = strip.grab().toImage()
    return sum(
        image.pixelColor(x, y).lightness() > 200
        for x in range(AXIS_WIDTH, image.width() - 1)
        for y in range(image.height() - 20, image.height() - 1)
    )


@pytest.mark.parametrize(
    ("moments", "words"),
    [
        ((), "needs 5 min"),
        ((PairMoment(SPAN_S, None),), "missing"),
        ((PairMoment(SPAN_S, 1.2),), "not told from chance"),
        ((PairMoment(SPAN_S, 2.6, 50),), "not told from chance"),
        ((STANDING,), "go together: +2.6 (1:20"),
        ((PairMoment(460, -2.6, 80),), "against each other: -2.6"),
    ],
)
def test_the_strip_says_what_stands_and_no_number_that_does_not(strip, moments, words):
    made = strip(*moments)
    assert words in made.words
    assert made.accessibleName() == made.words
    if not any(moment.stands for moment in moments):
        assert "2.6" not in made.words
        assert "1.2" not in made.words


def test_what_does_not_stand_is_faint(strip):
    values = [PairMoment(t, 2.6) for t in range(300, 470, EVERY_S)]
    faint = bright(strip(*values))
    standing = bright(strip(*(PairMoment(m.t, m.effect, 80) for m in values)))
    assert faint == 0
    assert standing > 100


def test_marked_speech_in_the_five_minutes_is_said(strip):
    speech = Event("e1", "cf.speech_client", 200.0, 40.0, EventKind.INTERVAL)
    assert "speech marked" in strip(STANDING, events=(speech,)).words
    early = Event("e1", "cf.speech_client", 20.0, 40.0, EventKind.INTERVAL)
    assert "speech" not in strip(STANDING, events=(early,)).words


@pytest.mark.parametrize("display", [Display.REDUCED, Display.BLIND])
def test_a_veiled_display_never_gets_it(strip, display):
    made = strip(STANDING, display=display)
    assert made.words == "co-regulation: not shown in this display"
    assert bright(made) == 0


def test_the_window_brings_the_strip_up_to_date(window):
    window._view.model.set_pair((STANDING,))
    window.refresh()
    assert "+2.6" in window.parts.coregulation.words
