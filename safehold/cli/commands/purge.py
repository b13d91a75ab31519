"""``safehold purge``: remove a person who withdrew from a study."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from safehold.desk.purge.look import Fate, Item
from safehold.desk.purge.purge import Certificate, Plan, interrupted, plan, purge

GROUPED = 5
"""A folder with more files than this, all of one fate for one reason, is told in one line."""

HEADINGS = {
    Fate.GOES: "Goes:",
    Fate.CHANGES: "Is rewritten without the person; what is the others' stays as it is:",
    Fate.HOLDS: "STAYS AND HOLDS THE PERSON - not written by safehold, or not known; delete or "
    "change it yourself, or name it with --also:",
    Fate.MAYBE: "Stays and may hold the person - look yourself:",
    Fate.UNSEARCHED: "Stays and cannot be searched - look yourself:",
    Fate.STAYS: "Stays as it is; nothing of the person was found in it:",
}


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "purge",
        help="remove a person who withdrew from a study, with a certificate",
        description="Searches a study folder for a person and lists what happens to every "
        "file: what goes, what is rewritten without the person, what is not "
        "safehold's and stays, what cannot be searched. With --yes it then "
        "asks for the code and does it. It cannot be undone, and it does not "
        "reach backups and copies elsewhere.",
    )
    parser.add_argument("code", help="study code of the person, as in participants")
    parser.add_argument("--study", type=Path, required=True, help="study folder")
    parser.add_argument("--yes", action="store_true", help="do it, after asking for the code")
    parser.add_argument(
        "--list", action="store_true", help="name every single file, also those that stay"
    )
    parser.add_argument(
        "--also", type=Path, nargs="+", default=[], metavar="FILE",
        help="files of your own in the study folder to delete too, for example a video",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Say what becomes of every file; with ``--yes`` ask, and do it.

    Return 0 when it is done and nothing of the person was found afterwards, 1 when the answer was
    no, or files are left that hold or may hold the person.
    """
    code = options.code.strip()
    found = None
    if interrupted(options.study, code):
        sys.stdout.write(f"The withdrawal of {code} was interrupted. It will be finished.\n")
    else:
        found = plan(options.study, code, options.also)
        _show(found, everything=options.list)
    if not options.yes:
        sys.stdout.write("Nothing was changed. To do it, add --yes.\n")
        return 0
    sys.stdout.write(f"This cannot be undone. Type the study code {code} to go on: ")
    sys.stdout.flush()
    if sys.stdin.readline().strip() != code:
        sys.stdout.write("Not the code: nothing was changed.\n")
        return 1
    done = purge(options.study, code, lambda text: sys.stdout.write(f"{text}\n"), found=found)
    return _conclude(done)


def _show(found: Plan, *, everything: bool) -> None:
    for fate, heading in HEADINGS.items():
        items = found.of(fate)
        if not items:
            continue
        sys.stdout.write(f"{heading}\n")
        if fate is Fate.STAYS and not everything:
            sys.stdout.write(f"  {len(items)} files (named with --list)\n")
            continue
        for line in _lines(items, {} if everything else _whole(found.items)):
            sys.stdout.write(f"  {line}\n")


def _whole(items: Sequence[Item]) -> dict[str, int]:
    """Return the folders with many files, all of one fate for one reason, and how many."""
    fates: dict[str, set[tuple[Fate, str]]] = {}
    counts: Counter[str] = Counter()
    for item in items:
        for folder in map(str, PurePosixPath(item.path).parents[:-1]):
            fates.setdefault(folder, set()).add((item.fate, str(item.why)))
            counts[folder] += 1
    return {folder: n for folder, n in counts.items() if n > GROUPED and len(fates[folder]) == 1}


def _lines(items: Sequence[Item], whole: Mapping[str, int]) -> Iterator[str]:
    """Yield a line per file, or for the highest folder around it that is `whole`."""
    told: set[str] = set()
    for item in items:
        because = f": {item.why}" if item.why else ""
        around = [str(folder) for folder in PurePosixPath(item.path).parents]
        folder = next((one for one in reversed(around) if one in whole), None)
        if folder is None:
            size = f" ({item.n_bytes / 1e6:.1f} MB)" if item.n_bytes >= 100_000 else ""
            yield _shown(f"{item.path}{size}{because}")
        elif folder not in told:
            told.add(folder)
            yield _shown(f"{folder}/ ({whole[folder]} files){because}")


def _shown(text: str) -> str:
    """Return a text that any terminal takes, whatever the names of files are made of."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _conclude(done: Certificate) -> int:
    for title, entries in (
        ("Still has or may have the person:", done.left),
        ("Could not be searched:", done.not_searched),
    ):
        if entries:
            sys.stdout.write(f"{title}\n")
            for entry in entries:
                sys.stdout.write(_shown(f"  {entry['path']}: {entry['why']}\n"))
    copies = done.content["second_copies"]
    if copies:
        sys.stdout.write(f"Second copies that are not reached: {', '.join(copies)}\n")
    end = "The person was removed. " if done.left else "Done. "
    rest = "Files are left for you to decide on: see above. " if done.left else ""
    sys.stdout.write(f"{end}{rest}Certificate: {done.path}\n")
    return 1 if done.left else 0
