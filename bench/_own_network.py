"""What the benches over real LSL share: a network of their own, and telling the result."""

from __future__ import annotations

import json
import os
import random
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from acquisition import lsl


@contextmanager
def own_network(name: str) -> Iterator[Path]:
    """Give a folder to work in, and keep LSL on this computer, with ports that nobody else has.

    Holds for programs started inside too (``LSLAPICFG``).
    """
    with tempfile.TemporaryDirectory() as folder:
        base = random.SystemRandom().randrange(20000, 32000, 100)
        config = Path(folder) / "lsl.cfg"
        config.write_text(lsl.config_text(session_id=f"{name}-{base}", ports=(base + 1, base)))
        os.environ[lsl.CONFIG_VARIABLE] = os.environ["LSLAPICFG"] = str(config)
        yield Path(folder)


def tell(result: Mapping[str, object], out: Path | None) -> None:
    """Print a result as JSON, and keep it where asked."""
    text = json.dumps(result, indent=1)
    print(text)
    if out:
        out.write_text(text + "\n", encoding="utf-8")
