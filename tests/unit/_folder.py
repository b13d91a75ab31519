"""Makes a recorded session on disk from the simulator, without any network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from acquisition.simulator.faults import parse_fault
from acquisition.simulator.script import SCRIPTS, Script
from acquisition.simulator.stream import make_sources
from acquisition.simulator.truth import Simulation, event_texts, simulate
from recordings.folder.session import SessionFolder
from recordings.xdf.xdf_header import Channel, StreamHeader
from recordings.xdf.xdf_writer import XdfWriter
from safehold.core.canonical import canonical_json, plain
from safehold.core.codebook import Coding, load_codebook
from safehold.core.results import Participant
from safehold.core.settings import DEMO, EngineSettings
from safehold.core.types import Baseline, ClockOffset, Role, StreamSpec, Tick, Turn
from safehold.files.engine_run import EngineRun
from safehold.files.journal import Journal
from safehold.offline.recording import read_recording
from safehold.offline.stages import run_engine
from safehold.session.event_book import EventBook

ZERO = 5000.0
"""LSL clock at session zero."""
CLOCK_OFFSET = 12.5
"""What the senders' clock lags behind the host's, s."""
ROLES = {"ecg": Role.ECG, "respiration": Role.RESPIRATION, "ppg": Role.PPG, "rr": Role.RR}
UNITS = {"ecg": "mV", "respiration": "a.u.", "ppg": "a.u.", "rr": "ms"}


def make_session(
    root: Path,
    *,
    session_id: str = "demo-001",
    signals: Sequence[str] = ("ecg", "respiration"),
    people: Sequence[str] = ("client", "therapist"),
    faults: Sequence[str] = (),
    script: Script = SCRIPTS["demo"],
    upside_down: Sequence[str] = (),
    exchanged: Sequence[str] = (),
    turns: Sequence[Turn] = (),
    settings: EngineSettings = DEMO,
    codes: Sequence[str] = (),
    seed: int = 4,
    markers: Sequence[tuple[float, str]] = (),
) -> tuple[SessionFolder, Simulation]:
    """Write a simulated dyad (150 s of the demo) in the demo profile as a session folder.

    ``upside_down``: people whose belt is; ``exchanged``: people whose ECG electrodes are;
    ``turns``: what was said of sensors while it ran; ``codes``: study codes of the people;
    ``markers``: times and texts of more of them than the script has.
    """
    simulation = simulate(script, people, seed=seed)
    sources = make_sources(
        simulation, signals=signals, faults=[parse_fault(fault) for fault in faults]
    )
    codes = codes or [f"P{k:02d}" for k in range(1, len(people) + 1)]
    folder = SessionFolder.create(
        root,
        session_id,
        {
            "participants": plain(
                [
                    Participant(label, code, label)
                    for label, code in zip(people, codes, strict=True)
                ]
            ),
            "codebook": {"name": "minimal", "version": load_codebook().version},
        },
    )
    order = [(person, signal) for person in people for signal in signals]
    specs, taken = [], []
    writer = XdfWriter(folder.recording_path)
    for (person, signal), source in zip(order, sources, strict=False):
        times, values = source.take(1e9)
        turned = {"respiration": upside_down, "ecg": exchanged}.get(signal, ())
        if person in turned:
            values = -np.asarray(values)
        rate = 0.0 if signal == "rr" else round(1 / float(np.median(np.diff(times))))
        spec = StreamSpec(
            f"{person}-{signal}", f"Belt {person} 5F3E21", signal.upper(), f"SN-{person}-7731",
            ROLES[signal], person, UNITS[signal], rate, hostname="labhost-unit9",
        )  # fmt: skip
        stamps = times + ZERO - CLOCK_OFFSET
        stream_id = writer.add_stream(
            StreamHeader(
                spec.name, 1, "float32", rate, spec.type, spec.source_id,
                hostname=spec.hostname, channels=(Channel(signal, signal, spec.unit),),
            )
        )  # fmt: skip
        writer.write_samples(stream_id, stamps, np.asarray(values, dtype=np.float32))
        writer.write_offset(stream_id, float(stamps[0]), CLOCK_OFFSET)
        specs.append(spec)
        taken.append(stamps)
    writer.close()
    run = EngineRun(
        run=1, session_zero=ZERO, first_tick=1, settings=settings, streams=tuple(specs),
        people=tuple(people), software={}, utc_anchor=(ZERO, 1_790_000_000.0),
    )  # fmt: skip
    journal = Journal(folder.engine_log_path)
    journal.start(run)
    for spec, stamps in zip(specs, taken, strict=True):
        journal.segment(spec.stream_id, 0, float(stamps[0]))
        journal.offset(ClockOffset(spec.stream_id, 0, CLOCK_OFFSET, 0.001))
    book = EventBook(load_codebook())
    for at, text in sorted([*event_texts(simulation.script), *markers]):
        for mark in book.marker(text, at=at, stream="events", conducts=True):
            journal.mark(mark)
    for turn in turns:
        journal.turn(turn)
    for mark in book.press("note", at=60.0, how=Coding(note="Anna cried")):
        journal.mark(mark)
    journal.stop(1, {s.stream_id: len(t) for s, t in zip(specs, taken, strict=True)})
    journal.close()
    return folder, simulation


def record_ticks(folder: SessionFolder) -> None:
    """Add to a session what its live engine would have published: ticks, and baselines.

    The ticks become a further part of the recording, the baselines lines of the journal.
    """
    inputs = read_recording(folder).runs[0]
    outputs = run_engine(inputs)
    texts = [(o.t, canonical_json(o)) for o in outputs if isinstance(o, Tick)]
    writer = XdfWriter(folder.next_recording_path)
    stream_id = writer.add_stream(
        StreamHeader("safehold-ticks", 1, "string", 0.0, "safehold-ticks", "safehold-ticks-made")
    )
    stamps = inputs.run.session_zero + np.array([float(t) for t, _ in texts])
    writer.write_samples(stream_id, stamps, [[text] for _, text in texts])
    writer.close()
    journal = Journal(folder.engine_log_path)
    for output in outputs:
        if isinstance(output, Baseline):
            journal.baseline(output)
    journal.close()
