"""Sound goes in, who speaks comes out, and nothing of the sound is kept."""

from __future__ import annotations

import gc
import sys

import numpy as np
import pytest

from processing.signals.voice_activity import FRAME_S, FRAME_SAMPLES, RATE_HZ
from safehold.desk.speech_source import LOST_S, SpeechSource
from tests.voices import voice


class Loud:
    """Takes what is loud for a voice."""

    def process_samples(self, samples: list[float]) -> float:
        return 0.95 if float(np.std(samples)) > 0.01 else 0.01


class Kept:
    """Keeps what would be sent."""

    def __init__(self, person: str, rate: float) -> None:
        self.person, self.rate = person, rate
        self.rows: list[np.ndarray] = []
        self.times: list[float] = []

    def push_chunk(self, rows, times) -> None:
        self.rows.append(rows)
        self.times += list(times)

    def has_consumers(self) -> bool:
        return True

    def close(self) -> None: ...


def heard(people, microphones, *, block_s: float = 0.1, late=lambda _k: 0.0, network=Loud):
    """Play sounds, shape (n, channels), to the microphones of a source; return its outlets."""
    made: list[Kept] = []

    def outlet(person: str, rate: float) -> Kept:
        made.append(Kept(person, rate))
        return made[-1]

    source = SpeechSource(people, network=network, outlet=outlet)  # type: ignore[arg-type]
    block = round(block_s * RATE_HZ)
    for k in range(0, max(len(m) for m in microphones), block):
        for m, sound in enumerate(microphones):
            source.take(m, sound[k : k + block], 1000.0 + (k + block) / RATE_HZ + late(k // block))
    source.close()
    return source, made


def test_frames_are_stamped_with_when_they_began():
    sound = np.zeros((5 * RATE_HZ, 1))
    sound[2 * RATE_HZ : 3 * RATE_HZ, 0] = voice(1.0)
    rng = np.random.default_rng(4)
    _, (kept,) = heard([["client"]], [sound], late=lambda _k: rng.uniform(0, 0.05))
    rows = np.concatenate(kept.rows)
    assert np.diff(kept.times) == pytest.approx(FRAME_S, abs=0.004)
    began = np.array(kept.times)[rows[:, 0] > 0.5]
    assert began[0] == pytest.approx(1002.0, abs=0.05)
    assert began[-1] + FRAME_S == pytest.approx(1003.0, abs=0.05)
    assert rows[:, 2].max() == pytest.approx(-20, abs=6), "root mean square of .1"


@pytest.mark.parametrize("one_device", [True, False])
def test_two_voices_are_told_apart_by_their_microphones(one_device: bool):
    one, two = np.zeros(6 * RATE_HZ), np.zeros(6 * RATE_HZ)
    one[RATE_HZ : 2 * RATE_HZ] = voice(1.0, seed=1)
    two[3 * RATE_HZ : 5 * RATE_HZ] = voice(2.0, seed=2)
    mixed = np.column_stack((one + 0.2 * two, two + 0.2 * one))
    if one_device:
        source, kept = heard([["client", "therapist"]], [mixed])
    else:
        source, kept = heard([["client"], ["therapist"]], [mixed[:, :1], mixed[:, 1:]])
    spoken = [FRAME_S * np.concatenate(k.rows)[:, 0].sum() for k in kept]
    assert spoken == pytest.approx([1.0, 2.0], abs=0.15)
    assert [state.person for state in source.people] == ["client", "therapist"]
    assert [state.apart_db for state in source.people] == pytest.approx([14, 14], abs=1.5)


def test_the_same_sound_on_both_channels_is_not_apart():
    sound = np.repeat(voice(4.0)[:, None], 2, axis=1)
    source, _ = heard([["client", "therapist"]], [sound])
    assert source.people[0].apart_db == pytest.approx(0, abs=0.1)


def test_after_sound_was_lost_stamps_are_right_again():
    made: list[Kept] = []
    source = SpeechSource(
        [["client"]], network=Loud,
        outlet=lambda p, r: made.append(Kept(p, r)) or made[-1],  # type: ignore[arg-type,return-value,func-returns-value]
    )  # fmt: skip
    for k in range(30):
        source.take(0, np.zeros((1600, 1)), 100 + 0.1 * (k + 1))
    later = 103 + LOST_S + 20
    for k in range(30):
        source.take(0, np.zeros((1600, 1)), later + 0.1 * (k + 1))
    source.close()
    times = np.array(made[0].times)
    assert times[times > later - 1][0] == pytest.approx(later, abs=0.05)


def test_no_sound_is_kept_anywhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written: list[str] = []
    sys.addaudithook(
        lambda name, args: (
            written.append(str(args[0]))
            if name == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")
            else None
        )
    )
    marked = np.linspace(0.01, 0.02, RATE_HZ)  # no other array holds these numbers
    source, kept = heard([["client"]], [np.tile(marked, 5)[:, None]])
    assert written == []
    assert list(tmp_path.iterdir()) == []
    left = [
        item for item in gc.get_objects()
        if isinstance(item, np.ndarray) and item.dtype.kind == "f" and item.ndim == 1
        and item.size > FRAME_SAMPLES and np.isin(item[:50], marked).all() and item is not marked
    ]  # fmt: skip
    assert not left
    assert {rows.shape[1] for rows in kept[0].rows} == {3}, "three numbers a frame"
    assert sum(map(len, kept[0].rows)) <= 5 * RATE_HZ / FRAME_SAMPLES
    del source
