"""Application services: pipeline, session life cycle, recorder, replay, command line."""
