"""The commands, one module each: ``add_parser`` describes it, ``run`` does it."""

from __future__ import annotations

from safehold.cli.commands import (
    add_codes,
    agreement,
    align,
    breathe,
    bridge,
    check,
    demo,
    doctor,
    drill,
    export,
    import_,
    importers,
    listen,
    live,
    map_,
    media,
    pace,
    play,
    power,
    preflight,
    purge,
    rate,
    recall,
    recompute,
    record,
    repair,
    replay,
    report,
    review,
    simulate,
    start,
    streams,
    study,
    sync,
    synchrony,
    validate,
    verify,
)

COMMANDS = (
    start, study, demo, streams, preflight, live, rate, pace, listen, breathe, record, import_,
    importers, replay, review, recompute,
    sync, align,
    recall, media, add_codes, agreement, report, map_, synchrony, export, check,
    repair, purge, simulate, power, play, bridge, doctor, drill, verify, validate,
)  # fmt: skip
"""In the order in which ``safehold --help`` lists them."""
