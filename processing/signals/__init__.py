"""Beats, breaths and movement, found in samples; their quality."""
