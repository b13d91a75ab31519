"""Widgets and helpers that know nothing of sessions."""

from gui.qt.qt_lines import send_to_log

send_to_log()  # Qt's libraries talk as soon as they are loaded, before there is an application
