"""A person's channels, baselines and zones; the pipeline from samples to ticks."""
