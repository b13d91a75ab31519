"""NeuroKit2's own values against closed forms, as docs/numbers.md prints them (oracle O60)."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path

import pytest

from bench import neurokit_versions as bench
from safehold.checks.verify_truth import Heart

PUBLISHED = json.loads(bench.RESULTS.read_text(encoding="utf-8"))
DOCS = Path(__file__).parents[2] / "docs" / "numbers.md"
TOLERANCE = {"rmssd": 0.2, "p2t": 4.0, "ln_hf": 0.05, "ln_pb": 0.25}


@pytest.mark.oracle("O60")
@pytest.mark.parametrize("heart", bench.HEARTS[:2], ids=bench.name)
def test_what_is_installed_gives_the_published_values(heart: Heart) -> None:
    published = PUBLISHED[metadata.version("neurokit2")][bench.name(heart)]
    assert bench.rounded(bench.found(heart)) == pytest.approx(published, abs=0.011)


def test_its_values_lie_near_the_truth_porges_bohrer_too() -> None:
    for heart in bench.HEARTS:
        found = PUBLISHED[metadata.version("neurokit2")][bench.name(heart)]
        for index, truth in bench.truth(heart).items():
            if index == "ln_hf" and heart.f <= 0.15:
                continue  # on the edge of the band half of the power is lost
            assert found[index] == pytest.approx(truth, abs=TOLERANCE[index]), index


def test_the_table_is_that_of_the_results() -> None:
    old, new, true = (PUBLISHED[key] for key in ("0.2.13", "0.3.0", "truth"))
    text = DOCS.read_text(encoding="utf-8")
    for heart in map(bench.name, bench.HEARTS):
        cells = [f"{new[heart][x]:.2f} of {true[heart][x]:.2f}" for x in ("rmssd", "p2t", "ln_hf")]
        cells.append(" / ".join(f"{values[heart]['ln_pb']:.2f}" for values in (old, new, true)))
        assert f"| {heart} | {' | '.join(cells)} |" in text
