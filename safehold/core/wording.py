"""The words a person sees for zones: neutral, hypothetical, the same everywhere."""

from __future__ import annotations

from safehold.core.messages import Message
from safehold.core.reasons import CORROBORATIONS
from safehold.core.types import Role, SubZone, ZoneName, ZoneState

PEOPLE = ("client", "therapist")
"""Labels of people that are words, and no names."""


def role_words(role: Role) -> Message:
    """Return what a stream is, in words."""
    return Message(role.value.replace("_", " "), code=f"role_{role.value}")


def person_words(label: str) -> str:
    """Return whose a stream is: in words, where the label is one; else the label itself."""
    return Message(label, code=f"person_{label}") if label in PEOPLE else label


ZONE_LABELS: dict[ZoneName, str] = {
    ZoneName.HIGH: "high activation",
    ZoneName.WITHIN: "within own range",
    ZoneName.LOW: "low activation (ambiguous)",
    ZoneName.UNKNOWN: "unknown",
}

SUBZONE_LABELS: dict[SubZone, str] = {
    SubZone.NONE: "",
    SubZone.NEAR_BASELINE: "near baseline",
    SubZone.ELEVATED: "elevated",
    SubZone.NEAR_UPPER: "near the upper threshold",
    SubZone.NEAR_LOWER: "near the lower threshold (ambiguous)",
    SubZone.ACTIVATED_VAGAL_KEPT: "activated, vagal index kept",
    SubZone.SETTLED: "settled",
}

ZONE_ALTERNATIVES: dict[ZoneName, str] = {
    ZoneName.HIGH: (
        "Heart rate up and vagal index down against the person's own baseline. "
        "Talking, laughing, moving, caffeine, posture, heat or effortful "
        "thinking give the same picture."
    ),
    ZoneName.WITHIN: (
        "Neither axis has clearly left the person's own baseline. Anything may "
        "lie behind it, including dissociation with normal autonomic function."
    ),
    ZoneName.LOW: (
        "Heart rate down and vagal index down. An elevated baseline, habituation, fatigue or "
        "medication give the same picture; it takes a human observation to say more."
    ),
    ZoneName.UNKNOWN: "An input is missing or not valid, so no zone is given.",
}


SUBZONE_ALTERNATIVES: dict[SubZone, str] = {
    SubZone.NEAR_BASELINE: (
        "Near the person's own baseline on both axes. It does not show what is "
        "felt, or whether that is what the session needs: ask."
    ),
    SubZone.ELEVATED: (
        "Somewhat above the person's own baseline. Engagement, speaking, "
        "warmth or a low baseline give the same picture."
    ),
    SubZone.NEAR_UPPER: (
        "Clearly above the person's own baseline, but short of the two-axis "
        "rule. Talking, moving, caffeine or effortful thinking give the same "
        "picture."
    ),
    SubZone.NEAR_LOWER: (
        "Heart rate clearly down, vagal index not up. An elevated baseline, habituation, fatigue "
        "or medication give the same picture; it takes a human observation to say more."
    ),
    SubZone.ACTIVATED_VAGAL_KEPT: (
        "Heart rate up, vagal index not down. Engagement, speaking or the onset of exercise give "
        "the same picture: speech inflates RSA."
    ),
    SubZone.SETTLED: (
        "Heart rate down, vagal index unchanged or up. Rest and calm, and just as well slow "
        "breathing or drowsiness."
    ),
}
"""What else gives the same picture inside the own range (methods 4.2); hypothetical throughout."""


def alternatives(state: ZoneName, band: SubZone = SubZone.NONE) -> str:
    """Return what a zone, or a band inside the own range, rests on and what else it may be."""
    if state is ZoneName.WITHIN and band in SUBZONE_ALTERNATIVES:
        return SUBZONE_ALTERNATIVES[band]
    return ZONE_ALTERNATIVES[state]


def disclaimer(lag_s: float) -> str:
    """Return the fixed sentence of tooltips and report footers, with the lag in force."""
    return (
        "Zones describe heart rate and RSA relative to this person's own resting baseline, about "
        f"{lag_s:.0f} seconds late. They are not a measurement of safety, emotion, dissociation "
        "or vagal tone, and not a diagnosis. Speech, breathing, posture and movement change them. "
        "Treat as a prompt to look and ask."
    )


def zone_text(state: ZoneState) -> str:
    """Return the zone as one line: label, sub-band, provisional or HR-only remark."""
    parts = [ZONE_LABELS[state.state]]
    if state.hr_only and state.state is ZoneName.HIGH:
        parts = ["high activation (HR only)"]
    if state.state is ZoneName.LOW and CORROBORATIONS & set(state.reasons):
        parts = ["low activation (an observer judged hypoarousal)"]
    if state.state is ZoneName.WITHIN and state.substate:
        parts.append(SUBZONE_LABELS[state.substate])
    if state.held:
        parts.append("held, inputs missing")
    if state.provisional and state.state is not ZoneName.UNKNOWN:
        parts.append("provisional")
    return " · ".join(parts)
