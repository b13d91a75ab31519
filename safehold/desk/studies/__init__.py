"""A study processed as a whole: one session in, one folder out; then all of them stacked."""
