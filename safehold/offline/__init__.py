"""A recorded session, computed: inputs, analysis, measures, dyads, replays."""
