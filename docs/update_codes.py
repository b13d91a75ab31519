"""Write docs/codes.md, the full codebook in both languages: python docs/update_codes.py [--check].

``--check`` writes nothing and fails where the page is out of date.
"""

# ruff: noqa: E501 - references are lines of the page

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "codes.md"
HEAD = """# The full codebook

Made of `safehold/core/codebooks/full.toml` by `python docs/update_codes.py`. A study names it with
`codebook = "full"`, or copies and changes it ([study.md](study.md)). A code is what somebody saw and judged; no code
is set by a heart rate or a breath. German is below each English line.
"""
REFERENCES = """## Sources

- Ainsworth, M. D. S., Blehar, M. C., Waters, E. & Wall, S. (1978). *Patterns of attachment*. Erlbaum.
- Bateman, A. & Fonagy, P. (2016). *Mentalization-based treatment for personality disorders*. Oxford University Press.
- Beebe, B. & Lachmann, F. M. (1998). Co-constructing inner and relational processes. *Psychoanalytic Psychology*, 15.
- Bowlby, J. (1988). *A secure base*. Routledge.
- Butler, E. A. & Randall, A. K. (2013). Emotional coregulation in close relationships. *Emotion Review*, 5.
- Cozolino, L. (2002). *The neuroscience of psychotherapy*. Norton.
- Eubanks, C. F., Muran, J. C. & Safran, J. D. (2015). *Rupture resolution rating system (3RS): manual*.
- Fonagy, P. & Allison, E. (2014). The role of mentalizing and epistemic trust in the therapeutic relationship.
  *Psychotherapy*, 51.
- Fonagy, P. & Target, M. (1997). Attachment and reflective function. *Development and Psychopathology*, 9.
- Geller, S. M. & Porges, S. W. (2014). Therapeutic presence: neurophysiological mechanisms mediating feeling safe in
  therapeutic relationships. *Journal of Psychotherapy Integration*, 24.
- Gilbert, P. (2014). The origins and nature of compassion focused therapy. *British Journal of Clinical Psychology*, 53.
- Ogden, P., Minton, K. & Pain, C. (2006). *Trauma and the body*. Norton.
- Podolan, M. & Gelo, O. C. G. (2023). The functions of safety in psychotherapy: an integrative theoretical perspective
  across therapeutic schools. *Clinical Neuropsychiatry*, 20.
- Schore, A. N. (2003). *Affect regulation and the repair of the self*. Norton.
- Siegel, D. J. (1999). *The developing mind*. Guilford.
"""


def german() -> dict[str, str]:
    """Return the German of every text of the window."""
    root = ElementTree.parse(ROOT / "gui" / "languages" / "de.ts").getroot()
    return {
        message.findtext("source") or "": message.findtext("translation") or ""
        for message in root.iter("message")
    }


def page() -> str:
    """Return the page as it must be."""
    from safehold.core.codebook import shipped_codebook

    book, words = shipped_codebook("full"), german()
    lines = [HEAD]
    for group in book.groups:
        lines += [f"## {group.label}\n"]
        lines += ["| code | key | name | meaning | source |", "|---|---|---|---|---|"]
        for code in (code for code in book.codes if code.group == group.name):
            name = f"{code.label}<br>*{words[code.label]}*"
            meaning = f"{code.meaning}<br>*{words[code.meaning]}*"
            keys = " ".join(f"`{key}`" for key in code.key)
            lines.append(f"| `{code.code}` | {keys} | {name} | {meaning} | {code.source} |")
        lines.append("")
    return "\n".join([*lines, REFERENCES])


def main() -> int:
    """Write the page, or say that it is out of date."""
    sys.path.insert(0, str(ROOT))
    text = page()
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print(f"{PAGE.name}: out of date")
    if "--check" in sys.argv:
        return 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
