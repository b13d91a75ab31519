"""The processing room: pure functions and engines from samples to indices and zones."""
