"""The session report: one HTML file and a PDF, from the same document."""
