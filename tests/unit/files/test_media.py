"""Places of videos and sounds: kept beside the session, the files themselves left alone."""

from __future__ import annotations

import shutil

import pytest

from recordings.folder.session import SessionFolder
from safehold.cli.main import main
from safehold.core.media import MediaPlace, PlacedBy, place_by_marks
from safehold.files.media import Media, kept_path, media_file


@pytest.fixture
def folder(tmp_path) -> SessionFolder:
    return SessionFolder.create(tmp_path / "study", "s1", {})


def test_the_last_place_of_a_file_counts_and_one_taken_back_is_gone(folder):
    media = Media(folder)
    assert media.places() == ()
    first = place_by_marks("a.mp4", [(0.0, 1.0), (100.0, 101.0), (200.0, 201.01)])
    media.put(first)
    media.put(MediaPlace("b.wav", -3.0))
    assert media.places() == (first, MediaPlace("b.wav", -3.0))
    again = MediaPlace("a.mp4", 2.0, 10.0, PlacedBy.CAMERA, 0.01)
    media.put(again)
    media.forget("b.wav")
    assert media.places() == (again,)


def test_a_line_that_cannot_be_read_is_told_and_the_others_stand(folder):
    media = Media(folder)
    media.put(MediaPlace("a.mp4", 1.0))
    with folder.media_path.open("a") as file:
        file.write('{"kind":"place","place":{"path":"b.mp4","offset_s":"soon"},"seq":2}\n')
    media.put(MediaPlace("c.mp4", 1.0))
    said = []
    assert [place.path for place in media.places(said)] == ["a.mp4", "c.mp4"]
    assert "line 2" in said[0]


def test_a_file_in_the_study_is_found_again_when_the_study_moves(folder, tmp_path):
    inside, beside, away = folder.path / "a.mp4", folder.path.parent / "b.mp4", tmp_path / "c.mp4"
    for file in (inside, beside, away):
        file.touch()
    kept = [kept_path(folder, file) for file in (inside, beside, away)]
    assert kept == ["a.mp4", "../b.mp4", away.as_posix()]
    shutil.move(tmp_path / "study", tmp_path / "elsewhere")
    moved = SessionFolder(tmp_path / "elsewhere" / "s1")
    assert [media_file(moved, path).is_file() for path in kept] == [True, True, True]


def test_a_moved_file_keeps_its_place(folder, tmp_path):
    media, new = Media(folder), tmp_path / "disk" / "new.mp4"
    old = MediaPlace("old.mp4", 12.0, 3.0)
    media.put(old)
    assert media.moved(old, new).offset_s == 12.0
    assert [place.path for place in media.places()] == [new.as_posix()]


def test_the_command_places_lists_and_forgets(folder, capsys):
    video = folder.path / "a.mp4"
    video.touch()
    session = str(folder.path)
    assert main(["media", session]) == 0
    assert "Nothing" in capsys.readouterr().out
    assert main(["media", session, str(video), "--at", "10=40", "--at", "110=140.001"]) == 0
    assert "drift +10.0 ppm" in capsys.readouterr().out
    (place,) = Media(folder).places()
    assert place.offset_s == pytest.approx(29.9999)
    assert main(["media", session, str(video), "--offset", "-2.5"]) == 0
    assert Media(folder).places() == (MediaPlace("a.mp4", -2.5),)
    assert main(["media", session, str(video), "--forget"]) == 0
    assert Media(folder).places() == ()


@pytest.mark.parametrize(
    "wrong", [[], ["--at", "10"], ["--offset", "1", "--at", "1=2"], ["--forget"]]
)
def test_the_command_refuses_what_says_no_place(folder, wrong, capsys):
    video = folder.path / "a.mp4"
    video.touch()
    assert main(["media", str(folder.path), str(video), *wrong]) != 0
    assert not folder.media_path.exists()
    assert capsys.readouterr().err
