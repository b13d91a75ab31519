"""Single-file formats: EDF+, MNE, Excel, SPSS, RR text, XDF without dates."""
