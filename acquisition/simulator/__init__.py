"""Simulated people with known truth: beats and breaths first, waveforms drawn from them."""

from acquisition.simulator.faults import Fault, parse_fault
from acquisition.simulator.script import SCRIPTS, Script
from acquisition.simulator.sensors import SIGNALS
from acquisition.simulator.stream import SimulatedStreams, stream_simulation
from acquisition.simulator.truth import Simulation, simulate
from acquisition.simulator.truth_files import write_truth

__all__ = [
    "SCRIPTS",
    "SIGNALS",
    "Fault",
    "Script",
    "SimulatedStreams",
    "Simulation",
    "parse_fault",
    "simulate",
    "stream_simulation",
    "write_truth",
]
