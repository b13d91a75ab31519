"""``safehold export``: a recorded session as tables and files for other programs."""

from __future__ import annotations

import argparse
import locale
import sys
from pathlib import Path

from recordings.folder.session import SessionFolder
from recordings.tidy import TidyOptions
from recordings.tidy.options import DATES, FORMATS, LAYOUTS
from safehold.cli.commands._common import add_recipe, recipe_of
from safehold.desk.exports import PROFILES, ExportWish, export
from safehold.offline.progress_bar import progress_bar
from safehold.recorder.reading import open_session

BY_LOCALE = "csv-locale"


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "export",
        help="write both people's physiology and the events as aligned tables",
        description="Writes the session as tables (aligned grid, beats, breaths, windows, "
        "events, zones, quality) with manifest and data dictionary, and in the formats of other "
        "programs. An earlier export is never overwritten.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument(
        "--profile", default="tidy", help=f"one or more of {','.join(PROFILES)} (default: tidy)"
    )
    parser.add_argument("--rate", type=int, default=4, help="rows per second: 1, 2, 4, 10, 25, 50")
    parser.add_argument(
        "--format", default="csv,parquet",
        help=f"tidy: one or more of {','.join(FORMATS)} (the last with ; and decimal commas); "
        f"{BY_LOCALE} is CSV as this computer's locale has it",
    )  # fmt: skip
    parser.add_argument(
        "--layout", choices=LAYOUTS, default="wide",
        help="aligned table: a column per person (wide) or a row per person (long)",
    )  # fmt: skip
    parser.add_argument(
        "--dates", choices=DATES, default="removed",
        help="dates in the files: removed (default); shifted: all sessions of the same people by "
        "the same secret number of weeks; as recorded",
    )  # fmt: skip
    parser.add_argument(
        "--phase", action="append", default=[], metavar="NAME",
        help="only this phase, for example baseline; each occurrence is an export of its own",
    )  # fmt: skip
    parser.add_argument(
        "--span", action="append", default=[], metavar="FROM-TO",
        help="only these seconds of session time, for example 60-300",
    )  # fmt: skip
    parser.add_argument(
        "--native", action="store_true", help="tidy: also the samples of every stream as recorded"
    )
    parser.add_argument(
        "--hed", action="store_true", help="bids: Hierarchical Event Descriptors for every code"
    )
    parser.add_argument("--out", type=Path, help="folder (default: exports/ of the session)")
    parser.add_argument(
        "--notes", action="store_true", help="include free notes (may name people)"
    )
    parser.add_argument(
        "--names", action="store_true",
        help="export although a name of a device, computer or user is found in it",
    )  # fmt: skip
    parser.add_argument(
        "--changed", action="store_true",
        help="export although the session is not what was recorded; the manifest says so",
    )  # fmt: skip
    add_recipe(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Export a session and print where it went."""
    wish = ExportWish(
        profiles=tuple(dict.fromkeys(part.strip() for part in options.profile.split(","))),
        options=TidyOptions(
            rate_hz=options.rate,
            formats=formats_of(options.format),
            layout=options.layout,
            notes=options.notes,
            names=options.names,
            dates=options.dates,
            native=options.native,
            hed=options.hed,
        ),
        phases=tuple(options.phase),
        spans=tuple(options.span),
        out=options.out,
        changed=options.changed,
        recipe=recipe_of(options),
    )
    folder = open_session(options.session, lambda text: sys.stderr.write(f"{text}\n"))
    for path in export_session(folder, wish):
        sys.stdout.write(f"Export: {path}\n")
    return 0


def formats_of(text: str) -> tuple[str, ...]:
    """Return the formats that are named, ``csv-locale`` as the one of this computer's locale."""
    names = dict.fromkeys(part.strip() for part in text.split(","))
    own = "csv-semicolon" if decimal_point() == "," else "csv"
    return tuple(dict.fromkeys(own if name == BY_LOCALE else name for name in names))


def decimal_point() -> str:
    """Return the decimal point of the user's locale; a point where it cannot be told."""
    before = locale.setlocale(locale.LC_NUMERIC)
    try:
        locale.setlocale(locale.LC_NUMERIC, "")
        return str(locale.localeconv()["decimal_point"])
    except locale.Error:
        return "."
    finally:
        locale.setlocale(locale.LC_NUMERIC, before)


def export_session(folder: SessionFolder, wish: ExportWish) -> list[Path]:
    """Export a session, showing progress; return the folders made."""
    with progress_bar() as tell:
        return export(folder, wish, tell)
