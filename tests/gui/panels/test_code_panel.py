"""What stands on the keys of the codes."""

from __future__ import annotations

from gui.look.style import DARK
from gui.panels.code_panel import CodePanel
from safehold.core.codebook import load_codebook

PEOPLE = ("client", "therapist")


def test_an_open_code_says_for_how_long_and_before_it_began_from_when(keep):
    """A replay that went back to before the onset shows no negative length."""
    panel = keep(CodePanel(DARK, load_codebook(), PEOPLE))
    button = panel.buttons["ev.challenge"]
    for now, shown in ((160.0, "0:10"), (149.5, "0:00"), (2.0, "from 2:30")):
        panel.show_open({"ev.challenge": 150.0}, now)
        assert button.state == shown
