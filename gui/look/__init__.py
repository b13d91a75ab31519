"""Colours, words, formats and translation."""
