"""Why a file of a study goes, changes or stays, as the list and the certificate say it."""

from __future__ import annotations

from typing import Final

from safehold.core.messages import Message

ASKED_FOR: Final = Message("asked for", code="asked_for")
CODE_IN_NAME: Final = Message("the code is a part of its name", code="code_in_name")
EXPORT_NAMES_PERSON: Final = Message(
    "an export that names the person; it can be made again", code="export_names_person"
)
EXPORT_OF_PERSONS_SESSION: Final = Message(
    "an export of a session with the person; it can be made again",
    code="export_of_persons_session",
)
EXPORT_WITHOUT_PERSON: Final = Message(
    "an export without the person", code="export_without_person"
)
FOLDER_EMPTY: Final = Message("a folder that is empty afterwards", code="folder_empty")
FOLDER_WITH_PERSON_IN_NAME: Final = Message(
    "a folder with the person in its name", code="folder_with_person_in_name"
)
FOREIGN_FILE: Final = Message("belongs to no session", code="foreign_file")
FOREIGN_NAME_OR_FOLDER: Final = Message(
    "not written by safehold; its name or folder has the person", code="foreign_name_or_folder"
)
LEFT_FROM_EXPORT: Final = Message(
    "left over from an export that was interrupted", code="left_from_export"
)
LEFT_FROM_WRITING: Final = Message("left over from writing", code="left_from_writing")
LINK_NOT_FOLLOWED: Final = Message("a link, not followed", code="link_not_followed")
LINK_WITH_PERSON_IN_NAME: Final = Message(
    "a link with the person in its name; not followed", code="link_with_person_in_name"
)
MEDIA_OF_PERSONS_SESSION: Final = Message(
    "a video or sound that was placed beside a session with the person",
    code="media_of_persons_session",
)
NAME_FILES_OF_STUDY: Final = Message(
    "Name files inside the study folder; folders are not accepted.",
    code="name_files_of_study",
)
NOT_AN_ORDINARY_FILE: Final = Message("not an ordinary file", code="not_an_ordinary_file")
NOT_JSON_TEXT: Final = Message("is not JSON", code="not_json_text")
NUMBERS_SPELL_CODE: Final = Message(
    "numbers that spell the code, perhaps by chance", code="numbers_spell_code"
)
OTHER_CERTIFICATE_NAMES_PERSON: Final = Message(
    "the certificate of another withdrawal names the person", code="other_certificate_names_person"
)
OWNER_NOT_KNOWN: Final = Message(
    "lies in a session of the person; its owner is not known", code="owner_not_known"
)
PARTICIPANTS_UNKNOWN: Final = Message(
    "no session.json says who took part: look yourself", code="participants_unknown"
)
PERSON_ALONE: Final = Message("the person was alone in this session", code="person_alone")
PERSON_IN_UNKNOWN_PLACE: Final = Message(
    "names the person in a place that is not known", code="person_in_unknown_place"
)
PICTURE_OF_WINDOW: Final = Message(
    "a picture of a window with the person's values", code="picture_of_window"
)
COMPUTED_AGAIN: Final = Message(
    "computed from the recording, and can be computed again", code="computed_again"
)
SESSION_WITHOUT_PERSON: Final = Message(
    "without the person; says that somebody withdrew", code="session_without_person"
)
STOP_RECORDER_FIRST: Final = Message("Stop the recorder first.", code="stop_recorder_first")
STREAM_OF_PERSON: Final = Message("a stream of the person", code="stream_of_person")
STUDY_CODE: Final = Message("the code", code="study_code")
TEXTS_OF_PERSON_GO: Final = Message(
    "texts about the person go; the others' streams stay bit for bit", code="texts_of_person_go"
)
UNREADABLE_FOLDER: Final = Message("a folder that cannot be read", code="unreadable_folder")
WITHDRAWAL_CERTIFICATE: Final = Message(
    "certificate of a withdrawal", code="withdrawal_certificate"
)
WITHDRAWAL_RECORDED: Final = Message("says that somebody withdrew", code="withdrawal_recorded")


def foreign_file_contains(what: Message) -> Message:
    """Return that a file which is not safehold's has something of the person."""
    return Message(
        "not written by safehold; it contains {what}", code="foreign_file_contains", what=what
    )
