"""Who a newly seen sender is to a recorded stream."""

from __future__ import annotations

from dataclasses import replace

import pytest

from acquisition.description import ChannelInfo, FoundStream, StreamDescription
from acquisition.senders import (
    Kinship,
    can_be_recovered,
    differences,
    doubles,
    kinship,
    reconnected,
)

BELT = StreamDescription("belt", "RESP", "b-1", "uid-1", "lab", "s", 50.0, "float32", 1)


FULL = replace(BELT, channels=(ChannelInfo("chest", "RESP", "a.u."),), person="client")
V = (ChannelInfo("chest", "RESP", "V"),)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"uid": "uid-1"}, Kinship.SAME),
        ({}, Kinship.RETURNED),
        ({"hostname": "other"}, Kinship.RETURNED),
        ({"channels": (), "person": None}, Kinship.RETURNED),  # a short header says no more
        ({"nominal_rate": 100.0}, Kinship.CHANGED),
        ({"channel_count": 2}, Kinship.CHANGED),
        ({"channel_format": "int16"}, Kinship.CHANGED),
        ({"channels": V}, Kinship.CHANGED),
        ({"person": "therapist"}, Kinship.CHANGED),
        ({"session_id": "t"}, Kinship.FOREIGN),
        ({"session_id": "t", "channels": V}, Kinship.FOREIGN),
        ({"source_id": "b-2"}, Kinship.LOOKALIKE),
        ({"source_id": ""}, Kinship.LOOKALIKE),
        ({"source_id": "b-2", "hostname": "other"}, Kinship.STRANGER),
        ({"source_id": "b-2", "nominal_rate": 100.0}, Kinship.STRANGER),
        ({"source_id": "b-2", "person": "therapist"}, Kinship.STRANGER),
        ({"type": "ECG"}, Kinship.STRANGER),  # some programs give all streams one source id
        ({"name": "other"}, Kinship.STRANGER),
    ],
)
def test_a_sender_is_known_by_its_identity_and_its_kind(change, expected):
    assert kinship(FULL, replace(FULL, **{"uid": "uid-2"} | change)) is expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, Kinship.HEIR),
        ({"hostname": "other"}, Kinship.STRANGER),
        ({"nominal_rate": 100.0}, Kinship.STRANGER),
        ({"source_id": "b-1"}, Kinship.LOOKALIKE),
    ],
)
def test_without_a_source_id_only_the_looks_tell(change, expected):
    nameless = replace(FULL, source_id="")
    assert kinship(nameless, replace(nameless, **{"uid": "uid-2"} | change)) is expected


def test_a_second_run_beside_ours_and_one_that_another_stream_has_are_told_apart():
    again = replace(FULL, uid="uid-2")
    assert kinship(FULL, again, present=("uid-1", "uid-2")) is Kinship.DOUBLE
    assert kinship(FULL, again, present=("uid-2",)) is Kinship.RETURNED
    assert kinship(FULL, again, taken=("uid-2",)) is Kinship.TAKEN
    changed = replace(again, nominal_rate=100.0)
    assert kinship(FULL, changed, present=("uid-1",), taken=("uid-2",)) is Kinship.CHANGED


SAME, RETURNED = FoundStream(FULL, None), FoundStream(replace(FULL, uid="uid-2"), None)
TAKEN = FoundStream(replace(FULL, uid="uid-3"), None)
CHANGED = FoundStream(replace(FULL, uid="uid-4", channels=V), None)
FOREIGN = FoundStream(replace(FULL, uid="uid-5", session_id="t"), None)
OTHER = FoundStream(replace(FULL, uid="uid-6", name="other"), None)


@pytest.mark.parametrize(
    ("answers", "kin", "run"),
    [
        ([RETURNED], Kinship.RETURNED, RETURNED),
        ([SAME], Kinship.SAME, SAME),
        ([SAME, RETURNED], Kinship.RETURNED, RETURNED),  # liblsl leaves ours for another only
        ([RETURNED, CHANGED, SAME], Kinship.CHANGED, CHANGED),
        ([RETURNED, TAKEN], Kinship.TAKEN, TAKEN),
        ([RETURNED, FOREIGN, CHANGED], Kinship.FOREIGN, FOREIGN),
        ([OTHER, RETURNED], Kinship.RETURNED, RETURNED),
    ],
)
def test_of_several_that_answer_the_worst_is_taken(answers, kin, run):
    for order in (answers, answers[::-1]):
        assert reconnected(FULL, order, taken=("uid-3",)) == (kin, run)


def test_where_nobody_answers_nobody_knows_whom_a_stream_is_connected_to():
    assert reconnected(FULL, []) is None
    assert reconnected(FULL, [OTHER]) is None


def test_an_apostrophe_or_no_source_id_keeps_liblsl_from_recovering():
    assert can_be_recovered(BELT)
    for field in ("name", "type", "source_id"):
        assert not can_be_recovered(replace(BELT, **{field: "bob's"}))
    assert not can_be_recovered(replace(BELT, source_id=""))
    named = replace(BELT, name="bob's")
    assert kinship(named, replace(named, uid="uid-2")) is Kinship.HEIR


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
