"""The window under test: offscreen, over a made-up session."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

_path = Path(__file__).with_name("_fake_session.py")
if "_fake_session" not in sys.modules:
    _spec = importlib.util.spec_from_file_location("_fake_session", _path)
    assert _spec is not None
    assert _spec.loader is not None
    _module = importlib.util.module_from_spec(_spec)
    sys.modules["_fake_session"] = _module
    _spec.loader.exec_module(_module)
