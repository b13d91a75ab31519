"""Every module of a room whose packages import much can be the first: no circle waits in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FORKED = """
import importlib, os, sys
import mne, neurokit2, numpy, pyarrow, pyarrow.parquet, pylsl, rich.live, scipy.signal
import matplotlib.figure, reportlab.platypus, edfio
bad = []
for name in sys.argv[1:]:
    child = os.fork()
    if not child:
        try:
            importlib.import_module(name)
        except BaseException as error:
            print(f"{name}: {error}", flush=True)
            os._exit(1)
        os._exit(0)
    os.waitpid(child, 0)
"""
"""What others wrote is loaded once; each child then imports one module of ours."""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a process")
def test_every_module_of_recordings_can_be_imported_first():
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((ROOT / "recordings").rglob("*.py"))
    ]
    done = subprocess.run(
        [sys.executable, "-c", FORKED, *names],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert len(names) > 60
    assert done.stdout == ""


WITHOUT = """
import sys
from pathlib import Path
import processing.indices.summary, safehold.desk.exports
from recordings.tidy.schema import Field, FieldType
from recordings.tidy.table import Table
from recordings.tidy.writing import write_parquet

fields = tuple(Field(kind.name, kind, "", "") for kind in FieldType)
write_parquet(Table("t", fields, tuple([None] for _ in fields)), Path(sys.argv[1]) / "t.parquet")
print(*({"matplotlib", "neurokit2", "pandas"} & set(sys.modules)))
"""


def test_tables_load_no_library_that_they_do_not_need(tmp_path):
    """NeuroKit2, pandas and matplotlib take two seconds to load."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, str(tmp_path)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stdout.split() == []


def test_a_command_loads_no_library_before_it_is_known_what_it_does():
    code = (
        "import sys, safehold.cli.main; "
        "print(*({'matplotlib', 'neurokit2', 'pandas', 'mne', 'PySide6'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stdout.split() == []
