"""Single-file formats: EDF+, MNE, SPSS, RR text, XDF without dates."""
