"""The gui room: the PyQtGraph window."""
