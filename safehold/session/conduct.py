"""What steers a running session."""

from __future__ import annotations

from typing import Protocol

from safehold.core.settings import BaselineSettings, ZoneSettings


class Conduct(Protocol):
    """What steers a running session."""

    def start_baseline(self, *, at: float) -> None:
        """Start the baseline phase at session time ``at``, s."""
        ...

    def stop_baseline(self, *, at: float) -> None:
        """End the baseline phase."""
        ...

    def start_phase(self, name: str, *, at: float) -> None:
        """Start a phase of the study, again if it was there before; the running one ends."""
        ...

    def stop_phase(self, *, at: float) -> None:
        """End the phase that runs."""
        ...

    def change_parameters(
        self, person: str, *, zones: ZoneSettings, baseline: BaselineSettings, why: str
    ) -> None:
        """Change a person's parameters from the next tick on; logged with coder and reason."""
        ...

    def ask_rating(self, role: str) -> None:
        """Ask the rating windows of a role (``client``, ``therapist``) for an answer now."""
        ...

    def mark_camera(self) -> None:
        """Ask the window of the camera marks to show one now."""
        ...

    def open_pacer(self, person: str) -> None:
        """Open a breathing pacer for a person, on the second screen where there is one."""
        ...

    def take_up(self, stream_id: str) -> None:
        """Use a stream again that is offered for a missing one (an alarm's ``offer``)."""
        ...

    def turn_sensor(self, stream_id: str) -> None:
        """Read a belt or an ECG the other way up from the next tick on."""
        ...

    def acknowledge(self, alarm_id: str, *, at: float) -> None:
        """Say that an alarm has been seen; nothing happens where it has been already."""
        ...

    def restart_engine(self) -> None:
        """Start what computes again, inside the session; recording, codes and window go on."""
        ...

    def start_recording(self) -> None:
        """Start the recorder process for this session."""
        ...

    def stop_recording(self) -> None:
        """Ask the recorder to stop; the live view goes on."""
        ...

    def allow_remote(self) -> None:
        """Let other programs start and stop the recording, or no longer."""
        ...

    def keep_recorder(self) -> None:
        """Let a recorder that dies come back by itself, or no longer."""
        ...
