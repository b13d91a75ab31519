"""Streams as they arrive: clocks, placing of events, what a stream's state is."""
