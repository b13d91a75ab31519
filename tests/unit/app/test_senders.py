"""Who a newly seen sender is to a recorded stream."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from acquisition.description import ChannelInfo, StreamDescription
from safehold.app.recorder_intake import Intake
from safehold.app.recorder_streams import Track
from safehold.app.senders import Kinship, can_be_recovered, differences, doubles, kinship

BELT = StreamDescription("belt", "RESP", "b-1", "uid-1", "lab", "s", 50.0, "float32", 1)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, Kinship.SAME),
        ({"hostname": "other"}, Kinship.SAME),
        ({"nominal_rate": 100.0}, Kinship.CHANGED),
        ({"channel_count": 2}, Kinship.CHANGED),
        ({"channel_format": "int16"}, Kinship.CHANGED),
        ({"source_id": "b-2"}, Kinship.HEIR),
        ({"source_id": ""}, Kinship.HEIR),
        ({"source_id": "b-2", "hostname": "other"}, Kinship.STRANGER),
        ({"source_id": "b-2", "nominal_rate": 100.0}, Kinship.STRANGER),
        ({"type": "ECG"}, Kinship.STRANGER),  # some programs give all streams one source id
        ({"name": "other"}, Kinship.STRANGER),
    ],
)
def test_a_sender_is_known_by_its_identity_and_its_kind(change, expected):
    assert kinship(BELT, replace(BELT, uid="uid-2", **change)) is expected


def test_an_apostrophe_or_no_source_id_keeps_liblsl_from_recovering():
    assert can_be_recovered(BELT)
    for field in ("name", "type", "source_id"):
        assert not can_be_recovered(replace(BELT, **{field: "bob's"}))
    assert not can_be_recovered(replace(BELT, source_id=""))
    named = replace(BELT, name="bob's")
    assert kinship(named, replace(named, uid="uid-2")) is Kinship.HEIR


@pytest.mark.parametrize(
    ("source_id", "rate", "started", "gone_s", "heir"),
    [
        ("b-2", 50.0, 5.0, 1000.0, False),  # a second sensor, there all the time
        ("b-2", 50.0, 20.0, 30.0, False),  # it may be one: the first may still come back
        ("b-2", 50.0, 20.0, 400.0, True),
        ("b-1", 100.0, 20.0, 6.0, True),  # the same sender at another rate
        ("b-1", 100.0, 5.0, 6.0, False),
    ],
)
def test_a_stream_is_given_up_only_when_its_place_is_taken(source_id, rate, started, gone_s, heir):
    intake = Intake(SimpleNamespace(), (), SimpleNamespace())
    other = replace(BELT, uid="uid-2", source_id=source_id, nominal_rate=rate)
    first = Track(SimpleNamespace(), BELT, state="silent", last_arrival=10.0)
    second = Track(SimpleNamespace(), other, state="live", started=started)
    intake.tracks += [first, second]
    assert intake._has_heir(first, gone_s) is heir
    assert not intake._has_heir(second, 0.0)


FULL = replace(BELT, channels=(ChannelInfo("chest", "RESP", "a.u."),), person="client")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"nominal_rate": 100.0}, ["sampling rate: 100 Hz instead of 50 Hz"]),
        ({"channel_format": "int16"}, ["data format: int16 instead of float32"]),
        (
            {"channels": (ChannelInfo("belly", "RESP", "a.u."),)},
            ["channel labels: belly instead of chest"],
        ),
        ({"channels": (ChannelInfo("chest", "RESP", "V"),)}, ["channel units: V instead of a.u."]),
        ({"person": None}, ["whose it is: nobody instead of client"]),
        ({"session_id": "t"}, ["it is in LSL session 't'"]),
        (
            {"channel_count": 2, "channels": (ChannelInfo("chest", "", "a.u."), ChannelInfo())},
            [
                "channel count: 2 instead of 1",
                "channel labels: chest, - instead of chest",
                "channel units: a.u., - instead of a.u.",
            ],
        ),
        ({"uid": "other", "hostname": "other", "xml": "<info/>"}, []),
    ],
)
def test_what_another_run_says_otherwise_is_named(change, said):
    assert list(differences(FULL, replace(FULL, **change))) == said


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ([BELT, replace(BELT, uid="uid-2")], {"key"}),
        ([BELT, replace(BELT, uid="uid-2", nominal_rate=100.0)], {"key"}),
        ([replace(BELT, uid="uid-2")], set()),  # ours is away: that is another run, not a double
        ([BELT, replace(BELT, uid="uid-2", source_id="b-2")], set()),
        ([BELT], set()),
    ],
)
def test_a_double_is_another_sender_beside_ours_that_liblsl_takes_for_it(others, found):
    assert doubles({"key": BELT}, others) == found
