"""The window of the microphones: hands sound on, keeps none, and says what is wrong."""

from __future__ import annotations

import numpy as np
import pytest

from gui.look.style import DARK
from gui.qt.microphone import Microphone
from gui.side.listen_window import ListenWindow
from safehold.core.errors import ConfigError
from safehold.desk.speech_source import SpeakerState
from tests.gui._fakes import FakeEar, FakeSpeech


@pytest.fixture
def listen(keep):
    speech = FakeSpeech((SpeakerState("client"), SpeakerState("therapist")))
    ears = [FakeEar([np.full((320, 1), 0.1)]), FakeEar([])]
    window = keep(ListenWindow(speech, ears, [0, 1], theme=DARK))
    window.resize(700, 480)
    window.show()
    return window, speech, ears


def test_sound_is_handed_on_once_with_the_time_of_its_coming(listen):
    window, speech, ears = listen
    window.start()
    speech.time = 12.5
    window.step()
    window.step()
    assert speech.taken == [(0, (320, 1), 12.5)]
    window.close()
    assert [ear.listening for ear in ears] == [False, False]


def test_it_says_that_no_sound_is_kept_and_whether_it_is_recorded(listen):
    window, speech, _ = listen
    assert "No sound is kept" in window.promise.text()
    assert window.promise.isVisible()
    assert "is being recorded" in window.recorded.text()
    speech.connected = False
    window.step()
    assert "not being recorded" in window.recorded.text()


def test_who_speaks_is_said_in_words_and_shares_only_when_enough_was_heard(listen):
    window, speech, _ = listen
    client = speech.people[0]
    client.speaking, client.heard_s, client.spoken_s = True, 5.0, 4.0
    window.step()
    assert window.rows[0].state.text() == "● speaks"
    assert window.rows[0].share.text() == ""
    client.heard_s, client.spoken_s = 40.0, 10.0
    window.step()
    assert window.rows[0].share.text() == "speaks 25 % of the time"
    assert window.rows[1].state.text() == "○ silent"


@pytest.mark.parametrize(
    ("voice_db", "apart_db", "said"),
    [(-60.0, 20.0, "faint"), (-25.0, 4.0, "mixed up"), (-25.0, 14.0, "14 dB less loudly")],
)
def test_it_says_what_the_microphone_is_good_for(listen, voice_db, apart_db, said):
    window, speech, _ = listen
    client = speech.people[0]
    assert "sentences" in window.rows[0].advice.text()
    client.heard_s, client.spoken_s = 60.0, 30.0
    client.voice_db, client.apart_db = voice_db, apart_db
    window.step()
    assert said in window.rows[0].advice.text()


def test_a_microphone_that_gives_nothing_is_named(listen):
    window, _, ears = listen
    ears[1].works = False
    window.step()
    assert "no sound" in window.rows[1].advice.text()
    assert "no sound" not in window.rows[0].advice.text()


def test_a_microphone_that_is_not_there_is_refused_in_words(qapp):
    pytest.importorskip("PySide6.QtMultimedia", reason="the extra 'speech' is not installed")
    with pytest.raises(ConfigError, match=r"no microphone|There is no microphone"):
        Microphone("no such thing 4711", 1)
