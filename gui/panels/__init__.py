"""Panels of the session window."""
