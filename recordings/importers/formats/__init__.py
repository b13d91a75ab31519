"""Readers of recordings that other programs made, one format a module."""
