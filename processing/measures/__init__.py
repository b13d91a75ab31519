"""Measures of a whole session: codes, phases, dyads, maps."""
