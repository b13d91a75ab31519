"""The command line, and the door to the window."""
