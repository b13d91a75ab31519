"""``safehold map``: the map of heart rate and vagal index of a recorded session, as SVG or PNG."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from recordings.disk.atomic_export import export_name, write_export
from recordings.exports.companions import write_companions
from recordings.report.map_svg import map_svg
from recordings.tidy.options import TidyOptions
from safehold.cli.commands._common import add_recipe, recipe_of
from safehold.cli.window import import_window
from safehold.offline.analysis import analyse
from safehold.offline.axes_map import session_maps
from safehold.offline.progress_bar import progress_bar
from safehold.recorder.reading import open_session

FORMATS = (".svg", ".png")


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "map",
        help="draw where each person was on the plane of arousal by vagal index",
        description="Computes a recorded session and draws, for each person, density and "
        "path on the plane of the zone rule, split by supportive and "
        "change-oriented work and by function of safety. Relative to the "
        "person's own baseline; not a measurement of safety.",
    )
    parser.add_argument("session", type=Path, help="session folder")
    parser.add_argument(
        "--out", type=Path, help="folder to write to (default: exports/ of the session)"
    )
    parser.add_argument("--format", choices=[name[1:] for name in FORMATS], default="svg")
    add_recipe(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Draw the maps and print the files' names."""
    folder = open_session(options.session, lambda text: sys.stderr.write(f"{text}\n"))
    with progress_bar() as tell:
        results = analyse(folder, tell, recipe=recipe_of(options))

    def fill(target: Path) -> None:
        for made in session_maps(results):
            path = target / f"{made.person}.{options.format}"
            if options.format == "png":
                import_window().save_map_png(made, path)
            else:
                path.write_text(map_svg(made), encoding="utf-8")
        write_companions(results, target, TidyOptions(), profile="map", limits=(), events=False)

    out = options.out or folder.exports_dir
    made = write_export(out, export_name(results, "map"), fill, check=lambda _: None)
    sys.stdout.write(f"Maps: {made}\n")
    return 0
