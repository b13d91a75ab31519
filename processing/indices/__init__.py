"""Heart rate, RMSSD, RSA and the other indices of beats and breaths."""
