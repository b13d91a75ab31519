"""Players are opened and closed while their threads decode; none waits for Python for ever."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gui.qt.media_player import WHY_NOT
from tests.gui._clip import write_clip

ROOT = Path(__file__).parents[3]
ROUNDS = 40
OFTEN = """
import sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from gui.qt.film_reader import read_film
from gui.qt.media_player import MediaPlayer

app = QApplication([])
for k in range(int(sys.argv[2])):
    player = MediaPlayer()
    player.open(Path(sys.argv[1]))
    ends = time.monotonic() + 20
    while not player.ready and time.monotonic() < ends:
        app.processEvents()
    player.run(1.0)
    ends = time.monotonic() + 0.01 * (k % 16)
    while time.monotonic() < ends:
        app.processEvents()
    player.close()
    if k % 8 == 0:
        read_film(Path(sys.argv[1]))
"""


@pytest.mark.slow
@pytest.mark.skipif(bool(WHY_NOT), reason=f"Qt Multimedia: {WHY_NOT}")
def test_no_player_waits_for_ever_when_it_is_closed(tmp_path, qapp) -> None:
    """Without the answer kept, some round in a hundred stood still."""
    clip = write_clip(tmp_path / "clip.avi", 4.0)
    command = [sys.executable, "-c", OFTEN, str(clip), str(ROUNDS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
