"""What any view of a session reads: model, ports, coder, event book, veil, status."""
