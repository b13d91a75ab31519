"""A recorded session seen again: its moments, its time, and what is computed beside it."""
