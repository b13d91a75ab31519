"""Stream ids for an export: none is made of a word that may be a device's serial number.

Sessions recorded earlier have ids made of the whole name of a stream (``h10-9c2b3a21-other``).
"""

from __future__ import annotations

import re
from dataclasses import replace

from acquisition.specs import id_stem, unused_id
from safehold.core.messages import Message
from safehold.core.plain_text import spelled_plain
from safehold.core.results import SessionResults
from safehold.core.types import Role, StreamSpec


def with_plain_ids(results: SessionResults) -> SessionResults:
    """Return results in which no stream id holds a word with a digit of the stream's name."""
    specs = [report.spec for report in results.streams]
    used = {spec.stream_id for spec in specs}
    new: dict[str, str] = {}
    for spec in specs:
        if spec.stream_id not in new and _tells(spec):
            new[spec.stream_id] = unused_id(id_stem(spec.name, spec.role, spec.person), used)
    if not new:
        return results

    def named(spec: StreamSpec) -> StreamSpec:
        return replace(spec, stream_id=new.get(spec.stream_id, spec.stream_id))

    def said(message: Message) -> Message:
        return message.rewritten(lambda text: pattern.sub(lambda match: new[match[0]], text))

    longest_first = sorted(new, key=lambda word: (-len(word), word))
    alternatives = "|".join(map(re.escape, longest_first))
    pattern = re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])")
    return replace(
        results,
        streams=tuple(replace(r, spec=named(r.spec)) for r in results.streams),
        samples=tuple(replace(s, spec=named(s.spec)) for s in results.samples),
        straps=tuple(replace(s, spec=named(s.spec)) for s in results.straps),
        ticks=tuple(
            replace(t, quality=tuple((new.get(k, k), good, why) for k, good, why in t.quality))
            if any(key in new for key, *_ in t.quality)
            else t
            for t in results.ticks
        ),
        notices=tuple(
            replace(
                n, message=said(n.message), stream_id=new.get(n.stream_id or "", n.stream_id)
            )
            for n in results.notices
        ),
        warnings=tuple(map(said, results.warnings)),
    )  # fmt: skip


def _tells(spec: StreamSpec) -> bool:
    """Tell whether an id was made of a name with digits."""
    if spec.role is Role.DERIVED:
        return False
    words = re.split(r"[^a-z0-9]+", spelled_plain(spec.name).casefold())
    telling = {w for w in words if any(sign.isdigit() for sign in w) and w != spec.person}
    made_of_name = spec.role is Role.OTHER or spec.person is None
    return made_of_name and not telling.isdisjoint(spec.stream_id.split("-"))
