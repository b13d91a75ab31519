"""``safehold study``: make a study folder, check what its study file says, process it all."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from safehold.cli.commands import _study_bids, _study_multiverse, _study_process
from safehold.core.canonical import plain
from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.core.study import Display, Phase, Study
from safehold.core.study_file import STUDY_FILE
from safehold.desk.studies.lock import LOCK_FILE, make_lock
from safehold.desk.studies.one import PROCESSED
from safehold.files.study import TEMPLATES, load_study, new_study, study_codebook


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "study",
        help="make a study folder, check its study file, process all of its sessions",
        description="A study folder holds the sessions of a study and its study.toml: people, "
        "phases with their timings, codebook, parameters of the zones for the study and for a "
        "person, scales, prompts, and what each window shows.",
    )
    actions = parser.add_subparsers(title="actions", dest="action", required=True)
    new = actions.add_parser("new", help="write a study file with every key and its default")
    new.add_argument("study", type=Path, metavar="FOLDER")
    new.add_argument("--name", default="", help="name of the study")
    about = "; ".join(f"{name}: {text}" for name, text in TEMPLATES.items())
    new.add_argument("--template", choices=TEMPLATES, default="template", help=about)
    check = actions.add_parser("check", help="read the study file and show what it sets")
    check.add_argument("study", type=Path, metavar="FOLDER")
    check.add_argument("--json", action="store_true", help="the resolved study as JSON")
    lock = actions.add_parser(
        "lock",
        help="freeze parameters, codes, scales, phases and a plan under a hash, before the data",
        description="Writes study-lock.json, whose hash can stand in a preregistration. Nothing "
        "is prevented by it: what differs later is shown in the report of the study.",
    )
    lock.add_argument("study", type=Path, metavar="FOLDER")
    lock.add_argument("--plan", type=Path, help="the plan of the analysis, a file in the folder")
    _study_process.add_parser(actions)
    _study_multiverse.add_parser(actions)
    _study_bids.add_parser(actions)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make, process or check; a study file that cannot be used is a ConfigError (exit code 2)."""
    if options.action == "process":
        return _study_process.run(options)
    if options.action == "multiverse":
        return _study_multiverse.run(options)
    if options.action == "bids":
        return _study_bids.run(options)
    if options.action == "lock":
        return _lock(options.study, options.plan)
    if options.action == "new":
        path = new_study(options.study, template=options.template, name=options.name)
        sys.stdout.write(f"{path}\nEdit it, then: safehold study check {options.study}\n")
        return 0
    if not (options.study / STUDY_FILE).exists():
        raise ConfigError(
            Message("There is no {study}.", study=options.study / STUDY_FILE),
            remedy=Message("Make one: safehold study new {study}", study=options.study),
        )
    study = load_study(options.study)
    codebook = study_codebook(study, options.study)
    if options.json:
        sys.stdout.write(json.dumps(plain(study), indent=1, ensure_ascii=False) + "\n")
    else:
        codes = f"{codebook.name} {codebook.version} ({len(codebook.codes)} codes)"
        sys.stdout.write("\n".join(summary(study, codes)) + "\n")
    return 0


def _lock(folder: Path, plan: Path | None) -> int:
    made = make_lock(folder, folder / PROCESSED, plan)
    sys.stdout.write(f"Locked under {made.hash}\n{folder / LOCK_FILE}\n")
    if made.sessions_then:
        sys.stdout.write(f"There were {made.sessions_then} sessions already; the lock says so.\n")
    return 0


def summary(study: Study, codebook: str) -> list[str]:
    """Return a study in plain lines."""
    lines = [
        f"Study      {study.name or 'without a name'}",
        f"Profile    {study.settings.profile}, parameters {study.settings.params_hash}, "
        f"zones about {study.settings.lag_s:.0f} s late",
        f"Codebook   {codebook}",
    ]
    for person in study.people:
        own = person.settings != study.settings
        hint = f", own parameters {person.settings.params_hash}: {person.why}" if own else ""
        lines.append(f"Person     {person.label} ({person.role}, code {person.code}){hint}")
    lines += [f"Phase      {_phase(phase)}" for phase in study.phases]
    for scale in study.scales:
        lines.append(
            f"Scale      rate.{scale.name} ({scale.who}): {scale.low:g} to {scale.high:g}, "
            f"{scale.label}"
        )
    for prompt in study.prompts:
        often = f"every {prompt.every_s:g} s" if prompt.every_s else "on demand"
        end = ", and at the end" if prompt.at_end else ""
        if prompt.after:
            end += (
                f", and after {', '.join(prompt.after)} (at most {prompt.at_most} times, as often "
                f"at random, {prompt.apart_s:g} s apart)"
            )
        lines.append(
            f"Prompt     {', '.join(prompt.scales)}: {often} in {', '.join(prompt.phases)}{end}"
        )
    if study.conduct:
        lines.append(f"Conduct    markers of {study.conduct!r} start and end phases")
    remote = study.remote
    if remote.port:
        lines.append(f"Remote     programs of this computer start and stop it: port {remote.port}")
    if remote.start or remote.stop:
        said = " and ".join(repr(text) for text in (remote.start, remote.stop) if text)
        lines.append(f"Remote     the recording is started and stopped by the markers {said}")
    for window, mode in study.display.items():
        if mode is not Display.FULL:
            lines.append(f"Display    {window}: {mode.value}")
    return lines


def _phase(phase: Phase) -> str:
    length = "until you end it" if phase.seconds is None else f"{phase.seconds:g} s"
    if phase.settling_s:
        length += f", of which {phase.settling_s:g} s settle"
    if phase.breaths_per_min:
        length += f", paced at {phase.breaths_per_min:g} breaths/min"
    marks = f"; marked {', '.join(phase.marks)}" if phase.marks else ""
    return f"{phase.code} ({phase.kind.value}): {length}{marks}"
