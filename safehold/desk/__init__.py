"""What is around a session: sessions of a study, sensors, exports, reports, withdrawal."""
