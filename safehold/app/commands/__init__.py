"""The commands, one module each: ``add_parser`` describes it, ``run`` does it."""

from __future__ import annotations

from safehold.app.commands import (
    bridge,
    demo,
    doctor,
    export,
    live,
    play,
    record,
    replay,
    simulate,
)

COMMANDS = (demo, live, record, replay, export, simulate, play, bridge, doctor)
"""In the order in which ``safehold --help`` lists them."""
