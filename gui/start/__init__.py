"""The start window, page by page."""
