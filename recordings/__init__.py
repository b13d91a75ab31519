"""The recordings room: XDF files, session folders, exports."""
