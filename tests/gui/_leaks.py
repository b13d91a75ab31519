"""What the body does, and every text that a window carries: for tests that look for leaks."""

from __future__ import annotations

import dataclasses

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from safehold.core.types import Beat, BeatStatus, Event, ZoneName

NOW = 492.0
TEXT_PROPERTIES = ("text", "toolTip", "accessibleName", "accessibleDescription", "windowTitle",
                   "statusTip", "whatsThis", "placeholderText", "full_text")  # fmt: skip


def disturb(session, *, hr: float, state: ZoneName) -> None:
    """Let the body do something else: other numbers, zone, beats, curve, baseline, rating."""
    full = session.full
    for person, view in full.people.items():
        tick, baseline = view.last_tick, view.baseline
        indices = tuple(
            dataclasses.replace(index, value=hr if index.value is not None else None)
            for index in tick.indices
        )
        zone = dataclasses.replace(
            tick.zone, state=state, a=hr / 30, v=-hr / 40, since=int(hr), provisional=hr > 90,
        )  # fmt: skip
        full.apply([
            dataclasses.replace(tick, indices=indices, zone=zone),
            dataclasses.replace(baseline, hr=hr, hr_spread=hr / 10),
            Beat(person, NOW - 8, 60000 / hr, BeatStatus.OK, (), "ecg"),
        ])  # fmt: skip
        full.waveform(f"{person}-ecg", np.array([NOW - 1, NOW]), np.array([hr, -hr]))
    full.set_event(Event("r1", "rate.safety", NOW - 9, value=f"rate.safety;value={hr:g}",
                         attributes={"value": f"{hr:g}"}, target="client"))  # fmt: skip


def all_texts(root: QWidget) -> list[str]:
    """Return every text that any widget or object of a window carries."""
    found = []
    for thing in [root, *root.findChildren(QObject)]:
        for name in TEXT_PROPERTIES:
            value = getattr(thing, name, None)
            value = value() if callable(value) and name != "full_text" else value
            if isinstance(value, str) and value:
                found.append(value)
        items = getattr(thing, "items", None)
        if callable(items) and hasattr(thing, "scene"):
            found += [str(getattr(item, "text", "")) for item in items()]
    return found
