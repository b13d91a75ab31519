"""Plots and tiles of physiology."""
