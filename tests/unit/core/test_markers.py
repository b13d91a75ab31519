"""Marker text survives the trip, and foreign text does no harm."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core.codebook import load_codebook
from safehold.core.markers import FOREIGN_CODE, decode_marker, encode_marker, is_code

keys = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(keys, st.text(max_size=30), max_size=4))
def test_attributes_survive_whatever_they_hold(attributes: dict[str, str]):
    text = encode_marker("al.repair", attributes)
    assert decode_marker(text) == ("al.repair", attributes)
    assert "\n" not in text


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=50))
def test_any_text_of_another_program_decodes_without_loss(text: str):
    code, attributes = decode_marker(text)
    assert is_code(code)
    if code == FOREIGN_CODE:
        assert attributes.get("value", "") == text or text.startswith("marker")


def test_words_that_tables_read_as_missing_or_true_are_no_codes():
    assert not any(is_code(word) for word in ("na", "nan", "null", "none", "true", "t", "f"))


def test_every_packaged_code_can_be_sent_and_has_its_own_key():
    codes = load_codebook().codes
    assert all(decode_marker(encode_marker(entry.code, {}))[0] == entry.code for entry in codes)
    keys = [entry.key for entry in codes if entry.key]
    assert len(keys) == len(set(keys)) >= 10
