"""Our own files of a session and a study: journal, receipt, edits, study, corrections."""
