"""Samples of a stream on one clock: time lines and grids."""
