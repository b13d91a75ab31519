"""The picture of a specification curve in docs/studies.md: python docs/multiverse_screenshot.py.

Numbers are drawn, not measured: 6 dyads by 10 sessions, an effect of r 0.35 within dyads that a
shorter vagal window blurs.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from recordings.report.multiverse import MultiverseReport, curve_figure  # noqa: E402
from recordings.tidy.multiverse import SpecificationLine  # noqa: E402
from safehold.core.settings import STANDARD  # noqa: E402
from safehold.desk.studies.curve import specification_curve  # noqa: E402
from safehold.desk.studies.found import Frozen  # noqa: E402
from safehold.desk.studies.specifications import Question, specifications  # noqa: E402

IMAGE = ROOT / "docs" / "images" / "study-multiverse.png"
DYADS, SESSIONS = 6, 10


def main() -> None:
    """Draw numbers, compute the curve, and keep its picture."""
    rng = np.random.default_rng(4)
    dyad = np.repeat(np.arange(DYADS), SESSIONS)
    number = np.tile(np.arange(1.0, SESSIONS + 1), DYADS)
    truth = rng.normal(size=dyad.size) + rng.normal(size=DYADS)[dyad]
    outcome = 0.37 * truth + rng.normal(size=dyad.size) - 0.1 * number
    question = Question(("share_outside",), "q_depth")
    asked = specifications(question, Frozen(STANDARD, {}))
    blur = [1.2 if dict(one.choices)["windows.vagal_s"] == 30 else 0.5 for one in asked]
    ways = [truth + size * rng.normal(size=dyad.size) for size in blur]
    curve = specification_curve(ways, outcome, dyad, number)
    lines = tuple(
        SpecificationLine(
            one.predictor,
            tuple((k, f"{v:g}" if isinstance(v, float) else str(v)) for k, v in one.choices),
            effect.n, effect.dyads, effect.r, effect.p, effect.lacks or "", own=k == 0,
        )
        for k, (one, effect) in enumerate(zip(asked, curve.effects, strict=True))
    )  # fmt: skip
    given = MultiverseReport(
        "", question.outcome, question.predictors, "client", "client", 0, True, dyad.size, lines,
        curve.median, curve.direction, curve.agreeing, curve.holding, (), curve.envelope,
        curve.permutations, (),
    )  # fmt: skip
    curve_figure(given).plot.savefig(IMAGE, dpi=100)


if __name__ == "__main__":
    main()
