"""The user's word on a stream wins over what its header says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from acquisition.description import ChannelInfo, StreamDescription
from acquisition.specs import Correction, assign, specs_for
from safehold.core.types import Role

PEOPLE = ("client", "therapist")
PLUX = StreamDescription(
    "OpenSignals", "00:07:80", "os-1", "u1", "lab", "s", 1000.0, "float32", 3,
    (ChannelInfo("nSeq"), ChannelInfo("ECG", "ECG", "mV"), ChannelInfo("CH2", "RAW", "V")),
)  # fmt: skip
SAID = Correction("OpenSignals", "00:07:80", "os-1")


def summary(corrections, stream=PLUX):
    return [
        (a.proposal.channel, a.proposal.role, a.person, a.proposal.unit, a.inverted)
        for a in assign(stream, PEOPLE, corrections)
    ]


def test_without_a_correction_the_proposal_stands():
    assert summary(()) == [(1, Role.ECG, None, "mV", False)]
    assert not assign(PLUX, PEOPLE)[0].corrected


def test_person_and_unit_are_corrected_and_the_reason_keeps_what_was_proposed():
    (found,) = assign(PLUX, PEOPLE, [replace(SAID, person="client", unit="counts")])
    assert (found.person, found.proposal.unit, found.corrected) == ("client", "a.u.", True)
    assert "proposed: ecg in mV" in found.proposal.reason


def test_a_role_is_given_to_another_channel_beside_the_proposed_one():
    said = replace(SAID, channel=2, role=Role.RESPIRATION, person="client", inverted=True)
    assert summary([said]) == [
        (1, Role.ECG, None, "mV", False),
        (2, Role.RESPIRATION, "client", "V", True),
    ]


def test_a_role_that_moves_leaves_its_channel():
    assert summary([replace(SAID, channel=2, role=Role.ECG)]) == [(2, Role.ECG, None, "V", False)]


def test_a_stream_nothing_was_known_of_gets_its_role():
    unknown = replace(PLUX, name="MP", channels=(ChannelInfo("CH0"), ChannelInfo("CH1")),
                      channel_count=2)  # fmt: skip
    said = replace(SAID, name="MP", channel=1, role=Role.ECG, person="therapist")
    assert summary([said], unknown) == [(1, Role.ECG, "therapist", "", False)]


@pytest.mark.parametrize(
    "other",
    [
        replace(PLUX, source_id="os-2"),
        replace(PLUX, name="Other"),
        replace(PLUX, type="PPG"),
    ],
)
def test_a_correction_holds_for_its_own_stream_only(other):
    said = replace(SAID, person="client")
    assert not any(a.corrected for a in assign(other, PEOPLE, [said]))


def test_without_a_source_id_the_computer_tells_streams_apart():
    bare = replace(PLUX, source_id="")
    said = replace(SAID, source_id="", hostname="lab", person="client")
    assert assign(bare, PEOPLE, [said])[0].person == "client"
    assert assign(replace(bare, hostname="other"), PEOPLE, [said])[0].person is None


def test_a_channel_that_the_stream_has_no_more_is_left_alone():
    assert summary([replace(SAID, channel=7, role=Role.PPG)]) == summary(())


def test_a_sensor_that_is_nobodys_is_not_used():
    only = replace(PLUX, name="client-ecg")
    said = replace(SAID, name="client-ecg", person="")
    assert assign(only, PEOPLE)[0].person == "client"
    assert assign(only, PEOPLE, [said])[0].person is None


def test_specifications_carry_the_corrections():
    said = replace(SAID, channel=2, role=Role.RESPIRATION, person="client", inverted=True)
    specs = specs_for([PLUX], PEOPLE, [said])
    belt = next(spec for spec in specs if spec.role is Role.RESPIRATION)
    assert (belt.stream_id, belt.channel, belt.inverted) == ("client-respiration", 2, True)
