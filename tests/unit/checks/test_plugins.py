"""The suite for indices of other packages: ours pass, each misbehaviour is found."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from processing.indices.registry import registry
from safehold.api import (
    IndexValue,
    Material,
    Reason,
    ReportIndex,
    all_right,
    check_index,
    valued,
    without,
)
from safehold.checks.plugins import CHECKS, T1, window

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
CODE = dict(zip(("module", "test"), re.findall(r"```python\n(.*?)```", PAGE, re.S), strict=True))
ENTRY = re.search(r"```toml\n.*?(\[project\.entry-points.*?)```", PAGE, re.S)


def mean_rr(material: Material, length_s: float) -> IndexValue:
    base = material.base("mean_rr", "ms", length_s)
    if material.gates.missing or base.coverage < 0.5:
        return without(base, [*material.gates.missing, Reason.LOW_COVERAGE])
    inside = material.intervals.between(base.t0, base.t1)
    return valued(base, float(inside.rr[inside.ok].mean()), ())


def index(compute: Callable[[Material, float], IndexValue], **changes: object) -> ReportIndex:
    return dataclasses.replace(ReportIndex("mean_rr", "ms", 60, compute), **changes)


def wrong(compute: Callable[[Material, float], IndexValue], **changes: object) -> str:
    found = check_index(index(compute, **changes))
    assert not all_right(found)
    return " / ".join(finding.found for finding in found)


@pytest.mark.parametrize("own", registry().indices[: registry().n_own], ids=lambda i: i.name)
def test_every_index_of_ours_behaves(own: ReportIndex) -> None:
    assert [finding.found for finding in check_index(own)] == ["passes all 8 checks"]


def test_the_window_is_what_it_says() -> None:
    value = mean_rr(window(), 60.0)
    assert value.value == pytest.approx(850, abs=5)
    assert (value.t0, value.t1) == (T1 - 60, T1)
    assert value.n_breaths == 16  # the first of them ends where the window begins
    assert mean_rr(window(flagged=0.7), 60.0).pct_flagged == pytest.approx(0.7, abs=0.15)
    assert mean_rr(window(last_minute=0.25), 60.0).coverage == pytest.approx(0.25, abs=0.03)
    assert all_right(check_index(index(mean_rr)))
    assert len(CHECKS) == 8


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"name": "Mean RR"}, "not made of"), ({"window_s": 3600.0}, "not within"),
     ({"unit": "s"}, "returned 'mean_rr' in 'ms'"), ({"window_s": 30.0}, "")],
)  # fmt: skip
def test_its_form_is_checked(changes: dict[str, object], why: str) -> None:
    if why:
        assert why in wrong(mean_rr, **changes)
    else:
        assert all_right(check_index(index(mean_rr, **changes)))


def never(material: Material, length_s: float) -> IndexValue:
    return without(material.base("mean_rr", "ms", length_s), [Reason.LOW_COVERAGE])


def silent(material: Material, length_s: float) -> IndexValue:
    return without(material.base("mean_rr", "ms", length_s), [])


def careless(material: Material, length_s: float) -> IndexValue:
    base = material.base("mean_rr", "ms", length_s)
    return valued(base, float(np.mean(material.intervals.between(base.t0, base.t1).rr)), ())


def trusting(material: Material, length_s: float) -> IndexValue:
    return mean_rr(dataclasses.replace(material, gates=type(material.gates)()), length_s)


def lenient(material: Material, length_s: float) -> IndexValue:
    base = material.base("mean_rr", "ms", length_s)
    inside = material.intervals.between(base.t0, base.t1)
    if material.gates.missing or not len(inside):
        return without(base, [*material.gates.missing, Reason.LOW_COVERAGE])
    return valued(base, float(inside.rr.mean()), ())


def forgetful() -> Callable[[Material, float], IndexValue]:
    seen: list[float] = []

    def compute(material: Material, length_s: float) -> IndexValue:
        value = mean_rr(material, length_s)
        seen.append(value.value or 0.0)
        return value if value.value is None else valued(value, value.value + len(seen), ())

    return compute


def changing(material: Material, length_s: float) -> IndexValue:
    material.intervals.rr[:] = 800
    return mean_rr(material, length_s)


def greedy(material: Material, length_s: float) -> IndexValue:
    value = mean_rr(material, length_s)
    if value.value is None:
        return value
    return valued(value, float(material.intervals.rr.mean()) + len(material.breaths), ())


def drifting(material: Material, length_s: float) -> IndexValue:
    value = mean_rr(material, length_s)
    return value if value.value is None else valued(value, value.value + material.t1 / 100, ())


def raising(material: Material, length_s: float) -> IndexValue:
    raise ZeroDivisionError("no beats")


@pytest.mark.parametrize(
    ("compute", "why"),
    [
        (never, "has no value in quiet breathing"),
        (silent, "missing without a reason"),
        (careless, "returned nan"),
        (trusting, "although its signal cannot be trusted"),
        (lenient, "calls a number valid although seven of ten"),
        (lenient, "three quarters of its minute are lost"),
        (forgetful(), "two answers for one window"),
        (changing, "ValueError: assignment destination is read-only"),
        (greedy, "from before its window"),
        (drifting, "when in the session"),
        (raising, "ZeroDivisionError: no beats (in a window in which all is well)"),
    ],
)
@pytest.mark.filterwarnings("ignore:Mean of empty slice", "ignore:invalid value encountered")
def test_each_misbehaviour_is_found(
    compute: Callable[[Material, float], IndexValue], why: str
) -> None:
    assert why in wrong(compute)


def installed(folder: Path, module: str) -> dict[str, str]:
    """Install the package of the docs into a folder, as pip would; return the environment."""
    assert ENTRY is not None
    info = folder / "mylab_poincare-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mylab-poincare\nVersion: 1.0\n")
    points = ENTRY[1].replace('project.entry-points."safehold.indices"', "safehold.indices")
    (info / "entry_points.txt").write_text(points.replace('"', ""))
    (folder / "mylab_poincare.py").write_text(module, encoding="utf-8")
    (folder / "test_sd1.py").write_text(CODE["test"], encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))}


def verify(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "safehold.cli.main", "verify", "--plugins"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_the_example_of_the_docs_is_found_behaves_and_is_right(tmp_path: Path) -> None:
    environment = installed(tmp_path, CODE["module"])
    found = verify(environment)
    assert (found.returncode, found.stderr) == (0, "")
    assert "[ok  ] index 'sd1': passes all 8 checks" in found.stdout
    program = (
        f"{CODE['test']}\ntest_sd1_behaves()\n"
        "from safehold.checks.plugins import window\n"
        "from processing.indices.registry import registry\n"
        "import numpy as np\n"
        "made = window()\n"
        "rr = made.intervals.between(840, 900).rr\n"
        "cross = (rr[1:] - rr[:-1]) / np.sqrt(2)\n"  # across the diagonal
        "assert abs(SD1.compute(made, 60).value - np.sqrt(np.mean(cross**2))) < 1e-9\n"
        "assert [index.name for index in registry().foreign] == ['sd1']\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_one_that_cannot_be_loaded_is_said_with_exit_code_1(tmp_path: Path) -> None:
    found = verify(installed(tmp_path, "raise ImportError('no such library')\n"))
    assert found.returncode == 1
    assert "[FAIL] plug-in: sd1 (mylab_poincare:SD1): ImportError: no such library" in found.stdout
