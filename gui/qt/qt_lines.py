"""What Qt itself has to say goes to the log instead of the terminal."""

from __future__ import annotations

import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger("safehold.gui")


def _to_log(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    grave = kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    log.log(logging.ERROR if grave else logging.DEBUG, "Qt: %s", message)


def send_to_log() -> None:
    """Send Qt's lines to the log from now on."""
    qInstallMessageHandler(_to_log)
