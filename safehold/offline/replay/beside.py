"""What lies beside a recorded session: files of the laboratory, and ratings made afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from recordings.folder.session import SessionFolder
from safehold.core.media import MediaPlace
from safehold.core.results import last_takes
from safehold.core.study import Scale, Study
from safehold.files.media import Media, kept_path, media_file
from safehold.files.recall import RecallRecorder, read_takes
from safehold.offline.film_placing import ClapPlacing, FilmPlacing
from safehold.offline.partings import Measured, partings
from safehold.session.model import SessionModel
from safehold.session.person_view import Felt
from safehold.session.ports import Taker


class BesideSession:
    """The media and the takes of one session.

    Implements :class:`safehold.session.ports.Beside`.

    Parameters
    ----------
    folder : SessionFolder
        The recorded session.
    study : Study
        Whose people and scales are asked.
    rated : callable
        Called after each take that was closed.
    """

    def __init__(
        self, folder: SessionFolder, study: Study, *, rated: Callable[[], None] = lambda: None
    ) -> None:
        self._folder, self._study, self._rated = folder, study, rated
        self._media = Media(folder)

    def media(self) -> tuple[MediaPlace, ...]:
        """Return where videos and sounds lie."""
        return self._media.places([])

    def file_of(self, place: MediaPlace) -> Path:
        """Return where a file should be; it may be missing."""
        return media_file(self._folder, place.path)

    def add(self, file: Path) -> MediaPlace:
        """Take a file beside the session, at its beginning; a known one keeps its place."""
        path = kept_path(self._folder, file)
        known = {place.path: place for place in self.media()}
        if path not in known:
            known[path] = MediaPlace(path, 0.0)
            self.put(known[path])
        return known[path]

    def put(self, place: MediaPlace) -> None:
        """Keep another place of a file."""
        self._media.put(place)

    def moved(self, place: MediaPlace, file: Path) -> MediaPlace:
        """Say that a file lies elsewhere now, and return its place."""
        return self._media.moved(place, file)

    def forget(self, place: MediaPlace) -> None:
        """Take a file away from the session; the file itself stays."""
        self._media.forget(place.path)

    def find_place(self, place: MediaPlace) -> FilmPlacing:
        """Begin to look where a file lies by the camera marks in it; nothing is kept."""
        return FilmPlacing(self._folder.path, self.file_of(place), place.path)

    def find_clap(self, place: MediaPlace, file_s: float, session_s: float) -> ClapPlacing:
        """Begin to look for the clap near a moment of a file; nothing is kept."""
        return ClapPlacing(self.file_of(place), place, file_s, session_s)

    def scales(self) -> Mapping[str, tuple[Scale, ...]]:
        """Return the scales that each person may rate continuously, by label."""
        return {
            person.label: tuple(
                scale for scale in self._study.scales if scale.recall and scale.who == person.role
            )
            for person in self._study.people
        }

    def felt(self, model: SessionModel) -> dict[str, Felt]:
        """Return each person's newest rating, and where it parts ways with what `model` holds."""
        takes = read_takes(self._folder.recall_path, [])
        newest = {take.person: take for take in last_takes(takes).values()}
        measured = {
            label: Measured(*(view.ticks.column(name).astype(float) for name in ("t", "x", "a")))
            for label, view in model.people.items()
        }
        compared = partings(newest.values(), measured)
        found = {}
        for label, take in newest.items():
            own, between = (
                tuple(
                    (span.t0, span.t1)
                    for one in compared
                    if label in one.people and len(one.people) == n_people
                    for span in one.spans
                )
                for n_people in (1, 2)
            )
            if (scale := self._study.scale(take.scale)) is not None:
                found[label] = Felt(scale, *take.last_word(), own, between)
        return found

    def rate(self, person: str, scale: Scale) -> Taker:
        """Begin a take."""
        return _Told(self._folder, person, scale, self._rated)


class _Told(RecallRecorder):
    """A recorder that says when it was closed."""

    def __init__(
        self, folder: SessionFolder, person: str, scale: Scale, rated: Callable[[], None]
    ) -> None:
        super().__init__(folder, person, scale)
        self._rated = rated

    def close(self) -> None:
        """Bring everything to the disk; who shows the takes reads them again."""
        super().close()
        self._rated()
