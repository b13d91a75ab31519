"""Headers as they come: poor, odd, sometimes not XML."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acquisition.description import ChannelInfo, legal_xml, parse_desc

HEADER = """<?xml version="1.0"?><info><name>x</name><desc><channels>
<channel><label>ECG</label><unit>mV</unit><type>ECG</type></channel>
<channel><name>RESP</name></channel><channel><sensor>PPG</sensor></channel>
</channels><safehold><person>client</person></safehold></desc></info>"""


def test_labels_are_found_in_label_name_or_sensor() -> None:
    channels, person = parse_desc(HEADER, 3)
    assert channels == (ChannelInfo("ECG", "ECG", "mV"), ChannelInfo("RESP"), ChannelInfo("PPG"))
    assert person == "client"


def test_missing_channels_are_nameless_and_surplus_ones_dropped() -> None:
    assert len(parse_desc(HEADER, 5)[0]) == 5
    assert len(parse_desc(HEADER, 2)[0]) == 2
    assert parse_desc("<info><desc/></info>", 2) == ((ChannelInfo(), ChannelInfo()), None)


@pytest.mark.parametrize("bad", ["\x01", "&#1;", "&#x1;", "\x00", "&#xD800;", "&#99999999;"])
def test_characters_that_xml_forbids_do_not_hide_the_rest(bad: str) -> None:
    channels, person = parse_desc(HEADER.replace("mV", f"m{bad}V"), 3)
    assert channels[0].unit == "mV"
    assert person == "client"


def test_a_header_that_is_no_xml_gives_nothing_and_does_not_fail() -> None:
    assert parse_desc("<info><desc>", 1) == ((ChannelInfo(),), None)
    assert parse_desc("", 1) == ((ChannelInfo(),), None)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_in_a_header_is_survived(text: str) -> None:
    assert len(parse_desc(text, 2)[0]) == 2
    clean = legal_xml(text)
    assert legal_xml(clean) == clean or "&#" in clean
