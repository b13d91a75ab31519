"""A running session: sensors, engine, threads and their supervisor, coding, alarms."""
