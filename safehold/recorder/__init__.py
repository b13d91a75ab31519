"""The recorder, a separate process: its streams, file, disk, control, client."""
