"""Turns of speech out of a sound beside a session: shown, written, taken back; none made up."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from processing.signals.voice_activity import FRAME_S, RATE_HZ
from recordings.folder.session import SessionFolder
from safehold.cli.main import main
from safehold.core.errors import ConfigError
from safehold.core.media import MediaPlace
from safehold.core.types import FloatArray
from safehold.offline.analysis import session_events
from safehold.offline.listening import FileListener, HeardFile, turns_heard
from safehold.offline.recording import read_recording
from tests.voices import voice

pytest.importorskip("PySide6.QtMultimedia", reason="the extra 'video' is not installed")


def write_wav(path: Path, sound: FloatArray) -> None:
    """Write sound, shape (n, channels), within -1 to 1."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(sound.shape[1])
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((32767 * sound).astype("<i2").tobytes())


def talk() -> FloatArray:
    """20 s: the first person speaks at 2-5 and 12-14 s, the second at 7-10 s; each leaks."""
    one, two = np.zeros(20 * RATE_HZ), np.zeros(20 * RATE_HZ)
    for t0, t1, seed in ((2, 5, 1), (12, 14, 2)):
        one[t0 * RATE_HZ : t1 * RATE_HZ] = voice(t1 - t0, seed=seed)
    two[7 * RATE_HZ : 10 * RATE_HZ] = voice(3, seed=3, pitch_hz=200)
    room = 0.0005 * np.random.default_rng(6).normal(size=(one.size, 2))
    return np.column_stack((one + 0.2 * two, two + 0.2 * one)) + room


TALK = talk()
TRUE = {"client": [(2, 5), (12, 14)], "therapist": [(7, 10)]}


def heard(folder: SessionFolder) -> list[tuple[str, float, float | None, str]]:
    runs = [inputs.run for inputs in read_recording(folder).runs]
    return [
        (e.code, e.onset, e.duration, e.source)
        for e in session_events(folder, runs)
        if e.code.startswith("cf.speech")
    ]


def test_turns_are_shown_then_written_then_taken_back(
    strap_folder: SessionFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "talk.wav"
    write_wav(path, TALK)
    command = ["listen", str(strap_folder.path), "--from", str(path)]
    assert main(command) != 0
    assert "is not known" in capsys.readouterr().err
    assert main(["media", str(strap_folder.path), str(path), "--offset", "30"]) == 0
    files = {p.name for p in tmp_path.rglob("*")}
    assert main(command) == 0
    assert "Nothing was added" in capsys.readouterr().out
    assert heard(strap_folder) == []
    assert main([*command, "--write"]) == 0
    found = heard(strap_folder)
    assert [(code, source) for code, _, _, source in found] == [
        ("cf.speech_client", "import:talk.wav"),
        ("cf.speech_therapist", "import:talk.wav"),
        ("cf.speech_client", "import:talk.wav"),
    ]
    times = [(t0, t0 + (length or 0)) for _, t0, length, _ in found]
    for seen, (t0, t1) in zip(times, [(32, 35), (37, 40), (42, 44)], strict=True):
        assert seen == pytest.approx((t0, t1), abs=0.2)
    new = {p.name for p in tmp_path.rglob("*")} - files
    assert new <= {"edits.jsonl"}, "no sound, no copy"
    capsys.readouterr()
    assert main([*command, "--write"]) == 0
    assert "3 turns that are there already" in capsys.readouterr().out
    assert main([*command, "--undo"]) == 0
    assert heard(strap_folder) == []


def test_the_same_sound_on_both_channels_tells_nobody(
    strap_folder: SessionFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mono.wav"
    write_wav(path, TALK[:, :1])
    assert main(["media", str(strap_folder.path), str(path), "--offset", "0"]) == 0
    assert main(["listen", str(strap_folder.path), "--from", str(path), "--write"]) != 0
    assert "the same sound" in capsys.readouterr().err
    command = ["listen", str(strap_folder.path), "--from", str(path), "--write"]
    assert main([*command, "--person", "client"]) == 0
    assert {code for code, *_ in heard(strap_folder)} == {"cf.speech_client"}


def frames(channel: int) -> FloatArray:
    listener = FileListener(("client",))
    for piece in np.array_split(TALK[:, channel : channel + 1], 7):
        listener.take(piece.astype(np.float32))
    (found,) = listener.frames()
    return found


def test_two_files_that_began_apart_are_compared_in_session_time():
    late = 3.0  # the second recorder was started later
    skipped = round(late / FRAME_S)
    files = [
        HeardFile("a.wav", ("client",), [frames(0)], MediaPlace("a.wav", 100.0)),
        HeardFile(
            "b.wav", ("therapist",), [frames(1)[skipped:]],
            MediaPlace("b.wav", 100.0 + skipped * FRAME_S),
        ),
    ]  # fmt: skip
    found = turns_heard(files)
    for person, true in TRUE.items():
        seen = [(t0 - 100, t1 - 100) for t0, t1 in found[person]]
        if person == "therapist":
            assert len(seen) == 1
        else:
            assert len(seen) == len(true)
        for one, other in zip(seen, true, strict=True):
            assert one == pytest.approx(other, abs=0.2)


def test_a_file_without_sound_is_refused():
    with pytest.raises(ConfigError, match="no sound"):
        FileListener(("client",)).frames()
