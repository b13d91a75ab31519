"""The session window: arrangement, keys, menus, and the windows that show the same session."""
