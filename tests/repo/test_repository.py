"""The repository keeps its own promises."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from safehold.cli.window import QT_PACKAGES

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("safehold", "acquisition", "processing", "recordings", "gui")
SOURCES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
TEXTS = [
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *SOURCES)
    if "build" not in path.parts
]


def readme_commands() -> list[str]:
    text = (ROOT / "README.md").read_text()
    return re.findall(r"```sh\n(.+?)\n```", text, flags=re.DOTALL)


def test_the_readme_has_one_line_for_the_demo_and_one_for_the_tests():
    commands = readme_commands()
    assert any(command.endswith("safehold demo") for command in commands)
    assert any("pytest" in command for command in commands)
    assert all("\n" not in command for command in commands)


def test_the_readme_and_the_program_name_the_same_system_packages():
    install = next(c for c in readme_commands() if c.startswith("sudo apt install"))
    assert set(QT_PACKAGES.split()) <= set(install.split())


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_source_file_grows_far_beyond_400_lines(path: Path):
    assert len(path.read_text().splitlines()) <= 480


def test_every_linked_document_exists():
    missing = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in TEXTS
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text())
        if not target.startswith("http") and not (path.parent / target).exists()
    ]
    assert missing == []


def test_no_text_claims_to_measure_what_cannot_be_measured():
    """Words that would turn an index into a state; the disclaimers name them to deny them."""
    claims = re.compile(r"(measures?|shows?|indicates?) (vagal tone|safety|dissociation)", re.I)
    found = [str(path) for path in TEXTS if claims.search(path.read_text())]
    assert found == []


def test_no_registry_host_or_workplace_path_is_named():
    names = re.compile(r"pypi\.org|files\.pythonhosted|registry\.npmjs|/work/|/opt/")
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    found = [
        name
        for name in tracked
        if name != "tests/repo/test_repository.py"
        and (ROOT / name).suffix in {".py", ".md", ".toml", ".txt", ".cff", ".json", ""}
        and (ROOT / name).is_file()
        and names.search((ROOT / name).read_text(errors="replace"))
    ]
    assert found == []


def test_only_one_module_imports_neurokit2():
    importing = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if re.search(r"(import|from|import_module\() *[\"']?neurokit2", path.read_text())
    ]
    assert importing == ["processing/signals/neurokit.py"]
