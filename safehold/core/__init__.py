"""Vocabulary shared by every room: types, settings, errors, markers (numpy only)."""
