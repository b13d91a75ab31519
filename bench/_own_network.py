"""What the benches over real LSL share: a network of their own, and telling the result."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from acquisition import own_network as network


@contextmanager
def own_network(name: str) -> Iterator[Path]:
    """Give a folder to work in, and an LSL network on this computer that nobody else is on.

    Holds for programs started inside too (``LSLAPICFG`` for those of others).
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        network.own_network(Path(folder), name) as config,
        network.joined(config),
    ):
        os.environ["LSLAPICFG"] = str(config)
        yield Path(folder)


def tell(result: Mapping[str, object], out: Path | None) -> None:
    """Print a result as JSON, and keep it where asked."""
    text = json.dumps(result, indent=1)
    print(text)
    if out:
        out.write_text(text + "\n", encoding="utf-8")
