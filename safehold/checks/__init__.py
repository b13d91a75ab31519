"""Checks of safehold itself: doctor, fire drill, verification, validation."""
