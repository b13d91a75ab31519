"""A recorded session, computed: inputs, analysis, playback, measures, dyads."""
