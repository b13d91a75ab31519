"""A recorded session computed again with other parameters or rest values, beside what was seen."""
